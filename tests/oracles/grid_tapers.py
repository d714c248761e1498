"""The questions on coming off of the grid: every ladder, and whole plans."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import plain_tapers as plain
import sheets
import thresholds
from thresholds import around, stepped

Points = Iterator[tuple[bool, Any]]

UNITS = (100, 500, 1_000, 2_500, 3_000, 5_000, 7_000, 10_000)
AGES = (False, True)
PACES = ("gentle", "shorter")
LADDER_TOP = 400_000


def uses_of(label: str) -> list[int | None]:
    """Return every edge of a length of use, with its neighbours, and none."""
    return [None, *around(thresholds.marks(label, "days"), (180, 1_000))]


def taper_points(label: str, budget: int) -> Points:
    """Yield whether each ladder is the same, and each plan, step by step and day by day."""
    uses = uses_of(label)
    count = budget // (len(AGES) * len(UNITS) * len(uses) * len(PACES))
    for child in AGES:
        ours, rungs = plain.tapers(label, child), plain.ladders(label, child)
        for unit in UNITS:
            mine, theirs = rungs(LADDER_TOP, unit)[::-1], sheets.ladder(unit, child)
            yield mine == theirs, (label, None, child, unit, mine, theirs)
            most = 160_000 // unit
            totals = [many * unit for many in around((1, 2), stepped(most, count)) if many]
            for total, use, pace in product(totals, uses, PACES):
                theirs = sheets.taper(label, total, unit, use, pace, child)
                mine = ours(total, unit, use, pace)
                yield mine == theirs, (label, use, child, unit, total, pace, mine, theirs)
