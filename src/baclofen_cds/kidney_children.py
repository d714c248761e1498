"""Kidney function of children: one published equation per function."""

from __future__ import annotations

from math import floor

from baclofen_cds import equations
from baclofen_cds import kidney_needs as needs
from baclofen_cds.amounts import CREATININE_NMOL_L_PER_MG_DL, Hundredths
from baclofen_cds.calls import by_name
from baclofen_cds.filtration import IndexedGFR
from baclofen_cds.patient import Patient
from baclofen_cds.vocabulary import GFREquation

__all__ = ["bedside_schwartz", "ckid_u25"]

_U25_LOWEST, U25_HIGHEST = 8_840, 884_000
"""0.1 and 10 mg/dL in nanomoles per litre: the range of the authors."""
_U25_SHORTEST, _U25_TALLEST = 600, 2_000


@by_name
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
    needs.require_steady(patient)
    needs.require_age(patient, 1, 16)
    height, creatinine = needs.millimetres(patient), needs.creatinine(patient)
    rate = equations.bedside_schwartz(creatinine, height)
    return IndexedGFR(Hundredths(floor(rate * 100)), GFREquation.BEDSIDE_SCHWARTZ)


@by_name
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
    needs.require_steady(patient)
    needs.require_age(patient, 1, 25)
    creatinine = needs.creatinine(patient)
    rate = u25(patient, creatinine)
    expected = "0.1 to 10 mg/dL"
    needs.require_between(creatinine, _U25_LOWEST, U25_HIGHEST, "serum_creatinine", expected)
    return rate


def u25(patient: Patient, creatinine: int) -> IndexedGFR:
    """Estimate by CKiD U25, of a creatinine whatever the authors' range."""
    needs.require_age(patient, 1, 25)
    height = needs.millimetres(patient)
    needs.require_between(height, _U25_SHORTEST, _U25_TALLEST, "height", "0.6 to 2 m")
    milligrams = creatinine / CREATININE_NMOL_L_PER_MG_DL
    months = patient.age_months
    rate = min(
        equations.u25_constant(months, female=female) * (height / 1000) / milligrams
        for female in needs.sexes(patient)
    )
    return IndexedGFR(Hundredths(needs.down(rate)), GFREquation.CKID_U25)
