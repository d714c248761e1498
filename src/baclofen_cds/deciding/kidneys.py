"""Bands of kidney function, how fresh a rate is, whether two rates agree, how grave it is."""

from __future__ import annotations

from collections.abc import Sequence

from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.decisions import Severity
from baclofen_cds.vocabulary import Dialysis

__all__ = ["dialysis_untold", "differ_in_band", "nearest_edge", "severity_of", "unseen"]


def severity_of(
    band: KidneyBand,
    total: int | None,
    *,
    starting: bool,
    high_dose: int,
    dialysis_dose: int,
    mild: bool = False,
) -> Severity | None:
    """Return how severe the kidneys make a start, or a dose that is taken.

    Dialysis, end stage and a changing creatinine: critical at a start, and from the dialysis
    dose or the high dose on. A severe rate: critical from the high dose on, at a start too.
    Below that, a warning. ``mild``: a severe state that the clearance alone tells, or a change
    that two creatinines alone tell; always a warning. Impaired: a warning at a start and from
    the high dose on, else information. Otherwise nothing. An amount taken that could not be
    read counts as a high one; a start without an amount is judged by the kidneys alone.
    """
    if band in (KidneyBand.NOT_IMPAIRED, KidneyBand.UNKNOWN):
        return None
    if mild and band in (KidneyBand.SEVERE, KidneyBand.CHANGING):
        return Severity.WARNING
    gravest = band in (KidneyBand.DIALYSIS, KidneyBand.END_STAGE, KidneyBand.CHANGING)
    limit = min(dialysis_dose, high_dose) if gravest else high_dose
    high = not starting if total is None else total >= limit
    if band is KidneyBand.IMPAIRED:
        return Severity.WARNING if high or starting else Severity.INFO
    return Severity.CRITICAL if high or (gravest and starting) else Severity.WARNING


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
