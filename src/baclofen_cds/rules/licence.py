"""Whether a label covers this patient: age, indication, contraindications."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.amounts import Months
from baclofen_cds.deciding.limits import is_below
from baclofen_cds.decisions import Finding, Remark, Severity, Values
from baclofen_cds.knowledge.schema import ProductContraindication, citations_of
from baclofen_cds.rules.inquiry import RECORD, Inquiry, remark
from baclofen_cds.rules.lower_start import lower_start_findings
from baclofen_cds.sources import Basis, Citation, Leaf, Silent, Stated
from baclofen_cds.vocabulary import Condition, Indication

__all__ = [
    "Licence",
    "adult_from",
    "below_adult",
    "child_age_unread",
    "licence_findings",
    "licence_of",
    "not_checked",
    "taking_findings",
    "too_young",
]


_LOOKED_AT = frozenset({Condition.END_OF_LIFE_CARE})


@frozen
class Licence:
    """What a label's licence means for a patient.

    Parameters
    ----------
    too_young
        The age below which the label does not establish the use, when the patient is.
    not_covered
        Whether the indication is one the label leaves out, or does not list.
    contraindicated
        The conditions the patient has with which the label forbids the use.
    missing
        Facts without which the licence cannot be judged.
    not_told
        Contraindicated conditions that are neither recorded nor ruled out.
    beside_intrathecal
        Whether baclofen is given into the spinal canal too, of which no label here speaks.
    """

    too_young: Stated[Months] | None
    not_covered: tuple[Citation, ...]
    contraindicated: tuple[Condition, ...]
    missing: tuple[str, ...]
    not_told: tuple[str, ...]
    beside_intrathecal: bool

    @property
    def in_scope(self) -> bool:
        """Whether the label covers the patient's age and indication, and tablets alone."""
        return self.too_young is None and not self.not_covered and not self.beside_intrathecal


def licence_of(inquiry: Inquiry) -> Licence:
    """Judge whether the label covers this patient."""
    patient, profile = inquiry.patient, inquiry.profile
    against = profile.contraindications.conditions
    ours = inquiry.policy.licence.never_started_with.value
    label: tuple[Condition, ...] = against.value if isinstance(against, Stated) else ()
    some = tuple(row.condition for row in profile.contraindications.in_some_products)
    named = tuple(dict.fromkeys((*label, *some, *ours)))
    told = patient.conditions | patient.ruled_out
    unknown = patient.indication is Indication.UNKNOWN
    return Licence(
        too_young=too_young(inquiry),
        not_covered=() if unknown else _not_covered(inquiry),
        contraindicated=tuple(c for c in named if c in patient.conditions),
        missing=("indication",) if unknown else (),
        not_told=tuple(c.name.lower() for c in named if c not in told),
        beside_intrathecal=patient.intrathecal_baclofen,
    )


def adult_from(inquiry: Inquiry) -> Stated[Months]:
    """Return the age of the label's adult schedule; where nobody read it, the policy's."""
    own = inquiry.profile.adult.from_age
    return own if isinstance(own, Stated) else inquiry.policy.plausibility_leaves.adult_from


def below_adult(inquiry: Inquiry) -> bool:
    """Whether the patient is too young for the adult schedule."""
    return is_below(inquiry.patient.age_months, adult_from(inquiry).value)


def too_young(inquiry: Inquiry) -> Stated[Months] | None:
    """Return the label's youngest age when the patient is below it."""
    if not below_adult(inquiry):
        return None
    child, adult = inquiry.profile.child, inquiry.profile.adult
    months = inquiry.patient.age_months
    for limit in (child.not_established_below, child.from_age):
        if isinstance(limit, Stated) and is_below(months, limit.value):
            return limit
    if isinstance(child.from_age, Stated) or isinstance(child.start_per_kg, Stated):
        return None
    return adult.from_age if isinstance(adult.from_age, Stated) else None


def child_age_unread(inquiry: Inquiry) -> bool:
    """Whether a child is younger than the policy starts where no youngest age was read."""
    months, ours = inquiry.patient.age_months, inquiry.policy.licence.children_from
    unread = not isinstance(inquiry.profile.child.from_age, Stated)
    return unread and below_adult(inquiry) and is_below(months, ours.value)


def _not_covered(inquiry: Inquiry) -> tuple[Citation, ...]:
    listed = inquiry.profile.indications
    covered: Leaf[tuple[Indication, ...]] = (
        listed.children_covered if below_adult(inquiry) else listed.covered
    )
    wanted = inquiry.patient.indication
    if isinstance(listed.excluded, Stated) and wanted in listed.excluded.value:
        return (listed.excluded.citation,)
    if isinstance(covered, Stated):
        return () if wanted in covered.value else (covered.citation,)
    spasticity = inquiry.policy.licence.causes_of_spasticity
    return () if wanted in spasticity.value else (spasticity.citation,)


def licence_findings(inquiry: Inquiry, licence: Licence) -> tuple[Finding, ...]:
    """Say what the label's licence means for a start."""
    found = []
    if licence.too_young is not None:
        found.append(_too_young(inquiry, licence.too_young))
    if licence.not_covered:
        found.append(_uncovered(inquiry, licence.not_covered))
    found.extend(_contraindicated(inquiry, condition) for condition in licence.contraindicated)
    if "indication" in licence.missing:
        found.append(_untold(inquiry))
    found.extend(_indications_unread(inquiry, licence))
    if not below_adult(inquiry):
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


def _too_young(inquiry: Inquiry, limit: Stated[Months]) -> Finding:
    said = limit is inquiry.profile.child.not_established_below
    return Finding(
        "age-not-established" if said else "age-not-covered",
        Severity.WARNING,
        Basis.LABEL,
        values=(("label", inquiry.label), ("age", limit.value)),
        cited=(limit.citation,),
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
    used = adult_from(inquiry)
    if used is inquiry.profile.adult.from_age or not below_adult(inquiry):
        return ()
    values = (("label", inquiry.label), ("age", used.value))
    cited = (used.citation,)
    return (Finding("adult-age-unread", Severity.INFO, Basis.POLICY, values, cited),)


def _word(indication: Indication) -> str:
    return indication.value.replace("parkinsons", "Parkinson's")
