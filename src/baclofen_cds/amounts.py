"""Exact amounts: one integer type for each meaning, so that two are never confused."""

from __future__ import annotations

from typing import Final

__all__ = [
    "CREATININE_NMOL_L_PER_MG_DL",
    "DAYS_IN_A_LONG_MONTH",
    "PERCENT",
    "PER_KILOGRAM",
    "PER_MILLIGRAM",
    "Days",
    "Grams",
    "Hundredths",
    "Micrograms",
    "MicrogramsPerDay",
    "MicrogramsPerLitre",
    "Millimetres",
    "Months",
    "NanomolesPerLitre",
    "decimal",
    "nearest",
    "within",
]


class Micrograms(int):
    """Drug mass of one administration, in micrograms."""

    __slots__ = ()


class MicrogramsPerDay(int):
    """Drug mass over a day, in micrograms."""

    __slots__ = ()


class Grams(int):
    """Body mass, in grams."""

    __slots__ = ()


class Millimetres(int):
    """Body height, in millimetres."""

    __slots__ = ()


class NanomolesPerLitre(int):
    """Serum creatinine, in nanomoles per litre."""

    __slots__ = ()


class MicrogramsPerLitre(int):
    """Serum cystatin C, in micrograms per litre."""

    __slots__ = ()


class Months(int):
    """Completed months of age."""

    __slots__ = ()


class Days(int):
    """Whole days."""

    __slots__ = ()


class Hundredths(int):
    """Hundredths of a millilitre per minute."""

    __slots__ = ()


CREATININE_NMOL_L_PER_MG_DL: Final = 88_400
"""Laboratory convention: 88.4 µmol/L per mg/dL."""

PER_MILLIGRAM: Final = 1_000
PER_KILOGRAM: Final = 1_000
PERCENT: Final = 100
DAYS_IN_A_LONG_MONTH: Final = 31
_PLACES: Final = 28


def decimal(value: int, per: int) -> str:
    """Write ``value / per`` exactly, as it is shown: ``7.5``, ``0.5``, ``15``.

    No trailing zero, always a leading zero, thousands never grouped. In whole numbers, so
    that no setting of the caller's, such as a decimal context, changes what is shown.
    """
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), per)
    if not rest:
        return f"{sign}{whole}"
    digits = f"{rest * 10**_PLACES // per:0{_PLACES}}".rstrip("0")
    return f"{sign}{whole}.{digits}"


def within(lowest: int, highest: int, per: int) -> str:
    """Write a window, both ends in it.

    Examples
    --------
    >>> within(500, 350_000, 1_000)
    '0.5 to 350'
    """
    return f"{decimal(lowest, per)} to {decimal(highest, per)}"


def nearest(value: int, per: int) -> int:
    """Return ``value / per`` as the nearest whole number, a half rounded up.

    Examples
    --------
    >>> nearest(106_499, 1_000), nearest(106_500, 1_000)
    (106, 107)
    """
    return (2 * value + per) // (2 * per)
