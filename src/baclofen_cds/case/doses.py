"""A dose per kg, its cap, and how a day divides into whole tablets."""

from __future__ import annotations

from collections.abc import Sequence

from baclofen_cds.amounts import PER_KILOGRAM

__all__ = ["is_capped", "per_kg_total", "scaled_by_weight", "whole_tablets_first"]


def scaled_by_weight(per_kg: int, grams: int) -> int:
    """Return micrograms a day from micrograms per kg and day, rounded down."""
    return per_kg * grams // PER_KILOGRAM


def per_kg_total(per_kg: int, grams: int, cap: int) -> int:
    """Return micrograms a day from micrograms per kg and day, never above the cap."""
    return min(scaled_by_weight(per_kg, grams), cap)


def is_capped(per_kg: int, grams: int, cap: int) -> bool:
    """Whether the cap cut a dose per kg, by a microgram or more."""
    return scaled_by_weight(per_kg, grams) > cap


def whole_tablets_first(total: int, times: Sequence[int], tablet: int) -> tuple[int, ...]:
    """Order the divisions of a day: those in whole smallest tablets come first.

    Among those alike, the order given stays.

    Examples
    --------
    >>> whole_tablets_first(15_000, (2, 3, 4), 5_000)
    (3, 2, 4)
    """
    whole = [count for count in times if total % (count * tablet) == 0]
    return (*whole, *(count for count in times if count not in whole))
