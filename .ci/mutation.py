"""Mutate what decides, and fail unless the tests notice; needs mutmut and the test extras.

Mutated are what makes the rows of a label and gathers a case, what decides, days and plans, and
of the cautions the functions that compare or count; the rest of them makes sentences.

The run is made in a copy of the tree. It fails when a mutant of what decides is alive that is
not on the reviewed list, when one on the list is not alive any more, when too many of a room
are, when fewer mutants are made than before, and when a public function that decides by plain
numbers has none.

    python .ci/mutation.py [--write FILE]
"""

import argparse
import ast
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "baclofen_cds"
DECIDING = (
    *sorted((PACKAGE / "deciding").glob("*.py")),
    *(PACKAGE / "case" / f"{name}.py" for name in ("bands", "doses", "kidney_changes", "rows")),
)
"""Modules that decide by plain numbers, and the one that makes the rows they read."""
WHOLE = ("case.*", "deciding.*", "makeable.*", "regimen.*", "schedule.*")
"""Rooms and modules of which every mutant is run."""
CAUTIONS = sorted((PACKAGE / "cautions").glob("*.py"))
REVIEWED = ROOT / ".ci" / "mutants.txt"
NEEDED = ("src", "tests", "pyproject.toml")
LEAST_MUTANTS = 4_400
LEAST_SCORES = {
    "case": 97.0,
    "cautions": 96.0,
    "deciding": 99.0,
    "makeable": 96.0,
    "regimen": 96.0,
    "schedule": 99.0,
}
"""By room, in per cent."""
BY_SIZE = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
COUNTING = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod)
MOST_TIMEOUTS = 20
"""A fault that never ends counts as found; more of them would be a slow machine, not a proof."""
DETECTED = ("killed", "timeout")
NO_MUTANT_POSSIBLE: dict[str, str] = {}
"""Public functions without a mutant, each with the reason. There is none."""


def reviewed() -> dict[str, str]:
    """Return the mutants that cannot be killed, with the reason."""
    lines = [
        line for line in REVIEWED.read_text("utf-8").splitlines() if line[:1] not in ("", "#")
    ]
    listed = dict(re.split(r"\s+#\s*", line, maxsplit=1) for line in lines)
    assert all(listed.values()), "a listed mutant has no reason"
    return listed


def public_functions() -> set[str]:
    """Return the public functions that decide, as mutmut begins their mutants' names."""
    found = set()
    for path in DECIDING:
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found.add(f"baclofen_cds.{path.parent.name}.{path.stem}.x_{node.name}")
    return found


def is_arithmetic(function: ast.FunctionDef) -> bool:
    """Whether a function compares by size, or counts."""
    for node in ast.walk(function):
        if isinstance(node, ast.Compare) and any(isinstance(op, BY_SIZE) for op in node.ops):
            return True
        if isinstance(node, ast.BinOp) and isinstance(node.op, COUNTING):
            return True
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("min", "max", "sum"):
            return True
    return False


def chosen() -> list[str]:
    """Return the patterns of the mutants that are run: of cautions, of what compares or counts."""
    functions = [
        (path.stem, node.name)
        for path in CAUTIONS
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and is_arithmetic(node)
    ]
    return [
        *(f"baclofen_cds.{name}" for name in WHOLE),
        *(f"baclofen_cds.cautions.{stem}.x_{name}__mutmut_*" for stem, name in functions),
    ]


def mutmut(copy: Path, *arguments: str) -> str:
    """Run mutmut in the copy, and return what it says; nothing of the shell leaks in."""
    plain = {name: os.environ[name] for name in ("HOME", "LANG", "PATH") if name in os.environ}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=copy,
        env={**plain, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"mutmut {arguments[0]} failed:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def ends(copy: Path) -> dict[str, str]:
    """Run every mutant that is asked for, and return how each ended."""
    patterns = chosen()
    mutmut(copy, "run", "--max-children", str(os.cpu_count() or 2), *patterns)
    mutmut(copy, "export-cicd-stats")
    said = mutmut(copy, "results", "--all", "true")
    pairs = re.findall(r"^\s*(baclofen_cds\.\S+): (.+?)\s*$", said, flags=re.MULTILINE)
    stats = json.loads((copy / "mutants" / "mutmut-cicd-stats.json").read_text("utf-8"))
    assert len(dict(pairs)) == stats["total"], "mutmut's list and its statistics differ"
    assert sum(end == "killed" for _, end in pairs) == stats["killed"]
    return {n: e for n, e in pairs if any(fnmatch.fnmatch(n, pattern) for pattern in patterns)}


def room(name: str) -> str:
    """Return the room of a mutant, or its module where it is in none."""
    return name.split(".")[1]


def scores(found: dict[str, str]) -> dict[str, float]:
    """Return how many of a hundred mutants of each room were found."""
    made = Counter(room(name) for name in found)
    detected = Counter(room(name) for name, end in found.items() if end in DETECTED)
    return {one: 100 * detected[one] / many for one, many in sorted(made.items())}


def faults(found: dict[str, str]) -> list[str]:
    """Return what is wrong with a run."""
    listed = reviewed()
    alive = survivors(found)
    decide = tuple(f"baclofen_cds.{path.parent.name}.{path.stem}." for path in DECIDING)
    mutated = {name.rpartition("__mutmut_")[0] for name in found}
    without = public_functions() - mutated
    said = [
        f"alive and not reviewed: {name} ({found[name]})"
        for name in sorted(alive - set(listed))
        if name.startswith(decide)
    ]
    said += [f"on the list and not alive: {name}" for name in sorted(set(listed) - alive)]
    said += [f"no mutant at all: {name}" for name in sorted(without ^ set(NO_MUTANT_POSSIBLE))]
    if len(found) < LEAST_MUTANTS:
        said.append(f"only {len(found)} mutants; there were {LEAST_MUTANTS} at least")
    timeouts = sum(end == "timeout" for end in found.values())
    if timeouts > MOST_TIMEOUTS:
        said.append(f"{timeouts} mutants ended by timeout; at most {MOST_TIMEOUTS} may")
    said += [
        f"{one}: score {score:.1f} % is below {LEAST_SCORES[one]} %"
        for one, score in scores(found).items()
        if score < LEAST_SCORES[one]
    ]
    return said


def survivors(found: dict[str, str]) -> set[str]:
    """Return the mutants that no test found."""
    return {name for name, end in found.items() if end not in DETECTED}


def main() -> None:
    """Mutate a copy, print the counts, and exit with the faults."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--write", type=Path)
    write = asked.parse_args().write
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in NEEDED:
            place = ROOT / name
            (shutil.copytree if place.is_dir() else shutil.copy)(place, copy / name)
        found = ends(copy)
    detected = sum(end in DETECTED for end in found.values())
    score = 100 * detected / len(found)
    counts = {
        "mutants": len(found),
        "killed": detected,
        "by_timeout": sum(end == "timeout" for end in found.values()),
        "survived": len(found) - detected,
        "reviewed": len(reviewed()),
        "score_per_cent": round(score, 2),
        "functions": len({name.rpartition("__mutmut_")[0] for name in found}),
    }
    print(json.dumps(counts))
    print(", ".join(f"{one} {per_cent:.1f} %" for one, per_cent in scores(found).items()))
    print("\n".join(f"alive: {name} ({found[name]})" for name in sorted(survivors(found))))
    print(f"took {time.monotonic() - started:.0f} s")
    if write is not None:
        write.write_text(json.dumps(counts, indent=1) + "\n", "utf-8")
    sys.exit("\n".join(faults(found)) or 0)


if __name__ == "__main__":
    main()
