"""The way down of a taper: the same days at two paces, each step with whose it is."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from attrs import evolve, frozen

from baclofen_cds.amounts import Days, Micrograms, plain
from baclofen_cds.case.bands import is_avoided
from baclofen_cds.case.case import Inquiry
from baclofen_cds.deciding.tapers import (
    is_legal_taper,
    is_long_use,
    length_at,
    lowered,
    shared_days,
)
from baclofen_cds.decisions import Values
from baclofen_cds.errors import InternalError
from baclofen_cds.makeable import Makeable
from baclofen_cds.questions.steps.drops import Drops, drops_for
from baclofen_cds.questions.steps.reduction import least_days
from baclofen_cds.regimen import Regimen
from baclofen_cds.schedule import Pace, Schedule, Tapered, in_sequence
from baclofen_cds.sources import Basis, Stated

__all__ = ["PACES", "Told", "Way", "both_paces", "leading_pace", "length_of", "way_down"]

PACES: Final = frozenset({Pace.GENTLE, Pace.SHORTER})
"""The two paces of a taper."""


@frozen
class Told:
    """What was told of a taper, besides who takes what."""

    taken_for: Days | None
    makeable: Makeable | None
    pace: Pace | None
    first: int | None

    @property
    def asked(self) -> Values:
        """The arguments by their names, as a provenance keeps them."""
        return (
            ("exposure", self.taken_for),
            ("smallest_dose", self.makeable),
            ("pace", self.pace),
            ("lower_first", self.first),
        )


@frozen
class Way:
    """The days a taper leads through, the first one lower than what is taken.

    Parameters
    ----------
    taking
        What is taken.
    drops
        How far one drop leads.
    regimens
        The days on the way down, as doses alone. At the lowest rung or below it, the day
        that is taken.
    """

    taking: Regimen
    drops: Drops
    regimens: tuple[Regimen, ...]

    @property
    def totals(self) -> list[int]:
        """The total of each day on the way."""
        return [int(regimen.micrograms_per_day) for regimen in self.regimens]

    @property
    def is_held(self) -> bool:
        """Whether nothing lower can be made, so that the day taken is held."""
        return self.totals == [self.taking.micrograms_per_day]


def way_down(inquiry: Inquiry, taking: Regimen, told: Told) -> Way | None:
    """Return the days down to the lowest rung; ``None`` where one cannot be made."""
    doses = tuple(plain(taking.micrograms))
    drops = drops_for(inquiry, doses, told.makeable)
    totals = drops.down_from(doses)
    if not totals:
        return Way(taking, drops, (_regimen(taking.micrograms, taking),))
    first = None if told.first is None else told.first - 1
    days = [lowered(doses, total, drops.unit, first) for total in totals]
    found = [day for day in days if day is not None and drops.can_be_made(day)]
    made = tuple(_regimen(day, taking) for day in found)
    return Way(taking, drops, made) if len(made) == len(days) else None


def _regimen(day: tuple[int, ...], taking: Regimen) -> Regimen:
    return Regimen([Micrograms(dose) for dose in day if dose], confirmed=taking.confirmed)


def length_of(inquiry: Inquiry, taken_for: int | None) -> Stated[Days]:
    """Return how long a taper is after this long a use, with where that stands."""
    posology = inquiry.posology
    place = length_at(posology, taken_for)
    days = posology.taper_lengths[place][1]
    return Stated(Days(days), posology.cited("taper_lengths")[place])


def leading_pace(inquiry: Inquiry, told: Told) -> tuple[Pace, str]:
    """Return which pace is the answer, and the code of why.

    Where the kidneys hold baclofen back, that it builds up is the greater risk.
    """
    if told.pace is not None:
        return told.pace, "taper-pace-asked"
    if is_avoided(inquiry.kidneys.band):
        return Pace.SHORTER, "taper-pace-kidneys"
    if is_long_use(told.taken_for, inquiry.policy.taper.long_use_after.value):
        return Pace.GENTLE, "taper-pace-long-use"
    return Pace.SHORTER, "taper-pace-short-use"


def both_paces(inquiry: Inquiry, way: Way, told: Told) -> Schedule:
    """Return the plan at the pace that leads, with the other beside it."""
    first, _ = leading_pace(inquiry, told)
    (other,) = PACES - {first}
    plan, beside = (_at_pace(inquiry, way, told.taken_for, pace) for pace in (first, other))
    return evolve(plan, beside=beside)


def _at_pace(inquiry: Inquiry, way: Way, taken_for: int | None, pace: Pace) -> Schedule:
    """Share the days among the steps, and say whose each step is."""
    length, gentle = length_of(inquiry, taken_for), inquiry.policy.taper.gentle_days
    least = gentle if pace is Pace.GENTLE else least_days(inquiry, taken_for)
    days = shared_days(len(way.regimens), length.value, least.value)
    _check(way, days, length=length.value, least=least.value)
    in_time = sum(days) == length.value
    places = ((length if in_time else least).citation, *way.drops.citations)
    steps = in_sequence(list(zip(way.regimens, days, strict=True)), Basis.POLICY, places)
    whose = _whose(way) if in_time else [Basis.POLICY] * len(steps)
    own = (evolve(step, basis=basis) for step, basis in zip(steps, whose, strict=True))
    return Schedule(tuple(own), Tapered(steps[-1].last_day + 1), pace)


def _whose(way: Way) -> list[Basis]:
    """Say of each step whether it is of the size the label prints; one that is cut is ours."""
    totals = (way.taking.micrograms_per_day, *way.totals)
    printed = [way.drops.takes_as_printed(high - low) for high, low in pairwise(totals)]
    return [Basis.LABEL if one else Basis.POLICY for one in printed]


def _check(way: Way, days: list[int], *, length: int, least: int) -> None:
    """Withhold a plan that rises, drops too far or is too short; that would be a bug."""
    legal = is_legal_taper(
        way.drops.posology,
        int(way.taking.micrograms_per_day),
        way.totals,
        days,
        way.drops.unit,
        length=length,
        least=least,
    )
    if not legal:
        raise InternalError("internal", field="taper_plan")
