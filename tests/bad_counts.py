"""The bad inputs of the tests: the curated ones, and every parameter by every wrong value.

:func:`counts` says how many there are, for the tests and for the documentation.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any

import test_bad_inputs
from wrong_values import KINDS, Wrong

import baclofen_cds as bc

RESULTS = frozenset(
    {
        "AbsoluteGFR",
        "AgeCaution",
        "Assessment",
        "Caution",
        "ChangeCheck",
        "Continue",
        "CreatinineClearance",
        "Decision",
        "Finding",
        "IndexedGFR",
        "KidneyCaution",
        "MaximumCheck",
        "NextStep",
        "Review",
        "Schedule",
        "ScheduleStep",
        "Sheet",
        "StartingDose",
        "Tapered",
        "interop.fhir.ReadFact",
        "interop.fhir.Record",
        "interop.fhir.Unread",
    }
)
"""What the library makes and a caller reads; ``from_dict`` checks those that were stored."""

SHAPES = frozenset({"Makeable"})
"""What a caller's own class may be shaped like; nothing is called on the shape itself."""


def alternatives(annotation: str) -> frozenset[str]:
    """Return what an annotation allows: ``tuple[A, ...] | None`` is a tuple or ``None``."""
    found, depth, start = [], 0, 0
    for place, sign in enumerate(f"{annotation}|"):
        depth += (sign == "[") - (sign == "]")
        if sign == "|" and not depth:
            found.append(annotation[start:place].strip())
            start = place + 1
    return frozenset(found) | {one.partition("[")[0] for one in found}


BESIDES = {("Assessment.of", "question"): "text"}
"""Places where any value of a kind is right: a question nobody asked has no decision."""


def is_right(call: str, name: str, annotation: str, wrong: Wrong) -> bool:
    """Whether the parameter's own annotation names what the value is; nothing else is right."""
    return bool(wrong.fits & (alternatives(annotation) | {BESIDES.get((call, name), "")}))


@cache
def places() -> tuple[tuple[str, str, str], ...]:
    """Return every public call with every parameter and its annotation."""
    return tuple(
        (call, name, str(parameter.annotation))
        for call, (function, _) in test_bad_inputs.GOOD.items()
        for name, parameter in inspect.signature(function).parameters.items()
    )


def wrong_for(call: str, name: str, annotation: str) -> list[str]:
    """Return the kinds of value that are wrong for a parameter."""
    return [k for k, wrong in KINDS.items() if not is_right(call, name, annotation, wrong)]


def _methods(name: str, kind: type) -> Iterator[str]:
    for method in vars(kind):
        held = getattr(kind, method)
        if method.startswith("_") or not (inspect.isfunction(held) or inspect.ismethod(held)):
            continue
        arguments = set(inspect.signature(held).parameters) - {"self"}
        if arguments:
            yield f"{name}.{method}"


def _calls_of(name: str, thing: Any) -> Iterator[str]:
    if inspect.isfunction(thing) and inspect.signature(thing).parameters:
        yield name
    if name in SHAPES:
        return
    if inspect.isclass(thing) and not issubclass(thing, (Enum, BaseException)):
        if name not in RESULTS:
            yield name
        yield from _methods(name, thing)


def public_calls() -> set[str]:
    """Return the name of everything public that takes an argument, from the public lists."""
    rooms = {
        "": (bc, bc.__all__),
        "kidney.": (bc.kidney, bc.kidney.__all__),
        "interop.fhir.": (bc.interop.fhir, bc.interop.fhir.__all__),
    }
    return {
        call
        for before, (room, names) in rooms.items()
        for name in names
        for call in _calls_of(before + name, getattr(room, name))
    }


@cache
def counts() -> dict[str, int]:
    """Return how many bad inputs are tried.

    ``curated``: lines of ``bad_inputs.csv``; ``matrix``: wrong values in a parameter;
    ``total``: both; ``calls``, ``parameters``, ``kinds``: what the matrix is made of;
    ``fewest``: wrong values of the parameter that has the fewest.
    """
    each = [len(wrong_for(*place)) for place in places()]
    curated = len({tuple(row.values[0]) for row in test_bad_inputs.ROWS})
    return {
        "curated": curated,
        "matrix": sum(each),
        "total": curated + sum(each),
        "calls": len({call for call, _, _ in places()}),
        "parameters": len(places()),
        "kinds": len(KINDS),
        "fewest": min(each),
    }


if __name__ == "__main__":
    import json

    print(json.dumps(counts()))  # noqa: T201 - for a shell
