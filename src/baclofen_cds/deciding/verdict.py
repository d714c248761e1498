"""Where a day stands among its limits. Plain integers decide; equal to a limit is not above it."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.amounts import MicrogramsPerDay, plain
from baclofen_cds.case.limits import Limit, LimitKind, Limits
from baclofen_cds.deciding.maximum import Verdict, decided_by, verdict_of
from baclofen_cds.regimen import Regimen
from baclofen_cds.sources import Citation, Stated

__all__ = ["MaximumCheck", "check_against"]


@frozen
class MaximumCheck:
    """Where a day stands against the limits of a label.

    Parameters
    ----------
    verdict
        Within, above the usual range, needs supervision, or above the maximum.
    limits
        Every limit considered.
    binding
        The limit that decided: the one exceeded, or else the maximum; where no maximum
        is stated, the amount from which hospital is meant.
    """

    verdict: Verdict
    limits: tuple[Limit, ...]
    binding: Limit

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the limits come from."""
        return tuple(limit.citation for limit in self.limits)


def check_against(taking: Regimen, limits: Limits) -> MaximumCheck:
    """Hold a day against every limit, and name the one that decides."""
    doses = plain(taking.micrograms)
    total, largest = sum(doses), max(doses)
    verdict = verdict_of(
        total,
        usual=_value(limits.usual),
        maximum=_value(limits.maximum),
        supervised=_value(limits.supervised),
        open_above=limits.open_above is not None,
        hospital_from=_value(limits.hospital_from),
    )
    considered = _considered(total, largest, limits)
    kind = decided_by(
        verdict,
        usual_kind=limits.usual_kind,
        has_maximum=limits.maximum is not None,
        has_supervised=limits.supervised is not None,
    )
    binding = next(limit for limit in considered if limit.kind is kind)
    return MaximumCheck(verdict, considered, binding)


def _value(leaf: Stated[MicrogramsPerDay] | Stated[int] | None) -> int | None:
    return None if leaf is None else +leaf.value  # a plus takes the plain number out


def _considered(total: int, largest: int, limits: Limits) -> tuple[Limit, ...]:
    """List every limit the label gives, with whether the day passes it."""
    amounts = (
        (LimitKind.MAXIMUM, limits.maximum, total),
        (limits.usual_kind, limits.usual, total),
        (LimitKind.SUPERVISED_MAXIMUM, limits.supervised, total),
        (LimitKind.NAMED_ADMINISTRATION, limits.named, largest),
    )
    above = [
        Limit(kind, leaf.value, amount > +leaf.value, leaf.citation)
        for kind, leaf, amount in amounts
        if leaf is not None
    ]
    start = limits.hospital_from
    if start is None:
        return tuple(above)
    reached = total >= start.value
    return (Limit(LimitKind.SUPERVISED_FROM, start.value, reached, start.citation), *above)
