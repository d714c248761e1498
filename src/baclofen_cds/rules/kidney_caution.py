"""What the kidneys change: for a start that is considered, and for what is taken.

A document that says "avoid" is quoted first and never turned into a number. For someone
who takes baclofen nothing here reads as "stop".
"""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.amounts import MicrogramsPerDay
from baclofen_cds.calls import by_name
from baclofen_cds.deciding.kidneys import KidneyBand, is_avoided, severity_of
from baclofen_cds.decisions import (
    Decision,
    Finding,
    Outcome,
    Remark,
    Severity,
    worst_first,
)
from baclofen_cds.filtration import AbsoluteGFR, CreatinineClearance, IndexedGFR
from baclofen_cds.knowledge.schema import Guidance, Profile
from baclofen_cds.knowledge.schema_policy import Policy
from baclofen_cds.later import later
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import NOT_TAKING, NotTaking, Regimen, Taking, show_daily
from baclofen_cds.rules.caution import Caution
from baclofen_cds.rules.dates import age_shown
from baclofen_cds.rules.deceased import for_the_living
from baclofen_cds.rules.inquiry import RECORD, Inquiry, inquire, remark, taking_of, unknowns
from baclofen_cds.rules.kidney_asks import DATES
from baclofen_cds.rules.kidney_fitness import OF_STARTS
from baclofen_cds.rules.kidney_lines import (
    clearance_remarks,
    first_line,
    measured,
    rate_values,
    reasons_said,
)
from baclofen_cds.rules.kidney_notes import kidney_notes
from baclofen_cds.rules.kidney_quotes import (
    applying,
    end_stage_words,
    kidneys_read,
    label_remarks,
    label_statement,
    label_words,
    numbers,
    quoted,
    reasons,
    unadjusted_start,
)
from baclofen_cds.rules.kidney_rates import Reservation
from baclofen_cds.rules.standing import standing_findings
from baclofen_cds.sources import Basis, Citation, Stated
from baclofen_cds.texts import SettingText
from baclofen_cds.vocabulary import Dialysis, Setting, truth

__all__ = ["KidneyCaution", "renal_caution"]


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
        Replaces the shipped one.

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
    decision = kidney_decision(inquiry, taking_of(now), proposed=truth(starting, "starting"))
    return for_the_living(inquiry, decision)


def kidney_decision(
    inquiry: Inquiry, taking: Taking, *, proposed: bool = False
) -> Decision[KidneyCaution]:
    """Answer on the kidneys; what is said of them is made when it is read."""
    begins = proposed or isinstance(taking, NotTaking)
    known = inquiry.kidneys.band is not KidneyBand.UNKNOWN
    return Decision(
        question="renal_caution",
        outcome=_outcome(inquiry),
        findings=later(lambda: _all_findings(inquiry, taking, starting=begins)),
        unknown=later(lambda: unknowns(*inquiry.kidneys.missing, *_untold(inquiry, begins))),
        provenance=later(lambda: inquiry.provenance(taking, asked=(("starting", proposed),))),
        answer=_answer(inquiry) if known else None,
    )


def _all_findings(inquiry: Inquiry, taking: Taking, *, starting: bool) -> tuple[Finding, ...]:
    return worst_first(
        (
            *kidney_findings(inquiry, taking, starting=starting),
            *kidney_notes(inquiry, taking, starting=starting),
            *standing_findings(inquiry, NOT_TAKING if starting else taking),
        )
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


def kidney_findings(
    inquiry: Inquiry, taking: Taking, *, starting: bool, proposed: bool = False
) -> tuple[Finding, ...]:
    """Return the finding about the kidneys, if there is anything to say.

    ``proposed`` marks a day that is meant to be taken, and is not yet.
    """
    kidneys, policy = inquiry.kidneys, inquiry.policy
    total = taking.micrograms_per_day if isinstance(taking, Regimen) else None
    severity = severity_of(
        kidneys.band,
        total,
        starting=starting,
        high_dose=policy.exposure.high_dose.value,
        dialysis_dose=policy.exposure.dialysis_dose.value,
        mild=kidneys.mild,
    )
    if severity is None:
        return _unknown_kidneys(inquiry, starting=starting)
    code, values = first_line(inquiry, _amount(total, proposed=proposed), starting=starting)
    remarks = _start_remarks(inquiry, total) if starting else _taking_remarks(inquiry)
    finding = Finding(
        code,
        severity,
        Basis.RECORD if kidneys.deciding_hundredths is None else Basis.EQUATION,
        values=values,
        cited=measured(inquiry),
        remarks=(*remarks, *reasons_said(inquiry, starting=starting)),
    )
    return (finding,)


def _outcome(inquiry: Inquiry) -> Outcome:
    """Say whose the answer is: where the kidneys say "avoid", no label's number is one."""
    band = inquiry.kidneys.band
    if band is KidneyBand.UNKNOWN:
        return Outcome.INSUFFICIENT_DATA
    if band is not KidneyBand.IMPAIRED:
        return Outcome.POLICY
    if isinstance(label_statement(inquiry).total_daily_dose, Stated):
        return Outcome.STATED
    return Outcome.SILENT if kidneys_read(inquiry) else Outcome.UNREAD


def _untold(inquiry: Inquiry, starting: bool) -> tuple[str, ...]:
    """Ask about dialysis where nothing else is known of the kidneys, and for a start for dates."""
    unknown = inquiry.kidneys.band is KidneyBand.UNKNOWN
    untold = unknown and inquiry.patient.dialysis is Dialysis.UNKNOWN
    dates = [DATES[why] for why in inquiry.kidneys.undated] if starting else []
    return (*(("dialysis",) if untold else ()), *dates)


def _says_avoid(inquiry: Inquiry) -> bool:
    said = any(s.avoid for _, s in applying(inquiry, starting=True))
    return said or is_avoided(inquiry.kidneys.band)


def _unknown_kidneys(inquiry: Inquiry, *, starting: bool) -> tuple[Finding, ...]:
    """Say that nobody may rely on what is known of the kidneys, and why."""
    kidneys = inquiry.kidneys
    if kidneys.band is KidneyBand.NOT_IMPAIRED:
        return _held_back(inquiry) if starting else ()
    severity = Severity.WARNING if starting else Severity.INFO
    then = unadjusted_start(inquiry) if starting else (remark("do-not-stop-suddenly"),)
    if kidneys.rate is None:
        place = (Citation(RECORD, "serum creatinine"),)
        code = f"kidney-function-unknown{'-start' if starting else ''}"
        if inquiry.patient.creatinine_nmol_l is not None or inquiry.patient.recorded_gfr:
            code = "kidney-function-not-estimated"
        return (Finding(code, severity, Basis.RECORD, cited=place, remarks=then),)
    code = {
        Reservation.STALE: "kidney-function-not-fresh",
        Reservation.UNDATED: "kidney-function-undated",
    }.get(kidneys.reasons[0], "kidney-function-not-relied-on")
    said = reasons_said(inquiry, starting=starting)
    why = () if code == "kidney-function-undated" else said
    values, cited = rate_values(inquiry, kidneys.rate), measured(inquiry)
    return (Finding(code, severity, Basis.RECORD, values, cited, (*why, *then)),)


def _held_back(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say what holds a start back though the rate is not poor."""
    kidneys, gates = inquiry.kidneys, inquiry.policy.gates
    if not kidneys.reasons:
        return ()
    then = (*reasons_said(inquiry, starting=True), *unadjusted_start(inquiry))
    if kidneys.rate is not None and kidneys.reasons[0] in OF_STARTS:
        code, values = "kidney-function-not-relied-on", rate_values(inquiry, kidneys.rate)
        cited = measured(inquiry)
        return (Finding(code, Severity.WARNING, Basis.RECORD, values, cited, then),)
    code, values = "clearance-needed-start", (("age", age_shown(inquiry.patient)),)
    cited = (Citation(RECORD, "weight and serum creatinine"), gates.clearance_from.citation)
    return (Finding(code, Severity.WARNING, Basis.POLICY, values, cited, then),)


def _amount(total: int | None, *, proposed: bool) -> str:
    if total is None:
        return "(amount unread)"
    return f"{show_daily(total)}{', proposed' if proposed else ''}"


def _start_remarks(inquiry: Inquiry, proposed: int | None) -> tuple[Remark, ...]:
    """Quote "avoid" first, then every number for this state from the lowest on, then the owner."""
    avoid, quotes = is_avoided(inquiry.kidneys.band), numbers(inquiry)
    place = Citation(RECORD, "proposed regimen")
    asked = (
        ()
        if proposed is None
        else (remark("proposed-total", place, total=MicrogramsPerDay(proposed)),)
    )
    general = () if avoid or _number_stated(inquiry) else unadjusted_start(inquiry)
    return (
        *clearance_remarks(inquiry),
        *(reasons(inquiry, starting=True) if avoid else ()),
        *asked,
        *quotes,
        *label_words(inquiry),
        *quoted(inquiry, "advice", starting=True),
        *general,
        *quoted(inquiry, "monitoring", starting=True),
        remark(_owner(inquiry, quotes)),
    )


def _owner(inquiry: Inquiry, quotes: tuple[Remark, ...]) -> str:
    """Return what is said to whom decides."""
    if is_avoided(inquiry.kidneys.band):
        return "act-avoid-start"
    if _number_stated(inquiry):
        return "act-not-above"
    return "act-not-above-quoted" if quotes else "act-lower-start"


def _taking_remarks(inquiry: Inquiry) -> tuple[Remark, ...]:
    dialysis = inquiry.kidneys.band is KidneyBand.DIALYSIS
    if dialysis:
        return (
            remark("act-dialysis-taking"),
            *reasons(inquiry, starting=False),
            *(label_remarks if _number_stated(inquiry) else end_stage_words)(inquiry),
            *quoted(inquiry, "advice", starting=False),
            remark("no-dialysis-taper"),
            remark("withdrawal-signs"),
        )
    severe = is_avoided(inquiry.kidneys.band)
    return (
        *clearance_remarks(inquiry),
        remark("act-severe-taking" if severe else "act-impaired-taking"),
        *reasons(inquiry, starting=False),
        *label_remarks(inquiry),
        *quoted(inquiry, "advice", starting=False),
    )


def _number_stated(inquiry: Inquiry) -> bool:
    return isinstance(label_statement(inquiry).total_daily_dose, Stated)
