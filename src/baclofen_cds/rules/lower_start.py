"""For whom a label starts lower than for other adults: older ones, and cerebral origin."""

from __future__ import annotations

from baclofen_cds.amounts import Months
from baclofen_cds.deciding.limits import lowest, reaches
from baclofen_cds.decisions import Finding, Remark, Severity, Values
from baclofen_cds.knowledge.schema import Range
from baclofen_cds.rules.inquiry import Inquiry, remark, says
from baclofen_cds.sources import Basis, Stated

__all__ = ["lower_start", "lower_start_findings", "older_from", "older_start_remarks"]


def older_from(inquiry: Inquiry) -> Stated[Months]:
    """Return the label's age for older adults; where it names none, the policy's."""
    own = inquiry.profile.older_adult.from_age
    return own if isinstance(own, Stated) else inquiry.policy.freshness.older_from


def lower_start(inquiry: Inquiry) -> Stated[Range] | None:
    """Return the lowest start the label gives an adult like this one, if it gives any."""
    given = (_older_start(inquiry), _cerebral_start(inquiry))
    starts = [start for start in given if start is not None]
    return starts[lowest([start.value[0] for start in starts])] if starts else None


def _older_start(inquiry: Inquiry) -> Stated[Range] | None:
    """Return the ends of the start for older adults, when the patient is one."""
    start = inquiry.profile.older_adult.start
    older = reaches(inquiry.patient.age_months, older_from(inquiry).value)
    return start if older and isinstance(start, Stated) else None


def _cerebral_start(inquiry: Inquiry) -> Stated[Range] | None:
    """Return the ends of the start in spasticity of cerebral origin, when it is."""
    start = inquiry.profile.adult.start.cerebral_origin
    cerebral = inquiry.patient.indication in inquiry.policy.licence.cerebral_origin.value
    return start if cerebral and isinstance(start, Stated) else None


def lower_start_findings(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say what the label asks for because the spasticity is of cerebral origin."""
    start = _cerebral_start(inquiry)
    if start is None:
        return _cerebral_advice(inquiry)
    code, values = _said("cerebral-origin-start", inquiry, start)
    cited = (start.citation, inquiry.policy.licence.cerebral_origin.citation)
    return (Finding(code, Severity.INFO, Basis.LABEL, values=values, cited=cited),)


def _cerebral_advice(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Quote a label that asks for a cautious schedule and gives no number."""
    origin, advice = inquiry.policy.licence.cerebral_origin, _advice(inquiry)
    if advice is None or inquiry.patient.indication not in origin.value:
        return ()
    values = (("label", inquiry.label), ("seen", says(advice.citation)))
    cited = (advice.citation, origin.citation)
    code = f"cerebral-origin-{advice.value}"
    return (Finding(code, Severity.INFO, Basis.LABEL, values=values, cited=cited),)


def _advice(inquiry: Inquiry) -> Stated[str] | None:
    said = inquiry.profile.adult.start.cerebral_advice
    return said if isinstance(said, Stated) else None


def older_start_remarks(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote the label's start for older adults, both ends of a range."""
    start = _older_start(inquiry)
    if start is None:
        return ()
    code, values = _said("label-older-start", inquiry, start)
    return (remark(code, start.citation, **dict(values)),)


def _said(code: str, inquiry: Inquiry, start: Stated[Range]) -> tuple[str, Values]:
    """Name the one value, or both ends of a range."""
    low, high = start.value
    values = (("label", inquiry.label), ("seen", says(start.citation)), ("low", low))
    return (code, values) if low == high else (f"{code}-range", (*values, ("high", high)))
