"""FHIR R4 records in."""

from baclofen_cds.interop.fhir.read.entries.report import ReadFact, Unread
from baclofen_cds.interop.fhir.read.record import Record, read_record

__all__ = ["ReadFact", "Record", "Unread", "read_record"]
