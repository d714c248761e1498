"""The public verbs answer as an independent reading of the fact sheets does.

The oracle in ``sheets.py`` was written from the fact sheets, the policy and the list of
questions alone. This is the part of the comparison that runs every time; ``grid.py`` and
``public_path.py`` do the rest. Where the two disagreed, ``settled.py`` tells the story.
"""

from __future__ import annotations

import ast
import inspect
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice, pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import asking
import compared
import compared_kidneys
import compared_tapers
import content
import facts
import grid
import grid_kidneys
import grid_tapers
import kidney_oracle
import pytest
import rows_again
import sampling
import sheets
import taper_oracle
import thresholds
from settled import AMENDED, CLOSED, STORIES, story_of

from baclofen_cds.case.kidney_rates import equations_of
from baclofen_cds.knowledge.reading.loader import current_policy

LABELS = tuple(sheets.LABELS)
ROOMS = (facts, kidney_oracle, taper_oracle)
"""The files behind the door of the oracle in Python."""

WINDOWS = {
    "months": range(1_441),
    "grams": range(1_000, 300_001),
    "total": range(1, 10**9),
    "egfr": range(1, 10**6),
    "clearance": range(1, 10**6),
    "days": range(1, 10**6),
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


def asked_of(label: str) -> dict[str, set[Any]]:
    """Return what the comparisons ask of a label, by kind, with no steps between thresholds."""
    people = list(compared.people(label))
    plans = [point for _, point in grid_tapers.taper_points(label, 1)]
    fresh = [point for _, point in grid_kidneys.fresh_points(label, 1)]
    return {
        "months": {months for months, _ in people},
        "grams": {grams for _, grams in people},
        "total": set(compared.around(thresholds.marks(label, "total"))),
        "egfr": {point[1] for point in fresh},
        "clearance": {point[2] for point in fresh},
        "days": {point[1] for point in plans},
    }


class TestSamples:
    """What is sampled moves on with its seed, and stays where it is with the same seed."""

    def test_without_a_seed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A sample begins at the first point."""
        monkeypatch.delenv("SAMPLE_SEED", raising=False)
        assert list(sampling.one_in(7, range(20))) == [0, 7, 14]
        assert sampling.steps(10, 4) == [0, 4, 8, 10]

    def test_with_a_seed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Another seed begins elsewhere, the same one in the same place; the ends stay."""
        begun = []
        for seed in (*map(str, range(40)), "0"):
            monkeypatch.setenv("SAMPLE_SEED", seed)
            first, *rest = sampling.one_in(7, range(700))
            assert rest == list(range(first + 7, 700, 7))
            steps = sampling.steps(1_000, 10, 500)
            assert {500, 1_000} <= set(steps) <= set(range(500, 1_001))
            assert all(0 < after - before <= 10 for before, after in pairwise(steps))
            begun.append((first, steps[1]))
        assert begun[0] == begun[-1]
        assert {first for first, _ in begun} == set(range(7))


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
        """The kidneys are as grave at every edge of rate, clearance and amount."""
        assert unsettled(compared_kidneys.severity_triples(every=61)) == []

    @pytest.mark.parametrize("label", LABELS)
    def test_equation(self, label: str) -> None:
        """The rate that gates is by the equation of the label's country."""
        profile, policy = asking.profile_of(label), current_policy()
        named = tuple(one.value.lower().replace(" ", "-") for one in equations_of(profile, policy))
        lower = ("ckd-epi-2009", "ckd-epi-2021")
        said = sheets.equation_of(label)
        assert named == (lower if said == "lower" else (said,))

    def test_equations(self) -> None:
        """Every equation, clearance and surface gives the same hundredth at its constants."""
        assert unsettled(compared_kidneys.equations(every=41)) == []
        assert unsettled(compared_kidneys.clearances(every=29)) == []

    @pytest.mark.parametrize("label", LABELS)
    def test_computed_rates(self, label: str) -> None:
        """A creatinine about an edge leads to the same band, start and gravity."""
        assert unsettled(compared_kidneys.computed(label, every=61)) == []
        assert unsettled(compared_kidneys.by_cystatin(label, every=41)) == []

    @pytest.mark.parametrize("label", LABELS)
    def test_results_of_several_days(self, label: str) -> None:
        """An acute rise, a low rate not undone and an old result withhold from the same day on."""
        assert unsettled(compared_kidneys.rises_of_creatinine(label, every=151)) == []
        assert unsettled(compared_kidneys.recent_lows(label, every=61)) == []
        assert unsettled(compared_kidneys.ages_of_results(label, every=31)) == []

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

    @pytest.mark.parametrize("label", LABELS)
    def test_tapers(self, label: str) -> None:
        """Both paces of a taper have the same steps and days, and the same one is the answer."""
        assert unsettled(compared_tapers.plans(label, every=61)) == []
        assert unsettled(islice(compared_tapers.paces(label), 0, None, 7)) == []

    @pytest.mark.parametrize("label", LABELS)
    def test_drops_and_stops(self, label: str) -> None:
        """A drop is too large from the same makeable day on, and a stop as grave."""
        assert unsettled(compared_tapers.drops(label, every=11)) == []
        assert unsettled(compared_tapers.stops(label, every=61)) == []


class TestIndependence:
    """What is compared with the library is made without it."""

    @pytest.mark.parametrize("oracle", [sheets, *ROOMS, rows_again])
    def test_oracles(self, oracle: ModuleType) -> None:
        """An oracle imports nothing but the standard library, and its own files."""
        rooms = {module.partition(".")[0] for module, _ in _imports(oracle)}
        assert rooms <= sys.stdlib_module_names | {room.__name__ for room in ROOMS}


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
            told = {*thresholds.oracle(label, kind), *thresholds.oracle("policy", kind)}
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
        points = [point for _, point in compared.rise_triples(label)]
        held, sizes = {point[4] for point in points}, {point[3] - point[1] for point in points}
        days = {hold for *_, hold in sheets.rungs(label)}
        amounts = {each for each, *_ in sheets.rungs(label)[:1]}
        if sheets.increment(label):
            _, low, high, least, most = sheets.increment(label)
            days, amounts = {least, most}, {low, high}
        assert {day + side for day in days for side in (-1, 0, 1)} <= held
        assert {size + side for size in amounts for side in (-1, 0, 1)} <= sizes

    @pytest.mark.parametrize(
        ("question", "places"),
        [("fresh", {"months": 0, "egfr": 1, "clearance": 2, "days": 5}), ("gate", {"months": 0})],
    )
    def test_every_threshold_of_kidneys_is_asked(
        self, question: str, places: dict[str, int]
    ) -> None:
        """Each number of ours on how old a result may be, or a clearance gates, is asked about."""
        points = [point for _, point in grid_kidneys.QUESTIONS[question]("policy", 1)]
        ages = {day for mark in (3, 30, 90, 365) for day in (mark - 1, mark, mark + 1)}
        for kind, place in places.items():
            marks = thresholds.oracle("policy", kind)
            near = {mark + side for mark in marks for side in (-1, 0, 1)}
            asked = {point[place] for point in points}
            assert (ages if kind == "days" else near) <= asked, kind

    def test_every_body_is_asked(self) -> None:
        """A mass index at 18 and at 40, to the gram, is asked about."""
        points = [point for _, point in grid_kidneys.gate_points("policy", 100_000)]
        bodies = {(grams, mm) for _, grams, mm, *_ in points}
        for mark in (18, 40):
            mm = next(mm for _, mm in bodies if mm and mark * mm * mm % 1_000 == 0)
            edge = mark * mm * mm // 1_000
            assert {(edge + side, mm) for side in (-1, 0, 1)} <= bodies

    def test_every_number_of_a_file_is_a_mark(self) -> None:
        """Each number of a profile is a threshold, an amount per kg, a division or a share."""
        other = Counter[str]()
        for label in LABELS:
            for document in thresholds.files()[label]:
                other.update(thresholds.other_units(document))
        assert set(other) <= {"mg/kg/day", "per day"}


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
        assert len({story.name for story in (*STORIES, *CLOSED)}) == len(STORIES) + len(CLOSED)
        assert all(len(story.why) > 80 for story in (*STORIES, *CLOSED))
        assert all(len(story.ended) > 40 for story in CLOSED)
        assert all(row.said != row.says and row.why for row in AMENDED)

    @pytest.mark.parametrize(
        ("library", "oracle", "facts"),
        [
            ("contraindicated", "withheld", {"label": "de-spasticity", "dialysis": "none"}),
            ("contraindicated", "withheld", {"label": "ch-spasticity", "dialysis": "peritoneal"}),
            ("contraindicated", "stated", {"label": "de-spasticity", "dialysis": "peritoneal"}),
            ("insufficient data", "stated", {"rate": 6_000, "clearance": 4_999}),
            ("insufficient data", "stated", {"rate": None, "clearance": 2_999}),
            ("insufficient data", "stated", {"rate": None, "clearance": 5_000}),
            ("insufficient data", "withheld", {"rate": None, "clearance": 4_999}),
        ],
    )
    def test_neighbours_are_not_settled(
        self, library: str, oracle: str, facts: dict[str, Any]
    ) -> None:
        """A difference beside a story is no part of it."""
        assert story_of(library, oracle, facts) is None

    def test_each_is_still_met(self) -> None:
        """Every story is of a difference that is still there."""
        cause = ("stable", "multiple sclerosis")
        differ = (
            ("de-spasticity", 540, None, 9_000, "haemodialysis", *cause, None),
            ("uk-spasticity", 900, None, None, "none", *cause, 4_999),
        )
        met = {grid.settle("start", compared.start_point(facts)[1]) for facts in differ}
        assert met == {story.name for story in STORIES}
