"""A change that is about to be ordered: too large, too soon, or a stop."""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

from baclofen_cds.amounts import MicrogramsPerDay
from baclofen_cds.calls import by_name
from baclofen_cds.case.case import (
    Inquiry,
    check_again,
    days_told,
    inquire,
    makeable_told,
    taking_of,
)
from baclofen_cds.cautions.kidney_notes import kidney_notes
from baclofen_cds.cautions.kidneys import kidney_findings
from baclofen_cds.cautions.licence import taking_findings
from baclofen_cds.cautions.limits import maximum_findings
from baclofen_cds.cautions.lower_start import lower_start_findings
from baclofen_cds.cautions.medicines import medicine_findings
from baclofen_cds.cautions.older_adult import older_adult_findings
from baclofen_cds.cautions.record import standing_findings
from baclofen_cds.cautions.saying import nothing_taken, remark
from baclofen_cds.deciding.changes import ChangeKind, ChangeProblem, StopKind, kind_of, use_known
from baclofen_cds.decisions import Decision, Ending, Finding, Outcome, Severity
from baclofen_cds.errors import is_a, wrong_type
from baclofen_cds.knowledge.schema.label import Guidance, Profile
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.makeable import Makeable
from baclofen_cds.patient import Patient
from baclofen_cds.questions.ending import end, go_on
from baclofen_cds.questions.steps.change_steps import (
    ChangeCheck,
    compare_division,
    compare_increase,
    compare_start,
)
from baclofen_cds.questions.steps.reduction import compare_reduction
from baclofen_cds.questions.steps.stopping import (
    ABRUPT,
    kind_of_stop,
    serious_reaction,
    stop_finding,
)
from baclofen_cds.regimen import NotTaking, Regimen, Stop, Taking, Unreadable
from baclofen_cds.texts import SettingText
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import Setting, StopReason

__all__ = ["check_regimen_change"]

_WATCHED: Final = frozenset({"act-dialysis-taking", "act-impaired-taking", "act-severe-taking"})
"""What is said where the kidneys hold baclofen back."""

_GO_ON: Final = frozenset({*_WATCHED, "do-not-stop-suddenly", "no-dialysis-taper"})
"""What is said of going on, or of a taper, to someone who takes baclofen."""


@frozen
class _Told:
    """What was told of the time, and of what can be made."""

    held: int | None
    used: int | None
    makeable: Makeable | None


@by_name
def check_regimen_change(
    patient: Patient,
    *,
    before: Taking,
    after: Regimen | Stop,
    held_for: Quantity | None,
    profile: Profile,
    exposure: Quantity | None = None,
    smallest_dose: Quantity | Makeable | None = None,
    setting: Setting | SettingText = Setting.UNKNOWN,
    guidance: tuple[Guidance, ...] | None = None,
    policy: Policy | None = None,
) -> Decision[ChangeCheck]:
    """Check a change before it is ordered.

    An increase is compared with one step of the label, in size and in the days before it;
    a reduction with one drop of a taper, in size and in the days before it; a stop with how
    much baclofen has been taken, and for how long. What withholds a start withholds the
    answer on an increase; its findings are given all the same. Where the label gives no size
    for an increase, a bound of our policy is used.

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
    smallest_dose : Quantity, SmallestDose or Makeable, optional
        The smallest dose that can be made, for a reduction or a stop; left out, the policy's.
    setting : Setting or str
        Where the patient is treated.
    guidance : tuple of Guidance, optional
        Every shipped guideline and study, unless narrowed; they add findings only.
    policy : Policy, optional
        Replaces the shipped one, its windows of plausibility included.

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
    taking, change = taking_of(before, inquiry, "before"), _change(after, inquiry)
    held = days_told(held_for, "held_for", inquiry)
    used = days_told(exposure, "exposure", inquiry)
    makeable = makeable_told(smallest_dose, inquiry)
    told = _Told(held, used, makeable)
    ended = _checked(inquiry, taking, change, told)
    return end(
        "check_regimen_change",
        inquiry,
        ended,
        said=lambda: (
            *ended.findings,
            *_besides(inquiry, taking, change, told),
            *_untold(taking, ended),
        ),
        asked=(
            ("before", taking),
            ("after", change),
            ("held_for", held),
            ("exposure", used),
            ("smallest_dose", makeable),
        ),
    )


def _change(after: Regimen | Stop, inquiry: Inquiry) -> Regimen | Stop:
    if is_a(after, (Regimen, Stop)):
        if inquiry.own is not None:
            check_again(after, inquiry.own, "after")
        return after
    hint = "Write bc.Stop(reason=bc.StopReason.NO_BENEFIT)."
    raise wrong_type(after, "after", "a bc.Regimen or a bc.Stop", hint)


def _checked(
    inquiry: Inquiry, taking: Taking, change: Regimen | Stop, told: _Told
) -> Ending[ChangeCheck]:
    if isinstance(change, Stop):
        return _stop(inquiry, taking, change, told)
    if isinstance(taking, Unreadable):
        return Ending(Outcome.INSUFFICIENT_DATA, missing=("regimen",))
    if isinstance(taking, NotTaking):
        return compare_start(inquiry, change)
    kind = kind_of(taking.micrograms_per_day, change.micrograms_per_day)
    if kind is ChangeKind.INCREASE:
        return compare_increase(inquiry, taking, change, told.held)
    if kind is ChangeKind.REDUCTION:
        days = {"held": told.held, "used": told.used}
        return compare_reduction(inquiry, taking, change, **days, told=told.makeable)
    return compare_division(inquiry, taking, change)


def _stop(inquiry: Inquiry, taking: Taking, stop: Stop, told: _Told) -> Ending[ChangeCheck]:
    """Judge a stop by how much baclofen was taken, and how long.

    A serious adverse reaction changes who decides, not that a stop is abrupt.
    """
    if isinstance(taking, NotTaking):
        return Ending(Outcome.OUT_OF_SCOPE)
    kind, used_for = _kind_of_stop(inquiry, taking, told)
    plain = stop_finding(inquiry, taking, kind, used_for)
    serious = stop.reason is StopReason.SERIOUS_ADVERSE_REACTION
    finding = serious_reaction(inquiry, kind) if serious else plain
    problems = (ChangeProblem.ABRUPT,) if kind in ABRUPT else ()
    answer = ChangeCheck(ChangeKind.STOP, problems, MicrogramsPerDay(0), plain.cited)
    matters = used_for is None and kind is StopKind.ABRUPT and not serious
    return Ending(Outcome.POLICY, answer, (finding,), ("exposure",) if matters else ())


def _kind_of_stop(
    inquiry: Inquiry, taking: Regimen | Unreadable, told: _Told
) -> tuple[StopKind, int | None]:
    """Name what a stop is; a dose held is a use at least as long."""
    used_for = use_known(told.held, told.used, inquiry.policy.stop.abrupt_after.value)
    return kind_of_stop(inquiry, taking, used_for, told.makeable), used_for


def _besides(
    inquiry: Inquiry, taking: Taking, change: Regimen | Stop, told: _Told
) -> tuple[Finding, ...]:
    """Say what else weighs on the change: limits, kidneys, age, other medicines, the licence."""
    if isinstance(taking, NotTaking):
        if isinstance(change, Stop):
            return (nothing_taken(),)
        return maximum_findings(inquiry, change)
    weighed = _larger(taking, change) if isinstance(change, Regimen) else taking
    proposed = weighed is not taking
    found = (
        *_limits(inquiry, taking, change),
        *kidney_findings(inquiry, weighed, starting=False, proposed=proposed),
        *kidney_notes(inquiry, weighed, starting=False, rising=proposed),
        *older_adult_findings(inquiry, taking),
        *lower_start_findings(inquiry),
        *medicine_findings(inquiry, starting=False),
        *taking_findings(inquiry),
        *standing_findings(inquiry, weighed),
    )
    if isinstance(change, Stop):
        kind, _ = _kind_of_stop(inquiry, taking, told)
        return tuple(map(_after_few_days, found)) if kind is StopKind.FEW_DAYS else found
    return found


def _limits(
    inquiry: Inquiry, taking: Regimen | Unreadable, change: Regimen | Stop
) -> tuple[Finding, ...]:
    """Say where the day that is meant stands; a reduction to it is the way down."""
    if isinstance(change, Stop):
        return ()
    if isinstance(taking, Unreadable):
        return maximum_findings(inquiry, taking)
    found = maximum_findings(inquiry, change)
    kind = kind_of(taking.micrograms_per_day, change.micrograms_per_day)
    return tuple(map(_on_the_way_down, found)) if kind is ChangeKind.REDUCTION else found


def _on_the_way_down(finding: Finding) -> Finding:
    """Return what is said of a day as information, where a higher one is left for it."""
    return evolve(finding, severity=Severity.INFO, remarks=(remark("act-on-the-way-down"),))


def _after_few_days(finding: Finding) -> Finding:
    """Return what is said beside a stop that asks for no taper, without asking for one."""
    kept = tuple(said for said in finding.remarks if said.code not in _GO_ON)
    watch = any(said.code in _WATCHED for said in finding.remarks)
    return evolve(finding, remarks=(*((remark("act-toxicity"),) if watch else ()), *kept))


def _untold(taking: Taking, ended: Ending[ChangeCheck]) -> tuple[Finding, ...]:
    return () if isinstance(taking, NotTaking) else go_on(ended.outcome)


def _larger(taking: Taking, change: Regimen) -> Taking:
    """Return the day with the higher total; what cannot be read counts as higher."""
    if isinstance(taking, Regimen):
        kind = kind_of(taking.micrograms_per_day, change.micrograms_per_day)
        rises = kind is ChangeKind.INCREASE
        return change if rises else taking
    return taking if isinstance(taking, Unreadable) else change
