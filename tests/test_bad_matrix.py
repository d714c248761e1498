"""Every wrong value in every place is refused by name, and nothing of it is repeated.

``wrong_values.py`` makes the values, ``bad_counts.py`` lays them out over every public
call. A value is right for a parameter only where the parameter's annotation names what
the value is; there it need not be refused, but nothing foreign may come out either.
"""

from __future__ import annotations

import datetime as dt
import inspect
import operator
import warnings
from collections.abc import Iterator
from typing import Any

import bad_counts
import people
import pytest
from test_bad_inputs import GOOD, ask
from wrong_values import CANARY, KINDS, Text

import baclofen_cds as bc

PARTS: dict[tuple[str, str], frozenset[str]] = {
    ("Patient", "date_of_birth"): frozenset({"age"}),
    ("interop.fhir.read_record", "bundle"): frozenset({"resourceType"}),
    ("interop.fhir.read_record", "as_of"): frozenset({"age"}),
    **{
        (f"kidney.{name}", "patient"): frozenset(
            {"age", "weight", "serum_creatinine", "cystatin_c"}
        )
        for name in bc.kidney.__all__
    },
}
"""Documented parts of an argument that an error may be about: what is missing of a patient."""

PATHS = frozenset({("from_dict", "data"), ("recompute", "data")})
"""Arguments whose errors name a path inside them."""


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those a traceback would show with it."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def names(call: str, parameter: str, field: str) -> bool:
    """Whether a field is the parameter, or a documented part of it."""
    whole = field == parameter or field.startswith((f"{parameter}[", f"{parameter}."))
    path = (call, parameter) in PATHS and bool(field)
    return whole or path or field in PARTS.get((call, parameter), ())


def complaint(call: str, parameter: str, error: bc.errors.BaclofenCDSError) -> str:
    """Return what is wrong with an error; empty if nothing is."""
    if error.code not in bc.errors.CODES or error.code == "internal":
        return f"code {error.code}"
    if not names(call, parameter, error.field):
        return f"field {error.field}"
    said = "".join(f"{one!s}{one!r}{one.args!r}{vars(one)!r}" for one in chain(error))
    return "the value is repeated" if CANARY in said else ""


def tried(call: str, parameter: str, kind: str, *, right: bool) -> str:
    """Put one value in one place; return what went wrong."""
    value = KINDS[kind].make()
    try:
        ask(call, parameter, value)
    except bc.errors.BaclofenCDSError as error:
        return complaint(call, parameter, error)
    except Exception as error:  # noqa: BLE001 - that is the question
        return f"{type(error).__name__} came out"
    return "" if right else "accepted"


def faults(call: str) -> Iterator[tuple[str, str]]:
    """Put every value in every place of a call; yield what went wrong where."""
    for place in [p for p in bad_counts.places() if p[0] == call]:
        wrong = set(bad_counts.wrong_for(*place))
        for kind in KINDS:
            if fault := tried(call, place[1], kind, right=kind not in wrong):
                yield f"{place[1]} = {kind}", fault


class TestMatrix:
    """Every public call, with every parameter replaced by every wrong value."""

    @pytest.mark.invariant(36)
    @pytest.mark.invariant(37)
    @pytest.mark.parametrize("call", sorted(GOOD))
    def test_refused_by_name(self, call: str) -> None:
        """A wrong value is refused by one of our errors, which names its place only."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert dict(faults(call)) == {}


class TestNothingIsLeftOut:
    """The matrix is made from the public names, so a new one cannot be forgotten."""

    def test_every_public_call(self) -> None:
        """Everything public that takes an argument has a good call."""
        assert bad_counts.public_calls() == set(GOOD)

    def test_results_are_results(self) -> None:
        """What is left out as a result is a public class, and none that is tried."""
        for name in bad_counts.RESULTS:
            assert inspect.isclass(operator.attrgetter(name)(bc))
        assert not bad_counts.RESULTS & set(GOOD)

    def test_every_parameter(self) -> None:
        """Every good argument is one of the call's parameters, and every one has its row."""
        for call, (function, good) in GOOD.items():
            parameters = set(inspect.signature(function).parameters)
            assert parameters == {name for c, name, _ in bad_counts.places() if c == call}
            assert good.keys() <= parameters

    def test_enough(self) -> None:
        """At least 20 wrong values for each parameter, and at least 2,000 bad inputs."""
        counts = bad_counts.counts()
        assert counts["fewest"] >= 20
        assert counts["total"] >= 2_000
        assert counts["total"] == counts["curated"] + counts["matrix"]

    def test_annotations_are_understood(self) -> None:
        """An annotation is split where it allows something else, not inside a bracket."""
        assert bad_counts.alternatives("tuple[A | B, ...] | None") == {
            "tuple[A | B, ...]",
            "tuple",
            "None",
        }


class Day(dt.date):
    """A date of another type, as some test tools make them."""


class TestKeptPlain:
    """A right value of a type of someone else's is kept as a plain one."""

    def test_dates(self) -> None:
        """A date of another type is kept as a date, so it can be stored."""
        patient = people.adult(as_of=Day(2026, 3, 10), weight_on=Day(2026, 3, 3))
        assert type(patient.as_of) is dt.date
        assert bc.from_dict(bc.to_dict(patient)) == patient

    def test_text(self) -> None:
        """Text of another type is kept as text, so it can be stored."""
        taken = bc.Medicines([Text("N02AA05")], complete=True)
        assert type(taken.codes[0]) is str
        assert bc.from_dict(bc.to_dict(taken)) == taken
        assert bc.get_profile(Text("us-spasticity")) is bc.get_profile("us-spasticity")

    def test_lists(self) -> None:
        """A list of another type is read like a list."""
        several: Any = type("Several", (list,), {})
        assert bc.Regimen(several([5 * bc.ureg.mg])).times_per_day == 1
