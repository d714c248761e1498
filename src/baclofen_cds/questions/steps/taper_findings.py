"""What is said of a taper: whose steps, which pace, made of what, and when to look again."""

from __future__ import annotations

from math import gcd

from baclofen_cds.amounts import Days, Micrograms, MicrogramsPerDay
from baclofen_cds.case.bands import is_avoided
from baclofen_cds.case.case import Inquiry
from baclofen_cds.cautions.saying import remark
from baclofen_cds.deciding.rises import goes_beyond
from baclofen_cds.deciding.tapers import Made, made_of, review_step, usable
from baclofen_cds.decisions import Finding, Remark, Severity, Values
from baclofen_cds.questions.steps.way_down import Told, Way, both_paces, leading_pace, length_of
from baclofen_cds.regimen import Regimen
from baclofen_cds.schedule import Schedule
from baclofen_cds.sources import Basis, Stated

__all__ = ["about", "not_makeable"]


def not_makeable(inquiry: Inquiry, taking: Regimen) -> Finding:
    """Say that no way down can be made from what is at hand."""
    return Finding(
        "taper-not-makeable",
        Severity.WARNING,
        Basis.POLICY,
        values=(("total", taking.micrograms_per_day),),
        cited=(inquiry.policy.taper.share.citation,),
        remarks=(remark("do-not-stop-suddenly"),),
    )


def about(inquiry: Inquiry, way: Way, told: Told) -> list[Finding]:
    """Say everything there is to say of a plan."""
    plan = both_paces(inquiry, way, told)
    return [
        *_too_coarse(inquiry, way, told),
        *([_held(way, plan)] if way.is_held else []),
        _steps(inquiry, way, told, plan),
    ]


def _too_coarse(inquiry: Inquiry, way: Way, told: Told) -> tuple[Finding, ...]:
    """Say that what was told to be makeable is too coarse, and what was used instead."""
    makeable, places = told.makeable, inquiry.posology.cited("taper_coarsest_unit")
    if makeable is None or usable(inquiry.posology, makeable):
        return ()
    unit = Micrograms(way.drops.unit)
    values: Values = (("told", Micrograms(makeable.not_below(1))), ("unit", unit))
    then = (remark("act-finer-unit"),)
    code = "taper-unit-too-coarse"
    return (Finding(code, Severity.WARNING, Basis.POLICY, values, places, then),)


def _held(way: Way, plan: Schedule) -> Finding:
    """Say that nothing lower can be made, and what would allow it."""
    drops, total = way.drops, way.taking.micrograms_per_day
    lowest = drops.posology.taper_rungs[0]
    finer = goes_beyond(total, lowest)
    values: Values = (
        ("total", total),
        ("unit", Micrograms(drops.unit)),
        ("rung", MicrogramsPerDay(lowest)),
        ("days", Days(plan.days)),
    )
    then = (remark("act-unit-that-allows", unit=Micrograms(gcd(drops.unit, lowest))),)
    return Finding(
        "taper-held" if finer else "taper-held-lowest",
        Severity.INFO,
        Basis.POLICY,
        values,
        drops.citations,
        then if finer else (),
    )


def _steps(inquiry: Inquiry, way: Way, told: Told, plan: Schedule) -> Finding:
    """Say whose steps they are, which pace leads, and what to do when withdrawal appears."""
    printed, bases = way.drops.posology.taper_step, {step.basis for step in plan.steps}
    code = "taper-steps-are-ours" if printed is None else "taper-steps-are-cut"
    if bases == {Basis.LABEL}:
        code = "taper-steps-are-the-labels"
    return Finding(
        code,
        Severity.INFO,
        Basis.POLICY if Basis.POLICY in bases else Basis.LABEL,
        values=(
            ("label", inquiry.label),
            ("days", Days(plan.days)),
            ("step", MicrogramsPerDay(printed or 0)),
        ),
        cited=plan.citations,
        remarks=(
            *_pace(inquiry, told),
            *_longer(inquiry, told, plan),
            *_made(inquiry, way),
            *_order(way, told),
            *_review(inquiry, way, plan),
            remark("taper-if-withdrawal"),
            remark("do-not-stop-suddenly"),
        ),
    )


def _pace(inquiry: Inquiry, told: Told) -> tuple[Remark, ...]:
    pace, code = leading_pace(inquiry, told)
    after = inquiry.policy.taper.long_use_after
    why = remark(code, after.citation, pace=pace.value, after=after.value)
    nephrology = is_avoided(inquiry.kidneys.band)
    return (why, *((remark("taper-agree-with-nephrology"),) if nephrology else ()))


def _longer(inquiry: Inquiry, told: Told, plan: Schedule) -> tuple[Remark, ...]:
    """Say which plan is longer than the label's time, and so is not the label's."""
    length, ours = length_of(inquiry, told.taken_for), inquiry.policy.taper
    of_us = (ours.length.citation, ours.long_use_length.citation)
    plans = (plan, *((plan.beside,) if plan.beside else ()))
    longer = [one.pace.value for one in plans if one.days != length.value]
    if not longer or length.citation in of_us:
        return ()
    values = {"label": inquiry.label, "length": length.value, "paces": " and the ".join(longer)}
    return (remark("taper-longer", length.citation, **values),)


def _made(inquiry: Inquiry, way: Way) -> tuple[Remark, ...]:
    """Say what the doses are made of, as far as a tablet was seen."""
    unit, tablet = Micrograms(way.drops.unit), inquiry.profile.taper.smallest_tablet
    shown = (remark("taper-unit-shown"),) if way.drops.shown else ()
    if not isinstance(tablet, Stated):
        return (remark("taper-in-units", unit=unit), *shown)
    code = {Made.WHOLE: "taper-in-tablets", Made.HALF: "taper-in-halves"}.get(
        made_of(unit, tablet.value), "taper-in-parts"
    )
    return (remark(code, tablet.citation, unit=unit, tablet=tablet.value), *shown)


def _order(way: Way, told: Told) -> tuple[Remark, ...]:
    """Say which of equal administrations is lowered first."""
    if way.taking.times_per_day == 1:
        return ()
    return (remark("taper-order" if told.first is None else "taper-order-asked"),)


def _review(inquiry: Inquiry, way: Way, plan: Schedule) -> tuple[Remark, ...]:
    """Say on which day to look at the rest of the way again."""
    share = inquiry.policy.taper.review_share
    place = review_step(way.taking.micrograms_per_day, way.totals, share.value)
    if place is None:
        return ()
    step = plan.steps[place]
    values = {"day": step.first_day, "total": step.regimen.micrograms_per_day}
    return (remark("taper-review", share.citation, **values),)
