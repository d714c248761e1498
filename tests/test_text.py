"""How a decision reads."""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib.resources import files

import people
import pytest
import strategies as some
from hypothesis import given

import baclofen_cds as bc

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")

SAMPLE_1 = """\
Warning. Age 78, eGFR 38 mL/min/1.73 m² (CKD-EPI 2021, 3 March): more risk of confusion with \
baclofen.
Proposed total 15 mg/day. For comparison, UK-type label text (secondary): about 5 mg/day. US \
label: reduction may be needed; gives no number. AGS Beers 2023 (secondary): avoid; if \
unavoidable, lowest effective dose, watch for CNS effects. Ontario cohort (≥ 66 years, eGFR < \
60): admitted with encephalopathy within 30 days, 0.42 % started below 20 mg/day, 1.11 % at or \
above; below 20 is not risk-free. US label: general adult start 15 mg/day, not adjusted for \
kidney function. If started, check alertness by day 2–3, the usual onset in case reports. \
Prescriber: consider an alternative; if used at all, not above the lowest number quoted; decide \
with the specialist."""

SAMPLE_2 = """\
Critical. Haemodialysis and baclofen 30 mg/day: check now for drowsiness, confusion, myoclonus, \
slow breathing.
Any present: possible toxicity; urgent assessment with nephrology, who decide the next dose. \
None: do not stop suddenly; nephrology and prescriber agree a supervised reduction today. Why: \
review (Wolf 2018) says avoid; toxicity seen from 5 mg/day (Cheong 2020); 7.2 % of older dialysis \
users admitted with encephalopathy, median day 3 (Chauvin 2020). No document seen gives a \
dialysis taper. Hallucinations, fever or seizures after a reduction: suspect withdrawal."""

SAMPLE_3 = """\
Info. 90 mg/day is within the UK outpatient maximum (100 mg/day), above the 60 mg/day that \
usually controls symptoms.
Above 100 mg/day: inpatients only (secondary). Confirm continued benefit and lowest effective \
dose. This finding alone calls for no change. Kidney function: not on record; please check."""


class TestPolicySamples:
    """Findings of policy P10, produced from data."""

    def test_impaired_kidneys(self) -> None:
        """A start at an eGFR of 38: the lowest number first, the label's general start last."""
        decision = bc.renal_caution(people.older(), people.day(5, 5, 5), profile=US, starting=True)
        assert decision.findings[0].text == SAMPLE_1

    def test_haemodialysis(self) -> None:
        """30 mg a day on haemodialysis reads as the sample of the policy."""
        patient = people.adult(age=58 * bc.ureg.year, dialysis=bc.Dialysis.HAEMODIALYSIS)
        decision = bc.renal_caution(patient, people.day(10, 10, 10), profile=US)
        assert decision.findings[0].text == SAMPLE_2

    def test_above_the_usual_range(self) -> None:
        """90 mg a day under the UK label, kidneys not on record, reads as the sample."""
        patient = bc.Patient(age=45 * bc.ureg.year, as_of=people.AS_OF)
        decision = bc.check_daily_maximum(
            patient, people.day(30, 30, 30), profile=UK, setting=bc.Setting.OUTPATIENT
        )
        assert decision.findings[0].text == SAMPLE_3


class TestWording:
    """First lines are short, and words are the field's (P10)."""

    @given(some.patients(), some.takings(), some.profiles(), some.settings_of_care())
    def test_first_lines(
        self, patient: bc.Patient, taking: object, profile: object, setting: bc.Setting
    ) -> None:
        """Every first line is under 140 characters, whatever the patient."""
        assessment = bc.assess(patient, taking, profile=profile, setting=setting)
        for finding in assessment.findings:
            assert len(finding.summary) < 140, finding.summary
            assert "{" not in finding.text

    @given(some.patients(), some.takings(), some.profiles())
    def test_no_order_to_a_clinician(
        self, patient: bc.Patient, taking: object, profile: object
    ) -> None:
        """Nothing says "must", and contraindicated only where the label says so."""
        assessment = bc.assess(patient, taking, profile=profile)
        note = bc.text(assessment, sources=True)
        assert " must " not in note
        forbids = {
            "contraindicated",
            "contraindicated-taking",
            "contraindicated-in-some",
            "contraindicated-in-some-taking",
            "label-end-stage-contraindicated",
        }
        contraindicated = people.said(assessment) & forbids
        says_so = any("contraindicated by" in f.text for f in assessment.findings)
        assert says_so == bool(contraindicated)

    def test_forbidden_spellings(self) -> None:
        """The catalogue holds none of the spellings that have harmed patients."""
        text = (files("baclofen_cds") / "words" / "en.toml").read_text(encoding="utf-8")
        for sentence in tomllib.loads(text)["messages"].values():
            words = sentence.replace(".", " ").replace(",", " ").split()
            assert not {"QD", "QID", "TID", "BID", "tds", "µg", "U", "IU", "must"} & set(words)


class TestNote:
    """A decision printed is a note: answers, findings, what is missing, where it is from."""

    def test_dates(self) -> None:
        """A date of another year carries its year."""
        patient = people.older(serum_creatinine_on=dt.date(2025, 12, 20))
        decision = bc.renal_caution(patient, people.day(5, 5, 5), profile=US)
        assert "20 December 2025" in decision.findings[0].summary

    def test_grounds(self) -> None:
        """A start the label states is called that, with nothing added."""
        note = bc.text(bc.starting_dose(people.adult(), profile=US))
        start = "Starting dose: 15 mg/day as 5 mg three times daily (stated by the label)."
        assert note.splitlines()[0] == start

    def test_clearance(self) -> None:
        """Where a clearance decides, the line on the kidneys shows it."""
        patient = people.adult(
            age=84 * bc.ureg.year,
            weight=38 * bc.ureg.kg,
            weight_on=people.RECENT,
            serum_creatinine=0.85 * bc.ureg.mg / bc.ureg.dL,
        )
        note = bc.text(bc.renal_caution(patient, people.day(5, 5, 5), profile=US))
        assert "Kidneys: severe, creatinine clearance 29 mL/min" in note

    def test_no_steps(self) -> None:
        """A plan that the label gives no steps for says so, not that it gives no number."""
        target = 10 * bc.ureg.mg / bc.ureg.day
        note = bc.text(bc.titration_plan(people.adult(), profile=US, target=target))
        assert "Titration: the label gives no steps for this patient." in note

    def test_grounds_second_hand(self) -> None:
        """A number read second-hand, or divided by us, is called that beside it."""
        note = bc.text(bc.starting_dose(people.older(), profile=UK))
        grounds = "(stated by the label, secondary; the division is this project's policy)"
        assert f"5 mg/day as 5 mg once daily {grounds}" in note

    def test_divisions(self) -> None:
        """Every division the label allows is printed."""
        note = bc.text(bc.starting_dose(people.child(6, 20), profile=UK))
        assert "6 mg/day as 1.5 mg four times daily" in note
        assert "also allowed: 3 mg twice daily; 2 mg three times daily" in note

    def test_named_administration_is_no_daily_dose(self) -> None:
        """The largest administration a label names is written without "per day"."""
        note = bc.text(
            bc.check_daily_maximum(people.adult(), people.day(25), profile=US), sources=True
        )
        assert "names (20 mg)" in note
        assert "Sources:" in note

    def test_at_most_five_unknowns(self) -> None:
        """At most five missing facts are printed; all of them are in the data."""
        bare = bc.Patient(age=9 * bc.ureg.year, as_of=people.AS_OF)
        decision = bc.starting_dose(bare, profile=UK)
        (line,) = [x for x in bc.text(decision).splitlines() if x.startswith("Not on record")]
        assert len(decision.unknown) > 5
        assert line.count(";") == 4

    def test_no_patient_in_the_sources(self) -> None:
        """Every source is printed once."""
        note = bc.text(bc.assess(people.older(), people.day(10), profile=US), sources=True)
        listed = [line for line in note.splitlines() if line.startswith("- ")]
        assert len(listed) == len(set(listed)) > 3

    @pytest.mark.parametrize("wrong", [None, "text", 5])
    def test_only_decisions(self, wrong: object) -> None:
        """Only a decision or an assessment can be written."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.text(wrong)
        assert (caught.value.code, caught.value.field) == ("wrong-type", "result")
