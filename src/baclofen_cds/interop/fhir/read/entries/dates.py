"""Dates as FHIR writes them. The day is the one that is written, wherever that was."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any, Final

from attrs import frozen

from baclofen_cds.interop.fhir.read.entries.element import part, text

__all__ = ["Period", "earliest", "full_day", "may_miss", "over_by", "period"]

_SHAPE: Final = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
    r"(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)


@frozen
class Period:
    """From a day to a day, both included; an open end is ``None``."""

    start: dt.date | None
    end: dt.date | None
    readable: bool = True

    def over(self, day: dt.date) -> bool:
        """Whether it had ended before a day."""
        return self.end is not None and self.end < day

    def to_come(self, day: dt.date) -> bool:
        """Whether it starts after a day."""
        return self.start is not None and self.start > day


def full_day(written: str) -> dt.date | None:
    """Return the day of a date or date-time; ``None`` unless all of it is written."""
    shape = _SHAPE.fullmatch(written)
    if shape is None or shape[3] is None:
        return None
    return _day(shape[1], shape[2], shape[3])


def earliest(written: str) -> dt.date | None:
    """Return the first day that a date, perhaps of a year or month only, can mean."""
    shape = _SHAPE.fullmatch(written)
    if shape is None:
        return None
    return _day(shape[1], shape[2] or "01", shape[3] or "01")


def over_by(written: str) -> dt.date | None:
    """Return the last day that a date, perhaps of a year or month only, can mean."""
    first = earliest(written)
    shape = _SHAPE.fullmatch(written)
    if first is None or shape is None or shape[3] is not None:
        return first
    month = first.month if shape[2] else 12
    return dt.date(first.year, month, calendar.monthrange(first.year, month)[1])


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def period(node: Any, name: str) -> Period:
    """Return a period; it is not readable when an end of it is there and is no full day."""
    found = part(node, name)
    start, end = text(found, "start"), text(found, "end")
    first, last = full_day(start), full_day(end)
    readable = (not start or first is not None) and (not end or last is not None)
    return Period(first, last, readable)


def may_miss(node: Any, name: str, day: dt.date) -> bool:
    """Whether an end of a period that is no full day may leave a day outside."""
    found = part(node, name)
    start, end = found.get("start"), found.get("end")
    return (bool(start) and _may_start_after(text(found, "start"), day)) or (
        bool(end) and _may_end_before(text(found, "end"), day)
    )


def _may_start_after(start: str, day: dt.date) -> bool:
    last = over_by(start)
    return full_day(start) is None and (last is None or last > day)


def _may_end_before(end: str, day: dt.date) -> bool:
    first = earliest(end)
    return full_day(end) is None and (first is None or first < day)
