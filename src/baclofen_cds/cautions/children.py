"""What a label adds about children."""

from __future__ import annotations

from baclofen_cds.amounts import Grams, MicrogramsPerDay
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.posology import Population
from baclofen_cds.cautions.saying import remark, says
from baclofen_cds.deciding.start import Amount
from baclofen_cds.decisions import Finding, Severity
from baclofen_cds.sources import Basis, Stated

__all__ = ["amount_findings", "child_findings"]


def child_findings(inquiry: Inquiry, amount: Amount | None) -> tuple[Finding, ...]:
    """Say what the label adds about children, and when a start by weight passes the adult one.

    It does though facts are missing, however old the weight is; where the kidneys say more,
    no amount is named that nobody adjusted for them.
    """
    if not inquiry.posology.is_child:
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
    adult = inquiry.posology.adult_start
    if amount is not None and adult is not None and amount.total > adult:
        found.append(_above_adult(inquiry, amount.total, adult))
    return tuple(found)


def _age_unread(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say that nobody read from what age the label's schedule for children holds."""
    posology = inquiry.posology
    if posology.youngest_read or posology.population is not Population.CHILD:
        return ()
    ours = inquiry.policy.licence.children_from
    values = (("label", inquiry.label), ("age", ours.value))
    cited = (ours.citation,)
    return (Finding("child-age-unread", Severity.WARNING, Basis.POLICY, values, cited),)


def _above_adult(inquiry: Inquiry, total: int, adult: int) -> Finding:
    values = (
        ("label", inquiry.label),
        ("total", MicrogramsPerDay(total)),
        ("adult", MicrogramsPerDay(adult)),
    )
    places = inquiry.posology.cited("adult_start", "start_per_kg")
    then = (remark("act-above-adult-start"),)
    return Finding("above-adult-start", Severity.WARNING, Basis.LABEL, values, places, then)


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
    posology = inquiry.posology
    if amount is None or posology.start_most is None or not amount.computed:
        return ()
    if not posology.start_most_read:
        return (_maximum_unread(inquiry, posology.start_most),)
    if not amount.capped:
        return ()
    values = (("label", inquiry.label), ("total", MicrogramsPerDay(amount.total)))
    return (Finding("dose-capped", Severity.INFO, Basis.LABEL, values, amount.citations),)


def _maximum_unread(inquiry: Inquiry, most: int) -> Finding:
    """Say that the adult start stood in for a maximum nobody read."""
    values = (("label", inquiry.label), ("adult", MicrogramsPerDay(most)))
    cited = inquiry.posology.cited("start_most")
    return Finding("child-maximum-unread", Severity.INFO, Basis.POLICY, values, cited)
