"""One creatinine, several measures: where they fall in different bands, that is said.

Nothing here permits anything: gates stay on the indexed eGFR.
"""

from __future__ import annotations

from baclofen_cds import kidney
from baclofen_cds.amounts import Hundredths
from baclofen_cds.deciding.kidneys import differ_in_band, unseen
from baclofen_cds.decisions import Finding, Remark, Severity, Values
from baclofen_cds.filtration import AbsoluteGFR, CreatinineClearance, IndexedGFR
from baclofen_cds.kidney import REFERENCES
from baclofen_cds.knowledge.schema_policy import Gates
from baclofen_cds.rules.clearance import clearance_of
from baclofen_cds.rules.dates import shown
from baclofen_cds.rules.inquiry import RECORD, Inquiry, remark
from baclofen_cds.sources import Basis, Citation
from baclofen_cds.vocabulary import GFREquation, WeightBasis

__all__ = ["band_edges", "disagreement_findings"]

Measure = IndexedGFR | AbsoluteGFR | CreatinineClearance


def band_edges(gates: Gates) -> tuple[Hundredths, ...]:
    """Return the edges between bands of kidney function, the highest first."""
    return tuple(g.value for g in (gates.impaired_below, gates.avoid_below, gates.end_stage_below))


def disagreement_findings(inquiry: Inquiry, *, starting: bool) -> tuple[Finding, ...]:
    """Say when the measures of one creatinine put an adult in different bands.

    Not on dialysis and not while creatinine is changing: no equation holds then.
    """
    indexed, others = (
        kidney.estimated(inquiry.patient, (GFREquation.CKD_EPI_2021,)),
        _others(inquiry),
    )
    gates = inquiry.policy.gates
    if indexed is None or not others:
        return ()
    measures = (indexed, *others)
    if not differ_in_band(tuple(m.hundredths for m in measures), band_edges(gates)):
        return ()
    ranked = sorted(measures, key=lambda m: m.hundredths)
    least, gate = ranked[0].hundredths, gates.avoid_below.value
    hidden = unseen(least, indexed.hundredths, avoid_below=gate)
    values: Values = (("lowest", str(ranked[0])), ("highest", str(ranked[-1])))
    then = () if starting or not hidden else (remark("do-not-stop-suddenly"),)
    return (
        Finding(
            "measures-differ-in-band",
            Severity.WARNING if hidden else Severity.INFO,
            Basis.EQUATION,
            values,
            _cited(gates),
            (_listed(measures, inquiry), remark("act-measures-differ"), *then),
        ),
    )


def _others(inquiry: Inquiry) -> tuple[AbsoluteGFR | CreatinineClearance, ...]:
    """Return what else an adult's creatinine says: the clearance on the policy's weight first."""
    patient, policy = inquiry.patient, inquiry.policy
    if patient.weight_grams is None and patient.height_millimetres is None:
        return ()
    bases = (None, *WeightBasis)
    found = [clearance_of(patient, policy, basis) for basis in bases]
    clearances = tuple(dict.fromkeys(one for one in found if one is not None))
    indexed = kidney.estimated(patient, (GFREquation.CKD_EPI_2021,))
    if not clearances or indexed is None or patient.height_millimetres is None:
        return clearances
    return (kidney.absolute(indexed, patient), *clearances)


def _listed(measures: tuple[Measure, ...], inquiry: Inquiry) -> Remark:
    """List every measure with its name, its unit and its weight, and what it was made of."""
    patient = inquiry.patient
    return remark(
        "measures-listed",
        Citation(RECORD, "serum creatinine, weight and height"),
        creatinine_on=shown(patient.serum_creatinine_on, patient.as_of),
        weight_on=shown(patient.weight_on, patient.as_of),
        measures="; ".join(map(str, measures)),
    )


def _cited(gates: Gates) -> tuple[Citation, ...]:
    return (
        REFERENCES[GFREquation.CKD_EPI_2021],
        REFERENCES[GFREquation.COCKCROFT_GAULT],
        gates.impaired_below.citation,
        gates.avoid_below.citation,
        gates.end_stage_below.citation,
    )
