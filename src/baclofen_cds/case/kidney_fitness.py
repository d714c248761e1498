"""Whether a start or an increase may rest on a measure of the kidneys, and why not.

How old it may be depends on whom it is of; what lets it permit nothing may still warn.
"""

from __future__ import annotations

from baclofen_cds.amounts import Days
from baclofen_cds.case.bands import KidneyBand, Watch, is_fresh, watch_of
from baclofen_cds.case.kidneys import Measure, Reservation
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.medicines import belonging
from baclofen_cds.patient import Patient
from baclofen_cds.sources import Stated

__all__ = ["OF_STARTS", "longest", "may_permit", "why_not"]

OF_STARTS = frozenset({Reservation.HEIGHT_UNDATED, Reservation.HEIGHT_STALE})
"""Reasons that hold a start back, and leave a check of what is taken as it is."""


def longest(patient: Patient, band: KidneyBand, policy: Policy) -> Stated[Days]:
    """Return how many days old a sample may be for a start or increase."""
    medicines, fresh = patient.medicines, policy.freshness
    affecting = belonging(medicines, fresh.kidney_affecting.value)
    watch = watch_of(
        patient.age_months,
        band,
        acute=patient.acutely_ill is True,
        kidney_medicine=bool(affecting) or not medicines.complete,
        older_from=fresh.older_from.value,
    )
    return {
        Watch.ACUTE: fresh.creatinine_acute,
        Watch.SEVERE: fresh.creatinine_severe,
        Watch.WATCHED: fresh.creatinine_watched,
        Watch.ORDINARY: fresh.creatinine,
    }[watch]


def may_permit(measure: Measure, patient: Patient, limit: Stated[Days]) -> bool:
    """Whether a measure may permit: fresh, and nothing against it."""
    return measure.reservation is None and is_fresh(_days_old(patient, measure), limit.value)


def _days_old(patient: Patient, measure: Measure | None) -> int | None:
    if measure is None or measure.on is None:
        return None
    return (patient.as_of - measure.on).days


def why_not(measure: Measure | None, patient: Patient, limit: Stated[Days]) -> Reservation:
    """Return why a measure permits nothing; what holds back a start alone comes last."""
    if measure is None:
        return Reservation.NO_RATE
    held = measure.reservation
    if held is not None and held not in OF_STARTS:
        return held
    if measure.on is None:
        return Reservation.UNDATED
    fresh = is_fresh(_days_old(patient, measure), limit.value)
    return held if held is not None and fresh else Reservation.STALE
