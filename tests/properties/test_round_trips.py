"""Values survive: written and read, pickled, evolved; and questions can be asked again."""

from __future__ import annotations

import contextlib
import copy
import json
import pickle
from collections.abc import Iterable
from typing import Any, get_args, get_origin

import attrs
import jsonschema
import pytest
import strategies as some
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds.decisions import Provenance, Remark, Unknown, resolved
from baclofen_cds.schedule import End, in_sequence
from baclofen_cds.serialization import table
from baclofen_cds.serialization.json_schema import json_schema
from baclofen_cds.serialization.table import QUESTIONS
from baclofen_cds.sources import Basis, Citation

SCHEMA = jsonschema.Draft202012Validator(json_schema())
EVERY_PROFILE = [bc.get_profile(name) for name in bc.available_profiles()]
over_every_profile = pytest.mark.parametrize("profile", EVERY_PROFILE, ids=lambda p: p.id)
over_every_type = pytest.mark.parametrize("kind", table.OURS.values(), ids=table.OURS)


@st.composite
def made_with(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the files of a question: all guidance, or some."""
    guidance = draw(st.none() | st.sets(st.sampled_from(["muanda", "wolf", "ags-beers"])))
    return {"guidance": None if guidance is None else tuple(map(bc.get_guidance, guidance))}


@st.composite
def results(draw: st.DrawFn, profile: Any = None, *, asked: Iterable[str] = QUESTIONS) -> Any:
    """Draw a decision or an assessment: any question, about anyone, with any argument."""
    patient, taking = draw(some.anyone()), draw(some.takings())
    files = {"profile": profile or draw(some.profiles()), **draw(made_with())}
    where = {"setting": draw(some.settings_of_care())}
    smallest = {"smallest_dose": draw(st.none() | some.doses(largest=20_000))}
    question = draw(st.sampled_from(sorted(asked)))
    if question == "starting_dose":
        return bc.starting_dose(patient, **files, **where, **smallest)
    if question == "check_daily_maximum":
        return bc.check_daily_maximum(patient, taking, **files, **where)
    if question == "renal_caution":
        starting = draw(st.booleans())
        return bc.renal_caution(patient, taking, **files, **where, starting=starting)
    if question == "titration_plan":
        target = draw(st.none() | st.integers(1, 120).map(lambda mg: mg * 1_000))
        towards = None if target is None else bc.ureg.Quantity(target, "microgram / day")
        return bc.titration_plan(patient, **files, **where, **smallest, target=towards)
    if question == "older_adult_caution":
        return bc.older_adult_caution(patient, taking, **files, **where)
    days = draw(st.none() | st.integers(0, 400))
    held = {"held_for": None if days is None else days * bc.ureg.day}
    if question == "next_titration_step":
        going = {
            "response": draw(st.sampled_from(bc.Response)),
            "tolerability": draw(st.sampled_from(bc.Tolerability)),
        }
        return bc.next_titration_step(
            patient, taking, **files, **where, **smallest, **held, **going
        )
    if question == "check_regimen_change":
        stops = st.sampled_from(bc.StopReason).map(lambda reason: bc.Stop(reason=reason))
        change = {"before": taking, "after": draw(some.regimens() | stops)}
        exposure = draw(st.none() | st.integers(0, 400).map(lambda used: used * bc.ureg.day))
        return bc.check_regimen_change(
            patient, **files, **where, **smallest, **held, **change, exposure=exposure
        )
    if question == "taper_plan":
        weeks = draw(st.none() | st.integers(0, 200))
        exposure = None if weeks is None else weeks * bc.ureg.week
        reason = draw(st.sampled_from(bc.StopReason))
        pace = draw(st.sampled_from([None, bc.Pace.GENTLE, bc.Pace.SHORTER]))
        times = taking.times_per_day if isinstance(taking, bc.Regimen) else 24
        first = draw(st.none() | st.integers(1, times))
        told = {"exposure": exposure, "reason": reason, "pace": pace, "lower_first": first}
        return bc.taper_plan(patient, taking, **files, **smallest, **told)
    assert question == "assess", "a new question is drawn here, too"
    signs = draw(st.lists(st.sampled_from(bc.Sign), max_size=3))
    return bc.assess(patient, taking, **files, **where, signs=signs)


def inside(value: Any) -> list[Any]:
    """Return a value of the table and every one in it."""
    if isinstance(value, (tuple, frozenset)):
        return [one for part in value for one in inside(part)]
    if type(value) in table.VALUES:
        parts = [resolved(getattr(value, name)) for _, name, _ in table.attributes(type(value))]
        return [value, *inside(tuple(parts))]
    return [value] if type(value) in table.OURS.values() else []


@st.composite
def schedules(draw: st.DrawFn) -> bc.Schedule:
    """Draw a plan, with another one beside it or without."""
    parts = st.tuples(some.regimens(most=3), st.integers(1, 30))
    steps = in_sequence(
        draw(st.lists(parts, min_size=1, max_size=3)),
        draw(st.sampled_from(Basis)),
        (draw(of_type(Citation)),),
    )
    end = draw(st.one_of(*map(of_type, get_args(End))))
    beside = draw(schedules()) if draw(st.sampled_from([False, False, True])) else None
    return bc.Schedule(steps, end, draw(st.sampled_from(bc.Pace)), beside)


@st.composite
def starts(draw: st.DrawFn) -> bc.StartingDose:
    """Draw a starting dose with its divisions."""
    options = draw(st.lists(some.regimens(most=3), min_size=1, max_size=3))
    return bc.StartingDose(
        tuple(options), draw(st.sampled_from(Basis)), (draw(of_type(Citation)),)
    )


PLACE = (Citation("patient record", "weight"),)
AT_LEAST = {
    bc.Finding: bc.Finding("nothing-taken", bc.Severity.INFO, Basis.RECORD, cited=PLACE),
    Remark: Remark("do-not-stop-suddenly"),
    Unknown: Unknown("weight", could_change_answer=False),
}
"""A value to take where a result holds none of its type."""

DECISIONS = [name for name in QUESTIONS if name != table.ASSESS]
DRAWN: dict[type, Any] = {
    bc.Patient: some.anyone(),
    bc.Regimen: some.regimens(),
    bc.RecordedGFR: some.recorded_gfrs(),
    bc.Medicines: some.medicines(),
    bc.SmallestDose: some.doses().map(bc.SmallestDose),
    bc.Schedule: schedules(),
    bc.StartingDose: starts(),
    bc.Decision: results(asked=DECISIONS),
    bc.Assessment: results(asked=[table.ASSESS]),
    Provenance: results().map(lambda result: result.provenance),
}


@st.composite
def taken(draw: st.DrawFn, kind: type) -> Any:
    """Draw a result and take one value of a type out of it."""
    found = [value for value in inside(draw(results())) if type(value) is kind]
    return draw(st.sampled_from(found or [AT_LEAST[kind]]))


def of_type(kind: type) -> st.SearchStrategy[Any]:
    """Draw a value of a type of the table."""
    if kind in DRAWN:
        return DRAWN[kind]
    if kind in AT_LEAST:
        return taken(kind)
    if kind in table.AMOUNTS:
        return st.integers(1, 10**9).map(kind)
    if kind in table.WORDS:
        return st.sampled_from(list(kind))  # type: ignore[call-overload]
    parts = {
        key: st.one_of(*map(allowed, table.alternatives(hint)))
        for key, _, hint in table.attributes(kind)
    }
    return st.builds(kind, **parts)


PLAIN = {
    type(None): st.none(),
    bool: st.booleans(),
    int: st.integers(1, 1_000),
    str: st.text(max_size=20),
}


def allowed(one: Any) -> st.SearchStrategy[Any]:
    """Draw one alternative of an annotation."""
    if get_origin(one) in (tuple, frozenset):
        item = st.one_of(*map(allowed, table.alternatives(get_args(one)[0])))
        return st.lists(item, max_size=2).map(get_origin(one))
    return PLAIN[one] if one in PLAIN else of_type(one)


def stored(value: Any) -> dict[str, Any]:
    """Write a value and send it through JSON text."""
    return json.loads(json.dumps(bc.to_dict(value), allow_nan=False))


def as_compared(written: Any) -> Any:
    """Leave out of a stored value what two equal values may differ in."""
    if isinstance(written, list):
        return [as_compared(one) for one in written]
    if not isinstance(written, dict):
        return written
    left_out = "confirmed" if written.get("type") == "Regimen" else ""
    return {key: as_compared(part) for key, part in written.items() if key != left_out}


@over_every_type
class TestEveryType:
    """Every value type survives everything a value goes through."""

    @pytest.mark.invariant(33)
    @given(data=st.data())
    def test_written_and_read(self, data: st.DataObject, kind: type) -> None:
        """Written, through JSON text, and read, it is the same; the schema allows it."""
        value = data.draw(of_type(kind))
        aloud = json.loads(json.dumps(bc.to_dict(value, sentences=True)))
        assert SCHEMA.is_valid(aloud)
        assert bc.from_dict(aloud) == value
        written = stored(value)
        assert SCHEMA.is_valid(written)
        back = bc.from_dict(written)
        assert (back, hash(back), repr(back)) == (value, hash(value), repr(value))
        assert [type(part) for part in inside(back)] == [type(part) for part in inside(value)]
        assert bc.to_dict(back) == written

    @pytest.mark.invariant(31)
    @given(data=st.data())
    def test_pickled(self, data: st.DataObject, kind: type) -> None:
        """A pickled copy is equal, with an equal hash."""
        value = data.draw(of_type(kind))
        back = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes
        assert (back, hash(back), type(back)) == (value, hash(value), kind)
        assert copy.deepcopy(value) == value
        assert stored(back) == stored(copy.deepcopy(value)) == stored(value)

    @pytest.mark.invariant(32)
    @given(data=st.data())
    def test_evolved(self, data: st.DataObject, kind: type) -> None:
        """Evolved without a change it is equal; no attribute of it can be set."""
        value = data.draw(of_type(kind))
        if not attrs.has(kind):
            return
        assert attrs.evolve(value) == value
        assert hash(attrs.evolve(value)) == hash(value)
        for attribute in attrs.fields(kind):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(value, attribute.name, None)

    @given(data=st.data())
    def test_equal_values_have_equal_hashes(self, data: st.DataObject, kind: type) -> None:
        """Two equal values have one hash, and are written alike, but for a day's confirmation."""
        one, other = data.draw(of_type(kind)), data.draw(of_type(kind))
        assert (one == other) == (as_compared(stored(one)) == as_compared(stored(other)))
        if one == other:
            assert hash(one) == hash(other)


@over_every_profile
class TestResults:
    """A stored result is the result."""

    @pytest.mark.invariant(33)
    @given(data=st.data())
    def test_read_back(self, data: st.DataObject, profile: Any) -> None:
        """Read back it is equal, and reads the same."""
        result = data.draw(results(profile))
        back = bc.from_dict(stored(result))
        assert (back, hash(back), repr(back)) == (result, hash(result), repr(result))
        assert bc.to_dict(back) == bc.to_dict(result)
        assert bc.text(back, sources=True) == bc.text(result, sources=True)

    @pytest.mark.invariant(33)
    @given(data=st.data())
    def test_recomputed(self, data: st.DataObject, profile: Any) -> None:
        """Asked again it is the same, whatever was asked and told."""
        result = data.draw(results(profile))
        again = bc.recompute(stored(result))
        assert (again, hash(again), repr(again)) == (result, hash(result), repr(result))
        assert bc.to_dict(again) == bc.to_dict(result)


FOREIGN = (object(), bc.Sex.MALE, some.AS_OF, bc.Medicines())
JUNK = st.sampled_from(
    [None, True, 0, -1, 10**400, 1.5, float("nan"), "", "x", b"x", [], {}, [[]], object, *FOREIGN]
) | st.sampled_from(sorted(table.NAMED)).map(lambda name: {"type": name, "value": "x"})


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every place in a stored value."""
    parts = data.items() if isinstance(data, dict) else enumerate(data)
    found = []
    for key, part in parts:
        found.append((*path, key))
        if isinstance(part, (dict, list)):
            found.extend(places(part, (*path, key)))
    return found


@pytest.mark.invariant(36)
class TestDamaged:
    """A damaged store is refused by name, or means something that can be used."""

    @given(data=st.data())
    def test_damaged(self, data: st.DataObject) -> None:
        """Whatever stands in any place, only our own errors come out."""
        whole = stored(data.draw(results()))
        *path, last = data.draw(st.sampled_from(places(whole)))
        part = whole
        for key in path:
            part = part[key]
        how = data.draw(st.sampled_from(["replace", "remove", "add", "swap"]))
        if how == "remove":
            del part[last]
        elif how == "add" and isinstance(part, dict):
            part[data.draw(st.text(max_size=3))] = data.draw(JUNK)
        elif how == "swap":
            part[last] = copy.deepcopy(data.draw(st.sampled_from([whole, part])))
        else:
            part[last] = data.draw(JUNK)
        try:
            value = bc.from_dict(whole)
        except bc.errors.BaclofenCDSError:
            return
        assert SCHEMA.is_valid(json.loads(json.dumps(whole)))
        assert bc.to_dict(value) == whole
        if isinstance(value, (bc.Decision, bc.Assessment)):
            bc.text(value, sources=True)
            with contextlib.suppress(bc.errors.BaclofenCDSError):
                bc.recompute(whole)
