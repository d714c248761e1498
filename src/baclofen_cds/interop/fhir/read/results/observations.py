"""Measurements: which of them are read, and how."""

from __future__ import annotations

import datetime as dt
from typing import Final

from attrs import frozen

from baclofen_cds.interop.fhir.read.entries import quantity
from baclofen_cds.interop.fhir.read.entries.bundle import Contents, Resource
from baclofen_cds.interop.fhir.read.entries.dates import earliest, full_day
from baclofen_cds.interop.fhir.read.entries.element import Node, has_modifier, items, part, text
from baclofen_cds.interop.fhir.read.entries.quantity import Amount
from baclofen_cds.interop.fhir.read.entries.report import Report
from baclofen_cds.interop.fhir.read.results.results import (
    Result,
    called,
    has_value,
    results,
    urine,
)
from baclofen_cds.interop.fhir.terminology import systems
from baclofen_cds.interop.fhir.terminology.loinc import Measured, What

__all__ = ["Measurement", "Missed", "effective_day", "read_results"]

_STATUSES: Final = frozenset({"final", "amended", "corrected"})
_NO_RESULT: Final = frozenset({"after-the-day", "before-birth"})
"""Reasons that say nothing about the kidneys on the day asked for."""

_IN_WORDS: Final = ("valueString", "valueCodeableConcept")
_ONE_DAY: Final = dt.timedelta(days=1)

_OF_BLOOD: Final = frozenset({What.CREATININE, What.CYSTATIN})
_TABLES: Final = {
    What.CREATININE: quantity.CREATININE,
    What.CYSTATIN: quantity.CYSTATIN,
    What.WEIGHT: quantity.WEIGHT,
    What.HEIGHT: quantity.HEIGHT,
}


@frozen
class Measurement:
    """One value that can be used, in the whole units kept inside."""

    measured: Measured
    value: int
    on: dt.date
    path: str
    lower_bound: bool = False


@frozen
class Missed:
    """A value that cannot be used, and its day when that is known."""

    what: What
    on: dt.date | None
    is_result: bool = True


def read_results(
    contents: Contents, born: dt.date, as_of: dt.date, report: Report
) -> list[Measurement | Missed]:
    """Read every result, those that cannot be used among them."""
    read = (_read(one, born, as_of, report) for one in results(contents))
    return [one for one in read if one is not None]


def effective_day(node: object) -> dt.date | None:
    """Return the day a measurement holds for; never the day it was reported."""
    spell = part(node, "effectivePeriod")
    written = (
        text(node, "effectiveDateTime")
        or text(node, "effectiveInstant")
        or text(spell, "end")
        or text(spell, "start")
    )
    return full_day(written)


def _read(
    result: Result, born: dt.date, as_of: dt.date, report: Report
) -> Measurement | Missed | None:
    one, told = result.one, called(result)
    if told is None:
        return None
    what = told.measured.what
    of = urine(result) if what in _OF_BLOOD else ""
    if of == "urine":
        report.refuse(one.path, of)
        return None
    on = effective_day(one.node)
    fault = _status_fault(one) or of or _date_fault(one, on, born, as_of)
    if fault or on is None:
        report.refuse(one.path, fault)
        if fault == "entered-in-error":
            return None
        return Missed(what, on, fault not in _NO_RESULT)
    found = told.fault or _value(one, told.measured, on, report)
    if isinstance(found, str):
        report.refuse(one.path, found)
        return Missed(what, on, _may_hold_one(one.node))
    return found


def _status_fault(one: Resource) -> str:
    status = text(one.node, "status")
    if status == "entered-in-error":
        return status
    if one.is_unresolved:
        return "subject-unresolved"
    if status not in _STATUSES:
        return "status"
    return "modifier" if has_modifier(one.node) else ""


def _date_fault(one: Resource, on: dt.date | None, born: dt.date, as_of: dt.date) -> str:
    if on is None:
        has_one = any(name.startswith("effective") for name in one.node)
        return "date-incomplete" if has_one else "no-date"
    if on > as_of:
        return "after-the-day"
    if _is_long(part(one.node, "effectivePeriod")):
        return "long-period"
    return "before-birth" if on < born else ""


def _is_long(spell: Node) -> bool:
    """Whether a period is of more than a day, so that no day of it can be told."""
    first, last = earliest(text(spell, "start")), full_day(text(spell, "end"))
    return first is not None and last is not None and abs(last - first) > _ONE_DAY


def _value(one: Resource, measured: Measured, on: dt.date, report: Report) -> Measurement | str:
    """Read the value; a text is a reason, the one why it cannot be used."""
    if "dataAbsentReason" in one.node and has_value(one.node):
        return "data-absent"
    given = quantity.amount(part(one.node, "valueQuantity"))
    if given.fault == "no-value":
        return _why_no_value(one.node)
    if measured.what is What.GFR:
        return _rate(given, measured, on, one.path)
    value = quantity.nearest(given, _TABLES[measured.what])
    if isinstance(value, str):
        return value
    if measured.molar is not None and measured.molar is not ("mol/" in given.code):
        report.note("unit-decides")
    return Measurement(measured, value, on, one.path)


def _may_hold_one(node: Node) -> bool:
    """Whether a value that is not read is there: its own, or one of its parts."""
    return any(has_value(one) for one in (node, *items(node, "component")))


def _why_no_value(node: Node) -> str:
    if any(node.get(name) for name in _IN_WORDS):
        return "text-only"
    is_number = "valueQuantity" in node or not has_value(node)
    return "no-value" if is_number else "value-not-read"


def _rate(given: Amount, measured: Measured, on: dt.date, path: str) -> Measurement | str:
    """Read a filtration rate in hundredths; above a number is a lower bound."""
    if given.fault:
        return given.fault
    if given.comparator not in ("", ">", ">="):
        return "comparator"
    indexing = quantity.RATE.get(given.code) if given.system == systems.UCUM else None
    if indexing is None:
        return "unit-not-known"
    if indexing is not measured.indexing:
        return "unit-per-surface"
    hundredths = int(given.value * 100)
    if hundredths == 0:
        return "not-positive"
    return Measurement(measured, hundredths, on, path, lower_bound=bool(given.comparator))
