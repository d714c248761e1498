"""Where a day stands among the limits of a label, and which limit decided."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from small_cases import of_child, place, posology, told

from baclofen_cds.case.limits import LimitKind
from baclofen_cds.case.posology import Posology
from baclofen_cds.deciding.maximum import (
    Verdict,
    check_day,
    decided_by,
    top_of,
    usual_of,
    verdict_of,
)
from baclofen_cds.sources import Stated

BOTH = (False, True)
LIMITS = told((0, 2, 3, 5))


def limited() -> Iterator[Posology]:
    """Give every combination of limits, stated and not."""
    for maximum, hospital, supervised, left_open in product(LIMITS, LIMITS, LIMITS, BOTH):
        yield posology(
            maximum=maximum, hospital_from=hospital, supervised=supervised, open_above=left_open
        )


class TestUsual:
    """What is usually enough."""

    def test_by_weight(self) -> None:
        """An amount per kg is of this weight, rounded down, and of nobody who was not weighed."""
        by_weight = of_child(usual_per_kg=2_000, maximum=40_000)
        found = [usual_of(by_weight, grams) for grams in (None, 0, 1_000, 20_000, 20_499)]
        assert found == [None, 0, 2_000, 40_000, 40_998]
        assert usual_of(of_child(usual_per_kg=3), 999) == 2

    def test_of_adults(self) -> None:
        """An amount for a day is the same for every weight; where none is stated there is none."""
        assert {usual_of(posology(usual=60_000), grams) for grams in (None, 70_000)} == {60_000}
        assert usual_of(posology(), 70_000) is None


class TestVerdict:
    """Where a day stands."""

    def test_every_combination(self) -> None:
        """Every amount is placed by where hospital begins, and where hospital ends.

        It begins one above the maximum or at its own amount. It ends at its own maximum;
        without one, at this day where it is left open, and just below it where it is not.
        """
        for label, usual, total in product(limited(), LIMITS, range(7)):
            begins = [] if label.maximum is None else [label.maximum + 1]
            begins += [] if label.hospital_from is None else [label.hospital_from]
            end = total - 1 + label.open_above if label.supervised is None else label.supervised
            if all(total < start for start in begins):
                more = usual is not None and total - usual > 0
                expected = (Verdict.WITHIN, Verdict.ABOVE_USUAL_RANGE)[more]
            else:
                expected = (Verdict.ABOVE_MAXIMUM, Verdict.NEEDS_SUPERVISION)[total <= end]
            assert verdict_of(label, total, usual) is expected

    def test_more_is_no_better(self) -> None:
        """One more microgram never gives a milder verdict."""
        order = list(Verdict)
        for usual, extra, beyond, left_open in product(range(6), range(6), told(range(6)), BOTH):
            maximum = usual + extra
            supervised = None if beyond is None else maximum + beyond
            label = posology(maximum=maximum, supervised=supervised, open_above=left_open)
            places = [order.index(verdict_of(label, total, usual)) for total in range(18)]
            assert places == sorted(places)

    @pytest.mark.parametrize(
        ("verdict", "maximum", "supervised", "expected"),
        [
            (Verdict.WITHIN, 5, 7, LimitKind.MAXIMUM),
            (Verdict.WITHIN, None, 7, LimitKind.SUPERVISED_FROM),
            (Verdict.NEEDS_SUPERVISION, 5, 7, LimitKind.MAXIMUM),
            (Verdict.NEEDS_SUPERVISION, None, 7, LimitKind.SUPERVISED_FROM),
            (Verdict.ABOVE_MAXIMUM, 5, 7, LimitKind.SUPERVISED_MAXIMUM),
            (Verdict.ABOVE_MAXIMUM, 5, None, LimitKind.MAXIMUM),
            (Verdict.ABOVE_MAXIMUM, None, 7, LimitKind.SUPERVISED_MAXIMUM),
            (Verdict.ABOVE_MAXIMUM, None, None, LimitKind.SUPERVISED_FROM),
        ],
    )
    def test_decided_by(
        self, verdict: Verdict, maximum: int | None, supervised: int | None, expected: LimitKind
    ) -> None:
        """The limit that was passed decides; where none was, the one for outpatients."""
        label = posology(maximum=maximum, supervised=supervised)
        assert decided_by(label, verdict) is expected

    def test_usual_decided(self) -> None:
        """Above the usual range, what is usual decides, by weight where it is by weight."""
        above = Verdict.ABOVE_USUAL_RANGE
        assert decided_by(posology(usual=3, maximum=5), above) is LimitKind.USUAL
        assert decided_by(of_child(usual_per_kg=3, maximum=5), above) is LimitKind.USUAL_PER_KG


class TestTop:
    """The amount no plan passes."""

    def test_maximum(self) -> None:
        """It is the maximum where one is stated, whatever else is."""
        for usual, hospital in product(LIMITS, LIMITS):
            label = posology(maximum=4, usual=usual, hospital_from=hospital)
            assert top_of(label, None) == Stated(4, place("maximum"))

    def test_without_a_maximum(self) -> None:
        """It is the top of the usual range, and below what hospital is meant for."""
        tops = {usual: top_of(posology(usual=usual, hospital_from=4), None) for usual in range(7)}
        of_usual = {usual: Stated(usual, place("usual")) for usual in range(4)}
        below = dict.fromkeys(range(4, 7), Stated(3, place("hospital_from")))
        assert tops == of_usual | below
        assert top_of(posology(hospital_from=4), None) == Stated(3, place("hospital_from"))

    def test_by_weight(self) -> None:
        """Where what is usual is by weight, it is of this weight, and stands where that does."""
        label = posology(usual_per_kg=2_000, hospital_from=60_000)
        found = {grams: top_of(label, grams) for grams in (29_999, 30_000, None)}
        assert found == {
            29_999: Stated(59_998, place("usual_per_kg")),
            30_000: Stated(59_999, place("hospital_from")),
            None: Stated(59_999, place("hospital_from")),
        }

    def test_a_plan_ends_within(self) -> None:
        """The top is an amount that needs no supervision."""
        for maximum, hospital, usual in product(told(range(1, 6)), repeat=3):
            begins = None if maximum is not None else hospital
            label = posology(maximum=maximum, hospital_from=begins, usual=usual, supervised=9)
            if label.has_limits:
                top = top_of(label, None).value
                assert verdict_of(label, top, usual) in (
                    Verdict.WITHIN,
                    Verdict.ABOVE_USUAL_RANGE,
                )


class TestCheck:
    """A day held against every limit."""

    @pytest.mark.parametrize("grams", [None, 1_500])
    @pytest.mark.parametrize("per_kg", BOTH)
    def test_every_limit_is_listed(self, per_kg: bool, grams: int | None) -> None:
        """Each limit is listed with its place and whether the day passes it; one of them binds."""
        usual = {"usual_per_kg": 2_000} if per_kg else {"usual": 3_000}
        kind = LimitKind.USUAL_PER_KG if per_kg else LimitKind.USUAL
        weighed = grams is not None or not per_kg
        stated = product((None, 4_000, 5_000), ({}, usual), (None, 6_000), (None, 2_000), BOTH)
        for maximum, usually, supervised, named, left_open in stated:
            amounts = {
                "hospital_from": 5_000 if maximum is None else None,
                "maximum": maximum,
                "supervised": supervised,
                "named": named,
            }
            label = posology(open_above=left_open, **usually, **amounts)
            given = {
                LimitKind.SUPERVISED_FROM: amounts["hospital_from"],
                LimitKind.MAXIMUM: maximum,
                kind: 3_000 if usually and weighed else None,
                LimitKind.SUPERVISED_MAXIMUM: supervised,
                LimitKind.NAMED_ADMINISTRATION: named,
            }
            for doses in DAYS:
                agree(label, given, doses, grams)

    def test_no_limits(self) -> None:
        """Where a label limits nobody of this age, nothing is checked."""
        assert check_day(posology(usual=3, named=1, supervised=9), 10, 10, None) is None


DAYS = ((3_000,), (2_000, 2_000), (4_001,), (2_500, 2_500), (3_001, 3_000), (2_999, 2_000))
TERMS = {
    LimitKind.SUPERVISED_FROM: "hospital_from",
    LimitKind.MAXIMUM: "maximum",
    LimitKind.USUAL: "usual",
    LimitKind.USUAL_PER_KG: "usual_per_kg",
    LimitKind.SUPERVISED_MAXIMUM: "supervised",
    LimitKind.NAMED_ADMINISTRATION: "named",
}


def agree(
    label: Posology,
    given: dict[LimitKind, int | None],
    doses: tuple[int, ...],
    grams: int | None,
) -> None:
    """Compare a check with the limits it is given, one by one."""
    check = check_day(label, sum(doses), max(doses), grams)
    assert check is not None
    expected = [
        (kind, amount, is_passed(kind, amount, doses), place(TERMS[kind]))
        for kind, amount in given.items()
        if amount is not None
    ]
    found = [(x.kind, x.micrograms, x.exceeded, x.citation) for x in check.limits]
    assert found == expected
    usual = given.get(LimitKind.USUAL, given.get(LimitKind.USUAL_PER_KG))
    assert check.verdict is verdict_of(label, sum(doses), usual)
    binding = decided_by(label, check.verdict)
    assert check.binding == next(x for x in check.limits if x.kind is binding)
    assert check.citations == tuple(where for *_, where in expected)


def is_passed(kind: LimitKind, amount: int, doses: tuple[int, ...]) -> bool:
    """Whether a day passes a limit; from where hospital is meant, whether it reaches it."""
    if kind is LimitKind.SUPERVISED_FROM:
        return sum(doses) >= amount
    return (max(doses) if kind is LimitKind.NAMED_ADMINISTRATION else sum(doses)) > amount
