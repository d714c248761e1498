"""What baclofen a patient takes, or is proposed to take, from every order together."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from operator import itemgetter
from typing import Final

from attrs import frozen

from baclofen_cds import plausible
from baclofen_cds.amounts import Micrograms
from baclofen_cds.errors import InputError
from baclofen_cds.interop.fhir.read.conditions import meanings
from baclofen_cds.interop.fhir.read.entries.bundle import Contents, Resource
from baclofen_cds.interop.fhir.read.entries.dates import full_day, period
from baclofen_cds.interop.fhir.read.entries.element import codings, items, part, text
from baclofen_cds.interop.fhir.read.entries.reading import Reading
from baclofen_cds.interop.fhir.read.entries.report import Report
from baclofen_cds.interop.fhir.read.medicines.dosage import Instruction, is_intrathecal
from baclofen_cds.interop.fhir.read.medicines.orders import (
    Understood,
    all_apart,
    any_unidentified,
    understand,
    understand_unresolved,
)
from baclofen_cds.interop.fhir.read.medicines.products import Form, Product, product_of
from baclofen_cds.interop.fhir.read.medicines.status import Standing, denies, standing_of
from baclofen_cds.regimen import NOT_TAKING, UNREADABLE, Regimen, Taking
from baclofen_cds.vocabulary import Slot

__all__ = ["Baclofen", "read_baclofen"]

_EVENTS: Final = ("MedicationAdministration", "MedicationDispense")
_NO_EVENT: Final = frozenset({"entered-in-error", "not-done", "cancelled", "declined"})

_Day = list[tuple[Micrograms, Slot | dt.time | None]]
"""The doses of a day, each with its slot where that is told."""


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


def read_baclofen(contents: Contents, reading: Reading, report: Report) -> Baclofen:
    """Read every order, statement and event of baclofen."""
    as_of = reading.as_of
    ordered, reported, proposed = Understood(), Understood(), Understood()
    reasons: set[str] = set()
    standings: list[tuple[Resource, Standing]] = []
    for one in contents.of("MedicationRequest", "MedicationStatement"):
        product = product_of(one, contents)
        if not product.is_baclofen:
            continue
        standing, fault = standing_of(one, as_of)
        if fault:
            report.refuse(one.path, fault)
        standings += [(one, standing)] if _is_by_mouth(one, product) else []
        source = ordered if one.kind == "MedicationRequest" else reported
        if standing is Standing.UNCLEAR:
            source.unreadable = True
            if product.form is Form.INTRATHECAL:
                report.note("intrathecal")
                source.intrathecal = True
        elif standing is Standing.PROPOSED:
            understand(one, product, reading, report, proposed)
        elif standing is Standing.CURRENT:
            understand(one, product, reading, report, source)
            reasons |= _reasons(one, contents)
    understand_unresolved(contents, as_of, report, ordered, proposed)
    given = _given(contents, reading, report)
    reported.unreadable |= _is_denied(standings, as_of, report)
    reported.unreadable |= report.medicines_in_doubt
    proposed.unreadable |= report.medicines_in_doubt
    now = _together(ordered, reported, report)
    events = bool(given) or any_unidentified(contents, as_of)
    regimen = _regimen(now, "regimen", reading, report, events=events)
    return Baclofen(
        regimen=regimen,
        with_as_needed=_with_as_needed(now, regimen, reading, report),
        proposed=_regimen(proposed, "proposed", reading, report),
        reasons=frozenset(reasons),
        intrathecal=now.intrathecal or proposed.intrathecal or Form.INTRATHECAL in given,
    )


def _is_by_mouth(one: Resource, product: Product) -> bool:
    """Whether an entry is about baclofen that may be taken by mouth."""
    stated = [*items(one.node, "dosage"), *items(one.node, "dosageInstruction")]
    is_spinal = bool(stated) and all(is_intrathecal(node) for node in stated)
    return product.form is not Form.INTRATHECAL and not is_spinal


def _is_denied(standings: list[tuple[Resource, Standing]], as_of: dt.date, report: Report) -> bool:
    """Whether an entry says that baclofen is not taken, and another that it is."""
    current = [one for one, standing in standings if standing is Standing.CURRENT]
    denials = [one for one, _ in standings if denies(one, current, as_of)]
    for one in denials:
        report.refuse(one.path, "contradicts-order")
    return bool(denials)


def _reasons(one: Resource, contents: Contents) -> frozenset[str]:
    concepts = list(items(one.node, "reasonCode"))
    for reference in items(one.node, "reasonReference"):
        found = contents.find(text(reference, "reference"), "Condition", one)
        concepts.append(part(found, "code"))
    return meanings(tuple(c for concept in concepts for c in codings(concept)))


def _given(contents: Contents, reading: Reading, report: Report) -> frozenset[Form]:
    """Return the forms in which baclofen was given or handed out lately."""
    found, within = set(), reading.policy.records.event_within.value
    for one in (*contents.of(*_EVENTS), *contents.unresolved(*_EVENTS)):
        product = product_of(one, contents)
        if not product.is_baclofen or text(one.node, "status") in _NO_EVENT:
            continue
        day = _event_day(one)
        if day is not None and not 0 <= (reading.as_of - day).days <= within:
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
    """Join what is ordered and what is reported: two accounts of one day, never added up."""
    both = Understood(
        scheduled=[*ordered.scheduled],
        as_needed=[*ordered.as_needed],
        unreadable=ordered.unreadable or reported.unreadable,
        intrathecal=ordered.intrathecal or reported.intrathecal,
    )
    if ordered.scheduled and _alike(ordered.scheduled, reported.scheduled):
        report.note("ordered-and-reported")
    elif ordered.scheduled and reported.scheduled:
        both.scheduled += reported.scheduled
        _refuse_all(both, "overlapping", report)
    else:
        both.scheduled += reported.scheduled
        if both.scheduled and not reported.unreadable:
            report.note("ordered" if ordered.scheduled else "reported")
    if not ordered.as_needed:
        both.as_needed += reported.as_needed
    return both


def _refuse_all(understood: Understood, code: str, report: Report) -> None:
    understood.unreadable = True
    for one in understood.scheduled:
        report.refuse(one.path, code)


def _alike(first: list[Instruction], second: list[Instruction]) -> bool:
    def facts(many: list[Instruction]) -> Counter[object]:
        return Counter((one.dose, one.times.count, one.times.slots) for one in many)

    return facts(first) == facts(second)


def _regimen(
    understood: Understood, name: str, reading: Reading, report: Report, *, events: bool = False
) -> Taking:
    """Return the day that the instructions make together."""
    scheduled = understood.scheduled
    if not all_apart(scheduled):
        _refuse_all(understood, "overlapping", report)
    if understood.unreadable:
        return UNREADABLE
    if not scheduled:
        taken_somehow = understood.as_needed or understood.intrathecal or events
        return UNREADABLE if taken_somehow else NOT_TAKING
    try:
        regimen = _plausible_day(_in_order(scheduled), reading)
    except InputError as error:
        _refuse_all(understood, error.code, report)
        return UNREADABLE
    for one in scheduled:
        report.use(name, one.path)
    if len(scheduled) > 1:
        report.note("added-up")
    return regimen


def _plausible_day(day: _Day, reading: Reading) -> Regimen:
    """Return a day of doses that the policy accepts."""
    regimen = Regimen([dose for dose, _ in day], slots=[slot for _, slot in day])
    plausible.check_day(regimen, "", reading.policy.plausibility)
    return regimen


def _in_order(instructions: list[Instruction]) -> _Day:
    """Return the doses of a day in their order."""
    placed = [(at, one.dose, slot) for one in instructions for at, slot in one.times.placed]
    return [(dose, slot) for _, dose, slot in sorted(placed, key=itemgetter(0))]


def _with_as_needed(
    understood: Understood, regimen: Taking, reading: Reading, report: Report
) -> Regimen | None:
    if not understood.as_needed:
        return None
    is_alone = not (understood.scheduled or understood.unreadable)
    report.note("all-as-needed" if is_alone else "as-needed")
    extra = [one for one in understood.as_needed if one is not None]
    known = len(extra) == len(understood.as_needed) and not understood.unreadable
    planned = _in_order(understood.scheduled) if isinstance(regimen, Regimen) else []
    if known:
        try:
            added = ((one.dose, None) for one in extra for _ in range(one.times.count))
            return _plausible_day([*planned, *added], reading)
        except InputError:
            known = False
    report.note("as-needed-unknown")
    return None
