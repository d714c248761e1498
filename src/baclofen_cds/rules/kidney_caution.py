"""What the kidneys change: for a start that is considered, and for what is taken.

A document that says "avoid" is quoted first and never turned into a number. For someone
who takes baclofen nothing here reads as "stop".
"""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.amounts import Days, MicrogramsPerDay
from baclofen_cds.deciding.kidneys import KidneyBand, is_avoided, severity_of
from baclofen_cds.deciding.limits import reaches
from baclofen_cds.decisions import (
    Decision,
    Finding,
    Outcome,
    Remark,
    Severity,
    Values,
    worst_first,
)
from baclofen_cds.filtration import IndexedGFR
from baclofen_cds.kidney import REFERENCES
from baclofen_cds.knowledge.schema import (
    Guidance,
    Profile,
)
from baclofen_cds.knowledge.schema_policy import Policy
from baclofen_cds.later import later
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import NotTaking, Regimen, Taking, show_daily
from baclofen_cds.rules.caution import Caution
from baclofen_cds.rules.dates import age_shown, shown
from baclofen_cds.rules.deceased import for_the_living
from baclofen_cds.rules.inquiry import (
    RECORD,
    Inquiry,
    inquire,
    remark,
    taking_of,
    unknowns,
)
from baclofen_cds.rules.kidney_notes import kidney_notes
from baclofen_cds.rules.kidney_quotes import (
    applying,
    kidneys_read,
    label_remarks,
    label_statement,
    quoted,
    reasons,
    unadjusted_start,
)
from baclofen_cds.rules.kidneys import Reservation
from baclofen_cds.rules.standing import standing_findings
from baclofen_cds.sources import Basis, Citation, Stated
from baclofen_cds.vocabulary import Dialysis, KidneyState, Setting, truth

__all__ = ["KidneyCaution", "renal_caution"]


@frozen(kw_only=True)
class KidneyCaution(Caution):
    """What the kidneys change.

    Parameters
    ----------
    band
        The state of the kidneys, as the rules see it.
    rate
        The rate it rests on, when there is one.
    """

    band: KidneyBand
    rate: IndexedGFR | None


def renal_caution(
    patient: Patient,
    now: Taking,
    *,
    profile: Profile,
    starting: bool = False,
    setting: Setting = Setting.UNKNOWN,
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
    setting : Setting
        Where the patient is treated; in hospital a creatinine is fresh for 72 hours.
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
        unknown=later(lambda: unknowns(*inquiry.kidneys.missing, *_untold(inquiry))),
        provenance=later(lambda: inquiry.provenance(taking, asked=(("starting", proposed),))),
        answer=_answer(inquiry) if known else None,
    )


def _all_findings(inquiry: Inquiry, taking: Taking, *, starting: bool) -> tuple[Finding, ...]:
    return worst_first(
        (
            *kidney_findings(inquiry, taking, starting=starting),
            *kidney_notes(inquiry, starting=starting),
            *standing_findings(inquiry),
        )
    )


def _answer(inquiry: Inquiry) -> KidneyCaution:
    band, rate = inquiry.kidneys.band, inquiry.kidneys.rate
    return KidneyCaution(
        avoid=later(lambda: _says_avoid(inquiry)),
        citations=later(lambda: _measured(inquiry)),
        band=band,
        rate=rate,
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
    )
    if severity is None:
        return _unknown_kidneys(inquiry, starting=starting)
    code, values = _first_line(inquiry, _amount(total, proposed=proposed), starting=starting)
    remarks = _start_remarks(inquiry, total) if starting else _taking_remarks(inquiry)
    finding = Finding(
        code,
        severity,
        Basis.EQUATION if kidneys.rate is not None else Basis.RECORD,
        values=values,
        cited=_measured(inquiry),
        remarks=(*remarks, *_age_of_rate(inquiry)),
    )
    return (finding,)


def _outcome(inquiry: Inquiry) -> Outcome:
    band = inquiry.kidneys.band
    if band is KidneyBand.UNKNOWN:
        return Outcome.INSUFFICIENT_DATA
    if band is KidneyBand.NOT_IMPAIRED:
        return Outcome.POLICY
    spoken = label_statement(inquiry)
    if isinstance(spoken.total_daily_dose, Stated):
        return Outcome.STATED
    return Outcome.SILENT if kidneys_read(inquiry) else Outcome.UNREAD


def _untold(inquiry: Inquiry) -> tuple[str, ...]:
    """Ask about dialysis where nothing else is known of the kidneys."""
    unknown = inquiry.kidneys.band is KidneyBand.UNKNOWN
    return ("dialysis",) if unknown and inquiry.patient.dialysis is Dialysis.UNKNOWN else ()


def _says_avoid(inquiry: Inquiry) -> bool:
    said = any(s.avoid for _, s in applying(inquiry, starting=True))
    return said or is_avoided(inquiry.kidneys.band)


def _unknown_kidneys(inquiry: Inquiry, *, starting: bool) -> tuple[Finding, ...]:
    if inquiry.kidneys.band is KidneyBand.NOT_IMPAIRED:
        return ()
    severity = Severity.WARNING if starting else Severity.INFO
    then = unadjusted_start(inquiry) if starting else (remark("do-not-stop-suddenly"),)
    rate = inquiry.kidneys.rate
    if rate is None:
        place = (Citation(RECORD, "serum creatinine"),)
        code = f"kidney-function-unknown{'-start' if starting else ''}"
        if inquiry.patient.creatinine_nmol_l is not None:
            code = "kidney-function-not-estimated"
        return (Finding(code, severity, Basis.RECORD, cited=place, remarks=then),)
    code, why = "kidney-function-not-fresh", _age_of_rate(inquiry)
    if inquiry.kidneys.reservation is not None or inquiry.patient.kidney_values_in_doubt:
        code = "kidney-function-not-relied-on"
    elif inquiry.kidneys.measured_on is None:
        code, why = "kidney-function-undated", ()
    values, cited = _rate_values(rate, inquiry), _measured(inquiry)
    return (Finding(code, severity, Basis.RECORD, values, cited, (*why, *then)),)


def _first_line(inquiry: Inquiry, taken: str, *, starting: bool) -> tuple[str, Values]:
    kidneys = inquiry.kidneys
    when = "start" if starting else "taking"
    amount = () if starting else (("taken", taken),)
    if kidneys.band is KidneyBand.DIALYSIS:
        name = {"haemodialysis": "Haemodialysis", "peritoneal": "Peritoneal dialysis"}.get(
            inquiry.patient.dialysis.value, "Continuous dialysis"
        )
        return f"kidney-dialysis-{when}", (("dialysis", name), *amount)
    if kidneys.rate is None or _says_less_than_changing(kidneys.rate, inquiry):
        return f"kidney-changing-{when}", amount
    kind = "avoid" if is_avoided(kidneys.band) else "impaired"
    return f"kidney-{kind}-{when}", (*_rate_values(kidneys.rate, inquiry), *amount)


def _says_less_than_changing(rate: IndexedGFR, inquiry: Inquiry) -> bool:
    """Whether creatinine is changing, and the rate beside it is not of end stage itself."""
    changing = inquiry.patient.kidney_state is KidneyState.CHANGING
    return changing and reaches(rate.hundredths, inquiry.policy.gates.end_stage_below.value)


def _rate_values(rate: IndexedGFR, inquiry: Inquiry) -> Values:
    on = inquiry.kidneys.measured_on
    return (
        ("age", age_shown(inquiry.patient)),
        ("rate", rate.whole),
        ("equation", rate.equation.value),
        ("measured", shown(on, inquiry.patient.as_of)),
    )


def _amount(total: int | None, *, proposed: bool) -> str:
    if total is None:
        return "(amount unread)"
    return f"{show_daily(total)}{', proposed' if proposed else ''}"


def _start_remarks(inquiry: Inquiry, proposed: int | None) -> tuple[Remark, ...]:
    avoid = is_avoided(inquiry.kidneys.band)
    stated = _number_stated(inquiry)
    asked: tuple[Remark, ...] = ()
    if proposed is not None:
        place = Citation(RECORD, "proposed regimen")
        asked = (remark("proposed-total", place, total=MicrogramsPerDay(proposed)),)
    elif not (avoid or stated):
        asked = unadjusted_start(inquiry)
    return (
        *(reasons(inquiry, starting=True) if avoid else ()),
        *asked,
        *label_remarks(inquiry),
        *quoted(inquiry, "advice", starting=True),
        *quoted(inquiry, "comparison", starting=True),
        remark("act-avoid-start" if avoid else f"act-{'not-above' if stated else 'lower-start'}"),
        *quoted(inquiry, "monitoring", starting=True),
    )


def _taking_remarks(inquiry: Inquiry) -> tuple[Remark, ...]:
    dialysis = inquiry.kidneys.band is KidneyBand.DIALYSIS
    if dialysis:
        return (
            remark("act-dialysis-taking"),
            *reasons(inquiry, starting=False),
            *(label_remarks(inquiry) if _number_stated(inquiry) else ()),
            *quoted(inquiry, "advice", starting=False),
            remark("no-dialysis-taper"),
            remark("withdrawal-signs"),
        )
    severe = is_avoided(inquiry.kidneys.band)
    return (
        remark("act-severe-taking" if severe else "act-impaired-taking"),
        *reasons(inquiry, starting=False),
        *label_remarks(inquiry),
        *quoted(inquiry, "advice", starting=False),
    )


def _number_stated(inquiry: Inquiry) -> bool:
    return isinstance(label_statement(inquiry).total_daily_dose, Stated)


def _measured(inquiry: Inquiry) -> tuple[Citation, ...]:
    if inquiry.kidneys.rate is None:
        return (Citation(RECORD, "kidney state and dialysis"),)
    equation = REFERENCES.get(inquiry.kidneys.rate.equation)
    gates = inquiry.policy.gates
    avoid = is_avoided(inquiry.kidneys.band)
    threshold = (gates.avoid_below if avoid else gates.impaired_below).citation
    return (Citation(RECORD, "creatinine or eGFR"), *([equation] if equation else []), threshold)


def _age_of_rate(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Say when the rate is too old, undated or of the wrong kind to permit anything."""
    kidneys = inquiry.kidneys
    doubt = kidneys.disagree is not None or inquiry.patient.kidney_values_in_doubt
    if kidneys.fresh or kidneys.rate is None or doubt:
        return ()
    if kidneys.reservation is not None:
        return (_reserved(inquiry, kidneys.reservation),)
    place = Citation(RECORD, "serum creatinine date")
    if kidneys.days_old is None or kidneys.limit is None:
        return (remark("creatinine-undated", place),)
    limit = kidneys.limit
    values = {"days": Days(kidneys.days_old), "limit": limit.value}
    return (remark("creatinine-stale", place, limit.citation, **values),)


def _reserved(inquiry: Inquiry, reservation: Reservation) -> Remark:
    """Say why a rate that is recent enough permits nothing."""
    if reservation is Reservation.UNCHECKED:
        return remark("creatinine-not-computed", Citation(RECORD, "serum creatinine"))
    grown = inquiry.policy.plausibility_leaves.adult_from
    return remark("adult-equation-in-child", grown.citation, age=grown.value)
