"""For whom a label starts lower than for other adults: older ones, and cerebral origin."""

from __future__ import annotations

from baclofen_cds.amounts import Months
from baclofen_cds.case.case import Inquiry
from baclofen_cds.knowledge.schema.label import Range
from baclofen_cds.sources import Stated

__all__ = ["cerebral_start", "is_older", "lower_start", "older_from", "older_start"]


def older_from(inquiry: Inquiry) -> Stated[Months]:
    """Return the label's age for older adults; where it names none, the policy's."""
    own = inquiry.profile.older_adult.from_age
    return own if isinstance(own, Stated) else inquiry.policy.freshness.older_from


def is_older(inquiry: Inquiry) -> bool:
    """Whether the patient counts as an older adult."""
    return inquiry.patient.age_months >= older_from(inquiry).value


def lower_start(inquiry: Inquiry) -> Stated[Range] | None:
    """Return the lowest start the label gives an adult like this one, if it gives any."""
    given = (older_start(inquiry), cerebral_start(inquiry))
    starts = [start for start in given if start is not None]
    return min(starts, key=lambda start: start.value[0], default=None)


def older_start(inquiry: Inquiry) -> Stated[Range] | None:
    """Return the ends of the start for older adults, when the patient is one."""
    start = inquiry.profile.older_adult.start
    return start if is_older(inquiry) and isinstance(start, Stated) else None


def cerebral_start(inquiry: Inquiry) -> Stated[Range] | None:
    """Return the ends of the start in spasticity of cerebral origin, when it is."""
    start = inquiry.profile.adult.start.cerebral_origin
    cerebral = inquiry.patient.indication in inquiry.policy.licence.cerebral_origin.value
    return start if cerebral and isinstance(start, Stated) else None
