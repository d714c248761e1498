"""How much a label starts a patient on in a day, before the day is divided."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from baclofen_cds.amounts import MicrogramsPerDay
from baclofen_cds.deciding.kidneys import KidneyBand, is_avoided
from baclofen_cds.deciding.limits import holds_between, is_below
from baclofen_cds.deciding.start import is_capped, per_kg_total, whole_tablets_first
from baclofen_cds.decisions import Finding, Severity
from baclofen_cds.knowledge.schema import AgeBand
from baclofen_cds.rules.inquiry import Inquiry
from baclofen_cds.rules.kidney_quotes import label_statement
from baclofen_cds.rules.licence import below_adult, child_age_unread
from baclofen_cds.rules.lower_start import lower_start
from baclofen_cds.sources import Basis, Citation, Leaf, Stated

__all__ = [
    "Amount",
    "amount_findings",
    "amount_of",
    "child_amount",
    "kidney_number",
    "start_leaves",
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
    cap = () if _band(inquiry) else (start.total_daily_dose,)
    age = (child.from_age,) if child_age_unread(inquiry) else ()
    return (child.start_per_kg, child.times_per_day, *cap, *age)


def kidney_number(inquiry: Inquiry) -> Stated[MicrogramsPerDay] | None:
    """Return the label's number for this state of the kidneys."""
    dose = label_statement(inquiry).total_daily_dose
    return dose if isinstance(dose, Stated) else None


def amount_findings(inquiry: Inquiry, amount: Amount | None) -> tuple[Finding, ...]:
    """Say when a maximum for the age cut a dose per kg, or that none was read."""
    cap = _cap(inquiry)
    if amount is None or cap is None or not amount.computed:
        return ()
    if _band(inquiry) is None:
        return (_maximum_unread(inquiry, cap),)
    if not amount.capped:
        return ()
    values = (("label", inquiry.label), ("total", amount.total))
    return (Finding("dose-capped", Severity.INFO, Basis.LABEL, values, amount.citations),)


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
    if lower is not None and is_below(lower.value[0], total.value):
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
    per_kg, times, cap = child.start_per_kg, child.times_per_day, _cap(inquiry)
    if grams is None or cap is None:
        return None
    if not (isinstance(per_kg, Stated) and isinstance(times, Stated)):
        return None
    preferred = child.preferred_times_per_day
    first = (preferred.value,) if isinstance(preferred, Stated) else ()
    return Amount(
        MicrogramsPerDay(per_kg_total(per_kg.value, grams, cap.value)),
        tuple(dict.fromkeys((*first, *times.value))),
        (per_kg.citation, times.citation, *_cap_places(inquiry, cap)),
        computed=True,
        capped=is_capped(per_kg.value, grams, cap.value),
    )


def _band(inquiry: Inquiry) -> AgeBand | None:
    months = inquiry.patient.age_months
    bands = inquiry.profile.child.maximum
    return next((b for b in bands if holds_between(months, b.from_age, b.to_age)), None)


def _cap(inquiry: Inquiry) -> Stated[MicrogramsPerDay] | None:
    """Return what a dose per kg may not pass: the maximum for the age, or the adult start."""
    band = _band(inquiry)
    if band is not None:
        return Stated(band.total_daily_dose, band.citation)
    adult = inquiry.profile.adult.start.total_daily_dose
    return adult if isinstance(adult, Stated) else None


def _cap_places(inquiry: Inquiry, cap: Stated[MicrogramsPerDay]) -> tuple[Citation, ...]:
    """Return where the cap comes from; that the adult start is one is the policy's."""
    if _band(inquiry) is not None:
        return (cap.citation,)
    return (cap.citation, inquiry.policy.licence.unread_child_maximum.citation)


def _maximum_unread(inquiry: Inquiry, cap: Stated[MicrogramsPerDay]) -> Finding:
    """Say that the adult start stood in for a maximum nobody read."""
    values = (("label", inquiry.label), ("adult", cap.value))
    cited = _cap_places(inquiry, cap)
    return Finding("child-maximum-unread", Severity.INFO, Basis.POLICY, values, cited)
