"""Compare the public verbs with ``columns.py``: at every threshold, beside it, and far beyond.

python tests/oracles/public_columns.py --points 400000 --write counts.json
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, product
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import asking
from columns import (
    BANDS,
    DIALYSES,
    INDICATIONS,
    LIMITS,
    OUTCOMES,
    STATED,
    STOPS,
    VERDICTS,
    Columns,
)

import baclofen_cds as bc
from baclofen_cds.case.sheet import Sheet, sheet_of
from baclofen_cds.knowledge.reading.loader import current_policy

u = bc.ureg
Point = dict[str, int]
Facts = dict[str, Any]
LABELS = tuple(bc.available_profiles())
TOO_LARGE, TOO_SOON = bc.ChangeProblem.TOO_LARGE, bc.ChangeProblem.TOO_SOON
FEWEST, MOST, OLDEST, CHUNK = 100, 200_000, 1_440, 1_000
"""The smallest and the largest administration, the oldest age, how many are asked at once."""


def sheet(label: str) -> Sheet:
    """Return the rows of a label."""
    return sheet_of(asking.profile_of(label), current_policy())


@cache
def columns_of(label: str) -> Columns:
    """Return the rows of a label as columns."""
    return Columns(sheet(label))


# Every threshold: the numbers of every row of every label, and the policy's gates.


def around(numbers: Iterable[int], least: int = 0) -> list[int]:
    """Return the numbers, one below and one above each, none below the least."""
    return sorted({n + side for n in numbers for side in (-1, 0, 1) if n + side >= least})


def numbers(term: Any) -> Iterator[int]:
    """Yield the numbers of a term, which may be a list of them."""
    if isinstance(term, tuple):
        for part in term:
            yield from numbers(part)
    elif term:
        yield term


ROWS = [row for label in LABELS for row in columns_of(label).rows]


def marks(*names: str) -> list[int]:
    """Return what stands in these terms, in any row of any label."""
    return sorted({n for row in ROWS for name in names for n in numbers(getattr(row, name))})


GATES = columns_of(LABELS[0]).gates
GATED = GATES["clearance_from"]
"""The age from which a clearance gates."""
AGES = around([*marks("from_month"), GATED])
RATES = [-1, *around(GATES[n] for n in ("impaired_below", "avoid_below", "end_stage_below"))]
CLEARANCES = [-1, *around(GATES["clearance_" + n] for n in ("impaired_below", "avoid_below"))]
PER_KG = marks("start_per_kg", "usual_per_kg")
CUT = around(-(-top * 1_000 // kg) for kg in PER_KG for top in marks("start_most"))
"""The weights at which a start by weight reaches what it is cut at."""
LIMITED = marks("maximum", "usual", "supervised", "hospital_from")
LADDER = sorted({rung.each for row in ROWS for rung in row.rungs})
EACH = around({*LADDER, *(top // times for top in LIMITED for times in (3, 4))})
HOLDS = around({*marks("hold"), *(rung.hold for row in ROWS for rung in row.rungs)})
STEPS = marks("increase", "largest_rise")
TIMES = (1, 2, 3, 4, 5, 6)
UNITS = (-1, 100, 500, 700, 1_000, 2_500, 3_000, 5_000, 7_500, *around([10_000]), 12_500)
USES = [-1, 1, *around(marks("taper_lengths", "stop_few_days", "stop_abrupt_after"), 1)]
FALLEN = marks("taper_rungs", "taper_middle_below", "taper_low_below", "stop_small", "stop_high")
YOUNG, GROWN, OLD = 100, 540, 960
"""Ages, in months, beside those at a threshold."""
ALL_USES = range(len(INDICATIONS))
EVERY_ROW = sorted({row.from_month for row in ROWS})
MADE = around(-(-many * 1_000 // kg) for kg in PER_KG for many in (1_200, 12_000))
"""The weights at which a start by weight is a whole number of tenths of a milligram."""


# Who is asked about, and what is told of them.


def of(**facts: Iterable[int]) -> Iterator[Point]:
    """Yield every combination of some facts."""
    return (dict(zip(facts, values, strict=True)) for values in product(*facts.values()))


def near(rng: Any, n: int, at: Sequence[int], low: int, high: int) -> Any:
    """Draw numbers, half of them from thresholds and their neighbours."""
    return np.where(rng.random(n) < 0.5, rng.choice(at, n), rng.integers(low, high, n))


def people(rng: Any, n: int) -> Facts:
    """Draw people of every age, weight, kidney function and indication."""
    months, usual = near(rng, n, AGES, 0, OLDEST + 1), rng.random((2, n)) < 0.7
    clearance = near(rng, n, CLEARANCES, 1, 12_000)
    grams = np.exp(rng.uniform(6.3, 12.7, n)).astype(int)
    return {
        "months": months,
        "grams": np.where(rng.random(n) < 0.2, -1, grams),
        "egfr": near(rng, n, RATES, 1, 15_000),
        "clearance": np.where(months < GATED, -1, clearance),
        "dialysis": np.where(usual[0], 0, rng.integers(0, len(DIALYSES), n)),
        "changing": (rng.random(n) < 0.1).astype(int),
        "indication": np.where(usual[1], 0, rng.integers(0, len(INDICATIONS), n)),
    }


@cache
def patient(
    months: int,
    grams: int = -1,
    egfr: int = 9_000,
    clearance: int = 9_000,
    dialysis: int = 0,
    changing: int = 0,
    indication: int = 0,
) -> bc.Patient:
    """Return somebody of whom this is known; a clearance is told where it gates."""
    told = clearance if months >= GATED else -1
    weight = {} if grams < 0 else {"weight": grams * u.gram, "weight_on": asking.AS_OF}
    return bc.Patient(
        age=months * u.month,
        as_of=asking.AS_OF,
        recorded_gfr=asking.rates_of(*(None if n < 0 else n for n in (egfr, told))),
        dialysis=DIALYSES[dialysis],
        kidney_state=bc.KidneyState.CHANGING if changing else bc.KidneyState.STABLE,
        indication=INDICATIONS[indication],
        medicines=bc.Medicines(complete=True),
        confirmed={"weight"},
        **weight,
    )


@cache
def days(number: int) -> Any:
    """Return so many days; -1: not told."""
    return None if number < 0 else number * u.day


@cache
def smallest(unit: int) -> Any:
    """Return a smallest dose; -1: not told."""
    return None if unit < 0 else unit * u.microgram


def profile(label: str) -> dict[str, Any]:
    """Return the label as an argument of a verb."""
    return {"profile": asking.profile_of(label)}


# The questions: each threshold in every row, and combined with others; drawn points; the two
# answers.


class Age:
    """Whether somebody is an older adult."""

    share = 1

    def in_rows(self) -> Iterator[Point]:
        return of(months=AGES)

    def combined(self) -> Iterator[Point]:
        return of(months=range(OLDEST + 1))

    def draw(self, rng: Any, n: int) -> Facts:
        return {"months": near(rng, n, AGES, 0, OLDEST + 1)}

    def columns(self, c: Columns, months: Any) -> Any:
        return (c.at(months)["older"] == 1).tolist()

    def verb(self, label: str, months: int) -> Any:
        found = bc.older_adult_caution(patient(months), asking.day_of(5_000), **profile(label))
        return found.answer.older_adult


class Kidneys:
    """The band of kidney function."""

    share = 3
    kinds = {"dialysis": range(len(DIALYSES)), "changing": (0, 1)}

    def in_rows(self) -> Iterator[Point]:
        yield from of(months=EVERY_ROW, egfr=RATES, clearance=(-1,), dialysis=(0,), changing=(0,))
        yield from of(months=(OLD,), egfr=RATES[-2:], clearance=CLEARANCES, **self.kinds)

    def combined(self) -> Iterator[Point]:
        yield from of(months=(YOUNG, GROWN), egfr=RATES, clearance=(-1,), **self.kinds)
        yield from of(months=(OLD,), egfr=RATES, clearance=CLEARANCES, **self.kinds)

    def draw(self, rng: Any, n: int) -> Facts:
        drawn = people(rng, n)
        return {n: drawn[n] for n in ("months", "egfr", "clearance", *self.kinds)}

    def columns(self, c: Columns, **facts: Any) -> Any:
        facts.pop("months")
        return [BANDS[band] for band in c.band(**facts)]

    def verb(self, label: str, **facts: int) -> Any:
        found = bc.renal_caution(patient(**facts), bc.NOT_TAKING, **profile(label))
        return found.answer.band if found.has_answer else bc.KidneyBand.UNKNOWN


class Start:
    """The outcome of a start, and its total, divided as the label prefers."""

    share = 6

    def in_rows(self) -> Iterator[Point]:
        well = {"dialysis": (0,), "changing": (0,)}
        plain = {"grams": (30_000,), "unit": (-1,), "clearance": (9_000,)}
        told = {"indication": (0,), "egfr": (9_000,), "clearance": (9_000,)}
        yield from of(months=EVERY_ROW, egfr=RATES, indication=(0,), **plain, **well)
        yield from of(months=AGES, egfr=(4_000, 9_000), indication=(0,), **plain, **well)
        yield from of(months=EVERY_ROW, egfr=(9_000,), indication=ALL_USES, **plain, **well)
        yield from of(months=EVERY_ROW, grams=(-1, *CUT, *MADE), unit=(-1,), **told, **well)
        yield from of(months=EVERY_ROW, grams=(40_000,), unit=UNITS, **told, **well)

    def combined(self) -> Iterator[Point]:
        body, unit, no = {"grams": (-1, 30_000)}, {"unit": (-1,)}, {"clearance": (-1,)}
        well = {"dialysis": (0,), "changing": (0,), "indication": (0,)}
        some = {**Kidneys.kinds, "indication": (0, 3, len(INDICATIONS) - 1)}
        each = {**well, "indication": ALL_USES, "clearance": (9_000,)}
        old = {"months": [n for n in AGES if n >= GATED], "clearance": CLEARANCES}
        yield from of(months=AGES, egfr=RATES, **body, **unit, **no, **well)
        yield from of(egfr=RATES, **old, **body, **unit, **well)
        yield from of(months=(*EVERY_ROW, OLD), egfr=RATES, **body, **unit, **no, **some)
        yield from of(months=AGES, egfr=(4_000, 9_000), **body, **unit, **each)
        yield from of(months=AGES, egfr=(9_000,), grams=CUT, unit=(-1, 100, 5_000), **no, **well)

    def draw(self, rng: Any, n: int) -> Facts:
        return {**people(rng, n), "unit": np.where(rng.random(n) < 0.7, -1, rng.choice(UNITS, n))}

    def columns(self, c: Columns, **facts: Any) -> Any:
        outcome, _, total = c.start(**facts)
        return [(OUTCOMES[o], t) for o, t in zip(outcome, total.tolist(), strict=True)]

    def verb(self, label: str, unit: int, **facts: int) -> Any:
        told = {"smallest_dose": smallest(unit), **profile(label)}
        found = bc.starting_dose(patient(**facts), **told)
        return found.outcome, sum(found.answer.preferred.micrograms) if found.has_answer else -1


class Maximum:
    """The verdict on a day's total, and the kind of the limit that decides."""

    share = 10

    def in_rows(self) -> Iterator[Point]:
        return self._at(EVERY_ROW, (12_345, 37_500))

    def combined(self) -> Iterator[Point]:
        return self._at(AGES, (500, 12_345, 20_000, 30_000, 37_500, 81_000))

    def _at(self, ages: Sequence[int], bodies: tuple[int, ...]) -> Iterator[Point]:
        yield from of(months=ages, grams=(-1, *bodies), total=around(LIMITED))
        for grams in bodies:
            by_weight = around(grams * kg // 1_000 for kg in PER_KG)
            yield from of(months=ages, grams=(grams,), total=by_weight)

    def draw(self, rng: Any, n: int) -> Facts:
        drawn = people(rng, n)
        months, grams = drawn["months"], drawn["grams"]
        by_weight = grams * rng.choice(PER_KG, n) // 1_000 + rng.integers(0, 2, n)
        total = near(rng, n, around(LIMITED), FEWEST, MOST)
        total = np.where(rng.random(n) < 0.3, by_weight, total).clip(FEWEST, 4 * MOST)
        return {"months": months, "grams": grams, "total": total}

    def columns(self, c: Columns, **facts: Any) -> Any:
        found = zip(*c.verdict(**facts), strict=True)
        return [None if v < 0 else (VERDICTS[v], LIMITS[kind]) for v, kind in found]

    def verb(self, label: str, months: int, grams: int, total: int) -> Any:
        told = asking.spread(total)
        found = bc.check_daily_maximum(patient(months, grams), told, **profile(label))
        return (found.answer.verdict, found.answer.binding.kind) if found.has_answer else None


class Rise:
    """Whether an even day rises too far or too soon, and where one printed step leads."""

    share = 4
    by_label = ("increase-too-large", "administration-too-large")

    def in_rows(self) -> Iterator[Point]:
        body, ladder = {"months": EVERY_ROW, "grams": (37_500,)}, {"each": LADDER, "held": (30,)}
        yield from self._further(of(**body, **ladder, times=(3,)))
        yield from self._further(of(**body, each=(2_500, 15_000), held=(30,), times=(2, 4)))
        yield from self._further(of(**body, each=(60_000,), held=(30,), times=(1,)))
        for p in of(**body, each=(1_000, *LADDER), times=(3,), held=HOLDS):
            yield {**p, "then": p["each"] + 900}
        for p in of(
            months=EVERY_ROW, grams=(-1, 12_345, 30_001, *CUT[:3]), times=(1,), held=(30,)
        ):
            for by in around({max(p["grams"], 0) * PER_KG[0] // 1_000, STEPS[-1]}, 1):
                yield {**p, "each": 5_000, "then": 5_000 + by}

    def combined(self) -> Iterator[Point]:
        ages = (YOUNG, *marks("adult_from"), GROWN, OLD)
        yield from self._further(
            of(months=ages, grams=(20_000,), each=EACH, times=TIMES[:4], held=(30,))
        )
        for p in of(months=ages, grams=(20_000,), each=EACH, times=(2, 3), held=HOLDS):
            yield {**p, "then": p["each"] + 900}

    def _further(self, days: Iterator[Point]) -> Iterator[Point]:
        """Yield rises by every step, to the next rung, and one microgram more or less."""
        for p in days:
            total = p["each"] * p["times"]
            steps = {(total + step) // p["times"] for step in STEPS} | {*LADDER}
            yield from ({**p, "then": n} for n in around(steps, p["each"] + 1))

    def draw(self, rng: Any, n: int) -> Facts:
        drawn, times = people(rng, n), rng.choice(TIMES, n)
        each, by = near(rng, n, EACH, FEWEST, 50_000), near(rng, n, STEPS, 1, 20_000)
        by = np.where(rng.random(n) < 0.7, by // times, by) + rng.integers(-1, 2, n)
        told = {n: drawn[n] for n in ("months", "grams")}
        then, held = each + by.clip(1), near(rng, n, HOLDS, 0, 60)
        return {**told, "each": each, "times": times, "then": then, "held": held}

    def columns(self, c: Columns, months: Any, grams: Any, **day: Any) -> Any:
        no, well = np.zeros_like(months), np.full_like(months, 9_000)
        outcome, _, _ = c.start(months, grams, well, well, no, no, no, unit=1)
        far, soon, step, _ = c.rise(months, grams, **day)
        step = np.where(far == 1, step, -1)
        found = zip(outcome, (far == 1).tolist(), soon.tolist(), step.tolist(), strict=True)
        return [answer if o == STATED else OUTCOMES[o] for o, *answer in found]

    def verb(self, label: str, months: int, grams: int, **day: int) -> Any:
        before, after = (asking.day_of(*[day[n]] * day["times"]) for n in ("each", "then"))
        told = {"before": before, "after": after, "held_for": days(day["held"])}
        found = bc.check_regimen_change(patient(months, grams), **told, **profile(label))
        if not found.has_answer:
            return found.outcome
        printed = any(finding.code in self.by_label for finding in found.findings)
        wrong = [problem in found.answer.problems for problem in (TOO_LARGE, TOO_SOON)]
        return [*wrong, int(found.answer.one_step) if printed else -1]


class Drop:
    """Where one drop of a taper may lead at most, and whether a reduction goes beyond it."""

    share = 2

    def in_rows(self) -> Iterator[Point]:
        for p in of(months=EVERY_ROW, told=(100,), total=around({*FALLEN, 60_000})):
            yield {**p, "after": p["total"] - 100}
        for p in of(months=EVERY_ROW, told=UNITS, units=(1, 2, 3, 6)):
            unit = p["told"] if p["told"] > 0 else 5_000
            yield {"months": p["months"], "told": p["told"], **_less(unit * p["units"], unit)}
        for p in of(months=EVERY_ROW, told=(100,), total=(8_000, 9_900, 18_000, 36_000, 60_000)):
            total = p["total"]
            cuts = {total // 2, total // 3, total // 4, *marks("taper_largest_drop")}
            yield from ({**p, "after": total - by} for by in around(cuts, 1))

    def combined(self) -> Iterator[Point]:
        for p in of(months=(YOUNG, 215, GROWN), told=UNITS):
            unit = p["told"] if 0 < p["told"] <= 10_000 else 5_000
            totals = {n // unit * unit + more for n in FALLEN for more in (0, unit, -unit)}
            for total in (n for n in {*totals, unit, 2 * unit, 3 * unit} if n > 0):
                cuts = {unit, total // 2, total // 3, total // 4, *marks("taper_largest_drop")}
                yield from ({**p, **_less(total, by)} for by in around(cuts, 1))

    def draw(self, rng: Any, n: int) -> Facts:
        told = rng.choice(UNITS, n)
        total = np.where(told > 0, told, 5_000) * rng.integers(1, 30, n)
        total = np.where(rng.random(n) < 0.8, total, rng.integers(FEWEST, MOST, n)).clip(0, MOST)
        cut = total // rng.integers(2, 5, n) + rng.integers(-1, 2, n)
        by = np.where(rng.random(n) < 0.5, cut, rng.integers(1, total + 1)).clip(1)
        months = near(rng, n, AGES, 0, OLDEST)
        return {"months": months, "told": told, "total": total, "after": total - by}

    def columns(self, c: Columns, months: Any, told: Any, total: Any, after: Any) -> Any:
        unit = c.unit(months, told, np.gcd(total, after))
        floor = c.drop_floor(months, total, unit)
        return list(zip(floor.tolist(), (after < floor).tolist(), strict=True))

    def verb(self, label: str, months: int, told: int, total: int, after: int) -> Any:
        found = bc.check_regimen_change(
            patient(months),
            before=asking.day_of(total),
            after=asking.day_of(after),
            held_for=days(30),
            smallest_dose=smallest(told),
            **profile(label),
        )
        return int(found.answer.one_step), TOO_LARGE in found.answer.problems


class Taper:
    """The rungs a taper goes down, and the days it spends on each."""

    share = 1

    def in_rows(self) -> Iterator[Point]:
        both, far = {"gentle": (0, 1)}, {"total": (130_000,)}
        yield from of(months=EVERY_ROW, told=(100, 2_500), use=(-1, 30), **both, **far)
        yield from of(months=EVERY_ROW, told=UNITS, use=(30,), gentle=(0,), total=(60_000, 42_000))
        yield from of(months=EVERY_ROW, told=(-1,), use=USES, gentle=(0,), total=(10_000,))

    def combined(self) -> Iterator[Point]:
        totals = {*FALLEN, *LIMITED, 1_300, 11_000, 66_000}
        some, use = {"total": totals, "gentle": (0, 1)}, {"use": (14, -1)}
        yield from of(months=(YOUNG, 215, GROWN), told=UNITS, **use, **some)
        yield from of(months=(YOUNG, GROWN), told=(-1,), use=USES, **some)

    def draw(self, rng: Any, n: int) -> Facts:
        drawn = Drop().draw(rng, n)
        use, gentle = near(rng, n, USES, 1, 900), rng.integers(0, 2, n)
        return {**{k: drawn[k] for k in ("months", "told", "total")}, "use": use, "gentle": gentle}

    def columns(self, c: Columns, months: Any, told: Any, total: Any, **told_too: Any) -> Any:
        unit = c.unit(months, told, total)
        rungs, length = c.taper(months, total, unit, **told_too)
        found = zip(rungs.tolist(), length, strict=True)
        return [_shared([n for n in steps if n], days) for steps, days in found]

    def verb(self, label: str, months: int, told: int, total: int, use: int, gentle: int) -> Any:
        told_too = {"exposure": days(use), "smallest_dose": smallest(told)}
        pace = bc.Pace.GENTLE if gentle else bc.Pace.SHORTER
        day = asking.day_of(total)
        found = bc.taper_plan(patient(months), day, pace=pace, **told_too, **profile(label))
        return [(sum(step.regimen.micrograms), step.days) for step in found.answer.steps]


class Stop:
    """What a stop at once is."""

    share = 1
    codes = {
        "stop-after-few-days": "few days",
        "stop-from-small-dose": "small",
        "stop-after-short-use": "short",
        "stop-from-high-dose": "high",
        "stop-abrupt": "abrupt",
        "stop-abrupt-unknown": "abrupt",
    }

    def in_rows(self) -> Iterator[Point]:
        ends = around(marks("stop_small", "stop_high"))
        yield from of(months=EVERY_ROW, told=(-1,), use=USES, total=(20_000,))
        yield from of(months=EVERY_ROW, told=(-1,), use=(14,), total=ends)
        for p in of(months=EVERY_ROW, told=UNITS, use=(14,), units=range(1, 5)):
            many, unit = p.pop("units"), p["told"] if p["told"] > 0 else 5_000
            yield {**p, "total": many * unit}

    def combined(self) -> Iterator[Point]:
        ages, totals = {"months": (YOUNG, 215, 216)}, around(FALLEN, FEWEST)
        yield from of(**ages, told=UNITS, use=(14,), total=totals)
        yield from of(**ages, told=(-1,), use=USES, total=totals)

    def draw(self, rng: Any, n: int) -> Facts:
        drawn = Taper().draw(rng, n)
        drawn.pop("gentle")
        return drawn

    def columns(self, c: Columns, **facts: Any) -> Any:
        return [STOPS[kind] for kind in c.stop(**facts, shown=facts["total"])]

    def verb(self, label: str, months: int, told: int, total: int, use: int) -> Any:
        found = bc.check_regimen_change(
            patient(months),
            before=asking.day_of(total),
            after=bc.Stop(),
            held_for=None,
            exposure=days(use),
            smallest_dose=smallest(told),
            **profile(label),
        )
        (kind,) = (self.codes[f.code] for f in found.findings if f.code in self.codes)
        return kind


def _less(total: int, by: int) -> Point:
    return {"total": total, "after": total - by}


def _shared(rungs: list[int], length: int) -> list[tuple[int, int]]:
    """Share days evenly; what does not divide goes to the first steps."""
    each, more = divmod(int(length), len(rungs))
    return [(rung, each + (place < more)) for place, rung in enumerate(rungs)]


QUESTIONS: dict[str, Any] = {
    "age": Age(),
    "kidneys": Kidneys(),
    "start": Start(),
    "maximum": Maximum(),
    "rise": Rise(),
    "drop": Drop(),
    "taper": Taper(),
    "stop": Stop(),
}


# Both answers, side by side.


def can_be_told(point: Point) -> bool:
    """Whether a verb accepts it: no administration is smaller or larger than doses are."""
    doses = [point[n] for n in ("each", "then", "after") if n in point]
    if "after" in point or "told" in point:
        doses.append(point["total"])
    return all(FEWEST <= dose <= MOST for dose in doses)


def in_rows(name: str) -> list[Point]:
    """Return the points of a question at every threshold of every row, and beside it."""
    return _once(QUESTIONS[name].in_rows())


def at_thresholds(name: str) -> list[Point]:
    """Return these points, and those at which several thresholds are combined."""
    question = QUESTIONS[name]
    return _once(chain(question.in_rows(), question.combined()))


def _once(points: Iterable[Point]) -> list[Point]:
    """Keep what can be told to a verb, each point once."""
    return list({tuple(sorted(p.items())): p for p in points if can_be_told(p)}.values())


def drawn(name: str, number: int) -> list[Point]:
    """Draw some points of a question; the same seed draws the same."""
    seed = zlib.crc32(os.environ.get("SAMPLE_SEED", "").encode())
    rng = np.random.default_rng([seed, list(QUESTIONS).index(name), number])
    facts = QUESTIONS[name].draw(rng, CHUNK)
    columns = (np.asarray(column).tolist() for column in facts.values())
    points = (dict(zip(facts, values, strict=True)) for values in zip(*columns, strict=True))
    return [point for point in points if can_be_told(point)]


def compare(name: str, points: list[Point]) -> tuple[int, list[str]]:
    """Ask every label of these points; return how many answers, and where the two differ."""
    question = QUESTIONS[name]
    facts = {fact: np.array([point[fact] for point in points]) for fact in points[0]}
    differ = []
    for label in LABELS:
        expected = question.columns(columns_of(label), **facts)
        for point, said in zip(points, expected, strict=True):
            found = question.verb(label, **point)
            if found != said:
                differ.append(f"{name} {label} {point}: columns {said}, verb {found}")
    return len(points) * len(LABELS), differ


def _run(task: tuple[str, list[Point] | int]) -> tuple[str, str, int, list[str]]:
    name, told = task
    kind, points = ("thresholds", told) if isinstance(told, list) else ("drawn", drawn(name, told))
    answers, differ = compare(name, points)
    patient.cache_clear()
    return kind, name, answers, differ


def tasks(points: int) -> Iterator[tuple[str, list[Point] | int]]:
    """Yield everything that is compared: the thresholds, then so many drawn points."""
    for name in QUESTIONS:
        edges = at_thresholds(name)
        yield from ((name, edges[n : n + CHUNK]) for n in range(0, len(edges), CHUNK))
    all_shares = sum(question.share for question in QUESTIONS.values())
    for name, question in QUESTIONS.items():
        chunks = -(-points * question.share // (all_shares * CHUNK * len(LABELS)))
        yield from ((name, number) for number in range(chunks))


def main() -> int:
    """Run the comparison with two processes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=400_000, help="drawn points, at least")
    parser.add_argument("--write", type=Path, help="where to write the counts")
    told = parser.parse_args()
    began, counts, differ = time.monotonic(), Counter[str](), []
    with multiprocessing.Pool(2) as pool:
        for kind, name, number, found in pool.imap_unordered(_run, tasks(told.points * 11 // 10)):
            counts[f"{kind}, {name}"] += number
            counts[kind] += number
            differ += found
    for line in differ[:40]:
        print(line)
    seconds = time.monotonic() - began
    print(dict(sorted(counts.items())))
    print(f"{counts.total() // 2:,} points in {seconds:.0f} s; {len(differ)} differ")
    if told.write:
        told.write.write_text(json.dumps({**counts, "differ": len(differ)}), encoding="utf-8")
    return 1 if differ or counts["drawn"] < told.points else 0


if __name__ == "__main__":
    raise SystemExit(main())
