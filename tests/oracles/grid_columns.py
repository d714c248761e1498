"""Compare what decides with ``columns.py``, both fed from the rows of every label.

    python tests/oracles/grid_columns.py --points 25000000 --write counts.json

The points are those of ``public_columns.py``, drawn far more often: half of all numbers stand
at a threshold or beside it. Here no verb is asked but the plain functions, each with the row of
an age; what a verb makes of them is compared there.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import public_columns as points
from columns import (
    BANDS,
    DIALYSES,
    INDICATIONS,
    LIMITS,
    MISSING,
    OUTCOMES,
    STATED,
    STOPS,
    VERDICTS,
    Columns,
)

import baclofen_cds as bc
from baclofen_cds.case.bands import band_of
from baclofen_cds.case.posology import Population, Posology
from baclofen_cds.case.sheet import row_at, terms_for
from baclofen_cds.deciding.changes import StopKind, is_too_soon, stop_kind
from baclofen_cds.deciding.maximum import decided_by, usual_of, verdict_of
from baclofen_cds.deciding.rises import (
    NoRise,
    gentlest_of_old,
    hold_of,
    largest_rise,
    rise_from,
)
from baclofen_cds.deciding.start import amount_of, divided, start_outcome
from baclofen_cds.deciding.tapers import (
    left_after,
    length_at,
    lowest_rung,
    steps_down,
    unit_of,
    usable,
)
from baclofen_cds.makeable import Steps

LEAST = 25_000_000
CHUNK = 50_000
"""How many points are drawn at once."""

NO_TOP = 10**9
GATES = {name: points.GATES[name] for name in points.GATES if name != "clearance_from"}
KINDS = {
    StopKind.FEW_DAYS: "few days",
    StopKind.SMALL: "small",
    StopKind.SHORT_USE: "short",
    StopKind.HIGH: "high",
    StopKind.ABRUPT: "abrupt",
}
Rows = list[Posology]
Answers = Iterator[Any]


def known(number: int) -> int | None:
    """Return a fact; -1 is one that is not known."""
    return None if number < 0 else number


def told(unit: int) -> Steps | None:
    """Return what can be made; -1 is nothing told."""
    return None if unit < 0 else Steps(unit)


# Each question: what the columns say, and what decides says of the same row.


def maximum(rows: Rows, facts: Any) -> Answers:
    """Yield verdict and binding limit."""
    for row, grams, total in zip(rows, facts["grams"], facts["total"], strict=True):
        if row.has_limits:
            verdict = verdict_of(row, total, usual_of(row, known(grams)))
            yield VERDICTS.index(verdict), LIMITS.index(decided_by(row, verdict))
        else:
            yield -1, -1


def kidneys(_: Rows, facts: Any) -> Answers:
    """Yield the band of kidney function."""
    named = (facts[n] for n in ("egfr", "clearance", "dialysis", "changing"))
    for facts_of_one in zip(*named, strict=True):
        yield (BANDS.index(_band(*facts_of_one)),)


def _band(egfr: int, clearance: int, dialysis: int, changing: int) -> bc.KidneyBand:
    state = bc.KidneyState.CHANGING if changing else bc.KidneyState.STABLE
    return band_of(known(egfr), DIALYSES[dialysis], state, clearance=known(clearance), **GATES)


def start(rows: Rows, facts: Any, sheet: Any) -> Answers:
    """Yield the outcome of a start, and the total that is answered."""
    names = ("months", "grams", "egfr", "clearance", "dialysis", "changing", "indication", "unit")
    for row, *one in zip(rows, *(facts[name] for name in names), strict=True):
        yield _start(row, sheet, *one)


def _start(
    row: Posology,
    sheet: Any,
    months: int,
    grams: int,
    egfr: int,
    clearance: int,
    dialysis: int,
    changing: int,
    indication: int,
    unit: int,
) -> tuple[int, int]:
    band, cause = _band(egfr, clearance, dialysis, changing), INDICATIONS[indication]
    form, child = DIALYSES[dialysis], row.is_child
    state = terms_for(sheet, child=child, band=band, dialysis=form, changing=changing > 0)
    unknown = cause is bc.Indication.UNKNOWN
    needs = unknown or egfr < 0 or (child and grams < 0)
    outcome = start_outcome(
        row,
        state,
        in_scope=row.population is not Population.TOO_YOUNG and (unknown or cause in row.covered),
        contraindicated=False,
        missing=needs or (months >= points.GATED and clearance < 0),
    )
    if outcome is not bc.Outcome.STATED:
        return OUTCOMES.index(outcome), -1
    amount = amount_of(row, state, cause, known(grams))
    assert amount is not None, "what is stated has an amount"
    makeable = told(unit) or Steps(row.computed_step if amount.computed else 1)
    totals = (divided(amount.total, times, makeable) * times for times in amount.times)
    made = next((total for total in totals if total), None)
    return (MISSING, -1) if made is None else (STATED, made)


def rise(rows: Rows, facts: Any) -> Answers:
    """Yield whether a rise is too soon, the total one printed step leads to, and our bound."""
    named = (facts[n] for n in ("grams", "each", "times", "held"))
    for row, grams, each, times, held in zip(rows, *named, strict=True):
        day = (each,) * times
        hold = hold_of(row, sum(day))
        soon = is_too_soon(held, None if hold is None else hold[0])
        ends = gentlest_of_old(row, rise_from(row, day, NO_TOP, Steps(1)))
        if isinstance(ends, NoRise):
            unknown = row.is_child and (grams < 0 or row.start_per_kg is None)
            yield soon, -1, -1 if unknown else largest_rise(row, known(grams))
        else:
            yield soon, sum(ends[1]), -1


def drop(rows: Rows, facts: Any) -> Answers:
    """Yield the unit of a reduction, and the lowest total one drop leads to."""
    named = (facts[n] for n in ("told", "total", "after"))
    for row, unit, total, after in zip(rows, *named, strict=True):
        made = unit_of(row, (total, after), told(unit))
        yield made, left_after(row, total, made)


def taper(rows: Rows, facts: Any) -> Answers:
    """Yield the first rung down, the last, how many there are, and the length of the taper."""
    for row, unit, total, use in zip(
        rows, *(facts[n] for n in ("told", "total", "use")), strict=True
    ):
        totals = steps_down(row, (total,), unit_of(row, (total,), told(unit))) or [total]
        length = row.taper_lengths[length_at(row, known(use))][1]
        yield totals[0], totals[-1], len(totals), length


def stop(rows: Rows, facts: Any) -> Answers:
    """Yield what a stop at once is."""
    named = (facts[n] for n in ("total", "use", "told"))
    for row, total, use, unit in zip(rows, *named, strict=True):
        makeable, lowest = told(unit), 0
        if makeable is not None and usable(row, makeable):
            lowest = lowest_rung(row, unit_of(row, (total,), makeable))
        yield (STOPS.index(KINDS[stop_kind(row, total, known(use), lowest)]),)


def of_maximum(c: Columns, f: Any) -> Any:
    return c.verdict(f["months"], f["grams"], f["total"])


def of_kidneys(c: Columns, f: Any) -> Any:
    return (c.band(f["egfr"], f["clearance"], f["dialysis"], f["changing"]),)


def of_start(c: Columns, f: Any) -> Any:
    outcome, _, answered = c.start(**f)
    return outcome, answered


def of_rise(c: Columns, f: Any) -> Any:
    far, soon, step, bound = c.rise(**f)
    return soon, step, np.where(far < 0, -1, bound)


def of_drop(c: Columns, f: Any) -> Any:
    unit = c.unit(f["months"], f["told"], np.gcd(f["total"], f["after"]))
    return unit, c.drop_floor(f["months"], f["total"], unit)


def of_taper(c: Columns, f: Any) -> Any:
    unit = c.unit(f["months"], f["told"], f["total"])
    rungs, _ = c.taper(f["months"], f["total"], unit, f["use"], f["gentle"] > 0)
    many = (rungs > 0).sum(-1)
    last = np.take_along_axis(rungs, many[..., None] - 1, -1)[..., 0]
    return rungs[..., 0], last, many, c.taper_length(f["months"], f["use"])


def of_stop(c: Columns, f: Any) -> Any:
    return (c.stop(f["months"], f["total"], f["use"], f["told"], f["total"]),)


QUESTIONS: dict[str, tuple[Callable[..., Answers], Callable[..., Any], float]] = {
    "maximum": (maximum, of_maximum, 0.58),
    "start": (start, of_start, 0.16),
    "kidneys": (kidneys, of_kidneys, 0.1),
    "rise": (rise, of_rise, 0.06),
    "drop": (drop, of_drop, 0.06),
    "stop": (stop, of_stop, 0.035),
    "taper": (taper, of_taper, 0.005),
}
"""What decides, the columns' answer to the same, and the share of the points."""


def facts_of(name: str, number: int) -> dict[str, Any]:
    """Draw some points of a question; the same seed draws the same."""
    seed = zlib.crc32(os.environ.get("SAMPLE_SEED", "").encode())
    rng = np.random.default_rng([seed, 1 + list(QUESTIONS).index(name), number])
    drawn = points.QUESTIONS[name].draw(rng, CHUNK)
    return {fact: np.asarray(column) for fact, column in drawn.items()}


def run(task: tuple[str, str, int]) -> tuple[str, int, list[str]]:
    """Compare one part of a question about one label."""
    label, name, number = task
    decides, says, _ = QUESTIONS[name]
    facts, columns, sheet = facts_of(name, number), points.columns_of(label), points.sheet(label)
    if "each" in facts:
        facts.pop("then")
        expected = says(columns, {**facts, "then": facts["each"]})
    else:
        expected = says(columns, facts)
    rows = [row_at(sheet, months) for months in facts["months"].tolist()]
    plain = {fact: column.tolist() for fact, column in facts.items()}
    extra = (sheet,) if name == "start" else ()
    found = np.array(list(decides(rows, plain, *extra)), dtype=np.int64)
    wrong = np.nonzero((found != np.stack(expected, -1)).any(-1))[0]
    differ = [
        f"{name} {label} { {fact: plain[fact][n] for fact in plain} }: "
        f"columns {[int(e[n]) for e in expected]}, decided {found[n].tolist()}"
        for n in wrong[:3].tolist()
    ]
    return name, len(found), differ


def tasks(number: int) -> Iterator[tuple[str, str, int]]:
    """Yield the parts of every question about every label."""
    labels = points.LABELS
    for name, (_, _, share) in QUESTIONS.items():
        parts = -(-int(number * share) // (CHUNK * len(labels))) + 1
        yield from ((label, name, part) for part in range(parts) for label in labels)


def main() -> int:
    """Run the comparison with two processes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=LEAST)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    began, counts, differ = time.monotonic(), Counter[str](), []
    with multiprocessing.Pool(2) as pool:
        for name, number, found in pool.imap_unordered(run, tasks(asked.points)):
            counts[name] += number
            differ += found
    for line in differ[:30]:
        print("DISAGREE", line)
    total = counts.total()
    print(dict(counts))
    print(f"{total:,} points in {time.monotonic() - began:.0f} s; {len(differ)} differ")
    if asked.write:
        asked.write.write_text(json.dumps({"grid_points": total}), encoding="utf-8")
    return 1 if differ or total < asked.points else 0


if __name__ == "__main__":
    raise SystemExit(main())
