"""What the kidneys change."""

from __future__ import annotations

import attrs
import people
import pytest

import baclofen_cds as bc
from baclofen_cds.case.bands import KidneyBand, rates_disagree
from baclofen_cds.deciding.kidneys import severity_of

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
INFO, WARNING, CRITICAL = bc.Severity


def caution(patient: bc.Patient, doses: tuple[float, ...], **asked: object) -> object:
    profile = asked.pop("profile", US)
    return bc.renal_caution(patient, people.day(*doses), profile=profile, **asked)


class TestSeverity:
    """The severities of policy P6."""

    @pytest.mark.parametrize(
        ("band", "total", "starting", "severity"),
        [
            (KidneyBand.NOT_IMPAIRED, 100_000, True, None),
            (KidneyBand.UNKNOWN, 100_000, False, None),
            (KidneyBand.IMPAIRED, None, True, WARNING),
            (KidneyBand.SEVERE, None, True, WARNING),
            (KidneyBand.CHANGING, None, True, CRITICAL),
            (KidneyBand.END_STAGE, None, True, CRITICAL),
            (KidneyBand.DIALYSIS, None, True, CRITICAL),
            (KidneyBand.IMPAIRED, 19_999, False, INFO),
            (KidneyBand.IMPAIRED, 20_000, False, WARNING),
            (KidneyBand.SEVERE, 19_999, False, WARNING),
            (KidneyBand.SEVERE, 20_000, False, CRITICAL),
            (KidneyBand.CHANGING, 4_999, False, WARNING),
            (KidneyBand.CHANGING, 5_000, False, CRITICAL),
            (KidneyBand.END_STAGE, 4_999, False, WARNING),
            (KidneyBand.END_STAGE, 5_000, False, CRITICAL),
            (KidneyBand.DIALYSIS, 4_999, False, WARNING),
            (KidneyBand.DIALYSIS, 5_000, False, CRITICAL),
            (KidneyBand.IMPAIRED, 19_999, True, WARNING),
            (KidneyBand.IMPAIRED, 20_000, True, WARNING),
            (KidneyBand.SEVERE, 19_999, True, WARNING),
            (KidneyBand.SEVERE, 20_000, True, CRITICAL),
            (KidneyBand.CHANGING, 4_999, True, CRITICAL),
            (KidneyBand.END_STAGE, 4_999, True, CRITICAL),
            (KidneyBand.IMPAIRED, None, False, WARNING),
            (KidneyBand.SEVERE, None, False, CRITICAL),
            (KidneyBand.DIALYSIS, None, False, CRITICAL),
        ],
    )
    def test_table(
        self, band: KidneyBand, total: int | None, starting: bool, severity: bc.Severity | None
    ) -> None:
        """20 mg a day and 5 mg a day are the lines; an unread amount counts as high."""
        found = severity_of(band, total, starting=starting, high_dose=20_000, dialysis_dose=5_000)
        assert found is severity

    @pytest.mark.parametrize("total", [None, 4_999, 30_000])
    @pytest.mark.parametrize("starting", [True, False])
    @pytest.mark.parametrize("band", list(KidneyBand))
    def test_mild(self, band: KidneyBand, total: int | None, starting: bool) -> None:
        """A clearance alone, or a small rise alone, is a warning; nothing else is softened."""
        lines = {"high_dose": 20_000, "dialysis_dose": 5_000}
        found = severity_of(band, total, starting=starting, mild=True, **lines)
        if band in (KidneyBand.SEVERE, KidneyBand.CHANGING):
            assert found is WARNING
        else:
            assert found is severity_of(band, total, starting=starting, **lines)


class TestAnswer:
    """The caution is answered whenever anything is known of the kidneys."""

    @pytest.mark.parametrize(
        ("egfr", "band", "avoid"),
        [
            (60, KidneyBand.NOT_IMPAIRED, False),
            (59.99, KidneyBand.IMPAIRED, False),
            (30, KidneyBand.IMPAIRED, False),
            (29.99, KidneyBand.SEVERE, True),
            (15, KidneyBand.SEVERE, True),
            (14.99, KidneyBand.END_STAGE, True),
        ],
    )
    def test_bands(self, egfr: float, band: KidneyBand, avoid: bool) -> None:
        """Bands are half-open: 60, 30 and 15 belong to the better one."""
        answer = caution(people.with_egfr(egfr), (5, 5, 5)).answer
        assert (answer.band, answer.avoid) == (band, avoid)

    def test_beers_says_avoid_at_65(self) -> None:
        """Below 60 a document says "avoid" from 65 years on."""
        patient = people.with_egfr(45, age=65 * bc.ureg.year)
        assert caution(patient, (5, 5, 5)).answer.avoid

    def test_nothing_known(self) -> None:
        """Without any value the decision says what to look up."""
        patient = people.adult(serum_creatinine=None, serum_creatinine_on=None)
        decision = caution(patient, (5, 5, 5))
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.INSUFFICIENT_DATA, False)
        assert "kidney-function-unknown" in people.codes(decision)
        assert people.missing(decision) == {"serum_creatinine"}

    def test_stale_value_calls_nobody_unimpaired(self) -> None:
        """An old healthy value does not make the kidneys unimpaired."""
        patient = people.adult(serum_creatinine_on=people.AS_OF.replace(year=2020))
        decision = caution(patient, (5, 5, 5))
        assert not decision.has_answer
        assert "kidney-function-not-fresh" in people.codes(decision)

    @pytest.mark.parametrize(
        ("profile", "outcome"), [(US, bc.Outcome.SILENT), (UK, bc.Outcome.STATED)]
    )
    def test_outcome_is_the_labels(self, profile: object, outcome: bc.Outcome) -> None:
        """The US label is silent on impaired kidneys, the UK one states a dose."""
        decision = caution(people.older(), (5, 5, 5), profile=profile)
        assert decision.outcome is outcome

    def test_healthy(self) -> None:
        """Fresh healthy kidneys: this project's threshold says so, and nothing is found."""
        decision = caution(people.adult(), (5, 5, 5))
        assert (decision.outcome, decision.findings) == (bc.Outcome.POLICY, ())

    def test_unreadable_amount(self) -> None:
        """An amount that could not be read counts as a high one."""
        decision = bc.renal_caution(people.older(), bc.UNREADABLE, profile=US)
        assert decision.severity is WARNING
        assert "amount unread" in decision.findings[0].summary

    def test_a_high_dose_proposed(self) -> None:
        """Below 30, 20 mg a day is critical to begin as it is to take (P6); 15 mg a warning."""
        patient = people.with_egfr(25)
        assert caution(patient, (10, 10), starting=True).severity is CRITICAL
        assert caution(patient, (10, 10)).severity is CRITICAL
        assert caution(patient, (5, 5, 5), starting=True).severity is WARNING

    def test_not_taking_is_a_start(self) -> None:
        """For someone who takes none the question is a start."""
        decision = bc.renal_caution(people.older(), bc.NOT_TAKING, profile=US, guidance=())
        assert people.codes(decision) == ["kidney-impaired-start"]


class TestNoStop:
    """Nothing said to someone who takes baclofen reads as "stop"."""

    @pytest.mark.parametrize("dialysis", list(bc.Dialysis))
    @pytest.mark.parametrize("creatinine", [1.4, 3.0, 6.0])
    def test_do_not_stop_suddenly(self, dialysis: bc.Dialysis, creatinine: float) -> None:
        """Every kidney caution on what is taken says not to stop suddenly."""
        patient = people.older(
            dialysis=dialysis, serum_creatinine=creatinine * bc.ureg.mg / bc.ureg.dL
        )
        first = caution(patient, (10, 10, 10)).findings[0]
        assert "do not stop suddenly" in first.text

    def test_changing(self) -> None:
        """A changing creatinine asks for a look at the patient now, and for no stop."""
        patient = people.adult(kidney_state=bc.KidneyState.CHANGING)
        first = caution(patient, (10, 10)).findings[0]
        assert first.severity is CRITICAL
        assert "do not stop suddenly" in first.text


class TestWhoIsQuoted:
    """Documents are quoted for the patients they are about."""

    def test_comparison_is_not_the_labels_own(self) -> None:
        """The UK-type number is not quoted beside itself."""
        decision = bc.renal_caution(people.older(), bc.NOT_TAKING, profile=UK)
        assert "comparison-number" not in people.said(decision)
        assert "label-kidney-number" in people.said(decision)

    def test_own_market(self) -> None:
        """The German module's number stands beside the German label, and beside no other."""
        for name in bc.available_profiles():
            decision = bc.starting_dose(people.older(), profile=bc.get_profile(name))
            quoted = "German renal dosing module: about 5 mg/day" in bc.text(decision)
            assert quoted is (name == "de-spasticity")

    def test_beers_on_dialysis(self) -> None:
        """Beers is quoted on dialysis from 65 years on."""
        for years, quoted in ((64, False), (65, True)):
            patient = people.adult(age=years * bc.ureg.year, dialysis=bc.Dialysis.HAEMODIALYSIS)
            assert ("beers-dialysis" in people.said(caution(patient, (5, 5)))) is quoted

    def test_label_unread(self) -> None:
        """Where a file says nothing of the kidneys, that is said, not guessed."""
        from baclofen_cds.knowledge.schema.label import Kidney

        bare = attrs.evolve(US, kidney=Kidney())
        decision = caution(people.older(), (5, 5, 5), profile=bare)
        assert decision.outcome is bc.Outcome.UNREAD
        assert "label-kidney-unread" in people.said(decision)

    @pytest.mark.parametrize("profile", [UK, bc.get_profile("ca-spasticity")])
    def test_changing_on_dialysis(self, profile: object) -> None:
        """A label's number for dialysis is not quoted while creatinine is changing."""
        on = people.adult(dialysis=bc.Dialysis.HAEMODIALYSIS)
        changing = attrs.evolve(on, kidney_state=bc.KidneyState.CHANGING)
        quoted = [
            "label-dialysis-number" in people.said(caution(who, (5, 5), profile=profile))
            for who in (on, changing)
        ]
        assert quoted == [True, False]
        assert not bc.starting_dose(changing, profile=profile).has_answer

    @pytest.mark.parametrize("taking", [bc.NOT_TAKING, people.day(5, 5)])
    def test_end_stage_words_on_continuous_dialysis(self, taking: object) -> None:
        """The Canadian words on end-stage disease are quoted on every form of dialysis."""
        patient = people.adult(dialysis=bc.Dialysis.CONTINUOUS)
        decision = bc.renal_caution(patient, taking, profile=bc.get_profile("ca-spasticity"))
        assert "only if the expected benefit outweighs the risk" in decision.findings[0].detail

    def test_label_silent_on_dialysis(self) -> None:
        """A start on dialysis under the US label quotes its silence."""
        patient = people.adult(dialysis=bc.Dialysis.HAEMODIALYSIS)
        decision = bc.renal_caution(patient, bc.NOT_TAKING, profile=US)
        assert "label-kidney-silent" in people.said(decision)


class TestDisagreement:
    """Two rates disagree when they are more than 25 % and 10 mL/min apart, one below 60 (P7)."""

    @pytest.mark.parametrize(
        ("first", "second", "disagree"),
        [
            (5_000, 6_250, False),
            (5_000, 6_251, True),
            (6_251, 5_000, True),
            (3_000, 2_000, False),
            (3_000, 1_999, True),
            (5_999, 12_000, True),
            (6_000, 12_000, False),
            (12_000, 6_000, False),
        ],
    )
    def test_edges(self, first: int, second: int, disagree: bool) -> None:
        """Exactly 25 % of the lower, exactly 10 mL/min, or both from 60 on: no disagreement."""
        bounds = {"percent": 25, "absolute": 1_000, "agree_from": 6_000}
        assert rates_disagree(first, second, **bounds) is disagree


class TestChanging:
    """While creatinine is changing no rate explains the caution, unless it is of end stage."""

    @pytest.mark.parametrize(
        ("recorded", "code"), [(40, "changing"), (15, "changing"), (14, "avoid")]
    )
    def test_first_line(self, recorded: int, code: str) -> None:
        """A recorded rate is not named as the reason where the creatinine's change is."""
        rate = bc.RecordedGFR(
            recorded * bc.ureg.mL / bc.ureg.min,
            equation=bc.GFREquation.CKD_EPI_2021,
            indexing=bc.GFRIndexing.INDEXED,
            on=people.AS_OF,
        )
        patient = people.adult(
            serum_creatinine=6 * bc.ureg.mg / bc.ureg.dL,
            kidney_state=bc.KidneyState.CHANGING,
            recorded_gfr=(rate,),
        )
        decision = caution(patient, (10, 10))
        assert decision.answer.band is KidneyBand.END_STAGE
        assert people.codes(decision)[0] == f"kidney-{code}-taking"


class TestDoubt:
    """Values that contradict each other are the reason, not their age."""

    def test_not_called_old(self) -> None:
        """A fresh rate in doubt is not said to be too old."""
        decision = caution(people.adult(kidney_values_in_doubt=True), (5, 5))
        assert "kidney-function-not-relied-on" in people.codes(decision)
        assert "not recent enough" not in bc.text(decision)


class TestWorseNeverSofter:
    """A worse kidney value never softens what is said of the kidneys."""

    @pytest.mark.parametrize("label", bc.available_profiles())
    def test_beyond_the_equation(self, label: str) -> None:
        """A child's creatinine above what the equation was made for is as grave as its end."""
        profile = bc.get_profile(label)
        within, beyond = (
            people.child(
                10,
                30,
                height=135 * bc.ureg.cm,
                serum_creatinine=level * bc.ureg.umol / bc.ureg.L,
                confirmed={"serum_creatinine"},
            )
            for level in (796, 900)
        )
        first = bc.renal_caution(within, people.day(10, 10, 10), profile=profile)
        worse = bc.renal_caution(beyond, people.day(10, 10, 10), profile=profile)
        assert first.severity is worse.severity is bc.Severity.CRITICAL
        assert worse.answer.band is bc.KidneyBand.END_STAGE

    @pytest.mark.parametrize("taking", [bc.NOT_TAKING, people.day(5)])
    def test_changing(self, taking: object) -> None:
        """A creatinine that would mean end stage is as grave while it is changing."""
        level = 600 * bc.ureg.umol / bc.ureg.L
        for state in (bc.KidneyState.STABLE, bc.KidneyState.CHANGING):
            patient = people.adult(serum_creatinine=level, kidney_state=state)
            decision = bc.renal_caution(patient, taking, profile=US)
            assert decision.severity is bc.Severity.CRITICAL
            assert not bc.starting_dose(patient, profile=US).has_answer

    def test_changing_and_moderate(self) -> None:
        """A changing creatinine that would mean no end stage is critical to start with too."""
        patient = people.adult(kidney_state=bc.KidneyState.CHANGING)
        decision = bc.renal_caution(patient, bc.NOT_TAKING, profile=US)
        assert decision.answer.band is bc.KidneyBand.CHANGING
        assert decision.severity is bc.Severity.CRITICAL
