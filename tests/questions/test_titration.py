"""Going up: what the label prints, and nothing beyond it."""

from __future__ import annotations

from itertools import pairwise

import attrs
import people
import pytest

import baclofen_cds as bc
from baclofen_cds.case.case import inquire
from baclofen_cds.case.posology import Posology
from baclofen_cds.deciding.rises import NoRise, raised, rise_from
from baclofen_cds.knowledge.schema.label import Increments, Ladder, Start
from baclofen_cds.makeable import Steps
from baclofen_cds.questions.steps.rises import held_at
from baclofen_cds.sources import Basis, Citation, Silent, Stated, Unread

US, UK, CA = (bc.get_profile(f"{where}-spasticity") for where in ("us", "uk", "ca"))
PLACE = Citation("A label of our own", "4.2")


def of_our_own(**increments: object) -> object:
    """Return a label that prints increments in place of the US ladder."""
    leaves = {name: Stated(value, PLACE) for name, value in increments.items()}
    adult = attrs.evolve(US.adult, ladder=Ladder(), increments=Increments(**leaves))
    return attrs.evolve(US, adult=adult)


BY_DAY = of_our_own(per_day=(5_000, 15_000), no_sooner_than=3)
BY_DOSE = of_our_own(per_administration=(5_000, 5_000), interval=(3, 4))


def plan(profile: object = US, patient: bc.Patient | None = None, **asked: object) -> object:
    if "target" in asked:
        asked["target"] = asked["target"] * bc.ureg.mg / bc.ureg.day
    return bc.titration_plan(patient or people.adult(), profile=profile, **asked)


def steps(schedule: bc.Schedule) -> list[tuple[int, int, float]]:
    return [(s.first_day, s.days, s.regimen.micrograms_per_day / 1_000) for s in schedule.steps]


class TestLadder:
    """A printed ladder is followed rung by rung: days 1, 4, 7 and 10."""

    @pytest.mark.parametrize("profile", [US, UK, CA], ids=lambda p: p.id)
    def test_as_printed(self, profile: object) -> None:
        """5, 10, 15 and 20 mg three times daily, three days each, then a review."""
        decision = plan(profile)
        assert decision.outcome is bc.Outcome.STATED
        assert steps(decision.answer) == [(1, 3, 15), (4, 3, 30), (7, 3, 45), (10, 3, 60)]
        assert decision.answer.end == bc.Review(13)
        assert decision.answer.pace is bc.Pace.AS_PRINTED
        assert decision.answer.beside is None
        assert {step.basis for step in decision.answer.steps} == {Basis.LABEL}
        assert "plan-ends-where-printed" in people.codes(decision)

    def test_target_on_a_rung(self) -> None:
        """A plan goes on at its target."""
        decision = plan(target=45)
        assert steps(decision.answer)[-1] == (7, 3, 45)
        assert decision.answer.end == bc.Continue()
        assert people.codes(decision) == ["steps-as-printed"]

    def test_target_between_rungs(self) -> None:
        """A plan never passes its target: it is reviewed on the rung below."""
        decision = plan(target=40)
        assert steps(decision.answer)[-1] == (4, 3, 30)
        assert decision.answer.end == bc.Review(7)
        assert "plan-ends-at-top" in people.codes(decision)

    def test_target_above_the_maximum(self) -> None:
        """A target above the maximum is said; the plan is as if none were given."""
        decision = plan(target=90)
        assert decision.answer == plan().answer
        assert people.finding(decision, "target-above-maximum").severity is bc.Severity.WARNING

    def test_target_between_the_ladder_and_the_maximum(self) -> None:
        """From 60 to 80 mg/day the label gives no interval: the plan ends at 60 (P4)."""
        assert steps(plan(target=80).answer)[-1][2] == 60

    def test_target_below_the_start(self) -> None:
        """Below its start the label gives no way."""
        decision = plan(target=10)
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.SILENT, False)
        assert "target-below-start" in people.codes(decision)

    def test_a_rung_that_cannot_be_made(self) -> None:
        """A printed rung is made exactly or not at all."""
        decision = plan(smallest_dose=10 * bc.ureg.mg)
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.INSUFFICIENT_DATA, False)
        assert "smaller_makeable_dose" in people.missing(decision)
        uneven = attrs.evolve(
            US.adult.ladder,
            rungs=(US.adult.ladder.rungs[0], attrs.evolve(US.adult.ladder.rungs[1], each=7_500)),
        )
        label = attrs.evolve(US, adult=attrs.evolve(US.adult, ladder=uneven))
        decision = plan(label)
        assert steps(decision.answer) == [(1, 3, 15)]
        assert "plan-ends-not-makeable" in people.codes(decision)


class TestIncrements:
    """Bounded rises: the gentlest end is the plan, the fastest stands beside it."""

    def test_by_day(self) -> None:
        """5 to 15 mg a day, no sooner than every third day, up to the maximum."""
        decision = plan(BY_DAY)
        assert decision.outcome is bc.Outcome.POLICY
        answer = decision.answer
        assert [total for _, _, total in steps(answer)] == list(range(15, 81, 5))
        assert [total for _, _, total in steps(answer.beside)] == [15, 30, 45, 60, 75, 80]
        assert (answer.pace, answer.beside.pace) == (bc.Pace.GENTLEST, bc.Pace.FASTEST)
        assert {s.days for s in (*answer.steps, *answer.beside.steps)} == {3}
        assert answer.steps[0].basis is Basis.LABEL
        assert {step.basis for step in answer.steps[1:]} == {Basis.POLICY}
        assert "steps-divided-by-us" in people.said(decision)

    def test_by_administration(self) -> None:
        """5 mg more for each administration; the interval's two ends are two paces."""
        decision = plan(BY_DOSE)
        assert decision.outcome is bc.Outcome.STATED
        answer = decision.answer
        assert steps(answer) == [(1, 4, 15), (5, 4, 30), (9, 4, 45), (13, 4, 60), (17, 4, 75)]
        assert [days for _, days, _ in steps(answer.beside)] == [3] * 5
        assert str(answer.steps[1].regimen) == "10 mg three times daily"
        assert "plan-ends-at-top" in people.codes(decision)

    def test_target(self) -> None:
        """Both paces stop at the target, and a last rise within the bounds reaches it."""
        answer = plan(BY_DAY, target=40).answer
        assert [total for _, _, total in steps(answer.beside)] == [15, 30, 40]
        assert answer.end == answer.beside.end == bc.Continue()

    def test_too_coarse(self) -> None:
        """Where the smallest rise cannot be made, the plan ends before it."""
        label = of_our_own(per_day=(2_000, 4_000), no_sooner_than=3)
        decision = plan(label)
        assert steps(decision.answer) == [(1, 3, 15)]
        assert "plan-ends-not-makeable" in people.codes(decision)
        finer = plan(label, smallest_dose=1 * bc.ureg.mg)
        assert steps(finer.answer)[1] == (4, 3, 17)

    @pytest.mark.parametrize(
        ("leaf", "code"),
        [(Silent(PLACE), "plan-ends-without-size"), (Unread(), "plan-ends-unread")],
    )
    def test_no_size(self, leaf: object, code: str) -> None:
        """An interval without a size leads to a review of the start."""
        label = of_our_own(interval=(7, 7))
        increments = attrs.evolve(label.adult.increments, per_day=leaf)
        label = attrs.evolve(label, adult=attrs.evolve(label.adult, increments=increments))
        decision = plan(label)
        assert steps(decision.answer) == [(1, 7, 15)]
        assert decision.answer.end == bc.Review(8)
        assert code in people.codes(decision)

    def test_nothing_read(self) -> None:
        """A label whose rises nobody has read gives no plan."""
        decision = plan(of_our_own())
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.UNREAD, False)


class TestWhoGoesSlowly:
    """Older adults, and spasticity of cerebral origin."""

    def test_older_adults(self) -> None:
        """For an older adult no faster pace is shown beside the gentlest."""
        answer = plan(BY_DAY, people.adult(age=70 * bc.ureg.year)).answer
        assert (answer.pace, answer.beside) == (bc.Pace.GENTLEST, None)
        assert plan(BY_DAY, people.adult(age=64 * bc.ureg.year)).answer.beside is not None

    @pytest.mark.parametrize(
        ("profile", "said"), [(CA, True), (UK, True), (bc.get_profile("de-spasticity"), False)]
    )
    def test_cerebral_origin(self, profile: object, said: bool) -> None:
        """A label that asks for a cautious schedule in cerebral palsy is quoted."""
        patient = people.adult(indication=bc.Indication.CEREBRAL_PALSY)
        codes = people.codes(plan(profile, patient))
        assert ("cerebral-origin-cautious-schedule" in codes) is said
        assert "cerebral-origin-cautious-schedule" not in people.codes(plan(profile))


class TestChildren:
    """For children the labels give an interval and no size."""

    def test_interval_only(self) -> None:
        """The UK start is held a week and reviewed."""
        decision = plan(UK, people.child(6, 20), smallest_dose=0.5 * bc.ureg.mg)
        assert steps(decision.answer) == [(1, 7, 6)]
        assert decision.answer.end == bc.Review(8)
        assert "plan-ends-without-size" in people.codes(decision)

    def test_no_interval(self) -> None:
        """Without an interval there is no plan."""
        label = attrs.evolve(UK, child=attrs.evolve(UK.child, interval=Unread()))
        decision = plan(label, people.child(6, 20), smallest_dose=0.5 * bc.ureg.mg)
        assert decision.outcome is bc.Outcome.UNREAD
        said = inquire(people.child(6, 20), profile=label, guidance=None, policy=None).posology
        assert rise_from(said, (1_500,) * 4, 40_000, Steps(500)) is NoRise.UNREAD
        assert held_at(said, 6_000) is None


class TestWithheld:
    """What withholds a start withholds the plan; a kidney number has no steps above it."""

    @pytest.mark.parametrize(
        ("profile", "patient"),
        [
            (US, people.older()),
            (US, people.adult(serum_creatinine=None, serum_creatinine_on=None)),
            (UK, people.adult(conditions={bc.Condition.PEPTIC_ULCER})),
            (US, people.adult(indication=bc.Indication.STROKE)),
        ],
    )
    def test_as_the_start(self, profile: object, patient: bc.Patient) -> None:
        """The outcome and the findings are those of the start."""
        decision = plan(profile, patient)
        start = bc.starting_dose(patient, profile=profile)
        assert (decision.outcome, decision.has_answer) == (start.outcome, False)
        assert set(people.codes(start)) <= set(people.codes(decision))
        assert decision.unknown == start.unknown

    def test_kidney_number(self) -> None:
        """The UK kidney dose is stated, the way up from it is not."""
        decision = plan(UK, people.older())
        assert bc.starting_dose(people.older(), profile=UK).has_answer
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.SILENT, False)
        assert "no-steps-for-kidneys" in people.codes(decision)

    def test_no_maximum_read(self) -> None:
        """Without a maximum that was read no plan is made."""
        maximum = attrs.evolve(US.adult.maximum, total_daily_dose=Unread())
        label = attrs.evolve(US, adult=attrs.evolve(US.adult, maximum=maximum))
        assert plan(label).outcome is bc.Outcome.UNREAD


class TestPlain:
    """The plain functions on integers."""

    def test_raised(self) -> None:
        """The smallest administration is raised first, of equal ones the last of the day."""
        assert raised((5_000, 5_000, 5_000), 25_000, Steps(5_000)) == (5_000, 10_000, 10_000)
        assert raised((10_000, 5_000), 20_000, Steps(5_000)) == (10_000, 10_000)
        assert raised((5_000,), 9_999, Steps(5_000)) == (5_000,)

    def test_every_plan_rises(self) -> None:
        """Totals rise strictly from step to step."""
        for label in (US, UK, CA, BY_DAY, BY_DOSE):
            totals = [total for _, _, total in steps(plan(label).answer)]
            assert all(low < high for low, high in pairwise(totals))

    def test_uneven_day(self) -> None:
        """A day that is no whole number of smallest doses is not raised by increments."""
        said = _posology(BY_DAY)
        assert rise_from(said, (7_000, 5_000, 5_000), 80_000, Steps(5_000)) is NoRise.NOT_MAKEABLE

    @pytest.mark.parametrize("doses", [(5_000,), (5_000, 5_000), (10_000, 10_000), (20_000,)])
    def test_lower_starts(self, doses: tuple[int, ...]) -> None:
        """From less than the start, or in another division, the label prints no rise."""
        assert rise_from(_posology(BY_DAY), doses, 80_000, Steps(5_000)) is NoRise.NOT_PRINTED

    def test_a_start_nobody_read(self) -> None:
        """Without the start the label's rises are not known to be printed for a day."""
        adult = attrs.evolve(BY_DAY.adult, start=Start())
        label = attrs.evolve(BY_DAY, adult=adult)
        assert (
            rise_from(_posology(label), (5_000,) * 3, 80_000, Steps(5_000)) is NoRise.NOT_PRINTED
        )

    def test_a_bug_is_a_refusal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A plan that does not rise, or a hold that is gone, is withheld."""
        from baclofen_cds.questions import titration

        for name, wrong in (("held_at", _vanishing()), ("rise_whole", _falling())):
            with monkeypatch.context() as patched:
                patched.setattr(titration, name, wrong)
                with pytest.raises(bc.errors.InternalError):
                    plan()


def _posology(label: bc.Profile) -> Posology:
    """Return what a label says to an adult."""
    return inquire(people.adult(), profile=label, guidance=None, policy=None).posology


def _vanishing() -> object:
    """Return a hold that is known once and then no more."""
    answers = iter([Stated((3, 3), PLACE), None])
    return lambda *_: next(answers)


def _falling() -> object:
    """Return rises that lead down."""
    from baclofen_cds.questions.steps.rises import Rise

    answers = iter([Rise((1_000,), (1_000,), Basis.LABEL, (PLACE,)), NoRise.AT_TOP] * 2)
    return lambda *_: next(answers)
