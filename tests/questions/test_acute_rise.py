"""Two creatinines that meet the definition of acute kidney injury (KDIGO 2012; P6, P7)."""

from __future__ import annotations

import people
import pytest

import baclofen_cds as bc
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.kidney_changes import is_mild_rise

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
Outcome, State = bc.Outcome, bc.KidneyState
INFO, WARNING, CRITICAL = bc.Severity


def risen(*results: tuple[float, int], **changes: object) -> bc.Patient:
    """Return the woman with creatinines in µmol/L, each with its age in days, the newest last."""
    told = [(people.umol(level), people.ago(days)) for level, days in results]
    (newest, on), earlier = told[-1], told[:-1]
    facts = {
        "serum_creatinine": newest,
        "serum_creatinine_on": on,
        "earlier_creatinine": earlier,
        **changes,
    }
    return people.adult(**facts)


def band(patient: bc.Patient) -> KidneyBand:
    return bc.renal_caution(patient, people.day(5), profile=US).answer.band


def taking(patient: bc.Patient, *doses: float) -> bc.Decision:
    return bc.renal_caution(patient, people.day(*doses), profile=US)


SMALL, LARGE = risen((45, 1), (72, 0)), risen((45, 1), (90, 0))
"""To 1.6 and to 2 times, with a rate that would be above 60."""


class TestDefinition:
    """By 26.5 µmol/L within 48 hours, or to 1.5 times within 7 days; equal to a bound meets it."""

    @pytest.mark.parametrize(
        ("before", "after", "days", "changing"),
        [
            (60, 86.5, 2, True),
            (60, 86.4, 2, False),
            (60, 86.5, 3, False),
            (50, 75, 7, True),
            (50, 74.9, 7, False),
            (50, 75, 8, False),
            (60, 86.5, 0, True),
            (86.5, 60, 1, False),
        ],
    )
    def test_bounds(self, before: float, after: float, days: int, changing: bool) -> None:
        """Both in the amount and in the days."""
        found = band(risen((before, days), (after, 0))) is KidneyBand.CHANGING
        assert found is changing

    def test_of_one_day(self) -> None:
        """Of two results of one day the higher one counts as the later."""
        for pair in (((60, 0), (90, 0)), ((90, 0), (60, 0))):
            assert band(risen(*pair)) is KidneyBand.CHANGING

    def test_any_two(self) -> None:
        """The two results need not be neighbours."""
        assert band(risen((50, 6), (60, 3), (75, 0))) is KidneyBand.CHANGING

    def test_without_a_newest(self) -> None:
        """Two earlier creatinines tell it without a newest one."""
        bare = {"serum_creatinine": None, "serum_creatinine_on": None}
        decision = bc.starting_dose(risen((45, 3), (72, 2), (72, 0), **bare), profile=US)
        assert decision.outcome is Outcome.WITHHELD
        assert "kidney-rise-start" in people.codes(decision)

    def test_undated(self) -> None:
        """A creatinine without a day tells of no rise."""
        patient = risen((45, 1), (90, 0), serum_creatinine_on=None)
        assert "kidney-rise-start" not in people.codes(bc.starting_dose(patient, profile=US))


class TestEnd:
    """It is over when the two newest, 72 hours apart or more, meet it in neither direction."""

    @pytest.mark.parametrize(
        ("last", "days", "over"),
        [
            (75, 3, True),
            (75, 2, False),
            (112.4, 3, True),
            (112.5, 3, False),
            (50.1, 3, True),
            (50, 3, False),
        ],
    )
    def test_two_newest(self, last: float, days: int, over: bool) -> None:
        """Neither up nor down to 1.5 times; a fall is a change too."""
        patient = risen((45, 20), (75, 15), (last, 15 - days))
        assert (band(patient) is not KidneyBand.CHANGING) is over

    def test_again(self) -> None:
        """A new rise after the end is a change again."""
        assert band(risen((45, 20), (75, 19), (72, 15), (110, 13))) is KidneyBand.CHANGING

    def test_every_result_of_the_day(self) -> None:
        """Where one of two results of the newest day is far off, it is not over."""
        assert band(risen((45, 20), (75, 15), (75, 10), (115, 10))) is KidneyBand.CHANGING

    def test_permits_again(self) -> None:
        """After its end the newest creatinine, which is of after it, permits."""
        assert bc.starting_dose(risen((45, 20), (75, 15), (72, 5)), profile=US).has_answer


class TestSaid:
    """The two results are named, and no number answers."""

    @pytest.mark.parametrize("profile", [US, UK], ids=lambda p: p.id)
    def test_start(self, profile: bc.Profile) -> None:
        """A start is withheld, with both values and both days in the first line."""
        decision = bc.starting_dose(LARGE, profile=profile)
        assert (decision.outcome, decision.has_answer) == (Outcome.WITHHELD, False)
        found = people.finding(decision, "kidney-rise-start")
        assert "from 45 (9 March) to 90 µmol/L (10 March)" in found.summary
        assert "avoid starting" in found.summary

    def test_taking(self) -> None:
        """What is taken is looked at now, and not stopped suddenly."""
        found = people.finding(taking(LARGE, 10, 10), "kidney-rise-taking")
        assert "check now for confusion" in found.summary
        assert "do not stop suddenly" in found.detail

    def test_in_another_year(self) -> None:
        """The first lines stay short with the year of both days; µmol/L are whole numbers."""
        for state, code in (
            ("UNKNOWN", "kidney-rise-taking"),
            ("STABLE", "told-stable-but-rising"),
        ):
            patient = risen((541.5, 72), (699.4, 71), kidney_state=State[state])
            line = people.finding(taking(patient, 10.125, 10.125), code).summary
            assert "from 542 (28 December 2025) to 699 µmol/L (29 December 2025)" in line
            assert len(line) < 140

    def test_tapers_answer(self) -> None:
        """A taper is answered."""
        plan = bc.taper_plan(LARGE, people.day(10, 10), exposure=100 * bc.ureg.day, profile=US)
        assert plan.has_answer

    def test_told_changing(self) -> None:
        """Told as changing, the state is what is said; it needs no two results."""
        told = risen((45, 1), (72, 0), kidney_state=State.CHANGING)
        assert people.codes(taking(told, 10))[0] == "kidney-changing-taking"

    def test_told_stable(self) -> None:
        """Told as stable it counts as stable, and the contradiction is named as a warning."""
        decision = bc.starting_dose(risen((45, 1), (72, 0), kidney_state=State.STABLE), profile=US)
        assert decision.has_answer
        found = people.finding(decision, "told-stable-but-rising")
        assert found.severity is WARNING
        assert "from 45 (9 March) to 72 µmol/L (10 March)" in found.summary

    def test_stable_without_a_rise(self) -> None:
        """Without a rise there is no contradiction."""
        calm = risen((72, 4), (72, 0), kidney_state=State.STABLE)
        assert "told-stable-but-rising" not in people.codes(bc.starting_dose(calm, profile=US))


class TestSeverity:
    """Critical at a start and from 5 mg/day; a warning where it is small and inferred alone."""

    @pytest.mark.parametrize(
        ("patient", "severity"),
        [
            (SMALL, WARNING),
            (LARGE, CRITICAL),
            (risen((45, 1), (89.9, 0)), WARNING),
            (risen((80, 1), (110, 0)), CRITICAL),
            (risen((45, 1), (72, 0), kidney_state=State.CHANGING), CRITICAL),
            (risen((45, 1), (72, 0), recorded_gfr=(people.recorded(59),)), CRITICAL),
            (risen((45, 1), (72, 0), recorded_gfr=(people.recorded(60),)), WARNING),
        ],
        ids=[
            "small",
            "twice",
            "just below",
            "rate below 60",
            "told",
            "recorded 59",
            "recorded 60",
        ],
    )
    def test_small(self, patient: bc.Patient, severity: bc.Severity) -> None:
        """Below 2 times and with a rate of 60 or more, if it were steady, it is a warning."""
        for decision in (
            bc.starting_dose(patient, profile=US),
            taking(patient, 5),
            taking(patient, 10, 10, 10),
        ):
            kidneys = [f for f in decision.findings if f.code.startswith("kidney-")]
            assert [f.severity for f in kidneys] == [severity]

    def test_below_five(self) -> None:
        """Below 5 mg/day it is a warning."""
        assert taking(LARGE, 4.9).severity is WARNING

    def test_end_stage(self) -> None:
        """A creatinine that would mean end stage is as grave; the rise is what is said."""
        decision = taking(risen((350, 1), (530, 0)), 5)
        assert decision.answer.band is KidneyBand.END_STAGE
        assert people.finding(decision, "kidney-rise-taking").severity is CRITICAL

    def test_without_a_rate(self) -> None:
        """Where no rate can be had, a small rise is no mild one."""
        assert not is_mild_rise(45_000, 72_000, None, below=200, rate_from=6_000)
