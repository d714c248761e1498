"""LOINC codes of kidney function, weight and height, each with what it is.

Codes that look alike are told apart here: a rate per 1.73 m² is not a clearance, and a
rate computed for one race is not read at all.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from attrs import frozen

from baclofen_cds.vocabulary import GFREquation, GFRIndexing

__all__ = ["KNOWN", "UNUSABLE", "Measured", "What"]


class What(Enum):
    """What an observation measured."""

    CREATININE = "serum_creatinine"
    CYSTATIN = "cystatin_c"
    GFR = "recorded_gfr"
    WEIGHT = "weight"
    HEIGHT = "height"


@frozen
class Measured:
    """What a code stands for.

    ``equation`` and ``indexing`` are those of a filtration rate; ``blood`` and ``molar``
    (rather than mass) are those of a creatinine.
    """

    what: What
    equation: GFREquation = GFREquation.UNKNOWN
    indexing: GFRIndexing = GFRIndexing.INDEXED
    blood: bool = False
    molar: bool | None = None


def _indexed(equation: GFREquation) -> Measured:
    return Measured(What.GFR, equation)


def _absolute(equation: GFREquation) -> Measured:
    return Measured(What.GFR, equation, GFRIndexing.ABSOLUTE)


_SERUM_MASS: Final = Measured(What.CREATININE, molar=False)
_SERUM_MOLAR: Final = Measured(What.CREATININE, molar=True)
_BLOOD_MASS: Final = Measured(What.CREATININE, molar=False, blood=True)
_BLOOD_MOLAR: Final = Measured(What.CREATININE, molar=True, blood=True)
_WEIGHT: Final = Measured(What.WEIGHT)
_HEIGHT: Final = Measured(What.HEIGHT)

KNOWN: Final[dict[str, Measured]] = {
    "2160-0": _SERUM_MASS,
    "14682-9": _SERUM_MOLAR,
    "38483-4": _BLOOD_MASS,
    "21232-4": _BLOOD_MASS,
    "59826-8": _BLOOD_MOLAR,
    "77140-2": _BLOOD_MOLAR,
    "101475-2": _BLOOD_MOLAR,
    "33863-2": Measured(What.CYSTATIN),
    "98979-8": _indexed(GFREquation.CKD_EPI_2021),
    "98980-6": _indexed(GFREquation.CKD_EPI_2021_CREATININE_CYSTATIN),
    "94677-2": _indexed(GFREquation.UNKNOWN),
    "50210-4": _indexed(GFREquation.UNKNOWN),
    "62238-1": _indexed(GFREquation.CKD_EPI_2009),
    "33914-3": _indexed(GFREquation.MDRD),
    "77147-7": _indexed(GFREquation.MDRD),
    "69405-9": _indexed(GFREquation.UNKNOWN),
    "50384-7": _indexed(GFREquation.UNKNOWN),
    "35591-7": _absolute(GFREquation.COCKCROFT_GAULT),
    "2164-2": _absolute(GFREquation.MEASURED),
    "29463-7": _WEIGHT,
    "3141-9": _WEIGHT,
    "8341-0": _WEIGHT,
    "8350-1": _WEIGHT,
    "8351-9": _WEIGHT,
    "3142-7": _WEIGHT,
    "8302-2": _HEIGHT,
    "3137-7": _HEIGHT,
    "8308-9": _HEIGHT,
    "8306-3": _HEIGHT,
}
"""What is read, by code. CKD-EPI without a year is the 2009 equation: the name is older than
2021. Schwartz without a year, CKD-EPI of creatinine and cystatin C without one, and a rate
from cystatin C by any formula are no equation of ours, so none is stated."""

UNUSABLE: Final[dict[str, str]] = {
    "88293-6": "race-adjusted",
    "88294-4": "race-adjusted",
    "48642-3": "race-adjusted",
    "48643-1": "race-adjusted",
    "50044-7": "for-one-sex",
    "70969-1": "for-one-sex",
    "12195-4": "indexed-clearance",
    "11041-1": "around-dialysis",
    "11042-9": "around-dialysis",
    "51619-5": "around-dialysis",
    "51620-3": "around-dialysis",
}
"""Why a code is not read, by code."""
