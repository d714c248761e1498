"""The questions on kidneys of the grid: gravity, gates, ages, changes, computed rates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from typing import Any

import plain_kidneys as plain
import sheets
import thresholds
from sampling import drawn, one_in
from thresholds import around, stepped

from baclofen_cds.case.bands import is_fresh

Points = Iterator[tuple[bool, Any]]

KINDS = tuple(product(plain.DIALYSES, plain.STATES))
SEXES = (True, False, None)


def rates_of(label: str, count: int) -> list[int | None]:
    """Return every edge of a rate with its neighbours, so many steps between, and none."""
    return [None, *around(thresholds.marks(label, "egfr"), stepped(20_000, count))]


def clearances_of(label: str, count: int = 1) -> list[int | None]:
    """Return every edge of a clearance with its neighbours, so many steps between, and none."""
    return [None, *around(thresholds.marks(label, "clearance"), stepped(12_000, count))]


def severity_points(_: str, budget: int) -> Points:
    """Yield whether each gravity agrees, with and without a clearance, told and inferred."""
    totals: list[int | None] = [
        None,
        *around(thresholds.marks("policy", "total"), stepped(100_000, 12)),
    ]
    clearances = clearances_of("policy")
    asked = len(totals) * len(KINDS) * len(clearances) * 2 * 2
    for dialysis, state in KINDS:
        ours = plain.severities(dialysis, state)
        for rate, clearance in product(rates_of("policy", budget // asked), clearances):
            mine_at = ours(rate, clearance)
            for total, starting, mild in product(totals, (False, True), (False, True)):
                facts = (rate, dialysis, state, total, starting, clearance, mild)
                theirs, mine = sheets.kidney_severity(*facts), mine_at(total, starting, mild)
                yield mine == theirs, (*facts, mine, theirs)


def fresh_points(_: str, budget: int) -> Points:
    """Yield whether a result is fresh to the same day."""
    months = around(thresholds.marks("policy", "months"), (0, 300, 960))
    told, clearances, ours = (False, True), clearances_of("policy"), plain.freshness()
    count = budget // (len(months) * len(clearances) * 4 * 3)
    for facts in product(months, rates_of("policy", count), clearances, told, told):
        theirs, mine = sheets.freshness_days(*facts), ours(*facts)
        for day in (theirs - 1, theirs, theirs + 1):
            yield is_fresh(day, mine) == (day <= theirs), (*facts, day, mine, theirs)


def gate_points(_: str, budget: int) -> Points:
    """Yield whether a clearance gates, about every age, and every mass index to the gram."""
    months = around(thresholds.marks("policy", "months"), (0, 300, 960))
    marks = thresholds.marks("policy", "bmi")
    ours = plain.gates()
    near = (2 + 3 * len(marks)) * len(months)
    for mm in stepped(2_300, budget // near)[1:]:
        masses = around(mark * mm * mm // 1_000 for mark in marks)
        for grams, height in ((None, mm), (70_000, None), *((mass, mm) for mass in masses)):
            for age in months:
                theirs = sheets.clearance_gates(age, grams, height)
                mine = ours(age, grams, height)
                yield mine == theirs, (age, grams, height, mine, theirs)


def change_points(_: str, budget: int) -> Points:
    """Yield whether creatinine is changing, after two, three and four results."""
    ours = plain.changes()
    for first in (53_000, 60_001, 159_000):
        edges = (first, first + 26_500, first * 3 // 2)
        levels = around(edges, (first * 9 // 4, first // 2))
        two = product(levels, levels, range(12))
        for one, other, gap in two:
            yield _change(ours, ((0, one), (gap, other)))
    levels = (60_000, 86_499, 86_500, 90_000, 129_750, 135_000)
    days = (0, 1, 2, 3, 5, 7, 8, 10, 11)
    for many in (3, 4):
        spread = combinations_with_replacement(days, many)
        found = product(spread, product(levels, repeat=many))
        step = max(1, 2 * 495 * len(levels) ** many // max(budget, 1))
        for when, what in one_in(step, found):
            yield _change(ours, tuple(zip(when, what, strict=True)))


def _change(ours: Any, results: tuple[tuple[int, int], ...]) -> tuple[bool, Any]:
    ordered = sorted(results)
    theirs, mine = sheets.changing(ordered), ours(ordered)
    return mine == theirs, (ordered, mine, theirs)


def low_points(_: str, budget: int) -> Points:
    """Yield whether a low rate is not undone, among up to four rates of any order of days."""
    ours, low = plain.low_lately(), (1, 2_999, 3_000, 6_000)
    days = (0, 1, 2, 89, 90, 91, 92, 179, 180, 181)
    asked = [(day, rate) for day in days for rate in low]
    for many in (1, 2, 3, 4):
        step = max(1, 2 * 123_410 // max(budget, 1)) if many == 4 else 1
        for rates in one_in(step, combinations_with_replacement(asked, many)):
            for today in (181, 182):
                theirs, mine = sheets.recently_low(rates, today), ours(rates, today)
                yield mine == theirs, (rates, today, mine, theirs)


def rate_points(label: str, budget: int) -> Points:
    """Yield whether the rate that gates is the same to the hundredth."""
    ours, years = plain.rates(label), (18, 40, 64, 65, 74, 75, 90, 120)
    count = budget // (len(years) * len(SEXES))
    levels = around(
        (9_000, 61_880, 79_560, 2_210_000), (9_000 + drawn(100) + n * n for n in range(1, count))
    )
    for level, age, female in product(levels, years, SEXES):
        theirs, mine = sheets.egfr_of(label, level, age, female), ours(level, age, female)
        yield mine == theirs, (label, level, age, female, mine, theirs)


def clearance_points(_: str, budget: int) -> Points:
    """Yield whether a clearance is the same to the hundredth, on every weight it may rest on."""
    bodies = [(mm, mass) for mm in (None, 1_450, 1_600, 1_815) for mass in _masses(mm)]
    count = budget // (len(bodies) * 4 * len(SEXES))
    levels = around((9_001, 88_400), (9_000 + drawn(700) + n * n * 7 for n in range(1, count)))
    for level, age, female, (mm, grams) in product(levels, (18, 64, 75, 101), SEXES, bodies):
        facts = (level, age, grams, mm, female)
        theirs, mine = sheets.cockcroft_gault(*facts), plain.clearance(*facts)
        yield mine == theirs, (*facts, mine, theirs)


def _masses(mm: int | None) -> list[int]:
    """Return weights at which another weight is taken, and their neighbours, for a height."""
    return around(() if mm is None else (30 * mm * mm // 1_000,), (38_000, 70_000, 150_000))


QUESTIONS = {
    "severity": severity_points,
    "fresh": fresh_points,
    "gate": gate_points,
    "change": change_points,
    "low": low_points,
    "clearance": clearance_points,
}
"""What is asked once for all labels."""

SHARE = {
    "severity": 0.5,
    "fresh": 0.25,
    "gate": 0.1,
    "change": 0.06,
    "low": 0.06,
    "clearance": 0.004,
}
RATES_EACH = 0.0025
"""Of a label: an equation in forty digits takes a tenth of a millisecond and more."""
