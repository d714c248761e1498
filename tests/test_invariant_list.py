"""The list of invariants in the documentation and the marks in the tests are the same list."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LIST = tomllib.loads((ROOT / "docs/safety/invariants.toml").read_text(encoding="utf-8"))
LISTED: list[dict[str, Any]] = LIST["invariant"]
MARK = "pytest.mark.invariant"


@cache
def sources() -> dict[str, str]:
    """Return the modules of tests that hold a mark, by their place."""
    read = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "tests").rglob("*.py"))
    }
    return {place: text for place, text in read.items() if f"{MARK}(" in text}


def numbers(marked: ast.FunctionDef | ast.ClassDef) -> Iterator[int]:
    """Return the numbers a test or a class of tests is marked with."""
    for decorator in marked.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == MARK:
            (number,) = decorator.args
            yield ast.literal_eval(number)


def cases_of(module: ast.Module) -> Iterator[tuple[str, list[int]]]:
    """Return the tests of a module, each with its numbers and those of its class."""
    for node in module.body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        outer = list(numbers(node)) if isinstance(node, ast.ClassDef) else []
        for test in inside:
            if isinstance(test, ast.FunctionDef) and test.name.startswith("test"):
                parents = [node.name] if isinstance(node, ast.ClassDef) else []
                yield "::".join([*parents, test.name]), [*outer, *numbers(test)]


def marked() -> dict[int, set[str]]:
    """Return the node ids that carry each number, from the tests as they are written."""
    found: dict[int, set[str]] = defaultdict(set)
    for place, text in sources().items():
        for name, carried in cases_of(ast.parse(text)):
            for number in carried:
                found[number].add(f"{place}::{name}")
    return found


class TestOneList:
    """What is promised is tested, and what is tested is promised."""

    def test_every_number_once(self) -> None:
        """The list holds 1 to 48, each once and in order."""
        assert [one["number"] for one in LISTED] == list(range(1, 49))

    @pytest.mark.parametrize("one", LISTED, ids=lambda one: f"I{one['number']}")
    def test_complete(self, one: dict[str, Any]) -> None:
        """Each has a statement, and properties, a room it waits for, or both."""
        assert set(one) <= {"number", "statement", "properties", "waits_for"}
        assert one["statement"].endswith(".")
        assert one.get("properties") or one.get("waits_for")
        assert len(set(one.get("properties", []))) == len(one.get("properties", []))

    def test_the_same(self) -> None:
        """The listed properties of each number are the tests that carry its mark."""
        listed = {one["number"]: set(one["properties"]) for one in LISTED if "properties" in one}
        assert listed == marked()

    def test_no_other_place_for_a_mark(self) -> None:
        """Every mark stands above a test or its class, where this list can see it."""
        written = sum(
            isinstance(node, ast.Attribute) and ast.unparse(node) == MARK
            for text in sources().values()
            for node in ast.walk(ast.parse(text))
        )
        above = sum(
            len(list(numbers(node)))
            for text in sources().values()
            for node in ast.parse(text).body
            for node in (node, *getattr(node, "body", []))
            if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        )
        assert written == above


class TestPage:
    """The page says what the list says."""

    def test_counts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every number is on the page, with its tests or the room it waits for."""
        monkeypatch.setattr(sys, "path", [str(ROOT / "docs/_ext"), *sys.path])
        import invariant_pages

        shown = invariant_pages.parts()["invariant-list.txt"]
        terms = [line for line in shown.splitlines() if re.fullmatch(r"I\d+", line)]
        assert terms == [f"I{number}" for number in range(1, 49)]
        for one in LISTED:
            assert one["statement"] in shown
            assert all(test.removeprefix("tests/") in shown for test in one.get("properties", []))
        said = invariant_pages.counted(LIST)
        tested = sum("properties" in one for one in LISTED)
        properties = {test for one in LISTED for test in one.get("properties", [])}
        assert f"{tested} of 48" in said
        assert f"{len(properties)} tests" in said
