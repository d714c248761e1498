"""What a value that was read holds to beyond its types, so that no later call stumbles."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from baclofen_cds.decisions import Decision, Finding, Provenance, Remark, Unknown
from baclofen_cds.patient import Patient
from baclofen_cds.questions.start import StartingDose
from baclofen_cds.schedule import Schedule
from baclofen_cds.serialization.table import ASSESS, QUESTIONS
from baclofen_cds.vocabulary import Setting
from baclofen_cds.words.catalogue import sentences

__all__ = ["fault"]


def fault(value: object) -> str:
    """Say what a value of its type would need; empty when nothing is wrong."""
    expected, holds = _CHECKS.get(type(value), ("", _always))
    return "" if holds(value) else expected


def _always(value: object) -> bool:  # noqa: ARG001 - it holds of every value
    return True


def _can_be_said(said: Finding | Remark) -> bool:
    """Whether the catalogue has the sentence, and every value in it is given."""
    sentence = sentences().get(said.code)
    if sentence is None:
        return False
    needed = set(re.findall(r"\{([a-z_]+)\}", sentence))
    nested = [inner for _, value in said.values if type(value) is tuple for inner in value]
    remarks_only = all(type(inner) is Remark for inner in nested)
    return remarks_only and needed <= {name for name, _ in said.values}


def _can_be_named(unknown: Unknown) -> bool:
    return f"unknown-{unknown.name.replace('_', '-')}" in sentences()


def _answers_its_question(decision: Decision[Any]) -> bool:
    question = QUESTIONS.get(decision.question)
    if question is None or decision.question == ASSESS:
        return False
    return not decision.has_answer or type(decision.answer) is question.answer


def _says_who(made_with: Provenance) -> bool:
    """Whether the inputs name a patient and a setting, each of its own type."""
    inputs = dict(made_with.inputs)
    return type(inputs.get("patient")) is Patient and type(inputs.get("setting")) is Setting


def _has_options(dose: StartingDose) -> bool:
    return bool(dose.options and dose.citations)


def _follows_on(plan: Schedule) -> bool:
    """Whether the steps begin on day 1 and follow one another, each at least a day long."""
    next_day = 1
    for step in plan.steps:
        if step.first_day != next_day or step.days < 1:
            return False
        next_day += step.days
    return bool(plan.steps and plan.citations)


_SAYABLE: Final = "a code of the catalogue, with the values of its sentence"
_CHECKS: Final[dict[type, tuple[str, Callable[[Any], bool]]]] = {
    Finding: (_SAYABLE, _can_be_said),
    Remark: (_SAYABLE, _can_be_said),
    Unknown: ("the name of a fact that can be missing", _can_be_named),
    Provenance: ("a patient and a setting among its inputs", _says_who),
    Decision: ("a question of this library, with its own kind of answer", _answers_its_question),
    StartingDose: ("at least one option, with its citation", _has_options),
    Schedule: ("steps that follow one another from day 1, with citations", _follows_on),
}
