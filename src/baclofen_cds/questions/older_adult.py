"""What age changes: for a start that is considered, and for what is taken."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.amounts import Months
from baclofen_cds.calls import by_name
from baclofen_cds.case.applies import applying
from baclofen_cds.case.case import Inquiry, inquire, taking_of
from baclofen_cds.cautions.kidneys import kidney_findings
from baclofen_cds.cautions.older_adult import older_adult_findings
from baclofen_cds.cautions.record import standing_findings
from baclofen_cds.decisions import Decision, Ending, Finding, Outcome, Severity, later
from baclofen_cds.knowledge.schema.label import Guidance, Profile, Statement
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.questions.caution import Caution
from baclofen_cds.questions.ending import end
from baclofen_cds.regimen import NotTaking, Taking
from baclofen_cds.sources import Basis, Silent, Stated
from baclofen_cds.texts import SettingText
from baclofen_cds.vocabulary import Setting

__all__ = ["AgeCaution", "age_decision", "older_adult_caution"]


@frozen(kw_only=True)
class AgeCaution(Caution):
    """What age changes.

    Parameters
    ----------
    older_adult
        Whether the patient counts as an older adult.
    from_age
        The age from which that is so, in months.
    basis
        Whose age that is: the label's, or this project's.
    """

    older_adult: bool
    from_age: Months
    basis: Basis


@by_name
def older_adult_caution(
    patient: Patient,
    now: Taking,
    *,
    profile: Profile,
    setting: Setting | SettingText = Setting.UNKNOWN,
    guidance: tuple[Guidance, ...] | None = None,
    policy: Policy | None = None,
) -> Decision[AgeCaution]:
    """Say what being an older adult changes for this patient.

    Parameters
    ----------
    patient : Patient
        Who it is about.
    now : Regimen, NOT_TAKING or UNREADABLE
        What the patient takes.
    profile : Profile
        The label that speaks.
    setting : Setting or str
        Where the patient is treated.
    guidance : tuple of Guidance, optional
        Every shipped guideline and study, unless narrowed; ``()`` for none.
    policy : Policy, optional
        Replaces the shipped one, its windows of plausibility included.

    Returns
    -------
    Decision of AgeCaution
        Always answered; ``stated`` or ``silent`` as the label is on older adults.

    Raises
    ------
    InputError
        If an argument is of a type that is not accepted.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> decision = bc.older_adult_caution(
    ...     bc.Patient(age=78 * bc.ureg.year, as_of=dt.date(2026, 3, 10)),
    ...     bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3),
    ...     profile=bc.get_profile("us-spasticity"),
    ... )
    >>> decision.answer.older_adult, [finding.code for finding in decision.findings]
    (True, ['older-adult-taking'])
    """
    inquiry = inquire(patient, profile=profile, guidance=guidance, policy=policy, setting=setting)
    return age_decision(inquiry, taking_of(now, inquiry))


def age_decision(inquiry: Inquiry, taking: Taking) -> Decision[AgeCaution]:
    """Answer on age; what is said of it is made when it is read."""
    posology, own = inquiry.posology, inquiry.profile.older_adult.from_age
    older = posology.older
    answer = AgeCaution(
        avoid=later(lambda: bool(older and _avoiding(inquiry, taking))),
        citations=posology.cited("older_from"),
        older_adult=older,
        from_age=Months(posology.older_from),
        basis=Basis.LABEL if isinstance(own, Stated) else Basis.POLICY,
    )
    return end(
        "older_adult_caution",
        inquiry,
        Ending(_outcome(inquiry) if older else Outcome.POLICY, answer),
        said=lambda: _all_findings(inquiry, taking) if older else (),
        missing=lambda: inquiry.kidneys.missing if older else (),
        taking=taking,
    )


def _all_findings(inquiry: Inquiry, taking: Taking) -> tuple[Finding, ...]:
    beside = (*_kidneys(inquiry, taking), *standing_findings(inquiry, taking))
    return (*older_adult_findings(inquiry, taking), *beside)


def _kidneys(inquiry: Inquiry, taking: Taking) -> tuple[Finding, ...]:
    """Carry what weighs more than age: the warnings about the kidneys."""
    found = kidney_findings(inquiry, taking, starting=isinstance(taking, NotTaking))
    return tuple(f for f in found if f.severity is not Severity.INFO)


def _outcome(inquiry: Inquiry) -> Outcome:
    said = inquiry.profile.older_adult
    if isinstance(said.start, Stated) or isinstance(said.advice, Stated):
        return Outcome.STATED
    return Outcome.SILENT if isinstance(said.start, Silent) else Outcome.UNREAD


def _avoiding(inquiry: Inquiry, taking: Taking) -> list[Statement]:
    """Return what says "avoid" to people of an age, and applies to this patient."""
    starting = isinstance(taking, NotTaking)
    statements = (statement for _, statement in applying(inquiry, starting=starting))
    return [statement for statement in statements if statement.avoid and statement.from_age]
