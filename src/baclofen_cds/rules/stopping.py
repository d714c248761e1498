"""An immediate stop: when it is dangerous, and the one reason a label may except."""

from __future__ import annotations

from baclofen_cds.deciding.changes import is_abrupt
from baclofen_cds.decisions import Finding, Outcome, Severity
from baclofen_cds.knowledge.schema import citations_of
from baclofen_cds.rules.inquiry import RECORD, Inquiry, remark
from baclofen_cds.sources import Basis, Citation, Stated

__all__ = ["abrupt_stop", "go_on", "serious_reaction"]


def abrupt_stop(inquiry: Inquiry, used_for: int | None) -> Finding:
    """Say what an immediate stop means after this long a use."""
    after = inquiry.policy.taper.abrupt_after
    abrupt = is_abrupt(used_for, after.value)
    unknown = used_for is None
    code = f"stop-abrupt{'-unknown' if unknown else ''}" if abrupt else "stop-after-short-use"
    return Finding(
        code,
        Severity.CRITICAL if abrupt else Severity.WARNING,
        Basis.POLICY,
        values=(("label", inquiry.label), ("days", after.value)),
        cited=(after.citation, *citations_of(inquiry.profile.taper.advice)),
        remarks=(
            *((remark("ask-for-a-taper"),) if abrupt else ()),
            remark("withdrawal-signs"),
            *((remark("do-not-stop-suddenly"),) if abrupt else ()),
        ),
    )


def go_on(outcome: Outcome) -> tuple[Finding, ...]:
    """Say, where facts are missing, that what is taken is not stopped for that."""
    if outcome is not Outcome.INSUFFICIENT_DATA:
        return ()
    place = (Citation(RECORD, "what was asked"),)
    then = (remark("do-not-stop-suddenly"),)
    return (Finding("no-step-answered", Severity.INFO, Basis.RECORD, cited=place, remarks=then),)


def serious_reaction(inquiry: Inquiry) -> Finding:
    """Quote the label's exception for a serious reaction, or say that nobody has read one."""
    excepted = inquiry.profile.taper.faster_for
    said = isinstance(excepted, Stated)
    return Finding(
        "stop-after-serious-reaction" if said else "stop-after-serious-reaction-unread",
        Severity.WARNING if said else Severity.CRITICAL,
        Basis.LABEL if said else Basis.RECORD,
        values=(("label", inquiry.label),),
        cited=citations_of(excepted) or (Citation(RECORD, "reason"),),
        remarks=(remark("withdrawal-signs"),),
    )
