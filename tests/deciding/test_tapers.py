"""What is true of the steps of a taper, beside a second reading in fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from math import ceil, gcd
from typing import Any

import pytest
from small_cases import days, posology, told

from baclofen_cds.case.posology import Posology
from baclofen_cds.deciding.tapers import (
    Made,
    base_unit,
    is_legal_taper,
    is_long_use,
    left_after,
    length_at,
    lowered,
    lowering_order,
    lowest_after,
    lowest_rung,
    made_of,
    one_in,
    review_step,
    rounded_up,
    rungs_up_to,
    shared_days,
    steps_down,
    unit_of,
    usable,
    whole_units,
)
from baclofen_cds.makeable import Steps

FEW = range(6)
STEPS = range(1, 4)
DAYS = [*days(range(1, 6), 2), *days((1, 2, 5), 3), (1, 4, 4, 2), (3, 3, 3, 3)]


def taper(**terms: Any) -> Posology:
    """Make what is said of a taper: terms of its size and its rungs."""
    return posology(**{f"taper_{name}": value for name, value in terms.items()})


LOW = {"low_below": 3, "low_share": 2, "low_units": 1}
MIDDLE = {"middle_below": 7, "middle_share": 3, "share": 4}
SIZES = [
    taper(largest_drop=most, step=step, rungs=(2, 3, 7, 11), spacing=4, **shares)
    for most, step in ((1, None), (2, None), (3, None), (3, 2), (2, 3))
    for shares in ({"share": 4}, {"share": 3, "low_below": 6, "low_share": 2}, {**LOW, **MIDDLE})
]
"""Sizes of a drop for totals up to 14 or so, with rungs."""

ADULT = (2_500, 5_000, 7_500, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000)
OURS = {
    "largest_drop": 10_000,
    "share": 4,
    "middle_below": 20_000,
    "middle_share": 3,
    "low_below": 10_000,
    "low_share": 2,
    "low_units": 2,
    "spacing": 10_000,
    "unit": 5_000,
    "coarsest_unit": 10_000,
}
"""Policy P5, for an adult."""


def limit(label: Posology, total: int, unit: int) -> Fraction:
    """Return the largest drop, as a fraction: the least of what bounds it."""
    few = Fraction(total, unit) <= label.taper_low_units
    parts = (
        (few or Fraction(total) < label.taper_low_below, label.taper_low_share),
        (Fraction(total) < label.taper_middle_below, label.taper_middle_share),
        (True, label.taper_share),
    )
    part = next(part for holds, part in parts if holds)
    bounds = [label.taper_largest_drop, label.taper_step, Fraction(total, part)]
    return min(Fraction(bound) for bound in bounds if bound is not None)


def lowest(label: Posology, total: int, unit: int) -> int:
    """Count up in whole units to the first total that is near enough; one unit always is."""
    largest = max(whole for whole in range(0, total, unit))
    near = [
        whole
        for whole in range(0, total, unit)
        if total - whole <= limit(label, total, unit) or whole == largest
    ]
    return near[0]


class TestUse:
    """How long a use is, and what length of a taper it gets."""

    def test_long_use(self) -> None:
        """At the line a use is short, beyond it and untold it is long."""
        for used, after in product(FEW, FEW):
            assert is_long_use(used, after) is (used in range(after + 1, 9))
            assert is_long_use(None, after)

    def test_length(self) -> None:
        """The last length holds whose line the use is beyond; untold it is the last of all."""
        one = taper(lengths=((None, 14),))
        assert {length_at(one, used) for used in told(FEW)} == {0}
        three = taper(lengths=((None, 7), (60, 14), (90, 21)))
        found = [length_at(three, used) for used in (0, 60, 61, 90, 91, None)]
        assert found == [0, 0, 1, 1, 2, 2]


class TestUnit:
    """What a taper is made of."""

    def test_usable(self) -> None:
        """What can be made is fine enough up to the coarsest unit."""
        found = [usable(taper(coarsest_unit=3), Steps(unit)) for unit in (2, 3, 4)]
        assert found == [True, True, False]
        assert usable(taper(coarsest_unit=1), Steps(1))

    def test_base(self) -> None:
        """It is the smallest amount that was told; ours where none or too coarse a one was."""
        label = taper(unit=5, coarsest_unit=10)
        assert [base_unit(label, Steps(unit)) for unit in (1, 9, 10, 11)] == [1, 9, 10, 5]
        assert base_unit(label, None) == 5

    def test_unit(self) -> None:
        """It divides what was told and every dose, and is the largest that does."""
        for base, doses in product(range(1, 9), DAYS):
            label = taper(coarsest_unit=9)
            found = unit_of(label, doses, Steps(base))
            assert all(amount % found == 0 for amount in (base, *doses))
            assert found == max(u for u in range(1, 9) if gcd(u, base, *doses) == u)
            assert unit_of(taper(unit=base), doses, None) == found

    def test_nothing_finer_than_can_be_measured(self) -> None:
        """A unit below a computed step is that step."""
        label = posology(taper_coarsest_unit=9, computed_step=3)
        found = {base: unit_of(label, (6, 12), Steps(base)) for base in (1, 2, 3, 4, 6)}
        assert found == {1: 3, 2: 3, 3: 3, 4: 3, 6: 6}

    def test_made(self) -> None:
        """Whole tablets, half of one, or neither."""
        for unit, tablet in product(range(1, 13), range(1, 7)):
            found = made_of(unit, tablet)
            assert (found is Made.WHOLE) is (unit in range(tablet, 99, tablet))
            assert (found is Made.HALF) is (Fraction(unit, tablet) == Fraction(1, 2))

    def test_rounded_up(self) -> None:
        """The lowest whole amount that is not below."""
        for total, unit in product(range(14), STEPS):
            assert rounded_up(total, unit) == ceil(Fraction(total, unit)) * unit

    def test_lowest_rung(self) -> None:
        """It is the first of the listed ones, rounded up."""
        found = {unit: lowest_rung(taper(rungs=ADULT), unit) for unit in (100, 2_500, 5_000)}
        assert found == {100: 2_500, 2_500: 2_500, 5_000: 5_000}


class TestOneDrop:
    """How far one drop leads."""

    def test_share(self) -> None:
        """A low day and a day of few units lose half at most, a middle one a third."""
        label = taper(**OURS)
        found = [one_in(label, total, 1) for total in (9_999, 10_000, 19_999, 20_000)]
        assert found == [2, 3, 3, 4]
        found = [one_in(label, total, 12_000) for total in (24_000, 24_001)]
        assert found == [2, 4]

    def test_lowest(self) -> None:
        """The lowest whole amount within the size, or one unit down."""
        for label, total, unit in product(SIZES, range(1, 15), STEPS):
            found = lowest_after(label, total, unit)
            assert found == lowest(label, total, unit)
            assert 0 <= found < total

    def test_last(self) -> None:
        """From the lowest rung or below it one drop leads to nothing, above it as far as any."""
        for label, total, unit in product(SIZES, range(1, 15), STEPS):
            at_end = total <= ceil(Fraction(2, unit)) * unit
            assert left_after(label, total, unit) == (0 if at_end else lowest(label, total, unit))

    def test_edges(self) -> None:
        """At 10 mg a third holds and below it half, at 20 mg a quarter and below it a third."""
        edges = (9_999, 10_000, 19_999, 20_000, 40_000, 40_001)
        assert {total: lowest_after(taper(**OURS), total, 1) for total in edges} == {
            9_999: 5_000,
            10_000: 6_667,
            19_999: 13_333,
            20_000: 15_000,
            40_000: 30_000,
            40_001: 30_001,
        }

    def test_the_labels_own_step(self) -> None:
        """A printed step is kept to where it is smaller than ours; a larger one allows no more."""
        found = {
            step: lowest_after(taper(**OURS, step=step), 60_000, 1) for step in (9_999, 10_001)
        }
        assert found == {9_999: 50_001, 10_001: 50_000}

    def test_more_leads_no_lower(self) -> None:
        """From one more the lowest is never lower, so that no taper overtakes another."""
        labels = [taper(**OURS), taper(**{**OURS, "low_below": 0})]
        for label, unit in product(labels, (100, 700, 1_000, 2_500, 5_000, 7_000, 10_000)):
            ends = [lowest_after(label, total, unit) for total in range(100, 60_100, 100)]
            assert ends == sorted(ends)


def size(most: int, share: int, rungs: tuple[int, ...], spacing: int) -> Posology:
    """Make a size of a drop of one share, with rungs."""
    return taper(largest_drop=most, share=share, rungs=rungs, spacing=spacing)


class TestLadder:
    """The rungs, and the way down them."""

    def test_ours(self) -> None:
        """In whole tablets, in halves, and as fine as a liquid."""
        label = taper(**OURS, rungs=ADULT)
        ladder = {unit: rungs_up_to(label, 60_000, unit) for unit in (100, 2_500, 5_000)}
        assert ladder[100] == ladder[2_500] == (*ADULT, 50_000, 60_000)
        assert ladder[5_000] == (5_000, 10_000, *ADULT[4:], 50_000, 60_000)

    def test_gaps(self) -> None:
        """Rungs further apart than a drop get more between them, each one drop down."""
        found = rungs_up_to(size(5, 2, (4, 10, 30), 10), 40, 1)
        assert found == (4, 5, 10, 15, 20, 25, 30, 35, 40)
        assert rungs_up_to(size(10, 2, (20, 30), 5), 40, 1) == (20, 30, 35, 40)

    def test_listed_rungs_stand_alone(self) -> None:
        """Where one drop leads from rung to rung, none is added but above the last listed one."""
        label = size(30, 1, (4, 10, 30), 10)
        assert rungs_up_to(label, 30, 1) == (4, 10, 30)
        assert rungs_up_to(label, 41, 1) == (4, 10, 30, 40, 50)

    @pytest.mark.parametrize("top", [1, 8, 30, 31, 47])
    def test_up_to_the_top(self, top: int) -> None:
        """There is a rung at the top or above it, and no more than one."""
        found = rungs_up_to(size(10, 2, (4, 10, 30), 10), top, 1)
        assert [rung for rung in found if rung > 30 and rung >= top][1:] == []
        assert found[-1] >= top

    def test_rises_in_whole_units(self) -> None:
        """Rungs rise, are whole, hold every listed one rounded up, and are one drop apart."""
        for label, unit in product(SIZES, range(1, 6)):
            found = rungs_up_to(label, 23, unit)
            assert list(found) == sorted(set(found))
            assert all(rung % unit == 0 for rung in found)
            assert {rounded_up(rung, unit) for rung in (2, 3, 7, 11, 15, 19, 23)} <= set(found)
            assert all(lowest_after(label, high, unit) <= low for low, high in pairwise(found))

    def test_steps(self) -> None:
        """Each step is the lowest rung that one drop reaches; the last is the lowest rung."""
        for label, unit, count in product(SIZES, range(1, 6), range(1, 13)):
            total = unit * count
            rungs = rungs_up_to(label, total, unit)
            found = steps_down(label, (total,), unit)
            expected, here = [], total
            while here > rungs[0]:
                low = lowest(label, here, unit)
                here = next(rung for rung in rungs if rung >= low)
                expected.append(here)
            assert found == expected
            assert found == [] or (found[-1], found == sorted(found)[::-1]) == (rungs[0], True)

    def test_odd_doses(self) -> None:
        """A rung above what whole units make is passed over, never by more than one drop."""
        label = size(10, 4, (30, 40), 20)
        starts = {doses: steps_down(label, doses, 2) for doses in ODD}
        assert starts == ODD

    def test_whole_units(self) -> None:
        """What is left of a day in whole units is the most that no rise makes."""
        for doses, unit in product(DAYS, STEPS):
            found = whole_units(doses, unit)
            assert lowered(doses, found, unit) is not None
            assert lowered(doses, found + unit, unit) is None


ODD = {
    (42,): [40, 30],
    (41, 1): [40, 30],
    (39, 3): [40, 30],
    (21, 21): [40, 30],
    (15, 15, 11): [38, 30],
    (15, 15, 12): [40, 30],
    (9, 9, 9, 9, 5): [36, 30],
    (3,) * 14: [32, 28],
    (1,) * 42: [32, 24],
}
"""Days of 42 or so, and the totals down from them: at most a quarter of the day at once."""


class TestDoses:
    """The administrations of a day that is lowered."""

    @pytest.mark.parametrize(
        ("times", "first", "order"),
        [
            (1, None, (0,)),
            (2, None, (0, 1)),
            (3, None, (1, 0, 2)),
            (4, None, (1, 2, 0, 3)),
            (5, None, (2, 1, 3, 0, 4)),
            (3, 2, (2, 1, 0)),
            (4, 0, (0, 1, 2, 3)),
        ],
    )
    def test_order(self, times: int, first: int | None, order: tuple[int, ...]) -> None:
        """The named one first, then the middle of the day outwards, bedtime last."""
        assert lowering_order(times, first) == order

    def test_one_unit_at_a_time(self) -> None:
        """As many units are taken as there are to take, always from the largest one left."""
        for doses, unit, first in product(DAYS, STEPS, told((0, 1))):
            left, place = [dose // unit for dose in doses], lowering_order(len(doses), first)
            while True:
                total = sum(left) * unit
                assert lowered(doses, total, unit, first) == tuple(unit * one for one in left)
                if not any(left):
                    break
                most = max(left)
                left[next(p for p in place if left[p] == most)] -= 1

    def test_not_makeable(self) -> None:
        """A total in broken units, or above what whole units make, is none."""
        assert lowered((7, 7, 7), 20, 5) is None
        assert lowered((7, 7, 7), 16, 5) is None
        assert lowered((7, 7, 7), 14, 5) is None
        assert lowered((7, 7, 7), 15, 5) == (5, 5, 5)

    def test_large_days_are_quick(self) -> None:
        """No work is done for each unit of a day."""
        doses = (200_000_000,) * 24
        assert sum(lowered(doses, 4_799_999_999, 1) or ()) == 4_799_999_999


class TestDaysOfATaper:
    """How long each step is held."""

    def test_shared(self) -> None:
        """All days are given out, evenly, what is left to the first steps."""
        for count, length, least in product(range(1, 9), range(22), STEPS):
            found = shared_days(count, length, least)
            assert (len(found), sum(found)) == (count, max(length, count * least))
            assert found == sorted(found, reverse=True)
            assert found[0] - found[-1] <= 1
            assert found[-1] >= least

    def test_review(self) -> None:
        """The first step at half or less; none where there is none."""
        assert review_step(60, [50, 40, 30, 20], 2) == 2
        assert review_step(60, [50, 40, 31, 29], 2) == 3
        assert review_step(60, [50, 40, 31], 2) is None
        assert review_step(60, [50, 21, 20], 3) == 2


class TestLegal:
    """A plan that is none is refused."""

    LABEL = taper(largest_drop=5, share=2, rungs=(2, 9))
    ENDS = {"unit": 1, "length": 6, "least": 2}

    def test_legal(self) -> None:
        """Down to the lowest rung, evenly, for as long as it has to be."""
        assert is_legal_taper(self.LABEL, 8, [4, 2], [3, 3], **self.ENDS)
        assert is_legal_taper(self.LABEL, 8, [4, 3, 2], [3, 2, 2], **self.ENDS)
        assert is_legal_taper(self.LABEL, 2, [2], [6], **self.ENDS)
        assert is_legal_taper(self.LABEL, 8, [6, 3, 2], [2, 2, 2], **self.ENDS)

    @pytest.mark.parametrize(
        ("taken", "totals", "held"),
        [
            (8, [3, 2], [3, 3]),
            (8, [4, 4, 2], [2, 2, 2]),
            (8, [9, 4, 2], [2, 2, 2]),
            (8, [8, 4, 2], [2, 2, 2]),
            (8, [4, 3], [3, 3]),
            (8, [4, 2], [2, 4]),
            (8, [4, 2], [4, 2]),
            (8, [4, 2], [3, 2]),
            (8, [4, 3, 2, 2], [2, 2, 2, 2]),
            (8, [6, 4, 3, 2], [2, 2, 2, 1]),
            (3, [3], [6]),
        ],
    )
    def test_not(self, taken: int, totals: list[int], held: list[int]) -> None:
        """Too far, level, a rise, not down, uneven, the rest last, too short, a step too short."""
        assert not is_legal_taper(self.LABEL, taken, totals, held, **self.ENDS)

    def test_of_our_own_making(self) -> None:
        """What the room makes is legal."""
        for label, unit, count in product(SIZES, range(1, 6), range(1, 13)):
            total = unit * count
            found = steps_down(label, (total,), unit) or [total]
            held = shared_days(len(found), 14, 2)
            ends = {"unit": unit, "length": 14, "least": 2}
            assert is_legal_taper(label, total, found, held, **ends)
