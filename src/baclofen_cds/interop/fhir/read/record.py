"""A FHIR Bundle as a patient, what the patient takes, and all that could not be read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from baclofen_cds.amounts import (
    Grams,
    Hundredths,
    MicrogramsPerLitre,
    Millimetres,
    NanomolesPerLitre,
)
from baclofen_cds.calls import by_name
from baclofen_cds.errors import InputError, RecordError
from baclofen_cds.filtration import RecordedGFR
from baclofen_cds.interop.fhir.read.conditions import conditions, diagnoses, indication_of
from baclofen_cds.interop.fhir.read.conditions_by_name import conditions_by_name
from baclofen_cds.interop.fhir.read.entries.bundle import Contents, contents
from baclofen_cds.interop.fhir.read.entries.dates import earliest, full_day
from baclofen_cds.interop.fhir.read.entries.document import load
from baclofen_cds.interop.fhir.read.entries.element import Node, text
from baclofen_cds.interop.fhir.read.entries.report import ReadFact, Report, Unread
from baclofen_cds.interop.fhir.read.medicines.comedicines import read_medicines
from baclofen_cds.interop.fhir.read.medicines.taking import Baclofen, read_baclofen
from baclofen_cds.interop.fhir.read.results.held import Held, measurements
from baclofen_cds.interop.fhir.read.results.kidney_events import kidney_events
from baclofen_cds.interop.fhir.read.results.kidneys import (
    dialysis,
    doubt_values_before,
    kidney_state,
    note_encounters,
)
from baclofen_cds.interop.fhir.read.results.observations import Measurement, effective_day
from baclofen_cds.interop.fhir.read.results.results import KIDNEY
from baclofen_cds.interop.fhir.terminology.loinc import What
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import Regimen, Taking
from baclofen_cds.vocabulary import Setting, Sex, civil_date

__all__ = ["Record", "read_record"]

_SEXES: Final = {"female": Sex.FEMALE, "male": Sex.MALE}
_KEPT_AS: Final = {
    What.CREATININE: NanomolesPerLitre,
    What.CYSTATIN: MicrogramsPerLitre,
    What.WEIGHT: Grams,
    What.HEIGHT: Millimetres,
}


@frozen(kw_only=True)
class Record:
    """What a Bundle says about one patient, and what it says that could not be read.

    Parameters
    ----------
    patient
        The patient on the day asked for.
    regimen
        What is taken: a regimen, ``NOT_TAKING`` or ``UNREADABLE``. As-needed baclofen is
        no part of it.
    with_as_needed
        The day with everything that may be taken as needed; ``None`` when nothing may, or
        when how much could not be read.
    proposed
        What is planned, drafted or intended.
    setting
        Always unknown: a stay in hospital does not say that someone watches.
    as_of
        The day it was read for.
    unread
        What was there and was not used, each with its path and reason.
    read
        What was used, each with its path.
    notes
        Sentences that a reader of this record should know.
    """

    patient: Patient
    regimen: Taking
    with_as_needed: Regimen | None
    proposed: Taking
    setting: Setting
    as_of: dt.date
    unread: tuple[Unread, ...]
    read: tuple[ReadFact, ...]
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        taken = self.regimen if isinstance(self.regimen, Regimen) else self.regimen.value
        counts = f"read {len(self.read)}, not used {len(self.unread)}, notes {len(self.notes)}"
        return f"<Record as_of={self.as_of}, {taken}; {counts}>"

    @property
    def deceased(self) -> bool:
        """Whether the patient is recorded as dead on that day."""
        return self.patient.deceased


@by_name
def read_record(
    bundle: dict[str, Any] | str | bytes | Path, *, as_of: dt.date | None = None
) -> Record:
    """Read one patient from a FHIR R4 Bundle.

    Nothing is guessed: what is not coded, not final, not dated or not in a coded unit is
    listed in ``unread`` and left out. Words only withhold, or add a caution.

    Parameters
    ----------
    bundle : dict, str, bytes or Path
        The Bundle as a mapping, as JSON text, or the path of its file.
    as_of : datetime.date, optional
        The day to read it for. By default the day of the Bundle, or else the latest day
        of anything in it.

    Returns
    -------
    Record

    Raises
    ------
    RecordError
        If it is not a Bundle of one patient with a full date of birth.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> record = bc.interop.fhir.read_record(
    ...     {
    ...         "resourceType": "Bundle",
    ...         "timestamp": "2026-03-10T09:00:00Z",
    ...         "entry": [{"resource": {"resourceType": "Patient", "birthDate": "1947-09-02"}}],
    ...     }
    ... )
    >>> print(record.patient.age_years, record.regimen.value)
    78 not taking baclofen
    """
    day = None if as_of is None else civil_date(as_of, "as_of")
    try:
        return _read(load(bundle), day)
    except RecursionError:
        raise RecordError(
            "too-large", field="bundle", expected="fewer levels, one inside another"
        ) from None


def _read(bundle: Node, asked_for: dt.date | None) -> Record:
    report = Report()
    found = contents(bundle, report)
    day = asked_for or _day_of(bundle, found)
    baclofen = read_baclofen(found, day, report)
    patient = _patient(found, day, baclofen, report)
    if patient.deceased:
        report.note("deceased")
    note_encounters(found, day, report)
    return Record(
        patient=patient,
        regimen=baclofen.regimen,
        with_as_needed=baclofen.with_as_needed,
        proposed=baclofen.proposed,
        setting=Setting.UNKNOWN,
        as_of=day,
        unread=tuple(dict.fromkeys(report.unread)),
        read=tuple(dict.fromkeys(report.read)),
        notes=tuple(report.notes),
    )


def _day_of(bundle: Node, found: Contents) -> dt.date:
    """Return the day of the Bundle itself, or else the latest day of anything in it."""
    own = full_day(text(bundle, "timestamp"))
    if own is not None:
        return own
    kinds = ("Observation", "MedicationRequest", "MedicationStatement")
    nodes = [
        one.node for one in found.of(*kinds) if text(one.node, "status") != "entered-in-error"
    ]
    days = [effective_day(node) or full_day(text(node, "authoredOn")) for node in nodes]
    known = [day for day in days if day is not None]
    if not known:
        raise RecordError(
            "missing", field="as_of", expected="the day to read it for; the record states none"
        )
    return max(known)


def _patient(found: Contents, day: dt.date, baclofen: Baclofen, report: Report) -> Patient:
    node, path = found.patient.node, found.patient.path
    born = full_day(text(node, "birthDate"))
    if born is None:
        raise RecordError("missing", field=f"{path}.birthDate", expected="a full date of birth")
    if born > day:
        raise RecordError("before-birth", field="as_of", expected="a day from birth on")
    measured = measurements(found, born, day, report)
    known = diagnoses(found, day, report)
    has, absent = conditions(known, found, report)
    events = kidney_events(found, day, report)
    doubt_values_before(found, measured.newest, day, report)
    named = conditions_by_name(found, day, report)
    facts = {
        "as_of": day,
        "date_of_birth": born,
        "sex": _SEXES.get(text(node, "gender"), Sex.UNKNOWN),
        "dialysis": dialysis(known, events, report),
        "kidney_state": kidney_state(known, events, day, report),
        "indication": indication_of(known, baclofen.reasons, report),
        "conditions": has | named,
        "ruled_out": absent - named,
        "medicines": read_medicines(found, day, report),
        "earlier_creatinine": _earlier(measured),
        "recorded_gfr": _rates(measured, report),
        "intrathecal_baclofen": baclofen.intrathecal,
        "deceased": _is_deceased(node, day),
    }
    report.use("date_of_birth", f"{path}.birthDate")
    newest = (one for one in measured.newest if one.measured.what is not What.GFR)
    single = {one.measured.what.value: one for one in newest}
    return _without_refused(facts, single, report)


def _earlier(measured: Held) -> list[tuple[NanomolesPerLitre, dt.date]]:
    """Return the creatinines of earlier days."""
    return [
        (NanomolesPerLitre(one.value), one.on)
        for one in measured.earlier
        if one.measured.what is What.CREATININE
    ]


def _rates(measured: Held, report: Report) -> tuple[RecordedGFR, ...]:
    """Return the recorded rates; one that is refused at the door is said, and casts doubt."""
    found = []
    for one in (*measured.newest, *measured.earlier):
        if one.measured.what is not What.GFR:
            continue
        try:
            found.append(_rate(one))
        except InputError as error:
            report.refuse(one.path, error.code)
            report.kidneys_in_doubt = True
            report.read.remove(ReadFact(one.measured.what.value, one.path))
    return tuple(found)


def _rate(one: Measurement) -> RecordedGFR:
    return RecordedGFR(
        Hundredths(one.value),
        equation=one.measured.equation,
        indexing=one.measured.indexing,
        on=one.on,
        lower_bound=one.lower_bound,
    )


def _without_refused(
    facts: dict[str, Any], single: dict[str, Measurement], report: Report
) -> Patient:
    """Return the patient; a measurement that is refused at the door is left out and said."""
    given = dict(facts)
    for name, one in single.items():
        given |= {name: _KEPT_AS[one.measured.what](one.value), f"{name}_on": one.on}
    try:
        return Patient(**given, kidney_values_in_doubt=report.kidneys_in_doubt)
    except InputError as error:
        refused = single.get(error.field)
        if refused is None:
            raise RecordError(error.code, field=error.field, expected=error.expected) from None
        report.refuse(refused.path, error.code)
        report.kidneys_in_doubt |= refused.measured.what in KIDNEY
        report.read.remove(ReadFact(error.field, refused.path))
        rest = {name: one for name, one in single.items() if name != error.field}
        return _without_refused(facts, rest, report)


def _is_deceased(node: Node, day: dt.date) -> bool:
    """Whether the patient is recorded as dead; a date that is not told still says so."""
    if "deceasedDateTime" in node:
        died = earliest(text(node, "deceasedDateTime"))
        return died is None or died <= day
    if "deceasedBoolean" in node and not node.get("_deceasedDateTime"):
        return node["deceasedBoolean"] not in (None, False)
    return any(bool(node.get(name)) for name in ("_deceasedDateTime", "_deceasedBoolean"))
