"""How far one drop may lead: one ladder and one size for tapers, reductions and steps back."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.amounts import plain
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.licence import in_childhood, too_young
from baclofen_cds.deciding.tapers import (
    half_below,
    left_after,
    rounded_up,
    rungs_up_to,
    steps_down,
    unit_of,
    usable,
    whole_units,
)
from baclofen_cds.knowledge.schema.policy import PolicyTaper
from baclofen_cds.regimen import Makeable
from baclofen_cds.sources import Citation, Stated

__all__ = ["Doses", "Drops", "drops_for", "printed_drop"]


Doses = tuple[int, ...]


@frozen
class Drops:
    """What one drop may do, for one patient, label and unit.

    Parameters
    ----------
    unit
        The smallest amount that is made; every rung is a whole number of it.
    shown
        Whether it is finer than what was told, as the doses taken show that it can be made.
    most, shares
        The largest drop, and the largest part of a day it may be.
    listed, spacing
        The rungs of the policy, and how they go on above the last one.
    printed
        The label's own step, the smaller end of it, where it prints one for this patient.
    citations
        Where the rungs and the label's own step come from.
    """

    unit: int
    shown: bool
    most: int
    shares: tuple[tuple[int | None, int], ...]
    listed: tuple[int, ...]
    spacing: int
    printed: Stated[int] | None
    citations: tuple[Citation, ...]

    @property
    def lowest_rung(self) -> int:
        """The lowest rung that can be made; from it a taper goes to nothing."""
        return rounded_up(self.listed[0], self.unit)

    def takes_as_printed(self, drop: int) -> bool:
        """Whether a drop is of the size the label prints."""
        return self.printed is not None and self.printed.value == drop

    def lowest_after(self, total: int) -> int:
        """Return the lowest total that one drop leads to; from the lowest rung it is nothing."""
        return left_after(total, self.lowest_rung, self.unit, self.most, self.shares)

    def down_from(self, doses: Doses) -> list[int]:
        """Return the totals from a day down to the lowest rung, without the day itself."""
        size, total = (self.unit, self.most, self.shares), sum(doses)
        rungs = rungs_up_to(total, self.listed, self.spacing, *size)
        return steps_down(total, whole_units(doses, self.unit), rungs, *size)


def drops_for(inquiry: Inquiry, doses: Doses, told: Makeable | None) -> Drops:
    """Look up how far a drop may lead, in a unit that these doses can be made of.

    The unit is the one told, or the policy's where none or too coarse a one is, and never
    coarser than the doses show. Whatever a taper computes with is a plain number from here on.
    """
    ours, step = inquiry.policy.taper, inquiry.policy.rounding.computed_dose_step
    smallest = None if told is None else told.smallest_micrograms
    fits = usable(smallest, ours.largest_unit.value)
    base = smallest if smallest is not None and fits else ours.smallest_dose.value
    unit = unit_of(base, doses, step.value)
    printed, child = printed_drop(inquiry), in_childhood(inquiry)
    rungs = ours.child_rungs if child else ours.adult_rungs
    own = () if printed is None else (printed,)
    return Drops(
        unit=int(unit),
        shown=unit != base and whole_units(doses, unit) == sum(doses),
        most=int(min(leaf.value for leaf in (ours.largest_drop, *own))),
        shares=_shares(ours, unit, child=child),
        listed=tuple(plain(rungs.value)),
        spacing=int(ours.rung_spacing.value),
        printed=printed,
        citations=(*(leaf.citation for leaf in own), rungs.citation, ours.share.citation),
    )


def printed_drop(inquiry: Inquiry) -> Stated[int] | None:
    """Return the label's own step, the smaller end of it, from its youngest age on."""
    step = inquiry.profile.taper.decrement
    if not isinstance(step, Stated) or too_young(inquiry) is not None:
        return None
    return Stated(step.value[0], step.citation)


def _shares(ours: PolicyTaper, unit: int, *, child: bool) -> tuple[tuple[int | None, int], ...]:
    """Return what part of a day one drop may be, the lowest days first."""
    low = 0 if child else ours.low_below.value
    return (
        (int(half_below(unit, ours.units_at_low_share.value, low)), ours.low_share.value),
        (int(ours.middle_below.value), ours.middle_share.value),
        (None, ours.share.value),
    )
