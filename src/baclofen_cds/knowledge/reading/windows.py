"""The windows of plausibility of an own policy: they may be narrower than the shipped ones."""

from __future__ import annotations

from typing import Final

from attrs import fields

from baclofen_cds.knowledge.reading.faults import Faults
from baclofen_cds.knowledge.schema.policy import AgeStep, Plausibility, PlausibilityLeaves, at_age

__all__ = ["check_windows"]

_OPEN_DOWNWARDS: Final = frozenset(
    {
        "lightest",
        "shortest",
        "creatinine_refused_below",
        "creatinine_unusual_below",
        "cystatin_refused_below",
        "smallest_dose",
    }
)
"""The edges below which something is refused or confirmed; every other one opens upwards."""


def check_windows(own: PlausibilityLeaves, shipped: Plausibility, faults: Faults) -> None:
    """Note every window that lets in what the shipped policy refuses or has confirmed.

    Patients and regimens are made by the shipped windows before any question is asked, so
    a wider one would promise what it cannot hold.
    """
    for name in (a.name for a in fields(PlausibilityLeaves)):
        if _is_wider(name, own, shipped):
            what = "is wider than the shipped window; an own policy may only narrow it"
            faults.add(f"plausibility.{name}", what)


def _is_wider(name: str, own: PlausibilityLeaves, shipped: Plausibility) -> bool:
    if name == "weight_for_age":
        return _is_heavier(own.weight_for_age, shipped.weight_for_age)
    edge, value = getattr(shipped, name), getattr(getattr(own, name), "value", None)
    if value is None:
        return False
    return bool(value < edge if name in _OPEN_DOWNWARDS else value > edge)


def _is_heavier(own: tuple[AgeStep, ...], shipped: tuple[AgeStep, ...]) -> bool:
    """Whether at any age a heavier weight passes; a table with faults is told as that."""
    read = [step for step in own if None not in (step.from_age, step.value)]
    if len(read) < len(own) or not any(step.from_age == 0 for step in own):
        return False
    ages = {step.from_age for step in (*own, *shipped)}
    return any(at_age(own, age) > at_age(shipped, age) for age in ages)
