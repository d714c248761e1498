"""The oracle's questions on coming off, put to what decides, with the rows of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import asking

import baclofen_cds as bc
from baclofen_cds.amounts import Micrograms
from baclofen_cds.case.case import Inquiry, inquire
from baclofen_cds.deciding.changes import StopKind
from baclofen_cds.deciding.tapers import (
    left_after,
    length_at,
    rungs_up_to,
    shared_days,
    steps_down,
    unit_of,
)
from baclofen_cds.makeable import Steps
from baclofen_cds.questions.steps.reduction import least_days
from baclofen_cds.questions.steps.stopping import kind_of_stop

Files = Mapping[str, Any] | None
GRAVITY = {
    StopKind.FEW_DAYS: "info",
    StopKind.SMALL: "info",
    StopKind.SHORT_USE: "warning",
    StopKind.HIGH: "critical",
    StopKind.ABRUPT: "critical",
}


def asked(label: str, child: bool, files: Files = None) -> Inquiry:
    """Return the question of an adult, or a child; its row of the label is looked up once."""
    profile = (files or {}).get(label) or asking.profile_of(label)
    policy = (files or {}).get("policy")
    patient = asking.patient_of(asking.MONTHS[child])
    return inquire(patient, profile=profile, guidance=(), policy=policy)


def ladders(label: str, child: bool, files: Files = None) -> Callable[[int, int], tuple[int, ...]]:
    """Return a function from a top and a unit to the rungs up to it."""
    posology = asked(label, child, files).posology
    return lambda top, unit: rungs_up_to(posology, top, unit)


def drops(label: str, child: bool, files: Files = None) -> Callable[[int, int], int]:
    """Return a function from a total and a unit to how far one drop leads."""
    posology = asked(label, child, files).posology
    return lambda total, unit: left_after(posology, total, unit)


def tapers(
    label: str, child: bool, files: Files = None
) -> Callable[[int, int, int | None, str], tuple[tuple[int, int], ...]]:
    """Return a function from a total, its unit, a length of use and a pace to the plan."""
    inquiry = asked(label, child, files)
    posology, gentle = inquiry.posology, int(inquiry.policy.taper.gentle_days.value)
    shorter = cache(lambda use: int(least_days(inquiry, use).value))

    def taper(total: int, unit: int, use: int | None, pace: str) -> tuple[tuple[int, int], ...]:
        made = unit_of(posology, (total,), Steps(unit))
        levels = steps_down(posology, (total,), made) or [total]
        length = posology.taper_lengths[length_at(posology, use)][1]
        least = gentle if pace == "gentle" else shorter(use)
        return tuple(zip(levels, shared_days(len(levels), length, least), strict=True))

    return taper


def stops(
    label: str, child: bool, files: Files = None
) -> Callable[[int, int | None, int | None], str]:
    """Return a function from a total, a length of use and a unit to how grave a stop is."""
    inquiry = asked(label, child, files)

    def stop(total: int, use: int | None, unit: int | None) -> str:
        told = None if unit is None else Steps(unit)
        taking = bc.Regimen([Micrograms(total)], confirmed=True)
        return GRAVITY[kind_of_stop(inquiry, taking, use, told)]

    return stop
