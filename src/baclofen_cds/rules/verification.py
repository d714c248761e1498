"""A profile against its own worked examples."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from baclofen_cds import amounts, units
from baclofen_cds.amounts import PER_MILLIGRAM, Micrograms
from baclofen_cds.calls import by_name
from baclofen_cds.decisions import Decision
from baclofen_cds.errors import BaclofenCDSError, is_a, wrong_type
from baclofen_cds.knowledge.schema import Profile, WorkedExample
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import Regimen
from baclofen_cds.rules.maximum import check_daily_maximum
from baclofen_cds.rules.start import StartingDose, starting_dose
from baclofen_cds.rules.taper import taper_plan
from baclofen_cds.rules.titration import titration_plan
from baclofen_cds.rules.verdict import MaximumCheck
from baclofen_cds.schedule import Pace, Schedule, ScheduleStep
from baclofen_cds.vocabulary import Dialysis, Indication, KidneyState, Setting, Sex

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
}
_VERBS: Final[dict[str, Any]] = {
    "starting_dose": starting_dose,
    "check_daily_maximum": check_daily_maximum,
    "titration_plan": titration_plan,
    "taper_plan": taper_plan,
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


def _ask(example: WorkedExample, profile: Profile) -> Decision[Any]:
    given = dict(example.inputs)
    asked: dict[str, Any] = {"profile": profile, "guidance": ()}
    if example.question != "taper_plan":
        asked["setting"] = Setting(given.pop("setting", Setting.UNKNOWN.value))
    if "doses_mg" in given:
        doses = given.pop("doses_mg").split()
        asked["now"] = Regimen([Micrograms(int(Fraction(d) * PER_MILLIGRAM)) for d in doses])
    if "pace" in given:
        asked["pace"] = Pace(given.pop("pace"))
    for key, (name, unit) in _TOLD.items():
        if key in given:
            asked[name] = units.registry().Quantity(Decimal(given.pop(key)), unit)
    decision: Decision[Any] = _VERBS[example.question](_patient(given), **asked)
    return decision


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


def _answered(decision: Decision[Any]) -> dict[str, str]:
    said = {"outcome": decision.outcome.value}
    if not decision.has_answer:
        return said
    answer = decision.answer
    if isinstance(answer, StartingDose):
        total = answer.preferred.micrograms_per_day
        said["total_daily_dose_mg"] = amounts.decimal(total, PER_MILLIGRAM)
        said["preferred"] = str(answer.preferred)
    if isinstance(answer, MaximumCheck):
        said["verdict"] = answer.verdict.value
    if isinstance(answer, Schedule):
        said["days"] = str(answer.days)
        said["totals_mg"] = " ".join(map(_milligrams, answer.steps))
        said["pace"] = answer.pace.value
        if answer.beside is not None:
            said["beside_days"] = str(answer.beside.days)
    return said


def _milligrams(step: ScheduleStep) -> str:
    return amounts.decimal(step.regimen.micrograms_per_day, PER_MILLIGRAM)
