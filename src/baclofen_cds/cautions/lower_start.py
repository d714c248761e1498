"""For whom a label starts lower than for other adults: older ones, and cerebral origin."""

from __future__ import annotations

from baclofen_cds.case.case import Inquiry
from baclofen_cds.cautions.saying import remark, says
from baclofen_cds.decisions import Finding, Remark, Severity, Values
from baclofen_cds.knowledge.schema.label import Range
from baclofen_cds.sources import Basis, Stated

__all__ = ["lower_start_findings", "older_start_remarks"]


def lower_start_findings(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say what the label asks for because the spasticity is of cerebral origin."""
    start = inquiry.profile.adult.start.cerebral_origin
    if not _is_cerebral(inquiry) or not isinstance(start, Stated):
        return _cerebral_advice(inquiry)
    code, values = _said("cerebral-origin-start", inquiry, start)
    cited = (start.citation, inquiry.policy.licence.cerebral_origin.citation)
    return (Finding(code, Severity.INFO, Basis.LABEL, values=values, cited=cited),)


def _cerebral_advice(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Quote a label that asks for a cautious schedule and gives no number."""
    origin, advice = inquiry.policy.licence.cerebral_origin, _advice(inquiry)
    if advice is None or not _is_cerebral(inquiry):
        return ()
    values = (("label", inquiry.label), ("seen", says(advice.citation)))
    cited = (advice.citation, origin.citation)
    code = f"cerebral-origin-{advice.value}"
    return (Finding(code, Severity.INFO, Basis.LABEL, values=values, cited=cited),)


def _is_cerebral(inquiry: Inquiry) -> bool:
    return inquiry.patient.indication in inquiry.posology.cerebral


def _advice(inquiry: Inquiry) -> Stated[str] | None:
    said = inquiry.profile.adult.start.cerebral_advice
    return said if isinstance(said, Stated) else None


def older_start_remarks(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote the label's start for older adults, both ends of a range."""
    start = inquiry.profile.older_adult.start
    if not inquiry.posology.older or not isinstance(start, Stated):
        return ()
    code, values = _said("label-older-start", inquiry, start)
    return (remark(code, start.citation, **dict(values)),)


def _said(code: str, inquiry: Inquiry, start: Stated[Range]) -> tuple[str, Values]:
    """Name the one value, or both ends of a range."""
    low, high = start.value
    values = (("label", inquiry.label), ("seen", says(start.citation)), ("low", low))
    return (code, values) if low == high else (f"{code}-range", (*values, ("high", high)))
