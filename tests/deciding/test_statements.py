"""What is true of every answer of a deciding function, said directly."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from oracles.pairing import days, told

from baclofen_cds.amounts import Micrograms, MicrogramsPerDay
from baclofen_cds.case.bands import KidneyBand, is_avoided
from baclofen_cds.case.doses import is_capped, per_kg_total
from baclofen_cds.case.limits import LimitKind, Limits
from baclofen_cds.deciding.changes import (
    StopKind,
    is_abrupt,
    is_too_soon,
    least_after,
    stop_kind,
    use_at_least,
    use_known,
)
from baclofen_cds.deciding.kidneys import severity_of
from baclofen_cds.deciding.maximum import Verdict, decided_by, edge_of_plans, verdict_of
from baclofen_cds.deciding.response import Action, action_of
from baclofen_cds.deciding.rises import NoRise, by_increment, is_legal_rise, plan_cap, raised
from baclofen_cds.deciding.start import rounded_down
from baclofen_cds.deciding.verdict import check_against
from baclofen_cds.decisions import Severity
from baclofen_cds.regimen import Regimen
from baclofen_cds.sources import Citation, Seen, Stated
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

    @pytest.mark.parametrize("usual_kind", [LimitKind.USUAL, LimitKind.USUAL_PER_KG])
    def test_every_limit_is_listed(self, usual_kind: LimitKind) -> None:
        """Each limit is listed with its place and whether the day passes it; one of them binds."""
        for amounts in product((None, 4_000, 5_000), (None, 3_000), (None, 6_000), (None, 2_000)):
            maximum, usual, supervised, named = amounts
            for begins, left_open in product((5_000,) if maximum is None else (None,), BOTH):
                given = {
                    LimitKind.SUPERVISED_FROM: begins,
                    LimitKind.MAXIMUM: maximum,
                    usual_kind: usual,
                    LimitKind.SUPERVISED_MAXIMUM: supervised,
                    LimitKind.NAMED_ADMINISTRATION: named,
                }
                limits = limits_of(given, usual_kind, left_open=left_open)
                for doses in ((3_000,), (2_000, 2_000), (4_001,), (2_500, 2_500), (3_001, 3_000)):
                    check = check_against(Regimen(list(map(Micrograms, doses))), limits)
                    expected = [
                        (kind, amount, is_passed(kind, amount, doses), place_of(kind))
                        for kind, amount in given.items()
                        if amount is not None
                    ]
                    found = [(x.kind, x.micrograms, x.exceeded, x.citation) for x in check.limits]
                    assert found == expected
                    verdict = verdict_of(
                        sum(doses),
                        usual=usual,
                        maximum=maximum,
                        supervised=supervised,
                        open_above=left_open,
                        hospital_from=begins,
                    )
                    assert check.verdict is verdict
                    binding = decided_by(
                        verdict,
                        usual_kind=usual_kind,
                        has_maximum=maximum is not None,
                        has_supervised=supervised is not None,
                    )
                    assert check.binding == next(x for x in check.limits if x.kind is binding)


def place_of(kind: LimitKind) -> Citation:
    """Return a place of its own for each kind of limit."""
    return Citation("an invented label", kind.value, Seen.PRIMARY)


def is_passed(kind: LimitKind, amount: int, doses: tuple[int, ...]) -> bool:
    """Whether a day passes a limit; from where hospital is meant, whether it reaches it."""
    if kind is LimitKind.SUPERVISED_FROM:
        return sum(doses) >= amount
    return (max(doses) if kind is LimitKind.NAMED_ADMINISTRATION else sum(doses)) > amount


def limits_of(given: dict[LimitKind, Any], usual_kind: LimitKind, *, left_open: bool) -> Limits:
    """Make the limits of a label of these amounts."""

    def leaf(kind: LimitKind) -> Any:
        amount = given[kind]
        measure = Micrograms if kind is LimitKind.NAMED_ADMINISTRATION else MicrogramsPerDay
        return None if amount is None else Stated(measure(amount), place_of(kind))

    return Limits(
        leaf(LimitKind.MAXIMUM),
        leaf(usual_kind),
        usual_kind,
        supervised=leaf(LimitKind.SUPERVISED_MAXIMUM),
        hospital_from=leaf(LimitKind.SUPERVISED_FROM),
        open_above=place_of(LimitKind.MAXIMUM) if left_open else None,
        named=leaf(LimitKind.NAMED_ADMINISTRATION),
    )


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
    """A reduction stays within its bounds, and a stop is no milder for more."""

    def test_least(self) -> None:
        """One reduction leads as far as a drop or a rung just left, whichever is lower."""
        for lowest, climbed in product(range(8), told(range(8))):
            assert least_after(lowest, climbed) in (lowest, climbed)
            assert least_after(lowest, climbed) <= lowest

    def test_use(self) -> None:
        """Use that was not told stays untold, whatever was held; told, it is the longer one."""
        for held, used in product(told(FEW), told(FEW)):
            found = use_at_least(held, used)
            assert (found is None) is (used is None)
            assert found is None or found >= max(held or 0, used or 0)

    def test_stops(self) -> None:
        """More taken, or longer, is never a milder stop; what is not known is the gravest."""
        mild = {StopKind.FEW_DAYS: 0, StopKind.SMALL: 0, StopKind.SHORT_USE: 1}
        limits = {"small": 2, "high": 4, "few": 1, "abrupt_after": 3}
        for total, used in product(FEW, FEW):
            here = mild.get(stop_kind(total, used, **limits), 2)
            graver = ((total + 1, used), (total, used + 1), (None, used), (total, None))
            assert all(here <= mild.get(stop_kind(*point, **limits), 2) for point in graver)
