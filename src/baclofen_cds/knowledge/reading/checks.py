"""What a file holds to beyond its single statements: order, tiling, and its own limits."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from attrs import fields

from baclofen_cds.knowledge.reading.faults import Faults
from baclofen_cds.knowledge.reading.windows import check_windows
from baclofen_cds.knowledge.schema.label import Adult, Child
from baclofen_cds.knowledge.schema.policy import Gates, PlausibilityLeaves, Policy, PolicyTaper
from baclofen_cds.sources import Stated

__all__ = ["check_label", "check_policy", "key_of"]


def key_of(attribute: Any) -> str:
    """Return the name an attribute has in a file."""
    return "plausibility" if attribute.name == "plausibility_leaves" else str(attribute.name)


def check_label(loaded: Mapping[str, Any], faults: Faults) -> None:
    """Refuse a label that contradicts itself in its ages, its ladder or its maximum."""
    _check_ages(loaded, faults)
    if not faults.found:
        _check_amounts(loaded.get("adult", Adult()), faults)


def _check_amounts(adult: Adult, faults: Faults) -> None:
    """Refuse a ladder that does not rise, and a start or rung above the label's own limits."""
    totals = [rung.each * rung.times_per_day for rung in adult.ladder.rungs]
    if totals != sorted(set(totals)):
        faults.add("adult.ladder", "the rungs must rise")
    most, named = adult.maximum.total_daily_dose, adult.maximum.largest_named_administration
    start = adult.start.total_daily_dose
    if isinstance(most, Stated):
        if any(total > most.value for total in totals):
            faults.add("adult.ladder", "a rung is above adult.maximum.total_daily_dose")
        if isinstance(start, Stated) and start.value > most.value:
            faults.add("adult.start.total_daily_dose", "is above adult.maximum.total_daily_dose")
    each = [rung.each for rung in adult.ladder.rungs]
    if isinstance(named, Stated) and any(dose > named.value for dose in each):
        faults.add("adult.ladder", "a rung is above the largest named administration")


def _check_ages(loaded: Mapping[str, Any], faults: Faults) -> None:
    """Refuse ages that fall, and age bands with a gap or overlap."""
    adult, child = loaded.get("adult", Adult()), loaded.get("child", Child())
    bands, tops = child.maximum, [top.from_age for top in child.usual_top_per_kg]
    if not faults.found and tops != sorted(set(tops)):
        faults.add("child.usual_top_per_kg", "the ages must rise")
    if faults.found or not bands:
        return
    for before, after in pairwise(bands):
        if before.to_age != after.from_age:
            faults.add("child.maximum", "the age bands leave a gap or overlap")
    if any(band.to_age <= band.from_age for band in bands):
        faults.add("child.maximum", "an age band ends before it begins")
    if bands[0].from_age != getattr(child.from_age, "value", bands[0].from_age):
        faults.add("child.maximum", "the age bands do not begin at child.from_age")
    if bands[-1].to_age > getattr(adult.from_age, "value", bands[-1].to_age):
        faults.add("child.maximum", "the age bands reach past adult.from_age")


def check_policy(loaded: Mapping[str, Any], faults: Faults) -> None:
    """Note every choice a policy leaves open, wider windows, and gates out of order."""
    for attribute in fields(Policy):
        if "section" not in attribute.metadata:
            continue
        if attribute.name not in loaded:
            faults.add(key_of(attribute), "a policy states every choice")
            continue
        part = loaded[attribute.name]
        for choice in fields(type(part)):
            if not isinstance(getattr(part, choice.name), Stated | tuple) or (
                getattr(part, choice.name) == ()
            ):
                faults.add(f"{key_of(attribute)}.{choice.name}", "a policy states every choice")
    if faults.windows is not None:
        told = loaded.get("plausibility_leaves", PlausibilityLeaves())
        check_windows(told, faults.windows, faults)
    if not faults.found:
        _check_gates(loaded["gates"], faults)
        _check_order(loaded, faults)
        _check_taper(loaded["taper"], faults)


def _check_gates(gates: Gates, faults: Faults) -> None:
    if gates.avoid_below.value > gates.impaired_below.value:
        faults.add("gates.avoid_below", "is above gates.impaired_below")
    if gates.end_stage_below.value > gates.avoid_below.value:
        faults.add("gates.end_stage_below", "is above gates.avoid_below")
    if gates.clearance_avoid_below.value > gates.clearance_impaired_below.value:
        faults.add("gates.clearance_avoid_below", "is above gates.clearance_impaired_below")


_RISING = (
    ("taper", "length", "long_use_length"),
    ("taper", "least_days", "long_use_days", "gentle_days"),
    ("taper", "low_below", "middle_below"),
    ("taper", "low_share", "middle_share", "share"),
    ("taper", "smallest_dose", "largest_unit"),
    ("stop", "few_days", "abrupt_after"),
    ("stop", "small_for_child", "small", "high"),
)
"""Choices of one section that rise, or stay equal, in this order."""


def _check_order(loaded: Mapping[str, Any], faults: Faults) -> None:
    """Refuse choices that turn gentle into harsh: longer use shorter, a lower day less shared."""
    for section, *names in _RISING:
        for low, high in pairwise(names):
            part = loaded[section]
            if getattr(part, low).value > getattr(part, high).value:
                faults.add(f"{section}.{high}", f"is below {section}.{low}")


def _check_taper(taper: PolicyTaper, faults: Faults) -> None:
    """Refuse rungs that do not rise, and a share that is the whole."""
    for name in ("adult_rungs", "child_rungs"):
        rungs = getattr(taper, name).value
        if list(rungs) != sorted(rungs):
            faults.add(f"taper.{name}", "the rungs must rise")
    for name in ("low_share", "review_share"):
        if getattr(taper, name).value == 1:
            faults.add(f"taper.{name}", "one in one is the whole day")
