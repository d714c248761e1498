"""The public verbs answer as an independent reading of the fact sheets does.

The oracle in ``sheets.py`` was written from the fact sheets, the policy and the list of
questions alone. This is the part of the comparison that runs every time; ``grid.py`` and
``public_path.py`` do the rest. Where the two disagreed, ``settled.py`` tells the story.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import compared
import content
import decision_table
import grid
import plain
import pytest
import sheets
import thresholds
import twins
from settled import AMENDED, STORIES, story_of

LABELS = tuple(sheets.LABELS)
WINDOWS = {
    "months": range(1_441),
    "grams": range(1_000, 300_001),
    "total": range(1, 10**9),
    "egfr": range(1, 10**6),
}
"""What can be asked about at all; a number outside is refused at the door."""


def unsettled(points: Iterable[tuple[bool, Any]], question: str = "") -> list[Any]:
    """Return the first points that disagree and that no story settles; some were asked."""
    found, count = [], 0
    for agrees, point in points:
        count += 1
        if not agrees and grid.settle(question, point) is None:
            found.append(point)
    assert count > 1, "nothing was asked"
    return found[:3]


def asked_of(label: str) -> dict[str, set[int]]:
    """Return what the grid asks of a label, by kind, with no steps between thresholds."""
    verdicts = [point for _, point in grid.verdict_points(label, 1)]
    starts = [point for _, point in islice(grid.start_points(label, 1), 20_000)]
    return {
        "months": {point[1] for point in verdicts},
        "grams": {point[2] for point in verdicts},
        "total": {point[3] for point in verdicts},
        "egfr": {point[3] for point in starts},
    }


class TestAgreement:
    """The library and the oracle agree exactly, or a story says why not."""

    @pytest.mark.parametrize("label", LABELS)
    def test_limits(self, label: str) -> None:
        """Every limit of a label is met and passed at the same microgram."""
        assert unsettled(compared.verdict_triples(label, every=211)) == []

    @pytest.mark.parametrize("label", LABELS)
    def test_starts(self, label: str) -> None:
        """A start ends alike and is divided alike at every edge of age, weight and rate."""
        causes = ("multiple sclerosis", "cerebral palsy", "unknown")
        assert unsettled(compared.start_triples(label, causes, every=1999), "start") == []

    def test_kidneys(self) -> None:
        """The kidneys are as grave at every edge of rate and amount."""
        assert unsettled(compared.severity_triples(every=11), "severity") == []

    @pytest.mark.parametrize("label", LABELS)
    def test_age(self, label: str) -> None:
        """An older adult is one from the same month on."""
        assert unsettled(compared.age_triples(label)) == []

    @pytest.mark.parametrize("label", LABELS)
    def test_rises(self, label: str) -> None:
        """A rise is too large or too soon from the same microgram and the same day on."""
        assert unsettled(compared.rise_triples(label, every=31)) == []

    @pytest.mark.parametrize("label", LABELS)
    def test_titration(self, label: str) -> None:
        """Every step of a titration plan is a printed rung or an allowed increment."""
        assert unsettled(compared.climbs(label)) == []


class TestIndependence:
    """What is compared with the library is made without it."""

    @pytest.mark.parametrize("oracle", [sheets, decision_table])
    def test_oracles(self, oracle: ModuleType) -> None:
        """An oracle imports nothing but the standard library."""
        rooms = {module.partition(".")[0] for module, _ in _imports(oracle)}
        assert rooms <= sys.stdlib_module_names

    def test_twins(self) -> None:
        """A twin takes the words of its answers from the library, and nothing that decides."""
        ours = [place for place in _imports(twins) if place[0].startswith("baclofen_cds")]
        assert ours
        for module, name in ours:
            word = getattr(importlib.import_module(module), name)
            assert issubclass(word, Enum), name


def _imports(module: ModuleType) -> list[tuple[str, str]]:
    """Return every module a file imports from, with each name it takes."""
    found = []
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Import):
            found += [(name.name, "") for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(node.module or "", name.name) for name in node.names]
    return found


class TestThresholds:
    """No threshold escapes the grids."""

    @pytest.mark.parametrize("label", LABELS)
    def test_every_threshold_is_asked(self, label: str) -> None:
        """What the grids ask holds each number of a file and of the oracle, and its neighbours."""
        asked = asked_of(label)
        for kind, inside in WINDOWS.items():
            told = {*sheets.THRESHOLDS[label][kind], *sheets.THRESHOLDS["policy"][kind]}
            for name in (label, "policy"):
                for document in thresholds.files()[name]:
                    told.update(thresholds.numbers(document, kind))
            within = {mark for mark in told if mark in inside}
            near = {mark + side for mark in within for side in (-1, 0, 1)}
            assert {point for point in near if point in inside} <= asked[kind], kind
            assert within, kind

    @pytest.mark.parametrize("label", LABELS)
    def test_every_rise_is_asked(self, label: str) -> None:
        """The days a dose is held and the size of a rise are asked about, and their neighbours."""
        points = [point for _, point in grid.rise_points(label, 1)]
        held, sizes = {point[4] for point in points}, {point[3] - point[1] for point in points}
        days = {hold for *_, hold in sheets.rungs(label)}
        amounts = {each for each, *_ in sheets.rungs(label)[:1]}
        if sheets.increment(label):
            _, low, high, least, most = sheets.increment(label)
            days, amounts = {least, most}, {low, high}
        assert {day + side for day in days for side in (-1, 0, 1)} <= held
        assert {size + side for size in amounts for side in (-1, 0, 1)} <= sizes

    def test_every_number_of_a_file_is_a_mark(self) -> None:
        """Each number of a profile is a threshold, an amount per kg, a division or a share."""
        other = Counter[str]()
        for label in LABELS:
            for document in thresholds.files()[label]:
                other.update(thresholds.other_units(document))
        assert set(other) <= {"mg/kg/day", "per day"}


class TestTable:
    """The decision table says of ladders and ages what the other oracle says."""

    @pytest.mark.parametrize("label", LABELS)
    def test_steps(self, label: str) -> None:
        """Rungs and increments are the same in both, and the library's own."""
        connection = decision_table.connect()
        assert decision_table.rungs(connection, label) == sheets.rungs(label)
        assert decision_table.increment(connection, label) == sheets.increment(label)

    @pytest.mark.parametrize("label", LABELS)
    def test_ages(self, label: str) -> None:
        """Somebody is an older adult from the same month on, for both and for the library."""
        connection, ours = decision_table.connect(), plain.older(label)
        for months in grid.months_of(label):
            told = decision_table.older(connection, label, months)
            assert told == sheets.older(label, months) == ours(months), months


class TestSecondEntry:
    """Every number of every knowledge file was entered a second time from the sheets."""

    @pytest.mark.parametrize("path", content.paths(), ids=lambda path: path.stem)
    def test_numbers_agree(self, path: Path) -> None:
        """A number in a file is the number of its second entry, exactly."""
        document = tomllib.loads(path.read_text("utf-8"))
        for place in content.places(document):
            entered = content.second_entry(document["id"], place)
            assert entered is not None, place
            assert Decimal(entered) == Decimal(content.at(document, place)), place

    def test_nothing_is_left_over(self) -> None:
        """Every second entry has its number in a file, and stands there once."""
        written = [
            (name, place)
            for numbers in content.entered().values()
            for name, entries in numbers.items()
            for place in entries
        ]
        documents = [tomllib.loads(path.read_text("utf-8")) for path in content.paths()]
        assert len(written) == sum(len(list(content.places(one))) for one in documents)
        assert len(set(written)) == len(written)

    def test_what_was_copied_is_ours(self) -> None:
        """No number of a label was copied: it was read a second time."""
        assert not set(content.entered()["copied"]) & set(LABELS)


class TestStories:
    """A disagreement is told, and stays true."""

    def test_each_has_its_reason(self) -> None:
        """Every story and every amendment says what each side held and why it was settled so."""
        assert len({story.name for story in STORIES}) == len(STORIES)
        assert all(len(story.why) > 80 for story in STORIES)
        assert all(row.said != row.says and row.why for row in AMENDED)

    @pytest.mark.parametrize(
        ("library", "oracle", "facts"),
        [
            ("critical", "warning", {"starting": True, "total": 20_000, "band": "impaired"}),
            ("critical", "warning", {"starting": True, "total": 19_999, "band": "severe"}),
            ("critical", "warning", {"starting": False, "total": 20_000, "band": "severe"}),
            ("silent", "stated", {"label": "us-spasticity", "state": "changing", "rate": 1_499}),
            ("silent", "stated", {"label": "uk-spasticity", "state": "stable", "rate": 1_499}),
            ("silent", "stated", {"label": "uk-spasticity", "state": "changing", "rate": 1_500}),
            ("contraindicated", "unread", {"label": "de-spasticity", "dialysis": "none"}),
            ("contraindicated", "unread", {"label": "ch-spasticity", "dialysis": "peritoneal"}),
            ("contraindicated", "stated", {"label": "de-spasticity", "dialysis": "peritoneal"}),
        ],
    )
    def test_neighbours_are_not_settled(
        self, library: str, oracle: str, facts: dict[str, Any]
    ) -> None:
        """A difference beside a story is no part of it."""
        assert story_of(library, oracle, facts) is None

    def test_each_is_still_met(self) -> None:
        """Every story is of a difference that is still there."""
        met = set()
        for label in ("de-spasticity", "uk-spasticity"):
            every = compared.start_triples(label, ("multiple sclerosis",), every=331)
            differ = (point for agrees, point in every if not agrees)
            met |= {grid.settle("start", point) for point in differ}
        differ = (point for agrees, point in compared.severity_triples(every=11) if not agrees)
        met |= {grid.settle("severity", point) for point in differ}
        assert met == {story.name for story in STORIES}
