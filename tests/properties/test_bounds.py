"""The invariants of restarting, of what was confirmed, and of bounded work."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest
import strategies as some
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds.knowledge.reading import loader
from baclofen_cds.regimen import MOST_PER_DAY
from baclofen_cds.sources import Stated

EVERY_PROFILE = [bc.get_profile(name) for name in bc.available_profiles()]
PROFILES = st.sampled_from(EVERY_PROFILE)
POLICY = loader.current_policy()


def amount(micrograms: int) -> Any:
    return bc.ureg.Quantity(Fraction(micrograms, 1_000), "mg")


@pytest.mark.invariant(28)
class TestRestart:
    """I28 as far as a gap can be told: who takes none is started, never put back on a dose."""

    @given(patient=some.startable(), old=some.regimens(), profile=PROFILES)
    def test_the_old_dose(self, patient: bc.Patient, old: bc.Regimen, profile: Any) -> None:
        """Going back to the old dose is checked as a start, and too large above one."""
        start = bc.starting_dose(patient, profile=profile)
        check = bc.check_regimen_change(
            patient, before=bc.NOT_TAKING, after=old, held_for=None, profile=profile
        )
        assert check.has_answer is start.has_answer
        if not start.has_answer:
            return
        options = start.answer.options
        within = old.micrograms_per_day <= max(o.micrograms_per_day for o in options)
        within &= old.largest_micrograms <= max(o.largest_micrograms for o in options)
        assert (bc.ChangeProblem.TOO_LARGE in check.answer.problems) is not within

    @given(patient=some.startable(), days=st.integers(0, 400), profile=PROFILES)
    def test_no_more_than_a_start(self, patient: bc.Patient, days: int, profile: Any) -> None:
        """Who takes none has no next step and no taper, and a plan begins at the start."""
        step = bc.next_titration_step(
            patient,
            bc.NOT_TAKING,
            held_for=days * bc.ureg.day,
            response=bc.Response.PARTIAL,
            tolerability=bc.Tolerability.GOOD,
            profile=profile,
        )
        taper = bc.taper_plan(patient, bc.NOT_TAKING, profile=profile)
        assert step.outcome is taper.outcome is bc.Outcome.OUT_OF_SCOPE
        assert not step.has_answer
        assert not taper.has_answer
        start, plan = (f(patient, profile=profile) for f in (bc.starting_dose, bc.titration_plan))
        if plan.has_answer:
            assert plan.answer.steps[0].regimen in start.answer.options

    @given(
        patient=some.startable(),
        now=some.regimens(largest=30_000),
        more=some.regimens(largest=60_000),
        profile=PROFILES,
    )
    def test_not_told(
        self, patient: bc.Patient, now: bc.Regimen, more: bc.Regimen, profile: Any
    ) -> None:
        """How long a dose was taken, when not told, is unknown: no rise, and no check of one."""
        for response in bc.Response:
            step = bc.next_titration_step(
                patient,
                now,
                held_for=None,
                response=response,
                tolerability=bc.Tolerability.GOOD,
                profile=profile,
            )
            assert not (step.has_answer and step.answer.action is bc.Action.RAISE)
        if more.micrograms_per_day > now.micrograms_per_day:
            check = bc.check_regimen_change(
                patient, before=now, after=more, held_for=None, profile=profile
            )
            assert not check.has_answer


@pytest.mark.invariant(47)
class TestConfirmed:
    """I47 as far as a value can be confirmed: it is kept, said, and lifts no outer limit."""

    @given(micrograms=st.integers(1, 500_000), profile=PROFILES)
    def test_a_dose(self, micrograms: int, profile: Any) -> None:
        """Confirming admits a dose up to 200 mg, and leaves it above the maximum."""
        usual, most = 60_000, 200_000
        for confirmed, highest in ((False, usual), (True, most)):
            if 100 <= micrograms <= highest:
                day = bc.Regimen([amount(micrograms)] * 4, confirmed=confirmed)
                assert day.confirmed is confirmed
                continue
            with pytest.raises(bc.errors.InputError) as caught:
                bc.Regimen([amount(micrograms)] * 4, confirmed=confirmed)
            confirmable = not confirmed and usual < micrograms <= most
            assert caught.value.code == ("confirm" if confirmable else "implausible")
        if usual < micrograms <= most:
            patient = bc.Patient(as_of=some.AS_OF, age=45 * bc.ureg.year)
            verdict = bc.check_daily_maximum(patient, day, profile=profile).answer.verdict
            assert verdict in (bc.Verdict.ABOVE_MAXIMUM, bc.Verdict.NEEDS_SUPERVISION)

    @given(grams=st.integers(1, 500_000), years=st.integers(0, 17), profile=PROFILES)
    def test_a_weight(self, grams: int, years: int, profile: Any) -> None:
        """A confirmed weight is said in the findings, and one outside the windows refused."""
        facts: dict[str, Any] = {
            "as_of": some.AS_OF,
            "age": years * bc.ureg.year,
            "weight": bc.ureg.Quantity(grams, "gram"),
        }
        try:
            bc.Patient(**facts)
        except bc.errors.InputError as error:
            unusual = error.code == "confirm"
            assert unusual is (500 <= grams <= 350_000)
        else:
            unusual = False
        if not 500 <= grams <= 350_000:
            with pytest.raises(bc.errors.InputError) as caught:
                bc.Patient(**facts, confirmed={"weight"})
            assert caught.value.code == "implausible"
            return
        patient = bc.Patient(**facts, confirmed={"weight"})
        decision = bc.starting_dose(patient, profile=profile)
        said = "unusual-weight" in {finding.code for finding in decision.findings}
        assert said is unusual
        assert dict(decision.provenance.inputs)["patient"].confirmed == {"weight"}

    @given(patient=some.startable(), now=some.regimens(largest=60_000), profile=PROFILES)
    def test_nothing_permitted(self, patient: bc.Patient, now: bc.Regimen, profile: Any) -> None:
        """A value that nobody asks about is as good confirmed as not: the answer is the same."""
        sure = attrs.evolve(now, confirmed=True)
        plain = attrs.evolve(now, confirmed=False)
        verdicts = [
            bc.check_daily_maximum(patient, day, profile=profile).answer.verdict
            for day in (sure, plain)
            if bc.check_daily_maximum(patient, day, profile=profile).has_answer
        ]
        assert len(set(verdicts)) <= 1


LARGEST_DAY = POLICY.plausibility.largest_dose * MOST_PER_DAY
AT_THE_EDGE = st.sampled_from([100, 200_000])


@st.composite
def large_days(draw: st.DrawFn) -> bc.Regimen:
    """Draw a day towards the largest one that can be told."""
    doses = draw(
        st.lists(
            st.one_of(st.integers(100_000, 200_000), AT_THE_EDGE),
            min_size=1,
            max_size=MOST_PER_DAY,
        )
    )
    return bc.Regimen([amount(dose) for dose in doses], confirmed=True)


@pytest.mark.invariant(48)
class TestBoundedWork:
    """I48: how long a plan can be follows from what a day can hold and the files."""

    @given(now=large_days(), step=st.sampled_from([100, 101, 2_501, 5_000]), profile=PROFILES)
    def test_taper(self, now: bc.Regimen, step: int, profile: Any) -> None:
        """A plan has no more steps than the ladder has rungs, so the work is bounded."""
        patient = bc.Patient(as_of=some.AS_OF, age=45 * bc.ureg.year)
        decision = bc.taper_plan(patient, now, profile=profile, smallest_dose=amount(step))
        if not decision.has_answer:
            return
        ours = POLICY.taper
        rungs = len(ours.adult_rungs.value) + now.micrograms_per_day // ours.rung_spacing.value
        assert len(decision.answer.steps) <= rungs
        assert max(decision.answer.days, decision.answer.beside.days) <= 7 * rungs

    @given(
        patient=some.startable(),
        step=st.sampled_from([100, 101, 2_501, 5_000]),
        target=st.integers(1, LARGEST_DAY),
        profile=PROFILES,
    )
    def test_titration(self, patient: bc.Patient, step: int, target: int, profile: Any) -> None:
        """A plan up has no more steps than rungs, or than smallest rises below the maximum."""
        decision = bc.titration_plan(
            patient,
            profile=profile,
            smallest_dose=amount(step),
            target=bc.ureg.Quantity(target, "microgram / day"),
        )
        if not decision.has_answer:
            return
        adult = profile.adult
        sizes = [
            leaf.value[0]
            for leaf in (adult.increments.per_day, adult.increments.per_administration)
            if isinstance(leaf, Stated)
        ]
        tops = [
            leaf.value if isinstance(leaf.value, int) else leaf.value[1]
            for leaf in (adult.maximum.total_daily_dose, adult.usual_range)
            if isinstance(leaf, Stated)
        ]
        most = len(adult.ladder.rungs) or max(tops) // min(sizes) + 1
        for pace in (decision.answer, decision.answer.beside):
            assert pace is None or len(pace.steps) <= most

    @pytest.mark.parametrize("digits", [13, 400, 5_000])
    def test_enormous_numbers(self, digits: int) -> None:
        """A number with thousands of digits is refused by name, at once."""
        for number in (10**digits, Fraction(10**digits, 3), Fraction(1, 10**digits)):
            with pytest.raises(bc.errors.InputError):
                bc.Regimen([bc.ureg.Quantity(number, "mg")])

    @pytest.mark.parametrize("length", [65, 1_000_000])
    def test_long_texts(self, length: int) -> None:
        """A text of any length is refused by name wherever a name is asked for."""
        for ask in (bc.get_profile, bc.get_guidance):
            with pytest.raises(bc.errors.NotFoundError):
                ask("x" * length)
        with pytest.raises(bc.errors.InputError):
            bc.Medicines(["N" * length])
        with pytest.raises(bc.errors.BaclofenCDSError):
            bc.load_profile("x" * length)

    def test_too_many(self) -> None:
        """More administrations than hours are refused."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Regimen([amount(5_000)] * (MOST_PER_DAY + 1))
        assert (caught.value.code, caught.value.field) == ("too-many", "doses")
