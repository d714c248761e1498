"""How the kidneys are told in a finding: the number that decides, its places, what is amiss."""

from __future__ import annotations

from baclofen_cds.amounts import Days, decimal
from baclofen_cds.deciding.kidneys import KidneyBand, is_avoided
from baclofen_cds.deciding.limits import reaches
from baclofen_cds.decisions import Remark, Values
from baclofen_cds.filtration import AbsoluteGFR
from baclofen_cds.kidney import REFERENCES
from baclofen_cds.rules.dates import age_shown, shown
from baclofen_cds.rules.inquiry import RECORD, Inquiry, remark
from baclofen_cds.rules.kidney_rates import Reservation
from baclofen_cds.sources import Citation, Stated
from baclofen_cds.vocabulary import KidneyState

__all__ = [
    "clearance_remarks",
    "first_line",
    "measured",
    "rate_values",
    "reasons_said",
    "rise_values",
]

_PER_MICROMOLE = 1_000


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
    if kidneys.band is KidneyBand.CHANGING or not _tells_end_stage(inquiry):
        return _changing_line(inquiry, when, amount)
    kind = "avoid" if is_avoided(kidneys.band) else "impaired"
    if kidneys.by_clearance:
        return f"kidney-clearance-{kind}-{when}", (*_clearance_values(inquiry), *amount)
    return f"kidney-{kind}-{when}", (*rate_values(inquiry), *amount)


def _tells_end_stage(inquiry: Inquiry) -> bool:
    """Whether the rate on record says what the band is, and not a changing creatinine."""
    kidneys = inquiry.kidneys
    if kidneys.state is not KidneyState.CHANGING:
        return True
    edge, least = inquiry.policy.gates.end_stage_below.value, kidneys.measure
    return least is not None and not reaches(least.hundredths, edge)


def _changing_line(inquiry: Inquiry, when: str, amount: Values) -> tuple[str, Values]:
    """Say that creatinine is changing, and from what to what where two results tell it."""
    rise, told = inquiry.kidneys.rise, inquiry.patient.kidney_state
    if rise is None or told is KidneyState.CHANGING:
        return f"kidney-changing-{when}", amount
    return f"kidney-rise-{when}", (*rise_values(inquiry), *amount)


def rise_values(inquiry: Inquiry) -> Values:
    """Return the two creatinines of an acute rise, each with its day."""
    rise, day = inquiry.kidneys.rise, inquiry.patient.as_of
    if rise is None:
        return ()
    return (
        ("before", _micromoles(rise.before)),
        ("before_on", shown(rise.before_on, day)),
        ("after", _micromoles(rise.after)),
        ("after_on", shown(rise.after_on, day)),
    )


def _micromoles(nmol_l: int) -> str:
    return decimal(nmol_l, _PER_MICROMOLE)


def rate_values(inquiry: Inquiry) -> Values:
    """Return the age and the rate that decides, with its unit, its equation and its day."""
    kidneys = inquiry.kidneys
    if kidneys.rate is None:
        return (("age", age_shown(inquiry.patient)),)
    of_this_body = isinstance(kidneys.rate, AbsoluteGFR)
    return (
        ("age", age_shown(inquiry.patient)),
        ("rate", kidneys.rate.whole),
        ("unit", "mL/min" if of_this_body else "mL/min/1.73 m²"),
        ("equation", kidneys.rate.equation.value),
        ("measured", shown(kidneys.measured_on, inquiry.patient.as_of)),
    )


def _clearance_values(inquiry: Inquiry) -> Values:
    kidneys = inquiry.kidneys
    if kidneys.clearance is None:
        return ()
    beside = "" if kidneys.rate is None else f", though eGFR reads {kidneys.rate.whole}"
    return (
        ("age", age_shown(inquiry.patient)),
        ("clearance", kidneys.clearance.rate.whole),
        ("measured", shown(kidneys.clearance.on, inquiry.patient.as_of)),
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
    threshold = gates.avoid_below if avoid else gates.impaired_below
    if kidneys.by_clearance:
        threshold = gates.clearance_avoid_below if avoid else gates.clearance_impaired_below
    used = kidneys.clearance if kidneys.by_clearance else kidneys.measure
    equation = None if used is None else REFERENCES.get(used.rate.equation)
    return (
        Citation(RECORD, "creatinine or eGFR"),
        *([equation] if equation else []),
        _chosen(inquiry),
        threshold.citation,
    )


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
    if reason is Reservation.STALE:
        return _stale(inquiry, starting=starting)
    special = {
        Reservation.CLEARANCE_STALE: _stale_clearance,
        Reservation.RECENTLY_LOW: _recently_low,
        Reservation.ADULT_EQUATION: _of_adults,
    }.get(reason)
    return None if special is None else special(inquiry)


def _of_adults(inquiry: Inquiry) -> Remark:
    grown = inquiry.policy.plausibility_leaves.adult_from
    return remark("adult-equation-in-child", grown.citation, age=grown.value)


def _stale(inquiry: Inquiry, *, starting: bool) -> Remark | None:
    kidneys = inquiry.kidneys
    if kidneys.days_old is None:
        return None
    place, days = Citation(RECORD, "date of the sample"), Days(kidneys.days_old)
    if not starting:
        return remark("sample-old", place, days=days)
    limit = kidneys.limit
    return remark("sample-stale-start", place, limit.citation, days=days, limit=limit.value)


def _stale_clearance(inquiry: Inquiry) -> Remark | None:
    clearance, limit = inquiry.kidneys.clearance, inquiry.kidneys.limit
    if clearance is None or clearance.on is None:
        return None
    days = Days((inquiry.patient.as_of - clearance.on).days)
    place = Citation(RECORD, "date of the sample")
    code = "clearance-stale-start"
    return remark(code, place, limit.citation, days=days, limit=limit.value)


def _recently_low(inquiry: Inquiry) -> Remark | None:
    low = inquiry.kidneys.low
    if low is None:
        return None
    place = Citation(RECORD, "earlier eGFR or creatinine")
    rules = inquiry.policy.agreement
    values = {"rate": low.rate.whole, "on": shown(low.on, inquiry.patient.as_of)}
    return remark("recently-low", place, rules.newer_needed.citation, **values)
