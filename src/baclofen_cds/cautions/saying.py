"""What every caution is made with: remarks, and how their documents are marked."""

from __future__ import annotations

from typing import Any, Final

from baclofen_cds.decisions import Finding, Remark, Severity
from baclofen_cds.patient import Patient
from baclofen_cds.sources import Basis, Citation, Seen

__all__ = ["RECORD", "age_shown", "nothing_taken", "remark", "says"]


def age_shown(patient: Patient) -> str:
    """Write an age: in years, or in months below two years."""
    return str(patient.age_years) if patient.counted_in_years else f"{patient.age_months} months"


RECORD: Final = "patient record"


def says(citation: Citation) -> str:
    """Return how a sentence marks a document that was read second-hand."""
    return " (secondary)" if citation.seen is Seen.SECONDARY else ""


def nothing_taken() -> Finding:
    """Say that nothing is taken."""
    place = (Citation(RECORD, "baclofen orders"),)
    return Finding("nothing-taken", Severity.INFO, Basis.RECORD, cited=place)


def remark(code: str, *citations: Citation, **values: Any) -> Remark:
    """Make a remark; its values keep their order."""
    return Remark(code, tuple(values.items()), citations)
