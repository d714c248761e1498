"""A change that is about to be ordered: too large, too soon, or a stop."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from baclofen_cds import units
from baclofen_cds.amounts import Days, MicrogramsPerDay
from baclofen_cds.decisions import Decision, Finding, Outcome, Severity, Values, worst_first
from baclofen_cds.errors import wrong_type
from baclofen_cds.knowledge.schema import Guidance, Profile, Range
from baclofen_cds.knowledge.schema_policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import NotTaking, Regimen, Stop, Taking, Unreadable
from baclofen_cds.rules.increase import increase_outcome, increase_withheld
from baclofen_cds.rules.inquiry import (
    RECORD,
    Inquiry,
    inquire,
    nothing_taken,
    record_findings,
    remark,
    taking_of,
    unknowns,
)
from baclofen_cds.rules.kidney_caution import kidney_findings
from baclofen_cds.rules.kidney_notes import kidney_notes
from baclofen_cds.rules.licence import taking_findings
from baclofen_cds.rules.limits import Limits
from baclofen_cds.rules.maximum_findings import maximum_findings
from baclofen_cds.rules.medicines_caution import medicine_findings
from baclofen_cds.rules.rises import NoRise, hold_of, rise_from, top_of
from baclofen_cds.rules.start import start_decision
from baclofen_cds.rules.stopping import abrupt_stop, is_abrupt, serious_reaction
from baclofen_cds.sources import Basis, Citation, Stated
from baclofen_cds.units import Quantity, show_per_day
from baclofen_cds.vocabulary import Setting, StopReason

__all__ = ["ChangeCheck", "ChangeKind", "ChangeProblem", "check_regimen_change"]


class ChangeKind(Enum):
    """What a change does to the day's total."""

    START = "start"
    INCREASE = "increase"
    SAME_TOTAL = "same total"
    REDUCTION = "reduction"
    STOP = "stop"


class ChangeProblem(Enum):
    """What is wrong with a change."""

    TOO_LARGE = "too large a step"
    TOO_SOON = "too soon"
    ABRUPT = "abrupt"


@frozen
class ChangeCheck:
    """Where a change stands against the steps of a label, or of our policy.

    Parameters
    ----------
    kind
        A start, an increase, the same total, a reduction or a stop.
    problems
        What is wrong with it; empty for a change within one step.
    one_step
        The total that one step leads to, in micrograms a day.
    citations
        Where the step and its interval come from.
    """

    kind: ChangeKind
    problems: tuple[ChangeProblem, ...]
    one_step: MicrogramsPerDay
    citations: tuple[Citation, ...]

    @property
    def one_step_total(self) -> Quantity:
        """The total that one step leads to, in mg/day."""
        return show_per_day(self.one_step)


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
    increase; its findings are given all the same.

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
    held = None if held_for is None else units.duration(held_for, "held_for")
    used = None if exposure is None else units.duration(exposure, "exposure")
    ended = _checked(inquiry, taking, change, held, used)
    return Decision(
        question="check_regimen_change",
        outcome=ended.outcome,
        findings=worst_first((*ended.findings, *_besides(inquiry, taking, change))),
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


@frozen
class _Ended:
    """How the check ended."""

    outcome: Outcome
    answer: ChangeCheck | None = None
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()


def _change(after: object) -> Regimen | Stop:
    if isinstance(after, (Regimen, Stop)):
        return after
    hint = "Write bc.Stop(reason=bc.StopReason.NO_BENEFIT)."
    raise wrong_type(after, "after", "a bc.Regimen or a bc.Stop", hint)


def _checked(
    inquiry: Inquiry, taking: Taking, change: Regimen | Stop, held: int | None, used: int | None
) -> _Ended:
    if isinstance(change, Stop):
        return _stop(inquiry, taking, change, held, used)
    if isinstance(taking, Unreadable):
        return _Ended(Outcome.INSUFFICIENT_DATA, missing=("regimen",))
    if isinstance(taking, NotTaking):
        return _start(inquiry, change)
    rise = change.micrograms_per_day - taking.micrograms_per_day
    if rise > 0:
        return _increase(inquiry, taking, change, held)
    return (
        _reduction(inquiry, taking, change) if rise < 0 else _same_total(inquiry, taking, change)
    )


def _stop(
    inquiry: Inquiry, taking: Taking, stop: Stop, held: int | None, used: int | None
) -> _Ended:
    """Judge a stop by how long baclofen was taken; a dose held is a use at least as long."""
    if isinstance(taking, NotTaking):
        return _Ended(Outcome.OUT_OF_SCOPE)
    limit = inquiry.policy.taper.abrupt_after
    long = held is not None and held > limit.value
    used_for = max(held or 0, used or 0) if long or used is not None else None
    serious = stop.reason is StopReason.SERIOUS_ADVERSE_REACTION
    finding = serious_reaction(inquiry) if serious else abrupt_stop(inquiry, used_for)
    abrupt = is_abrupt(used_for, limit.value) and not serious
    nothing, problems = MicrogramsPerDay(0), _problems(abrupt=abrupt)
    answer = ChangeCheck(ChangeKind.STOP, problems, nothing, (limit.citation,))
    missing = () if used_for is not None or serious else ("exposure",)
    return _Ended(Outcome.POLICY, answer, (finding,), missing)


def _start(inquiry: Inquiry, change: Regimen) -> _Ended:
    """Compare a first regimen with the label's start."""
    start = start_decision(inquiry)
    if not start.has_answer:
        return _Ended(start.outcome, None, start.findings, tuple(u.name for u in start.unknown))
    most = max(option.micrograms_per_day for option in start.answer.options)
    large = change.micrograms_per_day > most
    places = start.answer.citations
    answer = ChangeCheck(ChangeKind.START, _problems(large=large), MicrogramsPerDay(most), places)
    found = (_too_large("start-too-large", inquiry, change, most, places),) if large else ()
    return _Ended(start.outcome, answer, (*start.findings, *found))


def _increase(inquiry: Inquiry, taking: Regimen, change: Regimen, held: int | None) -> _Ended:
    """Compare an increase with one step of the label, and the days with its interval."""
    limits = Limits.for_patient(inquiry)
    top = change.micrograms_per_day if limits is None else top_of(limits).value
    rise = rise_from(inquiry, taking.micrograms, max(top, change.micrograms_per_day), 1)
    if isinstance(rise, NoRise):
        outcome = Outcome.UNREAD if rise is NoRise.UNREAD else Outcome.SILENT
        return _Ended(outcome, None, (_no_step(inquiry, taking),))
    hold = hold_of(inquiry, taking.micrograms_per_day)
    most = sum(rise.fastest)
    large = change.micrograms_per_day > most
    found = [_too_large("increase-too-large", inquiry, change, most, rise.citations)] * large
    if hold is None:
        return _Ended(Outcome.UNREAD, None, tuple(found))
    soon = held is not None and held < hold.value[0]
    found += [_too_soon(inquiry, held or 0, hold)] * soon
    outcome, missing = increase_outcome(inquiry)
    if outcome is not Outcome.STATED:
        return _Ended(outcome, None, (*found, increase_withheld(inquiry)), missing)
    if held is None:
        return _Ended(Outcome.INSUFFICIENT_DATA, None, tuple(found), ("held_for",))
    answer = ChangeCheck(
        ChangeKind.INCREASE,
        _problems(large=large, soon=soon),
        MicrogramsPerDay(most),
        (*rise.citations, hold.citation),
    )
    ours = rise.basis is Basis.POLICY
    return _Ended(Outcome.POLICY if ours else Outcome.STATED, answer, tuple(found))


def _reduction(inquiry: Inquiry, taking: Regimen, change: Regimen) -> _Ended:
    """Compare a reduction with the largest drop of the label's taper, or of our policy."""
    stated, ours = inquiry.profile.taper.decrement, inquiry.policy.taper.decrement
    by_label = isinstance(stated, Stated)
    most = stated.value[1] if isinstance(stated, Stated) else ours.value
    place = stated.citation if isinstance(stated, Stated) else ours.citation
    least = MicrogramsPerDay(max(taking.micrograms_per_day - most, 0))
    large = change.micrograms_per_day < least
    answer = ChangeCheck(ChangeKind.REDUCTION, _problems(large=large), least, (place,))
    values: Values = (
        ("label", inquiry.label),
        ("drop", MicrogramsPerDay(taking.micrograms_per_day - change.micrograms_per_day)),
        ("most", MicrogramsPerDay(most)),
    )
    code = f"reduction-too-large-{'label' if by_label else 'policy'}"
    basis = Basis.LABEL if by_label else Basis.POLICY
    then = (remark("ask-for-a-taper"), remark("withdrawal-signs"), remark("do-not-stop-suddenly"))
    found = (Finding(code, Severity.WARNING, basis, values, (place,), then),) if large else ()
    return _Ended(Outcome.STATED if by_label else Outcome.POLICY, answer, found)


def _same_total(inquiry: Inquiry, taking: Regimen, change: Regimen) -> _Ended:
    """Say that only the division of the day changes."""
    place = Citation(inquiry.policy.header.title, "a change of times a day at the same total")
    total = taking.micrograms_per_day
    answer = ChangeCheck(ChangeKind.SAME_TOTAL, _problems(), total, (place,))
    values = (("total", total), ("before", str(taking)), ("after", str(change)))
    finding = Finding("division-changes", Severity.INFO, Basis.POLICY, values, (place,))
    changed = taking.micrograms != change.micrograms
    return _Ended(Outcome.POLICY, answer, (finding,) if changed else ())


def _problems(
    *, large: bool = False, soon: bool = False, abrupt: bool = False
) -> tuple[ChangeProblem, ...]:
    found = {
        ChangeProblem.TOO_LARGE: large,
        ChangeProblem.TOO_SOON: soon,
        ChangeProblem.ABRUPT: abrupt,
    }
    return tuple(problem for problem, is_so in found.items() if is_so)


def _too_large(
    code: str, inquiry: Inquiry, change: Regimen, most: int, places: tuple[Citation, ...]
) -> Finding:
    values = (
        ("label", inquiry.label),
        ("total", change.micrograms_per_day),
        ("most", MicrogramsPerDay(most)),
    )
    then = (remark("act-smaller-step"),)
    return Finding(code, Severity.WARNING, Basis.LABEL, values, places, then)


def _too_soon(inquiry: Inquiry, held: int, hold: Stated[Range]) -> Finding:
    values = (("label", inquiry.label), ("held", Days(held)), ("hold", Days(hold.value[0])))
    return Finding("increase-too-soon", Severity.WARNING, Basis.LABEL, values, (hold.citation,))


def _no_step(inquiry: Inquiry, taking: Regimen) -> Finding:
    values = (("label", inquiry.label), ("total", taking.micrograms_per_day))
    place = (Citation(RECORD, "proposed regimen"),)
    then = (remark("act-review-rise"),)
    return Finding("no-step-printed", Severity.WARNING, Basis.LABEL, values, place, then)


def _besides(inquiry: Inquiry, taking: Taking, change: Regimen | Stop) -> tuple[Finding, ...]:
    """Say what else weighs on the change: limits, kidneys, other medicines, the licence."""
    weighed: Taking = taking
    above: tuple[Finding, ...] = ()
    if isinstance(change, Regimen):
        weighed, above = _larger(taking, change), maximum_findings(inquiry, change)
    if isinstance(taking, NotTaking):
        return above or (() if isinstance(change, Regimen) else (nothing_taken(),))
    return (
        *above,
        *kidney_findings(inquiry, weighed, starting=False),
        *kidney_notes(inquiry, starting=False),
        *medicine_findings(inquiry),
        *taking_findings(inquiry),
        *record_findings(inquiry),
    )


def _larger(taking: Taking, change: Regimen) -> Taking:
    """Return the day with the higher total; what cannot be read counts as higher."""
    if isinstance(taking, Regimen) and change.micrograms_per_day <= taking.micrograms_per_day:
        return taking
    return taking if isinstance(taking, Unreadable) else change
