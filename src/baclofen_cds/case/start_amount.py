"""How much a label starts a patient on in a day, before the day is divided."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from baclofen_cds.amounts import MicrogramsPerDay
from baclofen_cds.case.bands import KidneyBand, holds_between, is_avoided, is_fresh
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.doses import is_capped, per_kg_total, whole_tablets_first
from baclofen_cds.case.label_kidneys import label_statement
from baclofen_cds.case.licence import below_adult, child_age_unread
from baclofen_cds.case.lower_start import lower_start
from baclofen_cds.knowledge.schema.label import AgeBand
from baclofen_cds.knowledge.schema.policy import at_age
from baclofen_cds.sources import Citation, Leaf, Stated

__all__ = [
    "Amount",
    "amount_of",
    "band_of_age",
    "cap_of",
    "cap_places",
    "child_amount",
    "kidney_number",
    "start_leaves",
    "unfit_weight",
]


@frozen
class Amount:
    """A total for the day, how it may be divided, and where both come from."""

    total: MicrogramsPerDay
    times: tuple[int, ...]
    citations: tuple[Citation, ...]
    computed: bool = False
    capped: bool = False
    division_is_ours: bool = False


def amount_of(inquiry: Inquiry) -> Amount | None:
    """Return what the label starts this patient on, where it says so."""
    if inquiry.kidneys.band is not KidneyBand.NOT_IMPAIRED:
        return None if is_avoided(inquiry.kidneys.band) else _kidney_amount(inquiry)
    return child_amount(inquiry) if below_adult(inquiry) else _adult_amount(inquiry)


def start_leaves(inquiry: Inquiry) -> tuple[Leaf[Any], ...]:
    """Return the statements a start rests on: the amount, and how it is divided.

    For a child it also rests on a maximum for the age, or on the adult start in its
    place, and on the youngest age where the policy's does not stand in for it.
    """
    profile = inquiry.profile
    start = profile.adult.start
    if not below_adult(inquiry):
        return (start.total_daily_dose, start.times_per_day)
    child = profile.child
    cap = () if band_of_age(inquiry) else (start.total_daily_dose,)
    age = (child.from_age,) if child_age_unread(inquiry) else ()
    return (child.start_per_kg, child.times_per_day, *cap, *age)


def kidney_number(inquiry: Inquiry) -> Stated[MicrogramsPerDay] | None:
    """Return the label's number for this state of the kidneys."""
    dose = label_statement(inquiry).total_daily_dose
    return dose if isinstance(dose, Stated) else None


def _kidney_amount(inquiry: Inquiry) -> Amount | None:
    number, lower = kidney_number(inquiry), lower_start(inquiry)
    if number is None:
        return None
    total = number.value if lower is None else min(number.value, lower.value[0])
    return _undivided(inquiry, total, number.citation)


def _adult_amount(inquiry: Inquiry) -> Amount | None:
    """Take the adult start; of several divisions, those in whole smallest tablets first."""
    start, lower = inquiry.profile.adult.start, lower_start(inquiry)
    total, times = start.total_daily_dose, start.times_per_day
    if not (isinstance(total, Stated) and isinstance(times, Stated)):
        return None
    if lower is not None and lower.value[0] < total.value:
        return _undivided(inquiry, lower.value[0], lower.citation)
    tablet = inquiry.policy.taper.smallest_dose.value
    ordered = whole_tablets_first(total.value, times.value, tablet)
    return Amount(total.value, ordered, (total.citation, times.citation))


def _undivided(inquiry: Inquiry, total: MicrogramsPerDay, place: Citation) -> Amount:
    """Take a total the label does not divide: the division is the policy's."""
    ours = inquiry.policy.rounding.unstated_times_per_day
    return Amount(total, (ours.value,), (place, ours.citation), division_is_ours=True)


def child_amount(inquiry: Inquiry) -> Amount | None:
    """Return what the label starts a child of this weight on, however old the weight is."""
    child, grams = inquiry.profile.child, inquiry.patient.weight_grams
    per_kg, times, cap = child.start_per_kg, child.times_per_day, cap_of(inquiry)
    if grams is None or cap is None:
        return None
    if not (isinstance(per_kg, Stated) and isinstance(times, Stated)):
        return None
    preferred = child.preferred_times_per_day
    first = (preferred.value,) if isinstance(preferred, Stated) else ()
    return Amount(
        MicrogramsPerDay(per_kg_total(per_kg.value, grams, cap.value)),
        tuple(dict.fromkeys((*first, *times.value))),
        (per_kg.citation, times.citation, *cap_places(inquiry, cap)),
        computed=True,
        capped=is_capped(per_kg.value, grams, cap.value),
    )


def band_of_age(inquiry: Inquiry) -> AgeBand | None:
    """Return the label's maximum for the age, where it gives one."""
    months = inquiry.patient.age_months
    bands = inquiry.profile.child.maximum
    return next((b for b in bands if holds_between(months, b.from_age, b.to_age)), None)


def cap_of(inquiry: Inquiry) -> Stated[MicrogramsPerDay] | None:
    """Return what a dose per kg may not pass: the maximum for the age, or the adult start."""
    band = band_of_age(inquiry)
    if band is not None:
        return Stated(band.total_daily_dose, band.citation)
    adult = inquiry.profile.adult.start.total_daily_dose
    return adult if isinstance(adult, Stated) else None


def cap_places(inquiry: Inquiry, cap: Stated[MicrogramsPerDay]) -> tuple[Citation, ...]:
    """Return where the cap comes from; that the adult start is one is the policy's."""
    if band_of_age(inquiry) is not None:
        return (cap.citation,)
    return (cap.citation, inquiry.policy.licence.unread_child_maximum.citation)


def unfit_weight(inquiry: Inquiry) -> tuple[str, ...]:
    """Name what is missing of a weight that a dose per kg can go by."""
    patient = inquiry.patient
    if patient.weight_grams is None:
        return ("weight",)
    if patient.weight_on is None:
        return ("weight_date",)
    days = (patient.as_of - patient.weight_on).days
    fresh = is_fresh(days, at_age(inquiry.policy.freshness.weight, patient.age_months))
    return () if fresh else ("fresh_weight",)
