"""Which statements of guidelines and studies are about this patient."""

from __future__ import annotations

from baclofen_cds.case.bands import holds_between
from baclofen_cds.case.case import Inquiry
from baclofen_cds.knowledge.schema.label import Guidance, Statement
from baclofen_cds.vocabulary import Condition

__all__ = ["applying"]


def applying(
    inquiry: Inquiry, *, starting: bool, role: str | None = None
) -> list[tuple[Guidance, Statement]]:
    """Return the statements about this patient, "avoid" first, then the older first.

    ``role`` keeps to those that are quoted for one purpose.
    """
    concerned = [
        (guidance, statement)
        for guidance in inquiry.guidance
        for statement in guidance.statement
        if role in (None, statement.role)
        and _speaks_here(guidance, statement, inquiry)
        and _concerns(statement, inquiry, starting=starting)
    ]
    return sorted(concerned, key=lambda pair: (not pair[1].avoid, pair[0].header.revised))


def _speaks_here(guidance: Guidance, statement: Statement, inquiry: Inquiry) -> bool:
    same = guidance.header.jurisdiction == inquiry.profile.header.jurisdiction
    return same or not statement.own_market


def _concerns(statement: Statement, inquiry: Inquiry, *, starting: bool) -> bool:
    if statement.when not in ("any", "start" if starting else "taking"):
        return False
    if statement.from_age and inquiry.patient.age_months < statement.from_age:
        return False
    if statement.not_at_end_of_life and _at_end_of_life(inquiry):
        return False
    if statement.dialysis:
        return inquiry.patient.dialysis in statement.dialysis
    return _at_this_rate(statement, inquiry) and _at_this_clearance(statement, inquiry)


def _at_this_rate(statement: Statement, inquiry: Inquiry) -> bool:
    """Compare a band of eGFR with the number that decides; without one it is about all.

    That a clearance which decides is counted like an eGFR is the policy's.
    """
    low, high = statement.egfr_from, statement.egfr_below
    rate = inquiry.kidneys.deciding_hundredths
    if low is None and high is None:
        return True
    return rate is not None and holds_between(rate, low, high)


def _at_this_clearance(statement: Statement, inquiry: Inquiry) -> bool:
    """Compare a band of clearance with a clearance, never with an indexed rate."""
    if statement.crcl_from is None and statement.crcl_below is None:
        return True
    clearance = inquiry.clearance
    return clearance is not None and holds_between(
        clearance.hundredths, statement.crcl_from, statement.crcl_below
    )


def _at_end_of_life(inquiry: Inquiry) -> bool:
    return Condition.END_OF_LIFE_CARE in inquiry.patient.conditions
