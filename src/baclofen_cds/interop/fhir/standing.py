"""Whether an order or statement holds on a day, is only proposed, is over, or is unclear."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any, Final

from baclofen_cds.interop.fhir.bundle import Resource
from baclofen_cds.interop.fhir.dates import earliest, period
from baclofen_cds.interop.fhir.element import has_modifier, text

__all__ = ["Standing", "standing_of", "written_on"]

_OVER: Final = frozenset({"completed", "stopped", "cancelled", "not-taken"})
_ORDERS: Final = frozenset(
    {"order", "original-order", "reflex-order", "filler-order", "instance-order"}
)
_PROPOSALS: Final = frozenset({"proposal", "plan", "option"})


class Standing(Enum):
    """What an order or statement says about the day asked for."""

    CURRENT = "current"
    PROPOSED = "proposed"
    NOT_NOW = "not now"
    UNCLEAR = "unclear"


def standing_of(one: Resource, as_of: dt.date) -> tuple[Standing, str]:
    """Return how an order or statement stands, and the reason to report, if there is one."""
    status = text(one.node, "status")
    if status in _OVER or text(one.node, "taken") == "n":
        return Standing.NOT_NOW, ""
    if status != "entered-in-error" and has_modifier(one.node):
        return Standing.UNCLEAR, "modifier"
    not_now = _not_now(one.node, status, as_of)
    if not_now:
        return Standing.NOT_NOW, not_now
    if status == "on-hold":
        return Standing.UNCLEAR, "on-hold"
    if one.kind == "MedicationRequest":
        return _of_request(status, text(one.node, "intent"))
    return _of_statement(status, text(one.node, "taken"))


def written_on(node: Any) -> dt.date | None:
    """Return the day an order was written; of an incomplete date, its first day."""
    return earliest(text(node, "authoredOn"))


def _of_request(status: str, intent: str) -> tuple[Standing, str]:
    if status in ("active", "draft") and (intent in _PROPOSALS or status == "draft"):
        return Standing.PROPOSED, ""
    if status == "active" and intent in _ORDERS:
        return Standing.CURRENT, ""
    return Standing.UNCLEAR, "status"


def _of_statement(status: str, taken: str) -> tuple[Standing, str]:
    if status == "intended":
        return Standing.PROPOSED, ""
    if status == "active" and taken in ("", "y"):
        return Standing.CURRENT, ""
    return Standing.UNCLEAR, "status"


def _not_now(node: Any, status: str, as_of: dt.date) -> str:
    """Return why an order or statement says nothing of the day; empty when it does."""
    if status == "entered-in-error":
        return status
    if node.get("doNotPerform") not in (None, False):
        return "do-not-perform"
    spell = period(node, "effectivePeriod")
    days = (written_on(node), earliest(text(node, "effectiveDateTime")))
    if any(day is not None and day > as_of for day in days):
        return "after-the-day"
    if spell.over(as_of):
        return "already-ended"
    return "not-started" if spell.to_come(as_of) else ""
