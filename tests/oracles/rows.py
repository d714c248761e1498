"""Change every number and every flag in the rows of a label, and see that each is noticed.

    python tests/oracles/rows.py --write counts.json

The verbs read nothing of a label but its rows, and ``columns.py`` reads the same rows: a wrong
one would move both alike. A changed term is noticed when it differs from the rows made a
second time from the fact sheets and the policy (``rows_again.py``), or from the second entry
of the numbers of the files.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import asking
import rows_again
import rows_entered

from baclofen_cds.case.posology import numbers
from baclofen_cds.case.sheet import make_sheet
from baclofen_cds.knowledge.reading.loader import current_policy
from baclofen_cds.knowledge.schema.label import Rung
from baclofen_cds.vocabulary import Condition, Indication

LEAST = 7_000
WORDS = {
    "population": ("adult", "child", "too young"),
    "covered": tuple(one.value for one in Indication),
    "excluded": tuple(one.value for one in Indication),
    "cerebral": tuple(one.value for one in Indication),
    "against": tuple(one.value for one in Condition),
}
KEY = ("child", "band", "dialysis", "changing")
"""What tells one state of the kidneys from another; the rest is what is said to it."""

Row = dict[str, Any]


def plain(value: Any) -> Any:
    """Return a term as plain numbers, words and flags."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Rung):
        return int(value.each), value.times_per_day, int(value.hold)
    if isinstance(value, frozenset):
        return frozenset(map(plain, value))
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


def row_of(row: Any) -> Row:
    """Return the terms of a row by name; what is named in no order, as a set."""
    found = {name: plain(value) for name, value in numbers(row).items()}
    return found | ({"against": frozenset(found["against"])} if "against" in found else {})


def rows(label: str) -> list[Row]:
    """Return the rows of every age and of every state of the kidneys."""
    found = make_sheet(asking.profile_of(label), current_policy())
    return [*map(row_of, found.ages), *map(row_of, found.kidneys)]


def again(label: str) -> list[Row]:
    """Return the same rows from the fact sheets and the policy, in the same order."""
    kidneys = rows_again.kidneys(label).items()
    states = [dict(zip(KEY, state, strict=True)) | row for state, row in kidneys]
    return [*rows_again.ages(label), *states]


def slips(name: str, value: Any) -> Iterator[Any]:
    """Yield what a slip makes of a term: one more or less, the other flag, one of a list lost.

    Examples
    --------
    >>> list(slips("start", 5)), list(slips("older", True))
    ([6, 4, None], [False])
    """
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1, None)
    elif value is None:
        yield 1
    elif isinstance(value, str):
        yield from (word for word in WORDS.get(name, ()) if word != value)
    elif isinstance(value, frozenset):
        yield from (value ^ {word} for word in WORDS[name])
    else:
        yield (*value, 1)
        for place, part in enumerate(value):
            before, after = value[:place], value[place + 1 :]
            yield (*before, *after)
            yield from ((*before, slip, *after) for slip in slips(name, part) if slip is not None)


def noticed(name: str, slip: Any, told: Row, entered: Row) -> str:
    """Name what notices that a term is another one; empty when nothing does."""
    by = {
        "the fact sheets": name in told and told[name] != slip,
        "the second entry": name in entered and entered[name] != slip,
    }
    return " and ".join(who for who, notices in by.items() if notices)


def check(label: str) -> tuple[Counter[str], list[str]]:
    """Change every term of every row of a label: what noticed it, and what nobody noticed."""
    ours, theirs = rows(label), again(label)
    by, faults = Counter[str](), []
    if len(ours) != len(theirs):
        return by, [f"{label}: {len(ours)} rows, the fact sheets make {len(theirs)}"]
    for row, told in zip(ours, theirs, strict=True):
        entered = rows_entered.entered(label, told)
        for name, value in row.items():
            if name not in told and name in rows_again.NOTHING_RESTS:
                by["nothing: no answer rests on it"] += 1
                continue
            known = {**entered, **told}
            if known.get(name, value) != value or entered.get(name, value) != value:
                faults.append(f"{label} {name}: {value}, not {known[name]}, as it ships")
            for slip in slips(name, value):
                who = noticed(name, slip, told, entered)
                by[who or "NOTHING"] += 1
                if not who:
                    faults.append(f"{label} {name}: {value} -> {slip} is noticed by nothing")
    return by, faults


def main() -> None:
    """Change every row of every label, print what noticed, and fail where nothing did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    began = time.monotonic()
    found = [check(label) for label in rows_again.LABELS]
    by = sum((one for one, _ in found), Counter[str]())
    faults = [fault for _, some in found for fault in some]
    changes = sum(count for who, count in by.items() if not who.startswith("nothing"))
    print(f"{changes:,} changes to rows in {time.monotonic() - began:.0f} s")
    for who, count in by.most_common():
        print(f"  noticed by {who}: {count:,}")
    for name, reason in rows_again.NOTHING_RESTS.items():
        print(f"  not compared: {name} {reason}")
    print("\n".join(faults[:20]))
    if told.write:
        told.write.write_text(json.dumps({"row_changes": changes}))
    if faults or changes < LEAST:
        sys.exit(1)


if __name__ == "__main__":
    main()
