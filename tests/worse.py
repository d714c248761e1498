"""One fact of a patient made worse, all else the same.

Each function takes a patient and a whole number that chooses how, and returns the patient with
that one fact worse, or ``None`` where there is nothing to make worse.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import attrs
import kidney_facts
from kidney_facts import KidneyFacts

import baclofen_cds as bc
from baclofen_cds.amounts import Hundredths, MicrogramsPerLitre, NanomolesPerLitre

Worse = Callable[[bc.Patient, int], bc.Patient | None]

_HIGHEST_CREATININE, _HIGHEST_CYSTATIN, _OLDEST = 2_210_000, 15_000, 120 * 12
_MEDICINES = ("N02AA05", "N07XX04", "N05BA01", "M01AE01", "C09AA02", "J01GB03", "L04AD01")


def _above(value: int, highest: int, by: int) -> int | None:
    """Return a higher value: half of the time a little, half of the time any."""
    if value >= highest:
        return None
    by, far = divmod(by, 2)
    room = highest - value
    return value + 1 + by % (room if far else min(room, value // 10 + 1))


def _below(value: int, by: int) -> int | None:
    """Return a lower value, down to 1 mL/min."""
    if value <= 100:
        return None
    by, far = divmod(by, 2)
    room = value - 100
    return value - 1 - by % (room if far else min(room, value // 10 + 1))


def _before(patient: bc.Patient, on: dt.date | None, by: int) -> dt.date | None:
    """Return an earlier day of this life: half of the time a near one."""
    if on is None:
        return None
    by, far = divmod(by, 2)
    day = on - dt.timedelta(days=1 + by % (400 if far else 10))
    return None if patient.date_of_birth and day < patient.date_of_birth else day


def higher_creatinine(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Raise the newest creatinine."""
    level = patient.creatinine_nmol_l
    higher = None if level is None else _above(level, _HIGHEST_CREATININE, by)
    if higher is None:
        return None
    return attrs.evolve(
        patient,
        serum_creatinine=NanomolesPerLitre(higher),
        confirmed=patient.confirmed | {"serum_creatinine"},
    )


def higher_cystatin(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Raise the cystatin C."""
    level = patient.cystatin_micrograms_l
    higher = None if level is None else _above(level, _HIGHEST_CYSTATIN, by)
    if higher is None:
        return None
    return attrs.evolve(patient, cystatin_c=MicrogramsPerLitre(higher))


def _one_rate(
    change: Callable[[bc.Patient, bc.RecordedGFR, int], list[bc.RecordedGFR]],
) -> Worse:
    """Change one of the recorded rates; what stands in its place is asked for."""

    def worse(patient: bc.Patient, by: int) -> bc.Patient | None:
        rates = patient.recorded_gfr
        if not rates:
            return None
        by, place = divmod(by, len(rates))
        instead = change(patient, rates[place], by)
        changed = (*rates[:place], *instead, *rates[place + 1 :])
        return attrs.evolve(patient, recorded_gfr=changed) if instead else None

    return worse


def _lower(patient: bc.Patient, rate: bc.RecordedGFR, by: int) -> list[bc.RecordedGFR]:
    lower = _below(rate.hundredths, by)
    return [] if lower is None else [attrs.evolve(rate, value=Hundredths(lower))]


def _beside(patient: bc.Patient, rate: bc.RecordedGFR, by: int) -> list[bc.RecordedGFR]:
    return [rate, attrs.evolve(rate, value=Hundredths(100 + by % 15_000))]


def _lower_before(patient: bc.Patient, rate: bc.RecordedGFR, by: int) -> list[bc.RecordedGFR]:
    by, back = divmod(by, 1_000)
    least = min(r.hundredths for r in patient.recorded_gfr)
    lower, on = _below(least, by), _before(patient, rate.on, back)
    if lower is None or on is None:
        return []
    return [rate, attrs.evolve(rate, value=Hundredths(lower), on=on)]


def _moved(patient: bc.Patient, rate: bc.RecordedGFR, by: int) -> list[bc.RecordedGFR]:
    """Move a rate back, but not past another one, and not to well before the creatinine.

    P7 looks at the newest recorded rate, and at none of more than 30 days before a dated
    creatinine; a rate that is moved there counts for less by the policy itself. So does one,
    beside a cystatin C, that is no longer of a newer creatinine than the one set aside (P1).
    """
    on, newest = _before(patient, rate.on, by), patient.serum_creatinine_on
    others = [r.on for r in patient.recorded_gfr if r is not rate]
    if on is None or any(on <= other <= rate.on for other in others):
        return []
    within = kidney_facts.WITHIN
    history = newest is not None and (newest - rate.on).days <= within < (newest - on).days
    passed = patient.cystatin_c is not None and newest is not None and on <= newest < rate.on
    return [] if history or passed else [attrs.evolve(rate, on=on)]


def older(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Make an adult older."""
    months = _above(patient.age_months, _OLDEST, by)
    if months is None or patient.age_months < kidney_facts.ADULT:
        return None
    return attrs.evolve(patient, age=months * bc.ureg.month, date_of_birth=None)


def on_dialysis(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Put on dialysis who is not, or of whom nobody told."""
    forms = [form for form in bc.Dialysis if form.present]
    return _other(
        patient, dialysis=patient.dialysis if patient.dialysis.present else forms[by % 3]
    )


def _other(patient: bc.Patient, **facts: Any) -> bc.Patient | None:
    """Return the patient with other facts, or ``None`` where they are the same."""
    changed = attrs.evolve(patient, **facts)
    return None if changed == patient else changed


def one_more_medicine(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Add a medicine."""
    known = patient.medicines
    codes = [*known.codes, _MEDICINES[by % len(_MEDICINES)]]
    return _other(patient, medicines=bc.Medicines(codes, complete=known.complete))


def one_more_condition(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Add a condition."""
    more = {list(bc.Condition)[by % len(bc.Condition)]}
    return _other(
        patient, conditions=patient.conditions | more, ruled_out=patient.ruled_out - more
    )


def creatinine_dated_before(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Move the newest creatinine to an earlier day, not before the earlier ones."""
    day = _before(patient, patient.serum_creatinine_on, by)
    if day is None or any(on > day for _, on in patient.earlier_nmol_l):
        return None
    return attrs.evolve(patient, serum_creatinine_on=day)


def _dated_before(name: str) -> Worse:
    def worse(patient: bc.Patient, by: int) -> bc.Patient | None:
        day = _before(patient, getattr(patient, name), by)
        return None if day is None else attrs.evolve(patient, **{name: day})

    return worse


WORSE: Final[dict[str, Worse]] = {
    "higher creatinine": higher_creatinine,
    "higher cystatin C": higher_cystatin,
    "lower recorded rate": _one_rate(_lower),
    "one more rate of the same day": _one_rate(_beside),
    "one lower rate of an earlier day": _one_rate(_lower_before),
    "older": older,
    "on dialysis": on_dialysis,
    "changing": lambda patient, _: _other(patient, kidney_state=bc.KidneyState.CHANGING),
    "acutely ill": lambda patient, _: _other(patient, acutely_ill=True),
    "in doubt": lambda patient, _: _other(patient, kidney_values_in_doubt=True),
    "older creatinine": creatinine_dated_before,
    "older cystatin C": _dated_before("cystatin_c_on"),
    "older weight": _dated_before("weight_on"),
    "older height": _dated_before("height_on"),
    "older recorded rate": _one_rate(_moved),
    "undated creatinine": lambda patient, _: _other(patient, serum_creatinine_on=None),
    "undated cystatin C": lambda patient, _: _other(patient, cystatin_c_on=None),
    "undated weight": lambda patient, _: _other(patient, weight_on=None),
    "undated height": lambda patient, _: _other(patient, height_on=None),
    "one more medicine": one_more_medicine,
    "list not complete": lambda patient, _: _other(
        patient, medicines=bc.Medicines(patient.medicines.codes)
    ),
    "one more condition": one_more_condition,
}
"""Every fact that can be worse, by name."""

_MOVES_A_DAY: Final = (
    "one lower rate of an earlier day",
    "older creatinine",
    "older cystatin C",
    "older recorded rate",
)


def comparable(name: str, better: bc.Patient, worse: bc.Patient, profile: Any) -> bool:
    """Whether the policy itself leaves two patients to be compared, one fact of whom is worse.

    Two creatinines tell a change, not a level, so with earlier ones the pair must tell the
    same: a change or none, and where a day is moved or taken away the same change. And a rate
    below 30 permits nothing for 90 days, or until results of two newer days are better (P7):
    where moving a day lets that end, the policy counts the same facts for less. Nor is a
    recorded rate of a child of well before its creatinine any more, once that has no day.
    """
    rises = [kidney_facts.rise_of(patient) for patient in (better, worse)]
    same = len({rise is None for rise in rises}) == 1
    if name in ("older creatinine", "undated creatinine"):
        same = rises[0] == rises[1]
    if name == "undated creatinine" and better.age_months < kidney_facts.ADULT:
        same = same and KidneyFacts(better, profile).without_history
    if not same or name not in _MOVES_A_DAY:
        return same
    lows = [KidneyFacts(patient, profile).lows for patient in (better, worse)]
    return not lows[0] or bool(lows[1])
