"""For whom a label starts lower than for other adults: older ones, and cerebral origin."""

from __future__ import annotations

from baclofen_cds.amounts import Months
from baclofen_cds.decisions import Finding, Severity, Values
from baclofen_cds.knowledge.schema import Range
from baclofen_cds.rules.inquiry import Inquiry, says
from baclofen_cds.sources import Basis, Citation, Stated

__all__ = ["lower_start", "lower_start_findings", "older_from"]


def older_from(inquiry: Inquiry) -> Stated[Months]:
    """Return the label's age for older adults; where it names none, the policy's."""
    own = inquiry.profile.older_adult.from_age
    return own if isinstance(own, Stated) else inquiry.policy.freshness.older_from


def lower_start(inquiry: Inquiry) -> Stated[Range] | None:
    """Return the lowest start the label gives an adult like this one, if it gives any."""
    given = (_older_start(inquiry), _cerebral_start(inquiry))
    starts = [start for start in given if start is not None]
    return min(starts, key=lambda start: start.value[0], default=None)


def _older_start(inquiry: Inquiry) -> Stated[Range] | None:
    """Return the ends of the start for older adults, when the patient is one."""
    start = inquiry.profile.older_adult.start
    if not isinstance(start, Stated) or not _is_older(inquiry):
        return None
    return start


def _cerebral_start(inquiry: Inquiry) -> Stated[Range] | None:
    """Return the ends of the start in spasticity of cerebral origin, when it is."""
    start = inquiry.profile.adult.start.cerebral_origin
    cerebral = inquiry.patient.indication in inquiry.policy.licence.cerebral_origin.value
    return start if cerebral and isinstance(start, Stated) else None


def lower_start_findings(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say for what reason the label starts lower, or asks for a cautious schedule."""
    advice, older = inquiry.profile.older_adult.advice, _older_start(inquiry)
    cerebral, age = _cerebral_start(inquiry), older_from(inquiry).citation
    found = []
    if older is not None:
        found.append(_start_finding(inquiry, "older-adult-start", older, age))
    elif isinstance(advice, Stated) and _is_older(inquiry):
        found.append(_finding(inquiry, "label-older-adult", advice, age))
    if cerebral is not None:
        ours = inquiry.policy.licence.cerebral_origin.citation
        found.append(_start_finding(inquiry, "cerebral-origin-start", cerebral, ours))
    return tuple(found)


def _is_older(inquiry: Inquiry) -> bool:
    return inquiry.patient.age_months >= older_from(inquiry).value


def _start_finding(inquiry: Inquiry, code: str, start: Stated[Range], rule: Citation) -> Finding:
    """Name the one value, or both ends of a range."""
    low, high = start.value
    kind = code if low == high else f"{code}-range"
    return _finding(inquiry, kind, start, rule, ("low", low), ("high", high))


def _finding(
    inquiry: Inquiry,
    code: str,
    leaf: Stated[Range] | Stated[str],
    rule: Citation,
    *more: tuple[str, object],
) -> Finding:
    values: Values = (
        ("label", inquiry.label),
        ("seen", says(leaf.citation)),
        ("age", inquiry.patient.age_years),
        *more,
    )
    cited = (leaf.citation, rule)
    return Finding(code, Severity.INFO, Basis.LABEL, values=values, cited=cited)
