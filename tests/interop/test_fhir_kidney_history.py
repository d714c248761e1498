"""What a record says of the kidneys over time, and what makes creatinine read too well."""

from __future__ import annotations

import datetime as dt
from typing import Any

import bundles as b
import pytest
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds.interop.fhir import Record, read_record
from baclofen_cds.interop.fhir.read.entries.report import NOTES

INJURY, CORD, NEW_CODE = "14669001", "90584004", "1"
Equation = bc.GFREquation


def read(*resources: b.Node) -> Record:
    """Return the record of these resources."""
    return read_record(b.bundle(*resources))


def reasons(record: Record) -> list[str]:
    """Return the reasons of everything unread."""
    return [one.reason_code for one in record.unread]


def earlier(record: Record) -> list[tuple[int, str]]:
    """Return the creatinines of earlier days in nmol/L, each with its day."""
    return [(int(level), on.isoformat()) for level, on in record.patient.earlier_nmol_l]


def used(record: Record, name: str) -> list[str]:
    """Return the places a fact was read from, as numbers of entries."""
    return [one.path.split("[")[1].split("]")[0] for one in record.read if one.name == name]


def cystatin(value: Any = 1.2, unit: str = "mg/L", on: str = "2026-03-03", **more: Any) -> b.Node:
    """Return a cystatin C."""
    return b.observation("33863-2", b.quantity(value, unit), on, **more)


class TestEarlierCreatinine:
    """The newest creatinine counts; those of the year before it are kept with their days."""

    def test_kept(self) -> None:
        """Every older one that is understood is kept, whatever its code and unit."""
        record = read(
            b.creatinine(1.4, "2026-03-03"),
            b.creatinine(1.0, "2026-02-03"),
            b.observation("14682-9", b.quantity(88.4, "umol/L"), "2025-12-01"),
        )
        assert record.patient.creatinine_nmol_l == 123_760
        assert earlier(record) == [(88_400, "2025-12-01"), (88_400, "2026-02-03")]
        assert used(record, "serum_creatinine") == ["1"]
        assert used(record, "earlier_creatinine") == ["3", "2"]
        assert record.unread == ()

    @pytest.mark.parametrize(("on", "kept"), [("2025-03-10", True), ("2025-03-09", False)])
    def test_how_far_back(self, on: str, kept: bool) -> None:
        """365 days before the day asked for are looked at, and no more."""
        record = read(b.creatinine(), b.creatinine(1.0, on))
        assert bool(earlier(record)) is kept
        assert record.unread == ()

    def test_several_of_one_day(self) -> None:
        """Of an earlier day the lowest and the highest are kept, of the newest the highest."""
        days = [("2026-03-03", 1.4), ("2026-03-03", 1.3), ("2026-02-03", 1.0)]
        days += [("2026-02-03", 1.05), ("2026-02-03", 1.1), ("2026-02-01", 1.0)]
        record = read(*(b.creatinine(value, on) for on, value in days))
        assert record.patient.creatinine_nmol_l == 123_760
        assert earlier(record) == [
            (88_400, "2026-02-01"),
            (88_400, "2026-02-03"),
            (97_240, "2026-02-03"),
        ]

    @pytest.mark.parametrize(
        ("on", "in_doubt"), [("2026-02-20", True), ("2026-02-01", True), ("2026-01-31", False)]
    )
    def test_contradicting_on_one_day(self, on: str, in_doubt: bool) -> None:
        """Results that contradict each other are said; near the newest they cast doubt."""
        record = read(b.creatinine(), b.creatinine(0.8, on), b.creatinine(1.6, on))
        assert earlier(record) == []
        assert reasons(record) == ["conflict", "conflict"]
        assert record.patient.kidney_values_in_doubt is in_doubt

    def test_contradicting_on_the_newest_day(self) -> None:
        """Where the newest contradict each other there is none, and the earlier ones stay."""
        day = [b.creatinine(0.8), b.creatinine(1.6)]
        record = read(*day, b.creatinine(1.0, "2026-02-03"))
        assert record.patient.serum_creatinine is None
        assert earlier(record) == [(88_400, "2026-02-03")]
        assert record.patient.kidney_values_in_doubt

    @pytest.mark.parametrize(
        ("value", "on", "in_doubt"),
        [(300, "2026-02-20", True), (300, "2025-12-01", False), (0.01, "2026-02-20", True)],
    )
    def test_not_plausible(self, value: float, on: str, in_doubt: bool) -> None:
        """One that nobody has had is said and left out; near the newest it casts doubt."""
        record = read(b.creatinine(), b.creatinine(value, on), b.creatinine(1.0, "2026-02-20"))
        assert earlier(record) == [(88_400, "2026-02-20")]
        assert reasons(record) == ["implausible"]
        assert record.patient.kidney_values_in_doubt is in_doubt

    @pytest.mark.parametrize(
        "older",
        [
            b.creatinine(1.0, "2026-02-03", status="entered-in-error"),
            b.creatinine(1.0, "2026-02-03", status="preliminary"),
            b.creatinine(1.0, "2026-02-03", unit="g"),
            b.observation("2160-0", b.quantity(1, "mg/dL", comparator="<"), "2026-02-03"),
            b.creatinine(1.0, "2026-03-12"),
        ],
    )
    def test_not_understood(self, older: b.Node) -> None:
        """One that is not used is no earlier one either."""
        assert earlier(read(b.creatinine(), older)) == []

    def test_a_rise_is_seen(self) -> None:
        """A creatinine that doubled in two days permits no start (P7)."""
        low, high = b.creatinine(0.8, "2026-03-01"), b.creatinine(1.6, "2026-03-03")
        steady = b.creatinine(1.6, "2026-02-01")
        us = bc.get_profile("us-spasticity")
        grown = (b.condition("24700007"), b.weight(), b.patient(birthDate="1981-01-01"))
        assert bc.starting_dose(read(*grown, low).patient, profile=us).has_answer
        risen = read(*grown, low, high).patient
        assert not bc.starting_dose(risen, profile=us).has_answer
        assert risen != read(*grown, steady, high).patient

    @given(
        series=st.dictionaries(st.integers(0, 500), st.integers(4, 30), min_size=1, max_size=12),
        shuffled=st.randoms(use_true_random=False),
    )
    def test_any_series(self, series: dict[int, int], shuffled: Any) -> None:
        """Whatever their order in the record, the newest counts and the year before is kept."""
        held = [
            b.creatinine(tenths / 10, (b.DAY - dt.timedelta(days=ago)).isoformat())
            for ago, tenths in series.items()
        ]
        shuffled.shuffle(held)
        patient = read(*held).patient
        newest = min(series)
        assert patient.creatinine_nmol_l == series[newest] * 8_840
        assert patient.earlier_nmol_l == tuple(
            (series[ago] * 8_840, b.DAY - dt.timedelta(days=ago))
            for ago in sorted(series, reverse=True)
            if ago != newest and ago <= 365
        )


class TestEarlierRates:
    """Recorded rates of the last year are all kept, of one day and equation the lowest (P7)."""

    def test_kept(self) -> None:
        """A low rate of some weeks ago does not disappear behind a newer one."""
        record = read(
            b.rate(70, on="2026-03-03"),
            b.rate(25, on="2026-01-20"),
            b.rate(27, on="2026-01-20"),
            b.rate(40, "62238-1", on="2026-01-20"),
            b.rate(20, on="2025-03-09"),
        )
        kept = {(r.whole, r.equation, r.on.isoformat()) for r in record.patient.recorded_gfr}
        assert kept == {
            (70, Equation.CKD_EPI_2021, "2026-03-03"),
            (40, Equation.CKD_EPI_2009, "2026-01-20"),
            (25, Equation.CKD_EPI_2021, "2026-01-20"),
        }
        assert used(record, "recorded_gfr") == ["1", "4", "2"]

    @pytest.mark.parametrize(("on", "in_doubt"), [("2026-02-20", True), ("2025-12-01", False)])
    def test_not_plausible(self, on: str, in_doubt: bool) -> None:
        """An earlier rate that no kidneys have is said; near the newest it casts doubt."""
        record = read(b.rate(70), b.rate(301, on=on))
        assert [r.whole for r in record.patient.recorded_gfr] == [70]
        assert reasons(record) == ["implausible"]
        assert record.patient.kidney_values_in_doubt is in_doubt


class TestOtherMeasurements:
    """Of a weight, a height and a cystatin C the newest alone is kept, with its day."""

    def test_height(self) -> None:
        """A height has the day of its measurement."""
        tall = b.observation("8302-2", b.quantity(160, "cm"), "2025-01-02")
        short = b.observation("8302-2", b.quantity(158, "cm"), "2026-01-02")
        record = read(tall, short)
        assert record.patient.height_millimetres == 1_580
        assert record.patient.height_on == dt.date(2026, 1, 2)
        assert used(record, "height") == ["2"]


class TestCystatin:
    """Cystatin C in serum is read by its code, and what is called one otherwise is said."""

    @pytest.mark.parametrize(
        ("value", "unit"),
        [
            (1.2, "mg/L"),
            (0.12, "mg/dL"),
            (1.2, "ug/mL"),
            (120, "ug/dL"),
            (1_200, "ug/L"),
            (1_200, "ng/mL"),
        ],
    )
    def test_units(self, value: float, unit: str) -> None:
        """1.2 mg/L is 1,200 mcg/L in every unit, with its day."""
        record = read(cystatin(value, unit))
        assert record.patient.cystatin_micrograms_l == 1_200
        assert record.patient.cystatin_c_on == dt.date(2026, 3, 3)
        assert used(record, "cystatin_c") == ["1"]

    def test_which_one_holds(self) -> None:
        """The newest day counts, of one day the higher; older ones are not kept."""
        record = read(
            cystatin(0.9, on="2026-02-01"),
            cystatin(1.2, on="2026-03-03"),
            cystatin(1.3, on="2026-03-03"),
        )
        assert record.patient.cystatin_micrograms_l == 1_300
        assert used(record, "cystatin_c") == ["3"]

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            (cystatin(1.2, "nmol/L"), "unit-not-known"),
            (cystatin(20), "implausible"),
            (cystatin(0.05), "implausible"),
            (cystatin(comparator=None, status="preliminary"), "status"),
            (b.observation("33863-2", b.quantity(8, "mg/L", comparator=">")), "comparator"),
            ({**cystatin(), "code": {"text": "Cystatin C"}}, "text-only"),
            ({**cystatin(), "code": b.coded("urn:x", "CYS", display="Zystatin C")}, "local-code"),
            (
                {**cystatin(), "code": b.coded(b.LOINC, NEW_CODE, display="Cystatin C")},
                "code-not-known",
            ),
            (cystatin(specimen={"display": "Urine and serum"}), "urine-and-blood"),
        ],
    )
    def test_not_read(self, given: b.Node, reason: str) -> None:
        """One that cannot be read is said, and casts doubt on the creatinine beside it."""
        record = read(b.creatinine(), given)
        assert record.patient.cystatin_c is None
        assert reasons(record) == [reason]
        assert record.patient.kidney_values_in_doubt

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (cystatin(specimen={"display": "Urine"}), ["urine"]),
            ({**cystatin(), "code": {"text": "Urine cystatin C"}}, ["urine"]),
            ({**cystatin(), "code": b.coded(b.LOINC, NEW_CODE, display="Cystatin C urine")}, []),
            ({**cystatin(), "code": {"text": "Cystatin C/Creatinine ratio"}}, []),
            ({**cystatin(), "code": {"text": "Cystatin C, pleural fluid"}}, []),
        ],
    )
    def test_another_one(self, given: b.Node, expected: list[str]) -> None:
        """One of urine, of another fluid, or a ratio says nothing of the kidneys here."""
        record = read(b.creatinine(), given)
        assert record.patient.cystatin_c is None
        assert reasons(record) == expected
        assert not record.patient.kidney_values_in_doubt

    def test_two_that_contradict(self) -> None:
        """Two of one day that contradict each other are both left out, in doubt."""
        record = read(cystatin(1.0), cystatin(1.6))
        assert record.patient.cystatin_c is None
        assert record.patient.kidney_values_in_doubt

    @pytest.mark.parametrize(
        ("on", "in_doubt"),
        [("2026-02-10", True), ("2026-02-11", False), ("2025-03-10", True), ("2025-03-09", False)],
    )
    def test_from_before_an_injury_ended(self, on: str, in_doubt: bool) -> None:
        """One from before an acute kidney injury ended permits nothing; one too old never did."""
        over = b.condition(INJURY, clinicalStatus="resolved", abatementDateTime="2026-02-10")
        record = read(b.creatinine(0.8), cystatin(1.0, on=on), over)
        assert record.patient.cystatin_micrograms_l == 1_000
        assert record.patient.kidney_values_in_doubt is in_doubt
        assert (NOTES["kidney-injury-ended"] in record.notes) is in_doubt

    def test_alone_before_an_injury_ended(self) -> None:
        """So does one without any creatinine."""
        over = b.condition(INJURY, clinicalStatus="resolved", abatementDateTime="2026-03-04")
        assert read(cystatin(), over).patient.kidney_values_in_doubt


class TestEquations:
    """A recorded rate has the equation of its code, or that its words name."""

    @pytest.mark.parametrize(
        ("code", "said", "equation"),
        [
            ("98980-6", "", Equation.CKD_EPI_2021_CREATININE_CYSTATIN),
            ("94677-2", "", Equation.UNKNOWN),
            ("94677-2", "Creatinine and cystatin C (CKD-EPI)", Equation.UNKNOWN),
            (
                "94677-2",
                "Creatinine and cystatin C (CKD-EPI 2021)",
                Equation.CKD_EPI_2021_CREATININE_CYSTATIN,
            ),
            ("50210-4", "eGFR by Cystatin C-based formula", Equation.UNKNOWN),
            ("50210-4", "eGFR Cystatin C (CKD-EPI 2012)", Equation.CKD_EPI_2012_CYSTATIN),
            ("69405-9", "eGFR Zystatin C, CKD EPI", Equation.CKD_EPI_2012_CYSTATIN),
            ("69405-9", "eGFR (EKFC)", Equation.EKFC),
            ("69405-9", "eGFR CKD-EPI", Equation.UNKNOWN),
            ("62238-1", "eGFR (EKFC)", Equation.CKD_EPI_2009),
            ("98979-8", "eGFR", Equation.CKD_EPI_2021),
        ],
    )
    def test_named(self, code: str, said: str, equation: bc.GFREquation) -> None:
        """Words name an equation only where the code names none."""
        given = {**b.rate(50), "code": b.coded(b.LOINC, code, display=said)}
        record = read(given)
        (found,) = record.patient.recorded_gfr
        assert (found.whole, found.equation) == (50, equation)
        assert record.unread == ()

    def test_beside_the_other(self) -> None:
        """A rate from cystatin C and one from creatinine are both kept."""
        record = read(b.rate(50, "98980-6"), b.rate(60))
        assert len(record.patient.recorded_gfr) == 2
        assert not record.patient.kidney_values_in_doubt


class TestLittleMuscle:
    """A cord injury and an amputation are conditions, by code or by word."""

    @pytest.mark.parametrize(
        ("code", "system", "expected"),
        [
            (CORD, b.SNOMED, bc.Condition.SPINAL_CORD_INJURY),
            ("S14.109A", b.ICD, bc.Condition.SPINAL_CORD_INJURY),
            ("161622006", b.SNOMED, bc.Condition.AMPUTATION),
            ("161621004", b.SNOMED, bc.Condition.AMPUTATION),
            ("429280009", b.SNOMED, bc.Condition.AMPUTATION),
            ("Z89.611", b.ICD, bc.Condition.AMPUTATION),
            ("Z89.6", "http://hl7.org/fhir/sid/icd-10", bc.Condition.AMPUTATION),
            ("S78.911A", b.ICD, bc.Condition.AMPUTATION),
        ],
    )
    def test_by_code(self, code: str, system: str, expected: bc.Condition) -> None:
        """A known code is the condition, and refuted it is ruled out."""
        record = read(b.condition(code, system))
        assert record.patient.conditions == {expected}
        assert record.notes == ()
        refuted = read(b.condition(code, system, verificationStatus="refuted")).patient
        assert (refuted.conditions, refuted.ruled_out) == (frozenset(), {expected})

    @pytest.mark.parametrize("code", ["Z89.012", "Z89.421", "S98.111A", "S68.110A"])
    def test_too_small(self, code: str) -> None:
        """A lost finger or toe is no amputation here."""
        assert read(b.condition(code, b.ICD)).patient.conditions == frozenset()

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("Above-knee amputation, left", bc.Condition.AMPUTATION),
            ("Z. n. Amputation Oberschenkel", bc.Condition.AMPUTATION),
            ("Bilateral amputee", bc.Condition.AMPUTATION),
            ("Spinal cord injury, C5", bc.Condition.SPINAL_CORD_INJURY),
            ("Injury of spinal cord", bc.Condition.SPINAL_CORD_INJURY),
            ("Traumatic paraplegia", bc.Condition.SPINAL_CORD_INJURY),
            ("Rückenmarksverletzung", bc.Condition.SPINAL_CORD_INJURY),
        ],
    )
    @pytest.mark.parametrize("coded", [True, False])
    def test_by_word(self, said: str, expected: bc.Condition, coded: bool) -> None:
        """Words name it where no known code does: it counts, is noted, and is no indication."""
        code = b.coded("urn:x", "1", display=said) if coded else {"text": said}
        record = read({**b.condition(""), "code": code})
        assert record.patient.conditions == {expected}
        assert record.patient.indication is bc.Indication.UNKNOWN
        assert record.notes == (NOTES["condition-by-name"],)
        assert record.unread == ()
        assert used(record, "conditions") == ["1"]

    @pytest.mark.parametrize(
        "given",
        [
            {"code": {"text": "Fracture of vertebra without spinal cord injury"}},
            {"code": {"text": "Amputation of toe"}},
            {"code": {"text": "Toe amputation"}},
            {"code": {"text": "Keine Amputation"}},
            {"code": {"text": "Family history of amputation"}},
            {"code": {"text": "Risk of amputation"}},
            {"code": {"text": "Amputation"}, "verificationStatus": "refuted"},
            {"code": {"text": "Amputation"}, "verificationStatus": "entered-in-error"},
            {"code": {"text": "Amputation"}, "clinicalStatus": "resolved"},
            {"code": {"text": "Amputation"}, "onsetDateTime": "2026-04-01"},
            {"code": b.coded(b.SNOMED, "73211009", display="Diabetes with amputation")},
        ],
    )
    def test_not_by_word(self, given: dict[str, Any]) -> None:
        """Words that deny it, mean less, or stand in an entry that does not hold, name none."""
        record = read({**b.condition(""), **given})
        few = {bc.Condition.AMPUTATION, bc.Condition.SPINAL_CORD_INJURY}
        assert not record.patient.conditions & few
        assert NOTES["condition-by-name"] not in record.notes

    def test_a_word_beside_a_refuted_code(self) -> None:
        """What one entry names and another rules out counts as present."""
        refuted = b.condition("161622006", verificationStatus="refuted")
        record = read(refuted, {**b.condition(""), "code": {"text": "Leg amputation"}})
        assert record.patient.conditions == {bc.Condition.AMPUTATION}
        assert record.patient.ruled_out == frozenset()


class TestAcutelyIll:
    """A stay in hospital alone does not say that someone is acutely ill (P2)."""

    def test_inpatient(self) -> None:
        """An inpatient encounter is noted and shortens nothing."""
        stay = {"resourceType": "Encounter", "status": "in-progress", "class": {"code": "IMP"}}
        record = read(stay, b.creatinine())
        assert record.patient.acutely_ill is None
        assert record.notes == (NOTES["inpatient"],)
