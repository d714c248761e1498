"""The starting dose."""

from __future__ import annotations

import datetime as dt

import attrs
import people
import pytest

import baclofen_cds as bc
from baclofen_cds.amounts import MicrogramsPerDay
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.doses import per_kg_total
from baclofen_cds.case.posology import KidneyTerms
from baclofen_cds.deciding.start import divided, start_outcome
from baclofen_cds.makeable import Steps

US, UK, CA = (bc.get_profile(f"{market}-spasticity") for market in ("us", "uk", "ca"))
Outcome = bc.Outcome


def mg(value: float) -> object:
    return value * bc.ureg.mg


class TestAdults:
    """Both labels start an adult on 5 mg three times daily."""

    @pytest.mark.parametrize("profile", [US, UK], ids=lambda p: p.id)
    def test_healthy_kidneys(self, profile: object) -> None:
        """An adult with fresh, healthy kidneys starts on 15 mg a day in three doses."""
        decision = bc.starting_dose(people.adult(), profile=profile)
        assert decision.outcome is Outcome.STATED
        assert str(decision.answer.preferred) == "5 mg three times daily"
        assert decision.answer.total_daily_dose == 15 * bc.ureg.mg / bc.ureg.day
        assert decision.answer.citations

    def test_each_number_is_cited(self) -> None:
        """The amount and its division each name their place in the label."""
        answer = bc.starting_dose(people.adult(), profile=UK).answer
        assert [c.pin for c in answer.citations] == ["Baclofen, dose", "Dosage"]


def first_said(decision: bc.Decision) -> list[str]:
    """Return the codes of what the first finding says, in their order."""
    return [remark.code for remark in decision.findings[0].remarks]


class TestKidneys:
    """Impaired kidneys leave the label's number, or none; "avoid" is never a number (P1)."""

    @pytest.mark.parametrize("egfr", [59.99, 45, 30])
    def test_impaired_us(self, egfr: float) -> None:
        """From 30 to 59 the US label is silent: numbers are quoted, its general start last."""
        decision = bc.starting_dose(people.with_egfr(egfr), profile=US)
        assert (decision.outcome, decision.has_answer) == (Outcome.SILENT, False)
        said = first_said(decision)
        ordered = ["comparison-number", "label-start-unadjusted", "act-not-above-quoted"]
        assert [code for code in said if code in ordered] == ordered
        assert "if used at all, not above the lowest number quoted" in decision.findings[0].text

    def test_impaired_without_a_number(self) -> None:
        """Where no document gives a number, there is no lowest one to name."""
        decision = bc.starting_dose(people.with_egfr(45), profile=US, guidance=())
        assert first_said(decision)[-1] == "act-lower-start"

    @pytest.mark.parametrize("profile", [US, UK], ids=lambda p: p.id)
    @pytest.mark.parametrize("egfr", [29.99, 15, 14.99, 5])
    def test_avoid(self, egfr: float, profile: object) -> None:
        """Below 30 a start is withheld: "avoid" first, the numbers quoted, then the owner."""
        decision = bc.starting_dose(people.with_egfr(egfr), profile=profile)
        assert (decision.outcome, decision.has_answer) == (Outcome.WITHHELD, False)
        assert decision.findings[0].code == "kidney-avoid-start"
        quoted = "label-kidney-number" if profile is UK else "comparison-number"
        ordered = ["why", quoted, "act-avoid-start"]
        assert [code for code in first_said(decision) if code in ordered] == ordered
        assert first_said(decision)[0] == "why"
        assert "label-start-unadjusted" not in people.said(decision)

    def test_lowest_number_first(self) -> None:
        """Of two numbers for one state the lower one is quoted first, whoever gives it."""
        for total, first in ((4_000, "label-kidney-number"), (6_000, "comparison-number")):
            leaf = attrs.evolve(UK.kidney.impaired.total_daily_dose, value=MicrogramsPerDay(total))
            leaf = attrs.evolve(leaf, citation=attrs.evolve(leaf.citation, pin="elsewhere"))
            impaired = attrs.evolve(UK.kidney.impaired, total_daily_dose=leaf)
            label = attrs.evolve(UK, kidney=attrs.evolve(UK.kidney, impaired=impaired))
            said = first_said(bc.starting_dose(people.with_egfr(45), profile=label))
            numbers = [c for c in said if c in ("label-kidney-number", "comparison-number")]
            assert (numbers[0], len(numbers)) == (first, 2)

    def test_sixty_is_not_impaired(self) -> None:
        """An eGFR of exactly 60 is not impaired."""
        assert bc.starting_dose(people.with_egfr(60), profile=US).has_answer

    @pytest.mark.parametrize("egfr", [59, 45, 30])
    def test_uk_states_a_number(self, egfr: float) -> None:
        """The UK-type text on impaired kidneys answers 5 mg a day at 30 to 59."""
        decision = bc.starting_dose(people.with_egfr(egfr), profile=UK)
        assert decision.outcome is Outcome.STATED
        assert decision.answer.total_daily_dose == 5 * bc.ureg.mg / bc.ureg.day
        assert people.finding(decision, "division-is-ours")

    FORMS = (bc.Dialysis.HAEMODIALYSIS, bc.Dialysis.PERITONEAL, bc.Dialysis.CONTINUOUS)

    @pytest.mark.parametrize("dialysis", FORMS)
    def test_uk_dialysis(self, dialysis: bc.Dialysis) -> None:
        """On dialysis no number answers; the UK-type text's, for haemodialysis only, is quoted."""
        decision = bc.starting_dose(people.adult(dialysis=dialysis), profile=UK)
        assert (decision.outcome, decision.has_answer) == (Outcome.WITHHELD, False)
        assert decision.severity is bc.Severity.CRITICAL
        assert "label-end-stage-only-if-benefit-outweighs-risk" in people.said(decision)
        named = dialysis is bc.Dialysis.HAEMODIALYSIS
        assert ("label-dialysis-number" in people.said(decision)) is named
        assert bc.text(decision).startswith("Critical.")

    @pytest.mark.parametrize("dialysis", FORMS)
    def test_dialysis_of_no_named_form(self, dialysis: bc.Dialysis) -> None:
        """A text on dialysis that names no form says nothing of continuous treatment."""
        decision = bc.starting_dose(people.adult(dialysis=dialysis), profile=CA)
        assert (decision.outcome, decision.has_answer) == (Outcome.WITHHELD, False)
        quoted = "label-dialysis-number" in people.said(decision)
        assert quoted is (dialysis is not bc.Dialysis.CONTINUOUS)
        assert ("dialysis, its form not named" in bc.text(decision)) is quoted

    @pytest.mark.parametrize("profile", [US, UK], ids=lambda p: p.id)
    def test_changing_creatinine(self, profile: object) -> None:
        """A changing creatinine withholds every start, and is critical (P6)."""
        patient = people.adult(kidney_state=bc.KidneyState.CHANGING)
        decision = bc.starting_dose(patient, profile=profile)
        assert (decision.outcome, decision.has_answer) == (Outcome.WITHHELD, False)
        assert people.finding(decision, "kidney-changing-start").severity is bc.Severity.CRITICAL

    def test_missing_creatinine(self) -> None:
        """A missing creatinine withholds the start and quotes it as not adjusted."""
        patient = people.adult(serum_creatinine=None, serum_creatinine_on=None)
        decision = bc.starting_dose(patient, profile=US)
        assert decision.outcome is Outcome.INSUFFICIENT_DATA
        assert "serum_creatinine" in people.missing(decision)
        assert "label-start-unadjusted" in people.said(decision)

    def test_undated_creatinine(self) -> None:
        """A creatinine without a date is never fresh."""
        decision = bc.starting_dose(people.adult(serum_creatinine_on=None), profile=US)
        assert decision.outcome is Outcome.INSUFFICIENT_DATA
        assert "creatinine_date" in people.missing(decision)
        assert "kidney-function-undated" in people.said(decision)

    def test_dialysis_untold_with_poor_kidneys(self) -> None:
        """Whether the patient is on dialysis is asked only where the kidneys are poor."""
        poor = people.with_egfr(20, dialysis=bc.Dialysis.UNKNOWN)
        well = people.with_egfr(90, dialysis=bc.Dialysis.UNKNOWN)
        assert "dialysis" in people.missing(bc.starting_dose(poor, profile=UK))
        assert bc.starting_dose(well, profile=UK).has_answer


class TestFreshness:
    """A creatinine permits a start only up to an age; equal to the limit is fresh (P2)."""

    @pytest.mark.parametrize(
        ("changes", "limit"),
        [
            ({}, 365),
            ({"age": 64 * 12 * 1}, 365),
            ({"age": 65 * 12 * 1}, 90),
            ({"medicines": bc.Medicines(["M01AE01"], complete=True)}, 90),
            ({"medicines": bc.Medicines([], complete=False)}, 90),
        ],
    )
    def test_limits(self, changes: dict[str, object], limit: int) -> None:
        """A young adult has 365 days; from 65, or with a kidney-affecting medicine, 90."""
        if "age" in changes:
            changes = {**changes, "age": changes["age"] * bc.ureg.month}
        for days, fresh in ((limit, True), (limit + 1, False)):
            on = people.AS_OF - dt.timedelta(days=days)
            patient = people.adult(serum_creatinine_on=on, **changes)
            assert bc.starting_dose(patient, profile=US).has_answer is fresh

    @pytest.mark.parametrize(("ill", "limit"), [(True, 3), (False, 365), (None, 365)])
    @pytest.mark.parametrize("setting", list(bc.Setting))
    def test_acutely_ill(self, setting: bc.Setting, ill: bool | None, limit: int) -> None:
        """In acute illness a creatinine is fresh for 72 hours; a ward alone shortens nothing."""
        for days, fresh in ((limit, True), (limit + 1, False)):
            on = people.AS_OF - dt.timedelta(days=days)
            patient = people.adult(serum_creatinine_on=on, acutely_ill=ill)
            decision = bc.starting_dose(patient, profile=US, setting=setting)
            assert decision.has_answer is fresh

    def test_incomplete_list(self) -> None:
        """Up to 90 days a list nobody called complete withholds nothing, and is asked for."""
        on = people.AS_OF - dt.timedelta(days=90)
        patient = people.adult(serum_creatinine_on=on, medicines=bc.Medicines([]))
        decision = bc.starting_dose(patient, profile=US)
        assert decision.has_answer
        assert "medicines" in people.missing(decision)

    @pytest.mark.parametrize(
        ("days", "first"), [(91, "medicines"), (365, "medicines"), (366, "fresh_creatinine")]
    )
    def test_medicines_before_a_blood_test(self, days: int, first: str) -> None:
        """Where only an incomplete list of medicines makes a sample old, the list comes first."""
        on = people.AS_OF - dt.timedelta(days=days)
        patient = people.adult(serum_creatinine_on=on, medicines=bc.Medicines([]))
        decision = bc.starting_dose(patient, profile=US)
        assert decision.outcome is Outcome.INSUFFICIENT_DATA
        assert {"medicines", "fresh_creatinine"} <= people.missing(decision)
        assert decision.unknown[0].name == first

    def test_stale_adds_caution(self) -> None:
        """A stale eGFR below 60 still warns, and the start is withheld for its age."""
        on = people.AS_OF - dt.timedelta(days=400)
        decision = bc.starting_dose(people.older(serum_creatinine_on=on), profile=US)
        assert decision.outcome is Outcome.INSUFFICIENT_DATA
        assert {"kidney-impaired-start", "sample-stale-start"} <= people.said(decision)
        assert "fresh_creatinine" in people.missing(decision)


class TestRecordedRates:
    """A recorded eGFR may stand in for a creatinine, and never lifts a caution (P7)."""

    def gfr(self, value: float, **changes: object) -> bc.RecordedGFR:
        facts = {
            "equation": bc.GFREquation.CKD_EPI_2021,
            "indexing": bc.GFRIndexing.INDEXED,
            "on": people.RECENT,
            **changes,
        }
        return bc.RecordedGFR(value * bc.ureg.mL / bc.ureg.min, **facts)

    def alone(self, recorded: bc.RecordedGFR) -> bc.Patient:
        return people.adult(
            serum_creatinine=None, serum_creatinine_on=None, recorded_gfr=(recorded,)
        )

    @pytest.mark.parametrize(
        ("bound", "outcome"),
        [
            (90, Outcome.STATED),
            (60, Outcome.STATED),
            (45, Outcome.SILENT),
            (20, Outcome.WITHHELD),
        ],
    )
    def test_lower_bound(self, bound: float, outcome: Outcome) -> None:
        """Of a lower bound the number printed counts, as of any other rate."""
        decision = bc.starting_dose(self.alone(self.gfr(bound, lower_bound=True)), profile=US)
        assert decision.outcome is outcome

    def test_lower_bound_beside_a_creatinine(self) -> None:
        """A lower bound that the creatinine agrees with says nothing more."""
        patient = people.adult(recorded_gfr=(self.gfr(60, lower_bound=True),))
        assert bc.starting_dose(patient, profile=US).has_answer

    def test_lower_bound_against_a_creatinine(self) -> None:
        """A lower bound far above what the creatinine gives is said, and the lower counts."""
        patient = people.older(recorded_gfr=(self.gfr(60, lower_bound=True),))
        decision = bc.starting_dose(patient, profile=US)
        assert "rates-disagree" in people.codes(decision)
        assert "eGFR 38" in people.finding(decision, "kidney-impaired-start").summary

    def test_absolute_rate_is_not_an_indexed_one(self) -> None:
        """An absolute rate satisfies no gate of an indexed one."""
        rate = self.gfr(90, indexing=bc.GFRIndexing.ABSOLUTE)
        assert not bc.starting_dose(self.alone(rate), profile=US).has_answer

    @pytest.mark.parametrize(
        ("recorded", "clash", "outcome"),
        [
            (99, False, Outcome.STATED),
            (68, False, Outcome.STATED),
            (60, False, Outcome.STATED),
            (59, True, Outcome.SILENT),
            (50, True, Outcome.SILENT),
            (20, True, Outcome.WITHHELD),
        ],
    )
    def test_disagreement(self, recorded: float, clash: bool, outcome: Outcome) -> None:
        """Two rates far apart are said once, as info; the lower one answers as if alone."""
        patient = people.adult(recorded_gfr=(self.gfr(recorded),))
        decision = bc.starting_dose(patient, profile=US)
        told = [f.severity for f in decision.findings if f.code == "rates-disagree"]
        assert told == ([bc.Severity.INFO] if clash else [])
        assert decision.outcome is outcome
        alone = bc.starting_dose(self.alone(self.gfr(recorded)), profile=US)
        assert decision.outcome is alone.outcome
        assert "kidney_function" not in people.missing(decision)

    @pytest.mark.parametrize("beside", [140, 75, 50, 25])
    def test_two_of_one_day(self, beside: float) -> None:
        """Of two rates recorded on the newest day the lower one counts, in either order."""
        both = (self.gfr(140), self.gfr(beside))
        alone = bc.starting_dose(people.adult(recorded_gfr=both[1:]), profile=US)
        for rates in (both, both[::-1]):
            decision = bc.starting_dose(people.adult(recorded_gfr=rates), profile=US)
            assert decision.outcome is alone.outcome

    def test_values_in_doubt(self) -> None:
        """Kidney values in doubt permit no start, and the doubt is said with what to do."""
        patient = people.adult(kidney_values_in_doubt=True)
        decision = bc.starting_dose(patient, profile=US)
        assert not decision.has_answer
        assert "kidney-values-in-doubt" in people.codes(decision)
        assert "kidney_function" in people.missing(decision)

    @pytest.mark.parametrize(("days", "clash"), [(30, True), (31, False)])
    def test_near_in_time(self, days: int, clash: bool) -> None:
        """A rate within 30 days of the creatinine, before or after, is held against it."""
        for sign in (1, -1):
            taken_on = people.AS_OF - dt.timedelta(days=40)
            near = self.gfr(25, on=taken_on + sign * dt.timedelta(days=days))
            patient = people.adult(serum_creatinine_on=taken_on, recorded_gfr=(near,))
            decision = bc.starting_dose(patient, profile=US)
            assert ("rates-disagree" in people.codes(decision)) is clash
            assert not decision.has_answer

    def test_undated_creatinine_beside_a_rate(self) -> None:
        """An undated creatinine may be of the same day, so a contradiction is said."""
        patient = people.adult(serum_creatinine_on=None, recorded_gfr=(self.gfr(25),))
        assert "rates-disagree" in people.codes(bc.starting_dose(patient, profile=US))

    @pytest.mark.parametrize(
        ("rate", "severity"), [(25, bc.Severity.WARNING), (90, bc.Severity.INFO)]
    )
    def test_clearance_is_said(self, rate: float, severity: bc.Severity) -> None:
        """A recorded clearance is not compared with an indexed gate, and never silent."""
        clearance = self.gfr(
            rate,
            indexing=bc.GFRIndexing.ABSOLUTE,
            equation=bc.GFREquation.COCKCROFT_GAULT,
        )
        decision = bc.starting_dose(self.alone(clearance), profile=US)
        assert people.finding(decision, "clearance-not-comparable").severity is severity
        quoted = "label-start-unadjusted" in people.said(decision)
        assert quoted is (severity is bc.Severity.INFO)

    def test_changing_kidneys_and_a_very_low_rate(self) -> None:
        """A recorded rate below 15 still makes a changing creatinine critical."""
        patient = people.with_egfr(12, kidney_state=bc.KidneyState.CHANGING)
        decision = bc.renal_caution(patient, people.day(5, 5), profile=US)
        assert decision.severity is bc.Severity.CRITICAL
        start = bc.starting_dose(patient, profile=UK)
        assert (start.outcome, start.has_answer) == (Outcome.WITHHELD, False)

    def test_older_rate_is_history(self) -> None:
        """A recorded rate older than the creatinine has no say."""
        old = self.gfr(20, on=dt.date(2020, 1, 1))
        assert bc.starting_dose(people.adult(recorded_gfr=(old,)), profile=US).has_answer

    def test_newer_rate_adds_caution(self) -> None:
        """A newer recorded rate that is lower is the one used."""
        newer = self.gfr(50, on=people.AS_OF)
        decision = bc.starting_dose(people.adult(recorded_gfr=(newer,)), profile=US)
        assert "kidney-impaired-start" in people.codes(decision)

    def test_dialysis_makes_rates_void(self) -> None:
        """On dialysis no recorded rate counts."""
        patient = people.with_egfr(90, dialysis=bc.Dialysis.HAEMODIALYSIS)
        decision = bc.starting_dose(patient, profile=US)
        assert decision.outcome is Outcome.WITHHELD
        assert "eGFR" not in decision.findings[0].summary


class TestLicence:
    """Age, indication and contraindications are the label's own."""

    @pytest.mark.parametrize(("years", "outcome"), [(11, Outcome.OUT_OF_SCOPE)])
    def test_us_below_twelve(self, years: int, outcome: Outcome) -> None:
        """The US labels do not establish use below 12 years."""
        decision = bc.starting_dose(
            people.child(years, 35, indication=bc.Indication.MULTIPLE_SCLEROSIS), profile=US
        )
        assert (decision.outcome, decision.has_answer) == (outcome, False)
        assert "age-not-established" in people.codes(decision)

    def test_us_at_twelve(self) -> None:
        """From 12 years the US schedule is that of adults."""
        patient = people.child(
            12, 40, height=150 * bc.ureg.cm, indication=bc.Indication.MULTIPLE_SCLEROSIS
        )
        assert str(bc.starting_dose(patient, profile=US).answer.preferred) == (
            "5 mg three times daily"
        )

    @pytest.mark.parametrize(
        "indication",
        [bc.Indication.STROKE, bc.Indication.CEREBRAL_PALSY, bc.Indication.HICCUPS],
    )
    def test_us_leaves_out(self, indication: bc.Indication) -> None:
        """What the US label leaves out, or does not list, is out of scope."""
        decision = bc.starting_dose(people.adult(indication=indication), profile=US)
        assert decision.outcome is Outcome.OUT_OF_SCOPE
        assert "indication-not-covered" in people.codes(decision)

    @pytest.mark.parametrize(
        "changes",
        [
            {"indication": bc.Indication.STROKE},
            {"conditions": {bc.Condition.BACLOFEN_HYPERSENSITIVITY}},
        ],
    )
    def test_no_start_is_quoted(self, changes: dict[str, object]) -> None:
        """Out of scope or contraindicated, not even the general start is quoted."""
        patient = people.adult(serum_creatinine=None, serum_creatinine_on=None, **changes)
        spoken = people.said(bc.starting_dose(patient, profile=US))
        assert "label-start-unadjusted" not in spoken

    @pytest.mark.parametrize("indication", [bc.Indication.STROKE, bc.Indication.CEREBRAL_PALSY])
    def test_uk_includes(self, indication: bc.Indication) -> None:
        """The UK label includes stroke and cerebral palsy."""
        assert bc.starting_dose(people.adult(indication=indication), profile=UK).has_answer

    def test_indication_untold(self) -> None:
        """An untold indication withholds the start."""
        patient = people.adult(indication=bc.Indication.UNKNOWN)
        decision = bc.starting_dose(patient, profile=UK)
        assert decision.outcome is Outcome.INSUFFICIENT_DATA
        assert "indication" in people.missing(decision)

    def test_contraindications_differ(self) -> None:
        """Peptic ulcer is a contraindication in the UK label and not in the US one."""
        patient = people.adult(conditions={bc.Condition.PEPTIC_ULCER})
        uk = bc.starting_dose(patient, profile=UK)
        assert uk.outcome is Outcome.CONTRAINDICATED
        assert uk.severity is bc.Severity.CRITICAL
        assert bc.starting_dose(patient, profile=US).has_answer

    def test_untold_contraindication_is_named(self) -> None:
        """A contraindicated condition in neither set is named as unknown; ruled out is not."""
        told = people.adult(
            ruled_out={bc.Condition.PEPTIC_ULCER, bc.Condition.BACLOFEN_HYPERSENSITIVITY}
        )
        assert people.missing(bc.starting_dose(told, profile=UK)) == set()
        assert people.missing(bc.starting_dose(people.adult(), profile=UK)) == {
            "peptic_ulcer",
            "baclofen_hypersensitivity",
        }


class TestChildren:
    """The UK label starts a child on 0.3 mg/kg a day in 2 to 4 doses, 4 preferred."""

    def test_per_kg(self) -> None:
        """20 kg starts on 6 mg a day: four times 1.5 mg, or three times 2, or twice 3."""
        answer = bc.starting_dose(people.child(6, 20), profile=UK).answer
        assert [str(option) for option in answer.options] == [
            "1.5 mg four times daily",
            "3 mg twice daily",
            "2 mg three times daily",
        ]

    @pytest.mark.parametrize(("years", "cap"), [(7, 40), (8, 60), (17, 60)])
    def test_cap(self, years: int, cap: int) -> None:
        """A heavy child's dose per kg is cut to the maximum of the age."""
        patient = people.child(years, 250, confirmed={"weight"})
        decision = bc.starting_dose(patient, profile=UK)
        assert decision.answer.total_daily_dose == cap * bc.ureg.mg / bc.ureg.day
        assert "dose-capped" in people.codes(decision)
        assert "unusual-weight" in people.codes(decision)

    def test_rounded_down(self) -> None:
        """A computed dose rounds down to 0.1 mg, and says so."""
        decision = bc.starting_dose(people.child(6, 17.3), profile=UK)
        assert str(decision.answer.preferred) == "1.2 mg four times daily"
        assert "dose-rounded-down" in people.codes(decision)

    @pytest.mark.parametrize(
        ("smallest", "preferred"), [(1, "1 mg four times daily"), (2.5, "2.5 mg twice daily")]
    )
    def test_smallest_dose(self, smallest: float, preferred: str) -> None:
        """Doses are whole multiples of what can be made; a division that cannot is left out."""
        decision = bc.starting_dose(people.child(6, 20), profile=UK, smallest_dose=mg(smallest))
        assert str(decision.answer.preferred) == preferred

    def test_other_division(self) -> None:
        """A preferred division that cannot be made is said; so are totals that differ."""
        smallest = mg(2.5)
        decision = bc.starting_dose(people.child(6, 20), profile=UK, smallest_dose=smallest)
        assert "preferred-division-not-makeable" in people.codes(decision)
        uneven = bc.text(bc.starting_dose(people.child(6, 17.3), profile=UK))
        assert "also allowed: 5 mg/day (2.5 mg twice daily)" in uneven

    @pytest.mark.parametrize(("kilograms", "told"), [(50, False), (51, True)])
    def test_above_the_adult_start(self, kilograms: float, told: bool) -> None:
        """A dose by weight above the same label's adult start is warned about."""
        patient = people.child(15, kilograms, height=165 * bc.ureg.cm)
        decision = bc.starting_dose(patient, profile=UK)
        assert ("above-adult-start" in people.codes(decision)) is told

    def test_not_makeable(self) -> None:
        """A dose smaller than anything that can be made is said, not rounded up."""
        decision = bc.starting_dose(people.child(6, 20), profile=UK, smallest_dose=mg(5))
        assert (decision.outcome, decision.has_answer) == (Outcome.INSUFFICIENT_DATA, False)
        assert "smaller_makeable_dose" in people.missing(decision)

    @pytest.mark.parametrize(
        ("changes", "name"),
        [
            ({"weight": None, "weight_on": None}, "weight"),
            ({"weight_on": None}, "weight_date"),
            ({"weight_on": people.AS_OF - dt.timedelta(days=91)}, "fresh_weight"),
            ({"height": None, "height_on": None}, "height"),
            ({"height_on": None}, "height_date"),
            ({"height_on": people.AS_OF - dt.timedelta(days=181)}, "fresh_height"),
        ],
    )
    def test_needs_a_weight_and_a_height(self, changes: dict[str, object], name: str) -> None:
        """A dose per kg needs a dated, fresh weight; the kidney estimate needs such a height."""
        decision = bc.starting_dose(people.child(6, 20, **changes), profile=UK)
        assert decision.outcome is Outcome.INSUFFICIENT_DATA
        assert name in people.missing(decision)

    @pytest.mark.parametrize(
        ("years", "limit"), [(1, 30), (2, 90), (11, 90), (12, 180), (17, 180)]
    )
    def test_weight_freshness(self, years: int, limit: int) -> None:
        """A weight is fresh for 30 days below 2 years, 90 below 12, 180 below 18."""
        for days, fresh in ((limit, True), (limit + 1, False)):
            on = people.AS_OF - dt.timedelta(days=days)
            decision = bc.starting_dose(people.child(years, 12, weight_on=on), profile=UK)
            assert ("fresh_weight" in people.missing(decision)) is not fresh

    @pytest.mark.parametrize("years", [6, 17])
    def test_height_freshness(self, years: int) -> None:
        """A child's height is fresh for 180 days, at any age below 18 years."""
        for days, fresh in ((180, True), (181, False)):
            on = people.AS_OF - dt.timedelta(days=days)
            patient = people.child(years, 40, height_on=on, height=140 * bc.ureg.cm)
            assert bc.starting_dose(patient, profile=UK).has_answer is fresh

    def test_an_adults_height_needs_no_day(self) -> None:
        """An adult's height changes nothing that a start rests on."""
        patient = people.adult(height=165 * bc.ureg.cm)
        assert bc.starting_dose(patient, profile=UK).has_answer

    def test_impaired_child_gets_no_adult_number(self) -> None:
        """The 5 mg a day for impaired kidneys is not handed to a child."""
        patient = people.child(6, 20, serum_creatinine=1.0 * bc.ureg.mg / bc.ureg.dL)
        decision = bc.starting_dose(patient, profile=UK)
        assert decision.outcome is Outcome.SILENT
        assert not {"label-kidney-number", "comparison-number"} & people.said(decision)

    def test_child_on_dialysis(self) -> None:
        """The 5 mg a day on haemodialysis is not even quoted for a child."""
        patient = people.child(6, 20, dialysis=bc.Dialysis.HAEMODIALYSIS)
        decision = bc.starting_dose(patient, profile=UK)
        assert decision.outcome is Outcome.WITHHELD
        assert "label-dialysis-number" not in people.said(decision)

    def test_infant(self) -> None:
        """Below one year no kidney equation holds, and data are said to be very limited."""
        decision = bc.starting_dose(people.child(0.5, 7), profile=UK)
        assert decision.outcome is Outcome.INSUFFICIENT_DATA
        assert "child-limited-data" in people.codes(decision)
        assert "recorded_gfr" in people.missing(decision)
        assert "kidney-function-not-estimated" in people.codes(decision)

    @pytest.mark.parametrize(("kilograms", "told"), [(32.9, True), (33, False)])
    def test_tablets(self, kilograms: float, told: bool) -> None:
        """Tablets are called unsuitable below 33 kg; the dose itself is not withheld."""
        decision = bc.starting_dose(people.child(9, kilograms), profile=UK)
        assert ("tablets-not-below-weight" in people.codes(decision)) is told
        assert decision.has_answer


class TestOtherMedicines:
    """An opioid warns, sodium oxybate is critical (P6)."""

    @pytest.mark.parametrize(
        ("code", "finding", "severity"),
        [
            ("N02AA05", "with-opioid", bc.Severity.WARNING),
            ("R05DA04", "with-opioid", bc.Severity.WARNING),
            ("N07XX04", "with-oxybate", bc.Severity.CRITICAL),
            ("N01AX11", "with-oxybate", bc.Severity.CRITICAL),
        ],
    )
    def test_added(self, code: str, finding: str, severity: bc.Severity) -> None:
        """The finding names the code that was found."""
        patient = people.adult(medicines=bc.Medicines([code], complete=True))
        decision = bc.starting_dose(patient, profile=US)
        assert people.finding(decision, finding).severity is severity
        assert code in people.finding(decision, finding).summary


class TestOlderAdults:
    """From 65 the label's words about older adults are quoted."""

    @pytest.mark.parametrize(("years", "told"), [(64, False), (65, True)])
    def test_label_words(self, years: int, told: bool) -> None:
        """The label asks for a cautious schedule and gives no number."""
        decision = bc.starting_dose(people.adult(age=years * bc.ureg.year), profile=US)
        assert ("label-older-cautious-schedule" in people.said(decision)) is told

    def test_end_of_life_suppresses_beers(self) -> None:
        """Beers does not apply at the end of life; the cohort's numbers still do."""
        patient = people.older(conditions={bc.Condition.END_OF_LIFE_CARE})
        spoken = people.said(bc.starting_dose(patient, profile=US))
        assert "beers-kidney" not in spoken
        assert "cohort-encephalopathy" in spoken

    @pytest.mark.parametrize(("years", "beers", "cohort"), [(64, 0, 0), (65, 1, 0), (66, 1, 1)])
    def test_guidance_ages(self, years: int, beers: int, cohort: int) -> None:
        """Beers speaks from 65, the Ontario cohort from 66."""
        spoken = people.said(
            bc.starting_dose(people.with_egfr(45, age=years * bc.ureg.year), profile=US)
        )
        assert ("beers-kidney" in spoken) == beers
        assert ("cohort-encephalopathy" in spoken) == cohort


class TestGuidanceAndPolicy:
    """Guidance adds findings only; a policy is replaced, never absent."""

    def test_no_guidance(self) -> None:
        """With no guidance the outcome is the same and nobody else is quoted."""
        decision = bc.starting_dose(people.older(), profile=US, guidance=())
        assert decision.outcome is Outcome.SILENT
        assert "beers-kidney" not in people.said(decision)
        assert decision.provenance.guidance == ()

    def test_one_guideline(self) -> None:
        """Guidance can be narrowed to one document."""
        beers = bc.get_guidance("ags-beers")
        decision = bc.starting_dose(people.older(), profile=US, guidance=(beers,))
        assert "beers-kidney" in people.said(decision)
        assert "cohort-encephalopathy" not in people.said(decision)


class TestPrecedence:
    """Where several outcomes apply, the first in the published order is given."""

    CALM = {"in_scope": True, "contraindicated": False, "missing": False}
    LABEL = {"start_read": True, "start_stated": True}
    KIDNEYS = {"band": KidneyBand.NOT_IMPAIRED, "number": None, "read": True, "forbidden": False}

    @pytest.mark.parametrize(
        ("changes", "outcome"),
        [
            ({}, Outcome.STATED),
            ({"start_stated": False}, Outcome.SILENT),
            ({"start_read": False, "start_stated": False}, Outcome.UNREAD),
            ({"band": KidneyBand.IMPAIRED}, Outcome.SILENT),
            ({"band": KidneyBand.IMPAIRED, "read": False}, Outcome.UNREAD),
            ({"band": KidneyBand.IMPAIRED, "number": 5_000}, Outcome.STATED),
            ({"missing": True, "band": KidneyBand.IMPAIRED}, Outcome.INSUFFICIENT_DATA),
            ({"band": KidneyBand.SEVERE, "number": 5_000}, Outcome.WITHHELD),
            ({"band": KidneyBand.CHANGING, "read": False}, Outcome.WITHHELD),
            ({"band": KidneyBand.END_STAGE, "start_read": False}, Outcome.WITHHELD),
            ({"missing": True, "band": KidneyBand.DIALYSIS}, Outcome.WITHHELD),
            ({"contraindicated": True, "missing": True}, Outcome.CONTRAINDICATED),
            ({"contraindicated": True, "band": KidneyBand.SEVERE}, Outcome.CONTRAINDICATED),
            ({"forbidden": True, "band": KidneyBand.DIALYSIS}, Outcome.CONTRAINDICATED),
            ({"in_scope": False, "contraindicated": True}, Outcome.OUT_OF_SCOPE),
        ],
    )
    def test_order(self, changes: dict[str, object], outcome: Outcome) -> None:
        """Scope, contraindication, "avoid", missing facts, the kidneys, then the label."""

        def told(calm: dict[str, object]) -> dict[str, object]:
            return {name: changes.get(name, value) for name, value in calm.items()}

        posology = people.posology(**told(self.LABEL))
        kidneys = KidneyTerms(child=False, **told(self.KIDNEYS))
        assert start_outcome(posology, kidneys, **told(self.CALM)) is outcome


class TestArithmetic:
    """Integers decide, and nothing rounds up."""

    @pytest.mark.parametrize(
        ("per_kg", "grams", "cap", "total"),
        [
            (300, 20_000, 40_000, 6_000),
            (300, 17_301, 40_000, 5_190),
            (300, 200_000, 40_000, 40_000),
        ],
    )
    def test_per_kg(self, per_kg: int, grams: int, cap: int, total: int) -> None:
        """A dose per kg drops parts of a microgram and never passes the cap."""
        assert per_kg_total(per_kg, grams, cap) == total

    @pytest.mark.parametrize(
        ("total", "times", "step", "each"),
        [
            (6_000, 4, 100, 1_500),
            (5_190, 4, 100, 1_200),
            (5_000, 4, 2_500, 0),
            (15_000, 3, 1, 5_000),
        ],
    )
    def test_rounding(self, total: int, times: int, step: int, each: int) -> None:
        """Each administration is a whole number of steps, rounded down."""
        assert divided(total, times, Steps(step)) == each
