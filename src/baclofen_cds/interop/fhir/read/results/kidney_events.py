"""What was done or ordered for the kidneys: procedures, encounters and service requests."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from attrs import frozen

from baclofen_cds.interop.fhir.read.conditions import (
    INJURY,
    KIDNEYS,
    may_mean_injury,
    meanings,
    speaks_of_kidneys,
)
from baclofen_cds.interop.fhir.read.entries.bundle import Contents, Resource
from baclofen_cds.interop.fhir.read.entries.dates import full_day, period
from baclofen_cds.interop.fhir.read.entries.element import codings, has_modifier, items, part, text
from baclofen_cds.interop.fhir.read.entries.reading import Reading
from baclofen_cds.interop.fhir.read.entries.report import Report
from baclofen_cds.interop.fhir.read.medicines.status import ORDERS

__all__ = ["KidneyEvent", "concepts_of", "is_recent", "kidney_events", "past_injuries"]

_KINDS: Final = ("Procedure", "Encounter", "ServiceRequest")
_UNDER_WAY: Final = frozenset({"in-progress", "arrived", "triaged", "onleave", "active"})
_DONE: Final = frozenset({"completed", "stopped", "finished", "discharged"})
_NEVER: Final = frozenset({"not-done", "cancelled", "revoked"})
_NONE_NOW: Final = frozenset({"entered-in-error", "after-the-day"})
_LONG_AGO: Final = "long-ago"
_SAID: Final = ("type", "reasonCode", "reason")
_DATES: Final = ("performedDateTime", "occurrenceDateTime", "authoredOn")
_PERIODS: Final = ("performedPeriod", "occurrencePeriod", "period", "actualPeriod")


@frozen
class KidneyEvent:
    """A dialysis or an acute kidney injury that an event of these days speaks of."""

    meanings: frozenset[str]
    path: str


def kidney_events(contents: Contents, reading: Reading, report: Report) -> tuple[KidneyEvent, ...]:
    """Return what is under way, or was done within the last days."""
    read = (_event(one, reading, report) for one in contents.of(*_KINDS))
    return tuple(one for one in read if one is not None)


def past_injuries(contents: Contents, reading: Reading) -> list[tuple[str, dt.date]]:
    """Return the events that may be for an injury and are long over, each with its last day."""
    return [
        (one.path, max(_begun(one, reading.as_of)))
        for one in contents.of(*_KINDS)
        if any(map(may_mean_injury, concepts_of(one.node))) and _fault(one, reading) == _LONG_AGO
    ]


def is_recent(day: dt.date, reading: Reading) -> bool:
    """Whether a dialysis, or an acute kidney injury, counts as present."""
    return reading.is_within(reading.policy.records.kidney_event_within.value, day)


def _event(one: Resource, reading: Reading, report: Report) -> KidneyEvent | None:
    concepts = concepts_of(one.node)
    means = meanings(tuple(c for concept in concepts for c in codings(concept))) & KIDNEYS
    in_words = not means and any(speaks_of_kidneys(concept) for concept in concepts)
    if not (means or in_words):
        return None
    fault = _fault(one, reading)
    if in_words:
        report.refuse(one.path, fault if fault in _NONE_NOW else "kidney-words")
    elif not fault:
        return KidneyEvent(means, one.path)
    elif fault != _LONG_AGO:
        report.refuse(one.path, fault)
    else:
        _note_past(means, report)
    is_past = fault in {_LONG_AGO, *_NONE_NOW} or _is_never(one.node)
    report.kidneys_in_doubt |= not is_past
    return None


def _note_past(means: frozenset[str], report: Report) -> None:
    if INJURY in means:
        report.note("kidney-injury-past")
    if means - {INJURY}:
        report.note("dialysis-past")


def concepts_of(node: Any) -> list[Any]:
    """Return every concept that says what an event is, or what it is for, in R4 and R5."""
    several = [part(node, "code"), part(node, "serviceType")]
    several += [one for name in _SAID for one in items(node, name)]
    several += [value for one in several for value in items(one, "value")]
    return [*several, *(part(one, "concept") for one in several)]


def _fault(one: Resource, reading: Reading) -> str:
    """Return why an event says nothing of the day; empty when it does."""
    status = text(one.node, "status")
    if status == "entered-in-error":
        return status
    if _is_never(one.node) or status not in _UNDER_WAY | _DONE or not _is_order(one):
        return "status"
    if has_modifier(one.node):
        return "modifier"
    return _fault_of_days(one, reading, under_way=status in _UNDER_WAY)


def _is_never(node: Any) -> bool:
    negated = any(node.get(name) is True for name in ("notDone", "doNotPerform"))
    return negated or text(node, "status") in _NEVER


def _is_order(one: Resource) -> bool:
    return one.kind != "ServiceRequest" or text(one.node, "intent") in ORDERS


def _fault_of_days(one: Resource, reading: Reading, *, under_way: bool) -> str:
    as_of = reading.as_of
    if under_way:
        return "after-the-day" if _is_to_come(one, as_of) else ""
    spells = [period(one.node, name) for name in _PERIODS]
    if any(s.start and s.end and s.start <= as_of <= s.end for s in spells):
        return ""
    if not _days(one):
        return "no-date"
    begun = _begun(one, as_of)
    if not begun:
        return "after-the-day"
    return "" if is_recent(max(begun), reading) else _LONG_AGO


def _days(one: Resource) -> list[dt.date]:
    spells = [period(one.node, name) for name in _PERIODS]
    days = [full_day(text(one.node, name)) for name in _DATES]
    days += [day for spell in spells for day in (spell.start, spell.end)]
    return [day for day in days if day is not None]


def _begun(one: Resource, as_of: dt.date) -> list[dt.date]:
    return [day for day in _days(one) if day <= as_of]


def _is_to_come(one: Resource, as_of: dt.date) -> bool:
    """Whether an event under way, or an order that holds, was not there yet on the day."""
    if one.kind == "ServiceRequest":
        written = full_day(text(one.node, "authoredOn"))
        return written is not None and written > as_of
    return any(period(one.node, name).to_come(as_of) for name in _PERIODS)
