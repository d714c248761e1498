"""Published equations of kidney function, in plain numbers.

The constants of these equations are the only clinical numbers written in code, because an
equation is published once and belongs to no jurisdiction. A creatinine comes in whole
nanomoles per litre and a cystatin C in whole micrograms per litre, so that which branch of
an equation holds is decided in whole numbers.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from baclofen_cds.amounts import CREATININE_NMOL_L_PER_MG_DL, PER_MILLIGRAM
from baclofen_cds.sources import Citation, Seen
from baclofen_cds.vocabulary import GFREquation

__all__ = [
    "ADULT_CREATININE",
    "REFERENCES",
    "bedside_schwartz",
    "ckd_epi_2009",
    "ckd_epi_2012_cystatin",
    "ckd_epi_2021",
    "ckd_epi_2021_creatinine_cystatin",
    "cockcroft_gault",
    "ekfc",
    "u25_constant",
]

REFERENCES: dict[GFREquation, Citation] = {
    GFREquation.CKD_EPI_2021: Citation(
        "CKD-EPI creatinine equation 2021", "N Engl J Med 2021;385:1737-1749"
    ),
    GFREquation.CKD_EPI_2009: Citation(
        "CKD-EPI creatinine equation 2009, without a factor for ethnicity",
        "Ann Intern Med 2009;150:604-612",
        link="https://www.kidney.org/content/ckd-epi-creatinine-equation-2009",
    ),
    GFREquation.CKD_EPI_2021_CREATININE_CYSTATIN: Citation(
        "CKD-EPI creatinine and cystatin C equation 2021",
        "N Engl J Med 2021;385:1737-1749",
        Seen.SECONDARY,
        "https://egfr.app/equations/ckd-epi-2021-cr-cys/",
    ),
    GFREquation.CKD_EPI_2012_CYSTATIN: Citation(
        "CKD-EPI cystatin C equation 2012",
        "National Kidney Foundation, page of the equation",
        link="https://www.kidney.org/content/ckd-epi-cystatin-c-equation-2012",
    ),
    GFREquation.EKFC: Citation(
        "EKFC creatinine equation, adults",
        "Ann Intern Med 2021;174:183-191",
        Seen.SECONDARY,
        "https://egfr.app/equations/ekfc/",
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

ADULT_CREATININE: Final = (
    GFREquation.CKD_EPI_2021,
    GFREquation.CKD_EPI_2009,
    GFREquation.EKFC,
)
"""The equations a country's laboratories may use for adults, from creatinine alone."""

_FEMALE_KAPPA, _MALE_KAPPA = 61_880, 79_560
"""0.7 and 0.9 mg/dL in nanomoles per litre."""
_CYSTATIN_KAPPA = 800
"""0.8 mg/L in micrograms per litre."""
_TWELVE, _EIGHTEEN = 144, 216


def ckd_epi_2021(creatinine: int, age: int, *, female: bool) -> float:
    """``142 · min(Scr/κ, 1)^α · max(Scr/κ, 1)^-1.200 · 0.9938^age · 1.012 [if female]``."""
    low = -0.241 if female else -0.302
    rate = 142 * _creatinine_part(creatinine, low, -1.200, female=female)
    return float(rate * pow(0.9938, age) * (1.012 if female else 1.0))


def ckd_epi_2009(creatinine: int, age: int, *, female: bool) -> float:
    """``141 · min(Scr/κ, 1)^α · max(Scr/κ, 1)^-1.209 · 0.993^age · 1.018 [if female]``."""
    low = -0.329 if female else -0.411
    rate = 141 * _creatinine_part(creatinine, low, -1.209, female=female)
    return float(rate * pow(0.993, age) * (1.018 if female else 1.0))


def ckd_epi_2021_creatinine_cystatin(
    creatinine: int, cystatin: int, age: int, *, female: bool
) -> float:
    """Combine both: 135, -0.544 from κ on, cystatin C -0.323 and -0.778, 0.9961^age, 0.963."""
    low = -0.219 if female else -0.144
    both = _creatinine_part(creatinine, low, -0.544, female=female) * _cystatin_part(
        cystatin, -0.323, -0.778
    )
    return float(135 * both * pow(0.9961, age) * (0.963 if female else 1.0))


def ckd_epi_2012_cystatin(cystatin: int, age: int, *, female: bool) -> float:
    """``133 · min(Scys/0.8, 1)^-0.499 · max(Scys/0.8, 1)^-1.328 · 0.996^age · 0.932``."""
    rate = 133 * _cystatin_part(cystatin, -0.499, -1.328)
    return float(rate * pow(0.996, age) * (0.932 if female else 1.0))


def ekfc(creatinine: int, age: int, *, female: bool) -> float:
    """``107.3 · (Scr/Q)^-0.322`` below Q, ``^-1.132`` from Q on, ``· 0.990^(age - 40)``."""
    rate = 107.3 * _creatinine_part(creatinine, -0.322, -1.132, female=female)
    return float(rate * pow(0.990, max(age - 40, 0)))


def cockcroft_gault(creatinine: int, age: int, weight: Fraction, *, female: bool) -> Fraction:
    """``(140 - age) · weight · (0.85 if female) / (72 · Scr)``, exactly.

    In whole numbers up to the last step, for which a fraction is made once.
    """
    above = (140 - age) * weight.numerator * (85 if female else 100) * CREATININE_NMOL_L_PER_MG_DL
    return Fraction(above, 72 * 100 * creatinine * weight.denominator)


def bedside_schwartz(creatinine: int, millimetres: int) -> Fraction:
    """``0.413 · height (cm) / Scr (mg/dL)``, exactly."""
    milligrams = Fraction(creatinine, CREATININE_NMOL_L_PER_MG_DL)
    return Fraction("0.413") * millimetres / 10 / milligrams


def u25_constant(months: int, *, female: bool) -> float:
    """Return K of the CKiD U25 equation, by sex and age in months."""
    base, young, older, grown = (
        (36.1, 1.008, 1.023, 41.4) if female else (39.0, 1.008, 1.045, 50.8)
    )
    if months >= _EIGHTEEN:
        return grown
    return float(base * pow(older if months >= _TWELVE else young, months / 12 - 12))


def _creatinine_part(level: int, low: float, high: float, *, female: bool) -> float:
    kappa = _FEMALE_KAPPA if female else _MALE_KAPPA
    milligrams = level / CREATININE_NMOL_L_PER_MG_DL
    ratio = milligrams / (kappa / CREATININE_NMOL_L_PER_MG_DL)
    return float(pow(ratio, low if level < kappa else high))


def _cystatin_part(level: int, low: float, high: float) -> float:
    ratio = level / PER_MILLIGRAM / (_CYSTATIN_KAPPA / PER_MILLIGRAM)
    return float(pow(ratio, low if level < _CYSTATIN_KAPPA else high))
