"""Entries that contradict each other on what is taken, or on whether the patient lives."""

from __future__ import annotations

from typing import Any

import bundles as b
import pytest

import baclofen_cds as bc
from baclofen_cds.interop.fhir import Record, read_record
from baclofen_cds.interop.fhir.read.entries.report import NOTES

SPINAL = b.coded(b.RXNORM, "308516")
SPINAL_ROUTE = {"route": b.coded(b.SNOMED, "72607000")}
LISINOPRIL = b.coded(b.RXNORM, "29046")
ABSENT = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "unknown",
        }
    ]
}


def read(*resources: b.Node) -> Record:
    """Return the record of these resources."""
    return read_record(b.bundle(*resources))


def reasons(record: Record) -> list[str]:
    """Return the reasons of everything unread."""
    return [one.reason_code for one in record.unread]


def denial(**more: Any) -> b.Node:
    """Return a statement that baclofen tablets are not taken."""
    return b.statement(**{"status": "not-taken", **more})


class TestTakenAndNotTaken:
    """An order, and the statement that it is not followed."""

    @pytest.mark.parametrize(
        "more",
        [
            {"effectiveDateTime": "2026-03-09"},
            {"status": "stopped", "effectivePeriod": {"start": "2024", "end": "2026-02-25"}},
            {"status": "completed", "dateAsserted": "2026-02-20"},
            {"status": "active", "taken": "n", "effectiveDateTime": "2026-03-09"},
            {"effectiveDateTime": "2026"},
            {"effectiveDateTime": "lately"},
            {"effectivePeriod": {"start": "2024-01-01"}},
            {"effectiveDateTime": "2025-01-01", "dateAsserted": "2026-03-01"},
            {"medicationCodeableConcept": {"text": "Baclofen"}, "dateAsserted": "2026-03-01"},
            {"modifierExtension": [{}], "effectiveDateTime": "2026-03-09"},
            {},
        ],
    )
    def test_not_older(self, more: dict[str, Any]) -> None:
        """A denial that is not surely older than the order leaves the day unreadable."""
        record = read(b.order(), denial(**more))
        assert record.regimen is bc.UNREADABLE
        assert reasons(record) == ["contradicts-order"]
        assert NOTES["ordered"] not in record.notes

    @pytest.mark.parametrize(
        "more",
        [
            {"effectiveDateTime": "2026-02-19"},
            {"effectiveDateTime": "2025"},
            {"status": "completed", "effectivePeriod": {"start": "2024", "end": "2026-01"}},
            {
                "status": "stopped",
                "effectivePeriod": {"start": "2024-01-01", "end": "2025-01-01"},
                "dateAsserted": "2026-03-01",
            },
            {"effectiveDateTime": "2026-03-11"},
            {"status": "entered-in-error", "taken": "n"},
            {"medicationCodeableConcept": SPINAL},
            {"dosage": [b.dosage(**SPINAL_ROUTE)]},
            {"medicationCodeableConcept": LISINOPRIL},
        ],
    )
    def test_older_or_of_something_else(self, more: dict[str, Any]) -> None:
        """A denial that is older, in error, of a later day or of another route changes nothing."""
        record = read(b.order(), denial(**more))
        assert str(record.regimen) == "10 mg three times daily"
        assert "contradicts-order" not in reasons(record)

    def test_an_order_without_a_day(self) -> None:
        """Nothing is surely older than an order without a date."""
        undated = b.without(b.order(), "authoredOn")
        assert read(undated, denial(effectiveDateTime="2020-01-01")).regimen is bc.UNREADABLE

    def test_reported_and_denied(self) -> None:
        """A statement that baclofen is taken is contradicted like an order."""
        taken = b.statement(effectivePeriod={"start": "2026-01-01"})
        assert read(taken, denial(dateAsserted="2026-03-01")).regimen is bc.UNREADABLE
        assert read(taken, denial(dateAsserted="2025-12-31")).regimen != bc.UNREADABLE

    @pytest.mark.parametrize(
        ("more", "contradicts"),
        [
            ({"authoredOn": "2026-03-01"}, True),
            ({"authoredOn": "2026-01-01"}, False),
            ({"authoredOn": "2026-03-01", "status": "completed"}, False),
        ],
    )
    def test_ordered_not_to_give(self, more: dict[str, Any], contradicts: bool) -> None:
        """An active order not to give baclofen contradicts an earlier order of it."""
        record = read(b.order(), b.order(doNotPerform=True, **more))
        assert (record.regimen is bc.UNREADABLE) is contradicts

    def test_as_needed(self) -> None:
        """What may be taken as needed is not known either."""
        record = read(b.order(b.dosage(asNeededBoolean=True)), denial())
        assert (record.regimen, record.with_as_needed) == (bc.UNREADABLE, None)
        assert NOTES["all-as-needed"] not in record.notes

    def test_nothing_ordered(self) -> None:
        """Without an order there is nothing to contradict: baclofen is not taken."""
        assert read(denial()).regimen is bc.NOT_TAKING


class TestPeriodsThatCannotBePlaced:
    """A statement whose period is not written to the day."""

    @pytest.mark.parametrize(
        "spell",
        [
            {"start": "2024", "end": "2026-01"},
            {"end": "2026"},
            {"end": "soon"},
            {"end": 2026},
            {"start": "2026-06"},
            {"start": "2026"},
            {"start": "2026-03"},
            {"start": ["x"]},
        ],
    )
    def test_may_be_another_time(self, spell: b.Node) -> None:
        """Where the day may lie outside, whether baclofen is taken now is not known."""
        record = read(b.statement(effectivePeriod=spell))
        assert record.regimen is bc.UNREADABLE
        assert reasons(record) == ["date-incomplete"]

    @pytest.mark.parametrize(
        "spell",
        [
            {"start": "2024"},
            {"start": "2025-12"},
            {"start": "2026-02"},
            {"start": "2024-01-01", "end": "2027"},
            {"end": "2026-04"},
        ],
    )
    def test_surely_now(self, spell: b.Node) -> None:
        """Where the day surely lies inside, the statement holds."""
        record = read(b.statement(effectivePeriod=spell))
        assert str(record.regimen) == "10 mg three times daily"

    def test_planned(self) -> None:
        """What is planned for a month is planned, and not taken."""
        given = b.statement(status="intended", effectivePeriod={"start": "2026-06"})
        record = read(given)
        assert record.regimen is bc.NOT_TAKING
        assert str(record.proposed) == "10 mg three times daily"

    def test_surely_another_time(self) -> None:
        """One whole date that puts the day outside is enough."""
        given = b.statement(effectivePeriod={"start": "2026", "end": "2026-03-01"})
        assert reasons(read(given)) == ["already-ended"]

    def test_another_medicine(self) -> None:
        """Another medicine of such a period still counts, and its period is said."""
        spell = {"start": "2024", "end": "2026"}
        record = read(b.statement(medicine=LISINOPRIL, effectivePeriod=spell))
        assert record.patient.medicines == bc.Medicines(["C09AA03"])
        assert reasons(record) == ["date-incomplete"]
        unknown = read(b.statement(medicine={"text": "Warfarin"}, effectivePeriod=spell))
        assert reasons(unknown) == ["medicine-not-known"]


class TestTwoAccounts:
    """What is ordered and what is reported are two accounts of one day."""

    def test_they_differ(self) -> None:
        """Morning to evening ordered and a night dose reported are never added up."""
        ordered, reported = b.order(b.at("MORN", "NOON", "EVE")), b.statement(b.at("HS", dose=20))
        record = read(ordered, reported)
        assert record.regimen is bc.UNREADABLE
        assert reasons(record) == ["overlapping"] * 2
        assert record.notes == ()

    def test_they_differ_beside_as_needed(self) -> None:
        """Where the day is not known, the day with everything as needed is not either."""
        extra = b.order(b.dosage(asNeededBoolean=True))
        record = read(b.order(b.at("MORN")), b.statement(b.at("HS")), extra)
        assert (record.regimen, record.with_as_needed) == (bc.UNREADABLE, None)

    def test_they_agree(self) -> None:
        """The same day told twice is one day."""
        record = read(b.order(b.at("MORN")), b.statement(b.at("MORN")))
        assert str(record.regimen) == "10 mg morning a day"


class TestDead:
    """A date of death that is there, and not told."""

    @pytest.mark.parametrize(
        ("more", "dead"),
        [
            ({"_deceasedDateTime": ABSENT}, True),
            ({"_deceasedBoolean": ABSENT}, True),
            ({"_deceasedDateTime": ABSENT, "deceasedBoolean": False}, True),
            ({"_deceasedBoolean": ABSENT, "deceasedBoolean": False}, False),
            ({"_deceasedDateTime": ABSENT, "deceasedDateTime": "2026-03-11"}, False),
            ({"_deceasedDateTime": {}}, False),
        ],
    )
    def test_without_a_date(self, more: dict[str, Any], dead: bool) -> None:
        """A death without a date is a death; a stated answer comes before the lack of one."""
        record = read(b.patient(**more))
        assert record.deceased is dead
        assert (NOTES["deceased"] in record.notes) is dead
