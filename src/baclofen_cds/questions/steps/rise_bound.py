"""How far one rise may lead where a label gives no size for it. Plain integers decide."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from baclofen_cds.amounts import Micrograms, MicrogramsPerDay, plain
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.licence import unfit_weight
from baclofen_cds.cautions.saying import remark
from baclofen_cds.deciding.changes import passes
from baclofen_cds.deciding.rises import NoRise, goes_beyond, largest_rise, leads_to_maximum
from baclofen_cds.decisions import Finding, Remark, Severity
from baclofen_cds.regimen import Regimen
from baclofen_cds.sources import Basis, Citation

__all__ = ["Size", "about_maximum_beyond", "size_by_policy"]

_WITHIN: Final = {NoRise.NO_SIZE: "no-size-printed", NoRise.UNREAD: "rise-size-unread"}


@frozen
class Size:
    """Whether a rise is too large, where one step leads at most, and what is said of it."""

    large: bool
    one_step: int
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    basis: Basis = Basis.POLICY


@frozen
class _Bound:
    """The most a rise leads to, in the day and at one time."""

    most: int
    each: int
    citations: tuple[Citation, ...]


def size_by_policy(inquiry: Inquiry, taking: Regimen, change: Regimen, why: NoRise) -> Size:
    """Hold a rise beside our bound, and beside the label's maximum where a step leads to it."""
    ours, printed = _ours(inquiry, taking), _to_maximum(inquiry, taking)
    if not _is_passed(ours, change):
        return _sized(ours, _within(inquiry, taking, ours, why))
    if printed is not None and not _is_passed(printed, change):
        return _sized(printed, _reaches_maximum(inquiry, taking, printed))
    in_ours = not goes_beyond(change.micrograms_per_day, ours.most)
    bound = ours if printed is None or in_ours else printed
    return _sized(bound, _beyond(inquiry, change, bound), large=True)


def about_maximum_beyond(inquiry: Inquiry) -> tuple[Remark, ...]:
    """Say what a label's maximum is where its ladder ends below it."""
    posology = inquiry.posology
    if posology.beyond_ladder is None:
        return ()
    maximum = MicrogramsPerDay(posology.beyond_ladder)
    return (remark("maximum-without-interval", posology.place("beyond_ladder"), maximum=maximum),)


def _sized(bound: _Bound, finding: Finding, *, large: bool = False) -> Size:
    return Size(large, bound.most, bound.citations, (finding,))


def _is_passed(bound: _Bound, change: Regimen) -> bool:
    return passes(
        change.micrograms_per_day, change.largest_micrograms, most=bound.most, each=bound.each
    )


def _ours(inquiry: Inquiry, taking: Regimen) -> _Bound:
    """Return our bound: an adult's, or for a child the label's start per kg where it is less."""
    posology, grams = inquiry.posology, inquiry.patient.weight_grams
    size, places = largest_rise(posology, grams), posology.cited("largest_rise")
    if grams is not None and posology.start_per_kg is not None:
        child = inquiry.policy.rise.child.citation
        places = (child, *posology.cited("start_per_kg"), *places)
    doses = plain(taking.micrograms)
    return _Bound(sum(doses) + size, max(doses) + size, places)


def _is_sure(inquiry: Inquiry) -> bool:
    """Whether what our bound goes by is known: for a child, a fresh weight and a start per kg."""
    posology = inquiry.posology
    known = posology.start_per_kg is not None and not unfit_weight(inquiry)
    return known or not posology.is_child


def _to_maximum(inquiry: Inquiry, taking: Regimen) -> _Bound | None:
    """Return the step to a label's printed maximum, from its last rung on and in its doses."""
    posology = inquiry.posology
    most = leads_to_maximum(posology, taking.micrograms_per_day)
    if most is None:
        return None
    each = max(int(posology.rungs[-1].each), int(taking.largest_micrograms))
    return _Bound(most, each, posology.cited("beyond_ladder"))


def _within(inquiry: Inquiry, taking: Regimen, ours: _Bound, why: NoRise) -> Finding:
    """Say that the label gives no size, and which was used; or that none can be."""
    then = (remark("act-review-rise"),)
    if not _is_sure(inquiry):
        code = "rise-size-not-checked"
        return Finding(code, Severity.WARNING, Basis.POLICY, (), ours.citations, then)
    values = (
        ("label", inquiry.label),
        ("total", taking.micrograms_per_day),
        ("most", MicrogramsPerDay(ours.most)),
    )
    code = _WITHIN.get(why, "no-step-printed")
    return Finding(code, Severity.INFO, Basis.POLICY, values, ours.citations, then)


def _reaches_maximum(inquiry: Inquiry, taking: Regimen, printed: _Bound) -> Finding:
    values = (
        ("label", inquiry.label),
        ("total", taking.micrograms_per_day),
        ("maximum", MicrogramsPerDay(printed.most)),
    )
    then = (remark("act-review-rise"),)
    code = "rise-to-printed-maximum"
    return Finding(code, Severity.INFO, Basis.POLICY, values, printed.citations, then)


def _beyond(inquiry: Inquiry, change: Regimen, bound: _Bound) -> Finding:
    """Say that a rise goes beyond our bound, in the day or at one time."""
    in_all = goes_beyond(change.micrograms_per_day, bound.most)
    values = (
        ("label", inquiry.label),
        ("total", change.micrograms_per_day),
        ("most", MicrogramsPerDay(bound.most)),
        ("largest", change.largest_micrograms),
        ("each", Micrograms(bound.each)),
    )
    code = "rise-too-large-policy" if in_all else "administration-too-large-policy"
    then = (remark("act-smaller-step"),)
    return Finding(code, Severity.WARNING, Basis.POLICY, values, bound.citations, then)
