"""The daily maximum: where a day stands against every limit a label gives."""

from __future__ import annotations

from baclofen_cds.calls import by_name
from baclofen_cds.case.bands import KidneyBand, is_fresh
from baclofen_cds.case.case import Inquiry, inquire, taking_of
from baclofen_cds.case.posology import Population
from baclofen_cds.cautions.kidney_notes import kidney_notes
from baclofen_cds.cautions.kidneys import kidney_findings
from baclofen_cds.cautions.licence import taking_findings
from baclofen_cds.cautions.limits import checked, on_the_day
from baclofen_cds.cautions.medicines import medicine_findings
from baclofen_cds.cautions.record import standing_findings
from baclofen_cds.cautions.saying import RECORD, nothing_taken
from baclofen_cds.deciding.maximum import MaximumCheck, usual_of
from baclofen_cds.decisions import Decision, Ending, Finding, Outcome, Severity
from baclofen_cds.knowledge.schema.label import Guidance, Profile
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.questions.ending import end
from baclofen_cds.regimen import NotTaking, Regimen, Taking, Unreadable
from baclofen_cds.sources import Basis, Citation, Silent
from baclofen_cds.texts import SettingText
from baclofen_cds.vocabulary import Setting
from baclofen_cds.words.show import shown

__all__ = ["check_daily_maximum", "maximum_decision"]


@by_name
def check_daily_maximum(
    patient: Patient,
    now: Taking,
    *,
    profile: Profile,
    setting: Setting | SettingText = Setting.UNKNOWN,
    guidance: tuple[Guidance, ...] | None = None,
    policy: Policy | None = None,
) -> Decision[MaximumCheck]:
    """Check a day against every limit the label gives for this patient.

    Parameters
    ----------
    patient : Patient
        Who it is about; the age decides which limits hold, the weight those per kg.
    now : Regimen, NOT_TAKING or UNREADABLE
        What the patient takes.
    profile : Profile
        The label that speaks.
    setting : Setting or str
        Where the patient is treated. Unknown: the limits for outpatients.
    guidance : tuple of Guidance, optional
        Kept for the record; the limits are the label's alone.
    policy : Policy, optional
        Replaces the shipped one, its windows of plausibility included.

    Returns
    -------
    Decision of MaximumCheck
        Answered whatever the kidneys and the indication.

    Raises
    ------
    InputError
        If an argument is of a type that is not accepted.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> decision = bc.check_daily_maximum(
    ...     bc.Patient(age=45 * bc.ureg.year, as_of=dt.date(2026, 3, 10)),
    ...     bc.Regimen.even(each=30 * bc.ureg.mg, times_per_day=3),
    ...     profile=bc.get_profile("uk-spasticity"),
    ...     setting=bc.Setting.OUTPATIENT,
    ... )
    >>> decision.answer.verdict.value
    'above usual range'
    """
    inquiry = inquire(patient, profile=profile, guidance=guidance, policy=policy, setting=setting)
    return maximum_decision(inquiry, taking_of(now, inquiry))


def maximum_decision(inquiry: Inquiry, taking: Taking) -> Decision[MaximumCheck]:
    """Check a day; what is said of it is made when it is read."""
    answer = checked(inquiry, taking)
    return end(
        "check_daily_maximum",
        inquiry,
        Ending(_outcome(inquiry, taking), answer),
        said=lambda: _all_findings(inquiry, taking, answer),
        missing=lambda: _missing(inquiry, taking),
        taking=taking,
    )


def _all_findings(
    inquiry: Inquiry, taking: Taking, answer: MaximumCheck | None
) -> tuple[Finding, ...]:
    return (
        *on_the_day(inquiry, taking, answer),
        *_besides(inquiry, taking),
        *standing_findings(inquiry, taking),
    )


def _outcome(inquiry: Inquiry, taking: Taking) -> Outcome:
    posology = inquiry.posology
    if posology.has_limits and isinstance(taking, Regimen):
        return Outcome.STATED
    if posology.population is Population.TOO_YOUNG or isinstance(taking, NotTaking):
        return Outcome.OUT_OF_SCOPE
    if isinstance(taking, Unreadable):
        return Outcome.INSUFFICIENT_DATA
    adult = inquiry.profile.adult.maximum.total_daily_dose
    silent = isinstance(adult, Silent) and not posology.is_child
    return Outcome.SILENT if silent else Outcome.UNREAD


def _missing(inquiry: Inquiry, taking: Taking) -> tuple[str, ...]:
    posology, names = inquiry.posology, []
    if isinstance(taking, Unreadable):
        names.append("regimen")
    if inquiry.setting is Setting.UNKNOWN and posology.by_setting:
        names.append("setting")
    by_weight = posology.has_limits and posology.is_child
    if by_weight and usual_of(posology, inquiry.patient.weight_grams) is None:
        names.append("weight")
    if inquiry.kidneys.band is KidneyBand.UNKNOWN:
        names.extend(inquiry.kidneys.missing)
    return tuple(names)


def _besides(inquiry: Inquiry, taking: Taking) -> tuple[Finding, ...]:
    """Say what else a check of what is taken has to say: kidneys, licence and medicines."""
    if isinstance(taking, NotTaking):
        return (nothing_taken(),)
    notes = kidney_notes(inquiry, taking, starting=False)
    kidneys = (*kidney_findings(inquiry, taking, starting=False), *notes)
    weighty = tuple(f for f in kidneys if f.severity is not Severity.INFO)
    others = medicine_findings(inquiry, starting=False)
    return (*weighty, *taking_findings(inquiry), *_weight_age(inquiry), *others)


def _weight_age(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say when the weight behind a range per kg is old, or has no date."""
    patient = inquiry.patient
    if not inquiry.posology.is_child or patient.weight_grams is None:
        return ()
    on, within = patient.weight_on, inquiry.posology.weight_within
    if on is not None and is_fresh((patient.as_of - on).days, within):
        return ()
    values = (("measured", shown(on, patient.as_of)),)
    place = (Citation(RECORD, "weight"),)
    return (Finding("weight-not-fresh", Severity.INFO, Basis.RECORD, values, place),)
