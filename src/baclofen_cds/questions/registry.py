"""The questions: the only list of them. It is made of texts, and imports no question.

A question's name is that of its public function, and a member of
:class:`baclofen_cds.vocabulary.Question`. Public names, commands, what can be stored and asked
again, the JSON Schema and the corpora of the tests are made from this list, or are held to it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final, NamedTuple

__all__ = ["QUESTIONS", "Asked", "found"]


class Asked(NamedTuple):
    """One question.

    Parameters
    ----------
    name
        Its public function.
    place
        The module the function stands in.
    answer
        The module and the name of the type of its answer.
    inputs
        What it is asked with besides the patient, as a provenance names it.
    command
        The command that asks it.
    """

    name: str
    place: str
    answer: tuple[str, str]
    inputs: tuple[str, ...]
    command: str


QUESTIONS: Final = (
    Asked(
        "assess",
        "questions.assess",
        ("questions.assess", "Assessment"),
        ("setting", "taking", "signs"),
        "assess",
    ),
    Asked(
        "starting_dose",
        "questions.start",
        ("questions.start", "StartingDose"),
        ("setting", "smallest_dose"),
        "start",
    ),
    Asked(
        "titration_plan",
        "questions.titration",
        ("schedule", "Schedule"),
        ("setting", "target", "smallest_dose"),
        "titrate",
    ),
    Asked(
        "next_titration_step",
        "questions.next_step",
        ("questions.steps.stepping", "NextStep"),
        ("setting", "taking", "held_for", "response", "tolerability", "smallest_dose"),
        "titrate",
    ),
    Asked(
        "check_daily_maximum",
        "questions.maximum",
        ("deciding.maximum", "MaximumCheck"),
        ("setting", "taking"),
        "check",
    ),
    Asked(
        "check_regimen_change",
        "questions.regimen_change",
        ("questions.steps.change_steps", "ChangeCheck"),
        ("setting", "before", "after", "held_for", "exposure", "smallest_dose"),
        "change",
    ),
    Asked(
        "renal_caution",
        "questions.renal",
        ("questions.renal", "KidneyCaution"),
        ("setting", "taking", "starting"),
        "assess",
    ),
    Asked(
        "older_adult_caution",
        "questions.older_adult",
        ("questions.older_adult", "AgeCaution"),
        ("setting", "taking"),
        "assess",
    ),
    Asked(
        "taper_plan",
        "questions.taper",
        ("schedule", "Schedule"),
        ("taking", "exposure", "smallest_dose", "pace", "lower_first", "reason"),
        "taper",
    ),
)
"""Every question, in the order in which they are documented."""


def found(place: str, name: str) -> Any:
    """Return what a text of the list names: a public function, or the type of an answer."""
    return getattr(import_module(f"baclofen_cds.{place}"), name)
