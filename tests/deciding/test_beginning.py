"""How a start ends, how much it is, and how the day is divided."""

from __future__ import annotations

from itertools import permutations, product

import pytest
from small_cases import kidneys, of_child, place, posology

from baclofen_cds.case.bands import KidneyBand, is_avoided
from baclofen_cds.case.doses import is_capped, per_kg_total, scaled_by_weight, whole_tablets_first
from baclofen_cds.case.posology import Posology
from baclofen_cds.deciding.start import (
    Amount,
    amount_by_weight,
    amount_of,
    divided,
    lower_start,
    start_outcome,
)
from baclofen_cds.decisions import Outcome
from baclofen_cds.makeable import Steps
from baclofen_cds.vocabulary import Indication

BOTH = (False, True)
FEW = range(6)
GRAMS = (0, 1, 499, 500, 999, 1_000, 1_001, 1_999, 2_000, 2_001, 12_345)
FLAGS = (
    "in_scope",
    "contraindicated",
    "missing",
    "forbidden",
    "number",
    "kidneys_read",
    "start_read",
    "start_stated",
)
STROKE, SCLEROSIS = Indication.STROKE, Indication.MULTIPLE_SCLEROSIS


def precedence(one: KidneyBand, flags: dict[str, bool]) -> Outcome:
    """Return the first of the published outcomes that holds."""
    healthy = one is KidneyBand.NOT_IMPAIRED
    read = flags["start_read"] if healthy else flags["number"] or flags["kidneys_read"]
    stated = flags["start_stated"] if healthy else flags["number"]
    holds = {
        Outcome.OUT_OF_SCOPE: not flags["in_scope"],
        Outcome.CONTRAINDICATED: flags["contraindicated"] or flags["forbidden"],
        Outcome.WITHHELD: is_avoided(one),
        Outcome.INSUFFICIENT_DATA: flags["missing"],
        Outcome.UNREAD: not read,
        Outcome.SILENT: not stated,
        Outcome.POLICY: False,
        Outcome.STATED: True,
    }
    return next(outcome for outcome in Outcome if holds[outcome])


def outcome_at(one: KidneyBand, flags: dict[str, bool]) -> Outcome:
    """Ask how a start ends for somebody with such kidneys, of whom this holds."""
    return start_outcome(
        posology(start_read=flags["start_read"], start_stated=flags["start_stated"]),
        kidneys(
            one,
            number=5_000 if flags["number"] else None,
            read=flags["kidneys_read"],
            forbidden=flags["forbidden"],
        ),
        in_scope=flags["in_scope"],
        contraindicated=flags["contraindicated"],
        missing=flags["missing"],
    )


class TestOutcome:
    """How a start ends."""

    def test_order(self) -> None:
        """Of every combination of what holds, the first of the published order is the outcome."""
        for one, values in product(KidneyBand, product(BOTH, repeat=len(FLAGS))):
            flags = dict(zip(FLAGS, values, strict=True))
            assert outcome_at(one, flags) is precedence(one, flags)

    def test_published_order(self) -> None:
        """The order is out of scope, contraindicated, withheld, then what is not known."""
        assert [outcome.value for outcome in Outcome] == [
            "out of scope",
            "contraindicated",
            "withheld",
            "insufficient data",
            "unread",
            "silent",
            "policy",
            "stated",
        ]

    def test_avoid_permits_nothing(self) -> None:
        """Where kidneys say avoid, no combination ends in an answer."""
        for one, values in product(KidneyBand, product(BOTH, repeat=len(FLAGS))):
            found = outcome_at(one, dict(zip(FLAGS, values, strict=True)))
            assert not (is_avoided(one) and found is Outcome.STATED)


def adult(**terms: object) -> Posology:
    """Make what a label says of the start of an adult: 15 mg in two or three."""
    cerebral = frozenset({STROKE})
    told = {"start": 15_000, "divisions": (2, 3), "division_is_ours": 1, "cerebral": cerebral}
    return posology(**{**told, **terms})


GENERAL = Amount(15_000, (2, 3), (place("start"), place("divisions")))


def ours(total: int, *names: str) -> Amount:
    """Return a start that the label does not divide."""
    where = (*map(place, names), place("division_is_ours"))
    return Amount(total, (1,), where, division_is_ours=True)


class TestLowerStart:
    """The lower starts of some labels."""

    @pytest.mark.parametrize(
        ("older", "cerebral", "indication", "expected"),
        [
            (None, None, STROKE, ""),
            (5, None, STROKE, "start_older"),
            (5, None, SCLEROSIS, "start_older"),
            (None, 5, STROKE, "start_cerebral"),
            (None, 5, SCLEROSIS, ""),
            (5, 4, STROKE, "start_cerebral"),
            (5, 5, STROKE, "start_older"),
            (5, 6, STROKE, "start_older"),
            (5, 4, SCLEROSIS, "start_older"),
        ],
    )
    def test_the_lowest(
        self, older: int | None, cerebral: int | None, indication: Indication, expected: str
    ) -> None:
        """The lowest of those that are meant for somebody like this is named."""
        label = adult(start_older=older, start_cerebral=cerebral)
        assert lower_start(label, indication) == expected

    def test_counts_where_it_is_lower(self) -> None:
        """A lower start is taken below the general one only, and is not divided."""
        found = {
            lower: amount_of(adult(start_older=lower), kidneys(), SCLEROSIS, None)
            for lower in (14_999, 15_000, 15_001)
        }
        assert found == {14_999: ours(14_999, "start_older"), 15_000: GENERAL, 15_001: GENERAL}


class TestAmount:
    """What a label starts somebody on."""

    def test_of_adults(self) -> None:
        """The label's start in the label's divisions; without either there is none."""
        assert amount_of(adult(), kidneys(), SCLEROSIS, None) == GENERAL
        for lacking in ({"start": None}, {"divisions": ()}):
            assert amount_of(adult(**lacking), kidneys(), SCLEROSIS, None) is None

    def test_cerebral_origin(self) -> None:
        """A lower start for a cerebral origin is for these indications alone."""
        label = adult(start_cerebral=5_000)
        assert amount_of(label, kidneys(), STROKE, None) == ours(5_000, "start_cerebral")
        assert amount_of(label, kidneys(), SCLEROSIS, None) == GENERAL

    def test_by_weight(self) -> None:
        """With kidneys that are not impaired a child's is by weight."""
        child = of_child(start_per_kg=300, start_most=40_000, divisions=(4,))
        found = amount_of(child, kidneys(), SCLEROSIS, 20_000)
        assert found == amount_by_weight(child, 20_000)
        assert found is not None

    @pytest.mark.parametrize("one", KidneyBand)
    def test_the_number_for_such_kidneys(self, one: KidneyBand) -> None:
        """The label's number stands for every band without "avoid" but the one not impaired."""
        number = ours(5_000, "kidney number")
        expected = GENERAL if one is KidneyBand.NOT_IMPAIRED else number
        told = amount_of(adult(), kidneys(one, number=5_000), SCLEROSIS, None)
        assert told == (None if is_avoided(one) else expected)
        untold = amount_of(adult(), kidneys(one), SCLEROSIS, None)
        assert untold == (GENERAL if one is KidneyBand.NOT_IMPAIRED else None)

    def test_the_lower_of_both(self) -> None:
        """Of the number for such kidneys and a lower start the lower one is taken."""
        impaired = kidneys(KidneyBand.IMPAIRED, number=5_000)
        for lower, total in ((4_999, 4_999), (5_000, 5_000), (5_001, 5_000)):
            found = amount_of(adult(start_older=lower), impaired, SCLEROSIS, None)
            assert found == ours(total, "kidney number")

    def test_the_lower_of_both_by_origin(self) -> None:
        """A lower start for a cerebral origin counts beside such kidneys for these alone."""
        impaired, label = kidneys(KidneyBand.IMPAIRED, number=5_000), adult(start_cerebral=4_000)
        found = {one: amount_of(label, impaired, one, None) for one in (STROKE, SCLEROSIS)}
        totals = {STROKE: 4_000, SCLEROSIS: 5_000}
        assert found == {one: ours(total, "kidney number") for one, total in totals.items()}


class TestByWeight:
    """A start per kg."""

    @pytest.mark.parametrize(
        ("grams", "total", "capped"),
        [
            (0, 0, False),
            (20_000, 6_000, False),
            (20_003, 6_000, False),
            (20_004, 6_001, False),
            (50_000, 15_000, False),
            (50_003, 15_000, False),
            (50_004, 15_000, True),
        ],
    )
    def test_amount(self, grams: int, total: int, capped: bool) -> None:
        """It is rounded down to whole micrograms and cut at the most; cut, it says so."""
        child = of_child(start_per_kg=300, start_most=15_000, divisions=(4, 2))
        where = (place("start_per_kg"), place("divisions"), place("start_most"))
        found = amount_by_weight(child, grams)
        assert found == Amount(total, (4, 2), where, computed=True, capped=capped)

    def test_nothing_to_compute(self) -> None:
        """Without a weight, an amount per kg, its most or a division there is none."""
        full = {"start_per_kg": 300, "start_most": 15_000, "divisions": (4,)}
        assert amount_by_weight(of_child(**full), None) is None
        for lacking in ({"start_per_kg": None}, {"start_most": None}, {"divisions": ()}):
            assert amount_by_weight(of_child(**{**full, **lacking}), 20_000) is None

    def test_scaled(self) -> None:
        """Micrograms per kg times grams are thousandths of a microgram, and a rest is dropped."""
        for per_kg, grams in product(FEW, GRAMS):
            thousandths = per_kg * grams
            expected = (thousandths - thousandths % 1_000) // 1_000
            assert scaled_by_weight(per_kg, grams) == expected

    def test_cap(self) -> None:
        """A dose per kg is cut where, and only where, it is said to be."""
        for per_kg, grams, cap in product(FEW, GRAMS, range(12)):
            total = per_kg_total(per_kg, grams, cap)
            assert total == min(scaled_by_weight(per_kg, grams), cap)
            assert is_capped(per_kg, grams, cap) is (per_kg * grams >= 1_000 * (cap + 1))


class TestDivision:
    """How a day is divided."""

    def test_rounded_down(self) -> None:
        """Administrations in whole steps are the most that do not pass the total."""
        for total, times, step in product(range(40), range(1, 6), range(1, 6)):
            each = divided(total, times, Steps(step))
            assert each % step == 0
            assert each * times <= total < (each + step) * times

    def test_whole_tablets_first(self) -> None:
        """Divisions in whole tablets come first; among those alike the order given stays."""
        orders = [one for many in range(1, 5) for one in permutations((1, 2, 3, 4), many)]
        for total, times, tablet in product(range(25), orders, range(1, 4)):
            broken = sorted(times, key=lambda each: total % (each * tablet) != 0)
            assert whole_tablets_first(total, times, tablet) == tuple(broken)
