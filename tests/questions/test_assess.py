"""Every question together."""

from __future__ import annotations

import people
import pytest

import baclofen_cds as bc

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")


class TestWhatIsAsked:
    """What applies depends on what is taken."""

    def test_taking(self) -> None:
        """Someone who takes baclofen gets the daily maximum and the kidneys; from 65, age."""
        questions = ["check_daily_maximum", "renal_caution", "older_adult_caution"]
        younger = bc.assess(people.adult(), people.day(10, 10, 10), profile=US)
        assert [d.question for d in younger.decisions] == questions[:2]
        assessment = bc.assess(people.older(), people.day(10, 10, 10), profile=US)
        assert [d.question for d in assessment.decisions] == questions
        assert assessment.of("renal_caution") is assessment.decisions[1]
        assert assessment.of("starting_dose") is None

    def test_not_taking(self) -> None:
        """Someone who takes none gets the starting dose."""
        assessment = bc.assess(people.adult(), bc.NOT_TAKING, profile=UK)
        assert [d.question for d in assessment.decisions] == ["starting_dose"]
        assert assessment.outcome is bc.Outcome.STATED
        assert assessment.citations

    def test_worst_first(self) -> None:
        """Findings come once each, the most severe first."""
        patient = people.older(medicines=bc.Medicines(["N07XX04"], complete=True))
        assessment = bc.assess(patient, people.day(10, 10, 10), profile=US)
        ranks = [f.severity.rank for f in assessment.findings]
        assert ranks == sorted(ranks, reverse=True)
        assert len(set(assessment.findings)) == len(assessment.findings)
        assert assessment.severity is bc.Severity.CRITICAL

    def test_nothing_found(self) -> None:
        """With nothing to say there is no severity."""
        assessment = bc.assess(people.adult(), people.day(5, 5, 5), profile=US)
        assert (assessment.findings, assessment.severity) == ((), None)

    def test_outcome_precedence(self) -> None:
        """The outcome of the whole is the first of its parts in the published order."""
        assessment = bc.assess(people.older(), people.day(10, 10, 10), profile=US)
        assert assessment.outcome is bc.Outcome.SILENT


class TestSigns:
    """Signs of toxicity or withdrawal come before everything (P3)."""

    @pytest.mark.parametrize("sign", list(bc.Sign))
    def test_nothing_else_is_answered(self, sign: bc.Sign) -> None:
        """One sign in hand: out of scope, critical, urgent assessment, no number."""
        assessment = bc.assess(people.older(), people.day(10, 10), profile=US, signs={sign})
        assert assessment.decisions == ()
        assert assessment.outcome is bc.Outcome.OUT_OF_SCOPE
        assert people.codes(assessment) == ["signs-in-hand"]
        assert assessment.severity is bc.Severity.CRITICAL
        assert "urgent assessment now" in assessment.findings[0].text


class TestTruth:
    """An assessment is neither true nor false."""

    def test_no_truth_value(self) -> None:
        """Using it as a condition names the fields to ask for."""
        assessment = bc.assess(people.adult(), people.day(5), profile=US)
        with pytest.raises(bc.errors.TruthValueError) as caught:
            bool(assessment)
        assert caught.value.code == "no-truth-value"
