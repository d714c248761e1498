"""The next step of a treatment under way: up, on, back, off, or to someone who decides."""

from __future__ import annotations

from baclofen_cds.amounts import Days
from baclofen_cds.calls import by_name
from baclofen_cds.case.bands import is_avoided
from baclofen_cds.case.case import Inquiry, days_told, inquire, makeable_told, ours, taking_of
from baclofen_cds.cautions.kidney_notes import kidney_notes
from baclofen_cds.cautions.kidneys import kidney_findings
from baclofen_cds.cautions.licence import taking_findings
from baclofen_cds.cautions.limits import maximum_findings
from baclofen_cds.cautions.lower_start import lower_start_findings
from baclofen_cds.cautions.medicines import medicine_findings
from baclofen_cds.cautions.older_adult import older_adult_findings
from baclofen_cds.cautions.record import standing_findings
from baclofen_cds.cautions.saying import nothing_taken
from baclofen_cds.deciding.maximum import top_of
from baclofen_cds.deciding.response import Action, action_of
from baclofen_cds.deciding.rises import NoRise, goes_beyond, rise_from
from baclofen_cds.decisions import Decision, Ending, Finding, Outcome, Severity
from baclofen_cds.knowledge.schema.label import Guidance, Profile
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.makeable import Makeable, Steps
from baclofen_cds.patient import Patient
from baclofen_cds.questions.ending import end, go_on, untold_of_a_rise
from baclofen_cds.questions.steps.rises import held_at
from baclofen_cds.questions.steps.stepping import (
    NextStep,
    raise_dose,
    settled,
    stay,
    step_back,
)
from baclofen_cds.regimen import NotTaking, Regimen, Taking
from baclofen_cds.sources import Stated
from baclofen_cds.texts import ResponseText, SettingText, TolerabilityText
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import Response, Setting, Tolerability, choice

__all__ = ["next_titration_step"]


@by_name
def next_titration_step(
    patient: Patient,
    now: Taking,
    *,
    held_for: Quantity | None,
    response: Response | ResponseText,
    tolerability: Tolerability | TolerabilityText,
    profile: Profile,
    smallest_dose: Quantity | Makeable | None = None,
    setting: Setting | SettingText = Setting.UNKNOWN,
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
    response : Response or str
        How much good it does.
    tolerability : Tolerability or str
        How it is tolerated; falls, weakness and lost transfers are limiting.
    profile : Profile
        The label that speaks.
    smallest_dose : Quantity, SmallestDose or Makeable, optional
        The smallest dose that can be made; left out, the policy's.
    setting : Setting or str
        Where the patient is treated.
    guidance : tuple of Guidance, optional
        Every shipped guideline and study, unless narrowed; they add findings only.
    policy : Policy, optional
        Replaces the shipped one, its windows of plausibility included.

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
    taking = taking_of(now, inquiry)
    held = days_told(held_for, "held_for", inquiry)
    good = choice(response, Response, "response")
    bad = choice(tolerability, Tolerability, "tolerability")
    makeable = makeable_told(smallest_dose, inquiry)
    ended = _ended(inquiry, taking, held, good, bad, makeable)
    return end(
        "next_titration_step",
        inquiry,
        ended,
        said=lambda: (*_besides(inquiry, taking, ended), *ended.findings, *go_on(ended.outcome)),
        taking=taking,
        asked=(
            ("held_for", held),
            ("response", good),
            ("tolerability", bad),
            ("smallest_dose", makeable),
        ),
    )


def _ended(  # noqa: PLR0911 - one line for each way it ends
    inquiry: Inquiry,
    taking: Taking,
    held: int | None,
    response: Response,
    tolerability: Tolerability,
    makeable: Makeable | None,
) -> Ending[NextStep]:
    if isinstance(taking, NotTaking):
        return Ending(Outcome.OUT_OF_SCOPE)
    if tolerability is Tolerability.SERIOUS:
        return settled(inquiry, Action.REFER, "refer-serious", Severity.CRITICAL)
    if not isinstance(taking, Regimen):
        return Ending(Outcome.INSUFFICIENT_DATA, missing=("regimen",))
    posology, total = inquiry.posology, taking.micrograms_per_day
    limited = posology.has_limits
    top = top_of(posology, inquiry.patient.weight_grams).value if limited else None
    at_top = top is not None and not _room_above(inquiry, taking, top)
    due = _due(inquiry, total, at_top=at_top)
    decided = action_of(
        response,
        tolerability,
        held=held,
        above_top=top is not None and goes_beyond(total, top),
        at_top=at_top,
        trial=None if due is None else due.value,
        hold=None if due is None else due.value,
    )
    if isinstance(decided, str):
        untold = () if at_top else untold_of_a_rise(inquiry)
        return Ending(Outcome.INSUFFICIENT_DATA, missing=(decided, *untold))
    if decided is Action.RAISE:
        return raise_dose(inquiry, taking, top, makeable or ours(inquiry))
    if decided is Action.STEP_BACK:
        return step_back(inquiry, taking, held, makeable)
    return _stays(inquiry, taking, decided, response, tolerability, held, due, at_top=at_top)


def _stays(
    inquiry: Inquiry,
    taking: Regimen,
    decided: Action,
    response: Response,
    tolerability: Tolerability,
    held: int | None,
    due: Stated[Days] | None,
    *,
    at_top: bool,
) -> Ending[NextStep]:
    """End without another regimen; where the kidneys say "avoid", a reduction is agreed."""
    if is_avoided(inquiry.kidneys.band):
        return settled(inquiry, Action.REVIEW, "review-kidneys", Severity.WARNING)
    if decided is Action.HOLD:
        untold = ("tolerability",) if tolerability is Tolerability.UNKNOWN else ()
        enough = response is Response.ADEQUATE or tolerability is Tolerability.MILD
        if enough or due is None:
            return settled(inquiry, decided, "stay", missing=untold)
        return stay(inquiry, taking, due, held or 0, at_top=at_top)
    code = "offer-taper" if decided is Action.OFFER_TAPER else "review-at-top"
    return settled(inquiry, decided, code, taking=taking)


def _room_above(inquiry: Inquiry, taking: Regimen, top: int) -> bool:
    """Whether another step of the label fits below the top, whatever can be made."""
    rise = rise_from(inquiry.posology, taking.micrograms, top, Steps(1))
    return rise is not NoRise.AT_TOP


def _due(inquiry: Inquiry, total: int, *, at_top: bool) -> Stated[Days] | None:
    """Return how long a dose is held: an adult's trial at the top, below it until a rise."""
    posology = inquiry.posology
    if not at_top:
        hold = held_at(posology, total)
        return None if hold is None else Stated(Days(hold.value[0]), hold.citation)
    if posology.trial is None:
        return None
    return Stated(Days(posology.trial), posology.place("trial"))


def _besides(inquiry: Inquiry, taking: Taking, ended: Ending[NextStep]) -> tuple[Finding, ...]:
    if isinstance(taking, NotTaking):
        return (nothing_taken(),)
    rising = ended.answer is None or ended.answer.action is Action.RAISE
    return (
        *maximum_findings(inquiry, taking),
        *older_adult_findings(inquiry, taking),
        *lower_start_findings(inquiry),
        *kidney_findings(inquiry, taking, starting=False),
        *kidney_notes(inquiry, taking, starting=False, rising=rising),
        *medicine_findings(inquiry, starting=False),
        *taking_findings(inquiry),
        *standing_findings(inquiry, taking),
    )
