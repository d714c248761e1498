"""The invariants that plans, steps and changes can break, each a property over every profile."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
import strategies as some
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.taper_sweep import in_size, lowest_rung, never_below, person

import baclofen_cds as bc
from baclofen_cds.sources import Stated

EVERY_PROFILE = [bc.get_profile(name) for name in bc.available_profiles()]
pytestmark = pytest.mark.parametrize("profile", EVERY_PROFILE, ids=lambda p: p.id)

ANYONE = st.one_of(some.startable(youngest=216), some.startable())
"""Someone known well enough to be started; more often an adult than not."""
STEPS = st.sampled_from([500, 1_000, 2_500, 5_000])


def amount(micrograms: int) -> Any:
    return bc.ureg.Quantity(Fraction(micrograms, 1_000), "mg")


def going_up(patient: bc.Patient, profile: Any, step: int, **asked: Any) -> bc.Schedule:
    decision = bc.titration_plan(patient, profile=profile, smallest_dose=amount(step), **asked)
    assume(decision.has_answer)
    return decision.answer


def coming_off(now: bc.Regimen, profile: Any, step: int, **asked: Any) -> bc.Schedule:
    patient = bc.Patient(age=45 * bc.ureg.year, as_of=some.AS_OF)
    decision = bc.taper_plan(patient, now, profile=profile, smallest_dose=amount(step), **asked)
    assume(decision.has_answer)
    return decision.answer


def is_abrupt(total: int, used: int | None, *, child: bool) -> bool:
    """Whether a stop is abrupt by the policy's page, no unit told."""
    few, small = used is not None and used <= 3, total <= (1_000 if child else 5_000)
    return not few and not small and (used is None or used > 14 or total >= 30_000)


def paces(plan: bc.Schedule) -> list[bc.Schedule]:
    return [plan, *([plan.beside] if plan.beside else [])]


def daily(plan: bc.Schedule) -> list[int]:
    return [step.regimen.micrograms_per_day for step in plan.steps for _ in range(step.days)]


def totals(plan: bc.Schedule) -> list[int]:
    return [step.regimen.micrograms_per_day for step in plan.steps]


@st.composite
def makeable_days(draw: st.DrawFn, step: int) -> bc.Regimen:
    """Draw a day in whole smallest doses."""
    parts = draw(st.lists(st.integers(1, 40_000 // step), min_size=1, max_size=5))
    return bc.Regimen([amount(part * step) for part in parts], confirmed=True)


class TestGoingUp:
    """I1, I2, I5, I6 and I7 for plans of titration."""

    @pytest.mark.invariant(1)
    @given(patient=ANYONE, step=STEPS, target=st.integers(5_000, 130_000))
    def test_cap(self, patient: bc.Patient, step: int, target: int, profile: Any) -> None:
        """I1: no day of any pace passes the target or the maximum for outpatients."""
        per_day = bc.ureg.Quantity(Fraction(target, 1_000), "mg/day")
        plan = going_up(patient, profile, step, target=per_day)
        for pace in paces(plan):
            for planned in pace.steps:
                assert planned.regimen.micrograms_per_day <= target
                check = bc.check_daily_maximum(patient, planned.regimen, profile=profile)
                assert check.answer.verdict in (bc.Verdict.WITHIN, bc.Verdict.ABOVE_USUAL_RANGE)

    @pytest.mark.invariant(2)
    @given(patient=ANYONE, step=STEPS)
    def test_single_dose(self, patient: bc.Patient, step: int, profile: Any) -> None:
        """I2: no administration passes the largest one the label names."""
        named = profile.adult.maximum.largest_named_administration
        plan = going_up(patient, profile, step)
        largest = max(s.regimen.largest_micrograms for pace in paces(plan) for s in pace.steps)
        assert not isinstance(named, Stated) or largest <= named.value

    @pytest.mark.invariant(5)
    @given(patient=ANYONE, step=STEPS)
    def test_conservation(self, patient: bc.Patient, step: int, profile: Any) -> None:
        """I5: the doses of a day add up to its total, and the days to the amount of the plan."""
        plan = going_up(patient, profile, step)
        for planned in plan.steps:
            assert sum(planned.regimen.micrograms) == planned.regimen.micrograms_per_day
        taken = sum(sum(plan.regimen_on(day).micrograms) for day in range(1, plan.days + 1))
        assert plan.total_amount.m_as("microgram") == pytest.approx(taken)

    @pytest.mark.invariant(6)
    @given(patient=some.startable(youngest=216), step=STEPS)
    def test_bound(self, patient: bc.Patient, step: int, profile: Any) -> None:
        """I6: each rise is one the label prints, no sooner than it says."""
        adult = profile.adult
        rungs = [rung.each * rung.times_per_day for rung in adult.ladder.rungs]
        for pace in paces(going_up(patient, profile, step)):
            for before, after in pairwise(pace.steps):
                low, high = (s.regimen.micrograms_per_day for s in (before, after))
                if rungs:
                    assert rungs.index(high) == rungs.index(low) + 1
                    assert before.days == adult.ladder.rungs[rungs.index(low)].hold
                    continue
                size, per = adult.increments.per_day, 1
                if isinstance(adult.increments.per_administration, Stated):
                    size = adult.increments.per_administration
                    per = before.regimen.times_per_day
                assert size.value[0] * per <= high - low <= size.value[1] * per
                least = [
                    leaf.value[0] if isinstance(leaf.value, tuple) else leaf.value
                    for leaf in (adult.increments.interval, adult.increments.no_sooner_than)
                    if isinstance(leaf, Stated)
                ]
                assert before.days >= max(least)

    @pytest.mark.invariant(6)
    @given(patient=ANYONE, step=STEPS)
    def test_own_check(self, patient: bc.Patient, step: int, profile: Any) -> None:
        """I6: every step of a plan, asked of the check with the days held, is no problem."""
        for pace in paces(going_up(patient, profile, step)):
            days = (None, *(planned.days for planned in pace.steps))
            taken = (bc.NOT_TAKING, *(planned.regimen for planned in pace.steps))
            for held, (before, after) in zip(days, pairwise(taken), strict=False):
                check = bc.check_regimen_change(
                    patient,
                    before=before,
                    after=after,
                    held_for=None if held is None else held * bc.ureg.day,
                    profile=profile,
                )
                wrong = set(check.answer.problems) - {bc.ChangeProblem.AVOID}
                assert not wrong, (before, after, held)

    @pytest.mark.invariant(6)
    @given(
        patient=ANYONE,
        now=some.regimens(largest=30_000),
        extra=st.integers(100, 60_000),
        apart=st.booleans(),
    )
    def test_never_without_a_size(
        self, patient: bc.Patient, now: bc.Regimen, extra: int, apart: bool, profile: Any
    ) -> None:
        """I6: a rise checked is at most 15 mg/day, a child's its start by weight, or too large.

        From the last rung of the US label on, up to the maximum it prints, it may be more.
        """
        first, *others = now.doses
        doses = [*now.doses, amount(extra)] if apart else [first + amount(extra), *others]
        more = bc.Regimen(doses, confirmed=True)
        check = bc.check_regimen_change(
            patient, before=now, after=more, held_for=30 * bc.ureg.day, profile=profile
        )
        if not check.has_answer:
            return
        problems, most = check.answer.problems, 15_000
        adult = profile.adult.from_age
        if patient.age_months < (adult.value if isinstance(adult, Stated) else 216):
            by_weight = profile.child.start_per_kg.value * patient.weight_grams // 1_000
            most = min(most, by_weight)
        from_rung = profile.id == "us-spasticity" and now.micrograms_per_day >= 60_000
        excepted = from_rung and more.micrograms_per_day <= 80_000
        if extra > most and not excepted:
            assert bc.ChangeProblem.TOO_LARGE in problems
            assert check.severity is not bc.Severity.INFO
        verdict = bc.check_daily_maximum(patient, more, profile=profile)
        passed = (bc.Verdict.ABOVE_MAXIMUM, bc.Verdict.NEEDS_SUPERVISION)
        if verdict.has_answer and verdict.answer.verdict in passed:
            assert bc.ChangeProblem.ABOVE_MAXIMUM in problems

    @pytest.mark.invariant(13)
    @given(patient=some.anyone(), now=some.regimens(largest=30_000), held=st.integers(0, 100))
    def test_medicines_untold(
        self, patient: bc.Patient, now: bc.Regimen, held: int, profile: Any
    ) -> None:
        """I13: of a start and a rise an incomplete list of medicines is named, and no other."""
        days = held * bc.ureg.day
        more = bc.Regimen([*now.doses, 5 * bc.ureg.mg], confirmed=True)
        asked = [
            bc.starting_dose(patient, profile=profile),
            bc.titration_plan(patient, profile=profile),
            *(
                bc.check_regimen_change(
                    patient, before=before, after=more, held_for=days, profile=profile
                )
                for before in (now, bc.NOT_TAKING)
            ),
        ]
        for decision in asked:
            names = [unknown.name for unknown in decision.unknown]
            assert (names[-1:] == ["medicines"]) is not patient.medicines.complete

    @pytest.mark.invariant(7)
    @given(patient=ANYONE, step=STEPS)
    def test_rises(self, patient: bc.Patient, step: int, profile: Any) -> None:
        """I7: the totals of a titration never fall, in no administration either."""
        for pace in paces(going_up(patient, profile, step)):
            assert all(low < high for low, high in pairwise(totals(pace)))
            for before, after in pairwise(pace.steps):
                if before.regimen.times_per_day == after.regimen.times_per_day:
                    both = zip(before.regimen.micrograms, after.regimen.micrograms, strict=True)
                    assert all(low <= high for low, high in both)

    @pytest.mark.invariant(7)
    @given(
        patient=some.anyone(),
        now=some.regimens(largest=60_000),
        held=st.integers(0, 100),
        response=st.sampled_from(bc.Response),
        tolerability=st.sampled_from(bc.Tolerability),
    )
    def test_next_step(
        self,
        patient: bc.Patient,
        now: bc.Regimen,
        held: int,
        response: bc.Response,
        tolerability: bc.Tolerability,
        profile: Any,
    ) -> None:
        """I7: a rise goes up and within the maximum, a step back goes down, nothing else moves."""
        decision = bc.next_titration_step(
            patient,
            now,
            held_for=held * bc.ureg.day,
            response=response,
            tolerability=tolerability,
            profile=profile,
        )
        bc.text(decision, sources=True)
        if not decision.has_answer:
            return
        answer, total = decision.answer, now.micrograms_per_day
        moved = [option.micrograms_per_day for option in answer.options]
        if answer.action is bc.Action.RAISE:
            assert tolerability is bc.Tolerability.GOOD
            assert moved
            assert min(moved) > total
            for option in answer.options:
                verdict = bc.check_daily_maximum(patient, option, profile=profile).answer.verdict
                assert verdict in (bc.Verdict.WITHIN, bc.Verdict.ABOVE_USUAL_RANGE)
        elif answer.action is bc.Action.STEP_BACK:
            assert tolerability is bc.Tolerability.LIMITING
            assert max(moved) < total
        else:
            assert moved == []

    @pytest.mark.invariant(12)
    @given(
        patient=some.anyone(),
        now=some.regimens(largest=30_000),
        more=some.regimens(largest=30_000),
        held=st.integers(0, 100),
    )
    def test_no_rise_where_no_start(
        self, patient: bc.Patient, now: bc.Regimen, more: bc.Regimen, held: int, profile: Any
    ) -> None:
        """I12: where a start is withheld, a plan, a rise and a check of a rise are too."""
        assume(not bc.starting_dose(patient, profile=profile).has_answer)
        assert not bc.titration_plan(patient, profile=profile).has_answer
        step = bc.next_titration_step(
            patient,
            now,
            held_for=held * bc.ureg.day,
            response=bc.Response.PARTIAL,
            tolerability=bc.Tolerability.GOOD,
            profile=profile,
        )
        assert not (step.has_answer and step.answer.action is bc.Action.RAISE)
        if more.micrograms_per_day > now.micrograms_per_day:
            check = bc.check_regimen_change(
                patient, before=now, after=more, held_for=held * bc.ureg.day, profile=profile
            )
            assert not check.has_answer


class TestComingOff:
    """I23 to I27 for tapers, and for a stop without one."""

    @pytest.mark.invariant(23)
    @given(data=st.data(), step=STEPS)
    def test_falls(self, data: st.DataObject, step: int, profile: Any) -> None:
        """I23: totals fall to nothing, and no administration passes the one before it."""
        now = data.draw(makeable_days(step))
        for pace in paces(coming_off(now, profile, step)):
            sums = [now.micrograms_per_day, *totals(pace), 0]
            held = sums[0] == sums[1]
            assert all(high > low for high, low in pairwise(sums[1 if held else 0 :]))
            for day in (s.regimen for s in pace.steps):
                ranked = zip(sorted(now.micrograms)[::-1], sorted(day.micrograms)[::-1])  # noqa: B905
                assert all(after <= before for before, after in ranked)

    @pytest.mark.invariant(24)
    @given(data=st.data(), step=STEPS)
    def test_drop(self, data: st.DataObject, step: int, profile: Any) -> None:
        """I24: no drop is more than 10 mg a day or its share of the day, but for one unit."""
        now = data.draw(makeable_days(step))
        for pace in paces(coming_off(now, profile, step)):
            sums = [now.micrograms_per_day, *totals(pace)]
            downs = pairwise(sums[1:] if sums[0] == sums[1] else sums)
            assert all(in_size(*down, step, child=False) for down in downs)
            assert sums[-1] <= lowest_rung(step, child=False)

    @pytest.mark.invariant(23)
    @given(starts=st.lists(st.integers(1, 200_000), min_size=2, max_size=2), step=STEPS)
    def test_no_inversion(self, starts: list[int], step: int, profile: Any) -> None:
        """I23: who comes from more takes at least as much on every day, at either pace."""
        courses = []
        for start in sorted(starts):
            now = bc.Regimen([amount(max(start // step, 1) * step)], confirmed=True)
            plan = coming_off(now, profile, step)
            courses.append(
                [daily(pace) for pace in sorted(paces(plan), key=lambda p: p.pace.value)]
            )
            assert never_below(*courses[-1])
        assert all(never_below(high, low) for low, high in zip(*courses, strict=True))

    @pytest.mark.invariant(24)
    @given(data=st.data(), step=STEPS, used=st.none() | st.integers(0, 400))
    def test_our_own_check(
        self, data: st.DataObject, step: int, used: int | None, profile: Any
    ) -> None:
        """I24: each drop, asked of our own check with its unit, use and days, is information."""
        now, day = data.draw(makeable_days(step)), bc.ureg.day
        told = {"exposure": None if used is None else used * day, "smallest_dose": amount(step)}
        patient = person(child=False)
        for pace in paces(coming_off(now, profile, step, exposure=told["exposure"])):
            days = [(now, None), *((s.regimen, s.days) for s in pace.steps), (bc.Stop(), 0)]
            for (before, held), (after, _) in pairwise(days[days[0][0] == days[1][0] :]):
                check = bc.check_regimen_change(
                    patient,
                    before=before,
                    after=after,
                    held_for=None if held is None else held * day,
                    profile=profile,
                    **told,
                )
                assert check.severity is bc.Severity.INFO, (before, after, held)

    @pytest.mark.invariant(25)
    @given(data=st.data(), step=STEPS, days=st.tuples(st.integers(0, 400), st.integers(0, 400)))
    def test_length(
        self, data: st.DataObject, step: int, days: tuple[int, int], profile: Any
    ) -> None:
        """I25: longer use never gives a shorter taper, and unknown use the longest."""
        now = data.draw(makeable_days(step))
        short, long = sorted(days)
        lengths = [
            coming_off(now, profile, step, exposure=used * bc.ureg.day).days
            for used in (short, long)
        ]
        assert lengths[0] <= lengths[1] <= coming_off(now, profile, step).days
        assert lengths[0] >= 14

    @pytest.mark.invariant(26)
    @given(patient=ANYONE, data=st.data(), step=STEPS)
    def test_ends(self, patient: bc.Patient, data: st.DataObject, step: int, profile: Any) -> None:
        """I26: a plan goes on, is reviewed, or has come to nothing: it never just runs out."""
        for pace in paces(coming_off(data.draw(makeable_days(step)), profile, step)):
            assert pace.end == bc.Tapered(pace.days + 1)
            assert pace.regimen_on(pace.days + 1) is bc.NOT_TAKING
        for pace in paces(going_up(patient, profile, step)):
            assert pace.end in (bc.Continue(), bc.Review(pace.days + 1))
            assert pace.regimen_on(pace.days + 1) == pace.steps[-1].regimen

    @pytest.mark.invariant(27)
    @given(
        patient=some.patients(),
        now=some.regimens(),
        held=st.one_of(st.none(), st.integers(0, 400)),
        used=st.one_of(st.none(), st.integers(0, 400)),
        reason=st.sampled_from(bc.StopReason),
    )
    def test_no_accidental_stop(
        self,
        patient: bc.Patient,
        now: bc.Regimen,
        held: int | None,
        used: int | None,
        reason: bc.StopReason,
        profile: Any,
    ) -> None:
        """I27: a stop is abrupt unless little was taken, or its use was surely short."""
        decision = bc.check_regimen_change(
            patient,
            before=now,
            after=bc.Stop(reason=reason),
            held_for=None if held is None else held * bc.ureg.day,
            exposure=None if used is None else used * bc.ureg.day,
            profile=profile,
        )
        excepted = reason is bc.StopReason.SERIOUS_ADVERSE_REACTION
        longest = None if used is None else max(used, held or 0)
        known = longest if longest is not None or (held or 0) <= 14 else held
        abrupt = bc.ChangeProblem.ABRUPT in decision.answer.problems
        child = patient.age_months < 216
        assert abrupt is is_abrupt(now.micrograms_per_day, known, child=child)
        if abrupt and not excepted:
            assert decision.severity is bc.Severity.CRITICAL
            assert "do not stop suddenly" in bc.text(decision)

    @pytest.mark.invariant(27)
    @given(patient=some.patients(), now=some.regimens())
    def test_no_finding_says_stop(
        self, patient: bc.Patient, now: bc.Regimen, profile: Any
    ) -> None:
        """I27: whatever is withheld from someone who takes it says not to stop suddenly."""
        decision = bc.next_titration_step(
            patient,
            now,
            held_for=90 * bc.ureg.day,
            response=bc.Response.PARTIAL,
            tolerability=bc.Tolerability.GOOD,
            profile=profile,
        )
        if not decision.has_answer and decision.outcome is not bc.Outcome.INSUFFICIENT_DATA:
            assert "do not stop suddenly" in bc.text(decision)
