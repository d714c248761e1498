"""Filtration rates: three quantities that share a unit and must never be confused.

A creatinine clearance is absolute, an indexed rate is per 1.73 m² of body surface, and
an absolute rate is not. They are three types; nothing converts one into another by
itself.
"""

from __future__ import annotations

import datetime as dt

from attrs import field, frozen

from baclofen_cds import amounts, plausible, units
from baclofen_cds.amounts import AbsoluteHundredths, Hundredths
from baclofen_cds.calls import made_by_name
from baclofen_cds.texts import GFREquationText, GFRIndexingText
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import (
    GFREquation,
    GFRIndexing,
    WeightBasis,
    choice,
    civil_date,
    truth,
)

__all__ = ["AbsoluteGFR", "CreatinineClearance", "IndexedGFR", "RecordedGFR"]


class _Rate:
    """What the three filtration rates share: an exact integer, shown as a quantity."""

    __slots__ = ()
    hundredths: Hundredths | AbsoluteHundredths

    @property
    def value(self) -> Quantity:
        """The rate in mL/min; what it is indexed to is said by the type."""
        return units.show(self.hundredths, amounts.PERCENT, "milliliter / minute")

    @property
    def whole(self) -> int:
        """The rate in whole mL/min, rounded down, as it is shown."""
        return self.hundredths // amounts.PERCENT


def _of_this_body(value: int) -> AbsoluteHundredths:
    return AbsoluteHundredths(value)


@frozen
class CreatinineClearance(_Rate):
    """Creatinine clearance, absolute, in mL/min, with the weight it rests on."""

    hundredths: AbsoluteHundredths = field(converter=_of_this_body)
    weight_basis: WeightBasis
    equation: GFREquation = GFREquation.COCKCROFT_GAULT

    def __str__(self) -> str:
        return f"{self.whole} mL/min ({self.equation.value}, {self.weight_basis.value})"


@frozen
class IndexedGFR(_Rate):
    """Filtration rate per 1.73 m² of body surface."""

    hundredths: Hundredths
    equation: GFREquation

    def __str__(self) -> str:
        return f"{self.whole} mL/min/1.73 m² ({self.equation.value})"


@frozen
class AbsoluteGFR(_Rate):
    """Filtration rate of this body, not indexed to any surface."""

    hundredths: AbsoluteHundredths = field(converter=_of_this_body)
    equation: GFREquation

    def __str__(self) -> str:
        return f"{self.whole} mL/min ({self.equation.value}, absolute)"


def _value(value: Quantity | Hundredths) -> Hundredths:
    return units.flow(value, "value")


def _equation(value: GFREquation | GFREquationText) -> GFREquation:
    return choice(value, GFREquation, "equation")


def _indexing(value: GFRIndexing | GFRIndexingText) -> GFRIndexing:
    return choice(value, GFRIndexing, "indexing")


def _on(value: dt.date) -> dt.date:
    return civil_date(value, "on")


def _lower_bound(value: bool) -> bool:
    return truth(value, "lower_bound")


@made_by_name
@frozen
class RecordedGFR(_Rate):
    """A filtration rate somebody else computed or measured.

    Parameters
    ----------
    value : Quantity
        In mL/min (or any volume per time); never with a surface in the unit.
    equation : GFREquation or str
        What it was computed with.
    indexing : GFRIndexing or str
        Per 1.73 m², or absolute.
    on : datetime.date
        The day of the blood sample.
    lower_bound : bool
        True for a result such as ``> 60``: it says no more than that.

    Raises
    ------
    InputError
        If an argument is of another type, or the rate is not one that kidneys have.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> ureg = bc.ureg
    >>> recorded = bc.RecordedGFR(
    ...     41 * ureg.mL / ureg.min,
    ...     equation=bc.GFREquation.CKD_EPI_2021,
    ...     indexing=bc.GFRIndexing.INDEXED,
    ...     on=dt.date(2026, 3, 3),
    ... )
    >>> print(recorded.value)
    41 milliliter / minute
    """

    # As it was written down; what it is per is said beside it, and rate_of makes it that.
    hundredths: Hundredths = field(alias="value", converter=_value)
    equation: GFREquation = field(kw_only=True, converter=_equation)
    indexing: GFRIndexing = field(kw_only=True, converter=_indexing)
    on: dt.date = field(kw_only=True, converter=_on)
    lower_bound: bool = field(default=False, kw_only=True, converter=_lower_bound)

    def __attrs_post_init__(self) -> None:
        """Refuse a rate that no kidneys have."""
        plausible.check_rate(self.hundredths, "value", plausible.windows())


def rate_of(recorded: RecordedGFR) -> IndexedGFR | AbsoluteGFR:
    """Return a recorded rate as the type it belongs to."""
    if recorded.indexing is GFRIndexing.INDEXED:
        return IndexedGFR(recorded.hundredths, recorded.equation)
    return AbsoluteGFR(recorded.hundredths, recorded.equation)
