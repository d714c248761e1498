"""Where a day stands among the limits of a label, and which limit decided.

Plain integers decide; equal to a limit is not above it.
"""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import Any

from attrs import field, frozen

from baclofen_cds.amounts import Micrograms, MicrogramsPerDay
from baclofen_cds.case.doses import scaled_by_weight
from baclofen_cds.case.limits import TERMS, Limit, LimitKind
from baclofen_cds.case.posology import Posology
from baclofen_cds.decisions import later, repr_made, resolved
from baclofen_cds.sources import Citation, Stated

__all__ = [
    "MaximumCheck",
    "Verdict",
    "check_day",
    "decided_by",
    "top_of",
    "usual_of",
    "verdict_of",
]


class Verdict(Enum):
    """Where a day stands."""

    WITHIN = "within"
    ABOVE_USUAL_RANGE = "above usual range"
    NEEDS_SUPERVISION = "needs supervision"
    ABOVE_MAXIMUM = "above maximum"


@frozen
class MaximumCheck:
    """Where a day stands against the limits of a label.

    Parameters
    ----------
    verdict
        Within, above the usual range, needs supervision, or above the maximum.
    limits
        Every limit considered.
    binding
        The limit that decided: the one exceeded, or else the maximum; where no maximum
        is stated, the amount from which hospital is meant.
    """

    verdict: Verdict
    _limits: tuple[Limit, ...] = field(eq=resolved, repr=repr_made)
    binding: Limit

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Every limit considered."""
        return resolved(self._limits)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the limits come from."""
        return tuple(limit.citation for limit in self.limits)


def usual_of(posology: Posology, grams: int | None) -> int | None:
    """Return what is usually enough in a day, where the label says so for this weight."""
    if posology.usual_per_kg is None:
        return posology.usual
    return None if grams is None else scaled_by_weight(posology.usual_per_kg, grams)


def verdict_of(posology: Posology, total: int, usual: int | None) -> Verdict:
    """Place a day's total among the limits; equal to a limit is not above it.

    Above the maximum for outpatients, or at the amount from which hospital is meant or above
    it, what is said of hospital decides: up to its own maximum, and without end where a label
    leaves it open and states none, supervision is needed; otherwise the day is above maximum.
    """
    maximum, hospital_from = posology.maximum, posology.hospital_from
    above = maximum is not None and total > maximum
    if above or (hospital_from is not None and total >= hospital_from):
        if posology.supervised is not None:
            supervised = total <= posology.supervised
            return Verdict.NEEDS_SUPERVISION if supervised else Verdict.ABOVE_MAXIMUM
        return Verdict.NEEDS_SUPERVISION if posology.open_above else Verdict.ABOVE_MAXIMUM
    if usual is not None and total > usual:
        return Verdict.ABOVE_USUAL_RANGE
    return Verdict.WITHIN


def decided_by(posology: Posology, verdict: Verdict) -> LimitKind:
    """Name the limit that decided: the one passed, or else the one for outpatients.

    That is the maximum or, where none is stated, the amount from which hospital is meant.
    """
    if verdict is Verdict.ABOVE_USUAL_RANGE:
        per_kg = posology.usual_per_kg is not None
        return LimitKind.USUAL_PER_KG if per_kg else LimitKind.USUAL
    if verdict is Verdict.ABOVE_MAXIMUM and posology.supervised is not None:
        return LimitKind.SUPERVISED_MAXIMUM
    return LimitKind.SUPERVISED_FROM if posology.maximum is None else LimitKind.MAXIMUM


def top_of(posology: Posology, grams: int | None) -> Stated[int]:
    """Return the amount no plan passes, in every setting, with its place: the maximum.

    Where none is stated it is the top of the usual range, and below what hospital is for.
    """
    if posology.maximum is not None:
        return Stated(posology.maximum, posology.place("maximum"))
    usual, hospital = usual_of(posology, grams), posology.hospital_from or 0
    if usual is not None and usual < hospital:
        per_kg = posology.usual_per_kg is not None
        return Stated(usual, posology.place("usual_per_kg" if per_kg else "usual"))
    return Stated(hospital - 1, posology.place("hospital_from"))


def check_day(
    posology: Posology, total: int, largest: int, grams: int | None
) -> MaximumCheck | None:
    """Hold a day against every limit, and name the one that decides; ``None`` without any."""
    if not posology.has_limits:
        return None
    usual = usual_of(posology, grams)
    verdict = verdict_of(posology, total, usual)
    binding = _limit(posology, decided_by(posology, verdict), total, usual)
    considered = partial(_considered, posology, total, largest, usual)
    return MaximumCheck(verdict, later(considered), binding)


def _considered(
    posology: Posology, total: int, largest: int, usual: int | None
) -> tuple[Limit, ...]:
    """Return every limit the label gives, with whether the day passes it."""
    per_kg = posology.usual_per_kg is not None
    of_the_day = (
        (LimitKind.SUPERVISED_FROM, posology.hospital_from),
        (LimitKind.MAXIMUM, posology.maximum),
        (LimitKind.USUAL_PER_KG if per_kg else LimitKind.USUAL, usual),
        (LimitKind.SUPERVISED_MAXIMUM, posology.supervised),
    )
    found = [
        _limit(posology, kind, total, usual) for kind, value in of_the_day if value is not None
    ]
    named = posology.named
    if named is not None:
        place, kind = posology.place("named"), LimitKind.NAMED_ADMINISTRATION
        found.append(Limit(kind, Micrograms(named), largest > named, place))
    return tuple(found)


def _limit(posology: Posology, kind: LimitKind, total: int, usual: int | None) -> Limit:
    """Return one limit of the day, with whether a total passes it."""
    name = TERMS[kind]
    of_usual = kind in (LimitKind.USUAL, LimitKind.USUAL_PER_KG)
    value: Any = usual if of_usual else getattr(posology, name)
    reached = kind is LimitKind.SUPERVISED_FROM and total == value
    return Limit(kind, MicrogramsPerDay(value), reached or total > value, posology.place(name))
