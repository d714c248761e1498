"""One change beside what is allowed as one step: its kind, too large, too soon, abrupt."""

from __future__ import annotations

from enum import Enum

__all__ = [
    "ChangeKind",
    "ChangeProblem",
    "is_abrupt",
    "is_too_soon",
    "kind_of",
    "least_after",
    "problems_of",
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


def least_after(total: int, most: int, climbed: int | None) -> int:
    """Return the lowest total one reduction leads to: the largest drop, or a rung just left.

    The lower of the two counts, and it is never below nothing.

    Examples
    --------
    >>> least_after(30_000, 5_000, None), least_after(30_000, 5_000, 15_000)
    (25000, 15000)
    """
    least = max(total - most, 0)
    return least if climbed is None else min(least, climbed)


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
