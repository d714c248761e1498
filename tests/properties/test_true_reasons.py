"""Each reason that is printed about the kidneys is the condition that held (P1, P2, P7).

Over whole drawn patients, every label and every question; ``kidney_claims`` says what each
sentence claims.
"""

from __future__ import annotations

from typing import Any

import pytest
import strategies as some
from asking_all import STARTS, Course, everything
from hypothesis import given
from kidney_claims import ASKED, TRUE, nothing_of_ours, sentences, undated_names
from kidney_facts import KidneyFacts

import baclofen_cds as bc

EVERY_PROFILE = [bc.get_profile(name) for name in bc.available_profiles()]
pytestmark = pytest.mark.parametrize("profile", EVERY_PROFILE, ids=lambda p: p.id)


class TestReasons:
    """Whatever is said of the kidneys, in every question, is so."""

    @given(patient=some.anyone(), course=some.courses())
    def test_true(self, patient: bc.Patient, course: Course, profile: Any) -> None:
        """Each sentence about the kidneys is the condition that held, for the value it names."""
        facts = KidneyFacts(patient, profile)
        for question, result in everything(patient, profile, course).items():
            for said in sentences(question, result, facts):
                assert TRUE.get(said.code, nothing_of_ours)(said), said

    @given(patient=some.anyone(), course=some.courses())
    def test_nothing_started(self, patient: bc.Patient, course: Course, profile: Any) -> None:
        """Where nothing is started, nothing is said of a start, but that a doubt permits none."""
        for question, result in everything(patient, profile, course).items():
            if question in STARTS:
                continue
            for finding in result.findings:
                codes = {finding.code, *(remark.code for remark in finding.remarks)}
                assert not [code for code in codes if code.endswith("-start")], (question, codes)
                assert "for a start" not in finding.text

    @given(patient=some.anyone(), course=some.courses())
    def test_setting(self, patient: bc.Patient, course: Course, profile: Any) -> None:
        """A stay in hospital makes no sample old, and withholds no rate from a check."""
        facts = KidneyFacts(patient, profile)
        well = facts.rate_permits and not facts.lows and not patient.kidney_values_in_doubt
        checks = [
            bc.renal_caution(patient, course.now, profile=profile, setting=setting)
            for setting in bc.Setting
        ]
        assert len({check.findings for check in checks}) == 1
        codes = [finding.code for finding in checks[0].findings]
        assert not (well and [c for c in codes if c.startswith("kidney-function-")])

    @given(patient=some.anyone(), course=some.courses())
    def test_unknown(self, patient: bc.Patient, course: Course, profile: Any) -> None:
        """What is asked for is not on record, has no date, or is too old, as its name says."""
        facts = KidneyFacts(patient, profile)
        for question, result in everything(patient, profile, course).items():
            for name in {unknown.name for unknown in result.unknown} & set(ASKED):
                assert ASKED[name](facts), (question, name)

    @given(patient=some.anyone())
    def test_said(self, patient: bc.Patient, profile: Any) -> None:
        """A start that the kidneys alone hold back says why, among what is checked here."""
        facts = KidneyFacts(patient, profile)
        permits = facts.rate_permits and facts.clearance_permits and not facts.lows
        decision = bc.starting_dose(patient, profile=profile)
        if not permits and decision.outcome is bc.Outcome.INSUFFICIENT_DATA:
            said = {s.code for s in sentences("start", decision, facts)}
            assert said & set(TRUE)
            assert decision.unknown

    @given(patient=some.anyone(), course=some.courses())
    def test_undated(self, patient: bc.Patient, course: Course, profile: Any) -> None:
        """A value without a date that a start or a rise rests on is said and asked for (P2)."""
        facts = KidneyFacts(patient, profile)
        wanted = undated_names(facts)
        for question, result in everything(patient, profile, course).items():
            if question not in RISING or patient.deceased:
                continue
            assert wanted <= {unknown.name for unknown in result.unknown}, question
            codes = [said.code for said in sentences(question, result, facts)]
            for name in wanted:
                assert TOLD_BY[name] & set(codes), (question, name, codes)
            assert codes.count("value-undated") <= 1


RISING = {*STARTS, "check of a rise"} - {"older adult, start"}
TOLD_BY = {
    "creatinine_date": {"value-undated", "creatinine-undated", "kidney-function-undated"},
    "cystatin_c_date": {"value-undated", "cystatin-undated"},
    "height_date": {"value-undated", "height-undated"},
    "weight_date": {"value-undated", "clearance-weight-undated"},
}
"""What tells of a value without a date, where something is started or raised."""
