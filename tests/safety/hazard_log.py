"""The hazard log and the tests beside it: both are read, and every disagreement is named."""

from __future__ import annotations

import ast
import datetime as dt
import importlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from attrs import frozen

TESTS: Final = Path(__file__).resolve().parent.parent
ROOT: Final = TESTS.parent
LOG: Final = ROOT / "docs" / "safety" / "hazards.toml"

KINDS: Final = ("design", "protective", "information")
WAITING: Final = "waiting for room "
CONTROLLED: Final = "controlled"
TRANSFERRED: Final = "transferred to the deployer"
UNDESIRABLE: Final = 3
_KEYS: Final = frozenset(
    {"id", "title", "causes", "harm", "before", "after"}
    | {"status", "controls", "verified_by", "history"}
)
_NEVER_RUN: Final = ("skip", "skipif", "xfail")
_LEAVES: Final = frozenset({"pytest.skip", "pytest.xfail", "pytest.importorskip"})


@frozen
class Test:
    """One test function: its node id, and what its decorators make of it."""

    __test__ = False

    node: str
    is_safety: bool
    may_not_run: bool


@cache
def read_log() -> dict[str, Any]:
    """Read the log that ships with the documentation."""
    return tomllib.loads(LOG.read_text("utf-8"))


@cache
def every_test() -> tuple[Test, ...]:
    """Find every test function of the suite by reading its files."""
    return tuple(test for path in sorted(TESTS.rglob("test_*.py")) for test in tests_of(path))


def tests_of(path: Path) -> Iterator[Test]:
    """Yield the tests of one file."""
    name = path.relative_to(TESTS.parent).as_posix()
    yield from tests_in(ast.parse(path.read_text("utf-8")), name)


def tests_in(tree: ast.Module, name: str) -> Iterator[Test]:
    """Yield the tests of one parsed file; marks of the file and the class hold for each."""
    whole_file = _module_marks(tree) + _leaving(tree)
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            marks = whole_file + _marks(node)
            for inner in node.body:
                if _is_test(inner):
                    yield _test(f"{name}::{node.name}::{inner.name}", marks + _marks(inner))
        elif _is_test(node):
            yield _test(f"{name}::{node.name}", whole_file + _marks(node))


def _is_test(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test_")


def _test(node: str, marks: tuple[str, ...]) -> Test:
    return Test(
        node,
        is_safety=node.startswith("tests/safety/") or any("mark.invariant" in m for m in marks),
        may_not_run=any(f"mark.{never}" in mark for mark in marks for never in _NEVER_RUN),
    )


def _marks(node: ast.ClassDef | ast.FunctionDef) -> tuple[str, ...]:
    return tuple(map(ast.unparse, node.decorator_list))


def _module_marks(tree: ast.Module) -> tuple[str, ...]:
    return tuple(
        ast.unparse(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
    )


def _leaving(tree: ast.Module) -> tuple[str, ...]:
    """Name the calls by which a file, or a fixture in it, leaves a test out while it runs."""
    calls = (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))
    return tuple(f"mark.skip by {call}" for call in calls if call in _LEAVES)


def places_of(node: str) -> list[str]:
    """Return what a test can be named by: its file, its class, and itself.

    Examples
    --------
    >>> places_of("tests/test_a.py::TestB::test_c")
    ['tests/test_a.py', 'tests/test_a.py::TestB', 'tests/test_a.py::TestB::test_c']
    """
    parts = node.split("::")
    return ["::".join(parts[: end + 1]) for end in range(len(parts))]


def by_place(tests: tuple[Test, ...]) -> Mapping[str, list[Test]]:
    """Return the tests by everything they can be named by."""
    found: dict[str, list[Test]] = {}
    for test in tests:
        for place in places_of(test.node):
            found.setdefault(place, []).append(test)
    return found


def level(log: Mapping[str, Any], risk: Mapping[str, str]) -> int:
    """Return the level the matrix gives a severity and a likelihood."""
    matrix = log["matrix"]
    row: list[int] = matrix["levels"][risk["likelihood"]]
    return row[matrix["severities"].index(risk["severity"])]


def waits(hazard: Mapping[str, Any]) -> bool:
    """Whether what would control the hazard does not exist yet."""
    return str(hazard["status"]).startswith(WAITING)


def faults(log: Mapping[str, Any], tests: tuple[Test, ...]) -> list[str]:
    """Name everything in which the log is not true of the code and its tests."""
    found, placed = [*_of_ids(log)], by_place(tests)
    for hazard in log["hazard"]:
        whole = (
            _of_shape(hazard)
            or _of_risk(log, hazard)
            or [
                *_of_status(log, hazard),
                *_of_controls(hazard),
                *_of_tests(hazard, placed),
                *_of_history(hazard),
            ]
        )
        found += [f"{hazard.get('id')}: {fault}" for fault in whole]
    return [*found, *_orphans(log, tests)]


def _of_ids(log: Mapping[str, Any]) -> Iterator[str]:
    ids = [hazard.get("id") for hazard in log["hazard"]]
    if ids != [f"H{number:02}" for number in range(1, len(ids) + 1)]:
        yield "ids are not H01, H02 and so on, each once and in order"


def _of_shape(hazard: Mapping[str, Any]) -> list[str]:
    keys = set(hazard) - {"deployer"}
    wrong = [f"{key} is missing" for key in sorted(_KEYS - keys)]
    wrong += [f"{key} is not known" for key in sorted(keys - _KEYS)]
    return wrong + [
        f"{key} is empty" for key in ("title", "causes", "harm") if not hazard.get(key)
    ]


def _of_risk(log: Mapping[str, Any], hazard: Mapping[str, Any]) -> list[str]:
    severities, likelihoods = log["matrix"]["severities"], log["matrix"]["likelihoods"]
    wrong = [
        f"{when} is not in the words of the matrix"
        for when in ("before", "after")
        if hazard[when].get("severity") not in severities
        or hazard[when].get("likelihood") not in likelihoods
    ]
    if wrong:
        return wrong
    before, after = hazard["before"], hazard["after"]
    return [
        f"{what} is higher after control than before"
        for what, order in (("severity", severities), ("likelihood", likelihoods))
        if order.index(after[what]) > order.index(before[what])
    ]


def _of_status(log: Mapping[str, Any], hazard: Mapping[str, Any]) -> Iterator[str]:
    status, rooms = hazard["status"], log["rooms"]
    if not waits(hazard) and status not in (CONTROLLED, TRANSFERRED):
        yield "its status is none of the three"
    if waits(hazard) and status.removeprefix(WAITING) not in rooms:
        yield "it waits for a room that is not in the list of rooms"
    left = status == TRANSFERRED or level(log, hazard["after"]) >= UNDESIRABLE
    if left and not hazard.get("deployer"):
        yield "it does not say what is left to the deployer"


def _of_controls(hazard: Mapping[str, Any]) -> Iterator[str]:
    controls = hazard["controls"]
    for control in controls:
        place = set(control) - {"type", "text"}
        if place not in ({"module"}, {"file"}) or control.get("type") not in KINDS:
            yield "a control has not a type, a text and a module or a file"
        elif "file" in control and not _is_there(control["file"]):
            yield f"a control names {control['file']}, which is no file of the repository"
        elif "module" in control and not _is_ours(control["module"]):
            yield f"a control names {control['module']}, which is no module"
    if not controls and not waits(hazard):
        yield "it has no control"
    if hazard["status"] == CONTROLLED and {c.get("type") for c in controls} <= {"information"}:
        yield "it is called controlled and rests on information alone"


def _is_there(file: str) -> bool:
    """Whether a file of the repository is there; what an sdist holds is not all of it."""
    is_sdist = (ROOT / "PKG-INFO").is_file()
    inside = (ROOT / file).resolve().is_relative_to(ROOT)
    return inside and (is_sdist or (ROOT / file).is_file())


@cache
def _is_ours(module: str) -> bool:
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return module.split(".")[0] == "baclofen_cds"


def _of_tests(hazard: Mapping[str, Any], tests: Mapping[str, list[Test]]) -> Iterator[str]:
    named = hazard["verified_by"]
    if not named and not waits(hazard):
        yield "it has no test"
    if len(set(named)) != len(named):
        yield "it names a test twice"
    for one in named:
        there = tests.get(one, [])
        if not there:
            yield f"{one} does not exist"
        if any(test.may_not_run for test in there):
            yield f"{one} may be skipped or is expected to fail"


def _of_history(hazard: Mapping[str, Any]) -> Iterator[str]:
    dates = [entry.get("date") for entry in hazard["history"]]
    whole = dates and all(type(date) is dt.date for date in dates)
    if not whole or dates != sorted(dates) or not all(e.get("what") for e in hazard["history"]):
        yield "its history is not a list of days, in order, each with what was done"


def _orphans(log: Mapping[str, Any], tests: tuple[Test, ...]) -> Iterator[str]:
    named = {one for hazard in log["hazard"] for one in hazard.get("verified_by", ())}
    for test in tests:
        if test.is_safety and named.isdisjoint(places_of(test.node)):
            yield f"{test.node} is a safety test, and no hazard names it"
