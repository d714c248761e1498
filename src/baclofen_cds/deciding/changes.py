"""One change beside what is allowed as one step: its kind, too large, too soon, abrupt."""

from __future__ import annotations

from enum import Enum

from baclofen_cds.case.posology import Posology

__all__ = [
    "ChangeKind",
    "ChangeProblem",
    "StopKind",
    "falls_too_far",
    "is_abrupt",
    "is_too_soon",
    "kind_of",
    "least_after",
    "passes",
    "problems_of",
    "stop_kind",
    "use_at_least",
    "use_known",
]


class ChangeKind(Enum):
    """What a change does to the day's total."""

    START = "start"
    INCREASE = "increase"
    SAME_TOTAL = "same total"
    REDUCTION = "reduction"
    STOP = "stop"


class ChangeProblem(Enum):
    """What is wrong with a change."""

    TOO_LARGE = "too large a step"
    TOO_SOON = "too soon"
    ABRUPT = "abrupt"
    ABOVE_MAXIMUM = "above the maximum"
    AVOID = "avoid"


class StopKind(Enum):
    """What an immediate stop is, by how much was taken and for how long."""

    FEW_DAYS = "after a few days"
    SMALL = "from a small dose"
    SHORT_USE = "after short use"
    HIGH = "from a high dose"
    ABRUPT = "after more than short use"


def kind_of(before: int, after: int) -> ChangeKind:
    """Name what happens to the day's total: more, less or the same.

    A start and a stop are known before totals are compared, and are not named here.
    """
    if after > before:
        return ChangeKind.INCREASE
    return ChangeKind.REDUCTION if after < before else ChangeKind.SAME_TOTAL


def problems_of(*, large: bool, soon: bool, above: bool, avoid: bool) -> tuple[ChangeProblem, ...]:
    """Name what is wrong with more baclofen than before, in the order of the problems."""
    found = []
    if large:
        found.append(ChangeProblem.TOO_LARGE)
    if soon:
        found.append(ChangeProblem.TOO_SOON)
    if above:
        found.append(ChangeProblem.ABOVE_MAXIMUM)
    if avoid:
        found.append(ChangeProblem.AVOID)
    return tuple(found)


def is_too_soon(held: int | None, least: int | None) -> bool:
    """Whether a rise comes before the fewest days a dose is held; unknown, nobody can say.

    Examples
    --------
    >>> is_too_soon(2, 3), is_too_soon(3, 3), is_too_soon(None, 3)
    (True, False, False)
    """
    return held is not None and least is not None and held < least


def least_after(lowest: int, climbed: int | None) -> int:
    """Return the lowest total one reduction leads to: one drop down, or a rung just left.

    The lower of the two counts.

    Examples
    --------
    >>> least_after(25_000, None), least_after(25_000, 15_000)
    (25000, 15000)
    """
    return lowest if climbed is None else min(lowest, climbed)


def falls_too_far(total: int, lowest: int) -> bool:
    """Whether a reduction leads below the lowest total that one leads to.

    Examples
    --------
    >>> falls_too_far(25_000, 25_000), falls_too_far(24_999, 25_000)
    (False, True)
    """
    return total < lowest


def use_at_least(held: int | None, used: int | None) -> int | None:
    """Return for how long baclofen was taken, where that is told; a dose held is a part of it.

    Examples
    --------
    >>> use_at_least(5, None), use_at_least(None, 90), use_at_least(180, 5)
    (None, 90, 180)
    """
    return None if used is None else max(held or 0, used)


def use_known(held: int | None, used: int | None, abrupt_after: int) -> int | None:
    """Return for how long baclofen was taken; a dose held is a use at least as long.

    A dose held up to ``abrupt_after`` days, alone, tells nothing of the use before it;
    what is not known is ``None``.
    """
    if used is None and (held is None or held <= abrupt_after):
        return None
    return max(held or 0, used or 0)


def is_abrupt(used_for: int | None, abrupt_after: int) -> bool:
    """Whether an immediate stop counts as abrupt; unknown use counts as long.

    Examples
    --------
    >>> is_abrupt(14, 14), is_abrupt(15, 14), is_abrupt(None, 14)
    (False, True, True)
    """
    return used_for is None or used_for > abrupt_after


def stop_kind(
    posology: Posology, total: int | None, used_for: int | None, lowest_rung: int = 0
) -> StopKind:
    """Name what an immediate stop is; the first that holds.

    After a few days it matters least, then from a small dose, or from no more than the lowest
    rung; after more than short use it is abrupt, and so it is from a high dose. An amount
    nobody could read counts as high, and use of unknown length as long.
    """
    if used_for is not None and used_for <= posology.stop_few_days:
        return StopKind.FEW_DAYS
    if total is not None and total <= max(posology.stop_small, lowest_rung):
        return StopKind.SMALL
    if is_abrupt(used_for, posology.stop_abrupt_after):
        return StopKind.ABRUPT
    return StopKind.HIGH if total is None or total >= posology.stop_high else StopKind.SHORT_USE


def passes(total: int, largest: int, *, most: int, each: int) -> bool:
    """Whether a day is more in all, or at one time, than it may be."""
    return total > most or largest > each
