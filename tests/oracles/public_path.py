"""Compare the public verbs with the oracle on every threshold triple and far beyond.

python tests/oracles/public_path.py --write counts.json
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import compared
import compared_kidneys
import compared_tapers
import grid
import sheets

LEAST = 200_000
STRIDES = {"start": 83, "verdict": 17}
"""One in so many of all combinations is asked, beside every limit and rate where it binds."""

STORIES_OF = {"rate": "start"}

INDICATIONS = ("multiple sclerosis", "cerebral palsy", "hiccups", "unknown")
OF_ALL = {
    "severity": compared_kidneys.severity_triples,
    "equation": compared_kidneys.equations,
    "clearance": compared_kidneys.clearances,
}
"""What is asked once for all labels."""

OF_EACH = {
    "limit": compared.limit_edges,
    "rate": compared.start_edges,
    "rise": compared.rise_triples,
    "age": compared.age_triples,
    "climb": compared.climbs,
    "computed": compared_kidneys.computed,
    "cystatin": compared_kidneys.by_cystatin,
    "change": compared_kidneys.rises_of_creatinine,
    "low": compared_kidneys.recent_lows,
    "fresh": compared_kidneys.ages_of_results,
    "plan": partial(compared_tapers.plans, every=3),
    "pace": compared_tapers.paces,
    "drop": compared_tapers.drops,
    "stop": compared_tapers.stops,
}
"""What is asked of each label, beside the two of the strides."""


def points_of(question: str, label: str) -> Iterator[tuple[bool, Any]]:
    """Return the points of one question about one label."""
    if question == "verdict":
        return compared.verdict_triples(label, STRIDES["verdict"])
    if question == "start":
        return compared.start_triples(label, INDICATIONS, STRIDES["start"])
    return OF_ALL[question]() if question in OF_ALL else OF_EACH[question](label)


def edges_of(question: str, label: str) -> dict[int, set[Any]]:
    """Return the edges that have to be met, by their place in a point."""
    months, grams = zip(*compared.people(label), strict=True)
    found = {1: set(months), 2: set(grams)}
    if question == "start":
        clearances = {one for age in months for one in compared.clearances_of(label, age)}
        return found | {3: {None, *compared.rates_of(label)}, 7: clearances}
    totals = compared.around(compared.thresholds.marks(label, "total"))
    return found | {4: {total for total in totals if total >= 100}}


def run(job: tuple[str, str]) -> tuple[int, list[Any]]:
    """Compare one question about one label: its points, its first disagreements."""
    question, label = job
    count, differ = 0, []
    unmet = edges_of(question, label) if question in STRIDES else {}
    for agrees, point in points_of(question, label):
        count += 1
        for place, edges in unmet.items():
            edges.discard(point[place])
        if (
            not agrees
            and grid.settle(STORIES_OF.get(question, question), point) is None
            and len(differ) < 5
        ):
            differ.append(point)
    differ += [("not met", job, sorted(edges, key=str)) for edges in unmet.values() if edges]
    return count, differ


def main() -> None:
    """Compare, print the counts, and fail on a disagreement or too few points."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    began = time.monotonic()
    jobs = [(question, "policy") for question in OF_ALL]
    jobs += [(q, label) for q in (*STRIDES, *OF_EACH) for label in sheets.LABELS]
    with multiprocessing.Pool(2) as pool:
        found = pool.map(run, jobs, chunksize=1)
    total = sum(count for count, _ in found)
    differ = [point for _, points in found for point in points]
    print(f"public verbs: {total:,} points in {time.monotonic() - began:.0f} s")
    for point in differ:
        print("DISAGREE", point)
    if told.write:
        told.write.write_text(json.dumps({"public_points": total}))
    if differ or total < LEAST or not all(count for count, _ in found):
        sys.exit(1)


if __name__ == "__main__":
    main()
