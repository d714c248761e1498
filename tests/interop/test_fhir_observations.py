"""Measurements: units, dates, status, and which one of several holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import bundles as b
import pytest

import baclofen_cds as bc
from baclofen_cds.interop.fhir import Record, read_record
from baclofen_cds.interop.fhir.read.entries.report import NOTES


def reasons(record: Record) -> list[str]:
    """Return the reasons of everything unread."""
    return [one.reason_code for one in record.unread]


class TestUnits:
    """The coded unit decides; the printed one is never read."""

    @pytest.mark.parametrize(
        ("value", "unit", "grams"),
        [(62, "kg", 62_000), (62_000, "g", 62_000), (185, "[lb_av]", 83_915)],
    )
    def test_weight(self, value: Any, unit: str, grams: int) -> None:
        """A weight in kilograms, grams or pounds is the same weight."""
        assert read_record(b.bundle(b.weight(value, unit=unit))).patient.weight_grams == grams

    @pytest.mark.parametrize(
        ("value", "unit", "millimetres"),
        [(160, "cm", 1600), (1.6, "m", 1600), (66.9, "[in_i]", 1699)],
    )
    def test_height(self, value: Any, unit: str, millimetres: int) -> None:
        """A height in centimetres, metres or inches is read in millimetres."""
        given = b.observation("8302-2", b.quantity(value, unit))
        assert read_record(b.bundle(given)).patient.height_millimetres == millimetres

    @pytest.mark.parametrize(
        ("value", "unit"), [(1.4, "mg/dL"), (123.76, "umol/L"), (0.12376, "mmol/L")]
    )
    def test_creatinine(self, value: Any, unit: str) -> None:
        """A creatinine is the same as mass and as amount of substance."""
        record = read_record(b.bundle(b.creatinine(value, unit=unit)))
        assert record.patient.creatinine_nmol_l == 123_760
        assert record.patient.serum_creatinine_on == dt.date(2026, 3, 3)
        assert (NOTES["unit-decides"] in record.notes) is (unit != "mg/dL")

    def test_blood_creatinine_is_read_and_said(self) -> None:
        """A creatinine in whole blood is used, and said to be one."""
        record = read_record(b.bundle(b.observation("38483-4", b.quantity(1.4, "mg/dL"))))
        assert record.patient.creatinine_nmol_l == 123_760
        assert NOTES["blood-creatinine"] in record.notes

    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            ({"value": 62, "unit": "kg"}, "no-unit-code"),
            ({"value": 62, "code": "kg"}, "no-unit-code"),
            (b.quantity(62, "lbs"), "unit-not-known"),
            (b.quantity(62, "kg", "http://example.org/units"), "unit-not-known"),
            (b.quantity(62, "kg", comparator="<"), "comparator"),
            (b.quantity(62, "kg", comparator=None), "comparator"),
            (b.quantity(0, "kg"), "not-positive"),
            (b.quantity(0.1, "g"), "not-positive"),
            (b.quantity(-62, "kg"), "not-positive"),
            (b.quantity(True, "kg"), "no-value"),
            (b.quantity("62", "kg"), "no-value"),
            (b.quantity(1e300, "kg"), "no-value"),
            (b.quantity(10**400, "kg"), "no-value"),
            (None, "no-value"),
        ],
    )
    def test_what_is_not_a_coded_value_is_not_used(self, value: Any, reason: str) -> None:
        """Without a plain number in a known coded unit there is no weight."""
        record = read_record(b.bundle(b.observation("29463-7", value)))
        assert record.patient.weight is None
        assert reasons(record) == [reason]

    def test_a_value_in_words_is_not_used(self) -> None:
        """A result written as text is never interpreted."""
        record = read_record(b.bundle(b.observation("2160-0", None, valueString="1.4 mg/dL")))
        assert reasons(record) == ["text-only"]


class TestStatusAndDate:
    """Only final results with a full date, up to the day asked for."""

    @pytest.mark.parametrize("status", ["final", "amended", "corrected"])
    def test_final_results_are_read(self, status: str) -> None:
        """Final, amended and corrected results are read."""
        assert read_record(b.bundle(b.weight(status=status))).patient.weight_grams == 62_000

    @pytest.mark.parametrize(
        ("status", "reason"),
        [
            ("preliminary", "status"),
            ("unknown", "status"),
            (None, "status"),
            ("entered-in-error", "entered-in-error"),
        ],
    )
    def test_others_are_not(self, status: Any, reason: str) -> None:
        """Any other status is not used, and said."""
        record = read_record(b.bundle(b.weight(status=status)))
        assert record.patient.weight is None
        assert reasons(record) == [reason]

    @pytest.mark.parametrize(
        ("date", "reason"),
        [
            ("2026-03", "date-incomplete"),
            ("2026-02-30", "date-incomplete"),
            ("2026-03-11", "after-the-day"),
            ("1940-01-01", "before-birth"),
        ],
    )
    def test_a_day_that_cannot_hold(self, date: str, reason: str) -> None:
        """Incomplete, impossible, future and too early dates are not used."""
        record = read_record(b.bundle(b.weight(on=date)))
        assert record.patient.weight is None
        assert reasons(record) == [reason]

    def test_no_date(self) -> None:
        """A result without a date is not used, whenever it was reported."""
        given = b.without(b.weight(issued="2026-03-01T00:00:00Z"), "effectiveDateTime")
        assert reasons(read_record(b.bundle(given))) == ["no-date"]

    @pytest.mark.parametrize(
        "told",
        [
            {"effectiveInstant": "2026-03-01T08:00:00.5Z"},
            {"effectivePeriod": {"start": "2026-02-28", "end": "2026-03-01"}},
            {"effectivePeriod": {"start": "2026-03-01"}},
        ],
    )
    def test_other_ways_to_write_a_date(self, told: dict[str, Any]) -> None:
        """An instant, and the end of a period, are days too."""
        given = {**b.without(b.weight(), "effectiveDateTime"), **told}
        assert read_record(b.bundle(given)).patient.weight_on == dt.date(2026, 3, 1)

    @pytest.mark.parametrize(
        "where",
        [
            {"modifierExtension": [{"url": "x"}]},
            {"implicitRules": "http://example.org"},
            {"component": [{"modifierExtension": [{"url": "x"}]}]},
        ],
    )
    def test_an_unknown_modifier_anywhere(self, where: dict[str, Any]) -> None:
        """A modifier that nobody knows, wherever it stands, forbids the whole result."""
        record = read_record(b.bundle(b.weight(**where)))
        assert record.patient.weight is None
        assert reasons(record) == ["modifier"]

    @pytest.mark.parametrize(
        "spell",
        [
            {"start": "2026-02-01", "end": "2026-03-01"},
            {"start": "2026-02", "end": "2026-03-01"},
            {"start": "2026-03-03", "end": "2026-03-01"},
        ],
    )
    def test_a_period_of_more_than_a_day(self, spell: dict[str, str]) -> None:
        """No day can be told from a longer period; a creatinine so dated casts doubt."""
        given = {**b.without(b.creatinine(), "effectiveDateTime"), "effectivePeriod": spell}
        record = read_record(b.bundle(b.rate(90), given))
        assert record.patient.serum_creatinine is None
        assert reasons(record) == ["long-period"]
        assert record.patient.kidney_values_in_doubt

    def test_a_value_beside_why_it_is_absent(self) -> None:
        """A result with a value, and with a reason why there is none, casts doubt."""
        absent = {"dataAbsentReason": {"coding": [{"code": "error"}]}}
        record = read_record(b.bundle(b.rate(90), b.creatinine(**absent)))
        assert record.patient.serum_creatinine is None
        assert reasons(record) == ["data-absent"]
        assert record.patient.kidney_values_in_doubt

    def test_no_value_and_why(self) -> None:
        """A result that only says why it has no value casts none."""
        absent = {"dataAbsentReason": {"coding": [{"code": "not-performed"}]}}
        record = read_record(b.bundle(b.rate(90), b.observation("2160-0", None, **absent)))
        assert reasons(record) == ["no-value"]
        assert not record.patient.kidney_values_in_doubt


class TestWhichOneHolds:
    """The latest day wins; a day that contradicts itself gives nothing."""

    def test_the_latest_wins(self) -> None:
        """Of two days the later one holds, whatever their order."""
        given = b.bundle(b.weight(70, "2026-01-01"), b.weight(60, "2025-01-01"))
        assert read_record(given).patient.weight_grams == 70_000

    def test_an_old_weight_keeps_its_date(self) -> None:
        """A weight from decades ago is read with its date, so that a rule can see it."""
        record = read_record(b.bundle(b.weight(on="1990-01-01")))
        assert record.patient.weight_on == dt.date(1990, 1, 1)

    def test_a_conflict_gives_nothing(self) -> None:
        """Two creatinines of one day, over a fifth apart, are both left out."""
        given = b.bundle(b.creatinine(1.0), b.creatinine(1.21), b.creatinine(1.1, "2026-01-01"))
        record = read_record(given)
        assert record.patient.serum_creatinine is None
        assert reasons(record) == ["conflict", "conflict"]

    def test_the_more_cautious_of_one_day(self) -> None:
        """Of two close values of one day the higher creatinine and the lower weight hold."""
        given = b.bundle(b.creatinine(1.0), b.creatinine(1.2), b.weight(60), b.weight(62))
        record = read_record(given).patient
        assert (record.creatinine_nmol_l, record.weight_grams) == (106_080, 60_000)

    def test_a_newer_value_that_cannot_be_read_is_said(self) -> None:
        """An older value is used, and a newer one that could not be read is said."""
        newer = b.creatinine(2.8, "2026-03-09", status="preliminary")
        record = read_record(b.bundle(b.creatinine(), newer))
        assert record.patient.creatinine_nmol_l == 123_760
        assert NOTES["newer-unread"] in record.notes

    def test_a_value_in_error_is_not_newer(self) -> None:
        """A newer value that was entered in error does not matter."""
        newer = b.creatinine(2.8, "2026-03-09", status="entered-in-error")
        assert NOTES["newer-unread"] not in read_record(b.bundle(b.creatinine(), newer)).notes

    @pytest.mark.parametrize(
        ("given", "code", "name"),
        [
            (b.weight(400), "implausible", "weight"),
            (b.creatinine(140), "implausible", "serum_creatinine"),
            (b.creatinine(12), "confirm", "serum_creatinine"),
        ],
    )
    def test_what_the_patient_refuses_is_left_out(
        self, given: b.Node, code: str, name: str
    ) -> None:
        """A refused measurement is left out and said; the rest of the patient stays."""
        height = b.observation("8302-2", b.quantity(160, "cm"))
        record = read_record(b.bundle(given, height))
        assert getattr(record.patient, name) is None
        assert record.patient.height_millimetres == 1600
        assert reasons(record) == [code]
        assert name not in {one.name for one in record.read}


class TestCodes:
    """Each code is what it is; look-alikes are not used."""

    def test_two_codes_for_one_thing(self) -> None:
        """A weight that is coded twice is one weight."""
        given = b.weight()
        given["code"]["coding"].append({"system": b.LOINC, "code": "3141-9"})
        assert read_record(b.bundle(given)).patient.weight_grams == 62_000

    def test_codes_that_contradict(self) -> None:
        """A result that is coded as weight and height is neither."""
        given = b.weight()
        given["code"]["coding"].append({"system": b.LOINC, "code": "8302-2"})
        assert reasons(read_record(b.bundle(given))) == ["codes-contradict"]

    @pytest.mark.parametrize(
        ("code", "reason"),
        [
            ("48643-1", "race-adjusted"),
            ("88294-4", "race-adjusted"),
            ("50044-7", "for-one-sex"),
            ("12195-4", "indexed-clearance"),
            ("11041-1", "around-dialysis"),
        ],
    )
    def test_codes_that_are_known_and_not_used(self, code: str, reason: str) -> None:
        """Rates for a race or sex, and values around dialysis are said."""
        assert reasons(read_record(b.bundle(b.rate(50, code)))) == [reason]

    def test_another_loinc_code_is_passed_over(self) -> None:
        """A result that is not about the question is not mentioned."""
        assert read_record(b.bundle(b.observation("2161-8", b.quantity(1, "mg/dL")))).unread == ()

    @pytest.mark.parametrize(
        ("code", "reason"),
        [
            (b.coded("http://example.org", "1", display="Creatinine"), "local-code"),
            ({"text": "eGFR"}, "text-only"),
        ],
    )
    def test_a_local_creatinine_is_said(self, code: b.Node, reason: str) -> None:
        """A result that is called creatinine or eGFR without a LOINC code is said."""
        given = {**b.creatinine(), "code": code}
        assert reasons(read_record(b.bundle(given))) == [reason]

    def test_any_other_local_code_is_passed_over(self) -> None:
        """A local code that is called something else is not mentioned."""
        code = b.coded("http://example.org", "1", display="Heart rate")
        given = {**b.creatinine(), "code": code}
        assert read_record(b.bundle(given)).unread == ()


class TestUrine:
    """A creatinine of urine is no serum creatinine, whatever its code."""

    @pytest.mark.parametrize(
        "more",
        [
            {"code": b.coded(b.LOINC, "2160-0", display="Creatinine, urine")},
            {"code": {**b.coded(b.LOINC, "2160-0"), "text": "URINARY CREATININE"}},
            {"code": b.coded(b.LOINC, "2160-0", display="Kreatinin im Urin")},
            {"specimen": {"display": "Urine, 24 hours"}},
            {"specimen": {"reference": "Specimen/u"}},
            {
                "specimen": {"reference": "#u"},
                "contained": [{"id": "u", "type": {"text": "Urine"}}],
            },
            {"specimen": {"display": "Urine"}, "status": "preliminary"},
        ],
    )
    def test_plainly(self, more: dict[str, Any]) -> None:
        """It is not used, says so, and casts no doubt on the rate beside it."""
        urine = {"resourceType": "Specimen", "id": "u", "type": {"text": "Urine"}}
        record = read_record(b.bundle(b.rate(90), {**b.creatinine(), **more}, urine))
        assert record.patient.serum_creatinine is None
        assert reasons(record) == ["urine"]
        assert not record.patient.kidney_values_in_doubt

    def test_urine_and_serum(self) -> None:
        """One that is called both is used for neither, and casts doubt."""
        code = b.coded(b.LOINC, "2160-0", display="Creatinine [Mass/volume] in Serum or Plasma")
        given = {**b.creatinine(), "code": code, "specimen": {"display": "Urine"}}
        record = read_record(b.bundle(b.rate(90), given))
        assert record.patient.serum_creatinine is None
        assert reasons(record) == ["urine-and-blood"]
        assert record.patient.kidney_values_in_doubt

    @pytest.mark.parametrize(
        "more",
        [
            {"specimen": {"display": "Serum"}},
            {"code": {**b.coded(b.LOINC, "2160-0"), "text": "Creatinine during admission"}},
        ],
    )
    def test_serum(self, more: dict[str, Any]) -> None:
        """A creatinine of serum, or with "urin" only inside a word, is read."""
        given = b.bundle({**b.creatinine(), **more})
        assert read_record(given).patient.creatinine_nmol_l == 123_760

    def test_a_clearance_is_measured_in_both(self) -> None:
        """A measured clearance rests on urine and serum, and is read."""
        given = {**b.rate(41, "2164-2", "mL/min"), "specimen": {"display": "Urine"}}
        assert len(read_record(b.bundle(given)).patient.recorded_gfr) == 1


class TestFiltrationRates:
    """Each code has its own equation, and its unit must agree."""

    @pytest.mark.parametrize(
        ("code", "unit", "equation", "indexing"),
        [
            ("98979-8", "mL/min/{1.73_m2}", "CKD_EPI_2021", "INDEXED"),
            ("62238-1", "mL/min/1.73.m2", "CKD_EPI_2009", "INDEXED"),
            ("33914-3", "mL/min/{1.73_m2}", "MDRD", "INDEXED"),
            ("69405-9", "mL/min/{1.73m2}", "UNKNOWN", "INDEXED"),
            ("35591-7", "mL/min", "COCKCROFT_GAULT", "ABSOLUTE"),
            ("2164-2", "mL/min", "MEASURED", "ABSOLUTE"),
        ],
    )
    def test_equation_and_indexing(
        self, code: str, unit: str, equation: str, indexing: str
    ) -> None:
        """A code tells the equation and whether the rate is per 1.73 m²."""
        (read,) = read_record(b.bundle(b.rate(41.5, code, unit))).patient.recorded_gfr
        assert read == bc.RecordedGFR(
            41.5 * bc.ureg.mL / bc.ureg.min,
            equation=bc.GFREquation[equation],
            indexing=bc.GFRIndexing[indexing],
            on=dt.date(2026, 3, 3),
        )

    @pytest.mark.parametrize(
        ("code", "unit"), [("98979-8", "mL/min"), ("35591-7", "mL/min/{1.73_m2}")]
    )
    def test_a_unit_that_contradicts_the_code(self, code: str, unit: str) -> None:
        """A clearance per 1.73 m², or an indexed rate that is not, is not used."""
        record = read_record(b.bundle(b.rate(41, code, unit)))
        assert record.patient.recorded_gfr == ()
        assert reasons(record) == ["unit-per-surface"]

    @pytest.mark.parametrize("comparator", [">", ">="])
    def test_above_a_number_is_a_lower_bound(self, comparator: str) -> None:
        """A rate above a number says no more than that."""
        value = b.quantity(60, "mL/min/{1.73_m2}", comparator=comparator)
        (read,) = read_record(b.bundle(b.observation("98979-8", value))).patient.recorded_gfr
        assert read.lower_bound

    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            (b.quantity(60, "mL/min/{1.73_m2}", comparator="<"), "comparator"),
            (b.quantity(60, "mL/min/{1.73_m2}", comparator="~"), "comparator"),
            (b.quantity(60, "mL/s"), "unit-not-known"),
            (b.quantity(60, "mL/min/{1.73_m2}", "urn:x"), "unit-not-known"),
            (b.quantity(0.001, "mL/min/{1.73_m2}"), "not-positive"),
            (b.quantity(0, "mL/min/{1.73_m2}"), "not-positive"),
        ],
    )
    def test_rates_that_are_not_used(self, value: b.Node, reason: str) -> None:
        """A rate below a number, or in another unit, is not used."""
        assert reasons(read_record(b.bundle(b.observation("98979-8", value)))) == [reason]

    def test_the_latest_of_each_equation(self) -> None:
        """Of each equation the latest rate is kept, the lower one of a day."""
        given = b.bundle(
            b.rate(41), b.rate(40), b.rate(80, on="2020-01-01"), b.rate(44, "33914-3")
        )
        rates = read_record(given).patient.recorded_gfr
        assert sorted(one.hundredths for one in rates) == [4_000, 4_400]


class TestDoubt:
    """Kidney values that contradict each other, or cannot be read, permit no start."""

    @pytest.mark.parametrize(
        "other",
        [
            b.creatinine(2.8, "2026-03-09", status="preliminary"),
            b.observation("2160-0", b.quantity(6, "mg/dL", comparator=">"), "2026-03-09"),
            b.creatinine(9, "2026-03-09", unit="mg"),
            b.rate(12, on="yesterday"),
            b.creatinine(400, "2026-03-09"),
        ],
        ids=["preliminary", "comparator", "unit", "date", "implausible"],
    )
    def test_a_value_that_cannot_be_read(self, other: Any) -> None:
        """A kidney value that could not be read makes the good rate beside it doubtful."""
        good = b.bundle(b.rate(90), b.weight())
        assert not read_record(good).patient.kidney_values_in_doubt
        assert read_record(b.bundle(b.rate(90), b.weight(), other)).patient.kidney_values_in_doubt

    def test_values_of_one_day_far_apart(self) -> None:
        """Two creatinines of one day far apart make the rate beside them doubtful."""
        given = b.bundle(b.rate(90), b.creatinine(0.7), b.creatinine(3.0))
        assert read_record(given).patient.kidney_values_in_doubt

    @pytest.mark.parametrize(
        "other",
        [
            b.creatinine(2.8, "2026-03-09", status="entered-in-error"),
            b.creatinine(2.8, "2026-03-12"),
            b.creatinine(2.8, "2025-03-12", status="preliminary"),
            b.weight(62, status="preliminary"),
        ],
        ids=["in-error", "after-the-day", "long-ago", "weight"],
    )
    def test_what_says_nothing_of_today(self, other: Any) -> None:
        """An entry in error, of another time or of something else casts no doubt."""
        given = b.bundle(b.rate(90), other)
        assert not read_record(given).patient.kidney_values_in_doubt


class TestImplausibleRate:
    """A rate that no kidneys have is not read, is said, and permits nothing."""

    def test_refused(self) -> None:
        """Beside a good creatinine, a rate of 5,000 leaves the kidneys in doubt."""
        record = read_record(b.bundle(b.creatinine(0.8), b.rate(5_000)))
        assert record.patient.recorded_gfr == ()
        assert record.patient.kidney_values_in_doubt
        assert ["outside what is accepted" in one.reason for one in record.unread] == [True]
        assert not any(fact.name == "recorded_gfr" for fact in record.read)
