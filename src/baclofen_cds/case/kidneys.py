"""One rate of a patient's kidneys, and how rates of two kinds are counted beside each other."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from attrs import field, frozen

from baclofen_cds.amounts import Hundredths
from baclofen_cds.filtration import AbsoluteGFR, CreatinineClearance, IndexedGFR

__all__ = ["Measure", "Rate", "Reservation", "counted_as_egfr"]

Rate = IndexedGFR | AbsoluteGFR | CreatinineClearance


class Reservation(Enum):
    """Why a rate permits nothing; it may still warn."""

    IN_DOUBT = "entries on the kidneys that contradict each other"
    RECENTLY_LOW = "a low rate of the last weeks, not undone"
    ADULT_EQUATION = "an adult equation, used on a child"
    UNCHECKED = "a creatinine beside it that no rate could be computed from"
    CYSTATIN_ALONE = "a cystatin C without a creatinine"
    CYSTATIN_UNDATED = "a cystatin C without a date"
    HEIGHT_UNDATED = "a child's height without a date"
    HEIGHT_STALE = "a child's height that is not recent"
    WEIGHT_UNDATED = "a weight without a date"
    WEIGHT_STALE = "a weight that is not recent"
    UNDATED = "no date"
    STALE = "its age"
    CLEARANCE_STALE = "the age of the sample that the clearance rests on"
    NO_CLEARANCE = "no creatinine clearance where one is needed"
    NO_RATE = "no rate at all"


def counted_as_egfr(rate: Rate) -> Hundredths:
    """Count a rate in hundredths of an eGFR, whatever it is per: here alone the two kinds meet.

    That a clearance, or the rate of this body, is counted like an indexed eGFR is the policy's
    choice (P1); no document says so. A clearance beside its own threshold is not counted so.

    Examples
    --------
    >>> from baclofen_cds.amounts import AbsoluteHundredths
    >>> from baclofen_cds.vocabulary import GFREquation
    >>> own = AbsoluteGFR(AbsoluteHundredths(2_900), GFREquation.CKD_EPI_2021)
    >>> counted_as_egfr(own) < Hundredths(3_000)
    True
    """
    return rate.hundredths if isinstance(rate, IndexedGFR) else Hundredths(rate.hundredths)


@frozen
class Measure:
    """A rate with the day of its blood sample, and why it permits nothing, if it does not.

    ``counted`` is its number as it is held beside others.
    """

    rate: Rate
    on: dt.date | None
    reservation: Reservation | None = None
    counted: int = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "counted", int(counted_as_egfr(self.rate)))

    @property
    def hundredths(self) -> Hundredths:
        """The rate as it is counted beside others: like an eGFR, in hundredths."""
        return Hundredths(self.counted)
