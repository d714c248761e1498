"""Whether a label covers this patient: age, indication, contraindications."""

from __future__ import annotations

from baclofen_cds.amounts import Months
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.licence import Licence, licence_of
from baclofen_cds.cautions.lower_start import lower_start_findings
from baclofen_cds.cautions.saying import RECORD, remark
from baclofen_cds.decisions import Finding, Remark, Severity, Values
from baclofen_cds.knowledge.schema.label import ProductContraindication, citations_of
from baclofen_cds.sources import Basis, Citation, Silent, Stated
from baclofen_cds.vocabulary import Condition, Indication

__all__ = ["licence_findings", "not_checked", "taking_findings"]


_LOOKED_AT = frozenset({Condition.END_OF_LIFE_CARE})


def licence_findings(inquiry: Inquiry, licence: Licence) -> tuple[Finding, ...]:
    """Say what the label's licence means for a start."""
    found = []
    if licence.too_young:
        found.append(_too_young(inquiry))
    if licence.not_covered:
        found.append(_uncovered(inquiry, licence.not_covered))
    found.extend(_contraindicated(inquiry, condition) for condition in licence.contraindicated)
    if "indication" in licence.missing:
        found.append(_untold(inquiry))
    found.extend(_indications_unread(inquiry, licence))
    if not inquiry.posology.is_child:
        found.extend(lower_start_findings(inquiry))
    return (*found, *_adult_age_unread(inquiry), *not_checked(inquiry))


def taking_findings(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say what the label's licence means for someone who takes baclofen already."""
    licence = licence_of(inquiry)
    then = (remark("act-review-taking"), remark("do-not-stop-suddenly"))
    found = [
        Finding(
            f"{_by(inquiry, condition)}-taking",
            Severity.WARNING,
            _basis(inquiry, condition),
            values=_named(inquiry, condition),
            cited=_against(inquiry, condition),
            remarks=(*_elsewhere(inquiry, condition), *then),
        )
        for condition in licence.contraindicated
    ]
    if licence.not_covered:
        values = (("label", inquiry.label), ("indication", _word(inquiry.patient.indication)))
        found.append(
            Finding(
                "indication-not-covered-taking",
                Severity.INFO,
                Basis.LABEL,
                values=values,
                cited=licence.not_covered,
                remarks=then,
            )
        )
    return (*found, *_adult_age_unread(inquiry), *not_checked(inquiry))


def not_checked(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Name the conditions on record that no question here looks at."""
    against = set(licence_of(inquiry).contraindicated)
    named = {c.value for c in inquiry.patient.conditions - _LOOKED_AT - against}
    if not named:
        return ()
    values = (("conditions", ", ".join(sorted(named))),)
    cited = (Citation(RECORD, "conditions"),)
    return (Finding("conditions-not-checked", Severity.INFO, Basis.RECORD, values, cited),)


def _named_by_label(inquiry: Inquiry, condition: Condition) -> bool:
    against = inquiry.profile.contraindications.conditions
    return isinstance(against, Stated) and condition in against.value


def _in_some(inquiry: Inquiry, condition: Condition) -> tuple[ProductContraindication, ...]:
    """Return what single products say of a condition that the family does not name."""
    if _named_by_label(inquiry, condition):
        return ()
    rows = inquiry.profile.contraindications.in_some_products
    return tuple(row for row in rows if row.condition is condition)


def _by(inquiry: Inquiry, condition: Condition) -> str:
    """Say "contraindicated" only where this label does."""
    if _named_by_label(inquiry, condition):
        return "contraindicated"
    return "contraindicated-in-some" if _in_some(inquiry, condition) else "not-started-with"


def _basis(inquiry: Inquiry, condition: Condition) -> Basis:
    by_label = _named_by_label(inquiry, condition) or _in_some(inquiry, condition)
    return Basis.LABEL if by_label else Basis.POLICY


def _named(inquiry: Inquiry, condition: Condition) -> Values:
    """Return the words of a sentence on a contraindication, with the products it is of."""
    values: Values = (("label", inquiry.label), ("condition", condition.value))
    products = dict.fromkeys(row.product for row in _in_some(inquiry, condition))
    return (*values, ("product", ", ".join(products))) if products else values


def _against(inquiry: Inquiry, condition: Condition) -> tuple[Citation, ...]:
    if _named_by_label(inquiry, condition):
        return citations_of(inquiry.profile.contraindications.conditions)
    licence, some = inquiry.policy.licence, _in_some(inquiry, condition)
    if some:
        return (*(row.citation for row in some), licence.in_some_products.citation)
    return (licence.never_started_with.citation,)


def _elsewhere(inquiry: Inquiry, condition: Condition) -> tuple[Remark, ...]:
    """Say what the text of another product has on what one product's forbids."""
    some = _in_some(inquiry, condition)
    read = [row.not_in for row in some if isinstance(row.not_in, Silent)]
    if read:
        return (remark("other-products-silent", *(leaf.citation for leaf in read)),)
    return (remark("other-products-unread"),) if some else ()


def _too_young(inquiry: Inquiry) -> Finding:
    posology, limit = inquiry.posology, inquiry.profile.child.not_established_below
    said = isinstance(limit, Stated) and inquiry.patient.age_months < limit.value
    return Finding(
        "age-not-established" if said else "age-not-covered",
        Severity.WARNING,
        Basis.LABEL,
        values=(("label", inquiry.label), ("age", Months(posology.youngest or 0))),
        cited=posology.cited("youngest"),
        remarks=(remark("another-label-or-specialist"),),
    )


def _uncovered(inquiry: Inquiry, citations: tuple[Citation, ...]) -> Finding:
    return Finding(
        "indication-not-covered",
        Severity.WARNING,
        Basis.LABEL,
        values=(("label", inquiry.label), ("indication", _word(inquiry.patient.indication))),
        cited=citations,
        remarks=(remark("another-label-or-specialist"),),
    )


def _contraindicated(inquiry: Inquiry, condition: Condition) -> Finding:
    return Finding(
        _by(inquiry, condition),
        Severity.CRITICAL,
        _basis(inquiry, condition),
        values=_named(inquiry, condition),
        cited=_against(inquiry, condition),
        remarks=(*_elsewhere(inquiry, condition), remark("act-contraindicated")),
    )


def _untold(inquiry: Inquiry) -> Finding:
    covered = inquiry.profile.indications.covered
    return Finding(
        "indication-unknown",
        Severity.INFO,
        Basis.RECORD,
        values=(("label", inquiry.label),),
        cited=(Citation(RECORD, "indication"), *citations_of(covered)),
    )


def _indications_unread(inquiry: Inquiry, licence: Licence) -> tuple[Finding, ...]:
    """Say when nobody has read which causes of spasticity the label covers."""
    if isinstance(inquiry.profile.indications.covered, Stated) or not licence.in_scope:
        return ()
    cited = (inquiry.policy.licence.causes_of_spasticity.citation,)
    values = (("label", inquiry.label),)
    return (Finding("indications-unread", Severity.INFO, Basis.POLICY, values, cited),)


def _adult_age_unread(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say that the age of the adult schedule is ours where nobody read the label's."""
    posology = inquiry.posology
    if isinstance(inquiry.profile.adult.from_age, Stated) or not posology.is_child:
        return ()
    values = (("label", inquiry.label), ("age", Months(posology.adult_from)))
    cited = posology.cited("adult_from")
    return (Finding("adult-age-unread", Severity.INFO, Basis.POLICY, values, cited),)


def _word(indication: Indication) -> str:
    return indication.value.replace("parkinsons", "Parkinson's")
