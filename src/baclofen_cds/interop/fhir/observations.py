"""Measurements: which of them are read, and which one of several holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from attrs import frozen

from baclofen_cds.amounts import PERCENT
from baclofen_cds.interop.fhir import quantity
from baclofen_cds.interop.fhir.bundle import Contents, Resource
from baclofen_cds.interop.fhir.conditions import KIDNEYS, meanings, speaks_of_kidneys
from baclofen_cds.interop.fhir.dates import earliest, full_day
from baclofen_cds.interop.fhir.element import Node, codings, has_modifier, items, part, text
from baclofen_cds.interop.fhir.kidney_events import concepts_of
from baclofen_cds.interop.fhir.quantity import Amount
from baclofen_cds.interop.fhir.report import Report
from baclofen_cds.interop.fhir.results import KIDNEY, Result, called, has_value, results, urine
from baclofen_cds.interop.fhir.terminology import systems
from baclofen_cds.interop.fhir.terminology.loinc import Measured, What
from baclofen_cds.knowledge.loader import current_policy
from baclofen_cds.vocabulary import GFRIndexing

__all__ = ["Measurement", "effective_day", "measurements"]

_STATUSES: Final = frozenset({"final", "amended", "corrected"})
_NO_RESULT: Final = frozenset({"after-the-day", "before-birth"})
"""Reasons that say nothing about the kidneys on the day asked for."""

_FAILURE: Final = KIDNEYS | {"end-stage-kidney-disease"}
_IN_WORDS: Final = ("valueString", "valueCodeableConcept")
_ONE_DAY: Final = dt.timedelta(days=1)

_TABLES: Final = {
    What.CREATININE: quantity.CREATININE,
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
class _Missed:
    """A value that cannot be used, and its day when that is known."""

    what: What
    on: dt.date | None
    is_result: bool = True


def measurements(
    contents: Contents, born: dt.date, as_of: dt.date, report: Report
) -> tuple[Measurement, ...]:
    """Return the measurements that hold on a day: the latest of each kind and equation."""
    read = [_read(one, born, as_of, report) for one in results(contents)]
    usable = [one for one in read if isinstance(one, Measurement)]
    missed = [one for one in read if isinstance(one, _Missed)]
    held = [_latest(group, report) for group in _groups(usable)]
    found = tuple(one for one in held if one is not None)
    for one in found:
        report.use(one.measured.what.value, one.path)
        if one.measured.blood:
            report.note("blood-creatinine")
        if any(_is_newer(other, one, as_of) for other in missed):
            report.note("newer-unread")
    unsure = _lost(usable, found) or _may_be_on_dialysis(contents, report)
    if unsure or any(_casts_doubt(other, found) for other in missed):
        report.kidneys_in_doubt = True
    return found


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
) -> Measurement | _Missed | None:
    one, told = result.one, called(result)
    if told is None:
        return None
    what = told.measured.what
    of = urine(result) if what is What.CREATININE else ""
    if of == "urine":
        report.refuse(one.path, of)
        return None
    on = effective_day(one.node)
    fault = _status_fault(one) or of or _date_fault(one, on, born, as_of)
    if fault or on is None:
        report.refuse(one.path, fault)
        if fault == "entered-in-error":
            return None
        return _Missed(what, on, fault not in _NO_RESULT)
    found = told.fault or _value(one, told.measured, on, report)
    if isinstance(found, str):
        report.refuse(one.path, found)
        return _Missed(what, on, _may_hold_one(one.node))
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


_Kind = tuple[What, object, GFRIndexing]


def _groups(usable: Iterable[Measurement]) -> list[list[Measurement]]:
    groups: dict[_Kind, list[Measurement]] = {}
    for one in usable:
        kind = (one.measured.what, one.measured.equation, one.measured.indexing)
        groups.setdefault(kind, []).append(one)
    return list(groups.values())


def _latest(group: list[Measurement], report: Report) -> Measurement | None:
    """Return the value of the latest day, the more cautious one if it has several."""
    last = max(one.on for one in group)
    of_day = [one for one in group if one.on == last]
    exact = [one.value for one in of_day if not one.lower_bound]
    if exact and differ(min(exact), max(exact)):
        for one in of_day:
            report.refuse(one.path, "conflict")
        return None
    ranked = sorted(of_day, key=lambda one: (one.value, one.lower_bound))
    return ranked[-1] if ranked[0].measured.what is What.CREATININE else ranked[0]


def differ(low: int, high: int) -> bool:
    """Whether two values of one day are further apart than a share of the lower."""
    return (high - low) * PERCENT > low * current_policy().records.same_day_apart.value


def _casts_doubt(missed: _Missed, found: tuple[Measurement, ...]) -> bool:
    """Whether a kidney value that could not be read may contradict those that were."""
    if missed.what not in KIDNEY or not missed.is_result:
        return False
    days = [one.on for one in found if one.measured.what in KIDNEY]
    within = current_policy().agreement.within.value
    return missed.on is None or not days or (max(days) - missed.on).days <= within


def _may_be_on_dialysis(contents: Contents, report: Report) -> bool:
    """Whether a failure of kidneys is on record that may be the patient's, and is not read."""
    kinds = ("Condition", "Procedure", "Encounter", "ServiceRequest")
    found = [one for one in contents.unresolved(*kinds) if _speaks_of_failure(one.node)]
    for one in found:
        if one.is_contained:
            report.refuse(one.path, "contained")
    return bool(found)


def _speaks_of_failure(node: Node) -> bool:
    return text(node, "status") != "entered-in-error" and any(
        meanings(codings(concept)) & _FAILURE or speaks_of_kidneys(concept)
        for concept in concepts_of(node)
    )


def _lost(usable: list[Measurement], found: tuple[Measurement, ...]) -> bool:
    """Whether kidney values of one day contradicted each other and were all refused."""
    kept = {(o.measured.what, o.measured.equation, o.measured.indexing) for o in found}
    return any(
        (o.measured.what, o.measured.equation, o.measured.indexing) not in kept
        for o in usable
        if o.measured.what in KIDNEY
    )


def _is_newer(missed: _Missed, used: Measurement, as_of: dt.date) -> bool:
    same = missed.what is used.measured.what
    return same and missed.on is not None and used.on < missed.on <= as_of
