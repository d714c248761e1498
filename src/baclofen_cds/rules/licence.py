"""Whether a label covers this patient: age, indication, contraindications."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.amounts import Months
from baclofen_cds.decisions import Finding, Severity
from baclofen_cds.knowledge.schema import citations_of
from baclofen_cds.rules.inquiry import RECORD, Inquiry, remark
from baclofen_cds.sources import Basis, Citation, Leaf, Stated
from baclofen_cds.vocabulary import Condition, Indication

__all__ = [
    "Licence",
    "below_adult",
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
    """

    too_young: Stated[Months] | None
    not_covered: tuple[Citation, ...]
    contraindicated: tuple[Condition, ...]
    missing: tuple[str, ...]
    not_told: tuple[str, ...]

    @property
    def in_scope(self) -> bool:
        """Whether the label covers the patient's age and indication."""
        return self.too_young is None and not self.not_covered


def licence_of(inquiry: Inquiry) -> Licence:
    """Judge whether the label covers this patient."""
    patient, profile = inquiry.patient, inquiry.profile
    against = profile.contraindications.conditions
    ours = inquiry.policy.licence.never_started_with.value
    label: tuple[Condition, ...] = against.value if isinstance(against, Stated) else ()
    named = tuple(dict.fromkeys((*label, *ours)))
    told = patient.conditions | patient.ruled_out
    unknown = patient.indication is Indication.UNKNOWN
    return Licence(
        too_young=too_young(inquiry),
        not_covered=() if unknown else _not_covered(inquiry),
        contraindicated=tuple(c for c in named if c in patient.conditions),
        missing=("indication",) if unknown else (),
        not_told=tuple(c.name.lower() for c in named if c not in told),
    )


def below_adult(inquiry: Inquiry) -> bool:
    """Whether the patient is too young for the adult schedule, or nobody read from when."""
    adult_from = inquiry.profile.adult.from_age
    return not (isinstance(adult_from, Stated) and inquiry.patient.age_months >= adult_from.value)


def too_young(inquiry: Inquiry) -> Stated[Months] | None:
    """Return the label's youngest age when the patient is below it."""
    if not below_adult(inquiry):
        return None
    child, adult = inquiry.profile.child, inquiry.profile.adult
    months = inquiry.patient.age_months
    for limit in (child.not_established_below, child.from_age):
        if isinstance(limit, Stated) and months < limit.value:
            return limit
    if isinstance(child.from_age, Stated):
        return None
    return adult.from_age if isinstance(adult.from_age, Stated) else None


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
    return (*found, *not_checked(inquiry))


def taking_findings(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say what the label's licence means for someone who takes baclofen already."""
    licence = licence_of(inquiry)
    then = (remark("act-review-taking"), remark("do-not-stop-suddenly"))
    found = [
        Finding(
            f"{_by(inquiry, condition)}-taking",
            Severity.WARNING,
            _basis(inquiry, condition),
            values=(("label", inquiry.label), ("condition", condition.value)),
            cited=_against(inquiry, condition),
            remarks=then,
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
    return (*found, *not_checked(inquiry))


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


def _by(inquiry: Inquiry, condition: Condition) -> str:
    """Say "contraindicated" only where this label does."""
    return "contraindicated" if _named_by_label(inquiry, condition) else "not-started-with"


def _basis(inquiry: Inquiry, condition: Condition) -> Basis:
    return Basis.LABEL if _named_by_label(inquiry, condition) else Basis.POLICY


def _against(inquiry: Inquiry, condition: Condition) -> tuple[Citation, ...]:
    if _named_by_label(inquiry, condition):
        return citations_of(inquiry.profile.contraindications.conditions)
    return (inquiry.policy.licence.never_started_with.citation,)


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
        values=(("label", inquiry.label), ("condition", condition.value)),
        cited=_against(inquiry, condition),
        remarks=(remark("act-contraindicated"),),
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


def _word(indication: Indication) -> str:
    return indication.value.replace("parkinsons", "Parkinson's")
