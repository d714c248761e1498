"""Coming off: from the dose that is taken down to nothing, in steps that can be made."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.amounts import Days, Micrograms
from baclofen_cds.deciding.kidneys import is_avoided
from baclofen_cds.deciding.limits import is_above
from baclofen_cds.deciding.tapers import held_days, is_legal_taper, is_long_use, levels, slower
from baclofen_cds.decisions import Decision, Finding, Outcome, Severity, worst_first
from baclofen_cds.errors import InternalError
from baclofen_cds.knowledge.schema import Guidance, Profile
from baclofen_cds.knowledge.schema_policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import Makeable, NotTaking, Regimen, Taking, Unreadable
from baclofen_cds.rules.deceased import for_the_living
from baclofen_cds.rules.inquiry import (
    Inquiry,
    days_told,
    inquire,
    nothing_taken,
    remark,
    taking_of,
    unknowns,
)
from baclofen_cds.rules.kidney_caution import kidney_findings
from baclofen_cds.rules.licence import taking_findings, too_young
from baclofen_cds.rules.standing import standing_findings
from baclofen_cds.rules.stopping import serious_reaction
from baclofen_cds.schedule import Pace, Schedule, Tapered, in_sequence
from baclofen_cds.sources import Basis, Citation, Stated
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import StopReason, choice

__all__ = ["Terms", "taper_plan", "terms_of"]


@frozen
class Terms:
    """What a label, or our policy where it is silent, asks of a taper."""

    days: int
    decrement: int
    basis: Basis
    citations: tuple[Citation, ...]


def taper_plan(
    patient: Patient,
    now: Taking,
    *,
    profile: Profile,
    exposure: Quantity | None = None,
    smallest_dose: Quantity | None = None,
    reason: StopReason = StopReason.UNKNOWN,
    guidance: tuple[Guidance, ...] | None = None,
    policy: Policy | None = None,
) -> Decision[Schedule]:
    """Plan how to come off baclofen.

    The plan begins at the dose that is taken, even above a maximum, falls with every
    step, and is no shorter than what the label, or our policy where the label is silent,
    asks for. The last drop is no bigger than the others. A weekly pace stands beside it.

    Parameters
    ----------
    patient : Patient
        Who it is about. A taper is answered whatever the kidneys, age or indication.
    now : Regimen, NOT_TAKING or UNREADABLE
        What is taken.
    profile : Profile
        The label that speaks; other countries' labels never merge in.
    exposure : Quantity, optional
        How long baclofen has been taken, in whole days or weeks. Unknown counts as long.
    smallest_dose : Quantity, optional
        The smallest dose that can be made; left out, the policy's.
    reason : StopReason
        With a serious adverse reaction the label's own exception is quoted.
    guidance : tuple of Guidance, optional
        Every shipped guideline and study, unless narrowed; they add findings only.
    policy : Policy, optional
        Replaces the shipped one.

    Returns
    -------
    Decision of Schedule
        ``stated`` when the label gives the steps, ``policy`` when they are ours.

    Raises
    ------
    InputError
        If an argument is of a type that is not accepted.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> decision = bc.taper_plan(
    ...     bc.Patient(age=45 * bc.ureg.year, as_of=dt.date(2026, 3, 10)),
    ...     bc.Regimen.even(each=5 * bc.ureg.mg, times_per_day=3),
    ...     profile=bc.get_profile("uk-spasticity"),
    ...     exposure=180 * bc.ureg.day,
    ... )
    >>> for step in decision.answer.steps:
    ...     print(step.first_day, step.days, step.regimen)
    1 7 5 mg twice daily
    8 7 5 mg once daily
    >>> decision.answer.end
    Tapered(first_day_without=15)
    """
    inquiry = inquire(patient, profile=profile, guidance=guidance, policy=policy)
    taking = taking_of(now)
    taken_for = days_told(exposure, "exposure", inquiry)
    makeable = None if smallest_dose is None else Makeable(smallest_dose)
    step = inquiry.policy.taper.smallest_dose.value
    if makeable is not None:
        step = makeable.smallest_micrograms
    why = choice(reason, StopReason, "reason")
    asked = (("exposure", taken_for), ("smallest_dose", makeable), ("reason", why))
    total = taking.micrograms_per_day if isinstance(taking, Regimen) else None
    terms = terms_of(inquiry, taken_for, total)
    beside = inquiry.policy.taper.pace_beside.value
    answer = _plan(taking, terms, step, beside) if isinstance(taking, Regimen) else None
    decision = Decision(
        question="taper_plan",
        outcome=_outcome(taking, terms, answer),
        findings=worst_first(_findings(inquiry, taking, why, answer)),
        unknown=unknowns(*_missing(inquiry, taking, taken_for, answer)),
        provenance=inquiry.provenance(taking, asked=asked),
        answer=answer,
    )
    return for_the_living(inquiry, decision)


def terms_of(inquiry: Inquiry, taken_for: int | None, total: int | None = None) -> Terms:
    """Return the days, the largest drop and their places, after this long a use.

    A label's drop holds from the label's youngest age on, and for a day of more than it.
    """
    length = _length(inquiry, taken_for)
    label, ours = inquiry.profile.taper.decrement, inquiry.policy.taper.decrement
    if isinstance(label, Stated) and too_young(inquiry) is None:
        drop = label.value[0]
        if total is None or is_above(total, drop):
            return Terms(length.value, drop, Basis.LABEL, (length.citation, label.citation))
    places = (length.citation, ours.citation)
    return Terms(length.value, ours.value, Basis.POLICY, places)


def _length(inquiry: Inquiry, taken_for: int | None) -> Stated[int]:
    """Return how long a taper is: the label's longer end, or ours where it is silent."""
    label, ours = inquiry.profile.taper, inquiry.policy.taper
    longer, after = label.long_use_length, label.long_use_after
    if (
        isinstance(longer, Stated)
        and isinstance(after, Stated)
        and is_long_use(taken_for, after.value[0])
    ):
        return Stated(longer.value, longer.citation)
    if isinstance(label.length, Stated):
        return Stated(label.length.value[1], label.length.citation)
    long_use = is_long_use(taken_for, ours.long_use_after.value)
    length = ours.long_use_length if long_use else ours.length
    return Stated(length.value, length.citation)


def _plan(taking: Regimen, terms: Terms, step: int, pace_beside: int) -> Schedule | None:
    days = levels(taking.micrograms, terms.decrement, step)
    if days is None:
        return None
    regimens = [_regimen(doses, taking) for doses in days]
    held = held_days(len(days), terms.days)
    beside = _schedule(regimens, slower(held, pace_beside), Pace.WEEKLY, terms, None)
    plan = _schedule(regimens, held, Pace.GENTLEST, terms, beside)
    _check_falls(taking, plan, terms)
    return plan


def _schedule(
    regimens: list[Regimen], held: list[int], pace: Pace, terms: Terms, beside: Schedule | None
) -> Schedule:
    steps = in_sequence(list(zip(regimens, held, strict=True)), terms.basis, terms.citations)
    return Schedule(steps, Tapered(steps[-1].last_day + 1), pace, beside)


def _regimen(doses: tuple[int, ...], taking: Regimen) -> Regimen:
    return Regimen([Micrograms(dose) for dose in doses], confirmed=taking.confirmed)


def _check_falls(taking: Regimen, plan: Schedule, terms: Terms) -> None:
    """Withhold a plan that rises, drops too far or is too short; that would be a bug."""
    totals = [step.regimen.micrograms_per_day for step in plan.steps]
    legal = is_legal_taper(
        taking.micrograms_per_day, totals, terms.decrement, days=plan.days, least=terms.days
    )
    if not legal:
        raise InternalError("internal", field="taper_plan")


def _outcome(taking: Taking, terms: Terms, answer: Schedule | None) -> Outcome:
    if isinstance(taking, NotTaking):
        return Outcome.OUT_OF_SCOPE
    if answer is None:
        return Outcome.INSUFFICIENT_DATA
    return Outcome.STATED if terms.basis is Basis.LABEL else Outcome.POLICY


def _missing(
    inquiry: Inquiry, taking: Taking, taken_for: int | None, answer: Schedule | None
) -> tuple[str, ...]:
    if isinstance(taking, NotTaking):
        return ()
    names = ["regimen"] if isinstance(taking, Unreadable) else []
    if isinstance(taking, Regimen) and answer is None:
        names.append("smaller_makeable_dose")
    matters = _length(inquiry, None) != _length(inquiry, 0)
    return (*names, *(["exposure"] if taken_for is None and matters else []))


def _findings(
    inquiry: Inquiry, taking: Taking, why: StopReason, answer: Schedule | None
) -> tuple[Finding, ...]:
    if isinstance(taking, NotTaking):
        return (nothing_taken(),)
    found = [
        *kidney_findings(inquiry, taking, starting=False),
        *taking_findings(inquiry),
        *standing_findings(inquiry),
    ]
    if why is StopReason.SERIOUS_ADVERSE_REACTION:
        found.append(serious_reaction(inquiry))
    if isinstance(taking, Regimen) and answer is None:
        found.append(_unmakeable(inquiry, taking))
    if answer is not None:
        found.extend(_about_plan(inquiry, answer))
    return tuple(found)


def _unmakeable(inquiry: Inquiry, taking: Regimen) -> Finding:
    return Finding(
        "taper-not-makeable",
        Severity.WARNING,
        Basis.POLICY,
        values=(("total", taking.micrograms_per_day),),
        cited=(inquiry.policy.taper.decrement.citation,),
        remarks=(remark("do-not-stop-suddenly"),),
    )


def _about_plan(inquiry: Inquiry, answer: Schedule) -> tuple[Finding, ...]:
    """Say whose steps they are, what to do when withdrawal appears, and when it is fast."""
    ours = answer.steps[0].basis is Basis.POLICY
    nephrology = is_avoided(inquiry.kidneys.band)
    whose = Finding(
        "taper-steps-are-ours" if ours else "taper-steps-are-the-labels",
        Severity.INFO,
        answer.steps[0].basis,
        values=(("label", inquiry.label), ("days", Days(answer.days))),
        cited=answer.citations,
        remarks=(
            *((remark("taper-agree-with-nephrology"),) if nephrology else ()),
            remark("taper-if-withdrawal"),
            remark("do-not-stop-suddenly"),
        ),
    )
    if is_above(answer.steps[0].days, 1):
        return (whose,)
    beside = inquiry.policy.taper.pace_beside.citation
    return (whose, Finding("taper-every-day", Severity.WARNING, Basis.POLICY, cited=(beside,)))
