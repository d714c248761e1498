"""An immediate stop: when it is dangerous, when it is not, and what a label may except."""

from __future__ import annotations

from typing import Final

from baclofen_cds.amounts import MicrogramsPerDay
from baclofen_cds.case.case import Inquiry
from baclofen_cds.cautions.saying import RECORD, remark
from baclofen_cds.deciding.changes import StopKind, stop_kind
from baclofen_cds.deciding.tapers import usable
from baclofen_cds.decisions import Finding, Severity, Values
from baclofen_cds.knowledge.schema.label import citations_of
from baclofen_cds.makeable import Makeable
from baclofen_cds.questions.steps.drops import drops_for
from baclofen_cds.regimen import Regimen, Unreadable
from baclofen_cds.sources import Basis, Citation, Stated

__all__ = ["ABRUPT", "kind_of_stop", "serious_reaction", "stop_finding"]


ABRUPT: Final = frozenset({StopKind.ABRUPT, StopKind.HIGH})
"""The stops that are critical."""


_SAID: Final = {
    StopKind.FEW_DAYS: ("stop-after-few-days", Severity.INFO),
    StopKind.SMALL: ("stop-from-small-dose", Severity.INFO),
    StopKind.SHORT_USE: ("stop-after-short-use", Severity.WARNING),
    StopKind.HIGH: ("stop-from-high-dose", Severity.CRITICAL),
    StopKind.ABRUPT: ("stop-abrupt", Severity.CRITICAL),
}


def kind_of_stop(
    inquiry: Inquiry, taking: Regimen | Unreadable, used_for: int | None, told: Makeable | None
) -> StopKind:
    """Name what a stop is, by the amount and by how long baclofen was taken.

    Where a smallest dose was told, a small one is at least the lowest rung that can be made.
    """
    if not isinstance(taking, Regimen):
        return stop_kind(inquiry.posology, None, used_for)
    lowest = 0
    if told is not None and usable(inquiry.posology, told):
        lowest = drops_for(inquiry, taking.micrograms, told).lowest_rung
    return stop_kind(inquiry.posology, taking.micrograms_per_day, used_for, lowest)


def stop_finding(
    inquiry: Inquiry, taking: Regimen | Unreadable, kind: StopKind, used_for: int | None
) -> Finding:
    """Say what an immediate stop means, of this amount and after this long a use."""
    ours = inquiry.policy.stop
    code, severity = _SAID[kind]
    abrupt, unknown = kind in ABRUPT, kind is StopKind.ABRUPT and used_for is None
    values: Values = (
        ("label", inquiry.label),
        ("days", ours.abrupt_after.value),
        ("few", ours.few_days.value),
        ("total", _amount(taking)),
    )
    limits = {
        StopKind.FEW_DAYS: (ours.few_days,),
        StopKind.SMALL: (ours.small_for_child if inquiry.posology.in_childhood else ours.small,),
        StopKind.HIGH: (ours.high, ours.few_days),
    }.get(kind, (ours.abrupt_after,))
    places = (limit.citation for limit in limits)
    return Finding(
        f"{code}-unknown" if unknown else code,
        severity,
        Basis.POLICY,
        values=values,
        cited=(*places, *citations_of(inquiry.profile.taper.advice)),
        remarks=(
            *((remark("ask-for-a-taper"),) if abrupt else ()),
            remark("withdrawal-signs"),
            *((remark("do-not-stop-suddenly"),) if abrupt else ()),
        ),
    )


def _amount(taking: Regimen | Unreadable) -> MicrogramsPerDay | str:
    if isinstance(taking, Regimen):
        return taking.micrograms_per_day
    return "an amount that could not be read"


def serious_reaction(inquiry: Inquiry, kind: StopKind = StopKind.ABRUPT) -> Finding:
    """Quote the label's exception for a serious reaction, or say that nobody has read one.

    A stop for such a reaction is never graver than the same stop without one.
    """
    excepted = inquiry.profile.taper.faster_for
    said = isinstance(excepted, Stated)
    severities = (Severity.WARNING if said else Severity.CRITICAL, _SAID[kind][1])
    return Finding(
        "stop-after-serious-reaction" if said else "stop-after-serious-reaction-unread",
        min(severities, key=lambda severity: severity.rank),
        Basis.LABEL if said else Basis.RECORD,
        values=(("label", inquiry.label),),
        cited=citations_of(excepted) or (Citation(RECORD, "reason"),),
        remarks=(remark("withdrawal-signs"),),
    )
