"""Labels that say other things than the shipped ones, made from a shipped one."""

from __future__ import annotations

import attrs
import people
import pytest

import baclofen_cds as bc
from baclofen_cds.amounts import Days, Micrograms, MicrogramsPerDay, Months
from baclofen_cds.case.limits import LimitKind
from baclofen_cds.knowledge.schema.label import Adult, Child, Indications, Start
from baclofen_cds.sources import Basis, Citation, Silent, Stated, Unread

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
PLACE = Citation("A label of our own", "4.2")


def adult_label(**changes: object) -> object:
    """Return the US profile with another adult section."""
    return attrs.evolve(US, adult=attrs.evolve(US.adult, **changes))


class TestSupervisedTop:
    """A label may state a higher maximum for supervised inpatients."""

    LABEL = adult_label(
        maximum=attrs.evolve(
            US.adult.maximum,
            supervised_inpatient=Stated(
                (MicrogramsPerDay(120_000), MicrogramsPerDay(120_000)), PLACE
            ),
        )
    )

    @pytest.mark.parametrize(
        ("doses", "verdict", "binding"),
        [
            ((40, 40), bc.Verdict.WITHIN, LimitKind.MAXIMUM),
            ((40, 40, 40), bc.Verdict.NEEDS_SUPERVISION, LimitKind.MAXIMUM),
            ((40, 40, 40, 1), bc.Verdict.ABOVE_MAXIMUM, LimitKind.SUPERVISED_MAXIMUM),
        ],
    )
    def test_verdicts(
        self, doses: tuple[float, ...], verdict: bc.Verdict, binding: LimitKind
    ) -> None:
        """Up to the inpatient top supervision is needed; beyond it is above the maximum."""
        decision = bc.check_daily_maximum(people.adult(), people.day(*doses), profile=self.LABEL)
        assert decision.answer.verdict is verdict
        assert decision.answer.binding.kind is binding
        if verdict is bc.Verdict.NEEDS_SUPERVISION:
            assert "inpatients-up-to" in people.said(decision)


class TestUnread:
    """What nobody has read is never guessed."""

    def test_no_age_for_adults(self) -> None:
        """Without the age of the adult schedule the policy's 18 years stand in, and say so."""
        label = attrs.evolve(US, adult=attrs.evolve(US.adult, from_age=Unread()), child=Child())
        young = people.child(4, 16, indication=bc.Indication.MULTIPLE_SCLEROSIS)
        start = bc.starting_dose(young, profile=label)
        assert start.outcome is bc.Outcome.UNREAD
        found = people.finding(start, "adult-age-unread")
        assert found.basis is Basis.POLICY
        assert "18 years is this project's choice" in found.text
        check = bc.check_daily_maximum(young, people.day(5), profile=label)
        assert "adult-age-unread" in people.codes(check)
        adult = bc.starting_dose(people.adult(), profile=label)
        assert adult.has_answer
        assert "adult-age-unread" not in people.codes(adult)

    def test_no_child_age(self) -> None:
        """Below the adult age a label that says nothing of children covers nobody."""
        label = attrs.evolve(US, child=Child())
        young = people.child(11, 35, indication=bc.Indication.MULTIPLE_SCLEROSIS)
        decision = bc.starting_dose(young, profile=label)
        assert decision.outcome is bc.Outcome.OUT_OF_SCOPE

    @pytest.mark.parametrize(
        ("start", "outcome"),
        [
            (Start(), bc.Outcome.UNREAD),
            (attrs.evolve(US.adult.start, times_per_day=Unread()), bc.Outcome.UNREAD),
            (attrs.evolve(US.adult.start, times_per_day=Silent(PLACE)), bc.Outcome.SILENT),
            (attrs.evolve(US.adult.start, total_daily_dose=Silent(PLACE)), bc.Outcome.SILENT),
        ],
    )
    def test_start(self, start: Start, outcome: bc.Outcome) -> None:
        """An amount without its division, or the reverse, is no starting dose."""
        decision = bc.starting_dose(people.adult(), profile=adult_label(start=start))
        assert (decision.outcome, decision.has_answer) == (outcome, False)

    def test_start_with_poor_kidneys(self) -> None:
        """A general start that is unread is not quoted."""
        decision = bc.starting_dose(people.older(), profile=adult_label(start=Start()))
        assert "label-start-unadjusted" not in people.said(decision)

    @pytest.mark.parametrize(
        ("leaf", "outcome"), [(Unread(), bc.Outcome.UNREAD), (Silent(PLACE), bc.Outcome.SILENT)]
    )
    def test_maximum(self, leaf: object, outcome: bc.Outcome) -> None:
        """Without a maximum there is nothing to check against, and that is said."""
        maximum = attrs.evolve(US.adult.maximum, total_daily_dose=leaf)
        decision = bc.check_daily_maximum(
            people.adult(), people.day(5), profile=adult_label(maximum=maximum)
        )
        assert (decision.outcome, decision.has_answer) == (outcome, False)

    def test_no_child_maximum(self) -> None:
        """A label without age bands has no maximum for a child."""
        label = attrs.evolve(UK, child=attrs.evolve(UK.child, maximum=()))
        patient = people.child(6, 20)
        check = bc.check_daily_maximum(patient, people.day(5), profile=label)
        assert (check.outcome, check.has_answer) == (bc.Outcome.UNREAD, False)
        start = bc.starting_dose(patient, profile=label)
        assert start.answer.preferred.micrograms_per_day == 6_000

    def test_no_usual_range(self) -> None:
        """Without a usual range the maximum alone decides."""
        label = adult_label(usual_range=Unread())
        decision = bc.check_daily_maximum(people.adult(), people.day(20, 20), profile=label)
        assert [x.kind for x in decision.answer.limits] == [
            LimitKind.MAXIMUM,
            LimitKind.NAMED_ADMINISTRATION,
        ]

    def test_nothing_said_of_older_adults_or_indications(self) -> None:
        """Under a bare label our policy still names what is never done."""
        label = attrs.evolve(
            US,
            indications=Indications(),
            older_adult=attrs.evolve(US.older_adult, advice=Unread()),
            contraindications=attrs.evolve(US.contraindications, conditions=Unread()),
        )
        patient = people.adult(
            age=70 * bc.ureg.year,
            indication=bc.Indication.STROKE,
            conditions={bc.Condition.BACLOFEN_HYPERSENSITIVITY},
        )
        decision = bc.starting_dose(patient, profile=label)
        assert people.codes(decision) == [
            "not-started-with",
            "indications-unread",
            "older-adult-start",
        ]
        assert decision.outcome is bc.Outcome.CONTRAINDICATED
        assert "contraindicated by" not in bc.text(decision)
        taken = bc.check_daily_maximum(patient, people.day(5), profile=label)
        assert "not-started-with-taking" in people.codes(taken)
        off_label = attrs.evolve(patient, indication=bc.Indication.HICCUPS, conditions=())
        assert bc.starting_dose(off_label, profile=label).outcome is bc.Outcome.OUT_OF_SCOPE
        untold = people.adult(indication=bc.Indication.UNKNOWN)
        assert "indication-unknown" in people.codes(bc.starting_dose(untold, profile=label))


class TestShippedAdult:
    """The adult section of a shipped label is what the tests above change."""

    def test_types(self) -> None:
        """Rungs and amounts are exact integers of their own types."""
        assert isinstance(US.adult, Adult)
        assert [(r.each, r.times_per_day, r.hold) for r in US.adult.ladder.rungs] == [
            (Micrograms(each), 3, Days(3)) for each in (5_000, 10_000, 15_000, 20_000)
        ]
        assert US.adult.from_age.value == Months(144)
