"""When in the day a dose is taken: told, kept and shown; a day and its order."""

from __future__ import annotations

import datetime as dt
import pickle
from itertools import pairwise
from typing import Any

import attrs
import pytest
import strategies as some
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds.regimen import parts
from baclofen_cds.slots import place_in_day

PARTS = [bc.Slot.MORNING, bc.Slot.NOON, bc.Slot.AFTERNOON, bc.Slot.EVENING, bc.Slot.NIGHT]


def day(*doses: float, slots: Any = None) -> bc.Regimen:
    """Return a day of doses in mg."""
    return bc.Regimen([dose * bc.ureg.mg for dose in doses], slots=slots)


class TestTold:
    """Slots are told one for each administration."""

    def test_in_their_order(self) -> None:
        """The parts of a day are those of the issue, from the first to the last."""
        assert list(bc.Slot) == PARTS
        assert [slot.value for slot in PARTS] == [
            "morning",
            "noon",
            "afternoon",
            "evening",
            "night",
        ]

    def test_members_texts_and_times(self) -> None:
        """A member, its text and a time of day are told side by side; one may be left open."""
        told = day(5, 5, 5, 5, slots=[bc.Slot.MORNING, "Noon", dt.time(17, 30), None])
        assert told.slots == (bc.Slot.MORNING, bc.Slot.NOON, dt.time(17, 30), None)

    @pytest.mark.parametrize("slots", [None, [None, None], (None, None)])
    def test_not_told(self, slots: Any) -> None:
        """Told of none, or of each that it is not told, a day has no slots."""
        assert day(10, 5, slots=slots).slots is None
        assert day(10, 5, slots=slots) == day(10, 5)

    def test_even(self) -> None:
        """An even day takes them as well."""
        told = bc.Regimen.even(each=5 * bc.ureg.mg, times_per_day=2, slots=["morning", "night"])
        assert told == day(5, 5, slots=[bc.Slot.MORNING, bc.Slot.NIGHT])

    def test_by_name_only(self) -> None:
        """Without its name nothing says what a list beside the doses is."""
        with pytest.raises(bc.errors.CallError):
            bc.Regimen([5 * bc.ureg.mg], ["night"])  # type: ignore[call-arg, arg-type]

    def test_a_clock_put_back(self) -> None:
        """Of a time only its hour and minute are kept."""
        told = day(5, slots=[dt.time(2, 30, fold=1)])
        assert told == day(5, slots=[dt.time(2, 30)])
        assert [slot.fold for slot in told.slots or () if isinstance(slot, dt.time)] == [0]

    def test_other_doses_need_other_slots(self) -> None:
        """Changed to more doses, a day with slots is refused by name; without them it is not."""
        told = day(5, 5, slots=["morning", "night"])
        more = [5 * bc.ureg.mg] * 3
        with pytest.raises(bc.errors.InputError) as caught:
            attrs.evolve(told, doses=more)
        assert (caught.value.code, caught.value.field) == ("conflict", "slots")
        assert attrs.evolve(told, doses=more, slots=None) == day(5, 5, 5)
        assert attrs.evolve(day(5, 5), doses=more) == day(5, 5, 5)


class TestOrder:
    """Doses keep the order of the day; what cannot be compared is not."""

    @pytest.mark.parametrize(
        "slots",
        [
            ["morning", "morning"],
            ["noon", "afternoon"],
            [dt.time(8), dt.time(8)],
            [dt.time(0), dt.time(23, 59)],
            ["night", dt.time(6)],
            [dt.time(20), "morning"],
            ["night", None],
        ],
    )
    def test_forwards(self, slots: Any) -> None:
        """Equal neighbours are in order; a part beside a time is, whichever they are."""
        assert day(5, 5, slots=slots).slots is not None

    @pytest.mark.parametrize(
        "slots",
        [
            ["noon", "morning", None],
            ["night", None, "evening"],
            [dt.time(8, 1), dt.time(8), None],
            [dt.time(20), "night", dt.time(8)],
            ["night", dt.time(8), "morning"],
        ],
    )
    def test_backwards(self, slots: Any) -> None:
        """Back in the day is refused, also with something else between."""
        with pytest.raises(bc.errors.InputError) as caught:
            day(5, 5, 5, slots=slots)
        assert (caught.value.code, caught.value.field) == ("conflict", "slots")
        assert caught.value.expected == "slots in the order of the day"

    @given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=6))
    def test_exactly_the_sorted_ones(self, slots: list[bc.Slot]) -> None:
        """Parts of the day are accepted exactly where none is before the one told before it."""
        forwards = all(PARTS.index(one) <= PARTS.index(after) for one, after in pairwise(slots))
        try:
            day(*[5] * len(slots), slots=slots)
        except bc.errors.InputError:
            assert not forwards
        else:
            assert forwards

    def test_places(self) -> None:
        """A part has its place among the parts, a time its minute of the day."""
        assert [place_in_day(slot) for slot in PARTS] == [0, 1, 2, 3, 4]
        assert [place_in_day(dt.time(*at)) for at in [(0, 0), (8, 30), (23, 59)]] == [0, 510, 1439]


class TestValue:
    """Slots are part of what a day is."""

    def test_equality_and_hash(self) -> None:
        """Two days that differ in a slot differ; with the same slots they are one."""
        told, same = (day(10, 5, slots=["morning", "night"]) for _ in range(2))
        assert told == same
        assert hash(told) == hash(same)
        others = [
            day(10, 5),
            day(10, 5, slots=["noon", "night"]),
            day(10, 5, slots=["noon", None]),
        ]
        assert len({told, *others}) == 4

    @given(some.regimens())
    def test_survives(self, regimen: bc.Regimen) -> None:
        """Evolved, pickled and stored, a day keeps its slots."""
        stored = bc.from_dict(bc.to_dict(regimen))
        for again in (attrs.evolve(regimen), pickle.loads(pickle.dumps(regimen)), stored):  # noqa: S301
            assert again.slots == regimen.slots
            assert [type(slot) for slot in again.slots or ()] == [
                type(slot) for slot in regimen.slots or ()
            ]

    def test_stored(self) -> None:
        """The key is written where something is told, and only there."""
        written = bc.to_dict(day(10, 5, 5, slots=["morning", dt.time(20, 30), None]))
        assert written["slots"] == [
            {"type": "Slot", "value": "morning"},
            {"type": "time", "value": "20:30:00"},
            None,
        ]
        assert "slots" not in bc.to_dict(day(10, 5, 5))
        del written["slots"]
        assert bc.from_dict(written) == day(10, 5, 5)


class TestShown:
    """A day writes its slots; a sentence about a day goes by its doses."""

    @pytest.mark.parametrize(
        ("doses", "slots", "shown"),
        [
            ([10, 5], ["morning", "evening"], "10 mg morning + 5 mg evening a day"),
            ([5, 5], [dt.time(8), dt.time(20, 5)], "5 mg at 08:00 + 5 mg at 20:05 a day"),
            ([5], ["night"], "5 mg night a day"),
            ([5, 5, 10], [None, None, "night"], "5 mg + 5 mg + 10 mg night a day"),
        ],
    )
    def test_with_them(self, doses: list[float], slots: Any, shown: str) -> None:
        """Each dose stands with its own slot, so that none is read beside another dose."""
        assert str(day(*doses, slots=slots)) == shown
        assert repr(day(*doses, slots=slots)) == f"<Regimen {shown}>"

    @given(some.regimens())
    def test_in_a_sentence(self, regimen: bc.Regimen) -> None:
        """With its total a day is written as if nothing were told of its slots."""
        without = attrs.evolve(regimen, slots=None)
        assert parts(regimen) == parts(without)
        assert str(without) in parts(regimen)
