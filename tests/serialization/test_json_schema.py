"""The JSON Schema that ships: it is the table's, and it fits what is written."""

from __future__ import annotations

import datetime as dt
import json
from importlib.resources import files
from typing import Any

import jsonschema
import people
import pytest

import baclofen_cds as bc
from baclofen_cds.serialization.json_schema import _place, json_schema

STORED = files("baclofen_cds") / "schema" / "baclofen_cds-1.json"
SCHEMA: dict[str, Any] = json.loads(STORED.read_text("utf-8"))


def fits(written: object) -> bool:
    """Whether the schema that ships allows a dict."""
    return bool(jsonschema.Draft202012Validator(SCHEMA).is_valid(written))


class TestSchema:
    """The stored file and the table say the same."""

    def test_is_the_tables(self) -> None:
        """The file that ships equals what the table makes; .ci/write_schema.py writes it."""
        assert json_schema() == SCHEMA

    def test_is_a_schema(self) -> None:
        """It is valid draft 2020-12."""
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_every_type_has_words(self) -> None:
        """Every type is described; an amount names its unit."""
        assert SCHEMA["$defs"]["Grams"]["description"] == "Body mass, in grams."
        described = [name for name, made in SCHEMA["$defs"].items() if "description" in made]
        assert set(SCHEMA["$defs"]) - set(described) == {"whole", "anything"}

    def test_a_type_of_no_table(self) -> None:
        """An attribute of a type that is in no table cannot be described."""
        with pytest.raises(TypeError):
            _place(complex)

    @pytest.mark.parametrize("name", bc.available_profiles())
    def test_every_answer_fits(self, name: str) -> None:
        """Whatever is answered is written as the schema says."""
        profile = bc.get_profile(name)
        for patient, now in (
            (people.adult(), bc.NOT_TAKING),
            (people.older(), people.day(10, 5)),
            (people.child(7, 20), people.day(10, 5)),
        ):
            asked = bc.assess(patient, now, profile=profile)
            assert fits(bc.to_dict(asked))
            assert fits({**bc.to_dict(asked, sentences=True), "notes": ["n"], "unread": []})
        assert fits(bc.to_dict(bc.taper_plan(people.older(), people.day(10, 5), profile=profile)))

    @pytest.mark.parametrize("slots", [None, ["night"], [dt.time(23, 59)]])
    def test_slots_fit(self, slots: Any) -> None:
        """A day fits with its slots, and without the key that it then leaves out."""
        assert fits(bc.to_dict(bc.Regimen([10 * bc.ureg.mg], slots=slots)))

    @pytest.mark.parametrize(
        "change",
        [
            {"format": "baclofen_cds/2"},
            {"type": "Nothing"},
            {"doses": 5},
            {"confirmed": None},
            {"slots": ["morning"]},
            {"slots": [{"type": "time", "value": "24:00:00"}]},
            {"besides": 1},
        ],
        ids=str,
    )
    def test_others_do_not(self, change: dict[str, Any]) -> None:
        """What cannot be read is not allowed by the schema either."""
        written = {**bc.to_dict(people.day(10)), **change}
        assert not fits(written)
        with pytest.raises(bc.errors.InputError):
            bc.from_dict(written)
