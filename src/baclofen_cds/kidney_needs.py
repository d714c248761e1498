"""What an equation of kidney function needs of a patient, and what it refuses."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Final

from baclofen_cds.amounts import PER_KILOGRAM
from baclofen_cds.body import adjusted_weight, devine_weight, mass_index_reaches
from baclofen_cds.errors import EquationError, is_a, wrong_type
from baclofen_cds.patient import Patient
from baclofen_cds.vocabulary import Dialysis, KidneyState, Sex, WeightBasis

_ADJUSTED_FROM: Final = 30
_CHILDREN: Final = (1, 18)


def only_height(patient: Patient) -> bool:
    """Whether only the height is missing for an estimate: of a child from 1 year on."""
    child = _CHILDREN[0] <= patient.age_years < _CHILDREN[1]
    return child and patient.height_millimetres is None


def basis(patient: Patient) -> WeightBasis:
    """Return the weight a clearance is computed with: adjusted from a mass index of 30 on."""
    if patient.height_millimetres is None:
        return WeightBasis.ACTUAL
    heavy = mass_index_reaches(grams(patient), patient.height_millimetres, _ADJUSTED_FROM)
    return WeightBasis.ADJUSTED if heavy else WeightBasis.ACTUAL


def weight_used(patient: Patient, basis: WeightBasis, *, female: bool) -> Fraction:
    """Return that weight in kg, exactly."""
    actual = Fraction(grams(patient), PER_KILOGRAM)
    if basis is WeightBasis.ACTUAL:
        return actual
    ideal = devine_weight(millimetres(patient), female=female)
    if ideal <= 0:
        expected = "a height that leaves an ideal weight"
        raise EquationError("outside-validity", field="height", expected=expected)
    return ideal if basis is WeightBasis.IDEAL else adjusted_weight(actual, ideal)


def sexes(patient: Patient) -> tuple[bool, ...]:
    """Return whether to compute as female: the known sex, or both."""
    if patient.sex is Sex.UNKNOWN:
        return (True, False)
    return (patient.sex is Sex.FEMALE,)


def down(rate: float) -> int:
    """Round down to hundredths; noise of the last float digits does not count."""
    return floor(rate * 100 + 1e-7)


def creatinine(patient: Patient) -> int:
    """Return the creatinine in nanomoles per litre."""
    level = patient.creatinine_nmol_l
    if level is None:
        raise missing("serum_creatinine")
    return level


def cystatin(patient: Patient) -> int:
    """Return the cystatin C in micrograms per litre."""
    level = patient.cystatin_micrograms_l
    if level is None:
        raise missing("cystatin_c")
    return level


def grams(patient: Patient) -> int:
    """Return the body mass in grams."""
    if patient.weight_grams is None:
        raise missing("weight")
    return patient.weight_grams


def millimetres(patient: Patient) -> int:
    """Return the height in millimetres."""
    if patient.height_millimetres is None:
        raise missing("height")
    return patient.height_millimetres


def missing(field: str) -> EquationError:
    """Return the error for a value that is not on record."""
    return EquationError("missing", field=field, expected="a value on record")


def require_age(patient: Patient, lowest: int, highest: int) -> None:
    """Refuse an age outside these whole years."""
    months = int(patient.age_months)
    if not lowest * 12 <= months <= highest * 12:
        raise EquationError(
            "outside-validity", field="age", expected=f"an age from {lowest} to {highest} years"
        )


def require_between(value: int, low: int, high: int, field: str, expected: str) -> None:
    """Refuse a value outside a range."""
    if not low <= value <= high:
        raise EquationError("outside-validity", field=field, expected=expected)


def require_patient(patient: object) -> None:
    """Refuse what is no patient."""
    if not is_a(patient, Patient):
        raise wrong_type(patient, "patient", "a bc.Patient")


def is_steady(patient: Patient) -> bool:
    """Whether an equation can hold: nobody on dialysis, and no changing creatinine."""
    changing = patient.kidney_state is KidneyState.CHANGING
    return not (changing or patient.dialysis.present)


def require_steady(patient: Patient) -> None:
    """Refuse dialysis and a changing creatinine: no equation holds then."""
    require_patient(patient)
    if patient.dialysis not in (Dialysis.NONE, Dialysis.UNKNOWN):
        raise EquationError(
            "outside-validity", field="dialysis", expected="a patient who is not on dialysis"
        )
    if patient.kidney_state is KidneyState.CHANGING:
        raise EquationError(
            "outside-validity", field="kidney_state", expected="a creatinine in steady state"
        )
