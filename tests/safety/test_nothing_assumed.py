"""No question has a default label, a default patient or a default amount."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import people
import pytest

import baclofen_cds as bc
from baclofen_cds.questions import registry

QUESTIONS = [getattr(bc, question.name) for question in registry.QUESTIONS]
MAY_BE_LEFT_OUT = {
    *("setting", "signs", "guidance", "policy", "exposure", "smallest_dose", "target", "reason"),
    *("held_for", "response", "tolerability", "starting", "pace", "lower_first"),
}
"""What has a default: the unknown, nothing, what is taken, or the files that ship."""


class TestLabel:
    """I33, I38: which label speaks is said by the caller, and by the answer."""

    def test_there_are_nine(self) -> None:
        """The search above sees the questions."""
        assert len(QUESTIONS) >= 9

    @pytest.mark.invariant(38)
    @pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.__name__)
    def test_no_default(self, question: Callable[..., Any]) -> None:
        """The label is named, and has no default; nor has anything else of the patient."""
        parameters = inspect.signature(question).parameters
        assert parameters["profile"].default is inspect.Parameter.empty
        assert parameters["profile"].kind is inspect.Parameter.KEYWORD_ONLY
        told = {p for p, made in parameters.items() if made.default is inspect.Parameter.empty}
        assert {"patient", "profile"} <= told
        assert set(parameters) - told <= MAY_BE_LEFT_OUT

    @pytest.mark.parametrize("name", bc.available_profiles())
    def test_said(self, name: str) -> None:
        """Each decision names the label that was asked, and no other one."""
        decision = bc.check_daily_maximum(
            people.adult(), people.day(10, 10, 10), profile=bc.get_profile(name)
        )
        assert decision.provenance.profile.id == name
