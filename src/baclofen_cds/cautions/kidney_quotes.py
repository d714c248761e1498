"""What the documents say of one state of the kidneys: the label, guidelines and studies."""

from __future__ import annotations

from typing import Final

from baclofen_cds.amounts import PER_MILLIGRAM, Hundredths, MicrogramsPerDay, decimal
from baclofen_cds.case.applies import applying
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.case import Inquiry, absolute_rates
from baclofen_cds.case.kidneys import counted_as_egfr
from baclofen_cds.case.licence import licence_of
from baclofen_cds.cautions.saying import remark, says
from baclofen_cds.deciding.start import lower_start
from baclofen_cds.decisions import Remark
from baclofen_cds.filtration import rate_of
from baclofen_cds.knowledge.schema.label import Guidance, Statement, citations_of
from baclofen_cds.sources import Silent, Stated

__all__ = [
    "end_stage_words",
    "label_remarks",
    "label_words",
    "numbers",
    "quoted",
    "reasons",
    "unadjusted_start",
]

_AT_END: Final = (KidneyBand.END_STAGE, KidneyBand.DIALYSIS)


def unadjusted_start(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote the label's general start, which no kidney function was considered for."""
    start, licence = inquiry.profile.adult.start.total_daily_dose, licence_of(inquiry)
    licensed = licence.in_scope and not licence.contraindicated
    threshold = inquiry.policy.gates.impaired_below.value
    low = any(counted_as_egfr(rate_of(r)) < threshold for r in absolute_rates(inquiry))
    other = inquiry.posology.is_child or lower_start(inquiry.posology, inquiry.patient.indication)
    if low or other or not (licensed and isinstance(start, Stated)):
        return ()
    return (
        remark("label-start-unadjusted", start.citation, label=inquiry.label, total=start.value),
    )


def label_remarks(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote the label on this state of the kidneys, its number first."""
    dose = inquiry.kidney_terms.statement.total_daily_dose
    number = (_number(inquiry, dose),) if isinstance(dose, Stated) else ()
    return (*number, *label_words(inquiry))


def numbers(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote every document that gives a number for this state, the lowest first."""
    dose = inquiry.kidney_terms.statement.total_daily_dose
    given = [(dose.value, _number(inquiry, dose))] if isinstance(dose, Stated) else []
    for quote in quoted(inquiry, "comparison", starting=True):
        total = dict(quote.values).get("total_daily_dose")
        given += [(total, quote)] if isinstance(total, MicrogramsPerDay) else []
    return tuple(quote for _, quote in sorted(given, key=lambda pair: pair[0]))


def label_words(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Quote what the label says of this state of the kidneys without a number."""
    spoken = inquiry.kidney_terms.statement
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
    said, said_of = [], inquiry.profile.kidney.end_stage
    gate, forbidden = said_of.advice, said_of.contraindicated_in
    if inquiry.kidney_terms.forbidden and isinstance(forbidden, Stated):
        place, products = forbidden.citation, ", ".join(forbidden.value)
        values = {"label": inquiry.label, "seen": says(place), "product": products}
        ours = inquiry.policy.licence.in_some_products.citation
        said.append(remark("label-end-stage-contraindicated", place, ours, **values))
    if inquiry.kidney_terms.band in _AT_END and isinstance(gate, Stated):
        values = {"label": inquiry.label, "seen": says(gate.citation)}
        said.append(remark(f"label-end-stage-{gate.value}", gate.citation, **values))
    return tuple(said)


def quoted(inquiry: Inquiry, role: str, *, starting: bool) -> tuple[Remark, ...]:
    """Quote what guidelines and studies say of this patient, in one role."""
    own = {c.pin for c in citations_of(inquiry.kidney_terms.statement.total_daily_dose)}
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
