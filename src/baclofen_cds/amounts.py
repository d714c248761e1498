"""Exact amounts: one integer type for each meaning, so that two are never confused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from baclofen_cds.errors import UnitError

__all__ = [
    "CREATININE_NMOL_L_PER_MG_DL",
    "DAYS_IN_A_LONG_MONTH",
    "PERCENT",
    "PER_KILOGRAM",
    "PER_MILLIGRAM",
    "AbsoluteHundredths",
    "Days",
    "Exact",
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
    "plain",
    "within",
]


def _is_another(one: Exact, other: object) -> bool:
    """Whether this is an amount of another kind; a kind derived of one's own is not."""
    if type(other) is type(one) or not isinstance(other, Exact):
        return False
    return not (isinstance(other, type(one)) or isinstance(one, type(other)))


def _met(one: Exact, other: int) -> int:
    """Return what meets an amount, one of its own kind as a plain number; refuse another."""
    if _is_another(one, other):
        got, expected = type(other).__name__, type(one).__name__
        raise UnitError("unit-mismatch", got=got, expected=expected)
    return +other if isinstance(other, Exact) else other


class Exact(int):
    """What the amounts share: two kinds refuse each other, a plain whole number is welcome.

    Adding, subtracting and ordering two kinds raises, and so do ``min``, ``max`` and
    ``sorted``; two kinds are never equal. A sum or a difference is a plain whole number (so
    ``sum`` is a plain one from its start on): whoever goes on with it names what it is.

    Examples
    --------
    >>> Micrograms(5_000) < Micrograms(6_000), Micrograms(5_000) == 5_000
    (True, True)
    >>> Micrograms(5_000) == MicrogramsPerDay(5_000)
    False
    >>> Micrograms(5_000) < MicrogramsPerDay(6_000)
    Traceback (most recent call last):
    baclofen_cds.errors.UnitError: [unit-mismatch] Got MicrogramsPerDay; needs Micrograms.
    """

    __slots__ = ()

    # A plus makes a plain number of an amount. What nearly always meets is looked at in place.
    def __lt__(self, other: int) -> bool:
        kind = type(other)
        return +self < (+other if kind is int or kind is type(self) else _met(self, other))

    def __le__(self, other: int) -> bool:
        kind = type(other)
        return +self <= (+other if kind is int or kind is type(self) else _met(self, other))

    def __gt__(self, other: int) -> bool:
        kind = type(other)
        return +self > (+other if kind is int or kind is type(self) else _met(self, other))

    def __ge__(self, other: int) -> bool:
        kind = type(other)
        return +self >= (+other if kind is int or kind is type(self) else _met(self, other))

    def __add__(self, other: int) -> int:
        kind = type(other)
        return +self + (+other if kind is int or kind is type(self) else _met(self, other))

    def __radd__(self, other: int) -> int:
        return (other if type(other) is int else _met(self, other)) + +self

    def __sub__(self, other: int) -> int:
        kind = type(other)
        return +self - (+other if kind is int or kind is type(self) else _met(self, other))

    def __rsub__(self, other: int) -> int:
        return (other if type(other) is int else _met(self, other)) - +self

    def __eq__(self, other: object) -> bool:
        return not _is_another(self, other) and +self == other

    def __ne__(self, other: object) -> bool:
        return _is_another(self, other) or +self != other

    __hash__ = int.__hash__


class Micrograms(Exact):
    """Drug mass of one administration, in micrograms."""

    __slots__ = ()


class MicrogramsPerDay(Exact):
    """Drug mass over a day, in micrograms."""

    __slots__ = ()


class Grams(Exact):
    """Body mass, in grams."""

    __slots__ = ()


class Millimetres(Exact):
    """Body height, in millimetres."""

    __slots__ = ()


class NanomolesPerLitre(Exact):
    """Serum creatinine, in nanomoles per litre."""

    __slots__ = ()


class MicrogramsPerLitre(Exact):
    """Serum cystatin C, in micrograms per litre."""

    __slots__ = ()


class Months(Exact):
    """Completed months of age."""

    __slots__ = ()


class Days(Exact):
    """Whole days."""

    __slots__ = ()


class Hundredths(Exact):
    """Hundredths of a millilitre per minute.

    Of an indexed rate, which is per 1.73 m² of body surface; and of a rate as it was recorded.
    """

    __slots__ = ()


class AbsoluteHundredths(Exact):
    """Hundredths of a millilitre per minute of this body: a clearance, or an absolute rate."""

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
    sign = "-" if +value < 0 else ""
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


def plain(amounts: Iterable[int]) -> list[int]:
    """Take the plain whole numbers out of amounts, once, for what goes over them often.

    Examples
    --------
    >>> sum(plain([Micrograms(5_000), Micrograms(10_000)]))
    15000
    """
    return [+amount for amount in amounts]


def nearest(value: int, per: int) -> int:
    """Return ``value / per`` as the nearest whole number, a half rounded up.

    Examples
    --------
    >>> nearest(106_499, 1_000), nearest(106_500, 1_000)
    (106, 107)
    """
    return (2 * value + per) // (2 * per)
