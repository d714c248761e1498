"""The oracle's questions on kidneys, put to the plain integer functions the rules decide with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import asking

import baclofen_cds as bc
from baclofen_cds import equations, kidney_needs
from baclofen_cds.body import mass_index_above, mass_index_reaches
from baclofen_cds.case.bands import (
    KidneyBand,
    Watch,
    band_of,
    by_clearance,
    clearance_gates,
    watch_of,
)
from baclofen_cds.case.kidney_changes import is_changing, recently_low
from baclofen_cds.case.kidney_function import look_at
from baclofen_cds.case.kidney_rates import equations_of
from baclofen_cds.deciding.kidneys import severity_of
from baclofen_cds.knowledge.reading.loader import current_policy

DIALYSES = tuple(kind.value for kind in bc.Dialysis)
STATES = tuple(state.value for state in bc.KidneyState)
HEALTHY = 20_000
"""A rate or a clearance above every edge."""


def edges_of(files: Mapping[str, Any] | None = None) -> dict[str, int]:
    """Return where the bands of kidney function begin, of a rate and of a clearance."""
    gates = ((files or {}).get("policy") or current_policy()).gates
    names = ("impaired_below", "avoid_below", "end_stage_below")
    names = (*names, "clearance_impaired_below", "clearance_avoid_below")
    return {name: int(getattr(gates, name).value) for name in names}


def bands(
    dialysis: str, state: str, files: Mapping[str, Any] | None = None
) -> Callable[[int | None, int | None], KidneyBand]:
    """Return a function from a rate and a clearance to the band of the kidneys."""
    kind, changing, edges = bc.Dialysis(dialysis), bc.KidneyState(state), edges_of(files)
    return lambda egfr, clearance: band_of(egfr, kind, changing, clearance=clearance, **edges)


def severities(
    dialysis: str, state: str, files: Mapping[str, Any] | None = None
) -> Callable[[int | None, int | None], Callable[[int | None, bool, bool], str | None]]:
    """Return a function from a rate and a clearance to one that says how grave they are.

    What that asks of is a day's total, whether it is a start, and whether a change is
    inferred and mild.
    """
    exposure = ((files or {}).get("policy") or current_policy()).exposure
    high, low = int(exposure.high_dose.value), int(exposure.dialysis_dose.value)
    place = bands(dialysis, state, files)

    def severities_at(
        egfr: int | None, clearance: int | None
    ) -> Callable[[int | None, bool, bool], str | None]:
        band = place(egfr, clearance)
        alone = band is KidneyBand.SEVERE and egfr is not None
        alone = alone and by_clearance(band, place(egfr, None))

        def severity(total: int | None, starting: bool, inferred_mild: bool) -> str | None:
            mild = alone or (inferred_mild and band is KidneyBand.CHANGING)
            doses = {"high_dose": high, "dialysis_dose": low}
            found = severity_of(band, total, starting=starting, mild=mild, **doses)
            return None if found is None else found.value

        return severity

    return severities_at


def freshness(
    files: Mapping[str, Any] | None = None,
) -> Callable[[int, int | None, int | None, bool, bool], int]:
    """Return a function to how many days old a measure of the kidneys may be.

    It asks of the age in months, a rate, a clearance, whether a medicine acts on the kidneys or
    the list is incomplete, and whether the patient is acutely ill.
    """
    policy = (files or {}).get("policy") or current_policy()
    people = {
        Watch.ACUTE: asking.dated(540, HEALTHY, acutely_ill=True),
        Watch.SEVERE: asking.dated(540, 1),
        Watch.WATCHED: asking.dated(540, HEALTHY, complete=False),
        Watch.ORDINARY: asking.dated(540, HEALTHY),
    }
    profile = asking.profile_of("us-spasticity")
    limits = {w: int(look_at(p, profile, policy).limit.value) for w, p in people.items()}
    older_from, place = int(policy.freshness.older_from.value), bands("none", "stable", files)

    def days(
        months: int, egfr: int | None, clearance: int | None, medicine: bool, ill: bool
    ) -> int:
        band = place(egfr, clearance)
        doubt = {"acute": ill, "kidney_medicine": medicine, "older_from": older_from}
        return limits[watch_of(months, band, **doubt)]

    return days


def gates(
    files: Mapping[str, Any] | None = None,
) -> Callable[[int, int | None, int | None], bool]:
    """Return a function from an age, a weight and a height to whether a clearance gates."""
    policy = (files or {}).get("policy") or current_policy()
    grown = int(policy.age.adult_from.value)
    gates_from = int(policy.gates.clearance_from.value)
    below = int(policy.gates.clearance_mass_index_below.value)
    above = int(policy.gates.clearance_mass_index_above.value)

    def gates_at(months: int, grams: int | None, mm: int | None) -> bool:
        known = grams is not None and mm is not None
        thin = known and not mass_index_reaches(grams, mm, below)
        heavy = known and mass_index_above(grams, mm, above)
        adult = months >= grown
        return adult and clearance_gates(months, gates_from=gates_from, thin=thin, heavy=heavy)

    return gates_at


def changes(files: Mapping[str, Any] | None = None) -> Callable[[Sequence[Any]], bool]:
    """Return a function from results, each with its day, to whether creatinine is changing."""
    rules = ((files or {}).get("policy") or current_policy()).acute_kidney_injury
    names = ("rise", "rise_within", "ratio", "ratio_within", "settled_after")
    bounds = {name: int(getattr(rules, name).value) for name in names}
    return lambda results: is_changing(results, **bounds) is not None


def low_lately(files: Mapping[str, Any] | None = None) -> Callable[[Sequence[Any], int], bool]:
    """Return a function from rates, each with its day, to whether a low one is not undone."""
    policy = (files or {}).get("policy") or current_policy()
    bounds = {
        "below": int(policy.gates.avoid_below.value),
        "within": int(policy.agreement.low_within.value),
        "needed": int(policy.agreement.newer_needed.value),
    }
    return lambda rates, today: recently_low(rates, today=today, **bounds) is not None


def rates(
    label: str, files: Mapping[str, Any] | None = None
) -> Callable[[int, int, bool | None], int]:
    """Return a function from a creatinine, years and sex to the rate that gates."""
    profile = (files or {}).get(label) or asking.profile_of(label)
    policy = (files or {}).get("policy") or current_policy()
    names = [one.name.lower() for one in equations_of(profile, policy)]
    return lambda level, years, female: min(
        equation(name, level, years=years, female=female) for name in names
    )


def equation(name: str, *levels: int, years: int, female: bool | None) -> int:
    """Return the rate by one equation; of both sexes the lower where nobody told."""
    one = getattr(equations, name)
    sexes = (True, False) if female is None else (female,)
    return kidney_needs.down(min(one(*levels, years, female=sex) for sex in sexes))


def clearance(level: int, years: int, grams: int, mm: int | None, female: bool | None) -> int:
    """Return the creatinine clearance; of both sexes the lower where nobody told."""
    one = asking.with_creatinine(12 * years, level, female, grams=grams, mm=mm)
    return int(bc.kidney.cockcroft_gault(one).hundredths)
