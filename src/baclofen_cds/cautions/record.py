"""What stands beside every answer: the record itself, and the age of what speaks."""

from __future__ import annotations

from baclofen_cds.case.bands import band_of
from baclofen_cds.case.case import Inquiry, absolute_rates
from baclofen_cds.case.kidney_history import disagreement, lower_before
from baclofen_cds.case.kidneys import counted_as_egfr
from baclofen_cds.cautions.kidney_lines import rise_values
from baclofen_cds.cautions.saying import RECORD, remark
from baclofen_cds.deciding.kidneys import severity_of
from baclofen_cds.decisions import Finding, Severity, Values
from baclofen_cds.filtration import RecordedGFR, rate_of
from baclofen_cds.plausible import unusual
from baclofen_cds.regimen import NotTaking, Regimen, Taking
from baclofen_cds.sources import Basis, Citation
from baclofen_cds.vocabulary import Dialysis, GFREquation, KidneyState
from baclofen_cds.words.show import shown

__all__ = ["standing_findings"]


def standing_findings(inquiry: Inquiry, taking: Taking) -> tuple[Finding, ...]:
    """Say what is unusual in the record itself, and which files are due to be read again.

    ``taking`` is what is taken, or that nothing is where a start is meant.
    """
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
        *_lower_before(inquiry),
        *_told_stable(inquiry),
        *_not_comparable(inquiry, taking),
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
    """Say once that a computed and a recorded rate are far apart; the lower one counts."""
    kidneys, rules, day = inquiry.kidneys, inquiry.policy.agreement, inquiry.patient.as_of
    pair = disagreement(kidneys.evidence, inquiry.policy, by_cystatin=kidneys.by_cystatin)
    if pair is None:
        return ()
    computed, recorded = pair
    values: Values = (
        ("computed", computed.rate.whole),
        ("computed_on", shown(computed.on, day)),
        ("recorded", recorded.rate.whole),
        ("recorded_on", shown(recorded.on, day)),
    )
    cited = (Citation(RECORD, "recorded eGFR"), rules.relative.citation, rules.within.citation)
    what = (remark("rates-disagree-what"),)
    return (Finding("rates-disagree", Severity.INFO, Basis.RECORD, values, cited, what),)


def _lower_before(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Name a much lower rate of the last year."""
    kidneys, day = inquiry.kidneys, inquiry.patient.as_of
    earlier = lower_before(kidneys.evidence, kidneys.measure, inquiry.policy)
    if earlier is None or kidneys.measure is None:
        return ()
    values: Values = (
        ("earlier", earlier.rate.whole),
        ("earlier_on", shown(earlier.on, day)),
        ("rate", kidneys.measure.rate.whole),
        ("measured", shown(kidneys.measured_on, day)),
    )
    rules = inquiry.policy.agreement.named_within.citation
    cited = (Citation(RECORD, "earlier eGFR or creatinine"), rules)
    what = (remark("earlier-rate-lower-what"),)
    return (Finding("earlier-rate-lower", Severity.INFO, Basis.RECORD, values, cited, what),)


def _told_stable(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Name a rise of creatinine that somebody says is none."""
    stable, rise = inquiry.patient.kidney_state is KidneyState.STABLE, inquiry.kidneys.rise
    if rise is None or not stable:
        return ()
    rules = inquiry.policy.acute_kidney_injury
    cited = (Citation(RECORD, "serum creatinine"), rules.ratio.citation, rules.rise.citation)
    what = (remark("told-stable-but-rising-what"),)
    code, values = "told-stable-but-rising", rise_values(inquiry, rise)
    return (Finding(code, Severity.WARNING, Basis.RECORD, values, cited, what),)


def _not_comparable(inquiry: Inquiry, taking: Taking) -> tuple[Finding, ...]:
    """Say that a recorded clearance was not used; a low one weighs as if it had been."""
    rates = absolute_rates(inquiry)
    if not rates:
        return ()
    least = min(rates, key=lambda rate: rate.hundredths)
    threshold = inquiry.policy.gates.impaired_below
    weights = [_weight(inquiry, rate, taking) for rate in rates]
    values: Values = (
        ("rate", least.whole),
        ("equation", least.equation.value),
        ("measured", shown(least.on, inquiry.patient.as_of)),
    )
    return (
        Finding(
            "clearance-not-comparable",
            max(weights, key=lambda severity: severity.rank),
            Basis.RECORD,
            values,
            (Citation(RECORD, "recorded clearance"), threshold.citation),
            (remark("clearance-not-comparable-what"),),
        ),
    )


def _weight(inquiry: Inquiry, rate: RecordedGFR, taking: Taking) -> Severity:
    """Return how grave an absolute rate would be, beside this dose, if it were compared."""
    gates, exposure, own = inquiry.policy.gates, inquiry.policy.exposure, rate_of(rate)
    of_clearance = rate.equation is GFREquation.COCKCROFT_GAULT
    band = band_of(
        None if of_clearance else counted_as_egfr(own),
        Dialysis.NONE,
        KidneyState.STABLE,
        impaired_below=gates.impaired_below.value,
        avoid_below=gates.avoid_below.value,
        end_stage_below=0,
        clearance=own.hundredths if of_clearance else None,
        clearance_impaired_below=gates.clearance_impaired_below.value,
        clearance_avoid_below=gates.clearance_avoid_below.value,
    )
    severity = severity_of(
        band,
        taking.micrograms_per_day if isinstance(taking, Regimen) else None,
        starting=isinstance(taking, NotTaking),
        high_dose=exposure.high_dose.value,
        dialysis_dose=exposure.dialysis_dose.value,
        mild=True,
    )
    return severity or Severity.INFO


def _overdue(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Say that a file is past the day on which its document was to be read again."""
    day, guidance = inquiry.patient.as_of, [one.header for one in inquiry.guidance]
    late = [
        header
        for header in (inquiry.profile.header, inquiry.policy.header, *guidance)
        if day > header.review_due
    ]
    if not late:
        return ()
    first = min(late, key=lambda header: header.review_due)
    values: Values = (("due", shown(first.review_due, day)),)
    cited = tuple(Citation(header.title, f"review due {header.review_due}") for header in late)
    what = (remark("review-overdue-what", files=", ".join(header.name for header in late)),)
    return (Finding("review-overdue", Severity.INFO, Basis.POLICY, values, cited, what),)
