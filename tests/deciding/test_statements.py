"""What is true of every answer of a deciding function, said directly: changes, stops, responses.

The ranges are small on purpose: a slip by one in a comparison, a branch in the wrong order
or a forgotten ``None`` shows at 2, 3 and 4 as it does at 80,000, and every combination can
be tried.
"""

from __future__ import annotations

from itertools import combinations, product

import pytest
from small_cases import posology, told

from baclofen_cds.case.bands import KidneyBand, holds_between, is_avoided, last_reached
from baclofen_cds.deciding.changes import (
    ChangeKind,
    ChangeProblem,
    StopKind,
    falls_too_far,
    is_abrupt,
    is_too_soon,
    kind_of,
    least_after,
    passes,
    problems_of,
    stop_kind,
    use_at_least,
    use_known,
)
from baclofen_cds.deciding.kidneys import severity_of
from baclofen_cds.deciding.response import Action, action_of
from baclofen_cds.decisions import Severity
from baclofen_cds.vocabulary import Response, Tolerability

BOTH = (False, True)
FEW = range(6)


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
        """Nobody can say that a rise is too soon after unknown days, or by an unknown line."""
        assert not any(is_too_soon(None, least) for least in told(FEW))
        assert not any(is_too_soon(held, None) for held in told(FEW))

    def test_no_rise_on_what_is_not_told(self) -> None:
        """A rise follows a told response, told tolerability and told days only."""
        for response, tolerability, held in product(Response, Tolerability, told(range(3))):
            place = {"above_top": False, "at_top": False}
            found = action_of(response, tolerability, held=held, trial=2, hold=2, **place)
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


class TestRanges:
    """Where an age or an amount stands among edges."""

    def test_half_open(self) -> None:
        """The start of a range belongs to it and its end does not; an open side has neither."""
        for value, start, end in product(FEW, told(FEW), told(FEW)):
            inside = range(0 if start is None else start, 99 if end is None else end)
            assert holds_between(value, start, end) is (value in inside)

    def test_last_reached(self) -> None:
        """Of rising starts it is the place of the last one that is not above the value."""
        for many, value in product(range(4), FEW):
            for starts in combinations(FEW, many):
                reached = [
                    place for place, start in enumerate(starts) if start in range(value + 1)
                ]
                assert last_reached(value, starts) == (reached[-1] if reached else None)


class TestChanges:
    """One change beside what is allowed as one step."""

    @pytest.mark.parametrize(
        ("before", "after", "kind"),
        [
            (10_000, 10_001, ChangeKind.INCREASE),
            (10_000, 10_000, ChangeKind.SAME_TOTAL),
            (10_000, 9_999, ChangeKind.REDUCTION),
        ],
    )
    def test_kind(self, before: int, after: int, kind: ChangeKind) -> None:
        """By one microgram more a change is an increase, by one less a reduction."""
        assert kind_of(before, after) is kind

    def test_problems(self) -> None:
        """Of every combination each problem is named, in the order of the problems."""
        names = ("large", "soon", "above", "avoid")
        meant = dict(zip(names, set_aside(ChangeProblem.ABRUPT), strict=True))
        for flags in product(BOTH, repeat=4):
            asked = dict(zip(names, flags, strict=True))
            expected = tuple(meant[name] for name in names if asked[name])
            assert problems_of(**asked) == expected

    def test_too_soon(self) -> None:
        """A day fewer than the fewest is too soon; the fewest are not."""
        for held, least in product(FEW, FEW):
            assert is_too_soon(held, least) is (held in range(least))

    def test_too_far(self) -> None:
        """A microgram below the lowest total is too far; the lowest itself is not."""
        for total, lowest in product(FEW, FEW):
            assert falls_too_far(total, lowest) is (total in range(lowest))

    def test_passes(self) -> None:
        """A day passes by its total or by its largest administration, not by being equal."""
        for total, largest, most, each in product(FEW, repeat=4):
            within = total in range(most + 1) and largest in range(each + 1)
            assert passes(total, largest, most=most, each=each) is not within

    def test_least(self) -> None:
        """One reduction leads as far as a drop or a rung just left, whichever is lower."""
        for lowest, climbed in product(range(8), range(8)):
            assert least_after(lowest, None) == lowest
            assert least_after(lowest, climbed) == min(lowest, climbed)


def set_aside(one: ChangeProblem) -> list[ChangeProblem]:
    """Return every problem but one, in their order."""
    return [problem for problem in ChangeProblem if problem is not one]


class TestUse:
    """For how long baclofen was taken."""

    def test_at_least(self) -> None:
        """Use that was not told stays untold, whatever was held; told, it is the longer one."""
        for held, used in product(told(FEW), FEW):
            assert use_at_least(held, None) is None
            longest = used if held is None else sorted((held, used))[1]
            assert use_at_least(held, used) == longest

    def test_known(self) -> None:
        """A dose held tells of the use beside one that is told, or alone beyond the line."""
        for held, used, line in product(told(FEW), told(FEW), FEW):
            evidence = [] if used is None else [used]
            if held is not None and (used is not None or held in range(line + 1, 9)):
                evidence.append(held)
            assert use_known(held, used, line) == max(evidence, default=None)

    def test_abrupt(self) -> None:
        """At the line a use is short, a day beyond it is long."""
        for used, line in product(FEW, FEW):
            assert is_abrupt(used, line) is (used not in range(line + 1))


LINES = {"stop_small": 5_000, "stop_high": 30_000, "stop_few_days": 3, "stop_abrupt_after": 14}
"""Policy P6."""


class TestStops:
    """What an immediate stop is."""

    @pytest.mark.parametrize(
        ("total", "used", "kind"),
        [
            (5_001, 3, StopKind.FEW_DAYS),
            (30_000, 3, StopKind.FEW_DAYS),
            (None, 3, StopKind.FEW_DAYS),
            (5_000, 4, StopKind.SMALL),
            (5_000, None, StopKind.SMALL),
            (5_001, 4, StopKind.SHORT_USE),
            (29_999, 14, StopKind.SHORT_USE),
            (30_000, 4, StopKind.HIGH),
            (30_000, 14, StopKind.HIGH),
            (None, 14, StopKind.HIGH),
            (5_001, 15, StopKind.ABRUPT),
            (5_001, None, StopKind.ABRUPT),
            (30_000, 15, StopKind.ABRUPT),
            (None, None, StopKind.ABRUPT),
        ],
    )
    def test_at_every_line(self, total: int | None, used: int | None, kind: StopKind) -> None:
        """At most 3 days, at most 5 mg, more than 14 days and from 30 mg on: each line holds."""
        assert stop_kind(posology(**LINES), total, used) is kind

    def test_lowest_rung(self) -> None:
        """A stop from no more than the lowest rung is from a small dose, whatever small is."""
        found = [stop_kind(posology(**LINES), total, 20, 7_500) for total in (7_500, 7_501)]
        assert found == [StopKind.SMALL, StopKind.ABRUPT]
        found = [stop_kind(posology(**LINES), total, 20, 2_500) for total in (5_000, 5_001)]
        assert found == [StopKind.SMALL, StopKind.ABRUPT]

    def test_no_rung_told(self) -> None:
        """Where nothing was told to be makeable, small alone is small."""
        label = posology(**{**LINES, "stop_small": 0})
        found = [stop_kind(label, total, 20) for total in (0, 1)]
        assert found == [StopKind.SMALL, StopKind.ABRUPT]

    def test_more_is_no_milder(self) -> None:
        """More taken, or longer, is never a milder stop; what is not known is the gravest."""
        mild = {StopKind.FEW_DAYS: 0, StopKind.SMALL: 0, StopKind.SHORT_USE: 1}
        limits = posology(stop_small=2, stop_high=4, stop_few_days=1, stop_abrupt_after=3)
        for total, used in product(FEW, FEW):
            here = mild.get(stop_kind(limits, total, used), 2)
            graver = ((total + 1, used), (total, used + 1), (None, used), (total, None))
            assert all(here <= mild.get(stop_kind(limits, *point), 2) for point in graver)


class TestResponse:
    """The next step, as policy P9 has it."""

    def test_the_first_that_holds(self) -> None:
        """Of the clauses in their order the first that holds is the answer, at every point."""
        some_days = told(range(4))
        points = product(Response, Tolerability, some_days, BOTH, BOTH, some_days, some_days)
        for response, tolerability, held, above, at_top, trial, hold in points:
            place = {"above_top": above, "at_top": at_top}
            days = {"held": held, "trial": trial, "hold": hold}
            found = action_of(response, tolerability, **place, **days)
            assert found == clause(response, tolerability, **place, **days)


def clause(
    response: Response,
    tolerability: Tolerability,
    *,
    held: int | None,
    above_top: bool,
    at_top: bool,
    trial: int | None,
    hold: int | None,
) -> Action | str:
    """Read P9 from a list of pairs, when and then; the first that holds is taken."""
    on_trial = at_top and trial is not None and response is Response.NONE
    served = [] if held is None else [days for days in (trial, hold) if days in range(held + 1)]
    rules = (
        (tolerability is Tolerability.SERIOUS, Action.REFER),
        (tolerability is Tolerability.LIMITING, Action.STEP_BACK),
        (above_top, Action.REVIEW),
        (on_trial and trial in served, Action.OFFER_TAPER),
        (response is Response.ADEQUATE, Action.HOLD),
        (tolerability is Tolerability.MILD, Action.HOLD),
        (tolerability is Tolerability.UNKNOWN, "tolerability"),
        (response is Response.UNKNOWN, "response"),
        (held is None, "held_for"),
        (on_trial, Action.HOLD),
        (at_top, Action.REVIEW),
        (hold is not None and hold not in served, Action.HOLD),
    )
    return next((then for when, then in rules if when), Action.RAISE)
