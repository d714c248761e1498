"""What holds of every taper, counted over every label, unit, length of use and dose.

    python tests/oracles/taper_sweep.py [--step 500]

The sizes and days are said here a second time, in fractions, from the policy's page alone. A
start is one administration of 0.5 to 160 mg; a second sweep takes days of one to four, even
and uneven. Each drop of each plan is asked of the library's own check of a change.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, pairwise, product
from math import ceil, gcd
from pathlib import Path
from typing import Any, NamedTuple

import baclofen_cds as bc
from baclofen_cds.amounts import Days, Micrograms

LABELS = ("us", "uk", "ca", "de", "fr", "ch")
UNITS = (None, 10_000, 2_500, 1_000, 500, 100)
USES = (0, 30, 60, 61, 400, None)
STARTS = range(500, 160_001, 500)
LENGTHS = {"us": (14, 21), "uk": (14, 14), "ca": (14, 14), "de": (14, 21), "fr": (14, 14)}
"""The longer end of the time of each label, or the policy's: after short use, after long."""

LENGTHS["ch"] = (14, 21)
AS_OF = dt.date(2026, 3, 10)
FACTS: dict[str, Any] = {
    "as_of": AS_OF,
    "sex": bc.Sex.FEMALE,
    "serum_creatinine_on": AS_OF,
    "dialysis": bc.Dialysis.NONE,
    "indication": bc.Indication.MULTIPLE_SCLEROSIS,
    "medicines": bc.Medicines([], complete=True),
}


class Plan(NamedTuple):
    """One plan: what is taken, the unit, and the totals with their days at both paces."""

    start: int
    unit: int
    gentle: tuple[tuple[int, int], ...]
    shorter: tuple[tuple[int, int], ...]
    schedules: Any


@cache
def person(*, child: bool) -> bc.Patient:
    """Return an adult, or a child of 8, with healthy kidneys."""
    if not child:
        level = 0.8 * bc.ureg.mg / bc.ureg.dL
        return bc.Patient(age=45 * bc.ureg.year, serum_creatinine=level, **FACTS)
    level, size = 0.4 * bc.ureg.mg / bc.ureg.dL, {"height": 125 * bc.ureg.cm}
    weight = {"weight": 25 * bc.ureg.kg, "weight_on": AS_OF}
    return bc.Patient(age=8 * bc.ureg.year, serum_creatinine=level, **size, **weight, **FACTS)


@cache
def label_of(name: str) -> Any:
    """Return the current profile of a label."""
    return bc.get_profile(f"{name}-spasticity")


def is_long(use: int | None) -> bool:
    """Whether a use is longer than 60 days, or unknown."""
    return use is None or use > 60


def days_of(use: int | None) -> Days | None:
    """Return a length of use as it is told."""
    return None if use is None else Days(use)


def asked(label: str, child: bool, unit: int | None, use: int | None, *doses: int) -> Any:
    """Ask for a taper."""
    return bc.taper_plan(
        person(child=child),
        bc.Regimen([Micrograms(dose) for dose in doses], confirmed=True),
        profile=label_of(label),
        exposure=days_of(use),
        smallest_dose=None if unit is None else Micrograms(unit),
        guidance=(),
    )


def plan_of(label: str, child: bool, unit: int | None, use: int | None, *doses: int) -> Plan:
    """Ask for a taper and take both paces of it apart."""
    answer = asked(label, child, unit, use, *doses).answer
    both = {plan.pace: plan for plan in (answer, answer.beside)}
    held = {
        pace: tuple((step.regimen.micrograms_per_day, step.days) for step in plan.steps)
        for pace, plan in both.items()
    }
    finest = max(gcd(unit or 5_000, *doses), 100)
    paces = (held[bc.Pace.GENTLE], held[bc.Pace.SHORTER])
    return Plan(sum(doses), finest, *paces, tuple(both.values()))


def by_day(steps: tuple[tuple[int, int], ...]) -> list[int]:
    """Return the total of each day."""
    return [total for total, days in steps for _ in range(days)]


def never_below(more: list[int], less: list[int]) -> bool:
    """Whether one course has at least as much on every day as another."""
    return len(more) >= len(less) and all(a >= b for a, b in zip(more, less, strict=False))


def in_size(before: int, after: int, unit: int, *, child: bool) -> bool:
    """Whether a drop is within the policy's size, or one makeable unit."""
    share = Fraction(1, 4) if before >= 20_000 else Fraction(1, 3)
    if before <= 2 * unit or (before < 10_000 and not child):
        share = Fraction(1, 2)
    fits = before - after <= min(10_000, before * share)
    return before - after > 0 and (fits or after == (ceil(before / unit) - 1) * unit)


def lowest_rung(unit: int, *, child: bool) -> int:
    """Return the lowest rung in whole units."""
    return ceil(Fraction(1_000 if child else 2_500, unit)) * unit


def sizes(plan: Plan, *, child: bool) -> bool:
    """Whether every drop of a plan is in size, and the last is from the lowest rung."""
    totals = [total for total, _ in plan.gentle]
    held = totals == [plan.start]
    downs = () if held else pairwise((plan.start, *totals))
    small = totals[-1] <= lowest_rung(plan.unit, child=child)
    return small and all(in_size(*down, plan.unit, child=child) for down in downs)


def in_days(steps: tuple[tuple[int, int], ...], length: int, least: int) -> bool:
    """Whether days are whole, shared evenly, the rest to the first, and as many as they are."""
    days = [held for _, held in steps]
    whole = sum(days) == max(length, len(days) * least)
    return whole and days == sorted(days, reverse=True) and days[0] - days[-1] <= 1


def days_fit(plan: Plan, label: str, use: int | None) -> bool:
    """Whether both paces have the same rungs, and the days the policy gives them."""
    length, least = LENGTHS[label][is_long(use)], 3 if is_long(use) else 1
    alike = [total for total, _ in plan.gentle] == [total for total, _ in plan.shorter]
    return alike and in_days(plan.gentle, length, 7) and in_days(plan.shorter, length, least)


def makeable(plan: Plan, doses: tuple[int, ...]) -> bool:
    """Whether every dose is made of whole units, and none rises."""
    ranked, days = sorted(doses)[::-1], [step.regimen for step in plan.schedules[0].steps]
    if [tuple(day.micrograms) for day in days] == [doses]:
        return True
    whole = all(dose % plan.unit == 0 for day in days for dose in day.micrograms)
    falls = all(
        after <= before
        for high, low in pairwise((ranked, *(sorted(day.micrograms)[::-1] for day in days)))
        for before, after in zip(high, low, strict=False)
    )
    return whole and falls and all(len(day.micrograms) <= len(doses) for day in days)


def written(decision: Any) -> bool:
    """Whether both plans stand whole in the text, and the other's days in its first line."""
    text = bc.text(decision)
    plans = (decision.answer, decision.answer.beside)
    lines = [f"{step.regimen.micrograms_per_day / 1_000:g} mg/day" for step in plans[0].steps]
    first = text[text.index("Taper (") :].splitlines()[0]
    whole = all(text.count(f"nothing from day {plan.days + 1} on") for plan in plans)
    return whole and all(text.count(line) >= 2 for line in lines) and f"{plans[1].days} d" in first


Drop = tuple[str, bool, int | None, int | None, tuple[int, ...], Any, int | None]


@cache
def worst_of(drop: Drop) -> str:
    """Return the gravest that our own check says of a drop."""
    label, child, unit, use, before, after, held = drop
    change = bc.Stop() if after is None else day_of(after)
    found = bc.check_regimen_change(
        person(child=child),
        before=day_of(before),
        after=change,
        held_for=days_of(held),
        exposure=days_of(use),
        smallest_dose=None if unit is None else Micrograms(unit),
        profile=label_of(label),
        guidance=(),
    )
    return found.severity.value if found.severity else "none"


def day_of(doses: tuple[int, ...]) -> bc.Regimen:
    """Return a day of these administrations."""
    return bc.Regimen([Micrograms(dose) for dose in doses], confirmed=True)


def drops_of(
    plan: Plan, facts: tuple[str, bool, int | None, int | None], doses: tuple[int, ...]
) -> Iterator[Drop]:
    """Yield every drop of both paces, the last to nothing; nobody told of the days before."""
    for schedule in plan.schedules:
        days = [(doses, None), *((s.regimen.micrograms, s.days) for s in schedule.steps)]
        days = days[1:] if days[0][0] == days[1][0] else days
        for (before, held), after in zip(days, [*(day for day, _ in days[1:]), None], strict=True):
            yield (*facts, tuple(before), None if after is None else tuple(after), held)


PROPERTIES = (
    "no inversion between two starts of one unit",
    "the gentle pace never below the shorter",
    "long use never faster than short",
    "no drop past its size but one unit",
    "days as they are shared",
    "every dose can be made, and none rises",
    "both paces whole in the text",
    "our own check says at most info, with the plan's unit",
    "our own check says at most info, as the plan was asked (but for a child's last drop)",
)


def slice_of(label: str, child: bool, unit: int | None, starts: Iterable[int]) -> Counter[Any]:
    """Count, of one label, age and unit, what was asked and what did not hold."""
    found: Counter[Any] = Counter()
    plans = {(use, s): plan_of(label, child, unit, use, s) for use, s in product(USES, starts)}
    for (use, start), plan in plans.items():
        facts = (label, child, unit, use)
        note(found, 1, never_below(by_day(plan.gentle), by_day(plan.shorter)), (*facts, start))
        note(found, 3, sizes(plan, child=child), (*facts, start))
        note(found, 4, days_fit(plan, label, use), (*facts, start))
        note(found, 5, makeable(plan, (start,)), (*facts, start))
        for drop in drops_of(plan, (label, child, plan.unit, use), (start,)):
            note(found, 7, worst_of(drop) in ("none", "info"), drop)
        for drop in drops_of(plan, facts, (start,)):
            if not (child and drop[5] is None):
                note(found, 8, worst_of(drop) in ("none", "info"), drop)
    note_pairs(found, plans, (label, child, unit))
    return found


def note(found: Counter[Any], place: int, holds: bool, point: Any) -> None:
    """Count one case, and keep the first ones that do not hold."""
    found[place, True] += 1
    found[place, False] += not holds
    if not holds and found[place, False] <= 3:
        found["point", place, str(point)] += 1


def note_pairs(found: Counter[Any], plans: dict[Any, Plan], facts: Any) -> None:
    """Compare plans with each other: by start where the unit is the same, and by use."""
    for use in USES:
        for pace in ("gentle", "shorter"):
            before: dict[int, list[int]] = {}
            for plan in (plan for (told, _), plan in plans.items() if told == use):
                here = by_day(getattr(plan, pace))
                holds = never_below(here, before.get(plan.unit, []))
                note(found, 0, holds, (*facts, use, pace, plan.start))
                before[plan.unit] = here
    for less, more in pairwise(USES):
        for (use, start), plan in plans.items():
            for pace in ("gentle", "shorter") if use == less else ():
                longer = by_day(getattr(plans[more, start], pace))
                holds = never_below(longer, by_day(getattr(plan, pace)))
                note(found, 2, holds, (*facts, less, more, start, pace))


def regimens(amounts: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Yield days of one to four administrations, as they come and the other way round."""
    for times in range(1, 5):
        for doses in combinations_with_replacement(tuple(amounts), times):
            yield doses
            if doses[::-1] != doses:
                yield doses[::-1]


def divided(label: str, child: bool, unit: int | None, amounts: Iterable[int]) -> Counter[Any]:
    """Count, over uneven days, what can be made and in what size."""
    found: Counter[Any] = Counter()
    for doses, use in product(regimens(amounts), (30, None)):
        plan, facts = plan_of(label, child, unit, use, *doses), (label, child, unit, use, doses)
        note(found, 3, sizes(plan, child=child), facts)
        note(found, 5, makeable(plan, doses), facts)
        for drop in drops_of(plan, (label, child, plan.unit, use), doses):
            note(found, 7, worst_of(drop) in ("none", "info"), drop)
    return found


def texts(label: str, starts: Iterable[int]) -> Counter[Any]:
    """Count the texts in which both paces stand whole."""
    found: Counter[Any] = Counter()
    for start, unit, use in product(starts, UNITS, (30, None)):
        note(found, 6, written(asked(label, False, unit, use, start)), (label, unit, use, start))
    return found


AMOUNTS = (500, 2_500, 3_300, 5_000, 7_000, 10_000, 12_500, 25_000)


def run(job: tuple[str, bool, int | None, int]) -> Counter[Any]:
    """Run one slice of the sweep."""
    label, child, unit, step = job
    starts = range(STARTS.start, STARTS.stop, step)
    found = slice_of(label, child, unit, starts) + divided(label, child, unit, AMOUNTS)
    if unit is None and not child:
        found += texts(label, starts)
    worst_of.cache_clear()
    return found


def main() -> None:
    """Sweep, print the figures of each property, and fail where one does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=500, help="between two starts, in mcg")
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    began = time.monotonic()
    jobs = list(product(LABELS, (False, True), UNITS, (told.step,)))
    with multiprocessing.Pool(2) as pool:
        found = sum(pool.imap_unordered(run, jobs), Counter[Any]())
    for place, name in enumerate(PROPERTIES):
        print(f"{name}: {found[place, True]:,} cases, {found[place, False]:,} violations")
    for point in found:
        if point[0] == "point":
            print("VIOLATED", PROPERTIES[point[1]], point[2])
    print(f"in {time.monotonic() - began:.0f} s")
    broken = sum(found[place, False] for place in range(len(PROPERTIES)))
    if told.write:
        cases = sum(found[place, True] for place in range(len(PROPERTIES)))
        told.write.write_text(json.dumps({"taper_cases": cases, "taper_violations": broken}))
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
