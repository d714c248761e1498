"""Dialysis and acute kidney injury, wherever and however a record speaks of them."""

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

HAEMODIALYSIS, PERITONEAL, AKI, CKD = "302497006", "71192002", "14669001", "431857002"
GERMAN = "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
OLDER_GERMAN = "http://fhir.de/CodeSystem/dimdi/icd-10-gm"
CERTAINTY = "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit"
US = bc.get_profile("us-spasticity")


def read(*resources: b.Node) -> Record:
    """Return the record of these resources."""
    return read_record(b.bundle(*resources))


def reasons(record: Record) -> list[str]:
    """Return the reasons of everything unread."""
    return [one.reason_code for one in record.unread]


def by_code(code: str = HAEMODIALYSIS, system: str = b.SNOMED) -> b.Node:
    """Return a concept by its code."""
    return b.coded(system, code)


def encounter(**more: Any) -> b.Node:
    """Return a finished visit of yesterday for haemodialysis, unless told otherwise."""
    visit = {"start": "2026-03-09", "end": "2026-03-09"}
    made = {"resourceType": "Encounter", "status": "finished", "period": visit}
    return {**made, "type": [by_code()], **more}


def request(**more: Any) -> b.Node:
    """Return an active order of haemodialysis, unless told otherwise."""
    made = {"resourceType": "ServiceRequest", "status": "active", "intent": "order"}
    return {**made, "code": by_code(), **more}


def procedure(**more: Any) -> b.Node:
    """Return a procedure under way that only its words call a dialysis."""
    made = {"resourceType": "Procedure", "status": "in-progress"}
    return {**made, "code": {"text": "Haemodialysis"}, **more}


def in_words(said: str, **more: Any) -> b.Node:
    """Return an active condition under an unknown code."""
    code = b.coded(b.SNOMED, "1", display=said)
    return {**b.condition("1"), "code": code, **more}


class TestGermanCodes:
    """ICD-10-GM is read like ICD-10; a German code of certainty is respected."""

    @pytest.mark.parametrize("system", [GERMAN, OLDER_GERMAN, b.ICD])
    def test_dialysis(self, system: str) -> None:
        """Dependence on dialysis, and care involving dialysis, are dialysis."""
        for code in ("Z99.2", "Z49.1"):
            record = read(b.condition(code, system))
            assert record.patient.dialysis is bc.Dialysis.HAEMODIALYSIS

    @pytest.mark.parametrize("system", [GERMAN, OLDER_GERMAN])
    def test_injury(self, system: str) -> None:
        """Acute kidney failure by its German code makes kidney function one that changes."""
        assert read(b.condition("N17.93", system)).patient.kidney_state is bc.KidneyState.CHANGING

    @pytest.mark.parametrize(
        ("certainty", "indication"),
        [
            ("G", bc.Indication.MULTIPLE_SCLEROSIS),
            ("V", bc.Indication.UNKNOWN),
            ("A", bc.Indication.UNKNOWN),
            ("Z", bc.Indication.UNKNOWN),
        ],
    )
    def test_certainty(self, certainty: str, indication: bc.Indication) -> None:
        """Only a diagnosis that is coded as sure is what baclofen is for."""
        extension = [{"url": CERTAINTY, "valueCoding": {"code": certainty}}, {"url": "x"}]
        given = {**b.condition(""), "code": b.coded(GERMAN, "G35.1", extension=extension)}
        assert read(given).patient.indication is indication


class TestEvents:
    """Encounters and service requests mean what procedures mean."""

    @pytest.mark.parametrize(
        "given",
        [
            encounter(),
            encounter(type=[], reasonCode=[by_code()]),
            encounter(type=[], reason=[by_code()]),
            encounter(type=[], reason=[{"value": [{"concept": by_code()}]}]),
            encounter(type=[], serviceType=by_code()),
            encounter(status="in-progress", period={"start": "2026-03-01"}),
            encounter(status="arrived", period=None),
            encounter(period={"start": "2025-01-01", "end": "2026-06-01"}),
            encounter(period={"start": "2026-03-01", "end": "2026"}),
            encounter(type=[by_code("Z99.2", b.ICD)]),
            request(),
            request(intent="instance-order", authoredOn="2025-01-01"),
            request(authoredOn="2026-03-09", occurrenceDateTime="2026-03-12"),
            request(code={"concept": by_code()}),
            request(status="completed", occurrenceDateTime="2026-03-01"),
            request(status="completed", authoredOn="2026-02-08"),
            procedure(code=by_code(), status="completed", performedDateTime="2026-02-08"),
            procedure(
                code=by_code(),
                status="completed",
                performedPeriod={"start": "2025-12-01", "end": "2026-03-12"},
            ),
        ],
    )
    def test_dialysis_now(self, given: b.Node) -> None:
        """A dialysis of these days, or one that is ordered, is dialysis, and no start."""
        record = read(given)
        assert record.patient.dialysis is bc.Dialysis.HAEMODIALYSIS
        assert "dialysis" in {one.name for one in record.read}
        assert not bc.starting_dose(record.patient, profile=US).has_answer

    def test_its_kind(self) -> None:
        """The kind that an event states is kept."""
        assert read(request(code=by_code(PERITONEAL))).patient.dialysis is bc.Dialysis.PERITONEAL

    def test_injury_now(self) -> None:
        """A visit of these days for an acute kidney injury makes function one that changes."""
        record = read(encounter(type=[], reasonCode=[by_code(AKI)]))
        assert record.patient.kidney_state is bc.KidneyState.CHANGING

    @pytest.mark.parametrize(
        ("code", "note"),
        [(HAEMODIALYSIS, "dialysis-past"), (AKI, "kidney-injury-past")],
    )
    def test_long_ago(self, code: str, note: str) -> None:
        """A visit of more than 30 days ago is said, and is no present fact."""
        record = read(encounter(type=[by_code(code)], period={"end": "2026-02-07"}))
        assert record.patient.dialysis is bc.Dialysis.UNKNOWN
        assert record.patient.kidney_state is bc.KidneyState.UNKNOWN
        assert (record.notes, record.unread) == ((NOTES[note],), ())

    @pytest.mark.parametrize(
        ("given", "reason", "doubt"),
        [
            (encounter(status="entered-in-error"), "entered-in-error", False),
            (encounter(status="cancelled"), "status", False),
            (encounter(status="planned"), "status", True),
            (encounter(modifierExtension=[{}]), "modifier", True),
            (encounter(period=None), "no-date", True),
            (encounter(period={"start": "2026-03-11"}), "after-the-day", False),
            (
                encounter(status="in-progress", period={"start": "2026-03-11"}),
                "after-the-day",
                False,
            ),
            (request(status="revoked"), "status", False),
            (request(doNotPerform=True), "status", False),
            (request(status="draft"), "status", True),
            (request(status="on-hold"), "status", True),
            (request(intent="plan"), "status", True),
            (request(intent=None), "status", True),
            (request(authoredOn="2026-03-11"), "after-the-day", False),
        ],
    )
    def test_not_used(self, given: b.Node, reason: str, doubt: bool) -> None:
        """What is not used is said; where there may be dialysis all the same, in doubt."""
        record = read(given)
        assert record.patient.dialysis is bc.Dialysis.UNKNOWN
        assert reasons(record) == [reason]
        assert record.patient.kidney_values_in_doubt is doubt

    def test_other_events(self) -> None:
        """Any other visit or order says nothing."""
        record = read(encounter(type=[by_code("1")]), request(code=by_code("1")))
        assert record.unread == ()
        assert not record.patient.kidney_values_in_doubt


class TestWords:
    """Words set no fact; those that may mean dialysis or an injury are named, in doubt."""

    @pytest.mark.parametrize(
        "given",
        [
            procedure(),
            procedure(
                status="completed",
                performedDateTime="2026-03-09",
                code=b.coded("http://www.ama-assn.org/go/cpt", "90935", display="Hemodialysis"),
            ),
            procedure(status="completed"),
            procedure(status="unknown"),
            procedure(modifierExtension=[{}]),
            encounter(type=[{"text": "DIALYSE ambulant"}]),
            encounter(type=[], reasonCode=[{"text": "Acute renal failure"}]),
            request(code={"text": "Dialyse péritonéale"}),
            request(code={"text": "Hemodiálisis"}, status="draft"),
            request(code={"text": "Hämofiltration"}),
            in_words("on haemodialysis"),
            in_words("No dialysis"),
            in_words("Predialysis", clinicalStatus=None),
            in_words("History of dialysis", recordedDate="2019-01-01"),
            in_words("Dialysis declined", clinicalStatus={"coding": [{"code": "maybe"}]}),
            in_words("Acute Kidney Injury, KDIGO 2"),
            in_words("Akutes Nierenversagen", modifierExtension=[{}]),
            in_words("on dialysis", verificationStatus="differential"),
            {**b.condition(""), "code": {"text": "Dialysis patient"}},
            {**b.condition(""), "code": {**by_code(CKD), "text": "CKD 5 on dialysis"}},
        ],
    )
    def test_named(self, given: b.Node) -> None:
        """Words in any entry of these days are named and permit no start."""
        record = read(b.condition("24700007"), b.creatinine(0.9), given)
        assert reasons(record) == ["kidney-words"]
        assert record.patient.dialysis is bc.Dialysis.UNKNOWN
        assert record.patient.kidney_state is bc.KidneyState.UNKNOWN
        assert record.patient.kidney_values_in_doubt
        assert not bc.starting_dose(record.patient, profile=US).has_answer

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            (procedure(status="entered-in-error"), "entered-in-error"),
            (procedure(status="not-done"), "kidney-words"),
            (procedure(status="completed", performedDateTime="2026-02-07"), "kidney-words"),
            (procedure(status="completed", performedDateTime="2026-03-11"), "after-the-day"),
            (request(code={"text": "dialysis"}, status="revoked"), "kidney-words"),
            (in_words("dialysis", verificationStatus="entered-in-error"), "entered-in-error"),
            (in_words("dialysis", onsetDateTime="2026-03-11"), "after-the-day"),
            (in_words("dialysis", verificationStatus="refuted"), "kidney-words"),
            (in_words("dialysis", clinicalStatus="resolved"), "kidney-words"),
            (
                in_words("dialysis", clinicalStatus=None, abatementDateTime="2026-02"),
                "kidney-words",
            ),
        ],
    )
    def test_over(self, given: b.Node, reason: str) -> None:
        """What did not happen, is over or is in error is named and casts no doubt."""
        record = read(given)
        assert reasons(record) == [reason]
        assert not record.patient.kidney_values_in_doubt

    @pytest.mark.parametrize("code", ["Z99.2", "N17.9"])
    def test_beside_a_known_code(self, code: str) -> None:
        """Where a code says what it is the words add nothing."""
        named = b.coded(b.ICD, code, display="Acute kidney failure; dialysis")
        record = read({**b.condition(""), "code": named})
        assert record.unread == ()
        assert not record.patient.kidney_values_in_doubt

    @pytest.mark.parametrize(
        ("more", "reason", "doubt"),
        [
            ({"modifierExtension": [{}]}, "modifier", True),
            ({"clinicalStatus": "maybe"}, "status", True),
            ({"verificationStatus": "entered-in-error"}, "entered-in-error", False),
        ],
    )
    def test_a_code_that_cannot_be_used(
        self, more: dict[str, Any], reason: str, doubt: bool
    ) -> None:
        """A coded dialysis whose standing is not clear is named, in doubt unless in error."""
        record = read(b.condition("Z99.2", b.ICD, **more))
        assert reasons(record) == [reason]
        assert record.patient.kidney_values_in_doubt is doubt


class TestInjuryThatGoesOn:
    """An acute kidney injury that is coded as there still is never past in silence."""

    @pytest.mark.parametrize("status", ["active", "recurrence", "relapse"])
    @pytest.mark.parametrize(
        "more",
        [
            {"onsetDateTime": "2019-01-25", "recordedDate": "2026-03-09"},
            {"onsetDateTime": "2025", "recordedDate": "2026"},
            {"onsetDateTime": "2026-02"},
            {"onsetPeriod": {"start": "2026-01-01", "end": "2026-02-08"}},
            {"onsetDateTime": "2025-01-01", "assertedDate": "2026-03"},
        ],
    )
    def test_lately(self, status: str, more: dict[str, Any]) -> None:
        """Within 30 days of its latest date, as late as that can be, it is present."""
        told = {"clinicalStatus": {"coding": [{"code": status}]}}
        record = read(b.condition(AKI, **told, **more))
        assert record.patient.kidney_state is bc.KidneyState.CHANGING

    @pytest.mark.parametrize("status", ["active", "recurrence", "relapse"])
    @pytest.mark.parametrize(
        "more",
        [
            {"onsetDateTime": "2026-01-25"},
            {"onsetDateTime": "2024-01-01", "recordedDate": "2026-02-07"},
            {"onsetDateTime": "2026-01"},
            {"onsetDateTime": "2026-01-01", "recordedDate": "2026-03-11"},
        ],
    )
    def test_long_ago(self, status: str, more: dict[str, Any]) -> None:
        """After that it is named, and no kidney value permits a start."""
        told = {"clinicalStatus": {"coding": [{"code": status}]}}
        record = read(b.condition(AKI, **told, **more))
        assert record.patient.kidney_state is bc.KidneyState.UNKNOWN
        assert record.patient.kidney_values_in_doubt
        assert reasons(record) == ["long-active"]
        assert NOTES["kidney-injury-past"] in record.notes

    def test_over(self) -> None:
        """One that is resolved says nothing."""
        record = read(b.condition(AKI, clinicalStatus="resolved", onsetDateTime="2026-01-25"))
        assert not record.patient.kidney_values_in_doubt
        assert record.unread == ()


class TestInjuryThatIsOver:
    """P7: a kidney value from before the end of an acute kidney injury permits no start."""

    GOOD = (b.condition("24700007"), b.creatinine(0.8, "2026-03-03"), b.weight())

    @pytest.mark.parametrize(
        "more",
        [
            {"recordedDate": "2026-03-05"},
            {"onsetDateTime": "2026-03-05", "abatementDateTime": "2026-03-09"},
            {"recordedDate": "2026-02-01", "abatementDateTime": "2026-03-04"},
            {"recordedDate": "2026-02-01", "abatementPeriod": {"end": "2026-03-04"}},
            {"recordedDate": "2026-02-01", "abatementPeriod": {"start": "2026-03-03"}},
            {"recordedDate": "2026-02-01", "abatementDateTime": "2026-03"},
            {"recordedDate": "2026-02-01", "abatementDateTime": "2027"},
            {"recordedDate": "2026-03-03", "abatementString": "last week"},
            {"onsetPeriod": {"start": "2026-02-01", "end": "2026-03-04"}},
            {"onsetDateTime": "2026", "assertedDate": "2025-01-01"},
        ],
    )
    @pytest.mark.parametrize("status", ["resolved", "inactive", "remission"])
    def test_a_value_from_before(self, more: dict[str, Any], status: str) -> None:
        """Whatever dates the end, a value of that day or earlier is in doubt, and it is said."""
        record = read(*self.GOOD, b.condition(AKI, clinicalStatus=status, **more))
        assert record.patient.kidney_values_in_doubt
        assert not bc.starting_dose(record.patient, profile=US).has_answer
        assert NOTES["kidney-injury-ended"] in record.notes
        assert ("kidney_values_in_doubt", "Bundle.entry[4].resource") in [
            (one.name, one.path) for one in record.read
        ]
        assert record.unread == ()

    @pytest.mark.parametrize(
        "given",
        [
            b.condition(AKI, clinicalStatus="resolved", recordedDate="2026-03-02"),
            b.condition(
                AKI,
                clinicalStatus="resolved",
                recordedDate="2026-03-09",
                abatementDateTime="2026-03-02",
            ),
            b.condition(AKI, clinicalStatus="resolved", abatementDateTime="2026-02"),
            b.condition(AKI, verificationStatus="refuted", recordedDate="2026-03-05"),
            b.condition(AKI, verificationStatus="entered-in-error", recordedDate="2026-03-05"),
            b.condition(AKI, clinicalStatus="resolved", onsetDateTime="2026-03-11"),
            b.condition("302497006", clinicalStatus="resolved", recordedDate="2026-03-05"),
            in_words("dialysis", clinicalStatus="resolved", recordedDate="2026-03-05"),
        ],
    )
    def test_a_value_from_after(self, given: b.Node) -> None:
        """A value of a later day is not affected, nor is any by an injury that was not there."""
        record = read(*self.GOOD, given)
        assert not record.patient.kidney_values_in_doubt
        assert bc.starting_dose(record.patient, profile=US).has_answer

    def test_not_dated_at_all(self) -> None:
        """An injury that is over and has no date leaves open whether any value is from after."""
        record = read(*self.GOOD, b.condition(AKI, clinicalStatus="resolved"))
        assert record.patient.kidney_values_in_doubt
        assert NOTES["kidney-injury-end-undated"] in record.notes

    def test_in_words(self) -> None:
        """An injury that only its words name is one here as well."""
        said = in_words(
            "Acute kidney injury", clinicalStatus="resolved", recordedDate="2026-03-05"
        )
        record = read(*self.GOOD, said)
        assert reasons(record) == ["kidney-words"]
        assert record.patient.kidney_values_in_doubt

    @pytest.mark.parametrize(("on", "in_doubt"), [("2026-02-05", True), ("2026-02-06", False)])
    @pytest.mark.parametrize("code", [by_code(AKI), {"text": "Acute renal failure"}])
    def test_a_visit_long_over(self, code: b.Node, on: str, in_doubt: bool) -> None:
        """A visit for an injury, of more than 30 days ago, ended on its last day."""
        visit = encounter(type=[code], period={"start": "2026-01-20", "end": "2026-02-05"})
        record = read(b.condition("24700007"), b.creatinine(0.8, on), visit)
        assert record.patient.kidney_state is bc.KidneyState.UNKNOWN
        assert record.patient.kidney_values_in_doubt is in_doubt

    @pytest.mark.parametrize(
        ("later", "in_doubt"),
        [
            (b.creatinine(0.9, "2026-03-06"), False),
            (b.rate(95, on="2026-03-06"), False),
            (b.rate(95, "35591-7", "mL/min", "2026-03-06"), True),
            (b.weight(on="2026-03-06"), True),
            (b.creatinine(0.9, "2026-03-06", status="preliminary"), True),
        ],
    )
    def test_which_value(self, later: b.Node, in_doubt: bool) -> None:
        """The newest creatinine or rate per surface decides; nothing else is one."""
        injury = b.condition(AKI, clinicalStatus="resolved", recordedDate="2026-03-05")
        assert read(*self.GOOD, later, injury).patient.kidney_values_in_doubt is in_doubt

    @given(drawn=st.integers(0, 400), ended=st.integers(0, 400), begun=st.integers(0, 400))
    def test_any_days(self, drawn: int, ended: int, begun: int) -> None:
        """A value is in doubt exactly when its day is not after the last of the injury."""
        on, end, start = (
            (b.DAY - dt.timedelta(days=ago)).isoformat() for ago in (drawn, ended, ended + begun)
        )
        over = b.condition(
            AKI, clinicalStatus="resolved", onsetDateTime=start, abatementDateTime=end
        )
        record = read(b.condition("24700007"), b.creatinine(0.8, on), over)
        assert record.patient.kidney_values_in_doubt is (on <= end)
        assert on > end or not bc.starting_dose(record.patient, profile=US).has_answer

    def test_without_a_value(self) -> None:
        """Where there is no kidney value there is none to doubt."""
        injury = b.condition(AKI, clinicalStatus="resolved", recordedDate="2026-03-05")
        record = read(b.condition("24700007"), injury)
        assert not record.patient.kidney_values_in_doubt
        assert record.notes == ()
