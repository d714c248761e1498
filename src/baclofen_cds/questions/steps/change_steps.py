"""One change beside what a label, or our policy, allows as one step. Plain integers decide."""

from __future__ import annotations

from math import gcd
from typing import Final

from attrs import frozen

from baclofen_cds.amounts import Days, Micrograms, MicrogramsPerDay
from baclofen_cds.case.bands import KidneyBand, is_avoided
from baclofen_cds.case.case import Inquiry
from baclofen_cds.cautions.kidneys import kidney_findings
from baclofen_cds.cautions.saying import RECORD, remark
from baclofen_cds.deciding.changes import (
    ChangeKind,
    ChangeProblem,
    is_too_soon,
    passes,
    problems_of,
)
from baclofen_cds.deciding.maximum import top_of
from baclofen_cds.deciding.rises import NoRise, goes_beyond
from baclofen_cds.deciding.start import lower_start
from baclofen_cds.decisions import Decision, Ending, Finding, Outcome, Remark, Severity
from baclofen_cds.knowledge.schema.label import Range
from baclofen_cds.makeable import Steps
from baclofen_cds.questions.ending import untold_of_a_rise
from baclofen_cds.questions.start import StartingDose, by_weight, start_decision
from baclofen_cds.questions.steps.increase import increase_outcome, increase_withheld
from baclofen_cds.questions.steps.rise_bound import Size, size_by_policy
from baclofen_cds.questions.steps.rises import Rise, held_at, rise_for
from baclofen_cds.regimen import Regimen, parts
from baclofen_cds.sources import Basis, Citation, Stated
from baclofen_cds.units import Quantity, show_per_day
from baclofen_cds.vocabulary import Indication
from baclofen_cds.words.show import show_day

__all__ = [
    "ChangeCheck",
    "ChangeKind",
    "ChangeProblem",
    "compare_division",
    "compare_increase",
    "compare_start",
]

_NO_SUDDEN_STOP: Final = (Remark("do-not-stop-suddenly"),)


@frozen
class ChangeCheck:
    """Where a change stands against the steps of a label, or of our policy.

    Parameters
    ----------
    kind
        A start, an increase, the same total, a reduction or a stop.
    problems
        What is wrong with it; empty for a change within one step.
    one_step
        The total that one step leads to, in micrograms a day.
    citations
        Where the step and its interval come from.
    """

    kind: ChangeKind
    problems: tuple[ChangeProblem, ...]
    one_step: MicrogramsPerDay
    citations: tuple[Citation, ...]

    @property
    def one_step_total(self) -> Quantity:
        """The total that one step leads to, in mg/day."""
        return show_per_day(self.one_step)


@frozen
class _Most:
    """The most a start is, in all and at one time, and where both stand; nothing where none is."""

    total: int = 0
    each: int = 0
    citations: tuple[Citation, ...] = ()


def compare_start(inquiry: Inquiry, change: Regimen) -> Ending[ChangeCheck]:
    """Compare a first regimen with the label's start; too much is said even when withheld."""
    start = start_decision(inquiry)
    most = _most_to_start(inquiry, start)
    large = bool(most.total) and _passes(change, most.total, most.each)
    found = (_start_too_large(inquiry, change, most),) * large
    found = (*_weighed(inquiry, change, start), *found)
    if not start.has_answer:
        missing = tuple(unknown.name for unknown in start.unknown)
        return Ending(start.outcome, None, found, missing)
    problems = _problems(inquiry, change, large=large)
    one_step = MicrogramsPerDay(most.total)
    answer = ChangeCheck(ChangeKind.START, problems, one_step, most.citations)
    return Ending(start.outcome, answer, found, untold_of_a_rise(inquiry))


def _start_too_large(inquiry: Inquiry, change: Regimen, most: _Most) -> Finding:
    """Say that a start is more than the label's, in all or at one time."""
    values = (
        ("label", inquiry.label),
        ("total", parts(change)),
        ("most", MicrogramsPerDay(most.total)),
        ("each", Micrograms(most.each)),
    )
    then = (remark("act-smaller-step"),)
    code = "start-too-large"
    return Finding(code, Severity.WARNING, Basis.LABEL, values, most.citations, then)


def _weighed(
    inquiry: Inquiry, change: Regimen, start: Decision[StartingDose]
) -> tuple[Finding, ...]:
    """Return the start's findings, that on the kidneys weighed with the amount that is meant."""
    kidneys = kidney_findings(inquiry, change, starting=True)
    codes = {finding.code for finding in kidneys}
    return (*kidneys, *(f for f in start.findings if f.code not in codes))


def _most_to_start(inquiry: Inquiry, start: Decision[StartingDose]) -> _Most:
    """Return the most a start is, in all and at one time; the lowest stated where withheld.

    What a child would be started on by its weight is one of them, however old the weight is:
    of the totals the lowest counts, and of the largest administrations.
    """
    if start.has_answer:
        return _most_of(start.answer)
    own = by_weight(inquiry)
    most = [*_stated_starts(inquiry), *([] if own is None else [_most_of(own)])]
    if not most:
        return _Most()
    total, each = min(most, key=lambda one: one.total), min(most, key=lambda one: one.each)
    places = tuple(dict.fromkeys((*total.citations, *each.citations)))
    return _Most(total.total, each.each, places)


def _most_of(start: StartingDose) -> _Most:
    total = max(option.micrograms_per_day for option in start.options)
    each = max(option.largest_micrograms for option in start.options)
    return _Most(int(total), int(each), start.citations)


def _stated_starts(inquiry: Inquiry) -> list[_Most]:
    """Return every start the label states that may be meant, as far as facts are known.

    For a child the adult one is the most. On dialysis the number for dialysis is one of them,
    whatever form the label means: nobody adjusted the adult one.
    """
    posology, names = inquiry.posology, ["adult_start"]
    kidneys: list[tuple[int | None, tuple[Citation, ...]]] = []
    if not posology.is_child:
        untold = inquiry.patient.indication is Indication.UNKNOWN
        lower = lower_start(posology, inquiry.patient.indication)
        names += [lower] if lower else []
        names += ["start_cerebral"] if untold else []
        terms = inquiry.kidney_terms
        if terms.band not in (KidneyBand.NOT_IMPAIRED, KidneyBand.UNKNOWN):
            kidneys.append((terms.number, terms.cited("number")))
        if terms.band is KidneyBand.DIALYSIS:
            kidneys.append((posology.dialysis_number, posology.cited("dialysis_number")))
    given = [(getattr(posology, name), posology.cited(name)) for name in names]
    return [_Most(n, n, places) for n, places in (*given, *kidneys) if n is not None]


def compare_increase(
    inquiry: Inquiry, taking: Regimen, change: Regimen, held: int | None
) -> Ending[ChangeCheck]:
    """Compare an increase with one step of the label, or our bound, and the days held."""
    size = _size_of(inquiry, taking, change)
    hold = held_at(inquiry.posology, taking.micrograms_per_day)
    soon = is_too_soon(held, None if hold is None else hold.value[0])
    found = (*_about_days(inquiry, held, hold, soon=soon), *size.findings)
    outcome, missing = increase_outcome(inquiry)
    untold = untold_of_a_rise(inquiry)
    if outcome is not Outcome.STATED:
        withheld = (*found, increase_withheld(inquiry))
        return Ending(outcome, None, withheld, (*missing, *untold))
    if held is None and hold is not None:
        return Ending(Outcome.INSUFFICIENT_DATA, None, found, ("held_for", *untold))
    answer = ChangeCheck(
        ChangeKind.INCREASE,
        _problems(inquiry, change, large=size.large, soon=soon),
        MicrogramsPerDay(size.one_step),
        (*size.citations, *(() if hold is None else (hold.citation,))),
    )
    by_us = size.basis is Basis.POLICY or hold is None
    return Ending(Outcome.POLICY if by_us else Outcome.STATED, answer, found, untold)


def _size_of(inquiry: Inquiry, taking: Regimen, change: Regimen) -> Size:
    """Hold the size of an increase beside one step of the label; where it has none, our bound."""
    total, top = int(change.micrograms_per_day), _top(inquiry)
    highest = total if top is None else max(top, total)
    rise = rise_for(inquiry.posology, taking.micrograms, highest, Steps(1))
    if isinstance(rise, NoRise):
        return size_by_policy(inquiry, taking, change, rise)
    large = _beyond(inquiry, rise, taking, change)
    found = (_one_step(inquiry, change, rise),) if large else ()
    return Size(large, sum(rise.fastest), rise.citations, found, rise.basis)


def _about_days(
    inquiry: Inquiry, held: int | None, hold: Stated[Range] | None, *, soon: bool
) -> tuple[Finding, ...]:
    """Say that an increase comes too soon, or that nobody can tell."""
    if hold is None:
        return (_no_days(inquiry),)
    return (_too_soon(inquiry, held or 0, hold),) if soon else ()


def compare_division(inquiry: Inquiry, taking: Regimen, change: Regimen) -> Ending[ChangeCheck]:
    """Say that only the division of the day changes."""
    place = Citation(inquiry.policy.header.title, "a change of times a day at the same total")
    total = taking.micrograms_per_day
    answer = ChangeCheck(ChangeKind.SAME_TOTAL, (), total, (place,))
    before, after = (show_day(day.micrograms) for day in (taking, change))
    how = remark("division-from-to", before=before, after=after)
    values = (("total", total),)
    finding = Finding("division-changes", Severity.INFO, Basis.POLICY, values, (place,), (how,))
    changed = taking.micrograms != change.micrograms
    return Ending(Outcome.POLICY, answer, (finding,) if changed else ())


def _passes(change: Regimen, most: int, each: int) -> bool:
    """Whether a day is more in all, or at one time, than it may be."""
    return passes(change.micrograms_per_day, change.largest_micrograms, most=most, each=each)


def _beyond(inquiry: Inquiry, rise: Rise, taking: Regimen, change: Regimen) -> bool:
    """Whether an increase goes beyond one step, in the day or at one time.

    At one time it may be what the same step is in the smallest tablets, or in the unit that
    both days are made of.
    """
    most, shared = sum(rise.fastest), gcd(*taking.micrograms, *change.micrograms)
    each = max(*rise.fastest, taking.largest_micrograms)
    for unit in (inquiry.posology.smallest_unit, shared):
        made = rise_for(inquiry.posology, taking.micrograms, most, Steps(unit))
        each = each if isinstance(made, NoRise) else max(each, *made.fastest)
    return _passes(change, most, each)


def _top(inquiry: Inquiry) -> int | None:
    """Return the amount no plan passes, where the label limits a day like this."""
    posology, grams = inquiry.posology, inquiry.patient.weight_grams
    return top_of(posology, grams).value if posology.has_limits else None


def _problems(
    inquiry: Inquiry, change: Regimen, *, large: bool = False, soon: bool = False
) -> tuple[ChangeProblem, ...]:
    """Name what is wrong with more baclofen than before."""
    top = _top(inquiry)
    above = top is not None and goes_beyond(change.micrograms_per_day, top)
    avoid = is_avoided(inquiry.kidneys.band)
    return problems_of(large=large, soon=soon, above=above, avoid=avoid)


def _one_step(inquiry: Inquiry, change: Regimen, rise: Rise) -> Finding:
    """Say that an increase goes beyond one step, and where one step leads."""
    most = sum(rise.fastest)
    if goes_beyond(change.micrograms_per_day, most):
        return _too_large(inquiry, change, most, rise.citations)
    values = (
        ("label", inquiry.label),
        ("largest", change.largest_micrograms),
        ("next", str(Regimen([Micrograms(dose) for dose in rise.fastest], confirmed=True))),
    )
    then = (remark("act-smaller-step"),)
    code = "administration-too-large"
    return Finding(code, Severity.WARNING, Basis.LABEL, values, rise.citations, then)


def _too_large(
    inquiry: Inquiry, change: Regimen, most: int, places: tuple[Citation, ...]
) -> Finding:
    values = (
        ("label", inquiry.label),
        ("total", parts(change)),
        ("most", MicrogramsPerDay(most)),
    )
    then = (remark("act-smaller-step"),)
    return Finding("increase-too-large", Severity.WARNING, Basis.LABEL, values, places, then)


def _too_soon(inquiry: Inquiry, held: int, hold: Stated[Range]) -> Finding:
    values = (("label", inquiry.label), ("held", Days(held)), ("hold", Days(hold.value[0])))
    return Finding("increase-too-soon", Severity.WARNING, Basis.LABEL, values, (hold.citation,))


def _no_days(inquiry: Inquiry) -> Finding:
    values = (("label", inquiry.label),)
    place = (Citation(RECORD, "proposed regimen"),)
    then = (remark("act-review-rise"),)
    return Finding("hold-not-found", Severity.WARNING, Basis.RECORD, values, place, then)
