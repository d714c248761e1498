"""What else is worth knowing of the kidneys, each a finding of its own.

Nothing here moves an outcome or permits anything.
"""

from __future__ import annotations

from baclofen_cds.deciding.kidneys import KidneyBand, nearest_edge
from baclofen_cds.deciding.limits import is_below
from baclofen_cds.decisions import Finding, Remark, Severity, Values
from baclofen_cds.filtration import IndexedGFR
from baclofen_cds.kidney import REFERENCES
from baclofen_cds.rules.dates import shown
from baclofen_cds.rules.inquiry import RECORD, Inquiry, remark
from baclofen_cds.rules.kidney_disagreement import band_edges, disagreement_findings
from baclofen_cds.rules.kidney_quotes import quoted
from baclofen_cds.sources import Basis, Citation
from baclofen_cds.vocabulary import GFREquation, KidneyState

__all__ = ["kidney_notes"]


def kidney_notes(inquiry: Inquiry, *, starting: bool) -> tuple[Finding, ...]:
    """Return the findings that stand beside the one about the kidneys."""
    return (
        *disagreement_findings(inquiry, starting=starting),
        *_explained(inquiry, starting=starting),
        *_near_edge(inquiry, starting=starting),
    )


def _explained(inquiry: Inquiry, *, starting: bool) -> tuple[Finding, ...]:
    """Quote what studies found of exposure at this clearance, where the kidneys are impaired."""
    rate, clearance = inquiry.kidneys.rate, inquiry.clearance
    if rate is None or clearance is None or _doubtful(inquiry):
        return ()
    said = quoted(inquiry, "explanation", starting=starting)
    impaired = is_below(rate.hundredths, inquiry.policy.gates.impaired_below.value)
    if not impaired or not said:
        return ()
    values: Values = (("clearance", str(clearance)),)
    cited = (Citation(RECORD, "serum creatinine and weight"), REFERENCES[clearance.equation])
    return (
        Finding("kidney-clearance-explained", Severity.INFO, Basis.STUDY, values, cited, said),
    )


def _near_edge(inquiry: Inquiry, *, starting: bool) -> tuple[Finding, ...]:
    """Say, near the edge of a band, that creatinine reads high where muscle is little."""
    rate, gates = inquiry.kidneys.rate, inquiry.policy.gates
    if rate is None or not _estimated(rate, inquiry) or not _steady(inquiry):
        return ()
    if _doubtful(inquiry):
        return ()
    edge = nearest_edge(rate.hundredths, band_edges(gates), gates.near_edge.value)
    if edge is None:
        return ()
    values: Values = (
        ("rate", rate.whole),
        ("equation", rate.equation.value),
        ("measured", shown(inquiry.kidneys.measured_on, inquiry.patient.as_of)),
        ("edge", edge),
    )
    remarks: tuple[Remark, ...] = (
        remark("little-muscle"),
        *quoted(inquiry, "near-edge", starting=starting),
        remark("act-near-edge"),
    )
    return (
        Finding(
            "near-band-edge",
            Severity.INFO,
            Basis.POLICY,
            values,
            (Citation(RECORD, "creatinine or eGFR"), gates.near_edge.citation),
            remarks,
        ),
    )


def _doubtful(inquiry: Inquiry) -> bool:
    """Whether the values themselves are contradicted, which is said elsewhere."""
    return inquiry.kidneys.disagree is not None or inquiry.patient.kidney_values_in_doubt


def _estimated(rate: IndexedGFR, inquiry: Inquiry) -> bool:
    """Whether a rate is an estimate: not measured, and no mere lower bound."""
    bounds = [r for r in inquiry.patient.recorded_gfr if r.lower_bound]
    bound = any(rate == IndexedGFR(r.hundredths, r.equation) for r in bounds)
    return rate.equation is not GFREquation.MEASURED and not bound


def _steady(inquiry: Inquiry) -> bool:
    changing = inquiry.patient.kidney_state is KidneyState.CHANGING
    return not changing and inquiry.kidneys.band is not KidneyBand.DIALYSIS
