"""How far one drop may lead: one ladder and one size for tapers, reductions and steps back."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.posology import Posology
from baclofen_cds.deciding.rises import all_made
from baclofen_cds.deciding.tapers import (
    Doses,
    base_unit,
    left_after,
    lowest_rung,
    steps_down,
    unit_of,
    whole_units,
)
from baclofen_cds.makeable import Makeable
from baclofen_cds.sources import Citation

__all__ = ["Drops", "drops_for"]


@frozen
class Drops:
    """What one drop may do, for one patient, label and unit.

    Parameters
    ----------
    posology
        What holds at the patient's age.
    unit
        The smallest amount that is made; every rung is a whole number of it.
    shown
        Whether it is finer than what was told, as the doses taken show that it can be made.
    told
        What was told to be makeable.
    """

    posology: Posology
    unit: int
    shown: bool
    told: Makeable | None

    @property
    def lowest_rung(self) -> int:
        """The lowest rung that can be made; from it a taper goes to nothing."""
        return lowest_rung(self.posology, self.unit)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the rungs and the label's own step come from."""
        return self.posology.cited("taper_step", "taper_rungs", "taper_share")

    def can_be_made(self, doses: Doses) -> bool:
        """Whether a day in whole units is one that can be made, as far as anybody was told."""
        told = self.told
        if told is None or self.unit != told.not_below(1):
            return True
        return all_made([dose for dose in doses if dose], told)

    def takes_as_printed(self, drop: int) -> bool:
        """Whether a drop is of the size the label prints."""
        return drop == self.posology.taper_step

    def lowest_after(self, total: int) -> int:
        """Return the lowest total that one drop leads to; from the lowest rung it is nothing."""
        return left_after(self.posology, total, self.unit)

    def down_from(self, doses: Doses) -> list[int]:
        """Return the totals from a day down to the lowest rung, without the day itself."""
        return steps_down(self.posology, doses, self.unit)


def drops_for(inquiry: Inquiry, doses: Doses, told: Makeable | None) -> Drops:
    """Look up how far a drop may lead, in a unit that these doses can be made of."""
    posology = inquiry.posology
    unit = unit_of(posology, doses, told)
    shown = unit != base_unit(posology, told) and whole_units(doses, unit) == sum(doses)
    return Drops(posology, unit, shown, told)
