"""Every deciding function says what its twin says, over every small input.

The ranges are small on purpose: a slip by one in a comparison, a branch in the wrong order
or a forgotten ``None`` shows at 2, 3 and 4 as it does at 80,000, and every combination can
be tried. What the numbers are is the business of the files and of other tests.
"""

from __future__ import annotations

import ast
from inspect import signature
from itertools import combinations, permutations, product
from pathlib import Path

import pytest
from oracles.pairing import (
    WITHOUT_TWIN,
    agree,
    days,
    functions_of_the_room,
    functions_with_twins,
    told,
    twins_of_the_room,
)

from baclofen_cds.case.bands import (
    KidneyBand,
    for_adults,
    holds_between,
    is_avoided,
    is_fresh,
    last_reached,
)
from baclofen_cds.case.doses import is_capped, per_kg_total, scaled_by_weight, whole_tablets_first
from baclofen_cds.case.limits import LimitKind
from baclofen_cds.deciding.changes import (
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
from baclofen_cds.deciding.kidneys import dialysis_untold, differ_in_band, nearest_edge, unseen
from baclofen_cds.deciding.maximum import Verdict, decided_by, edge_of_plans, verdict_of
from baclofen_cds.deciding.response import action_of
from baclofen_cds.deciding.rises import goes_beyond, is_at_top
from baclofen_cds.deciding.start import rounded_down
from baclofen_cds.vocabulary import Dialysis, GFREquation, Response, Tolerability

BOTH = (False, True)
FEW = range(6)
GRAMS = (0, 1, 499, 500, 999, 1000, 1001, 1999, 2000, 2001, 12_345)
RISING = [edges for many in range(4) for edges in combinations(FEW, many)]


class TestTheRoom:
    """Nothing of the room is left without a twin, or without statements of its own."""

    def test_every_function_has_one(self) -> None:
        """The twins are those of the room's public functions but the named ones, and no others."""
        assert twins_of_the_room().keys() == functions_with_twins().keys()
        assert WITHOUT_TWIN.keys() <= functions_of_the_room().keys()

    @pytest.mark.parametrize("name", sorted(functions_with_twins()))
    def test_same_signature(self, name: str) -> None:
        """A twin takes what its function takes, by the same names."""
        ours = signature(functions_with_twins()[name]).parameters
        assert list(signature(twins_of_the_room()[name]).parameters) == list(ours)

    @pytest.mark.parametrize("name", sorted(WITHOUT_TWIN))
    def test_without_a_twin(self, name: str) -> None:
        """A function without a twin has a reason, and is asked in the tests that it names."""
        tests, _, reason = WITHOUT_TWIN[name].partition(": ")
        asked = ast.walk(ast.parse(Path(__file__).with_name(tests).read_text("utf-8")))
        calls = [node.func for node in asked if isinstance(node, ast.Call)]
        assert name in {one.id for one in calls if isinstance(one, ast.Name)}
        assert reason


class TestChanges:
    """One change beside what is allowed as one step."""

    def test_kind(self) -> None:
        """A day's total goes up, down or stays."""
        agree(kind_of, FEW, FEW)

    def test_problems(self) -> None:
        """Every combination of problems is named, in their order."""
        agree(problems_of, large=BOTH, soon=BOTH, above=BOTH, avoid=BOTH)

    def test_too_soon(self) -> None:
        """Days held, one less, one more, and untold."""
        agree(is_too_soon, told(FEW), told(FEW))

    def test_least_after(self) -> None:
        """A rung below the drop, beside it and above it, and none."""
        agree(least_after, range(8), told(range(8)))

    def test_use_at_least(self) -> None:
        """Both told, one of them, and neither."""
        agree(use_at_least, told(FEW), told(FEW))

    def test_stop_kind(self) -> None:
        """Every amount and use at, below and above each line, in every order of the lines."""
        lines = {"small": (1, 2), "high": (1, 3), "few": (1, 2), "abrupt_after": (1, 3)}
        agree(stop_kind, told(FEW), told(FEW), **lines)

    def test_use_known(self) -> None:
        """A short hold beside a use that is told or not."""
        agree(use_known, told(FEW), told(FEW), range(1, 5))

    def test_abrupt(self) -> None:
        """At the line, beside it, and untold."""
        agree(is_abrupt, told(FEW), FEW)


class TestKidneys:
    """Bands, severity, freshness and agreement of rates."""

    def test_avoided(self) -> None:
        """Every band."""
        agree(is_avoided, KidneyBand)

    def test_fresh(self) -> None:
        """On the last day, beside it, and undated."""
        agree(is_fresh, told(FEW), FEW)

    def test_for_adults(self) -> None:
        """Every equation."""
        agree(for_adults, GFREquation)

    def test_differ_in_band(self) -> None:
        """Up to three values among up to three edges."""
        agree(differ_in_band, days(FEW, 3), RISING)

    def test_unseen(self) -> None:
        """Both rates beside the line."""
        agree(unseen, FEW, FEW, avoid_below=FEW)

    def test_nearest_edge(self) -> None:
        """Edges in any order, two of them as near, and none near enough."""
        edges = [(), *days((0, 2, 3, 6, 7), 3)]
        agree(nearest_edge, range(9), edges, range(4))

    def test_dialysis_untold(self) -> None:
        """Every band with everything that can be told."""
        agree(dialysis_untold, KidneyBand, Dialysis)


class TestLimits:
    """Beyond, at the top, too far down."""

    def test_beyond(self) -> None:
        """Below, at and above."""
        agree(goes_beyond, FEW, FEW)

    def test_at_top(self) -> None:
        """Below, at and above."""
        agree(is_at_top, FEW, FEW)

    def test_too_far(self) -> None:
        """Below, at and above."""
        agree(falls_too_far, FEW, FEW)

    def test_between(self) -> None:
        """Ranges closed, open on either side, open on both, and empty."""
        agree(holds_between, FEW, told(FEW), told(FEW))

    def test_last_reached(self) -> None:
        """Up to three rising starts."""
        agree(last_reached, FEW, RISING)

    def test_passes(self) -> None:
        """In all and at one time, each beside its limit."""
        agree(passes, FEW, FEW, most=FEW, each=FEW)


class TestMaximum:
    """Where a day stands, and which limit decided."""

    def test_verdict(self) -> None:
        """Every amount among every combination of limits, stated and not."""
        limits = told((0, 2, 3, 5))
        agree(
            verdict_of,
            range(7),
            usual=limits,
            maximum=limits,
            supervised=limits,
            open_above=BOTH,
            hospital_from=limits,
        )

    def test_verdict_of_a_maximum(self) -> None:
        """An amount from which hospital is meant may be left out."""
        limits = told(FEW)
        agree(
            verdict_of,
            FEW,
            usual=[2],
            maximum=limits,
            supervised=limits,
            open_above=BOTH,
        )

    def test_decided_by(self) -> None:
        """Every verdict, whatever the label states."""
        agree(
            decided_by,
            Verdict,
            usual_kind=(LimitKind.USUAL, LimitKind.USUAL_PER_KG),
            has_maximum=BOTH,
            has_supervised=BOTH,
        )

    def test_edge_of_plans(self) -> None:
        """Every combination of which at least one is stated."""
        for maximum, hospital, usual in product(told(FEW), repeat=3):
            if (maximum, hospital, usual) != (None, None, None):
                agree(edge_of_plans, [maximum], [hospital], [usual])


class TestResponse:
    """The next step."""

    def test_action(self) -> None:
        """Every response and tolerability, at every place and after every few days."""
        some_days = told(range(4))
        agree(
            action_of,
            Response,
            Tolerability,
            held=some_days,
            above_top=BOTH,
            at_top=BOTH,
            trial=some_days,
            hold=some_days,
        )


class TestStart:
    """How a start ends, how much it is and how it is divided."""

    def test_scaled(self) -> None:
        """Weights about a whole and a half kilogram."""
        agree(scaled_by_weight, FEW, GRAMS)

    def test_per_kg(self) -> None:
        """A cap below, at and above the dose."""
        agree(per_kg_total, FEW, GRAMS, range(12))

    def test_capped(self) -> None:
        """A cap below, at and above the dose, rounded down or not."""
        agree(is_capped, FEW, GRAMS, range(12))

    def test_rounded_down(self) -> None:
        """Totals that divide into whole steps, and those beside them."""
        agree(rounded_down, range(40), range(1, 6), range(1, 6))

    def test_whole_tablets_first(self) -> None:
        """Every order of every choice of divisions."""
        times = [order for many in range(1, 5) for order in permutations((1, 2, 3, 4), many)]
        agree(whole_tablets_first, range(25), times, range(1, 4))
