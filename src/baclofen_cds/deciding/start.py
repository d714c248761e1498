"""How a start ends, how much it is, and how the day is divided."""

from __future__ import annotations

from collections.abc import Sequence

from baclofen_cds.amounts import PER_KILOGRAM
from baclofen_cds.deciding.kidneys import KidneyBand, is_avoided
from baclofen_cds.decisions import Outcome

__all__ = [
    "is_capped",
    "per_kg_total",
    "rounded_down",
    "scaled_by_weight",
    "start_outcome",
    "whole_tablets_first",
]


def start_outcome(  # noqa: PLR0911 - one line for each outcome
    *,
    in_scope: bool,
    contraindicated: bool,
    missing: bool,
    band: KidneyBand,
    kidney_number: bool,
    kidney_read: bool,
    start_read: bool,
    start_stated: bool,
) -> Outcome:
    """Decide how a start ends. The order is the published precedence of outcomes.

    Where the kidneys say "avoid", no number is an answer. Where they are impaired, what the
    label says of them decides: its number, that it was read and gives none, or that it was
    not read. Elsewhere its general start does. Kidneys nobody knows are ``missing`` to begin with.
    """
    if not in_scope:
        return Outcome.OUT_OF_SCOPE
    if contraindicated:
        return Outcome.CONTRAINDICATED
    if is_avoided(band):
        return Outcome.WITHHELD
    if missing:
        return Outcome.INSUFFICIENT_DATA
    if band is not KidneyBand.NOT_IMPAIRED:
        if kidney_number:
            return Outcome.STATED
        return Outcome.SILENT if kidney_read else Outcome.UNREAD
    if not start_read:
        return Outcome.UNREAD
    return Outcome.STATED if start_stated else Outcome.SILENT


def scaled_by_weight(per_kg: int, grams: int) -> int:
    """Return micrograms a day from micrograms per kg and day, rounded down."""
    return per_kg * grams // PER_KILOGRAM


def per_kg_total(per_kg: int, grams: int, cap: int) -> int:
    """Return micrograms a day from micrograms per kg and day, never above the cap."""
    return min(scaled_by_weight(per_kg, grams), cap)


def is_capped(per_kg: int, grams: int, cap: int) -> bool:
    """Whether the cap cut a dose per kg, by a microgram or more."""
    return scaled_by_weight(per_kg, grams) > cap


def rounded_down(total: int, times: int, step: int) -> int:
    """Return the dose of each administration, rounded down to whole steps."""
    return total // times // step * step


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
