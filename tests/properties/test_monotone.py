"""One fact worse, all else the same, never permits more and is never warned of less.

Whole drawn patients, every label and every question: what a start, a plan, a next step or a
change may be, how each question ends, where a day stands among its limits, and how grave the
warnings are, those on the kidneys also by themselves. ``worse`` says what is made worse and
which pairs the policy itself leaves out; ``permitted`` what is compared.

Two exceptions are the policy's. With earlier creatinines the state of the kidneys is held the
same on both sides, because two results tell a change and not a level. And a taper is answered
whatever the kidneys: its two paces are the same, and only which comes first may change.
"""

from __future__ import annotations

from typing import Any

import pytest
import strategies as some
from asking_all import Course, everything
from hypothesis import given
from hypothesis import strategies as st
from permitted import Permitted, less_careful, permitted
from worse import WORSE, comparable

import baclofen_cds as bc

EVERY_PROFILE = [bc.get_profile(name) for name in bc.available_profiles()]
pytestmark = pytest.mark.parametrize("profile", EVERY_PROFILE, ids=lambda p: p.id)

HOW = st.integers(0, 10**9)
"""How a fact is made worse: which one of several, and by how much."""


def asked(patient: bc.Patient, profile: Any, course: Course) -> dict[str, Permitted]:
    """Return what every question permits this patient."""
    answers = everything(patient, profile, course)
    return {name: permitted(name, answer) for name, answer in answers.items()}


def check(patient: bc.Patient, profile: Any, course: Course, how: int, *facts: str) -> None:
    """Make each of these facts worse in turn, and compare every answer."""
    before = None
    for fact in facts:
        worse = WORSE[fact](patient, how)
        if worse is None or not comparable(fact, patient, worse, profile):
            continue
        before = before or asked(patient, profile, course)
        after = asked(worse, profile, course)
        for name, answer in before.items():
            found = less_careful(answer, after[name])
            assert not found, (fact, name, found, worse)


drawn = given(patient=some.anyone(), course=some.courses(), how=HOW)


class TestOneFactWorse:
    """Each fact in turn, over whole patients; the facts by the invariant they belong to."""

    @pytest.mark.invariant(8)
    @drawn
    def test_kidneys(self, patient: bc.Patient, course: Course, how: int, profile: Any) -> None:
        """I8: worse kidney values, an earlier low one, dialysis, change, illness or doubt."""
        check(
            patient,
            profile,
            course,
            how,
            "higher creatinine",
            "higher cystatin C",
            "lower recorded rate",
            "one lower rate of an earlier day",
            "on dialysis",
            "changing",
            "acutely ill",
            "in doubt",
        )

    @pytest.mark.invariant(9)
    @drawn
    def test_age(self, patient: bc.Patient, course: Course, how: int, profile: Any) -> None:
        """I9: a greater age, among adults."""
        check(patient, profile, course, how, "older")

    @pytest.mark.invariant(11)
    @drawn
    def test_risks(self, patient: bc.Patient, course: Course, how: int, profile: Any) -> None:
        """I11: one more medicine, condition or rate of a day, or a list that is not complete."""
        check(
            patient,
            profile,
            course,
            how,
            "one more medicine",
            "one more condition",
            "one more rate of the same day",
            "list not complete",
        )

    @pytest.mark.invariant(13)
    @drawn
    def test_undated(self, patient: bc.Patient, course: Course, how: int, profile: Any) -> None:
        """I13: a creatinine, a cystatin C, a weight or a height whose day is not on record."""
        check(
            patient,
            profile,
            course,
            how,
            "undated creatinine",
            "undated cystatin C",
            "undated weight",
            "undated height",
        )

    @pytest.mark.invariant(14)
    @drawn
    def test_older(self, patient: bc.Patient, course: Course, how: int, profile: Any) -> None:
        """I14: an older sample, weight or height, or an older recorded rate."""
        check(
            patient,
            profile,
            course,
            how,
            "older creatinine",
            "older cystatin C",
            "older weight",
            "older height",
            "older recorded rate",
        )


@pytest.mark.invariant(8)
@drawn
def test_both_paces(patient: bc.Patient, course: Course, how: int, profile: Any) -> None:
    """I8: worse kidneys leave a taper its two paces; only which of them comes first may change."""
    for fact in ("on dialysis", "changing", "higher creatinine"):
        worse = WORSE[fact](patient, how)
        if worse is None:
            continue
        plans = [
            bc.taper_plan(one, course.now, profile=profile, exposure=course.held)
            for one in (patient, worse)
        ]
        assert len({plan.has_answer for plan in plans}) == 1
        if plans[0].has_answer:
            one, other = (_paces(plan.answer) for plan in plans)
            assert one == other


def _paces(plan: Any) -> set[Any]:
    """Return the steps of a plan and of the one beside it."""
    return {plan.steps, plan.beside.steps if plan.beside else plan.steps}
