"""The house: who may import whom, where numbers live, how large a room is, what is public."""

from __future__ import annotations

import ast
import graphlib
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import baclofen_cds as bc

SRC = Path(bc.__file__).parent
TESTS = Path(__file__).parent
MODULES = sorted(SRC.rglob("*.py"))
NAMES = {p: ".".join(p.relative_to(SRC).with_suffix("").parts) for p in MODULES}


def of_room(*rooms: str) -> list[Path]:
    """Return the modules of some rooms."""
    return [p for p in MODULES if p.relative_to(SRC).parts[0] in rooms]


CASE, DECIDING = of_room("case"), of_room("deciding")
CAUTIONS, QUESTIONS = of_room("cautions"), of_room("questions")
RULES = [*CASE, *DECIDING, *CAUTIONS, *QUESTIONS]

ORDER = (
    ("errors", "amounts", "texts", "vocabulary", "version"),
    ("calls",),
    ("sources",),
    ("words",),
    ("units", "equations"),
    ("knowledge",),
    (
        "arguments",
        "filtration",
        "makeable",
        "medicines",
        "plausible",
        "regimen",
        "schedule",
        "slots",
        "patient",
    ),
    ("kidney", "kidney_needs", "kidney_children", "body"),
    ("decisions",),
    ("case",),
    ("deciding",),
    ("cautions",),
    ("questions",),
    ("serialization", "render"),
    ("interop",),
    ("cli",),
)
"""The house: each room imports only from its own group and from those above it."""
RANKS = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}

UNIT_FACTORS: dict[int, str] = {
    2: "places of a printed number",
    10: "millimetres in a centimetre",
    12: "months in a year",
    24: "hours in a day",
    64: "sheets of labels that are kept",
    100: "hundredths in one, and parts in a per cent",
    1_000: "micrograms in a milligram, grams in a kilogram",
    10**9: "more than any rate: no upper edge",
}
"""Numbers that are no clinical choice. Ages, doses, rates and days are not among them."""


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse a module, once."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def room_of(module: str) -> str:
    """Return the room a module of ours belongs to."""
    return module.removeprefix("baclofen_cds").lstrip(".").split(".")[0]


def _is_type_checking(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements of a module's top level that run; branches are followed."""
    waiting = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        if _is_type_checking(node):
            waiting.extend(getattr(node, "orelse", []))
            continue
        yield node
        if isinstance(node, (ast.If, ast.Try, ast.With)):
            waiting.extend(node.body)


def imported(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Yield the full names of the modules these statements import."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module is not None
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                own = node.module == "baclofen_cds" or is_module(inner)
                yield inner if own else node.module


def is_module(name: str) -> bool:
    """Whether a full name is that of one of our modules or folders."""
    inner = name.removeprefix("baclofen_cds.")
    return bool({inner, f"{inner}.__init__"} & set(NAMES.values()))


def late(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the imports inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from (
                inner
                for inner in ast.walk(node)
                if isinstance(inner, (ast.Import, ast.ImportFrom))
            )


def over(modules: list[Path]) -> Callable[..., Any]:
    """Repeat a test for each of these modules, the modules of a room together."""
    rooms: dict[str, list[Path]] = {}
    for path in modules:
        rooms.setdefault(room_of(NAMES[path]) or "front door", []).append(path)

    def repeated(test: Callable[..., None]) -> Any:
        def each(self: object, paths: list[Path]) -> None:
            for path in paths:
                test(self, path)

        each.__name__, each.__qualname__, each.__doc__ = (
            test.__name__,
            test.__qualname__,
            test.__doc__,
        )
        return pytest.mark.parametrize("paths", list(rooms.values()), ids=list(rooms))(each)

    return repeated


def every_import(path: Path) -> set[str]:
    """Return the modules a module imports when it runs, at its top or inside a function."""
    tree = tree_of(path)
    return {*imported(iter(statements(tree))), *imported(late(tree))}


def module_named(name: str) -> str | None:
    """Return which of our modules an imported name is, or belongs to."""
    inner = name.removeprefix("baclofen_cds.")
    known = set(NAMES.values())
    for one in (inner, f"{inner}.__init__", inner.rpartition(".")[0]):
        if name.startswith("baclofen_cds.") and one in known:
            return one
    return None


class TestImportDirection:
    """Imports run one way: each room imports only from rooms above it in the list."""

    def test_every_room_has_a_place(self) -> None:
        """Every module belongs to a room of the list."""
        rooms = {room_of(name) for name in NAMES.values()} - {"__init__", "__main__"}
        assert rooms == set(RANKS)

    @over(MODULES)
    def test_one_way(self, path: Path) -> None:
        """No module imports from a room below it, at its top or inside a function."""
        own = RANKS.get(room_of(NAMES[path]), len(RANKS))
        for name in every_import(path):
            if name == "baclofen_cds":
                assert room_of(NAMES[path]) == "cli", "only the command line uses the front door"
            elif name.split(".")[0] == "baclofen_cds":
                assert RANKS[room_of(name)] <= own, name

    def test_no_circle(self) -> None:
        """No module comes back to itself by what it imports."""
        graph = {
            NAMES[path]: {m for m in map(module_named, every_import(path)) if m} - {NAMES[path]}
            for path in MODULES
            if NAMES[path] not in ("__init__", "__main__")
        }
        graphlib.TopologicalSorter(graph).prepare()

    @over(MODULES)
    def test_pint_stays_at_the_gate(self, path: Path) -> None:
        """Only ``units.py`` imports pint."""
        everything = imported(
            n for n in ast.walk(tree_of(path)) if isinstance(n, (ast.Import, ast.ImportFrom))
        )
        if any(name.split(".")[0] == "pint" for name in everything):
            assert NAMES[path] == "units"

    @over(MODULES)
    def test_rules_read_nothing(self, path: Path) -> None:
        """Rules, decisions and equations have no clock, no file, no network, no randomness."""
        if room_of(NAMES[path]) not in (
            "case",
            "deciding",
            "cautions",
            "questions",
            "decisions",
            "kidney",
            "regimen",
            "render",
        ):
            return
        forbidden = {"os", "time", "random", "socket", "logging", "urllib", "tomllib", "secrets"}
        names = {
            name.split(".")[0]
            for name in imported(
                n for n in ast.walk(tree_of(path)) if isinstance(n, (ast.Import, ast.ImportFrom))
            )
        }
        assert not names & forbidden
        calls = {
            getattr(node.func, "attr", getattr(node.func, "id", ""))
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Call)
        }
        assert not calls & {"open", "today", "now", "utcnow", "eval", "exec"}


class TestNumbers:
    """Every clinical number is in a knowledge file; rules hold only factors of units."""

    @over(RULES)
    def test_rules_hold_no_clinical_number(self, path: Path) -> None:
        """A number in a rule is 0, 1, -1 or a listed factor."""
        found = [
            (node.lineno, node.value)
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, (int, float))
            and not isinstance(node.value, bool)
            and node.value not in (0, 1, *UNIT_FACTORS)
            and not _is_a_date(node, tree_of(path))
        ]
        assert found == []

    @over(RULES)
    def test_ages_are_not_written_in_months(self, path: Path) -> None:
        """No age is compared with a number: the ages of a rule are a file's or the policy's."""
        slips = []
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.Compare):
                continue
            written = ast.unparse(node)
            numbers = [
                part.value
                for part in (node.left, *node.comparators)
                if isinstance(part, ast.Constant) and isinstance(part.value, int)
            ]
            if "age_" in written and any(number not in (0, 1) for number in numbers):
                slips.append((node.lineno, written))
        assert slips == []


def _is_a_date(constant: ast.Constant, tree: ast.Module) -> bool:
    """Whether a number is a part of a written date, such as the day of worked examples."""
    return constant in _dated(tree)


@cache
def _dated(tree: ast.Module) -> frozenset[ast.expr]:
    return frozenset(
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "dt.date"
        for part in node.args
    )


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring and decorators."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


ORDERING = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
HIDDEN = (ast.Lambda, ast.AsyncFunctionDef, ast.Try, ast.Global, ast.Nonlocal)


def _orders(node: ast.AST) -> bool:
    """Whether an expression compares by size, or cuts a number into steps."""
    if isinstance(node, ast.Compare):
        return any(isinstance(how, ORDERING) for how in node.ops)
    return isinstance(node, ast.BinOp) and isinstance(node.op, (ast.FloorDiv, ast.Mod, ast.Div))


def names_imported(path: Path) -> set[str]:
    """Return every name a module binds by an import, for type checkers too."""
    nodes = (n for n in ast.walk(tree_of(path)) if isinstance(n, (ast.Import, ast.ImportFrom)))
    return {alias.name for node in nodes for alias in node.names}


class TestWhatARoomIsFor:
    """Each room is held to its sentence."""

    @over(CASE)
    def test_the_case_says_nothing(self, path: Path) -> None:
        """In the case nothing is said: no finding and no remark is made there."""
        assert not names_imported(path) & {"Finding", "Remark"}

    @over(CAUTIONS)
    def test_cautions_decide_nothing(self, path: Path) -> None:
        """Among the cautions nothing is decided: no outcome is known there."""
        assert "Outcome" not in names_imported(path)

    @over(MODULES)
    def test_rooms_are_small(self, path: Path) -> None:
        """No room has more than about fifteen files."""
        hall = path.parent == SRC  # its files are rooms themselves
        assert hall or len(list(path.parent.glob("*.py"))) <= MOST_FILES


MOST_FILES = 17


class TestWhereDecisionsStand:
    """A comparison stands where its meaning is, and never in a question."""

    @over(QUESTIONS)
    def test_questions_compare_no_numbers(self, path: Path) -> None:
        """A question asks and ends; it compares nothing by size and computes no share."""
        assert [node.lineno for node in ast.walk(tree_of(path)) if _orders(node)] == []

    @over(DECIDING)
    def test_only_plain_functions(self, path: Path) -> None:
        """A decision stands in no decorator, property, lambda, method or module constant."""
        tree = tree_of(path)
        assert not [n.lineno for n in ast.walk(tree) if isinstance(n, HIDDEN)]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                assert node.decorator_list == [], node.name
            elif isinstance(node, ast.ClassDef):
                kinds = [ast.unparse(one) for one in (*node.bases, *node.decorator_list)]
                assert kinds in (["Enum"], ["frozen"]), node.name
            elif isinstance(node, ast.Assign):
                assert ast.unparse(node.targets[0]) in ("__all__", "Doses"), node.lineno
            else:
                assert isinstance(node, (ast.Import, ast.ImportFrom, ast.Expr)), node.lineno

    @over(DECIDING)
    def test_knows_no_document(self, path: Path) -> None:
        """Nothing is fetched where it is decided: no document is known there."""
        ours = {name for name in imported(iter(statements(tree_of(path)))) if "baclofen" in name}
        assert "knowledge" not in {name.split(".")[1] for name in ours}

    @over(RULES)
    def test_nothing_decorated_compares(self, path: Path) -> None:
        """A property or a decorated function of a rule holds no comparison with a number."""
        hidden = [
            node
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.FunctionDef) and node.decorator_list
        ]
        assert not [n.name for n in hidden if any(_orders(part) for part in ast.walk(n))]


class TestSize:
    """No module is above 400 lines and no function above 40."""

    @over(MODULES)
    def test_modules(self, path: Path) -> None:
        """A room that grows past 400 lines is two rooms."""
        assert len(path.read_text("utf-8").splitlines()) <= 400

    @over(MODULES)
    def test_functions(self, path: Path) -> None:
        """A function has at most 40 lines, its docstring not counted."""
        long = [
            (node.name, _length(node))
            for node in ast.walk(tree_of(path))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _length(node) > 40
        ]
        assert long == []


class TestPublicNames:
    """Every public name is loaded lazily, known to type checkers, and documented."""

    def test_typed(self) -> None:
        """The names under TYPE_CHECKING are exactly the public ones, each of its room."""
        block = next(n for n in tree_of(SRC / "__init__.py").body if _is_type_checking(n))
        assert isinstance(block, ast.If)
        typed = [
            (
                alias.asname or alias.name,
                (node.module or "").removeprefix("baclofen_cds").lstrip("."),
            )
            for node in block.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        ]
        assert dict(typed) == bc._where(), "stale: run .ci/write_public.py"
        assert len(typed) == len(bc._where())

    @pytest.mark.parametrize("name", sorted(bc._where()))
    def test_importable(self, name: str) -> None:
        """Every public name can be had, and is listed."""
        assert getattr(bc, name) is not None
        assert name in bc.__all__
        assert name in dir(bc)

    def test_unknown_name(self) -> None:
        """A name that is not public is an ordinary attribute error."""
        with pytest.raises(AttributeError):
            bc.no_such_name  # noqa: B018

    @over(MODULES)
    def test_all_is_true(self, path: Path) -> None:
        """What a module says it publishes is there."""
        import importlib

        name = f"baclofen_cds.{NAMES[path]}".removesuffix(".__init__")
        if name.endswith("__main__"):
            return
        module = importlib.import_module(name)
        assert [n for n in getattr(module, "__all__", ()) if not hasattr(module, n)] == []


def _catalogue() -> dict[str, str]:
    return dict(tomllib.loads((SRC / "words" / "en.toml").read_text("utf-8"))["messages"])


_MAKERS = {"Finding", "Remark", "remark", "_label_finding", "label_finding"}


def _texts(node: ast.expr) -> Iterator[str]:
    """Yield every text an expression may be; a part that is computed becomes ``.+``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            re.escape(part.value) if isinstance(part, ast.Constant) else ".+"
            for part in node.values
        )


def _codes_made() -> Iterator[tuple[str, str]]:
    """Yield each code a rule makes a finding or remark of, as a pattern, with its place."""
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in _MAKERS and node.args:
                    for pattern in _texts(node.args[0]):
                        yield pattern, f"{NAMES[path]}:{node.lineno}"


def _every_text() -> set[str]:
    """Return every text in the package, and every pattern of a computed one."""
    texts: set[str] = set()
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, (ast.Constant, ast.JoinedStr)):
                texts.update(_texts(node))
    for path in SRC.rglob("*.toml"):
        if path.parent.name != "words":
            named = re.findall(r'code = "([^"]+)"', path.read_text("utf-8"))
            texts.update(map(re.escape, named))
    return {t for t in texts if t.strip(".+")}


class TestMessages:
    """Every code has a sentence and every sentence a code."""

    def test_every_code_has_a_sentence(self) -> None:
        """A finding or remark that is made anywhere has its sentence in the catalogue."""
        catalogue = _catalogue()
        without = [
            (pattern, where)
            for pattern, where in _codes_made()
            if not any(re.fullmatch(pattern, code) for code in catalogue)
        ]
        assert without == []

    def test_codes_are_found(self) -> None:
        """The search above sees the codes: it finds many, in several rooms."""
        found = list(_codes_made())
        assert len(found) >= 30
        assert len({where.split(":")[0] for _, where in found}) >= 5

    def test_every_sentence_is_used(self) -> None:
        """No sentence of the catalogue is left over."""
        texts = _every_text()
        texts |= {re.escape(verdict.value.replace(" ", "-")) for verdict in bc.Verdict}
        computed = [re.compile(text) for text in texts if ".+" in text]
        unused = [
            code
            for code in _catalogue()
            if re.escape(code) not in texts and not any(c.fullmatch(code) for c in computed)
        ]
        assert [code for code in unused if not code.startswith("unknown-")] == []

    def test_sentences_are_whole(self) -> None:
        """A sentence has one spelling of its braces, no Latin, no symbol for micro, no tab."""
        for code, sentence in _catalogue().items():
            assert sentence == sentence.strip(), code
            assert re.sub(r"\{[a-z_]+\}", "", sentence).count("{") == 0, code
            assert not re.search(r"\b(?:bd|tds|qid|qds|bid|tid|must)\b|µg", sentence.lower()), code

    @pytest.mark.parametrize("outcome", bc.Outcome, ids=lambda o: o.name)
    def test_every_outcome_has_its_words(self, outcome: bc.Outcome) -> None:
        """Each outcome has a line of its own."""
        assert f"outcome-{outcome.value.replace(' ', '-')}" in _catalogue()


def _test_functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield path, node


class TestTests:
    """The tests read as a specification."""

    def test_every_test_says_what_it_specifies(self) -> None:
        """Every test function in the folder has a docstring."""
        without = [
            f"{path.relative_to(TESTS)}::{node.name}"
            for path, node in _test_functions()
            if not ast.get_docstring(node)
        ]
        assert without == []

    def test_nothing_is_expected_to_fail(self) -> None:
        """No test is marked as failing or skipped for good."""
        marked = [
            f"{path.relative_to(TESTS)}::{node.name}"
            for path, node in _test_functions()
            if any("xfail" in ast.unparse(d) for d in node.decorator_list)
        ]
        assert marked == []
