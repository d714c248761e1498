"""The next step up a label prints from a day, if it prints one. Plain integers decide."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise

from attrs import frozen

from baclofen_cds.knowledge.schema import Increments, Ladder, Range, Rung, Start
from baclofen_cds.rules.inquiry import Inquiry
from baclofen_cds.rules.licence import below_adult
from baclofen_cds.rules.limits import Limits
from baclofen_cds.rules.taper import lowered, next_total
from baclofen_cds.sources import Basis, Citation, Silent, Stated

__all__ = ["NoRise", "Rise", "day_of", "hold_of", "rise_from", "rung_just_climbed", "top_of"]

Doses = tuple[int, ...]


class NoRise(Enum):
    """Why there is no next step."""

    AT_TOP = "the top is reached"
    NOT_PRINTED = "the label prints no step beyond this day"
    NO_SIZE = "the label gives no size for a rise"
    UNREAD = "what the label says of rises has not been read"
    NOT_MAKEABLE = "the next step cannot be made from what is at hand"


@frozen
class Rise:
    """One step up.

    Parameters
    ----------
    gentlest, fastest
        The administrations of the day after it, at both ends of what the label leaves.
    basis
        Label; policy where the division of the day is ours.
    citations
        Where it is printed.
    """

    gentlest: Doses
    fastest: Doses
    basis: Basis
    citations: tuple[Citation, ...]


def top_of(limits: Limits) -> Stated[int]:
    """Return the amount no plan passes, in every setting: the maximum for outpatients.

    Where none is stated it is the top of the usual range, and below what hospital is for.
    """
    if limits.maximum is not None:
        return Stated(limits.maximum.value, limits.maximum.citation)
    hospital, usual = limits.hospital_from, limits.usual
    below = [Stated(hospital.value - 1, hospital.citation)] if hospital is not None else []
    edges = [*below, *([usual] if usual is not None else [])]
    return min(edges, key=lambda edge: edge.value)


def rise_from(inquiry: Inquiry, doses: Doses, top: int, step: int) -> Rise | NoRise:
    """Return the next step up from a day, never above the top, in makeable doses."""
    if sum(doses) >= top:
        return NoRise.AT_TOP
    if below_adult(inquiry):
        read = isinstance(inquiry.profile.child.interval, Stated)
        return NoRise.NO_SIZE if read else NoRise.UNREAD
    adult = inquiry.profile.adult
    if adult.ladder.rungs:
        return _up_the_ladder(adult.ladder, doses, top, step)
    if not _as_started(adult.start, doses):
        return NoRise.NOT_PRINTED
    return _by_increment(adult.increments, doses, top, step)


def _as_started(start: Start, doses: Doses) -> bool:
    """Whether a day is one the label's rises are printed for: its start, or more of it.

    A lower start, such as the one for older adults, has no rise printed beside it.
    """
    total, times = start.total_daily_dose, start.times_per_day
    if not (isinstance(total, Stated) and isinstance(times, Stated)):
        return False
    return sum(doses) >= total.value and len(doses) in times.value


def day_of(rung: Rung) -> Doses:
    """Return the administrations of a rung."""
    return (rung.each,) * rung.times_per_day


def rung_just_climbed(inquiry: Inquiry, doses: Doses, held: int | None) -> Rung | None:
    """Return the rung below, for someone who came up from it within the days of short use."""
    ladder, recent = inquiry.profile.adult.ladder, inquiry.policy.taper.rung_left_within.value
    if below_adult(inquiry) or held is None or held > recent:
        return None
    for below, rung in pairwise(ladder.rungs):
        if day_of(rung) == doses:
            return below
    return None


def back_from(
    inquiry: Inquiry, doses: Doses, held: int | None, step: int
) -> tuple[Doses, Basis, tuple[Citation, ...]] | None:
    """Return the day one step down: the rung just climbed from, or our smallest drop."""
    rung, ours = rung_just_climbed(inquiry, doses, held), inquiry.policy.taper.decrement
    if rung is not None and rung.each % step == 0:
        within = inquiry.policy.taper.rung_left_within
        return day_of(rung), Basis.LABEL, (rung.citation, within.citation)
    total = next_total(sum(doses), ours.value, step)
    day = lowered(doses, total, step) if total < sum(doses) else None
    return (day, Basis.POLICY, (ours.citation,)) if day else None


def hold_of(inquiry: Inquiry, total: int) -> Stated[Range] | None:
    """Return how many days a day's total is held before the next rise: fewest, most."""
    if below_adult(inquiry):
        interval = inquiry.profile.child.interval
        return interval if isinstance(interval, Stated) else None
    ladder = inquiry.profile.adult.ladder
    if not ladder.rungs:
        return _interval(inquiry.profile.adult.increments)
    reached = [rung for rung in ladder.rungs if sum(day_of(rung)) <= total]
    rung = reached[-1] if reached else ladder.rungs[0]
    return Stated((rung.hold, rung.hold), rung.citation)


def _interval(increments: Increments) -> Stated[Range] | None:
    """Return the days between two rises: as printed, or the fewest that are allowed."""
    if isinstance(increments.interval, Stated):
        return increments.interval
    least = increments.no_sooner_than
    return (
        Stated((least.value, least.value), least.citation) if isinstance(least, Stated) else None
    )


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
        smallest = min(range(len(day)), key=lambda slot: (day[slot], -slot))
        day[smallest] += step
    return tuple(day)


def _up_the_ladder(ladder: Ladder, doses: Doses, top: int, step: int) -> Rise | NoRise:
    total = sum(doses)
    above = [rung for rung in ladder.rungs if sum(day_of(rung)) > total]
    if not above:
        return NoRise.NOT_PRINTED
    rung = above[0]
    if sum(day_of(rung)) > top:
        return NoRise.AT_TOP
    if rung.each % step:
        return NoRise.NOT_MAKEABLE
    return Rise(day_of(rung), day_of(rung), Basis.LABEL, (rung.citation,))


def _by_increment(increments: Increments, doses: Doses, top: int, step: int) -> Rise | NoRise:
    size = increments.per_administration
    by_day = not isinstance(size, Stated)
    if by_day:
        size = increments.per_day
    if not isinstance(size, Stated):
        return NoRise.NO_SIZE if isinstance(size, Silent) else NoRise.UNREAD
    if any(dose % step for dose in doses):
        return NoRise.NOT_MAKEABLE
    least = size.value[0] if by_day else size.value[0] * len(doses)
    if sum(doses) + least > top:
        return NoRise.AT_TOP
    ends = [_increased(doses, amount, top, step, by_day=by_day) for amount in size.value]
    if any(sum(day) - sum(doses) < least for day in ends):
        return NoRise.NOT_MAKEABLE
    basis = Basis.POLICY if by_day else Basis.LABEL
    return Rise(ends[0], ends[1], basis, (size.citation,))


def _increased(doses: Doses, amount: int, top: int, step: int, *, by_day: bool) -> Doses:
    """Raise a day by an amount in all, or each administration by it, in whole steps."""
    if by_day:
        return raised(doses, min(sum(doses) + amount, top), step)
    room = (top - sum(doses)) // len(doses)
    each = min(amount, room) // step * step
    return tuple(dose + each for dose in doses)
