"""Compare what decides on kidneys and tapers with the oracle on millions of points.

    python tests/oracles/grid.py --points 5000000 --write counts.json

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
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import grid_kidneys
import grid_tapers
import sheets
from settled import story_of

LABELS = tuple(sheets.LABELS)
LEAST = 5_000_000


class Found(NamedTuple):
    """What one job found: its points, its first disagreements."""

    job: str
    points: int
    differ: list[Any]


QUESTIONS = {"rate": grid_kidneys.rate_points, "taper": grid_tapers.taper_points}
"""What is asked of each label, beside what is asked once for all of them."""

SHARE = {"rate": grid_kidneys.RATES_EACH, "taper": 0.005}


def settle(question: str, point: Any) -> str | None:
    """Return the story that settles a disagreement about a start."""
    if question != "start":
        return None
    *facts, mine, theirs = point
    label, _, _, rate, dialysis, state, _, clearance = facts
    told = {"label": label, "rate": rate, "dialysis": dialysis, "state": state}
    return story_of(mine[0], theirs[0], {**told, "clearance": clearance})


def run(job: tuple[str, str, int]) -> Found:
    """Compare one question about one label with the oracle."""
    question, label, budget = job
    points, differ = 0, []
    asked = grid_kidneys.QUESTIONS if label == "policy" else QUESTIONS
    for agrees, point in asked[question](label, budget):
        points += 1
        if not agrees and len(differ) < 5:
            differ.append(point)
    return Found(f"{question} {label}", points, differ)


def jobs_for(points: int) -> list[tuple[str, str, int]]:
    """Share the points among the questions on kidneys and those of every label."""
    kidneys = [(q, "policy", int(points * share)) for q, share in grid_kidneys.SHARE.items()]
    each = [(q, label, int(points * share)) for q, share in SHARE.items() for label in LABELS]
    return sorted([*kidneys, *each], key=lambda job: -job[2])


def main() -> None:
    """Compare, print what was found, and fail on a disagreement or on too few points."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=LEAST)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    began = time.monotonic()
    with multiprocessing.Pool(told.processes) as pool:
        found = pool.map(run, jobs_for(told.points), chunksize=1)
    total = sum(one.points for one in found)
    for one in found:
        print(f"{one.job:28} {one.points:>12,}")
    print(f"{'all':28} {total:>12,} in {time.monotonic() - began:.0f} s")
    differ = [point for one in found for point in one.differ]
    for point in differ:
        print("DISAGREE", point)
    if told.write:
        told.write.write_text(json.dumps({"grid_points": total}))
    if differ or total < told.points or not all(one.points for one in found):
        sys.exit(1)


if __name__ == "__main__":
    main()
