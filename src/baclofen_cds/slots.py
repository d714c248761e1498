"""When in the day an administration is: a part of it, a time by the clock, or not told.

Slots are shown and kept. No rule reads one: a label speaks of doses and of their number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from baclofen_cds.errors import InputError, is_a, wrong_type
from baclofen_cds.texts import SlotText
from baclofen_cds.vocabulary import IN_ORDER, Slot, choice, listed

__all__ = ["Slots", "SlotsTold", "in_order", "place_in_day", "slots_told"]

Slots = tuple[Slot | dt.time | None, ...]
"""One for each administration; ``None`` where it is not told."""

SlotsTold = Sequence[Slot | SlotText | dt.time | None]
"""The same as a caller tells them."""

_PLACES: Final = {slot: place for place, slot in enumerate(Slot)}
_WRITE: Final = "Write slots=[bc.Slot.MORNING, datetime.time(20, 0)]."


def slots_told(told: SlotsTold | None) -> Slots | None:
    """Read the slots of a day; ``None`` where nothing is told of any."""
    if told is None:
        return None
    expected = "a list with one slot for each administration"
    values = listed(told, "slots", expected, _WRITE, kinds=IN_ORDER)
    return tuple(_slot(value, f"slots[{place}]") for place, value in enumerate(values))


def _slot(value: object, name: str) -> Slot | dt.time | None:
    if value is None:
        return None
    if type(value) is dt.time:
        return _time(value, name)
    if not is_a(value, (str, Slot)):
        raise wrong_type(value, name, "a bc.Slot, its text, a datetime.time or None", _WRITE)
    return choice(value, Slot, name)


def _time(value: dt.time, name: str) -> dt.time:
    """Check that a time is one a clock on the wall shows."""
    if value.tzinfo is not None:
        expected = "a time of day without a time zone"
        raise InputError("not-a-time", field=name, expected=expected)
    if value.second or value.microsecond:
        raise InputError("too-precise", field=name, expected="a time of day in whole minutes")
    return value.replace(fold=0)


def in_order(slots: Slots, administrations: int) -> Slots | None:
    """Hold slots to the administrations they are told for, and to the order of the day.

    Parts of the day are compared with one another, and times with one another. Which of a
    part and a time is earlier differs from household to household, so nothing compares them.
    """
    if len(slots) != administrations:
        expected = "as many slots as doses; None where one is not told"
        raise InputError("conflict", field="slots", expected=expected, hint=_WRITE)
    for kind in (Slot, dt.time):
        places = [place_in_day(slot) for slot in slots if type(slot) is kind]
        if places != sorted(places):
            hint = "Doses are told from the first of the day to the last; a day begins at 00:00."
            expected = "slots in the order of the day"
            raise InputError("conflict", field="slots", expected=expected, hint=hint)
    return None if set(slots) == {None} else slots


def place_in_day(slot: Slot | dt.time) -> int:
    """Return the place of a slot among those of its own kind.

    Examples
    --------
    >>> place_in_day(Slot.EVENING) > place_in_day(Slot.NOON)
    True
    >>> place_in_day(dt.time(8, 30)) > place_in_day(dt.time(8, 0))
    True
    """
    return slot.hour * 60 + slot.minute if isinstance(slot, dt.time) else _PLACES[slot]
