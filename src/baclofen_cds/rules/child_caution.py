"""What a label adds about children."""

from __future__ import annotations

from baclofen_cds.amounts import Grams, MicrogramsPerDay
from baclofen_cds.deciding.limits import is_above, is_below
from baclofen_cds.decisions import Finding, Severity
from baclofen_cds.knowledge.schema import citations_of
from baclofen_cds.rules.inquiry import Inquiry, remark, says
from baclofen_cds.rules.licence import below_adult, child_age_unread, too_young
from baclofen_cds.sources import Basis, Stated

__all__ = ["child_findings"]


def child_findings(inquiry: Inquiry, total: MicrogramsPerDay | None) -> tuple[Finding, ...]:
    """Say what the label adds about children, and when a start passes the adult one."""
    if not below_adult(inquiry):
        return ()
    child, patient, found = inquiry.profile.child, inquiry.patient, [*_age_unread(inquiry)]
    limited, tablets = child.limited_data_below, child.tablets_from_weight
    if isinstance(limited, Stated) and is_below(patient.age_months, limited.value):
        found.append(_label_finding("child-limited-data", limited, inquiry, age=limited.value))
    grams = patient.weight_grams
    if isinstance(tablets, Stated) and grams is not None and is_below(grams, tablets.value):
        found.append(
            _label_finding("tablets-not-below-weight", tablets, inquiry, weight=tablets.value)
        )
    adult = inquiry.profile.adult.start.total_daily_dose
    if total is not None and isinstance(adult, Stated) and is_above(total, adult.value):
        found.append(_above_adult(inquiry, total, adult))
    return tuple(found)


def _age_unread(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say that nobody read from what age the label's schedule for children holds."""
    if not child_age_unread(inquiry) or too_young(inquiry) is not None:
        return ()
    ours = inquiry.policy.licence.children_from
    values = (("label", inquiry.label), ("age", ours.value))
    cited = (ours.citation,)
    return (Finding("child-age-unread", Severity.WARNING, Basis.POLICY, values, cited),)


def _above_adult(
    inquiry: Inquiry, total: MicrogramsPerDay, adult: Stated[MicrogramsPerDay]
) -> Finding:
    return Finding(
        "above-adult-start",
        Severity.WARNING,
        Basis.LABEL,
        values=(("label", inquiry.label), ("total", total), ("adult", adult.value)),
        cited=(adult.citation, *citations_of(inquiry.profile.child.start_per_kg)),
        remarks=(remark("act-above-adult-start"),),
    )


def _label_finding(
    code: str, leaf: Stated[Grams] | Stated[int], inquiry: Inquiry, **values: object
) -> Finding:
    return Finding(
        code,
        Severity.INFO,
        Basis.LABEL,
        values=(("label", inquiry.label), ("seen", says(leaf.citation)), *values.items()),
        cited=(leaf.citation,),
    )
