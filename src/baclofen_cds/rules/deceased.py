"""For a patient who is recorded as dead nothing is answered."""

from __future__ import annotations

from typing import TypeVar

from baclofen_cds.decisions import Decision, Finding, Outcome, Severity
from baclofen_cds.rules.inquiry import RECORD, Inquiry, remark
from baclofen_cds.sources import Basis, Citation

__all__ = ["for_the_living", "recorded_as_dead"]

_T = TypeVar("_T")


def for_the_living(inquiry: Inquiry, decision: Decision[_T]) -> Decision[_T]:
    """Return a decision; for a patient recorded as dead, one that answers nothing."""
    if not inquiry.patient.deceased:
        return decision
    return Decision(
        question=decision.question,
        outcome=Outcome.OUT_OF_SCOPE,
        findings=(recorded_as_dead(),),
        unknown=(),
        provenance=decision.provenance,
    )


def recorded_as_dead() -> Finding:
    """Say that the patient is recorded as dead, and what that may mean."""
    return Finding(
        "patient-deceased",
        Severity.WARNING,
        Basis.RECORD,
        cited=(Citation(RECORD, "death"),),
        remarks=(remark("act-patient-deceased"),),
    )
