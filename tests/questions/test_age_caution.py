"""What being an older adult changes."""

from __future__ import annotations

import attrs
import people
import pytest

import baclofen_cds as bc
from baclofen_cds.amounts import Months
from baclofen_cds.knowledge.schema.label import OlderAdult
from baclofen_cds.sources import Citation, Silent, Stated

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
PLACE = Citation("A label of our own", "4.2")
NOW = people.day(10, 10, 10)


def caution(
    patient: bc.Patient, now: object = NOW, profile: object = US, **asked: object
) -> object:
    return bc.older_adult_caution(patient, now, profile=profile, **asked)


def aged(years: int, **changes: object) -> bc.Patient:
    return people.adult(age=years * bc.ureg.year, **changes)


class TestAge:
    """The label's age decides; where it names none, 65 years (P2)."""

    @pytest.mark.parametrize(("years", "older"), [(64, False), (65, True), (120, True)])
    def test_ours(self, years: int, older: bool) -> None:
        """From 65 years on a patient counts as an older adult."""
        decision = caution(aged(years))
        assert decision.answer.older_adult is older
        assert bool(decision.findings) is older
        assert decision.answer.from_age == 65 * 12

    def test_the_labels(self) -> None:
        """A label that names 70 years is followed."""
        label = attrs.evolve(US, older_adult=OlderAdult(from_age=Stated(Months(70 * 12), PLACE)))
        assert not caution(aged(69), profile=label).answer.older_adult
        assert caution(aged(70), profile=label).answer.citations == (PLACE,)


class TestLabel:
    """The label's words, its silence, or that nobody has read it."""

    @pytest.mark.parametrize(
        ("leaves", "outcome", "code"),
        [
            ({"start": Stated((5_000, 5_000), PLACE)}, bc.Outcome.STATED, "label-older-start"),
            ({"start": Silent(PLACE)}, bc.Outcome.SILENT, "label-older-silent"),
            ({}, bc.Outcome.UNREAD, "label-older-unread"),
            (
                {"advice": Stated("cautious-schedule", PLACE)},
                bc.Outcome.STATED,
                "label-older-cautious-schedule",
            ),
        ],
    )
    def test_said(self, leaves: dict[str, object], outcome: bc.Outcome, code: str) -> None:
        """The outcome and the sentence are the label's."""
        decision = caution(aged(70), profile=attrs.evolve(US, older_adult=OlderAdult(**leaves)))
        assert decision.outcome is outcome
        assert code in people.said(decision)

    def test_younger(self) -> None:
        """For a younger adult the answer is this project's threshold."""
        decision = caution(aged(50))
        assert (decision.outcome, decision.unknown) == (bc.Outcome.POLICY, ())


class TestDocuments:
    """Studies of older adults are quoted; "avoid" is said where a guideline says it."""

    def test_falls(self) -> None:
        """Falls are quoted in absolute numbers, whatever the kidneys."""
        decision = caution(aged(70))
        found = people.finding(decision, "older-adult-taking")
        assert "falls 108.4 per 1,000 person-years" in found.detail
        assert "cohort-falls" not in people.said(caution(aged(70), guidance=()))

    @pytest.mark.parametrize(
        ("patient", "now", "avoid", "severity"),
        [
            (aged(70), NOW, False, bc.Severity.INFO),
            (people.older(), NOW, True, bc.Severity.WARNING),
            (people.older(), bc.NOT_TAKING, True, bc.Severity.WARNING),
            (people.with_egfr(45), NOW, False, None),
        ],
    )
    def test_avoid(
        self, patient: bc.Patient, now: object, avoid: bool, severity: bc.Severity | None
    ) -> None:
        """Beers says "avoid" from 65 years below an eGFR of 60; that warning is carried."""
        decision = caution(patient, now)
        assert (decision.answer.avoid, decision.severity) == (avoid, severity)

    def test_no_stop(self) -> None:
        """Nothing said to someone who takes baclofen reads as "stop"."""
        for now in (NOW, bc.UNREADABLE):
            assert "do-not-stop-suddenly" in people.said(caution(aged(80), now))
        assert "do-not-stop-suddenly" not in people.said(caution(aged(80), bc.NOT_TAKING))

    def test_kidneys_are_asked_for(self) -> None:
        """For an older adult without a creatinine it is asked for."""
        patient = aged(80, serum_creatinine=None, serum_creatinine_on=None)
        assert "serum_creatinine" in people.missing(caution(patient))

    def test_text(self) -> None:
        """It reads as one line."""
        ours = "by this project's policy"
        assert f"Older adult: yes, from 65 years on ({ours})." in bc.text(caution(aged(80)))
        assert f"Older adult: no, below 65 years ({ours})." in bc.text(caution(aged(40)))
        label = attrs.evolve(US, older_adult=OlderAdult(from_age=Stated(Months(70 * 12), PLACE)))
        assert "70 years on (stated by the label)" in bc.text(caution(aged(80), profile=label))
