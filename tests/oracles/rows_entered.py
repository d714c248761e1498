"""What the second entry of the numbers says of a row: each term by the place it is from.

Only the numbers are the second entry's; in what unit a place of a file is, the file says.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import thresholds

SECOND_ENTRY = Path(__file__).with_name("second_entry.json")
FACTORS = {
    **{unit: factor for unit, (_, factor) in thresholds.FACTORS.items()},
    "mg/kg/day": 1_000,
}
PARTS = {"from_year": 12, "to_year": 12, "each_mg": 1_000}
"""Names that carry their unit, and how many of the smallest units it holds."""

POLICY = {
    "division_is_ours": "rounding.unstated_times_per_day.value",
    "computed_step": "rounding.computed_dose_step.value",
    "largest_rise": "rise.largest.value",
    "taper_largest_drop": "taper.largest_drop.value",
    "taper_share": "taper.share.value",
    "taper_middle_below": "taper.middle_below.value",
    "taper_middle_share": "taper.middle_share.value",
    "taper_low_share": "taper.low_share.value",
    "taper_low_units": "taper.units_at_low_share.value",
    "taper_spacing": "taper.rung_spacing.value",
    "taper_unit": "taper.smallest_dose.value",
    "taper_coarsest_unit": "taper.largest_unit.value",
    "stop_high": "stop.high.value",
    "stop_few_days": "stop.few_days.value",
    "stop_abrupt_after": "stop.abrupt_after.value",
}
"""Terms of every row that are the policy's own."""

OF_ADULTS = {
    "start": "adult.start.total_daily_dose.value",
    "maximum": "adult.maximum.total_daily_dose.value",
    "supervised": "adult.maximum.supervised_inpatient.value[1]",
    "named": "adult.maximum.largest_named_administration.value",
}
OF_CHILDREN = {"start_per_kg": "child.start_per_kg.value"}
OF_ALL = {
    "adult_start": "adult.start.total_daily_dose.value",
    "start_cerebral": "adult.start.cerebral_origin.value[0]",
    "dialysis_number": "kidney.dialysis.total_daily_dose.value",
}


@cache
def _told() -> dict[tuple[str, str], str]:
    """Return every number that was entered a second time, by file and place."""
    kinds = json.loads(SECOND_ENTRY.read_text("utf-8")).values()
    return {
        (name, place): number
        for kind in kinds
        for name, numbers in kind.items()
        for place, number in numbers.items()
    }


@cache
def number(name: str, place: str) -> int | None:
    """Return a number as it was entered a second time, in its smallest unit."""
    told = _told().get((name, place))
    if told is None:
        return None
    *inside, last = re.findall(r"[^.\[\]]+", re.sub(r"\.value\[\d+\]$", ".value", place))
    leaf: Any = thresholds.files()["policy" if name == "project" else name][0]
    for step in inside:
        leaf = leaf[int(step) if step.isdigit() else step]
    factor = PARTS.get(last) or FACTORS.get(str(leaf.get("unit")), 1)
    return int(Decimal(told) * factor)


def listed(name: str, place: str) -> tuple[int, ...]:
    """Return the numbers of a list, as long as there are any."""
    found: list[int] = []
    while (one := number(name, f"{place}[{len(found)}]")) is not None:
        found.append(one)
    return tuple(found)


def entered(label: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return what the second entry knows of a row, told which one it is."""
    if "band" in row:
        return _of_kidneys(label, row)
    adult = row["population"] == "adult"
    named = OF_ALL | (OF_ADULTS if adult else OF_CHILDREN)
    found = {term: number(label, place) for term, place in named.items()}
    found |= {term: number("project", place) for term, place in POLICY.items()}
    found |= _of_ages(label, row)
    found |= _of_adults(label, row) if adult else _of_children(label, row)
    return {term: value for term, value in found.items() if value not in (None, ())}


def _of_kidneys(label: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return the number for impaired kidneys or for dialysis, where one is said to the state."""
    state = "dialysis" if row["band"] == "dialysis" else "impaired"
    told = number(label, f"kidney.{state}.total_daily_dose.value")
    return {} if row["number"] is None or told is None else {"number": told}


def _of_ages(label: str, row: dict[str, Any]) -> dict[str, Any]:
    child = row["in_childhood"]
    own, older = number(label, "adult.from_age.value"), number(label, "older_adult.from_age.value")
    young = (
        number(label, f"child.{name}.value") for name in ("from_age", "not_established_below")
    )
    youngest = [age for age in (*young, own) if age]
    tablet = (
        "rounding.computed_dose_step" if row["from_month"] < _grown() else "taper.smallest_dose"
    )
    return {
        "adult_from": _grown() if own is None else own,
        "older_from": number("project", "freshness.older_from.value") if older is None else older,
        "youngest": youngest[0] if row["youngest"] else None,
        "start_older": number(label, "older_adult.start.value[0]") if row["older"] else None,
        "weight_within": _stepped("project", "freshness.weight", row["from_month"]),
        "smallest_unit": number("project", f"{tablet}.value"),
        "stop_small": number("project", f"stop.small{'_for_child' if child else ''}.value"),
        "taper_rungs": listed("project", f"taper.{'child' if child else 'adult'}_rungs.value"),
        "taper_low_below": None if child else number("project", "taper.low_below.value"),
        "taper_lengths": _lengths(label),
        "taper_step": number(label, "taper.decrement.value[0]") if row["taper_step"] else None,
    }


def _grown() -> int:
    return number("project", "age.adult_from.value") or 0


def _stepped(name: str, place: str, months: int) -> int | None:
    """Return the value of the last step of a table that an age reaches."""
    found = None
    for step in range(9):
        begins = number(name, f"{place}[{step}].from_year")
        if begins is None or begins > months:
            return found
        found = number(name, f"{place}[{step}].value")
    return found


def _lengths(label: str) -> tuple[tuple[int | None, int | None], ...]:
    """Return the length of a taper after short use and, where it is another, after long use."""
    own, longer = (
        number(label, "taper.length.value[1]"),
        number(label, "taper.long_use_length.value"),
    )
    after = number(label, "taper.long_use_after.value[0]")
    ours = [number("project", f"taper.{name}.value") for name in ("length", "long_use_length")]
    short, long_use = (own, own) if own else ours
    line = after if longer else number("project", "taper.long_use_after.value")
    long_use = longer or long_use
    return ((None, short),) + (() if long_use == short else ((line, long_use),))


def _of_adults(label: str, row: dict[str, Any]) -> dict[str, Any]:
    sizes, usual = "adult.increments", number(label, "adult.usually_enough.value")
    size = listed(label, f"{sizes}.per_day.value") or listed(
        label, f"{sizes}.per_administration.value"
    )
    hold = listed(label, f"{sizes}.interval.value")
    least = number(label, f"{sizes}.no_sooner_than.value")
    from_hospital = row["hospital_from"] is not None
    return {
        "usual": number(label, "adult.usual_range.value[1]") if usual is None else usual,
        "hospital_from": number(label, "adult.maximum.supervised_inpatient.value[0]")
        if from_hospital
        else None,
        "trial": max(listed(label, "adult.trial_at_maximum.value"), default=None),
        "increase": _ends(size),
        "hold": _ends(hold) if least is None else (least, least),
        "rungs": _rungs(label),
        "beyond_ladder": number(label, "adult.maximum.total_daily_dose.value")
        if row["beyond_ladder"]
        else None,
    }


def _of_children(label: str, row: dict[str, Any]) -> dict[str, Any]:
    months, top = row["from_month"], number(label, "child.usual_range_per_kg.value[1]")
    found: dict[str, Any] = {"hold": _ends(listed(label, "child.interval.value"))}
    if row["maximum"]:
        most = _stepped(label, "child.maximum", months)
        own = _stepped(label, "child.usual_top_per_kg", months)
        found |= {"maximum": most, "start_most": most, "usual_per_kg": own or top}
    elif row["start_most"]:
        found["start_most"] = number(label, "adult.start.total_daily_dose.value")
    return found


def _ends(told: tuple[int, ...]) -> tuple[int, int] | None:
    """Return the lower and the upper end of one number or two."""
    return (told[0], told[-1]) if told else None


def _rungs(label: str) -> tuple[tuple[int | None, ...], ...]:
    """Return the rungs of a ladder, as many as were entered."""
    names, found = ("each_mg", "times_per_day", "hold_days"), []
    while number(label, f"adult.ladder[{len(found)}].each_mg") is not None:
        found.append(tuple(number(label, f"adult.ladder[{len(found)}].{name}") for name in names))
    return tuple(found)
