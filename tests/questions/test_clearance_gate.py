"""Which rate gates: the equation of the country, and from 75 years on the clearance too (P1)."""

from __future__ import annotations

import attrs
import people
import pytest

import baclofen_cds as bc
from baclofen_cds.case.bands import KidneyBand

US, UK, CA, DE, FR, CH = (
    bc.get_profile(f"{market}-spasticity") for market in ("us", "uk", "ca", "de", "fr", "ch")
)
Outcome, Equation = bc.Outcome, bc.GFREquation
INFO, WARNING, CRITICAL = bc.Severity


def at(years: int, kilograms: float | None = None, **changes: object) -> bc.Patient:
    """Return the woman of 0.8 mg/dL at this age, with a fresh weight if any."""
    weighed = {} if kilograms is None else people.weighed(kilograms)
    return people.adult(age=years * bc.ureg.year, **{**weighed, **changes})


def start(patient: bc.Patient, profile: bc.Profile = US) -> bc.Decision:
    return bc.starting_dose(patient, profile=profile)


def taking(patient: bc.Patient, *doses: float, profile: bc.Profile = US) -> bc.Decision:
    return bc.renal_caution(patient, people.day(*doses), profile=profile)


SMALL = at(84, 38, serum_creatinine=people.mg_dl(0.85))
"""A woman of 84 and 38 kg: an eGFR of 67, a clearance of 29."""


class TestEquation:
    """Each profile gates by the equation that its country's laboratories use."""

    MAN = at(75, 80, sex=bc.Sex.MALE, serum_creatinine=people.umol(105))

    @pytest.mark.parametrize("profile", [UK, DE, FR, CH], ids=lambda p: p.id)
    def test_2009(self, profile: bc.Profile) -> None:
        """United Kingdom, European Union, Switzerland: CKD-EPI 2009, which gives 59 here."""
        rate = taking(self.MAN, 5, profile=profile).answer.rate
        assert (rate.whole, rate.equation) == (59, Equation.CKD_EPI_2009)

    def test_2021(self) -> None:
        """United States: CKD-EPI 2021, which gives 63 to the same man."""
        rate = taking(self.MAN, 5).answer.rate
        assert (rate.whole, rate.equation) == (63, Equation.CKD_EPI_2021)

    @pytest.mark.parametrize(
        ("patient", "whole", "equation"),
        [
            (MAN, 59, Equation.CKD_EPI_2009),
            (
                at(30, sex=bc.Sex.MALE, serum_creatinine=people.mg_dl(0.4)),
                150,
                Equation.CKD_EPI_2021,
            ),
        ],
        ids=["2009 is lower", "2021 is lower"],
    )
    def test_unread(self, patient: bc.Patient, whole: int, equation: Equation) -> None:
        """Canada, whose equation nobody read: the lower of the two."""
        rate = taking(patient, 5, profile=CA).answer.rate
        assert (rate.whole, rate.equation) == (whole, equation)

    def test_the_start_follows(self) -> None:
        """The man whose laboratory prints 59 starts on 5 mg in the UK; 63 would be 15 mg."""
        for profile, total in ((UK, 5), (US, 15)):
            answer = start(self.MAN, profile).answer
            assert answer.total_daily_dose == total * bc.ureg.mg / bc.ureg.day

    def test_its_source_is_named(self) -> None:
        """Where the equation comes from is a place of the finding; unread, it is our choice."""
        for profile, place in ((UK, UK.kidney.equation.citation), (CA, None)):
            cited = start(self.MAN, profile).findings[0].citations
            if place is None:
                assert any("unread_equation" in one.pin for one in cited)
            else:
                assert place in cited


class TestSmallAndOld:
    """84 years, 38 kg, 0.85 mg/dL, US: no start, no plan, and 30 mg/day is a warning."""

    def test_no_start(self) -> None:
        """The clearance withholds the start; both numbers stand in its first line."""
        decision = start(SMALL)
        assert (decision.outcome, decision.has_answer) == (Outcome.WITHHELD, False)
        found = people.finding(decision, "kidney-clearance-avoid-start")
        assert found.severity is WARNING
        assert "creatinine clearance 29 mL/min (3 March), though eGFR reads 67" in found.summary
        assert "this project's choice" in found.detail
        assert "review (Wolf 2018) says avoid" in found.detail

    def test_no_plan(self) -> None:
        """No plan up is made, and no step up."""
        plan = bc.titration_plan(SMALL, profile=US)
        assert (plan.outcome, plan.has_answer) == (Outcome.WITHHELD, False)

    @pytest.mark.parametrize("doses", [(5,), (10, 10, 10)])
    def test_taking(self, doses: tuple[float, ...]) -> None:
        """What is taken is a warning at any dose, and is not to be stopped suddenly."""
        decision = taking(SMALL, *doses)
        found = people.finding(decision, "kidney-clearance-avoid-taking")
        assert found.severity is decision.severity is WARNING
        assert "Clearance 29 mL/min (3 March), though eGFR reads 67" in found.summary
        assert "do not stop suddenly" in found.detail

    def test_answer(self) -> None:
        """The answer holds the state, the rate, and the clearance that decided."""
        answer = taking(SMALL, 10).answer
        assert (answer.band, answer.avoid) == (KidneyBand.SEVERE, True)
        assert (answer.rate.whole, answer.clearance.whole) == (67, 29)

    def test_no_finding_of_its_own(self) -> None:
        """That the measures differ is not said once more."""
        assert "measures-differ-in-band" not in people.codes(taking(SMALL, 10))

    def test_an_egfr_as_low_is_critical(self) -> None:
        """With an eGFR below 30 it is critical from 20 mg/day, whatever the clearance."""
        poor = attrs.evolve(SMALL, serum_creatinine=people.mg_dl(2.6))
        decision = taking(poor, 10, 10)
        assert people.finding(decision, "kidney-avoid-taking").severity is CRITICAL
        assert decision.answer.clearance is None


class TestWhoseClearance:
    """From 75 years, or with a body mass index below 18 or above 40."""

    @pytest.mark.parametrize(("months", "gates"), [(899, False), (900, True)])
    def test_age(self, months: int, gates: bool) -> None:
        """The day of the 75th birthday counts."""
        patient = people.adult(
            age=months * bc.ureg.month, **people.weighed(60), recorded_gfr=(people.clearance(45),)
        )
        assert start(patient).outcome is (Outcome.SILENT if gates else Outcome.STATED)

    @pytest.mark.parametrize(
        ("grams", "gates"), [(46_079, True), (46_080, False), (102_400, False), (102_401, True)]
    )
    def test_body_mass_index(self, grams: int, gates: bool) -> None:
        """At 160 cm a body mass index of 18 is 46.08 kg and one of 40 is 102.4 kg."""
        patient = people.adult(
            height=160 * bc.ureg.cm,
            **people.weighed(grams / 1_000),
            recorded_gfr=(people.clearance(45),),
        )
        decision = start(patient)
        assert decision.outcome is (Outcome.SILENT if gates else Outcome.STATED)
        assert ("clearance-not-comparable" in people.codes(decision)) is not gates

    def test_thin(self) -> None:
        """The clearance of a thin woman of 70 counts, though her eGFR is 68."""
        thin = at(70, 46, height=160 * bc.ureg.cm, serum_creatinine=people.mg_dl(0.9))
        found = people.finding(start(thin), "kidney-clearance-impaired-start")
        assert "creatinine clearance 42 mL/min (3 March), though eGFR reads 68" in found.summary
        assert start(attrs.evolve(thin, height=155 * bc.ureg.cm)).has_answer

    def test_not_of_a_child(self) -> None:
        """A child has no clearance by an adult equation, however thin or heavy."""
        patient = people.child(12, 25, height=140 * bc.ureg.cm)
        assert taking(patient, 5, profile=UK).answer.clearance is None
        assert start(patient, UK).has_answer

    @pytest.mark.parametrize("more", [{"weight": None, "weight_on": None}, {"height": None}])
    def test_index_unknown(self, more: dict[str, object]) -> None:
        """Below 75 years, without a weight or a height, nobody is called thin or heavy."""
        patient = at(70, 30, height=160 * bc.ureg.cm, recorded_gfr=(people.clearance(45),))
        assert start(attrs.evolve(patient, **more)).has_answer


class TestThresholds:
    """Impaired is a clearance below 50, avoid one below 30; the worse state holds."""

    @pytest.mark.parametrize(
        ("clearance", "outcome", "band"),
        [
            (50, Outcome.STATED, KidneyBand.NOT_IMPAIRED),
            (49.99, Outcome.SILENT, KidneyBand.IMPAIRED),
            (30, Outcome.SILENT, KidneyBand.IMPAIRED),
            (29.99, Outcome.WITHHELD, KidneyBand.SEVERE),
            (10, Outcome.WITHHELD, KidneyBand.SEVERE),
        ],
    )
    def test_recorded(self, clearance: float, outcome: Outcome, band: KidneyBand) -> None:
        """A recorded clearance counts like a computed one, where it is the lower of the two."""
        patient = at(80, 62, recorded_gfr=(people.clearance(clearance),))
        assert start(patient).outcome is outcome
        answer = taking(patient, 5).answer
        assert answer.band is band
        decides = band is not KidneyBand.NOT_IMPAIRED
        assert (answer.clearance is not None) is decides
        assert "clearance-not-comparable" not in people.codes(start(patient))

    def test_a_recorded_one_says_so(self) -> None:
        """What the label would start with is quoted last, as for an eGFR of the same state."""
        patient = at(80, 62, recorded_gfr=(people.clearance(45),))
        said = [remark.code for remark in start(patient).findings[0].remarks]
        assert said.index("comparison-number") < said.index("label-start-unadjusted")
        assert "clearance-counts" in said

    def test_the_worse_of_two(self) -> None:
        """An eGFR that is worse than the clearance decides, and stands in the first line."""
        patient = at(80, 90, serum_creatinine=people.mg_dl(1.2))
        decision = start(patient)
        assert bc.kidney.cockcroft_gault(patient).whole == 53
        assert "eGFR 45" in people.finding(decision, "kidney-impaired-start").summary

    def test_both_as_bad(self) -> None:
        """Where both say the same, the eGFR is named and the answer holds no clearance."""
        decision = taking(people.older(), 10, 10)
        assert "kidney-impaired-taking" in people.codes(decision)
        assert decision.answer.clearance is None

    def test_the_newest_recorded_one(self) -> None:
        """Of recorded clearances the newest counts, of one day the lowest."""
        newer, older = people.clearance(55, people.ago(5)), people.clearance(40, people.ago(20))
        bare = {"serum_creatinine": None, "serum_creatinine_on": None}
        rate = people.recorded(70)
        for clearances, outcome in (
            ((newer, older), Outcome.STATED),
            ((newer, people.clearance(40, people.ago(5))), Outcome.SILENT),
        ):
            patient = at(80, **bare, recorded_gfr=(rate, *clearances))
            assert start(patient).outcome is outcome

    @pytest.mark.parametrize(("days", "counts"), [(30, True), (31, False)])
    def test_history(self, days: int, counts: bool) -> None:
        """A clearance recorded more than 30 days before the creatinine is history."""
        before = people.clearance(45, people.RECENT - (people.AS_OF - people.ago(days)))
        patient = at(80, 62, recorded_gfr=(before,))
        assert start(patient).has_answer is not counts

    @pytest.mark.parametrize("form", ["HAEMODIALYSIS", "PERITONEAL", "CONTINUOUS"])
    def test_not_on_dialysis(self, form: str) -> None:
        """On dialysis a clearance means nothing."""
        patient = at(80, 62, dialysis=bc.Dialysis[form], recorded_gfr=(people.clearance(25),))
        answer = taking(patient, 5).answer
        assert (answer.band, answer.clearance) == (KidneyBand.DIALYSIS, None)

    def test_not_while_changing(self) -> None:
        """While creatinine is changing no clearance is asked for."""
        patient = at(80, kidney_state=bc.KidneyState.CHANGING)
        decision = start(patient)
        assert decision.outcome is Outcome.WITHHELD
        assert "weight" not in people.missing(decision)


class TestNoClearance:
    """Without a clearance that can be relied on nobody is started from 75 years on."""

    @pytest.mark.parametrize(
        ("changes", "name", "reason"),
        [
            ({"weight": None, "weight_on": None}, "weight", "clearance-not-computed"),
            ({"weight_on": None}, "weight_date", "clearance-weight-undated"),
            ({"weight_on": people.ago(366)}, "fresh_weight", "clearance-weight-stale"),
        ],
    )
    @pytest.mark.parametrize("level", [0.8, 1.3])
    def test_start(self, level: float, changes: dict[str, object], name: str, reason: str) -> None:
        """The weight is asked for, and the reason printed is the one that holds."""
        whole = at(80, 100, serum_creatinine=people.mg_dl(level))
        decision = start(attrs.evolve(whole, **changes))
        assert (decision.outcome, decision.has_answer) == (Outcome.INSUFFICIENT_DATA, False)
        assert name in people.missing(decision)
        assert reason in people.said(decision)
        assert ("clearance-needed-start" in people.codes(decision)) is (level == 0.8)

    def test_a_year_is_fresh(self) -> None:
        """An adult's weight is fresh for 365 days."""
        assert start(at(80, 62, weight_on=people.ago(365))).has_answer

    def test_with_impaired_kidneys(self) -> None:
        """The label's number for impaired kidneys waits for the clearance too."""
        poor = at(80, serum_creatinine=people.mg_dl(1.3))
        assert start(poor, UK).outcome is Outcome.INSUFFICIENT_DATA
        assert start(attrs.evolve(poor, **people.weighed(70)), UK).has_answer

    def test_check(self) -> None:
        """A check goes by the eGFR, answers, and says that no clearance could be computed."""
        decision = taking(at(80), 10, 10)
        assert (decision.outcome, decision.severity) == (Outcome.POLICY, INFO)
        assert people.codes(decision) == ["clearance-not-computed"]
        assert "weight" in people.missing(decision)
        poor = taking(at(80, serum_creatinine=people.mg_dl(1.3)), 10, 10)
        assert "clearance-not-computed" in people.said(poor)

    @pytest.mark.parametrize("weight_on", [None, people.ago(400)])
    def test_check_by_an_old_weight(self, weight_on: object) -> None:
        """A clearance on an old weight adds caution in a check; its age is no reason there."""
        patient = attrs.evolve(SMALL, weight_on=weight_on)
        decision = taking(patient, 10)
        assert "kidney-clearance-avoid-taking" in people.codes(decision)
        assert not {"clearance-weight-undated", "clearance-weight-stale"} & people.said(decision)

    def test_a_recorded_one_serves(self) -> None:
        """A recorded clearance needs no weight."""
        patient = at(80, recorded_gfr=(people.clearance(55),))
        assert start(patient).has_answer

    @pytest.mark.parametrize(("days", "serves"), [(90, True), (91, False)])
    def test_a_recorded_one_of_an_old_day(self, days: int, serves: bool) -> None:
        """An old clearance is told with its own age, not with that of a fresh eGFR."""
        patient = at(
            80,
            serum_creatinine=None,
            serum_creatinine_on=None,
            recorded_gfr=(people.recorded(70), people.clearance(55, people.ago(days))),
        )
        decision = start(patient)
        assert decision.has_answer is serves
        if not serves:
            assert "The clearance rests on a sample 91 days old; 90 days is" in bc.text(decision)
            assert "fresh_creatinine" in people.missing(decision)
            assert "clearance-stale-start" not in people.said(taking(patient, 5))

    def test_an_old_creatinine_is_said_once(self) -> None:
        """Where rate and clearance rest on one old creatinine its age is told once."""
        said = people.said(start(at(80, 62, serum_creatinine_on=people.ago(91))))
        assert "sample-stale-start" in said
        assert "clearance-stale-start" not in said

    def test_undated_creatinine(self) -> None:
        """An undated creatinine beside a fresh eGFR gives no clearance to rely on."""
        patient = at(80, 62, serum_creatinine_on=None, recorded_gfr=(people.recorded(70),))
        decision = start(patient)
        assert decision.outcome is Outcome.INSUFFICIENT_DATA
        assert people.missing(decision) >= {"creatinine_date"}
        assert "creatinine-undated" in people.said(decision)

    def test_creatinine_missing(self) -> None:
        """With a weight and an eGFR alone the creatinine is asked for."""
        bare = {"serum_creatinine": None, "serum_creatinine_on": None}
        decision = start(at(80, 62, **bare, recorded_gfr=(people.recorded(70),)))
        assert decision.outcome is Outcome.INSUFFICIENT_DATA
        assert "serum_creatinine" in people.missing(decision)

    def test_no_rate_beside_a_clearance(self) -> None:
        """A clearance that is not poor makes up for no rate."""
        bare = {"serum_creatinine": None, "serum_creatinine_on": None}
        decision = taking(at(80, **bare, recorded_gfr=(people.clearance(55),)), 5)
        assert decision.outcome is Outcome.INSUFFICIENT_DATA

    @pytest.mark.parametrize(("value", "avoid"), [(45, False), (25, True)])
    def test_a_poor_clearance_alone(self, value: float, avoid: bool) -> None:
        """A poor clearance alone is named without an eGFR beside it."""
        bare = {"serum_creatinine": None, "serum_creatinine_on": None}
        patient = at(80, **bare, recorded_gfr=(people.clearance(value),))
        found = start(patient).findings[0]
        assert found.code == f"kidney-clearance-{'avoid' if avoid else 'impaired'}-start"
        assert "though eGFR reads" not in found.summary
