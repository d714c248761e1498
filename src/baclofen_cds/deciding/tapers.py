"""The steps of a taper: how far down, in what doses, for how many days."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

__all__ = [
    "halved",
    "held_days",
    "is_legal_drop",
    "is_legal_taper",
    "is_long_use",
    "levels",
    "lowered",
    "next_total",
    "slower",
    "step_down",
]


def is_long_use(taken_for: int | None, after: int) -> bool:
    """Whether a use counts as long; unknown use does.

    Examples
    --------
    >>> is_long_use(60, 60), is_long_use(61, 60), is_long_use(None, 60)
    (False, True, True)
    """
    return taken_for is None or taken_for > after


def next_total(total: int, decrement: int, step: int) -> int:
    """Return the next total down: as far as the decrement allows, in whole steps.

    It is not lower where no whole number of steps lies that near.

    Examples
    --------
    >>> next_total(12_000, 5_000, 5_000), next_total(5_000, 5_000, 5_000)
    (10000, 0)
    """
    floor = max(total - decrement, 0)
    return -(-floor // step) * step


def lowered(doses: tuple[int, ...], total: int, step: int) -> tuple[int, ...] | None:
    """Lower the administrations of a day to a new total, in whole steps.

    No administration rises; each is cut to whole steps, then the largest one is lowered
    first, and of equal ones the first of the day. One left with nothing is not given any
    more. ``None`` when the total cannot be made without a rise.
    """
    makeable = [dose // step * step for dose in doses]
    if len(set(makeable)) == 1:
        rounds = max(sum(makeable) - total, 0) // (step * len(makeable))
        makeable = [dose - rounds * step for dose in makeable]
    while sum(makeable) > total:
        largest = makeable.index(max(makeable))
        makeable[largest] -= step
    if sum(makeable) != total:
        return None
    return tuple(dose for dose in makeable if dose)


def levels(doses: tuple[int, ...], decrement: int, step: int) -> list[tuple[int, ...]] | None:
    """Return the days of a taper, from the first lower one to the last with a dose.

    A day of no more than the decrement is halved. ``None`` when some step cannot be made
    within the decrement.
    """
    found: list[tuple[int, ...]] = []
    current = doses
    while sum(current) > decrement:
        below = lowered(current, next_total(sum(current), decrement, step), step)
        if below is None or sum(below) >= sum(current):
            return None
        found.append(below)
        current = below
    return found or halved(doses, step)


def halved(doses: tuple[int, ...], step: int) -> list[tuple[int, ...]]:
    """Return the days from a small day down: each half of the one before, rounded up.

    A day whose half cannot be made without being the same, or without a rise, has no lower
    one; the first such day is itself the only one.

    Examples
    --------
    >>> halved((5_000, 5_000), 2_500), halved((5_000,), 5_000)
    ([(2500, 2500), (2500,)], [(5000,)])
    """
    found: list[tuple[int, ...]] = []
    current = doses
    while True:
        total = next_total(sum(current), sum(current) // 2, step)
        below = lowered(current, total, step) if total < sum(current) else None
        if below is None:
            return found or [doses]
        found.append(below)
        current = below


def held_days(count: int, length: int) -> list[int]:
    """Share the days of a taper among its steps; what remains goes to the last.

    No step is shorter than a day.

    Examples
    --------
    >>> held_days(3, 14), held_days(20, 14)[-1]
    ([4, 4, 6], 1)
    """
    each = max(length // count, 1)
    rest = max(length - each * count, 0)
    return [*([each] * (count - 1)), each + rest]


def slower(held: Sequence[int], pace: int) -> list[int]:
    """Return the days of the gentler plan: no step shorter than its pace."""
    return [max(pace, days) for days in held]


def step_down(doses: tuple[int, ...], decrement: int, step: int) -> tuple[int, ...] | None:
    """Return a day one decrement lower; ``None`` where none can be made with a dose in it."""
    total = next_total(sum(doses), decrement, step)
    return (lowered(doses, total, step) or None) if total < sum(doses) else None


def is_legal_drop(before: int, after: int, decrement: int) -> bool:
    """Whether a total falls, and by no more than the decrement.

    Examples
    --------
    >>> [is_legal_drop(20_000, after, 5_000) for after in (20_000, 15_000, 14_999)]
    [False, True, False]
    """
    return 0 < before - after <= decrement


def is_legal_taper(
    taken: int, totals: Sequence[int], decrement: int, *, days: int, least: int
) -> bool:
    """Whether a taper only falls, by no more than its decrement, ends, and is long enough.

    Each total is lower than the one before it, the first than what is taken; the last drop,
    to nothing, is a drop like the others. One that begins at the smallest dose is a single
    step at the dose taken, and drops only at the end.
    """
    steps = list(pairwise((taken, *totals, 0)))
    if len(totals) == 1 and totals[0] == taken:
        steps = steps[1:]
    falls = all(is_legal_drop(before, after, decrement) for before, after in steps)
    return falls and days >= least
