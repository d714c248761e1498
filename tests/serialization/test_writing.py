"""Values as dicts: plain JSON, nothing lost, the same every time."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import os
import subprocess
import sys
from enum import Enum
from pathlib import Path
from typing import Any

import attrs
import people
import pytest

import baclofen_cds as bc
from baclofen_cds import amounts
from baclofen_cds.decisions import Remark
from baclofen_cds.serialization import table

US = bc.get_profile("us-spasticity")


def nested(levels: int) -> Remark:
    """Return remarks inside remarks."""
    remark = Remark("missing")
    for _ in range(levels):
        remark = Remark("missing", (("inner", (remark,)),))
    return remark


class TestShape:
    """What a stored value looks like."""

    def test_regimen(self) -> None:
        """A day is its doses, each with its unit in the name of its type."""
        assert bc.to_dict(people.day(10, 2.5)) == {
            "format": "baclofen_cds/1",
            "type": "Regimen",
            "doses": [
                {"type": "Micrograms", "value": 10_000},
                {"type": "Micrograms", "value": 2_500},
            ],
            "confirmed": False,
        }

    def test_patient(self) -> None:
        """A patient is written under the names its constructor takes."""
        told = {"conditions": {bc.Condition.STROKE, bc.Condition.EPILEPSY}}
        written = bc.to_dict(people.older(weight=None, weight_on=None, **told))
        assert written["age"] == {"type": "Months", "value": 936}
        assert written["as_of"] == {"type": "date", "value": "2026-03-10"}
        assert written["weight"] is None
        assert written["conditions"] == {
            "type": "set",
            "value": [
                {"type": "Condition", "value": "epilepsy"},
                {"type": "Condition", "value": "stroke"},
            ],
        }

    @pytest.mark.parametrize(
        ("value", "name"),
        [
            (bc.NOT_TAKING, "not taking baclofen"),
            (bc.Dialysis.NONE, "none"),
            (amounts.Days(3), 3),
        ],
    )
    def test_scalars(self, value: Any, name: object) -> None:
        """A word or an amount by itself is written with its type, too."""
        written = bc.to_dict(value)
        assert written == {
            "format": "baclofen_cds/1",
            "type": type(value).__name__,
            "value": name,
        }
        assert type(bc.from_dict(written)) is type(value)

    def test_plain_json(self) -> None:
        """Nothing but the types of JSON is in it."""
        written = bc.to_dict(bc.assess(people.older(), people.day(10, 10), profile=US))
        assert json.loads(json.dumps(written, allow_nan=False)) == written


class TestSentences:
    """How a value reads can stand beside it."""

    def test_beside(self) -> None:
        """A decision and each finding have a headline, a text and the language of both."""
        decision = bc.check_daily_maximum(people.adult(), people.day(30, 30, 30), profile=US)
        written = bc.to_dict(decision, sentences=True)
        names = ("headline", "text", "lang")
        assert [written[name] for name in names] == [decision.headline, bc.text(decision), "en"]
        for said, finding in zip(written["findings"], decision.findings, strict=True):
            assert [said[name] for name in names] == [finding.summary, finding.text, "en"]

    def test_only_where_something_is_said(self) -> None:
        """A value that says nothing is written the same, and without them so is every value."""
        assert bc.to_dict(people.day(10), sentences=True) == bc.to_dict(people.day(10))
        asked = bc.assess(people.older(), people.day(10, 10), profile=US)
        assert "headline" not in json.dumps(bc.to_dict(asked))

    def test_not_read_back(self) -> None:
        """Read back or asked again it is the value; its sentences are not looked at."""
        asked = bc.assess(people.older(), people.day(10, 10), profile=US)
        written = bc.to_dict(asked, sentences=True)
        written |= {"text": 5, "notes": ["a note"], "unread": [{"path": "", "reason": ""}]}
        assert bc.from_dict(written) == bc.recompute(written) == asked
        with pytest.raises(bc.errors.InputError) as caught:
            bc.from_dict({**bc.to_dict(people.day(10)), "notes": []})
        assert caught.value.code == "unknown-name"


class TestDeterminism:
    """The same value, the same bytes."""

    def test_any_process(self) -> None:
        """Another process with another hash seed writes the same bytes."""
        code = (
            "import json, people, baclofen_cds as bc\n"
            "everything = people.adult(conditions=set(bc.Condition))\n"
            "us = bc.get_profile('us-spasticity')\n"
            "asked = bc.assess(everything, bc.NOT_TAKING, profile=us, signs=set(bc.Sign))\n"
            "print(json.dumps(bc.to_dict(asked)), repr(asked))"
        )
        tests = Path(__file__).parents[1]
        paths = os.pathsep.join([str(tests), str(Path(bc.__file__).parents[1])])
        written = {
            subprocess.run(
                [sys.executable, "-c", code],
                env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }
        assert len(written) == 1


class TestRefused:
    """What is no value of this library is not written."""

    @pytest.mark.parametrize(
        "value", [None, 5, "text", (), dt.date(2026, 3, 10), {}, US, bc.Patient, object()]
    )
    def test_other_types(self, value: object) -> None:
        """Anything else is refused by name."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.to_dict(value)
        assert (caught.value.code, caught.value.field) == ("wrong-type", "value")

    def test_something_foreign_inside(self) -> None:
        """An answer that no question gives is refused with its path."""
        decision = bc.starting_dose(people.adult(), profile=US)
        with pytest.raises(bc.errors.InputError) as caught:
            bc.to_dict(attrs.evolve(decision, answer=1.5))
        assert (caught.value.code, caught.value.field) == ("wrong-type", "answer")

    def test_a_time_with_a_zone(self) -> None:
        """A time of day is written as it is; one with a time zone is refused."""
        told, zoned = (
            Remark("missing", (("names", dt.time(8, 30, tzinfo=zone)),)) for zone in (None, dt.UTC)
        )
        assert bc.from_dict(bc.to_dict(told)) == told
        with pytest.raises(bc.errors.InputError) as caught:
            bc.to_dict(zoned)
        assert (caught.value.code, caught.value.field) == ("wrong-type", "values[0][1]")

    @pytest.mark.parametrize(
        ("value", "field"),
        [
            (amounts.Days(2**53), ""),
            (Remark("missing", (("names", 2**53),)), "values[0][1]"),
            (nested(30), "values[0][1][0]"),
        ],
        ids=["amount", "number", "depth"],
    )
    def test_too_large(self, value: Any, field: str) -> None:
        """What could not be read back is not written either."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.to_dict(value)
        assert caught.value.code == "too-large"
        assert caught.value.field.startswith(field)

    def test_too_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A value that holds too much is refused."""
        monkeypatch.setattr("baclofen_cds.serialization.writing.MOST_VALUES", 10)
        with pytest.raises(bc.errors.InputError) as caught:
            bc.to_dict(people.adult())
        assert caught.value.code == "too-large"


class TestTable:
    """The table names everything there is."""

    def test_every_public_value_type(self) -> None:
        """Every value type at the front door can be written, but kinds of answers and sheets."""
        public = [getattr(bc, name) for name in bc.__all__]
        types = {
            one
            for one in public
            if isinstance(one, type) and (attrs.has(one) or issubclass(one, Enum))
        }
        assert types - {bc.Caution, bc.Sheet} <= set(table.OURS.values())

    def test_every_question(self) -> None:
        """Every public function that returns a decision can be asked again."""
        found = {
            name
            for name in bc.__all__
            if inspect.isfunction(verb := getattr(bc, name))
            and str(verb.__annotations__["return"]).startswith("Decision[")
        }
        assert (found | {"assess"}) - {"recompute"} == set(table.QUESTIONS)

    def test_every_argument_is_kept(self) -> None:
        """Every argument of a question is an input of its provenance, or a file."""
        for question in table.QUESTIONS.values():
            files = {"patient", "profile", "guidance", "policy"}
            arguments = set(inspect.signature(question.verb).parameters) - files
            assert arguments == {"now" if n == "taking" else n for n in question.asked}

    @pytest.mark.parametrize("kind", table.VALUES, ids=lambda k: k.__name__)
    def test_no_attribute_is_called_type(self, kind: type) -> None:
        """The names that say the type and the format are free in every value."""
        assert not {"type", "format"} & {key for key, _, _ in table.attributes(kind)}

    def test_names_are_unique(self) -> None:
        """No two types share a name."""
        every = (*table.AMOUNTS, *table.WORDS, *table.VALUES)
        assert len(table.OURS) == len(every)
