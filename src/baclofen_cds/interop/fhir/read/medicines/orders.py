"""The baclofen of a record: each order and statement, with the instructions that hold."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from attrs import Factory, define

from baclofen_cds.interop.fhir.read.entries.bundle import Contents, Resource
from baclofen_cds.interop.fhir.read.entries.element import items, part
from baclofen_cds.interop.fhir.read.entries.reading import Reading
from baclofen_cds.interop.fhir.read.entries.report import Report
from baclofen_cds.interop.fhir.read.medicines.dosage import (
    Instruction,
    bounds_of,
    instruction,
    is_as_needed,
    is_intrathecal,
)
from baclofen_cds.interop.fhir.read.medicines.products import Form, Product, product_of
from baclofen_cds.interop.fhir.read.medicines.status import Standing, standing_of, written_on

__all__ = ["Understood", "any_unidentified", "understand", "understand_unresolved"]

_KINDS: Final = ("MedicationRequest", "MedicationStatement")


@define
class Understood:
    """What orders and statements of baclofen say together.

    Parameters
    ----------
    scheduled
        The instructions that hold on the day.
    as_needed
        Those that are followed only as needed; ``None`` for one that could not be read.
    unreadable
        Whether something that holds could not be read.
    intrathecal
        Whether baclofen goes into the spinal canal.
    """

    scheduled: list[Instruction] = Factory(list)
    as_needed: list[Instruction | None] = Factory(list)
    unreadable: bool = False
    intrathecal: bool = False


def understand(
    one: Resource, product: Product, reading: Reading, report: Report, into: Understood
) -> None:
    """Add what one order or statement of baclofen says to what is understood so far."""
    if product.form is Form.INTRATHECAL:
        _set_apart(one.path, report, into)
        return
    if product.fault or product.form is Form.NAME_ONLY:
        report.refuse(one.path, product.fault or "name-only")
        into.unreadable = True
        return
    written = written_on(one.node)
    old_after = reading.policy.records.order_old_after.value
    if written is not None and not reading.is_within(old_after, written):
        report.note("old-order")
    name = "dosage" if one.kind == "MedicationStatement" else "dosageInstruction"
    stated = items(one.node, name)
    if not stated:
        report.refuse(one.path, "no-dosage")
        into.unreadable = True
        return
    held = _Held(one.path, report, into)
    for place, node in enumerate(stated):
        held.add(node, f"{one.path}.{name}[{place}]", product, written, reading)
    held.settle(several=len(stated) > 1)


def understand_unresolved(
    contents: Contents, as_of: dt.date, report: Report, now: Understood, proposed: Understood
) -> None:
    """Add baclofen that may be the patient's: how much is then not known."""
    for one in contents.unresolved(*_KINDS):
        product, standing = product_of(one, contents), standing_of(one, as_of)[0]
        if standing is Standing.NOT_NOW or not product.is_baclofen:
            continue
        into = proposed if standing is Standing.PROPOSED else now
        if product.form is Form.INTRATHECAL:
            _set_apart(one.path, report, into)
        else:
            into.unreadable = True


def any_unidentified(contents: Contents, as_of: dt.date) -> bool:
    """Whether a medicine of now may be baclofen, for all that is said of it."""
    return any(
        product_of(one, contents).may_be_baclofen
        and standing_of(one, as_of)[0] in (Standing.CURRENT, Standing.UNCLEAR)
        for one in (*contents.of(*_KINDS), *contents.unresolved(*_KINDS))
    )


def _set_apart(path: str, report: Report, into: Understood) -> None:
    report.refuse(path, "intrathecal")
    report.note("intrathecal")
    into.intrathecal = True


@define
class _Held:
    """The instructions of one order that hold on the day."""

    path: str
    report: Report
    into: Understood
    scheduled: list[Instruction] = Factory(list)
    has_lengths: bool = False
    other_times: set[str] = Factory(set)

    def add(
        self, node: Any, path: str, product: Product, written: dt.date | None, reading: Reading
    ) -> None:
        """Add one instruction, unless it is for the spinal canal or another time."""
        bounds, as_of = bounds_of(node), reading.as_of
        if not isinstance(node, dict):
            self._refuse(path, "dose-missing")
        elif is_intrathecal(node):
            _set_apart(path, self.report, self.into)
        elif bounds.over(as_of):
            self._pass_over(path, "already-ended")
        elif bounds.to_come(as_of):
            self._pass_over(path, "not-started")
        else:
            self._read(node, instruction(node, path, product, written, reading), path, as_of)

    def _pass_over(self, path: str, code: str) -> None:
        self.report.refuse(path, code)
        self.other_times.add(code)

    def _read(self, node: Any, read: Instruction | str, path: str, as_of: dt.date) -> None:
        self.has_lengths |= "boundsDuration" in part(part(node, "timing"), "repeat")
        if is_as_needed(node):
            self.report.refuse(path, "as-needed")
            self.into.as_needed.append(None if isinstance(read, str) else read)
        elif isinstance(read, str):
            self._refuse(path, read)
        elif read.bounds.over(as_of):
            self._refuse(path, "limited-length")
        else:
            self._keep(node, read)

    def _keep(self, node: Any, read: Instruction) -> None:
        self.scheduled.append(read)
        if not read.route_stated:
            self.report.note("route")
        if node.get("text") or node.get("patientInstruction"):
            self.report.note("free-text")

    def settle(self, *, several: bool) -> None:
        """Hand over the instructions, if together they are one day."""
        steps = {one.sequence for one in self.scheduled}
        if not self.scheduled and len(self.other_times) > 1:
            self.into.unreadable = True  # a gap between two steps is seldom meant
        if several and self.has_lengths:
            self._refuse_all("steps-without-dates")
        elif all_apart(self.scheduled):
            self.into.scheduled += self.scheduled
            if self.has_lengths and self.scheduled:
                self.report.note("length-from-order")
        else:
            self._refuse_all("steps-without-dates" if len(steps) > 1 else "overlapping")

    def _refuse(self, path: str, code: str) -> None:
        self.report.refuse(path, code)
        self.into.unreadable = True

    def _refuse_all(self, code: str) -> None:
        self.into.unreadable = True
        for one in self.scheduled:
            self.report.refuse(one.path, code)


def all_apart(instructions: list[Instruction]) -> bool:
    """Whether no two instructions can be at the same time of day."""
    return all(
        first.times.apart_from(second.times)
        for place, first in enumerate(instructions)
        for second in instructions[place + 1 :]
    )
