"""One step up: to the next rung, or by a bounded increment, in doses that can be made."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

__all__ = [
    "Doses",
    "NoRise",
    "by_increment",
    "goes_beyond",
    "in_whole_steps",
    "is_at_top",
    "is_legal_rise",
    "next_rung",
    "plan_cap",
    "printed_from",
    "raised",
    "rung_left",
    "rung_reached",
]

Doses = tuple[int, ...]


class NoRise(Enum):
    """Why there is no next step."""

    AT_TOP = "the top is reached"
    NOT_PRINTED = "the label prints no step beyond this day"
    NO_SIZE = "the label gives no size for a rise"
    UNREAD = "what the label says of rises has not been read"
    NOT_MAKEABLE = "the next step cannot be made from what is at hand"


def in_whole_steps(doses: Sequence[int], step: int) -> bool:
    """Whether every administration of a day is a whole number of steps."""
    return all(dose % step == 0 for dose in doses)


def next_rung(rungs: Sequence[Doses], total: int, top: int, step: int) -> int | NoRise:
    """Return the place of the lowest rung above a total, when it fits and can be made.

    The rungs rise. Above the last, no step is printed; a rung above the top is not climbed,
    and one that is not in whole steps cannot be made.

    Examples
    --------
    >>> ladder = ((5_000,) * 3, (10_000,) * 3)
    >>> next_rung(ladder, 15_000, 80_000, 5_000), next_rung(ladder, 15_000, 29_999, 5_000).name
    (1, 'AT_TOP')
    """
    for place, rung in enumerate(rungs):
        if sum(rung) <= total:
            continue
        if sum(rung) > top:
            return NoRise.AT_TOP
        return place if in_whole_steps(rung, step) else NoRise.NOT_MAKEABLE
    return NoRise.NOT_PRINTED


def rung_reached(rungs: Sequence[Doses], total: int) -> int:
    """Return the place of the highest rung a total reaches; below the first, the first.

    Examples
    --------
    >>> ladder = ((5_000,) * 3, (10_000,) * 3)
    >>> [rung_reached(ladder, total) for total in (5_000, 29_999, 30_000)]
    [0, 0, 1]
    """
    reached = 0
    for place, rung in enumerate(rungs):
        if sum(rung) <= total:
            reached = place
    return reached


def rung_left(
    rungs: Sequence[Doses], doses: Doses, held: int | None, *, within: int
) -> int | None:
    """Return the place of the rung below a day, for who came up from it this lately.

    ``None`` where the day, as it is divided, is no rung or the first one, where it was held
    for more than ``within`` days, and where nobody told for how long.
    """
    if held is None or held > within:
        return None
    for place in range(1, len(rungs)):
        if rungs[place] == doses:
            return place - 1
    return None


def printed_from(doses: Doses, start: int, times: Sequence[int]) -> bool:
    """Whether rises are printed for a day: the label's start, or more, divided as printed."""
    return sum(doses) >= start and len(doses) in times


def by_increment(
    doses: Doses, low: int, high: int, *, top: int, step: int, by_day: bool
) -> tuple[Doses, Doses] | NoRise:
    """Return the day after a bounded increment, at its gentlest and at its fastest end.

    The increment is of the day's total (``by_day``) or of each administration. A gentlest end
    that would pass the top is ``AT_TOP``; a day that is not in whole steps, or an end of which
    whole steps make less than the gentlest, ``NOT_MAKEABLE``. The fastest end is cut at the
    top and to whole steps.

    Examples
    --------
    >>> by_increment((5_000,) * 3, 5_000, 5_000, top=80_000, step=5_000, by_day=False)
    ((10000, 10000, 10000), (10000, 10000, 10000))
    """
    if not in_whole_steps(doses, step):
        return NoRise.NOT_MAKEABLE
    least = low if by_day else low * len(doses)
    if sum(doses) + least > top:
        return NoRise.AT_TOP
    gentlest = _increased(doses, low, top, step, by_day=by_day)
    fastest = _increased(doses, high, top, step, by_day=by_day)
    if sum(gentlest) - sum(doses) < least or sum(fastest) - sum(doses) < least:
        return NoRise.NOT_MAKEABLE
    return gentlest, fastest


def raised(doses: Doses, total: int, step: int) -> Doses:
    """Raise the administrations of a day towards a total, in whole steps, never above it.

    The smallest one is raised first, and of equal ones the last of the day.

    Examples
    --------
    >>> raised((5_000, 5_000, 5_000), 22_000, 5_000)
    (5000, 5000, 10000)
    """
    day = list(doses)
    if len(set(day)) == 1:
        rounds = max(total - sum(day), 0) // (step * len(day))
        day = [dose + rounds * step for dose in day]
    while sum(day) + step <= total:
        day[_smallest(day)] += step
    return tuple(day)


def _smallest(day: Sequence[int]) -> int:
    """Return the slot of the smallest administration, the last of equal ones."""
    smallest = min(day)
    return max(slot for slot, dose in enumerate(day) if dose == smallest)


def _increased(doses: Doses, amount: int, top: int, step: int, *, by_day: bool) -> Doses:
    """Raise a day by an amount in all, or each administration by it, in whole steps."""
    if by_day:
        return raised(doses, min(sum(doses) + amount, top), step)
    room = (top - sum(doses)) // len(doses)
    each = min(amount, room) // step * step
    return tuple(dose + each for dose in doses)


def goes_beyond(total: int, most: int) -> bool:
    """Whether a total is beyond what is meant as the most; equal to it, it is not.

    Examples
    --------
    >>> goes_beyond(80_000, 80_000), goes_beyond(80_001, 80_000)
    (False, True)
    """
    return total > most


def is_at_top(total: int, top: int) -> bool:
    """Whether a total has reached the top, or is above it.

    Examples
    --------
    >>> is_at_top(79_999, 80_000), is_at_top(80_000, 80_000)
    (False, True)
    """
    return total >= top


def plan_cap(wanted: int | None, top: int) -> int:
    """Return what a plan goes up to: its target, never past the top."""
    return top if wanted is None else min(wanted, top)


def is_legal_rise(totals: Sequence[int], cap: int) -> bool:
    """Whether the totals of a plan only rise and never pass its cap."""
    rising = all(low < high for low, high in pairwise(totals))
    return rising and all(total <= cap for total in totals)
