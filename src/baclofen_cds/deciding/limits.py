"""What above, below and reached mean, and how to take the lowest: said once, for all rules."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "holds_between",
    "is_above",
    "is_below",
    "last_reached",
    "lowest",
    "passes",
    "reaches",
]


def is_above(amount: int, limit: int) -> bool:
    """Whether an amount is above a limit; equal to it, it is not.

    Examples
    --------
    >>> is_above(80_000, 80_000), is_above(80_001, 80_000)
    (False, True)
    """
    return amount > limit


def is_below(value: int, threshold: int) -> bool:
    """Whether a value is below a threshold; equal to it, it is not.

    Examples
    --------
    >>> is_below(6_000, 6_000), is_below(5_999, 6_000)
    (False, True)
    """
    return value < threshold


def reaches(value: int, start: int) -> bool:
    """Whether a value is at a starting point or beyond it."""
    return value >= start


def holds_between(value: int, start: int | None, end: int | None) -> bool:
    """Whether a half-open range holds a value: its start belongs to it, its end does not.

    Examples
    --------
    >>> [holds_between(age, 12, 96) for age in (11, 12, 95, 96)]
    [False, True, True, False]
    """
    return (start is None or value >= start) and (end is None or value < end)


def last_reached(value: int, starts: Sequence[int]) -> int | None:
    """Return the place of the last of these rising starts that a value reaches.

    Examples
    --------
    >>> last_reached(24, (0, 24, 144)), last_reached(23, (0, 24, 144)), last_reached(5, (12,))
    (1, 0, None)
    """
    found = None
    for place, start in enumerate(starts):
        if value >= start:
            found = place
    return found


def lowest(values: Sequence[int]) -> int:
    """Return the place of the lowest of some values, the first of equal ones.

    Examples
    --------
    >>> lowest((5, 3, 3))
    1
    """
    found = 0
    for place, value in enumerate(values):
        if value < values[found]:
            found = place
    return found


def passes(total: int, largest: int, *, most: int, each: int) -> bool:
    """Whether a day is more in all, or at one time, than it may be."""
    return total > most or largest > each
