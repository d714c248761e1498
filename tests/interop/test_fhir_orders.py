"""Orders of baclofen: what is read as a day, and what is never guessed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import bundles as b
import pytest

import baclofen_cds as bc
from baclofen_cds.interop.fhir import Record, read_record
from baclofen_cds.interop.fhir.read.entries.report import NOTES

ORAL = {"route": b.coded(b.SNOMED, "26643006")}
INTRATHECAL = {"route": b.coded(b.SNOMED, "72607000")}


def reasons(record: Record) -> list[str]:
    """Return the reasons of everything unread."""
    return [one.reason_code for one in record.unread]


def day(*resources: b.Node) -> str:
    """Return the regimen of a record in words."""
    return str(read_record(b.bundle(*resources)).regimen)


def refused(*resources: b.Node) -> list[str]:
    """Return why nothing could be read, having checked that nothing was."""
    record = read_record(b.bundle(*resources))
    assert record.regimen is bc.UNREADABLE
    return reasons(record)


class TestDose:
    """A dose is a mass in a coded unit, or coded tablets of a coded strength."""

    @pytest.mark.parametrize(
        "dose", [b.quantity(10), b.quantity(10_000, "ug"), b.quantity("0.01", "g")]
    )
    def test_a_mass(self, dose: b.Node) -> None:
        """Milligrams, micrograms and grams are the same mass."""
        value = float(dose["value"])
        assert day(b.order(b.dosage({**dose, "value": value}))) == "10 mg three times daily"

    @pytest.mark.parametrize(
        "unit",
        [("TAB", b.FORMS), ("tab", b.FORMS), ("{tablet}", b.UCUM), ("385055001", b.SNOMED)],
    )
    def test_tablets_of_a_coded_strength(self, unit: tuple[str, str]) -> None:
        """Coded tablets of a coded product are a mass; half a tablet is half of it."""
        assert day(b.order(b.dosage(b.quantity(0.5, *unit)))) == "5 mg three times daily"

    @pytest.mark.parametrize(
        ("dose", "reason"),
        [
            (b.quantity(5, "mL"), "volume-only"),
            (b.quantity(1, "CAP", b.FORMS), "dose-form-without-strength"),
            (b.quantity(1, "385049006", b.SNOMED), "dose-form-without-strength"),
            ({"value": 10, "unit": "mg"}, "no-unit-code"),
            ({"value": 10, "code": "mg"}, "no-unit-code"),
            (b.quantity(10, "mcg"), "unit-not-known"),
            (b.quantity(10, comparator="<"), "comparator"),
            (b.quantity(0), "not-positive"),
            (b.quantity(0.0001, "ug"), "too-precise"),
            (b.quantity(300), "implausible"),
            (b.quantity(90), "confirm"),
            ("10 mg", "no-value"),
        ],
    )
    def test_anything_else_is_not_a_dose(self, dose: Any, reason: str) -> None:
        """A volume, pieces, an uncoded or implausible dose leave the regimen unreadable."""
        assert refused(b.order(b.dosage(dose))) == [reason]

    def test_tablets_of_an_unknown_strength(self) -> None:
        """Tablets of baclofen without a product code are not a mass."""
        given = b.order(
            b.dosage(b.quantity(1, "TAB", b.FORMS)), medicine=b.coded(b.RXNORM, "1292")
        )
        assert refused(given) == ["dose-form-without-strength"]

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ({"timing": b.repeat()}, "dose-missing"),
            ({"text": "10 mg three times daily"}, "text-only"),
            ({"doseAndRate": [{"doseRange": {}}]}, "dose-range"),
            ({"doseAndRate": [{"rateQuantity": {}}]}, "other-amounts"),
            ({"doseAndRate": "x"}, "dose-missing"),
            ("10 mg three times daily", "dose-missing"),
        ],
    )
    def test_no_dose(self, given: Any, reason: str) -> None:
        """Text, ranges and rates are not a dose."""
        assert refused(b.order(given)) == [reason]

    def test_several_doses(self) -> None:
        """Several doses that agree are one; several that differ are none."""
        both = [{"doseQuantity": b.quantity(10)}, {"doseQuantity": b.quantity(10_000, "ug")}]
        other = [*both, {"doseQuantity": b.quantity(20)}, None]
        assert day(b.order({**b.dosage(), "doseAndRate": both})) == "10 mg three times daily"
        assert refused(b.order({**b.dosage(), "doseAndRate": other})) == ["doses-differ"]

    def test_the_older_shape(self) -> None:
        """In STU3 the dose stands on the instruction itself."""
        given = {"timing": b.repeat(), "doseQuantity": b.quantity(10)}
        assert day(b.order(given)) == "10 mg three times daily"

    @pytest.mark.parametrize(
        ("top", "span", "is_read"),
        [
            (b.quantity(30), b.quantity(1, "d"), True),
            (b.quantity(29), b.quantity(24, "h"), False),
            (b.quantity(200), b.quantity(1, "wk"), False),
            (b.quantity(3, "{tablet}"), b.quantity(1, "d"), True),
            (b.quantity(3), b.quantity(1, "mo"), True),
            ({"value": 3}, b.quantity(1, "d"), True),
        ],
    )
    def test_a_greatest_amount(self, top: b.Node, span: b.Node, is_read: bool) -> None:
        """A stated daily maximum below the dose contradicts it; one in pieces says nothing."""
        most = {"maxDosePerPeriod": {"numerator": top, "denominator": span}}
        record = read_record(b.bundle(b.order(b.dosage(**most))))
        assert reasons(record) == ([] if is_read else ["other-amounts"])


class TestTiming:
    """A timing is a whole number of times a day, or named parts of the day."""

    @pytest.mark.parametrize(
        ("timing", "expected"),
        [
            (b.repeat(1, 8, "h"), "10 mg three times daily"),
            (b.repeat(2, 1, "d"), "10 mg twice daily"),
            (b.repeat(14, 1, "wk"), "10 mg twice daily"),
            ({"repeat": {"period": 1, "periodUnit": "d"}}, "10 mg once daily"),
            ({"repeat": {"when": ["HS", "MORN"]}}, "10 mg morning + 10 mg night a day"),
            (b.repeat(2, 1, "d", when=["ACM", "PCV"]), "10 mg morning + 10 mg evening a day"),
            (
                {"repeat": {"timeOfDay": ["20:30:00", "08:00:00"]}},
                "10 mg at 08:00 + 10 mg at 20:30 a day",
            ),
            ({"code": b.coded(b.GTS, "TID")}, "10 mg three times daily"),
            ({"code": b.coded(b.GTS, "BED")}, "10 mg night a day"),
            ({"code": b.coded(b.GTS, "TID"), **b.repeat(3)}, "10 mg three times daily"),
            ({"code": b.coded(b.GTS, "BED"), "repeat": {"when": ["HS"]}}, "10 mg night a day"),
            (
                b.repeat(1, dayOfWeek=["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
                "10 mg once daily",
            ),
        ],
    )
    def test_times_that_are_read(self, timing: b.Node, expected: str) -> None:
        """Frequencies, parts of the day, clock times and standard codes make a day."""
        assert day(b.order(b.dosage(timing=timing))) == expected

    @pytest.mark.parametrize(
        ("timing", "reason"),
        [
            ({}, "timing-missing"),
            ({"repeat": {}}, "timing-missing"),
            ({"code": {"text": "three times daily"}}, "timing-missing"),
            ({"event": ["2026-03-10"]}, "timing-not-read"),
            ({"code": b.coded("http://example.org", "TID")}, "timing-not-read"),
            ({"code": b.coded(b.GTS, "QOD")}, "timing-not-read"),
            (b.repeat(3, frequencyMax=4), "timing-not-read"),
            (b.repeat(1, 4, "h", periodMax=6), "timing-not-read"),
            (b.repeat(3, count=1), "timing-not-read"),
            (b.repeat(3, dayOfWeek=["mon"]), "timing-not-read"),
            (b.repeat(3, 1, "mo"), "timing-not-read"),
            (b.repeat(None), "timing-not-read"),
            (b.repeat(0), "timing-not-read"),
            (b.repeat(3, 0), "timing-not-read"),
            (b.repeat(3, when=["C"]), "timing-not-read"),
            (b.repeat(3, when=[3]), "timing-not-read"),
            ({"repeat": {"timeOfDay": ["8 am"]}}, "timing-not-read"),
            ({"repeat": {"timeOfDay": [8]}}, "timing-not-read"),
            (b.repeat(1, 2), "not-daily"),
            (b.repeat(3, 1, "wk"), "not-daily"),
            (b.repeat(25), "too-many"),
            (
                {"repeat": {"timeOfDay": [f"{h:02}:{m}:00" for h in range(13) for m in (10, 40)]}},
                "too-many",
            ),
            (b.repeat(3, when=["MORN"]), "timing-contradicts"),
            (b.repeat(2, 2, when=["MORN", "HS"]), "timing-contradicts"),
            ({"repeat": {"when": ["MORN", "ACM"]}}, "timing-contradicts"),
            ({"repeat": {"when": ["MORN"], "timeOfDay": ["08:00:00"]}}, "timing-contradicts"),
            ({"code": b.coded(b.GTS, "TID"), **b.repeat(2)}, "timing-contradicts"),
            (
                {"code": b.coded(b.GTS, "BED"), "repeat": {"when": ["MORN"]}},
                "timing-contradicts",
            ),
        ],
    )
    def test_times_that_are_not(self, timing: b.Node, reason: str) -> None:
        """Ranges, limits, other codes and contradictions leave the regimen unreadable."""
        assert refused(b.order(b.dosage(timing=timing))) == [reason]


class TestSeveralInstructions:
    """Instructions at different times are one day; others are never added up."""

    def test_different_times_are_one_day(self) -> None:
        """10 mg in the morning and 20 mg at night are one day, in that order."""
        given = b.order(b.at("HS", dose=20), b.at("MORN"))
        record = read_record(b.bundle(given))
        assert str(record.regimen) == "10 mg morning + 20 mg night a day"
        assert NOTES["added-up"] in record.notes

    @pytest.mark.parametrize(
        "second",
        [
            b.at("MORN"),
            b.at("CM"),
            b.dosage(),
            b.dosage(timing={"repeat": {"timeOfDay": ["20:00:00"]}}),
        ],
    )
    def test_times_that_may_be_the_same(self, second: b.Node) -> None:
        """Two instructions that may be at one time of day are both refused."""
        assert refused(b.order(b.at("MORN"), second)) == ["overlapping", "overlapping"]

    def test_the_step_that_holds(self) -> None:
        """Of dated steps the one of the day is read."""

        def step(dose: int, start: str, end: str, sequence: int) -> b.Node:
            bounds = {"boundsPeriod": {"start": start, "end": end}}
            return b.dosage(b.quantity(dose), b.repeat(3, **bounds), sequence=sequence)

        given = b.order(
            step(15, "2026-03-01", "2026-03-09", 1),
            step(10, "2026-03-10", "2026-03-10", 2),
            step(5, "2026-03-11", "2026-03-31", 3),
        )
        record = read_record(b.bundle(given))
        assert str(record.regimen) == "10 mg three times daily"
        assert reasons(record) == ["already-ended", "not-started"]

    def test_steps_without_dates(self) -> None:
        """Numbered steps without dates do not say which one holds."""
        given = b.order(b.dosage(sequence=1), b.dosage(b.quantity(5), sequence=2))
        assert refused(given) == ["steps-without-dates", "steps-without-dates"]

    def test_steps_with_lengths_only(self) -> None:
        """Steps that state a length and no start do not say which one holds."""
        lasting = b.repeat(3, boundsDuration=b.quantity(2, "d"))
        given = b.order(b.dosage(timing=lasting), b.at("HS"), authoredOn="2026-03-10")
        assert "steps-without-dates" in refused(given)

    def test_all_steps_over(self) -> None:
        """When every step has ended nothing is taken, and the ended ones are said."""
        over = b.repeat(3, boundsPeriod={"end": "2026-03-09"})
        record = read_record(b.bundle(b.order(b.dosage(timing=over))))
        assert record.regimen is bc.NOT_TAKING
        assert reasons(record) == ["already-ended"]

    def test_a_gap_between_steps(self) -> None:
        """Between a step that has ended and one to come, what is taken is not known."""
        over = b.dosage(timing=b.repeat(3, boundsPeriod={"end": "2026-03-09"}))
        next_step = b.dosage(timing=b.repeat(2, boundsPeriod={"start": "2026-03-11"}))
        assert refused(b.order(over, next_step)) == ["already-ended", "not-started"]

    def test_bounds_with_incomplete_dates(self) -> None:
        """Bounds without full dates leave the regimen unreadable."""
        bounds = b.repeat(3, boundsPeriod={"end": "2026-04"})
        assert refused(b.order(b.dosage(timing=bounds))) == ["date-incomplete"]


class TestLength:
    """A length counts from the day an order was written."""

    def test_within_its_length(self) -> None:
        """An order of 30 days, written within 30 days, holds, and says how it was counted."""
        given = b.order(b.dosage(timing=b.repeat(3, boundsDuration=b.quantity(30, "d"))))
        record = read_record(b.bundle(given))
        assert str(record.regimen) == "10 mg three times daily"
        assert NOTES["length-from-order"] in record.notes

    @pytest.mark.parametrize(
        "bounds",
        [
            {"boundsDuration": b.quantity(2, "wk")},
            {"boundsDuration": b.quantity(3, "mo")},
            {"boundsDuration": b.quantity(10**7, "d")},
            {"boundsDuration": "30 days"},
            {"boundsRange": {}},
        ],
    )
    def test_beyond_or_without_a_length(self, bounds: b.Node) -> None:
        """An order whose length has passed, or cannot be told, is unreadable."""
        assert refused(b.order(b.dosage(timing=b.repeat(3, **bounds)))) == ["limited-length"]

    def test_no_day_to_count_from(self) -> None:
        """Without the day of the order its length says nothing."""
        given = b.order(b.dosage(timing=b.repeat(3, boundsDuration=b.quantity(30, "d"))))
        assert refused(b.without(given, "authoredOn")) == ["limited-length"]


class TestAsNeeded:
    """As-needed baclofen is no part of the scheduled day."""

    @pytest.mark.parametrize(
        "flag", [{"asNeededBoolean": True}, {"asNeededCodeableConcept": {"text": "spasm"}}]
    )
    def test_beside_a_schedule(self, flag: dict[str, Any]) -> None:
        """The scheduled day is the regimen; the possible day is given beside it."""
        given = b.order(b.at("MORN", "NOON", "HS"), b.dosage(b.quantity(5), b.repeat(2), **flag))
        record = read_record(b.bundle(given))
        assert str(record.regimen) == "10 mg morning + 10 mg noon + 10 mg night a day"
        whole = f"{str(record.regimen).removesuffix(' a day')} + 5 mg + 5 mg a day"
        assert str(record.with_as_needed) == whole
        assert reasons(record) == ["as-needed"]
        assert NOTES["as-needed"] in record.notes

    def test_alone(self) -> None:
        """Baclofen that is only taken as needed has no scheduled day."""
        record = read_record(b.bundle(b.order(b.dosage(asNeededBoolean=True))))
        assert record.regimen is bc.UNREADABLE
        assert str(record.with_as_needed) == "10 mg three times daily"
        assert NOTES["all-as-needed"] in record.notes

    @pytest.mark.parametrize(
        "given", [{"text": "when needed"}, b.dosage(b.quantity(90)), b.dosage(timing={})]
    )
    def test_how_much_is_not_known(self, given: b.Node) -> None:
        """Where the possible amount cannot be read that is said."""
        record = read_record(b.bundle(b.order({**given, "asNeededBoolean": True})))
        assert record.with_as_needed is None
        assert NOTES["as-needed-unknown"] in record.notes

    def test_not_as_needed(self) -> None:
        """A false flag is a scheduled dose."""
        assert day(b.order(b.dosage(asNeededBoolean=False))) == "10 mg three times daily"


class TestRoute:
    """By mouth and into the spinal canal are never confused."""

    @pytest.mark.parametrize(
        "medicine",
        [b.coded(b.RXNORM, "1292"), b.coded(b.ATC, "M03BX01"), b.coded(b.SNOMED, "387342009")],
    )
    def test_baclofen_without_a_product(self, medicine: b.Node) -> None:
        """With a coded route it is read; without any, too, and that is said."""
        stated = read_record(b.bundle(b.order(b.dosage(**ORAL), medicine=medicine)))
        silent = read_record(b.bundle(b.order(b.dosage(), medicine=medicine)))
        assert stated.regimen == silent.regimen == read_record(b.bundle(b.order())).regimen
        assert NOTES["route"] in silent.notes
        assert NOTES["route"] not in stated.notes

    def test_a_tiny_dose_without_a_route(self) -> None:
        """A dose below one milligram without a route may be meant for the spinal canal."""
        given = b.order(b.dosage(b.quantity(300, "ug")), medicine=b.coded(b.RXNORM, "1292"))
        assert refused(given) == ["route-not-stated"]

    def test_the_short_name_of_the_route(self) -> None:
        """The HL7 code for by mouth is known."""
        system = "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration"
        given = b.order(b.dosage(route=b.coded(system, "PO")), medicine=b.coded(b.RXNORM, "1292"))
        assert day(given) == "10 mg three times daily"

    def test_another_route(self) -> None:
        """A coded route that is not by mouth leaves the regimen unreadable."""
        given = b.order(b.dosage(route=b.coded(b.SNOMED, "47625008")))
        assert refused(given) == ["route-not-by-mouth"]

    @pytest.mark.parametrize(
        "given",
        [
            b.order(b.dosage(**INTRATHECAL), medicine=b.coded(b.RXNORM, "1292")),
            b.order(b.dosage(route={"text": "Intrathecal"}), medicine=b.coded(b.RXNORM, "1292")),
            b.order(medicine=b.coded(b.RXNORM, "308517")),
        ],
    )
    def test_intrathecal_is_never_oral(self, given: b.Node) -> None:
        """Intrathecal baclofen is no regimen, and the patient is not one who takes none."""
        record = read_record(b.bundle(given))
        assert record.regimen is bc.UNREADABLE
        assert reasons(record) == ["intrathecal"]
        assert NOTES["intrathecal"] in record.notes

    def test_intrathecal_beside_tablets(self) -> None:
        """Beside a pump the tablets are the regimen."""
        pump = b.order(medicine=b.coded(b.RXNORM, "308517"))
        record = read_record(b.bundle(pump, b.order()))
        assert str(record.regimen) == "10 mg three times daily"
        assert NOTES["intrathecal"] in record.notes
        assert record.patient.intrathecal_baclofen

    @pytest.mark.parametrize(
        ("more", "counts"),
        [
            ({}, True),
            ({"intent": "plan"}, True),
            ({"status": "unknown"}, True),
            ({"status": "on-hold"}, True),
            ({"status": "stopped"}, False),
            ({"status": "entered-in-error"}, False),
        ],
    )
    def test_intrathecal_as_a_fact(self, more: dict[str, Any], counts: bool) -> None:
        """A pump in use, planned or unclear is a fact of the patient; a past one is not."""
        pump = b.order(medicine=b.coded(b.RXNORM, "308517"), **more)
        record = read_record(b.bundle(pump, b.order()))
        assert record.patient.intrathecal_baclofen is counts
        assert (NOTES["intrathecal"] in record.notes) is counts
        assert not read_record(b.bundle(b.order())).patient.intrathecal_baclofen


class TestWhatCountsAsBaclofen:
    """Baclofen is found by its codes; its name alone is never passed over."""

    def test_no_baclofen(self) -> None:
        """A record without baclofen is of someone who takes none."""
        assert read_record(b.bundle()).regimen is bc.NOT_TAKING

    @pytest.mark.parametrize(
        ("medicine", "reason"),
        [
            ({"text": "Baclofen 10 mg tablets"}, "name-only"),
            (b.coded("http://example.org", "1", display="BACLOFEN 10MG"), "name-only"),
            (b.coded(b.RXNORM, "29046", display="Lioresal"), "name-only"),
            (
                {
                    "coding": [
                        *b.coded(b.RXNORM, "1292")["coding"],
                        *b.coded(b.RXNORM, "29046")["coding"],
                    ]
                },
                "codes-contradict",
            ),
            (
                {
                    "coding": [
                        *b.coded(b.RXNORM, "197391")["coding"],
                        *b.coded(b.RXNORM, "308517")["coding"],
                    ]
                },
                "codes-contradict",
            ),
        ],
    )
    def test_a_name_or_a_contradiction(self, medicine: b.Node, reason: str) -> None:
        """Baclofen that is only named, or coded as two things, leaves it unreadable."""
        assert refused(b.order(medicine=medicine)) == [reason]

    def test_two_strengths_are_no_strength(self) -> None:
        """A product that is coded in two strengths gives milligrams but no tablets."""
        both = {"coding": [{"system": b.RXNORM, "code": c} for c in ("197391", "197392")]}
        assert day(b.order(medicine=both)) == "10 mg three times daily"
        tablets = b.dosage(b.quantity(1, "{tablet}"))
        assert refused(b.order(tablets, medicine=both)) == ["dose-form-without-strength"]

    @pytest.mark.parametrize("inside", [True, False])
    def test_a_referenced_medicine(self, inside: bool) -> None:
        """A medicine may stand inside the order or elsewhere in the Bundle."""
        held = {"resourceType": "Medication", "id": "m", "code": b.coded(b.RXNORM, "197391")}
        where = "#m" if inside else "Medication/m"
        given = b.without(
            b.order(medicationReference={"reference": where}), "medicationCodeableConcept"
        )
        if inside:
            given["contained"] = [None, held]
        resources = [given] if inside else [held, given]
        assert day(*resources) == "10 mg three times daily"

    def test_an_ingredient(self) -> None:
        """A medicine may be coded by its ingredient."""
        held = {
            "resourceType": "Medication",
            "id": "m",
            "ingredient": [{"itemCodeableConcept": b.coded(b.RXNORM, "1292")}],
        }
        given = b.order(medicine={}, medicationReference={"reference": "Medication/m"})
        assert day(held, given) == "10 mg three times daily"

    @pytest.mark.parametrize("more", [{"modifierExtension": [{}]}, {"status": "entered-in-error"}])
    def test_a_medicine_in_error(self, more: dict[str, Any]) -> None:
        """A medicine that is in error, or modified, cannot be read."""
        held = {"resourceType": "Medication", "id": "m", "code": b.coded(b.RXNORM, "197391")}
        given = b.order(medicine={}, medicationReference={"reference": "Medication/m"})
        assert refused({**held, **more}, given) == ["modifier"]

    def test_a_medicine_that_is_not_there(self) -> None:
        """A missing medicine called baclofen is baclofen; one of another name is not."""
        named = {"reference": "Medication/x", "display": "baclofen"}
        assert refused(b.order(medicine={}, medicationReference=named)) == ["name-only"]
        other = {"reference": "Medication/x", "display": "Warfarin"}
        record = read_record(b.bundle(b.order(medicine={}, medicationReference=other)))
        assert record.regimen is bc.NOT_TAKING
        assert reasons(record) == ["medicine-missing"]
        assert NOTES["medicine-unidentified"] in record.notes

    @pytest.mark.parametrize(
        "name",
        [
            "Pacifen 10 mg tablets",
            "CLOFEN",
            "Clofen10",
            "Stelax 25",
            "Lebic tabs",
            "Lyflex",
            "Kemstro ODT",
            "Baclosan",
            "Liorésal",
            "Liore\u0301sal",
            "Bac\u00adlofène",
        ],
    )
    def test_a_brand(self, name: str) -> None:
        """A brand names baclofen, with or without accents."""
        assert refused(b.order(medicine={"text": name})) == ["name-only"]

    @pytest.mark.parametrize(
        "code", ["BACLOFEN10", "lioresal-25", "M03BX01"], ids=["name", "brand", "atc"]
    )
    def test_a_code_that_is_a_name(self, code: str) -> None:
        """A local code that is a name of baclofen names it, whatever is shown beside it."""
        medicine = b.coded("urn:local", code, display="tablet 10 mg")
        assert refused(b.order(medicine=medicine)) == ["name-only"]

    @pytest.mark.parametrize(
        ("held", "shown", "regimen"),
        [
            ({"code": {"text": "Muscle relaxant"}}, "Baclofen", bc.UNREADABLE),
            ({"ingredient": [{"itemReference": {"display": "Baclofen"}}]}, "", bc.UNREADABLE),
            ({"code": b.coded("urn:x", "1")}, "Warfarin", bc.NOT_TAKING),
            ({"code": b.coded("urn:x", "1")}, "", bc.UNREADABLE),
        ],
    )
    def test_what_a_reference_calls_it(self, held: b.Node, shown: str, regimen: Any) -> None:
        """The name beside a reference, to a medicine or an ingredient, is a name of it."""
        medication = {"resourceType": "Medication", "id": "m", **held}
        reference = {"reference": "Medication/m", "display": shown}
        given = b.order(medicine={}, medicationReference=reference)
        assert read_record(b.bundle(medication, given)).regimen is regimen

    @pytest.mark.parametrize("name", ["Diclofenac 50 mg", "Aceclofenac", "Clofenac", "Celebrex"])
    def test_no_brand(self, name: str) -> None:
        """A medicine whose name only holds the letters of a brand is another one."""
        record = read_record(b.bundle(b.order(medicine={"text": name})))
        assert record.regimen is bc.NOT_TAKING
        assert NOTES["medicine-unidentified"] not in record.notes


NAMELESS = [
    b.coded("https://dmd.nhs.uk", "1"),
    b.coded("https://dmd.nhs.uk", "1", display="1"),
    b.coded(b.RXNORM, "999999"),
    b.coded(b.ATC, "M03BX"),
    {},
]


class TestNothingSaysWhatItIs:
    """A medicine without a word and without a known code may be baclofen."""

    @pytest.mark.parametrize("medicine", NAMELESS)
    @pytest.mark.parametrize("make", [b.order, b.statement])
    def test_alone(self, medicine: b.Node, make: Any) -> None:
        """Alone it leaves unknown whether baclofen is taken, and that is said."""
        record = read_record(b.bundle(make(medicine=medicine)))
        assert record.regimen is bc.UNREADABLE
        assert reasons(record) == ["medicine-not-known"]
        assert NOTES["medicine-unidentified"] in record.notes

    @pytest.mark.parametrize("medicine", NAMELESS)
    def test_beside_baclofen(self, medicine: b.Node) -> None:
        """Beside an order of baclofen that can be read it is said, and no more."""
        record = read_record(b.bundle(b.order(), b.order(medicine=medicine)))
        assert str(record.regimen) == "10 mg three times daily"
        assert NOTES["medicine-unidentified"] in record.notes

    def test_not_there(self) -> None:
        """A medicine that is not in the Bundle and has no name is such a one."""
        given = b.order(medicine={}, medicationReference={"reference": "Medication/x"})
        assert refused(given) == ["medicine-missing"]

    def test_of_unclear_standing(self) -> None:
        """One on hold may be taken, too."""
        assert refused(b.order(medicine=NAMELESS[0], status="on-hold")) == ["on-hold"]

    @pytest.mark.parametrize(
        "given",
        [
            b.order(medicine=NAMELESS[0], status="stopped"),
            b.order(medicine=b.coded("https://dmd.nhs.uk", "1", display="Warfarin")),
            b.order(medicine=b.coded(b.RXNORM, "29046")),
            b.order(medicine=b.coded(b.ATC, "C09")),
        ],
    )
    def test_not_now_or_known(self, given: b.Node) -> None:
        """One that is over, or that a word or a known code tells, is not."""
        assert read_record(b.bundle(given)).regimen is bc.NOT_TAKING


class TestStanding:
    """Only what holds on the day is what is taken."""

    @pytest.mark.parametrize("status", ["completed", "stopped", "cancelled"])
    def test_what_is_over_is_not_taken(self, status: str) -> None:
        """An order that is over is passed over."""
        record = read_record(b.bundle(b.order(status=status)))
        assert (record.regimen, record.unread) == (bc.NOT_TAKING, ())

    @pytest.mark.parametrize(
        ("more", "reason"),
        [
            ({"status": "entered-in-error"}, "entered-in-error"),
            ({"doNotPerform": True}, "do-not-perform"),
            ({"authoredOn": "2026-03-11"}, "after-the-day"),
        ],
    )
    def test_what_says_nothing_of_the_day(self, more: dict[str, Any], reason: str) -> None:
        """An order in error, not to give, or of a later day is said and not taken."""
        record = read_record(b.bundle(b.order(**more)))
        assert record.regimen is bc.NOT_TAKING
        assert reasons(record) == [reason]

    @pytest.mark.parametrize(
        ("more", "reason"),
        [
            ({"status": "on-hold"}, "on-hold"),
            ({"status": "unknown"}, "status"),
            ({"status": None}, "status"),
            ({"intent": None}, "status"),
            ({"modifierExtension": [{}]}, "modifier"),
            ({"dosageInstruction": []}, "no-dosage"),
        ],
    )
    def test_what_is_unclear_is_unreadable(self, more: dict[str, Any], reason: str) -> None:
        """An order whose standing or dose is not clear is neither taken nor not."""
        assert refused(b.order(**more)) == [reason]

    @pytest.mark.parametrize(
        "more", [{"intent": "proposal"}, {"intent": "plan"}, {"status": "draft"}]
    )
    def test_proposals(self, more: dict[str, Any]) -> None:
        """What is planned or drafted is proposed, and not taken."""
        record = read_record(b.bundle(b.order(**more)))
        assert record.regimen is bc.NOT_TAKING
        assert str(record.proposed) == "10 mg three times daily"

    @pytest.mark.parametrize("status", ["completed", "stopped", "not-taken"])
    def test_statements_that_are_over(self, status: str) -> None:
        """A statement that something is no longer, or not, taken is believed."""
        assert read_record(b.bundle(b.statement(status=status))).regimen is bc.NOT_TAKING

    def test_an_intended_statement_is_proposed(self) -> None:
        """What is intended is not yet taken."""
        record = read_record(b.bundle(b.statement(status="intended")))
        assert record.regimen is bc.NOT_TAKING
        assert str(record.proposed) == "10 mg three times daily"

    @pytest.mark.parametrize(
        ("more", "reason"),
        [
            ({"effectivePeriod": {"end": "2026-03-09"}}, "already-ended"),
            ({"effectivePeriod": {"start": "2026-03-11"}}, "not-started"),
            ({"effectiveDateTime": "2026-03-11"}, "after-the-day"),
        ],
    )
    def test_statements_of_another_time(self, more: dict[str, Any], reason: str) -> None:
        """A statement about another time is said and not taken."""
        record = read_record(b.bundle(b.statement(**more)))
        assert record.regimen is bc.NOT_TAKING
        assert reasons(record) == [reason]

    def test_the_older_shape(self) -> None:
        """In STU3 a statement says whether it is taken: yes, no, or not known."""
        assert day(b.statement(taken="y")) == "10 mg three times daily"
        assert read_record(b.bundle(b.statement(taken="n"))).regimen is bc.NOT_TAKING
        assert refused(b.statement(taken="unk")) == ["status"]

    def test_an_old_order_is_said(self) -> None:
        """An active order of more than a year ago is read and said to be old."""
        record = read_record(b.bundle(b.order(authoredOn="2025-03-09")))
        assert str(record.regimen) == "10 mg three times daily"
        assert NOTES["old-order"] in record.notes

    def test_free_text_beside_codes_is_said(self) -> None:
        """Text beside a coded dose is not read, and that is said."""
        record = read_record(b.bundle(b.order(b.dosage(text="half at night"))))
        assert NOTES["free-text"] in record.notes


MEANT: dict[bc.Slot, tuple[str, ...]] = {
    bc.Slot.MORNING: ("WAKE", "MORN", "MORN.early", "MORN.late", "CM", "ACM", "PCM"),
    bc.Slot.NOON: ("NOON", "CD", "ACD", "PCD"),
    bc.Slot.AFTERNOON: ("AFT", "AFT.early", "AFT.late"),
    bc.Slot.EVENING: ("EVE", "EVE.early", "EVE.late", "CV", "ACV", "PCV"),
    bc.Slot.NIGHT: ("NIGHT", "HS"),
}
"""FHIR R4, EventTiming: the codes that name a part of the day, a meal of it, or its ends."""


class TestSlots:
    """A record keeps when in the day a dose is taken, where it says so."""

    @pytest.mark.parametrize(
        ("code", "slot"), [(code, slot) for slot, codes in MEANT.items() for code in codes]
    )
    def test_parts_of_the_day(self, code: str, slot: bc.Slot) -> None:
        """Each code is the part of the day that it names, or that its meal is in."""
        told = bc.Regimen([10 * bc.ureg.mg], slots=[slot])
        assert read_record(b.bundle(b.order(b.at(code)))).regimen == told

    @pytest.mark.parametrize(
        ("code", "slot"), [("AM", bc.Slot.MORNING), ("BED", bc.Slot.NIGHT), ("QD", None)]
    )
    def test_timing_codes(self, code: str, slot: bc.Slot | None) -> None:
        """A standard code that names a part of the day is it; one of a number is none."""
        timing = {"code": b.coded(b.GTS, code)}
        told = bc.Regimen([10 * bc.ureg.mg], slots=[slot])
        assert read_record(b.bundle(b.order(b.dosage(timing=timing)))).regimen == told

    @pytest.mark.parametrize("code", ["C", "AC", "PC"])
    def test_some_meal(self, code: str) -> None:
        """A meal that is not said to be one of the day's is no part of it."""
        assert refused(b.order(b.at(code))) == ["timing-not-read"]

    def test_by_the_clock(self) -> None:
        """A time of day is kept to the minute."""
        timing = {"repeat": {"timeOfDay": ["20:30:45", "00:05:00"]}}
        record = read_record(b.bundle(b.order(b.dosage(timing=timing))))
        slots = [dt.time(0, 5), dt.time(20, 30)]
        assert record.regimen == bc.Regimen([10 * bc.ureg.mg] * 2, slots=slots)

    @pytest.mark.parametrize("first", ["by the clock", "by part"])
    def test_orders_in_order_of_the_day(self, first: str) -> None:
        """Several orders make one day in its order, each dose with its own slot."""
        early, late = b.at("MORN", "EVE", dose=5), b.at("NOON", dose=20)
        expected = ["morning", "noon", "evening"]
        if first == "by the clock":
            clock = ({"timeOfDay": ["08:00:00", "18:00:00"]}, {"timeOfDay": ["12:00:00"]})
            early = b.dosage(b.quantity(5), {"repeat": clock[0]})
            late = b.dosage(b.quantity(20), {"repeat": clock[1]})
            expected = [dt.time(8), dt.time(12), dt.time(18)]  # type: ignore[list-item]
        told = bc.Regimen([5 * bc.ureg.mg, 20 * bc.ureg.mg, 5 * bc.ureg.mg], slots=expected)
        assert read_record(b.bundle(b.order(late), b.order(early))).regimen == told

    def test_so_many_minutes_from_it(self) -> None:
        """Minutes before or after an event may lead into another part: it orders, and no more."""
        given = b.order(b.at("HS", dose=20, offset=240), b.at("MORN"))
        record = read_record(b.bundle(given))
        told = bc.Regimen([10 * bc.ureg.mg, 20 * bc.ureg.mg], slots=["morning", None])
        assert record.regimen == told

    def test_a_number_alone(self) -> None:
        """How often is not when."""
        regimen = read_record(b.bundle(b.order())).regimen
        assert regimen == bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3)

    def test_shown(self) -> None:
        """A record writes the day it read with its slots."""
        record = read_record(b.bundle(b.order(b.at("MORN", "HS"))))
        assert "10 mg morning + 10 mg night a day" in repr(record)


class TestSeveralOrders:
    """Orders are added up only when they are surely at different times."""

    def test_different_times_are_added_up(self) -> None:
        """A morning order and a night order are one day."""
        orders = b.order(b.at("HS", dose=20)), b.order(b.at("MORN"))
        assert day(*orders) == "10 mg morning + 20 mg night a day"

    def test_duplicates_are_never_added_up(self) -> None:
        """Two orders for the same time of day are both refused."""
        assert refused(b.order(), b.order(b.dosage(b.quantity(20)))) == ["overlapping"] * 2

    def test_ordered_and_reported_alike(self) -> None:
        """The same day, ordered and reported, is counted once."""
        record = read_record(b.bundle(b.order(), b.statement()))
        assert str(record.regimen) == "10 mg three times daily"
        assert NOTES["ordered-and-reported"] in record.notes

    def test_ordered_and_reported_otherwise(self) -> None:
        """Another day reported than ordered leaves the regimen unreadable."""
        assert refused(b.order(), b.statement(b.dosage(b.quantity(5)))) == ["overlapping"] * 2

    def test_reported_only(self) -> None:
        """What is only reported is said to be."""
        record = read_record(b.bundle(b.statement()))
        assert str(record.regimen) == "10 mg three times daily"
        assert NOTES["reported"] in record.notes

    def test_one_unreadable_order_spoils_the_sum(self) -> None:
        """Beside an order that cannot be read, the day is not known."""
        assert refused(b.order(b.at("MORN")), b.order({"text": "at night"})) == ["text-only"]

    def test_an_unreadable_pair_of_overlapping_orders(self) -> None:
        """Every order that could not be used is named."""
        assert refused(b.order(), b.order(), b.order(status="unknown")) == [
            "status",
            "overlapping",
            "overlapping",
        ]

    def test_the_same_order_twice_is_one(self) -> None:
        """An order that stands twice in a Bundle, identifier and all, counts once."""
        assert day(b.order(id="o"), b.order(id="o")) == "10 mg three times daily"


class TestGivenAndHandedOut:
    """Baclofen that was given or handed out is baclofen, but no regimen."""

    @pytest.mark.parametrize(
        "more",
        [
            {"effectiveDateTime": "2026-03-09"},
            {"effectivePeriod": {"start": "2026-03-09"}},
            {"whenHandedOver": "2026-02-01"},
            {},
        ],
    )
    def test_a_single_event(self, more: dict[str, Any]) -> None:
        """A recent or undated event leaves the regimen unreadable."""
        event = {
            "resourceType": "MedicationAdministration",
            "status": "completed",
            "medicationCodeableConcept": b.coded(b.RXNORM, "197391"),
            **more,
        }
        assert refused(event) == ["single-event"]

    @pytest.mark.parametrize(
        "more",
        [
            {"status": "not-done"},
            {"whenHandedOver": "2025-02-01"},
            {"whenHandedOver": "2026-03-11"},
            {"medicationCodeableConcept": b.coded(b.RXNORM, "29046")},
        ],
    )
    def test_an_event_that_does_not_count(self, more: dict[str, Any]) -> None:
        """An event that did not happen, long ago or of another medicine says nothing."""
        event = {
            "resourceType": "MedicationDispense",
            "status": "completed",
            "medicationCodeableConcept": b.coded(b.RXNORM, "197391"),
            **more,
        }
        record = read_record(b.bundle(event))
        assert (record.regimen, record.unread) == (bc.NOT_TAKING, ())

    def test_beside_an_order(self) -> None:
        """Beside an order the order is the regimen, and the event is said."""
        event = {
            "resourceType": "MedicationAdministration",
            "status": "completed",
            "medicationCodeableConcept": b.coded(b.RXNORM, "308517"),
        }
        record = read_record(b.bundle(event, b.order()))
        assert str(record.regimen) == "10 mg three times daily"
        assert NOTES["intrathecal"] in record.notes
        assert record.patient.intrathecal_baclofen
