"""How a start ends, how much it is, and how the day is divided."""

from __future__ import annotations

from baclofen_cds.case.bands import KidneyBand, is_avoided
from baclofen_cds.decisions import Outcome

__all__ = ["rounded_down", "start_outcome"]


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


def rounded_down(total: int, times: int, step: int) -> int:
    """Return the dose of each administration, rounded down to whole steps."""
    return total // times // step * step
