"""Going up: from the starting dose towards a target, as far as a label prints the way."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from baclofen_cds.amounts import Days, Micrograms, MicrogramsPerDay
from baclofen_cds.calls import by_name
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.case import Inquiry, inquire, makeable_told, ours, target_told
from baclofen_cds.case.posology import Posology
from baclofen_cds.cautions.saying import remark
from baclofen_cds.deciding.maximum import top_of
from baclofen_cds.deciding.rises import (
    NoRise,
    all_made,
    goes_beyond,
    is_legal_rise,
    plan_cap,
)
from baclofen_cds.decisions import Decision, Ending, Finding, Outcome, Severity
from baclofen_cds.errors import InternalError
from baclofen_cds.knowledge.schema.label import Guidance, Profile, citations_of
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.makeable import Makeable
from baclofen_cds.patient import Patient
from baclofen_cds.questions.ending import end
from baclofen_cds.questions.start import StartingDose, start_decision
from baclofen_cds.questions.steps.rise_bound import about_maximum_beyond
from baclofen_cds.questions.steps.rises import held_at, rise_whole
from baclofen_cds.regimen import Regimen
from baclofen_cds.schedule import Continue, End, Pace, Review, Schedule, ScheduleStep
from baclofen_cds.sources import Basis, Stated
from baclofen_cds.texts import SettingText
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import Setting

__all__ = ["titration_plan"]


@by_name
def titration_plan(
    patient: Patient,
    *,
    profile: Profile,
    target: Quantity | None = None,
    smallest_dose: Quantity | Makeable | None = None,
    setting: Setting | SettingText = Setting.UNKNOWN,
    guidance: tuple[Guidance, ...] | None = None,
    policy: Policy | None = None,
) -> Decision[Schedule]:
    """Plan how a label goes up from its starting dose.

    The plan follows what the label prints: its ladder of regimens, or rises between two
    bounds. It never passes the target or the label's maximum for outpatients, and where
    the label names no further step it ends in a review. Each step is taken only while
    the dose is tolerated and more is needed; :func:`next_titration_step` asks about that.

    Parameters
    ----------
    patient : Patient
        Who it is about. Whatever withholds a start withholds the plan.
    profile : Profile
        The label that speaks.
    target : Quantity, optional
        The total daily dose to stop at, in mg/day; left out, as far as the label goes.
    smallest_dose : Quantity, SmallestDose or Makeable, optional
        The smallest dose that can be made; left out, the policy's.
    setting : Setting or str
        Where the patient is treated; a plan stays within the maximum for outpatients.
    guidance : tuple of Guidance, optional
        Every shipped guideline and study, unless narrowed; they add findings only.
    policy : Policy, optional
        Replaces the shipped one, its windows of plausibility included.

    Returns
    -------
    Decision of Schedule
        ``stated`` for steps the label prints, ``policy`` where their division is ours.
        Where the label leaves a range the gentlest end is the plan, with the fastest
        beside it.

    Raises
    ------
    InputError, UnitError
        If an argument is of a type or unit that is not accepted.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> patient = bc.Patient(
    ...     age=45 * bc.ureg.year,
    ...     as_of=dt.date(2026, 3, 10),
    ...     sex=bc.Sex.FEMALE,
    ...     serum_creatinine=0.8 * bc.ureg.mg / bc.ureg.dL,
    ...     serum_creatinine_on=dt.date(2026, 3, 3),
    ...     indication=bc.Indication.MULTIPLE_SCLEROSIS,
    ... )
    >>> decision = bc.titration_plan(
    ...     patient,
    ...     profile=bc.get_profile("us-spasticity"),
    ...     target=45 * bc.ureg.mg / bc.ureg.day,
    ... )
    >>> for step in decision.answer.steps:
    ...     print(step.first_day, step.days, step.regimen)
    1 3 5 mg three times daily
    4 3 10 mg three times daily
    7 3 15 mg three times daily
    >>> decision.answer.end
    Continue()
    """
    inquiry = inquire(patient, profile=profile, guidance=guidance, policy=policy, setting=setting)
    wanted = target_told(target, inquiry)
    makeable = makeable_told(smallest_dose, inquiry)
    made = makeable or ours(inquiry)
    start = start_decision(inquiry, makeable)
    ending = _planned(inquiry, start, wanted, made)
    return end(
        "titration_plan",
        inquiry,
        ending,
        said=lambda: (*start.findings, *ending.findings),
        missing=lambda: (*_missing(ending.outcome, start), *(one.name for one in start.unknown)),
        asked=(("target", wanted), ("smallest_dose", makeable)),
    )


def _planned(
    inquiry: Inquiry, start: Decision[StartingDose], wanted: int | None, makeable: Makeable
) -> Ending[Schedule]:
    """Lay out the plan, or say why there is none."""
    if not start.has_answer:
        return Ending(start.outcome)
    if inquiry.kidneys.band is not KidneyBand.NOT_IMPAIRED:
        return Ending(Outcome.SILENT, None, (_no_steps_for_kidneys(inquiry),))
    posology, first = inquiry.posology, _first(start.answer, makeable)
    if first is None or not posology.has_limits:
        return Ending(Outcome.INSUFFICIENT_DATA if posology.has_limits else Outcome.UNREAD)
    top, total = top_of(posology, inquiry.patient.weight_grams), int(first.micrograms_per_day)
    if wanted is not None and goes_beyond(total, wanted):
        return Ending(Outcome.SILENT, None, (_below_start(inquiry, wanted, first),))
    cap = plan_cap(wanted, top.value)
    if held_at(posology, total) is None:
        return Ending(Outcome.UNREAD)
    plan, why = _paces(posology, start.answer, first, cap, makeable, wanted)
    _check_rises(plan, cap)
    outcome = Outcome.POLICY if Basis.POLICY in _bases(plan) else Outcome.STATED
    about = (*_above_maximum(inquiry, wanted, top), *_about(inquiry, plan, why, cap))
    return Ending(outcome, plan, about)


def _first(start: StartingDose, makeable: Makeable) -> Regimen | None:
    """Return the first division of the start that can be made: the preferred one, if it can."""
    made = [o for o in start.options if all_made(o.micrograms, makeable)]
    return made[0] if made else None


def _paces(
    posology: Posology,
    start: StartingDose,
    first: Regimen,
    cap: int,
    makeable: Makeable,
    wanted: int | None,
) -> tuple[Schedule, NoRise]:
    """Lay out both ends of what the label leaves; where they are one, it is as printed."""
    opening = ScheduleStep(1, 0, first, start.basis, start.citations)
    gentle, why = _climb(posology, opening, cap, makeable, fastest=False)
    fast, _ = _climb(posology, opening, cap, makeable, fastest=True)
    if gentle != fast and posology.older:
        return Schedule(gentle, _end(gentle, wanted), Pace.GENTLEST), why
    if gentle == fast:
        return Schedule(gentle, _end(gentle, wanted), Pace.AS_PRINTED), why
    beside = Schedule(fast, _end(fast, wanted), Pace.FASTEST)
    return Schedule(gentle, _end(gentle, wanted), Pace.GENTLEST, beside), why


def _climb(
    posology: Posology, opening: ScheduleStep, cap: int, makeable: Makeable, *, fastest: bool
) -> tuple[tuple[ScheduleStep, ...], NoRise]:
    """Follow the label's steps at one end of what it leaves, as far as they go."""
    steps: list[ScheduleStep] = []
    current = opening
    while True:
        held = _held(posology, current, fastest=fastest)
        steps.append(held)
        rise = rise_whole(posology, held.regimen.micrograms, cap, makeable)
        if isinstance(rise, NoRise):
            return tuple(steps), rise
        doses = rise.fastest if fastest else rise.gentlest
        regimen = Regimen([Micrograms(dose) for dose in doses], confirmed=True)
        current = ScheduleStep(held.last_day + 1, 0, regimen, rise.basis, rise.citations)


def _held(posology: Posology, step: ScheduleStep, *, fastest: bool) -> ScheduleStep:
    """Hold a step for the fewest or the most days the label names."""
    hold = held_at(posology, step.regimen.micrograms_per_day)
    if hold is None:
        raise InternalError("internal", field="titration_plan")
    places = tuple(dict.fromkeys((*step.citations, hold.citation)))
    return evolve(step, days=Days(hold.value[0 if fastest else 1]), citations=places)


def _end(steps: tuple[ScheduleStep, ...], wanted: int | None) -> End:
    """Go on at the target; short of it, or without one, the last step is reviewed."""
    last = steps[-1]
    reached = last.regimen.micrograms_per_day == wanted
    return Continue() if reached else Review(last.last_day + 1)


def _bases(plan: Schedule) -> set[Basis]:
    return {step.basis for step in plan.steps}


def _check_rises(plan: Schedule, cap: int) -> None:
    """Withhold a plan that falls or passes its cap; that would be a bug."""
    for pace in (plan, plan.beside):
        totals = [s.regimen.micrograms_per_day for s in pace.steps] if pace else []
        if not is_legal_rise(totals, cap):
            raise InternalError("internal", field="titration_plan")


def _missing(outcome: Outcome, start: Decision[StartingDose]) -> tuple[str, ...]:
    unmade = outcome is Outcome.INSUFFICIENT_DATA and start.has_answer
    return ("smaller_makeable_dose",) if unmade else ()


def _no_steps_for_kidneys(inquiry: Inquiry) -> Finding:
    values = (("label", inquiry.label),)
    cited = (inquiry.policy.gates.impaired_below.citation,)
    return Finding("no-steps-for-kidneys", Severity.WARNING, Basis.POLICY, values, cited)


def _below_start(inquiry: Inquiry, wanted: int, first: Regimen) -> Finding:
    return Finding(
        "target-below-start",
        Severity.INFO,
        Basis.LABEL,
        values=(
            ("label", inquiry.label),
            ("target", MicrogramsPerDay(wanted)),
            ("start", first.micrograms_per_day),
        ),
        cited=citations_of(inquiry.profile.adult.start.total_daily_dose)
        or citations_of(inquiry.profile.child.start_per_kg),
    )


def _above_maximum(inquiry: Inquiry, wanted: int | None, top: Stated[int]) -> tuple[Finding, ...]:
    if wanted is None or not goes_beyond(wanted, top.value):
        return ()
    values = (
        ("label", inquiry.label),
        ("target", MicrogramsPerDay(wanted)),
        ("maximum", MicrogramsPerDay(top.value)),
    )
    code = "target-above-maximum"
    return (Finding(code, Severity.WARNING, Basis.LABEL, values, (top.citation,)),)


def _about(inquiry: Inquiry, plan: Schedule, why: NoRise, cap: int) -> tuple[Finding, ...]:
    """Say whose steps they are, why the plan ends where it does, and what to ask before each."""
    last = plan.steps[-1].regimen.micrograms_per_day
    printed = plan.pace is Pace.AS_PRINTED
    ours = Basis.POLICY in _bases(plan)
    code = "steps-within-bounds" if plan.beside else "steps-at-the-gentlest"
    code = "steps-as-printed" if printed else code
    whose = Finding(
        code,
        Severity.INFO,
        Basis.POLICY if ours else Basis.LABEL,
        values=(("label", inquiry.label),),
        cited=plan.citations,
        remarks=(
            *((remark("steps-divided-by-us"),) if ours else ()),
            remark("before-each-step"),
        ),
    )
    if isinstance(plan.end, Continue):
        return (whose,)
    values = (
        ("label", inquiry.label),
        ("total", last),
        ("top", MicrogramsPerDay(cap)),
        ("day", plan.end.on_day if isinstance(plan.end, Review) else 0),
        ("days", Days(plan.days)),
    )
    beyond = about_maximum_beyond(inquiry) if why is NoRise.NOT_PRINTED else ()
    cited = plan.steps[-1].citations
    return (whose, Finding(_WHY[why], Severity.INFO, Basis.LABEL, values, cited, beyond))


_WHY: Final = {
    NoRise.AT_TOP: "plan-ends-at-top",
    NoRise.NOT_PRINTED: "plan-ends-where-printed",
    NoRise.NO_SIZE: "plan-ends-without-size",
    NoRise.UNREAD: "plan-ends-unread",
    NoRise.NOT_MAKEABLE: "plan-ends-not-makeable",
}
