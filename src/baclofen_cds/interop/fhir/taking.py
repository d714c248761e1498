"""What baclofen a patient takes, or is proposed to take, from every order together."""

from __future__ import annotations

import datetime as dt
from typing import Final

from attrs import frozen

from baclofen_cds.amounts import Micrograms
from baclofen_cds.errors import InputError
from baclofen_cds.interop.fhir.bundle import Contents, Resource
from baclofen_cds.interop.fhir.conditions import meanings
from baclofen_cds.interop.fhir.dates import full_day, period
from baclofen_cds.interop.fhir.dosage import Instruction
from baclofen_cds.interop.fhir.element import codings, items, part, text
from baclofen_cds.interop.fhir.orders import (
    Understood,
    all_apart,
    any_unidentified,
    understand,
    understand_unresolved,
)
from baclofen_cds.interop.fhir.products import Form, product_of
from baclofen_cds.interop.fhir.report import Report
from baclofen_cds.interop.fhir.standing import Standing, standing_of
from baclofen_cds.knowledge.loader import current_policy
from baclofen_cds.regimen import NOT_TAKING, UNREADABLE, Regimen, Taking

__all__ = ["Baclofen", "read_baclofen"]

_EVENTS: Final = ("MedicationAdministration", "MedicationDispense")
_NO_EVENT: Final = frozenset({"entered-in-error", "not-done", "cancelled", "declined"})


@frozen
class Baclofen:
    """The baclofen of a record.

    Parameters
    ----------
    regimen
        What is scheduled on the day.
    with_as_needed
        The same with everything that may be taken as needed; ``None`` when nothing may,
        or when how much could not be read.
    proposed
        What is planned, drafted or intended.
    reasons
        What the orders say that it is for, in the words of the tables.
    intrathecal
        Whether baclofen is given into the spinal canal, was lately, or is meant to be.
    """

    regimen: Taking
    with_as_needed: Regimen | None
    proposed: Taking
    reasons: frozenset[str]
    intrathecal: bool


def read_baclofen(contents: Contents, as_of: dt.date, report: Report) -> Baclofen:
    """Read every order, statement and event of baclofen."""
    ordered, reported, proposed = Understood(), Understood(), Understood()
    reasons: set[str] = set()
    for one in contents.of("MedicationRequest", "MedicationStatement"):
        product = product_of(one, contents)
        if not product.is_baclofen:
            continue
        standing, fault = standing_of(one, as_of)
        if fault:
            report.refuse(one.path, fault)
        source = ordered if one.kind == "MedicationRequest" else reported
        if standing is Standing.UNCLEAR:
            source.unreadable = True
            if product.form is Form.INTRATHECAL:
                report.note("intrathecal")
                source.intrathecal = True
        elif standing is Standing.PROPOSED:
            understand(one, product, as_of, report, proposed)
        elif standing is Standing.CURRENT:
            understand(one, product, as_of, report, source)
            reasons |= _reasons(one, contents)
    understand_unresolved(contents, as_of, report, ordered, proposed)
    given = _given(contents, as_of, report)
    now = _together(ordered, reported, report)
    regimen = _regimen(
        now, "regimen", report, events=bool(given) or any_unidentified(contents, as_of)
    )
    return Baclofen(
        regimen=regimen,
        with_as_needed=_with_as_needed(now, regimen, report),
        proposed=_regimen(proposed, "proposed", report),
        reasons=frozenset(reasons),
        intrathecal=now.intrathecal or proposed.intrathecal or Form.INTRATHECAL in given,
    )


def _reasons(one: Resource, contents: Contents) -> frozenset[str]:
    concepts = list(items(one.node, "reasonCode"))
    for reference in items(one.node, "reasonReference"):
        found = contents.find(text(reference, "reference"), "Condition", one)
        concepts.append(part(found, "code"))
    return meanings(tuple(c for concept in concepts for c in codings(concept)))


def _given(contents: Contents, as_of: dt.date, report: Report) -> frozenset[Form]:
    """Return the forms in which baclofen was given or handed out lately."""
    found, within = set(), current_policy().records.event_within.value
    for one in (*contents.of(*_EVENTS), *contents.unresolved(*_EVENTS)):
        product = product_of(one, contents)
        if not product.is_baclofen or text(one.node, "status") in _NO_EVENT:
            continue
        day = _event_day(one)
        if day is not None and not 0 <= (as_of - day).days <= within:
            continue
        report.refuse(one.path, "single-event")
        report.note("intrathecal" if product.form is Form.INTRATHECAL else "administered")
        found.add(product.form)
    return frozenset(found)


def _event_day(one: Resource) -> dt.date | None:
    spell = period(one.node, "effectivePeriod")
    for name in ("effectiveDateTime", "whenHandedOver", "whenPrepared"):
        day = full_day(text(one.node, name))
        if day is not None:
            return day
    return spell.end or spell.start


def _together(ordered: Understood, reported: Understood, report: Report) -> Understood:
    """Join what is ordered and what is reported; the same in both is counted once."""
    both = Understood(
        scheduled=[*ordered.scheduled],
        as_needed=[*ordered.as_needed],
        unreadable=ordered.unreadable or reported.unreadable,
        intrathecal=ordered.intrathecal or reported.intrathecal,
    )
    if ordered.scheduled and _alike(ordered.scheduled, reported.scheduled):
        report.note("ordered-and-reported")
    else:
        both.scheduled += reported.scheduled
        if ordered.scheduled:
            report.note("ordered")
        elif reported.scheduled:
            report.note("reported")
    if not ordered.as_needed:
        both.as_needed += reported.as_needed
    return both


def _alike(first: list[Instruction], second: list[Instruction]) -> bool:
    def facts(many: list[Instruction]) -> list[tuple[int, int, tuple[int, ...]]]:
        return sorted((one.dose, one.times.count, one.times.slots) for one in many)

    return facts(first) == facts(second)


def _regimen(understood: Understood, name: str, report: Report, *, events: bool = False) -> Taking:
    """Return the day that the instructions make together."""
    scheduled = understood.scheduled
    if not all_apart(scheduled):
        for one in scheduled:
            report.refuse(one.path, "overlapping")
        return UNREADABLE
    if understood.unreadable:
        return UNREADABLE
    if not scheduled:
        taken_somehow = understood.as_needed or understood.intrathecal or events
        return UNREADABLE if taken_somehow else NOT_TAKING
    try:
        regimen = Regimen(_doses(scheduled))
    except InputError as error:
        for one in scheduled:
            report.refuse(one.path, error.code)
        return UNREADABLE
    for one in scheduled:
        report.use(name, one.path)
    if len(scheduled) > 1:
        report.note("added-up")
    return regimen


def _doses(instructions: list[Instruction]) -> list[Micrograms]:
    """Return the doses of a day in their order."""
    placed = [
        (slot, one.dose)
        for one in instructions
        for slot in one.times.slots or range(one.times.count)
    ]
    return [dose for _, dose in sorted(placed, key=lambda pair: pair[0])]


def _with_as_needed(understood: Understood, regimen: Taking, report: Report) -> Regimen | None:
    if not understood.as_needed:
        return None
    is_scheduled = isinstance(regimen, Regimen)
    report.note("as-needed" if is_scheduled else "all-as-needed")
    extra = [one for one in understood.as_needed if one is not None]
    known = len(extra) == len(understood.as_needed) and not understood.unreadable
    planned = list(regimen.micrograms) if isinstance(regimen, Regimen) else []
    if known:
        try:
            return Regimen(
                [*planned, *(one.dose for one in extra for _ in range(one.times.count))]
            )
        except InputError:
            known = False
    report.note("as-needed-unknown")
    return None
