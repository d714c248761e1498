"""Dialysis, acute kidney injury and a stay in hospital, from diagnoses and procedures."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from baclofen_cds.interop.fhir.bundle import Contents, Resource
from baclofen_cds.interop.fhir.conditions import Diagnosis, meanings
from baclofen_cds.interop.fhir.dates import full_day, period
from baclofen_cds.interop.fhir.element import codings, has_modifier, items, part, text
from baclofen_cds.interop.fhir.report import Report
from baclofen_cds.knowledge.loader import current_policy
from baclofen_cds.vocabulary import Dialysis, KidneyState

__all__ = ["dialysis", "kidney_state", "note_encounters"]

_KINDS: Final = {
    "haemodialysis": Dialysis.HAEMODIALYSIS,
    "continuous-renal-replacement": Dialysis.CONTINUOUS,
    "peritoneal-dialysis": Dialysis.PERITONEAL,
}
_ANY: Final = "dialysis"
_GIVEN: Final = frozenset({"completed", "stopped"})
_NONE_NOW: Final = frozenset({"entered-in-error", "after-the-day"})
_INPATIENT: Final = frozenset({"IMP", "ACUTE", "NONAC"})


def dialysis(
    found: tuple[Diagnosis, ...], contents: Contents, as_of: dt.date, report: Report
) -> Dialysis:
    """Return the dialysis given now. Records never say that there is none."""
    told: list[frozenset[str]] = []
    for one in found:
        if not one.ruled_out and one.meanings & {_ANY, *_KINDS}:
            told.append(one.meanings)
            report.use("dialysis", one.path)
    for procedure in contents.of("Procedure"):
        means = meanings(codings(part(procedure.node, "code"))) & {_ANY, *_KINDS}
        if means and _is_given(procedure, as_of, report):
            told.append(means)
            report.use("dialysis", procedure.path)
    if not told:
        return Dialysis.UNKNOWN
    for meaning, kind in _KINDS.items():
        if any(meaning in means for means in told):
            return kind
    report.note("dialysis-kind")
    return Dialysis.HAEMODIALYSIS


def _is_given(one: Resource, as_of: dt.date, report: Report) -> bool:
    """Whether a dialysis is given now: under way, or done within the last days."""
    status = text(one.node, "status")
    fault = _fault(one.node, status)
    if fault:
        return _refuse(one, fault, report)
    if status == "in-progress":
        return True
    day = _performed(one.node)
    if day is None or day > as_of:
        return _refuse(one, "no-date" if day is None else "after-the-day", report)
    if not _recent(day, as_of):
        report.note("dialysis-past")
        return False
    return True


def _recent(day: dt.date, as_of: dt.date) -> bool:
    """Whether a dialysis, or the onset of an acute kidney injury, counts as present."""
    return (as_of - day).days <= current_policy().records.kidney_event_within.value


def _refuse(one: Resource, fault: str, report: Report) -> bool:
    """Say that a dialysis was not used, and whether there may be one all the same."""
    report.refuse(one.path, fault)
    report.kidneys_in_doubt |= not (fault in _NONE_NOW or _not_done(one.node))
    return False


def _fault(node: Any, status: str) -> str:
    if status == "entered-in-error":
        return status
    if status not in _GIVEN | {"in-progress"} or _not_done(node):
        return "status"
    return "modifier" if has_modifier(node) else ""


def _not_done(node: Any) -> bool:
    return text(node, "status") == "not-done" or node.get("notDone") is True


def _performed(node: Any) -> dt.date | None:
    spell = period(node, "performedPeriod")
    return full_day(text(node, "performedDateTime")) or spell.end or spell.start


def kidney_state(found: tuple[Diagnosis, ...], as_of: dt.date, report: Report) -> KidneyState:
    """Return whether kidney function is changing; a record never says that it is steady."""
    injuries = [o for o in found if not o.ruled_out and "acute-kidney-injury" in o.meanings]
    recent = [o for o in injuries if o.onset is None or _recent(o.onset, as_of)]
    for one in recent:
        report.use("kidney_state", one.path)
        if one.onset is None:
            report.note("kidney-injury-undated")
    if recent:
        return KidneyState.CHANGING
    if injuries:
        report.note("kidney-injury-past")
    return KidneyState.UNKNOWN


def note_encounters(contents: Contents, as_of: dt.date, report: Report) -> None:
    """Say that a stay in hospital is on record; it does not say who watches."""
    for one in contents.of("Encounter"):
        spell = period(one.node, "period")
        now = not spell.over(as_of) and not spell.to_come(as_of)
        if text(one.node, "status") == "in-progress" and now and _classes(one.node) & _INPATIENT:
            report.note("inpatient")


def _classes(node: Any) -> set[str]:
    """Return the classes of an encounter: one coding in R4, concepts in R5."""
    several = {c.code for concept in items(node, "class") for c in codings(concept)}
    return several | {text(part(node, "class"), "code")}
