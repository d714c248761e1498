"""What is true of every answer of a deciding function, said directly."""

from __future__ import annotations

from itertools import pairwise, product

from oracles.pairing import days, told

from baclofen_cds.deciding.changes import is_abrupt, is_too_soon, least_after, use_known
from baclofen_cds.deciding.kidneys import KidneyBand, is_avoided, severity_of
from baclofen_cds.deciding.maximum import Verdict, edge_of_plans, verdict_of
from baclofen_cds.deciding.response import Action, action_of
from baclofen_cds.deciding.rises import NoRise, by_increment, is_legal_rise, plan_cap, raised
from baclofen_cds.deciding.start import is_capped, per_kg_total, rounded_down
from baclofen_cds.deciding.tapers import (
    halved,
    held_days,
    is_legal_drop,
    is_legal_taper,
    levels,
    lowered,
    next_total,
    slower,
    step_down,
)
from baclofen_cds.decisions import Severity
from baclofen_cds.vocabulary import Response, Tolerability

BOTH = (False, True)
FEW = range(6)
STEPS = range(1, 4)
DAYS = [*days(range(1, 6), 2), *days((1, 2, 5), 3)]


def rank(severity: Severity | None) -> int:
    """Return the rank of a severity; nothing to say is below all."""
    return -1 if severity is None else severity.rank


class TestSeverity:
    """More reason for caution is never less severe."""

    def test_a_start_is_no_less_severe(self) -> None:
        """To begin a dose is at least as severe as to take the same."""
        for band, total, high, dialysis in product(KidneyBand, FEW, FEW, FEW):
            lines = {"high_dose": high, "dialysis_dose": dialysis}
            begun = severity_of(band, total, starting=True, **lines)
            assert rank(begun) >= rank(severity_of(band, total, starting=False, **lines))

    def test_more_is_no_less_severe(self) -> None:
        """One more microgram never makes a finding milder, and an unread dose is the gravest."""
        for band, total, high, dialysis in product(KidneyBand, FEW, FEW, FEW):
            lines = {"starting": False, "high_dose": high, "dialysis_dose": dialysis}
            here = rank(severity_of(band, total, **lines))
            assert here <= rank(severity_of(band, total + 1, **lines))
            assert here <= rank(severity_of(band, None, **lines))

    def test_worse_kidneys_are_no_less_severe(self) -> None:
        """In the order of the bands, severity never falls."""
        for total, starting, high in product(told(FEW), BOTH, FEW):
            for dialysis in range(high + 1):
                asked = {"starting": starting, "high_dose": high, "dialysis_dose": dialysis}
                ranks = [rank(severity_of(band, total, **asked)) for band in KidneyBand]
                assert ranks == sorted(ranks)

    def test_avoid_is_never_mere_information(self) -> None:
        """Where a document's "avoid" stands, a finding is a warning at least."""
        for band, total, starting in product(KidneyBand, told(FEW), BOTH):
            found = severity_of(band, total, starting=starting, high_dose=4, dialysis_dose=2)
            assert (rank(found) >= Severity.WARNING.rank) or not is_avoided(band)


class TestUnknown:
    """What nobody told permits nothing."""

    def test_unknown_use_is_abrupt(self) -> None:
        """Whatever the line, an unknown use is a long one."""
        assert all(is_abrupt(None, line) for line in FEW)

    def test_short_hold_hides_no_use(self) -> None:
        """A dose held for a few days alone leaves the use unknown, and a stop abrupt."""
        for held, line in product(FEW, FEW):
            assert is_abrupt(use_known(held, None, line), line)

    def test_unknown_days_are_not_too_soon(self) -> None:
        """Nobody can say that a rise is too soon after unknown days."""
        assert not any(is_too_soon(None, least) for least in told(FEW))

    def test_no_rise_on_what_is_not_told(self) -> None:
        """A rise follows a told response, told tolerability and told days only."""
        for response, tolerability, held in product(Response, Tolerability, told(range(3))):
            found = action_of(
                response,
                tolerability,
                held=held,
                above_top=False,
                at_top=False,
                trial=2,
                hold=2,
            )
            untold = (
                held is None
                or response is Response.UNKNOWN
                or tolerability is Tolerability.UNKNOWN
            )
            assert not (untold and found is Action.RAISE)

    def test_no_rise_from_the_top(self) -> None:
        """At the top or above it, no answer is a rise."""
        for response, tolerability, above in product(Response, Tolerability, BOTH):
            place = {"above_top": above, "at_top": True}
            found = action_of(response, tolerability, held=9, trial=3, hold=3, **place)
            assert found is not Action.RAISE


class TestMaximum:
    """Limits hold for every amount above them."""

    def test_more_is_no_better(self) -> None:
        """One more microgram never gives a milder verdict."""
        order = list(Verdict)
        for usual, extra, beyond, left_open in product(FEW, FEW, told(FEW), BOTH):
            maximum = usual + extra
            limits = {
                "usual": usual,
                "maximum": maximum,
                "supervised": None if beyond is None else maximum + beyond,
                "open_above": left_open,
            }
            places = [order.index(verdict_of(total, **limits)) for total in range(18)]
            assert places == sorted(places)

    def test_a_plan_ends_within(self) -> None:
        """The edge of plans is an amount that needs no supervision."""
        for maximum, hospital, usual in product(told(range(1, 6)), repeat=3):
            limits = {"maximum": maximum, "usual": usual}
            if any(limit is not None for limit in (maximum, hospital, usual)):
                begins = None if maximum is not None else hospital
                edge = edge_of_plans(maximum, begins, usual or 5)
                verdict = verdict_of(
                    edge, supervised=9, open_above=False, hospital_from=begins, **limits
                )
                assert verdict in (Verdict.WITHIN, Verdict.ABOVE_USUAL_RANGE)


class TestRises:
    """A rise stays within its bounds."""

    def test_raised(self) -> None:
        """No administration falls, none rises by a broken step, the total is not passed."""
        for doses, total, step in product(DAYS, range(18), STEPS):
            found = raised(doses, total, step)
            gains = [after - before for before, after in zip(doses, found, strict=True)]
            assert min(gains) >= 0
            assert all(gain % step == 0 for gain in gains)
            assert sum(found) <= max(total, sum(doses))
            assert total - sum(found) < step

    def test_raised_is_even(self) -> None:
        """An administration that rose is at most a step above any other."""
        for doses, total, step in product(DAYS, range(18), STEPS):
            found = raised(doses, total, step)
            rose = [dose for before, dose in zip(doses, found, strict=True) if dose > before]
            assert all(dose - min(found) <= step for dose in rose)

    def test_increment(self) -> None:
        """A rise is at least the gentlest increment, at most the fastest, within the top."""
        for doses, low, extra, top in product(DAYS, STEPS, range(3), range(6, 16)):
            for step, by_day in product(STEPS, BOTH):
                bounds = {"top": top, "step": step, "by_day": by_day}
                found = by_increment(doses, low, low + extra, **bounds)
                if isinstance(found, NoRise):
                    continue
                gains = [sum(day) - sum(doses) for day in found]
                times = 1 if by_day else len(doses)
                assert gains[0] == low * times
                assert gains[0] <= gains[1] <= (low + extra) * times
                assert sum(found[1]) <= top
                assert all(dose % step == 0 for day in found for dose in day)

    def test_no_room(self) -> None:
        """A whole step for which there is no room below the top is never taken."""
        for top in range(6, 9):
            found = by_increment((2, 2, 2), 1, 1, top=top, step=1, by_day=False)
            assert found is NoRise.AT_TOP

    def test_cap(self) -> None:
        """A plan's cap is its target or the top, whichever is lower."""
        assert [plan_cap(wanted, 3) for wanted in (None, 2, 3, 4)] == [3, 2, 3, 3]

    def test_equal_totals_are_no_rise(self) -> None:
        """A plan that stays at one total, or ends one above its cap, is refused."""
        assert is_legal_rise([1, 2, 3], 3)
        assert not is_legal_rise([1, 2, 2], 3)
        assert not is_legal_rise([1, 2, 4], 3)


class TestStart:
    """A start is never more than it may be."""

    def test_cap(self) -> None:
        """A dose per kg is cut where, and only where, it is said to be."""
        for per_kg, grams, cap in product(range(1, 5), range(900, 1_100, 25), FEW):
            total = per_kg_total(per_kg, grams, cap)
            assert total <= cap
            assert is_capped(per_kg, grams, cap) == (total < per_kg * grams // 1_000)

    def test_rounded(self) -> None:
        """Administrations in whole steps never add up to more than the total."""
        for total, times, step in product(range(30), range(1, 5), STEPS):
            each = rounded_down(total, times, step)
            assert each % step == 0
            assert total - times * step < each * times <= total


class TestReductions:
    """A reduction stays within its bounds."""

    def test_least(self) -> None:
        """One reduction never leads below nothing, nor stops short of the largest drop."""
        for total, most, climbed in product(range(8), FEW, told(range(8))):
            assert 0 <= least_after(total, most, climbed) <= max(0, total - most)

    def test_next_total(self) -> None:
        """The next total is in whole steps, and no drop is more than the decrement."""
        for total, decrement, step in product(range(14), FEW, STEPS):
            found = next_total(total, decrement, step)
            assert found % step == 0
            assert found >= 0
            assert total - decrement <= found
            assert found == 0 or found - step < total - decrement

    def test_lowered(self) -> None:
        """No administration rises, the total is the one asked for, in whole steps."""
        for doses, total, step in product(DAYS, range(14), STEPS):
            found = lowered(doses, total, step)
            if found is None:
                assert total % step or total > sum(dose // step * step for dose in doses)
                continue
            assert sum(found) == total
            assert all(dose % step == 0 and dose > 0 for dose in found)
            left = iter(doses)
            assert all(any(dose <= before for before in left) for dose in found)

    def test_step_down(self) -> None:
        """A day one decrement lower has a dose in it, and is lower."""
        for doses, decrement, step in product(DAYS, FEW, STEPS):
            found = step_down(doses, decrement, step)
            assert found is None or 0 < sum(doses) - sum(found) <= decrement
            assert found is None or all(found)

    def test_first_of_equal_doses(self) -> None:
        """Of equal doses the first of the day is lowered, and the largest before all."""
        assert lowered((5, 5, 5), 10, 5) == (5, 5)
        assert lowered((4, 4, 4), 10, 2) == (2, 4, 4)
        assert lowered((2, 4, 4), 8, 2) == (2, 2, 4)
        assert lowered((2, 6, 4), 8, 2) == (2, 2, 4)


class TestTapers:
    """A taper falls, ends, and is long enough."""

    def test_levels_fall(self) -> None:
        """Each level is lower by no more than the decrement, the last one no more than it."""
        for doses, decrement, step in product(DAYS, range(1, 6), STEPS):
            found = levels(doses, decrement, step)
            if found is None or found == [doses]:
                continue
            totals = [sum(day) for day in (doses, *found)]
            assert all(0 < high - low <= decrement for high, low in pairwise(totals))
            assert 0 < totals[-1] <= decrement

    def test_a_smallest_dose_is_held(self) -> None:
        """A day with no makeable half is itself the only level."""
        assert levels((3, 2), 5, 5) == [(3, 2)]
        assert levels((5,), 5, 5) == [(5,)]
        assert levels((3, 2), 4, 1) == [(1,)]

    def test_a_small_day_is_halved(self) -> None:
        """A day of one decrement or less goes down by halves, never up, to the smallest dose."""
        assert levels((3, 2), 5, 1) == [(1, 2), (1, 1), (1,)]
        assert levels((10, 10), 20, 5) == [(5, 5), (5,)]
        for doses, step in product(DAYS, STEPS):
            for before, after in pairwise([doses, *halved(doses, step)]):
                assert sum(after) == sum(before) or sum(after) * 2 >= sum(before) > sum(after)

    def test_levels_are_legal(self) -> None:
        """A taper of the room's own making is a legal one."""
        for doses, decrement, step in product(DAYS, range(1, 6), STEPS):
            found = levels(doses, decrement, step)
            if found is not None:
                totals = [sum(day) for day in found]
                held = held_days(len(found), 14)
                assert is_legal_taper(sum(doses), totals, decrement, days=sum(held), least=14)

    def test_days_are_all_given_out(self) -> None:
        """Held days add up to the length at least, and to no more where each gets a day."""
        for count, length in product(range(1, 9), range(22)):
            held = held_days(count, length)
            assert len(held) == count
            assert min(held) >= 1
            assert sum(held) == max(length, count)
            assert held[:-1] == [held[0]] * (count - 1)
            assert held[-1] >= held[0]

    def test_gentler_is_no_shorter(self) -> None:
        """The gentler plan shortens no step, and lengthens none beyond its pace."""
        for held, pace in product(DAYS, FEW):
            found = slower(held, pace)
            assert all(
                new == old or (old < new == pace) for old, new in zip(held, found, strict=True)
            )
            assert min(found) >= pace

    def test_a_drop(self) -> None:
        """A drop is legal from one up to the decrement: not nothing, not more, not a rise."""
        for before, after, decrement in product(range(9), range(9), range(5)):
            fits = before - after in range(1, decrement + 1)
            assert is_legal_drop(before, after, decrement) is fits

    def test_illegal(self) -> None:
        """A rise, a level kept, a drop too large, a last drop too large, a day too few."""
        legal = {"decrement": 2, "days": 14, "least": 14}
        assert is_legal_taper(6, [4, 2], **legal)
        assert is_legal_taper(2, [2], **legal)
        assert not is_legal_taper(4, [5, 3, 1], **legal)
        assert not is_legal_taper(4, [4, 2], **legal)
        assert not is_legal_taper(6, [3, 1], **legal)
        assert not is_legal_taper(5, [3], **legal)
        assert not is_legal_taper(6, [4, 2], **{**legal, "days": 13})
