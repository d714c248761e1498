"""What can be made: whole multiples of a dose, or whatever a caller's own code says."""

from __future__ import annotations

import json
import pickle

import people
import pytest

import baclofen_cds as bc
from baclofen_cds.makeable import OwnMakeable, Steps, told_makeable

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
DAY = bc.ureg.day


class Tablets:
    """Tablets of 10 mg that have a half, and of 25 mg that have none."""

    MADE = tuple(sorted({5_000 * a + 25_000 * b for a in range(41) for b in range(9)}))

    def not_above(self, micrograms: int) -> int:
        return max(one for one in self.MADE if one <= micrograms)

    def not_below(self, micrograms: int) -> int:
        return min(one for one in self.MADE if one >= micrograms)

    def makes(self, micrograms: int) -> bool:
        return micrograms in self.MADE


class OnlyPacks(Tablets):
    """Packets of 10 mg and of 25 mg, never two of one kind."""

    MADE = (0, 10_000, 25_000, 35_000)


class Declared(bc.Makeable):
    """A caller's class that names the protocol as its base."""

    def not_above(self, micrograms: int) -> int:
        return Steps(2_500).not_above(micrograms)

    def not_below(self, micrograms: int) -> int:
        return Steps(2_500).not_below(micrograms)

    def makes(self, micrograms: int) -> bool:
        return Steps(2_500).makes(micrograms)


class Whole(Tablets):
    """Whole tablets of 10 mg and of 15 mg."""

    MADE = tuple(sorted({10_000 * a + 15_000 * b for a in range(21) for b in range(14)}))


class Counting(Tablets):
    """Tablets that count how often they are asked, and change their mind."""

    def __init__(self) -> None:
        self.asked = 0

    def makes(self, micrograms: int) -> bool:
        self.asked += 1
        return super().makes(micrograms) and self.asked == 1


class Unsure:
    """Neither yes nor no."""

    def __bool__(self) -> bool:
        raise ValueError


class Index:
    """A whole number of another type."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __index__(self) -> int:
        return self.number


def raising() -> type:
    """Return a class whose answer to what it makes is an exception, once it was asked before."""

    class Raising(Tablets):
        def makes(self, micrograms: int) -> bool:
            if micrograms > 10_000:
                raise KeyError(micrograms)
            return True

    return Raising


def questions(makeable: object) -> list[bc.Decision]:
    """Ask every question that takes what can be made."""
    told = {"smallest_dose": makeable}
    adult, now = people.adult(), people.day(10, 10, 10)
    well = {"response": bc.Response.PARTIAL, "tolerability": bc.Tolerability.GOOD}
    return [
        bc.starting_dose(adult, profile=US, **told),
        bc.titration_plan(adult, profile=US, **told),
        bc.next_titration_step(adult, now, held_for=9 * DAY, profile=US, **well, **told),
        bc.taper_plan(adult, now, profile=US, **told),
        bc.check_regimen_change(
            adult,
            before=now,
            after=people.day(10, 10, 5),
            held_for=90 * DAY,
            profile=US,
            **told,
        ),
    ]


class TestOwn:
    """A caller's own code may say what can be made, and is held to what it says."""

    def test_as_told(self) -> None:
        """Where it makes what a smallest dose makes, every answer is the same."""
        own, plain = questions(Tablets()), questions(5 * bc.ureg.mg)
        assert [d.answer for d in own] == [d.answer for d in plain]
        assert [d.outcome for d in own] == [d.outcome for d in plain]

    def test_by_the_protocol(self) -> None:
        """A class that names the protocol as its base is one."""
        assert questions(Declared())[0].answer == questions(2.5 * bc.ureg.mg)[0].answer

    def test_unit_of_a_taper(self) -> None:
        """The unit is the smallest amount above nothing that it makes (P5)."""
        told = {"profile": US, "smallest_dose": Declared()}
        plan = bc.taper_plan(people.adult(), people.day(10), **told).answer
        assert [step.regimen.micrograms_per_day for step in plan.steps] == [7_500, 5_000, 2_500]

    def test_what_it_does_not_make(self) -> None:
        """A way down through a dose that it does not make is no way down."""
        day = people.day(30, 30)
        found = bc.taper_plan(people.adult(), day, profile=US, smallest_dose=OnlyPacks())
        assert found.outcome is bc.Outcome.INSUFFICIENT_DATA
        assert "smaller_makeable_dose" in [unknown.name for unknown in found.unknown]

    def test_step_back(self) -> None:
        """One step back to a dose that it does not make is none; a taper is offered."""
        found = bc.next_titration_step(
            people.adult(),
            people.day(30),
            held_for=90 * DAY,
            response=bc.Response.PARTIAL,
            tolerability=bc.Tolerability.LIMITING,
            profile=US,
            smallest_dose=OnlyPacks(),
        )
        assert found.answer.action is bc.Action.OFFER_TAPER

    def test_stored(self) -> None:
        """It is stored by its name alone; asking again refuses it by name."""
        for decision in questions(Tablets()):
            stored = json.loads(json.dumps(bc.to_dict(decision)))
            assert bc.from_dict(stored) == decision
            with pytest.raises(bc.errors.InputError) as refused:
                bc.recompute(stored)
            assert (refused.value.code, refused.value.field) == ("not-makeable", "smallest_dose")
            assert refused.value.got == "Tablets"

    @pytest.mark.parametrize(
        ("method", "answer"),
        [
            ("not_above", lambda x: x + 100),
            ("not_above", lambda x: x - x % 100 + 1),
            ("not_above", lambda _: -1),
            ("not_above", float),
            ("not_above", lambda _: 1 // 0),
            ("not_below", lambda x: x - 1),
            ("not_below", str),
            ("not_below", lambda _: {}[0]),
            ("makes", lambda _: False),
            ("makes", lambda _: Unsure()),
        ],
    )
    def test_contradictions(self, method: str, answer: object) -> None:
        """What fails, or contradicts itself, is one of our errors, and nothing else comes out."""
        tenths = {name: getattr(Steps(100), name) for name in ("not_above", "not_below", "makes")}
        answers = {name: staticmethod(how) for name, how in {**tenths, method: answer}.items()}
        with pytest.raises(bc.errors.InputError) as refused:
            bc.starting_dose(
                people.adult(), profile=US, smallest_dose=type("Wrong", (), answers)()
            )
        error = refused.value
        assert (error.code, error.field, error.got) == ("not-makeable", "smallest_dose", "Wrong")
        assert error.expected == (
            "not_above, not_below and makes, which answer with whole micrograms (makes with yes "
            "or no) for any amount, and agree with each other"
        )

    def test_derived(self) -> None:
        """A class derived of ours that answers otherwise is held to what it says as well."""

        class Up(bc.SmallestDose):
            def not_above(self, micrograms: int) -> int:
                return micrograms * 10

        with pytest.raises(bc.errors.InputError) as refused:
            bc.starting_dose(people.adult(), profile=US, smallest_dose=Up(5 * bc.ureg.mg))
        assert refused.value.code == "not-makeable"

    def test_too_fine(self) -> None:
        """What makes less than the smallest dose there is, is refused as such a dose is."""
        kind = type(
            "Fine", (), {n: getattr(Steps, n) for n in ("not_above", "not_below", "makes")}
        )
        kind.step = 1
        with pytest.raises(bc.errors.InputError) as refused:
            bc.starting_dose(people.adult(), profile=US, smallest_dose=kind())
        assert (refused.value.code, refused.value.field) == ("implausible", "smallest_dose")

    def test_uneven(self) -> None:
        """A dose that it makes shows no finer unit: no step of a taper is one it does not make."""
        whole = Whole()
        for doses in ((15, 15, 15), (10, 15), (45,), (30, 15), (20, 20, 20)):
            found = bc.taper_plan(
                people.adult(), people.day(*doses), profile=US, smallest_dose=whole
            )
            plans = (found.answer, found.answer.beside) if found.has_answer else ()
            steps = [step for plan in plans for step in plan.steps]
            assert all(whole.makes(dose) for step in steps for dose in step.regimen.micrograms)

    def test_large(self) -> None:
        """An unusually large smallest dose is no slip where somebody's own code says so."""
        kind = type("Large", (Steps,), {})
        start = bc.starting_dose(people.adult(), profile=US, smallest_dose=kind(100_000))
        assert [unknown.name for unknown in start.unknown][:1] == ["smaller_makeable_dose"]

    def test_yes_in_other_words(self) -> None:
        """What makes answers is taken for yes or no, whatever it is."""

        class Wordy(Tablets):
            def makes(self, micrograms: int) -> str:
                return "yes" if super().makes(micrograms) else ""

        assert questions(Wordy())[0].answer == questions(Tablets())[0].answer
        assert OwnMakeable("Wordy", Wordy()).makes(4_999) is False

    def test_asked_once(self) -> None:
        """It is asked the same thing once, so that findings read later agree with the answer."""
        own = OwnMakeable("Counting", Counting())
        assert [own.makes(5_000) for _ in range(3)] == [True] * 3
        assert own.told.asked == 1

    def test_pickled(self) -> None:
        """A decision with one survives pickling: its name is kept, as in storage."""

        class Local(Tablets):
            pass

        for decision in questions(Local()):
            assert pickle.loads(pickle.dumps(decision)) == decision  # noqa: S301 - our own

    def test_is_one(self) -> None:
        """Whatever answers the three is one, and so is ours."""
        assert isinstance(Tablets(), bc.Makeable)
        assert isinstance(bc.SmallestDose(5 * bc.ureg.mg), bc.Makeable)
        assert not isinstance(5, bc.Makeable)

    def test_whole_numbers_of_others(self) -> None:
        """A whole number of another type is one, as at every door."""

        class Others(Tablets):
            def not_below(self, micrograms: int) -> Index:
                return Index(super().not_below(micrograms))

        assert bc.starting_dose(people.adult(), profile=US, smallest_dose=Others()).has_answer

    def test_a_class_that_hides(self) -> None:
        """A class that refuses to be looked at is no makeable, and its error is not seen."""

        class Hiding(type):
            def __getattribute__(cls, name: str) -> object:
                if name == "not_above":
                    raise KeyError(name)
                return super().__getattribute__(name)

        with pytest.raises(bc.errors.InputError) as refused:
            bc.starting_dose(people.adult(), profile=US, smallest_dose=Hiding("Wrong", (), {})())
        assert refused.value.field == "smallest_dose"

    def test_an_exception_later(self) -> None:
        """An exception in the middle of a plan is ours too, without its text."""
        with pytest.raises(bc.errors.InputError) as refused:
            bc.titration_plan(people.adult(), profile=US, smallest_dose=raising()())
        assert refused.value.code == "not-makeable"
        assert refused.value.__cause__ is None

    def test_a_smallest_dose_stays_one(self) -> None:
        """What is a smallest dose already is taken as it is, and any other by its own answers."""
        tablets = bc.SmallestDose(2.5 * bc.ureg.mg)
        assert told_makeable(tablets) is tablets
        own = told_makeable(Tablets())
        assert (type(own), own.name) == (OwnMakeable, "Tablets")

    def test_asked_at_once(self) -> None:
        """What cannot say what its smallest amount is, is refused before anything is asked."""

        class FromTwo(Tablets):
            def not_below(self, micrograms: int) -> int:
                return 0 if micrograms == 1 else super().not_below(micrograms)

        with pytest.raises(bc.errors.InputError):
            told_makeable(FromTwo())

    def test_nothing(self) -> None:
        """Below what it makes there is nothing, which need not be made."""
        own = OwnMakeable("Tablets", Tablets())
        assert own.not_above(5_000) == own.not_below(5_000) == 5_000
        assert (own.not_above(4_999), own.not_below(4_999), own.makes(4_999)) == (0, 5_000, False)


class TestFormerName:
    """``bc.Makeable(x)`` still gives what it gave, and says what to write."""

    def test_warns(self) -> None:
        """The former name warns and returns a smallest dose."""
        with pytest.warns(DeprecationWarning, match=r"bc\.SmallestDose"):
            made = bc.Makeable(2.5 * bc.ureg.mg)
        assert made == bc.SmallestDose(2.5 * bc.ureg.mg)

    def test_stored_before(self) -> None:
        """An answer stored under the former name is read."""
        stored = bc.to_dict(bc.SmallestDose(2.5 * bc.ureg.mg))
        assert bc.from_dict({**stored, "type": "Makeable"}) == bc.SmallestDose(2.5 * bc.ureg.mg)


class TestSmallestDose:
    """Whole multiples of the smallest dose."""

    @pytest.mark.parametrize(
        ("amount", "below", "above", "made"),
        [(0, 0, 0, True), (2_499, 0, 2_500, False), (2_500, 2_500, 2_500, True)],
    )
    def test_multiples(self, amount: int, below: int, above: int, made: bool) -> None:
        """The nearest multiples, and whether it is one."""
        tablets = bc.SmallestDose(2.5 * bc.ureg.mg)
        found = tablets.not_above(amount), tablets.not_below(amount), tablets.makes(amount)
        assert found == (below, above, made)
        assert bc.starting_dose(people.adult(), profile=UK, smallest_dose=tablets).has_answer
