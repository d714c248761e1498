"""FHIR R4 records in."""

from baclofen_cds.interop.fhir.record import Record, read_record
from baclofen_cds.interop.fhir.report import ReadFact, Unread

__all__ = ["ReadFact", "Record", "Unread", "read_record"]
