"""What a patient takes in a day: amounts, their windows, and what is shown."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest
import strategies as some
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds.regimen import parts
from baclofen_cds.words.show import show_dose


def mg(value: Any) -> Any:
    """Write a dose in mg."""
    return value * bc.ureg.mg


class TestDay:
    """A regimen is one or more positive doses in their order."""

    def test_uneven_day(self) -> None:
        """The doses keep their order; total, largest and number follow from them."""
        regimen = bc.Regimen([mg(10), mg(5), mg(10)])
        assert [d.m_as("mg") for d in regimen.doses] == [10, 5, 10]
        assert regimen.total_daily_dose.m_as("mg / day") == 25
        assert regimen.largest_dose.m_as("mg") == 10
        assert regimen.times_per_day == 3

    def test_even_day(self) -> None:
        """``even`` is the same day written shorter."""
        assert bc.Regimen.even(each=mg(10), times_per_day=3) == bc.Regimen([mg(10)] * 3)

    def test_shown(self) -> None:
        """``str`` is how a day is written, and ``repr`` the same with its kind."""
        day = bc.Regimen([mg(10), mg(5)])
        assert (str(day), repr(day)) == ("10 mg + 5 mg a day", "<Regimen 10 mg + 5 mg a day>")

    def test_confirmed_is_the_same_day(self) -> None:
        """That someone has checked a day changes neither the day nor its hash, and is kept."""
        sure = bc.Regimen([mg(10)], confirmed=True)
        assert sure == bc.Regimen([mg(10)])
        assert hash(sure) == hash(bc.Regimen([mg(10)]))
        assert (sure.confirmed, bc.Regimen([mg(10)]).confirmed) == (True, False)

    def test_order_matters(self) -> None:
        """Morning and evening are not exchanged."""
        assert bc.Regimen([mg(10), mg(5)]) != bc.Regimen([mg(5), mg(10)])

    @pytest.mark.parametrize("kind", [list, tuple])
    def test_any_sequence(self, kind: Any) -> None:
        """A list or a tuple of doses is read."""
        assert bc.Regimen(kind([mg(10), mg(5)])).micrograms == (10_000, 5_000)

    @pytest.mark.parametrize("kind", [set, frozenset, iter])
    def test_no_sequence(self, kind: Any) -> None:
        """A set is refused: it has no order and drops an equal dose; an iterator may not end."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Regimen(kind([mg(10), mg(5)]))
        assert (caught.value.code, caught.value.field) == ("wrong-type", "doses")

    def test_one_quantity_is_no_day(self) -> None:
        """A bare quantity instead of a list is refused by name."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Regimen(mg(10))
        assert (caught.value.code, caught.value.field) == ("wrong-type", "doses")

    @given(st.lists(some.dose_micrograms(), min_size=1, max_size=24))
    def test_sums_are_exact(self, amounts: list[int]) -> None:
        """The total is the exact sum and the largest the exact maximum."""
        regimen = bc.Regimen([a * bc.ureg.mcg for a in amounts])
        assert regimen.micrograms_per_day == sum(amounts)
        assert regimen.largest_micrograms == max(amounts)


class TestNumberOfAdministrations:
    """A day has one to twenty-four administrations."""

    @pytest.mark.parametrize(
        ("times", "code"), [(0, "not-positive"), (-1, "negative"), (25, "too-many")]
    )
    def test_even(self, times: int, code: str) -> None:
        """None, fewer than none and more than hours in a day are refused."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Regimen.even(each=mg(5), times_per_day=times)
        assert (caught.value.code, caught.value.field) == (code, "times_per_day")

    @pytest.mark.parametrize(("count", "code"), [(0, "empty"), (25, "too-many")])
    def test_list(self, count: int, code: str) -> None:
        """An empty list and one of 25 are refused."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Regimen([mg(5)] * count)
        assert (caught.value.code, caught.value.field) == (code, "doses")

    def test_most(self) -> None:
        """One administration and twenty-four are accepted."""
        assert bc.Regimen([mg(5)] * 24).times_per_day == 24
        for times in (1, 2, 23, 24):
            assert bc.Regimen.even(each=mg(5), times_per_day=times).times_per_day == times

    @pytest.mark.parametrize("times", [True, 3.0, "3", None])
    def test_not_whole(self, times: Any) -> None:
        """Only a whole number counts administrations."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Regimen.even(each=mg(5), times_per_day=times)
        assert (caught.value.code, caught.value.field) == ("wrong-type", "times_per_day")


class TestWindows:
    """P7: an administration above 200 mg or below 0.1 mg is refused, above 60 mg confirmed."""

    @pytest.mark.parametrize("micrograms", [99, 200_001])
    @pytest.mark.parametrize("confirmed", [False, True])
    def test_refused(self, micrograms: int, confirmed: bool) -> None:
        """Just outside the window nothing helps, a confirmation neither."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Regimen([mg(5), micrograms * bc.ureg.mcg], confirmed=confirmed)
        assert (caught.value.code, caught.value.field) == ("implausible", "doses[1]")

    @pytest.mark.parametrize("micrograms", [100, 101, 59_999, 60_000])
    def test_accepted(self, micrograms: int) -> None:
        """From 0.1 mg to 60 mg nothing is asked."""
        assert bc.Regimen([micrograms * bc.ureg.mcg]).micrograms == (micrograms,)

    @pytest.mark.parametrize("micrograms", [60_001, 199_999, 200_000])
    def test_confirmed(self, micrograms: int) -> None:
        """Above 60 mg someone has to have checked it."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Regimen([micrograms * bc.ureg.mcg])
        assert (caught.value.code, caught.value.field) == ("confirm", "doses[0]")
        assert bc.Regimen([micrograms * bc.ureg.mcg], confirmed=True).confirmed is True

    @pytest.mark.parametrize(("dose", "code"), [(300, "implausible"), (90, "confirm")])
    def test_even_names_its_own_argument(self, dose: int, code: str) -> None:
        """The field is the argument that was written: ``each``."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Regimen.even(each=mg(dose), times_per_day=3)
        assert (caught.value.code, caught.value.field) == (code, "each")

    def test_even_confirmed(self) -> None:
        """A checked day of equal administrations is accepted, and stays checked."""
        regimen = bc.Regimen.even(each=mg(90), times_per_day=2, confirmed=True)
        assert (regimen.confirmed, regimen.largest_micrograms) == (True, 90_000)

    def test_large_smallest_dose(self) -> None:
        """What can be measured out is no administration, and nothing is asked above 60 mg."""
        assert bc.SmallestDose(mg(61)).smallest_micrograms == 61_000


REFUSED: dict[str, tuple[Any, dict[str, str]]] = {
    "no list": (
        lambda: bc.Regimen(5),
        {
            "code": "wrong-type",
            "field": "doses",
            "got": "an object of type int",
            "expected": "a list of doses per administration",
            "hint": "Write bc.Regimen([10 * bc.ureg.mg, 5 * bc.ureg.mg]).",
        },
    ),
    "empty list": (
        lambda: bc.Regimen([]),
        {
            "code": "empty",
            "field": "doses",
            "expected": "at least one administration",
            "hint": "A patient who takes none is bc.NOT_TAKING.",
        },
    ),
    "too many in a list": (
        lambda: bc.Regimen([mg(5)] * 25),
        {"code": "too-many", "field": "doses", "expected": "at most 24 a day"},
    ),
    "a bare second dose": (
        lambda: bc.Regimen([mg(5), 5]),
        {"code": "unit-missing", "field": "doses[1]"},
    ),
    "too large": (
        lambda: bc.Regimen([mg(201)]),
        {
            "code": "implausible",
            "field": "doses[0]",
            "expected": "a dose of oral baclofen that is given at one time, 0.1 to 200 mg",
            "hint": "Is the unit mg, and is it one administration, not a day?",
        },
    ),
    "unusual": (
        lambda: bc.Regimen([mg(61)]),
        {
            "code": "confirm",
            "field": "doses[0]",
            "expected": "a usual dose for one administration, up to 60 mg",
            "hint": "Is it a whole day's dose? If it is right, add confirmed=True.",
        },
    ),
    "a confirmation that is no truth value": (
        lambda: bc.Regimen([mg(5)], confirmed="yes"),
        {"code": "wrong-type", "field": "confirmed", "expected": "True or False"},
    ),
    "a number of times that is no whole number": (
        lambda: bc.Regimen.even(each=mg(5), times_per_day=3.0),
        {
            "code": "wrong-type",
            "field": "times_per_day",
            "got": "an object of type float",
            "expected": "a whole number of administrations",
        },
    ),
    "no times": (
        lambda: bc.Regimen.even(each=mg(5), times_per_day=0),
        {"code": "not-positive", "field": "times_per_day", "expected": "1 to 24"},
    ),
    "a bare even dose": (
        lambda: bc.Regimen.even(each=5, times_per_day=3),
        {"code": "unit-missing", "field": "each"},
    ),
    "an even confirmation that is no truth value": (
        lambda: bc.Regimen.even(each=mg(5), times_per_day=3, confirmed=1),
        {"code": "wrong-type", "field": "confirmed"},
    ),
    "a bare smallest dose": (
        lambda: bc.SmallestDose(5),
        {"code": "unit-missing", "field": "smallest_dose"},
    ),
    "a smallest dose that is no dose": (
        lambda: bc.SmallestDose(mg(201)),
        {"code": "implausible", "field": "smallest_dose"},
    ),
    "an amount to make that is no whole number": (
        lambda: bc.SmallestDose(mg(5)).not_above(7_500.0),
        {
            "code": "wrong-type",
            "field": "micrograms",
            "expected": "a whole number of micrograms",
        },
    ),
    "a reason of another kind": (
        lambda: bc.Stop(reason=bc.Sex.MALE),
        {
            "code": "wrong-type",
            "field": "reason",
            "expected": "a member of bc.StopReason, or its text",
            "hint": "Write bc.StopReason.NO_BENEFIT.",
        },
    ),
}


class TestRefusals:
    """A refusal names the argument, what was needed and how to write it."""

    @pytest.mark.parametrize("case", REFUSED)
    def test_says(self, case: str) -> None:
        """Each part reads as the caller needs it."""
        wrong, parts_of_it = REFUSED[case]
        with pytest.raises(bc.errors.BaclofenCDSError) as caught:
            wrong()
        assert {name: getattr(caught.value, name) for name in parts_of_it} == parts_of_it


class TestNoRegimen:
    """Not taking and not readable are values of their own."""

    def test_they_differ(self) -> None:
        """Neither is the other, nor a regimen, nor false by accident."""
        assert bc.NOT_TAKING != bc.UNREADABLE
        assert not isinstance(bc.NOT_TAKING, bc.Regimen)

    @pytest.mark.parametrize("value", [bc.NOT_TAKING, bc.UNREADABLE])
    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_identity_survives(self, value: Any, protocol: int) -> None:
        """Pickling and copying give the same object back."""
        assert pickle.loads(pickle.dumps(value, protocol)) is value  # noqa: S301
        assert copy.copy(value) is value
        assert copy.deepcopy(value) is value


class TestMakeable:
    """What can be made is whole multiples of the smallest dose, never rounded up."""

    @given(smallest=some.dose_micrograms(), amount=st.integers(0, 300_000))
    def test_not_above(self, smallest: int, amount: int) -> None:
        """The largest makeable amount is a multiple, not above, and less than one step below."""
        makeable = bc.SmallestDose(smallest * bc.ureg.mcg)
        made = makeable.not_above(amount)
        assert made % smallest == 0
        assert made <= amount < made + smallest

    def test_shown(self) -> None:
        """The smallest dose comes back in mg."""
        assert bc.SmallestDose(2.5 * bc.ureg.mg).smallest_dose.m_as("mg") == 2.5


class TestShown:
    """A day reads as the design's section 6 says."""

    @pytest.mark.parametrize(
        ("doses", "shown"),
        [
            ([5, 5, 5], "5 mg three times daily"),
            ([7.5], "7.5 mg once daily"),
            ([10, 5, 10], "10 mg + 5 mg + 10 mg a day"),
            ([0.5, 0.5], "0.5 mg twice daily"),
        ],
    )
    def test_words(self, doses: list[float], shown: str) -> None:
        """Even days are times daily, uneven ones a sum; no trailing zero."""
        assert str(bc.Regimen([mg(d) for d in doses])) == shown

    @pytest.mark.parametrize(
        ("micrograms", "shown"),
        [(0, "0 mg"), (1, "1 mcg"), (99, "99 mcg"), (100, "0.1 mg"), (101, "0.101 mg")],
    )
    def test_small_doses(self, micrograms: int, shown: str) -> None:
        """Below a tenth of a mg a dose is in mcg; nothing is 0 mg."""
        assert show_dose(micrograms) == shown

    def test_with_its_total(self) -> None:
        """A day is written with its sum before its division."""
        assert parts(bc.Regimen([mg(5)] * 3)) == "15 mg/day (5 mg three times daily)"

    def test_stop(self) -> None:
        """A stop keeps its reason; left out, it was not told."""
        assert bc.Stop(reason=bc.StopReason.NO_BENEFIT).reason is bc.StopReason.NO_BENEFIT
        assert bc.Stop().reason is bc.StopReason.UNKNOWN


class TestValue:
    """A regimen and a makeable are values: frozen, equal by content, hashable, picklable."""

    @given(some.regimens())
    def test_round_trips(self, regimen: bc.Regimen) -> None:
        """Evolve, pickle and copy give an equal value with an equal hash."""
        for again in (
            attrs.evolve(regimen),
            pickle.loads(pickle.dumps(regimen)),  # noqa: S301
            copy.copy(regimen),
            copy.deepcopy(regimen),
        ):
            assert again == regimen
            assert hash(again) == hash(regimen)
            assert type(again.micrograms[0]) is type(regimen.micrograms[0])

    def test_makeable_round_trips(self) -> None:
        """A makeable survives the same."""
        makeable = bc.SmallestDose(2.5 * bc.ureg.mg)
        for again in (
            attrs.evolve(makeable),
            pickle.loads(pickle.dumps(makeable)),  # noqa: S301
            copy.deepcopy(makeable),
        ):
            assert again == makeable
            assert hash(again) == hash(makeable)

    def test_evolve_checks_again(self) -> None:
        """A changed regimen is held to the same windows."""
        regimen = bc.Regimen([mg(10)])
        assert attrs.evolve(regimen, doses=[mg(20)]) == bc.Regimen([mg(20)])
        with pytest.raises(bc.errors.InputError) as caught:
            attrs.evolve(regimen, doses=[mg(300)])
        assert caught.value.code == "implausible"

    @pytest.mark.parametrize("name", ["micrograms", "confirmed", "anything"])
    def test_frozen(self, name: str) -> None:
        """No attribute can be set, known or new."""
        with pytest.raises(AttributeError):
            setattr(bc.Regimen([mg(10)]), name, ())
