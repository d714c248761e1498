"""Diagnoses, dialysis, allergies and other medicines."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import random
from pathlib import Path
from typing import Any

import bundles as b
import pytest

import baclofen_cds as bc
from baclofen_cds.interop.fhir import Record, read_record
from baclofen_cds.interop.fhir.read.entries.report import NOTES
from baclofen_cds.interop.fhir.terminology import icd10, rxnorm, snomed

MS, SPINAL_INJURY, STROKE, EPILEPSY = "24700007", "90584004", "230690007", "84757009"
AKI, DEPENDENCE, HAEMODIALYSIS, PERITONEAL = "14669001", "105502003", "302497006", "71192002"
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "patient-78.json"


def reasons(record: Record) -> list[str]:
    """Return the reasons of everything unread."""
    return [one.reason_code for one in record.unread]


def refuted(node: b.Node) -> b.Node:
    """Return a condition that was ruled out."""
    return {
        **b.without(node, "clinicalStatus"),
        "verificationStatus": {"coding": [{"code": "refuted"}]},
    }


def procedure(code: str, **more: Any) -> b.Node:
    """Return a completed procedure."""
    return {
        "resourceType": "Procedure",
        "status": "completed",
        "code": b.coded(b.SNOMED, code),
        **more,
    }


def allergy(*concepts: b.Node, **more: Any) -> b.Node:
    """Return an allergy."""
    code = concepts[0] if concepts else b.coded(b.RXNORM, "1292")
    return {"resourceType": "AllergyIntolerance", "code": code, **more}


class TestConditions:
    """What the patient has, and what was ruled out."""

    @pytest.mark.parametrize("status", ["active", "recurrence", "relapse", None])
    def test_present(self, status: str | None) -> None:
        """An active condition, or one without a status, is present."""
        told = {"clinicalStatus": {"coding": [{"code": status}]}} if status else {}
        given = {**b.without(b.condition(EPILEPSY), "clinicalStatus"), **told}
        assert read_record(b.bundle(given)).patient.conditions == {bc.Condition.EPILEPSY}

    @pytest.mark.parametrize(
        "more",
        [
            {"clinicalStatus": {"coding": [{"code": "resolved"}]}},
            {"clinicalStatus": "remission"},
            {"clinicalStatus": None, "abatementDateTime": "2026-03-09"},
            {"clinicalStatus": None, "abatementDateTime": "2025"},
            {"clinicalStatus": None, "abatementDateTime": "2025-06"},
            {"clinicalStatus": "resolved", "abatementDateTime": "2025-06-01"},
        ],
    )
    def test_past(self, more: dict[str, Any]) -> None:
        """A condition that is over is neither present nor ruled out."""
        patient = read_record(b.bundle(b.condition(EPILEPSY, **more))).patient
        assert not patient.conditions | patient.ruled_out

    @pytest.mark.parametrize("ended", ["2026", "2026-03", "2026-04-01", "soon"])
    def test_not_surely_past(self, ended: str) -> None:
        """A condition is still there until the day it ended has surely come."""
        untold = b.without(b.condition(EPILEPSY, abatementDateTime=ended), "clinicalStatus")
        record = read_record(b.bundle(untold))
        assert bc.Condition.EPILEPSY in record.patient.conditions
        assert NOTES["condition-over"] not in record.notes

    @pytest.mark.parametrize("status", ["active", "recurrence", "relapse"])
    def test_active_and_over(self, status: str) -> None:
        """A condition that is active and over at once counts as present, and that is said."""
        told = {"clinicalStatus": {"coding": [{"code": status}]}}
        given = b.condition(EPILEPSY, abatementDateTime="2025-06-01", **told)
        record = read_record(b.bundle(given))
        assert record.patient.conditions == {bc.Condition.EPILEPSY}
        assert NOTES["condition-over"] in record.notes

    def test_ruled_out_and_over(self) -> None:
        """A refuted condition stays ruled out, whenever it is said to have ended."""
        given = refuted(b.condition(EPILEPSY, abatementDateTime="2025-06-01"))
        assert read_record(b.bundle(given)).patient.ruled_out == {bc.Condition.EPILEPSY}

    @pytest.mark.parametrize(
        ("state", "present"), [("active", True), ("resolved", False)], ids=str
    )
    def test_local_code_beside_the_status(self, state: str, present: bool) -> None:
        """A site's own code beside the clinical status does not hide it."""
        told = {"coding": [{"system": "urn:site", "code": "A1"}, {"code": state}]}
        given = b.bundle(b.condition(AKI, clinicalStatus=told, onsetDateTime="2026-03-01"))
        changing = read_record(given).patient.kidney_state is bc.KidneyState.CHANGING
        assert changing is present

    def test_ruled_out(self) -> None:
        """A refuted condition is ruled out."""
        patient = read_record(b.bundle(refuted(b.condition(STROKE)))).patient
        assert patient.ruled_out == {bc.Condition.STROKE}

    def test_present_and_ruled_out(self) -> None:
        """A condition that is recorded as both counts as present, and that is said."""
        record = read_record(b.bundle(refuted(b.condition(STROKE)), b.condition(STROKE)))
        assert record.patient.conditions == {bc.Condition.STROKE}
        assert not record.patient.ruled_out
        assert NOTES["condition-both"] in record.notes

    @pytest.mark.parametrize(
        ("more", "reason"),
        [
            ({"verificationStatus": "entered-in-error"}, "entered-in-error"),
            ({"modifierExtension": [{}]}, "modifier"),
            ({"clinicalStatus": "maybe"}, "status"),
            ({"onsetDateTime": "2026-03-11"}, "after-the-day"),
            ({"code": {"text": "Epilepsy"}}, "text-only"),
        ],
    )
    def test_not_used(self, more: dict[str, Any], reason: str) -> None:
        """A condition in error, modified, of unclear status or in words is said."""
        record = read_record(b.bundle({**b.condition(EPILEPSY), **more}))
        assert not record.patient.conditions
        assert reasons(record) == [reason]

    def test_other_codes_are_passed_over(self) -> None:
        """A condition that is coded as something else, or not at all, is not mentioned."""
        given = [
            b.condition("1"),
            b.condition("X", "http://example.org"),
            {**b.condition(""), "code": {}},
        ]
        assert read_record(b.bundle(*given)).unread == ()

    def test_codes_of_icd_are_prefixes(self) -> None:
        """G40.3 is an epilepsy, as G40 is."""
        given = b.condition("G40.3", b.ICD)
        assert read_record(b.bundle(given)).patient.conditions == {bc.Condition.EPILEPSY}

    def test_kidney_disease_is_noted(self) -> None:
        """Chronic kidney disease is said; no number is concluded from it."""
        record = read_record(b.bundle(b.condition("N18.3", b.ICD)))
        assert NOTES["chronic-kidney-disease"] in record.notes

    @pytest.mark.parametrize("table", [snomed.CODES, icd10.CODES])
    def test_tables_hold_codes(self, table: dict[str, frozenset[str]]) -> None:
        """Every meaning has codes, and every code is one word."""
        assert all(codes and all(c.strip() == c for c in codes) for codes in table.values())


class TestIndication:
    """What baclofen is for, when the record leaves no choice."""

    def test_one_cause(self) -> None:
        """The only cause of spasticity on record is the indication."""
        record = read_record(b.bundle(b.condition(MS), b.condition(EPILEPSY)))
        assert record.patient.indication is bc.Indication.MULTIPLE_SCLEROSIS

    def test_several_causes(self) -> None:
        """Of several causes none is chosen, and that is said."""
        record = read_record(b.bundle(b.condition(MS), b.condition(SPINAL_INJURY)))
        assert record.patient.indication is bc.Indication.UNKNOWN
        assert NOTES["several-indications"] in record.notes

    @pytest.mark.parametrize(
        "given",
        [
            refuted(b.condition(MS)),
            b.condition(MS, verificationStatus="differential"),
            b.condition(MS, abatementDateTime="2025-06-01"),
        ],
    )
    def test_causes_that_are_not_sure(self, given: b.Node) -> None:
        """A cause ruled out, only considered, or active and over at once is no indication."""
        assert read_record(b.bundle(given)).patient.indication is bc.Indication.UNKNOWN

    def test_the_reason_of_the_order(self) -> None:
        """The coded reason of the order comes before any diagnosis."""
        given = b.order(reasonCode=[b.coded(b.SNOMED, "66590003")])
        record = read_record(b.bundle(b.condition(MS), given))
        assert record.patient.indication is bc.Indication.ALCOHOL_USE_DISORDER

    def test_the_referenced_reason_of_the_order(self) -> None:
        """The reason may be a diagnosis elsewhere in the Bundle."""
        given = b.order(reasonReference=[{"reference": "Condition/c"}])
        record = read_record(b.bundle(b.condition(MS, id="c"), b.condition(STROKE), given))
        assert record.patient.indication is bc.Indication.MULTIPLE_SCLEROSIS


class TestAllergy:
    """An allergy to baclofen is a condition of its own."""

    @pytest.mark.parametrize(
        "given",
        [
            allergy(),
            allergy(b.coded(b.SNOMED, "387342009")),
            allergy(b.coded(b.ATC, "M03BX01")),
            allergy(b.coded(b.RXNORM, "197391"), clinicalStatus="active"),
            allergy({}, reaction=[{"substance": b.coded(b.RXNORM, "1292")}]),
            allergy({}, reaction=[{"substance": [b.coded(b.RXNORM, "1292")]}]),
        ],
    )
    def test_present(self, given: b.Node) -> None:
        """An allergy is found by substance or product, in its code or its reaction."""
        conditions = read_record(b.bundle(given)).patient.conditions
        assert conditions == {bc.Condition.BACLOFEN_HYPERSENSITIVITY}

    @pytest.mark.parametrize(
        "named",
        [
            {"text": "Baclofen - anaphylaxis"},
            b.coded("urn:local", "1", display="Adverse reaction to LIORESAL"),
        ],
    )
    def test_by_name(self, named: b.Node) -> None:
        """An allergy that names baclofen in words counts as present, and that is said."""
        record = read_record(b.bundle(allergy(named, clinicalStatus="active")))
        assert record.patient.conditions == {bc.Condition.BACLOFEN_HYPERSENSITIVITY}
        assert NOTES["allergy-by-name"] in record.notes
        assert record.unread == ()

    @pytest.mark.parametrize(
        ("more", "reason"),
        [({}, "name-only"), ({"verificationStatus": "entered-in-error"}, "entered-in-error")],
    )
    @pytest.mark.parametrize(
        "named",
        [
            {"text": "Allergy to baclofen"},
            b.coded(b.SNOMED, "1", display="Allergy to baclofen (finding)"),
        ],
    )
    def test_a_diagnosis_that_names_it(
        self, named: b.Node, more: dict[str, Any], reason: str
    ) -> None:
        """A diagnosis that names baclofen under no known code is said."""
        record = read_record(b.bundle({**b.condition(""), "code": named, **more}))
        assert not record.patient.conditions
        assert reasons(record) == [reason]

    def test_ruled_out(self) -> None:
        """A refuted allergy is ruled out."""
        patient = read_record(b.bundle(allergy(verificationStatus="refuted"))).patient
        assert patient.ruled_out == {bc.Condition.BACLOFEN_HYPERSENSITIVITY}

    def test_past_or_other(self) -> None:
        """A resolved allergy, or one to something else, says nothing."""
        given = [allergy(clinicalStatus="resolved"), allergy(b.coded(b.SNOMED, "716186003"))]
        record = read_record(b.bundle(*given))
        assert not record.patient.conditions
        assert record.unread == ()

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            (allergy({"text": "Baclofen"}, clinicalStatus="resolved"), "name-only"),
            (allergy({"text": "Baclofen"}, verificationStatus="refuted"), "name-only"),
            (allergy(verificationStatus="entered-in-error"), "entered-in-error"),
        ],
    )
    def test_not_used(self, given: b.Node, reason: str) -> None:
        """An allergy in words that is over or ruled out, or one in error, is said."""
        assert reasons(read_record(b.bundle(given))) == [reason]


class TestDialysis:
    """Dialysis that is given now; a record never says that there is none."""

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (b.condition(DEPENDENCE), bc.Dialysis.HAEMODIALYSIS),
            (b.condition("Z99.2", b.ICD), bc.Dialysis.HAEMODIALYSIS),
            (procedure(HAEMODIALYSIS, performedDateTime="2026-02-08"), bc.Dialysis.HAEMODIALYSIS),
            (procedure(PERITONEAL, status="in-progress"), bc.Dialysis.PERITONEAL),
            (procedure(PERITONEAL, performedPeriod={"end": "2026-03-01"}), bc.Dialysis.PERITONEAL),
            (
                procedure("714749008", performedPeriod={"start": "2026-03-01"}),
                bc.Dialysis.CONTINUOUS,
            ),
        ],
    )
    def test_given_now(self, given: b.Node, expected: bc.Dialysis) -> None:
        """Dependence, a procedure under way or within 30 days is dialysis."""
        assert read_record(b.bundle(given)).patient.dialysis is expected

    def test_a_kind_that_is_not_stated_is_said(self) -> None:
        """Dialysis of no stated kind is read as haemodialysis; a stated kind wins."""
        alone = read_record(b.bundle(b.condition(DEPENDENCE)))
        stated = procedure(PERITONEAL, status="in-progress")
        both = read_record(b.bundle(b.condition(DEPENDENCE), stated))
        assert NOTES["dialysis-kind"] in alone.notes
        assert NOTES["dialysis-kind"] not in both.notes
        assert both.patient.dialysis is bc.Dialysis.PERITONEAL

    def test_long_ago(self) -> None:
        """A dialysis of more than 30 days ago is said; whether it goes on is not known."""
        given = procedure(HAEMODIALYSIS, performedDateTime="2026-02-07")
        record = read_record(b.bundle(given))
        assert record.patient.dialysis is bc.Dialysis.UNKNOWN
        assert NOTES["dialysis-past"] in record.notes

    @pytest.mark.parametrize(
        ("more", "reason", "doubt"),
        [
            ({"status": "entered-in-error"}, "entered-in-error", False),
            ({"status": "not-done"}, "status", False),
            ({"status": "completed", "notDone": True}, "status", False),
            ({"performedDateTime": "2026-03-11"}, "after-the-day", False),
            ({"status": "unknown"}, "status", True),
            ({"modifierExtension": [{}]}, "modifier", True),
            ({}, "no-date", True),
        ],
    )
    def test_not_used(self, more: dict[str, Any], reason: str, doubt: bool) -> None:
        """A dialysis that is not used is said; where it may be given all the same, in doubt."""
        record = read_record(b.bundle(procedure(HAEMODIALYSIS, **more)))
        assert record.patient.dialysis is bc.Dialysis.UNKNOWN
        assert reasons(record) == [reason]
        assert record.patient.kidney_values_in_doubt is doubt

    def test_other_procedures_are_passed_over(self) -> None:
        """Any other procedure, and dialysis that was ruled out, says nothing."""
        given = [procedure("1"), refuted(b.condition(DEPENDENCE))]
        record = read_record(b.bundle(*given))
        assert record.patient.dialysis is bc.Dialysis.UNKNOWN

    def test_a_high_creatinine_in_dialysis(self) -> None:
        """In dialysis a creatinine of 12 mg/dL is not unusual."""
        given = b.bundle(b.creatinine(12), b.condition(DEPENDENCE))
        assert read_record(given).patient.creatinine_nmol_l == 1_060_800


class TestKidneyState:
    """Acute kidney injury makes kidney function one that changes."""

    @pytest.mark.parametrize(
        ("more", "expected", "note"),
        [
            ({"onsetDateTime": "2026-02-08"}, bc.KidneyState.CHANGING, None),
            ({"onsetPeriod": {"start": "2026-03-01"}}, bc.KidneyState.CHANGING, None),
            ({"recordedDate": "2026-03-01"}, bc.KidneyState.CHANGING, None),
            ({}, bc.KidneyState.CHANGING, "kidney-injury-undated"),
            ({"onsetDateTime": "2026-02-07"}, bc.KidneyState.UNKNOWN, "kidney-injury-past"),
        ],
    )
    def test_injury(
        self, more: dict[str, Any], expected: bc.KidneyState, note: str | None
    ) -> None:
        """An injury within 30 days, or undated, is present; an older one is said."""
        record = read_record(b.bundle(b.condition(AKI, **more)))
        assert record.patient.kidney_state is expected
        assert note is None or NOTES[note] in record.notes

    def test_never_steady(self) -> None:
        """A record without an injury does not say that the kidneys are steady."""
        record = read_record(b.bundle(refuted(b.condition(AKI))))
        assert record.patient.kidney_state is bc.KidneyState.UNKNOWN


class TestSetting:
    """A stay in hospital is said; who watches is not known."""

    @pytest.mark.parametrize(
        ("more", "is_said"),
        [
            ({}, True),
            ({"class": [b.coded("http://example.org", "ACUTE")]}, True),
            ({"class": {"code": "AMB"}}, False),
            ({"status": "finished"}, False),
            ({"period": {"end": "2026-03-09"}}, False),
            ({"period": {"start": "2026-03-11"}}, False),
        ],
    )
    def test_inpatient(self, more: dict[str, Any], is_said: bool) -> None:
        """An inpatient encounter under way on the day is said; the setting stays unknown."""
        encounter = {
            "resourceType": "Encounter",
            "status": "in-progress",
            "class": {"code": "IMP"},
            **more,
        }
        record = read_record(b.bundle(encounter))
        assert record.setting is bc.Setting.UNKNOWN
        assert (NOTES["inpatient"] in record.notes) is is_said


class TestOtherMedicines:
    """Other medicines by ATC code; a list is complete only when it says so."""

    @pytest.mark.parametrize(
        "medicine",
        [
            b.coded(b.RXNORM, "29046"),
            b.coded(b.RXNORM, "314076"),
            b.coded(b.ATC, "C09AA03"),
        ],
    )
    def test_codes(self, medicine: b.Node) -> None:
        """An ingredient, a product and an ATC code name the same medicine."""
        record = read_record(b.bundle(b.order(medicine=medicine), b.statement(medicine=medicine)))
        assert record.patient.medicines == bc.Medicines(["C09AA03"])

    def test_every_code_of_the_table_is_an_atc_code(self) -> None:
        """Every entry of the table can be a medicine of the patient, and none is baclofen."""
        assert "M03BX01" not in bc.Medicines(list(rxnorm.ATC.values())).codes

    @pytest.mark.parametrize(
        ("given", "reason", "may_be_baclofen"),
        [
            (b.order(medicine={"text": "Warfarin"}), "medicine-not-known", False),
            (b.order(medicine=b.coded(b.ATC, "C09")), "medicine-not-known", False),
            (b.order(medicine={}), "medicine-not-known", True),
            (b.order(medicine=b.coded(b.RXNORM, "29046"), status="on-hold"), "on-hold", False),
        ],
    )
    def test_not_known(self, given: b.Node, reason: str, may_be_baclofen: bool) -> None:
        """A medicine without a known code, or of unclear standing, is said."""
        record = read_record(b.bundle(given))
        assert record.patient.medicines == bc.Medicines()
        assert reasons(record) == [reason]
        assert (NOTES["medicine-unidentified"] in record.notes) is may_be_baclofen

    def test_a_medicine_in_error(self) -> None:
        """A medicine that is in error is not one of the patient's."""
        held = {
            "resourceType": "Medication",
            "id": "m",
            "status": "entered-in-error",
            "code": b.coded(b.RXNORM, "29046"),
        }
        given = b.order(medicine={}, medicationReference={"reference": "Medication/m"})
        record = read_record(b.bundle(held, given))
        assert record.patient.medicines == bc.Medicines()
        assert reasons(record) == ["modifier"]

    def test_what_is_over_is_passed_over(self) -> None:
        """A medicine that is no longer taken is not one of the patient's."""
        given = b.order(medicine=b.coded(b.RXNORM, "29046"), status="stopped")
        assert read_record(b.bundle(given)).patient.medicines == bc.Medicines()

    @pytest.mark.parametrize(
        "given",
        [
            {
                "resourceType": "List",
                "code": b.coded(b.LOINC, "10160-0"),
                "emptyReason": b.coded("x", "nilknown"),
            },
            {
                "resourceType": "Composition",
                "section": [
                    {
                        "code": b.coded(b.LOINC, "10160-0"),
                        "emptyReason": b.coded("x", "nilknown"),
                    }
                ],
            },
            b.statement(medicine=b.coded(b.SNOMED, "787481004")),
        ],
    )
    def test_none(self, given: b.Node) -> None:
        """A record that says that no medicine is taken, and lists none, is complete."""
        assert read_record(b.bundle(given)).patient.medicines == bc.Medicines(complete=True)
        record = read_record(b.bundle(given, b.order()))
        assert record.patient.medicines == bc.Medicines()
        assert NOTES["none-contradicted"] in record.notes

    @pytest.mark.parametrize(
        "more",
        [
            {"status": "entered-in-error"},
            {"modifierExtension": [{}]},
            {"emptyReason": b.coded("x", "notasked")},
            {"code": b.coded(b.LOINC, "11450-4")},
        ],
    )
    def test_not_complete(self, more: dict[str, Any]) -> None:
        """A list in error, not asked for or of something else says nothing."""
        given = {
            "resourceType": "List",
            "code": b.coded(b.LOINC, "10160-0"),
            "emptyReason": b.coded("x", "nilknown"),
            **more,
        }
        assert read_record(b.bundle(given)).patient.medicines == bc.Medicines()


class TestExample:
    """The record that the documentation uses."""

    def test_it_is_read_whole(self) -> None:
        """Nothing of the example is left unread."""
        record = read_record(EXAMPLE)
        assert record.unread == ()
        assert str(record.regimen) == "10 mg three times daily"
        assert record.patient.age_years == 78
        assert record.patient.indication is bc.Indication.MULTIPLE_SCLEROSIS
        assert record.patient.medicines == bc.Medicines(["C09AA03"])
        assert record.patient.creatinine_nmol_l == 123_760

    def test_it_gets_an_assessment(self) -> None:
        """A record can be asked about as it comes."""
        record = read_record(EXAMPLE)
        profile = bc.get_profile("us-spasticity")
        found = bc.assess(record.patient, record.regimen, profile=profile, setting=record.setting)
        assert found.findings


class TestDamage:
    """Whatever is broken in a record, only our own errors leave."""

    JUNK: tuple[Any, ...] = (
        None,
        True,
        0,
        -1,
        1.5,
        1e308,
        float("nan"),
        10**400,
        "",
        "x",
        "2026-02-30",
        "\ud800",
        [],
        {},
        [None],
        [[]],
        {"coding": None},
        {"coding": [None]},
        {"reference": 5},
        b"x",
    )

    def _places(self, node: Any) -> list[tuple[Any, Any]]:
        keys = list(node) if isinstance(node, dict) else range(len(node))
        inner = [node[k] for k in keys if isinstance(node[k], (dict, list))]
        return [(node, key) for key in keys] + [p for one in inner for p in self._places(one)]

    def _whole(self) -> b.Node:
        encounter = {
            "resourceType": "Encounter",
            "status": "in-progress",
            "class": {"code": "IMP"},
        }
        nothing = {"resourceType": "List", "code": b.coded(b.LOINC, "10160-0")}
        request = {
            "resourceType": "ServiceRequest",
            "status": "active",
            "intent": "order",
            "code": {"text": "Haemodialysis"},
            "reasonCode": [b.coded(b.SNOMED, AKI)],
        }
        return b.bundle(
            b.weight(),
            b.creatinine(),
            b.rate(41),
            b.condition(MS),
            b.condition(AKI),
            b.order(b.at("MORN"), b.at("HS", dose=20), reasonCode=[b.coded(b.SNOMED, MS)]),
            b.statement(b.dosage(asNeededBoolean=True)),
            b.order(medicine=b.coded(b.RXNORM, "29046")),
            procedure(HAEMODIALYSIS, performedDateTime="2026-03-01"),
            request,
            b.statement(status="stopped", effectivePeriod={"end": "2026-01"}),
            allergy(),
            encounter,
            nothing,
        )

    @pytest.mark.parametrize("seed", range(20))
    def test_random_damage(self, seed: int) -> None:
        """Elements removed or replaced at random give a record or one of our errors."""
        chance = random.Random(seed)  # noqa: S311
        for _ in range(20):
            given = copy.deepcopy(self._whole())
            for _ in range(chance.choice([1, 2, 5, 20])):
                place, key = chance.choice(self._places(given) or [({}, "")])
                if chance.random() < 0.3 and isinstance(place, dict):
                    place.pop(key, None)
                else:
                    place[key] = copy.deepcopy(chance.choice(self.JUNK))
            with contextlib.suppress(bc.errors.BaclofenCDSError):
                hash(read_record(given, as_of=chance.choice([None, b.DAY, dt.date.max])))
