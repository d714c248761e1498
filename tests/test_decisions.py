"""What comes back: outcomes, answers, findings, and what a decision refuses to be."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from typing import Any

import attrs
import pytest
import strategies as some
from hypothesis import given, settings

import baclofen_cds as bc
from baclofen_cds.amounts import Days, Grams, Hundredths, Micrograms, MicrogramsPerDay, Months
from baclofen_cds.decisions import Remark, Unknown, unique, worst_first
from baclofen_cds.sources import Basis, Citation
from baclofen_cds.words.show import show

AS_OF = dt.date(2026, 3, 10)
PLACE, OTHER = Citation("US label", "section 2"), Citation("study", "table 1")


def decision(milligrams: int = 30) -> Any:
    """Check a day of an adult against the US label."""
    return bc.check_daily_maximum(
        bc.Patient(age=45 * bc.ureg.year, as_of=AS_OF),
        bc.Regimen.even(each=milligrams * bc.ureg.mg, times_per_day=3),
        profile=bc.get_profile("us-spasticity"),
    )


def unanswered() -> Any:
    """Ask for a start of which nothing is known."""
    return bc.starting_dose(
        bc.Patient(age=45 * bc.ureg.year, as_of=AS_OF), profile=bc.get_profile("us-spasticity")
    )


def finding(code: str, severity: bc.Severity) -> bc.Finding:
    """Make a finding."""
    return bc.Finding(code, severity, Basis.LABEL, cited=(PLACE,))


class TestNoTruthValue:
    """A decision is neither true nor false; it names what to ask instead."""

    @pytest.mark.parametrize("make", [decision, unanswered], ids=["answered", "unanswered"])
    def test_decision(self, make: Any) -> None:
        """``if decision`` raises and names the question, with or without an answer."""
        result = make()
        with pytest.raises(bc.errors.TruthValueError) as caught:
            bool(result)
        assert (caught.value.code, caught.value.field) == ("no-truth-value", result.question)
        assert caught.value.hint

    def test_assessment(self) -> None:
        """``if assessment`` raises too."""
        assessment = bc.assess(
            bc.Patient(age=45 * bc.ureg.year, as_of=AS_OF),
            bc.NOT_TAKING,
            profile=bc.get_profile("us-spasticity"),
        )
        with pytest.raises(bc.errors.TruthValueError) as caught:
            bool(assessment)
        assert caught.value.code == "no-truth-value"


class TestAnswer:
    """An answer that is not there is not silently nothing."""

    def test_no_answer(self) -> None:
        """Asking for the answer of an unanswered question raises and names the question."""
        result = unanswered()
        assert result.has_answer is False
        with pytest.raises(bc.errors.NoAnswerError) as caught:
            result.answer  # noqa: B018
        assert (caught.value.code, caught.value.field) == ("no-answer", "starting_dose")

    def test_answer(self) -> None:
        """An answer is there exactly when the decision says so."""
        result = decision()
        assert result.has_answer is True
        assert result.answer.verdict is bc.Verdict.ABOVE_MAXIMUM


class TestPrecedence:
    """Outcomes and severities have one published order."""

    def test_outcomes(self) -> None:
        """From out of scope, over missing facts and silence, to stated by the label."""
        assert [o.value for o in sorted(bc.Outcome, key=lambda o: o.rank)] == [
            "out of scope",
            "contraindicated",
            "withheld",
            "insufficient data",
            "unread",
            "silent",
            "policy",
            "stated",
        ]

    def test_severities(self) -> None:
        """The three words of CDS Hooks, rising."""
        assert [s.value for s in sorted(bc.Severity, key=lambda s: s.rank)] == [
            "info",
            "warning",
            "critical",
        ]

    def test_worst_first(self) -> None:
        """Findings come once each, the most severe first, otherwise in their order."""
        info, warning = (
            finding("setting-unknown", bc.Severity.INFO),
            finding("do-not-stop-suddenly", bc.Severity.WARNING),
        )
        critical = finding("signs-in-hand", bc.Severity.CRITICAL)
        later = finding("kidney-not-on-record", bc.Severity.INFO)
        got = worst_first([info, warning, later, critical, info])
        assert got == (critical, warning, info, later)

    def test_citations_once(self) -> None:
        """Citations come in order, each once."""
        assert unique([PLACE, OTHER, PLACE]) == (PLACE, OTHER)


class TestFinding:
    """A finding says its severity, its first line, then its remarks, and cites all of it."""

    def test_text(self) -> None:
        """The text is the severity with the sentence of the code, then the remarks."""
        whole = bc.Finding(
            "regimen-unreadable",
            bc.Severity.WARNING,
            Basis.RECORD,
            cited=(PLACE,),
            remarks=(Remark("do-not-stop-suddenly"),),
        )
        assert whole.text == f"Warning. {whole.summary}\n{whole.detail}"
        assert whole.detail == "Unless toxicity is suspected, do not stop suddenly."

    def test_remarks_are_cited(self) -> None:
        """Citations of remarks, and of remarks inside remarks, count."""
        inner = Remark("review-avoid", (("name", "review"),), (OTHER,))
        outer = Remark("why", (("reasons", (inner,)),))
        whole = bc.Finding(
            "regimen-unreadable", bc.Severity.INFO, Basis.LABEL, cited=(PLACE,), remarks=(outer,)
        )
        assert whole.citations == (PLACE, OTHER)
        assert whole.detail == "Why: review says avoid."

    @pytest.mark.parametrize("condition", bc.Condition, ids=lambda c: c.name)
    def test_every_condition_can_be_asked_for(self, condition: bc.Condition) -> None:
        """Any condition a label may forbid has words to ask for it when it was not told."""
        assert Unknown(condition.name.lower()).text


class TestShown:
    """Values are shown as section 6 of the design says."""

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (Micrograms(7_500), "7.5 mg"),
            (Micrograms(50), "50 mcg"),
            (MicrogramsPerDay(15_000), "15 mg/day"),
            (Hundredths(6_000), "60"),
            (Hundredths(5_950), "59.5"),
            (Months(24), "2"),
            (Grams(33_000), "33 kg"),
            (Grams(4_250), "4.25 kg"),
            (Days(1), "1 day"),
            (Days(14), "14 days"),
            ("text", "text"),
        ],
    )
    def test_values(self, value: Any, shown: str) -> None:
        """Units are spelled, no trailing zero is shown, a leading zero always."""
        assert show(value) == shown


class TestProvenance:
    """A decision keeps what it was made with."""

    def test_kept(self) -> None:
        """Version, profile, policy, guidance with digests, and the inputs are there."""
        kept = decision().provenance
        assert kept.library_version == bc.__version__
        assert (kept.profile.id, kept.profile.revised) == ("us-spasticity", "2024-04-01")
        assert kept.policy.kind == "policy"
        assert {"ags-beers", "muanda", "wolf"} <= {g.id for g in kept.guidance}
        for used in (kept.profile, kept.policy, *kept.guidance):
            assert len(used.digest) == 64
            assert set(used.digest) <= set("0123456789abcdef")
        inputs = dict(kept.inputs)
        assert inputs["patient"].age_years == 45
        assert inputs["taking"] == bc.Regimen.even(each=30 * bc.ureg.mg, times_per_day=3)


class TestValue:
    """A decision is a value: the same question gives an equal one."""

    @settings(max_examples=20)
    @given(
        someone=some.patients(),
        now=some.takings(),
        profile=some.profiles(),
        setting=some.settings_of_care(),
    )
    def test_round_trips(
        self, someone: bc.Patient, now: Any, profile: Any, setting: bc.Setting
    ) -> None:
        """Evolve, pickle and copy keep every decision, equal and with an equal hash."""
        assessment = bc.assess(someone, now, profile=profile, setting=setting)
        for result in (assessment, *assessment.decisions):
            for again in (
                attrs.evolve(result),
                pickle.loads(pickle.dumps(result)),  # noqa: S301
                copy.copy(result),
            ):
                assert again == result
                assert hash(again) == hash(result)
        assert bc.assess(someone, now, profile=profile, setting=setting) == assessment

    @pytest.mark.parametrize("name", ["outcome", "findings", "_answer"])
    def test_frozen(self, name: str) -> None:
        """No attribute can be set."""
        with pytest.raises(AttributeError):
            setattr(decision(), name, None)
