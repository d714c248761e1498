"""Whom a resource is about, and what follows when nobody can say."""

from __future__ import annotations

from typing import Any

import bundles as b
import pytest

import baclofen_cds as bc
from baclofen_cds.interop.fhir import Record, read_record
from baclofen_cds.interop.fhir.read.entries.report import NOTES

OWN = {"system": "urn:mrn", "value": "42"}
WHO = b.patient(identifier=[OWN, None])
UNRESOLVED = {"reference": "urn:uuid:nobody"}


def reasons(record: Record) -> list[str]:
    """Return the reasons of everything unread."""
    return [one.reason_code for one in record.unread]


def held(**more: Any) -> dict[str, Any]:
    """Return an order's subject that stands inside it."""
    return {
        "subject": {"reference": "#me"},
        "contained": [None, {"resourceType": "Patient", "id": "me", **more}],
    }


class TestWhose:
    """The patient, someone else, or nobody can say: three answers, and no guess."""

    @pytest.mark.parametrize(
        "more",
        [
            {"subject": {"reference": "Patient?identifier=urn:mrn|42"}},
            {"subject": {"reference": "https://one.example/Patient?identifier=urn:mrn%7C42"}},
            {"subject": {"reference": "Patient?identifier=42"}},
            held(identifier=[{"system": "urn:other", "value": "1"}, OWN]),
            {"subject": {**UNRESOLVED, "identifier": OWN}},
            {"subject": {"reference": "Patient/p", "identifier": {"value": "9"}}},
            {"subject": {"type": "Patient", "display": "she"}},
            {"focus": [{"reference": "Patient/p"}]},
            {"focus": []},
        ],
    )
    def test_the_patient(self, more: dict[str, Any]) -> None:
        """A search, a contained patient or an identifier that is the patient's is resolved."""
        record = read_record(b.bundle(WHO, b.order(**more)))
        assert str(record.regimen) == "10 mg three times daily"
        assert reasons(record) == []

    @pytest.mark.parametrize(
        "more",
        [
            {"subject": {"reference": "Patient?identifier=urn:mrn|43"}},
            {"subject": {"reference": "Group?identifier=urn:mrn|42"}},
            {"subject": {"reference": "https://one.example/fhir/Device/1"}},
            {"subject": {"reference": "Patient/q"}},
            {"subject": {"type": "Group", "display": "ward 3"}},
            held(resourceType="Group"),
            held(identifier=[{"system": "urn:mrn", "value": "43"}]),
            {"focus": [{"reference": "Device/1"}]},
        ],
    )
    def test_someone_else(self, more: dict[str, Any]) -> None:
        """What names another person or thing is left out, and says so."""
        record = read_record(b.bundle(WHO, b.order(**more)))
        assert record.regimen is bc.NOT_TAKING
        assert reasons(record) == ["other-subject"]

    @pytest.mark.parametrize(
        "more",
        [
            {"subject": {"reference": "Patient?identifier=urn:nhs|42"}},
            {"subject": {"reference": "Patient?identifier=43"}},
            {"subject": {"reference": "Patient?identifier="}},
            {"subject": {"reference": "Patient?identifier=urn:mrn|4%33"}},
            {"subject": {"reference": "Patient?identifier=urn:mrn|43,urn:mrn|42"}},
            {"subject": {"reference": "Patient?identifier=urn:mrn|42&active=true"}},
            {"subject": {"reference": "?identifier=urn:mrn|42"}},
            {"subject": {"reference": "Patient/p?identifier=urn:mrn|42"}},
            {"subject": {"reference": "#me"}},
            {"subject": {"reference": "#"}},
            held(),
            held(identifier=[{"system": "urn:nhs", "value": "42"}]),
            {"subject": UNRESOLVED},
            {"subject": {"reference": "https://two.example/fhir/Patient/9"}},
            {"subject": {"reference": "p"}},
            {"subject": {"reference": 5}},
            {"subject": {"reference": "Patient/q", "identifier": OWN}},
            {"subject": {"identifier": {"system": "urn:mrn"}}},
            {"subject": {"identifier": {"value": "42"}}},
            {"subject": "Patient/q"},
            {"focus": [{"display": "fetus"}]},
            {"focus": {"display": "fetus"}},
        ],
    )
    def test_nobody_can_say(self, more: dict[str, Any]) -> None:
        """What names nobody for certain is named, and its baclofen makes the day unreadable."""
        record = read_record(b.bundle(WHO, b.order(**more)))
        assert record.regimen is bc.UNREADABLE
        assert reasons(record) == ["subject-unresolved"]

    @pytest.mark.parametrize(
        ("reference", "regimen"),
        [
            ("Patient/a", "10 mg three times daily"),
            ("https://one.example/fhir/Patient/b", bc.NOT_TAKING.value),
            ("https://two.example/fhir/Patient/b", bc.UNREADABLE.value),
            ("urn:oid:1.2", bc.NOT_TAKING.value),
        ],
    )
    def test_the_address_of_an_entry(self, reference: str, regimen: str) -> None:
        """The patient's address in the Bundle tells whom an address is of."""
        given = b.bundle(b.without(WHO, "id"), b.order(subject={"reference": reference}))
        given["entry"].append({"fullUrl": "urn:oid:1.2", "resource": {"resourceType": "Device"}})
        given["entry"][0]["fullUrl"] = "https://one.example/fhir/Patient/a"
        read = read_record(given).regimen
        assert (str(read) if isinstance(read, bc.Regimen) else read.value) == regimen

    def test_a_patient_without_any_address(self) -> None:
        """Where the patient has no address, no other address says that it is not theirs."""
        given = b.bundle(b.without(WHO, "id"), b.order(subject={"reference": "Patient/q"}))
        assert read_record(given).regimen is bc.UNREADABLE


class TestWhatFollows:
    """What may be the patient's adds caution and is never used."""

    def test_baclofen_beside_an_order(self) -> None:
        """An order that may be the patient's makes one that is unreadable as a day."""
        record = read_record(b.bundle(b.order(), b.order(b.at("HS"), subject=UNRESOLVED)))
        assert record.regimen is bc.UNREADABLE

    def test_planned(self) -> None:
        """Baclofen that is only planned leaves the plan unreadable, not the day."""
        record = read_record(b.bundle(b.order(subject=UNRESOLVED, intent="plan")))
        assert (record.regimen, record.proposed) == (bc.NOT_TAKING, bc.UNREADABLE)

    @pytest.mark.parametrize(
        "more", [{"status": "stopped"}, {"medicationCodeableConcept": {"text": "Warfarin"}}]
    )
    def test_no_baclofen_now(self, more: dict[str, Any]) -> None:
        """An order that is over, or of another medicine, leaves the day as it is."""
        record = read_record(b.bundle(b.order(subject=UNRESOLVED, **more)))
        assert record.regimen is bc.NOT_TAKING
        assert reasons(record) == ["subject-unresolved"]

    def test_a_medicine_without_a_name(self) -> None:
        """A nameless medicine that may be the patient's may be baclofen."""
        given = b.order(medicine=b.coded("urn:x", "1"), subject=UNRESOLVED)
        assert read_record(b.bundle(given)).regimen is bc.UNREADABLE

    def test_a_pump(self) -> None:
        """A pump that may be the patient's counts as one, and the tablets stay readable."""
        pump = b.order(medicine=b.coded(b.RXNORM, "308517"), subject=UNRESOLVED)
        record = read_record(b.bundle(b.order(), pump))
        assert record.patient.intrathecal_baclofen
        assert str(record.regimen) == "10 mg three times daily"
        assert NOTES["intrathecal"] in record.notes

    def test_handed_out(self) -> None:
        """Baclofen handed out to someone who may be the patient leaves the day unreadable."""
        event = {
            "resourceType": "MedicationDispense",
            "status": "completed",
            "medicationCodeableConcept": b.coded(b.RXNORM, "197391"),
            "subject": UNRESOLVED,
        }
        assert read_record(b.bundle(event)).regimen is bc.UNREADABLE

    def test_a_list_of_none_is_not_complete(self) -> None:
        """A record that says "none" and holds an order that may count is not complete."""
        code = b.coded(b.LOINC, "10160-0")
        none = {"resourceType": "List", "code": code, "emptyReason": b.coded("x", "nilknown")}
        order = b.order(medicine={"text": "Warfarin"}, subject=UNRESOLVED)
        assert read_record(b.bundle(none)).patient.medicines.complete
        assert not read_record(b.bundle(none, order)).patient.medicines.complete

    def test_a_kidney_result(self) -> None:
        """A creatinine that may be the patient's is not used, and casts doubt."""
        record = read_record(b.bundle(b.rate(90), b.creatinine(3.9, subject=UNRESOLVED)))
        assert record.patient.serum_creatinine is None
        assert reasons(record) == ["subject-unresolved"]
        assert record.patient.kidney_values_in_doubt

    @pytest.mark.parametrize(
        ("given", "in_doubt"),
        [
            (b.condition("14669001", subject=UNRESOLVED), True),
            (b.condition("24700007", subject=UNRESOLVED), False),
            (
                {
                    "resourceType": "Procedure",
                    "status": "completed",
                    "code": b.coded(b.SNOMED, "302497006"),
                    "subject": UNRESOLVED,
                },
                True,
            ),
            (
                {
                    "resourceType": "Procedure",
                    "status": "entered-in-error",
                    "code": b.coded(b.SNOMED, "302497006"),
                    "subject": UNRESOLVED,
                },
                False,
            ),
        ],
    )
    def test_a_failure_of_kidneys(self, given: b.Node, in_doubt: bool) -> None:
        """Dialysis or kidney injury that may be the patient's casts doubt on every value."""
        record = read_record(b.bundle(b.rate(90), given))
        assert reasons(record) == ["subject-unresolved"]
        assert record.patient.kidney_values_in_doubt is in_doubt
