"""What is asked about: a record, with what the command line adds to it."""

from __future__ import annotations

import datetime as dt
import json as json_text
from pathlib import Path
from typing import Any

import attrs

import baclofen_cds as bc
from baclofen_cds.cli import console, written
from baclofen_cds.decisions import Decision
from baclofen_cds.errors import InputError
from baclofen_cds.interop.fhir import Record, read_record
from baclofen_cds.knowledge.schema.label import Profile
from baclofen_cds.patient import Patient
from baclofen_cds.questions.assess import Assessment
from baclofen_cds.regimen import Taking
from baclofen_cds.vocabulary import Condition, Dialysis, Indication, Setting

__all__ = ["Asked", "asked"]


@attrs.frozen
class Asked:
    """A record with what was told beside it, and the label that speaks."""

    record: Record
    profile: Profile
    patient: Patient
    taking: Taking
    setting: Setting

    def show(self, result: Decision[Any] | Assessment, *, json: bool) -> None:
        """Print an answer: as a note, or as data."""
        if not json:
            console.print_result(result, self.patient, self.taking, self.record, self.profile)
            return
        data = {
            **bc.to_dict(result, sentences=True),
            "notes": list(map(str, self.record.notes)),
            "unread": [{"path": u.path, "reason": u.reason} for u in self.record.unread],
        }
        print(json_text.dumps(data, indent=2, ensure_ascii=False))


def asked(
    record: Path,
    profile: str,
    *,
    as_of: str = "",
    setting: str = Setting.UNKNOWN.value,
    acutely_ill: bool = False,
    indication: str = "",
    dialysis: str = "",
    ruled_out: list[str] | None = None,
    dose: str = "",
) -> Asked:
    """Read a record and what is told beside it; what is told wins, but never over dialysis."""
    label = bc.get_profile(profile)
    read = _read(record, written.day(as_of, "--as-of") if as_of else None)
    told: dict[str, Any] = {"acutely_ill": True} if acutely_ill else {}
    if indication:
        told["indication"] = written.member(Indication, indication, "--indication")
    if dialysis:
        told["dialysis"] = _dialysis(written.member(Dialysis, dialysis, "--dialysis"), read)
    if ruled_out:
        named = {written.member(Condition, name, "--ruled-out") for name in ruled_out}
        told["ruled_out"] = read.patient.ruled_out | named
    where = written.member(Setting, setting, "--setting")
    return Asked(
        read,
        label,
        attrs.evolve(read.patient, **told),
        written.regimen(dose, "--dose") if dose else read.regimen,
        read.setting if where is Setting.UNKNOWN else where,
    )


def _dialysis(told: Dialysis, record: Record) -> Dialysis:
    """Refuse to be told that there is another dialysis, or none, than the record says."""
    if record.patient.dialysis not in (Dialysis.UNKNOWN, told):
        expected = f"what the record says: {record.patient.dialysis.value}"
        hint = "Leave it out, or mend the record."
        raise InputError("conflict", field="--dialysis", expected=expected, hint=hint)
    return told


def _read(path: Path, as_of: dt.date | None) -> Record:
    """Read a record for its own day, or today when it has none."""
    try:
        return read_record(path, as_of=as_of)
    except InputError as error:
        if as_of is None and (error.code, error.field) == ("missing", "as_of"):
            return read_record(path, as_of=dt.date.today())  # noqa: DTZ011 - a civil day
        raise
