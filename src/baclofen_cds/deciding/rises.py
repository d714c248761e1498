"""One step up: to the next rung, or by a bounded increment, in doses that can be made."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from baclofen_cds.case.bands import holds_between
from baclofen_cds.case.doses import per_kg_total
from baclofen_cds.case.posology import Ends, Posology, Rung
from baclofen_cds.makeable import Makeable

__all__ = [
    "Doses",
    "NoRise",
    "all_made",
    "by_increment",
    "day_of",
    "gentlest_of_old",
    "goes_beyond",
    "hold_of",
    "is_legal_rise",
    "largest_rise",
    "leads_to_maximum",
    "next_rung",
    "plan_cap",
    "printed_from",
    "raised",
    "rise_from",
    "rung_left",
    "rung_reached",
    "total_of",
]

Doses = tuple[int, ...]


class NoRise(Enum):
    """Why there is no next step."""

    AT_TOP = "the top is reached"
    NOT_PRINTED = "the label prints no step beyond this day"
    NO_SIZE = "the label gives no size for a rise"
    UNREAD = "what the label says of rises has not been read"
    NOT_MAKEABLE = "the next step cannot be made from what is at hand"


def all_made(doses: Sequence[int], makeable: Makeable) -> bool:
    """Whether every administration of a day can be made."""
    return all(makeable.makes(dose) for dose in doses)


def day_of(rung: Rung) -> Doses:
    """Return the administrations of a rung."""
    return (int(rung.each),) * rung.times_per_day


def total_of(rung: Rung) -> int:
    """Return the total of a rung."""
    return int(rung.each) * rung.times_per_day


def rise_from(
    posology: Posology, doses: Doses, top: int, makeable: Makeable
) -> tuple[Doses, Doses] | NoRise:
    """Return the day after the next step up, at its gentlest and its fastest end, or why not.

    Never above the top, and in doses that can be made. Where a label prints a ladder it is the
    next rung; else a bounded increment, from a day that is its start or more of it. For a
    child no label here gives a size.
    """
    if sum(doses) >= top:
        return NoRise.AT_TOP
    if posology.is_child:
        return NoRise.NO_SIZE if posology.increase_read else NoRise.UNREAD
    if posology.rungs:
        return next_rung(posology.rungs, sum(doses), top, makeable)
    if not printed_from(posology, doses):
        return NoRise.NOT_PRINTED
    if posology.increase is None:
        return NoRise.NO_SIZE if posology.increase_read else NoRise.UNREAD
    low, high = posology.increase
    return by_increment(
        doses, low, high, top=top, makeable=makeable, by_day=posology.increase_of_day
    )


def gentlest_of_old(
    posology: Posology, ends: tuple[Doses, Doses] | NoRise
) -> tuple[Doses, Doses] | NoRise:
    """Keep to the gentlest end for an older adult."""
    if isinstance(ends, NoRise) or not posology.older:
        return ends
    return ends[0], ends[0]


def next_rung(
    rungs: Sequence[Rung], total: int, top: int, makeable: Makeable
) -> tuple[Doses, Doses] | NoRise:
    """Return the lowest rung above a total, when it fits and can be made.

    The rungs rise. Above the last, no step is printed; a rung above the top is not climbed.
    """
    for rung in rungs:
        if total_of(rung) <= total:
            continue
        if total_of(rung) > top:
            return NoRise.AT_TOP
        day = day_of(rung)
        return (day, day) if makeable.makes(int(rung.each)) else NoRise.NOT_MAKEABLE
    return NoRise.NOT_PRINTED


def rung_reached(rungs: Sequence[Rung], total: int) -> Rung:
    """Return the highest rung a total reaches; below the first, the first."""
    return next((rung for rung in reversed(rungs) if total_of(rung) <= total), rungs[0])


def hold_of(posology: Posology, total: int) -> Ends | None:
    """Return how many days a day's total is held before the next rise: fewest, most."""
    if not posology.rungs:
        return posology.hold
    days = int(rung_reached(posology.rungs, total).hold)
    return days, days


def rung_left(posology: Posology, doses: Doses, held: int | None, *, within: int) -> Rung | None:
    """Return the rung below a day, for who came up from it this lately.

    ``None`` where the day, as it is divided, is no rung or the first one, where it was held
    for more than ``within`` days, and where nobody told for how long.
    """
    if held is None or held > within:
        return None
    rises = pairwise(posology.rungs)
    return next((low for low, rung in rises if day_of(rung) == doses), None)


def printed_from(posology: Posology, doses: Doses) -> bool:
    """Whether rises are printed for a day: the label's start, or more, divided as printed.

    A lower start, such as the one for older adults, has no rise printed beside it.
    """
    start = posology.start
    return start is not None and sum(doses) >= start and len(doses) in posology.divisions


def by_increment(
    doses: Doses, low: int, high: int, *, top: int, makeable: Makeable, by_day: bool
) -> tuple[Doses, Doses] | NoRise:
    """Return the day after a bounded increment, at its gentlest and at its fastest end.

    The increment is of the day's total (``by_day``) or of each administration. A gentlest end
    that would pass the top is ``AT_TOP``; a day that cannot be made, or an end of which less
    than the gentlest can, ``NOT_MAKEABLE``. The fastest end is cut at the top and to what can
    be made.

    Examples
    --------
    >>> from baclofen_cds.makeable import Steps
    >>> tablets = Steps(5_000)
    >>> by_increment((5_000,) * 3, 5_000, 5_000, top=80_000, makeable=tablets, by_day=False)
    ((10000, 10000, 10000), (10000, 10000, 10000))
    """
    if not all_made(doses, makeable):
        return NoRise.NOT_MAKEABLE
    least = low if by_day else low * len(doses)
    if sum(doses) + least > top:
        return NoRise.AT_TOP
    gentlest = _increased(doses, low, top, makeable, by_day=by_day)
    fastest = _increased(doses, high, top, makeable, by_day=by_day)
    if sum(gentlest) - sum(doses) < least or sum(fastest) - sum(doses) < least:
        return NoRise.NOT_MAKEABLE
    return gentlest, fastest


def raised(doses: Doses, total: int, makeable: Makeable) -> Doses:
    """Raise the administrations of a day towards a total that is never passed.

    The smallest one is raised first, and of equal ones the last of the day; each to the next
    amount that can be made.

    Examples
    --------
    >>> from baclofen_cds.makeable import Steps
    >>> raised((5_000, 5_000, 5_000), 22_000, Steps(5_000))
    (5000, 5000, 10000)
    """
    day = list(doses)
    if len(set(day)) == 1:
        day = [max(day[0], makeable.not_above(total // len(day)))] * len(day)
    while True:
        place = _smallest(day)
        higher = makeable.not_below(day[place] + 1)
        if sum(day) - day[place] + higher > total:
            return tuple(day)
        day[place] = higher


def _smallest(day: Sequence[int]) -> int:
    """Return the place of the smallest administration, the last of equal ones."""
    smallest = min(day)
    return max(place for place, dose in enumerate(day) if dose == smallest)


def _increased(doses: Doses, amount: int, top: int, makeable: Makeable, *, by_day: bool) -> Doses:
    """Raise a day by an amount in all, or each administration by it, in what can be made."""
    if by_day:
        return raised(doses, min(sum(doses) + amount, top), makeable)
    room = (top - sum(doses)) // len(doses)
    return tuple(makeable.not_above(dose + min(amount, room)) for dose in doses)


def largest_rise(posology: Posology, grams: int | None) -> int:
    """Return our bound of a rise where a label gives no size: for a child, by its weight.

    A child's is the label's start per kg, where that is less than an adult's bound.
    """
    if grams is None or posology.start_per_kg is None:
        return posology.largest_rise
    return per_kg_total(posology.start_per_kg, grams, posology.largest_rise)


def leads_to_maximum(posology: Posology, total: int) -> int | None:
    """Return the maximum one step leads to from the last rung on, where the policy says so."""
    most = posology.beyond_ladder
    if most is None or not holds_between(total, total_of(posology.rungs[-1]), most):
        return None
    return most


def goes_beyond(total: int, most: int) -> bool:
    """Whether a total is beyond what is meant as the most; equal to it, it is not.

    Examples
    --------
    >>> goes_beyond(80_000, 80_000), goes_beyond(80_001, 80_000)
    (False, True)
    """
    return total > most


def plan_cap(wanted: int | None, top: int) -> int:
    """Return what a plan goes up to: its target, never past the top."""
    return top if wanted is None else min(wanted, top)


def is_legal_rise(totals: Sequence[int], cap: int) -> bool:
    """Whether the totals of a plan only rise and never pass its cap."""
    rising = all(low < high for low, high in pairwise(totals))
    return rising and all(total <= cap for total in totals)
