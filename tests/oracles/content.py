"""Change every number of every knowledge file, and see that each change is noticed.

    python tests/oracles/content.py --write counts.json

A changed number is noticed when the loader refuses the file, when an answer no longer
agrees with the oracle, or when the number differs from its second entry: the numbers of
documents were entered a second time from the fact sheets, without the files. The digest of
a file, which notices everything, has no say here.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import sheets
import thresholds
from content_answers import differences
from plain_rows import OtherKidneysError

from baclofen_cds.errors import InputError
from baclofen_cds.knowledge.reading.faults import Faults
from baclofen_cds.knowledge.reading.parsing import parse
from baclofen_cds.knowledge.schema.label import Guidance, Profile
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.words.catalogue import sentences

KINDS = {"profiles": Profile, "guidance": Guidance, "policy": Policy}
SECOND_ENTRY = Path(__file__).with_name("second_entry.json")
LEAST = 8
LEAST_BY_ANSWERS = 3_300
SKIPPED = ("worked_example", "sources", "schema")

Place = tuple[str | int, ...]


def paths() -> list[Path]:
    """Return every knowledge file."""
    return [p for kind in KINDS for p in sorted((thresholds.KNOWLEDGE / kind).glob("*.toml"))]


def is_number(value: object) -> bool:
    """Whether a value of a file is a number, written as text."""
    return isinstance(value, str) and value.replace(".", "", 1).isdigit()


def places(node: Any, place: Place = ()) -> Iterator[Place]:
    """Yield the place of every number of a document, one of a list at a time."""
    if isinstance(node, dict):
        for key, part in node.items():
            if place or key not in SKIPPED:
                yield from places(part, (*place, key))
    elif isinstance(node, list):
        for index, part in enumerate(node):
            yield from places(part, (*place, index))
    elif is_number(node):
        yield place


def at(node: Any, place: Place) -> Any:
    """Return what stands at a place."""
    for step in place:
        node = node[step]
    return node


def changed(document: dict[str, Any], place: Place, value: str) -> dict[str, Any]:
    """Return a copy of a document with another number at a place."""
    copy = deepcopy(document)
    at(copy, place[:-1])[place[-1]] = value
    return copy


def changes(value: str) -> list[str]:
    """Return what a slip makes of a number: one more or less, tenfold, a thousandfold, nothing.

    Examples
    --------
    >>> len(set(changes("15"))) >= 8, "15" in changes("15")
    (True, False)
    """
    number = Decimal(value)
    last = Decimal(1).scaleb(number.as_tuple().exponent)
    slips = (
        number + last,
        number - last,
        number + 5 * last,
        number - 5 * last,
        number + 2 * last,
        number + 3 * last,
        number + 7 * last,
        number + 12 * last,
        number * 2,
        number / 2,
        number * 10,
        number / 10,
        number * 1000,
        number / 1000,
        Decimal(0),
        -number,
    )
    return list(dict.fromkeys(f"{slip:f}" for slip in slips if slip != number))


def loaded(document: dict[str, Any], kind: Any) -> Any:
    """Return what the loader makes of a document; ``None`` when it refuses it."""
    faults = Faults(sentences=sentences() if kind is Guidance else {})
    found = parse(document, kind, "0" * 64, faults)
    return None if faults.found else found


def answers_differ(label: str, files: dict[str, Any]) -> bool:
    """Whether an answer about a label no longer agrees with the oracle, or cannot be had."""
    try:
        return any(True for _ in differences(label, files))
    except (InputError, OtherKidneysError):
        return True


def shipped_differs(label: str) -> bool:
    """Whether the files as they ship are said to differ; if so, the comparison is broken."""
    return answers_differ(label, {})


@cache
def entered() -> dict[str, dict[str, dict[str, str]]]:
    """Return every second entry, by how it was made, by file and by place.

    *entered*: read in the fact sheets. *placed*: read there too, but two bands share their
    edge in the text, and the file places it in one of them. *copied*: the project's own
    choice, or an age a study does not print; there is nothing to read a second time.
    """
    found: dict[str, dict[str, dict[str, str]]] = json.loads(SECOND_ENTRY.read_text("utf-8"))
    return found


def second_entry(name: str, place: Place) -> str | None:
    """Return the number as it was entered a second time."""
    written = ""
    for step in place:
        written += f"[{step}]" if isinstance(step, int) else f".{step}"
    place_name = written.lstrip(".")
    return next(
        (
            numbers[name][place_name]
            for numbers in entered().values()
            if place_name in numbers.get(name, {})
        ),
        None,
    )


def killer(name: str, document: dict[str, Any], kind: Any, place: Place, value: str) -> str:
    """Name what notices a changed number; empty when nothing does."""
    found = loaded(changed(document, place, value), kind)
    if found is None:
        return "loader"
    if kind is Profile and answers_differ(name, {name: found}):
        return "oracle"
    if kind is Policy and answers_differ("ch-spasticity", {"policy": found}):
        return "oracle"
    entered = second_entry(name, place)
    return "second entry" if entered is not None and Decimal(entered) != Decimal(value) else ""


def run(path: Path) -> tuple[str, int, Counter[str], list[str]]:
    """Change every number of one file."""
    document, kind = tomllib.loads(path.read_text("utf-8")), KINDS[path.parent.name]
    killers, alive, numbers = Counter[str](), [], 0
    for place in places(document):
        numbers += 1
        value = at(document, place)
        slips = changes(value)
        if len(slips) < LEAST:
            alive.append(f"{place}: only {len(slips)} changes")
        for slip in slips:
            by = killer(document["id"], document, kind, place, slip)
            killers[by] += 1
            if not by:
                alive.append(f"{document['id']} {place}: {value} -> {slip}")
    return document["id"], numbers, killers, alive


def main() -> None:
    """Change every number, print what noticed, and fail when nothing did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    began = time.monotonic()
    with multiprocessing.Pool(2) as pool:
        found = pool.map(run, paths(), chunksize=1)
    killers = sum((by for _, _, by, _ in found), Counter[str]())
    alive = [line for *_, lines in found for line in lines]
    numbers = sum(count for _, count, _, _ in found)
    total = sum(killers.values())
    print(f"{numbers} numbers, {total:,} changes in {time.monotonic() - began:.0f} s")
    for by, count in killers.most_common():
        print(f"  noticed by {by or 'NOTHING'}: {count:,}")
    for line in alive[:20]:
        print("ALIVE", line)
    copied = sum(map(len, entered()["copied"].values()))
    by_answers = killers["loader"] + killers["oracle"]
    alive += [f"{label}: differs as it ships" for label in sheets.LABELS if shipped_differs(label)]
    if by_answers < LEAST_BY_ANSWERS:
        alive.append(f"only {by_answers} changes noticed by the loader or an oracle")
    counted = {
        "content_numbers": numbers - copied,
        "content_copied": copied,
        "content_changes": total,
        "content_by_answers": by_answers,
    }
    if told.write:
        told.write.write_text(json.dumps(counted))
    if alive:
        sys.exit(1)


if __name__ == "__main__":
    main()
