"""What is true of the steps of a taper, beside a second reading in fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from math import ceil, gcd

import pytest
from oracles.pairing import days, told

from baclofen_cds.deciding.tapers import (
    Made,
    half_below,
    is_legal_taper,
    is_long_use,
    left_after,
    lowered,
    lowering_order,
    lowest_after,
    made_of,
    review_step,
    rounded_up,
    rungs_up_to,
    shared_days,
    steps_down,
    unit_of,
    usable,
    whole_units,
)

FEW = range(6)
STEPS = range(1, 4)
DAYS = [*days(range(1, 6), 2), *days((1, 2, 5), 3), (1, 4, 4, 2), (3, 3, 3, 3)]
SHARES = [
    ((None, 4),),
    ((6, 2), (None, 3)),
    ((3, 2), (7, 3), (None, 4)),
]
"""Parts a drop may be, for totals up to 14 or so."""

ADULT = (2_500, 5_000, 7_500, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000)
OURS = ((10_000, 2), (20_000, 3), (None, 4))


def limit(total: int, most: int, shares: tuple[tuple[int | None, int], ...]) -> Fraction:
    """Return the largest drop, as a fraction."""
    part = next(parts for below, parts in shares if below is None or below > total)
    return min(Fraction(most), Fraction(total, part))


def lowest(total: int, unit: int, most: int, shares: tuple[tuple[int | None, int], ...]) -> int:
    """Count up in whole units to the first total that is near enough; one unit always is."""
    largest = max(whole for whole in range(0, total, unit))
    near = [
        whole
        for whole in range(0, total, unit)
        if total - whole <= limit(total, most, shares) or whole == largest
    ]
    return near[0]


class TestUnit:
    """What a taper is made of."""

    def test_long_use(self) -> None:
        """At the line a use is short, beyond it and untold it is long."""
        for used, after in product(FEW, FEW):
            assert is_long_use(used, after) is (used in range(after + 1, 9))
            assert is_long_use(None, after)

    def test_usable(self) -> None:
        """A unit up to the largest, that was told."""
        assert [usable(unit, 3) for unit in (None, 2, 3, 4)] == [False, True, True, False]

    def test_unit(self) -> None:
        """It divides what was told and every dose, and is the largest that does."""
        for base, doses in product(range(1, 9), DAYS):
            found = unit_of(base, doses, 1)
            assert all(amount % found == 0 for amount in (base, *doses))
            assert found == max(u for u in range(1, 9) if gcd(u, base, *doses) == u)
            assert unit_of(base, doses, 3) == max(found, 3)

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

    def test_half_below(self) -> None:
        """A day of two units is below it, and a low day; one unit more is not."""
        assert [half_below(2, 2, low) for low in (0, 5, 6, 9)] == [5, 5, 6, 9]
        assert half_below(3, 2, 0) == 7


class TestOneDrop:
    """How far one drop leads."""

    def test_lowest(self) -> None:
        """The lowest whole amount within the size, or one unit down."""
        for total, unit, most, shares in product(range(1, 15), STEPS, STEPS, SHARES):
            found = lowest_after(total, unit, most, shares)
            assert found == lowest(total, unit, most, shares)
            assert 0 <= found < total

    def test_last(self) -> None:
        """From the lowest rung or below it one drop leads to nothing, above it as far as any."""
        for total, unit, most, shares in product(range(1, 15), STEPS, STEPS, SHARES):
            found = left_after(total, 3, unit, most, shares)
            assert found == (lowest(total, unit, most, shares) if total > 3 else 0)

    def test_edges(self) -> None:
        """At 10 mg a third holds and below it half, at 20 mg a quarter and below it a third."""
        at = {
            total: lowest_after(total, 1, 10_000, OURS)
            for total in (9_999, 10_000, 19_999, 20_000, 40_000, 40_001)
        }
        assert at == {
            9_999: 5_000,
            10_000: 6_667,
            19_999: 13_333,
            20_000: 15_000,
            40_000: 30_000,
            40_001: 30_001,
        }

    def test_more_leads_no_lower(self) -> None:
        """From one more the lowest is never lower, so that no taper overtakes another."""
        for unit, most, shares in product(STEPS, STEPS, SHARES):
            ends = [lowest_after(total, unit, most, shares) for total in range(1, 30)]
            assert ends == sorted(ends)


class TestLadder:
    """The rungs, and the way down them."""

    def test_ours(self) -> None:
        """In whole tablets, in halves, and as fine as a liquid."""
        ladder = {
            unit: rungs_up_to(60_000, ADULT, 10_000, unit, 10_000, OURS)
            for unit in (100, 2_500, 5_000)
        }
        assert ladder[100] == ladder[2_500] == (*ADULT, 50_000, 60_000)
        assert ladder[5_000] == (5_000, 10_000, *ADULT[4:], 50_000, 60_000)

    def test_gaps(self) -> None:
        """Rungs further apart than a drop get more between them, each one drop down."""
        found = rungs_up_to(40, (4, 10, 30), 10, 1, 5, ((None, 2),))
        assert found == (4, 5, 10, 15, 20, 25, 30, 35, 40)
        assert rungs_up_to(40, (20, 30), 5, 1, 10, ((None, 2),)) == (20, 30, 35, 40)

    def test_listed_rungs_stand_alone(self) -> None:
        """Where one drop leads from rung to rung, none is added but above the last listed one."""
        assert rungs_up_to(30, (4, 10, 30), 10, 1, 30, ((None, 1),)) == (4, 10, 30)
        assert rungs_up_to(41, (4, 10, 30), 10, 1, 30, ((None, 1),)) == (4, 10, 30, 40, 50)

    @pytest.mark.parametrize("top", [1, 8, 30, 31, 47])
    def test_up_to_the_top(self, top: int) -> None:
        """There is a rung at the top or above it, and no more than one."""
        found = rungs_up_to(top, (4, 10, 30), 10, 1, 10, ((None, 2),))
        assert [rung for rung in found if rung > 30 and rung >= top][1:] == []
        assert found[-1] >= top

    def test_rises_in_whole_units(self) -> None:
        """Rungs rise, are whole, hold every listed one rounded up, and are one drop apart."""
        for unit, most, shares in product(range(1, 6), range(1, 6), SHARES):
            found = rungs_up_to(23, (2, 3, 7, 11), 4, unit, most, shares)
            assert list(found) == sorted(set(found))
            assert all(rung % unit == 0 for rung in found)
            assert {rounded_up(rung, unit) for rung in (2, 3, 7, 11, 15, 19, 23)} <= set(found)
            assert all(lowest_after(b, unit, most, shares) <= a for a, b in pairwise(found))

    def test_steps(self) -> None:
        """Each step is the lowest rung that one drop reaches; the last is the lowest rung."""
        for total, unit, most, shares in product(range(1, 24), range(1, 6), STEPS, SHARES):
            rungs = rungs_up_to(total, (2, 3, 7, 11), 4, unit, most, shares)
            found = steps_down(total, total, rungs, unit, most, shares)
            expected, here = [], total
            while here > rungs[0]:
                low = lowest(here, unit, most, shares)
                here = next(rung for rung in rungs if rung >= low)
                expected.append(here)
            assert found == expected
            assert found == [] or (found[-1], found == sorted(found)[::-1]) == (rungs[0], True)

    def test_odd_doses(self) -> None:
        """A rung above what whole units make is passed over, never by more than one drop."""
        size = (1, 10, ((None, 4),))
        rungs = rungs_up_to(21, (15, 20), 10, *size)
        starts = {whole: steps_down(21, whole, rungs, *size) for whole in (21, 19, 16, 15)}
        assert starts == {21: [20, 15], 19: [19, 15], 16: [16, 15], 15: [16, 15]}

    def test_whole_units(self) -> None:
        """What is left of a day in whole units is the most that no rise makes."""
        for doses, unit in product(DAYS, STEPS):
            found = whole_units(doses, unit)
            assert lowered(doses, found, unit) is not None
            assert lowered(doses, found + unit, unit) is None


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

    SIZE = (1, 5, ((None, 2),))
    ENDS = {"lowest": 2, "length": 6, "least": 2}

    def test_legal(self) -> None:
        """Down to the lowest rung, evenly, for as long as it has to be."""
        assert is_legal_taper(8, [4, 2], [3, 3], *self.SIZE, **self.ENDS)
        assert is_legal_taper(8, [4, 3, 2], [3, 2, 2], *self.SIZE, **self.ENDS)
        assert is_legal_taper(2, [2], [6], *self.SIZE, **self.ENDS)
        assert is_legal_taper(8, [6, 3, 2], [2, 2, 2], *self.SIZE, **self.ENDS)

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
        assert not is_legal_taper(taken, totals, held, *self.SIZE, **self.ENDS)

    def test_of_our_own_making(self) -> None:
        """What the room makes is legal."""
        for total, unit, most, shares in product(range(1, 24), range(1, 6), STEPS, SHARES):
            rungs = rungs_up_to(total, (2, 3, 7, 11), 4, unit, most, shares)
            found = steps_down(total, total, rungs, unit, most, shares) or [total]
            held = shared_days(len(found), 14, 2)
            size, ends = (unit, most, shares), {"lowest": rungs[0], "length": 14, "least": 2}
            assert is_legal_taper(total, found, held, *size, **ends)
