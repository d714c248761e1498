"""There is one list of questions; whatever is made for a question is there for each of them."""

from __future__ import annotations

import inspect
import json
from importlib.resources import files
from typing import Any

import asking_all
import corpus
import people
import pytest
from asking_all import Course
from test_bad_inputs import GOOD

import baclofen_cds as bc
from baclofen_cds.cli.questions import COMMANDS
from baclofen_cds.questions.registry import QUESTIONS, Asked, found
from baclofen_cds.render import answers
from baclofen_cds.serialization import table
from baclofen_cds.vocabulary import Question

EACH = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
UK = bc.get_profile("uk-spasticity")
COURSE = Course(
    now=people.day(10, 10),
    more=people.day(15, 10),
    less=people.day(10, 5),
    held=30 * bc.ureg.day,
    response=bc.Response.PARTIAL,
    tolerability=bc.Tolerability.GOOD,
    setting=bc.Setting.OUTPATIENT,
)
CALLED = {"taking": "now"}


def asked_together() -> set[str]:
    """Return which questions the properties over all of them ask."""
    results = asking_all.everything(people.adult(), UK, COURSE).values()
    return {getattr(result, "question", "assess") for result in results}


def schema_names() -> set[str]:
    """Return the kinds of value that the JSON Schema knows."""
    text = (files("baclofen_cds") / "schema" / "baclofen_cds-1.json").read_text("utf-8")
    return set(json.loads(text)["$defs"])


class TestList:
    """The list itself."""

    def test_is_what_files_may_name(self) -> None:
        """The names are those of the closed list that the reader of files knows."""
        assert {question.name for question in QUESTIONS} == {one.value for one in Question}
        assert len(QUESTIONS) == len(Question)

    def test_every_public_question(self) -> None:
        """Every public function that is asked about a patient stands in the list."""
        public = {name for name in bc.__all__ if inspect.isfunction(getattr(bc, name))}
        about = {n for n in public if "patient" in inspect.signature(getattr(bc, n)).parameters}
        assert about == {question.name for question in QUESTIONS}


@EACH
class TestEach:
    """What each question has."""

    def test_function(self, question: Asked) -> None:
        """Its public function takes what it is asked with, and one label."""
        function = getattr(bc, question.name)
        assert function is found(question.place, question.name)
        parameters = inspect.signature(function).parameters
        inputs = {CALLED.get(name, name) for name in question.inputs}
        assert inputs | {"patient", "profile", "guidance", "policy"} == set(parameters)

    def test_answer(self, question: Asked) -> None:
        """The type of its answer is public, can be stored, has a schema, and is written out."""
        room, name = question.answer
        kind = found(room, name)
        assert getattr(bc, name) is kind
        assert kind in table.VALUES
        assert name in schema_names()
        assert kind is bc.Assessment or kind in answers._WRITERS

    def test_command(self, question: Asked) -> None:
        """A command asks it."""
        assert question.command in {command.__name__ for command in COMMANDS}

    def test_can_be_asked_again(self, question: Asked) -> None:
        """A stored one is asked again with the same inputs."""
        stored = table.QUESTIONS[question.name]
        assert (stored.verb, stored.asked) == (getattr(bc, question.name), question.inputs)

    def test_corpora(self, question: Asked) -> None:
        """It stands in the corpora of purity, determinism, properties and bad input."""
        assert question.name in corpus.VERBS
        assert question.name in asked_together()
        assert question.name in GOOD

    def test_worked_example(self, question: Asked, tmp_path: Any) -> None:
        """A label's file may have a worked example of it, which is run."""
        example = EXAMPLES[question.name]
        (shipped,) = [
            path
            for path in (files("baclofen_cds.knowledge") / "profiles").iterdir()
            if path.name.startswith("uk-spasticity")
        ]
        own = tmp_path / "own.toml"
        row = f'\n[[worked_example]]\nquestion = "{question.name}"\n{example}\npin = "invented"\n'
        own.write_text(shipped.read_text("utf-8") + row, "utf-8")
        *_, last = bc.verify(bc.load_profile(own))
        assert last.example.question == question.name
        assert last.passed, last.got


WHO = (
    'age_years = "45", sex = "female", creatinine_mg_dl = "0.8", indication = "multiple sclerosis"'
)
EXAMPLES = {
    "assess": f'inputs = {{ {WHO}, doses_mg = "10 10 10" }}\n'
    'expected = { findings = "review-overdue" }',
    "starting_dose": f"inputs = {{ {WHO} }}\n"
    'expected = { outcome = "stated", total_daily_dose_mg = "15" }',
    "titration_plan": f"inputs = {{ {WHO} }}\n"
    'expected = { outcome = "stated", totals_mg = "15 30 45 60" }',
    "next_titration_step": f'inputs = {{ {WHO}, doses_mg = "5 5 5", held_days = "3", '
    'response = "partial", tolerability = "good" }\n'
    'expected = { outcome = "stated", action = "raise", totals_mg = "30" }',
    "check_daily_maximum": f'inputs = {{ {WHO}, doses_mg = "20 20 20" }}\n'
    'expected = { outcome = "stated", verdict = "within" }',
    "check_regimen_change": f'inputs = {{ {WHO}, doses_mg = "10 10 10", after_mg = "", '
    'reason = "no benefit", held_days = "30", exposure_days = "180" }\n'
    'expected = { outcome = "policy", kind = "stop", problems = "abrupt" }',
    "renal_caution": f'inputs = {{ {WHO}, doses_mg = "10" }}\n'
    'expected = { outcome = "policy", band = "not impaired" }',
    "older_adult_caution": f'inputs = {{ {WHO}, doses_mg = "10" }}\n'
    'expected = { outcome = "policy", older_adult = "no" }',
    "taper_plan": f'inputs = {{ {WHO}, doses_mg = "5 5 5", exposure_days = "180" }}\n'
    'expected = { outcome = "policy", pace = "gentle", totals_mg = "10 5" }',
}
"""One example for each question, as a file writes it."""
