"""What the German, French and Swiss labels say that no other shipped one does."""

from __future__ import annotations

import attrs
import people
import pytest

import baclofen_cds as bc
from baclofen_cds.amounts import MicrogramsPerDay, Months
from baclofen_cds.case.limits import LimitKind
from baclofen_cds.deciding.maximum import verdict_of
from baclofen_cds.knowledge.schema.label import AgeTop, Start
from baclofen_cds.sources import Basis, Citation, Silent, Stated, Unread

DE, FR, CH = (bc.get_profile(f"{market}-spasticity") for market in ("de", "fr", "ch"))
Verdict, Outcome = bc.Verdict, bc.Outcome
PLACE = Citation("A label of our own", "4.2")


def check(profile: object, *doses: float, **changes: object) -> object:
    setting = changes.pop("setting", bc.Setting.OUTPATIENT)
    patient = people.adult(**changes)
    return bc.check_daily_maximum(patient, people.day(*doses), profile=profile, setting=setting)


def with_start(profile: object, **changes: object) -> object:
    """Return a profile whose older adults start otherwise."""
    return attrs.evolve(profile, older_adult=attrs.evolve(profile.older_adult, **changes))


class TestVerdict:
    """Without a maximum for outpatients the range for hospital decides, its lower end included."""

    @pytest.mark.parametrize(
        ("total", "verdict"),
        [
            (80_000, Verdict.WITHIN),
            (80_001, Verdict.ABOVE_USUAL_RANGE),
            (99_999, Verdict.ABOVE_USUAL_RANGE),
            (100_000, Verdict.NEEDS_SUPERVISION),
            (120_000, Verdict.NEEDS_SUPERVISION),
            (120_001, Verdict.ABOVE_MAXIMUM),
        ],
    )
    def test_hospital_range(self, total: int, verdict: Verdict) -> None:
        """80 usual, 100 to 120 in hospital only, nothing said between."""
        label = people.posology(supervised=120_000, hospital_from=100_000)
        assert verdict_of(label, total, 80_000) is verdict


class TestSwissAndFrenchDay:
    """30 to 80 mg/day is usual; 100 to 120 mg/day is for hospital only."""

    CASES = [
        ((40, 40), Verdict.WITHIN, None, LimitKind.SUPERVISED_FROM),
        ((40, 40, 0.1), Verdict.ABOVE_USUAL_RANGE, bc.Severity.INFO, LimitKind.USUAL),
        ((50, 49.9), Verdict.ABOVE_USUAL_RANGE, bc.Severity.INFO, LimitKind.USUAL),
        ((50, 50), Verdict.NEEDS_SUPERVISION, bc.Severity.WARNING, LimitKind.SUPERVISED_FROM),
        ((60, 60), Verdict.NEEDS_SUPERVISION, bc.Severity.WARNING, LimitKind.SUPERVISED_FROM),
        (
            (60, 60, 0.1),
            Verdict.ABOVE_MAXIMUM,
            bc.Severity.CRITICAL,
            LimitKind.SUPERVISED_MAXIMUM,
        ),
    ]

    @pytest.mark.parametrize("profile", [FR, CH], ids=lambda p: p.id)
    @pytest.mark.parametrize(("doses", "verdict", "severity", "binding"), CASES)
    def test_verdicts(
        self,
        profile: object,
        doses: tuple[float, ...],
        verdict: Verdict,
        severity: bc.Severity | None,
        binding: LimitKind,
    ) -> None:
        """Each verdict with its severity and the limit that decided it."""
        decision = check(profile, *doses)
        assert decision.answer.verdict is verdict
        assert decision.answer.binding.kind is binding
        above = [f for f in decision.findings if f.code.startswith(("above-", "needs-"))]
        assert [f.severity for f in above] == ([] if severity is None else [severity])

    @pytest.mark.parametrize("profile", [FR, CH], ids=lambda p: p.id)
    def test_limits(self, profile: object) -> None:
        """No maximum for outpatients is invented; at 100 mg/day the hospital range is reached."""
        limits = check(profile, 50, 50).answer.limits
        amounts = {x.kind: (x.micrograms, x.exceeded) for x in limits}
        assert amounts == {
            LimitKind.SUPERVISED_FROM: (100_000, True),
            LimitKind.USUAL: (80_000, True),
            LimitKind.SUPERVISED_MAXIMUM: (120_000, False),
        }

    def test_words(self) -> None:
        """Above the usual range the sentence says that no outpatient maximum was found."""
        usual = people.finding(check(FR, 45, 45), "above-usual-range-no-maximum")
        assert usual.summary == (
            "90 mg/day is above the French usual range (up to 80 mg/day); "
            "no outpatient maximum was found stated."
        )
        assert "From 100 mg/day up to 120 mg/day: inpatients only." in usual.text
        hospital = people.finding(check(CH, 50, 50), "needs-supervision-no-maximum")
        assert "(from 100 mg/day): it needs supervision there" in hospital.summary
        assert "do not stop suddenly" in hospital.text

    def test_in_hospital(self) -> None:
        """In a supervised ward the verdict stays, and the action is the ward's."""
        decision = check(FR, 50, 50, setting=bc.Setting.SUPERVISED_INPATIENT)
        assert decision.answer.verdict is Verdict.NEEDS_SUPERVISION
        assert "act-supervised" in people.said(decision)

    def test_setting_untold(self) -> None:
        """An untold setting is named as something that could change the answer."""
        decision = check(FR, 50, 50, setting=bc.Setting.UNKNOWN)
        assert "setting" in people.missing(decision)
        assert "setting-unknown" in people.said(decision)

    @pytest.mark.parametrize("leaf", [Unread(), Silent(PLACE)])
    def test_no_hospital_range(self, leaf: object) -> None:
        """A label with neither a maximum nor a hospital range is not checked against."""
        maximum = attrs.evolve(FR.adult.maximum, supervised_inpatient=leaf)
        label = attrs.evolve(FR, adult=attrs.evolve(FR.adult, maximum=maximum))
        decision = check(label, 50, 50)
        assert (decision.outcome, decision.has_answer) == (Outcome.UNREAD, False)


class TestGermanDay:
    """75 mg/day is the maximum; 90 to 120 mg/day only rarely, as a rule in hospital."""

    @pytest.mark.parametrize(
        ("doses", "verdict"),
        [
            ((25, 25, 25), Verdict.WITHIN),
            ((25, 25, 25, 0.1), Verdict.NEEDS_SUPERVISION),
            ((30, 30, 30), Verdict.NEEDS_SUPERVISION),
            ((60, 60), Verdict.NEEDS_SUPERVISION),
            ((60, 60, 0.1), Verdict.ABOVE_MAXIMUM),
        ],
    )
    def test_verdicts(self, doses: tuple[float, ...], verdict: Verdict) -> None:
        """A stated maximum decides, and the hospital range only up to its top."""
        decision = check(DE, *doses)
        assert decision.answer.verdict is verdict
        kinds = {limit.kind for limit in decision.answer.limits}
        assert LimitKind.SUPERVISED_FROM not in kinds


class TestLowerStart:
    """Older adults, and cerebral origin, may start lower; of a range the lower end is taken."""

    def test_france(self) -> None:
        """At 70 the French start is 5 mg/day, both ends are named, and the source is second."""
        decision = bc.starting_dose(people.adult(age=70 * bc.ureg.year), profile=FR)
        assert str(decision.answer.preferred) == "5 mg once daily"
        assert decision.answer.basis is Basis.POLICY
        found = people.finding(decision, "older-adult-start")
        assert "(secondary): older adults start at 5 mg/day to 10 mg/day" in found.text
        assert "lower end" in found.text

    @pytest.mark.parametrize(("years", "total"), [(64, 15_000), (65, 5_000)])
    def test_policy_age(self, years: int, total: int) -> None:
        """Where the label names no age the policy's 65 years hold."""
        decision = bc.starting_dose(people.adult(age=years * bc.ureg.year), profile=FR)
        assert decision.answer.preferred.micrograms_per_day == total

    def test_label_age(self) -> None:
        """Where the label names an age it is the label's."""
        label = with_start(FR, from_age=Stated(Months(75 * 12), PLACE))
        for years, total in ((74, 15_000), (75, 5_000)):
            patient = people.adult(age=years * bc.ureg.year, **people.weighed(70))
            decision = bc.starting_dose(patient, profile=label)
            assert decision.answer.preferred.micrograms_per_day == total

    def test_one_value(self) -> None:
        """One value is both its ends."""
        ten = MicrogramsPerDay(10_000)
        label = with_start(FR, start=Stated((ten, ten), PLACE))
        decision = bc.starting_dose(people.adult(age=70 * bc.ureg.year), profile=label)
        assert "label-older-start" in people.said(decision)
        assert decision.answer.preferred.micrograms_per_day == 10_000

    def test_never_above_the_adult_start(self) -> None:
        """A start for older adults that is not lower than the adult one changes nothing."""
        ends = (MicrogramsPerDay(20_000), MicrogramsPerDay(30_000))
        label = with_start(FR, start=Stated(ends, PLACE))
        decision = bc.starting_dose(people.adult(age=70 * bc.ureg.year), profile=label)
        assert decision.answer.preferred.micrograms_per_day == 15_000

    def test_with_impaired_kidneys(self) -> None:
        """A kidney number is not handed out above the older adult's start."""
        low = MicrogramsPerDay(2_500)
        label = with_start(FR, start=Stated((low, low), PLACE))
        decision = bc.starting_dose(people.older(), profile=label)
        assert decision.answer.preferred.micrograms_per_day == 2_500

    def test_general_start_is_not_quoted(self) -> None:
        """Where the answer is withheld, an older adult's label start is not the general one."""
        patient = people.older(serum_creatinine=None, serum_creatinine_on=None)
        decision = bc.starting_dose(patient, profile=FR)
        assert not decision.has_answer
        assert "label-start-unadjusted" not in people.said(decision)
        assert "label-older-start-range" in people.said(decision)

    @pytest.mark.parametrize(
        ("indication", "total"),
        [
            (bc.Indication.STROKE, 5_000),
            (bc.Indication.CEREBRAL_PALSY, 5_000),
            (bc.Indication.BRAIN_INJURY, 5_000),
            (bc.Indication.MENINGITIS, 5_000),
            (bc.Indication.MULTIPLE_SCLEROSIS, 15_000),
            (bc.Indication.SPINAL_CORD_INJURY, 15_000),
        ],
    )
    def test_cerebral_origin(self, indication: bc.Indication, total: int) -> None:
        """An adult's spasticity of cerebral origin is started at the lower end too."""
        decision = bc.starting_dose(people.adult(indication=indication), profile=FR)
        assert decision.answer.preferred.micrograms_per_day == total
        told = "cerebral-origin-start-range" in people.codes(decision)
        assert told is (total == 5_000)

    def test_cerebral_origin_in_a_child(self) -> None:
        """A child is started per kg; the adult's lower start is not quoted."""
        decision = bc.starting_dose(people.child(7, 22), profile=FR)
        assert decision.answer.preferred.micrograms_per_day == 6_600
        assert "cerebral-origin-start-range" not in people.codes(decision)

    def test_two_reasons(self) -> None:
        """Of two reasons the lower start is taken, and both are named."""
        eight = MicrogramsPerDay(8_000)
        start = attrs.evolve(FR.adult.start, cerebral_origin=Stated((eight, eight), PLACE))
        label = attrs.evolve(FR, adult=attrs.evolve(FR.adult, start=start))
        patient = people.adult(age=70 * bc.ureg.year, indication=bc.Indication.STROKE)
        decision = bc.starting_dose(patient, profile=label)
        assert decision.answer.preferred.micrograms_per_day == 5_000
        assert {"cerebral-origin-start", "label-older-start-range"} <= people.said(decision)

    def test_germany_gives_advice_alone(self) -> None:
        """From 65 the German label asks for slow rises and gives no other start."""
        decision = bc.starting_dose(people.adult(age=65 * bc.ureg.year), profile=DE)
        assert decision.answer.preferred.micrograms_per_day == 15_000
        assert "label-older-cautious-schedule" in people.said(decision)


class TestSomeProducts:
    """What one product's text forbids permits no start in the family, and says whose it is."""

    def test_another_product_is_silent(self) -> None:
        """Wheat allergy: Liorésal's text forbids it, another product's does not say so."""
        patient = people.adult(conditions={bc.Condition.WHEAT_ALLERGY})
        decision = bc.starting_dose(patient, profile=FR)
        assert (decision.outcome, decision.has_answer) == (Outcome.CONTRAINDICATED, False)
        found = people.finding(decision, "contraindicated-in-some")
        assert "contraindicated by the French label of Liorésal" in found.summary
        assert "Another product's text does not say so" in found.text
        assert found.severity is bc.Severity.CRITICAL
        assert any("Zentiva" in place.document for place in found.citations)
        assert any("in_some_products" in place.pin for place in found.citations)

    def test_other_products_unread(self) -> None:
        """Epilepsy: Baclofen dura's leaflet forbids it; no other was read for it."""
        patient = people.adult(conditions={bc.Condition.EPILEPSY})
        decision = bc.starting_dose(patient, profile=DE)
        assert decision.outcome is Outcome.CONTRAINDICATED
        found = people.finding(decision, "contraindicated-in-some")
        assert "German label of Baclofen dura" in found.summary
        assert "has not been read" in found.text

    def test_taking(self) -> None:
        """For someone who takes it, it is reviewed, and not stopped suddenly."""
        decision = check(FR, 5, conditions={bc.Condition.WHEAT_ALLERGY})
        found = people.finding(decision, "contraindicated-in-some-taking")
        assert found.severity is bc.Severity.WARNING
        assert {"other-products-silent", "do-not-stop-suddenly"} <= people.said(decision)

    def test_family_wide(self) -> None:
        """A condition every text names is simply contraindicated."""
        patient = people.adult(conditions={bc.Condition.BACLOFEN_HYPERSENSITIVITY})
        codes = people.codes(bc.starting_dose(patient, profile=FR))
        assert "contraindicated" in codes
        assert "contraindicated-in-some" not in codes

    def test_untold(self) -> None:
        """A condition some product's text names is asked about."""
        decision = bc.starting_dose(people.adult(), profile=FR)
        assert "wheat_allergy" in people.missing(decision)

    @pytest.mark.parametrize(
        "patient",
        [people.adult(dialysis=bc.Dialysis.HAEMODIALYSIS), people.with_egfr(10)],
        ids=["dialysis", "end stage"],
    )
    def test_end_stage(self, patient: bc.Patient) -> None:
        """End-stage disease: forbidden for one product, benefit above risk for another."""
        decision = bc.starting_dose(patient, profile=DE)
        assert (decision.outcome, decision.has_answer) == (Outcome.CONTRAINDICATED, False)
        assert {
            "label-end-stage-contraindicated",
            "label-end-stage-only-if-benefit-outweighs-risk",
        } <= people.said(decision)
        assert "contraindicated by the text of Baclofen dura" in bc.text(decision)

    def test_above_end_stage(self) -> None:
        """With an eGFR of 20 the end-stage clause is not the reason."""
        decision = bc.starting_dose(people.with_egfr(20), profile=DE)
        assert decision.outcome is Outcome.WITHHELD
        assert "label-end-stage-contraindicated" not in people.said(decision)


class TestChildren:
    """What of a children's schedule was not read is not guessed."""

    @pytest.mark.parametrize(
        ("kilograms", "total"), [(20, 6_000), (50, 15_000), (50.1, 15_000), (70, 15_000)]
    )
    def test_adult_start_stands_in(self, kilograms: float, total: int) -> None:
        """Without a maximum for the age a start per kg stays at or below the adult start."""
        patient = people.child(15, kilograms, height=170 * bc.ureg.cm)
        decision = bc.starting_dose(patient, profile=FR)
        assert decision.answer.options[0].micrograms_per_day == total
        found = people.finding(decision, "child-maximum-unread")
        assert found.basis is Basis.POLICY
        assert "above its adult start (15 mg/day)" in found.text

    @pytest.mark.parametrize(
        ("leaf", "outcome"), [(Unread(), Outcome.UNREAD), (Silent(PLACE), Outcome.SILENT)]
    )
    def test_no_adult_start_either(self, leaf: object, outcome: Outcome) -> None:
        """Without an adult start to hold it, a dose per kg is not proposed."""
        label = attrs.evolve(FR, adult=attrs.evolve(FR.adult, start=Start(total_daily_dose=leaf)))
        decision = bc.starting_dose(people.child(7, 22), profile=label)
        assert (decision.outcome, decision.has_answer) == (outcome, False)

    @pytest.mark.parametrize("name", ["start_per_kg", "times_per_day"])
    def test_half_a_schedule(self, name: str) -> None:
        """A dose per kg without its division, or the reverse, is no start."""
        label = attrs.evolve(FR, child=attrs.evolve(FR.child, **{name: Unread()}))
        decision = bc.starting_dose(people.child(7, 22), profile=label)
        assert (decision.outcome, decision.has_answer) == (Outcome.UNREAD, False)

    def test_french_check(self) -> None:
        """The French maximum for children was cut off in every copy: unread."""
        decision = bc.check_daily_maximum(people.child(7, 22), people.day(5, 5), profile=FR)
        assert (decision.outcome, decision.has_answer) == (Outcome.UNREAD, False)

    @pytest.mark.parametrize(
        ("years", "outcome"), [(5, Outcome.OUT_OF_SCOPE), (6, Outcome.STATED)]
    )
    def test_france_from_six(self, years: int, outcome: Outcome) -> None:
        """The French label is for children from 6 years."""
        assert bc.starting_dose(people.child(years, 20), profile=FR).outcome is outcome

    @pytest.mark.parametrize(("years", "outcome"), [(5, Outcome.UNREAD), (6, Outcome.STATED)])
    def test_youngest_age_unread(self, years: int, outcome: Outcome) -> None:
        """Where no youngest age was read, starts begin at the policy's 6 years."""
        decision = bc.starting_dose(people.child(years, 18), profile=CH)
        assert decision.outcome is outcome
        assert ("child-age-unread" in people.codes(decision)) is (years < 6)

    @pytest.mark.parametrize(
        ("years", "doses", "outcome"),
        [
            (3, (20, 20), Outcome.STATED),
            (7, (20, 20), Outcome.STATED),
            (8, (20, 20), Outcome.UNREAD),
            (17, (20, 20), Outcome.UNREAD),
        ],
    )
    def test_swiss_check(self, years: int, doses: tuple[float, ...], outcome: Outcome) -> None:
        """Below 8 years 40 mg/day holds, at any age; from 8 to 18 the figure was cut off."""
        patient = people.child(years, 14)
        decision = bc.check_daily_maximum(patient, people.day(*doses), profile=CH)
        assert decision.outcome is outcome

    @pytest.mark.parametrize(
        ("years", "verdict"), [(9, Verdict.ABOVE_USUAL_RANGE), (10, Verdict.WITHIN)]
    )
    def test_top_per_kg_by_age(self, years: int, verdict: Verdict) -> None:
        """2 mg/kg/day, over 10 years 2.5: 35 mg at 16 kg, under a maximum of our own making."""
        band = attrs.evolve(CH.child.maximum[0], to_age=Months(216))
        label = attrs.evolve(CH, child=attrs.evolve(CH.child, maximum=(band,)))
        patient = people.child(years, 16)
        decision = bc.check_daily_maximum(patient, people.day(20, 15), profile=label)
        assert decision.answer.verdict is verdict

    def test_last_top_holds(self) -> None:
        """Of several ages the last one reached holds."""
        tops = (
            *CH.child.usual_top_per_kg,
            AgeTop(Months(144), MicrogramsPerDay(3_000), PLACE),
        )
        band = attrs.evolve(CH.child.maximum[0], to_age=Months(216))
        child = attrs.evolve(CH.child, maximum=(band,), usual_top_per_kg=tops)
        label = attrs.evolve(CH, child=child)
        patient = people.child(12, 10, confirmed={"weight"})
        decision = bc.check_daily_maximum(patient, people.day(15, 15), profile=label)
        usual = [x for x in decision.answer.limits if x.kind is LimitKind.USUAL_PER_KG]
        assert [x.micrograms for x in usual] == [30_000]


class TestPlans:
    """A plan stays within a stated maximum, or else within the usual range, below hospital."""

    @pytest.mark.parametrize("profile", [FR, CH], ids=lambda p: p.id)
    def test_usual_range_is_the_top(self, profile: object) -> None:
        """From 15 mg/day in steps of 15 the French and Swiss plans end at 75, not above 80."""
        decision = bc.titration_plan(people.adult(), profile=profile)
        plan = decision.answer
        totals = [step.regimen.micrograms_per_day for step in plan.steps]
        assert totals == [15_000, 30_000, 45_000, 60_000, 75_000]

    def test_target_above(self) -> None:
        """A target above the usual range is not planned for, and that is said."""
        target = 90 * bc.ureg.mg / bc.ureg.day
        decision = bc.titration_plan(people.adult(), profile=FR, target=target)
        found = people.finding(decision, "target-above-maximum")
        assert "above what the French label gives outpatients (80 mg/day)" in found.text

    def test_below_hospital(self) -> None:
        """Without a usual range the plan stays below the amount hospital is meant from."""
        label = attrs.evolve(CH, adult=attrs.evolve(CH.adult, usual_range=Unread()))
        decision = bc.titration_plan(people.adult(), profile=label)
        assert decision.answer.steps[-1].regimen.micrograms_per_day == 90_000
        beyond = 100 * bc.ureg.mg / bc.ureg.day
        held = bc.titration_plan(people.adult(), profile=label, target=beyond)
        assert "target-above-maximum" in people.codes(held)

    def test_germany(self) -> None:
        """From 15 mg/day by 5 to 15 mg/day every third day at the earliest, up to 75."""
        plan = bc.titration_plan(people.adult(), profile=DE).answer
        for pace, rise in ((plan, 5_000), (plan.beside, 15_000)):
            totals = [step.regimen.micrograms_per_day for step in pace.steps]
            assert totals == list(range(15_000, 75_001, rise))
            assert {step.days for step in pace.steps} == {3}

    def test_next_step_without_a_maximum(self) -> None:
        """A child whose maximum was not read is not raised, and not told to stop either."""
        decision = bc.next_titration_step(
            people.child(9, 28),
            people.day(5, 5),
            held_for=30 * bc.ureg.day,
            response=bc.Response.PARTIAL,
            tolerability=bc.Tolerability.GOOD,
            profile=CH,
        )
        assert (decision.outcome, decision.has_answer) == (Outcome.UNREAD, False)
        assert "rise-unread" in people.codes(decision)
        assert "do not stop suddenly" in bc.text(decision)
