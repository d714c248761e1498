"""What several kidney results say together: a change, and a low one that is not undone.

A result is a day, as a whole number, and a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from baclofen_cds.amounts import PERCENT

__all__ = ["has_settled", "is_acute_rise", "is_changing", "is_mild_rise", "recently_low"]


def is_acute_rise(
    before: tuple[int, int],
    after: tuple[int, int],
    *,
    rise: int,
    rise_within: int,
    ratio: int,
    ratio_within: int,
) -> bool:
    """Whether a later creatinine is an acute rise: by an amount, or to so many per cent.

    Equal to a bound meets it. Of two results of one day the higher counts as the later one.

    Examples
    --------
    >>> bounds = {"rise": 26_500, "rise_within": 2, "ratio": 150, "ratio_within": 7}
    >>> is_acute_rise((0, 80_000), (2, 106_500), **bounds)
    True
    >>> is_acute_rise((0, 80_000), (3, 106_500), **bounds)
    False
    >>> is_acute_rise((0, 80_000), (7, 120_000), **bounds)
    True
    """
    days, more = after[0] - before[0], after[1] - before[1]
    by_amount = 0 <= days <= rise_within and more >= rise
    return by_amount or (0 <= days <= ratio_within and after[1] * PERCENT >= before[1] * ratio)


def has_settled(
    before: tuple[int, int], after: tuple[int, int], *, ratio: int, settled_after: int
) -> bool:
    """Whether two results, far enough apart, are within the ratio of each other.

    Examples
    --------
    >>> has_settled((0, 80_000), (3, 119_999), ratio=150, settled_after=3)
    True
    >>> has_settled((0, 80_000), (2, 80_000), ratio=150, settled_after=3)
    False
    """
    low, high = sorted((before[1], after[1]))
    return after[0] - before[0] >= settled_after and high * PERCENT < low * ratio


def is_changing(
    results: Sequence[tuple[int, int]],
    *,
    rise: int,
    rise_within: int,
    ratio: int,
    ratio_within: int,
    settled_after: int,
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the rise that means that creatinine is changing; ``None`` when it is over.

    The results come in the order of their days, of one day the lower first. Each one may
    complete a rise; otherwise its day may end the change, where all its results agree with all
    of the day before that has any. A rise of its own is no end; until the end the steepest
    one stands.
    """
    change: tuple[tuple[int, int], tuple[int, int]] | None = None
    bounds = {"rise_within": rise_within, "ratio": ratio, "ratio_within": ratio_within}
    for place, result in enumerate(results):
        risen = [r for r in results[:place] if is_acute_rise(r, result, rise=rise, **bounds)]
        if risen:
            last = (min(risen, key=_level), result)
            change = last if change is None or _is_steeper(last, change) else change
        elif change and _is_over(results, result[0], ratio=ratio, settled_after=settled_after):
            change = None
    return change


def _is_over(
    results: Sequence[tuple[int, int]], today: int, *, ratio: int, settled_after: int
) -> bool:
    """Whether every result of a day has settled beside every one of the day before."""
    earlier = [r for r in results if r[0] < today]
    pairs = product(
        (r for r in earlier if r[0] == earlier[-1][0]), (r for r in results if r[0] == today)
    )
    return all(has_settled(*pair, ratio=ratio, settled_after=settled_after) for pair in pairs)


def is_mild_rise(before: int, after: int, rate: int | None, *, below: int, rate_from: int) -> bool:
    """Whether a rise stays below so many per cent, with a rate that is not impaired.

    Examples
    --------
    >>> is_mild_rise(80_000, 159_999, 6_000, below=200, rate_from=6_000)
    True
    >>> is_mild_rise(80_000, 120_000, None, below=200, rate_from=6_000)
    False
    """
    return after * PERCENT < before * below and rate is not None and rate >= rate_from


def recently_low(
    results: Sequence[tuple[int, int]], *, today: int, below: int, within: int, needed: int
) -> tuple[int, int] | None:
    """Return a low rate of the last days that too few newer results undo.

    It is undone by results on so many later days, none of them low.

    Examples
    --------
    >>> asked = {"today": 100, "below": 3_000, "within": 90, "needed": 2}
    >>> recently_low([(10, 2_999), (90, 6_000), (95, 5_000)], **asked) is None
    True
    >>> recently_low([(10, 2_999), (95, 6_000), (95, 5_000)], **asked)
    (10, 2999)
    """
    low = [r for r in results if r[1] < below and today - r[0] <= within]
    if not low:
        return None
    newest = max(low)
    later = {day for day, _ in results if day > newest[0]}
    return newest if len(later) < needed else None


def _level(result: tuple[int, int]) -> int:
    return result[1]


def _is_steeper(
    one: tuple[tuple[int, int], tuple[int, int]], other: tuple[tuple[int, int], tuple[int, int]]
) -> bool:
    """Whether a rise is to as many times its first result as another one, or to more."""
    return one[1][1] * other[0][1] >= other[1][1] * one[0][1]
