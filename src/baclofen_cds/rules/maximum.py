"""The daily maximum: where a day stands against every limit a label gives."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from baclofen_cds.amounts import Micrograms, MicrogramsPerDay
from baclofen_cds.decisions import (
    Decision,
    Finding,
    Outcome,
    Remark,
    Severity,
    Values,
    worst_first,
)
from baclofen_cds.knowledge.schema import Guidance, Profile
from baclofen_cds.knowledge.schema_policy import Policy, at_age
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import NotTaking, Regimen, Taking, Unreadable
from baclofen_cds.rules.dates import shown
from baclofen_cds.rules.inquiry import (
    RECORD,
    Inquiry,
    inquire,
    nothing_taken,
    record_findings,
    remark,
    says,
    taking_of,
    unknowns,
)
from baclofen_cds.rules.kidney_caution import kidney_findings
from baclofen_cds.rules.kidney_notes import kidney_notes
from baclofen_cds.rules.kidneys import KidneyBand
from baclofen_cds.rules.licence import below_adult, taking_findings, too_young
from baclofen_cds.rules.limits import Limit, LimitKind, Limits
from baclofen_cds.sources import Basis, Citation, Silent, Stated
from baclofen_cds.vocabulary import Setting

__all__ = ["Limit", "LimitKind", "MaximumCheck", "Verdict", "check_daily_maximum"]


class Verdict(Enum):
    """Where a day stands."""

    WITHIN = "within"
    ABOVE_USUAL_RANGE = "above usual range"
    NEEDS_SUPERVISION = "needs supervision"
    ABOVE_MAXIMUM = "above maximum"


@frozen
class MaximumCheck:
    """Where a day stands against the limits of a label.

    Parameters
    ----------
    verdict
        Within, above the usual range, needs supervision, or above the maximum.
    limits
        Every limit considered.
    binding
        The limit that decided: the one exceeded, or else the maximum; where no maximum
        is stated, the amount from which hospital is meant.
    """

    verdict: Verdict
    limits: tuple[Limit, ...]
    binding: Limit

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the limits come from."""
        return tuple(limit.citation for limit in self.limits)


def check_daily_maximum(
    patient: Patient,
    now: Taking,
    *,
    profile: Profile,
    setting: Setting = Setting.UNKNOWN,
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
    setting : Setting
        Where the patient is treated. Unknown: the limits for outpatients.
    guidance : tuple of Guidance, optional
        Kept for the record; the limits are the label's alone.
    policy : Policy, optional
        Replaces the shipped one.

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
    taking = taking_of(now)
    limits = Limits.for_patient(inquiry)
    answer = None
    if isinstance(taking, Regimen) and limits is not None:
        answer = _check(taking, limits)
    return Decision(
        question="check_daily_maximum",
        outcome=_outcome(inquiry, taking, limits),
        findings=worst_first(
            (
                *_findings(inquiry, taking, limits, answer),
                *_besides(inquiry, taking),
                *record_findings(inquiry),
            )
        ),
        unknown=unknowns(*_missing(inquiry, taking, limits)),
        provenance=inquiry.provenance(taking),
        answer=answer,
    )


def verdict_of(
    total: int,
    *,
    usual: int | None,
    maximum: int | None,
    supervised: int | None,
    open_above: bool,
    hospital_from: int | None = None,
) -> Verdict:
    """Place a day's total among the limits; equal to a limit is not above it.

    An amount from which hospital is meant is itself for hospital.
    """
    above = maximum is not None and total > maximum
    if above or (hospital_from is not None and total >= hospital_from):
        if supervised is not None:
            return Verdict.NEEDS_SUPERVISION if total <= supervised else Verdict.ABOVE_MAXIMUM
        return Verdict.NEEDS_SUPERVISION if open_above else Verdict.ABOVE_MAXIMUM
    if usual is not None and total > usual:
        return Verdict.ABOVE_USUAL_RANGE
    return Verdict.WITHIN


def maximum_findings(inquiry: Inquiry, taking: Taking) -> tuple[Finding, ...]:
    """Say where a day stands against the limits of the label, when it is not within them."""
    limits = Limits.for_patient(inquiry)
    answer = None
    if isinstance(taking, Regimen) and limits is not None:
        answer = _check(taking, limits)
    return _findings(inquiry, taking, limits, answer)


def _check(taking: Regimen, limits: Limits) -> MaximumCheck:
    total = taking.micrograms_per_day
    verdict = verdict_of(
        total,
        usual=None if limits.usual is None else limits.usual.value,
        maximum=_value(limits.maximum),
        supervised=_value(limits.supervised),
        open_above=limits.open_above is not None,
        hospital_from=_value(limits.hospital_from),
    )
    considered = _considered(taking, limits)
    outpatient = LimitKind.MAXIMUM if limits.maximum is not None else LimitKind.SUPERVISED_FROM
    decided_by = {
        Verdict.ABOVE_USUAL_RANGE: limits.usual_kind,
        Verdict.ABOVE_MAXIMUM: (
            LimitKind.MAXIMUM if limits.supervised is None else LimitKind.SUPERVISED_MAXIMUM
        ),
    }.get(verdict, outpatient)
    binding = next(limit for limit in considered if limit.kind is decided_by)
    return MaximumCheck(verdict, considered, binding)


def _value(leaf: Stated[MicrogramsPerDay] | Stated[int] | None) -> int | None:
    return None if leaf is None else leaf.value


def _considered(taking: Regimen, limits: Limits) -> tuple[Limit, ...]:
    """List every limit the label gives, with whether the day passes it."""
    total = taking.micrograms_per_day
    amounts = (
        (LimitKind.MAXIMUM, limits.maximum, total),
        (limits.usual_kind, limits.usual, total),
        (LimitKind.SUPERVISED_MAXIMUM, limits.supervised, total),
        (LimitKind.NAMED_ADMINISTRATION, limits.named, taking.largest_micrograms),
    )
    above = [
        Limit(kind, leaf.value, amount > leaf.value, leaf.citation)
        for kind, leaf, amount in amounts
        if leaf is not None
    ]
    start = limits.hospital_from
    if start is None:
        return tuple(above)
    reached = total >= start.value
    return (Limit(LimitKind.SUPERVISED_FROM, start.value, reached, start.citation), *above)


def _outcome(inquiry: Inquiry, taking: Taking, limits: Limits | None) -> Outcome:
    if too_young(inquiry) is not None:
        return Outcome.OUT_OF_SCOPE
    if not isinstance(taking, Regimen):
        unreadable = isinstance(taking, Unreadable)
        return Outcome.INSUFFICIENT_DATA if unreadable else Outcome.OUT_OF_SCOPE
    if limits is not None:
        return Outcome.STATED
    adult = inquiry.profile.adult.maximum.total_daily_dose
    silent = isinstance(adult, Silent) and not below_adult(inquiry)
    return Outcome.SILENT if silent else Outcome.UNREAD


def _missing(inquiry: Inquiry, taking: Taking, limits: Limits | None) -> tuple[str, ...]:
    names = []
    if isinstance(taking, Unreadable):
        names.append("regimen")
    if inquiry.setting is Setting.UNKNOWN and limits and (limits.supervised or limits.open_above):
        names.append("setting")
    if limits and limits.usual is None and inquiry.profile.child.maximum and below_adult(inquiry):
        names.append("weight")
    if inquiry.kidneys.band is KidneyBand.UNKNOWN:
        names.extend(inquiry.kidneys.missing)
    return tuple(names)


def _besides(inquiry: Inquiry, taking: Taking) -> tuple[Finding, ...]:
    """Say what else a check of what is taken has to say: the kidneys and the licence."""
    if isinstance(taking, NotTaking):
        return (nothing_taken(),)
    notes = kidney_notes(inquiry, starting=False)
    kidneys = (*kidney_findings(inquiry, taking, starting=False), *notes)
    weighty = tuple(f for f in kidneys if f.severity is not Severity.INFO)
    return (*weighty, *taking_findings(inquiry), *_weight_age(inquiry))


def _weight_age(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say when the weight behind a range per kg is old, or has no date."""
    patient = inquiry.patient
    if not below_adult(inquiry) or patient.weight_grams is None:
        return ()
    limit = at_age(inquiry.policy.freshness.weight, patient.age_months)
    on = patient.weight_on
    if on is not None and (patient.as_of - on).days <= limit:
        return ()
    values = (("measured", shown(on, patient.as_of)),)
    place = (Citation(RECORD, "weight"),)
    return (Finding("weight-not-fresh", Severity.INFO, Basis.RECORD, values, place),)


def _findings(
    inquiry: Inquiry, taking: Taking, limits: Limits | None, answer: MaximumCheck | None
) -> tuple[Finding, ...]:
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
    if answer is None or limits is None or not isinstance(taking, Regimen):
        return ()
    found = []
    if answer.verdict is not Verdict.WITHIN:
        found.append(_above(inquiry, taking, limits, answer))
    if limits.named is not None and taking.largest_micrograms > limits.named.value:
        found.append(_named(inquiry, taking, limits.named))
    return tuple(found)


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
        known = inquiry.kidneys.rate is not None
        remarks.append(remark("kidney-not-recent" if known else "kidney-not-on-record"))
    return tuple(remarks)


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
