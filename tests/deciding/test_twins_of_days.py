"""Every deciding function on days of several doses says what its twin says."""

from __future__ import annotations

from itertools import combinations, product

from oracles.pairing import agree, days, told

from baclofen_cds.deciding.rises import (
    by_increment,
    in_whole_steps,
    is_legal_rise,
    next_rung,
    plan_cap,
    printed_from,
    raised,
    rung_left,
    rung_reached,
)

BOTH = (False, True)
FEW = range(6)
STEPS = range(1, 4)
SMALL_DAYS = [*days(FEW, 2), *days((1, 2, 4), 3), *product((0, 1, 3), repeat=4)]
RUNGS = ((1,), (1, 1), (3,), (2, 2), (1, 2, 2), (6,), (4, 3))
LADDERS = [ladder for many in range(1, 4) for ladder in combinations(RUNGS, many)]


class TestRises:
    """One step up."""

    def test_whole_steps(self) -> None:
        """Days with and without a broken step."""
        agree(in_whole_steps, SMALL_DAYS, range(1, 5))

    def test_next_rung(self) -> None:
        """Totals below, at, between and above the rungs, with every top and step."""
        agree(next_rung, [(), *LADDERS], range(8), range(8), STEPS)

    def test_rung_reached(self) -> None:
        """Totals below, at, between and above the rungs."""
        agree(rung_reached, LADDERS, range(9))

    def test_rung_left(self) -> None:
        """Days that are a rung, are one divided in another way, or none."""
        agree(rung_left, LADDERS, [*RUNGS, (2, 1), (9,)], told(range(4)), within=range(3))

    def test_printed_from(self) -> None:
        """Days below, at and above the start, divided as printed and not."""
        agree(printed_from, SMALL_DAYS, FEW, [(), (1,), (2, 3), (1, 3, 4)])

    def test_by_increment(self) -> None:
        """Increments by day and by administration, whole or not, with and without room."""
        agree(
            by_increment,
            [*days((1, 2, 4), 2), (2, 2, 2), (3, 3, 3), (2, 4, 2), (1, 1, 1, 1)],
            (1, 2, 3),
            range(1, 6),
            top=range(15),
            step=STEPS,
            by_day=BOTH,
        )

    def test_raised(self) -> None:
        """Even and uneven days, raised by nothing and by much."""
        agree(raised, SMALL_DAYS, range(16), STEPS)

    def test_plan_cap(self) -> None:
        """A target below, at and above the top, and none."""
        agree(plan_cap, told(FEW), FEW)

    def test_legal_rise(self) -> None:
        """Every plan of up to four small totals, and an empty one."""
        agree(is_legal_rise, [(), *days(range(4), 4)], range(5))
