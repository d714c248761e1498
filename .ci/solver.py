"""Let a solver look for an input at which a decision and its twin differ; needs crosshair-tool.

Where CrossHair says that all paths are exhausted, no integer is left at which they could. It
fails when a difference is found, when fewer functions are exhausted than before, and when a
slip by one, put into a copy of the room, is not found.

    python .ci/solver.py [--write FILE]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECONDS_EACH = 60
LEAST_EXHAUSTED = 36
SLIPS = (
    ("deciding/changes", "falls_too_far", "total < lowest", "total <= lowest"),
    ("case/bands", "is_fresh", "days_old <= longest", "days_old < longest"),
    ("deciding/changes", "is_abrupt", "used_for > abrupt_after", "used_for >= abrupt_after"),
    ("deciding/rises", "next_rung", "sum(rung) > top", "sum(rung) >= top"),
)
"""Module, function, what stands there, and the slip."""

sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]


def diffbehavior(name: str, src: Path = ROOT / "src") -> str:
    """Return what CrossHair says of a function and its twin."""
    sides = [f"oracles.solver_pairs.{name}_{side}" for side in ("ours", "twin")]
    done = subprocess.run(  # noqa: S603
        [
            *(sys.executable, "-m", "crosshair", "diffbehavior", *sides),
            *("--per_condition_timeout", str(SECONDS_EACH)),
        ],
        env={**os.environ, "PYTHONPATH": f"{src}{os.pathsep}{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=10 * SECONDS_EACH,
    )
    return done.stdout + done.stderr


def verdict(said: str) -> str:
    """Name what CrossHair found."""
    if "All paths exhausted" in said:
        return "exhausted"
    if "No differences found" in said:
        return "unfinished"
    return "differ" if "Given:" in said else "failed"


def slipped(module: str, name: str, before: str, after: str) -> str:
    """Compare with a slip in a copy of the room."""
    with tempfile.TemporaryDirectory() as folder:
        src = Path(folder) / "src"
        shutil.copytree(ROOT / "src", src)
        path = src / "baclofen_cds" / f"{module}.py"
        text = path.read_text("utf-8")
        assert text.count(before) == 1, f"{before!r} does not stand in {module} once"
        path.write_text(text.replace(before, after), "utf-8")
        return verdict(diffbehavior(name, src))


def main() -> None:
    """Compare every function but those left to the tests, two at a time."""
    from oracles.solver_pairs import LEFT_TO_TESTS, PAIRS

    asked = argparse.ArgumentParser()
    asked.add_argument("--write", type=Path)
    write = asked.parse_args().write
    started = time.monotonic()
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        slips = list(pool.map(lambda slip: slipped(*slip), SLIPS))
        said = dict(zip(PAIRS, pool.map(diffbehavior, PAIRS), strict=True))
    found = {name: verdict(text) for name, text in said.items()}
    counts = {
        "functions": len(PAIRS) + len(LEFT_TO_TESTS),
        "compared": len(found),
        "exhausted": sum(end == "exhausted" for end in found.values()),
        "slips_seeded": len(SLIPS),
        "slips_found": slips.count("differ"),
    }
    print(json.dumps(counts))
    print(f"took {time.monotonic() - started:.0f} s")
    if write is not None:
        write.write_text(json.dumps(counts, indent=1) + "\n", "utf-8")
    for name, end in found.items():
        if end != "exhausted":
            print(f"{name}: {end}\n{said[name] if end != 'unfinished' else ''}")
    wrong = [name for name, end in found.items() if end in ("differ", "failed")]
    enough = counts["exhausted"] >= LEAST_EXHAUSTED
    sys.exit(0 if enough and not wrong and counts["slips_found"] == len(SLIPS) else 1)


if __name__ == "__main__":
    main()
