"""What the kidneys change: for a start that is considered, and for what is taken.

Nothing here reads as "stop" for someone who takes baclofen.
"""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.calls import by_name
from baclofen_cds.case.applies import applying
from baclofen_cds.case.bands import KidneyBand, is_avoided
from baclofen_cds.case.case import Inquiry, inquire, taking_of
from baclofen_cds.case.kidney_asks import DATES
from baclofen_cds.cautions.kidney_lines import measured
from baclofen_cds.cautions.kidney_notes import kidney_notes
from baclofen_cds.cautions.kidneys import kidney_findings
from baclofen_cds.cautions.record import standing_findings
from baclofen_cds.decisions import Decision, Ending, Finding, Outcome, later
from baclofen_cds.filtration import AbsoluteGFR, CreatinineClearance, IndexedGFR
from baclofen_cds.knowledge.schema.label import Guidance, Profile
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.questions.caution import Caution
from baclofen_cds.questions.ending import end
from baclofen_cds.regimen import NOT_TAKING, NotTaking, Taking
from baclofen_cds.texts import SettingText
from baclofen_cds.vocabulary import Dialysis, Setting, truth

__all__ = ["KidneyCaution", "kidney_decision", "renal_caution"]


@frozen(kw_only=True)
class KidneyCaution(Caution):
    """What the kidneys change.

    Parameters
    ----------
    band
        The state of the kidneys, as the rules see it.
    rate
        The filtration rate it rests on, when there is one.
    clearance
        The creatinine clearance it rests on, where that is what decides.
    """

    band: KidneyBand
    rate: IndexedGFR | AbsoluteGFR | None
    clearance: CreatinineClearance | AbsoluteGFR | None = None


@by_name
def renal_caution(
    patient: Patient,
    now: Taking,
    *,
    profile: Profile,
    starting: bool = False,
    setting: Setting | SettingText = Setting.UNKNOWN,
    guidance: tuple[Guidance, ...] | None = None,
    policy: Policy | None = None,
) -> Decision[KidneyCaution]:
    """Say what kidney function changes for this patient.

    Parameters
    ----------
    patient : Patient
        Who it is about.
    now : Regimen, NOT_TAKING or UNREADABLE
        What the patient takes, or, with ``starting``, what is proposed.
    profile : Profile
        The label that speaks.
    starting : bool
        Whether ``now`` is a proposed start rather than what is taken.
    setting : Setting or str
        Where the patient is treated.
    guidance : tuple of Guidance, optional
        Every shipped guideline and study, unless narrowed; ``()`` for none.
    policy : Policy, optional
        Replaces the shipped one, its windows of plausibility included.

    Returns
    -------
    Decision of KidneyCaution
        Always answered when anything is known of the kidneys.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> patient = bc.Patient(
    ...     age=58 * bc.ureg.year,
    ...     as_of=dt.date(2026, 3, 10),
    ...     dialysis=bc.Dialysis.HAEMODIALYSIS,
    ... )
    >>> now = bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3)
    >>> decision = bc.renal_caution(patient, now, profile=bc.get_profile("us-spasticity"))
    >>> decision.severity.value
    'critical'
    """
    inquiry = inquire(patient, profile=profile, guidance=guidance, policy=policy, setting=setting)
    taking, begins = taking_of(now, inquiry), truth(starting, "starting")
    return kidney_decision(inquiry, taking, proposed=begins)


def kidney_decision(
    inquiry: Inquiry, taking: Taking, *, proposed: bool = False
) -> Decision[KidneyCaution]:
    """Answer on the kidneys; what is said of them is made when it is read."""
    begins = proposed or isinstance(taking, NotTaking)
    known = inquiry.kidneys.band is not KidneyBand.UNKNOWN
    return end(
        "renal_caution",
        inquiry,
        Ending(_outcome(inquiry), _answer(inquiry) if known else None),
        said=lambda: _all_findings(inquiry, taking, starting=begins),
        missing=lambda: (*inquiry.kidneys.missing, *_untold(inquiry, begins)),
        taking=taking,
        asked=(("starting", proposed),),
    )


def _all_findings(inquiry: Inquiry, taking: Taking, *, starting: bool) -> tuple[Finding, ...]:
    return (
        *kidney_findings(inquiry, taking, starting=starting),
        *kidney_notes(inquiry, taking, starting=starting),
        *standing_findings(inquiry, NOT_TAKING if starting else taking),
    )


def _answer(inquiry: Inquiry) -> KidneyCaution:
    kidneys = inquiry.kidneys
    return KidneyCaution(
        avoid=later(lambda: _says_avoid(inquiry)),
        citations=later(lambda: measured(inquiry)),
        band=kidneys.band,
        rate=kidneys.rate,
        clearance=kidneys.clearance_rate if kidneys.by_clearance else None,
    )


def _outcome(inquiry: Inquiry) -> Outcome:
    """Say whose the answer is: where the kidneys say "avoid", no label's number is one."""
    band = inquiry.kidneys.band
    if band is KidneyBand.UNKNOWN:
        return Outcome.INSUFFICIENT_DATA
    if band is not KidneyBand.IMPAIRED:
        return Outcome.POLICY
    if inquiry.kidney_terms.number is not None:
        return Outcome.STATED
    return Outcome.SILENT if inquiry.kidney_terms.read else Outcome.UNREAD


def _untold(inquiry: Inquiry, starting: bool) -> tuple[str, ...]:
    """Ask about dialysis where nothing else is known of the kidneys, and for a start for dates."""
    unknown = inquiry.kidneys.band is KidneyBand.UNKNOWN
    untold = unknown and inquiry.patient.dialysis is Dialysis.UNKNOWN
    dates = [DATES[why] for why in inquiry.kidneys.undated] if starting else []
    return (*(("dialysis",) if untold else ()), *dates)


def _says_avoid(inquiry: Inquiry) -> bool:
    said = any(s.avoid for _, s in applying(inquiry, starting=True))
    return said or is_avoided(inquiry.kidneys.band)
