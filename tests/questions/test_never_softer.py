"""One fact worse is never answered more softly: the cases that once were, one by one."""

from __future__ import annotations

from typing import Any

import attrs
import people
import pytest

import baclofen_cds as bc

US, UK, DE = (bc.get_profile(f"{market}-spasticity") for market in ("us", "uk", "de"))
Outcome, Equation = bc.Outcome, bc.GFREquation
INFO, WARNING, CRITICAL = bc.Severity
BY_CYSTATIN = {"equation": Equation.CKD_EPI_2012_CYSTATIN}


def start(patient: bc.Patient, profile: bc.Profile = US) -> bc.Decision:
    return bc.starting_dose(patient, profile=profile)


def taking(patient: bc.Patient, *doses: float) -> bc.Decision:
    return bc.renal_caution(patient, people.day(*doses), profile=US)


def cystatin(level: float, days: int | None = 7) -> dict[str, Any]:
    """Return a cystatin C in mg/L of some days ago, or undated."""
    on = None if days is None else people.ago(days)
    return {"cystatin_c": level * bc.ureg.mg / bc.ureg.L, "cystatin_c_on": on}


class TestStaleCystatin:
    """A cystatin C that is no longer fresh takes nothing away that weighed beside a fresh one."""

    WORSE: tuple[dict[str, Any], ...] = (
        {"cystatin_c_on": people.ago(366)},
        {"cystatin_c_on": None},
        {"acutely_ill": True, "serum_creatinine_on": people.AS_OF},
    )

    @pytest.mark.parametrize("worse", WORSE, ids=["stale", "undated", "acutely ill"])
    def test_recorded_rate(self, worse: dict[str, Any]) -> None:
        """A recorded rate by cystatin C counts, though a newer one by creatinine is better."""
        rates = (people.recorded(40, people.ago(20), **BY_CYSTATIN), people.recorded(80))
        fresh = people.adult(recorded_gfr=rates, **cystatin(0.7))
        assert start(fresh).outcome is Outcome.SILENT
        assert not start(attrs.evolve(fresh, **worse)).has_answer

    def test_older_creatinine(self) -> None:
        """A rate of a newer creatinine counts beside a measured one, and hides it not."""
        measured = {"equation": Equation.MEASURED}
        rates = (
            people.recorded(25, people.ago(30), **measured),
            people.recorded(40, people.ago(9)),
        )
        newest = people.adult(recorded_gfr=rates, confirmed={"creatinine"}, **cystatin(0.7, 7))
        older = attrs.evolve(newest, serum_creatinine_on=people.ago(20))
        for patient in (newest, older):
            assert start(patient).outcome is Outcome.WITHHELD

    @pytest.mark.parametrize("worse", WORSE, ids=["stale", "undated", "acutely ill"])
    def test_undoes_no_low_rate(self, worse: dict[str, Any]) -> None:
        """Creatinine and cystatin C of two days are one newer result, fresh or stale."""
        low = people.recorded(25, people.ago(60), **BY_CYSTATIN)
        fresh = people.adult(recorded_gfr=(low,), **cystatin(0.7, 30))
        for patient in (fresh, attrs.evolve(fresh, **worse)):
            assert "newer_kidney_results" in people.missing(start(patient))

    def test_undated_is_said_of_itself(self) -> None:
        """It is the cystatin C that has no date, not the creatinine; a new sample is asked for."""
        stale = people.adult(serum_creatinine_on=people.ago(400), **cystatin(1.2, None))
        said = people.said(start(stale))
        assert "cystatin-undated" in said
        assert "creatinine-undated" not in said
        assert "fresh_creatinine" in people.missing(start(stale))

    def test_a_low_combined_rate(self) -> None:
        """The combined rate stands in place of a low one of the same creatinine."""
        worn = people.adult(serum_creatinine=people.mg_dl(2.4), **cystatin(1.2))
        assert start(worn).outcome is Outcome.SILENT
        assert start(attrs.evolve(worn, cystatin_c_on=None)).outcome is Outcome.WITHHELD


class TestClearance:
    """What a clearance adds to a rate takes nothing away."""

    LOW = people.recorded(25, people.ago(60))

    def test_low_rate_beside_a_low_clearance(self) -> None:
        """At 84 years a clearance below 30 does not hide a recorded rate of 25: critical."""
        rates = (people.recorded(25, people.ago(30)), people.recorded(80))
        small = {"serum_creatinine": people.mg_dl(0.85), **people.weighed(38)}
        for years in (70, 84):
            patient = people.adult(age=years * bc.ureg.year, recorded_gfr=rates, **small)
            assert taking(patient, 10, 10, 10).severity is CRITICAL

    @pytest.mark.parametrize("years", [74, 75])
    def test_undoes_no_low_rate(self, years: int) -> None:
        """A recorded clearance is no newer result for a low rate, whatever the age."""
        patient = people.adult(
            age=years * bc.ureg.year,
            **people.weighed(70),
            recorded_gfr=(self.LOW, people.clearance(80, people.ago(1))),
        )
        assert "newer_kidney_results" in people.missing(start(patient))

    def test_a_low_one_is_undone_by_newer_results(self) -> None:
        """A clearance below 30 of the last weeks needs two newer days, of either kind."""
        rates = (people.clearance(25, people.ago(30)), people.clearance(80, people.ago(5)))
        patient = people.adult(
            age=80 * bc.ureg.year,
            **people.weighed(70),
            serum_creatinine_on=people.ago(5),
            recorded_gfr=rates,
        )
        assert "newer_kidney_results" in people.missing(start(patient))
        one_more = (*rates, people.recorded(80, people.ago(4)))
        undone = attrs.evolve(patient, recorded_gfr=one_more)
        assert "newer_kidney_results" not in people.missing(start(undone))

    @pytest.mark.parametrize(
        ("value", "start_is", "low_dose", "high_dose"),
        [
            (50, INFO, INFO, INFO),
            (49.99, WARNING, INFO, WARNING),
            (30, WARNING, INFO, WARNING),
            (29.99, WARNING, WARNING, WARNING),
        ],
    )
    def test_one_that_was_not_compared(
        self, value: float, start_is: object, low_dose: object, high_dose: object
    ) -> None:
        """Below 75 years it warns as it would if it counted: by its band and the dose."""
        patient = people.adult(recorded_gfr=(people.clearance(value),))
        decisions = (start(patient), taking(patient, 5), taking(patient, 10, 10))
        code = "clearance-not-comparable"
        found = [people.finding(decision, code).severity for decision in decisions]
        assert found == [start_is, low_dose, high_dose]
        unread = bc.renal_caution(patient, bc.UNREADABLE, profile=US)
        assert people.finding(unread, code).severity is high_dose

    @pytest.mark.parametrize(("value", "severity"), [(60, INFO), (59.99, WARNING)])
    def test_another_absolute_rate(self, value: float, severity: object) -> None:
        """An absolute rate that is no clearance is held against the threshold of rates."""
        rate = people.recorded(value, indexing=bc.GFRIndexing.ABSOLUTE)
        decision = start(people.adult(recorded_gfr=(rate,)))
        assert people.finding(decision, "clearance-not-comparable").severity is severity

    def test_an_older_one_is_still_named(self) -> None:
        """From 75 years on the newest counts; an older one is said not to have been compared."""
        rates = (people.clearance(20, people.ago(200)), people.clearance(80))
        patient = people.adult(age=80 * bc.ureg.year, **people.weighed(70), recorded_gfr=rates)
        found = people.finding(start(patient), "clearance-not-comparable")
        assert dict(found.values)["rate"] == 20


class TestChange:
    """A change of creatinine hides nothing, and a later rise does not soften an earlier one."""

    def test_end_stage(self) -> None:
        """A combined rate below 15 is end stage, changing or not: contraindicated (Germany)."""
        worn = people.adult(serum_creatinine=people.mg_dl(3.5), **cystatin(6))
        for state in bc.KidneyState:
            patient = attrs.evolve(worn, kidney_state=state)
            assert start(patient, DE).outcome is Outcome.CONTRAINDICATED

    def test_end_stage_by_cystatin_alone(self) -> None:
        """So is a rate below 15 by cystatin C without a creatinine."""
        bare = {"serum_creatinine": None, "serum_creatinine_on": None}
        for state in bc.KidneyState:
            patient = people.adult(kidney_state=state, **bare, **cystatin(6))
            assert start(patient, DE).outcome is Outcome.CONTRAINDICATED

    def test_the_steepest_rise_stands(self) -> None:
        """From 50 to 150 µmol/L is critical, though 60 or 75 a day later is less steep."""
        for level in (60, 75):
            patient = people.adult(
                serum_creatinine=people.umol(level),
                earlier_creatinine=[
                    (people.umol(50), people.ago(9)),
                    (people.umol(150), people.ago(8)),
                ],
            )
            found = people.finding(start(patient), "kidney-rise-start")
            assert found.severity is CRITICAL
            assert "from 50 (1 March) to 150 µmol/L (2 March)" in found.summary


class TestWeight:
    """An old weight of a child still says what is too much to start with."""

    @pytest.mark.parametrize("on", [people.RECENT, people.ago(400), None])
    def test_start_too_large(self, on: object) -> None:
        """For 20 kg the UK label starts with 6 mg/day; 8 mg is too large, whatever the day."""
        patient = people.child(6, 20, weight_on=on)
        check = bc.check_regimen_change(
            patient, before=bc.NOT_TAKING, after=people.day(4, 4), held_for=None, profile=UK
        )
        found = people.finding(check, "start-too-large")
        assert found.severity is WARNING
        assert "6 mg/day" in found.summary

    @pytest.mark.parametrize("on", [people.RECENT, people.ago(400), None])
    def test_too_much_at_one_time(self, on: object) -> None:
        """For 54 kg the UK label divides 16.2 mg; 10 mg at one time is too much, by any weight."""
        patient = people.child(14, 54, weight_on=on, height=160 * bc.ureg.cm)
        check = bc.check_regimen_change(
            patient, before=bc.NOT_TAKING, after=people.day(10), held_for=None, profile=UK
        )
        found = people.finding(check, "start-too-large")
        assert found.severity is WARNING
        assert "8.1 mg at one time" in found.summary

    def test_above_the_adult_start(self) -> None:
        """By an old weight no more is allowed than an adult is started on."""
        patient = people.child(11, 70, weight_on=None, height=150 * bc.ureg.cm)
        check = bc.check_regimen_change(
            patient, before=bc.NOT_TAKING, after=people.day(8, 8), held_for=None, profile=UK
        )
        assert "15 mg/day" in people.finding(check, "start-too-large").summary

    @pytest.mark.parametrize(
        "worse",
        [{}, {"weight_on": None}, {"weight_on": people.ago(400)}, {"height_on": None}],
    )
    def test_above_the_adult_start_is_said(self, worse: dict[str, object]) -> None:
        """That a start by weight passes the adult one is said, though facts are missing."""
        patient = people.child(14, 54, height=160 * bc.ureg.cm, **worse)
        decision = bc.starting_dose(patient, profile=UK)
        found = people.finding(decision, "above-adult-start")
        assert found.severity is WARNING
        assert "16.2 mg/day by weight" in found.summary

    @pytest.mark.parametrize(
        "worse",
        [
            {"dialysis": bc.Dialysis.HAEMODIALYSIS},
            {"kidney_state": bc.KidneyState.CHANGING},
            {"serum_creatinine": people.mg_dl(3)},
            {"serum_creatinine": people.mg_dl(1.5)},
        ],
    )
    def test_no_unadjusted_amount_for_poor_kidneys(self, worse: dict[str, object]) -> None:
        """Where the kidneys are poor no start by weight and no adult start is named (P1)."""
        patient = people.child(14, 54, height=160 * bc.ureg.cm, **worse)
        decision = bc.starting_dose(patient, profile=UK)
        assert not decision.has_answer
        assert "above-adult-start" not in people.codes(decision)
        assert "15 mg/day" not in bc.text(decision)

    def test_no_weight(self) -> None:
        """Without a weight the adult start is the most, as before."""
        patient = people.child(6, 20, weight=None, weight_on=None)
        check = bc.check_regimen_change(
            patient, before=bc.NOT_TAKING, after=people.day(4, 4), held_for=None, profile=UK
        )
        assert "start-too-large" not in people.codes(check)
