"""Body weights that creatinine clearance is computed with, exactly, by their formulas."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from baclofen_cds.amounts import PER_KILOGRAM

__all__ = ["adjusted_weight", "devine_weight", "mass_index_reaches"]

_FEMALE, _MALE = Fraction("45.5"), Fraction(50)
_PER_INCH, _INCH, _FIVE_FEET = Fraction("2.3"), Fraction("25.4"), 60
_OF_THE_EXCESS: Final = Fraction("0.4")


def devine_weight(millimetres: int, *, female: bool) -> Fraction:
    """Return the ideal weight after Devine in kg: 50 (45.5) + 2.3 per inch over 60.

    Examples
    --------
    >>> round(float(devine_weight(1_800, female=False)), 4)
    74.9921
    """
    return (_FEMALE if female else _MALE) + _PER_INCH * (millimetres / _INCH - _FIVE_FEET)


def adjusted_weight(actual_kg: Fraction, ideal_kg: Fraction) -> Fraction:
    """Return the adjusted weight in kg: ideal plus 0.4 of the excess.

    Examples
    --------
    >>> round(float(adjusted_weight(150, devine_weight(1_800, female=False))), 4)
    104.9953
    """
    return ideal_kg + _OF_THE_EXCESS * (actual_kg - ideal_kg)


def mass_index_reaches(grams: int, millimetres: int, index: int) -> bool:
    """Whether a body mass index, in kg/m², is at a whole number or above it.

    Examples
    --------
    >>> mass_index_reaches(76_800, 1_600, 30), mass_index_reaches(76_799, 1_600, 30)
    (True, False)
    """
    return grams * PER_KILOGRAM >= index * millimetres**2
