"""The next step of a treatment under way: up, on, back, off, or to someone who decides."""

from __future__ import annotations

from enum import Enum
from typing import Final

from attrs import frozen

from baclofen_cds import units
from baclofen_cds.amounts import Days, Micrograms
from baclofen_cds.decisions import Decision, Finding, Outcome, Remark, Severity, worst_first
from baclofen_cds.knowledge.schema import Guidance, Profile
from baclofen_cds.knowledge.schema_policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import Makeable, NotTaking, Regimen, Taking
from baclofen_cds.rules.increase import increase_outcome, increase_withheld
from baclofen_cds.rules.inquiry import (
    RECORD,
    Inquiry,
    inquire,
    nothing_taken,
    ours,
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
from baclofen_cds.rules.rises import NoRise, day_of, hold_of, rise_from, rung_below, top_of
from baclofen_cds.rules.taper import lowered
from baclofen_cds.sources import Basis, Citation, Stated
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import Response, Setting, Tolerability, choice

__all__ = ["Action", "NextStep", "next_titration_step"]


class Action(Enum):
    """What the next step is."""

    RAISE = "raise"
    HOLD = "hold"
    STEP_BACK = "step back"
    OFFER_TAPER = "offer a taper"
    REVIEW = "review"
    REFER = "refer"


@frozen
class NextStep:
    """The next step of a treatment.

    Parameters
    ----------
    action
        Raise, hold, step back, offer a taper, review, or refer.
    basis
        Label, where the regimen is one it prints; otherwise policy.
    citations
        Where it comes from.
    options
        The regimens it leads to, the gentlest first; none where it leads to no other.
    days_to_hold
        How many days the present regimen is still held for, where the label says.
    """

    action: Action
    basis: Basis
    citations: tuple[Citation, ...]
    options: tuple[Regimen, ...] = ()
    days_to_hold: Days = Days(0)


def next_titration_step(
    patient: Patient,
    now: Taking,
    *,
    held_for: Quantity | None,
    response: Response,
    tolerability: Tolerability,
    profile: Profile,
    smallest_dose: Quantity | None = None,
    setting: Setting = Setting.UNKNOWN,
    guidance: tuple[Guidance, ...] | None = None,
    policy: Policy | None = None,
) -> Decision[NextStep]:
    """Say what the next step of a treatment under way is.

    Serious effects are referred, limiting ones lead back to the last step below; with an
    adequate response, or mild effects, the dose is held. No response after the label's
    trial at its maximum: a taper is offered. Otherwise the next step the label prints,
    once the present one was held as long as it asks, and only where a start would be
    permitted. Going back, holding and coming off are answered whatever the kidneys.

    Parameters
    ----------
    patient : Patient
        Who it is about.
    now : Regimen, NOT_TAKING or UNREADABLE
        What is taken.
    held_for : Quantity or None
        How long it has been taken unchanged, in whole days or weeks; ``None`` when that
        is not known.
    response : Response
        How much good it does.
    tolerability : Tolerability
        How it is tolerated; falls, weakness and lost transfers are limiting.
    profile : Profile
        The label that speaks.
    smallest_dose : Quantity, optional
        The smallest dose that can be made; left out, the policy's.
    setting : Setting
        Where the patient is treated; in hospital a creatinine is fresh for 72 hours.
    guidance : tuple of Guidance, optional
        Every shipped guideline and study, unless narrowed; they add findings only.
    policy : Policy, optional
        Replaces the shipped one.

    Returns
    -------
    Decision of NextStep
        ``stated`` when the label prints the regimen it leads to, otherwise ``policy``.

    Raises
    ------
    InputError, UnitError
        If an argument is of a type or unit that is not accepted.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> decision = bc.next_titration_step(
    ...     bc.Patient(
    ...         age=45 * bc.ureg.year,
    ...         as_of=dt.date(2026, 3, 10),
    ...         sex=bc.Sex.FEMALE,
    ...         serum_creatinine=0.8 * bc.ureg.mg / bc.ureg.dL,
    ...         serum_creatinine_on=dt.date(2026, 3, 3),
    ...         indication=bc.Indication.MULTIPLE_SCLEROSIS,
    ...     ),
    ...     bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3),
    ...     held_for=3 * bc.ureg.day,
    ...     response=bc.Response.PARTIAL,
    ...     tolerability=bc.Tolerability.GOOD,
    ...     profile=bc.get_profile("us-spasticity"),
    ... )
    >>> print(decision.answer.action.value, "to", decision.answer.options[0])
    raise to 15 mg three times daily
    """
    inquiry = inquire(patient, profile=profile, guidance=guidance, policy=policy, setting=setting)
    taking = taking_of(now)
    held = None if held_for is None else units.duration(held_for, "held_for")
    good = choice(response, Response, "response")
    bad = choice(tolerability, Tolerability, "tolerability")
    makeable = None if smallest_dose is None else Makeable(smallest_dose)
    step = (makeable or ours(inquiry)).smallest_micrograms
    ended = _ended(inquiry, taking, held, good, bad, step)
    return Decision(
        question="next_titration_step",
        outcome=ended.outcome,
        findings=worst_first((*_besides(inquiry, taking), *ended.findings)),
        unknown=unknowns(*ended.missing),
        provenance=inquiry.provenance(
            taking,
            asked=(
                ("held_for", held),
                ("response", good),
                ("tolerability", bad),
                ("smallest_dose", makeable),
            ),
        ),
        answer=ended.answer,
    )


def action_of(  # noqa: PLR0911 - one line for each clause of the policy
    response: Response,
    tolerability: Tolerability,
    *,
    held: int | None,
    above_top: bool,
    at_top: bool,
    trial: int | None,
    hold: int | None,
) -> Action | str:
    """Decide what the next step is, or name the fact without which it cannot be decided.

    Examples
    --------
    >>> days = {"held": 3, "hold": 3, "trial": None}
    >>> place = {"above_top": False, "at_top": False}
    >>> action_of(Response.PARTIAL, Tolerability.GOOD, **days, **place).value
    'raise'
    """
    if tolerability in _NOT_TOLERATED:
        return _NOT_TOLERATED[tolerability]
    if above_top:
        return Action.REVIEW
    on_trial = at_top and response is Response.NONE and trial is not None
    if on_trial and held is not None and held >= (trial or 0):
        return Action.OFFER_TAPER
    if response is Response.ADEQUATE or tolerability is Tolerability.MILD:
        return Action.HOLD
    if tolerability is Tolerability.UNKNOWN or response is Response.UNKNOWN:
        return "tolerability" if tolerability is Tolerability.UNKNOWN else "response"
    if held is None:
        return "held_for"
    if at_top:
        return Action.HOLD if on_trial else Action.REVIEW
    return Action.HOLD if hold is not None and held < hold else Action.RAISE


_NOT_TOLERATED: Final = {
    Tolerability.SERIOUS: Action.REFER,
    Tolerability.LIMITING: Action.STEP_BACK,
}


@frozen
class _Ended:
    """How the question ended."""

    outcome: Outcome
    answer: NextStep | None = None
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()


def _ended(  # noqa: PLR0911 - one line for each way it ends
    inquiry: Inquiry,
    taking: Taking,
    held: int | None,
    response: Response,
    tolerability: Tolerability,
    step: int,
) -> _Ended:
    if isinstance(taking, NotTaking):
        return _Ended(Outcome.OUT_OF_SCOPE)
    if tolerability is Tolerability.SERIOUS:
        then = (remark("next-dose-is-their-decision"),)
        return _settled(inquiry, Action.REFER, "refer-serious", Severity.CRITICAL, then)
    if not isinstance(taking, Regimen):
        return _Ended(Outcome.INSUFFICIENT_DATA, missing=("regimen",))
    limits, total = Limits.for_patient(inquiry), taking.micrograms_per_day
    top = None if limits is None else top_of(limits).value
    due = _due(inquiry, total, at_top=total == top)
    decided = action_of(
        response,
        tolerability,
        held=held,
        above_top=top is not None and total > top,
        at_top=total == top,
        trial=None if due is None else due.value,
        hold=None if due is None else due.value,
    )
    if isinstance(decided, str):
        return _Ended(Outcome.INSUFFICIENT_DATA, missing=(decided,))
    if decided is Action.RAISE:
        return _raise(inquiry, taking, top, step)
    if decided is Action.STEP_BACK:
        return _step_back(inquiry, taking, step)
    if decided is not Action.HOLD:
        return _settled(inquiry, decided, _SAID[decided], then=_NO_SUDDEN_STOP)
    enough = response is Response.ADEQUATE or tolerability is Tolerability.MILD
    return _hold(inquiry, None if enough else due, held, at_top=total == top)


def _due(inquiry: Inquiry, total: int, *, at_top: bool) -> Stated[Days] | None:
    """Return how long a dose is held: the trial at the maximum, below it until a rise."""
    if at_top:
        trial = inquiry.profile.adult.trial_at_maximum
        return Stated(max(trial.value), trial.citation) if isinstance(trial, Stated) else None
    hold = hold_of(inquiry, total)
    return None if hold is None else Stated(hold.value[0], hold.citation)


_SAID: Final = {Action.OFFER_TAPER: "offer-taper", Action.REVIEW: "review-no-step"}
_NO_SUDDEN_STOP: Final = (Remark("do-not-stop-suddenly"),)


def _raise(inquiry: Inquiry, taking: Regimen, top: int | None, step: int) -> _Ended:
    """Propose the next step the label prints, where a start would be permitted."""
    outcome, missing = increase_outcome(inquiry)
    if outcome is not Outcome.STATED:
        return _Ended(outcome, None, (increase_withheld(inquiry),), missing)
    if top is None:
        return _unread(inquiry)
    rise = rise_from(inquiry, taking.micrograms, top, step)
    if isinstance(rise, NoRise):
        return _no_rise(inquiry, rise)
    days = dict.fromkeys((rise.gentlest, rise.fastest))
    options = tuple(Regimen([Micrograms(d) for d in day], confirmed=True) for day in days)
    answer = NextStep(Action.RAISE, rise.basis, rise.citations, options)
    stated = rise.basis is Basis.LABEL
    values = (("label", inquiry.label), ("next", " or ".join(map(str, options))))
    finding = Finding(
        "next-step-printed" if stated else "next-step-within-bounds",
        Severity.INFO,
        rise.basis,
        values,
        rise.citations,
        (remark("before-each-step"),),
    )
    return _Ended(Outcome.STATED if stated else Outcome.POLICY, answer, (finding,))


def _no_rise(inquiry: Inquiry, why: NoRise) -> _Ended:
    if why is NoRise.NOT_MAKEABLE:
        return _Ended(Outcome.INSUFFICIENT_DATA, missing=("smaller_makeable_dose",))
    if why is NoRise.UNREAD:
        return _unread(inquiry)
    return _settled(inquiry, Action.REVIEW, "review-no-step", then=_NO_SUDDEN_STOP)


def _unread(inquiry: Inquiry) -> _Ended:
    """Say that what a rise would need of the label has not been read."""
    values = (("label", inquiry.label),)
    cited = (Citation(RECORD, "regimen"),)
    finding = Finding("rise-unread", Severity.INFO, Basis.RECORD, values, cited, _NO_SUDDEN_STOP)
    return _Ended(Outcome.UNREAD, None, (finding,))


def _step_back(inquiry: Inquiry, taking: Regimen, step: int) -> _Ended:
    """Go back to the rung below, or by our smallest drop; with none below, offer a taper."""
    total, ours = taking.micrograms_per_day, inquiry.policy.taper.decrement
    rung = rung_below(inquiry.profile.adult.ladder, total)
    if rung is not None:
        day, basis, place = day_of(rung), Basis.LABEL, rung.citation
    else:
        below = max(total - ours.value, 0) // step * step
        day = lowered(taking.micrograms, below, step) or ()
        basis, place = Basis.POLICY, ours.citation
    if not day:
        return _settled(inquiry, Action.OFFER_TAPER, "no-step-below", then=_NO_SUDDEN_STOP)
    back = Regimen([Micrograms(dose) for dose in day], confirmed=True)
    answer = NextStep(Action.STEP_BACK, basis, (place,), (back,))
    values = (("back", str(back)),)
    then = (remark("withdrawal-signs"), remark("do-not-stop-suddenly"))
    finding = Finding("step-back", Severity.WARNING, Basis.POLICY, values, (place,), then)
    return _Ended(Outcome.POLICY, answer, (finding,))


def _hold(inquiry: Inquiry, due: Stated[Days] | None, held: int | None, *, at_top: bool) -> _Ended:
    """Hold what is taken; say how long still, where only the days are missing."""
    if due is None or held is None:
        return _settled(inquiry, Action.HOLD, "hold")
    left = Days(due.value - held)
    values = (("label", inquiry.label), ("left", left), ("hold", due.value))
    code = "hold-through-trial" if at_top else "hold-until-due"
    finding = Finding(code, Severity.INFO, Basis.LABEL, values, (due.citation,))
    answer = NextStep(Action.HOLD, Basis.LABEL, (due.citation,), days_to_hold=left)
    return _Ended(Outcome.STATED, answer, (finding,))


def _settled(
    inquiry: Inquiry,
    action: Action,
    code: str,
    severity: Severity = Severity.INFO,
    then: tuple[Remark, ...] = (),
) -> _Ended:
    """End with an action that leads to no other regimen; that is our policy alone."""
    place = Citation(inquiry.policy.header.title, "the next step, by response and tolerability")
    values = (("label", inquiry.label),)
    finding = Finding(code, severity, Basis.POLICY, values, (place,), then)
    return _Ended(Outcome.POLICY, NextStep(action, Basis.POLICY, (place,)), (finding,))


def _besides(inquiry: Inquiry, taking: Taking) -> tuple[Finding, ...]:
    if isinstance(taking, NotTaking):
        return (nothing_taken(),)
    return (
        *maximum_findings(inquiry, taking),
        *kidney_findings(inquiry, taking, starting=False),
        *kidney_notes(inquiry, starting=False),
        *medicine_findings(inquiry),
        *taking_findings(inquiry),
        *record_findings(inquiry),
    )
