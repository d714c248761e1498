"""What the page "how it is tested" counts: in the tree, and in what the proofs measured.

A proof that ran for this build leaves its figures as JSON in the folder that
``BACLOFEN_CDS_COUNTS`` names. Without it, the figures of the last recorded run are shown.
"""

import ast
import csv
import json
import os
import tomllib
from pathlib import Path

from wording import table

_ROOT = Path(__file__).parents[2]
_RECORDED = _ROOT / "docs" / "safety" / "measured.json"


def parts():
    """Return every part of the page by the name it is included with."""
    return {"tested-tree.txt": _tree(), "tested-proofs.txt": _proofs()}


def _number(count):
    return f"{count:,}"


def _code(folder):
    """Count lines that are neither empty nor comments nor docstrings."""
    return sum(_code_lines(path) for path in (_ROOT / folder).rglob("*.py"))


def _code_lines(path):
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    described = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            described.update(range(node.lineno, node.end_lineno + 1))
    lines = enumerate(text.splitlines(), 1)
    return sum(
        bool(line.strip()) and not line.strip().startswith("#") and number not in described
        for number, line in lines
    )


def _functions(folder):
    """Yield every test function of a folder."""
    for path in (_ROOT / folder).rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield node


def _decorated(node, word):
    return any(word in ast.unparse(decorator) for decorator in node.decorator_list)


def _rows_of(name):
    with (_ROOT / "tests" / name).open(encoding="utf-8", newline="") as rows:
        return sum(1 for _ in csv.DictReader(rows))


def _tree():
    tests = list(_functions("tests"))
    safety = _ROOT / "docs" / "safety"
    hazards = tomllib.loads((safety / "hazards.toml").read_text("utf-8"))["hazard"]
    listed = tomllib.loads((safety / "invariants.toml").read_text("utf-8"))["invariant"]
    rows = (
        ("Lines of code in the library", _code("src")),
        ("Lines of code in its tests", _code("tests")),
        ("Test functions; many run over every label", len(tests)),
        ("Properties, tried on generated patients", sum(_decorated(t, "given") for t in tests)),
        ("Invariants with a property", sum("properties" in one for one in listed)),
        ("Of these, with a part that waits", sum("waits_for" in one for one in listed)),
        ("Hazards in the log", len(hazards)),
        ("Hazards with a control and a test", sum(h["status"] == "controlled" for h in hazards)),
        ("Curated bad inputs", _rows_of("bad_inputs.csv")),
        ("Broken knowledge files that are refused", len(_broken())),
    )
    return table(
        ("In the tree", "Count"), [(what, _number(n)) for what, n in rows], widths="75 25"
    )


def _broken():
    return list((_ROOT / "tests" / "bad_files").glob("*.toml"))


PROOFS = (
    ("columns.grid_points", "Points at which what decides is compared with the columns"),
    ("verbs.thresholds", "Public answers compared with the columns, at every threshold"),
    ("verbs.drawn", "Public answers compared with the columns, on drawn points"),
    ("grid.grid_points", "Points at which equations and tapers are compared with an oracle"),
    ("public.public_points", "Points at which the public verbs are compared with the oracle"),
    ("content.content_numbers", "Numbers in the knowledge files entered a second time"),
    ("content.content_copied", "Numbers that stand in no document, and were copied"),
    ("content.content_changes", "Changes made to all these numbers, each noticed"),
    ("content.content_by_answers", "Of these changes, noticed by the loader or an oracle"),
    ("rows.row_changes", "Changes made to the rows of the labels, each noticed"),
    ("mutation.mutants", "Faults put into the deciding functions, into days and into plans"),
    ("mutation.killed", "Of these, faults the tests found"),
    ("mutation.reviewed", "Of these, faults that change nothing, each with its reason"),
    ("bad-inputs.total", "Bad inputs, every one refused by name"),
    ("determinism.environments", "Environments whose answers are the same bytes"),
    ("determinism.results", "Answers compared in each environment"),
)


def measured():
    """Return the figures of this build's proofs; without any, the recorded ones."""
    folder = os.environ.get("BACLOFEN_CDS_COUNTS")
    if not folder:
        recorded = json.loads(_RECORDED.read_text("utf-8"))
        return recorded["figures"], f"Measured on {recorded['day']}, in the run recorded last."
    found = {}
    for path in sorted(Path(folder).glob("*.json")):
        said = json.loads(path.read_text("utf-8"))
        found |= {f"{path.stem}.{key}": value for key, value in said.items()}
    return found, "Measured for this build."


def _proofs():
    figures, when = measured()
    missing = [key for key, _ in PROOFS if key not in figures]
    if missing:
        raise LookupError(f"not measured: {', '.join(missing)}")
    rows = [(what, _number(figures[key])) for key, what in PROOFS]
    return f"{table(('In the proofs', 'Count'), rows, widths='75 25')}\n{when}\n"
