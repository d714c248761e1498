"""Bands of kidney function, and how old, how near and of what kind a rate may be."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from baclofen_cds.amounts import PERCENT
from baclofen_cds.vocabulary import Dialysis, GFREquation, KidneyState

__all__ = [
    "KidneyBand",
    "Watch",
    "band_of",
    "by_clearance",
    "clearance_gates",
    "creatinine_based",
    "for_adults",
    "holds_between",
    "is_avoided",
    "is_fresh",
    "last_reached",
    "rates_disagree",
    "watch_of",
]


class KidneyBand(Enum):
    """What kidney function means for baclofen, from least to most reason for caution."""

    NOT_IMPAIRED = "not impaired"
    UNKNOWN = "unknown"
    IMPAIRED = "impaired"
    SEVERE = "severe"
    CHANGING = "changing"
    END_STAGE = "end stage"
    DIALYSIS = "dialysis"


class Watch(Enum):
    """How closely a creatinine is watched, which decides how old it may be."""

    ACUTE = "acutely ill"
    SEVERE = "severely impaired"
    WATCHED = "older, impaired, or with a kidney-affecting medicine"
    ORDINARY = "younger and unimpaired"


def band_of(
    hundredths: int | None,
    dialysis: Dialysis,
    state: KidneyState,
    *,
    impaired_below: int,
    avoid_below: int,
    end_stage_below: int,
    clearance: int | None = None,
    clearance_impaired_below: int = 0,
    clearance_avoid_below: int = 0,
) -> KidneyBand:
    """Place a rate, and a clearance that gates as well, in the worse of their bands.

    Equal to a threshold a value is not below it. Dialysis comes first, then a rate of end
    stage, then a changing creatinine, then whichever of the two is worse. A clearance that
    is not poor makes up for no rate that is not known.
    """
    if dialysis in (Dialysis.HAEMODIALYSIS, Dialysis.PERITONEAL, Dialysis.CONTINUOUS):
        return KidneyBand.DIALYSIS
    if hundredths is not None and hundredths < end_stage_below:
        return KidneyBand.END_STAGE
    if state is KidneyState.CHANGING:
        return KidneyBand.CHANGING
    if _below(hundredths, avoid_below) or _below(clearance, clearance_avoid_below):
        return KidneyBand.SEVERE
    if _below(hundredths, impaired_below) or _below(clearance, clearance_impaired_below):
        return KidneyBand.IMPAIRED
    return KidneyBand.UNKNOWN if hundredths is None else KidneyBand.NOT_IMPAIRED


def _below(value: int | None, threshold: int) -> bool:
    return value is not None and value < threshold


def by_clearance(band: KidneyBand, without: KidneyBand) -> bool:
    """Whether it is the clearance that puts the kidneys in a band: without it they were better.

    Examples
    --------
    >>> by_clearance(KidneyBand.SEVERE, KidneyBand.IMPAIRED)
    True
    >>> by_clearance(KidneyBand.SEVERE, KidneyBand.SEVERE)
    False
    """
    return band is not without


def clearance_gates(age_months: int, *, gates_from: int, thin: bool, heavy: bool) -> bool:
    """Whether a creatinine clearance gates beside the indexed rate: old, thin or very heavy."""
    return age_months >= gates_from or thin or heavy


def is_avoided(band: KidneyBand) -> bool:
    """Whether a document's "avoid" stands for this state of the kidneys."""
    return band in (
        KidneyBand.SEVERE,
        KidneyBand.CHANGING,
        KidneyBand.END_STAGE,
        KidneyBand.DIALYSIS,
    )


def watch_of(
    age_months: int,
    band: KidneyBand,
    *,
    acute: bool,
    kidney_medicine: bool,
    older_from: int,
) -> Watch:
    """Decide how closely a creatinine is watched: the closest reason wins.

    Acutely ill; a state with "avoid"; older (from that age on), impaired or with a medicine
    that acts on the kidneys; none of these.
    """
    if acute:
        return Watch.ACUTE
    if is_avoided(band):
        return Watch.SEVERE
    if kidney_medicine or age_months >= older_from or band is KidneyBand.IMPAIRED:
        return Watch.WATCHED
    return Watch.ORDINARY


def is_fresh(days_old: int | None, longest: int) -> bool:
    """Whether a measurement is fresh: equal to the longest age it is, undated never.

    Examples
    --------
    >>> is_fresh(90, 90), is_fresh(91, 90), is_fresh(None, 90)
    (True, False, False)
    """
    return days_old is not None and days_old <= longest


def rates_disagree(
    first: int, second: int, *, percent: int, absolute: int, agree_from: int
) -> bool:
    """Whether two rates differ by more than both a share of the lower and an amount.

    Where both are at ``agree_from`` or above, they say the same.

    Examples
    --------
    >>> bounds = {"percent": 25, "absolute": 1_000, "agree_from": 6_000}
    >>> rates_disagree(4_000, 5_000, **bounds), rates_disagree(4_000, 5_001, **bounds)
    (False, True)
    >>> rates_disagree(6_000, 12_000, **bounds)
    False
    """
    high, low = max(first, second), min(first, second)
    apart = high - low > absolute and (high - low) * PERCENT > low * percent
    return apart and low < agree_from


def for_adults(equation: GFREquation) -> bool:
    """Whether an equation holds for adults alone, so that a child's rate permits nothing.

    CKD-EPI, EKFC, MDRD and Cockcroft-Gault do. One made for children, a measured rate, or an
    equation nobody named is not refused for that.
    """
    return equation in (
        GFREquation.CKD_EPI_2021,
        GFREquation.CKD_EPI_2009,
        GFREquation.CKD_EPI_2021_CREATININE_CYSTATIN,
        GFREquation.CKD_EPI_2012_CYSTATIN,
        GFREquation.EKFC,
        GFREquation.MDRD,
        GFREquation.COCKCROFT_GAULT,
    )


def creatinine_based(equation: GFREquation) -> bool:
    """Whether a rate comes of creatinine alone; an equation nobody named may not.

    Examples
    --------
    >>> creatinine_based(GFREquation.MDRD), creatinine_based(GFREquation.UNKNOWN)
    (True, False)
    """
    return equation in (
        GFREquation.CKD_EPI_2021,
        GFREquation.CKD_EPI_2009,
        GFREquation.EKFC,
        GFREquation.MDRD,
        GFREquation.COCKCROFT_GAULT,
    )


def holds_between(value: int, start: int | None, end: int | None) -> bool:
    """Whether a half-open range holds a value: its start belongs to it, its end does not.

    Examples
    --------
    >>> [holds_between(age, 12, 96) for age in (11, 12, 95, 96)]
    [False, True, True, False]
    """
    return (start is None or value >= start) and (end is None or value < end)


def last_reached(value: int, starts: Sequence[int]) -> int | None:
    """Return the place of the last of these rising starts that a value reaches.

    Examples
    --------
    >>> last_reached(24, (0, 24, 144)), last_reached(23, (0, 24, 144)), last_reached(5, (12,))
    (1, 0, None)
    """
    found = None
    for place, start in enumerate(starts):
        if value >= start:
            found = place
    return found
