"""Dialysis, acute kidney injury and a stay in hospital, from diagnoses and events."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from baclofen_cds.interop.fhir.read.conditions import (
    INJURY,
    Diagnosis,
    ended_by,
    is_over,
    may_mean_injury,
)
from baclofen_cds.interop.fhir.read.entries.bundle import Contents
from baclofen_cds.interop.fhir.read.entries.dates import period
from baclofen_cds.interop.fhir.read.entries.element import codings, items, part, text
from baclofen_cds.interop.fhir.read.entries.reading import Reading
from baclofen_cds.interop.fhir.read.entries.report import Report
from baclofen_cds.interop.fhir.read.results.kidney_events import (
    KidneyEvent,
    is_recent,
    past_injuries,
)
from baclofen_cds.interop.fhir.read.results.observations import Measurement
from baclofen_cds.interop.fhir.terminology.loinc import What
from baclofen_cds.vocabulary import Dialysis, GFRIndexing, KidneyState

__all__ = ["dialysis", "doubt_values_before", "kidney_state", "note_encounters"]

_KINDS: Final = {
    "haemodialysis": Dialysis.HAEMODIALYSIS,
    "continuous-renal-replacement": Dialysis.CONTINUOUS,
    "peritoneal-dialysis": Dialysis.PERITONEAL,
}
_ANY: Final = "dialysis"
_INPATIENT: Final = frozenset({"IMP", "ACUTE", "NONAC"})


def dialysis(
    found: tuple[Diagnosis, ...], events: tuple[KidneyEvent, ...], report: Report
) -> Dialysis:
    """Return the dialysis given now. Records never say that there is none."""
    told: list[frozenset[str]] = []
    sources = [(one.meanings, one.path) for one in found if not one.ruled_out]
    sources += [(one.meanings, one.path) for one in events]
    for means, path in sources:
        if means & {_ANY, *_KINDS}:
            told.append(means)
            report.use("dialysis", path)
    if not told:
        return Dialysis.UNKNOWN
    for meaning, kind in _KINDS.items():
        if any(meaning in means for means in told):
            return kind
    report.note("dialysis-kind")
    return Dialysis.HAEMODIALYSIS


def kidney_state(
    found: tuple[Diagnosis, ...],
    events: tuple[KidneyEvent, ...],
    reading: Reading,
    report: Report,
) -> KidneyState:
    """Return whether kidney function is changing; a record never says that it is steady."""
    injuries = [o for o in found if not o.ruled_out and INJURY in o.meanings]
    now = [one.path for one in events if INJURY in one.meanings]
    for one in injuries:
        if one.latest is not None and not is_recent(one.latest, reading):
            _doubt(one, report)
            continue
        now.append(one.path)
        if one.latest is None:
            report.note("kidney-injury-undated")
    for path in now:
        report.use("kidney_state", path)
    return KidneyState.CHANGING if now else KidneyState.UNKNOWN


def _doubt(injury: Diagnosis, report: Report) -> None:
    """Say that an injury is coded as there still, and was dated long ago."""
    report.refuse(injury.path, "long-active")
    report.note("kidney-injury-past")
    report.kidneys_in_doubt = True


def doubt_values_before(
    contents: Contents, measured: tuple[Measurement, ...], reading: Reading, report: Report
) -> None:
    """Put kidney values in doubt that are from before an acute kidney injury had ended."""
    oldest = min(_permitting(measured, reading), default=None)
    if oldest is None:
        return
    for path, ended in _injuries_over(contents, reading):
        if ended is None or ended >= oldest:
            report.note("kidney-injury-end-undated" if ended is None else "kidney-injury-ended")
            report.use("kidney_values_in_doubt", path)
            report.kidneys_in_doubt = True


def _permitting(measured: tuple[Measurement, ...], reading: Reading) -> list[dt.date]:
    """Return the days of what a start may rest on together.

    That is the newest creatinine or rate per surface, and a cystatin C that is not too old
    for everybody.
    """
    rates = [one.on for one in measured if _tells_a_rate(one)]
    longest = reading.policy.freshness.creatinine.value
    cystatins = [one.on for one in measured if one.measured.what is What.CYSTATIN]
    return [
        *([max(rates)] if rates else []),
        *(day for day in cystatins if reading.is_within(longest, day)),
    ]


def _tells_a_rate(one: Measurement) -> bool:
    is_rate = one.measured.what is What.GFR and one.measured.indexing is GFRIndexing.INDEXED
    return is_rate or one.measured.what is What.CREATININE


def _injuries_over(contents: Contents, reading: Reading) -> list[tuple[str, dt.date | None]]:
    """Return what may have been an acute kidney injury, and the day it had ended by."""
    as_of = reading.as_of
    diagnosed = [
        (one.path, ended_by(one.node, as_of))
        for one in contents.of("Condition")
        if may_mean_injury(part(one.node, "code")) and is_over(one.node, as_of)
    ]
    return [*diagnosed, *past_injuries(contents, reading)]


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
