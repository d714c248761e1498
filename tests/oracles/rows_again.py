"""The rows of every label a second time: from the fact sheets and the policy, without the library.

One dictionary for each age at which something changes, and one for each state of the kidneys,
by the names of the library's terms. Units are those of `facts`. Left out of a row is a flag
on which nothing rests there, see `NOTHING_RESTS`.
"""

from facts import LABELS, POLICY, SILENT, UNREAD
from taper_oracle import (
    ADULT_RUNGS,
    CHILD_RUNGS,
    COARSEST_UNIT,
    COMMON_RUNGS,
    HALF_BELOW,
    LARGE_STOP,
    LARGE_STOP_AFTER,
    LARGEST_DROP,
    SMALL_CHILD_STOP,
    SMALL_STOP,
    STOP_AFTER,
    TENS_FROM,
    THIRD_BELOW,
)

WEIGHT_WITHIN = ((0, 30), (24, 90), (144, 180), (216, 365))  # policy P2: below 2, 12, 18 years
SMALLEST_TABLET = 5_000  # policy P5: 5 mg by default
COMPUTED_STEP = 100  # TOML rounding.computed_dose_step
TENS = 10_000  # policy P5: every 10 mg down to 40
SHARES = {"share": 4, "middle_share": 3, "low_share": 2, "low_units": 2}  # policy P5
TO_PRINTED_MAXIMUM = "us-spasticity"  # policy P4: from 60 to its own printed 80 mg/day
NAMED = {"us-spasticity": 20_000, "ca-spasticity": 20_000}  # US 2 and 9 Dosing: 20 mg x 4
PREFERRED = {"uk-spasticity": 4, "de-spasticity": 4}  # GAPS 1b, EU 2.2: four doses preferred
TRIAL = {  # EU 2.1, 6.1, 7.1: no benefit within 6 (to 8) weeks at the maximum
    "uk-spasticity": 42,
    "de-spasticity": 56,
    "fr-spasticity": 56,
}
CHILD_HOLD = {  # EU 2.2 weekly steps; EU 6.3 and 7.1: every 1 to 2 weeks
    "uk-spasticity": (7, 7),
    "de-spasticity": (7, 7),
    "fr-spasticity": (7, 14),
    "ch-spasticity": (7, 14),
}
AGAINST = {  # US 2; EU 2.4; EU 6.1 (Baclofen dura); EU 7.1: hypersensitivity is the policy's, too
    "uk-spasticity": ("peptic ulcer",),
    "de-spasticity": ("epilepsy",),
    "fr-spasticity": ("wheat allergy",),
}
NOTHING_RESTS = {
    "youngest_read": "of somebody too young for the label, who is out of its scope",
    "read": "of kidneys that are not impaired, not known or to be avoided: a start is the general "
    "one, asks for the rate or is withheld, whatever was read",
}
"""Flags that some rows leave out, each with the rows and the reason."""
FORMS = ("haemodialysis", "peritoneal", "continuous")
BANDS = ("not impaired", "unknown", "impaired", "severe", "changing", "end stage", "dialysis")


def _number(value):
    """Return a number, or None for what is silent, unread or not there."""
    return None if value is UNREAD or value is SILENT else value


def _last(bands, months):
    """Return the value of the last band that begins at or before the age, or None."""
    reached = [value for begins, value in bands if months >= begins]
    return _number(reached[-1]) if reached else None


def _adult_from(facts):
    return POLICY["adult_from"] if facts["adult_from"] is UNREAD else facts["adult_from"]


def _older_from(facts):
    return POLICY["older_from"] if facts["older_from"] is UNREAD else facts["older_from"]


def edges(label):
    """Return every age at which something that is said changes, from birth on."""
    facts, child = LABELS[label], LABELS[label]["child"]
    found = {0, POLICY["adult_from"], POLICY["children_from"]}
    found |= {_adult_from(facts), _older_from(facts)}
    found |= {begins for begins, _ in WEIGHT_WITHIN}
    if facts["youngest"] is not UNREAD:
        found.add(facts["youngest"])
    if child:
        found |= {begins for bands in ("caps", "tops_per_kg") for begins, _ in child[bands]}
    return tuple(sorted(found))


def ages(label):
    """Return the row of every age, the youngest first."""
    starts = edges(label)
    ends = (*starts[1:], None)
    return tuple(_age(label, *bounds) for bounds in zip(starts, ends, strict=True))


def _age(label, start, end):
    facts = LABELS[label]
    below = start < _adult_from(facts)
    youngest = _too_young_for(facts, start) if below else None
    row = {
        "from_month": start,
        "to_month": end,
        "population": "too young" if youngest else "child" if below else "adult",
        "youngest": youngest,
        "adult_from": _adult_from(facts),
        "older_from": _older_from(facts),
        "older": start >= _older_from(facts),
        "in_childhood": below or start < POLICY["adult_from"],
        "against": frozenset({"baclofen hypersensitivity", *AGAINST.get(label, ())}),
        **_indications(facts, below),
        **_start(label, start, below),
        **(_child_rises(label) if below else _rises(label)),
        **_limits(label, start, below, youngest),
        **_taper(facts, below or start < POLICY["adult_from"], youngest),
    }
    if not youngest:
        read = facts["youngest"] is not UNREAD or start >= POLICY["children_from"]
        row["youngest_read"] = read
    return row


def _too_young_for(facts, months):
    """Return the youngest age of the label, for somebody below it."""
    youngest = facts["youngest"]
    if youngest is UNREAD and facts["child"] is None:
        youngest = _adult_from(facts)
    return youngest if youngest is not UNREAD and months < youngest else None


def _indications(facts, below):
    """Return what is covered; of a label without a child's dose nobody read it for children."""
    unread = facts["covers"] is UNREAD or (below and facts["child"] is None)
    covers = POLICY["causes"] if unread else facts["covers"]
    return {
        "covered": covers - facts["excludes"],
        "excluded": facts["excludes"],
        "cerebral": POLICY["cerebral"],
    }


def _start(label, months, below):
    facts, child = LABELS[label], LABELS[label]["child"]
    lower = _number(facts["lower_start"])
    row = {
        "start": None if below else facts["start"],
        "adult_start": facts["start"],
        "start_older": lower if months >= _older_from(facts) else None,
        "start_cerebral": lower,
        "dialysis_number": _number(facts["kidneys"]["haemodialysis"]),
        "division_is_ours": POLICY["unstated_times"],
        "weight_within": _last(WEIGHT_WITHIN, months),
        "smallest_unit": SMALLEST_TABLET if months >= POLICY["adult_from"] else COMPUTED_STEP,
        "computed_step": COMPUTED_STEP,
    }
    if not below:
        broken = {n: facts["start"] % (n * SMALLEST_TABLET) != 0 for n in facts["divisions"]}
        order = tuple(sorted(broken, key=lambda times: (broken[times], times)))
        row |= {"divisions": order, "start_read": True, "start_stated": True}
        return row | {"start_per_kg": None, "start_most": None, "start_most_read": False}
    cap = _last(child["caps"], months) if child else None
    most = {"start_most": facts["start"] if cap is None else cap, "start_most_read": bool(cap)}
    if not child:
        none = {"start_per_kg": None, "divisions": (), "start_read": False}
        return row | most | none | {"start_stated": False}
    known = facts["youngest"] is not UNREAD or months >= POLICY["children_from"]
    first = PREFERRED.get(label)
    order = tuple(sorted(child["divisions"], key=lambda times: (times != first, times)))
    row |= {"start_per_kg": child["per_kg"], "divisions": order, **most}
    return row | {"start_read": known, "start_stated": known}


def _rises(label):
    facts = LABELS[label]
    row = {
        "rungs": facts["ladder"],
        "increase": None,
        "increase_of_day": True,
        "increase_read": False,
        "hold": None,
        "trial": TRIAL.get(label),
        "largest_rise": POLICY["largest_rise"],
        "beyond_ladder": facts["maximum"] if label == TO_PRINTED_MAXIMUM else None,
    }
    if facts["increment"] is None:
        return row
    per, low, high, least, most = facts["increment"]
    size = {"increase": (low, high), "increase_of_day": per == "day", "increase_read": True}
    return row | size | {"hold": (least, most)}


def _child_rises(label):
    """No label here gives a size for a child, some the days."""
    hold = CHILD_HOLD.get(label)
    return {
        "rungs": (),
        "increase": None,
        "increase_of_day": False,
        "increase_read": hold is not None,
        "hold": hold,
        "trial": None,
        "largest_rise": POLICY["largest_rise"],
        "beyond_ladder": None,
    }


def _limits(label, months, below, youngest):
    facts, child = LABELS[label], LABELS[label]["child"]
    names = ("maximum", "usual", "supervised", "hospital_from", "usual_per_kg", "named")
    row = dict.fromkeys(names) | {"open_above": False}
    if below:
        cap = _last(child["caps"], months) if child and not youngest else None
        top = {} if cap is None else {"usual_per_kg": _last(child["tops_per_kg"], months)}
        return row | {"maximum": cap} | top
    told = {name: facts[name] for name in ("maximum", "usual", "supervised", "open_above")}
    return row | told | {"hospital_from": facts["supervised_from"], "named": NAMED.get(label)}


def _taper(facts, child, youngest):
    spread, long_use, step = facts["taper_range"], facts["taper_long"], facts["taper_step"]
    short = POLICY["length"] if spread is SILENT else spread[1]
    longer = POLICY["long_length"] if spread is SILENT else spread[1]
    longer = longer if long_use is SILENT else long_use[0]
    after = POLICY["long_after"] if long_use is SILENT else long_use[1]
    shared = ((None, short),) + (() if longer == short else ((after, longer),))
    fine = CHILD_RUNGS if child else ADULT_RUNGS
    return {
        "taper_lengths": shared,
        "taper_step": None if step is SILENT or youngest else step[0],
        "taper_largest_drop": LARGEST_DROP,
        "taper_middle_below": THIRD_BELOW,
        "taper_low_below": 0 if child else HALF_BELOW,
        "taper_rungs": tuple(sorted((*fine, *COMMON_RUNGS, TENS_FROM))),
        "taper_spacing": TENS,
        "taper_unit": SMALLEST_TABLET,
        "taper_coarsest_unit": COARSEST_UNIT,
        "stop_small": SMALL_CHILD_STOP if child else SMALL_STOP,
        "stop_high": LARGE_STOP,
        "stop_few_days": LARGE_STOP_AFTER,
        "stop_abrupt_after": STOP_AFTER,
        **{f"taper_{name}": value for name, value in SHARES.items()},
    }


def kidneys(label):
    """Return the row of every state of the kidneys, by child, band, form and change."""
    return {
        (child, band, form, changing): _kidneys(LABELS[label], child, band, form, changing)
        for child in (False, True)
        for band in BANDS
        for form in (FORMS if band == "dialysis" else ("none",))
        for changing in _changes(band)
    }


def _changes(band):
    """Return whether creatinine may change: beside dialysis and end stage; else it is a band."""
    return (False, True) if band in ("dialysis", "end stage") else (band == "changing",)


def _kidneys(facts, child, band, form, changing):
    """Return what is said to a state: a number is for adults with poor, steady kidneys."""
    states, poor = facts["kidneys"], band not in ("not impaired", "unknown")
    steady = poor and not child and not changing
    number = _number(states[form if band == "dialysis" else band]) if steady else None
    if (
        form == "continuous"
    ):  # policy P1: a text on dialysis says nothing of it, where none names it
        number = None
    forbidden = facts["forbids_end_stage"] and band in ("dialysis", "end stage")
    row = {"number": number, "forbidden": forbidden}
    return row | ({"read": states["impaired"] is not UNREAD} if band == "impaired" else {})
