"""Baclofen into the spinal canal is never added up, and nothing rises beside it."""

from __future__ import annotations

import attrs
import corpus
import people
import pytest

import baclofen_cds as bc

PEOPLE = (0, 4, 7)


@pytest.mark.parametrize("name", bc.available_profiles())
class TestIntrathecal:
    """H20: tablets beside a pump."""

    @pytest.mark.parametrize("verb", corpus.VERBS)
    def test_said(self, name: str, verb: str) -> None:
        """Every question about someone who takes it says that the pump is not counted."""
        for number in PEOPLE:
            beside = attrs.evolve(corpus.patient(number), intrathecal_baclofen=True)
            codes = people.codes(corpus.asked(verb, beside, number, bc.get_profile(name)))
            young = verb == "older_adult_caution" and codes == []
            first = {"signs-in-hand", "nothing-taken"} & set(codes)
            assert "beside-intrathecal" in codes or first or young

    @pytest.mark.parametrize("question", [bc.starting_dose, bc.titration_plan])
    def test_no_start(self, name: str, question: object) -> None:
        """No start and no plan upwards is proposed where one would be."""
        alone = people.adult()
        beside = attrs.evolve(alone, intrathecal_baclofen=True)
        profile = bc.get_profile(name)
        assert question(alone, profile=profile).has_answer
        decision = question(beside, profile=profile)
        assert decision.outcome is bc.Outcome.OUT_OF_SCOPE
        assert not decision.has_answer

    def test_no_rise(self, name: str) -> None:
        """The next step is no rise; a rise that is meant is warned of."""
        profile, now = bc.get_profile(name), people.day(5, 5, 5)
        asked = {
            "held_for": 30 * bc.ureg.day,
            "response": bc.Response.PARTIAL,
            "tolerability": bc.Tolerability.GOOD,
            "profile": profile,
        }
        beside = attrs.evolve(people.adult(), intrathecal_baclofen=True)
        step = bc.next_titration_step(beside, now, **asked)
        assert not step.has_answer or step.answer.regimen is None
        assert step.outcome is bc.Outcome.OUT_OF_SCOPE

    def test_what_is_taken_is_answered(self, name: str) -> None:
        """The maximum is checked, and a taper planned, for what is taken by mouth."""
        profile, now = bc.get_profile(name), people.day(10, 10, 10)
        alone = people.adult()
        beside = attrs.evolve(alone, intrathecal_baclofen=True)
        for question in (bc.check_daily_maximum, bc.taper_plan):
            with_pump = question(beside, now, profile=profile)
            assert with_pump.answer == question(alone, now, profile=profile).answer
            finding = next(f for f in with_pump.findings if f.code == "beside-intrathecal")
            assert finding.severity is bc.Severity.WARNING
            assert "do not stop suddenly" in finding.detail
