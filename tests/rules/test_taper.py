"""Coming off."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import attrs
import people
import pytest
import strategies as some
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds import units
from baclofen_cds.deciding.tapers import held_days, levels, lowered, next_total
from baclofen_cds.knowledge.schema import Taper
from baclofen_cds.rules import taper
from baclofen_cds.sources import Basis, Citation, Stated
from baclofen_cds.units import registry

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
PLACE = Citation("A label of our own", "4.2")
LONG = 180 * registry().day


def plan(doses: tuple[float, ...], profile: object = UK, **asked: object) -> object:
    facts = {"exposure": LONG, **asked}
    return bc.taper_plan(people.adult(), people.day(*doses), profile=profile, **facts)


def totals(schedule: bc.Schedule) -> list[float]:
    return [step.regimen.micrograms_per_day / 1_000 for step in schedule.steps]


class TestLength:
    """The label's range decides; where it is silent, our policy does (P5)."""

    def test_label(self) -> None:
        """The UK label's one to two weeks: the longer end is taken."""
        answer = plan((5, 5, 5)).answer
        assert (answer.days, answer.end) == (14, bc.Tapered(15))

    @pytest.mark.parametrize(
        ("exposure", "days"), [(None, 21), (60, 14), (61, 21), (180, 21), (5, 14)]
    )
    def test_silent_label(self, exposure: int | None, days: int) -> None:
        """The US label is silent: 14 days, 21 after more than 60 days' or unknown use."""
        taken_for = None if exposure is None else exposure * bc.ureg.day
        decision = plan((5, 5, 5), US, exposure=taken_for)
        assert decision.answer.days == days
        assert ("exposure" in people.missing(decision)) is (exposure is None)

    @pytest.mark.parametrize(("exposure", "days"), [(60, 14), (61, 21), (None, 21)])
    def test_label_with_long_use(self, exposure: int | None, days: int) -> None:
        """A label that asks for longer after long use is followed; unknown counts as long."""
        label = attrs.evolve(
            UK,
            taper=attrs.evolve(
                UK.taper,
                long_use_length=Stated(21, PLACE),
                long_use_after=Stated((60, 90), PLACE),
            ),
        )
        taken_for = None if exposure is None else exposure * bc.ureg.day
        assert plan((5, 5), label, exposure=taken_for).answer.days == days

    def test_never_shorter_for_many_steps(self) -> None:
        """A taper with more steps than days takes a day for each step."""
        answer = plan((20, 20, 20, 20)).answer
        assert (len(answer.steps), answer.days) == (15, 15)
        decision = plan((20, 20, 20, 20))
        assert people.finding(decision, "taper-every-day").severity is bc.Severity.WARNING
        assert "day 1: 75 mg/day" in bc.text(decision)

    def test_weekly_pace_beside(self) -> None:
        """A weekly pace always stands beside it, with the same doses."""
        answer = plan((10, 10, 10)).answer
        assert answer.pace is bc.Pace.GENTLEST
        assert answer.beside.pace is bc.Pace.WEEKLY
        assert totals(answer.beside) == totals(answer) == [25, 20, 15, 10, 5]
        assert all(step.days >= 7 for step in answer.beside.steps)


class TestSteps:
    """Every drop is at most 5 mg a day unless the label gives another, the last included."""

    def test_ours(self) -> None:
        """Where the label gives no steps, each is marked as ours."""
        decision = plan((5, 5, 5))
        assert decision.outcome is bc.Outcome.POLICY
        assert {step.basis for step in decision.answer.steps} == {Basis.POLICY}
        assert "taper-steps-are-ours" in people.codes(decision)

    def test_the_labels(self) -> None:
        """Where the label gives steps of 10 to 15 mg, the smaller end is taken."""
        label = attrs.evolve(
            UK,
            taper=Taper(length=Stated((7, 14), PLACE), decrement=Stated((10_000, 15_000), PLACE)),
        )
        decision = plan((15, 15, 15), label)
        assert decision.outcome is bc.Outcome.STATED
        assert totals(decision.answer) == [35, 25, 15, 5]
        assert "taper-steps-are-the-labels" in people.codes(decision)

    def test_above_the_maximum(self) -> None:
        """A taper begins at the dose taken, even above the maximum."""
        assert totals(plan((40, 40, 40), US).answer)[0] == 115

    def test_smallest_dose(self) -> None:
        """At the smallest makeable dose it is held for what remains, then stopped."""
        answer = plan((5,)).answer
        assert [(s.first_day, s.days, str(s.regimen)) for s in answer.steps] == [
            (1, 14, "5 mg once daily")
        ]

    @pytest.mark.parametrize("doses", [(10, 10), (10,)])
    def test_not_makeable(self, doses: tuple[float, ...]) -> None:
        """A step that cannot be made within the decrement is said, never a bigger drop."""
        decision = plan(doses, smallest_dose=10 * bc.ureg.mg)
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.INSUFFICIENT_DATA, False)
        assert "smaller_makeable_dose" in people.missing(decision)
        assert "do-not-stop-suddenly" in people.said(decision)

    def test_odd_doses(self) -> None:
        """Doses that are no whole steps are lowered to whole steps where that is possible."""
        answer = plan((12.5, 12.5), smallest_dose=2.5 * bc.ureg.mg).answer
        assert totals(answer) == [20, 15, 10, 5]
        assert not plan((7, 7, 7)).has_answer

    @given(
        st.lists(st.integers(1, 24), min_size=1, max_size=6),
        st.sampled_from([500, 1_000, 2_500, 5_000]),
        some.profiles(),
    )
    def test_falls(self, multiples: list[int], step: int, profile: object) -> None:
        """Totals fall strictly, no slot rises, no drop passes the decrement, it ends at zero."""
        now = bc.Regimen([m * step * bc.ureg.mcg for m in multiples], confirmed=True)
        decision = bc.taper_plan(
            people.adult(), now, profile=profile, smallest_dose=step * bc.ureg.mcg
        )
        answer = decision.answer
        sums = [now.micrograms_per_day, *(s.regimen.micrograms_per_day for s in answer.steps), 0]
        drops = [high - low for high, low in pairwise(sums)]
        held = len(answer.steps) == 1 and drops[0] == 0
        allowed = getattr(profile.taper.decrement, "value", (5_000,))[0]
        assert all(0 < drop <= allowed for drop in drops[1 if held else 0 :])
        assert answer.days >= 14
        for regimen in (step.regimen for step in answer.steps):
            assert all(dose % step == 0 for dose in regimen.micrograms)


class TestSmallDays:
    """A small day goes down to the smallest dose that can be made, before nothing (P5)."""

    FR = bc.get_profile("fr-spasticity")

    @pytest.mark.parametrize(
        ("doses", "smallest", "down"),
        [
            ((5, 5), 5, [5]),
            ((5, 5), 2.5, [5]),
            ((5,), 5, [5]),
            ((2.5, 2.5), 2.5, [2.5]),
            ((4,), 1, [2, 1]),
        ],
    )
    def test_halves(self, doses: tuple[float, ...], smallest: float, down: list[float]) -> None:
        """At 5 mg a day or less each step is half of the one before, where that can be made."""
        answer = plan(doses, smallest_dose=smallest * bc.ureg.mg).answer
        assert totals(answer) == down
        assert answer.days == 14

    def test_french_steps(self) -> None:
        """French steps of 10 mg are of a day above 10 mg; below they would be all of it."""
        above, at = plan((5, 5, 5), self.FR), plan((5, 5), self.FR)
        assert (totals(above.answer), above.outcome) == ([5], bc.Outcome.STATED)
        assert (totals(at.answer), at.outcome) == ([5], bc.Outcome.POLICY)
        assert "taper-steps-are-ours" in people.codes(at)

    def test_french_steps_in_a_small_child(self) -> None:
        """French steps are of people from 6 years on."""
        for years, outcome in ((5, bc.Outcome.POLICY), (7, bc.Outcome.STATED)):
            decision = bc.taper_plan(
                people.child(years, 20), people.day(10, 10), profile=self.FR, exposure=LONG
            )
            assert decision.outcome is outcome


class TestAnsweredWhatever:
    """A taper is answered whatever the kidneys, age, indication or contraindications."""

    @pytest.mark.parametrize(
        "changes",
        [
            {"dialysis": bc.Dialysis.HAEMODIALYSIS},
            {"age": 5 * registry().year},
            {"indication": bc.Indication.ALCOHOL_USE_DISORDER},
            {"conditions": {bc.Condition.BACLOFEN_HYPERSENSITIVITY}},
            {"serum_creatinine": None, "serum_creatinine_on": None},
        ],
    )
    def test_answered(self, changes: dict[str, object]) -> None:
        """The patient who most needs a taper gets one."""
        decision = bc.taper_plan(people.adult(**changes), people.day(5, 5), profile=US)
        assert decision.has_answer

    def test_kidneys_are_said(self) -> None:
        """The kidneys' finding comes with the plan."""
        decision = bc.taper_plan(people.older(), people.day(10, 10, 10), profile=US)
        assert "kidney-impaired-taking" in people.codes(decision)

    def test_serious_reaction(self) -> None:
        """With a serious adverse reaction the label's exception is quoted beside the plan."""
        decision = plan((5, 5), reason=bc.StopReason.SERIOUS_ADVERSE_REACTION)
        assert "stop-after-serious-reaction" in people.codes(decision)
        assert decision.has_answer
        bare = attrs.evolve(UK, taper=Taper())
        unread = plan((5,), bare, reason=bc.StopReason.SERIOUS_ADVERSE_REACTION)
        assert "stop-after-serious-reaction-unread" in people.codes(unread)

    def test_licence_is_said(self) -> None:
        """A contraindication on record comes with the plan."""
        patient = people.adult(conditions={bc.Condition.PEPTIC_ULCER})
        decision = bc.taper_plan(patient, people.day(5, 5), profile=UK)
        assert "contraindicated-taking" in people.codes(decision)

    def test_dialysis(self) -> None:
        """On dialysis the pace is first agreed with nephrology."""
        patient = people.adult(dialysis=bc.Dialysis.HAEMODIALYSIS)
        decision = bc.taper_plan(patient, people.day(5, 5), profile=UK)
        assert "taper-agree-with-nephrology" in people.said(decision)

    def test_unreadable(self) -> None:
        """An amount that could not be read gets no plan, and is named."""
        decision = bc.taper_plan(people.adult(), bc.UNREADABLE, profile=US)
        assert decision.outcome is bc.Outcome.INSUFFICIENT_DATA
        assert people.missing(decision) == {"regimen", "exposure"}
        stated = bc.taper_plan(people.adult(), bc.UNREADABLE, profile=UK)
        assert people.missing(stated) == {"regimen"}

    def test_not_taking(self) -> None:
        """Where nothing is taken there is nothing to come off."""
        decision = bc.taper_plan(people.adult(), bc.NOT_TAKING, profile=US)
        assert decision.outcome is bc.Outcome.OUT_OF_SCOPE
        assert people.codes(decision) == ["nothing-taken"]


class TestArithmetic:
    """Whole micrograms, and nothing rounds up past the decrement."""

    @pytest.mark.parametrize(
        ("total", "decrement", "step", "following"),
        [(80_000, 5_000, 5_000, 75_000), (12_000, 5_000, 5_000, 10_000), (4_000, 5_000, 1_000, 0)],
    )
    def test_next_total(self, total: int, decrement: int, step: int, following: int) -> None:
        """The next total is the lowest whole one within the decrement."""
        assert next_total(total, decrement, step) == following

    @pytest.mark.parametrize(
        ("doses", "total", "below"),
        [
            ((10, 10, 10), 25, (5, 10, 10)),
            ((5, 10, 5), 15, (5, 5, 5)),
            ((5, 5), 5, (5,)),
            ((7, 7, 7), 20, None),
        ],
    )
    def test_lowered(
        self, doses: tuple[int, ...], total: int, below: tuple[int, ...] | None
    ) -> None:
        """The largest administration is lowered first, of equal ones the first of the day."""
        assert lowered(doses, total, 5) == below

    def test_levels(self) -> None:
        """The days of a taper end with the last one that has a dose."""
        assert levels((10, 10), 5, 5) == [(5, 10), (5, 5), (5,)]

    @pytest.mark.parametrize(
        ("count", "length", "held"), [(2, 14, [7, 7]), (3, 14, [4, 4, 6]), (15, 14, [1] * 15)]
    )
    def test_held_days(self, count: int, length: int, held: list[int]) -> None:
        """Days are shared evenly; what remains goes to the last step."""
        assert held_days(count, length) == held

    def test_a_wrong_plan_is_withheld(self, monkeypatch) -> None:
        """A plan that failed its own check would be refused, not shown."""
        monkeypatch.setattr(taper, "levels", lambda *_: [(20_000,)])
        with pytest.raises(bc.errors.InternalError) as caught:
            plan((5, 5))
        assert (caught.value.code, caught.value.field) == ("internal", "taper_plan")


class TestSchedule:
    """A plan in days."""

    SCHEDULE = plan((5, 5, 5)).answer

    def test_days(self) -> None:
        """Each day of the plan has its regimen; after the last nothing is taken."""
        assert [str(self.SCHEDULE.regimen_on(d)) for d in (1, 7, 8, 14)] == [
            "5 mg twice daily",
            "5 mg twice daily",
            "5 mg once daily",
            "5 mg once daily",
        ]
        assert self.SCHEDULE.regimen_on(15) is bc.NOT_TAKING

    def test_other_ends(self) -> None:
        """A plan that ends in a review, or goes on, keeps its last regimen."""
        for end in (bc.Review(15), bc.Continue()):
            going_on = attrs.evolve(self.SCHEDULE, end=end)
            assert str(going_on.regimen_on(99)) == "5 mg once daily"
            said = bc.text(attrs.evolve(plan((5, 5, 5)), answer=going_on))
            assert "then the same" in said

    @pytest.mark.parametrize(
        ("day", "code"),
        [(0, "not-positive"), (-1, "not-positive"), ("1", "wrong-type"), (True, "wrong-type")],
    )
    def test_wrong_days(self, day: object, code: str) -> None:
        """Days are whole numbers from 1 on."""
        with pytest.raises(bc.errors.InputError) as caught:
            self.SCHEDULE.regimen_on(day)
        assert (caught.value.code, caught.value.field) == (code, "day")

    def test_dated(self) -> None:
        """Civil dates, across a leap day and a change of clocks."""
        dated = self.SCHEDULE.dated(dt.date(2028, 2, 23))
        assert [(a.isoformat(), b.isoformat()) for a, b, _ in dated] == [
            ("2028-02-23", "2028-02-29"),
            ("2028-03-01", "2028-03-07"),
        ]
        with pytest.raises(bc.errors.InputError):
            self.SCHEDULE.dated(dt.datetime(2028, 2, 23, tzinfo=dt.UTC))

    def test_total_amount(self) -> None:
        """The drug mass of all its days: a week of 10 mg and a week of 5 mg."""
        assert self.SCHEDULE.total_amount == 105 * bc.ureg.mg
        assert self.SCHEDULE.citations

    def test_text(self) -> None:
        """A plan is written step by step, with its end and the pace beside it."""
        note = bc.text(plan((5, 5, 5)))
        assert "days 1 to 7: 10 mg/day (5 mg twice daily)" in note
        assert "nothing from day 15 on" in note
        assert "the weekly pace takes 14 days" in note
        alone = attrs.evolve(plan((5, 5, 5)), answer=self.SCHEDULE.beside)
        assert "beside it" not in bc.text(alone)


class TestExposure:
    """How long it was taken is a time in whole days or weeks."""

    @pytest.mark.parametrize(
        ("exposure", "code"),
        [
            (30, "unit-missing"),
            (1.5 * registry().day, "too-precise"),
            (-3 * registry().day, "negative"),
        ],
    )
    def test_refused(self, exposure: object, code: str) -> None:
        """A bare number, a part of a day or a negative time is refused by name."""
        with pytest.raises(bc.errors.InputError) as caught:
            plan((5,), exposure=exposure)
        assert (caught.value.code, caught.value.field) == (code, "exposure")

    def test_weeks(self) -> None:
        """Weeks are days."""
        weeks = plan((5,), US, exposure=8 * bc.ureg.week)
        days = units.duration(56 * bc.ureg.day, "exposure")
        assert units.duration(days, "exposure") is days
        assert weeks.answer == plan((5,), US, exposure=56 * bc.ureg.day).answer
