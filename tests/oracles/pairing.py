"""Hold a function of the deciding room beside its twin, over every combination of inputs."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from inspect import getmembers, isfunction
from itertools import product
from typing import Any

from oracles import twins

import baclofen_cds.deciding
from baclofen_cds.case import bands, doses, kidney_changes

Function = Callable[..., Any]


KIDNEYS = "test_kidney_statements.py: rewritten with the policy, and the twins are to be retired"
TAPERS = "test_tapers.py: held beside a second reading in fractions"
WITHOUT_TWIN = {
    "check_against": "test_statements.py: it lists the limits that verdict_of compares",
    **dict.fromkeys(
        (
            "band_of",
            "by_clearance",
            "clearance_gates",
            "creatinine_based",
            "has_settled",
            "is_acute_rise",
            "is_changing",
            "is_mild_rise",
            "rates_disagree",
            "recently_low",
            "severity_of",
            "start_outcome",
            "watch_of",
        ),
        KIDNEYS,
    ),
    **dict.fromkeys(
        (
            "half_below",
            "is_legal_taper",
            "is_long_use",
            "left_after",
            "lowered",
            "lowering_order",
            "lowest_after",
            "made_of",
            "review_step",
            "rounded_up",
            "rungs_up_to",
            "shared_days",
            "steps_down",
            "unit_of",
            "usable",
            "whole_units",
        ),
        TAPERS,
    ),
}
"""Functions that have no twin, each with the tests that are held to it instead, and the reason."""


def functions_of_the_room() -> dict[str, Function]:
    """Return every public function that decides by plain numbers, by its name."""
    room = baclofen_cds.deciding
    inside = pkgutil.iter_modules(room.__path__, f"{room.__name__}.")
    modules = [importlib.import_module(info.name) for info in inside]
    found: dict[str, Function] = {}
    for module in (*modules, bands, doses, kidney_changes):
        public = {name: getattr(module, name) for name in module.__all__}
        found.update((name, one) for name, one in public.items() if isfunction(one))
    return found


def functions_with_twins() -> dict[str, Function]:
    """Return those that have a twin, by their names."""
    found = functions_of_the_room()
    return {name: found[name] for name in found.keys() - WITHOUT_TWIN.keys()}


def twins_of_the_room() -> dict[str, Function]:
    """Return every twin, by its name."""
    own = (one for _, one in getmembers(twins, isfunction) if one.__module__ == twins.__name__)
    return {one.__name__: one for one in own if one is not twins.sign}


def agree(ours: Function, *values: Iterable[Any], **named: Iterable[Any]) -> None:
    """Compare a function with its twin at every point of a grid."""
    twin = getattr(twins, ours.__name__)
    names = tuple(named)
    for point in product(*values, *named.values()):
        plain = point[: len(values)]
        words = dict(zip(names, point[len(values) :], strict=True))
        found, expected = ours(*plain, **words), twin(*plain, **words)
        same = found == expected and repr(found) == repr(expected)  # 2.0 is no whole number
        assert same, f"{ours.__name__}{plain}{words}: {found}, twin: {expected}"


def days(amounts: Iterable[int], most: int) -> Iterator[tuple[int, ...]]:
    """Give every day of one to ``most`` administrations of these amounts."""
    amounts = tuple(amounts)
    for times in range(1, most + 1):
        yield from product(amounts, repeat=times)


def told(amounts: Iterable[int]) -> tuple[int | None, ...]:
    """Give every amount, and that nobody told it."""
    return (None, *amounts)
