"""What is said because somebody is an older adult."""

from __future__ import annotations

from baclofen_cds.case.case import Inquiry
from baclofen_cds.cautions.kidney_quotes import quoted
from baclofen_cds.cautions.lower_start import older_start_remarks
from baclofen_cds.cautions.saying import remark, says
from baclofen_cds.decisions import Finding, Remark, Severity
from baclofen_cds.regimen import NotTaking, Regimen, Taking
from baclofen_cds.sources import Basis, Silent, Stated
from baclofen_cds.words.show import show_daily

__all__ = ["older_adult_findings"]


def older_adult_findings(inquiry: Inquiry, taking: Taking) -> tuple[Finding, ...]:
    """Return the finding about an older adult, if the patient is one."""
    if not inquiry.posology.older:
        return ()
    starting = isinstance(taking, NotTaking)
    return (
        Finding(
            f"older-adult-{'start' if starting else 'taking'}",
            Severity.INFO,
            Basis.POLICY,
            values=(("age", inquiry.patient.age_years), ("taken", _amount(taking))),
            cited=inquiry.posology.cited("older_from"),
            remarks=(
                *_label_says(inquiry),
                *quoted(inquiry, "age", starting=starting),
                remark("act-older-start" if starting else "act-older-taking"),
                *(() if starting else (remark("do-not-stop-suddenly"),)),
            ),
        ),
    )


def _label_says(inquiry: Inquiry) -> tuple[Remark, ...]:
    said, label = inquiry.profile.older_adult, inquiry.label
    advice, start = said.advice, older_start_remarks(inquiry)
    if start:
        return start
    if isinstance(advice, Stated):
        code = f"label-older-{advice.value}"
        return (remark(code, advice.citation, label=label, seen=says(advice.citation)),)
    if isinstance(said.start, Silent):
        seen = says(said.start.citation)
        return (remark("label-older-silent", said.start.citation, label=label, seen=seen),)
    return (remark("label-older-unread", label=label),)


def _amount(taking: Taking) -> str:
    return (
        show_daily(taking.micrograms_per_day) if isinstance(taking, Regimen) else "(amount unread)"
    )
