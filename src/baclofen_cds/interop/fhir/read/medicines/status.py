"""Whether an order or statement holds on a day, is only proposed, is over, or is unclear."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any, Final

from baclofen_cds.interop.fhir.read.entries.bundle import Resource
from baclofen_cds.interop.fhir.read.entries.dates import earliest, may_miss, over_by, period
from baclofen_cds.interop.fhir.read.entries.element import has_modifier, part, text

__all__ = ["ORDERS", "Standing", "denies", "standing_of", "written_on"]

_OVER: Final = frozenset({"completed", "stopped", "cancelled", "not-taken"})
ORDERS: Final = frozenset(
    {"order", "original-order", "reflex-order", "filler-order", "instance-order"}
)
"""The intents of a request that is an order."""

_DENIED_ON: Final = ("effectiveDateTime", "dateAsserted", "authoredOn")
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
        return Standing.UNCLEAR, status
    if one.kind == "MedicationRequest":
        return _of_request(status, text(one.node, "intent"))
    return _of_statement(one.node, status, as_of)


def written_on(node: Any) -> dt.date | None:
    """Return the day an order was written; of an incomplete date, its first day."""
    return earliest(text(node, "authoredOn"))


def denies(one: Resource, others: list[Resource], as_of: dt.date) -> bool:
    """Whether one entry says that a medicine is not taken, which others say that it is.

    One that is older than each of them, or of a later day, contradicts nothing. One whose
    day is not known contradicts them all.
    """
    if not _says_not_taken(one):
        return False
    days = _days_of_denial(one.node)
    if days and all(first > as_of for first, _ in days):
        return False
    latest = max((last for _, last in days), default=dt.date.max)
    return any(latest >= (_told_on(other) or dt.date.min) for other in others)


def _says_not_taken(one: Resource) -> bool:
    status = text(one.node, "status")
    if one.kind == "MedicationRequest":
        return status == "active" and one.node.get("doNotPerform") not in (None, False)
    return status in _OVER or (text(one.node, "taken") == "n" and status != "entered-in-error")


def _days_of_denial(node: Any) -> list[tuple[dt.date, dt.date]]:
    """Return the first and last days that the dates of a denial can mean; the end decides."""
    ended = text(part(node, "effectivePeriod"), "end")
    told = [ended] if ended else [text(node, name) for name in _DENIED_ON]
    return [_span(written) for written in told if written]


def _span(written: str) -> tuple[dt.date, dt.date]:
    return earliest(written) or dt.date.min, over_by(written) or dt.date.max


def _told_on(one: Resource) -> dt.date | None:
    """Return the first day on which an entry can have been told; ``None`` if not known."""
    told = [text(one.node, name) for name in _DENIED_ON]
    told.append(text(part(one.node, "effectivePeriod"), "start"))
    days = [day for day in map(earliest, told) if day is not None]
    return max(days, default=None)


def _of_request(status: str, intent: str) -> tuple[Standing, str]:
    if status in ("active", "draft") and (intent in _PROPOSALS or status == "draft"):
        return Standing.PROPOSED, ""
    if status == "active" and intent in ORDERS:
        return Standing.CURRENT, ""
    return Standing.UNCLEAR, "status"


def _of_statement(node: Any, status: str, as_of: dt.date) -> tuple[Standing, str]:
    if status == "intended":
        return Standing.PROPOSED, ""
    if may_miss(node, "effectivePeriod", as_of):
        return Standing.UNCLEAR, "date-incomplete"
    if status == "active" and text(node, "taken") in ("", "y"):
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
