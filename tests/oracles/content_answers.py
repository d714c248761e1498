"""The answers that a changed number of a knowledge file would move, beside the oracle's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import plain_kidneys as kidneys
import plain_rows as plain
import plain_tapers as tapers
import sheets
import thresholds
from settled import story_of


def differences(label: str, files: dict[str, Any]) -> Iterator[str]:
    """Yield the name of each question about a label whose answer is not the oracle's.

    ``files`` holds what is asked instead of a shipped file, by the label or as the policy.
    """
    total = [t for mark in thresholds.marks(label, "total") for t in (mark, mark + 1) if t >= 100]
    ages = [0, 71, 72, 95, 96, 119, 120, 143, 144, 215, 216, 779, 780, 899, 900, 1_000]
    for months in ages:
        if plain.older(label, files)(months) != sheets.older(label, months):
            yield "older"
        for grams in (None, 20_000, 60_000):
            ours = plain.verdicts(label, months, grams, files)
            for day in total:
                told = sheets.verdict(label, months, grams, "unknown", day)
                if (None if ours is None else ours(day)) != told:
                    yield "verdict"
    yield from _tapers(label, files)
    yield from _rises(label, files)
    yield from _starts(label, files, ages)
    if "policy" in files:
        yield from _kidney_states(files)
        yield from _kidney_results(files)


def _tapers(label: str, files: dict[str, Any]) -> Iterator[str]:
    """Compare plans; of a changed policy those of more units, and drops and stops too."""
    days = ((60_000, 5_000),)
    if "policy" in files:
        days += ((20_000, 5_000), (50_000, 100), (10_000, 100), (9_000, 1_000), (2_000, 500))
    for child in (False, True):
        plan = tapers.tapers(label, child, files)
        for (total, unit), use in product(days, (None, 0, 60, 61, 90, 91, 365)):
            for pace in ("gentle", "shorter"):
                told = sheets.taper(label, total, unit, use, pace, child)
                if plan(total, unit, use, pace) != told:
                    yield "taper"
        if "policy" in files:
            yield from _drops_and_stops(label, child, files)


def _drops_and_stops(label: str, child: bool, files: dict[str, Any]) -> Iterator[str]:
    drop, stop = (one(label, child, files) for one in (tapers.drops, tapers.stops))
    edges = [mark + side for mark in (10_000, 20_000, 30_000, 40_000) for side in (-1, 0, 1)]
    for unit, total in product((100, 1_000, 5_000, 10_000), (1_000, 2_500, 3_000, *edges, 60_000)):
        if drop(total, unit) != sheets.drop_floor(total, unit, child):
            yield "drop"
    for total in (900, 1_000, 1_100, 4_900, 5_000, 5_100, 29_900, 30_000):
        for use, unit in product((None, 3, 4, 14, 15), (None, 100, 10_000, 10_001)):
            whole = total % min(unit or 1, 10_000) == 0
            if whole and stop(total, use, unit) != sheets.stop_severity(total, use, unit, child):
                yield "stop"


RATES = (None, 1_499, 1_500, 2_999, 3_000, 5_999, 6_000)
CLEARANCES = (None, 2_999, 3_000, 4_999, 5_000)
BODIES = ((52_019, 1_700), (52_020, 1_700), (115_600, 1_700), (115_601, 1_700), (None, None))


def _kidney_states(files: dict[str, Any]) -> Iterator[str]:
    """Compare how grave kidneys are, and when a clearance gates, at every edge the oracle has."""
    severities, gates = kidneys.severities("none", "changing", files), kidneys.gates(files)
    for rate, clearance in product(RATES, CLEARANCES):
        mine = severities(rate, clearance)
        for total, starting in product((4_999, 5_000, 19_999, 20_000), (False, True)):
            facts = (rate, "none", "changing", total, starting, clearance)
            if mine(total, starting, False) != sheets.kidney_severity(*facts):
                yield "severity"
    for months, (grams, mm) in product((215, 216, 899, 900), BODIES):
        if gates(months, grams, mm) != sheets.clearance_gates(months, grams, mm):
            yield "gate"


def _kidney_results(files: dict[str, Any]) -> Iterator[str]:
    """Compare how old a result may be, and what several say, at every edge the oracle has."""
    fresh, changing = kidneys.freshness(files), kidneys.changes(files)
    low, told = kidneys.low_lately(files), (False, True)
    for facts in product((779, 780), RATES, CLEARANCES, told, told):
        if fresh(*facts) != sheets.freshness_days(*facts):
            yield "freshness"
    for gap, later, level in product(range(9), range(2, 5), (106_499, 106_500, 119_999, 120_000)):
        results = ((0, 80_000), (gap, level), (gap + later, level))
        if any(changing(one) != sheets.changing(one) for one in (results, results[:2])):
            yield "change"
    for back, rate, newer in product((90, 91), (2_999, 3_000), (0, 1, 2, 3)):
        history = [(-back, rate), *((-day, 6_000) for day in range(newer))]
        if low(history, 0) != sheets.recently_low(history, 0):
            yield "low"


def _rises(label: str, files: dict[str, Any]) -> Iterator[str]:
    ours = plain.rises(label, files)
    for each in (3_750, 5_000, 7_500, 10_000, 15_000, 19_999, 20_000):
        for times in (2, 3, 4):
            for size in (5_000, 5_001, 7_500, 7_501, 10_000, 15_000):
                for held in (2, 3, 4):
                    told = sheets.rise_allowed(label, each, times, each + size, held)
                    if ours(each, times, each + size, held) != told:
                        yield "rise"


def _starts(label: str, files: dict[str, Any], ages: list[int]) -> Iterator[str]:
    cause, rates = "cerebral palsy", (1_499, 1_500, 2_999, 3_000, 5_999, 6_000)
    for months, dialysis in product(ages, ("none", "haemodialysis")):
        ours = plain.starts(label, months, dialysis, "stable", cause, files)
        gated = sheets.clearance_gates(months, None, None)
        clearances = (2_999, 3_000, 4_999, 5_000) if gated else (None,)
        for rate, clearance, grams in product(rates, clearances, (20_000, 60_000)):
            state = (rate, dialysis, "stable")
            outcome, day, times = sheets.start(label, months, grams, *state, cause, clearance)
            mine = ours(rate, grams, clearance)
            told = {"label": label, "dialysis": dialysis, "rate": rate, "clearance": clearance}
            if mine != (outcome, day) and story_of(mine[0], outcome, told) is None:
                yield "start"
            if outcome == "stated" and {*ours.divisions(rate, grams, clearance)} != times:
                yield "division"
