"""The other medicines a patient takes, by ATC code."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest

import baclofen_cds as bc


class TestCodes:
    """Codes are ATC codes of the fifth level; order and repeats do not matter."""

    def test_order_and_repeats(self) -> None:
        """The same codes in another order, or twice, are equal and hash equally."""
        first = bc.Medicines(["N02AA05", "M01AE01", "N02AA05"])
        second = bc.Medicines(("M01AE01", "N02AA05"))
        assert first == second
        assert hash(first) == hash(second)

    @pytest.mark.parametrize(
        "code",
        [
            "N02AA5",
            "N02AA",
            "n02aa05",
            "N02AA055",
            "",
            " N02AA05",
            "02NAA05",
            "N02AA0٥",
            "Ñ02AA05",
        ],
    )
    def test_not_a_code(self, code: str) -> None:
        """Anything else, look-alike digits and letters included, is refused."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Medicines([code])
        assert (caught.value.code, caught.value.field) == ("unknown-name", "codes")

    @pytest.mark.parametrize("value", [None, 5, "N02AA05", b"N02AA05", object(), 5 * bc.ureg.mg])
    def test_not_a_list(self, value: Any) -> None:
        """One code as text, or no list at all, is refused."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Medicines(value)
        assert (caught.value.code, caught.value.field) == ("wrong-type", "codes")

    @pytest.mark.parametrize("value", [[5], [None], [["N02AA05"]], [{}], [5 * bc.ureg.mg]])
    def test_not_text(self, value: Any) -> None:
        """A list of something else is refused by one of our errors."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Medicines(value)
        assert caught.value.field == "codes"


class TestGroups:
    """A code belongs to the groups it begins with."""

    def test_any_of(self) -> None:
        """Every medicine of any of the groups is named, no other."""
        medicines = bc.Medicines(["N02AA05", "M01AE01", "C09AA02"])
        assert medicines.any_of(("N02A", "M01A")) == ("M01AE01", "N02AA05")
        assert medicines.any_of(("N05",)) == ()
        assert medicines.any_of(()) == ()

    def test_nothing_told_is_not_complete(self) -> None:
        """Without arguments no medicine is known, and the list is not complete."""
        assert bc.Medicines().codes == ()
        assert bc.Medicines().complete is False


class TestValue:
    """A list of medicines is a value."""

    def test_round_trips(self) -> None:
        """Evolve, pickle and copy give an equal value with an equal hash."""
        medicines = bc.Medicines(["N02AA05"], complete=True)
        for again in (
            attrs.evolve(medicines),
            pickle.loads(pickle.dumps(medicines)),  # noqa: S301
            copy.copy(medicines),
            copy.deepcopy(medicines),
        ):
            assert again == medicines
            assert hash(again) == hash(medicines)

    def test_complete_counts(self) -> None:
        """A complete list is not an incomplete one."""
        assert bc.Medicines(["N02AA05"], complete=True) != bc.Medicines(["N02AA05"])

    def test_frozen(self) -> None:
        """No attribute can be set."""
        with pytest.raises(AttributeError):
            bc.Medicines().codes = ("N02AA05",)  # type: ignore[misc]
