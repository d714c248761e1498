"""People and questions about them, drawn from a seed as plain facts; no library is needed.

What is drawn leans to where answers turn: ages of 18, 65 and 75 years, rates near 30 and 60,
a BMI of 18, 30 and 40, values as old as they may be, doses near a maximum. The words of the
closed lists are those of the tree that is asked first, so that both trees know them.
"""

import datetime as dt
import random

SEED = 20_261_127
AS_OF = dt.date(2026, 3, 10)
DAYS_AGO = (0, 1, 3, 4, 20, 30, 31, 60, 90, 91, 200, 365, 366, None)
EXPOSURES = (None, 2, 3, 14, 15, 30, 60, 61, 180, 400)
HELD = (None, 1, 2, 3, 4, 7, 14, 30)
UNITS = (None, None, 10_000, 5_000, 2_500, 1_000, 500, 100)
TARGETS = (None, 30_000, 45_000, 60_000, 80_000)
MEDICINES = (
    *("N07XX04", "N02AA05", "N02AB03", "N05BA01", "N03AX16", "N05CF02", "M03BX02"),
    *("M01AE01", "C09AA02", "C03CA01", "A02BC01"),
)
CREATININE = (
    *((25_000, 45_000), (45_000, 90_000), (45_000, 90_000), (70_000, 130_000)),
    *((90_000, 170_000), (170_000, 330_000), (330_000, 790_000)),
)
"""Nanomoles per litre; most are healthy, or near where the kidneys count as impaired."""
ADULT_DAYS = (
    *((5_000,), (5_000, 5_000), (5_000, 5_000, 5_000), (10_000, 10_000, 10_000)),
    *((2_500, 2_500), (7_500, 7_500, 7_500), (10_000, 5_000, 10_000), (20_000, 20_000, 20_000)),
    *((20_000,) * 4, (25_000,) * 4, (30_000, 20_000, 30_000), (11_000,), (60_000, 60_000)),
    *((15_000,), (15_000, 15_000, 15_000), (20_000, 20_000, 10_000, 15_000)),
)
CHILD_DAYS = ((1_000,), (2_000, 2_000, 2_000), (2_500, 2_500), (5_000, 5_000), (10_000,) * 3)


def person(rng, words):
    """Draw what is known of one patient."""
    months = _months(rng)
    grams, millimetres = _body(rng, months)
    told = rng.sample(words["Condition"], rng.choice((0, 0, 0, 0, 1, 1, 2)))
    others = [name for name in words["Condition"] if name not in told]
    return {
        "as_of": AS_OF.isoformat(),
        "months": months,
        "sex": rng.choice(("FEMALE",) * 5 + ("MALE",) * 5 + ("UNKNOWN",)),
        "grams": grams,
        "weight_on": grams and _day(rng, months),
        "millimetres": millimetres,
        **_kidneys(rng, words, months),
        "indication": rng.choice(("MULTIPLE_SCLEROSIS",) * 12 + tuple(words["Indication"])),
        "conditions": told,
        "ruled_out": rng.choice(([], others, others, others)),
        "medicines": sorted(rng.sample(MEDICINES, rng.choice((0, 0, 0, 1, 1, 2, 3)))),
        "complete": rng.random() < 0.6,
        "intrathecal_baclofen": rng.random() < 0.04,
        "deceased": rng.random() < 0.02,
        "confirmed": ["serum_creatinine", "weight"],
    }


def _months(rng):
    """Draw an age in months: children, adults, and many of 65 years and more."""
    span = rng.choice(
        ((0, 215),) * 3 + ((216, 779),) * 4 + ((780, 899), (900, 1_200), (900, 1_200))
    )
    edges = (71, 72, 95, 96, 215, 216, 779, 780, 899, 900)
    return rng.choice(edges) if rng.random() < 0.1 else rng.randint(*span)


def _day(rng, months):
    """Draw a day from birth to the question, or none."""
    ago = rng.choice(DAYS_AGO)
    return None if ago is None else (AS_OF - dt.timedelta(min(ago, months * 28))).isoformat()


def _body(rng, months):
    """Draw a weight and a height that fit the age; either may be untold."""
    millimetres = rng.randint(1_450, 1_950) if months >= 216 else 500 + months * 5
    bmi = rng.choice((16.5, 17.9, 21, 23, 25, 27, 29.9, 30, 30.1, 34, 41))
    if months >= 216 and bmi == 30:
        millimetres = 1_600
    grams = round(bmi * (millimetres / 1_000) ** 2 * 1_000)
    if months < 216:
        grams = round((7_000 + months * 2_500 / 12) * rng.uniform(0.7, 1.25))
    return (None if rng.random() < 0.12 else grams, None if rng.random() < 0.2 else millimetres)


def _kidneys(rng, words, months):
    """Draw a creatinine, recorded rates, dialysis, and how steady it all is."""
    low, high = rng.choice(CREATININE)
    if months < 216:
        low, high = low // 2, high // 2
    level = None if rng.random() < 0.15 else rng.randint(low, high)
    return {
        "creatinine": level,
        "creatinine_on": level and _day(rng, months),
        "rates": [_rate(rng, words, level, months) for _ in range(rng.choice((0, 0, 0, 1, 1, 2)))],
        "kidney_state": rng.choice(("STABLE",) * 4 + ("UNKNOWN",) * 5 + ("CHANGING",)),
        "kidney_values_in_doubt": rng.random() < 0.04,
        "dialysis": rng.choice(("NONE",) * 14 + tuple(words["Dialysis"])),
    }


def _rate(rng, words, level, months):
    """Draw a recorded rate: near what the creatinine may mean, or near a threshold."""
    about = 6_500_000_000 // level // 10 if level else rng.choice((2_500, 6_000, 9_000))
    near = rng.choice((2_999, 3_000, 3_200, 5_900, 6_000, 6_400))
    hundredths = rng.choice((round(about * rng.uniform(0.7, 1.3)), near))
    ago = rng.choice([ago for ago in DAYS_AGO if ago is not None])
    return {
        "hundredths": max(300, min(hundredths, 15_000)),
        "equation": rng.choice(words["GFREquation"]),
        "indexing": rng.choice(("INDEXED", "INDEXED", *words["GFRIndexing"])),
        "on": (AS_OF - dt.timedelta(min(ago, months * 28))).isoformat(),
        "lower_bound": rng.random() < 0.12,
    }


def questions(rng, facts, words):
    """Draw every question about a patient, as verbs with what is told."""
    months = facts["months"]
    now, setting, unit = _taken(rng, months), _setting(rng), rng.choice(UNITS)
    told = {"now": now, "setting": setting}
    step = {
        "held_for": rng.choice(HELD),
        "response": rng.choice(words["Response"]),
        "tolerability": rng.choice(("GOOD", "GOOD", *words["Tolerability"])),
        "smallest_dose": unit,
    }
    return [
        ("renal_caution", told | {"starting": False}),
        ("renal_caution", told | {"starting": True}),
        ("starting_dose", {"setting": setting, "smallest_dose": unit}),
        ("check_daily_maximum", told),
        ("older_adult_caution", told),
        (
            "titration_plan",
            {"setting": setting, "target": rng.choice(TARGETS), "smallest_dose": unit},
        ),
        ("next_titration_step", told | step),
        *(("check_regimen_change", {"setting": setting} | c) for c in _changes(rng, now, months)),
        *(("taper_plan", {"now": now} | one) for one in _tapers(rng, words, unit)),
        ("assess", told | {"signs": []}),
        ("assess", {"now": "NOT_TAKING", "setting": setting, "signs": []}),
        *_with_signs(rng, told, words),
    ]


def _setting(rng):
    return rng.choice(("OUTPATIENT", "OUTPATIENT", "SUPERVISED_INPATIENT", "UNKNOWN"))


def _taken(rng, months):
    """Draw what is taken: mostly a day that was read."""
    usual = ADULT_DAYS if months >= 216 else CHILD_DAYS
    odd = [rng.randint(2, 90) * 500 for _ in range(rng.randint(1, 4))]
    other = rng.choice(("NOT_TAKING", "UNREADABLE"))
    return rng.choice((*[list(rng.choice(usual))] * 7, odd, odd, other))


def _changes(rng, now, months):
    """Draw a start, and from what is taken a rise, a reduction and a stop."""
    start = list(rng.choice(ADULT_DAYS[:8] if months >= 216 else CHILD_DAYS))
    if isinstance(now, str):
        now = list(rng.choice(ADULT_DAYS))
    more = rng.choice((2_500, 5_000, 10_000, 20_000, 40_000))
    slot, share = rng.randrange(len(now)), rng.choice((2, 3, 4, 5))
    rise = [d + more if i == slot else d for i, d in enumerate(now)]
    less = [max(100, d - d // share // 100 * 100) if i == slot else d for i, d in enumerate(now)]
    stop = {"stop": rng.choice(("UNKNOWN", "NO_BENEFIT", "SERIOUS_ADVERSE_REACTION"))}
    for before, after in (("NOT_TAKING", start), (now, rise), (now, less), (now, stop)):
        days = {"held_for": rng.choice(HELD), "exposure": rng.choice(EXPOSURES)}
        yield {"before": before, "after": after} | days


def _tapers(rng, words, unit):
    """Draw tapers after no told, a short and a long use."""
    for exposure in (None, rng.choice((3, 14, 30, 60)), rng.choice((61, 180, 400))):
        smallest = rng.choice((unit, *UNITS)) if exposure else None
        reason = rng.choice(words["StopReason"])
        yield {"exposure": exposure, "smallest_dose": smallest, "reason": reason}


def _with_signs(rng, told, words):
    """Draw, now and then, a question with signs in hand."""
    if rng.random() < 0.1:
        yield ("assess", told | {"signs": sorted(rng.sample(words["Sign"], 2))})


def drawn(count, words, labels):
    """Return people by name, and every question about each of them to every label."""
    rng = random.Random(SEED)  # noqa: S311 - the same people every time
    people, asked = {}, []
    for number in range(count):
        name = f"drawn {number}"
        people[name] = person(rng, words)
        verbs = questions(rng, people[name], words)
        asked += [(name, label, verb, told) for label in labels for verb, told in verbs]
    return people, asked
