"""How amounts, days and other values are written: the one place that does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
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
from baclofen_cds.vocabulary import Slot

__all__ = ["show", "show_daily", "show_day", "show_dose", "shown"]


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


_TIMES: Final = {
    1: "once daily",
    2: "twice daily",
    3: "three times daily",
    4: "four times daily",
    5: "five times daily",
    6: "six times daily",
}


def show_day(doses: Sequence[int], slots: Sequence[Slot | dt.time | None] | None = None) -> str:
    """Write how a day is divided; each dose with its slot, where slots are told.

    Examples
    --------
    >>> show_day([5000, 5000, 5000]), show_day([10000, 5000])
    ('5 mg three times daily', '10 mg + 5 mg a day')
    >>> show_day([10000, 5000, 5000], [Slot.MORNING, dt.time(20, 0), None])
    '10 mg morning + 5 mg at 20:00 + 5 mg a day'
    """
    if slots is not None:
        return " + ".join(map(_in_slot, doses, slots)) + " a day"
    if len(set(doses)) == 1 and len(doses) in _TIMES:
        return f"{show_dose(doses[0])} {_TIMES[len(doses)]}"
    return " + ".join(map(show_dose, doses)) + " a day"


def _in_slot(dose: int, slot: Slot | dt.time | None) -> str:
    if isinstance(slot, dt.time):
        return f"{show_dose(dose)} at {slot.isoformat('minutes')}"
    return show_dose(dose) if slot is None else f"{show_dose(dose)} {slot.value}"


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
