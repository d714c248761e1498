"""The oracle's questions, put to the library through its public verbs.

Each function takes the integers of a question, builds the patient and the day from them
with public names only, and returns what the library answers in the oracle's words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import baclofen_cds as bc

AS_OF = dt.date(2026, 3, 10)
u = bc.ureg

Verdict = tuple[str, int] | None
Start = tuple[str, frozenset[tuple[int, int]]]


@cache
def profile_of(label: str) -> Any:
    """Return the current profile of a label."""
    return bc.get_profile(label)


@cache
def rates_of(
    egfr: int | None, clearance: int | None = None, on: dt.date = AS_OF
) -> tuple[bc.RecordedGFR, ...]:
    """Return a measured, indexed rate of so many hundredths, and a clearance beside it."""
    indexed = {"equation": bc.GFREquation.MEASURED, "indexing": bc.GFRIndexing.INDEXED}
    absolute = {
        "equation": bc.GFREquation.COCKCROFT_GAULT,
        "indexing": bc.GFRIndexing.ABSOLUTE,
    }
    told = ((egfr, indexed), (clearance, absolute))
    return tuple(
        bc.RecordedGFR(value * u.mL / u.min / 100, on=on, **how)
        for value, how in told
        if value is not None
    )


@cache
def patient_of(
    months: int,
    grams: int | None = None,
    egfr: int | None = 9_000,
    dialysis: str = "none",
    kidney_state: str = "stable",
    indication: str = "multiple sclerosis",
    clearance: int | None = None,
) -> bc.Patient:
    """Return someone of whom this is known, and nothing else."""
    weight = {} if grams is None else {"weight": grams * u.gram, "weight_on": AS_OF}
    return bc.Patient(
        age=months * u.month,
        as_of=AS_OF,
        recorded_gfr=rates_of(egfr, clearance),
        dialysis=bc.Dialysis(dialysis),
        kidney_state=bc.KidneyState(kidney_state),
        indication=bc.Indication(indication),
        confirmed={"weight"},
        **weight,
    )


def someone(months: int, *, complete: bool = True, **told: Any) -> bc.Patient:
    """Return someone not on dialysis, with multiple sclerosis, of whom this is known too."""
    medicines = bc.Medicines(complete=complete)
    known = {"dialysis": bc.Dialysis.NONE, "indication": bc.Indication.MULTIPLE_SCLEROSIS}
    return bc.Patient(age=months * u.month, as_of=AS_OF, medicines=medicines, **{**known, **told})


def dated(
    months: int,
    egfr: int | None,
    clearance: int | None = None,
    *,
    days: int = 0,
    complete: bool = True,
    acutely_ill: bool | None = None,
) -> bc.Patient:
    """Return someone whose rate and clearance are so many days old."""
    rates = rates_of(egfr, clearance, days_ago(days))
    return someone(months, recorded_gfr=rates, complete=complete, acutely_ill=acutely_ill)


def with_rates(months: int, rates: Iterable[tuple[int, int]], **told: Any) -> bc.Patient:
    """Return someone with measured rates of several days, counted back from today."""
    recorded = (one for days, rate in rates for one in rates_of(rate, None, days_ago(days)))
    return someone(months, recorded_gfr=tuple(recorded), **told)


SEX = {True: bc.Sex.FEMALE, False: bc.Sex.MALE, None: bc.Sex.UNKNOWN}


def with_creatinine(
    months: int,
    level: int,
    female: bool | None,
    *,
    grams: int | None = None,
    mm: int | None = None,
    **told: Any,
) -> bc.Patient:
    """Return someone with a creatinine of today in nanomoles per litre, and a body."""
    weight = {} if grams is None else {"weight": grams * u.gram, "weight_on": AS_OF}
    height = {} if mm is None else {"height": mm * u.mm, "height_on": AS_OF}
    known = {"serum_creatinine": creatinine(level), "serum_creatinine_on": AS_OF, **weight}
    unusual = {"weight", "serum_creatinine"}
    return someone(months, sex=SEX[female], confirmed=unusual, **{**known, **height, **told})


def with_creatinines(
    months: int, female: bool | None, results: Sequence[tuple[int, int]], **told: Any
) -> bc.Patient:
    """Return someone with creatinines of several days, counted back from today."""
    *earlier, (days, newest) = results
    series = [(creatinine(level), days_ago(back)) for back, level in earlier]
    on = days_ago(days)
    return with_creatinine(
        months, newest, female, serum_creatinine_on=on, earlier_creatinine=series, **told
    )


def creatinine(nmol_l: int) -> Any:
    """Return a creatinine of so many nanomoles per litre, exactly."""
    return Fraction(nmol_l, 1_000) * u.umol / u.L


@cache
def days_ago(days: int) -> dt.date:
    """Return the day so many days before the question."""
    return AS_OF - dt.timedelta(days=days)


@cache
def day_of(*micrograms: int) -> bc.Regimen:
    """Return a day of these administrations."""
    return bc.Regimen([dose * u.microgram for dose in micrograms], confirmed=True)


@cache
def spread(total: int) -> bc.Regimen:
    """Return a day of this total, in as few administrations as are plausible."""
    largest = 200_000
    full, rest = divmod(total, largest)
    if 0 < rest < 100 and full:
        return day_of(*[largest] * (full - 1), largest - 100, rest + 100)
    return day_of(*[largest] * full, *([rest] if rest else []))


def micrograms(quantity: Any, per_day: bool = True) -> int:
    """Return a quantity of drug as whole micrograms, exactly."""
    unit = u.microgram / u.day if per_day else u.microgram
    return round(quantity.m_as(unit))


def start(
    label: str,
    months: int,
    grams: int | None,
    egfr: int | None,
    dialysis: str,
    kidney_state: str,
    indication: str,
    clearance: int | None = None,
) -> Start:
    """Ask for the start: how it ends, and each way the day may be divided."""
    told = (months, grams, egfr, dialysis, kidney_state, indication, clearance)
    return start_of(label, patient_of(*told))


def start_of(label: str, patient: bc.Patient) -> Start:
    """Ask for this patient's start."""
    found = bc.starting_dose(patient, profile=profile_of(label))
    if not found.has_answer:
        return found.outcome.value, frozenset()
    ways = ((o.times_per_day, micrograms(o.largest_dose, False)) for o in found.answer.options)
    return found.outcome.value, frozenset(ways)


def verdict(label: str, months: int, grams: int | None, setting: str, total: int) -> Verdict:
    """Ask where a day stands, and which limit decided."""
    found = bc.check_daily_maximum(
        patient_of(months, grams),
        spread(total),
        profile=profile_of(label),
        setting=bc.Setting(setting),
    )
    if not found.has_answer:
        return None
    return found.answer.verdict.value, micrograms(found.answer.binding.amount)


def kidney_severity(
    egfr: int | None,
    dialysis: str,
    kidney_state: str,
    total: int | None,
    starting: bool,
    clearance: int | None = None,
    inferred_mild: bool = False,
) -> str | None:
    """Ask how grave the kidneys make a start, or what is taken."""
    months = 540 if clearance is None else 900
    patient = patient_of(months, None, egfr, dialysis, kidney_state, clearance=clearance)
    if inferred_mild:
        rise = {"recorded_gfr": rates_of(egfr), "dialysis": bc.Dialysis(dialysis)}
        patient = with_creatinines(540, None, MILD_RISE, **rise)
    return severity_of("us-spasticity", patient, total, starting=starting)


MILD_RISE = ((1, 50_000), (0, 77_000))
"""Days ago and nanomoles per litre: to less than twice, with a rate above 60 at 45 years."""


def severity_of(
    label: str, patient: bc.Patient, total: int | None, *, starting: bool
) -> str | None:
    """Ask how grave this patient's kidneys are; no amount is one that nobody could read."""
    taking = bc.UNREADABLE if total is None else spread(total)
    found = bc.renal_caution(patient, taking, profile=profile_of(label), starting=starting)
    return gravest(found)


def gravest(found: bc.Decision[Any]) -> str | None:
    """Return how grave the finding on the kidneys is, where there is one."""
    of_kidneys = [f for f in found.findings if f.code.startswith(_OF_KIDNEYS)]
    return of_kidneys[0].severity.value if of_kidneys else None


_OF_KIDNEYS = (
    "kidney-dialysis-",
    "kidney-changing-",
    "kidney-rise-",
    "kidney-avoid-",
    "kidney-impaired-",
    "kidney-clearance-avoid-",
    "kidney-clearance-impaired-",
)


def kidneys_of(label: str, patient: bc.Patient) -> tuple[str, int | None]:
    """Ask for the band of this patient's kidneys, and the rate in hundredths."""
    found = bc.renal_caution(patient, bc.NOT_TAKING, profile=profile_of(label))
    if not found.has_answer:
        return "unknown", None
    rate = found.answer.rate
    return found.answer.band.value, None if rate is None else int(rate.hundredths)


def older(label: str, months: int) -> bool:
    """Ask whether an age counts as an older adult's."""
    found = bc.older_adult_caution(patient_of(months), day_of(5_000), profile=profile_of(label))
    said = [f.severity.value for f in found.findings if f.code.startswith("older-adult-")]
    assert said == ["info"] * found.answer.older_adult, "policy P6: information, of an older adult"
    return bool(found.answer.older_adult)


def rise(label: str, each: int, times: int, then: int, held: int) -> frozenset[str] | None:
    """Ask what is wrong with raising an even day, of size and of time alone.

    ``None`` where the label prints no step: what is judged there is our own bound.
    """
    found = bc.check_regimen_change(
        patient_of(540),
        before=day_of(*[each] * times),
        after=day_of(*[then] * times),
        held_for=held * u.day,
        profile=profile_of(label),
    )
    if not found.has_answer or any(f.code in _BY_OUR_BOUND for f in found.findings):
        return None
    words = {bc.ChangeProblem.TOO_LARGE: "too large", bc.ChangeProblem.TOO_SOON: "too soon"}
    return frozenset(words[problem] for problem in found.answer.problems if problem in words)


_BY_OUR_BOUND = frozenset(
    {
        "administration-too-large-policy",
        "no-step-printed",
        "rise-to-printed-maximum",
        "rise-too-large-policy",
    }
)
"""What is said of an adult's rise, and said only where the label prints no step for it."""


MONTHS = {False: 540, True: 96}
"""The age of somebody who comes off, and is a child or not."""


def tapers(
    label: str, child: bool, total: int, unit: int, exposure: int | None
) -> dict[str, tuple[tuple[int, int], ...]]:
    """Ask for both paces of a taper from one administration, the one that is the answer first."""
    found = bc.taper_plan(
        patient_of(MONTHS[child]),
        day_of(total),
        profile=profile_of(label),
        exposure=_days(exposure),
        smallest_dose=unit * u.microgram,
    )
    plans = (found.answer, found.answer.beside)
    return {
        plan.pace.value: tuple(
            (micrograms(step.regimen.total_daily_dose), step.days) for step in plan.steps
        )
        for plan in plans
    }


def leading_pace(label: str, patient: bc.Patient, exposure: int | None) -> str:
    """Ask which pace is the answer for this patient."""
    taken = {"profile": profile_of(label), "exposure": _days(exposure)}
    pace: str = bc.taper_plan(patient, day_of(20_000), **taken).answer.pace.value
    return pace


def drop_is_too_large(label: str, child: bool, before: int, after: int, unit: int) -> bool:
    """Ask whether our check calls a reduction too large, of one administration."""
    found = bc.check_regimen_change(
        patient_of(MONTHS[child]),
        before=day_of(before),
        after=day_of(after),
        held_for=30 * u.day,
        smallest_dose=unit * u.microgram,
        profile=profile_of(label),
    )
    return bc.ChangeProblem.TOO_LARGE in found.answer.problems


def stop_severity(
    label: str, child: bool, total: int, exposure: int | None, unit: int | None
) -> str | None:
    """Ask how grave it is to stop one administration a day at once."""
    found = bc.check_regimen_change(
        patient_of(MONTHS[child]),
        before=day_of(total),
        after=bc.Stop(),
        held_for=None,
        exposure=_days(exposure),
        smallest_dose=None if unit is None else unit * u.microgram,
        profile=profile_of(label),
    )
    of_stops = [f.severity.value for f in found.findings if f.code.startswith("stop-")]
    return of_stops[0] if of_stops else None


def _days(days: int | None) -> Any:
    return None if days is None else days * u.day


def climb(
    label: str,
) -> tuple[list[tuple[tuple[int, ...], int]], list[tuple[tuple[int, ...], int]]]:
    """Ask for an adult's titration: every day's doses and how long each is held, both paces."""
    found = bc.titration_plan(patient_of(540), profile=profile_of(label))
    gentle = found.answer
    return _held(gentle), _held(gentle if gentle.beside is None else gentle.beside)


def _held(plan: bc.Schedule) -> list[tuple[tuple[int, ...], int]]:
    return [
        (tuple(micrograms(dose, False) for dose in step.regimen.doses), step.days)
        for step in plan.steps
    ]
