"""The ways a question about the next step ends, each with what is said of it."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from baclofen_cds.amounts import Days, Micrograms, MicrogramsPerDay
from baclofen_cds.case.case import Inquiry
from baclofen_cds.cautions.saying import RECORD, remark
from baclofen_cds.deciding.response import Action
from baclofen_cds.deciding.rises import NoRise
from baclofen_cds.decisions import Ending, Finding, Outcome, Remark, Severity, Values
from baclofen_cds.makeable import Makeable
from baclofen_cds.questions.ending import untold_of_a_rise
from baclofen_cds.questions.steps.increase import increase_outcome, increase_withheld
from baclofen_cds.questions.steps.rise_bound import about_maximum_beyond
from baclofen_cds.questions.steps.rises import back_from, rise_for
from baclofen_cds.regimen import Regimen
from baclofen_cds.sources import Basis, Citation, Stated
from baclofen_cds.words.show import show_daily

__all__ = ["Action", "NextStep", "raise_dose", "settled", "stay", "step_back", "unread"]

_NO_SUDDEN_STOP: Final = (Remark("do-not-stop-suddenly"),)
_BEFORE_EACH_STEP: Final = Remark("before-each-step")


@frozen
class NextStep:
    """The next step of a treatment.

    Parameters
    ----------
    action
        Raise, hold, step back, offer a taper, review, or refer.
    basis
        Label, where the regimen is one it prints; otherwise policy.
    citations
        Where it comes from.
    options
        The regimens it leads to, the gentlest first; none where it leads to no other.
    days_to_hold
        How many days the present regimen is still held for, where the label says.
    """

    action: Action
    basis: Basis
    citations: tuple[Citation, ...]
    options: tuple[Regimen, ...] = ()
    days_to_hold: Days = Days(0)


def raise_dose(
    inquiry: Inquiry, taking: Regimen, top: int | None, makeable: Makeable
) -> Ending[NextStep]:
    """Propose the next step the label prints, where a start would be permitted."""
    outcome, missing = increase_outcome(inquiry)
    untold = untold_of_a_rise(inquiry)
    if outcome is not Outcome.STATED:
        return Ending(outcome, None, (increase_withheld(inquiry),), (*missing, *untold))
    if top is None:
        return unread(inquiry)
    rise = rise_for(inquiry.posology, taking.micrograms, top, makeable)
    if isinstance(rise, NoRise):
        return _no_rise(inquiry, taking, rise)
    days = dict.fromkeys((rise.gentlest, rise.fastest))
    options = tuple(Regimen([Micrograms(d) for d in day], confirmed=True) for day in days)
    answer = NextStep(Action.RAISE, rise.basis, rise.citations, options)
    stated = rise.basis is Basis.LABEL
    divided = " or ".join(map(str, options))
    totals = dict.fromkeys(show_daily(option.micrograms_per_day) for option in options)
    values: Values = (("label", inquiry.label), ("total", taking.micrograms_per_day))
    finding = Finding(
        "next-step-printed" if stated else "next-step-within-bounds",
        Severity.INFO,
        rise.basis,
        (*values, ("next", divided) if stated else ("next_total", " or ".join(totals))),
        rise.citations,
        (*(() if stated else (remark("next-step-divided", next=divided),)), _BEFORE_EACH_STEP),
    )
    return Ending(Outcome.STATED if stated else Outcome.POLICY, answer, (finding,), untold)


def _no_rise(inquiry: Inquiry, taking: Regimen, why: NoRise) -> Ending[NextStep]:
    if why is NoRise.NOT_MAKEABLE:
        missing = ("smaller_makeable_dose", *untold_of_a_rise(inquiry))
        return Ending(Outcome.INSUFFICIENT_DATA, missing=missing)
    if why is NoRise.UNREAD:
        return unread(inquiry)
    beyond = about_maximum_beyond(inquiry) if why is NoRise.NOT_PRINTED else ()
    return settled(inquiry, Action.REVIEW, _REVIEWED[why], taking=taking, then=beyond)


_REVIEWED: Final = {
    NoRise.AT_TOP: "review-at-top",
    NoRise.NOT_PRINTED: "review-no-step",
    NoRise.NO_SIZE: "review-no-size",
}


def unread(inquiry: Inquiry) -> Ending[NextStep]:
    """Say that what a rise would need of the label has not been read."""
    values = (("label", inquiry.label),)
    cited = (Citation(RECORD, "regimen"),)
    finding = Finding("rise-unread", Severity.INFO, Basis.RECORD, values, cited, _NO_SUDDEN_STOP)
    return Ending(Outcome.UNREAD, None, (finding,))


def step_back(
    inquiry: Inquiry, taking: Regimen, held: int | None, told: Makeable | None
) -> Ending[NextStep]:
    """Go back a rung just climbed, or by one drop of a taper; with neither, offer a taper."""
    back = back_from(inquiry, taking, held, told)
    if back is None:
        return settled(inquiry, Action.OFFER_TAPER, "no-step-below", taking=taking)
    day, basis, places = back
    regimen = Regimen([Micrograms(dose) for dose in day], confirmed=True)
    answer = NextStep(Action.STEP_BACK, basis, places, (regimen,))
    values = (("back", str(regimen)),)
    then = (remark("withdrawal-signs"), *_NO_SUDDEN_STOP)
    finding = Finding("step-back", Severity.WARNING, Basis.POLICY, values, places, then)
    return Ending(Outcome.POLICY, answer, (finding,))


def stay(
    inquiry: Inquiry, taking: Regimen, due: Stated[Days], held: int, *, at_top: bool
) -> Ending[NextStep]:
    """Stay at what is taken for the days that are left."""
    left = Days(due.value - held)
    values = (
        ("label", inquiry.label),
        ("total", taking.micrograms_per_day),
        ("left", left),
        ("hold", due.value),
    )
    code = "stay-through-trial" if at_top else "stay-until-due"
    finding = Finding(code, Severity.INFO, Basis.LABEL, values, (due.citation,), _NO_SUDDEN_STOP)
    answer = NextStep(Action.HOLD, Basis.LABEL, (due.citation,), days_to_hold=left)
    return Ending(Outcome.STATED, answer, (finding,))


def settled(
    inquiry: Inquiry,
    action: Action,
    code: str,
    severity: Severity = Severity.INFO,
    *,
    taking: Regimen | None = None,
    missing: tuple[str, ...] = (),
    then: tuple[Remark, ...] = (),
) -> Ending[NextStep]:
    """End with an action that leads to no other regimen; that is our policy alone."""
    place = Citation(inquiry.policy.header.title, "the next step, by response and tolerability")
    total = MicrogramsPerDay(0) if taking is None else taking.micrograms_per_day
    values = (("label", inquiry.label), ("total", total))
    refer = action is Action.REFER
    last = (remark("next-dose-is-their-decision"),) if refer else _NO_SUDDEN_STOP
    finding = Finding(code, severity, Basis.POLICY, values, (place,), (*then, *last))
    answer = NextStep(action, Basis.POLICY, (place,))
    return Ending(Outcome.POLICY, answer, (finding,), missing)
