"""The oracle's questions on coming off, put to the functions that the rules decide with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import asking

import baclofen_cds as bc
from baclofen_cds.amounts import Micrograms
from baclofen_cds.case.case import Inquiry, inquire
from baclofen_cds.deciding.changes import StopKind
from baclofen_cds.deciding.tapers import shared_days
from baclofen_cds.questions.steps.drops import Drops, drops_for
from baclofen_cds.questions.steps.reduction import least_days
from baclofen_cds.questions.steps.stopping import kind_of_stop
from baclofen_cds.questions.steps.way_down import length_of

GRAVITY = {
    StopKind.FEW_DAYS: "info",
    StopKind.SMALL: "info",
    StopKind.SHORT_USE: "warning",
    StopKind.HIGH: "critical",
    StopKind.ABRUPT: "critical",
}


def asked(label: str, child: bool, files: Mapping[str, Any] | None = None) -> Inquiry:
    """Return the question a rule would look its thresholds up for: of an adult, or a child."""
    profile = (files or {}).get(label) or asking.profile_of(label)
    policy = (files or {}).get("policy")
    patient = asking.patient_of(asking.MONTHS[child])
    return inquire(patient, profile=profile, guidance=(), policy=policy)


def drops_in(
    label: str, child: bool, files: Mapping[str, Any] | None = None
) -> Callable[[int], Drops]:
    """Return a function from a unit to how far one drop leads in it."""
    inquiry = asked(label, child, files)
    return cache(lambda unit: drops_for(inquiry, (unit,), Makeable(Micrograms(unit))))


def tapers(
    label: str, child: bool, files: Mapping[str, Any] | None = None
) -> Callable[[int, int, int | None, str], tuple[tuple[int, int], ...]]:
    """Return a function from a total, its unit, a length of use and a pace to the plan."""
    inquiry, in_unit = asked(label, child, files), drops_in(label, child, files)
    gentle = inquiry.policy.taper.gentle_days
    length = cache(lambda use: int(length_of(inquiry, use).value))
    shorter = cache(lambda use: int(least_days(inquiry, use).value))

    def taper(total: int, unit: int, use: int | None, pace: str) -> tuple[tuple[int, int], ...]:
        levels = in_unit(unit).down_from((total,)) or [total]
        least = int(gentle.value) if pace == "gentle" else shorter(use)
        return tuple(zip(levels, shared_days(len(levels), length(use), least), strict=True))

    return taper


def stops(
    label: str, child: bool, files: Mapping[str, Any] | None = None
) -> Callable[[int, int | None, int | None], str]:
    """Return a function from a total, a length of use and a unit to how grave a stop is."""
    inquiry = asked(label, child, files)

    def stop(total: int, use: int | None, unit: int | None) -> str:
        told = None if unit is None else Makeable(Micrograms(unit))
        taking = bc.Regimen([Micrograms(total)], confirmed=True)
        return GRAVITY[kind_of_stop(inquiry, taking, use, told)]

    return stop
