"""How amounts, days and other values are written: the one place that does."""

from __future__ import annotations

import datetime as dt
from typing import Final

from baclofen_cds.amounts import (
    PER_MILLIGRAM,
    AbsoluteHundredths,
    Days,
    Grams,
    Hundredths,
    Micrograms,
    MicrogramsPerDay,
    Months,
    decimal,
)

__all__ = ["show", "show_daily", "show_dose", "shown"]


def show(value: object) -> str:  # noqa: PLR0911 - one line for each kind of value
    """Write a value as it is shown on screen."""
    if isinstance(value, MicrogramsPerDay):
        return show_daily(value)
    if isinstance(value, Micrograms):
        return show_dose(value)
    if isinstance(value, (Hundredths, AbsoluteHundredths)):
        return str(value // 100) if value % 100 == 0 else decimal(value, 100)
    if isinstance(value, Months):
        return str(value // 12) if value % 12 == 0 else decimal(value, 12)
    if isinstance(value, Grams):
        return f"{decimal(value, 1_000)} kg"
    if isinstance(value, Days):
        return f"{value} day" if value == 1 else f"{value} days"
    if isinstance(value, tuple):
        return "; ".join(map(show, value))
    return str(value)


def show_dose(micrograms: int) -> str:
    """Write the dose of one administration: ``7.5 mg``; below a tenth of a mg, in mcg.

    Examples
    --------
    >>> show_dose(7500), show_dose(50)
    ('7.5 mg', '50 mcg')
    """
    if 0 < +micrograms < 100:
        return f"{micrograms} mcg"
    return f"{decimal(micrograms, PER_MILLIGRAM)} mg"


def show_daily(micrograms_per_day: int) -> str:
    """Write a total daily dose: ``15 mg/day``."""
    return f"{show_dose(micrograms_per_day)}/day"


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def shown(day: dt.date | None, as_of: dt.date) -> str:
    """Write a day in words; its year only when it is not the year of the question.

    Examples
    --------
    >>> import datetime as dt
    >>> shown(dt.date(2026, 3, 3), dt.date(2026, 3, 10))
    '3 March'
    >>> shown(dt.date(2025, 3, 3), dt.date(2026, 3, 10))
    '3 March 2025'
    >>> shown(None, dt.date(2026, 3, 10))
    'undated'
    """
    if day is None:
        return "undated"
    year = "" if day.year == as_of.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"
