"""Kidney results wherever they stand and however they are called: none goes by unseen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import bundles as b
import pytest

from baclofen_cds.interop.fhir import Record, read_record
from baclofen_cds.interop.fhir.read.entries.report import NOTES

GOOD = b.creatinine(0.9, "2026-02-20")
PER_SURFACE = "mL/min/{1.73_m2}"
PANEL = b.coded(b.LOINC, "24323-8", display="Comprehensive metabolic panel")


def read(*resources: b.Node) -> Record:
    """Return a record with a good creatinine and more."""
    return read_record(b.bundle(GOOD, *resources))


def reasons(record: Record) -> list[str]:
    """Return the reasons of everything unread."""
    return [one.reason_code for one in record.unread]


def result(code: b.Node, **more: Any) -> b.Node:
    """Return a final result of the day before, 3.9 mg/dL unless told otherwise."""
    value = {} if any(name.startswith("value") for name in more) else {"value": 3.9}
    made = {
        "resourceType": "Observation",
        "status": "final",
        "effectiveDateTime": "2026-03-08",
        "code": code,
        **({"valueQuantity": b.quantity(3.9, "mg/dL")} if value else {}),
    }
    return {**made, **more}


def panel(*components: Any, **more: Any) -> b.Node:
    """Return a panel with components and no value of its own."""
    return {**b.without(result(PANEL), "valueQuantity"), "component": list(components), **more}


def component(value: Any = 3.9, code: b.Node | None = None, **more: Any) -> b.Node:
    """Return a creatinine as a component."""
    named = b.coded(b.LOINC, "2160-0") if code is None else code
    return {"code": named, "valueQuantity": b.quantity(value, "mg/dL"), **more}


class TestPanel:
    """A component is a result of its own, with the day and status of its panel."""

    def test_read(self) -> None:
        """A creatinine inside a panel is the creatinine of its day."""
        record = read(panel(component()))
        assert record.patient.creatinine_nmol_l == 344_760
        assert record.patient.serum_creatinine_on == dt.date(2026, 3, 8)
        assert [one.path for one in record.read if one.name == "serum_creatinine"] == [
            "Bundle.entry[2].resource.component[0]"
        ]

    @pytest.mark.parametrize(
        ("more", "reason"),
        [
            ({"status": "preliminary"}, "status"),
            ({"modifierExtension": [{}]}, "modifier"),
            ({"subject": {"reference": "urn:uuid:nobody"}}, "subject-unresolved"),
        ],
    )
    def test_what_the_panel_says(self, more: dict[str, Any], reason: str) -> None:
        """What is wrong with a panel is wrong with its parts, and casts doubt."""
        record = read(panel(component(), **more))
        assert record.patient.creatinine_nmol_l == 79_560
        assert reason in reasons(record)
        assert record.patient.kidney_values_in_doubt

    def test_a_panel_in_error(self) -> None:
        """A panel that was entered in error says nothing."""
        record = read(panel(component(), status="entered-in-error"))
        assert not record.patient.kidney_values_in_doubt

    @pytest.mark.parametrize(
        "part",
        [
            component(code={"text": "Creatinine"}),
            component(modifierExtension=[{}]),
            component(dataAbsentReason={"text": "error"}),
        ],
    )
    def test_a_part_that_cannot_be_read(self, part: b.Node) -> None:
        """A part that cannot be read is named by its own path, and casts doubt."""
        record = read(panel(part))
        assert "Bundle.entry[2].resource.component[0]" in [one.path for one in record.unread]
        assert record.patient.kidney_values_in_doubt

    def test_of_urine(self) -> None:
        """A part of a panel of urine is one of urine."""
        record = read(panel(component(), code={"text": "Urine chemistry"}))
        assert reasons(record) == ["urine"]
        assert not record.patient.kidney_values_in_doubt

    def test_the_name_of_a_panel_is_no_result(self) -> None:
        """A panel called "creatinine and eGFR", whose parts are read, is not mentioned."""
        record = read(
            panel("nothing", component(), code={"text": "Creatinine and eGFR"}),
            {**b.without(result({"text": "Creatinine"}), "valueQuantity"), "hasMember": []},
        )
        assert record.patient.creatinine_nmol_l == 344_760
        assert reasons(record) == []
        assert not record.patient.kidney_values_in_doubt

    def test_a_value_in_an_unnamed_part(self) -> None:
        """A creatinine whose value stands in a part without a name casts doubt."""
        code = b.coded(b.LOINC, "2160-0")
        record = read(panel(component(code={"text": "value"}), code=code))
        assert reasons(record) == ["no-value"]
        assert record.patient.kidney_values_in_doubt


class TestInsideAReport:
    """A result that stands inside a laboratory report is a result."""

    def report(self, *inside: Any, **more: Any) -> b.Node:
        """Return a report with resources inside."""
        return {
            "resourceType": "DiagnosticReport",
            "status": "final",
            "contained": list(inside),
            **more,
        }

    def test_read(self) -> None:
        """Its creatinine is read, by its own path."""
        inner = {**b.creatinine(3.9, "2026-03-08"), "id": "c"}
        record = read(self.report(None, {"resourceType": "Specimen"}, inner))
        assert record.patient.creatinine_nmol_l == 344_760
        assert "Bundle.entry[2].resource.contained[2]" in [one.path for one in record.read]

    def test_a_panel(self) -> None:
        """The parts of a panel inside it are read, too."""
        assert read(self.report(panel(component()))).patient.creatinine_nmol_l == 344_760

    @pytest.mark.parametrize(
        ("more", "reason", "in_doubt"),
        [
            ({"modifierExtension": [{}]}, "modifier", True),
            ({"subject": {"reference": "urn:uuid:nobody"}}, "subject-unresolved", True),
            ({"subject": {"reference": "Group/g"}}, "other-subject", False),
            ({"status": "entered-in-error"}, "entered-in-error", False),
        ],
    )
    def test_what_the_report_says(self, more: dict[str, Any], reason: str, in_doubt: bool) -> None:
        """Whose the report is, and what is wrong with it, holds for what is inside."""
        record = read(self.report(b.creatinine(3.9, "2026-03-08"), **more))
        assert record.patient.creatinine_nmol_l == 79_560
        assert reason in reasons(record)
        assert record.patient.kidney_values_in_doubt is in_doubt

    def test_whose_it_is(self) -> None:
        """A result inside that names its own subject is of that one."""
        own = {"subject": {"reference": "Patient/p"}}
        inner = b.creatinine(3.9, "2026-03-08", **own)
        record = read(self.report(inner, subject={"reference": "urn:uuid:nobody"}))
        assert record.patient.creatinine_nmol_l == 344_760

    def test_its_specimen(self) -> None:
        """A specimen inside the report tells that a creatinine inside is one of urine."""
        specimen = {"resourceType": "Specimen", "id": "u", "type": {"text": "Urine"}}
        inner = b.creatinine(90, "2026-03-08", specimen={"reference": "#u"})
        record = read(self.report(specimen, inner))
        assert reasons(record) == ["urine"]
        assert not record.patient.kidney_values_in_doubt


class TestCalledByWords:
    """Without a code that is known, what a result is called decides whether it may matter."""

    @pytest.mark.parametrize(
        ("code", "reason"),
        [
            (
                b.coded(b.LOINC, "102097-3", display="Glomerular filtration rate/1.73 sq M"),
                "code-not-known",
            ),
            (b.coded(b.LOINC, "99999-9", display="Creatinine in Serum"), "code-not-known"),
            (b.coded("urn:lab", "CREA"), "local-code"),
            (b.coded("urn:lab", "7", display="Kreatinin i. S."), "local-code"),
            (b.coded("urn:lab", "7", display="Créatinine"), "local-code"),
            (b.coded("urn:lab", "7", display="Filtrado glomerular"), "local-code"),
            (b.coded("urn:lab", "7", display="Filtration glomérulaire"), "local-code"),
            (b.coded("urn:lab", "eGFR"), "local-code"),
            ({"coding": [{"code": "2160-0"}]}, "local-code"),
            (b.coded("https://loinc.org", "48642-3"), "local-code"),
            ({"text": "Creatinine"}, "text-only"),
            ({"text": "Creatinine clearance"}, "text-only"),
            ({"text": "Creatinine / Kreatinin"}, "text-only"),
            ({"text": "Serum/Creatinine"}, "text-only"),
        ],
    )
    def test_casts_doubt(self, code: b.Node, reason: str) -> None:
        """A result of the kidneys by its name is listed, and permits nothing beside it."""
        record = read(result(code))
        assert reasons(record) == [reason]
        assert record.patient.kidney_values_in_doubt
        assert record.patient.creatinine_nmol_l == 79_560

    @pytest.mark.parametrize(
        "code",
        [
            b.coded(b.LOINC, "14959-1", display="Microalbumin/Creatinine [Ratio] in Urine"),
            b.coded(b.LOINC, "2161-8", display="Creatinine [Mass/volume] in Urine"),
            b.coded(b.LOINC, "3097-3", display="Urea nitrogen/Creatinine [Mass Ratio] in Serum"),
            b.coded(b.LOINC, "12190-5", display="Creatinine [Mass/volume] in Body fluid"),
            b.coded(b.LOINC, "21659-8", display="EGFR gene mutations found"),
            b.coded(b.LOINC, "1", display="Glomerular basement membrane Ab"),
            b.coded(b.LOINC, "2157-6", display="Creatine kinase"),
            b.coded("http://example.org", "29463-7"),
            {"text": "Albumin-creatinine ratio"},
            {"text": "Urea / creatinine"},
        ],
    )
    def test_something_else(self, code: b.Node) -> None:
        """A ratio, urine, another fluid or another word casts no doubt and is not listed."""
        record = read(result(code))
        assert reasons(record) == []
        assert not record.patient.kidney_values_in_doubt

    @pytest.mark.parametrize(
        ("value", "in_doubt"),
        [
            (b.quantity(18, PER_SURFACE), True),
            ({"value": 18, "unit": "ml/min/1,73 m²"}, True),
            (b.quantity(18, "mL/min"), False),
        ],
    )
    def test_by_its_unit(self, value: b.Node, in_doubt: bool) -> None:
        """A result without any word, per minute and 1.73 m², is a filtration rate."""
        record = read(result(b.coded(b.LOINC, "102097-3"), valueQuantity=value))
        assert reasons(record) == (["code-not-known"] if in_doubt else [])
        assert record.patient.kidney_values_in_doubt is in_doubt

    def test_local_urine(self) -> None:
        """A local creatinine of urine is named as one, and casts none."""
        record = read(result({"text": "Creatinine, urine"}))
        assert reasons(record) == ["urine"]
        assert not record.patient.kidney_values_in_doubt

    def test_long_ago(self) -> None:
        """One from long before the value that is used casts none."""
        record = read(result({"text": "Creatinine"}, effectiveDateTime="2020-03-08"))
        assert reasons(record) == ["text-only"]
        assert not record.patient.kidney_values_in_doubt


class TestSeveralCodes:
    """Codes that all mean a serum creatinine agree; its unit decides."""

    @pytest.mark.parametrize(
        ("codes", "value", "note"),
        [
            (("2160-0", "14682-9"), b.quantity(3.9, "mg/dL"), None),
            (("2160-0", "14682-9"), b.quantity(344.76, "umol/L"), None),
            (("2160-0", "38483-4"), b.quantity(3.9, "mg/dL"), "blood-creatinine"),
            (("2160-0", "38483-4"), b.quantity(344.76, "umol/L"), "unit-decides"),
        ],
    )
    def test_creatinine(self, codes: tuple[str, str], value: b.Node, note: str | None) -> None:
        """Mass, molar and blood codes on one creatinine are one creatinine."""
        given = result({"coding": [{"system": b.LOINC, "code": c} for c in codes]})
        record = read({**given, "valueQuantity": value})
        assert record.patient.creatinine_nmol_l == 344_760
        assert reasons(record) == []
        assert NOTES["unit-decides"] in record.notes or note != "unit-decides"
        assert (NOTES["blood-creatinine"] in record.notes) is ("38483-4" in codes)

    @pytest.mark.parametrize(
        ("codes", "in_doubt"),
        [
            (("2160-0", "98979-8"), True),
            (("98979-8", "33914-3"), True),
            (("2160-0", "29463-7"), True),
            (("29463-7", "8302-2"), False),
        ],
    )
    def test_codes_that_contradict(self, codes: tuple[str, str], in_doubt: bool) -> None:
        """Codes that mean different things give nothing; about the kidneys they cast doubt."""
        record = read(result({"coding": [{"system": b.LOINC, "code": c} for c in codes]}))
        assert reasons(record) == ["codes-contradict"]
        assert record.patient.kidney_values_in_doubt is in_doubt


class TestKnownAndNotUsed:
    """A kidney result of a kind that is not used still says something of the kidneys."""

    @pytest.mark.parametrize(
        "code",
        ["48642-3", "88293-6", "50044-7", "12195-4", "11041-1", "11042-9", "51620-3"],
    )
    def test_casts_doubt(self, code: str) -> None:
        """For a race or sex, around a dialysis: it permits nothing beside it."""
        record = read(result(b.coded(b.LOINC, code)))
        assert len(reasons(record)) == 1
        assert record.patient.kidney_values_in_doubt

    def test_without_a_value(self) -> None:
        """Without a value it says nothing."""
        record = read(b.without(result(b.coded(b.LOINC, "48642-3")), "valueQuantity"))
        assert reasons(record) == ["race-adjusted"]
        assert not record.patient.kidney_values_in_doubt

    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            ({"valueInteger": 18}, "value-not-read"),
            ({"valueRange": {"low": b.quantity(15, PER_SURFACE)}}, "value-not-read"),
            ({"valueCodeableConcept": {"text": "<15"}}, "text-only"),
            ({"valueString": "<15"}, "text-only"),
            ({"valueString": ""}, "value-not-read"),
            ({"valueQuantity": b.quantity("18", PER_SURFACE)}, "no-value"),
        ],
    )
    def test_a_value_of_another_shape(self, value: dict[str, Any], reason: str) -> None:
        """A rate whose value cannot be read is a result all the same."""
        record = read(result(b.coded(b.LOINC, "98979-8"), **value))
        assert reasons(record) == [reason]
        assert record.patient.recorded_gfr == ()
        assert record.patient.kidney_values_in_doubt
