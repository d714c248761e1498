"""How a value written in a knowledge file becomes an exact value of its kind.

The list of units is closed, and each statement of the schema names the one it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final

from baclofen_cds.amounts import (
    CREATININE_NMOL_L_PER_MG_DL,
    AbsoluteHundredths,
    Days,
    Grams,
    Hundredths,
    Micrograms,
    MicrogramsPerDay,
    MicrogramsPerLitre,
    Millimetres,
    Months,
    NanomolesPerLitre,
)
from baclofen_cds.equations import ADULT_CREATININE
from baclofen_cds.vocabulary import Condition, Dialysis, Indication

__all__ = ["WORDS", "read_value"]

WORDS: Final = frozenset(
    {
        "may-need-reduction",
        "reduce",
        "only-if-benefit-outweighs-risk",
        "cautious-schedule",
        "gradually",
        "no-upper-limit-stated",
        "serious-adverse-reaction",
        "counts-for-all",
        "adult-start",
        "start-per-kg",
    }
)
"""The closed list of what a label may say without a number; the sentences are messages."""

_NUMBERS: Final[dict[str, tuple[Callable[[int], Any], Fraction]]] = {
    "mg": (Micrograms, Fraction(1_000)),
    "mg/day": (MicrogramsPerDay, Fraction(1_000)),
    "mg/kg/day": (MicrogramsPerDay, Fraction(1_000)),
    "kg": (Grams, Fraction(1_000)),
    "cm": (Millimetres, Fraction(10)),
    "day": (Days, Fraction(1)),
    "week": (Days, Fraction(7)),
    "hour": (int, Fraction(1)),
    "year": (Months, Fraction(12)),
    "month": (Months, Fraction(1)),
    "mL/min/1.73m2": (Hundredths, Fraction(100)),
    "mL/min": (AbsoluteHundredths, Fraction(100)),
    "mg/dL": (NanomolesPerLitre, Fraction(CREATININE_NMOL_L_PER_MG_DL)),
    "mg/L": (MicrogramsPerLitre, Fraction(1_000)),
    "umol/L": (NanomolesPerLitre, Fraction(1_000)),
    "per day": (int, Fraction(1)),
    "count": (int, Fraction(1)),
    "percent": (int, Fraction(1)),
    "kg/m2": (int, Fraction(1)),
    "one in": (int, Fraction(1)),
}
_NAMES: Final[dict[str, Iterable[Any]]] = {
    "indication": Indication,
    "condition": Condition,
    "dialysis": Dialysis,
    "equation": ADULT_CREATININE,
}
_FREE: Final = frozenset({"atc", "product", "profile"})
_MAY_BE_ZERO: Final = frozenset({"year", "month"})
_ALSO: Final = {"year": ("month",), "day": ("week",)}


def read_value(raw: object, unit: object, needs: str, shape: str) -> Any:
    """Read a value of a file.

    Parameters
    ----------
    raw
        What the file holds: a string, or a list of strings.
    unit
        The unit the file names.
    needs
        The unit the schema names.
    shape
        ``one``, ``range``, ``ends`` or ``list``.

    Raises
    ------
    ValueError
        With a sentence on what is wrong.
    """
    if unit != needs and unit not in _ALSO.get(needs, ()):
        raise ValueError(f"unit {unit!r} where {needs!r} is needed")
    if shape == "one":
        return _one(raw, str(unit))
    if not isinstance(raw, list):
        raise ValueError(f"a list of values is needed for a {shape}")  # noqa: TRY004 - one kind
    values = tuple(_one(item, str(unit)) for item in raw)
    if not values:
        raise ValueError("at least one value is needed")
    if shape == "range" and (len(values) != 2 or values[0] >= values[1]):
        raise ValueError("a range needs two rising values")
    if shape == "ends":
        if len(values) > 2 or list(values) != sorted(set(values)):
            raise ValueError("one value or two rising values are needed")
        return (values[0], values[-1])
    if len(set(values)) != len(values):
        raise ValueError("a value is repeated")
    return values


def _one(raw: object, unit: str) -> Any:
    if not isinstance(raw, str):
        raise ValueError("values are written as text")  # noqa: TRY004 - one kind
    if unit == "words":
        return _word(raw)
    if unit in _FREE:
        return _text(raw)
    if unit in _NAMES:
        return _named(raw, unit)
    kind, factor = _NUMBERS[unit]
    scaled = Fraction(_decimal(raw)) * factor
    if scaled.denominator != 1:
        raise ValueError(f"{raw!r} is finer than the library keeps")
    if scaled == 0 and unit not in _MAY_BE_ZERO:
        raise ValueError(f"{raw!r} is zero")
    return kind(int(scaled))


_LONGEST: Final = 12


def _decimal(raw: str) -> Decimal:
    if len(raw) > _LONGEST:
        raise ValueError(f"more than {_LONGEST} digits")
    if not raw or any(c not in "0123456789." for c in raw) or not raw.isascii():
        raise ValueError(f"{raw!r} is not a plain decimal number")
    try:
        return Decimal(raw)
    except InvalidOperation:
        raise ValueError(f"{raw!r} is not a plain decimal number") from None


def _text(raw: str) -> str:
    if not raw.strip():
        raise ValueError("text is needed")
    return raw


def _word(raw: str) -> str:
    if raw not in WORDS:
        raise ValueError(f"{raw!r} is not one of {', '.join(sorted(WORDS))}")
    return raw


def _named(raw: str, unit: str) -> Any:
    for member in _NAMES[unit]:
        if member.value == raw:
            return member
    raise ValueError(f"{raw!r} is not a known {unit}")
