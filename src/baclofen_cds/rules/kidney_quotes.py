"""What the documents say of one state of the kidneys: the label, guidelines and studies."""

from __future__ import annotations

from baclofen_cds.amounts import PER_MILLIGRAM, Hundredths, MicrogramsPerDay, decimal
from baclofen_cds.deciding.kidneys import KidneyBand
from baclofen_cds.deciding.limits import holds_between, is_below
from baclofen_cds.decisions import Remark
from baclofen_cds.knowledge.schema import (
    Guidance,
    KidneyStatement,
    Statement,
    citations_of,
)
from baclofen_cds.rules.inquiry import Inquiry, absolute_rates, remark, says
from baclofen_cds.rules.licence import below_adult, licence_of
from baclofen_cds.rules.lower_start import lower_start
from baclofen_cds.sources import Leaf, Silent, Stated
from baclofen_cds.vocabulary import Condition, Dialysis, KidneyState

__all__ = [
    "applying",
    "end_stage_forbidden",
    "end_stage_words",
    "kidneys_read",
    "label_remarks",
    "label_statement",
    "label_words",
    "numbers",
    "quoted",
    "reasons",
    "unadjusted_start",
]


def label_statement(inquiry: Inquiry) -> KidneyStatement:
    """Return what the label says about this state of the kidneys."""
    kidney = inquiry.profile.kidney
    changing = inquiry.kidneys.state is KidneyState.CHANGING
    if inquiry.kidneys.band is KidneyBand.DIALYSIS:
        if not _of_this_dialysis(inquiry) or changing or below_adult(inquiry):
            return KidneyStatement(total_daily_dose=_silent(kidney.dialysis.total_daily_dose))
        return kidney.dialysis
    if changing or below_adult(inquiry):
        return KidneyStatement(
            total_daily_dose=_silent(kidney.impaired.total_daily_dose),
            advice=kidney.impaired.advice,
        )
    return kidney.impaired


def _of_this_dialysis(inquiry: Inquiry) -> bool:
    """Whether what the label says of dialysis is about this form of it.

    A text that names no form is about long-term dialysis, not about continuous treatment.
    """
    named, form = inquiry.profile.kidney.dialysis_named, inquiry.patient.dialysis
    if isinstance(named, Stated):
        return form in named.value
    return form is not Dialysis.CONTINUOUS


def kidneys_read(inquiry: Inquiry) -> bool:
    """Whether anybody has read what the label says of this state of the kidneys."""
    spoken = label_statement(inquiry)
    return isinstance(spoken.total_daily_dose, (Stated, Silent)) or isinstance(
        spoken.advice, Stated
    )


def _silent(leaf: Leaf[MicrogramsPerDay]) -> Leaf[MicrogramsPerDay]:
    """Take away the number for adults with impaired, steady kidneys: it says no more."""
    return Silent(leaf.citation) if isinstance(leaf, Stated) else leaf


def unadjusted_start(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote the label's general start, which no kidney function was considered for."""
    start, licence = inquiry.profile.adult.start.total_daily_dose, licence_of(inquiry)
    licensed = licence.in_scope and not licence.contraindicated
    threshold = inquiry.policy.gates.impaired_below.value
    low = any(is_below(rate.hundredths, threshold) for rate in absolute_rates(inquiry))
    other = below_adult(inquiry) or lower_start(inquiry) is not None
    if low or other or not (licensed and isinstance(start, Stated)):
        return ()
    return (
        remark("label-start-unadjusted", start.citation, label=inquiry.label, total=start.value),
    )


def label_remarks(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote the label on this state of the kidneys, its number first."""
    dose = label_statement(inquiry).total_daily_dose
    number = (_number(inquiry, dose),) if isinstance(dose, Stated) else ()
    return (*number, *label_words(inquiry))


def numbers(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote every document that gives a number for this state, the lowest first."""
    dose = label_statement(inquiry).total_daily_dose
    given = [(dose.value, _number(inquiry, dose))] if isinstance(dose, Stated) else []
    for quote in quoted(inquiry, "comparison", starting=True):
        total = dict(quote.values).get("total_daily_dose")
        given += [(total, quote)] if isinstance(total, MicrogramsPerDay) else []
    return tuple(quote for _, quote in sorted(given, key=lambda pair: pair[0]))


def label_words(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote what the label says of this state of the kidneys without a number."""
    spoken = label_statement(inquiry)
    remarks: list[Remark] = []
    dose = spoken.total_daily_dose
    if isinstance(dose, Stated):
        pass
    elif isinstance(spoken.advice, Stated):
        remarks.append(
            remark(
                f"label-kidney-{spoken.advice.value}",
                spoken.advice.citation,
                label=inquiry.label,
                seen=says(spoken.advice.citation),
            )
        )
    elif isinstance(dose, Silent):
        remarks.append(_silent_remark(inquiry, dose))
    else:
        remarks.append(remark("label-kidney-unread", label=inquiry.label))
    return (*remarks, *end_stage_words(inquiry))


def _silent_remark(inquiry: Inquiry, dose: Silent) -> Remark:
    seen = says(dose.citation)
    return remark("label-kidney-silent", dose.citation, label=inquiry.label, seen=seen)


def _number(inquiry: Inquiry, dose: Stated[MicrogramsPerDay]) -> Remark:
    """Quote the label's number; where it gives no threshold, ours is named."""
    values = {"label": inquiry.label, "seen": says(dose.citation), "total": dose.value}
    if inquiry.kidneys.band is KidneyBand.DIALYSIS:
        named = inquiry.profile.kidney.dialysis_named
        forms = [form.value for form in named.value] if isinstance(named, Stated) else []
        kind = ", ".join(forms) or "dialysis, its form not named"
        return remark("label-dialysis-number", dose.citation, dialysis=kind, **values)
    threshold = inquiry.policy.gates.impaired_below.citation
    return remark("label-kidney-number", dose.citation, threshold, **values)


def end_stage_words(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote what the label says of end-stage disease, where that is reached."""
    gate, forbidden = inquiry.profile.kidney.end_stage.advice, end_stage_forbidden(inquiry)
    said = []
    if forbidden is not None:
        place, products = forbidden.citation, ", ".join(forbidden.value)
        values = {"label": inquiry.label, "seen": says(place), "product": products}
        ours = inquiry.policy.licence.in_some_products.citation
        said.append(remark("label-end-stage-contraindicated", place, ours, **values))
    if _at_end_stage(inquiry) and isinstance(gate, Stated):
        values = {"label": inquiry.label, "seen": says(gate.citation)}
        said.append(remark(f"label-end-stage-{gate.value}", gate.citation, **values))
    return tuple(said)


def _at_end_stage(inquiry: Inquiry) -> bool:
    return inquiry.kidneys.band in (KidneyBand.END_STAGE, KidneyBand.DIALYSIS)


def end_stage_forbidden(inquiry: Inquiry) -> Stated[tuple[str, ...]] | None:
    """Return the products whose text forbids the use at end stage, when that is reached."""
    forbidden = inquiry.profile.kidney.end_stage.contraindicated_in
    return forbidden if _at_end_stage(inquiry) and isinstance(forbidden, Stated) else None


def applying(
    inquiry: Inquiry, *, starting: bool, role: str | None = None
) -> list[tuple[Guidance, Statement]]:
    """Return the statements about this patient, "avoid" first, then the older first.

    ``role`` keeps to those that are quoted for one purpose.
    """
    concerned = [
        (guidance, statement)
        for guidance in inquiry.guidance
        for statement in guidance.statement
        if role in (None, statement.role)
        and _speaks_here(guidance, statement, inquiry)
        and _concerns(statement, inquiry, starting=starting)
    ]
    return sorted(concerned, key=lambda pair: (not pair[1].avoid, pair[0].header.revised))


def _speaks_here(guidance: Guidance, statement: Statement, inquiry: Inquiry) -> bool:
    same = guidance.header.jurisdiction == inquiry.profile.header.jurisdiction
    return same or not statement.own_market


def _concerns(statement: Statement, inquiry: Inquiry, *, starting: bool) -> bool:
    if statement.when not in ("any", "start" if starting else "taking"):
        return False
    if is_below(inquiry.patient.age_months, statement.from_age):
        return False
    if statement.not_at_end_of_life and _at_end_of_life(inquiry):
        return False
    if statement.dialysis:
        return inquiry.patient.dialysis in statement.dialysis
    return _at_this_rate(statement, inquiry) and _at_this_clearance(statement, inquiry)


def _at_this_rate(statement: Statement, inquiry: Inquiry) -> bool:
    """Compare a band of eGFR with the number that decides; without one it is about all.

    That a clearance which decides is counted like an eGFR is the policy's.
    """
    low, high = statement.egfr_from, statement.egfr_below
    rate = inquiry.kidneys.deciding_hundredths
    if low is None and high is None:
        return True
    return rate is not None and holds_between(rate, low, high)


def _at_this_clearance(statement: Statement, inquiry: Inquiry) -> bool:
    """Compare a band of clearance with a clearance, never with an indexed rate."""
    if statement.crcl_from is None and statement.crcl_below is None:
        return True
    clearance = inquiry.clearance
    return clearance is not None and holds_between(
        clearance.hundredths, statement.crcl_from, statement.crcl_below
    )


def _at_end_of_life(inquiry: Inquiry) -> bool:
    return Condition.END_OF_LIFE_CARE in inquiry.patient.conditions


def quoted(inquiry: Inquiry, role: str, *, starting: bool) -> tuple[Remark, ...]:
    """Quote what guidelines and studies say of this patient, in one role."""
    own = {c.pin for c in citations_of(label_statement(inquiry).total_daily_dose)}
    return tuple(
        _quote(guidance, statement)
        for guidance, statement in applying(inquiry, starting=starting, role=role)
        if not (role == "comparison" and statement.citation.pin in own)
    )


def reasons(inquiry: Inquiry, *, starting: bool) -> tuple[Remark, ...]:
    """Join the reasons that documents give into one sentence."""
    given = quoted(inquiry, "reason", starting=starting)
    return (remark("why", reasons=given),) if given else ()


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
            values[f"{name}_number"] = decimal(figure, PER_MILLIGRAM)
    return remark(statement.code, statement.citation, **values)
