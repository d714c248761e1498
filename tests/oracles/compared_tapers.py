"""The public verbs beside the oracle, about coming off: plans, single drops and stops."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import asking
import sheets
from sampling import one_in
from thresholds import around

Point = tuple[bool, Any]

UNITS = (100, 500, 1_000, 2_500, 5_000, 10_000)
LARGEST = 200_000
AGES = (False, True)


def totals_in(unit: int) -> list[int]:
    """Return a day's totals in whole units about every edge of a drop's size, and large ones."""
    edges = {edge // unit for edge in (2_500, 5_000, 10_000, 20_000, 30_000, 40_000)}
    near = around(edges | {2}, (60_000 // unit, 100_000 // unit, 160_000 // unit))
    return [count * unit for count in near if 100 <= count * unit <= LARGEST]


def uses_of(label: str) -> list[int | None]:
    """Return every edge of a length of use, with its neighbours, and none."""
    return [None, *around(sheets.THRESHOLDS[label]["days"], (15, 61, 90, 180))]


def plans(label: str, every: int = 1) -> Iterator[Point]:
    """Yield whether both paces of a taper, and which is the answer, are the oracle's."""
    asked = (
        (child, total, unit, use)
        for child, unit in product(AGES, UNITS)
        for total, use in product(totals_in(unit), uses_of(label))
    )
    for child, total, unit, use in one_in(every, asked):
        first = sheets.default_pace(use, False)
        other = "shorter" if first == "gentle" else "gentle"
        theirs = [
            (pace, sheets.taper(label, total, unit, use, pace, child)) for pace in (first, other)
        ]
        mine = list(asking.tapers(label, child, total, unit, use).items())
        yield mine == theirs, (label, child, total, unit, use, mine, theirs)


def paces(label: str) -> Iterator[Point]:
    """Yield whether the pace that is the answer is the oracle's, for good and poor kidneys."""
    for use, rate in product(uses_of(label), (2_999, 3_000, 9_000)):
        avoid = sheets.kidney_band(rate, "none", "stable") == "severe"
        theirs = sheets.default_pace(use, avoid)
        mine = asking.leading_pace(label, asking.patient_of(540, None, rate), use)
        yield mine == theirs, (label, use, rate, mine, theirs)


def drops(label: str, every: int = 1) -> Iterator[Point]:
    """Yield whether a drop is too large from the same makeable day on."""
    asked = (
        (child, total, unit) for child, unit in product(AGES, UNITS) for total in totals_in(unit)
    )
    for child, total, unit in one_in(every, asked):
        floor = sheets.drop_floor(total, unit, child)
        for after in {unit, floor - unit, floor, floor + unit}:
            if 0 < after < total:
                theirs = after < floor
                mine = asking.drop_is_too_large(label, child, total, after, unit)
                yield mine == theirs, (label, child, unit, total, after, mine, theirs)


def stops(label: str, every: int = 1) -> Iterator[Point]:
    """Yield whether a stop is as grave."""
    asked = (
        (child, total, use, unit)
        for child, unit in product(AGES, (None, *UNITS))
        for total in _stopped(unit)
        for use in uses_of(label)
    )
    for child, total, use, unit in one_in(every, asked):
        theirs = sheets.stop_severity(total, use, unit, child)
        mine = asking.stop_severity(label, child, total, use, unit)
        yield mine == theirs, (label, child, total, use, unit, mine, theirs)


def _stopped(unit: int | None) -> list[int]:
    if unit is None:
        return around((1_000, 5_000, 30_000), (2_500, 60_000))
    return [total for total in totals_in(unit) if total <= 40_000]
