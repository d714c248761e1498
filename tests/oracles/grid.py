"""Compare the plain integer functions with the oracle on millions of points.

    python tests/oracles/grid.py --points 25000000 --write counts.json

Every threshold of the oracle and of every shipped file stands in the grid with its two
neighbours in the smallest unit. A job is one question about one label; two processes
share the jobs. The finer ``--points``, the finer the steps between the thresholds.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import grid_kidneys
import grid_tapers
import plain
import sheets
import table_grid
import thresholds
from settled import STORIES, story_of
from thresholds import around, stepped

LABELS = tuple(sheets.LABELS)
INDICATIONS = ("multiple sclerosis", "cerebral palsy", "hiccups", "unknown")
LEAST = 25_000_000
BETWEEN = 0.75
"""How much of the grid is steps between thresholds; the thresholds themselves are the rest."""

PART = 0.2
"""How much of the grid is put to the decision table too."""

ORDINARY = (None, 70_000)
SHARE = {
    "verdict": 0.33,
    "start": 0.4,
    "rise": 0.14,
    "drop": 0.12,
    "taper": 0.005,
    "stop": 0.005,
}


class Found(NamedTuple):
    """What one job found: its points, its stories, its first unsettled disagreements."""

    job: str
    points: int
    stories: Counter[str]
    unsettled: list[Any]


def months_of(label: str) -> list[int]:
    """Return every age edge with its neighbours, and ordinary ages."""
    ages = around(thresholds.marks(label, "months"), (6, 36, 300, 540, 700, 960))
    return [age for age in ages if age <= max(thresholds.marks(label, "months"))]


def grams_of(label: str) -> list[int | None]:
    """Return every weight edge with its neighbours, ordinary weights, and none."""
    inside = [g for g in thresholds.marks(label, "grams") if 1_000 <= g <= 300_000]
    return [None, *around(inside, (3_000, 9_999, 25_000, 45_000, 70_000, 120_000))]


def verdict_points(label: str, budget: int) -> Iterator[tuple[bool, Any]]:
    """Yield whether each day's verdict and limit agree."""
    months, grams = months_of(label), grams_of(label)
    totals = around(
        thresholds.marks(label, "total"), stepped(260_000, budget // (len(months) * len(grams)))
    )
    for age in months:
        for weight in grams:
            ours = plain.verdicts(label, age, weight)
            for total in totals:
                theirs = sheets.verdict(label, age, weight, "unknown", total)
                mine = None if ours is None else ours(total)
                yield mine == theirs, (label, age, weight, total, mine, theirs)


def start_points(label: str, budget: int) -> Iterator[tuple[bool, Any]]:
    """Yield whether each start agrees, by its outcome and its total; the oldest come first."""
    months, weights = months_of(label), grams_of(label)
    kinds = [(*kinds, cause) for kinds in grid_kidneys.KINDS for cause in INDICATIONS]
    asked = {
        age: (
            weights if age < sheets.adult_from(label) else ORDINARY,
            grid_kidneys.clearances_of(label)
            if sheets.clearance_gates(age, None, None)
            else (None,),
        )
        for age in months
    }
    many = sum(len(grams) * len(clearances) for grams, clearances in asked.values())
    rates = grid_kidneys.rates_of(label, budget // (many * len(kinds)))
    for age, (grams, clearances) in reversed(asked.items()):
        for dialysis, state, indication in kinds:
            ours = plain.starts(label, age, dialysis, state, indication)
            for weight, clearance, rate in product(grams, clearances, rates):
                facts = (label, age, weight, rate, dialysis, state, indication, clearance)
                theirs = sheets.start(*facts)[:2]
                mine = ours(rate, weight, clearance)
                yield mine == theirs, (*facts, mine, theirs)


def rise_points(label: str, budget: int) -> Iterator[tuple[bool, Any]]:
    """Yield whether each rise agrees: too large, too soon, both, neither, or nobody can say."""
    per_rise = sheets.increment(label)
    days = per_rise[3:] if per_rise else {hold for *_, hold in sheets.rungs(label)}
    held = around(days, (0, 14))
    size_marks = {5_000, 7_500, 10_000, 15_000} | set(per_rise[1:3] if per_rise else ())
    sizes = around(size_marks, (1, 2_500, 20_000))
    count = int((budget / (6 * len(held) * len(sizes))) or 1)
    each = around((5_000, 10_000, 15_000, 20_000), stepped(65_000, count)[1:])
    ours = plain.rises(label)
    for before in each:
        for times in (1, 2, 3, 4, 5, 6):
            for size in sizes:
                for days in held:
                    facts = (before, times, before + size, days)
                    theirs = sheets.rise_allowed(label, *facts)
                    mine = ours(*facts)
                    yield mine == theirs, (label, *facts, mine, theirs)


QUESTIONS = {
    "verdict": verdict_points,
    "start": start_points,
    "rise": rise_points,
    "rate": grid_kidneys.rate_points,
    "drop": grid_tapers.drop_points,
    "taper": grid_tapers.taper_points,
    "stop": grid_tapers.stop_points,
}


def settle(question: str, point: Any) -> str | None:
    """Return the story that settles a disagreement about a start."""
    if question != "start":
        return None
    *facts, mine, theirs = point
    label, _, _, rate, dialysis, state, _, clearance = facts
    told = {"label": label, "rate": rate, "dialysis": dialysis, "state": state}
    return story_of(mine[0], theirs[0], {**told, "clearance": clearance})


def run(job: tuple[str, str, str, int]) -> Found:
    """Compare one question about one label with one of the oracles."""
    oracle, question, label, budget = job
    if oracle == "table":
        count, differ, first = table_grid.count(question, label, budget)
        name = f"table: {question} {label}"
        return Found(name, count, Counter(), [(name, differ, first)] if differ else [])
    points, stories, unsettled = 0, Counter[str](), []
    asked = grid_kidneys.QUESTIONS if label == "policy" else QUESTIONS
    for agrees, point in asked[question](label, budget):
        points += 1
        if agrees:
            continue
        story = settle(question, point)
        if story is not None:
            stories[story] += 1
        elif len(unsettled) < 5:
            unsettled.append(point)
    return Found(f"{question} {label}", points, stories, unsettled)


def jobs_for(points: int) -> list[tuple[str, str, str, int]]:
    """Share the points among the questions of every label, and a part of them in the table."""
    about_kidneys = {q: int(points * share) for q, share in grid_kidneys.SHARE.items()}
    each = BETWEEN * (points - sum(about_kidneys.values())) / len(LABELS)
    asked = [("sheets", q, label, int(each * SHARE[q])) for q in SHARE for label in LABELS]
    rates = [("sheets", "rate", label, int(points * grid_kidneys.RATES_EACH)) for label in LABELS]
    kidneys = [("sheets", q, "policy", budget) for q, budget in about_kidneys.items()]
    tabled = [
        ("table", q, label, int(each * PART / len(table_grid.QUESTIONS)))
        for q in table_grid.QUESTIONS
        for label in LABELS
    ]
    return sorted([*kidneys, *rates, *asked, *tabled], key=lambda job: -job[3])


def compare(points: int, processes: int) -> list[Found]:
    """Run every job, in so many processes."""
    with multiprocessing.Pool(processes) as pool:
        return pool.map(run, jobs_for(points), chunksize=1)


def main() -> None:
    """Compare, print what was found, and fail on a disagreement or an unmet story."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=LEAST)
    parser.add_argument("--each", type=int, default=0, help="points of each label, at least")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    began = time.monotonic()
    found = compare(told.points, told.processes)
    met = sum((one.stories for one in found), Counter[str]())
    unsettled = [point for one in found for point in one.unsettled]
    total = sum(one.points for one in found if not one.job.startswith("table"))
    tabled = sum(one.points for one in found) - total
    for one in found:
        print(f"{one.job:28} {one.points:>12,}")
    print(f"{'all':28} {total:>12,} in {time.monotonic() - began:.0f} s")
    print(f"{'of the decision table':28} {tabled:>12,}")
    for story in STORIES:
        print(f"settled: {story.name}: {met[story.name]:,}")
    for point in unsettled:
        print("DISAGREE", point)
    counted = {"grid_points": total, "table_points": tabled, "stories": len(STORIES)}
    if told.write:
        told.write.write_text(json.dumps(counted))
    enough = total >= told.points and tabled >= PART * BETWEEN * told.points / 2
    asked = Counter[str]()
    for one in found:
        asked[one.job.split()[-1]] += one.points * (not one.job.startswith("table"))
    enough = enough and min(asked[label] for label in LABELS) >= told.each
    each = all(one.points for one in found)
    if unsettled or not enough or not each or any(not met[story.name] for story in STORIES):
        sys.exit(1)


if __name__ == "__main__":
    main()
