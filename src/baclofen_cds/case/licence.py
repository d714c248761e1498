"""Whether a label covers this patient: age, indication, contraindications."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.amounts import Months
from baclofen_cds.case.case import Inquiry
from baclofen_cds.sources import Citation, Leaf, Stated
from baclofen_cds.vocabulary import Condition, Indication

__all__ = [
    "Licence",
    "adult_from",
    "below_adult",
    "child_age_unread",
    "in_childhood",
    "licence_of",
    "too_young",
]


def in_childhood(inquiry: Inquiry) -> bool:
    """Whether somebody is a child here: too young for the label's adult schedule, or for ours.

    Some labels treat young people as adults; the later of the two ages is the cautious one.
    """
    ours = inquiry.policy.age.adult_from.value
    return below_adult(inquiry) or inquiry.patient.age_months < ours


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
    return own if isinstance(own, Stated) else inquiry.policy.age.adult_from


def below_adult(inquiry: Inquiry) -> bool:
    """Whether the patient is too young for the adult schedule."""
    # Asked many times an answer, and so of plain numbers: a plus takes them out.
    return +inquiry.patient.age_months < +adult_from(inquiry).value


def too_young(inquiry: Inquiry) -> Stated[Months] | None:
    """Return the label's youngest age when the patient is below it."""
    if not below_adult(inquiry):
        return None
    child, adult = inquiry.profile.child, inquiry.profile.adult
    months = inquiry.patient.age_months
    for limit in (child.not_established_below, child.from_age):
        if isinstance(limit, Stated) and months < limit.value:
            return limit
    if isinstance(child.from_age, Stated) or isinstance(child.start_per_kg, Stated):
        return None
    return adult.from_age if isinstance(adult.from_age, Stated) else None


def child_age_unread(inquiry: Inquiry) -> bool:
    """Whether a child is younger than the policy starts where no youngest age was read."""
    months, ours = inquiry.patient.age_months, inquiry.policy.licence.children_from
    unread = not isinstance(inquiry.profile.child.from_age, Stated)
    return unread and below_adult(inquiry) and months < ours.value


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
