"""What the kidney results of several days say together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from attrs import evolve, frozen

from baclofen_cds import kidney
from baclofen_cds.amounts import NanomolesPerLitre
from baclofen_cds.case.bands import is_fresh, rates_disagree
from baclofen_cds.case.kidney_changes import is_changing, recently_low
from baclofen_cds.case.kidney_rates import Evidence, recorded_clearances
from baclofen_cds.case.kidneys import Measure
from baclofen_cds.filtration import rate_of
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.vocabulary import GFRIndexing

__all__ = ["Rise", "acute_rise", "disagreement", "low_not_undone", "lower_before"]


@frozen
class Rise:
    """Two creatinines that meet the definition of acute kidney injury."""

    before: NanomolesPerLitre
    before_on: dt.date
    after: NanomolesPerLitre
    after_on: dt.date


def acute_rise(patient: Patient, policy: Policy) -> Rise | None:
    """Return the acute rise of creatinine that is not over yet, if there is one."""
    results = [(on.toordinal(), int(level)) for level, on in patient.earlier_nmol_l]
    newest, on = patient.creatinine_nmol_l, patient.serum_creatinine_on
    if newest is not None and on is not None:
        results.append((on.toordinal(), int(newest)))
    rules = policy.acute_kidney_injury
    found = is_changing(
        sorted(results),
        rise=rules.rise.value,
        rise_within=rules.rise_within.value,
        ratio=rules.ratio.value,
        ratio_within=rules.ratio_within.value,
        settled_after=rules.settled_after.value,
    )
    if found is None:
        return None
    (before_on, before), (after_on, after) = found
    day = dt.date.fromordinal
    return Rise(NanomolesPerLitre(before), day(before_on), NanomolesPerLitre(after), day(after_on))


def _dated(seen: Evidence) -> list[Measure]:
    """Return every indexed rate with a day, of every creatinine too, whenever it was."""
    patient = seen.patient
    recorded = [r for r in patient.recorded_gfr if r.indexing is GFRIndexing.INDEXED]
    of_earlier = (_at(seen, level, on) for level, on in patient.earlier_nmol_l)
    return [
        *(m for m in seen.computed if m.on is not None),
        *(Measure(rate_of(r), r.on) for r in recorded),
        *(m for m in of_earlier if m is not None),
    ]


def _at(seen: Evidence, level: NanomolesPerLitre, on: dt.date) -> Measure | None:
    """Return the rate an earlier creatinine would mean today."""
    then = evolve(
        seen.patient,
        serum_creatinine=level,
        serum_creatinine_on=on,
        earlier_creatinine=(),
        confirmed=seen.patient.confirmed | {"serum_creatinine"},
    )
    rate = kidney.estimated(then, seen.equations)
    return None if rate is None else Measure(rate, on)


def low_not_undone(seen: Evidence, policy: Policy, *, by_cystatin: bool) -> Measure | None:
    """Return a low rate of the last weeks that too few newer results undo.

    Where a cystatin C decides, the combined rate stands in place of a low one of the same
    creatinine; where it does not, the combined rate undoes none. Where a clearance gates, one
    on record may be low as well; it undoes no low rate.
    """
    if "creatinine" in seen.patient.confirmed or seen.patient.dialysis.present:
        return None
    dated = [m for m in _dated(seen) if not _set_aside(m, seen, policy, by_cystatin=by_cystatin)]
    day = seen.patient.serum_creatinine_on
    rates = [evolve(m, on=day) if m is seen.by_both else m for m in dated]
    cleared = recorded_clearances(seen.patient) if seen.clearance_needed else []
    clearances = [Measure(rate_of(r), r.on) for r in cleared if not by_cystatin]
    avoided = int(policy.gates.avoid_below.value)
    if not any(m.counted < avoided for m in (*rates, *clearances)):
        return None
    higher = [m for m in rates if not _is_low(m, policy)]
    low = _newest_low(rates, seen, policy)
    return _newest_low([*higher, *clearances], seen, policy) if low is None else low


def _newest_low(measures: Sequence[Measure], seen: Evidence, policy: Policy) -> Measure | None:
    found = recently_low(
        [(_day(m), m.counted) for m in measures],
        today=seen.patient.as_of.toordinal(),
        below=policy.gates.avoid_below.value,
        within=policy.agreement.low_within.value,
        needed=policy.agreement.newer_needed.value,
    )
    return next((m for m in measures if (_day(m), m.counted) == found), None)


def _set_aside(measure: Measure, seen: Evidence, policy: Policy, *, by_cystatin: bool) -> bool:
    if not by_cystatin:
        return measure is seen.by_both and not _is_low(measure, policy)
    return seen.is_of_newest_creatinine(measure) and _is_low(measure, policy)


def _is_low(measure: Measure, policy: Policy) -> bool:
    return measure.counted < policy.gates.avoid_below.value


def _day(measure: Measure) -> int:
    return 0 if measure.on is None else measure.on.toordinal()


def disagreement(
    seen: Evidence, policy: Policy, *, by_cystatin: bool
) -> tuple[Measure, Measure] | None:
    """Return the computed rate and the newest recorded one where they are far apart."""
    computed = seen.by_both if by_cystatin else seen.by_creatinine
    recorded = seen.newest_beside_cystatin if by_cystatin else seen.newest
    if computed is None or not recorded or not _near(computed, recorded[0], policy):
        return None
    return (computed, recorded[0]) if _apart(computed, recorded[0], policy) else None


def _apart(one: Measure, other: Measure, policy: Policy) -> bool:
    rules = policy.agreement
    return rates_disagree(
        one.counted,
        other.counted,
        percent=rules.relative.value,
        absolute=rules.absolute.value,
        agree_from=rules.agree_from.value,
    )


def _near(one: Measure, other: Measure, policy: Policy) -> bool:
    """Whether two samples are of about the same time; an undated one may be."""
    if one.on is None or other.on is None:
        return True
    return is_fresh(abs((one.on - other.on).days), policy.agreement.within.value)


def lower_before(seen: Evidence, counted: Measure | None, policy: Policy) -> Measure | None:
    """Return the lowest earlier rate of the last year that is far below the one that counts.

    It is named where it falls in a lower band.
    """
    if counted is None or counted.on is None:
        return None
    within, edges = policy.agreement.named_within.value, _edges(policy)
    lower = [
        m
        for m in _dated(seen)
        if m.on is not None
        and m.on < counted.on
        and is_fresh((seen.patient.as_of - m.on).days, within)
        and _in_lower_band(m, counted, edges)
        and _apart(m, counted, policy)
    ]
    return min(lower, key=lambda m: m.counted, default=None)


def _edges(policy: Policy) -> tuple[int, ...]:
    gates = policy.gates
    return tuple(g.value for g in (gates.impaired_below, gates.avoid_below, gates.end_stage_below))


def _in_lower_band(one: Measure, other: Measure, edges: tuple[int, ...]) -> bool:
    return any(one.counted < e <= other.counted for e in edges)
