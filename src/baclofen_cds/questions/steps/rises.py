"""The next step up a label prints from a day, with whose it is and where it stands."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.amounts import plain
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.posology import Posology
from baclofen_cds.deciding.rises import (
    Doses,
    NoRise,
    all_made,
    day_of,
    gentlest_of_old,
    hold_of,
    rise_from,
    rung_left,
    rung_reached,
)
from baclofen_cds.deciding.tapers import lowered
from baclofen_cds.knowledge.schema.label import Range, Rung
from baclofen_cds.makeable import Makeable, Steps
from baclofen_cds.questions.steps.drops import drops_for
from baclofen_cds.regimen import Regimen
from baclofen_cds.sources import Basis, Citation, Stated

__all__ = ["Rise", "back_from", "held_at", "rise_for", "rise_whole", "rung_just_climbed"]


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


def rise_for(posology: Posology, doses: Doses, top: int, makeable: Makeable) -> Rise | NoRise:
    """Return the next step up; for an older adult the gentlest end is the only one."""
    return _printed(posology, gentlest_of_old(posology, rise_from(posology, doses, top, makeable)))


def rise_whole(posology: Posology, doses: Doses, top: int, makeable: Makeable) -> Rise | NoRise:
    """Return the next step up with both its ends, whatever the age."""
    return _printed(posology, rise_from(posology, doses, top, makeable))


def _printed(posology: Posology, ends: tuple[Doses, Doses] | NoRise) -> Rise | NoRise:
    """Say whose a step is, and where it stands: its rung, or the size of an increment."""
    if isinstance(ends, NoRise):
        return ends
    if posology.rungs:
        rung = rung_reached(posology.rungs, sum(ends[0]))
        return Rise(*ends, Basis.LABEL, (rung.citation,))
    basis = Basis.POLICY if posology.increase_of_day else Basis.LABEL
    return Rise(*ends, basis, posology.cited("increase"))


def held_at(posology: Posology, total: int) -> Stated[Range] | None:
    """Return how many days a day's total is held before the next rise, and where it stands."""
    days = hold_of(posology, total)
    if days is None:
        return None
    if posology.rungs:
        return Stated(days, rung_reached(posology.rungs, total).citation)
    return Stated(days, posology.place("hold"))


def rung_just_climbed(inquiry: Inquiry, doses: Doses, held: int | None) -> Rung | None:
    """Return the rung below, for someone who came up from it within the days of short use."""
    recent = inquiry.policy.taper.rung_left_within.value
    return rung_left(inquiry.posology, doses, held, within=recent)


def back_from(
    inquiry: Inquiry, taking: Regimen, held: int | None, told: Makeable | None
) -> tuple[Doses, Basis, tuple[Citation, ...]] | None:
    """Return the day one step down: the rung just climbed from, or one drop of a taper."""
    doses = tuple(plain(taking.micrograms))
    rung = rung_just_climbed(inquiry, doses, held)
    drops = drops_for(inquiry, doses, told)
    if rung is not None and all_made(day_of(rung), Steps(drops.unit)):
        within = inquiry.policy.taper.rung_left_within
        return day_of(rung), Basis.LABEL, (rung.citation, within.citation)
    totals = drops.down_from(doses)
    day = lowered(doses, totals[0], drops.unit) if totals else None
    if day is None or not drops.can_be_made(day):
        return None
    return tuple(dose for dose in day if dose), Basis.POLICY, drops.citations
