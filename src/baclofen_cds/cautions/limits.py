"""What is said of a day that is not within its limits."""

from __future__ import annotations

from baclofen_cds.amounts import Micrograms, MicrogramsPerDay
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.kidney_rates import Reservation
from baclofen_cds.case.licence import too_young
from baclofen_cds.case.limits import LimitKind, Limits
from baclofen_cds.cautions.saying import RECORD, remark, says
from baclofen_cds.deciding.maximum import Verdict
from baclofen_cds.deciding.verdict import MaximumCheck, check_against
from baclofen_cds.decisions import Finding, Remark, Severity, Values
from baclofen_cds.regimen import Regimen, Taking, Unreadable
from baclofen_cds.sources import Basis, Citation, Stated
from baclofen_cds.vocabulary import Setting

__all__ = ["maximum_findings", "on_the_day"]


def maximum_findings(inquiry: Inquiry, taking: Taking) -> tuple[Finding, ...]:
    """Say where a day stands against the limits of the label, when it is not within them."""
    limits = Limits.for_patient(inquiry)
    answer = None
    if isinstance(taking, Regimen) and limits is not None:
        answer = check_against(taking, limits)
    return on_the_day(inquiry, taking, limits, answer)


def on_the_day(
    inquiry: Inquiry, taking: Taking, limits: Limits | None, answer: MaximumCheck | None
) -> tuple[Finding, ...]:
    """Return what a check of a day found, or why there was none."""
    young = too_young(inquiry)
    if young is not None:
        return (
            Finding(
                "age-not-established-check",
                Severity.WARNING,
                Basis.LABEL,
                values=(("label", inquiry.label), ("age", young.value)),
                cited=(young.citation,),
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
    if answer is None or limits is None:
        return (_no_maximum(inquiry, taking),)
    found = []
    if answer.verdict is not Verdict.WITHIN:
        found.append(_above(inquiry, taking, limits, answer))
    if limits.named is not None and taking.largest_micrograms > limits.named.value:
        found.append(_named(inquiry, taking, limits.named))
    return tuple(found)


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


def _above(inquiry: Inquiry, taking: Regimen, limits: Limits, answer: MaximumCheck) -> Finding:
    severity = {
        Verdict.ABOVE_USUAL_RANGE: Severity.INFO,
        Verdict.NEEDS_SUPERVISION: Severity.WARNING,
        Verdict.ABOVE_MAXIMUM: Severity.CRITICAL,
    }[answer.verdict]
    values: Values = (
        ("label", inquiry.label),
        ("market", inquiry.profile.header.adjective),
        ("total", taking.micrograms_per_day),
        *((name, leaf.value) for name, leaf in _outpatient(limits)),
        ("limit", MicrogramsPerDay(answer.binding.micrograms)),
        ("seen", says(answer.binding.citation)),
        ("outpatient", "outpatient " if limits.by_setting else ""),
        ("usual", MicrogramsPerDay(0 if limits.usual is None else limits.usual.value)),
    )
    return Finding(
        _code(limits, answer.verdict),
        severity,
        Basis.LABEL,
        values=values,
        cited=answer.citations,
        remarks=_above_remarks(inquiry, limits, answer),
    )


def _code(limits: Limits, verdict: Verdict) -> str:
    code = verdict.value.replace(" ", "-")
    if verdict is Verdict.ABOVE_MAXIMUM:
        return code
    if limits.maximum is None:
        return f"{code}-no-maximum"
    per_kg = verdict is Verdict.ABOVE_USUAL_RANGE and limits.usual_kind is LimitKind.USUAL_PER_KG
    return f"{code}-per-kg" if per_kg else code


def _outpatient(limits: Limits) -> tuple[tuple[str, Stated[MicrogramsPerDay]], ...]:
    """Name the edge of what outpatients are given: a maximum, or where hospital begins."""
    edges = (("maximum", limits.maximum), ("hospital_from", limits.hospital_from))
    return tuple((name, leaf) for name, leaf in edges if leaf is not None)


def _above_remarks(inquiry: Inquiry, limits: Limits, answer: MaximumCheck) -> tuple[Remark, ...]:
    remarks = list(_supervision(limits, answer.verdict))
    supervised = inquiry.setting is Setting.SUPERVISED_INPATIENT
    if answer.verdict is Verdict.NEEDS_SUPERVISION and supervised:
        remarks.append(remark("act-supervised"))
    else:
        remarks.append(remark(f"act-{answer.verdict.value.replace(' ', '-')}"))
    if inquiry.setting is Setting.UNKNOWN and limits.by_setting:
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


def _supervision(limits: Limits, verdict: Verdict) -> tuple[Remark, ...]:
    """Say what the label allows above what outpatients are given, for inpatients."""
    edge = {name: leaf.value for name, leaf in _outpatient(limits)}
    if limits.supervised is not None:
        where, top = limits.supervised.citation, limits.supervised.value
        code = "inpatients-up-to" if limits.maximum is not None else "inpatients-from"
        return (remark(code, where, **edge, top=top, seen=says(where)),)
    if limits.open_above is not None:
        where = limits.open_above
        code = "inpatients-no-top" if verdict is Verdict.NEEDS_SUPERVISION else "inpatients-only"
        return (remark(code, where, **edge, seen=says(where)),)
    return ()


def _named(inquiry: Inquiry, taking: Regimen, named: Stated[Micrograms]) -> Finding:
    return Finding(
        "above-named-administration",
        Severity.INFO,
        Basis.LABEL,
        values=(
            ("label", inquiry.label),
            ("largest", taking.largest_micrograms),
            ("named", named.value),
        ),
        cited=(named.citation,),
    )
