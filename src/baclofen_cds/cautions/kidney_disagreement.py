"""One creatinine, several measures: where they fall in different bands, that is said.

Nothing here permits anything. Where a clearance gates, or a cystatin C decides, the line on
the kidneys says which counted, and nothing is said here.
"""

from __future__ import annotations

from baclofen_cds import kidney
from baclofen_cds.amounts import Hundredths
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.kidneys import counted_as_egfr
from baclofen_cds.cautions.saying import RECORD, remark
from baclofen_cds.deciding.kidneys import differ_in_band, unseen
from baclofen_cds.decisions import Finding, Remark, Severity, Values
from baclofen_cds.filtration import AbsoluteGFR, CreatinineClearance, IndexedGFR
from baclofen_cds.kidney import REFERENCES
from baclofen_cds.knowledge.schema.policy import Gates
from baclofen_cds.sources import Basis, Citation
from baclofen_cds.vocabulary import GFREquation
from baclofen_cds.words.show import shown

__all__ = ["band_edges", "disagreement_findings"]

Rate = IndexedGFR | AbsoluteGFR | CreatinineClearance


def band_edges(gates: Gates) -> tuple[Hundredths, ...]:
    """Return the edges between bands of kidney function, the highest first."""
    return tuple(g.value for g in (gates.impaired_below, gates.avoid_below, gates.end_stage_below))


def disagreement_findings(inquiry: Inquiry, *, starting: bool) -> tuple[Finding, ...]:
    """Say when the measures of one creatinine put an adult in different bands.

    Not on dialysis and not while creatinine is changing: no equation holds then.
    """
    kidneys = inquiry.kidneys
    own = kidneys.evidence.by_creatinine
    if own is None or kidneys.by_cystatin or kidneys.evidence.clearance_needed:
        return ()
    indexed, others = own.rate, _others(inquiry, own.rate)
    gates = inquiry.policy.gates
    if not others:
        return ()
    measures = (indexed, *others)
    if not differ_in_band(tuple(map(counted_as_egfr, measures)), band_edges(gates)):
        return ()
    ranked = sorted(measures, key=counted_as_egfr)
    least, gate = counted_as_egfr(ranked[0]), gates.avoid_below.value
    hidden = unseen(least, counted_as_egfr(indexed), avoid_below=gate)
    values: Values = (("lowest", str(ranked[0])), ("highest", str(ranked[-1])))
    then = () if starting or not hidden else (remark("do-not-stop-suddenly"),)
    return (
        Finding(
            "measures-differ-in-band",
            Severity.WARNING if hidden else Severity.INFO,
            Basis.EQUATION,
            values,
            _cited(gates, indexed.equation),
            (_listed(measures, inquiry), remark("act-measures-differ"), *then),
        ),
    )


def _others(inquiry: Inquiry, indexed: Rate) -> tuple[AbsoluteGFR | CreatinineClearance, ...]:
    """Return what else an adult's creatinine says: for this body, and the clearance."""
    patient, clearance = inquiry.patient, inquiry.clearance
    if clearance is None or not isinstance(indexed, IndexedGFR):
        return ()
    if patient.height_millimetres is None:
        return (clearance,)
    return (kidney.absolute(indexed, patient), clearance)


def _listed(measures: tuple[Rate, ...], inquiry: Inquiry) -> Remark:
    """List every measure with its name, its unit and its weight, and what it was made of."""
    patient = inquiry.patient
    return remark(
        "measures-listed",
        Citation(RECORD, "serum creatinine, weight and height"),
        creatinine_on=shown(patient.serum_creatinine_on, patient.as_of),
        weight_on=shown(patient.weight_on, patient.as_of),
        measures="; ".join(map(str, measures)),
    )


def _cited(gates: Gates, equation: GFREquation) -> tuple[Citation, ...]:
    return (
        REFERENCES[equation],
        REFERENCES[GFREquation.COCKCROFT_GAULT],
        gates.impaired_below.citation,
        gates.avoid_below.citation,
        gates.end_stage_below.citation,
    )
