"""Amounts of two kinds refuse each other; a plain whole number is welcome to every kind."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable
from fractions import Fraction
from inspect import isclass
from itertools import permutations
from typing import Any

import pytest
import strategies as some
from hypothesis import given
from hypothesis import strategies as st

from baclofen_cds import amounts
from baclofen_cds.amounts import Micrograms, MicrogramsPerDay
from baclofen_cds.errors import UnitError

REFUSING: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "min": min,
    "max": max,
    "sorted": lambda one, other: sorted((one, other)),
}
"""What two kinds refuse."""

MEETING = REFUSING | {"==": operator.eq, "!=": operator.ne}
"""What an amount and a plain whole number, or two amounts of one kind, answer as ``int`` does."""

PAIRS = list(permutations(some.KINDS, 2))


class Prescribed(Micrograms):
    """A kind derived of one of ours, as a caller may make one."""


def refused(act: Callable[[Any, Any], Any], one: Any, other: Any) -> None:
    """Check that two amounts are refused, with the names of both kinds and no value."""
    with pytest.raises(UnitError) as caught:
        act(one, other)
    error = caught.value
    assert error.code == "unit-mismatch"
    assert {error.got, error.expected} == {type(one).__name__, type(other).__name__}
    assert not any(letter.isdigit() for letter in f"{error} {error!r} {error.args}")


class TestTwoKinds:
    """A dose is not a day, and neither is a weight."""

    def test_every_kind(self) -> None:
        """Every type of whole number of the module is held to this, and all have other names."""
        types = {one for one in vars(amounts).values() if isclass(one) and issubclass(one, int)}
        assert set(some.KINDS) == types - {amounts.Exact}
        assert len({kind.__name__ for kind in some.KINDS}) == len(some.KINDS) >= 9

    @pytest.mark.parametrize("act", REFUSING.values(), ids=REFUSING.keys())
    def test_refuse(self, act: Callable[[Any, Any], Any]) -> None:
        """Two kinds are not added, subtracted or put in order, in whichever order they come."""
        for one, other in PAIRS:
            refused(act, one(1_000), other(1_000))

    def test_never_equal(self) -> None:
        """Two kinds are not equal, whatever they count."""
        for one, other in PAIRS:
            assert not one(1_000) == other(1_000)  # noqa: SIM201 - both operators are meant
            assert one(1_000) != other(1_000)

    @given(st.sampled_from(PAIRS), some.counts(), some.counts())
    def test_whatever_they_count(
        self, pair: tuple[type[int], type[int]], first: int, second: int
    ) -> None:
        """It is the kinds that refuse each other, never the numbers."""
        one, other = pair[0](first), pair[1](second)
        for act in REFUSING.values():
            refused(act, one, other)
        assert one != other
        assert not one == other  # noqa: SIM201 - both operators are meant

    def test_two_in_one_set(self) -> None:
        """As keys the same number of two kinds are two; of one kind they are one."""
        assert len({kind(5) for kind in some.KINDS}) == len(some.KINDS)
        assert len({Micrograms(5), Micrograms(5)}) == 1


class TestOneKind:
    """Within a kind, and beside a plain whole number, an amount is the number it always was."""

    @given(st.sampled_from(some.KINDS), some.counts(), some.counts())
    def test_as_int_does(self, kind: type[int], first: int, second: int) -> None:
        """Beside its own kind or a plain number on either side it answers as a plain one."""
        for act in MEETING.values():
            expected = act(first, second)
            assert act(kind(first), kind(second)) == expected
            assert act(kind(first), second) == expected
            assert act(first, kind(second)) == expected

    @pytest.mark.parametrize("kind", some.KINDS)
    def test_each_kind(self, kind: type[int]) -> None:
        """A sum and a difference are plain numbers, so whoever goes on with one names its kind."""
        assert {type(kind(7) + kind(5)), type(kind(7) - 5), type(7 - kind(5))} == {int}
        assert type(sum([kind(7), kind(5)])) is int
        assert sum([kind(7), kind(5)]) == 12
        assert (max(kind(7), kind(5)), min(kind(7), 5), kind(1) + True) == (7, 5, 2)
        assert type(max(kind(7), kind(5))) is kind

    @pytest.mark.parametrize("kind", some.KINDS)
    def test_kept(self, kind: type[int]) -> None:
        """A copy and an amount that was stored are of the same kind, equal and hashed alike."""
        amount = kind(12_500)
        for again in (
            copy.copy(amount),
            copy.deepcopy(amount),
            pickle.loads(pickle.dumps(amount)),  # noqa: S301 - our own
        ):
            assert type(again) is kind
            assert again == amount
        assert hash(amount) == hash(12_500)

    def test_other_numbers(self) -> None:
        """A fraction and a float are compared and added as with any whole number."""
        assert Micrograms(5) < 5.5 < Micrograms(6)
        assert Micrograms(5) == Fraction(5)
        assert Micrograms(5) != 5.5
        assert Micrograms(5) + Fraction(1, 2) == Fraction(11, 2)

    def test_other_things(self) -> None:
        """What is no number is not equal to an amount, and is neither added nor put in order."""
        assert Micrograms(5) != "5"
        for act in (operator.lt, operator.add):
            with pytest.raises(TypeError):
                act(Micrograms(5), "5")

    def test_derived(self) -> None:
        """A kind derived of ours is of our kind, and refuses what ours refuses."""
        assert Prescribed(5) == Micrograms(5) < Prescribed(6)
        assert Micrograms(5) + Prescribed(6) == 11
        for act in REFUSING.values():
            refused(act, Prescribed(5), MicrogramsPerDay(5))
            refused(act, MicrogramsPerDay(5), Prescribed(5))
