"""How often and when in a day: a FHIR Timing as the times of one day."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from baclofen_cds.interop.fhir.read.entries.element import codings, items, number, part, text
from baclofen_cds.interop.fhir.terminology import systems
from baclofen_cds.regimen import MOST_PER_DAY

__all__ = ["Times", "times_of"]

_HOURS: Final = {"h": 1, "d": 24, "wk": 168}
_CODES: Final = {
    "QD": 1,
    "BID": 2,
    "TID": 3,
    "QID": 4,
    "Q1H": 24,
    "Q2H": 12,
    "Q3H": 8,
    "Q4H": 6,
    "Q6H": 4,
    "Q8H": 3,
}
_CODED_SLOTS: Final = {"AM": 1, "BED": 5}
_SLOTS: Final = {
    "WAKE": 1,
    "MORN": 1,
    "MORN.early": 1,
    "MORN.late": 1,
    "CM": 1,
    "ACM": 1,
    "PCM": 1,
    "NOON": 2,
    "CD": 2,
    "ACD": 2,
    "PCD": 2,
    "AFT": 3,
    "AFT.early": 3,
    "AFT.late": 3,
    "EVE": 4,
    "EVE.early": 4,
    "EVE.late": 4,
    "CV": 4,
    "ACV": 4,
    "PCV": 4,
    "NIGHT": 5,
    "HS": 5,
}
"""Parts of the day in their order: morning, noon, afternoon, evening, night."""

_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9]):[0-5][0-9](?:\.[0-9]+)?")
_WEEK: Final = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
_UNREAD: Final = ("frequencyMax", "periodMax", "count", "countMax", "duration", "durationMax")


@frozen
class Times:
    """The administrations of one day.

    Parameters
    ----------
    count
        How many there are.
    slots
        When they are, in order: parts of the day, or minutes after midnight. Empty when
        only their number is stated.
    by_clock
        Whether the slots are minutes.
    """

    count: int
    slots: tuple[int, ...] = ()
    by_clock: bool = False

    def apart_from(self, other: Times) -> bool:
        """Whether two instructions are surely at different times of the day."""
        stated = bool(self.slots) and bool(other.slots) and self.by_clock is other.by_clock
        return stated and not set(self.slots) & set(other.slots)


def times_of(timing: Any) -> Times | str:
    """Return the times of one day, or the reason why they cannot be told."""
    if items(timing, "event"):
        return "timing-not-read"
    coded = _coded(part(timing, "code"))
    repeated = _repeated(part(timing, "repeat"))
    told = [one for one in (coded, repeated) if one is not None]
    if not told:
        return "timing-missing"
    for one in told:
        if isinstance(one, str):
            return one
    return _agreed([one for one in told if isinstance(one, Times)])


def _agreed(told: list[Times]) -> Times | str:
    if len({one.count for one in told}) > 1:
        return "timing-contradicts"
    slots = [one for one in told if one.slots]
    if len({(one.slots, one.by_clock) for one in slots}) > 1:
        return "timing-contradicts"
    return (slots or told)[0]


def _coded(code: Any) -> Times | str | None:
    """Read a timing code. A code that is not known says something that is not known."""
    told = codings(code)
    known = [one.code for one in told if one.system in systems.GTS]
    if not known:
        return "timing-not-read" if told else None
    if known[0] in _CODED_SLOTS:
        return Times(1, (_CODED_SLOTS[known[0]],))
    count = _CODES.get(known[0])
    return "timing-not-read" if count is None else Times(count)


def _repeated(repeat: dict[str, Any]) -> Times | str | None:
    if any(name in repeat for name in _UNREAD) or not _every_day(repeat):
        return "timing-not-read"
    slots = _slots(repeat)
    if isinstance(slots, str):
        return slots
    if not any(name in repeat for name in ("frequency", "period", "periodUnit")):
        return slots
    count = _per_day(repeat)
    if slots is None or isinstance(count, str):
        return count if isinstance(count, str) else Times(count)
    return slots if count == slots.count else "timing-contradicts"


def _every_day(repeat: dict[str, Any]) -> bool:
    days = items(repeat, "dayOfWeek")
    return not days or {day for day in days if isinstance(day, str)} == _WEEK


def _slots(repeat: dict[str, Any]) -> Times | str | None:
    when, clock = items(repeat, "when"), items(repeat, "timeOfDay")
    if when and clock:
        return "timing-contradicts"
    found = [_SLOTS.get(w) if isinstance(w, str) else None for w in when]
    found += [_minutes(time) for time in clock]
    stated = [slot for slot in found if slot is not None]
    if len(stated) != len(found):
        return "timing-not-read"
    if len(set(stated)) != len(stated):
        return "timing-contradicts"
    if len(stated) > MOST_PER_DAY:
        return "too-many"
    return Times(len(stated), tuple(sorted(stated)), bool(clock)) if stated else None


def _minutes(time: Any) -> int | None:
    shape = _CLOCK.fullmatch(time) if isinstance(time, str) else None
    return None if shape is None else int(shape[1]) * 60 + int(shape[2])


def _per_day(repeat: dict[str, Any]) -> int | str:
    """Return how many times a day; a frequency that is left out is one."""
    frequency = number(repeat, "frequency") if "frequency" in repeat else Fraction(1)
    every, hours = number(repeat, "period"), _HOURS.get(text(repeat, "periodUnit"))
    if frequency is None or every is None or hours is None or every <= 0 or frequency <= 0:
        return "timing-not-read"
    count = frequency * 24 / (every * hours)
    if count.denominator != 1:
        return "not-daily"
    return int(count) if count <= MOST_PER_DAY else "too-many"
