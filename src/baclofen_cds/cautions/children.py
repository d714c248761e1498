"""What a label adds about children."""

from __future__ import annotations

from baclofen_cds.amounts import Grams, MicrogramsPerDay
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.licence import below_adult, child_age_unread, too_young
from baclofen_cds.case.start_amount import Amount, band_of_age, cap_of, cap_places
from baclofen_cds.cautions.saying import remark, says
from baclofen_cds.decisions import Finding, Severity
from baclofen_cds.knowledge.schema.label import citations_of
from baclofen_cds.sources import Basis, Stated

__all__ = ["amount_findings", "child_findings"]


def child_findings(inquiry: Inquiry, amount: Amount | None) -> tuple[Finding, ...]:
    """Say what the label adds about children, and when a start by weight passes the adult one.

    It does though facts are missing, however old the weight is; where the kidneys say more,
    no amount is named that nobody adjusted for them.
    """
    if not below_adult(inquiry):
        return ()
    child, patient, found = inquiry.profile.child, inquiry.patient, [*_age_unread(inquiry)]
    limited, tablets = child.limited_data_below, child.tablets_from_weight
    if isinstance(limited, Stated) and patient.age_months < limited.value:
        found.append(_label_finding("child-limited-data", limited, inquiry, age=limited.value))
    grams = patient.weight_grams
    if isinstance(tablets, Stated) and grams is not None and grams < tablets.value:
        found.append(
            _label_finding("tablets-not-below-weight", tablets, inquiry, weight=tablets.value)
        )
    adult = inquiry.profile.adult.start.total_daily_dose
    if amount is not None and isinstance(adult, Stated) and amount.total > adult.value:
        found.append(_above_adult(inquiry, amount.total, adult))
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


def amount_findings(inquiry: Inquiry, amount: Amount | None) -> tuple[Finding, ...]:
    """Say when a maximum for the age cut a dose per kg, or that none was read."""
    cap = cap_of(inquiry)
    if amount is None or cap is None or not amount.computed:
        return ()
    if band_of_age(inquiry) is None:
        return (_maximum_unread(inquiry, cap),)
    if not amount.capped:
        return ()
    values = (("label", inquiry.label), ("total", amount.total))
    return (Finding("dose-capped", Severity.INFO, Basis.LABEL, values, amount.citations),)


def _maximum_unread(inquiry: Inquiry, cap: Stated[MicrogramsPerDay]) -> Finding:
    """Say that the adult start stood in for a maximum nobody read."""
    values = (("label", inquiry.label), ("adult", cap.value))
    cited = cap_places(inquiry, cap)
    return Finding("child-maximum-unread", Severity.INFO, Basis.POLICY, values, cited)
