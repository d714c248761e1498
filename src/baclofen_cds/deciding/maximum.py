"""Where a day's total stands among the limits of a label, and which limit decided."""

from __future__ import annotations

from enum import Enum

from baclofen_cds.case.limits import LimitKind

__all__ = ["Verdict", "decided_by", "edge_of_plans", "verdict_of"]


class Verdict(Enum):
    """Where a day stands."""

    WITHIN = "within"
    ABOVE_USUAL_RANGE = "above usual range"
    NEEDS_SUPERVISION = "needs supervision"
    ABOVE_MAXIMUM = "above maximum"


def verdict_of(
    total: int,
    *,
    usual: int | None,
    maximum: int | None,
    supervised: int | None,
    open_above: bool,
    hospital_from: int | None = None,
) -> Verdict:
    """Place a day's total among the limits; equal to a limit is not above it.

    Above the maximum for outpatients, or at the amount from which hospital is meant or above
    it, what is said of hospital decides: up to its own maximum, and without end where a label
    leaves it open and states none, supervision is needed; otherwise the day is above maximum.
    """
    above = maximum is not None and total > maximum
    if above or (hospital_from is not None and total >= hospital_from):
        if supervised is not None:
            return Verdict.NEEDS_SUPERVISION if total <= supervised else Verdict.ABOVE_MAXIMUM
        return Verdict.NEEDS_SUPERVISION if open_above else Verdict.ABOVE_MAXIMUM
    if usual is not None and total > usual:
        return Verdict.ABOVE_USUAL_RANGE
    return Verdict.WITHIN


def decided_by(
    verdict: Verdict, *, usual_kind: LimitKind, has_maximum: bool, has_supervised: bool
) -> LimitKind:
    """Name the limit that decided: the one passed, or else the one for outpatients.

    That is the maximum or, where none is stated, the amount from which hospital is meant.
    """
    if verdict is Verdict.ABOVE_USUAL_RANGE:
        return usual_kind
    if verdict is Verdict.ABOVE_MAXIMUM and has_supervised:
        return LimitKind.SUPERVISED_MAXIMUM
    return LimitKind.MAXIMUM if has_maximum else LimitKind.SUPERVISED_FROM


def edge_of_plans(maximum: int | None, hospital_from: int | None, usual: int | None) -> int:
    """Return the amount no plan passes: the maximum for outpatients.

    Where none is stated it is the top of the usual range, and below what hospital is for.
    At least one of the three is stated.

    Examples
    --------
    >>> edge_of_plans(80_000, None, 60_000), edge_of_plans(None, 100_000, 80_000)
    (80000, 80000)
    >>> edge_of_plans(None, 75_000, None)
    74999
    """
    if maximum is not None:
        return maximum
    edges = [] if usual is None else [usual]
    if hospital_from is not None:
        edges.append(hospital_from - 1)
    return min(edges)
