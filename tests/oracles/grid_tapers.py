"""The questions on coming off of the grid: one drop, whole plans, stops."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import plain_tapers as plain
import sheets
import thresholds
from thresholds import around, stepped

from baclofen_cds.deciding.tapers import rungs_up_to

Points = Iterator[tuple[bool, Any]]

UNITS = (100, 500, 1_000, 2_500, 3_000, 5_000, 7_000, 10_000)
AGES = (False, True)
PACES = ("gentle", "shorter")
LADDER_TOP = 400_000


def uses_of(label: str) -> list[int | None]:
    """Return every edge of a length of use, with its neighbours, and none."""
    return [None, *around(thresholds.marks(label, "days"), (180, 1_000))]


def drop_points(label: str, budget: int) -> Points:
    """Yield whether one drop leads as far, from every total, and each ladder is the same."""
    steps = stepped(450_000, budget // (len(AGES) * len(UNITS)))
    totals = around(thresholds.marks(label, "total"), steps)
    for child, unit in product(AGES, UNITS):
        drops = plain.drops_in(label, child)(unit)
        size = (drops.unit, drops.most, drops.shares)
        rungs = rungs_up_to(LADDER_TOP, drops.listed, drops.spacing, *size)
        ladder = sheets.ladder(unit, child)
        yield rungs[::-1] == ladder, (label, child, unit, rungs, ladder)
        for total in totals:
            if total:
                theirs, mine = sheets.drop_floor(total, unit, child), drops.lowest_after(total)
                yield mine == theirs, (label, child, unit, total, mine, theirs)


def taper_points(label: str, budget: int) -> Points:
    """Yield whether each plan is the same, step by step and day by day."""
    uses = uses_of(label)
    count = budget // (len(AGES) * len(UNITS) * len(uses) * len(PACES))
    for child in AGES:
        ours = plain.tapers(label, child)
        for unit in UNITS:
            most = 160_000 // unit
            totals = [many * unit for many in around((1, 2), stepped(most, count)) if many]
            for total, use, pace in product(totals, uses, PACES):
                theirs = sheets.taper(label, total, unit, use, pace, child)
                mine = ours(total, unit, use, pace)
                yield mine == theirs, (label, use, child, unit, total, pace, mine, theirs)


def stop_points(label: str, budget: int) -> Points:
    """Yield whether each stop is as grave."""
    uses = uses_of(label)
    count = budget // (len(AGES) * (len(UNITS) + 1) * len(uses))
    for child in AGES:
        ours = plain.stops(label, child)
        for unit in (None, *UNITS):
            marks = thresholds.marks(label, "total")
            near = around(marks, stepped(120_000, count)[1:])
            totals = [t for t in near if 100 <= t <= 200_000 and t % (unit or 1) == 0]
            for total, use in product(totals, uses):
                theirs = sheets.stop_severity(total, use, unit, child)
                mine = ours(total, use, unit)
                yield mine == theirs, (label, use, child, unit, total, mine, theirs)
