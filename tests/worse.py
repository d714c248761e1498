"""One fact of a patient made worse, all else the same.

Each function takes a patient and a whole number that chooses how, and returns the patient with
that one fact worse, or ``None`` where there is nothing to make worse. Where the policy itself
lets such a fact count for less, the function says so and leaves that case out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import attrs
import kidney_facts

import baclofen_cds as bc
from baclofen_cds.amounts import Hundredths, MicrogramsPerLitre, NanomolesPerLitre

Worse = Callable[[bc.Patient, int], bc.Patient | None]

_CONFIRMED: Final = {"weight", "serum_creatinine"}
_HIGHEST_CREATININE, _HIGHEST_CYSTATIN = 2_210_000, 15_000
_OLDEST = 120 * 12
_MEDICINES = ("N02AA05", "N07XX04", "N05BA01", "M01AE01", "C09AA02", "J01GB03", "L04AD01")


def changed(patient: bc.Patient, **facts: Any) -> bc.Patient:
    """Return the patient with these facts, its unusual values confirmed."""
    return attrs.evolve(patient, **facts)


def _above(value: int, highest: int, by: int) -> int | None:
    """Return a higher value: half of the time a little, half of the time any."""
    if value >= highest:
        return None
    room = highest - value
    by, far = divmod(by, 2)
    return value + 1 + by % (room if far else min(room, value // 10 + 1))


def _below(value: int, by: int) -> int | None:
    """Return a lower value, down to 1 mL/min."""
    if value <= 100:
        return None
    by, far = divmod(by, 2)
    return value - 1 - by % (value - 100 if far else min(value - 100, value // 10 + 1))


def higher_creatinine(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Raise the newest creatinine."""
    level = patient.creatinine_nmol_l
    higher = None if level is None else _above(level, _HIGHEST_CREATININE, by)
    if higher is None:
        return None
    return changed(patient, serum_creatinine=NanomolesPerLitre(higher))


def higher_cystatin(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Raise the cystatin C."""
    level = patient.cystatin_micrograms_l
    higher = None if level is None else _above(level, _HIGHEST_CYSTATIN, by)
    return None if higher is None else changed(patient, cystatin_c=MicrogramsPerLitre(higher))


def _rates(patient: bc.Patient, place: int, *instead: bc.RecordedGFR) -> bc.Patient:
    rates = patient.recorded_gfr
    return changed(patient, recorded_gfr=(*rates[:place], *instead, *rates[place + 1 :]))


def lower_rate(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Lower one recorded rate, indexed or a clearance."""
    if not patient.recorded_gfr:
        return None
    by, place = divmod(by, len(patient.recorded_gfr))
    rate = patient.recorded_gfr[place]
    lower = _below(rate.hundredths, by)
    if lower is None:
        return None
    return _rates(patient, place, attrs.evolve(rate, value=Hundredths(lower)))


def one_more_rate(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Add a rate of the day, the equation and the kind of a recorded one, lower or higher."""
    if not patient.recorded_gfr:
        return None
    by, place = divmod(by, len(patient.recorded_gfr))
    rate = patient.recorded_gfr[place]
    other = attrs.evolve(rate, value=Hundredths(100 + by % 15_000))
    return changed(patient, recorded_gfr=(*patient.recorded_gfr, other))


def one_lower_rate_before(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Add a rate of an earlier day, lower than all on record."""
    if not patient.recorded_gfr:
        return None
    by, place = divmod(by, len(patient.recorded_gfr))
    by, days = divmod(by, 400)
    rate = patient.recorded_gfr[place]
    lower = _below(min(r.hundredths for r in patient.recorded_gfr), by)
    on = rate.on - dt.timedelta(days=days + 1)
    if lower is None or (patient.date_of_birth and on < patient.date_of_birth):
        return None
    other = attrs.evolve(rate, value=Hundredths(lower), on=on)
    return changed(patient, recorded_gfr=(*patient.recorded_gfr, other))


def older(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Make an adult older."""
    if patient.age_months < 216:
        return None
    months = _above(patient.age_months, _OLDEST, by)
    return (
        None
        if months is None
        else changed(patient, age=months * bc.ureg.month, date_of_birth=None)
    )


def on_dialysis(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Put on dialysis who is not, or of whom nobody told."""
    if patient.dialysis.present:
        return None
    forms = [form for form in bc.Dialysis if form.present]
    return changed(patient, dialysis=forms[by % len(forms)])


def changing(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Tell that creatinine is changing."""
    if patient.kidney_state is bc.KidneyState.CHANGING:
        return None
    return changed(patient, kidney_state=bc.KidneyState.CHANGING)


def acutely_ill(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Tell that the patient is acutely ill."""
    return None if patient.acutely_ill else changed(patient, acutely_ill=True)


def in_doubt(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Put the kidney values in doubt."""
    if patient.kidney_values_in_doubt:
        return None
    return changed(patient, kidney_values_in_doubt=True)


def _earlier(patient: bc.Patient, on: dt.date | None, by: int) -> dt.date | None:
    """Return an earlier day of a life."""
    if on is None:
        return None
    by, far = divmod(by, 2)
    day = on - dt.timedelta(days=1 + by % (400 if far else 10))
    return None if patient.date_of_birth and day < patient.date_of_birth else day


def _dated_before(name: str) -> Worse:
    def worse(patient: bc.Patient, by: int) -> bc.Patient | None:
        day = _earlier(patient, getattr(patient, name), by)
        return None if day is None else changed(patient, **{name: day})

    return worse


def creatinine_dated_before(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Move the newest creatinine to an earlier day, not before the earlier ones."""
    day = _earlier(patient, patient.serum_creatinine_on, by)
    if day is None or any(on > day for _, on in patient.earlier_nmol_l):
        return None
    return changed(patient, serum_creatinine_on=day)


def rate_dated_before(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Move a recorded rate to an earlier day, not past another recorded one.

    P7 looks at the newest recorded rate, so moving a rate behind another is no worse; and a
    rate below 30 that is not the newest may leave the 90 days in which it permits nothing.
    """
    if not patient.recorded_gfr:
        return None
    by, place = divmod(by, len(patient.recorded_gfr))
    rate = patient.recorded_gfr[place]
    day = _earlier(patient, rate.on, by)
    others = patient.recorded_gfr[:place] + patient.recorded_gfr[place + 1 :]
    passed = day is None or any(day <= other.on <= rate.on for other in others)
    newest = all(other.on < rate.on for other in others) and patient.cystatin_c is None
    if passed or (rate.hundredths < 3_000 and not newest):
        return None
    on = patient.serum_creatinine_on
    if on is not None and (on - rate.on).days <= 30 < (on - day).days:
        return None
    return _rates(patient, place, attrs.evolve(rate, on=day))


def _undated(name: str) -> Worse:
    def worse(patient: bc.Patient, by: int) -> bc.Patient | None:
        return None if getattr(patient, name) is None else changed(patient, **{name: None})

    return worse


def one_more_medicine(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Add a medicine."""
    code, known = _MEDICINES[by % len(_MEDICINES)], patient.medicines
    if code in known.codes:
        return None
    return changed(patient, medicines=bc.Medicines([*known.codes, code], complete=known.complete))


def list_incomplete(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Tell that the list of medicines is not complete."""
    if not patient.medicines.complete:
        return None
    return changed(patient, medicines=bc.Medicines(patient.medicines.codes))


def one_more_condition(patient: bc.Patient, by: int) -> bc.Patient | None:
    """Add a condition."""
    every = list(bc.Condition)
    more = every[by % len(every)]
    if more in patient.conditions:
        return None
    return changed(
        patient,
        conditions=patient.conditions | {more},
        ruled_out=patient.ruled_out - {more},
    )


WORSE: Final[dict[str, Worse]] = {
    "higher creatinine": higher_creatinine,
    "higher cystatin C": higher_cystatin,
    "lower recorded rate": lower_rate,
    "one more rate of the same day": one_more_rate,
    "one lower rate of an earlier day": one_lower_rate_before,
    "older": older,
    "dialysis": on_dialysis,
    "changing": changing,
    "acutely ill": acutely_ill,
    "in doubt": in_doubt,
    "older creatinine": creatinine_dated_before,
    "older cystatin C": _dated_before("cystatin_c_on"),
    "older weight": _dated_before("weight_on"),
    "older height": _dated_before("height_on"),
    "older recorded rate": rate_dated_before,
    "undated creatinine": _undated("serum_creatinine_on"),
    "undated cystatin C": _undated("cystatin_c_on"),
    "undated weight": _undated("weight_on"),
    "undated height": _undated("height_on"),
    "one more medicine": one_more_medicine,
    "list not complete": list_incomplete,
    "one more condition": one_more_condition,
}


def comparable(name, better, worse):
    return (
        kidney_facts.rise_of(better) == kidney_facts.rise_of(worse)
        if name in ("undated creatinine", "older creatinine")
        else (kidney_facts.rise_of(better) is None) == (kidney_facts.rise_of(worse) is None)
    )
