"""Bands of kidney function, how fresh a rate is, whether two rates agree, how grave it is."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from baclofen_cds.amounts import PERCENT
from baclofen_cds.decisions import Severity
from baclofen_cds.vocabulary import Dialysis, GFREquation, KidneyState

__all__ = [
    "KidneyBand",
    "Watch",
    "band_of",
    "bound_counts",
    "dialysis_untold",
    "differ_in_band",
    "for_adults",
    "is_avoided",
    "is_fresh",
    "nearest_edge",
    "rates_disagree",
    "severity_of",
    "unseen",
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

    ACUTE = "in hospital or acutely ill"
    SEVERE = "severely impaired"
    WATCHED = "older, impaired, or with a kidney-affecting medicine"
    ORDINARY = "younger and unimpaired"


def band_of(  # noqa: PLR0911 - one line for each band
    hundredths: int | None,
    dialysis: Dialysis,
    state: KidneyState,
    *,
    impaired_below: int,
    avoid_below: int,
    end_stage_below: int,
) -> KidneyBand:
    """Place a rate in its band; equal to a threshold it is not below it.

    Dialysis comes first, then a rate of end stage, then a changing creatinine, then a rate
    that is not known, then the rate.
    """
    if dialysis in (Dialysis.HAEMODIALYSIS, Dialysis.PERITONEAL, Dialysis.CONTINUOUS):
        return KidneyBand.DIALYSIS
    if hundredths is not None and hundredths < end_stage_below:
        return KidneyBand.END_STAGE
    if state is KidneyState.CHANGING:
        return KidneyBand.CHANGING
    if hundredths is None:
        return KidneyBand.UNKNOWN
    if hundredths < avoid_below:
        return KidneyBand.SEVERE
    if hundredths < impaired_below:
        return KidneyBand.IMPAIRED
    return KidneyBand.NOT_IMPAIRED


def is_avoided(band: KidneyBand) -> bool:
    """Whether a document's "avoid" stands for this state of the kidneys."""
    return band in (
        KidneyBand.SEVERE,
        KidneyBand.CHANGING,
        KidneyBand.END_STAGE,
        KidneyBand.DIALYSIS,
    )


def severity_of(
    band: KidneyBand,
    total: int | None,
    *,
    starting: bool,
    high_dose: int,
    dialysis_dose: int,
) -> Severity | None:
    """Return how severe the kidneys make a start, or a dose that is taken.

    Dialysis and end stage: critical at a start, and from the dialysis dose or the high dose
    on. The other states with "avoid": critical from the high dose on, at a start too. Below
    that, a warning. Impaired: a warning at a start and from the high dose on, else information.
    Otherwise nothing. An amount taken that could not be read counts as a high one; a start
    without an amount is judged by the kidneys alone.
    """
    if band in (KidneyBand.NOT_IMPAIRED, KidneyBand.UNKNOWN):
        return None
    gravest = band in (KidneyBand.DIALYSIS, KidneyBand.END_STAGE)
    limit = min(dialysis_dose, high_dose) if gravest else high_dose
    high = not starting if total is None else total >= limit
    if band is KidneyBand.IMPAIRED:
        return Severity.WARNING if high or starting else Severity.INFO
    return Severity.CRITICAL if high or (gravest and starting) else Severity.WARNING


def watch_of(
    age_months: int,
    hundredths: int,
    *,
    acute: bool,
    kidney_medicine: bool,
    older_from: int,
    impaired_below: int,
    avoid_below: int,
) -> Watch:
    """Decide how closely a creatinine is watched: the closest reason wins.

    Acute; below where "avoid" begins; older (from that age on), impaired (below that rate) or
    with a medicine that acts on the kidneys; none of these.
    """
    if acute:
        return Watch.ACUTE
    if hundredths < avoid_below:
        return Watch.SEVERE
    if kidney_medicine or age_months >= older_from or hundredths < impaired_below:
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


def rates_disagree(first: int, second: int, *, percent: int, absolute: int) -> bool:
    """Whether two rates differ by more than both a share of the lower and an amount.

    Examples
    --------
    >>> rates_disagree(8_000, 10_000, percent=25, absolute=1_000)
    False
    >>> rates_disagree(8_000, 10_001, percent=25, absolute=1_000)
    True
    """
    high, low = max(first, second), min(first, second)
    return high - low > absolute and (high - low) * PERCENT > low * percent


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


def bound_counts(bound: int, computed: int | None, *, impaired_below: int) -> bool:
    """Whether a lower bound, such as "above 60", has a say.

    Beside a computed rate only where that rate is below it; alone only where it is
    at the gate or above it.
    """
    return computed < bound if computed is not None else bound >= impaired_below


def differ_in_band(hundredths: tuple[int, ...], edges: tuple[int, ...]) -> bool:
    """Whether an edge lies between some of these values; one equal to it is above it.

    Examples
    --------
    >>> differ_in_band((6_000, 5_999), (6_000, 3_000, 1_500))
    True
    >>> differ_in_band((5_999, 3_000), (6_000, 3_000, 1_500))
    False
    """
    return any(min(hundredths) < edge <= max(hundredths) for edge in edges)


def unseen(lowest: int, indexed: int, *, avoid_below: int) -> bool:
    """Whether the lowest measure says "avoid" where the indexed rate does not."""
    return lowest < avoid_below <= indexed


def nearest_edge(hundredths: int, edges: Sequence[int], within: int) -> int | None:
    """Return the edge nearest to a rate, the first of two as near, when it is this near.

    Just as far away as ``within`` is near.

    Examples
    --------
    >>> nearest_edge(5_500, (6_000, 3_000), 500), nearest_edge(5_499, (6_000, 3_000), 500)
    (6000, None)
    """
    nearest = None
    for edge in edges:
        apart = abs(hundredths - edge)
        if apart <= within and (nearest is None or apart < abs(hundredths - nearest)):
            nearest = edge
    return nearest


def dialysis_untold(band: KidneyBand, dialysis: Dialysis) -> bool:
    """Whether dialysis is asked about: where the rate is poor or absent, and nobody told.

    Poor is severe or end stage; a changing creatinine withholds an answer of itself.
    """
    poor = band in (KidneyBand.SEVERE, KidneyBand.END_STAGE, KidneyBand.UNKNOWN)
    return poor and dialysis is Dialysis.UNKNOWN
