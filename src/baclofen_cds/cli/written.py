"""What is written on the command line: an amount with its unit, a time, a day, a name.

A number without a unit is refused here as at every other door, and no unit but those of
the field is known: nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import Enum
from typing import Final, TypeVar

from baclofen_cds.errors import InputError, UnitError
from baclofen_cds.regimen import Regimen
from baclofen_cds.units import Quantity, registry
from baclofen_cds.vocabulary import choice

__all__ = ["amount", "amount_per_day", "day", "member", "regimen", "time"]

_E = TypeVar("_E", bound=Enum)

_MASS: Final = {"mg": "milligram", "mcg": "microgram"}
_TIME: Final = {"day": "day", "days": "day", "week": "week", "weeks": "week"}
_WRITTEN: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?([a-z]+)(/day)?")


def amount(text: str, option: str, example: str = "5 mg") -> Quantity:
    """Read the drug mass of one administration: ``5 mg``."""
    return _read(text, option, _MASS, example)


def amount_per_day(text: str, option: str) -> Quantity:
    """Read a total daily dose: ``60 mg/day``."""
    return _read(text, option, _MASS, "60 mg/day", per_day=True)


def time(text: str, option: str) -> Quantity:
    """Read a time in whole days or weeks: ``26 weeks``."""
    return _read(text, option, _TIME, "26 weeks")


def regimen(text: str, option: str) -> Regimen:
    """Read the administrations of a day, in their order: ``10 mg, 5 mg, 10 mg``."""
    example = "10 mg, 5 mg, 10 mg"
    return Regimen([amount(part.strip(), option, example) for part in text.split(",")])


def day(text: str, option: str) -> dt.date:
    """Read a day: ``2026-03-10``."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError("not-a-date", field=option, expected="a day as 2026-03-10") from None


def member(kind: type[_E], text: str, option: str) -> _E:
    """Read a name of a closed list, as at every other door."""
    return choice(text, kind, option)


def _read(
    text: str, option: str, units: dict[str, str], example: str, *, per_day: bool = False
) -> Quantity:
    found = _WRITTEN.fullmatch(text)
    number, unit, a_day = found.groups() if found else ("", "", None)
    if unit not in units or bool(a_day) is not per_day:
        code = "unit-missing" if re.fullmatch(r"[0-9.]+", text) else "unit-mismatch"
        raise UnitError(
            code,
            field=option,
            expected="a number and its unit",
            hint=f'Write {option} "{example}".',
        )
    of_unit = f"{units[unit]} / day" if per_day else units[unit]
    written: Quantity = registry().Quantity(Decimal(number), of_unit)
    return written
