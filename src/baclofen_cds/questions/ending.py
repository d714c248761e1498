"""How every question ends: one way to make its decision; for the dead, none answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.kidney_asks import DATES
from baclofen_cds.cautions.saying import RECORD, remark
from baclofen_cds.decisions import (
    Decision,
    Ending,
    Finding,
    Outcome,
    Severity,
    Unknown,
    Values,
    later,
    worst_first,
)
from baclofen_cds.regimen import Taking
from baclofen_cds.sources import Basis, Citation

__all__ = ["end", "go_on", "recorded_as_dead", "unknowns", "untold_of_a_rise"]


_T = TypeVar("_T")


def end(
    question: str,
    inquiry: Inquiry,
    ending: Ending[_T],
    *,
    said: Callable[[], tuple[Finding, ...]],
    missing: Callable[[], tuple[str, ...]] | None = None,
    taking: Taking | None = None,
    asked: Values = (),
) -> Decision[_T]:
    """Make the decision of a question; what is said is made when it is read.

    Parameters
    ----------
    question
        Its name.
    inquiry
        What it was asked about.
    ending
        How it ended.
    said
        Gathers every finding, in the order of the page.
    missing
        Names what is missing, where the ending does not.
    taking, asked
        The other arguments of the question, as they were understood.
    """
    if inquiry.patient.deceased:
        ending = Ending(Outcome.OUT_OF_SCOPE)
        said, missing = _of_the_dead, None
    return Decision(
        question,
        ending.outcome,
        later(lambda: worst_first(said())),
        later(lambda: unknowns(*(ending.missing if missing is None else missing()))),
        later(lambda: inquiry.provenance(taking, asked=asked)),
        ending.answer,
    )


def _of_the_dead() -> tuple[Finding, ...]:
    return (recorded_as_dead(),)


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
