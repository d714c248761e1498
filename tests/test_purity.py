"""After ``preload`` a question touches nothing but its arguments.

``purity.py`` asks every question in a process of its own, under an audit hook and with the
environment, the clocks and chance wrapped; this holds it to nothing at all.
"""

from __future__ import annotations

import ast
import decimal
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import people
import pint
import pytest

import baclofen_cds as bc
from baclofen_cds import amounts

TESTS = Path(__file__).parent
SRC = Path(bc.__file__).parent
RECORD = TESTS.parent / "docs" / "examples" / "patient-78.json"
TREES = {
    ".".join(path.relative_to(SRC).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
    for path in sorted(SRC.rglob("*.py"))
}

HARMLESS = {"builtins.id"}
"""Events that reach nothing outside: the interpreter's own number of an object."""

IMPURE = {
    "asyncio",
    "getpass",
    "http",
    "locale",
    "logging",
    "multiprocessing",
    "os",
    "platform",
    "random",
    "secrets",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "time",
    "urllib",
    "uuid",
}
CLOCKS = {"now", "today", "utcnow", "time", "fromtimestamp", "localtime", "strftime", "getenv"}
FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "exists"}
READERS = {"knowledge.reading.loader", "words.catalogue", "interop.fhir.read.entries.document"}


@cache
def watched() -> dict[str, Any]:
    """Run the questions in a process that is watched."""
    places = os.pathsep.join([str(TESTS), str(SRC.parent)])
    run = subprocess.run(
        [sys.executable, "-W", "error", str(TESTS / "purity.py")],
        input=RECORD.read_text("utf-8"),
        env={**os.environ, "PYTHONPATH": places},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    said: dict[str, Any] = json.loads(run.stdout)
    return said


@pytest.mark.invariant(31)
class TestNothingIsTouched:
    """I31: no file, socket, process, import, environment, clock or chance during a call."""

    def test_no_event(self) -> None:
        """Every verb under every profile, read in full and asked again, touches nothing."""
        assert set(watched()["touched"]) <= HARMLESS
        assert watched()["questions"] >= 100

    def test_the_watch_works(self) -> None:
        """A file, a folder, the environment, a clock, an import or a socket would be seen."""
        needed = {
            "open",
            "os.listdir",
            "environment",
            "time.time",
            "random.random",
            "import",
            "socket.__new__",
            "subprocess.Popen",
        }
        assert needed <= set(watched()["control"])


def called(tree: ast.Module) -> set[str]:
    """Return the names of everything a module calls."""
    return {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }


def imported(tree: ast.Module) -> set[str]:
    """Return the first names of everything a module imports, inside functions too."""
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names}


class TestNothingIsWritten:
    """I31, read from the source: nothing in it could look at a clock or at the machine."""

    def test_no_clock(self) -> None:
        """No module asks for the time, the environment or chance; the day, a command line may."""
        for name, tree in TREES.items():
            allowed = {"today", "time"} if name.startswith("cli.") else set()
            assert not called(tree) & CLOCKS - allowed, name
            assert not imported(tree) & IMPURE, name

    def test_files(self) -> None:
        """Only the modules that read files, and the command line, touch any."""
        for name, tree in TREES.items():
            if name not in READERS and not name.startswith("cli"):
                assert not called(tree) & FILES, name


class TestNoHiddenSetting:
    """I31: a setting of the caller's process changes nothing that is read or shown."""

    @pytest.fixture
    def coarse(self) -> Iterator[None]:
        """Round every decimal of this thread up, to two digits."""
        with decimal.localcontext(decimal.Context(prec=2, rounding=decimal.ROUND_UP)):
            yield

    @pytest.mark.usefixtures("coarse")
    def test_what_is_shown(self) -> None:
        """Every digit of a dose is shown, whatever decimals a caller keeps."""
        assert str(people.day(3.333)) == "3.333 mg once daily"
        assert amounts.decimal(12_345, 1_000) == "12.345"

    def test_what_is_read(self, request: pytest.FixtureRequest) -> None:
        """A unit that has to be converted is converted with every digit."""
        other = pint.UnitRegistry(non_int_type=decimal.Decimal)
        weight = other.Quantity(decimal.Decimal(10), "stone")
        request.getfixturevalue("coarse")
        assert people.adult(weight=weight).weight_grams == 63_503

    @pytest.mark.usefixtures("coarse")
    def test_examples(self) -> None:
        """Every label's worked examples come out as they do elsewhere."""
        for name in bc.available_profiles():
            assert all(result.passed for result in bc.verify(bc.get_profile(name)))
