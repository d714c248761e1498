"""Stored dicts read back: nothing is trusted, every place is named, nothing is repeated."""

from __future__ import annotations

import copy
import datetime as dt
import json
from typing import Any

import people
import pytest

import baclofen_cds as bc
from baclofen_cds.amounts import Grams, Hundredths, Micrograms, Months
from baclofen_cds.decisions import Finding, Remark
from baclofen_cds.sources import Basis

US = bc.get_profile("us-spasticity")
PATIENT = bc.to_dict(people.with_egfr(41.5, weight=62 * bc.ureg.kg, weight_on=people.RECENT))
CHECK = bc.to_dict(bc.check_daily_maximum(people.older(), people.day(30, 30, 30), profile=US))
UNKNOWN = bc.to_dict(
    bc.starting_dose(
        people.adult(dialysis=bc.Dialysis.UNKNOWN, indication=bc.Indication.UNKNOWN), profile=US
    )
)
START = bc.to_dict(bc.starting_dose(people.adult(), profile=US))
TAPER = bc.to_dict(bc.taper_plan(people.adult(), people.day(10, 10), profile=US))
SLOTTED = bc.to_dict(
    bc.Regimen([10 * bc.ureg.mg, 5 * bc.ureg.mg], slots=[dt.time(7, 8), bc.Slot.EVENING])
)
WRITTEN = [PATIENT, CHECK, START, TAPER, SLOTTED]


def changed(stored: dict[str, Any], place: str, value: object) -> dict[str, Any]:
    """Return a copy of a stored value with one place replaced; ``a.0.b`` is a path."""
    whole = copy.deepcopy(stored)
    *path, last = [int(p) if p.isdigit() else p for p in place.split(".")]
    inside: Any = whole
    for part in path:
        inside = inside[part]
    inside[last] = value
    return whole


def without(stored: dict[str, Any], key: str) -> dict[str, Any]:
    """Return a copy without one of its keys."""
    return {k: v for k, v in stored.items() if k != key}


def refusal(data: Any) -> bc.errors.InputError:
    """Return the error a dict is refused with."""
    with pytest.raises(bc.errors.InputError) as caught:
        bc.from_dict(data)
    return caught.value


class TestBack:
    """What was written comes back."""

    @pytest.mark.parametrize("stored", WRITTEN, ids=lambda s: s["type"])
    def test_through_json(self, stored: dict[str, Any]) -> None:
        """Through JSON text and back it is the same value, written the same way."""
        value = bc.from_dict(json.loads(json.dumps(stored)))
        assert bc.to_dict(value) == stored

    def test_amounts_keep_their_type(self) -> None:
        """A sentence about a dose reads the same, for its amounts are amounts again."""
        patient = bc.from_dict(PATIENT)
        assert type(patient.weight_grams) is Grams
        assert type(patient.recorded_gfr[0].hundredths) is Hundredths
        decision = bc.from_dict(CHECK)
        assert decision.findings[0].summary == "90 mg/day is above the US maximum (80 mg/day)."

    def test_stored_without_slots(self) -> None:
        """What was stored before there were slots is a day of which none is told."""
        assert bc.from_dict(without(SLOTTED, "slots")) == people.day(10, 5)

    def test_order_of_keys(self) -> None:
        """A database may return the keys in another order."""
        shuffled = json.loads(json.dumps(CHECK, sort_keys=True))
        assert bc.to_dict(bc.from_dict(shuffled)) == CHECK


GRAMS = {"type": "Grams", "value": 62_000}
DEEP: list[Any] = []
for _ in range(2_000):
    DEEP = [DEEP]


class TestRefused:
    """Whatever is not as it is written is refused, with its place."""

    @pytest.mark.parametrize(
        ("data", "code", "field"),
        [
            ({}, "missing", "format"),
            (without(PATIENT, "format"), "missing", "format"),
            (changed(PATIENT, "format", "baclofen_cds/2"), "unknown-name", "format"),
            (changed(PATIENT, "format", 1), "wrong-type", "format"),
            (without(PATIENT, "type"), "missing", "type"),
            (changed(PATIENT, "type", "Person"), "unknown-name", "type"),
            (changed(PATIENT, "type", ["Patient"]), "wrong-type", "type"),
            (changed(PATIENT, "type", "set"), "missing", "value"),
            (changed(PATIENT, "type", "date"), "wrong-type", "data"),
            (without(PATIENT, "sex"), "missing", "sex"),
            ({**PATIENT, "surname": "Miller"}, "unknown-name", "data"),
            ({**PATIENT, 7: 7}, "wrong-type", "data"),
            (changed(PATIENT, "sex", "female"), "wrong-type", "sex"),
            (changed(PATIENT, "sex", GRAMS), "wrong-type", "sex"),
            (changed(PATIENT, "sex.value", "woman"), "unknown-name", "sex.value"),
            (changed(PATIENT, "sex.value", None), "wrong-type", "sex.value"),
            (changed(PATIENT, "sex", {"type": "Sex"}), "missing", "sex.value"),
            (changed(PATIENT, "sex", {None: 1}), "wrong-type", "sex"),
            (changed(PATIENT, "sex", []), "wrong-type", "sex"),
            (changed(PATIENT, "weight", 62_000), "wrong-type", "weight"),
            (changed(PATIENT, "weight.type", "Micrograms"), "wrong-type", "weight"),
            (changed(PATIENT, "weight.value", "62"), "wrong-type", "weight.value"),
            (changed(PATIENT, "weight.value", True), "wrong-type", "weight.value"),
            (changed(PATIENT, "weight.value", 62_000.0), "wrong-type", "weight.value"),
            (changed(PATIENT, "weight.value", float("nan")), "wrong-type", "weight.value"),
            (changed(PATIENT, "weight.value", 10**400), "too-large", "weight.value"),
            (changed(PATIENT, "weight.value", -62_000), "negative", "weight.value"),
            (changed(PATIENT, "weight.value", 0), "not-positive", "weight"),
            (changed(PATIENT, "weight.value", 987_000), "implausible", "weight"),
            (changed(PATIENT, "weight.unit", "g"), "unknown-name", "weight"),
            (changed(PATIENT, "age.value", 13_000), "implausible", "age"),
            (changed(PATIENT, "age", None), "missing", "age"),
            (changed(PATIENT, "as_of", None), "wrong-type", "as_of"),
            (changed(PATIENT, "as_of.value", "20260310"), "not-a-date", "as_of.value"),
            (changed(PATIENT, "as_of.value", "2026-02-30"), "not-a-date", "as_of.value"),
            (changed(PATIENT, "recorded_gfr", None), "wrong-type", "recorded_gfr"),
            (changed(PATIENT, "recorded_gfr.0", GRAMS), "wrong-type", "recorded_gfr[0]"),
            (
                changed(PATIENT, "recorded_gfr.0.value.value", 0),
                "not-positive",
                "recorded_gfr[0].value",
            ),
            (
                changed(PATIENT, "recorded_gfr.0.on.value", "2026-03-11"),
                "in-the-future",
                "recorded_gfr[0].on",
            ),
            (changed(PATIENT, "as_of", people.AS_OF), "wrong-type", "as_of"),
            (changed(PATIENT, "sex", bc.Sex.MALE), "wrong-type", "sex"),
            (changed(PATIENT, "weight", Grams(62_000)), "wrong-type", "weight"),
            (changed(PATIENT, "medicines", bc.Medicines()), "wrong-type", "medicines"),
            (changed(CHECK, "provenance.inputs.0.1", bc.Sex.MALE), "wrong-type", None),
            (changed(PATIENT, "conditions", []), "wrong-type", "conditions"),
            (changed(PATIENT, "conditions.value", {}), "wrong-type", "conditions.value"),
            (changed(PATIENT, "conditions.value", [GRAMS]), "wrong-type", "conditions[0]"),
            (changed(PATIENT, "dialysis", {"type": "set", "value": []}), "wrong-type", "dialysis"),
            (changed(PATIENT, "confirmed.value", ["weight"] * 2), "inconsistent", "confirmed"),
            (changed(PATIENT, "confirmed.value", ["height"]), "unknown-name", "confirmed"),
            (changed(PATIENT, "recorded_gfr", DEEP), "wrong-type", "recorded_gfr[0]"),
            (changed(CHECK, "provenance.inputs.0.1", DEEP), "too-large", None),
            (changed(CHECK, "provenance.inputs.0", ["patient"]), "wrong-type", None),
            (changed(CHECK, "answer", GRAMS), "wrong-type", "answer"),
            (changed(CHECK, "answer", START["answer"]), "inconsistent", "data"),
            (changed(CHECK, "question", "assess"), "inconsistent", "data"),
            (changed(CHECK, "question", "how much"), "inconsistent", "data"),
            (changed(CHECK, "findings.0.code", "surprise"), "inconsistent", "findings[0]"),
            (changed(CHECK, "findings.0.values", []), "inconsistent", "findings[0]"),
            (changed(UNKNOWN, "unknown.0.name", "shoe_size"), "inconsistent", "unknown[0]"),
            (changed(CHECK, "provenance.inputs.0.1", None), "inconsistent", "provenance"),
            (changed(CHECK, "provenance.inputs.1.0", "place"), "inconsistent", "provenance"),
            (changed(START, "answer.options", []), "inconsistent", "answer"),
            (changed(START, "answer.citations", []), "inconsistent", "answer"),
            (
                changed(START, "answer.options.0.doses.0.value", 60_001),
                "confirm",
                "answer.options[0].doses[0]",
            ),
            (changed(TAPER, "answer.steps", []), "inconsistent", "answer"),
            (changed(TAPER, "answer.steps.0.first_day", 2), "inconsistent", "answer"),
            (changed(TAPER, "answer.steps.0.days", 0), "inconsistent", "answer"),
            (changed(TAPER, "answer.steps.1.first_day", 2), "inconsistent", "answer"),
            (changed(SLOTTED, "slots", None), "inconsistent", "slots"),
            (changed(SLOTTED, "slots", [None, None]), "inconsistent", "slots"),
            (changed(SLOTTED, "slots", []), "conflict", "slots"),
            (changed(SLOTTED, "slots", SLOTTED["slots"][:1]), "conflict", "slots"),
            (changed(SLOTTED, "slots", "morning"), "wrong-type", "slots"),
            (changed(SLOTTED, "slots.1", "evening"), "wrong-type", "slots[1]"),
            (changed(SLOTTED, "slots.1", GRAMS), "wrong-type", "slots[1]"),
            (changed(SLOTTED, "slots.1.value", "tonight"), "unknown-name", "slots[1].value"),
            (changed(SLOTTED, "slots.0.value", 987), "wrong-type", "slots[0].value"),
            (changed(SLOTTED, "slots.0.value", "07:62:00"), "not-a-time", "slots[0].value"),
            (changed(SLOTTED, "slots.0.value", "07:08"), "not-a-time", "slots[0].value"),
            (changed(SLOTTED, "slots.0.value", "07:08:00+00:00"), "not-a-time", "slots[0].value"),
            (changed(SLOTTED, "slots.0.value", "07:08:01"), "too-precise", "slots[0]"),
            (changed(SLOTTED, "confirmed", SLOTTED["slots"][0]), "wrong-type", "confirmed"),
            (without(SLOTTED, "confirmed"), "missing", "confirmed"),
        ],
    )
    def test_refused(self, data: Any, code: str, field: str | None) -> None:
        """The code and the place are the expected ones, and no value is repeated."""
        error = refusal(data)
        assert error.code == code
        if field is not None:
            assert error.field == field
        for value in ("Miller", "surname", "62", "987", "13000", "surprise", "shoe_size"):
            assert value not in str(error)

    @pytest.mark.parametrize(
        ("place", "value", "expected"),
        [
            ("sex", 1, "Sex"),
            ("weight", "heavy", "Grams or null"),
            ("recorded_gfr", None, "a list"),
            ("conditions", [], "a set"),
            ("kidney_values_in_doubt", 0, "true or false"),
            ("weight", {"type": "Sex", "value": "female"}, "Grams or null"),
        ],
    )
    def test_expected(self, place: str, value: object, expected: str) -> None:
        """The error says what may stand in the place."""
        assert refusal(changed(PATIENT, place, value)).expected == expected

    def test_a_bomb(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Lists that hold the same list over and over do not keep the reader busy."""
        monkeypatch.setattr("baclofen_cds.serialization.reading.MOST_VALUES", 10_000)
        bomb: Any = 1
        for _ in range(40):
            bomb = [bomb, bomb]
        error = refusal(changed(CHECK, "provenance.inputs.0.1", bomb))
        assert error.code == "too-large"

    def test_values_of_a_remark(self) -> None:
        """Inside a sentence only sentences can be listed."""
        finding = Finding("nothing-taken", bc.Severity.INFO, Basis.RECORD)
        remark = Remark("missing", (("names", ("one", "two")),))
        stored = changed(bc.to_dict(finding), "remarks", [without(bc.to_dict(remark), "format")])
        assert refusal(stored).field == "remarks[0]"

    def test_not_a_dict(self) -> None:
        """JSON text is not parsed here."""
        error = refusal(json.dumps(PATIENT))
        assert (error.code, error.field) == ("wrong-type", "data")
        assert error.hint == "Read JSON text with json.loads first."


class TestDoor:
    """An amount made by hand is held to what a quantity is held to."""

    @pytest.mark.parametrize(
        ("make", "code"),
        [
            (lambda: bc.SmallestDose(Micrograms(0)), "not-positive"),
            (lambda: bc.SmallestDose(Micrograms(-5)), "negative"),
            (lambda: people.adult(age=Months(-5)), "negative"),
            (lambda: people.adult(height=Months(5)), "unit-missing"),
        ],
    )
    def test_refused(self, make: Any, code: str) -> None:
        """Zero and less are refused where a quantity of it would be."""
        with pytest.raises(bc.errors.InputError) as caught:
            make()
        assert caught.value.code == code
