"""How the kidneys are told in a finding: the number that decides, its places, what is amiss."""

from __future__ import annotations

from baclofen_cds.amounts import Days, nearest
from baclofen_cds.case.bands import KidneyBand, is_avoided
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.kidney_history import Rise
from baclofen_cds.case.kidneys import Measure, Reservation, counted_as_egfr
from baclofen_cds.cautions.saying import RECORD, age_shown, remark
from baclofen_cds.decisions import Remark, Values
from baclofen_cds.filtration import AbsoluteGFR, CreatinineClearance, IndexedGFR
from baclofen_cds.kidney import REFERENCES
from baclofen_cds.sources import Citation, Stated
from baclofen_cds.vocabulary import GFREquation, KidneyState
from baclofen_cds.words.show import shown

__all__ = [
    "clearance_remarks",
    "first_line",
    "measured",
    "rate_values",
    "reasons_said",
    "rise_values",
    "unit_of",
]

_PER_MICROMOLE = 1_000
_SHORT = {GFREquation.CKD_EPI_2021_CREATININE_CYSTATIN: "CKD-EPI 2021 combined"}
"""Names of equations that a first line has no room for."""


def first_line(inquiry: Inquiry, taken: str, *, starting: bool) -> tuple[str, Values]:
    """Return the first line on poor kidneys: the state, the number that decides, the dose."""
    kidneys = inquiry.kidneys
    when = "start" if starting else "taking"
    amount: Values = () if starting else (("taken", taken),)
    if kidneys.band is KidneyBand.DIALYSIS:
        name = {"haemodialysis": "Haemodialysis", "peritoneal": "Peritoneal dialysis"}.get(
            inquiry.patient.dialysis.value, "Continuous dialysis"
        )
        return f"kidney-dialysis-{when}", (("dialysis", name), *amount)
    kind = "avoid" if is_avoided(kidneys.band) else "impaired"
    if kidneys.by_clearance and kidneys.clearance is not None:
        values = _clearance_values(inquiry, kidneys.clearance)
        return f"kidney-clearance-{kind}-{when}", (*values, *amount)
    rate = _telling(inquiry)
    if rate is None:
        return _changing_line(inquiry, when, amount)
    return f"kidney-{kind}-{when}", (*rate_values(inquiry, rate), *amount)


def _telling(inquiry: Inquiry) -> IndexedGFR | AbsoluteGFR | None:
    """Return the rate that tells the band: while creatinine is changing, only one of end stage."""
    kidneys, edge = inquiry.kidneys, inquiry.policy.gates.end_stage_below.value
    rate = kidneys.rate
    if rate is None or kidneys.state is not KidneyState.CHANGING:
        return rate
    return rate if counted_as_egfr(rate) < edge else None


def _changing_line(inquiry: Inquiry, when: str, amount: Values) -> tuple[str, Values]:
    """Say that creatinine is changing, and from what to what where two results tell it."""
    rise, told = inquiry.kidneys.rise, inquiry.patient.kidney_state
    if rise is None or told is KidneyState.CHANGING:
        return f"kidney-changing-{when}", amount
    return f"kidney-rise-{when}", (*rise_values(inquiry, rise), *amount)


def rise_values(inquiry: Inquiry, rise: Rise) -> Values:
    """Return the two creatinines of an acute rise, each with its day."""
    day = inquiry.patient.as_of
    return (
        ("before", nearest(rise.before, _PER_MICROMOLE)),
        ("before_on", shown(rise.before_on, day)),
        ("after", nearest(rise.after, _PER_MICROMOLE)),
        ("after_on", shown(rise.after_on, day)),
    )


def rate_values(inquiry: Inquiry, rate: IndexedGFR | AbsoluteGFR) -> Values:
    """Return the age and the lowest rate, with its unit, its equation and its day."""
    return (
        ("age", age_shown(inquiry.patient)),
        ("rate", rate.whole),
        ("unit", unit_of(rate)),
        ("equation", _SHORT.get(rate.equation, rate.equation.value)),
        ("measured", shown(inquiry.kidneys.measured_on, inquiry.patient.as_of)),
    )


def unit_of(rate: IndexedGFR | AbsoluteGFR | CreatinineClearance) -> str:
    """Return the unit of a rate: of this body, or per 1.73 m² of surface."""
    return "mL/min/1.73 m²" if isinstance(rate, IndexedGFR) else "mL/min"


def _clearance_values(inquiry: Inquiry, clearance: Measure) -> Values:
    rate = inquiry.kidneys.rate
    beside = "" if rate is None else f", though eGFR reads {rate.whole}"
    return (
        ("age", age_shown(inquiry.patient)),
        ("clearance", clearance.rate.whole),
        ("measured", shown(clearance.on, inquiry.patient.as_of)),
        ("beside", beside),
    )


def clearance_remarks(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Say, where the clearance decides, what it is and that counting it so is ours."""
    kidneys, gates = inquiry.kidneys, inquiry.policy.gates
    if not kidneys.by_clearance or kidneys.clearance is None:
        return ()
    places = (
        gates.clearance_from.citation,
        gates.clearance_mass_index_below.citation,
        gates.clearance_avoid_below.citation,
    )
    return (remark("clearance-counts", *places, clearance=str(kidneys.clearance.rate)),)


def measured(inquiry: Inquiry) -> tuple[Citation, ...]:
    """Return where the number that decides, and its threshold, come from."""
    kidneys, gates = inquiry.kidneys, inquiry.policy.gates
    if kidneys.deciding_hundredths is None:
        return (Citation(RECORD, "kidney state and dialysis"),)
    avoid = is_avoided(kidneys.band)
    threshold = (gates.avoid_below if avoid else gates.impaired_below).citation
    if kidneys.by_clearance:
        of_clearance = gates.clearance_avoid_below if avoid else gates.clearance_impaired_below
        threshold = of_clearance.citation
    used = kidneys.clearance if kidneys.by_clearance else kidneys.measure
    equation = None if used is None else REFERENCES.get(used.rate.equation)
    return (
        Citation(RECORD, "creatinine or eGFR"),
        *([equation] if equation else []),
        *([_chosen(inquiry)] if _by_the_countrys(inquiry, used) else []),
        threshold,
    )


def _by_the_countrys(inquiry: Inquiry, used: Measure | None) -> bool:
    """Whether a rate was computed here by the equation that the profile names."""
    evidence = inquiry.kidneys.evidence
    if used is None or used is not evidence.by_creatinine:
        return False
    return used.rate.equation in evidence.equations


def _chosen(inquiry: Inquiry) -> Citation:
    """Return who says which equation the country's laboratories use, or that nobody read it."""
    own = inquiry.profile.kidney.equation
    return (
        own.citation if isinstance(own, Stated) else inquiry.policy.gates.unread_equation.citation
    )


def reasons_said(inquiry: Inquiry, *, starting: bool) -> tuple[Remark, ...]:
    """Say why what is known of the kidneys permits nothing: the reasons that hold, each once."""
    said = (_reason(inquiry, reason, starting=starting) for reason in inquiry.kidneys.reasons)
    return tuple(one for one in said if one is not None)


_OF_A_START = (
    Reservation.WEIGHT_UNDATED,
    Reservation.WEIGHT_STALE,
    Reservation.HEIGHT_UNDATED,
    Reservation.HEIGHT_STALE,
    Reservation.CLEARANCE_STALE,
)
_SIMPLE = {
    Reservation.UNDATED: ("creatinine-undated", "serum creatinine date"),
    Reservation.UNCHECKED: ("creatinine-not-computed", "serum creatinine"),
    Reservation.CYSTATIN_ALONE: ("cystatin-alone", "serum creatinine"),
    Reservation.CYSTATIN_UNDATED: ("cystatin-undated", "cystatin C date"),
    Reservation.HEIGHT_UNDATED: ("height-undated", "height date"),
    Reservation.HEIGHT_STALE: ("height-stale", "height"),
    Reservation.WEIGHT_UNDATED: ("clearance-weight-undated", "weight date"),
    Reservation.WEIGHT_STALE: ("clearance-weight-stale", "weight"),
    Reservation.NO_CLEARANCE: ("clearance-not-computed", "weight and serum creatinine"),
}


def _reason(inquiry: Inquiry, reason: Reservation, *, starting: bool) -> Remark | None:
    """Write one reason; what only a start rests on is not said where nothing is started."""
    if reason in _OF_A_START and not starting:
        return None
    if reason in _SIMPLE:
        code, place = _SIMPLE[reason]
        return remark(code, Citation(RECORD, place))
    if reason is Reservation.STALE and _hidden_by_a_change(inquiry):
        return None
    if reason in (Reservation.STALE, Reservation.CLEARANCE_STALE):
        return _stale(inquiry, reason, starting=starting)
    low = inquiry.kidneys.low
    if reason is Reservation.RECENTLY_LOW and low is not None:
        return _recently_low(inquiry, low)
    return _of_adults(inquiry) if reason is Reservation.ADULT_EQUATION else None


def _hidden_by_a_change(inquiry: Inquiry) -> bool:
    """Whether the line says that creatinine is changing, and names no rate and no sample."""
    return inquiry.kidneys.state is KidneyState.CHANGING and _telling(inquiry) is None


def _stale(inquiry: Inquiry, reason: Reservation, *, starting: bool) -> Remark:
    """Tell the age of the sample; that of the clearance only where a start is meant."""
    kidneys, place = inquiry.kidneys, Citation(RECORD, "date of the sample")
    of_clearance = reason is Reservation.CLEARANCE_STALE
    days = _days_old(inquiry, kidneys.clearance if of_clearance else kidneys.measure)
    if not starting:
        return remark("sample-old", place, days=days)
    code = "clearance-stale-start" if of_clearance else "sample-stale-start"
    return remark(code, place, kidneys.limit.citation, days=days, limit=kidneys.limit.value)


def _days_old(inquiry: Inquiry, measure: Measure | None) -> Days:
    today = inquiry.patient.as_of
    on = None if measure is None else measure.on
    return Days((today - (on or today)).days)


def _recently_low(inquiry: Inquiry, low: Measure) -> Remark:
    place, rules = Citation(RECORD, "earlier eGFR or creatinine"), inquiry.policy.agreement
    values = {"rate": low.rate.whole, "on": shown(low.on, inquiry.patient.as_of)}
    return remark("recently-low", place, rules.newer_needed.citation, **values)


def _of_adults(inquiry: Inquiry) -> Remark:
    grown = inquiry.policy.age.adult_from
    return remark("adult-equation-in-child", grown.citation, age=grown.value)
