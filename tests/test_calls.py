"""A call that does not fit is refused as one of our errors, with the argument that was meant."""

from __future__ import annotations

from typing import Any

import attrs
import people
import pytest
from test_bad_inputs import GOOD

import baclofen_cds as bc
from baclofen_cds.calls import by_name
from baclofen_cds.errors import CallError

U = bc.ureg
US = bc.get_profile("us-spasticity")
NOW = bc.Regimen.even(each=10 * U.mg, times_per_day=3)
AGED = {"age": 45 * U.year, "as_of": people.AS_OF}
METHODS = frozenset(
    {
        "Assessment.of",
        "SmallestDose.makes",
        "SmallestDose.not_above",
        "SmallestDose.not_below",
        "Medicines.any_of",
        "Schedule.dated",
        "Schedule.regimen_on",
    }
)
"""Methods of a value that is there already; they take one argument, without a name."""

CALLS = sorted(set(GOOD) - METHODS)

MEANT = (
    (bc.Patient, AGED, "creatinine", "serum_creatinine"),
    (bc.Patient, AGED, "creatinine_on", "serum_creatinine_on"),
    (bc.Patient, AGED, "egfr", "recorded_gfr"),
    (bc.Patient, AGED, "eGFR", "recorded_gfr"),
    (bc.Patient, {"as_of": people.AS_OF}, "birth_date", "date_of_birth"),
    (bc.Patient, {"as_of": people.AS_OF}, "dob", "date_of_birth"),
    (bc.Patient, AGED, "gender", "sex"),
    (bc.Patient, AGED, "weigth", "weight"),
    (bc.Patient, AGED, "weight_kg", "weight"),
    (bc.Patient, {}, "date", "as_of"),
    (bc.Regimen.even, {"each": 10 * U.mg}, "times", "times_per_day"),
    (bc.Regimen.even, {"times_per_day": 3}, "dose", "each"),
    (bc.Regimen, {}, "dose", "doses"),
    (bc.RecordedGFR, {"value": 41 * U.mL / U.min}, "formula", "equation"),
    (bc.RecordedGFR, {"value": 41 * U.mL / U.min}, "date", "on"),
    (bc.starting_dose, {"patient": people.adult()}, "label", "profile"),
    (bc.assess, {"patient": people.adult(), "profile": US}, "regimen", "now"),
    (bc.taper_plan, {"patient": people.adult(), "now": NOW}, "profil", "profile"),
    (bc.get_profile, {"id": "us-spasticity"}, "revison", "revision"),
)

MISSING = (
    (lambda: bc.Patient(age=45 * U.year), "as_of", "datetime.date"),
    (lambda: bc.starting_dose(people.adult()), "profile", "bc.get_profile"),
    (lambda: bc.check_daily_maximum(people.adult(), NOW), "profile", "bc.get_profile"),
    (lambda: bc.assess(people.adult(), profile=US), "now", "bc.NOT_TAKING"),
    (lambda: bc.starting_dose(profile=US), "patient", ""),
    (
        lambda: bc.check_regimen_change(people.adult(), before=NOW, after=bc.Stop(), profile=US),
        "held_for",
        "held_for=None",
    ),
)


def refused(ask: Any, *args: Any, **arguments: Any) -> CallError:
    """Return the error a call is refused with."""
    with pytest.raises(CallError) as caught:
        ask(*args, **arguments)
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, bc.errors.InputError)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    return caught.value


class TestUnknownArgument:
    """A keyword that a call does not have is refused by its name."""

    @pytest.mark.parametrize("call", CALLS)
    def test_every_public_call(self, call: str) -> None:
        """Every public call refuses it as our error, and says what it takes."""
        function, good = GOOD[call]
        error = refused(function, **good, zzz=1)
        assert (error.code, error.field) == ("unknown-argument", "zzz")
        assert error.hint == f"It takes {', '.join(_taken(function))}."

    @pytest.mark.parametrize(("call", "others", "told", "meant"), MEANT)
    def test_did_you_mean(self, call: Any, others: dict[str, Any], told: str, meant: str) -> None:
        """A misspelt one, or a word from elsewhere, is answered with ours."""
        error = refused(call, **others, **{told: None})
        assert (error.code, error.field) == ("unknown-argument", told)
        assert error.hint == f"Did you mean {meant}?"
        assert str(error).endswith(f"Did you mean {meant}?")

    def test_a_copy(self) -> None:
        """A copy with a changed value is held to the same names."""
        error = refused(attrs.evolve, people.adult(), creatinine=None)
        assert error.hint == "Did you mean serum_creatinine?"

    def test_what_is_no_name(self) -> None:
        """What cannot be the name of an argument may be a value gone astray: not repeated."""
        error = refused(bc.Patient, **AGED, **{"Jane Doe, 1948": 1})
        assert error.field == ""
        assert "Jane" not in str(error)

    def test_a_long_name(self) -> None:
        """A name longer than any of ours is not compared with them."""
        error = refused(bc.Stop, **{"reason" * 20: None})
        assert error.hint == "It takes reason."


class TestMissingArgument:
    """An argument that is left out is named."""

    @pytest.mark.parametrize(("ask", "field", "hint"), MISSING)
    def test_named(self, ask: Any, field: str, hint: str) -> None:
        """The first that is missing is named, with how to write it where that is not plain."""
        error = refused(ask)
        assert (error.code, error.field) == ("missing-argument", field)
        assert hint in error.hint


class TestByName:
    """An argument that is told by its name is not taken by its place."""

    def test_by_its_place(self) -> None:
        """The first that needs its name is named."""
        error = refused(bc.starting_dose, people.adult(), US)
        assert (error.code, error.field) == ("by-name", "profile")
        assert error.expected == "its name: without one, starting_dose takes patient"

    def test_no_place(self) -> None:
        """A patient is told by names alone."""
        error = refused(bc.Patient, 45 * U.year, people.AS_OF)
        assert (error.code, error.field) == ("by-name", "as_of")
        assert error.expected.endswith("Patient takes nothing")

    def test_too_many(self) -> None:
        """Where nothing is left to be told, no name is."""
        error = refused(bc.SmallestDose, 5 * U.mg, 5 * U.mg)
        assert (error.code, error.field) == ("by-name", "")

    def test_told_twice(self) -> None:
        """An argument told by its place and by its name is named."""
        error = refused(bc.assess, people.adult(), NOW, patient=people.adult(), profile=US)
        assert (error.code, error.field) == ("by-name", "patient")


class TestFromInside:
    """Only the call itself is looked at: an error from inside it stays what it is."""

    def test_type_error(self) -> None:
        """A ``TypeError`` that a call raises after it has begun is not made into another."""

        @by_name
        def adds(one: int) -> int:
            return one + "1"  # type: ignore[operator, no-any-return]

        with pytest.raises(TypeError) as caught:
            adds(1)
        assert not isinstance(caught.value, CallError)


def _taken(function: Any) -> tuple[str, ...]:
    import inspect

    return tuple(inspect.signature(function).parameters)
