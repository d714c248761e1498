"""A reduction beside one drop of a taper: in its size, and in the days before it."""

from __future__ import annotations

from baclofen_cds.amounts import Days, MicrogramsPerDay
from baclofen_cds.case.case import Inquiry
from baclofen_cds.cautions.saying import remark
from baclofen_cds.deciding.changes import (
    ChangeKind,
    falls_too_far,
    is_too_soon,
    least_after,
    problems_of,
    use_at_least,
)
from baclofen_cds.deciding.rises import total_of
from baclofen_cds.deciding.tapers import is_long_use
from baclofen_cds.decisions import Ending, Finding, Outcome, Severity, Values
from baclofen_cds.knowledge.schema.label import Rung
from baclofen_cds.makeable import Makeable
from baclofen_cds.questions.steps.change_steps import ChangeCheck
from baclofen_cds.questions.steps.drops import Drops, drops_for
from baclofen_cds.questions.steps.rises import rung_just_climbed
from baclofen_cds.regimen import Regimen
from baclofen_cds.sources import Basis, Citation, Stated

__all__ = ["compare_reduction", "least_days"]


def least_days(inquiry: Inquiry, taken_for: int | None) -> Stated[Days]:
    """Return the fewest days a dose is held before a drop, after this long a use."""
    ours = inquiry.policy.taper
    long_use = is_long_use(taken_for, ours.long_use_after.value)
    return ours.long_use_days if long_use else ours.least_days


def compare_reduction(
    inquiry: Inquiry,
    taking: Regimen,
    change: Regimen,
    *,
    held: int | None,
    used: int | None,
    told: Makeable | None,
) -> Ending[ChangeCheck]:
    """Compare a reduction with one drop of a taper, or with a rung just climbed.

    Back to that rung is one step however few days the dose was taken.
    """
    drops = drops_for(inquiry, taking.micrograms + change.micrograms, told)
    climbed = rung_just_climbed(inquiry, taking.micrograms, held)
    rung = None if climbed is None else total_of(climbed)
    least = least_after(drops.lowest_after(taking.micrograms_per_day), rung)
    days = least_days(inquiry, use_at_least(held, used))
    large = falls_too_far(change.micrograms_per_day, least)
    soon = rung != change.micrograms_per_day and is_too_soon(held, days.value)
    size = _about_size(inquiry, taking, change, drops, climbed, least, large=large)
    pace = _about_days(held, days, soon=soon)
    problems = problems_of(large=large, soon=soon, above=False, avoid=False)
    answer = ChangeCheck(ChangeKind.REDUCTION, problems, MicrogramsPerDay(least), size.cited)
    outcome = Outcome.STATED if size.basis is Basis.LABEL else Outcome.POLICY
    return Ending(outcome, answer, (size, *pace), ("held_for",) if held is None else ())


def _about_size(
    inquiry: Inquiry,
    taking: Regimen,
    change: Regimen,
    drops: Drops,
    climbed: Rung | None,
    least: int,
    *,
    large: bool,
) -> Finding:
    """Say how large a drop is, and what one drop takes at most."""
    most = taking.micrograms_per_day - least
    basis = Basis.LABEL if drops.takes_as_printed(most) else Basis.POLICY
    values: Values = (
        ("label", inquiry.label),
        ("drop", MicrogramsPerDay(taking.micrograms_per_day - change.micrograms_per_day)),
        ("most", MicrogramsPerDay(most)),
    )
    within = inquiry.policy.taper.rung_left_within.citation
    places = drops.citations if climbed is None else (climbed.citation, within, *drops.citations)
    code = f"reduction-too-large-{'label' if basis is Basis.LABEL else 'policy'}"
    then = (*((remark("ask-for-a-taper"),) if large else ()), remark("withdrawal-signs"))
    return Finding(
        code if large else "reduction-in-step",
        Severity.WARNING if large else Severity.INFO,
        basis,
        values,
        places,
        (*then, remark("do-not-stop-suddenly")),
    )


def _about_days(held: int | None, days: Stated[Days], *, soon: bool) -> tuple[Finding, ...]:
    """Say that a drop comes too soon, or that nobody can tell."""
    cited: tuple[Citation, ...] = (days.citation,)
    if held is None:
        values: Values = (("days", days.value),)
        return (Finding("reduction-days-untold", Severity.INFO, Basis.POLICY, values, cited),)
    if not soon:
        return ()
    values = (("held", Days(held)), ("days", days.value))
    then = (remark("act-wait"),)
    return (Finding("reduction-too-soon", Severity.WARNING, Basis.POLICY, values, cited, then),)
