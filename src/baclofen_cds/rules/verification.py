"""A profile against its own worked examples."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

from baclofen_cds import amounts, units
from baclofen_cds.amounts import PER_MILLIGRAM, Micrograms
from baclofen_cds.decisions import Decision
from baclofen_cds.errors import BaclofenCDSError, wrong_type
from baclofen_cds.knowledge.schema import Profile, WorkedExample
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import Regimen
from baclofen_cds.rules.maximum import check_daily_maximum
from baclofen_cds.rules.start import StartingDose, starting_dose
from baclofen_cds.rules.verdict import MaximumCheck
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
    if not isinstance(profile, Profile):
        raise wrong_type(profile, "profile", "a profile")
    return tuple(_run(example, profile) for example in profile.worked_example)


def _run(example: WorkedExample, profile: Profile) -> ExampleResult:
    try:
        answered = _answered(_ask(example, profile))
    except (BaclofenCDSError, KeyError, ValueError, ArithmeticError) as error:
        answered = {"outcome": f"{type(error).__name__}"}
    got = tuple((key, answered.get(key, "nothing")) for key, _ in example.expected)
    return ExampleResult(example, got, got == example.expected and bool(got))


def _ask(example: WorkedExample, profile: Profile) -> Decision[Any]:
    given = dict(example.inputs)
    setting = Setting(given.pop("setting", Setting.UNKNOWN.value))
    doses = given.pop("doses_mg", "")
    patient = _patient(given)
    if example.question == "starting_dose":
        return starting_dose(patient, profile=profile, setting=setting, guidance=())
    if example.question == "check_daily_maximum":
        now = Regimen([Micrograms(int(Decimal(d) * PER_MILLIGRAM)) for d in doses.split()])
        return check_daily_maximum(patient, now, profile=profile, setting=setting, guidance=())
    raise KeyError(example.question)


def _patient(given: dict[str, str]) -> Patient:
    """Build the patient of an example; everything is measured on the day asked for."""
    facts: dict[str, Any] = {"as_of": _DAY}
    for key, text in given.items():
        if key in _ENUMS:
            facts[key] = _ENUMS[key](text)
        else:
            name, unit = _AMOUNTS[key]
            facts[name] = units.registry().Quantity(Decimal(text), unit)
    if "weight" in facts:
        facts["weight_on"] = _DAY
    if "serum_creatinine" in facts:
        facts["serum_creatinine_on"] = _DAY
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
    return said
