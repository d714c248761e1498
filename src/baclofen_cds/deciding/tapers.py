"""The steps of a taper: how far one drop leads, the rungs, in what doses, for how many days.

The size of a drop and the rungs are the posology's; the unit is what the doses are made of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from math import gcd

from baclofen_cds.case.posology import Posology
from baclofen_cds.makeable import Makeable, Steps

__all__ = [
    "Doses",
    "Made",
    "base_unit",
    "is_legal_taper",
    "is_long_use",
    "left_after",
    "length_at",
    "lowered",
    "lowering_order",
    "lowest_after",
    "lowest_rung",
    "made_of",
    "one_in",
    "review_step",
    "rounded_up",
    "rungs_up_to",
    "shared_days",
    "steps_down",
    "unit_of",
    "usable",
    "whole_units",
]

Doses = tuple[int, ...]


class Made(Enum):
    """What a unit is made of."""

    WHOLE = "whole tablets"
    HALF = "half a tablet"
    OTHER = "neither"


def is_long_use(taken_for: int | None, after: int) -> bool:
    """Whether a use counts as long; unknown use does.

    Examples
    --------
    >>> is_long_use(60, 60), is_long_use(61, 60), is_long_use(None, 60)
    (False, True, True)
    """
    return taken_for is None or taken_for > after


def length_at(posology: Posology, used: int | None) -> int:
    """Return which of the lengths of a taper holds after this long a use: its place.

    Unknown use counts as long.
    """
    held = [after is None or is_long_use(used, after) for after, _ in posology.taper_lengths]
    return len(held) - 1 - held[::-1].index(True)


def usable(posology: Posology, makeable: Makeable) -> bool:
    """Whether what was told to be makeable is fine enough for a taper."""
    return makeable.not_below(1) <= posology.taper_coarsest_unit


def base_unit(posology: Posology, makeable: Makeable | None) -> int:
    """Return the smallest amount above nothing that was told to be makeable.

    Where none or too coarse a one was, it is ours.
    """
    if makeable is None or not usable(posology, makeable):
        return posology.taper_unit
    return makeable.not_below(1)


def unit_of(posology: Posology, doses: Doses, makeable: Makeable | None) -> int:
    """Return the unit of a taper: never coarser than the doses taken show can be made.

    A dose shows that where it is none that was told to be makeable. Nothing finer than a
    computed dose can be measured out.
    """
    base = base_unit(posology, makeable)
    made = Steps(base) if makeable is None or not usable(posology, makeable) else makeable
    shown = (dose for dose in doses if not made.makes(dose))
    return max(gcd(base, *shown), posology.computed_step)


def made_of(unit: int, tablet: int) -> Made:
    """Name what a unit is made of, beside the smallest tablet that was seen.

    Examples
    --------
    >>> [made_of(unit, 10_000).name for unit in (20_000, 5_000, 2_500)]
    ['WHOLE', 'HALF', 'OTHER']
    """
    if unit % tablet == 0:
        return Made.WHOLE
    return Made.HALF if unit + unit == tablet else Made.OTHER


def rounded_up(total: int, unit: int) -> int:
    """Return the lowest amount in whole units that is not below a total."""
    return -(-total // unit) * unit


def lowest_rung(posology: Posology, unit: int) -> int:
    """Return the lowest rung that can be made; from it a taper goes to nothing."""
    return rounded_up(posology.taper_rungs[0], unit)


def one_in(posology: Posology, total: int, unit: int) -> int:
    """Return what part of a day one drop may be at most, as one in so many.

    A low day may lose the largest part, and so may any day of at most so many units.
    """
    if total < posology.taper_low_below or total <= unit * posology.taper_low_units:
        return posology.taper_low_share
    return (
        posology.taper_middle_share
        if total < posology.taper_middle_below
        else posology.taper_share
    )


def lowest_after(posology: Posology, total: int, unit: int) -> int:
    """Return the lowest total one drop leads to, in whole units.

    A drop is at most the largest one, the label's own step where it prints one, and the part
    of the day it may be. The end is rounded up to whole units. Down to the next whole unit is
    always allowed.
    """
    step = posology.taper_step
    most = posology.taper_largest_drop
    most = most if step is None else min(most, step)
    least = max(total - most, total - total // one_in(posology, total, unit))
    return min(rounded_up(least, unit), rounded_up(total, unit) - unit)


def left_after(posology: Posology, total: int, unit: int) -> int:
    """Return the lowest total one drop leads to, the last drop of a taper counted in.

    From the lowest rung, or below it, that is nothing.
    """
    at_end = total <= lowest_rung(posology, unit)
    return 0 if at_end else lowest_after(posology, total, unit)


def rungs_up_to(posology: Posology, top: int, unit: int) -> tuple[int, ...]:
    """Return the rungs of the ladder in whole units, the lowest first, up to a total or past it.

    Above the last listed rung they go on at even spacing. Each is rounded up; rungs that
    become equal are one. Between two that are further apart than one drop leads stand more:
    each as far below the one above it as a drop allows.
    """
    listed, spacing = posology.taper_rungs, posology.taper_spacing
    above = range(listed[-1] + spacing, top + spacing, spacing)
    rounded = sorted({rounded_up(rung, unit) for rung in (*listed, *above)})
    found = rounded[:1]
    for rung in rounded[1:]:
        between, low = [], lowest_after(posology, rung, unit)
        while low > found[-1]:
            between.append(low)
            low = lowest_after(posology, low, unit)
        found += [*reversed(between), rung]
    return tuple(found)


def whole_units(doses: Doses, unit: int) -> int:
    """Return what whole units make of a day without a rise.

    Examples
    --------
    >>> whole_units((6_667, 6_667, 6_667), 100)
    19800
    """
    return sum(dose // unit * unit for dose in doses)


def steps_down(posology: Posology, doses: Doses, unit: int) -> list[int]:
    """Return the totals from a day down: each time the lowest rung that one drop reaches.

    From the lowest rung, or below it, there is none. Where that rung is above what whole
    units make of the day, it is that instead, as far as one drop leads.
    """
    total, whole = sum(doses), whole_units(doses, unit)
    rungs, found = rungs_up_to(posology, total, unit), list[int]()
    while bisect_left(rungs, total):
        low = lowest_after(posology, total, unit)
        total = min(rungs[bisect_left(rungs, low)], max(whole, low))
        found.append(total)
    return found


def lowering_order(times: int, first: int | None) -> tuple[int, ...]:
    """Return the places of a day in the order in which equal administrations are lowered.

    The one that is named comes first, then the middle of the day outwards, the earlier of
    two first, and the last of the day at the end.

    Examples
    --------
    >>> lowering_order(4, None), lowering_order(3, 2)
    ((1, 2, 0, 3), (2, 1, 0))
    """
    last = times - 1
    ranked = sorted(
        (place != first, place == last, abs(place - (last - place)), place)
        for place in range(times)
    )
    return tuple(place for *_, place in ranked)


def lowered(doses: Doses, total: int, unit: int, first: int | None = None) -> Doses | None:
    """Lower the administrations of a day to a total, in whole units.

    No administration rises; each is cut to whole units, then the largest is lowered first,
    and equal ones in their order. One left with nothing stays as nothing, in its place.
    ``None`` when the total cannot be made without a rise.

    Examples
    --------
    >>> lowered((10_000, 10_000, 10_000), 20_000, 5_000)
    (5000, 5000, 10000)
    """
    whole = [dose // unit for dose in doses]
    wanted, broken = divmod(total, unit)
    if broken or wanted > sum(whole):
        return None
    height = _height(whole, wanted)
    cut = [min(count, height) for count in whole]
    surplus = sum(cut) - wanted
    highest = [place for place in lowering_order(len(doses), first) if cut[place] == height]
    for place in highest[:surplus]:
        cut[place] -= 1
    return tuple(count * unit for count in cut)


def _height(counts: Sequence[int], wanted: int) -> int:
    """Return the lowest height at which cut stacks still hold what is wanted."""
    rising, left, place = sorted(counts), wanted, 0
    while rising[place] * (len(rising) - place) < left:
        left -= rising[place]
        place += 1
    return -(-left // (len(rising) - place))


def shared_days(count: int, length: int, least: int) -> list[int]:
    """Share the days of a taper evenly among its steps, none shorter than its least.

    No two differ by more than a day; days that do not divide go to the first steps.

    Examples
    --------
    >>> shared_days(3, 14, 1), shared_days(3, 14, 7)
    ([5, 5, 4], [7, 7, 7])
    """
    each, rest = divmod(max(length, count * least), count)
    return [each + 1] * rest + [each] * (count - rest)


def review_step(taken: int, totals: Sequence[int], share: int) -> int | None:
    """Return the place of the first step at one part in so many of the dose taken, or less."""
    return next((place for place, total in enumerate(totals) if total * share <= taken), None)


def is_legal_taper(
    posology: Posology,
    taken: int,
    totals: Sequence[int],
    days: Sequence[int],
    unit: int,
    *,
    length: int,
    least: int,
) -> bool:
    """Whether a taper only falls, no drop too far, ends at the lowest rung, and is long enough.

    One that begins at the lowest rung or below it is a single step at the dose taken.
    """
    held = list(totals) == [taken]
    downs = () if held else pairwise((taken, *totals))
    falls = all(lowest_after(posology, high, unit) <= low < high for high, low in downs)
    even = max(days) - min(days) <= 1 and list(days) == sorted(days, reverse=True)
    enough = sum(days) >= length and min(days) >= least
    return falls and totals[-1] <= lowest_rung(posology, unit) and even and enough
