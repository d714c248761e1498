"""What the kidneys change: for a start that is considered, and for what is taken.

A document that says "avoid" is quoted first and never turned into a number. For someone
who takes baclofen nothing here reads as "stop".
"""

from __future__ import annotations

from baclofen_cds.amounts import MicrogramsPerDay
from baclofen_cds.case.bands import KidneyBand, is_avoided
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.kidney_fitness import OF_STARTS
from baclofen_cds.case.kidneys import Reservation
from baclofen_cds.cautions.kidney_lines import (
    clearance_remarks,
    first_line,
    measured,
    rate_values,
    reasons_said,
)
from baclofen_cds.cautions.kidney_quotes import (
    end_stage_words,
    label_remarks,
    label_words,
    numbers,
    quoted,
    reasons,
    unadjusted_start,
)
from baclofen_cds.cautions.saying import RECORD, age_shown, remark
from baclofen_cds.deciding.kidneys import severity_of
from baclofen_cds.decisions import Finding, Remark, Severity
from baclofen_cds.regimen import Regimen, Taking
from baclofen_cds.sources import Basis, Citation
from baclofen_cds.words.show import show_daily

__all__ = ["kidney_findings"]


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
    undated = code == "kidney-function-undated"  # then the first line says it of the creatinine
    why = tuple(one for one in said if not (undated and one.code == "creatinine-undated"))
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
    return inquiry.kidney_terms.number is not None
