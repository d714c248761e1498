"""The oracle's questions, put to the library through its public verbs.

Each function takes the integers of a question, builds the patient and the day from them
with public names only, and returns what the library answers in the oracle's words.
"""

from __future__ import annotations

import datetime as dt
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
def rate_of(egfr: int | None) -> tuple[bc.RecordedGFR, ...]:
    """Return a fresh, measured, indexed rate of so many hundredths."""
    if egfr is None:
        return ()
    value = egfr * u.mL / u.min / 100
    how = {"equation": bc.GFREquation.MEASURED, "indexing": bc.GFRIndexing.INDEXED}
    return (bc.RecordedGFR(value, on=AS_OF, **how),)


@cache
def patient_of(
    months: int,
    grams: int | None = None,
    egfr: int | None = 9_000,
    dialysis: str = "none",
    kidney_state: str = "stable",
    indication: str = "multiple sclerosis",
) -> bc.Patient:
    """Return someone of whom this is known, and nothing else."""
    weight = {} if grams is None else {"weight": grams * u.gram, "weight_on": AS_OF}
    return bc.Patient(
        age=months * u.month,
        as_of=AS_OF,
        recorded_gfr=rate_of(egfr),
        dialysis=bc.Dialysis(dialysis),
        kidney_state=bc.KidneyState(kidney_state),
        indication=bc.Indication(indication),
        confirmed={"weight"},
        **weight,
    )


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
) -> Start:
    """Ask for the start: how it ends, and each way the day may be divided."""
    patient = patient_of(months, grams, egfr, dialysis, kidney_state, indication)
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
    egfr: int | None, dialysis: str, kidney_state: str, total: int | None, starting: bool
) -> str | None:
    """Ask how grave the kidneys make a start, or what is taken."""
    taking = bc.UNREADABLE if total is None else spread(total)
    found = bc.renal_caution(
        patient_of(540, None, egfr, dialysis, kidney_state),
        taking,
        profile=profile_of("us-spasticity"),
        starting=starting,
    )
    of_kidneys = [f for f in found.findings if f.code.startswith(_OF_KIDNEYS)]
    return of_kidneys[0].severity.value if of_kidneys else None


_OF_KIDNEYS = ("kidney-dialysis-", "kidney-changing-", "kidney-avoid-", "kidney-impaired-")


def older(label: str, months: int) -> bool:
    """Ask whether an age counts as an older adult's."""
    found = bc.older_adult_caution(patient_of(months), day_of(5_000), profile=profile_of(label))
    said = [f.severity.value for f in found.findings if f.code.startswith("older-adult-")]
    assert said == ["info"] * found.answer.older_adult, "policy P6: information, of an older adult"
    return bool(found.answer.older_adult)


def rise(label: str, each: int, times: int, then: int, held: int) -> frozenset[str] | None:
    """Ask what is wrong with raising an even day, of size and of time alone."""
    found = bc.check_regimen_change(
        patient_of(540),
        before=day_of(*[each] * times),
        after=day_of(*[then] * times),
        held_for=held * u.day,
        profile=profile_of(label),
    )
    if not found.has_answer:
        return None
    words = {bc.ChangeProblem.TOO_LARGE: "too large", bc.ChangeProblem.TOO_SOON: "too soon"}
    return frozenset(words[problem] for problem in found.answer.problems if problem in words)


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
