"""A profile against its own worked examples."""

from __future__ import annotations

import attrs
import pytest

import baclofen_cds as bc
from baclofen_cds.knowledge.schema.label import WorkedExample

US = bc.get_profile("us-spasticity")


def verified(**changes: object) -> object:
    facts = {"question": "starting_dose", "inputs": (), "expected": (), "pin": "x", **changes}
    profile = attrs.evolve(US, worked_example=(WorkedExample(**facts),))
    (result,) = bc.verify(profile)
    return result


class TestShipped:
    """Every shipped file passes its own examples."""

    @pytest.mark.parametrize("name", bc.available_profiles())
    def test_all_pass(self, name: str) -> None:
        """There are examples, and each comes out as the file says."""
        results = bc.verify(bc.get_profile(name))
        assert results
        for result in results:
            assert result.passed, (result.example, result.got)


class TestWrongExamples:
    """An example that cannot be asked fails; it does not raise."""

    @pytest.mark.parametrize(
        "changes",
        [
            {
                "question": "nothing",
                "inputs": (("age_years", "45"),),
                "expected": (("outcome", "stated"),),
            },
            {"inputs": (("age", "45"),), "expected": (("outcome", "stated"),)},
            {"inputs": (("age_years", "x"),), "expected": (("outcome", "stated"),)},
            {"inputs": (("age_years", "45"), ("sex", "x")), "expected": (("outcome", "a"),)},
            {"inputs": (("age_years", "400"),), "expected": (("outcome", "stated"),)},
            {"inputs": (("age_years", "45"),), "expected": ()},
            {
                "question": "check_daily_maximum",
                "inputs": (("age_years", "45"), ("doses_mg", "5")),
                "expected": (("outcome", "stated"), ("colour", "red")),
            },
        ],
    )
    def test_fails(self, changes: dict[str, object]) -> None:
        """An unknown question, key or value, or nothing expected, does not pass."""
        assert not verified(**changes).passed

    def test_not_a_profile(self) -> None:
        """Only a profile can be verified."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.verify("us-spasticity")
        assert (caught.value.code, caught.value.field) == ("wrong-type", "profile")
