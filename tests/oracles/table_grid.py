"""The plain functions beside the decision table: one query a label and question.

The table builds its own grid, asks the plain function at each point and counts where the
two differ. Its grids hold its own thresholds with their neighbours.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import decision_table as table
import plain
from sampling import drawn

VERDICTS = {name: code for code, name in enumerate(table.VERDICTS)}

Counted = tuple[int, int, Any]


def finer(top: int, count: int, start: int = 0) -> range:
    """Return about so many steps from a start to a top; the seed says at which they begin."""
    step = max((top - start) // max(count, 1), 1)
    return range(start + drawn(step), top + 1, step)


def verdicts(connection: Any, label: str, budget: int) -> Counted:
    """Compare verdicts over ages, weights and totals."""
    ours = cache(lambda months, grams: plain.verdicts(label, months, grams))

    def core(months: int, grams: int | None, total: int) -> int | None:
        verdict = ours(months, grams)
        return None if verdict is None else VERDICTS[verdict(total)[0]]

    axes = {"months": range(0, 1_441, 60), "grams": range(10_000, 200_001, 47_500)}
    totals = finer(250_000, budget // (35 * 6))
    return table.count_mismatches_verdict(connection, label, core, **axes, totals=totals)


def bindings(connection: Any, label: str, budget: int) -> Counted:
    """Compare the limits that decide, over the same grid."""
    ours = cache(lambda months, grams: plain.verdicts(label, months, grams))

    def core(months: int, grams: int | None, total: int) -> int | None:
        verdict = ours(months, grams)
        return None if verdict is None else verdict(total)[1]

    axes = {"months": range(0, 1_441, 120), "grams": range(10_000, 200_001, 95_000)}
    totals = finer(250_000, budget // (23 * 4))
    return table.count_mismatches_binding(connection, label, core, **axes, totals=totals)


def rises(connection: Any, label: str, budget: int) -> Counted:
    """Compare rises of even days."""
    ours = plain.rises(label)

    def core(before: int, times: int, after: int, held: int) -> int | None:
        found = ours(before, times, after, held)
        return None if found is None else ("too large" in found) + 2 * ("too soon" in found)

    side = int((budget / (6 * 10) * 2) ** 0.5)
    return table.count_mismatches_rise_allowed(
        connection,
        label,
        core,
        before=finer(30_000, side, 500),
        after=finer(40_000, side, 1_000),
    )


RETIRED = "the table is to be retired; it was not rewritten for the policy of 27 November 2026"
WITHOUT_TABLE = dict.fromkeys(("start", "kidney_band", "kidney_severity", "taper"), RETIRED)
"""What the table answered once and is not asked any more, each with the reason."""

QUESTIONS: dict[str, Callable[[Any, str, int], Counted]] = {
    "verdict": verdicts,
    "binding": bindings,
    "rise": rises,
}


def count(question: str, label: str, budget: int) -> Counted:
    """Run one comparison in a table of its own."""
    connection = table.connect()
    return QUESTIONS[question](connection, label, budget)
