"""Rates of several days: a low one that is not undone, and one that is named (P7)."""

from __future__ import annotations

import attrs
import people
import pytest

import baclofen_cds as bc
from baclofen_cds.case.bands import KidneyBand

US = bc.get_profile("us-spasticity")
Outcome = bc.Outcome
INFO, WARNING, CRITICAL = bc.Severity
BARE = {"serum_creatinine": None, "serum_creatinine_on": None}


def start(patient: bc.Patient) -> bc.Decision:
    return bc.starting_dose(patient, profile=US)


def taking(patient: bc.Patient, *doses: float) -> bc.Decision:
    return bc.renal_caution(patient, people.day(*doses), profile=US)


def of(*rates: tuple[float, int], **changes: object) -> bc.Patient:
    """Return an adult with recorded rates alone, each with its age in days."""
    told = [people.recorded(value, people.ago(days)) for value, days in rates]
    return people.adult(**{**BARE, "recorded_gfr": told, **changes})


class TestNotUndone:
    """A rate below 30 within 90 days permits nothing until two newer days are 30 or more."""

    @pytest.mark.parametrize(
        ("value", "days", "permits"),
        [(29.99, 90, False), (29.99, 91, True), (30, 90, True), (29.99, 5, False)],
    )
    def test_bounds(self, value: float, days: int, permits: bool) -> None:
        """Below 30, and 90 days ago at most; one newer result does not undo it."""
        decision = start(of((value, days), (80, 2)))
        assert decision.has_answer is permits
        if not permits:
            assert decision.outcome in (Outcome.INSUFFICIENT_DATA, Outcome.WITHHELD)

    def test_said(self) -> None:
        """It is named with its day, and two newer results are asked for."""
        decision = start(people.adult(recorded_gfr=(people.recorded(25, people.ago(60)),)))
        assert decision.outcome is Outcome.INSUFFICIENT_DATA
        found = people.finding(decision, "kidney-function-not-relied-on")
        assert "A rate of 25 (9 January) is not undone by one better result" in found.detail
        assert "newer_kidney_results" in people.missing(decision)
        assert "not recent enough" not in bc.text(decision)

    def test_in_a_check(self) -> None:
        """What is taken is not stopped for it; the same reason is given."""
        patient = people.adult(recorded_gfr=(people.recorded(25, people.ago(60)),))
        decision = taking(patient, 10)
        assert decision.severity is INFO
        assert {"recently-low", "do-not-stop-suddenly"} <= people.said(decision)

    @pytest.mark.parametrize(
        ("newer", "permits"),
        [
            (((80, 2), (70, 2)), False),
            (((80, 2), (70, 3)), True),
            (((30, 2), (30, 3)), False),
            (((80, 2), (70, 40)), True),
            (((80, 2), (29, 3)), False),
        ],
    )
    def test_two_newer_days(self, newer: tuple[tuple[float, int], ...], permits: bool) -> None:
        """Two results on different days, each 30 or more; 30 itself undoes, and is impaired."""
        decision = start(of((25, 60), *newer))
        assert decision.has_answer is permits
        undone = "recently-low" not in people.said(decision)
        assert undone is (permits or newer[0][0] == 30)

    def test_an_earlier_creatinine_is_a_result(self) -> None:
        """Earlier creatinines count by the rate they would mean, low or not."""
        low, better = (people.mg_dl(2.6), people.ago(60)), (people.mg_dl(1.0), people.ago(20))
        once = start(people.adult(earlier_creatinine=[low]))
        assert "newer_kidney_results" in people.missing(once)
        assert start(people.adult(earlier_creatinine=[low, better])).has_answer

    def test_confirmed(self) -> None:
        """Somebody may confirm that the newest creatinine is right."""
        low = people.recorded(25, people.ago(60))
        assert start(people.adult(recorded_gfr=(low,), confirmed={"creatinine"})).has_answer

    def test_still_low(self) -> None:
        """Where the kidneys say "avoid" today no older rate is named as the reason."""
        decision = start(of((25, 60), (20, 2)))
        assert decision.outcome is Outcome.WITHHELD
        assert "recently-low" not in people.said(decision)

    @pytest.mark.parametrize("newest", [31, 29, 16])
    def test_worse_is_no_softer(self, newest: float) -> None:
        """Whether the newest rate says "avoid" or not, a lower one not undone adds caution."""
        decision = taking(of((12, 3), (newest, 1)), 5, 5)
        assert decision.answer.band is KidneyBand.END_STAGE
        assert decision.severity is CRITICAL

    def test_worse_by_clearance_is_no_softer(self) -> None:
        """Where a clearance puts the kidneys at "avoid", a low rate not undone still counts."""
        patient = people.adult(
            age=94 * bc.ureg.year,
            **people.weighed(45),
            recorded_gfr=(people.recorded(14, people.ago(10)),),
        )
        for level in (0.8, 1.6):
            worse = attrs.evolve(patient, serum_creatinine=people.mg_dl(level))
            assert taking(worse, 5).severity is CRITICAL

    def test_a_month_before_it_warns(self) -> None:
        """Within 30 days of the creatinine it is counted for caution."""
        patient = people.adult(
            serum_creatinine_on=people.ago(0),
            recorded_gfr=(people.recorded(25, people.ago(30)), people.recorded(90, people.ago(0))),
        )
        assert start(patient).outcome is Outcome.WITHHELD
        decision = taking(patient, 10, 10)
        assert (decision.severity, decision.answer.band) == (CRITICAL, KidneyBand.SEVERE)
        assert "recently-low" in people.said(decision)

    @pytest.mark.parametrize(("years", "counts"), [(74, False), (80, True)])
    def test_a_clearance(self, years: int, counts: bool) -> None:
        """Where a clearance gates a low one of the last weeks is looked at too."""
        patient = people.adult(
            age=years * bc.ureg.year,
            **people.weighed(62),
            recorded_gfr=(people.clearance(25, people.ago(60)),),
        )
        decision = start(patient)
        assert decision.has_answer is not counts
        assert ("newer_kidney_results" in people.missing(decision)) is counts

    def test_dialysis(self) -> None:
        """On dialysis no rate is looked at."""
        decision = start(of((25, 60), (80, 2), dialysis=bc.Dialysis.HAEMODIALYSIS))
        assert decision.outcome is Outcome.WITHHELD
        assert "recently-low" not in people.said(decision)


class TestNamed:
    """A much lower rate of the last year, in a lower band, is named as info."""

    NAMED = "earlier-rate-lower"

    @pytest.mark.parametrize(
        ("earlier", "days", "newest", "named"),
        [
            (45, 365, 80, True),
            (45, 366, 80, False),
            (51, 200, 65, True),
            (52, 200, 65, False),
            (40, 200, 59, False),
            (20, 200, 59, True),
            (60, 200, 90, False),
            (90, 200, 60, False),
        ],
    )
    def test_bounds(self, earlier: float, days: int, newest: float, named: bool) -> None:
        """In a lower band, and lower by more than 25 % and 10 mL/min, within 365 days."""
        decision = start(of((earlier, days), (newest, 2)))
        found = [f.severity for f in decision.findings if f.code == self.NAMED]
        assert found == ([INFO] if named else [])

    def test_words(self) -> None:
        """Both are named, each with its day; of several the lowest."""
        decision = start(of((40, 200), (35, 180), (80, 2)))
        line = people.finding(decision, self.NAMED).summary
        assert "35 (11 September 2025), beside 80 (8 March)" in line

    def test_an_earlier_creatinine(self) -> None:
        """An earlier creatinine is named by the rate it would mean."""
        before = (people.mg_dl(2.0), people.ago(100))
        decision = start(people.adult(earlier_creatinine=[before]))
        assert decision.has_answer
        assert "30 (30 November 2025)" in people.finding(decision, self.NAMED).summary

    def test_of_an_infant(self) -> None:
        """An earlier creatinine that no equation holds for is no rate."""
        patient = people.child(
            0.5,
            7,
            height=65 * bc.ureg.cm,
            earlier_creatinine=[(people.mg_dl(2.0), people.ago(10))],
        )
        uk = bc.get_profile("uk-spasticity")
        assert self.NAMED not in people.codes(bc.starting_dose(patient, profile=uk))

    @pytest.mark.parametrize(
        "changes", [{**BARE, "recorded_gfr": ()}, {"serum_creatinine_on": None}]
    )
    def test_beside_nothing(self, changes: dict[str, object]) -> None:
        """Without a rate of today, or one without a day, nothing is earlier than it."""
        low = people.recorded(45, people.ago(200))
        patient = people.adult(**{"recorded_gfr": (low,), **changes})
        assert self.NAMED not in people.codes(start(patient))
