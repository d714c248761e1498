"""What is said of a day that is not within its limits."""

from __future__ import annotations

from baclofen_cds.amounts import Micrograms, MicrogramsPerDay, Months, plain
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.kidneys import Reservation
from baclofen_cds.case.limits import Limit, LimitKind
from baclofen_cds.case.posology import Population, Posology
from baclofen_cds.cautions.saying import RECORD, remark, says
from baclofen_cds.deciding.maximum import (
    MaximumCheck,
    Verdict,
    check_day,
    usual_of,
)
from baclofen_cds.decisions import Finding, Remark, Severity, Values
from baclofen_cds.regimen import Regimen, Taking, Unreadable
from baclofen_cds.sources import Basis, Citation
from baclofen_cds.vocabulary import Setting

__all__ = ["checked", "maximum_findings", "on_the_day"]


def maximum_findings(inquiry: Inquiry, taking: Taking) -> tuple[Finding, ...]:
    """Say where a day stands against the limits of the label, when it is not within them."""
    return on_the_day(inquiry, taking, checked(inquiry, taking))


def checked(inquiry: Inquiry, taking: Taking) -> MaximumCheck | None:
    """Return where a day stands, where it is known and the label limits it."""
    if not isinstance(taking, Regimen):
        return None
    doses, grams = plain(taking.micrograms), inquiry.patient.weight_grams
    return check_day(inquiry.posology, sum(doses), max(doses), grams)


def on_the_day(
    inquiry: Inquiry, taking: Taking, answer: MaximumCheck | None
) -> tuple[Finding, ...]:
    """Return what a check of a day found, or why there was none."""
    posology = inquiry.posology
    if posology.population is Population.TOO_YOUNG:
        return (
            Finding(
                "age-not-established-check",
                Severity.WARNING,
                Basis.LABEL,
                values=(("label", inquiry.label), ("age", Months(posology.youngest or 0))),
                cited=posology.cited("youngest"),
                remarks=(remark("do-not-stop-suddenly"),),
            ),
        )
    if isinstance(taking, Unreadable):
        return (
            Finding(
                "regimen-unreadable",
                Severity.WARNING,
                Basis.RECORD,
                cited=(Citation(RECORD, "baclofen orders"),),
                remarks=(remark("do-not-stop-suddenly"),),
            ),
        )
    if not isinstance(taking, Regimen):
        return ()
    if answer is None:
        return (_no_maximum(inquiry, taking),)
    above = (_above(inquiry, taking, answer),) if answer.verdict is not Verdict.WITHIN else ()
    named = (limit for limit in answer.limits if limit.kind is LimitKind.NAMED_ADMINISTRATION)
    return (*above, *(_named(inquiry, taking, limit) for limit in named if limit.exceeded))


def _no_maximum(inquiry: Inquiry, taking: Regimen) -> Finding:
    """Say that a day was compared with nothing, and that this is no reason to stop."""
    return Finding(
        "maximum-not-found",
        Severity.INFO,
        Basis.RECORD,
        values=(("label", inquiry.label), ("total", taking.micrograms_per_day)),
        cited=(Citation(RECORD, "baclofen orders"),),
        remarks=(remark("do-not-stop-suddenly"),),
    )


def _above(inquiry: Inquiry, taking: Regimen, answer: MaximumCheck) -> Finding:
    posology = inquiry.posology
    usual = usual_of(posology, inquiry.patient.weight_grams)
    severity = {
        Verdict.ABOVE_USUAL_RANGE: Severity.INFO,
        Verdict.NEEDS_SUPERVISION: Severity.WARNING,
        Verdict.ABOVE_MAXIMUM: Severity.CRITICAL,
    }[answer.verdict]
    values: Values = (
        ("label", inquiry.label),
        ("market", inquiry.profile.header.adjective),
        ("total", taking.micrograms_per_day),
        *_outpatient(posology),
        ("limit", MicrogramsPerDay(answer.binding.micrograms)),
        ("seen", says(answer.binding.citation)),
        ("outpatient", "outpatient " if posology.by_setting else ""),
        ("usual", MicrogramsPerDay(usual or 0)),
    )
    return Finding(
        _code(posology, answer.verdict),
        severity,
        Basis.LABEL,
        values=values,
        cited=answer.citations,
        remarks=_above_remarks(inquiry, answer),
    )


def _code(posology: Posology, verdict: Verdict) -> str:
    code = verdict.value.replace(" ", "-")
    if verdict is Verdict.ABOVE_MAXIMUM:
        return code
    if posology.maximum is None:
        return f"{code}-no-maximum"
    per_kg = verdict is Verdict.ABOVE_USUAL_RANGE and posology.usual_per_kg is not None
    return f"{code}-per-kg" if per_kg else code


def _outpatient(posology: Posology) -> Values:
    """Name the edge of what outpatients are given: a maximum, or where hospital begins."""
    edges = (("maximum", posology.maximum), ("hospital_from", posology.hospital_from))
    return tuple((name, MicrogramsPerDay(n)) for name, n in edges if n is not None)


def _above_remarks(inquiry: Inquiry, answer: MaximumCheck) -> tuple[Remark, ...]:
    remarks = list(_supervision(inquiry.posology, answer.verdict))
    supervised = inquiry.setting is Setting.SUPERVISED_INPATIENT
    if answer.verdict is Verdict.NEEDS_SUPERVISION and supervised:
        remarks.append(remark("act-supervised"))
    else:
        remarks.append(remark(f"act-{answer.verdict.value.replace(' ', '-')}"))
    if inquiry.setting is Setting.UNKNOWN and inquiry.posology.by_setting:
        remarks.append(remark("setting-unknown"))
    if inquiry.kidneys.band is KidneyBand.UNKNOWN:
        remarks.append(remark(_kidneys_unknown(inquiry)))
    return tuple(remarks)


def _kidneys_unknown(inquiry: Inquiry) -> str:
    """Say what is amiss with the kidney values: none, an old one, or none to rely on."""
    patient, kidneys = inquiry.patient, inquiry.kidneys
    if kidneys.rate is None and patient.creatinine_nmol_l is None and not patient.recorded_gfr:
        return "kidney-not-on-record"
    old = kidneys.reasons[:1] == (Reservation.STALE,)
    return "kidney-not-recent" if old else "kidney-not-relied-on"


def _supervision(posology: Posology, verdict: Verdict) -> tuple[Remark, ...]:
    """Say what the label allows above what outpatients are given, for inpatients."""
    edge = dict(_outpatient(posology))
    if posology.supervised is not None:
        where, top = posology.place("supervised"), MicrogramsPerDay(posology.supervised)
        code = "inpatients-from" if posology.maximum is None else "inpatients-up-to"
        return (remark(code, where, **edge, top=top, seen=says(where)),)
    if posology.open_above:
        where = posology.place("open_above")
        code = "inpatients-no-top" if verdict is Verdict.NEEDS_SUPERVISION else "inpatients-only"
        return (remark(code, where, **edge, seen=says(where)),)
    return ()


def _named(inquiry: Inquiry, taking: Regimen, named: Limit) -> Finding:
    return Finding(
        "above-named-administration",
        Severity.INFO,
        Basis.LABEL,
        values=(
            ("label", inquiry.label),
            ("largest", taking.largest_micrograms),
            ("named", Micrograms(named.micrograms)),
        ),
        cited=(named.citation,),
    )
