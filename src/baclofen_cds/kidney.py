"""Kidney function: one published equation per function.

The constants of these equations are the only clinical numbers written in code, because
an equation is published once and belongs to no jurisdiction. Floats live inside; what
comes out is an integer of hundredths, rounded down, of a type that says what it is.

Every creatinine equation reads high in people with little muscle, which many people who
take baclofen are.
"""

from __future__ import annotations

from math import floor, sqrt

from attrs import evolve

from baclofen_cds.amounts import CREATININE_NMOL_L_PER_MG_DL, Hundredths
from baclofen_cds.body import adjusted_weight, devine_weight
from baclofen_cds.errors import EquationError, is_a, wrong_type
from baclofen_cds.filtration import AbsoluteGFR, CreatinineClearance, IndexedGFR
from baclofen_cds.patient import Patient
from baclofen_cds.sources import Citation
from baclofen_cds.vocabulary import Dialysis, GFREquation, KidneyState, Sex, WeightBasis, choice

__all__ = [
    "REFERENCES",
    "WeightBasis",
    "absolute",
    "bedside_schwartz",
    "body_surface_area",
    "ckd_epi_2021",
    "ckid_u25",
    "cockcroft_gault",
]

_ADULT = 18
_U25_HIGHEST = 10.0

REFERENCES: dict[GFREquation, Citation] = {
    GFREquation.CKD_EPI_2021: Citation(
        "CKD-EPI creatinine equation 2021", "N Engl J Med 2021;385:1737-1749"
    ),
    GFREquation.COCKCROFT_GAULT: Citation(
        "Cockcroft-Gault creatinine clearance",
        "MDCalc notes; BMC Nephrol 2021, s12882-021-02588-4",
    ),
    GFREquation.BEDSIDE_SCHWARTZ: Citation(
        "Bedside Schwartz equation", "J Am Soc Nephrol 2009;20:629-637"
    ),
    GFREquation.CKID_U25: Citation("CKiD U25 equation", "Kidney Int 2021;99:948-956"),
}


def ckd_epi_2021(patient: Patient) -> IndexedGFR:
    """Estimate the filtration rate of an adult, per 1.73 m².

    ``142 · min(Scr/κ, 1)^α · max(Scr/κ, 1)^-1.200 · 0.9938^age · 1.012 [if female]``,
    Scr in mg/dL, age in completed years. Where the sex is unknown both are computed and
    the lower one is returned.

    Parameters
    ----------
    patient : Patient
        At least 18 years, with a creatinine in steady state and not on dialysis.

    Returns
    -------
    IndexedGFR
        In hundredths of mL/min/1.73 m², rounded down.

    Raises
    ------
    EquationError
        If the patient is outside these limits, or the creatinine is not on record.

    References
    ----------
    Inker LA et al. N Engl J Med 2021;385:1737-1749.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> patient = bc.Patient(
    ...     age=81 * bc.ureg.year,
    ...     as_of=dt.date(2026, 3, 10),
    ...     sex=bc.Sex.MALE,
    ...     serum_creatinine=1.7 * bc.ureg.mg / bc.ureg.dL,
    ... )
    >>> print(bc.kidney.ckd_epi_2021(patient))
    39 mL/min/1.73 m² (CKD-EPI 2021)
    """
    _require_steady(patient)
    _require_age(patient, _ADULT, 120)
    creatinine, age = _creatinine(patient), patient.age_years
    rate = min(_ckd_epi(creatinine, age, female) for female in _sexes(patient))
    return IndexedGFR(_down(rate), GFREquation.CKD_EPI_2021)


def cockcroft_gault(
    patient: Patient, *, weight_basis: WeightBasis | None = None
) -> CreatinineClearance:
    """Estimate the creatinine clearance of an adult, absolute.

    ``(140 - age) · weight · (0.85 if female) / (72 · Scr)``, weight in kg, Scr in mg/dL.

    Parameters
    ----------
    patient : Patient
        At least 18 years, with creatinine in steady state and a weight, not on dialysis.
    weight_basis : WeightBasis, optional
        Which weight to use. Left out: the actual weight below a body mass index of 30
        or without a height, the adjusted weight from 30 on. The result names it.

    Returns
    -------
    CreatinineClearance
        In hundredths of mL/min, rounded down.

    Raises
    ------
    EquationError
        If the patient is outside these limits, or a needed value is not on record.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> patient = bc.Patient(
    ...     age=82 * bc.ureg.year,
    ...     as_of=dt.date(2026, 3, 10),
    ...     sex=bc.Sex.FEMALE,
    ...     weight=55 * bc.ureg.kg,
    ...     serum_creatinine=1.2 * bc.ureg.mg / bc.ureg.dL,
    ... )
    >>> print(bc.kidney.cockcroft_gault(patient))
    31 mL/min (Cockcroft-Gault, actual weight)
    """
    _require_steady(patient)
    _require_age(patient, _ADULT, 120)
    basis = _basis(patient)
    if weight_basis is not None:
        basis = choice(weight_basis, WeightBasis, "weight_basis")
    creatinine, age = _creatinine(patient), patient.age_years
    rate = min(
        (140 - age)
        * _weight_used(patient, basis, female)
        * (0.85 if female else 1.0)
        / (72 * creatinine)
        for female in _sexes(patient)
    )
    return CreatinineClearance(_down(rate), basis)


def estimated(patient: Patient) -> IndexedGFR | None:
    """Return the rate by the equation for the patient's age, or ``None`` if none holds.

    CKD-EPI 2021 from 18 years, CKiD U25 from 1 year; nobody on dialysis, with a changing
    creatinine, without a creatinine, or, below 18 years, without a height. A child's
    creatinine above the equation's range is taken as the highest in it: the rate is lower
    still, and never unknown.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> infant = bc.Patient(age=6 * bc.ureg.month, as_of=dt.date(2026, 3, 10))
    >>> bc.kidney.estimated(infant) is None
    True
    """
    try:
        if patient.age_years >= _ADULT:
            return ckd_epi_2021(patient)
        _require_steady(patient)
        return _u25(patient, min(_creatinine(patient), _U25_HIGHEST))
    except EquationError:
        return None


def if_steady(patient: Patient) -> IndexedGFR | None:
    """Return the rate a changing creatinine would mean if it were steady.

    It permits nothing; a low one adds caution.
    """
    return estimated(evolve(patient, kidney_state=KidneyState.UNKNOWN))


def needs_height(patient: Patient) -> bool:
    """Whether only the height is missing for an estimate."""
    grown = patient.age_years >= _ADULT or patient.age_years < 1
    return not grown and patient.height_millimetres is None


def bedside_schwartz(patient: Patient) -> IndexedGFR:
    """Estimate the filtration rate of a child of 1 to 16 years, per 1.73 m².

    ``0.413 · height (cm) / Scr (mg/dL)``.

    Raises
    ------
    EquationError
        If the patient is outside these limits, or a needed value is not on record.

    References
    ----------
    Schwartz GJ et al. J Am Soc Nephrol 2009;20:629-637.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> child = bc.Patient(
    ...     age=9 * bc.ureg.year,
    ...     as_of=dt.date(2026, 3, 10),
    ...     height=132 * bc.ureg.cm,
    ...     serum_creatinine=0.8 * bc.ureg.mg / bc.ureg.dL,
    ... )
    >>> print(bc.kidney.bedside_schwartz(child))
    68 mL/min/1.73 m² (bedside Schwartz)
    """
    _require_steady(patient)
    _require_age(patient, 1, 16)
    rate = 0.413 * _height_cm(patient) / _creatinine(patient)
    return IndexedGFR(_down(rate), GFREquation.BEDSIDE_SCHWARTZ)


def ckid_u25(patient: Patient) -> IndexedGFR:
    """Estimate the filtration rate from 1 to 25 years, per 1.73 m².

    ``K · height (m) / Scr (mg/dL)``, K by sex and age in months. Where the sex is
    unknown both are computed and the lower one is returned.

    Raises
    ------
    EquationError
        If the patient is outside these limits, or a needed value is not on record.

    References
    ----------
    Pierce CB et al. Kidney Int 2021;99:948-956.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> girl = bc.Patient(
    ...     age=9.5 * bc.ureg.year,
    ...     as_of=dt.date(2026, 3, 10),
    ...     sex=bc.Sex.FEMALE,
    ...     height=132 * bc.ureg.cm,
    ...     serum_creatinine=0.8 * bc.ureg.mg / bc.ureg.dL,
    ... )
    >>> print(bc.kidney.ckid_u25(girl))
    58 mL/min/1.73 m² (CKiD U25)
    """
    _require_steady(patient)
    _require_age(patient, 1, 25)
    _require_age(patient, 1, 25)
    creatinine = _creatinine(patient)
    rate = _u25(patient, creatinine)
    _require_between(creatinine, 0.1, _U25_HIGHEST, "serum_creatinine", "0.1 to 10 mg/dL")
    return rate


def absolute(rate: IndexedGFR, patient: Patient) -> AbsoluteGFR:
    """Turn an indexed rate into the absolute rate of this body.

    ``eGFR · BSA / 1.73``, with the Mosteller surface.

    Raises
    ------
    EquationError
        If weight or height are not on record.
    """
    if not is_a(rate, IndexedGFR):
        raise wrong_type(rate, "rate", "a bc.IndexedGFR")
    return AbsoluteGFR(
        _down(rate.hundredths / 100 * body_surface_area(patient) / 1.73), rate.equation
    )


def body_surface_area(patient: Patient) -> float:
    """Return the Mosteller body surface in m², ``√(kg · cm / 3600)``.

    Raises
    ------
    EquationError
        If weight or height are not on record.
    """
    _require_patient(patient)
    return sqrt(_weight_kg(patient) * _height_cm(patient) / 3600)


def _ckd_epi(creatinine: float, age: int, female: bool) -> float:
    kappa, alpha, factor = (0.7, -0.241, 1.012) if female else (0.9, -0.302, 1.0)
    ratio = creatinine / kappa
    low, high = pow(min(ratio, 1.0), alpha), pow(max(ratio, 1.0), -1.200)
    return float(142 * low * high * pow(0.9938, age) * factor)


def _u25(patient: Patient, creatinine: float) -> IndexedGFR:
    _require_age(patient, 1, 25)
    metres = _height_cm(patient) / 100
    _require_between(metres, 0.6, 2.0, "height", "0.6 to 2 m")
    age = patient.age_months / 12
    rate = min(_u25_constant(age, female) * metres / creatinine for female in _sexes(patient))
    return IndexedGFR(_down(rate), GFREquation.CKID_U25)


def _u25_constant(age: float, female: bool) -> float:
    base, young, older, grown = (
        (36.1, 1.008, 1.023, 41.4) if female else (39.0, 1.008, 1.045, 50.8)
    )
    if age >= 18:
        return grown
    return float(base * pow(older if age >= 12 else young, age - 12))


def _basis(patient: Patient) -> WeightBasis:
    if patient.height_millimetres is None:
        return WeightBasis.ACTUAL
    body_mass_index = _weight_kg(patient) / (_height_cm(patient) / 100) ** 2
    return WeightBasis.ADJUSTED if body_mass_index >= 30 else WeightBasis.ACTUAL


def _weight_used(patient: Patient, basis: WeightBasis, female: bool) -> float:
    if basis is WeightBasis.ACTUAL:
        return _weight_kg(patient)
    ideal = devine_weight(_height_cm(patient), female=female)
    if ideal <= 0:
        expected = "a height that leaves an ideal weight"
        raise EquationError("outside-validity", field="height", expected=expected)
    if basis is WeightBasis.IDEAL:
        return ideal
    return adjusted_weight(_weight_kg(patient), ideal)


def _sexes(patient: Patient) -> tuple[bool, ...]:
    """Return whether to compute as female: the known sex, or both."""
    if patient.sex is Sex.UNKNOWN:
        return (True, False)
    return (patient.sex is Sex.FEMALE,)


def _down(rate: float) -> Hundredths:
    """Round down to hundredths; noise of the last float digits does not count."""
    return Hundredths(floor(rate * 100 + 1e-7))


def _creatinine(patient: Patient) -> float:
    level = patient.creatinine_nmol_l
    if level is None:
        raise _missing("serum_creatinine")
    return level / CREATININE_NMOL_L_PER_MG_DL


def _weight_kg(patient: Patient) -> float:
    if patient.weight_grams is None:
        raise _missing("weight")
    return patient.weight_grams / 1000


def _height_cm(patient: Patient) -> float:
    if patient.height_millimetres is None:
        raise _missing("height")
    return patient.height_millimetres / 10


def _missing(field: str) -> EquationError:
    return EquationError("missing", field=field, expected="a value on record")


def _require_age(patient: Patient, lowest: int, highest: int) -> None:
    if not lowest * 12 <= patient.age_months <= highest * 12:
        raise EquationError(
            "outside-validity", field="age", expected=f"an age from {lowest} to {highest} years"
        )


def _require_between(value: float, low: float, high: float, field: str, expected: str) -> None:
    if not low <= value <= high:
        raise EquationError("outside-validity", field=field, expected=expected)


def _require_patient(patient: object) -> None:
    if not is_a(patient, Patient):
        raise wrong_type(patient, "patient", "a bc.Patient")


def _require_steady(patient: Patient) -> None:
    _require_patient(patient)
    if patient.dialysis not in (Dialysis.NONE, Dialysis.UNKNOWN):
        raise EquationError(
            "outside-validity", field="dialysis", expected="a patient who is not on dialysis"
        )
    if patient.kidney_state is KidneyState.CHANGING:
        raise EquationError(
            "outside-validity", field="kidney_state", expected="a creatinine in steady state"
        )
