"""A profile against its own worked examples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from baclofen_cds import amounts, units
from baclofen_cds.amounts import PER_MILLIGRAM, Micrograms
from baclofen_cds.calls import by_name
from baclofen_cds.deciding.maximum import MaximumCheck
from baclofen_cds.decisions import Decision
from baclofen_cds.errors import BaclofenCDSError, is_a, wrong_type
from baclofen_cds.knowledge.schema.label import Profile, WorkedExample
from baclofen_cds.patient import Patient
from baclofen_cds.questions.assess import Assessment
from baclofen_cds.questions.older_adult import AgeCaution
from baclofen_cds.questions.registry import QUESTIONS, found
from baclofen_cds.questions.renal import KidneyCaution
from baclofen_cds.questions.start import StartingDose
from baclofen_cds.questions.steps.change_steps import ChangeCheck
from baclofen_cds.questions.steps.stepping import NextStep
from baclofen_cds.regimen import NOT_TAKING, NotTaking, Regimen, Stop
from baclofen_cds.schedule import Pace, Schedule, ScheduleStep
from baclofen_cds.vocabulary import (
    Dialysis,
    Indication,
    KidneyState,
    Response,
    Setting,
    Sex,
    StopReason,
    Tolerability,
)

__all__ = ["ExampleResult", "verify"]

_DAY: Final = dt.date.max
_ENUMS: Final[dict[str, Any]] = {
    "sex": Sex,
    "indication": Indication,
    "dialysis": Dialysis,
    "kidney_state": KidneyState,
}
_AMOUNTS: Final[dict[str, tuple[str, str]]] = {
    "age_years": ("age", "year"),
    "weight_kg": ("weight", "kilogram"),
    "height_cm": ("height", "centimeter"),
    "creatinine_mg_dl": ("serum_creatinine", "milligram / deciliter"),
}

_TOLD: Final[dict[str, tuple[str, str]]] = {
    "target_mg_day": ("target", "milligram / day"),
    "exposure_days": ("exposure", "day"),
    "smallest_dose_mg": ("smallest_dose", "milligram"),
    "held_days": ("held_for", "day"),
}
_WORDS: Final[dict[str, type[Enum]]] = {
    "setting": Setting,
    "pace": Pace,
    "response": Response,
    "tolerability": Tolerability,
    "reason": StopReason,
}


@frozen
class ExampleResult:
    """How one worked example of a file came out.

    Parameters
    ----------
    example
        The example as the file gives it.
    got
        What the library answered, for the same keys.
    passed
        Whether they are the same.
    """

    example: WorkedExample
    got: tuple[tuple[str, str], ...]
    passed: bool


@by_name
def verify(profile: Profile) -> tuple[ExampleResult, ...]:
    """Run the worked examples of a profile, shipped or your own.

    Parameters
    ----------
    profile : Profile
        The profile to check.

    Returns
    -------
    tuple of ExampleResult
        One for each example, in the order of the file.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> all(result.passed for result in bc.verify(bc.get_profile("us-spasticity")))
    True
    """
    if not is_a(profile, Profile):
        raise wrong_type(profile, "profile", "a profile")
    return tuple(_run(example, profile) for example in profile.worked_example)


def _run(example: WorkedExample, profile: Profile) -> ExampleResult:
    try:
        answered = _answered(_ask(example, profile))
    except (BaclofenCDSError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        answered = {"outcome": f"{type(error).__name__}"}
    got = tuple((key, answered.get(key, "nothing")) for key, _ in example.expected)
    return ExampleResult(example, got, got == example.expected and bool(got))


def _ask(example: WorkedExample, profile: Profile) -> Decision[Any] | Assessment:
    given = dict(example.inputs)
    (asked,) = (one for one in QUESTIONS if one.name == example.question)
    told: dict[str, Any] = {"profile": profile, "guidance": ()}
    told |= {key: kind(given.pop(key)) for key, kind in _WORDS.items() if key in given}
    if "doses_mg" in given:
        now = "before" if "before" in asked.inputs else "now"
        told[now] = _day_of(given.pop("doses_mg"))
    if "after_mg" in given:
        after = given.pop("after_mg")
        told["after"] = _day_of(after) if after else Stop(reason=told.pop("reason"))
    for key, (name, unit) in _TOLD.items():
        if key in given:
            told[name] = units.registry().Quantity(Decimal(given.pop(key)), unit)
    answered: Decision[Any] | Assessment = found(asked.place, asked.name)(_patient(given), **told)
    return answered


def _day_of(doses: str) -> Regimen | NotTaking:
    """Read the doses of a day in mg; none is that nothing is taken."""
    day = [Micrograms(int(Fraction(dose) * PER_MILLIGRAM)) for dose in doses.split()]
    return Regimen(day) if day else NOT_TAKING


def _patient(given: dict[str, str]) -> Patient:
    """Build the patient of an example; everything is measured on the day asked for."""
    facts: dict[str, Any] = {"as_of": _DAY}
    for key, text in given.items():
        if key in _ENUMS:
            facts[key] = _ENUMS[key](text)
        else:
            name, unit = _AMOUNTS[key]
            facts[name] = units.registry().Quantity(Decimal(text), unit)
    for name in ("weight", "height", "serum_creatinine"):
        if name in facts:
            facts[f"{name}_on"] = _DAY
    return Patient(**facts)


def _answered(result: Decision[Any] | Assessment) -> dict[str, str]:
    """Return what an example may expect of an answer, in words."""
    codes = " ".join(finding.code for finding in result.findings)
    if isinstance(result, Assessment):
        return {"findings": codes}
    said = {"outcome": result.outcome.value, "findings": codes}
    if not result.has_answer:
        return said
    return said | _SAID[type(result.answer)](result.answer)


def _start(answer: StartingDose) -> dict[str, str]:
    total = answer.preferred.micrograms_per_day
    return {
        "total_daily_dose_mg": amounts.decimal(total, PER_MILLIGRAM),
        "preferred": str(answer.preferred),
    }


def _plan(answer: Schedule) -> dict[str, str]:
    said = {
        "days": str(answer.days),
        "totals_mg": " ".join(map(_milligrams, answer.steps)),
        "pace": answer.pace.value,
    }
    return said if answer.beside is None else said | {"beside_days": str(answer.beside.days)}


def _step(answer: NextStep) -> dict[str, str]:
    totals = (one.micrograms_per_day for one in answer.options)
    return {
        "action": answer.action.value,
        "totals_mg": " ".join(amounts.decimal(total, PER_MILLIGRAM) for total in totals),
    }


def _change(answer: ChangeCheck) -> dict[str, str]:
    problems = ", ".join(problem.value for problem in answer.problems)
    return {"kind": answer.kind.value, "problems": problems}


_SAID: Final[dict[type, Callable[[Any], dict[str, str]]]] = {
    StartingDose: _start,
    MaximumCheck: lambda answer: {"verdict": answer.verdict.value},
    Schedule: _plan,
    NextStep: _step,
    ChangeCheck: _change,
    KidneyCaution: lambda answer: {"band": answer.band.value},
    AgeCaution: lambda answer: {"older_adult": "yes" if answer.older_adult else "no"},
}
"""What an example may expect, by the kind of answer."""


def _milligrams(step: ScheduleStep) -> str:
    return amounts.decimal(step.regimen.micrograms_per_day, PER_MILLIGRAM)
