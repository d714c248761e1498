"""What the label says of one state of the kidneys."""

from __future__ import annotations

from baclofen_cds.amounts import MicrogramsPerDay
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.licence import below_adult
from baclofen_cds.knowledge.schema.label import KidneyStatement
from baclofen_cds.sources import Leaf, Silent, Stated
from baclofen_cds.vocabulary import Dialysis, KidneyState

__all__ = ["at_end_stage", "end_stage_forbidden", "kidneys_read", "label_statement"]


def label_statement(inquiry: Inquiry) -> KidneyStatement:
    """Return what the label says about this state of the kidneys."""
    kidney = inquiry.profile.kidney
    changing = inquiry.kidneys.state is KidneyState.CHANGING
    if inquiry.kidneys.band is KidneyBand.DIALYSIS:
        if not _of_this_dialysis(inquiry) or changing or below_adult(inquiry):
            return KidneyStatement(total_daily_dose=_silent(kidney.dialysis.total_daily_dose))
        return kidney.dialysis
    if changing or below_adult(inquiry):
        return KidneyStatement(
            total_daily_dose=_silent(kidney.impaired.total_daily_dose),
            advice=kidney.impaired.advice,
        )
    return kidney.impaired


def _of_this_dialysis(inquiry: Inquiry) -> bool:
    """Whether what the label says of dialysis is about this form of it.

    A text that names no form is about long-term dialysis, not about continuous treatment.
    """
    named, form = inquiry.profile.kidney.dialysis_named, inquiry.patient.dialysis
    if isinstance(named, Stated):
        return form in named.value
    return form is not Dialysis.CONTINUOUS


def kidneys_read(inquiry: Inquiry) -> bool:
    """Whether anybody has read what the label says of this state of the kidneys."""
    spoken = label_statement(inquiry)
    return isinstance(spoken.total_daily_dose, (Stated, Silent)) or isinstance(
        spoken.advice, Stated
    )


def _silent(leaf: Leaf[MicrogramsPerDay]) -> Leaf[MicrogramsPerDay]:
    """Take away the number for adults with impaired, steady kidneys: it says no more."""
    return Silent(leaf.citation) if isinstance(leaf, Stated) else leaf


def at_end_stage(inquiry: Inquiry) -> bool:
    """Whether the kidneys are at end stage, or the patient is on dialysis."""
    return inquiry.kidneys.band in (KidneyBand.END_STAGE, KidneyBand.DIALYSIS)


def end_stage_forbidden(inquiry: Inquiry) -> Stated[tuple[str, ...]] | None:
    """Return the products whose text forbids the use at end stage, when that is reached."""
    forbidden = inquiry.profile.kidney.end_stage.contraindicated_in
    return forbidden if at_end_stage(inquiry) and isinstance(forbidden, Stated) else None
