"""The limits a label gives for the day of one patient."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from baclofen_cds.amounts import PER_KILOGRAM, Micrograms, MicrogramsPerDay
from baclofen_cds.rules.inquiry import Inquiry
from baclofen_cds.rules.licence import below_adult, too_young
from baclofen_cds.sources import Citation, Stated
from baclofen_cds.units import Quantity, show_each, show_per_day

__all__ = ["Limit", "LimitKind", "Limits"]


class LimitKind(Enum):
    """What a limit is a limit of."""

    USUAL = "dose that is usually enough"
    USUAL_PER_KG = "usual range for this weight"
    MAXIMUM = "daily maximum"
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
        Whether the day is above it.
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
    """The limits a label gives for this patient's age, weight and setting."""

    maximum: Stated[MicrogramsPerDay]
    usual: Stated[int] | None = None
    usual_kind: LimitKind = LimitKind.USUAL
    supervised: Stated[MicrogramsPerDay] | None = None
    open_above: Citation | None = None
    named: Stated[Micrograms] | None = None

    @property
    def by_setting(self) -> bool:
        """Whether the label allows more for supervised inpatients."""
        return self.supervised is not None or self.open_above is not None

    @classmethod
    def for_patient(cls, inquiry: Inquiry) -> Limits | None:
        """Take the limits that hold for the patient's age; none below the label's ages."""
        if too_young(inquiry) is not None:
            return None
        return _child_limits(inquiry) if below_adult(inquiry) else _adult_limits(inquiry)


def _adult_limits(inquiry: Inquiry) -> Limits | None:
    adult = inquiry.profile.adult
    stated = adult.maximum
    if not isinstance(stated.total_daily_dose, Stated):
        return None
    usual: Stated[int] | None = None
    if isinstance(adult.usually_enough, Stated):
        usual = Stated(adult.usually_enough.value, adult.usually_enough.citation)
    elif isinstance(adult.usual_range, Stated):
        usual = Stated(adult.usual_range.value[1], adult.usual_range.citation)
    supervised, beyond = stated.supervised_inpatient, stated.supervised_beyond
    named = stated.largest_named_administration
    return Limits(
        stated.total_daily_dose,
        usual,
        supervised=supervised if isinstance(supervised, Stated) else None,
        open_above=beyond.citation if isinstance(beyond, Stated) else None,
        named=named if isinstance(named, Stated) else None,
    )


def _child_limits(inquiry: Inquiry) -> Limits | None:
    child, patient = inquiry.profile.child, inquiry.patient
    for band in child.maximum:
        if band.from_age <= patient.age_months < band.to_age:
            usual = None
            per_kg, grams = child.usual_range_per_kg, patient.weight_grams
            if isinstance(per_kg, Stated) and grams is not None:
                usual = Stated(per_kg.value[1] * grams // PER_KILOGRAM, per_kg.citation)
            return Limits(
                Stated(band.total_daily_dose, band.citation), usual, LimitKind.USUAL_PER_KG
            )
    return None
