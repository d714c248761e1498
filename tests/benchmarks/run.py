"""How fast it is, as ratios of two things timed alternately in one run.

Run it with ``python tests/benchmarks/run.py``; it prints a table and fails when a ratio is
over its budget. Answers are compared before anything is timed. Not part of the test run:
a ratio on a busy machine is a measurement, not a specification.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 9
Timed = Callable[[], Any]


def ratio(one: Timed, other: Timed, *, times: int) -> float:
    """Time two things alternately and return the median of their ratios."""
    found = []
    for _ in range(ROUNDS):
        spent = []
        for timed in (one, other):
            began = time.process_time()
            for _ in range(times):
                timed()
            spent.append(time.process_time() - began)
        found.append(spent[0] / spent[1])
    return median(found)


COMPILED = {**os.environ, "PYTHONPYCACHEPREFIX": tempfile.mkdtemp()}
COMPILED.pop("PYTHONDONTWRITEBYTECODE", None)
"""Everything is compiled once, as it is after an installation."""


def fresh(code: str) -> str:
    """Run a fresh process and return what it prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, env=COMPILED, capture_output=True, text=True).stdout


def process_ratio(one: str, other: str) -> float:
    """Time two fresh processes alternately, each less an empty one."""
    found = []
    for code in (one, other):
        fresh(code)
    for _ in range(ROUNDS):
        spent = []
        for code in ("pass", one, other):
            began = time.perf_counter()
            fresh(code)
            spent.append(time.perf_counter() - began)
        found.append((spent[1] - spent[0]) / (spent[2] - spent[0]))
    return median(found)


DECIDE = """
import datetime as dt, baclofen_cds as bc
u = bc.ureg
patient = bc.Patient(age=45 * u.year, as_of=dt.date(2026, 3, 10), sex=bc.Sex.FEMALE,
    serum_creatinine=0.8 * u.mg / u.dL, serum_creatinine_on=dt.date(2026, 3, 3))
now = bc.Regimen.even(each=10 * u.mg, times_per_day=3)
decision = bc.check_daily_maximum(patient, now, profile=bc.get_profile("us-spasticity"))
decision.answer.verdict, decision.severity
"""
LEAN = """
import sys, baclofen_cds
wrong = {"pint", "numpy", "rich", "typer", "sphinx"} & set(sys.modules)
assert not wrong, wrong
"""
LOAD = """
import time
began = time.perf_counter()
import pint
pint_took = time.perf_counter() - began
import baclofen_cds as bc
bc.get_profile("uk-spasticity")
from baclofen_cds.knowledge.loader import load_profile
from importlib.resources import files
path = next(p for p in (files("baclofen_cds") / "knowledge/profiles").iterdir() if "uk-" in p.name)
began = time.perf_counter()
load_profile(str(path))
print((time.perf_counter() - began) / pint_took)
"""
THREADS = """
import threading, baclofen_cds as bc
failed, ready = [], threading.Barrier(8)
def first():
    ready.wait()
    try:
        bc.Regimen([5 * bc.ureg.mg])
    except Exception as error:
        failed.append(repr(error))
threads = [threading.Thread(target=first) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
assert not failed, failed
"""


def in_process() -> dict[str, tuple[float, float]]:
    """Return the ratios of calls, each with its budget; each call is about another adult."""
    import adults
    import naive

    import baclofen_cds as bc

    bc.preload()
    for asked in adults.adults(2_000):
        adults.compare(asked, naive.LABELS)
    label, unit, people = "us-spasticity", bc.ureg.microgram, adults.adults(50)
    profile, written = bc.get_profile(label), cycle(people)
    known = cycle([(*adults.built(asked), asked.setting) for asked in people])
    doses = cycle([asked.doses[0] for asked in people])

    def check() -> Any:
        patient, now, setting = next(known)
        return bc.check_daily_maximum(patient, now, profile=profile, setting=setting)

    def assess() -> Any:
        patient, now, setting = next(known)
        return bc.assess(patient, now, profile=profile, setting=setting)

    def in_unit() -> Any:
        return next(doses).m_as(unit)

    def in_pint() -> Any:
        return naive.assess(label, next(written))

    return {
        "check_daily_maximum / m_as(unit)": (ratio(check, in_unit, times=2_000), 2.0),
        "the same, every finding read / m_as(unit)": (
            ratio(lambda: check().findings, in_unit, times=500),
            float("inf"),
        ),
        "assess of an adult / m_as(unit)": (ratio(assess, in_unit, times=1_000), 20.0),
        "pint arithmetic / assess (at least 80)": (
            -ratio(in_pint, lambda: _read(assess()), times=300),
            -80.0,
        ),
    }


def _read(assessment: Any) -> tuple[Any, ...]:
    """Read the verdict, the limits, the kidneys and the age, as pint arithmetic returns them."""
    check, kidneys = assessment.of("check_daily_maximum").answer, assessment.of("renal_caution")
    return (
        check.verdict,
        [(limit.kind, limit.exceeded) for limit in check.limits],
        kidneys.answer.band if kidneys.has_answer else None,
        assessment.of("older_adult_caution") is not None,
    )


def processes() -> dict[str, tuple[float, float]]:
    """Return the ratios of fresh processes, each with its budget."""
    fresh(LEAN)
    for _ in range(20):
        fresh(THREADS)
    loads = [float(fresh(LOAD)) for _ in range(ROUNDS)]
    return {
        "import baclofen_cds / import pint": (
            process_ratio("import baclofen_cds", "import pint"),
            0.40,
        ),
        "first decision / (import pint + first quantity)": (
            process_ratio(DECIDE, "import pint; pint.Quantity(5, 'mg').to('g')"),
            1.35,
        ),
        "loading one profile / import pint": (median(loads), 0.10),
    }


def main() -> int:
    """Measure, print and compare."""
    sys.path.insert(0, str(Path(__file__).parent))
    over = 0
    for name, (found, budget) in {**in_process(), **processes()}.items():
        verdict = "" if found <= budget else "OVER"
        over += bool(verdict)
        shown = "none" if budget == float("inf") else f"{abs(budget):g}"
        print(f"{name:55} {abs(found):8.2f}   budget {shown:>5}   {verdict}")
    return over


if __name__ == "__main__":
    sys.exit(main())
