"""What is asked for where what is known of the kidneys permits nothing, or has no date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from attrs import evolve

from baclofen_cds import kidney_needs
from baclofen_cds.amounts import Days
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.kidney_fitness import longest, may_permit, why_not
from baclofen_cds.case.kidney_rates import Evidence, is_steady
from baclofen_cds.case.kidneys import Measure, Reservation
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.sources import Stated

__all__ = ["DATES", "missing_of", "undated_of"]

DATES = {
    Reservation.UNDATED: "creatinine_date",
    Reservation.CYSTATIN_UNDATED: "cystatin_c_date",
    Reservation.HEIGHT_UNDATED: "height_date",
    Reservation.WEIGHT_UNDATED: "weight_date",
}
"""Names of the dates that are asked for."""
_ASKED = {
    **DATES,
    Reservation.IN_DOUBT: "kidney_function",
    Reservation.RECENTLY_LOW: "newer_kidney_results",
    Reservation.CYSTATIN_ALONE: "serum_creatinine",
    Reservation.CYSTATIN_UNDATED: "fresh_creatinine",
    Reservation.HEIGHT_STALE: "fresh_height",
    Reservation.WEIGHT_STALE: "fresh_weight",
    Reservation.STALE: "fresh_creatinine",
    Reservation.CLEARANCE_STALE: "fresh_creatinine",
}
"""What is asked for first where a rate permits nothing for this reason; else see below.

A creatinine beside an undated cystatin C is old, or it would permit.
"""


def missing_of(
    seen: Evidence,
    reasons: tuple[Reservation, ...],
    measures: Sequence[Measure],
    band: KidneyBand,
    limit: Stated[Days],
    policy: Policy,
) -> tuple[str, ...]:
    """Name what a start needs; a list of medicines that would do comes before a blood test."""
    patient = seen.patient
    if not is_steady(patient):
        return ()
    lacking = [_lacking(reason, seen, limit) for reason in reasons]
    names = [_ASKED.get(reason) or _not_on_record(patient, reason) for reason in lacking]
    names += [DATES[reason] for reason in lacking if reason in DATES]
    if Reservation.STALE in reasons and _list_would_do(patient, measures, band, policy):
        names.insert(0, "medicines")
    return tuple(dict.fromkeys(names))


def _lacking(reason: Reservation, seen: Evidence, limit: Stated[Days]) -> Reservation:
    """Return what to mend: of a child with a rate of its own that one, not an adult's rate."""
    if reason is Reservation.ADULT_EQUATION and seen.by_creatinine is not None:
        return why_not(seen.by_creatinine, seen.patient, limit)
    return reason


def undated_of(
    seen: Evidence, clearances: Sequence[Measure], reasons: tuple[Reservation, ...]
) -> tuple[Reservation, ...]:
    """Return what has no date, where a rate could rest on it and no reason tells of it."""
    patient, found = seen.patient, []
    if not is_steady(patient):
        return ()
    if _has_no_date(patient.creatinine_nmol_l, patient.serum_creatinine_on):
        found.append(Reservation.UNDATED)
    if _has_no_date(patient.cystatin_micrograms_l, patient.cystatin_c_on):
        found.append(Reservation.CYSTATIN_UNDATED)
    of_the_body = (Reservation.HEIGHT_UNDATED, Reservation.WEIGHT_UNDATED)
    used = [m.reservation for m in (*seen.computed, *clearances) if m.reservation is not None]
    found += [why for why in of_the_body if why in used]
    return tuple(why for why in found if why not in reasons) if found else ()


def _has_no_date(value: int | None, on: dt.date | None) -> bool:
    return value is not None and on is None


def _not_on_record(patient: Patient, reason: Reservation) -> str:
    if reason is Reservation.NO_CLEARANCE and patient.weight_grams is None:
        return "weight"
    if patient.creatinine_nmol_l is None:
        return "serum_creatinine"
    if kidney_needs.only_height(patient):
        return "height"
    return "recorded_gfr" if reason is Reservation.NO_RATE else "kidney_function"


def _list_would_do(
    patient: Patient, measures: Sequence[Measure], band: KidneyBand, policy: Policy
) -> bool:
    """Whether the samples would be recent enough, were the list of medicines complete."""
    if patient.medicines.complete:
        return False
    complete = evolve(patient, medicines=evolve(patient.medicines, complete=True))
    limit = longest(complete, band, policy)
    return any(may_permit(m, patient, limit) for m in measures)
