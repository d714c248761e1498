"""Whole numbers of other libraries, such as NumPy's, count as whole numbers."""

from __future__ import annotations

import numbers
from typing import Any

import people
import pytest

import baclofen_cds as bc

US = bc.get_profile("us-spasticity")
PLAN = bc.taper_plan(
    people.adult(), bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3), profile=US
).answer


@numbers.Integral.register
class Whole:
    """A whole number made as NumPy's are: no ``int``, but registered as a whole number."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __index__(self) -> int:
        if self.value is None:
            raise RuntimeError
        return int(self.value)


class TestWholeNumbers:
    """A whole number of someone else's is read as the plain one it is."""

    def test_times_per_day(self) -> None:
        """A number of administrations may be one, and the day is the same."""
        times: Any = Whole(3)
        told = bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=times)
        assert told == bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3)

    def test_place_of_a_day(self) -> None:
        """The administration that is lowered first may be one, and is kept as a plain one."""
        now = bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3)
        told: Any = Whole(2)
        plan = bc.taper_plan(people.adult(), now, profile=US, lower_first=told)
        assert bc.to_dict(plan) == bc.to_dict(
            bc.taper_plan(people.adult(), now, profile=US, lower_first=2)
        )

    def test_day_of_a_plan(self) -> None:
        """A day of a plan, and an amount to be made, may be one."""
        day: Any = Whole(5)
        amount: Any = Whole(12_500)
        assert PLAN.regimen_on(day) == PLAN.regimen_on(5)
        assert bc.SmallestDose(5 * bc.ureg.mg).not_above(amount) == 10_000

    @pytest.mark.parametrize("wrong", [Whole(None), Whole("x"), 3.0, True, "3", None])
    def test_refused(self, wrong: Any) -> None:
        """One that does not say which it is is refused, as is what only looks like one."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=wrong)
        assert (caught.value.code, caught.value.field) == ("wrong-type", "times_per_day")
