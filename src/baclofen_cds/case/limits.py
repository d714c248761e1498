"""One limit of a label, beside a day that it was held against."""

from __future__ import annotations

from enum import Enum
from typing import Final

from attrs import frozen

from baclofen_cds.sources import Citation
from baclofen_cds.units import Quantity, show_each, show_per_day

__all__ = ["TERMS", "Limit", "LimitKind"]


class LimitKind(Enum):
    """What a limit is a limit of."""

    USUAL = "dose that is usually enough"
    USUAL_PER_KG = "usual range for this weight"
    MAXIMUM = "daily maximum"
    SUPERVISED_FROM = "amount from which hospital is meant"
    SUPERVISED_MAXIMUM = "daily maximum for supervised inpatients"
    NAMED_ADMINISTRATION = "largest named administration"


@frozen
class Limit:
    """One limit that was considered.

    Parameters
    ----------
    kind
        What it limits.
    micrograms
        The amount, per day or per administration as its kind says.
    exceeded
        Whether the day is above it; for the amount from which hospital is meant, whether
        the day reaches it.
    citation
        Where the label says it.
    """

    kind: LimitKind
    micrograms: int
    exceeded: bool
    citation: Citation

    @property
    def amount(self) -> Quantity:
        """The amount, in mg/day or, for an administration, in mg."""
        single = self.kind is LimitKind.NAMED_ADMINISTRATION
        return show_each(self.micrograms) if single else show_per_day(self.micrograms)


TERMS: Final = {
    LimitKind.USUAL: "usual",
    LimitKind.USUAL_PER_KG: "usual_per_kg",
    LimitKind.MAXIMUM: "maximum",
    LimitKind.SUPERVISED_FROM: "hospital_from",
    LimitKind.SUPERVISED_MAXIMUM: "supervised",
}
"""The term of the posology that is a limit of the day."""
