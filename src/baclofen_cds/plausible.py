"""What is refused at the door, and what is only unusual.

The constructors check by the shipped windows; a question, and the reader of records, check
again by those of the policy they were given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from baclofen_cds.amounts import (
    Grams,
    Hundredths,
    Micrograms,
    MicrogramsPerLitre,
    NanomolesPerLitre,
)
from baclofen_cds.errors import InputError

if TYPE_CHECKING:
    from baclofen_cds.knowledge.schema.policy import Plausibility
    from baclofen_cds.patient import Patient
    from baclofen_cds.regimen import Regimen

__all__ = [
    "check_conditions",
    "check_dates",
    "check_day",
    "check_dose",
    "check_plausible",
    "check_rate",
    "unusual",
    "windows",
]


def windows() -> Plausibility:
    """Return the windows of the shipped policy: what is refused, and what is confirmed."""
    from baclofen_cds.knowledge.reading import loader

    return loader.current_policy().plausibility


def check_dates(patient: Patient) -> None:
    """Refuse days after the question, before birth, or out of order."""
    born = patient.date_of_birth
    dated = {
        "date_of_birth": born,
        "weight_on": patient.weight_on,
        "height_on": patient.height_on,
        "serum_creatinine_on": patient.serum_creatinine_on,
        "cystatin_c_on": patient.cystatin_c_on,
        **{f"earlier_creatinine[{i}]": on for i, (_, on) in enumerate(patient.earlier_nmol_l)},
        **{f"recorded_gfr[{i}].on": r.on for i, r in enumerate(patient.recorded_gfr)},
    }
    for name, day in dated.items():
        if day is not None and day > patient.as_of:
            raise InputError("in-the-future", field=name, expected="a date up to as_of")
        if day is not None and born is not None and day < born:
            raise InputError("before-birth", field=name, expected="a date from birth on")
    newest = patient.serum_creatinine_on
    for place, (_, on) in enumerate(patient.earlier_nmol_l):
        if newest is not None and on > newest:
            expected = "a day up to serum_creatinine_on"
            raise InputError("conflict", field=f"earlier_creatinine[{place}]", expected=expected)


def check_conditions(patient: Patient) -> None:
    """Refuse a condition that is both there and ruled out."""
    if patient.conditions & patient.ruled_out:
        raise InputError(
            "conflict", field="ruled_out", expected="no condition the patient is said to have"
        )


def check_plausible(patient: Patient, windows: Plausibility) -> None:
    """Refuse what nobody had; ask for a second look at what few had."""
    if patient.age_months > windows.oldest:
        raise InputError("implausible", field="age", expected="an age people have reached")
    height = patient.height_millimetres
    if height is not None and not windows.shortest <= height <= windows.tallest:
        raise InputError(
            "implausible",
            field="height",
            expected="a height people have had",
            hint="Was it given in another unit?",
        )
    if patient.weight_grams is not None:
        _check_weight(patient.weight_grams, patient, windows)
    if patient.creatinine_nmol_l is not None:
        _check_creatinine(patient.creatinine_nmol_l, patient, windows)
    for place, (level, _) in enumerate(patient.earlier_nmol_l):
        _check_level(level, f"earlier_creatinine[{place}]", windows)
    if patient.cystatin_micrograms_l is not None:
        _check_cystatin(patient.cystatin_micrograms_l, windows)
    for place, recorded in enumerate(patient.recorded_gfr):
        check_rate(recorded.hundredths, f"recorded_gfr[{place}].value", windows)


def check_day(regimen: Regimen, name: str, windows: Plausibility) -> None:
    """Refuse a day with an administration that nobody takes at one time."""
    for slot, dose in enumerate(regimen.micrograms):
        check_dose(dose, f"{name}doses[{slot}]", windows, confirmed=regimen.confirmed)


def check_dose(dose: Micrograms, name: str, windows: Plausibility, *, confirmed: bool) -> None:
    """Refuse a dose that is not given at one time; ask for a second look at a large one."""
    if not windows.smallest_dose <= dose <= windows.largest_dose:
        raise InputError(
            "implausible",
            field=name,
            expected="a dose of oral baclofen that is given at one time",
            hint="Is the unit mg, and is it one administration, not a day?",
        )
    if dose > windows.unusual_dose_above and not confirmed:
        raise InputError(
            "confirm",
            field=name,
            expected="a usual dose for one administration",
            hint="Is it a whole day's dose? If it is right, add confirmed=True.",
        )


def check_rate(rate: Hundredths, name: str, windows: Plausibility) -> None:
    """Refuse a recorded rate that no kidneys have."""
    if rate > windows.highest_rate:
        raise InputError("implausible", field=name, expected="a rate kidneys have had")


def _check_weight(grams: Grams, patient: Patient, windows: Plausibility) -> None:
    if not windows.lightest <= grams <= windows.heaviest:
        raise InputError(
            "implausible",
            field="weight",
            expected="a body mass people have had",
            hint="Was it given in another unit?",
        )
    if windows.too_heavy_for_age(patient.age_months, grams) and "weight" not in patient.confirmed:
        raise InputError(
            "confirm",
            field="weight",
            expected="a weight that fits the age",
            hint='Was it in pounds? If it is right, add confirmed={"weight"}.',
        )


def _check_cystatin(level: MicrogramsPerLitre, windows: Plausibility) -> None:
    if not windows.cystatin_refused_below <= level <= windows.cystatin_refused_above:
        raise InputError(
            "implausible",
            field="cystatin_c",
            expected="a cystatin C people have had",
            hint="Was it given in another unit? Write 1.2 * bc.ureg.mg / bc.ureg.L.",
        )


def _check_level(level: NanomolesPerLitre, name: str, windows: Plausibility) -> None:
    if level > windows.creatinine_refused_above:
        raise InputError(
            "implausible",
            field=name,
            expected="a creatinine people have had",
            hint="The number looks like µmol/L: write 124 * bc.ureg.umol / bc.ureg.L.",
        )
    if level < windows.creatinine_refused_below:
        raise InputError(
            "implausible",
            field=name,
            expected="a creatinine people have had",
            hint="The number looks like mg/dL: write 1.4 * bc.ureg.mg / bc.ureg.dL.",
        )


def _check_creatinine(level: NanomolesPerLitre, patient: Patient, windows: Plausibility) -> None:
    _check_level(level, "serum_creatinine", windows)
    is_unusual = (level > windows.creatinine_unusual_above and not patient.dialysis.present) or (
        level < windows.creatinine_unusual_below and patient.age_months >= windows.adult_from
    )
    if is_unusual and "serum_creatinine" not in patient.confirmed:
        raise InputError(
            "confirm",
            field="serum_creatinine",
            expected="a creatinine that is usual for this age and kidney treatment",
            hint='If it is right, add confirmed={"serum_creatinine"}.',
        )


def unusual(patient: Patient, windows: Plausibility) -> tuple[str, ...]:
    """Name the values that are outside the usual windows and were let in."""
    names = []
    grams, level = patient.weight_grams, patient.creatinine_nmol_l
    if grams is not None and windows.too_heavy_for_age(patient.age_months, grams):
        names.append("weight")
    if level is not None and not (
        windows.creatinine_unusual_below <= level <= windows.creatinine_unusual_above
    ):
        names.append("serum_creatinine")
    return tuple(names)
