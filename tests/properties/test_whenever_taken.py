"""No verdict, total, plan or sentence goes by when in the day a dose is taken."""

from __future__ import annotations

from typing import Any

import attrs
import people
import pytest
import strategies as some
from asking_all import Course, everything
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds.render.facts import facts

EVERY_PROFILE = [bc.get_profile(name) for name in bc.available_profiles()]
over_every_profile = pytest.mark.parametrize("profile", EVERY_PROFILE, ids=lambda p: p.id)


@st.composite
def with_slots(draw: st.DrawFn, regimen: bc.Regimen) -> bc.Regimen:
    """Draw a day as it is told with slots."""
    return attrs.evolve(regimen, slots=draw(some.slots(regimen.times_per_day)))


def _without(regimen: bc.Regimen) -> bc.Regimen:
    return attrs.evolve(regimen, slots=None)


def _changed(course: Course, change: Any) -> Course:
    days = {name: change(getattr(course, name)) for name in ("now", "more", "less")}
    return attrs.evolve(course, **days)


def answered(result: Any) -> tuple[Any, ...]:
    """Return all of a result but what it was asked with."""
    inside = (
        [(one.question, one.outcome, one.has_answer and one.answer) for one in result.decisions]
        if isinstance(result, bc.Assessment)
        else [result.outcome, result.has_answer and result.answer]
    )
    said = result.headline, bc.text(result, sources=True)
    return (*inside, result.findings, result.unknown, result.citations, *said)


def regimens_in(plan: bc.Schedule) -> list[bc.Regimen]:
    """Return what is taken in a plan, at either pace."""
    beside = regimens_in(plan.beside) if plan.beside else []
    return [*(step.regimen for step in plan.steps), *beside]


@over_every_profile
class TestNothingGoesByThem:
    """Told when doses are taken, every question ends as it does untold."""

    @given(data=st.data())
    def test_every_question(self, data: st.DataObject, profile: Any) -> None:
        """Outcomes, answers, totals, plans, findings and text are the same, over every verb."""
        patient = data.draw(some.anyone())
        course = _changed(data.draw(some.courses()), _without)
        told = _changed(course, lambda regimen: data.draw(with_slots(regimen)))
        plain, slotted = (everything(patient, profile, one) for one in (course, told))
        for name, result in plain.items():
            assert answered(slotted[name]) == answered(result), name

    @given(data=st.data(), now=some.regimens(most=4, largest=40_000))
    def test_every_taper(self, data: st.DataObject, profile: Any, now: bc.Regimen) -> None:
        """A taper is the same, whatever is lowered first, and none of its steps has slots."""
        told = data.draw(with_slots(now))
        asked = {
            "profile": profile,
            "smallest_dose": data.draw(st.none() | some.doses(largest=20_000)),
            "lower_first": data.draw(st.none() | st.integers(1, now.times_per_day)),
        }
        plan = bc.taper_plan(people.adult(), told, **asked)
        assert answered(plan) == answered(bc.taper_plan(people.adult(), _without(now), **asked))
        if plan.has_answer:
            assert {regimen.slots for regimen in regimens_in(plan.answer)} == {None}

    def test_a_day_that_is_held(self, profile: Any) -> None:
        """Where nothing lower can be made, the day taken is held, as doses alone."""
        now = bc.Regimen([5 * bc.ureg.mg], slots=["night"])
        asked = {"profile": profile, "smallest_dose": 5 * bc.ureg.mg}
        plan = bc.taper_plan(people.adult(), now, **asked)
        assert answered(plan) == answered(bc.taper_plan(people.adult(), _without(now), **asked))
        assert set(regimens_in(plan.answer)) == {_without(now)}

    def test_another_division(self, profile: Any) -> None:
        """The sentence on the same total, divided otherwise, names doses and no slots."""
        before = bc.Regimen([10 * bc.ureg.mg, 5 * bc.ureg.mg], slots=["morning", "night"])
        after = bc.Regimen.even(
            each=5 * bc.ureg.mg, times_per_day=3, slots=["morning", "noon", "night"]
        )
        asked = {"before": before, "after": after, "held_for": 9 * bc.ureg.day}
        checked = bc.check_regimen_change(people.adult(), profile=profile, **asked)
        plain = asked | {"before": _without(before), "after": _without(after)}
        untold = bc.check_regimen_change(people.adult(), profile=profile, **plain)
        assert answered(checked) == answered(untold)


class TestKept:
    """What was told is kept with the answer, and asked again it is the same."""

    @over_every_profile
    def test_recomputed(self, profile: Any) -> None:
        """The provenance holds the slots; the stored question gives an equal decision."""
        now = bc.Regimen([10 * bc.ureg.mg, 5 * bc.ureg.mg], slots=["morning", "night"])
        decision = bc.check_daily_maximum(people.adult(), now, profile=profile)
        again = bc.recompute(bc.to_dict(decision))
        assert again == decision
        assert dict(again.provenance.inputs)["taking"].slots == now.slots

    def test_understood(self) -> None:
        """The facts as they were understood show them."""
        now = bc.Regimen([10 * bc.ureg.mg, 5 * bc.ureg.mg], slots=["morning", "night"])
        shown = dict(facts(people.adult(), now))
        assert shown["baclofen"] == "15 mg/day (10 mg morning + 5 mg night a day)"
