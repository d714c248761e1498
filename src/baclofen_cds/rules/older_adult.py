"""What a label says about older adults, and from when someone counts as one."""

from __future__ import annotations

from baclofen_cds.amounts import Months
from baclofen_cds.decisions import Finding, Severity, Values
from baclofen_cds.knowledge.schema import Range
from baclofen_cds.rules.inquiry import Inquiry, says
from baclofen_cds.sources import Basis, Stated

__all__ = ["older_findings", "older_from", "older_start"]


def older_from(inquiry: Inquiry) -> Stated[Months]:
    """Return the label's age for older adults; where it names none, the policy's."""
    own = inquiry.profile.older_adult.from_age
    return own if isinstance(own, Stated) else inquiry.policy.freshness.older_from


def older_start(inquiry: Inquiry) -> Stated[Range] | None:
    """Return the ends of the label's start for older adults, when the patient is one."""
    start = inquiry.profile.older_adult.start
    if not isinstance(start, Stated) or not _is_older(inquiry):
        return None
    return start


def older_findings(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say how the label starts older adults, or that it asks for a cautious schedule."""
    advice, start = inquiry.profile.older_adult.advice, older_start(inquiry)
    if start is not None:
        low, high = start.value
        code = "older-adult-start" if low == high else "older-adult-start-range"
        return (_finding(inquiry, code, start, ("low", low), ("high", high)),)
    if isinstance(advice, Stated) and _is_older(inquiry):
        return (_finding(inquiry, "label-older-adult", advice),)
    return ()


def _is_older(inquiry: Inquiry) -> bool:
    return inquiry.patient.age_months >= older_from(inquiry).value


def _finding(
    inquiry: Inquiry, code: str, leaf: Stated[Range] | Stated[str], *more: tuple[str, object]
) -> Finding:
    values: Values = (
        ("label", inquiry.label),
        ("seen", says(leaf.citation)),
        ("age", inquiry.patient.age_years),
        *more,
    )
    cited = (leaf.citation, older_from(inquiry).citation)
    return Finding(code, Severity.INFO, Basis.LABEL, values=values, cited=cited)
