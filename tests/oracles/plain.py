"""The oracle's questions, put to the plain integer functions the rules decide with.

The thresholds are fetched from the shipped files by the rules' own look-up, once for a
patient; what is then asked millions of times is the function that compares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import asking
from plain_kidneys import HEALTHY, bands, edges_of

import baclofen_cds as bc
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.case import Inquiry, inquire
from baclofen_cds.case.doses import per_kg_total
from baclofen_cds.case.label_kidneys import end_stage_forbidden, kidneys_read
from baclofen_cds.case.licence import below_adult, licence_of
from baclofen_cds.case.limits import LimitKind, Limits
from baclofen_cds.case.lower_start import older_from
from baclofen_cds.case.start_amount import amount_of, kidney_number, start_leaves
from baclofen_cds.deciding.changes import is_too_soon, passes
from baclofen_cds.deciding.maximum import decided_by, verdict_of
from baclofen_cds.deciding.rises import by_increment, next_rung, printed_from, rung_reached
from baclofen_cds.deciding.start import start_outcome
from baclofen_cds.questions.start import gate
from baclofen_cds.questions.steps.rises import day_of
from baclofen_cds.sources import Stated, Unread


class OtherKidneysError(Exception):
    """The rules see kidneys of another band than the function that places them."""


def asked(label: str, patient: bc.Patient, files: Mapping[str, Any] | None = None) -> Inquiry:
    """Return the question a rule would look its thresholds up for."""
    profile = (files or {}).get(label) or asking.profile_of(label)
    policy = (files or {}).get("policy")
    return inquire(patient, profile=profile, guidance=(), policy=policy)


def verdicts(
    label: str, months: int, grams: int | None, files: Mapping[str, Any] | None = None
) -> Callable[[int], tuple[str, int]] | None:
    """Return a function from a day's total to its verdict and the limit that decided."""
    limits = Limits.for_patient(asked(label, asking.patient_of(months, grams), files))
    if limits is None:
        return None
    usual, maximum, supervised, hospital = (
        None if leaf is None else int(leaf.value)
        for leaf in (limits.usual, limits.maximum, limits.supervised, limits.hospital_from)
    )
    open_above, kind = limits.open_above is not None, limits.usual_kind
    amounts = {
        LimitKind.MAXIMUM: maximum,
        kind: usual,
        LimitKind.SUPERVISED_MAXIMUM: supervised,
        LimitKind.SUPERVISED_FROM: hospital,
    }

    def verdict(total: int) -> tuple[str, int]:
        found = verdict_of(
            total,
            usual=usual,
            maximum=maximum,
            supervised=supervised,
            open_above=open_above,
            hospital_from=hospital,
        )
        decided = decided_by(
            found,
            usual_kind=kind,
            has_maximum=maximum is not None,
            has_supervised=supervised is not None,
        )
        return found.value, amounts[decided]

    return verdict


def starts(
    label: str,
    months: int,
    dialysis: str,
    state: str,
    indication: str,
    files: Mapping[str, Any] | None = None,
) -> Callable[..., tuple[str, int | None]]:
    """Return a function from a rate, a weight and a clearance to a start's end and total."""
    told = (months, dialysis, state, indication)
    facts = cache(lambda *known: _start_facts(label, *known, told, files))
    place = bands(dialysis, state, files)

    def found(egfr: int | None, grams: int | None, clearance: int | None = None) -> Any:
        known = (grams is not None, egfr is not None, clearance is not None)
        return facts(place(egfr, clearance), *known)

    def start(
        egfr: int | None, grams: int | None, clearance: int | None = None
    ) -> tuple[str, int | None]:
        flags, per_kg, total, _ = found(egfr, grams, clearance)
        outcome = start_outcome(**flags).value
        if outcome != "stated":
            return outcome, None
        if per_kg is not None and grams is not None:
            return outcome, per_kg_total(per_kg, grams, total)
        return outcome, total

    start.divisions = lambda *kidneys: found(*kidneys)[3]  # type: ignore[attr-defined]
    return start


def _start_facts(
    label: str,
    band: KidneyBand,
    weighed: bool,
    rated: bool,
    cleared: bool,
    told: tuple[Any, ...],
    files: Mapping[str, Any] | None,
) -> tuple[dict[str, Any], int | None, int | None, tuple[int, ...]]:
    """Look up what a start rests on in one band: gates, amount per kg, total, divisions."""
    months, dialysis, state, indication = told
    rate, clearance = _within(band, rated, cleared, edges_of(files))
    heavy = 340_000 if weighed else None
    person = asking.patient_of(months, heavy, rate, dialysis, state, indication, clearance)
    inquiry = asked(label, person, files)
    if inquiry.kidneys.band is not band:
        raise OtherKidneysError
    licence, leaves = licence_of(inquiry), start_leaves(inquiry)
    child, amount = below_adult(inquiry), amount_of(inquiry)
    flags = {
        "in_scope": licence.in_scope,
        "contraindicated": end_stage_forbidden(inquiry) is not None,
        "missing": bool(gate(inquiry)[1]),
        "band": band,
        "kidney_number": kidney_number(inquiry) is not None,
        "kidney_read": kidneys_read(inquiry),
        "start_read": not any(isinstance(leaf, Unread) for leaf in leaves),
        "start_stated": all(isinstance(leaf, Stated) for leaf in leaves),
    }
    per_kg = inquiry.profile.child.start_per_kg
    by_weight = child and band is KidneyBand.NOT_IMPAIRED and isinstance(per_kg, Stated)
    return (
        flags,
        int(per_kg.value) if by_weight else None,
        None if amount is None else int(amount.total),
        () if amount is None else amount.times,
    )


def _within(
    band: KidneyBand, rated: bool, cleared: bool, edges: Mapping[str, int]
) -> tuple[int | None, int | None]:
    """Return a rate and a clearance, each where one is told, that lead to a band."""
    rates = {
        KidneyBand.END_STAGE: edges["end_stage_below"] - 1,
        KidneyBand.SEVERE: edges["avoid_below"] - 1,
        KidneyBand.IMPAIRED: edges["impaired_below"] - 1,
    }
    clearances = {
        KidneyBand.SEVERE: edges["clearance_avoid_below"] - 1,
        KidneyBand.IMPAIRED: edges["clearance_impaired_below"] - 1,
    }
    rate, clearance = rates.get(band, HEALTHY), clearances.get(band, HEALTHY)
    return rate if rated else None, clearance if cleared else None


def rises(
    label: str, files: Mapping[str, Any] | None = None
) -> Callable[[int, int, int, int], frozenset[str] | None]:
    """Return a function from an even day, the next one and the days held to what is wrong."""
    adult = asked(label, asking.patient_of(540), files).profile.adult
    rungs = [day_of(rung) for rung in adult.ladder.rungs]
    holds = [int(rung.hold) for rung in adult.ladder.rungs]
    by_day = not isinstance(adult.increments.per_administration, Stated)
    size = adult.increments.per_day if by_day else adult.increments.per_administration
    interval = adult.increments.interval
    least = interval if isinstance(interval, Stated) else adult.increments.no_sooner_than
    printed = (adult.start.total_daily_dose, adult.start.times_per_day)
    top = 10**9

    def rise(each: int, times: int, then: int, held: int) -> frozenset[str] | None:
        doses = (each,) * times
        if rungs:
            place = next_rung(rungs, sum(doses), top, 1)
            if not isinstance(place, int):
                return None
            step, hold = rungs[place], holds[rung_reached(rungs, sum(doses))]
        else:
            if not printed_from(doses, printed[0].value, printed[1].value):
                return None
            low, high = size.value
            ends = by_increment(doses, low, high, top=top, step=1, by_day=by_day)
            step, hold = ends[1], _first(least.value)
        most, largest = sum(step), max(*step, each)
        large = passes(then * times, then, most=most, each=largest)
        soon = is_too_soon(held, hold)
        marks = (("too large", large), ("too soon", soon))
        return frozenset(name for name, holds_ in marks if holds_)

    return rise


def _first(days: Any) -> int:
    return int(days[0]) if isinstance(days, tuple) else int(days)


def older(label: str, files: Mapping[str, Any] | None = None) -> Callable[[int], bool]:
    """Return a function from an age to whether it counts as an older adult's."""
    limit = int(older_from(asked(label, asking.patient_of(540), files)).value)
    return lambda months: months >= limit
