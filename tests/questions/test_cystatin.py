"""A fresh cystatin C decides with the creatinine; a stale one only adds caution (P1)."""

from __future__ import annotations

import datetime as dt

import attrs
import people
import pytest

import baclofen_cds as bc
from baclofen_cds.case.bands import KidneyBand

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
Outcome, Equation = bc.Outcome, bc.GFREquation
BOTH = Equation.CKD_EPI_2021_CREATININE_CYSTATIN


def cystatin(level: float, on: dt.date | None = people.RECENT) -> dict[str, object]:
    """Return a cystatin C in mg/L with its day."""
    return {"cystatin_c": level * bc.ureg.mg / bc.ureg.L, "cystatin_c_on": on}


def small(level: float, on: dt.date | None = people.RECENT, **changes: object) -> bc.Patient:
    """Return the woman of 84 and 38 kg: by creatinine an eGFR of 67 and a clearance of 29."""
    facts = {
        "age": 84 * bc.ureg.year,
        "serum_creatinine": people.mg_dl(0.85),
        **people.weighed(38),
        **cystatin(level, on),
    }
    return people.adult(**{**facts, **changes})


def start(patient: bc.Patient, profile: bc.Profile = US) -> bc.Decision:
    return bc.starting_dose(patient, profile=profile)


def rate(patient: bc.Patient) -> object:
    """Return the rate that the kidneys are placed by."""
    return bc.renal_caution(patient, people.day(5), profile=US).answer.rate


class TestFresh:
    """The combined rate gates; what creatinine alone says is shown."""

    def test_decides(self) -> None:
        """At 1.5 mg/L the combined rate is 51: impaired, whatever the clearance of 29 says."""
        decision = start(small(1.5))
        assert decision.outcome is Outcome.SILENT
        assert "eGFR 51" in people.finding(decision, "kidney-impaired-start").summary
        assert rate(small(1.5)).equation is BOTH

    def test_may_permit(self) -> None:
        """At 0.8 mg/L it is not impaired, and permits a start that the clearance withheld."""
        assert start(small(0.8)).has_answer
        without = attrs.evolve(small(0.8), cystatin_c=None, cystatin_c_on=None)
        assert start(without).outcome is Outcome.WITHHELD

    def test_sets_a_lower_creatinine_aside(self) -> None:
        """A combined rate of 17 is severe, though creatinine alone reads 10, end stage."""
        patient = small(2.0, serum_creatinine=people.mg_dl(4.0))
        found = bc.renal_caution(patient, people.day(5), profile=US).answer
        assert (found.band, found.rate.equation) == (KidneyBand.SEVERE, BOTH)
        without = attrs.evolve(patient, cystatin_c=None, cystatin_c_on=None)
        alone = bc.renal_caution(without, people.day(5), profile=US).answer
        assert alone.band is KidneyBand.END_STAGE

    def test_creatinine_is_shown(self) -> None:
        """What creatinine alone says stands beside it, its clearance too, and only as info."""
        found = people.finding(start(small(1.5)), "cystatin-decides")
        assert found.severity is bc.Severity.INFO
        assert "(3 March) gives an eGFR of 51 mL/min/1.73 m²" in found.summary
        assert "creatinine alone gives 67 mL/min/1.73 m², 29 mL/min." in found.summary
        assert "29 mL/min (Cockcroft-Gault, actual weight)" in found.detail
        assert len(found.summary) < 140

    def test_by_the_labels_equation(self) -> None:
        """What creatinine alone says is by the equation of the label's country."""
        found = people.finding(start(small(1.5), UK), "cystatin-decides")
        assert "62 mL/min/1.73 m² (CKD-EPI 2009)" in found.detail

    def test_without_a_weight(self) -> None:
        """Where no clearance can be shown the rate is shown alone, and none is asked for."""
        decision = start(small(0.8, weight=None, weight_on=None))
        assert decision.has_answer
        assert "Cockcroft-Gault" not in people.finding(decision, "cystatin-decides").detail

    @pytest.mark.parametrize(
        ("kilograms", "centimetres", "whole"), [(38, 150, 37), (100, 180, 51), (38, None, 51)]
    )
    def test_the_lower_of_indexed_and_absolute(
        self, kilograms: float, centimetres: float | None, whole: int
    ) -> None:
        """In a small body the rate of this body counts, else the indexed one."""
        height = None if centimetres is None else centimetres * bc.ureg.cm
        patient = small(1.5, height=height, **people.weighed(kilograms))
        assert rate(patient).whole == whole
        line = bc.renal_caution(patient, people.day(5), profile=US).findings[0].summary
        assert (f"{whole} mL/min (" in line) is (whole == 37)

    def test_not_held_against_it(self) -> None:
        """Rates by creatinine alone, computed or recorded, are not held against it (P7)."""
        decision = start(small(0.8, recorded_gfr=(people.recorded(40),)))
        assert decision.has_answer
        assert "rates-disagree" not in people.codes(decision)

    def test_a_measured_rate_is(self) -> None:
        """A measured rate counts where it is lower, and the disagreement is said."""
        measured = people.recorded(40, equation=Equation.MEASURED)
        decision = start(small(0.8, recorded_gfr=(measured,)))
        assert decision.outcome is Outcome.SILENT
        assert "rates-disagree" in people.codes(decision)

    def test_a_very_low_creatinine_rate_of_the_same_sample(self) -> None:
        """What the same creatinine says alone is no low rate that has to be undone."""
        decision = start(small(0.8, serum_creatinine=people.mg_dl(2.6)))
        assert decision.outcome is Outcome.SILENT
        assert "recently-low" not in people.said(decision)

    @pytest.mark.parametrize(("newer", "permits"), [((), False), ((70,), True)])
    def test_counts_as_one_newer_result(self, newer: tuple[float, ...], permits: bool) -> None:
        """A fresh combined rate is one of the two results that undo a low one."""
        rates = [people.recorded(25, people.ago(60), equation=Equation.MEASURED)]
        rates += [people.recorded(one, people.ago(20)) for one in newer]
        decision = start(small(0.8, recorded_gfr=rates))
        assert decision.has_answer is permits
        assert ("newer_kidney_results" in people.missing(decision)) is not permits

    def test_no_muscle_note(self) -> None:
        """Cystatin C does not depend on muscle: nothing is said of it."""
        thin = {bc.Condition.SPINAL_CORD_INJURY}
        decision = start(people.adult(conditions=thin, **cystatin(1.1)))
        assert "cystatin-decides" in people.codes(decision)
        assert "creatinine-reads-high" not in people.codes(decision)


class TestStale:
    """An old or undated cystatin C adds caution, and takes none away."""

    @pytest.mark.parametrize(
        ("creatinine_days", "cystatin_days", "decides"),
        [(365, 365, True), (366, 0, False), (0, 366, False)],
    )
    def test_limit(self, creatinine_days: int, cystatin_days: int, decides: bool) -> None:
        """The older of the two samples tells the day; equal to the limit is fresh."""
        patient = people.adult(
            serum_creatinine_on=people.ago(creatinine_days),
            **cystatin(0.8, people.ago(cystatin_days)),
        )
        codes = people.codes(bc.renal_caution(patient, people.day(5), profile=US))
        assert ("cystatin-decides" in codes) is decides

    @pytest.mark.parametrize("on", [people.ago(400), None])
    def test_adds_caution(self, on: dt.date | None) -> None:
        """A low combined rate of an old or undated sample is the lower one, and counts."""
        decision = start(people.adult(**cystatin(1.8, on)))
        assert decision.outcome is Outcome.SILENT
        assert "eGFR 53" in people.finding(decision, "kidney-impaired-start").summary

    @pytest.mark.parametrize("on", [people.ago(400), None])
    def test_takes_none_away(self, on: dt.date | None) -> None:
        """A better combined rate of an old or undated sample changes nothing."""
        assert start(small(0.8, on)).outcome is Outcome.WITHHELD
        patient = people.adult(serum_creatinine=people.mg_dl(1.5), **cystatin(0.7, on))
        assert rate(patient).equation is Equation.CKD_EPI_2021


class TestAlone:
    """Cystatin C without a creatinine permits nothing."""

    BARE = {"serum_creatinine": None, "serum_creatinine_on": None}

    @pytest.mark.parametrize(
        ("level", "code"),
        [(1.0, "kidney-function-not-relied-on"), (1.5, "kidney-impaired-start")],
    )
    def test_warns(self, level: float, code: str) -> None:
        """It warns, says that a creatinine is needed with it, and asks for one."""
        decision = start(people.adult(**self.BARE, **cystatin(level)))
        assert decision.outcome is Outcome.INSUFFICIENT_DATA
        assert {code, "cystatin-alone"} <= people.said(decision)
        assert "serum_creatinine" in people.missing(decision)

    def test_beside_a_recorded_rate(self) -> None:
        """A recorded rate beside it permits as it would alone."""
        patient = people.with_egfr(80, **cystatin(1.0))
        assert start(patient).has_answer

    @pytest.mark.parametrize(
        "changes",
        [{"dialysis": bc.Dialysis.PERITONEAL}, {"kidney_state": bc.KidneyState.CHANGING}],
    )
    def test_where_no_equation_holds(self, changes: dict[str, object]) -> None:
        """On dialysis, or while creatinine is changing, it says nothing."""
        patient = people.adult(**cystatin(0.8), **changes)
        answer = bc.renal_caution(patient, people.day(5), profile=US).answer
        assert answer.rate is None
        assert answer.band in (KidneyBand.DIALYSIS, KidneyBand.CHANGING)
