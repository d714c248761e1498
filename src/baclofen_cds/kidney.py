"""Kidney function: one published equation per function.

What comes out is an integer of hundredths, rounded down, of a type that says what it is.
Every creatinine equation reads high in people with little muscle, which many people who
take baclofen are; cystatin C does not depend on muscle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import floor, sqrt
from typing import Any, Final

from baclofen_cds import equations
from baclofen_cds import kidney_needs as needs
from baclofen_cds.amounts import Hundredths
from baclofen_cds.calls import by_name
from baclofen_cds.equations import REFERENCES
from baclofen_cds.errors import EquationError, is_a, wrong_type
from baclofen_cds.filtration import AbsoluteGFR, CreatinineClearance, IndexedGFR
from baclofen_cds.kidney_children import U25_HIGHEST, bedside_schwartz, ckid_u25, u25
from baclofen_cds.patient import Patient
from baclofen_cds.texts import WeightBasisText
from baclofen_cds.vocabulary import GFREquation, WeightBasis, choice

__all__ = [
    "REFERENCES",
    "WeightBasis",
    "absolute",
    "bedside_schwartz",
    "body_surface_area",
    "ckd_epi_2009",
    "ckd_epi_2012_cystatin",
    "ckd_epi_2021",
    "ckd_epi_2021_creatinine_cystatin",
    "ckid_u25",
    "cockcroft_gault",
    "ekfc",
]

_ADULT, _OLDEST = 18, 120


@by_name
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
    return _adult(patient, GFREquation.CKD_EPI_2021)


@by_name
def ckd_epi_2009(patient: Patient) -> IndexedGFR:
    """Estimate the filtration rate of an adult, per 1.73 m², without a factor for ethnicity.

    ``141 · min(Scr/κ, 1)^α · max(Scr/κ, 1)^-1.209 · 0.993^age · 1.018 [if female]``. Laboratories
    of the United Kingdom, the European Union and Switzerland use it. Where the sex is unknown
    both are computed and the lower one is returned.

    Raises
    ------
    EquationError
        If the patient is outside these limits, or the creatinine is not on record.

    References
    ----------
    Levey AS et al. Ann Intern Med 2009;150:604-612.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> patient = bc.Patient(
    ...     age=75 * bc.ureg.year,
    ...     as_of=dt.date(2026, 3, 10),
    ...     sex=bc.Sex.MALE,
    ...     serum_creatinine=105 * bc.ureg.umol / bc.ureg.L,
    ... )
    >>> print(bc.kidney.ckd_epi_2009(patient))
    59 mL/min/1.73 m² (CKD-EPI 2009)
    """
    return _adult(patient, GFREquation.CKD_EPI_2009)


@by_name
def ekfc(patient: Patient) -> IndexedGFR:
    """Estimate the filtration rate of an adult, per 1.73 m², by the European equation.

    ``107.3 · (Scr/Q)^-0.322`` below Q, ``^-1.132`` from Q on, ``· 0.990^(age - 40)`` above 40
    years. No label here gates on it. Where the sex is unknown both are computed and the lower
    one is returned.

    Raises
    ------
    EquationError
        If the patient is outside these limits, or the creatinine is not on record.

    References
    ----------
    Pottel H et al. Ann Intern Med 2021;174:183-191.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> patient = bc.Patient(
    ...     age=75 * bc.ureg.year,
    ...     as_of=dt.date(2026, 3, 10),
    ...     sex=bc.Sex.MALE,
    ...     serum_creatinine=105 * bc.ureg.umol / bc.ureg.L,
    ... )
    >>> print(bc.kidney.ekfc(patient))
    55 mL/min/1.73 m² (EKFC)
    """
    return _adult(patient, GFREquation.EKFC)


@by_name
def ckd_epi_2021_creatinine_cystatin(patient: Patient) -> IndexedGFR:
    """Estimate the filtration rate of an adult from creatinine and cystatin C, per 1.73 m².

    ``135 · creatinine part · cystatin C part · 0.9961^age · 0.963 [if female]``. Where the sex
    is unknown both are computed and the lower one is returned.

    Raises
    ------
    EquationError
        If the patient is outside these limits, or a needed value is not on record.

    References
    ----------
    Inker LA et al. N Engl J Med 2021;385:1737-1749.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> patient = bc.Patient(
    ...     age=84 * bc.ureg.year,
    ...     as_of=dt.date(2026, 3, 10),
    ...     sex=bc.Sex.FEMALE,
    ...     serum_creatinine=0.85 * bc.ureg.mg / bc.ureg.dL,
    ...     cystatin_c=1.5 * bc.ureg.mg / bc.ureg.L,
    ... )
    >>> print(bc.kidney.ckd_epi_2021_creatinine_cystatin(patient))
    51 mL/min/1.73 m² (CKD-EPI 2021 creatinine and cystatin C)
    """
    return _adult(patient, GFREquation.CKD_EPI_2021_CREATININE_CYSTATIN)


@by_name
def ckd_epi_2012_cystatin(patient: Patient) -> IndexedGFR:
    """Estimate the filtration rate of an adult from cystatin C alone, per 1.73 m².

    ``133 · min(Scys/0.8, 1)^-0.499 · max(Scys/0.8, 1)^-1.328 · 0.996^age · 0.932 [if female]``.
    Where the sex is unknown both are computed and the lower one is returned.

    Raises
    ------
    EquationError
        If the patient is outside these limits, or the cystatin C is not on record.

    References
    ----------
    National Kidney Foundation, CKD-EPI cystatin C equation (2012).

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> patient = bc.Patient(
    ...     age=84 * bc.ureg.year,
    ...     as_of=dt.date(2026, 3, 10),
    ...     sex=bc.Sex.FEMALE,
    ...     cystatin_c=1.5 * bc.ureg.mg / bc.ureg.L,
    ... )
    >>> print(bc.kidney.ckd_epi_2012_cystatin(patient))
    38 mL/min/1.73 m² (CKD-EPI 2012 cystatin C)
    """
    return _adult(patient, GFREquation.CKD_EPI_2012_CYSTATIN)


@by_name
def cockcroft_gault(
    patient: Patient, *, weight_basis: WeightBasis | WeightBasisText | None = None
) -> CreatinineClearance:
    """Estimate the creatinine clearance of an adult, absolute.

    ``(140 - age) · weight · (0.85 if female) / (72 · Scr)``, weight in kg, Scr in mg/dL.

    Parameters
    ----------
    patient : Patient
        At least 18 years, with creatinine in steady state and a weight, not on dialysis.
    weight_basis : WeightBasis or str, optional
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
    needs.require_steady(patient)
    needs.require_age(patient, _ADULT, _OLDEST)
    basis = needs.basis(patient)
    if weight_basis is not None:
        basis = choice(weight_basis, WeightBasis, "weight_basis")
    creatinine, age = needs.creatinine(patient), patient.age_years
    rate = min(
        equations.cockcroft_gault(
            creatinine, age, needs.weight_used(patient, basis, female=female), female=female
        )
        for female in needs.sexes(patient)
    )
    return CreatinineClearance(floor(rate * 100), basis)


_OF_ADULTS: Final[dict[GFREquation, Callable[..., float]]] = {
    GFREquation.CKD_EPI_2021: equations.ckd_epi_2021,
    GFREquation.CKD_EPI_2009: equations.ckd_epi_2009,
    GFREquation.EKFC: equations.ekfc,
    GFREquation.CKD_EPI_2021_CREATININE_CYSTATIN: equations.ckd_epi_2021_creatinine_cystatin,
    GFREquation.CKD_EPI_2012_CYSTATIN: equations.ckd_epi_2012_cystatin,
}
_FROM_CYSTATIN: Final = (
    GFREquation.CKD_EPI_2021_CREATININE_CYSTATIN,
    GFREquation.CKD_EPI_2012_CYSTATIN,
)


def _adult(patient: Patient, equation: GFREquation) -> IndexedGFR:
    """Estimate the rate of an adult with one equation, of a creatinine in steady state."""
    needs.require_steady(patient)
    return _of_adult(patient, equation)


def _of_adult(patient: Patient, equation: GFREquation) -> IndexedGFR:
    """Estimate the rate of an adult with one equation; of both sexes the lower where unknown."""
    needs.require_age(patient, _ADULT, _OLDEST)
    levels: list[Any] = []
    if equation is not GFREquation.CKD_EPI_2012_CYSTATIN:
        levels.append(needs.creatinine(patient))
    if equation in _FROM_CYSTATIN:
        levels.append(needs.cystatin(patient))
    by_sex, years = _OF_ADULTS[equation], patient.age_years
    rate = min(by_sex(*levels, years, female=female) for female in needs.sexes(patient))
    return IndexedGFR(Hundredths(needs.down(rate)), equation)


def estimated(
    patient: Patient, adult: Iterable[GFREquation], *, as_if_steady: bool = False
) -> IndexedGFR | None:
    """Return the rate by the equation for the patient's age, or ``None`` if none holds.

    From 18 years the lowest of the ``adult`` equations, CKiD U25 from 1 year; nobody on
    dialysis, with a changing creatinine, without a creatinine, or, below 18 years, without a
    height. A child's creatinine above the equation's range is taken as the highest in it: the
    rate is lower still, and never unknown.
    """
    if patient.creatinine_nmol_l is None or not (as_if_steady or needs.is_steady(patient)):
        return None
    try:
        if patient.age_years >= _ADULT:
            rates = [_of_adult(patient, equation) for equation in adult]
            return min(rates, key=lambda rate: rate.hundredths)
        return u25(patient, min(patient.creatinine_nmol_l, U25_HIGHEST))
    except EquationError:
        return None


def combined(
    patient: Patient, *, as_if_steady: bool = False
) -> tuple[IndexedGFR | AbsoluteGFR, ...]:
    """Return the rate by creatinine and cystatin C: indexed, and for this body.

    Without a weight or a height it is the indexed one alone; none where the equation does not
    hold.
    """
    if patient.cystatin_micrograms_l is None or patient.creatinine_nmol_l is None:
        return ()
    if not (as_if_steady or needs.is_steady(patient)):
        return ()
    try:
        indexed = _of_adult(patient, GFREquation.CKD_EPI_2021_CREATININE_CYSTATIN)
    except EquationError:
        return ()
    if patient.weight_grams is None or patient.height_millimetres is None:
        return (indexed,)
    return (indexed, absolute(indexed, patient))


def by_cystatin_alone(patient: Patient, *, as_if_steady: bool = False) -> IndexedGFR | None:
    """Return the rate by cystatin C where no creatinine is on record, or ``None``."""
    if patient.creatinine_nmol_l is not None or patient.cystatin_micrograms_l is None:
        return None
    if not (as_if_steady or needs.is_steady(patient)):
        return None
    try:
        return _of_adult(patient, GFREquation.CKD_EPI_2012_CYSTATIN)
    except EquationError:
        return None


def if_steady(
    patient: Patient, adult: Iterable[GFREquation]
) -> tuple[IndexedGFR | AbsoluteGFR, ...]:
    """Return the rates a changing creatinine would mean if it were steady.

    With a cystatin C that is the creatinine's alone or the combined one, without a creatinine
    the cystatin C's. It permits nothing; a low one adds caution.
    """
    if patient.dialysis.present:
        return ()
    rates = (
        estimated(patient, adult, as_if_steady=True),
        *combined(patient, as_if_steady=True),
        by_cystatin_alone(patient, as_if_steady=True),
    )
    return tuple(rate for rate in rates if rate is not None)


@by_name
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
    own = needs.down(rate.hundredths / 100 * body_surface_area(patient) / 1.73)
    return AbsoluteGFR(own, rate.equation)


@by_name
def body_surface_area(patient: Patient) -> float:
    """Return the Mosteller body surface in m², ``√(kg · cm / 3600)``.

    Raises
    ------
    EquationError
        If weight or height are not on record.
    """
    needs.require_patient(patient)
    return sqrt(needs.grams(patient) / 1000 * (needs.millimetres(patient) / 10) / 3600)
