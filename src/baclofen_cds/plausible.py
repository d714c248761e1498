"""What is refused at the door, and what is only unusual.

The constructors check by the shipped windows; a question, and the reader of records, check
again by those of the policy they were given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from baclofen_cds.amounts import (
    PER_KILOGRAM,
    PER_MILLIGRAM,
    PERCENT,
    Grams,
    Hundredths,
    Micrograms,
    MicrogramsPerLitre,
    NanomolesPerLitre,
    decimal,
    within,
)
from baclofen_cds.errors import InputError
from baclofen_cds.words.show import show_dose

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


_OTHER_UNIT: Final = "Was it given in another unit?"
_TOO_HIGH: Final = "The number looks like µmol/L: write 124 * bc.ureg.umol / bc.ureg.L."
_TOO_LOW: Final = "The number looks like mg/dL: write 1.4 * bc.ureg.mg / bc.ureg.dL."


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
        expected = f"an age people have reached, up to {decimal(windows.oldest, 12)} years"
        raise InputError("implausible", field="age", expected=expected)
    height = patient.height_millimetres
    if height is not None and not windows.shortest <= height <= windows.tallest:
        expected = f"a height people have had, {within(windows.shortest, windows.tallest, 10)} cm"
        raise _implausible("height", expected, _OTHER_UNIT)
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
    amount = int(dose)
    if not windows.smallest_dose <= amount <= windows.largest_dose:
        window = within(windows.smallest_dose, windows.largest_dose, PER_MILLIGRAM)
        raise InputError(
            "implausible",
            field=name,
            expected=f"a dose of oral baclofen that is given at one time, {window} mg",
            hint="Is the unit mg, and is it one administration, not a day?",
        )
    if amount > windows.unusual_dose_above and not confirmed:
        usual = show_dose(windows.unusual_dose_above)
        raise InputError(
            "confirm",
            field=name,
            expected=f"a usual dose for one administration, up to {usual}",
            hint="Is it a whole day's dose? If it is right, add confirmed=True.",
        )


def check_rate(rate: Hundredths, name: str, windows: Plausibility) -> None:
    """Refuse a recorded rate that no kidneys have."""
    if rate > windows.highest_rate:
        most = decimal(windows.highest_rate, PERCENT)
        expected = f"a rate kidneys have had, up to {most} mL/min"
        raise InputError("implausible", field=name, expected=expected)


def _implausible(field: str, expected: str, hint: str) -> InputError:
    return InputError("implausible", field=field, expected=expected, hint=hint)


def _check_weight(grams: Grams, patient: Patient, windows: Plausibility) -> None:
    lightest, heaviest = windows.lightest, windows.heaviest
    if not lightest <= grams <= heaviest:
        expected = f"a body mass people have had, {within(lightest, heaviest, PER_KILOGRAM)} kg"
        raise _implausible("weight", expected, _OTHER_UNIT)
    if windows.too_heavy_for_age(patient.age_months, grams) and "weight" not in patient.confirmed:
        raise InputError(
            "confirm",
            field="weight",
            expected="a weight that fits the age",
            hint='Was it in pounds? If it is right, add confirmed={"weight"}.',
        )


def _check_cystatin(level: MicrogramsPerLitre, windows: Plausibility) -> None:
    lowest, highest = windows.cystatin_refused_below, windows.cystatin_refused_above
    if not lowest <= level <= highest:
        expected = f"a cystatin C people have had, {within(lowest, highest, 1_000)} mg/L"
        hint = f"{_OTHER_UNIT} Write 1.2 * bc.ureg.mg / bc.ureg.L."
        raise _implausible("cystatin_c", expected, hint)


def _check_level(level: NanomolesPerLitre, name: str, windows: Plausibility) -> None:
    lowest, highest = windows.creatinine_refused_below, windows.creatinine_refused_above
    if not lowest <= level <= highest:
        expected = f"a creatinine people have had, {within(lowest, highest, 1_000)} µmol/L"
        raise _implausible(name, expected, _TOO_LOW if level < lowest else _TOO_HIGH)


def _check_creatinine(level: NanomolesPerLitre, patient: Patient, windows: Plausibility) -> None:
    _check_level(level, "serum_creatinine", windows)
    lowest, highest = windows.creatinine_unusual_below, windows.creatinine_unusual_above
    is_unusual = (level > highest and not patient.dialysis.present) or (
        level < lowest and patient.age_months >= windows.adult_from
    )
    if is_unusual and "serum_creatinine" not in patient.confirmed:
        usual = f"{within(lowest, highest, 1_000)} µmol/L in an adult without dialysis"
        raise InputError(
            "confirm",
            field="serum_creatinine",
            expected=f"a creatinine that is usual for this age and kidney treatment, {usual}",
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
