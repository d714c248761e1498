"""What the kidneys change: for a start that is considered, and for what is taken.

A document that says "avoid" is quoted first and never turned into a number. For someone
who takes baclofen nothing here reads as "stop".
"""

from __future__ import annotations

from attrs import frozen

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
    KidneyStatement,
    Profile,
    Statement,
    citations_of,
)
from baclofen_cds.knowledge.schema_policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import NotTaking, Regimen, Taking
from baclofen_cds.rules.dates import shown
from baclofen_cds.rules.inquiry import (
    RECORD,
    Inquiry,
    inquire,
    record_findings,
    remark,
    says,
    taking_of,
    unknowns,
)
from baclofen_cds.rules.kidneys import AVOID, KidneyBand
from baclofen_cds.sources import Basis, Citation, Leaf, Silent, Stated
from baclofen_cds.units import Hundredths, MicrogramsPerDay, decimal
from baclofen_cds.vocabulary import Condition, truth

__all__ = ["Caution", "renal_caution"]


@frozen
class Caution:
    """What the kidneys change.

    Parameters
    ----------
    band
        The state of the kidneys, as the rules see it.
    rate
        The rate it rests on, when there is one.
    avoid
        Whether a document says to avoid baclofen in this state.
    """

    band: KidneyBand
    rate: IndexedGFR | None
    avoid: bool


def renal_caution(
    patient: Patient,
    now: Taking,
    *,
    profile: Profile,
    starting: bool = False,
    guidance: tuple[Guidance, ...] | None = None,
    policy: Policy | None = None,
) -> Decision[Caution]:
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
    guidance : tuple of Guidance, optional
        Every shipped guideline and study, unless narrowed; ``()`` for none.
    policy : Policy, optional
        Replaces the shipped one.

    Returns
    -------
    Decision of Caution
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
    inquiry = inquire(patient, profile=profile, guidance=guidance, policy=policy)
    taking = taking_of(now)
    begins = truth(starting, "starting") or isinstance(taking, NotTaking)
    findings = worst_first(
        (*kidney_findings(inquiry, taking, starting=begins), *record_findings(inquiry))
    )
    kidneys = inquiry.kidneys
    known = kidneys.band is not KidneyBand.UNKNOWN
    return Decision(
        question="renal_caution",
        outcome=_outcome(inquiry),
        findings=findings,
        unknown=unknowns(*kidneys.missing, *(["creatinine_date"] if kidneys.undated else [])),
        provenance=inquiry.provenance(taking),
        answer=Caution(kidneys.band, kidneys.rate, _says_avoid(inquiry)) if known else None,
    )


def severity_of(
    band: KidneyBand,
    total: int | None,
    *,
    starting: bool,
    high_dose: int,
    dialysis_dose: int,
) -> Severity | None:
    """Return how severe the kidneys make a start, or a dose that is taken.

    An amount that could not be read counts as a high one.
    """
    if band in (KidneyBand.NOT_IMPAIRED, KidneyBand.UNKNOWN):
        return None
    gravest = band in (KidneyBand.DIALYSIS, KidneyBand.END_STAGE)
    if starting:
        return Severity.CRITICAL if gravest else Severity.WARNING
    if gravest and (total is None or total >= dialysis_dose):
        return Severity.CRITICAL
    high = total is None or total >= high_dose
    if band is KidneyBand.IMPAIRED:
        return Severity.WARNING if high else Severity.INFO
    return Severity.CRITICAL if high else Severity.WARNING


def kidney_findings(inquiry: Inquiry, taking: Taking, *, starting: bool) -> tuple[Finding, ...]:
    """Return the finding about the kidneys, if there is anything to say."""
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
    code, values = _first_line(inquiry, total, starting=starting)
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


def label_statement(inquiry: Inquiry) -> KidneyStatement:
    """Return what the label says about this state of the kidneys."""
    kidney = inquiry.profile.kidney
    if inquiry.kidneys.band is KidneyBand.DIALYSIS:
        named = kidney.dialysis_named
        if isinstance(named, Stated) and inquiry.patient.dialysis not in named.value:
            return KidneyStatement(total_daily_dose=Silent(named.citation))
        return kidney.dialysis
    if inquiry.kidneys.band is KidneyBand.CHANGING:
        return KidneyStatement(
            total_daily_dose=_silent(kidney.impaired.total_daily_dose),
            advice=kidney.impaired.advice,
        )
    return kidney.impaired


def _silent(leaf: Leaf[MicrogramsPerDay]) -> Leaf[MicrogramsPerDay]:
    """Take away a number for impaired kidneys: it says nothing about changing ones."""
    return Silent(leaf.citation) if isinstance(leaf, Stated) else leaf


def _outcome(inquiry: Inquiry) -> Outcome:
    band = inquiry.kidneys.band
    if band is KidneyBand.UNKNOWN:
        return Outcome.INSUFFICIENT_DATA
    if band is KidneyBand.NOT_IMPAIRED:
        return Outcome.POLICY
    spoken = label_statement(inquiry)
    if isinstance(spoken.total_daily_dose, Stated):
        return Outcome.STATED
    if isinstance(spoken.total_daily_dose, Silent) or isinstance(spoken.advice, Stated):
        return Outcome.SILENT
    return Outcome.UNREAD


def _says_avoid(inquiry: Inquiry) -> bool:
    return any(s.avoid for _, s in _applying(inquiry, starting=True))


def _unknown_kidneys(inquiry: Inquiry, *, starting: bool) -> tuple[Finding, ...]:
    kidneys = inquiry.kidneys
    if kidneys.band is KidneyBand.NOT_IMPAIRED:
        remarks = _age_of_rate(inquiry)
        if not remarks:
            return ()
        return (
            Finding(
                "kidney-function-not-fresh",
                Severity.WARNING if starting else Severity.INFO,
                Basis.RECORD,
                values=_rate_values(inquiry),
                cited=_measured(inquiry),
                remarks=remarks,
            ),
        )
    return (
        Finding(
            "kidney-function-unknown-start" if starting else "kidney-function-unknown",
            Severity.WARNING if starting else Severity.INFO,
            Basis.RECORD,
            cited=(Citation(RECORD, "serum creatinine"),),
            remarks=_unadjusted(inquiry) if starting else (),
        ),
    )


def _first_line(inquiry: Inquiry, total: int | None, *, starting: bool) -> tuple[str, Values]:
    kidneys = inquiry.kidneys
    when = "start" if starting else "taking"
    amount = () if starting else (("taken", _amount(total)),)
    if kidneys.band is KidneyBand.DIALYSIS:
        name = {"haemodialysis": "Haemodialysis", "peritoneal": "Peritoneal dialysis"}.get(
            inquiry.patient.dialysis.value, "Continuous dialysis"
        )
        return f"kidney-dialysis-{when}", (("dialysis", name), *amount)
    if kidneys.band is KidneyBand.CHANGING or kidneys.rate is None:
        return f"kidney-changing-{when}", amount
    kind = "avoid" if kidneys.band in AVOID else "impaired"
    return f"kidney-{kind}-{when}", (*_rate_values(inquiry), *amount)


def _rate_values(inquiry: Inquiry) -> Values:
    rate, on = inquiry.kidneys.rate, inquiry.kidneys.measured_on
    if rate is None:
        return ()
    return (
        ("age", inquiry.patient.age_years),
        ("rate", rate.hundredths // 100),
        ("equation", rate.equation.value),
        ("measured", shown(on, inquiry.patient.as_of)),
    )


def _amount(total: int | None) -> str:
    if total is None:
        return "an amount that could not be read"
    return f"{decimal(total, 1_000)} mg/day"


def _start_remarks(inquiry: Inquiry, proposed: int | None) -> tuple[Remark, ...]:
    if proposed is not None:
        start = inquiry.profile.adult.start.total_daily_dose
        first = [remark("proposed-total", *citations_of(start), total=MicrogramsPerDay(proposed))]
    else:
        first = list(_unadjusted(inquiry))
    if inquiry.kidneys.band in AVOID:
        first = [*_reasons(inquiry, starting=True), *(first if proposed is not None else [])]
    action = "act-avoid-start" if inquiry.kidneys.band in AVOID else "act-lower-start"
    return (
        *first,
        *_label_remarks(inquiry),
        *_quoted(inquiry, "advice", starting=True),
        *_quoted(inquiry, "comparison", starting=True),
        remark(action),
        *_quoted(inquiry, "monitoring", starting=True),
    )


def _taking_remarks(inquiry: Inquiry) -> tuple[Remark, ...]:
    dialysis = inquiry.kidneys.band is KidneyBand.DIALYSIS
    if dialysis:
        return (
            remark("act-dialysis-taking"),
            *_reasons(inquiry, starting=False),
            *_quoted(inquiry, "advice", starting=False),
            remark("no-dialysis-taper"),
            remark("withdrawal-signs"),
        )
    severe = inquiry.kidneys.band in AVOID
    return (
        remark("act-severe-taking" if severe else "act-impaired-taking"),
        *_reasons(inquiry, starting=False),
        *_label_remarks(inquiry),
        *_quoted(inquiry, "advice", starting=False),
    )


def _unadjusted(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote the label's general start, which no kidney function was considered for."""
    start = inquiry.profile.adult.start.total_daily_dose
    if not isinstance(start, Stated) or _below_adult(inquiry):
        return ()
    return (
        remark("label-start-unadjusted", start.citation, label=inquiry.label, total=start.value),
    )


def _below_adult(inquiry: Inquiry) -> bool:
    from_age = inquiry.profile.adult.from_age
    return isinstance(from_age, Stated) and inquiry.patient.age_months < from_age.value


def _label_remarks(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote the label on this state of the kidneys."""
    spoken = label_statement(inquiry)
    remarks: list[Remark] = []
    dose = spoken.total_daily_dose
    if isinstance(dose, Stated):
        threshold = inquiry.policy.gates.impaired_below
        remarks.append(
            remark(
                "label-kidney-number",
                dose.citation,
                threshold.citation,
                label=inquiry.label,
                seen=says(dose.citation),
                total=dose.value,
            )
        )
    elif isinstance(spoken.advice, Stated):
        remarks.append(
            remark(
                f"label-kidney-{spoken.advice.value}",
                spoken.advice.citation,
                label=inquiry.label,
            )
        )
    elif isinstance(dose, Silent):
        remarks.append(remark("label-kidney-silent", dose.citation, label=inquiry.label))
    else:
        remarks.append(remark("label-kidney-unread", label=inquiry.label))
    return (*remarks, *_end_stage(inquiry))


def _end_stage(inquiry: Inquiry) -> tuple[Remark, ...]:
    gate = inquiry.profile.kidney.end_stage.advice
    concerned = inquiry.kidneys.band in (KidneyBand.END_STAGE, KidneyBand.DIALYSIS)
    if not (concerned and isinstance(gate, Stated)):
        return ()
    return (
        remark(
            f"label-end-stage-{gate.value}",
            gate.citation,
            label=inquiry.label,
            seen=says(gate.citation),
        ),
    )


def _applying(inquiry: Inquiry, *, starting: bool) -> list[tuple[Guidance, Statement]]:
    """Return the statements about this patient, "avoid" first, then the older first."""
    concerned = [
        (guidance, statement)
        for guidance in inquiry.guidance
        for statement in guidance.statement
        if _concerns(statement, inquiry, starting=starting)
    ]
    return sorted(concerned, key=lambda pair: (not pair[1].avoid, pair[0].header.revised))


def _concerns(statement: Statement, inquiry: Inquiry, *, starting: bool) -> bool:
    if statement.when not in ("any", "start" if starting else "taking"):
        return False
    if inquiry.patient.age_months < statement.from_age:
        return False
    if statement.not_at_end_of_life and _at_end_of_life(inquiry):
        return False
    if statement.dialysis:
        return inquiry.patient.dialysis in statement.dialysis
    rate = inquiry.kidneys.rate
    if rate is None:
        return False
    return (statement.egfr_from or 0) <= rate.hundredths < (statement.egfr_below or 10**9)


def _at_end_of_life(inquiry: Inquiry) -> bool:
    return Condition.END_OF_LIFE_CARE in inquiry.patient.conditions


def _quoted(inquiry: Inquiry, role: str, *, starting: bool) -> tuple[Remark, ...]:
    own = {c.pin for c in citations_of(label_statement(inquiry).total_daily_dose)}
    return tuple(
        _quote(guidance, statement)
        for guidance, statement in _applying(inquiry, starting=starting)
        if statement.role == role and not (role == "comparison" and statement.citation.pin in own)
    )


def _reasons(inquiry: Inquiry, *, starting: bool) -> tuple[Remark, ...]:
    reasons = _quoted(inquiry, "reason", starting=starting)
    return (remark("why", reasons=reasons),) if reasons else ()


def _quote(guidance: Guidance, statement: Statement) -> Remark:
    values: dict[str, object] = {
        "name": guidance.header.name,
        "seen": says(statement.citation),
        "from_age": statement.from_age,
        "egfr_below": statement.egfr_below or Hundredths(0),
    }
    for name, figure in statement.figures:
        values[name] = figure
        if isinstance(figure, MicrogramsPerDay):
            values[f"{name}_number"] = decimal(figure, 1_000)
    return remark(statement.code, statement.citation, **values)


def _measured(inquiry: Inquiry) -> tuple[Citation, ...]:
    if inquiry.kidneys.rate is None:
        return (Citation(RECORD, "kidney state and dialysis"),)
    equation = REFERENCES.get(inquiry.kidneys.rate.equation)
    threshold = inquiry.policy.gates.impaired_below.citation
    return (Citation(RECORD, "creatinine or eGFR"), *([equation] if equation else []), threshold)


def _age_of_rate(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Say when the rate is too old, or undated, to permit anything."""
    kidneys = inquiry.kidneys
    place = Citation(RECORD, "serum creatinine date")
    rule = inquiry.policy.freshness.creatinine.citation
    if kidneys.undated:
        return (remark("creatinine-undated", place, rule),)
    if kidneys.stale_days is not None:
        return (remark("creatinine-stale", place, rule, days=kidneys.stale_days),)
    return ()
