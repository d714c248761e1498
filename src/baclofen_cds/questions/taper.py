"""Coming off: from the dose that is taken down to nothing, at a gentle and a shorter pace."""

from __future__ import annotations

from attrs import evolve

from baclofen_cds.amounts import Days
from baclofen_cds.calls import by_name
from baclofen_cds.case.bands import holds_between
from baclofen_cds.case.case import Inquiry, days_told, inquire, makeable_told, taking_of
from baclofen_cds.cautions.kidneys import kidney_findings
from baclofen_cds.cautions.licence import taking_findings
from baclofen_cds.cautions.medicines import medicine_findings
from baclofen_cds.cautions.record import standing_findings
from baclofen_cds.cautions.saying import nothing_taken
from baclofen_cds.decisions import Decision, Ending, Finding, Outcome
from baclofen_cds.errors import InputError
from baclofen_cds.knowledge.schema.label import Guidance, Profile
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.makeable import Makeable
from baclofen_cds.patient import Patient
from baclofen_cds.questions.ending import end
from baclofen_cds.questions.steps.stopping import serious_reaction
from baclofen_cds.questions.steps.taper_findings import about, not_makeable
from baclofen_cds.questions.steps.way_down import PACES, Told, Way, both_paces, way_down
from baclofen_cds.regimen import MOST_PER_DAY, NotTaking, Regimen, Taking, Unreadable
from baclofen_cds.schedule import Pace, Schedule
from baclofen_cds.sources import Basis
from baclofen_cds.texts import PaceText, StopReasonText
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import StopReason, choice, whole_number

__all__ = ["taper_plan"]


@by_name
def taper_plan(
    patient: Patient,
    now: Taking,
    *,
    profile: Profile,
    exposure: Quantity | None = None,
    smallest_dose: Quantity | Makeable | None = None,
    pace: Pace | PaceText | None = None,
    lower_first: int | None = None,
    reason: StopReason | StopReasonText = StopReason.UNKNOWN,
    guidance: tuple[Guidance, ...] | None = None,
    policy: Policy | None = None,
) -> Decision[Schedule]:
    """Plan how to come off baclofen.

    The plan begins at the dose that is taken, even above a maximum, and goes down the rungs
    of one ladder, no drop larger than our policy allows. It comes at two paces, the same
    days at both: the gentle one after long or unknown use, otherwise, and where the kidneys
    hold baclofen back, the shorter one; the other stands beside it. Both are at least as
    long as the label, or our policy where the label is silent, asks for.

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
    smallest_dose : Quantity, SmallestDose or Makeable, optional
        The smallest dose that can be made; left out, or too coarse, the policy's. Where the
        doses taken show that smaller ones can be made, those are used.
    pace : Pace or str, optional
        ``"gentle"`` or ``"shorter"``: which of the two is the answer.
    lower_first : int, optional
        Which administration of the day is lowered first among equal ones: its place, from 1.
    reason : StopReason or str
        With a serious adverse reaction the label's own exception is quoted.
    guidance : tuple of Guidance, optional
        Every shipped guideline and study, unless narrowed; they add findings only.
    policy : Policy, optional
        Replaces the shipped one, its windows of plausibility included.

    Returns
    -------
    Decision of Schedule
        ``stated`` when the label gives the steps, ``policy`` when any of them is ours.

    Raises
    ------
    InputError
        If an argument is of a type that is not accepted, or ``lower_first`` is no place of
        the day.

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
    taking, why = taking_of(now, inquiry), choice(reason, StopReason, "reason")
    told = Told(
        days_told(exposure, "exposure", inquiry),
        makeable_told(smallest_dose, inquiry),
        _pace_told(pace),
        _place_told(lower_first, taking),
    )
    way = way_down(inquiry, taking, told) if isinstance(taking, Regimen) else None
    answer = None if way is None else both_paces(inquiry, way, told)
    return end(
        "taper_plan",
        inquiry,
        Ending(_outcome(taking, answer), answer),
        said=lambda: _findings(inquiry, taking, why, way, told),
        missing=lambda: _missing(inquiry, taking, way, told),
        taking=taking,
        asked=(*told.asked, ("reason", why)),
    )


def _pace_told(pace: Pace | PaceText | None) -> Pace | None:
    """Check that a pace is one of a taper's."""
    return None if pace is None else choice(pace, Pace, "pace", among=PACES)


def _place_told(place: int | None, taking: Taking) -> int | None:
    """Check that an administration of the day stands at a place, from 1."""
    if place is None:
        return None
    expected = "the place of an administration in the day, from 1"
    told = whole_number(place, "lower_first", expected)
    last = taking.times_per_day if isinstance(taking, Regimen) else MOST_PER_DAY
    if not holds_between(told, 1, last + 1):
        raise InputError("implausible", field="lower_first", expected=expected)
    return told


def _outcome(taking: Taking, answer: Schedule | None) -> Outcome:
    if isinstance(taking, NotTaking):
        return Outcome.OUT_OF_SCOPE
    if answer is None:
        return Outcome.INSUFFICIENT_DATA
    stated = all(step.basis is Basis.LABEL for step in answer.steps)
    return Outcome.STATED if stated else Outcome.POLICY


def _missing(inquiry: Inquiry, taking: Taking, way: Way | None, told: Told) -> tuple[str, ...]:
    if isinstance(taking, NotTaking):
        return ()
    names = ["regimen"] if isinstance(taking, Unreadable) else []
    if isinstance(taking, Regimen) and way is None:
        names.append("smaller_makeable_dose")
    return (*names, *(["exposure"] if _exposure_matters(inquiry, way, told) else []))


def _exposure_matters(inquiry: Inquiry, way: Way | None, told: Told) -> bool:
    """Whether the length of use is not told, and a short one would give another plan."""
    if told.taken_for is not None or way is None:
        return told.taken_for is None
    short = evolve(told, taken_for=Days(0))
    return both_paces(inquiry, way, told) != both_paces(inquiry, way, short)


def _findings(
    inquiry: Inquiry, taking: Taking, why: StopReason, way: Way | None, told: Told
) -> tuple[Finding, ...]:
    if isinstance(taking, NotTaking):
        return (nothing_taken(),)
    serious = why is StopReason.SERIOUS_ADVERSE_REACTION
    found = [
        *kidney_findings(inquiry, taking, starting=False),
        *medicine_findings(inquiry, starting=False),
        *taking_findings(inquiry),
        *standing_findings(inquiry, taking),
        *([serious_reaction(inquiry)] if serious else []),
    ]
    if isinstance(taking, Regimen):
        found += [not_makeable(inquiry, taking)] if way is None else about(inquiry, way, told)
    return tuple(found)
