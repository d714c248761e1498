"""Every threshold there is: the oracle's own, and every number of the shipped files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import sheets
from sampling import steps

import baclofen_cds as bc

KNOWLEDGE = Path(bc.__file__).parent / "knowledge"
FACTORS = {
    "mg/day": ("total", 1_000),
    "mg": ("total", 1_000),
    "year": ("months", 12),
    "month": ("months", 1),
    "kg": ("grams", 1_000),
    "day": ("days", 1),
    "week": ("days", 7),
    "mL/min/1.73m2": ("egfr", 100),
    "mL/min": ("clearance", 100),
    "kg/m2": ("bmi", 1),
    "umol/L": ("creatinine", 1_000),
}
"""What a unit of the files is a unit of, and how many of the smallest units it holds."""


@cache
def files() -> dict[str, tuple[dict[str, Any], ...]]:
    """Return the parsed files by whom they are about: each label, and the policy."""
    found: dict[str, tuple[dict[str, Any], ...]] = {}
    for path in sorted((KNOWLEDGE / "profiles").glob("*.toml")):
        document = tomllib.loads(path.read_text("utf-8"))
        found[document["id"]] = (*found.get(document["id"], ()), document)
    policies = sorted((KNOWLEDGE / "policy").glob("*.toml"))
    found["policy"] = tuple(tomllib.loads(p.read_text("utf-8")) for p in policies)
    return found


def numbers(node: Any, kind: str) -> Iterator[int]:
    """Yield every number of a document that is of a kind, in its smallest unit."""
    if isinstance(node, list):
        for part in node:
            yield from numbers(part, kind)
    if not isinstance(node, dict):
        return
    what, factor = FACTORS.get(str(node.get("unit")), ("", 1))
    if what == kind and "value" in node:
        values = node["value"] if isinstance(node["value"], list) else [node["value"]]
        yield from (int(Decimal(value) * factor) for value in values)
    if kind == "months":
        yield from (12 * int(node[k]) for k in ("from_year", "to_year") if k in node)
    if kind == "total" and "each_mg" in node:
        each = int(Decimal(node["each_mg"]) * 1_000)
        yield from (each, each * int(node["times_per_day"]))
    if kind == "days" and "hold_days" in node:
        yield int(node["hold_days"])
    for key, part in node.items():
        if key not in ("worked_example", "sources"):
            yield from numbers(part, kind)


def oracle(label: str, kind: str) -> tuple[int, ...]:
    """Return the oracle's own thresholds of a kind."""
    if kind == "clearance":
        return tuple(sheets.CLEARANCE_THRESHOLDS)
    return tuple(sheets.THRESHOLDS[label].get(kind, ()))


@cache
def marks(label: str, kind: str) -> tuple[int, ...]:
    """Return the thresholds of a kind that bear on a label, the policy's among them."""
    told = {*oracle(label, kind), *oracle("policy", kind)}
    for name in (label, "policy"):
        for document in files()[name]:
            told.update(numbers(document, kind))
    return tuple(sorted(told))


def other_units(node: Any) -> Iterator[str]:
    """Yield the units of a document's numbers that are no threshold of the grids."""
    if isinstance(node, list):
        for part in node:
            yield from other_units(part)
    if isinstance(node, dict):
        unit, values = str(node.get("unit")), node.get("value", "")
        first = values[0] if isinstance(values, list) and values else values
        if str(first)[:1].isdigit() and unit not in FACTORS:
            yield unit
        for key, part in node.items():
            if key not in ("worked_example", "sources"):
                yield from other_units(part)


def around(marks: Iterable[int], steps: Iterable[int] = ()) -> list[int]:
    """Return the marks with their neighbours, and the steps between them; none negative."""
    near = {mark + side for mark in marks for side in (-1, 0, 1)}
    return sorted(value for value in near | set(steps) if value >= 0)


def stepped(top: int, count: int) -> list[int]:
    """Return about so many even steps from 0 to a top, both among them."""
    return steps(top, max(top // max(count, 1), 1))
