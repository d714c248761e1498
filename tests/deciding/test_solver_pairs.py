"""What the solver is given is what it should be: calls that answer, and in more than one way."""

from __future__ import annotations

from enum import Enum
from inspect import isclass, signature
from itertools import product
from types import NoneType
from typing import Any, get_args, get_origin

import pytest
from oracles import solver_pairs
from oracles.pairing import functions_with_twins


def samples(kind: Any) -> list[Any]:
    """Return a few values of a kind of argument."""
    if kind is NoneType:
        return [None]
    if kind is bool:
        return [False, True]
    if kind is int:
        return [1, 2, 20_000]
    if isclass(kind) and issubclass(kind, Enum):
        return list(kind)
    if get_origin(kind) is tuple:
        return list(product(*map(samples, get_args(kind))))
    return [value for one in get_args(kind) for value in samples(one)]


class TestPairs:
    """A comparison that holds for want of an answer would prove nothing."""

    def test_all(self) -> None:
        """Every function that has a twin is compared, or left to the tests with a reason."""
        left = set(solver_pairs.LEFT_TO_TESTS)
        assert left.isdisjoint(solver_pairs.PAIRS)
        assert left | set(solver_pairs.PAIRS) == set(functions_with_twins())

    @pytest.mark.parametrize("name", solver_pairs.PAIRS)
    def test_answers(self, name: str) -> None:
        """Both sides answer without an error, alike, with more than one plain answer."""
        ours, twin = (getattr(solver_pairs, f"{name}_{side}") for side in ("ours", "twin"))
        kinds = [samples(part.annotation) for part in signature(ours).parameters.values()]
        found = {repr(ours(*point)) for point in product(*kinds)}
        assert len(found - {"None"}) > 1
        assert all(ours(*point) == twin(*point) for point in product(*kinds))
        assert not any("<" in answer for answer in found)
