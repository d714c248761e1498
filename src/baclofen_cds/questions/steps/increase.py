"""Whether a rise may be proposed: what withholds a start withholds a rise."""

from __future__ import annotations

from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.case import Inquiry
from baclofen_cds.cautions.saying import remark
from baclofen_cds.decisions import Finding, Outcome, Severity
from baclofen_cds.questions.start import gate
from baclofen_cds.sources import Basis

__all__ = ["increase_outcome", "increase_withheld"]


def increase_outcome(inquiry: Inquiry) -> tuple[Outcome, tuple[str, ...]]:
    """Decide whether a rise may be proposed, and name what is missing for it.

    A label's number for impaired kidneys is a dose, not a way up from it.
    """
    outcome, missing = gate(inquiry)
    impaired = inquiry.kidneys.band is not KidneyBand.NOT_IMPAIRED
    return Outcome.SILENT if outcome is Outcome.STATED and impaired else outcome, missing


def increase_withheld(inquiry: Inquiry) -> Finding:
    """Say that no rise is proposed, and whether a start would be."""
    started = gate(inquiry)[0] is Outcome.STATED
    return Finding(
        "increase-withheld-kidneys" if started else "increase-withheld",
        Severity.WARNING,
        Basis.POLICY,
        values=(("label", inquiry.label),) if started else (),
        cited=(inquiry.policy.gates.impaired_below.citation,),
        remarks=(remark("do-not-stop-suddenly"),),
    )
