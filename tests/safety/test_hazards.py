"""The hazard log is true of this code: its controls exist, its tests run, its levels add up.

That the tests it names pass is known from this very run of the suite: they are part of it,
and none of them may be skipped or be expected to fail.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hazard_log
import pytest

import baclofen_cds as bc

PUBLISHED = {
    "very high": [3, 4, 4, 5, 5],
    "high": [2, 3, 3, 4, 5],
    "medium": [2, 2, 3, 3, 4],
    "low": [1, 2, 2, 3, 4],
    "very low": [1, 1, 2, 2, 3],
}
"""The matrix as RCPCH publishes it: likelihood by row, severity from minor to catastrophic."""

NEVER_SURE = ("skip", "skipif(True)", "xfail")
"""Marks of a test that may not run, or may fail."""

LEAVES = ("skip()", "xfail()", 'importorskip("mypy")')
"""Calls that leave a test while it runs."""

ROOMS = {p.stem for p in Path(bc.__file__).parent.iterdir()}


@pytest.fixture
def log() -> dict[str, Any]:
    """Return a copy of the log that a test may damage."""
    return copy.deepcopy(hazard_log.read_log())


class TestLog:
    """The log as it ships."""

    def test_is_true(self, log: dict[str, Any]) -> None:
        """Controls and tests exist, levels fall, and every safety test has its hazard."""
        assert hazard_log.faults(log, hazard_log.every_test()) == []

    def test_matrix(self, log: dict[str, Any]) -> None:
        """The level table is the published matrix, its words in rising order."""
        matrix = log["matrix"]
        assert matrix["levels"] == PUBLISHED
        assert matrix["severities"] == [
            "minor",
            "significant",
            "considerable",
            "major",
            "catastrophic",
        ]
        assert matrix["likelihoods"] == ["very low", "low", "medium", "high", "very high"]

    def test_catastrophic_stays_undesirable(self, log: dict[str, Any]) -> None:
        """No catastrophic hazard is below level 3, however unlikely it was made."""
        for hazard in log["hazard"]:
            if hazard["after"]["severity"] == "catastrophic":
                assert hazard_log.level(log, hazard["after"]) >= 3, hazard["id"]
                assert hazard["deployer"], hazard["id"]

    def test_nothing_left_the_log(self, log: dict[str, Any]) -> None:
        """The fifty of the draft are all there, and at least forty are controlled and tested."""
        assert len(log["hazard"]) >= 50
        counted = [
            hazard
            for hazard in log["hazard"]
            if hazard["status"] == hazard_log.CONTROLLED and hazard["verified_by"]
        ]
        assert len(counted) >= 40

    def test_information_alone_is_rare(self, log: dict[str, Any]) -> None:
        """At most one hazard in ten rests on information alone."""
        alone = [
            hazard
            for hazard in log["hazard"]
            if {control["type"] for control in hazard["controls"]} == {"information"}
        ]
        assert len(alone) * 10 <= len(log["hazard"])

    def test_a_room_that_has_come_is_not_waited_for(self, log: dict[str, Any]) -> None:
        """A hazard that waits for a room is looked at again on the day the room exists."""
        assert [room for room in log["rooms"] if room.replace(" ", "_") in ROOMS] == []


def _first(log: dict[str, Any]) -> dict[str, Any]:
    hazard: dict[str, Any] = log["hazard"][0]
    return hazard


def _missing_test(log: dict[str, Any]) -> None:
    _first(log)["verified_by"].append("tests/test_units.py::TestUnits::test_of_yesterday")


def _no_test(log: dict[str, Any]) -> None:
    _first(log)["verified_by"] = []


def _missing_module(log: dict[str, Any]) -> None:
    _first(log)["controls"][0]["module"] = "baclofen_cds.wishes"


def _foreign_module(log: dict[str, Any]) -> None:
    _first(log)["controls"][0]["module"] = "json"


def _missing_file(log: dict[str, Any]) -> None:
    del _first(log)["controls"][0]["module"]
    _first(log)["controls"][0]["file"] = ".github/workflows/wishes.yml"


def _file_elsewhere(log: dict[str, Any]) -> None:
    del _first(log)["controls"][0]["module"]
    _first(log)["controls"][0]["file"] = "../secrets.txt"


def _module_and_file(log: dict[str, Any]) -> None:
    _first(log)["controls"][0]["file"] = "README.md"


def _no_control(log: dict[str, Any]) -> None:
    _first(log)["controls"] = []


def _only_information(log: dict[str, Any]) -> None:
    for control in _first(log)["controls"]:
        control["type"] = "information"


def _other_kind(log: dict[str, Any]) -> None:
    _first(log)["controls"][0]["type"] = "hope"


def _other_word(log: dict[str, Any]) -> None:
    _first(log)["after"]["likelihood"] = "unlikely"


def _higher_after(log: dict[str, Any]) -> None:
    _first(log)["after"]["likelihood"] = "very high"


def _nothing_for_the_deployer(log: dict[str, Any]) -> None:
    del _first(log)["deployer"]


def _other_status(log: dict[str, Any]) -> None:
    _first(log)["status"] = "fine"


def _other_room(log: dict[str, Any]) -> None:
    _first(log)["status"] = "waiting for room better times"


def _twice(log: dict[str, Any]) -> None:
    log["hazard"][1]["id"] = "H01"


def _out_of_order(log: dict[str, Any]) -> None:
    log["hazard"].reverse()


def _no_harm(log: dict[str, Any]) -> None:
    _first(log)["harm"] = ""


def _unknown_key(log: dict[str, Any]) -> None:
    _first(log)["owner"] = "nobody"


def _no_history(log: dict[str, Any]) -> None:
    _first(log)["history"] = []


class TestFaultsAreFound:
    """What is wrong in a log is named, so that the check above means something."""

    @pytest.mark.parametrize(
        ("damage", "said"),
        [
            (_missing_test, "test_of_yesterday does not exist"),
            (_no_test, "it has no test"),
            (_missing_module, "a control names baclofen_cds.wishes, which is no module"),
            (_foreign_module, "a control names json, which is no module"),
            (_missing_file, "wishes.yml, which is no file of the repository"),
            (_file_elsewhere, "../secrets.txt, which is no file of the repository"),
            (_module_and_file, "a control has not a type, a text and a module or a file"),
            (_no_control, "it has no control"),
            (_only_information, "it is called controlled and rests on information alone"),
            (_other_kind, "a control has not a type, a text and a module or a file"),
            (_other_word, "after is not in the words of the matrix"),
            (_higher_after, "likelihood is higher after control than before"),
            (_nothing_for_the_deployer, "it does not say what is left to the deployer"),
            (_other_status, "its status is none of the three"),
            (_other_room, "it waits for a room that is not in the list of rooms"),
            (_twice, "ids are not H01, H02 and so on, each once and in order"),
            (_out_of_order, "ids are not H01, H02 and so on, each once and in order"),
            (_no_harm, "harm is empty"),
            (_unknown_key, "owner is not known"),
            (_no_history, "its history is not a list of days, in order, each with what was done"),
        ],
    )
    def test_in_the_log(
        self, log: dict[str, Any], damage: Callable[[dict[str, Any]], None], said: str
    ) -> None:
        """One thing made wrong in a good log is one kind of fault, named."""
        damage(log)
        found = hazard_log.faults(log, hazard_log.every_test())
        assert any(fault.endswith(said) for fault in found)

    def test_an_orphan(self, log: dict[str, Any]) -> None:
        """A safety test that no hazard names is found, by its mark and by its folder."""
        written = (
            "@pytest.mark.invariant(1)\nclass TestNew:\n    def test_new(self): ...\n"
            "class TestOther:\n    @pytest.mark.invariant(2)\n    def test_other(self): ...\n"
            "def test_plain(): ...\n"
        )
        for path, expected in (("tests/test_new.py", 2), ("tests/safety/test_new.py", 3)):
            new = tuple(hazard_log.tests_in(ast.parse(written), path))
            found = hazard_log.faults(log, hazard_log.every_test() + new)
            assert len(found) == expected
            assert all(fault.endswith("no hazard names it") for fault in found)

    @pytest.mark.parametrize("call", LEAVES)
    def test_a_test_that_leaves_while_it_runs(self, log: dict[str, Any], call: str) -> None:
        """A file whose fixture can leave its tests out verifies nothing."""
        written = f"def given():\n    pytest.{call}\ndef test_it(given): ...\n"
        new = tuple(hazard_log.tests_in(ast.parse(written), "tests/test_new.py"))
        _first(log)["verified_by"].append("tests/test_new.py::test_it")
        found = hazard_log.faults(log, hazard_log.every_test() + new)
        assert found == ["H01: tests/test_new.py::test_it may be skipped or is expected to fail"]

    @pytest.mark.parametrize("mark", NEVER_SURE)
    @pytest.mark.parametrize("where", ["function", "class", "file"])
    def test_a_test_that_may_not_run(self, log: dict[str, Any], mark: str, where: str) -> None:
        """A test that is skipped or expected to fail verifies nothing."""
        at = {"function": "", "class": "", "file": "", where: f"@pytest.mark.{mark}\n"}
        whole = f"pytestmark = pytest.mark.{mark}\n" if where == "file" else ""
        inner = at["function"].replace("@", "    @")
        written = f"{whole}{at['class']}class TestIt:\n{inner}    def test_it(self): ...\n"
        new = tuple(hazard_log.tests_in(ast.parse(written), "tests/test_new.py"))
        _first(log)["verified_by"].append("tests/test_new.py::TestIt::test_it")
        found = hazard_log.faults(log, hazard_log.every_test() + new)
        assert found == [
            "H01: tests/test_new.py::TestIt::test_it may be skipped or is expected to fail"
        ]

    def test_tests_are_found_as_pytest_finds_them(self, request: pytest.FixtureRequest) -> None:
        """Every test of this run is one that reading the files finds."""
        known = {test.node for test in hazard_log.every_test()}
        ran = {re.sub(r"\[.*", "", item.nodeid) for item in request.session.items}
        ran = {node for node in ran if node.startswith("tests/")}
        assert ran <= known
