"""The daily maximum."""

from __future__ import annotations

import people
import pytest

import baclofen_cds as bc
from baclofen_cds.case.limits import LimitKind
from baclofen_cds.deciding.maximum import verdict_of

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
Verdict = bc.Verdict


def check(doses: tuple[float, ...], profile: object = US, **changes: object) -> object:
    setting = changes.pop("setting", bc.Setting.UNKNOWN)
    patient = people.adult(**changes)
    return bc.check_daily_maximum(patient, people.day(*doses), profile=profile, setting=setting)


class TestVerdict:
    """Equal to a limit is not above it."""

    @pytest.mark.parametrize(
        ("total", "verdict"),
        [
            (80_000, Verdict.WITHIN),
            (80_001, Verdict.ABOVE_MAXIMUM),
            (40_000, Verdict.WITHIN),
        ],
    )
    def test_one_maximum(self, total: int, verdict: Verdict) -> None:
        """A label with one maximum has two verdicts."""
        label = people.posology(maximum=80_000)
        assert verdict_of(label, total, 80_000) is verdict

    @pytest.mark.parametrize(
        ("total", "verdict"),
        [
            (75_000, Verdict.WITHIN),
            (75_001, Verdict.ABOVE_USUAL_RANGE),
            (100_000, Verdict.ABOVE_USUAL_RANGE),
            (100_001, Verdict.NEEDS_SUPERVISION),
            (120_000, Verdict.NEEDS_SUPERVISION),
            (120_001, Verdict.ABOVE_MAXIMUM),
        ],
    )
    def test_supervised_top(self, total: int, verdict: Verdict) -> None:
        """Above the outpatient top supervision is needed, up to the inpatient top."""
        label = people.posology(maximum=100_000, supervised=120_000)
        assert verdict_of(label, total, 75_000) is verdict

    @pytest.mark.parametrize("total", [100_001, 10**9])
    def test_no_inpatient_top(self, total: int) -> None:
        """Where no inpatient top is stated, supervision is still what is needed."""
        label = people.posology(maximum=100_000, open_above=True)
        assert verdict_of(label, total, None) is Verdict.NEEDS_SUPERVISION


class TestUnitedStates:
    """80 mg a day, 20 mg four times daily; 20 mg is the largest administration named."""

    @pytest.mark.parametrize(
        ("doses", "verdict"),
        [((20, 20, 20, 20), Verdict.WITHIN), ((20, 20, 20, 20, 0.1), Verdict.ABOVE_MAXIMUM)],
    )
    def test_edge(self, doses: tuple[float, ...], verdict: Verdict) -> None:
        """80 mg is within; a tenth of a milligram more is above."""
        decision = check(doses)
        assert decision.answer.verdict is verdict
        assert decision.answer.binding.amount == 80 * bc.ureg.mg / bc.ureg.day

    def test_above_is_critical_and_not_a_stop(self) -> None:
        """A dose above the maximum is critical, and nobody is told to stop suddenly."""
        decision = check((40, 40, 40))
        above = people.finding(decision, "above-maximum")
        assert above.severity is bc.Severity.CRITICAL
        assert "do not stop suddenly" in above.text

    @pytest.mark.parametrize(("dose", "told"), [(20, False), (20.1, True), (25, True)])
    def test_largest_named_administration(self, dose: float, told: bool) -> None:
        """More than 20 mg at one time is information, never above a maximum."""
        decision = check((dose,))
        assert decision.answer.verdict is Verdict.WITHIN
        assert ("above-named-administration" in people.codes(decision)) is told
        named = [x for x in decision.answer.limits if x.kind is LimitKind.NAMED_ADMINISTRATION]
        assert [x.exceeded for x in named] == [told]
        assert named[0].amount == 20 * bc.ureg.mg

    @pytest.mark.parametrize("setting", list(bc.Setting))
    def test_setting_changes_nothing(self, setting: bc.Setting) -> None:
        """The US label makes no exception by setting."""
        assert check((30, 30, 30), setting=setting).answer.verdict is Verdict.ABOVE_MAXIMUM

    def test_child_is_out_of_scope(self) -> None:
        """Below 12 years there is no maximum to check against, and no stop either."""
        decision = check((5, 5, 5), age=11 * bc.ureg.year)
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.OUT_OF_SCOPE, False)
        assert "do-not-stop-suddenly" in people.said(decision)


class TestUnitedKingdom:
    """60 mg usually enough, 100 mg for outpatients, above it in hospital with no top stated."""

    @pytest.mark.parametrize(
        ("doses", "verdict", "severity"),
        [
            ((20, 20, 20), Verdict.WITHIN, None),
            ((20, 20, 20.1), Verdict.ABOVE_USUAL_RANGE, bc.Severity.INFO),
            ((50, 50), Verdict.ABOVE_USUAL_RANGE, bc.Severity.INFO),
            ((50, 50, 0.1), Verdict.NEEDS_SUPERVISION, bc.Severity.WARNING),
            ((60, 60, 60, 60), Verdict.NEEDS_SUPERVISION, bc.Severity.WARNING),
        ],
    )
    def test_outpatient(
        self, doses: tuple[float, ...], verdict: Verdict, severity: bc.Severity | None
    ) -> None:
        """Each limit is inclusive, and the severity follows the verdict."""
        decision = check(doses, UK, setting=bc.Setting.OUTPATIENT)
        assert decision.answer.verdict is verdict
        assert decision.severity is severity

    def test_supervised(self) -> None:
        """In a supervised ward the verdict stays, and the action is the ward's."""
        decision = check((40, 40, 40), UK, setting=bc.Setting.SUPERVISED_INPATIENT)
        assert decision.answer.verdict is Verdict.NEEDS_SUPERVISION
        assert decision.severity is bc.Severity.WARNING
        assert {"act-supervised", "inpatients-no-top"} <= people.said(decision)

    def test_setting_untold(self) -> None:
        """An untold setting means the limits for outpatients, and that is said."""
        decision = check((40, 40, 40), UK)
        assert "setting-unknown" in people.said(decision)
        assert "setting" in people.missing(decision)

    @pytest.mark.parametrize(
        ("years", "total", "verdict"),
        [
            (7, 40, Verdict.WITHIN),
            (7, 40.1, Verdict.ABOVE_MAXIMUM),
            (8, 60, Verdict.WITHIN),
            (8, 60.1, Verdict.ABOVE_MAXIMUM),
            (17, 60.1, Verdict.ABOVE_MAXIMUM),
            (18, 60.1, Verdict.ABOVE_USUAL_RANGE),
        ],
    )
    def test_age_bands(self, years: int, total: float, verdict: Verdict) -> None:
        """40 mg below 8 years, 60 mg from 8 to below 18, then the adult limits."""
        decision = check((total / 2, total / 2), UK, age=years * bc.ureg.year)
        assert decision.answer.verdict is verdict

    @pytest.mark.parametrize(
        ("total", "verdict"), [(28, Verdict.WITHIN), (28.1, Verdict.ABOVE_USUAL_RANGE)]
    )
    def test_usual_range_per_kg(self, total: float, verdict: Verdict) -> None:
        """At 14 kg the usual range ends at 28 mg a day, below the cap of 40."""
        decision = check((total / 2, total / 2), UK, age=5 * bc.ureg.year, weight=14 * bc.ureg.kg)
        assert decision.answer.verdict is verdict
        if verdict is Verdict.ABOVE_USUAL_RANGE:
            assert "above-usual-range-per-kg" in people.codes(decision)
            assert decision.answer.binding.kind is LimitKind.USUAL_PER_KG

    def test_cap_truncates_the_range_per_kg(self) -> None:
        """For a heavy child the cap decides, not the dose per kg."""
        decision = check((25, 25), UK, age=7 * bc.ureg.year, weight=40 * bc.ureg.kg)
        assert decision.answer.verdict is Verdict.ABOVE_MAXIMUM

    def test_child_without_weight(self) -> None:
        """Without a weight the range per kg is not checked, and the weight is asked for."""
        decision = check((5, 5), UK, age=5 * bc.ureg.year)
        assert decision.answer.verdict is Verdict.WITHIN
        assert "weight" in people.missing(decision)


class TestAnsweredWhatever:
    """A check answers whatever the kidneys, the indication and the contraindications."""

    @pytest.mark.parametrize(
        "changes",
        [
            {"dialysis": bc.Dialysis.HAEMODIALYSIS},
            {"indication": bc.Indication.ALCOHOL_USE_DISORDER},
            {"conditions": {bc.Condition.BACLOFEN_HYPERSENSITIVITY}},
            {"serum_creatinine": None, "serum_creatinine_on": None},
        ],
    )
    def test_answered(self, changes: dict[str, object]) -> None:
        """Gates withhold starts and increases only."""
        assert check((10, 10, 10), UK, **changes).has_answer

    def test_unreadable(self) -> None:
        """An amount that could not be read is said, never taken as nothing."""
        decision = bc.check_daily_maximum(people.adult(), bc.UNREADABLE, profile=US)
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.INSUFFICIENT_DATA, False)
        assert "regimen" in people.missing(decision)
        assert "do-not-stop-suddenly" in people.said(decision)

    def test_not_taking(self) -> None:
        """Where nothing is taken there is nothing to check."""
        decision = bc.check_daily_maximum(people.adult(), bc.NOT_TAKING, profile=US)
        assert decision.outcome is bc.Outcome.OUT_OF_SCOPE
        assert people.codes(decision) == ["nothing-taken"]


class TestBesides:
    """A check of what is taken also says what the kidneys and the licence have to say."""

    def test_grave_kidneys(self) -> None:
        """On haemodialysis a day within the maximum still carries the critical finding."""
        decision = check((10, 10, 10), dialysis=bc.Dialysis.HAEMODIALYSIS)
        assert decision.answer.verdict is Verdict.WITHIN
        assert decision.severity is bc.Severity.CRITICAL

    def test_contraindicated(self) -> None:
        """A contraindication does not vanish because the medicine is taken."""
        decision = check((5,), UK, conditions={bc.Condition.PEPTIC_ULCER})
        found = people.finding(decision, "contraindicated-taking")
        assert found.severity is bc.Severity.WARNING
        assert "do not stop suddenly" in found.text

    def test_not_covered(self) -> None:
        """Nor does an indication the label leaves out."""
        decision = check((5,), indication=bc.Indication.STROKE)
        assert "indication-not-covered-taking" in people.codes(decision)

    def test_not_looked_at(self) -> None:
        """Conditions no question looks at are named."""
        decision = check((5,), conditions={bc.Condition.EPILEPSY, bc.Condition.PREGNANCY})
        found = people.finding(decision, "conditions-not-checked")
        assert found.summary == "On record and not looked at here: epilepsy, pregnancy."

    @pytest.mark.parametrize(
        ("measured", "told"),
        [(None, True), (people.AS_OF.replace(year=2024), True), (people.RECENT, False)],
    )
    def test_old_weight(self, measured: object, told: bool) -> None:
        """A weight that is old or undated is said beside the range that rests on it."""
        decision = bc.check_daily_maximum(
            people.child(5, 14, weight_on=measured), people.day(5, 5), profile=UK
        )
        assert ("weight-not-fresh" in people.codes(decision)) is told

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"serum_creatinine": None, "serum_creatinine_on": None}, "kidney-not-on-record"),
            ({"serum_creatinine_on": people.ago(400)}, "kidney-not-recent"),
            ({"serum_creatinine_on": None}, "kidney-not-relied-on"),
            ({"kidney_values_in_doubt": True}, "kidney-not-relied-on"),
            ({"recorded_gfr": (people.recorded(25, people.ago(60)),)}, "kidney-not-relied-on"),
            ({}, None),
        ],
        ids=["absent", "stale", "undated", "in doubt", "low not undone", "well"],
    )
    def test_kidneys(self, changes: dict[str, object], code: str | None) -> None:
        """A kidney value is called absent, or old, only where it is."""
        said = people.said(check((30, 30, 30), UK, **changes))
        every = {"kidney-not-on-record", "kidney-not-recent", "kidney-not-relied-on"}
        assert said & every == (set() if code is None else {code})


class TestOtherMedicines:
    """A check of the maximum says sodium oxybate and opioids beside what is taken (P6)."""

    SAID = (
        ("N02AA05", "with-opioid", bc.Severity.WARNING),
        ("N07XX04", "with-oxybate", bc.Severity.CRITICAL),
    )

    @pytest.mark.parametrize(("code", "finding", "severity"), SAID)
    @pytest.mark.parametrize("taking", [people.day(10, 10, 10), bc.UNREADABLE])
    @pytest.mark.parametrize("profile", [US, UK])
    def test_beside(
        self,
        code: str,
        finding: str,
        severity: bc.Severity,
        taking: bc.Regimen,
        profile: bc.Profile,
    ) -> None:
        """Whatever is taken, and whether it could be read, the medicine is said with its code."""
        patient = people.adult(medicines=bc.Medicines([code], complete=True))
        decision = bc.check_daily_maximum(patient, taking, profile=profile)
        said = people.finding(decision, finding)
        assert said.severity is severity
        assert code in said.summary
        assert "do-not-stop-suddenly" in [one.code for one in said.remarks]
        assert decision.findings[0].severity is bc.Severity.CRITICAL or finding == "with-opioid"

    @pytest.mark.parametrize(("code", "finding", "severity"), SAID)
    def test_nothing_taken(self, code: str, finding: str, severity: bc.Severity) -> None:
        """Beside no baclofen nothing adds up."""
        patient = people.adult(medicines=bc.Medicines([code], complete=True))
        decision = bc.check_daily_maximum(patient, bc.NOT_TAKING, profile=US)
        assert finding not in people.codes(decision)
        assert severity not in {one.severity for one in decision.findings}

    def test_once_in_an_assessment(self) -> None:
        """An assessment, which asks for the maximum as well, says it once."""
        patient = people.adult(medicines=bc.Medicines(["N07XX04", "N02AA05"], complete=True))
        assessment = bc.assess(patient, people.day(10, 10, 10), profile=US)
        codes = [one.code for one in assessment.findings]
        assert codes.count("with-oxybate") == codes.count("with-opioid") == 1


class TestNoMaximum:
    """Where a label's maximum for a patient is unread, nothing reads as a stop."""

    def test_said(self) -> None:
        """The finding says that nothing was compared, and not to stop suddenly."""
        swiss = bc.get_profile("ch-spasticity")
        decision = bc.check_daily_maximum(people.child(8, 25), people.day(5, 5), profile=swiss)
        assert decision.outcome is bc.Outcome.UNREAD
        assert people.finding(decision, "maximum-not-found").severity is bc.Severity.INFO
        assert "Unless toxicity is suspected, do not stop suddenly." in bc.text(decision)
