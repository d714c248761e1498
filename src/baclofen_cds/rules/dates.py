"""How a day is written in a finding."""

from __future__ import annotations

import datetime as dt
from typing import Final

from baclofen_cds.patient import Patient

__all__ = ["age_shown", "shown"]

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


def age_shown(patient: Patient) -> str:
    """Write an age: in years, or in months below two years."""
    return str(patient.age_years) if patient.counted_in_years else f"{patient.age_months} months"
