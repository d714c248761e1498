"""The public verbs beside the oracle, about kidneys: computed rates, changes, ages of results.

Each comparison yields whether a point agrees. Where the oracle answers single questions only,
what follows from them together is written here, as the policy says it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice, product
from typing import Any

import asking
import plain_kidneys as plain
import sheets
from sampling import drawn, one_in

import baclofen_cds as bc

Point = tuple[bool, Any]

CLEARANCES = (3_000, 5_000)
RATES = (1_500, 3_000, 6_000)
LEVELS = (9_000, 2_210_000)
"""The creatinines that are accepted, in nanomoles per litre: 9 µmol/L to 25 mg/dL."""

YEARS = (18, 45, 64, 65, 74, 75, 84, 100)
SEXES = (True, False, None)
BODIES = (
    (None, None),
    (45_000, None),
    (52_019, 1_700),  # a body mass index below 18, and at it
    (52_020, 1_700),
    (86_699, 1_700),  # below 30, and at it
    (86_700, 1_700),
    (115_600, 1_700),  # at 40, and above it
    (115_601, 1_700),
    (70_000, 1_700),
)
TAKEN = 20_000
CAUSE = "multiple sclerosis"
NEVER = ("out of scope", "contraindicated", "withheld")


def severity_triples(every: int = 1) -> Iterator[Point]:
    """Yield every edge of a rate, a clearance and an amount, starting and taking.

    A change that two results tell is asked about where the rate is not impaired.
    """
    rates = [None, 1, *_around(RATES), 9_000]
    totals = [None, *_around((5_000, 20_000)), 80_000]
    clearances = (None, *_around(CLEARANCES), 9_000)
    begins = (False, True)
    told = product(rates, plain.DIALYSES, plain.STATES, totals, begins, clearances, (False,))
    well = [rate for rate in rates if rate is None or rate >= 6_000]
    inferred = product(well, plain.DIALYSES, ("changing",), totals, begins, (None,), (True,))
    for asked in (told, inferred):
        for facts in one_in(every, asked):
            theirs, mine = sheets.kidney_severity(*facts), asking.kidney_severity(*facts)
            yield mine == theirs, (*facts, mine, theirs)


def computed(label: str, every: int = 1) -> Iterator[Point]:
    """Yield a start, the band, the rate and two gravities from a creatinine at every edge."""
    asked = (
        (label, years, level, female, *body)
        for years, female, body in product(YEARS, SEXES, BODIES)
        for level in levels_at_edges(label, years, female, *body)
    )
    for facts in one_in(every, asked):
        theirs, mine = _computed_theirs(*facts), _computed_mine(*facts)
        yield mine == theirs, (*facts, mine, theirs)


def levels_at_edges(
    label: str, years: int, female: bool | None, grams: int | None, mm: int | None
) -> list[int]:
    """Return the creatinines about which the rate, or the clearance, passes an edge."""
    found = {88_400} | _levels_of_rates(label, years, female)
    if grams is not None and sheets.clearance_gates(12 * years, grams, mm):
        for edge in CLEARANCES:
            found |= _about(
                lambda level: sheets.cockcroft_gault(level, years, grams, mm, female), edge
            )
    return sorted(found)


@cache
def _levels_of_rates(label: str, years: int, female: bool | None) -> set[int]:
    found: set[int] = set()
    for edge in RATES:
        found |= _about(lambda level: sheets.egfr_of(label, level, years, female), edge)
    return found


def _about(rate: Any, edge: int) -> set[int]:
    """Return the last creatinine at which a falling rate reaches an edge, and its neighbours."""
    low, high = LEVELS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if rate(middle) >= edge else (low, middle)
    return {level for level in (low - 1, low, high) if LEVELS[0] <= level <= LEVELS[1]}


def _clearance(
    years: int, level: int, female: bool | None, grams: int | None, mm: int | None
) -> int | None:
    """Return the oracle's clearance where it gates and can be computed."""
    if grams is None or not sheets.clearance_gates(12 * years, grams, mm):
        return None
    return sheets.cockcroft_gault(level, years, grams, mm, female)


def _computed_theirs(
    label: str, years: int, level: int, female: bool | None, grams: int | None, mm: int | None
) -> Any:
    rate = sheets.egfr_of(label, level, years, female)
    clearance = _clearance(years, level, female, grams, mm)
    kidneys = (rate, "none", "stable")
    start = sheets.start(label, 12 * years, grams, *kidneys, CAUSE, clearance)
    band = sheets.kidney_band(*kidneys, clearance)
    taken = sheets.kidney_severity(*kidneys, TAKEN, False, clearance)
    begun = sheets.kidney_severity(*kidneys, None, True, clearance)
    return _ways(*start), (band, rate), taken, begun


def _computed_mine(
    label: str, years: int, level: int, female: bool | None, grams: int | None, mm: int | None
) -> Any:
    patient = asking.with_creatinine(12 * years, level, female, grams=grams, mm=mm)
    begun = bc.renal_caution(
        patient, bc.NOT_TAKING, profile=asking.profile_of(label), starting=True
    )
    return (
        asking.start_of(label, patient),
        asking.kidneys_of(label, patient),
        asking.severity_of(label, patient, TAKEN, starting=False),
        asking.gravest(begun),
    )


def _ways(outcome: str, total: int | None, times: frozenset[int]) -> asking.Start:
    """Divide an adult's total as the label says."""
    return outcome, frozenset((n, (total or 0) // n) for n in times)


def equations(every: int = 1) -> Iterator[Point]:
    """Yield every equation at its constants, and far from them."""
    levels = (30_000, 61_879, 61_880, 61_881, 79_559, 79_560, 79_561, 105_000, 400_000)
    cystatins = (300, 799, 800, 801, 1_500, 6_000)
    asked = product(levels, cystatins, (18, 39, 40, 41, 75, 101), SEXES)
    for level, cystatin, years, female in one_in(every, asked):
        both = (level, cystatin, years, female)
        theirs = (
            sheets.ckd_epi_2009(level, years, female),
            sheets.ckd_epi_2021(level, years, female),
            sheets.ekfc(level, years, female),
            sheets.combined_2021(*both),
            sheets.cystatin_2012(cystatin, years, female),
        )
        patient = asking.with_creatinine(
            12 * years, level, female, cystatin_c=cystatin * bc.ureg.microgram / bc.ureg.L
        )
        mine = tuple(int(one(patient).hundredths) for one in _EQUATIONS)
        yield mine == theirs, (*both, mine, theirs)


_EQUATIONS = (
    bc.kidney.ckd_epi_2009,
    bc.kidney.ckd_epi_2021,
    bc.kidney.ekfc,
    bc.kidney.ckd_epi_2021_creatinine_cystatin,
    bc.kidney.ckd_epi_2012_cystatin,
)


def clearances(every: int = 1) -> Iterator[Point]:
    """Yield every clearance, and the rate of this body, about every edge of a weight."""
    levels = (45_000, 79_560, 88_400, 151_300)
    asked = product(levels, YEARS, SEXES, [body for body in BODIES if body[0]])
    for level, years, female, (grams, mm) in one_in(every, asked):
        patient = asking.with_creatinine(12 * years, level, female, grams=grams, mm=mm)
        rate = bc.kidney.ckd_epi_2021(patient)
        theirs = [sheets.cockcroft_gault(level, years, grams, mm, female)]
        mine = [int(bc.kidney.cockcroft_gault(patient).hundredths)]
        if mm is not None:
            theirs.append(sheets.de_indexed(int(rate.hundredths), grams, mm))
            mine.append(int(bc.kidney.absolute(rate, patient).hundredths))
        yield mine == theirs, (level, years, female, grams, mm, mine, theirs)


def by_cystatin(label: str, every: int = 1) -> Iterator[Point]:
    """Yield a start, and the rate, with a fresh cystatin C: no clearance gates beside it."""
    levels, cystatins = (
        (45_000, 88_400, 200_000, 400_000),
        (700, 1_000, 1_400, 1_900, 2_600, 4_500),
    )
    bodies = ((None, None), (45_000, None), (52_019, 1_700), (86_700, 1_700), (40_000, 1_500))
    asked = product((45, 64, 75, 84), levels, cystatins, SEXES, bodies)
    for years, level, cystatin, female, (grams, mm) in one_in(every, asked):
        rate = sheets.combined_2021(level, cystatin, years, female)
        if mm is not None:
            rate = min(rate, sheets.de_indexed(rate, grams, mm))
        kidneys = (rate, "none", "stable", CAUSE, SET_ASIDE)
        theirs = _ways(*sheets.start(label, 12 * years, grams, *kidneys)), rate
        mass = cystatin * bc.ureg.microgram / bc.ureg.L
        told = {"cystatin_c": mass, "cystatin_c_on": asking.AS_OF, "grams": grams, "mm": mm}
        patient = asking.with_creatinine(12 * years, level, female, **told)
        mine = asking.start_of(label, patient), asking.kidneys_of(label, patient)[1]
        yield mine == theirs, (label, years, level, cystatin, female, grams, mm, mine, theirs)


SET_ASIDE = 20_000
"""Stands for a clearance that does not gate: above every edge."""


def rises_of_creatinine(label: str, every: int = len(sheets.LABELS)) -> Iterator[Point]:
    """Yield a start, and two gravities, after two or three creatinines about every edge.

    The labels share the series among them: each is asked about one in so many, from another
    one on.
    """
    first = (list(sheets.LABELS).index(label) + drawn(every)) % every
    for series in islice(_series(), first, None, every):
        rate = sheets.egfr_of(label, series[-1][1], 45, True)
        results = sorted((-back, level) for back, level in series)
        changing = sheets.changing(results)
        kidneys = (rate, "none", "changing" if changing else "stable")
        mild = changing and rate >= 6_000 and _below_twice(results)
        theirs = (
            _ways(*sheets.start(label, 540, None, *kidneys, CAUSE)),
            sheets.kidney_severity(*kidneys, TAKEN, False, None, mild),
            sheets.kidney_severity(*kidneys, TAKEN, True, None, mild),
        )
        patient = asking.with_creatinines(540, True, series)
        mine = (
            asking.start_of(label, patient),
            asking.severity_of(label, patient, TAKEN, starting=False),
            asking.severity_of(label, patient, TAKEN, starting=True),
        )
        yield mine == theirs, (label, series, mine, theirs)


def _below_twice(results: list[tuple[int, int]]) -> bool:
    """Whether no rise of the change, from the lowest result it began at, was to twice or more."""
    doubled = False
    for place, after in enumerate(results):
        begun = [b[1] for b in results[:place] if sheets.changing([b, after])]
        going_on = sheets.changing(results[: place + 1])
        doubled = going_on and (doubled or (bool(begun) and after[1] >= 2 * min(begun)))
    return not doubled


def _series() -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield two or three creatinines, days ago and nanomoles per litre, about every edge.

    None of them is so high that its rate was below 30: that is another question.
    """
    for first, gap in product((35_000, 52_999, 53_000, 53_001, 80_000), range(9)):
        edges = {first + 26_500, first * 3 // 2, first * 2}
        for second in sorted({e + side for e in edges for side in (-1, 0, 1)} | {first - 20_000}):
            yield (gap, first), (0, second)
            for later in (0, 1, 2, 3, 4, 8):
                for third in (second - 1, second, first, second * 3 // 2 - 1, second * 3 // 2):
                    if third < 150_000:
                        yield (gap + later, first), (later, second), (0, third)


def recent_lows(label: str, every: int = 1) -> Iterator[Point]:
    """Yield how a start ends after rates of several days, a low one among them."""
    rates = (1_499, 2_999, 3_000, 6_000)
    earlier = ((), *(((back, rate),) for back in (1, 2, 89, 90, 91, 92) for rate in rates))
    between = ((), *(((back, rate),) for back in (0, 1, 2, 88) for rate in rates))
    for facts in one_in(every, product(earlier, between, (0, 1), rates)):
        before, middle, back, newest = facts
        history = (*before, *middle, (back, newest))
        theirs = _after_rates(label, history)
        mine = asking.start_of(label, asking.with_rates(540, history))[0]
        yield mine == theirs, (label, history, mine, theirs)


def _after_rates(label: str, history: tuple[tuple[int, int], ...]) -> str:
    """Answer by the newest rate, the lowest of its day, where it may be relied on.

    Where it may not, nothing is permitted, and every rate there is adds its caution.
    """
    last = min(back for back, _ in history)
    newest = min(rate for back, rate in history if back == last)
    fresh = last <= sheets.freshness_days(540, newest, None, False, False)
    low = sheets.recently_low([(-back, rate) for back, rate in history], 0)
    return _end(
        label, 540, newest, None, fresh=fresh and not low, lowest=min(r for _, r in history)
    )


def _end(
    label: str, months: int, rate: int, clearance: int | None, *, fresh: bool, lowest: int
) -> str:
    """Return how a start ends: what is not fresh may withhold, and never permits."""
    known = (rate if fresh else lowest, "none", "stable", CAUSE, clearance)
    outcome: str = sheets.start(label, months, None, *known)[0]
    return outcome if fresh or outcome in NEVER else "insufficient data"


def ages_of_results(label: str, every: int = 1) -> Iterator[Point]:
    """Yield how a start ends about every age a rate and a clearance may have."""
    kidneys = [(540, rate, None) for rate in (2_999, 3_000, 5_999, 6_000)]
    kidneys += [(months, 6_000, None) for months in (779, 780, 899)]
    kidneys += [(900, *both) for both in product((2_999, 5_999, 6_000), (2_999, 4_999, 5_000))]
    days = (0, *_around((3, 30, 90, 365)))
    asked = product(kidneys, days, (False, True), (True, False, None))
    for (months, rate, clearance), old, complete, ill in one_in(every, asked):
        longest = sheets.freshness_days(months, rate, clearance, not complete, ill is True)
        theirs = _end(label, months, rate, clearance, fresh=old <= longest, lowest=rate)
        told = {"days": old, "complete": complete, "acutely_ill": ill}
        mine = asking.start_of(label, asking.dated(months, rate, clearance, **told))[0]
        facts = (label, months, rate, clearance, old, complete, ill)
        yield mine == theirs, (*facts, mine, theirs)


def _around(marks: tuple[int, ...]) -> list[int]:
    return sorted({mark + side for mark in marks for side in (-1, 0, 1)})
