"""The oracle's questions on starts, limits and rises, put to what decides, from a sheet's rows.

The row is fetched once for an age; what is then asked is the function that compares. The rows
may be those of a changed file, so that ``content.py`` sees what a changed number moves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import asking
from plain_kidneys import HEALTHY, bands, edges_of

from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.case import Inquiry, inquire
from baclofen_cds.case.licence import licence_of
from baclofen_cds.case.posology import Posology
from baclofen_cds.case.sheet import row_at, sheet_of
from baclofen_cds.deciding.changes import is_too_soon, passes
from baclofen_cds.deciding.maximum import check_day
from baclofen_cds.deciding.rises import NoRise, hold_of, rise_from
from baclofen_cds.deciding.start import amount_of, start_outcome
from baclofen_cds.knowledge.reading.loader import current_policy
from baclofen_cds.makeable import Steps
from baclofen_cds.questions.start import gate

Files = Mapping[str, Any] | None
NO_TOP = 10**9


class OtherKidneysError(Exception):
    """The rules see kidneys of another band than the function that places them."""


def row(label: str, months: int, files: Files = None) -> Posology:
    """Return what a label says at an age; what is in ``files`` stands for a shipped file."""
    profile = (files or {}).get(label) or asking.profile_of(label)
    policy = (files or {}).get("policy") or current_policy()
    return row_at(sheet_of(profile, policy), months)


def older(label: str, files: Files = None) -> Callable[[int], bool]:
    """Return a function from an age to whether it counts as an older adult's."""
    return lambda months: row(label, months, files).older


def verdicts(
    label: str, months: int, grams: int | None, files: Files = None
) -> Callable[[int], tuple[str, int]] | None:
    """Return a function from a day's total to its verdict and the limit that decided."""
    posology = row(label, months, files)
    if not posology.has_limits:
        return None

    def verdict(total: int) -> tuple[str, int]:
        check = check_day(posology, total, total, grams)
        assert check is not None, "there are limits"
        return check.verdict.value, int(check.binding.micrograms)

    return verdict


def starts(
    label: str,
    months: int,
    dialysis: str,
    state: str,
    indication: str,
    files: Files = None,
) -> Callable[..., tuple[str, int | None]]:
    """Return a function from a rate, a weight and a clearance to a start's end and total."""
    told = (months, dialysis, state, indication)
    facts = cache(lambda *known: _start_facts(label, *known, told, files))
    place = bands(dialysis, state, files)

    def found(egfr: int | None, grams: int | None, clearance: int | None) -> Any:
        known = (grams is not None, egfr is not None, clearance is not None)
        inquiry, flags = facts(place(egfr, clearance), *known)
        posology, terms = inquiry.posology, inquiry.kidney_terms
        amount = amount_of(posology, terms, inquiry.patient.indication, grams)
        return start_outcome(posology, terms, contraindicated=False, **flags).value, amount

    def start(
        egfr: int | None, grams: int | None, clearance: int | None = None
    ) -> tuple[str, int | None]:
        outcome, amount = found(egfr, grams, clearance)
        return outcome, int(amount.total) if outcome == "stated" else None

    start.divisions = lambda *kidneys: found(*kidneys)[1].times  # type: ignore[attr-defined]
    return start


def _start_facts(
    label: str,
    band: KidneyBand,
    weighed: bool,
    rated: bool,
    cleared: bool,
    told: tuple[Any, ...],
    files: Files,
) -> tuple[Inquiry, dict[str, bool]]:
    """Look up who is asked about in one band, and what holds of them."""
    months, dialysis, state, indication = told
    rate, clearance = _within(band, rated, cleared, edges_of(files))
    heavy = 340_000 if weighed else None
    person = asking.patient_of(months, heavy, rate, dialysis, state, indication, clearance)
    profile = (files or {}).get(label) or asking.profile_of(label)
    inquiry = inquire(person, profile=profile, guidance=(), policy=(files or {}).get("policy"))
    if inquiry.kidneys.band is not band:
        raise OtherKidneysError
    in_scope = licence_of(inquiry).in_scope
    return inquiry, {"in_scope": in_scope, "missing": bool(gate(inquiry)[1])}


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
    label: str, files: Files = None
) -> Callable[[int, int, int, int], frozenset[str] | None]:
    """Return a function from an even day, the next one and the days held to what is wrong."""
    posology = row(label, 540, files)

    def rise(each: int, times: int, then: int, held: int) -> frozenset[str] | None:
        doses = (each,) * times
        ends = rise_from(posology, doses, NO_TOP, Steps(1))
        if isinstance(ends, NoRise):
            return None
        hold = hold_of(posology, sum(doses))
        large = passes(then * times, then, most=sum(ends[1]), each=max(*ends[1], each))
        soon = hold is not None and is_too_soon(held, hold[0])
        marks = (("too large", large), ("too soon", soon))
        return frozenset(name for name, holds in marks if holds)

    return rise
