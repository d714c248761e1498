"""How every question ends: what is unknown, what is said where facts are missing, and death."""

from __future__ import annotations

from typing import TypeVar

from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.kidney_asks import DATES
from baclofen_cds.cautions.saying import RECORD, remark
from baclofen_cds.decisions import Decision, Finding, Outcome, Severity, Unknown
from baclofen_cds.sources import Basis, Citation

__all__ = ["for_the_living", "go_on", "recorded_as_dead", "unknowns", "untold_of_a_rise"]


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


def unknowns(*names: str) -> tuple[Unknown, ...]:
    """Name facts that are not on record and could change the answer."""
    return tuple(Unknown(name) for name in dict.fromkeys(names))


def go_on(outcome: Outcome) -> tuple[Finding, ...]:
    """Say, where facts are missing, that what is taken is not stopped for that."""
    if outcome is not Outcome.INSUFFICIENT_DATA:
        return ()
    place = (Citation(RECORD, "what was asked"),)
    then = (remark("do-not-stop-suddenly"),)
    return (Finding("no-step-answered", Severity.INFO, Basis.RECORD, cited=place, remarks=then),)


def untold_of_a_rise(inquiry: Inquiry) -> tuple[str, ...]:
    """Name the dates that values lack, and the list of medicines where it is not complete.

    Each could change a start or a rise.
    """
    medicines = () if inquiry.patient.medicines.complete else ("medicines",)
    return (*(DATES[why] for why in inquiry.kidneys.undated), *medicines)
