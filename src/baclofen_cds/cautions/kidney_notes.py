"""What else is worth knowing of the kidneys, each a finding of its own.

Nothing here moves an outcome or permits anything.
"""

from __future__ import annotations

from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.kidney_history import disagreement
from baclofen_cds.case.kidney_rates import is_thin
from baclofen_cds.case.kidneys import Reservation, counted_as_egfr
from baclofen_cds.cautions.kidney_disagreement import band_edges, disagreement_findings
from baclofen_cds.cautions.kidney_lines import rate_values, unit_of
from baclofen_cds.cautions.kidney_quotes import quoted
from baclofen_cds.cautions.saying import RECORD, remark
from baclofen_cds.cautions.undated import undated_findings
from baclofen_cds.deciding.kidneys import nearest_edge
from baclofen_cds.decisions import Finding, Remark, Severity, Values
from baclofen_cds.filtration import AbsoluteGFR, IndexedGFR, rate_of
from baclofen_cds.kidney import REFERENCES
from baclofen_cds.regimen import Regimen, Taking
from baclofen_cds.sources import Basis, Citation
from baclofen_cds.vocabulary import GFREquation, KidneyState
from baclofen_cds.words.show import shown

__all__ = ["kidney_notes"]


def kidney_notes(
    inquiry: Inquiry, taking: Taking, *, starting: bool, rising: bool = False
) -> tuple[Finding, ...]:
    """Return the findings that stand beside the one about the kidneys.

    ``rising`` marks an increase that is considered.
    """
    return (
        *disagreement_findings(inquiry, starting=starting),
        *_cystatin_decides(inquiry),
        *(undated_findings(inquiry, starting=starting) if starting or rising else ()),
        *_no_clearance(inquiry, starting=starting),
        *_explained(inquiry, starting=starting),
        *_reads_high(inquiry, taking, starting=starting, rising=rising),
    )


def _cystatin_decides(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Show what creatinine alone says where a fresh cystatin C decides with it."""
    kidneys = inquiry.kidneys
    both, alone = kidneys.evidence.by_both, kidneys.evidence.by_creatinine
    if not kidneys.by_cystatin or both is None or alone is None:
        return ()
    rates = [one for one in (alone.rate, inquiry.clearance) if one is not None]
    values: Values = (
        ("measured", shown(both.on, inquiry.patient.as_of)),
        ("rate", both.rate.whole),
        ("unit", unit_of(both.rate)),
        ("alone", ", ".join(f"{one.whole} {unit_of(one)}" for one in rates)),
    )
    cited = (Citation(RECORD, "cystatin C"), REFERENCES[both.rate.equation])
    listed = "; ".join(map(str, rates))
    what = (remark("cystatin-decides-what", *cited, both=str(both.rate), alone=listed),)
    return (Finding("cystatin-decides", Severity.INFO, Basis.EQUATION, values, cited, what),)


def _no_clearance(inquiry: Inquiry, *, starting: bool) -> tuple[Finding, ...]:
    """Say, where nothing is started and the rate is not poor, that no clearance was looked at."""
    kidneys = inquiry.kidneys
    unimpaired = kidneys.band is KidneyBand.NOT_IMPAIRED
    if starting or not unimpaired or Reservation.NO_CLEARANCE not in kidneys.reasons:
        return ()
    cited = (Citation(RECORD, "weight"), inquiry.policy.gates.clearance_from.citation)
    return (Finding("clearance-not-computed", Severity.INFO, Basis.RECORD, cited=cited),)


def _explained(inquiry: Inquiry, *, starting: bool) -> tuple[Finding, ...]:
    """Quote what studies found of exposure at this clearance, where the kidneys are impaired."""
    rate, clearance = inquiry.kidneys.rate, inquiry.clearance
    if rate is None or clearance is None or _doubtful(inquiry):
        return ()
    said = quoted(inquiry, "explanation", starting=starting)
    impaired = counted_as_egfr(rate) < inquiry.policy.gates.impaired_below.value
    if not impaired or not said:
        return ()
    values: Values = (("clearance", str(clearance)),)
    cited = (Citation(RECORD, "serum creatinine and weight"), REFERENCES[clearance.equation])
    return (
        Finding("kidney-clearance-explained", Severity.INFO, Basis.STUDY, values, cited, said),
    )


def _reads_high(
    inquiry: Inquiry, taking: Taking, *, starting: bool, rising: bool
) -> tuple[Finding, ...]:
    """Say once that creatinine reads high: where muscle is little, else near an edge."""
    kidneys = inquiry.kidneys
    rate = kidneys.rate
    if rate is None or not _estimated(rate, inquiry) or not _steady(inquiry):
        return ()
    if kidneys.by_cystatin or inquiry.patient.kidney_values_in_doubt:
        return ()
    due = starting or rising or _high(inquiry, taking)
    low = counted_as_egfr(rate) < inquiry.policy.little_muscle.rate_below.value
    why = _little_muscle(inquiry) if due and low else ()
    if why:
        return (_muscle_note(inquiry, rate, why, starting=starting),)
    return _near_edge(inquiry, rate, starting=starting)


def _high(inquiry: Inquiry, taking: Taking) -> bool:
    high = inquiry.policy.exposure.high_dose.value
    return isinstance(taking, Regimen) and taking.micrograms_per_day >= high


def _little_muscle(inquiry: Inquiry) -> tuple[tuple[str, Citation], ...]:
    """Name what on record means little muscle, each with the policy's place."""
    patient, rules = inquiry.patient, inquiry.policy.little_muscle
    names = [c.value for c in rules.conditions.value if c in patient.conditions]
    names += [i.value for i in rules.indications.value if i is patient.indication]
    found = [(name, rules.conditions.citation) for name in dict.fromkeys(names)]
    if patient.age_months < inquiry.policy.age.adult_from.value:
        return tuple(found)
    if is_thin(patient, rules.mass_index_below.value):
        found.append(("a low body mass index", rules.mass_index_below.citation))
    level = patient.creatinine_nmol_l
    if level is not None and level < rules.creatinine_below.value:
        found.append(("a very low creatinine", rules.creatinine_below.citation))
    return tuple(found)


def _muscle_note(
    inquiry: Inquiry,
    rate: IndexedGFR | AbsoluteGFR,
    why: tuple[tuple[str, Citation], ...],
    *,
    starting: bool,
) -> Finding:
    values, places = rate_values(inquiry, rate), [place for _, place in why]
    cited = (Citation(RECORD, "creatinine or eGFR"), *places)
    then = (
        remark("little-muscle-on-record", *places, why=", ".join(name for name, _ in why)),
        *quoted(inquiry, "near-edge", starting=starting),
        remark("act-near-edge"),
    )
    return Finding("creatinine-reads-high", Severity.INFO, Basis.POLICY, values, cited, then)


def _near_edge(
    inquiry: Inquiry, rate: IndexedGFR | AbsoluteGFR, *, starting: bool
) -> tuple[Finding, ...]:
    """Say, near the edge of a band, that creatinine reads high where muscle is little."""
    gates = inquiry.policy.gates
    edge = nearest_edge(counted_as_egfr(rate), band_edges(gates), gates.near_edge.value)
    if edge is None or _doubtful(inquiry):
        return ()
    values: Values = (*rate_values(inquiry, rate), ("edge", edge))
    remarks: tuple[Remark, ...] = (
        remark("little-muscle"),
        *quoted(inquiry, "near-edge", starting=starting),
        remark("act-near-edge"),
    )
    cited = (Citation(RECORD, "creatinine or eGFR"), gates.near_edge.citation)
    return (Finding("near-band-edge", Severity.INFO, Basis.POLICY, values, cited, remarks),)


def _doubtful(inquiry: Inquiry) -> bool:
    """Whether the values themselves are contradicted, which is said elsewhere."""
    kidneys = inquiry.kidneys
    pair = disagreement(kidneys.evidence, inquiry.policy, by_cystatin=kidneys.by_cystatin)
    return pair is not None or inquiry.patient.kidney_values_in_doubt


def _estimated(rate: IndexedGFR | AbsoluteGFR, inquiry: Inquiry) -> bool:
    """Whether a rate is an estimate: not measured, and no mere lower bound."""
    bounds = [r for r in inquiry.patient.recorded_gfr if r.lower_bound]
    bound = any(rate == rate_of(r) for r in bounds)
    return rate.equation is not GFREquation.MEASURED and not bound


def _steady(inquiry: Inquiry) -> bool:
    changing = inquiry.kidneys.state is KidneyState.CHANGING
    return not changing and inquiry.kidneys.band is not KidneyBand.DIALYSIS
