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

OUTCOMES = {name: code for code, name in enumerate(table.OUTCOMES)}
VERDICTS = {name: code for code, name in enumerate(table.VERDICTS)}
SEVERITIES = {name: code for code, name in enumerate(table.SEVERITIES)}

Counted = tuple[int, int, Any]


def finer(top: int, count: int, start: int = 0) -> range:
    """Return about so many steps from a start to a top."""
    return range(start, top + 1, max((top - start) // max(count, 1), 1))


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


def starts(connection: Any, label: str, budget: int) -> Counted:
    """Compare how starts end, and their totals, over every kind of dialysis and kidney state."""
    ours = cache(
        lambda months, dialysis, state, indication: plain.starts(
            label,
            months,
            table.DIALYSIS[dialysis],
            table.STATES[state],
            table.INDICATIONS[indication],
        )
    )

    def core(
        months: int,
        grams: int | None,
        egfr: int | None,
        dialysis: int,
        state: int,
        indication: int,
    ) -> int:
        start = ours(months, dialysis, state, indication)
        outcome, total = start(egfr, grams)
        if total is None:
            return OUTCOMES[outcome]
        return table.encode_start(outcome, total, start.divisions(egfr, grams))

    return table.count_mismatches_start(
        connection,
        label,
        core,
        months=range(0, 1_441, 240),
        grams=range(9_000, 150_001, 47_000),
        egfr=finer(12_000, budget // (25 * 5 * 15 * 3)),
        dialysis=range(5),
        state=range(3),
        indication=range(0, 13, 6),
    )


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


def severities(connection: Any, _: str, budget: int) -> Counted:
    """Compare how grave the kidneys make a start, or what is taken."""
    ours = {
        (dialysis, state): plain.severities(table.DIALYSIS[dialysis], table.STATES[state])
        for dialysis in range(5)
        for state in range(3)
    }

    def core(egfr: int | None, dialysis: int, state: int, total: int | None, starting: int) -> int:
        return SEVERITIES[ours[dialysis, state](egfr, total, bool(starting))]

    rates = finer(20_000, budget // (15 * 48 * 2))
    return table.count_mismatches_severity(connection, core, egfr=rates)


QUESTIONS: dict[str, Callable[[Any, str, int], Counted]] = {
    "verdict": verdicts,
    "binding": bindings,
    "start": starts,
    "rise": rises,
}


def count(question: str, label: str, budget: int) -> Counted:
    """Run one comparison in a table of its own."""
    connection = table.connect()
    asked = severities if label == "policy" else QUESTIONS[question]
    return asked(connection, label, budget)
