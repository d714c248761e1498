"""The next step up a label prints from a day, if it prints one. Plain integers decide."""

from __future__ import annotations

from attrs import evolve, frozen

from baclofen_cds.amounts import plain
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.licence import below_adult
from baclofen_cds.case.limits import Limits
from baclofen_cds.case.lower_start import is_older
from baclofen_cds.deciding.maximum import edge_of_plans
from baclofen_cds.deciding.rises import (
    NoRise,
    by_increment,
    in_whole_steps,
    is_at_top,
    next_rung,
    printed_from,
    rung_left,
    rung_reached,
)
from baclofen_cds.deciding.tapers import lowered
from baclofen_cds.knowledge.schema.label import Increments, Ladder, Range, Rung, Start
from baclofen_cds.questions.steps.drops import drops_for
from baclofen_cds.regimen import Makeable, Regimen
from baclofen_cds.sources import Basis, Citation, Silent, Stated

__all__ = [
    "NoRise",
    "Rise",
    "day_of",
    "hold_of",
    "rise_for",
    "rise_from",
    "rung_just_climbed",
    "top_of",
]

Doses = tuple[int, ...]


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
    maximum, usual, hospital = limits.maximum, limits.usual, limits.hospital_from
    places = [leaf for leaf in (maximum, usual, hospital) if leaf is not None]
    top = edge_of_plans(
        None if maximum is None else maximum.value,
        None if hospital is None else hospital.value,
        None if usual is None else usual.value,
    )
    place = next((leaf for leaf in places if leaf.value == top), places[-1])
    return Stated(top, place.citation)


def rise_from(inquiry: Inquiry, doses: Doses, top: int, step: int) -> Rise | NoRise:
    """Return the next step up from a day, never above the top, in makeable doses."""
    if is_at_top(sum(doses), top):
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


def rise_for(inquiry: Inquiry, doses: Doses, top: int, step: int) -> Rise | NoRise:
    """Return the next step up; for an older adult the gentlest end is the only one."""
    rise = rise_from(inquiry, tuple(plain(doses)), top, step)
    older = is_older(inquiry)
    return evolve(rise, fastest=rise.gentlest) if older and isinstance(rise, Rise) else rise


def _as_started(start: Start, doses: Doses) -> bool:
    """Whether a day is one the label's rises are printed for: its start, or more of it.

    A lower start, such as the one for older adults, has no rise printed beside it.
    """
    total, times = start.total_daily_dose, start.times_per_day
    if not (isinstance(total, Stated) and isinstance(times, Stated)):
        return False
    return printed_from(doses, total.value, times.value)


def day_of(rung: Rung) -> Doses:
    """Return the administrations of a rung."""
    return (int(rung.each),) * rung.times_per_day


def rung_just_climbed(inquiry: Inquiry, doses: Doses, held: int | None) -> Rung | None:
    """Return the rung below, for someone who came up from it within the days of short use."""
    ladder, recent = inquiry.profile.adult.ladder, inquiry.policy.taper.rung_left_within.value
    place = rung_left([day_of(rung) for rung in ladder.rungs], doses, held, within=recent)
    return None if place is None or below_adult(inquiry) else ladder.rungs[place]


def back_from(
    inquiry: Inquiry, taking: Regimen, held: int | None, told: Makeable | None
) -> tuple[Doses, Basis, tuple[Citation, ...]] | None:
    """Return the day one step down: the rung just climbed from, or one drop of a taper."""
    rung = rung_just_climbed(inquiry, taking.micrograms, held)
    drops = drops_for(inquiry, taking.micrograms, told)
    if rung is not None and in_whole_steps(day_of(rung), drops.unit):
        within = inquiry.policy.taper.rung_left_within
        return day_of(rung), Basis.LABEL, (rung.citation, within.citation)
    totals = drops.down_from(taking.micrograms)
    day = lowered(taking.micrograms, totals[0], drops.unit) if totals else None
    if day is None:
        return None
    return tuple(dose for dose in day if dose), Basis.POLICY, drops.citations


def hold_of(inquiry: Inquiry, total: int) -> Stated[Range] | None:
    """Return how many days a day's total is held before the next rise: fewest, most."""
    if below_adult(inquiry):
        interval = inquiry.profile.child.interval
        return interval if isinstance(interval, Stated) else None
    ladder = inquiry.profile.adult.ladder
    if not ladder.rungs:
        return _interval(inquiry.profile.adult.increments)
    rung = ladder.rungs[rung_reached([day_of(rung) for rung in ladder.rungs], total)]
    return Stated((rung.hold, rung.hold), rung.citation)


def _interval(increments: Increments) -> Stated[Range] | None:
    """Return the days between two rises: as printed, or the fewest that are allowed."""
    if isinstance(increments.interval, Stated):
        return increments.interval
    least = increments.no_sooner_than
    return (
        Stated((least.value, least.value), least.citation) if isinstance(least, Stated) else None
    )


def _up_the_ladder(ladder: Ladder, doses: Doses, top: int, step: int) -> Rise | NoRise:
    place = next_rung([day_of(rung) for rung in ladder.rungs], sum(doses), top, step)
    if isinstance(place, NoRise):
        return place
    rung = ladder.rungs[place]
    return Rise(day_of(rung), day_of(rung), Basis.LABEL, (rung.citation,))


def _by_increment(increments: Increments, doses: Doses, top: int, step: int) -> Rise | NoRise:
    size = increments.per_administration
    by_day = not isinstance(size, Stated)
    if by_day:
        size = increments.per_day
    if not isinstance(size, Stated):
        return NoRise.NO_SIZE if isinstance(size, Silent) else NoRise.UNREAD
    low, high = size.value
    ends = by_increment(doses, low, high, top=top, step=step, by_day=by_day)
    if isinstance(ends, NoRise):
        return ends
    basis = Basis.POLICY if by_day else Basis.LABEL
    return Rise(ends[0], ends[1], basis, (size.citation,))
