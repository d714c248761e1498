"""What stands beside every answer: the record itself, and the age of what speaks."""

from __future__ import annotations

from baclofen_cds.deciding.limits import is_above, is_below, lowest
from baclofen_cds.decisions import Finding, Severity, Values
from baclofen_cds.plausible import unusual
from baclofen_cds.rules.dates import shown
from baclofen_cds.rules.inquiry import RECORD, Inquiry, absolute_rates, remark
from baclofen_cds.sources import Basis, Citation

__all__ = ["standing_findings"]


def standing_findings(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say what is unusual in the record itself, and which files are due to be read again."""
    findings = [
        Finding(
            f"unusual-{name.replace('_', '-')}",
            Severity.INFO,
            Basis.RECORD,
            cited=(Citation(RECORD, name),),
        )
        for name in unusual(inquiry.patient, inquiry.policy.plausibility)
    ]
    return (
        *findings,
        *_intrathecal(inquiry),
        *_in_doubt(inquiry),
        *_rates_disagree(inquiry),
        *_not_comparable(inquiry),
        *_overdue(inquiry),
    )


def _intrathecal(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say that baclofen goes into the spinal canal too, and is not counted here."""
    if not inquiry.patient.intrathecal_baclofen:
        return ()
    cited = (Citation(RECORD, "intrathecal baclofen"),)
    what = (remark("act-beside-intrathecal"), remark("do-not-stop-suddenly"))
    return (Finding("beside-intrathecal", Severity.WARNING, Basis.RECORD, (), cited, what),)


def _in_doubt(inquiry: Inquiry) -> tuple[Finding, ...]:
    if not inquiry.patient.kidney_values_in_doubt:
        return ()
    cited = (Citation(RECORD, "creatinine and eGFR"), inquiry.policy.agreement.relative.citation)
    what = (remark("kidney-values-in-doubt-what"),)
    code = "kidney-values-in-doubt"
    return (Finding(code, Severity.WARNING, Basis.RECORD, cited=cited, remarks=what),)


def _rates_disagree(inquiry: Inquiry) -> tuple[Finding, ...]:
    if inquiry.kidneys.disagree is None:
        return ()
    (computed, computed_on), (recorded, recorded_on) = inquiry.kidneys.disagree
    day = inquiry.patient.as_of
    values: Values = (
        ("computed", computed.whole),
        ("computed_on", shown(computed_on, day)),
        ("recorded", recorded.whole),
        ("recorded_on", shown(recorded_on, day)),
    )
    rules = inquiry.policy.agreement
    cited = (Citation(RECORD, "recorded eGFR"), rules.relative.citation, rules.within.citation)
    what = (remark("rates-disagree-what"),)
    return (Finding("rates-disagree", Severity.WARNING, Basis.RECORD, values, cited, what),)


def _not_comparable(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say that a recorded clearance was not used, and that it is low when it is."""
    rates = absolute_rates(inquiry)
    if not rates:
        return ()
    least = rates[lowest([rate.hundredths for rate in rates])]
    threshold = inquiry.policy.gates.impaired_below
    low = is_below(least.hundredths, threshold.value)
    values: Values = (
        ("rate", least.whole),
        ("equation", least.equation.value),
        ("measured", shown(least.on, inquiry.patient.as_of)),
    )
    return (
        Finding(
            "clearance-not-comparable",
            Severity.WARNING if low else Severity.INFO,
            Basis.RECORD,
            values,
            (Citation(RECORD, "recorded clearance"), threshold.citation),
            (remark("clearance-not-comparable-what"),),
        ),
    )


def _overdue(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say that a file is past the day on which its document was to be read again."""
    day, guidance = inquiry.patient.as_of, [one.header for one in inquiry.guidance]
    late = [
        header
        for header in (inquiry.profile.header, inquiry.policy.header, *guidance)
        if is_above(day.toordinal(), header.review_due.toordinal())
    ]
    if not late:
        return ()
    first = late[lowest([header.review_due.toordinal() for header in late])]
    values: Values = (("due", shown(first.review_due, day)),)
    cited = tuple(Citation(header.title, f"review due {header.review_due}") for header in late)
    what = (remark("review-overdue-what", files=", ".join(header.name for header in late)),)
    return (Finding("review-overdue", Severity.INFO, Basis.POLICY, values, cited, what),)
