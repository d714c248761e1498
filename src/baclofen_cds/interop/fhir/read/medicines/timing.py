"""How often and when in a day: a FHIR Timing as the times of one day."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from baclofen_cds.interop.fhir.read.entries.element import codings, items, number, part, text
from baclofen_cds.interop.fhir.terminology import systems
from baclofen_cds.regimen import MOST_PER_DAY
from baclofen_cds.slots import place_in_day
from baclofen_cds.vocabulary import Slot

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
_CODED_SLOTS: Final = {"AM": Slot.MORNING, "BED": Slot.NIGHT}
_SLOTS: Final = {
    "WAKE": Slot.MORNING,
    "MORN": Slot.MORNING,
    "MORN.early": Slot.MORNING,
    "MORN.late": Slot.MORNING,
    "CM": Slot.MORNING,
    "ACM": Slot.MORNING,
    "PCM": Slot.MORNING,
    "NOON": Slot.NOON,
    "CD": Slot.NOON,
    "ACD": Slot.NOON,
    "PCD": Slot.NOON,
    "AFT": Slot.AFTERNOON,
    "AFT.early": Slot.AFTERNOON,
    "AFT.late": Slot.AFTERNOON,
    "EVE": Slot.EVENING,
    "EVE.early": Slot.EVENING,
    "EVE.late": Slot.EVENING,
    "CV": Slot.EVENING,
    "ACV": Slot.EVENING,
    "PCV": Slot.EVENING,
    "NIGHT": Slot.NIGHT,
    "HS": Slot.NIGHT,
}
"""The part of the day a code names; a meal, waking and bedtime name the one they are in."""

_CLOCK: Final = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9]):[0-5][0-9](?:\.[0-9]+)?")
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
        When they are, in order: parts of the day, or times by the clock. Empty when only
        their number is stated.
    exact
        Whether they are then, and not some minutes before or after.
    """

    count: int
    slots: tuple[Slot | dt.time, ...] = ()
    exact: bool = True

    @property
    def placed(self) -> list[tuple[int, Slot | dt.time | None]]:
        """The place of each administration in the day, with its slot where that is told."""
        if not self.slots:
            return [(place, None) for place in range(self.count)]
        return [(place_in_day(slot), slot if self.exact else None) for slot in self.slots]

    def apart_from(self, other: Times) -> bool:
        """Whether two instructions are surely at different times of the day."""
        kinds = {type(slot) for slot in (*self.slots, *other.slots)}
        stated = bool(self.slots) and bool(other.slots) and len(kinds) == 1
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
    if len({one.slots for one in slots}) > 1:
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
    found: list[Slot | dt.time | None]
    found = [_SLOTS.get(w) if isinstance(w, str) else None for w in when]
    found += [_time(written) for written in clock]
    stated = [slot for slot in found if slot is not None]
    if len(stated) != len(found):
        return "timing-not-read"
    if len(set(stated)) != len(stated):
        return "timing-contradicts"
    if len(stated) > MOST_PER_DAY:
        return "too-many"
    if not stated:
        return None
    return Times(len(stated), tuple(sorted(stated, key=place_in_day)), "offset" not in repeat)


def _time(written: Any) -> dt.time | None:
    """Read a time by the clock; its seconds are passed over."""
    shape = _CLOCK.fullmatch(written) if isinstance(written, str) else None
    return None if shape is None else dt.time.fromisoformat(shape[1])


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
