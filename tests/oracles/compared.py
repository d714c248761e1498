"""The public verbs beside the oracle: each comparison yields whether a point agrees.

``every`` takes one point in so many; ``sampling.py`` says from which one on.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import asking
import sheets
import thresholds
from plain_kidneys import DIALYSES, STATES
from sampling import one_in

Point = tuple[bool, Any]

SETTINGS = ("outpatient", "supervised inpatient", "unknown")
HIGHEST = 30_000
"""The highest rate that is accepted, in hundredths."""


def around(marks: tuple[int, ...], *others: int) -> list[int]:
    """Return thresholds with their neighbours in the smallest unit, and some others."""
    return sorted({m + side for m in marks for side in (-1, 0, 1) if m + side >= 0} | set(others))


def ages(label: str) -> list[int]:
    """Return every age edge with its neighbours."""
    marks = thresholds.marks(label, "months")
    return [age for age in around(marks, 300, 960) if age <= max(marks)]


def rates_of(label: str) -> list[int]:
    """Return every edge of a rate, with its neighbours, that is accepted."""
    return [rate for rate in around(thresholds.marks(label, "egfr")) if rate <= HIGHEST]


def weights(label: str) -> list[int | None]:
    """Return every weight edge that a scale shows, with its neighbours, and none."""
    inside = tuple(g for g in thresholds.marks(label, "grams") if 1_000 <= g <= 300_000)
    return [None, *around(inside, 9_999, 45_000)]


def people(label: str) -> Iterator[tuple[int, int | None]]:
    """Yield every age with the weights that bear on it."""
    for months in ages(label):
        child = months < sheets.adult_from(label)
        for grams in weights(label) if child else (None, 70_000):
            yield months, grams


def divided(label: str, months: int, total: int | None, times: frozenset[int]) -> Any:
    """Divide a total as the policy does: a child's computed dose down to tenths of a mg."""
    step = 100 if months < sheets.adult_from(label) else 1
    ways = ((n, (total or 0) // n // step * step) for n in times)
    return frozenset((n, each) for n, each in ways if each)


def verdict_triples(label: str, every: int = 1, extra: tuple[int, ...] = ()) -> Iterator[Point]:
    """Yield every limit of every age and weight, with its neighbours, in every setting."""
    totals = [t for t in around(thresholds.marks(label, "total"), *extra) if t >= 100]
    asked = (
        (label, months, grams, setting, total)
        for months, grams in people(label)
        for setting, total in product(SETTINGS, totals)
    )
    for facts in one_in(every, asked):
        theirs, mine = sheets.verdict(*facts), asking.verdict(*facts)
        yield mine == theirs, (*facts, mine, theirs)


def limit_edges(label: str) -> Iterator[Point]:
    """Yield, for every age and weight, each limit that holds there with its neighbours."""
    for months, grams in people(label):
        limits = sheets.limits(label, months, grams, "outpatient") or {}
        held = [value for value in limits.values() if value and value is not True]
        for total in around(tuple(held)):
            if total < 100:
                continue
            theirs = sheets.verdict(label, months, grams, "outpatient", total)
            mine = asking.verdict(label, months, grams, "outpatient", total)
            yield mine == theirs, (label, months, grams, "outpatient", total, mine, theirs)


def clearances_of(label: str, months: int) -> list[int | None]:
    """Return every edge of a clearance with its neighbours, and none, where one gates."""
    if not sheets.clearance_gates(months, None, None):
        return [None]
    return [None, *around(sheets.CLEARANCE_THRESHOLDS), 9_000]


def start_edges(label: str) -> Iterator[Point]:
    """Yield, for every age and weight, each edge of a rate on both sides, all else equal."""
    for months, grams in people(label):
        for clearance in clearances_of(label, months):
            for rate in (None, *rates_of(label)):
                facts = (label, months, grams, rate, "none", "stable", "multiple sclerosis")
                yield start_point((*facts, clearance))


def start_point(facts: Any) -> Point:
    """Return whether one start agrees."""
    outcome, total, times = sheets.start(*facts)
    theirs = outcome, divided(facts[0], facts[1], total, times)
    mine = asking.start(*facts)
    return mine == theirs, (*facts, mine, theirs)


def start_triples(label: str, indications: tuple[str, ...], every: int = 1) -> Iterator[Point]:
    """Yield every age, weight, rate and clearance edge, every dialysis and state."""
    rates = [None, *rates_of(label), 9_000]
    asked = (
        (label, months, grams, *kidneys)
        for months, grams in people(label)
        for kidneys in product(rates, DIALYSES, STATES, indications, clearances_of(label, months))
    )
    for facts in one_in(every, asked):
        yield start_point(facts)


def age_triples(label: str) -> Iterator[Point]:
    """Yield every age edge with its neighbours."""
    for months in ages(label):
        mine, theirs = asking.older(label, months), sheets.older(label, months)
        yield mine == theirs, (label, months, mine, theirs)


def rise_triples(
    label: str, every: int = 1, held: tuple[int, ...] = (0, 2, 3, 4, 5)
) -> Iterator[Point]:
    """Yield rises from every rung and start, by every size with its neighbours."""
    before = [each for each in around((5_000, 10_000, 15_000, 20_000), 3_750, 7_500) if each]
    sizes = around((5_000, 7_500, 10_000, 15_000))
    asked = product(before, (1, 2, 3, 4, 5), sizes, held)
    for each, times, size, days in one_in(every, asked):
        facts = (label, each, times, each + size, days)
        theirs, mine = sheets.rise_allowed(*facts), asking.rise(*facts)
        yield mine == theirs, (*facts, mine, theirs)


def climbs(label: str) -> Iterator[Point]:
    """Yield whether each step of a titration plan is a rung, or an allowed increment."""
    gentle, fast = asking.climb(label)
    first = sheets.start(label, 540, None, 9_000, "none", "stable", "multiple sclerosis")[1]
    yield sum(gentle[0][0]) == sum(fast[0][0]) == first, (label, gentle[0], fast[0], first)
    rungs, size = sheets.rungs(label), sheets.increment(label)
    if rungs:
        printed = [((each,) * times, hold) for each, times, hold in rungs]
        yield gentle == fast == printed, (label, gentle, printed)
        return
    per, low, high, least, most = size
    for steps, amount, hold in ((gentle, low, most), (fast, high, least)):
        for (before, held), (after, _) in pairwise(steps):
            rise = sum(after) - sum(before)
            allowed = amount * len(before) if per == "administration" else amount
            end = after == steps[-1][0]
            fits = rise == allowed or (end and 0 < rise <= allowed)
            yield fits and held == hold, (label, before, after, held, size)
