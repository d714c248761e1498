"""One step up: it stays within its bounds, beside a second reading of what it leads to."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from small_cases import days, of_child, place, posology, rung, told

from baclofen_cds.case.posology import Posology
from baclofen_cds.deciding.rises import (
    NoRise,
    all_made,
    by_increment,
    day_of,
    gentlest_of_old,
    goes_beyond,
    hold_of,
    is_legal_rise,
    largest_rise,
    leads_to_maximum,
    next_rung,
    plan_cap,
    printed_from,
    raised,
    rise_from,
    rung_left,
    rung_reached,
    total_of,
)
from baclofen_cds.makeable import Steps

BOTH = (False, True)
FEW = range(6)
STEPS = tuple(Steps(step) for step in range(1, 4))
DAYS = [*days(range(1, 5), 2), *days((1, 2, 4), 3), (1, 3, 3, 0), (2, 2, 2, 2), (1, 1, 1, 1)]
RUNGS = [rung(*told) for told in ((1, 1), (2, 1), (1, 3), (2, 2), (5, 1), (2, 3), (4, 2))]
LADDERS = [ladder for many in range(1, 4) for ladder in combinations(RUNGS, many)]


class Tablets:
    """What can be made of tablets of 3 and of 5: not every whole number."""

    AMOUNTS = tuple(sorted({3 * a + 5 * b for a, b in product(range(20), range(20))}))

    def not_above(self, micrograms: int) -> int:
        """Return the largest makeable amount that is not above this one."""
        return max(one for one in self.AMOUNTS if one <= micrograms)

    def not_below(self, micrograms: int) -> int:
        """Return the smallest makeable amount that is not below this one."""
        return min(one for one in self.AMOUNTS if one >= micrograms)

    def makes(self, micrograms: int) -> bool:
        """Whether this very amount can be made."""
        return micrograms in self.AMOUNTS


class TestMade:
    """What can be made."""

    def test_all(self) -> None:
        """A day can be made where each of its administrations is a whole number of steps."""
        for doses, step in product(DAYS, STEPS):
            assert all_made(doses, step) is (sum(dose % step.step for dose in doses) == 0)
        assert all_made((3, 8), Tablets())
        assert not all_made((3, 7), Tablets())


class TestLadder:
    """What a printed ladder leads to."""

    def test_rung(self) -> None:
        """A rung is a day of equal administrations."""
        assert (day_of(rung(5_000, 3)), total_of(rung(5_000, 3))) == ((5_000,) * 3, 15_000)

    def test_next(self) -> None:
        """It is the lowest rung above the total, where it fits below the top and can be made."""
        for ladder, total, top, step in product(LADDERS, range(9), range(9), STEPS):
            above = [one for one in ladder if one.each * one.times_per_day > total]
            found = next_rung(ladder, total, top, step)
            if not above:
                assert found is NoRise.NOT_PRINTED
            elif above[0].each * above[0].times_per_day > top:
                assert found is NoRise.AT_TOP
            elif above[0].each % step.step:
                assert found is NoRise.NOT_MAKEABLE
            else:
                day = (above[0].each,) * above[0].times_per_day
                assert found == (day, day)

    def test_reached(self) -> None:
        """It is the highest rung that is not above the total; below the first, the first."""
        for ladder, total in product(LADDERS, range(10)):
            reached = sum(one.each * one.times_per_day <= total for one in ladder)
            assert rung_reached(ladder, total) is ladder[max(reached, 1) - 1]

    def test_hold(self) -> None:
        """A day is held as long as the rung it reaches; without a ladder as the label says."""
        label = posology(rungs=(rung(5, 1, 3), rung(5, 2, 4), rung(5, 3, 7)), hold=(1, 2))
        found = [hold_of(label, total) for total in (4, 5, 9, 10, 14, 15, 99)]
        assert found == [(3, 3)] * 3 + [(4, 4)] * 2 + [(7, 7)] * 2
        assert hold_of(posology(hold=(3, 4)), 10) == (3, 4)
        assert hold_of(posology(), 10) is None

    def test_left(self) -> None:
        """A day that is a rung, divided so, came from the rung below, where it did so lately."""
        label = posology(rungs=(rung(5, 1), rung(5, 2), rung(5, 3)))
        found = {
            (doses, held): rung_left(label, doses, held, within=2)
            for doses, held in product(((5,), (5, 5), (10,), (5, 5, 5)), told(range(4)))
        }
        lately = {
            (day, held): label.rungs[len(day) - 2]
            for day, held in product(((5, 5), (5, 5, 5)), range(3))
        }
        assert {point: one for point, one in found.items() if one is not None} == lately

    def test_to_the_printed_maximum(self) -> None:
        """From the last rung on, and below the maximum, one step leads to it."""
        label = posology(rungs=(rung(5, 3), rung(10, 3), rung(20, 3)), beyond_ladder=80)
        found = [leads_to_maximum(label, total) for total in (15, 59, 60, 79, 80, 81)]
        assert found == [None, None, 80, 80, None, None]
        assert leads_to_maximum(posology(rungs=(rung(20, 3),)), 60) is None


class TestIncrement:
    """A bounded increment."""

    @pytest.mark.parametrize("by_day", BOTH)
    def test_second_reading(self, by_day: bool) -> None:
        """Both ends are what trying every number of whole steps finds."""
        kinds = product(DAYS, (1, 2, 3), range(3), range(5, 15), STEPS)
        for doses, low, extra, top, step in kinds:
            bounds = {"top": top, "makeable": step, "by_day": by_day}
            found = by_increment(doses, low, low + extra, **bounds)
            assert found == ends(doses, low, low + extra, top, step, by_day)
            whole = isinstance(found, NoRise) or {type(dose) for day in found for dose in day} == {
                int
            }
            assert whole, "no fraction comes out"

    @pytest.mark.parametrize("by_day", BOTH)
    def test_within_its_bounds(self, by_day: bool) -> None:
        """A rise is the gentlest increment, at most the fastest, within the top, and makeable."""
        for doses, low, extra, top in product(DAYS, range(1, 4), range(3), range(6, 16)):
            for made in (*STEPS, Tablets()):
                found = by_increment(
                    doses, low, low + extra, top=top, makeable=made, by_day=by_day
                )
                if isinstance(found, NoRise):
                    continue
                gains = [sum(day) - sum(doses) for day in found]
                times = 1 if by_day else len(doses)
                assert gains[0] == low * times
                assert gains[0] <= gains[1] <= (low + extra) * times
                assert sum(found[1]) <= top
                assert all(made.makes(dose) for day in found for dose in day)

    def test_no_room(self) -> None:
        """A gentlest end for which there is no room below the top is never taken."""
        bounds = {"makeable": Steps(1), "by_day": False}
        found = [by_increment((2, 2, 2), 1, 1, top=top, **bounds) for top in range(6, 10)]
        assert found == [NoRise.AT_TOP] * 3 + [((3, 3, 3),) * 2]

    def test_not_makeable(self) -> None:
        """A day that cannot be made is not raised, nor one of which less than it gains can."""
        for by_day in BOTH:
            bounds = {"top": 99, "by_day": by_day}
            odd = by_increment((7, 3), 1, 1, makeable=Tablets(), **bounds)
            assert odd is NoRise.NOT_MAKEABLE
            coarse = by_increment((2, 2), 1, 1, makeable=Steps(2), **bounds)
            assert coarse is NoRise.NOT_MAKEABLE


def ends(
    doses: tuple[int, ...], low: int, high: int, top: int, step: Steps, by_day: bool
) -> tuple[tuple[int, ...], tuple[int, ...]] | NoRise:
    """Try every number of whole steps, and take the most that an end and the top leave room for.

    A step is one tablet for the day, or one for each administration.
    """
    many, total = (1 if by_day else len(doses)), sum(doses)

    def day_after(end: int) -> tuple[int, ...]:
        steps = max(
            count
            for count in range(end // step.step + 1)
            if count == 0 or total + count * step.step * many <= top
        )
        if by_day:
            return lined_up(doses, total + steps * step.step, step.step)
        return tuple(dose + steps * step.step for dose in doses)

    if sum(dose % step.step for dose in doses):
        return NoRise.NOT_MAKEABLE
    if top - total < low * many:
        return NoRise.AT_TOP
    gentle, fast = day_after(low), day_after(high)
    enough = min(sum(gentle), sum(fast)) - total >= low * many
    return (gentle, fast) if enough else NoRise.NOT_MAKEABLE


def lined_up(doses: tuple[int, ...], total: int, step: int) -> tuple[int, ...]:
    """Line up every single raise by the height it starts from, and carry out the first.

    The n-th raise of an administration starts n steps above it; the lowest comes first, and
    of equal ones the latest of the day.
    """
    count = max(0, total - sum(doses)) // step
    line = sorted(
        (dose + number * step, -place)
        for place, dose in enumerate(doses)
        for number in range(count)
    )[:count]
    places = [-behind for _, behind in line]
    return tuple(dose + step * places.count(place) for place, dose in enumerate(doses))


class TestRaised:
    """The administrations of a day that is raised."""

    def test_second_reading(self) -> None:
        """The smallest is raised first, of equal ones the last, as often as the total allows."""
        for doses, total, step in product(DAYS, range(18), STEPS):
            if all_made(doses, step):
                found = raised(doses, total, step)
                assert found == lined_up(doses, total, step.step)
                assert all(type(dose) is int for dose in found)

    def test_never_passed(self) -> None:
        """No administration falls, and the total is not passed, whatever can be made."""
        for doses, total, made in product(DAYS, range(18), (*STEPS, Tablets())):
            found = raised(doses, total, made)
            assert all(after >= before for before, after in zip(doses, found, strict=True))
            assert sum(found) <= max(total, sum(doses))

    def test_even_days_of_much_are_quick(self) -> None:
        """An even day goes up in whole rounds at once, however many there are."""
        assert sum(raised((1,) * 24, 4_799_999_999, Steps(1))) == 4_799_999_999

    def test_tablets(self) -> None:
        """To the next amount that can be made, as far as there is one below the total."""
        assert raised((3, 3), 12, Tablets()) == (6, 6)
        assert raised((3, 3), 11, Tablets()) == (5, 6)
        assert raised((3, 5), 10, Tablets()) == (5, 5)
        assert raised((3, 5), 9, Tablets()) == (3, 5)


LADDER = {"rungs": (rung(5, 1), rung(5, 2)), "start": 5, "divisions": (1,)}
SIZES = {"increase": (5, 10), "increase_of_day": True, "increase_read": True}
OF_EACH = {"increase": (5, 10), "increase_of_day": False}
PRINTED = {"start": 10, "divisions": (2, 3)}


class TestRiseFrom:
    """The next step up, or why there is none."""

    @pytest.mark.parametrize(
        ("label", "doses", "top", "expected"),
        [
            (posology(**LADDER), (5,), 20, ((5, 5), (5, 5))),
            (posology(**LADDER), (5,), 5, NoRise.AT_TOP),
            (posology(**LADDER), (5, 5), 20, NoRise.NOT_PRINTED),
            (posology(**PRINTED, **SIZES), (5, 5), 20, ((5, 10), (10, 10))),
            (posology(**PRINTED, **SIZES), (5, 5), 15, ((5, 10), (5, 10))),
            (posology(**PRINTED, **SIZES), (5, 5), 10, NoRise.AT_TOP),
            (posology(**PRINTED, **SIZES), (5,), 20, NoRise.NOT_PRINTED),
            (posology(**PRINTED, **OF_EACH), (5, 5), 30, ((10, 10), (15, 15))),
            (posology(**PRINTED, increase_read=True), (5, 5), 20, NoRise.NO_SIZE),
            (posology(**PRINTED), (5, 5), 20, NoRise.UNREAD),
            (of_child(**LADDER, increase_read=True), (5,), 20, NoRise.NO_SIZE),
            (of_child(**LADDER), (5,), 20, NoRise.UNREAD),
            (of_child(**LADDER), (5,), 5, NoRise.AT_TOP),
        ],
    )  # fmt: skip
    def test_each_way(
        self, label: Posology, doses: tuple[int, ...], top: int, expected: object
    ) -> None:
        """At the top none; a child has no size; a ladder comes before an increment."""
        assert rise_from(label, doses, top, Steps(5)) == expected

    def test_printed_from(self) -> None:
        """Rises are printed for the label's start or more of it, divided as it is printed."""
        for start, times, doses in product(FEW, ((), (1,), (2, 3)), days(range(4), 3)):
            label = posology(start=start, divisions=times)
            expected = sum(doses) in range(start, 99) and times.count(len(doses)) == 1
            assert printed_from(label, doses) is expected
            assert not printed_from(posology(divisions=times), doses)

    def test_older_adults(self) -> None:
        """Somebody older keeps to the gentlest end; why there is no rise stays as it is."""
        both = ((1, 1), (2, 2))
        assert gentlest_of_old(posology(older=True), both) == ((1, 1), (1, 1))
        assert gentlest_of_old(posology(older=False), both) == both
        for older, why in product(BOTH, NoRise):
            assert gentlest_of_old(posology(older=older), why) is why


class TestBounds:
    """What no rise and no plan passes."""

    def test_largest(self) -> None:
        """Without a size it is ours, or a child's start by weight where that is less."""
        adult = posology(largest_rise=15_000)
        assert {largest_rise(adult, grams) for grams in (None, 70_000)} == {15_000}
        child = of_child(largest_rise=15_000, start_per_kg=300)
        asked = (None, 1_000, 1_003, 49_999, 50_000, 50_004, 90_000)
        found = [largest_rise(child, grams) for grams in asked]
        assert found == [15_000, 300, 300, 14_999, 15_000, 15_000, 15_000]

    def test_beyond(self) -> None:
        """A microgram more is beyond the most; the most itself is not."""
        for total, most in product(FEW, FEW):
            assert goes_beyond(total, most) is (total not in range(most + 1))

    def test_cap(self) -> None:
        """A plan's cap is its target or the top, whichever is lower."""
        assert [plan_cap(wanted, 3) for wanted in (None, 2, 3, 4)] == [3, 2, 3, 3]

    def test_legal(self) -> None:
        """A plan is legal where it only rises, and where nothing in it is above its cap."""
        for totals, cap in product([(), *days(range(4), 4)], range(5)):
            rises = sorted(set(totals)) == list(totals)
            assert is_legal_rise(totals, cap) is (rises and not [t for t in totals if t > cap])

    def test_places(self) -> None:
        """What is said of a term stands where the term does."""
        label = posology(largest_rise=15_000, rungs=(rung(5, 1),))
        assert label.cited("largest_rise", "hold") == (place("largest_rise"),)
