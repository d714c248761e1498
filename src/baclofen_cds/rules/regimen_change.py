"""A change that is about to be ordered: too large, too soon, or a stop."""

from __future__ import annotations

from baclofen_cds.amounts import MicrogramsPerDay
from baclofen_cds.deciding.changes import ChangeKind, ChangeProblem, is_abrupt, kind_of, use_known
from baclofen_cds.deciding.limits import is_above
from baclofen_cds.decisions import Decision, Finding, Outcome, worst_first
from baclofen_cds.errors import is_a, wrong_type
from baclofen_cds.knowledge.schema import Guidance, Profile
from baclofen_cds.knowledge.schema_policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import NotTaking, Regimen, Stop, Taking, Unreadable
from baclofen_cds.rules.age_caution import older_adult_findings
from baclofen_cds.rules.change_steps import (
    ChangeCheck,
    Compared,
    compare_division,
    compare_increase,
    compare_reduction,
    compare_start,
)
from baclofen_cds.rules.deceased import for_the_living
from baclofen_cds.rules.inquiry import (
    Inquiry,
    days_told,
    inquire,
    nothing_taken,
    taking_of,
    unknowns,
)
from baclofen_cds.rules.kidney_caution import kidney_findings
from baclofen_cds.rules.kidney_notes import kidney_notes
from baclofen_cds.rules.licence import taking_findings
from baclofen_cds.rules.lower_start import lower_start_findings
from baclofen_cds.rules.maximum_findings import maximum_findings
from baclofen_cds.rules.medicines_caution import medicine_findings
from baclofen_cds.rules.standing import standing_findings
from baclofen_cds.rules.stopping import abrupt_stop, go_on, serious_reaction
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import Setting, StopReason

__all__ = ["check_regimen_change"]


def check_regimen_change(
    patient: Patient,
    *,
    before: Taking,
    after: Regimen | Stop,
    held_for: Quantity | None,
    profile: Profile,
    exposure: Quantity | None = None,
    setting: Setting = Setting.UNKNOWN,
    guidance: tuple[Guidance, ...] | None = None,
    policy: Policy | None = None,
) -> Decision[ChangeCheck]:
    """Check a change before it is ordered.

    An increase is compared with one step of the label, in size and in the days before it;
    a reduction with the largest drop of the label's taper or of our policy; a stop with
    how long baclofen has been taken. What withholds a start withholds the answer on an
    increase; its findings are given all the same. Where the label gives no size for an
    increase, a bound of our policy is used.

    Parameters
    ----------
    patient : Patient
        Who it is about.
    before : Regimen, NOT_TAKING or UNREADABLE
        What is taken now.
    after : Regimen or Stop
        What is meant to be taken, or a stop with its reason. Nothing else is a change.
    held_for : Quantity or None
        How long ``before`` has been taken unchanged; ``None`` when that is not known.
    profile : Profile
        The label that speaks.
    exposure : Quantity, optional
        How long baclofen has been taken in all. Unknown counts as long.
    setting : Setting
        Where the patient is treated.
    guidance : tuple of Guidance, optional
        Every shipped guideline and study, unless narrowed; they add findings only.
    policy : Policy, optional
        Replaces the shipped one.

    Returns
    -------
    Decision of ChangeCheck
        ``stated`` where the step is the label's, ``policy`` where it is ours.

    Raises
    ------
    InputError, UnitError
        If an argument is of a type or unit that is not accepted.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> decision = bc.check_regimen_change(
    ...     bc.Patient(age=45 * bc.ureg.year, as_of=dt.date(2026, 3, 10)),
    ...     before=bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3),
    ...     after=bc.Stop(reason=bc.StopReason.NO_BENEFIT),
    ...     held_for=180 * bc.ureg.day,
    ...     profile=bc.get_profile("us-spasticity"),
    ... )
    >>> [problem.value for problem in decision.answer.problems], decision.severity.value
    (['abrupt'], 'critical')
    """
    inquiry = inquire(patient, profile=profile, guidance=guidance, policy=policy, setting=setting)
    taking, change = taking_of(before, "before"), _change(after)
    held = days_told(held_for, "held_for", inquiry)
    used = days_told(exposure, "exposure", inquiry)
    ended = _checked(inquiry, taking, change, held, used)
    decision = Decision(
        question="check_regimen_change",
        outcome=ended.outcome,
        findings=worst_first(
            (*ended.findings, *_besides(inquiry, taking, change), *_untold(taking, ended))
        ),
        unknown=unknowns(*ended.missing),
        provenance=inquiry.provenance(
            asked=(
                ("before", taking),
                ("after", change),
                ("held_for", held),
                ("exposure", used),
            )
        ),
        answer=ended.answer,
    )
    return for_the_living(inquiry, decision)


def _change(after: Regimen | Stop) -> Regimen | Stop:
    if is_a(after, (Regimen, Stop)):
        return after
    hint = "Write bc.Stop(reason=bc.StopReason.NO_BENEFIT)."
    raise wrong_type(after, "after", "a bc.Regimen or a bc.Stop", hint)


def _checked(
    inquiry: Inquiry, taking: Taking, change: Regimen | Stop, held: int | None, used: int | None
) -> Compared:
    if isinstance(change, Stop):
        return _stop(inquiry, taking, change, held, used)
    if isinstance(taking, Unreadable):
        return Compared(Outcome.INSUFFICIENT_DATA, missing=("regimen",))
    if isinstance(taking, NotTaking):
        return compare_start(inquiry, change)
    kind = kind_of(taking.micrograms_per_day, change.micrograms_per_day)
    if kind is ChangeKind.INCREASE:
        return compare_increase(inquiry, taking, change, held)
    if kind is ChangeKind.REDUCTION:
        return compare_reduction(inquiry, taking, change, held)
    return compare_division(inquiry, taking, change)


def _stop(
    inquiry: Inquiry, taking: Taking, stop: Stop, held: int | None, used: int | None
) -> Compared:
    """Judge a stop by how long baclofen was taken; a dose held is a use at least as long.

    A serious adverse reaction changes who decides, not that a stop is abrupt.
    """
    if isinstance(taking, NotTaking):
        return Compared(Outcome.OUT_OF_SCOPE)
    limit = inquiry.policy.taper.abrupt_after
    used_for = use_known(held, used, limit.value)
    serious = stop.reason is StopReason.SERIOUS_ADVERSE_REACTION
    finding = serious_reaction(inquiry) if serious else abrupt_stop(inquiry, used_for)
    problems = (ChangeProblem.ABRUPT,) if is_abrupt(used_for, limit.value) else ()
    answer = ChangeCheck(ChangeKind.STOP, problems, MicrogramsPerDay(0), (limit.citation,))
    missing = () if used_for is not None or serious else ("exposure",)
    return Compared(Outcome.POLICY, answer, (finding,), missing)


def _besides(inquiry: Inquiry, taking: Taking, change: Regimen | Stop) -> tuple[Finding, ...]:
    """Say what else weighs on the change: limits, kidneys, age, other medicines, the licence."""
    if isinstance(taking, NotTaking):
        if isinstance(change, Stop):
            return (nothing_taken(),)
        return maximum_findings(inquiry, change)
    weighed: Taking = taking
    above: tuple[Finding, ...] = ()
    if isinstance(change, Regimen):
        weighed = _larger(taking, change)
        day = taking if isinstance(taking, Unreadable) else change
        above = maximum_findings(inquiry, day)
    proposed = weighed is not taking
    return (
        *above,
        *kidney_findings(inquiry, weighed, starting=False, proposed=proposed),
        *kidney_notes(inquiry, weighed, starting=False, rising=proposed),
        *older_adult_findings(inquiry, taking),
        *lower_start_findings(inquiry),
        *medicine_findings(inquiry, starting=False),
        *taking_findings(inquiry),
        *standing_findings(inquiry),
    )


def _untold(taking: Taking, ended: Compared) -> tuple[Finding, ...]:
    return () if isinstance(taking, NotTaking) else go_on(ended.outcome)


def _larger(taking: Taking, change: Regimen) -> Taking:
    """Return the day with the higher total; what cannot be read counts as higher."""
    if isinstance(taking, Regimen):
        rises = is_above(change.micrograms_per_day, taking.micrograms_per_day)
        return change if rises else taking
    return taking if isinstance(taking, Unreadable) else change
