"""The limits a label gives for the day of one patient."""

from __future__ import annotations

from enum import Enum
from typing import Any

from attrs import frozen

from baclofen_cds.amounts import Micrograms, MicrogramsPerDay
from baclofen_cds.case.bands import holds_between, last_reached
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.doses import scaled_by_weight
from baclofen_cds.case.licence import below_adult, too_young
from baclofen_cds.sources import Citation, Stated
from baclofen_cds.units import Quantity, show_each, show_per_day

__all__ = ["Limit", "LimitKind", "Limits"]


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


@frozen
class Limits:
    """The limits a label gives for this patient's age, weight and setting.

    Without a maximum for outpatients, ``hospital_from`` is the amount from which hospital
    is meant; a label that states neither gives no limits.
    """

    maximum: Stated[MicrogramsPerDay] | None
    usual: Stated[int] | None = None
    usual_kind: LimitKind = LimitKind.USUAL
    supervised: Stated[MicrogramsPerDay] | None = None
    hospital_from: Stated[MicrogramsPerDay] | None = None
    open_above: Citation | None = None
    named: Stated[Micrograms] | None = None

    @property
    def by_setting(self) -> bool:
        """Whether the label allows more for supervised inpatients."""
        return self.supervised is not None or self.open_above is not None

    @classmethod
    def for_patient(cls, inquiry: Inquiry) -> Limits | None:
        """Take the limits that hold for the patient's age; none below the label's ages."""
        if not below_adult(inquiry):
            return _adult_limits(inquiry)
        return _child_limits(inquiry) if too_young(inquiry) is None else None


def _adult_limits(inquiry: Inquiry) -> Limits | None:
    adult = inquiry.profile.adult
    stated = adult.maximum
    maximum, inpatient = stated.total_daily_dose, stated.supervised_inpatient
    ends = inpatient if isinstance(inpatient, Stated) else None
    if not isinstance(maximum, Stated) and ends is None:
        return None
    usual: Stated[int] | None = None
    if isinstance(adult.usually_enough, Stated):
        usual = Stated(adult.usually_enough.value, adult.usually_enough.citation)
    elif isinstance(adult.usual_range, Stated):
        usual = Stated(adult.usual_range.value[1], adult.usual_range.citation)
    beyond, named = stated.supervised_beyond, stated.largest_named_administration
    outpatient = maximum if isinstance(maximum, Stated) else None
    return Limits(
        outpatient,
        usual,
        supervised=_end(ends, 1),
        hospital_from=_end(ends, 0) if outpatient is None else None,
        open_above=beyond.citation if isinstance(beyond, Stated) else None,
        named=named if isinstance(named, Stated) else None,
    )


def _end(ends: Stated[Any] | None, which: int) -> Stated[MicrogramsPerDay] | None:
    """Return one end of a stated range, with its place."""
    return None if ends is None else Stated(ends.value[which], ends.citation)


def _child_limits(inquiry: Inquiry) -> Limits | None:
    child, patient = inquiry.profile.child, inquiry.patient
    for band in child.maximum:
        if holds_between(patient.age_months, band.from_age, band.to_age):
            usual = None
            per_kg, grams = child.usual_range_per_kg, patient.weight_grams
            if isinstance(per_kg, Stated) and grams is not None:
                top = _top_per_kg(inquiry, Stated(per_kg.value[1], per_kg.citation))
                usual = Stated(scaled_by_weight(top.value, grams), top.citation)
            return Limits(
                Stated(band.total_daily_dose, band.citation), usual, LimitKind.USUAL_PER_KG
            )
    return None


def _top_per_kg(inquiry: Inquiry, general: Stated[MicrogramsPerDay]) -> Stated[MicrogramsPerDay]:
    """Return the top of the usual range per kg that holds for the age."""
    tops = inquiry.profile.child.usual_top_per_kg
    own = last_reached(inquiry.patient.age_months, [top.from_age for top in tops])
    return general if own is None else Stated(tops[own].per_kg, tops[own].citation)
