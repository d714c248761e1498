"""What is known of the kidneys on the day of the question.

The lowest rate that has a say decides, for caution and for permission, as if it stood alone;
a stale one only adds caution. Missing is never normal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from attrs import evolve, frozen

from baclofen_cds import kidney
from baclofen_cds.amounts import Days
from baclofen_cds.case.bands import KidneyBand, band_of, by_clearance, is_avoided
from baclofen_cds.case.kidney_asks import missing_of, undated_of
from baclofen_cds.case.kidney_changes import is_mild_rise
from baclofen_cds.case.kidney_fitness import OF_STARTS, longest, may_permit, why_not
from baclofen_cds.case.kidney_history import Rise, acute_rise, low_not_undone
from baclofen_cds.case.kidney_rates import Evidence, equations_of, gather, is_steady
from baclofen_cds.case.kidneys import Measure, Reservation, counted_as_egfr
from baclofen_cds.filtration import AbsoluteGFR, CreatinineClearance, IndexedGFR
from baclofen_cds.knowledge.schema.label import Profile
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.sources import Stated
from baclofen_cds.vocabulary import KidneyState

__all__ = ["Kidneys", "look_at"]


@frozen(kw_only=True)
class Kidneys:
    """What is known of the kidneys.

    Parameters
    ----------
    band
        The state of the kidneys: the worse of what the lowest rate and, where it gates, the
        lowest clearance say. A rate nobody may rely on places nobody among the unimpaired.
    state
        Whether creatinine is steady: as told, or changing where two results say so.
    measure
        The lowest rate that has a say.
    clearance
        The lowest clearance, where it gates as well.
    by_clearance
        Whether it is the clearance that puts the kidneys in their band.
    by_cystatin
        Whether a fresh cystatin C decides, with the creatinine.
    mild
        Whether only the clearance, beside a better rate, or only two creatinines tell of the
        state, as P6 words it.
    reasons
        Why no start or increase may rest on this, the first to be said first; empty where
        one may.
    limit
        How old a sample may be to permit.
    missing
        Names of what a start would need and is not on record.
    undated
        What has no date and is not among the reasons: it permits nothing, something else may.
    rise
        The acute rise of creatinine that two results tell of.
    low
        A low rate of the last weeks that too few newer results undo; where the kidneys say
        "avoid" without it, it only adds caution and is not named.
    evidence
        Every rate there is.
    """

    band: KidneyBand
    state: KidneyState
    measure: Measure | None
    clearance: Measure | None
    by_clearance: bool
    by_cystatin: bool
    mild: bool
    reasons: tuple[Reservation, ...]
    limit: Stated[Days]
    missing: tuple[str, ...]
    undated: tuple[Reservation, ...]
    rise: Rise | None
    low: Measure | None
    evidence: Evidence

    @property
    def rate(self) -> IndexedGFR | AbsoluteGFR | None:
        """The lowest rate that has a say."""
        rate = None if self.measure is None else self.measure.rate
        return None if isinstance(rate, CreatinineClearance) else rate

    @property
    def measured_on(self) -> dt.date | None:
        """The day of its blood sample; ``None`` when undated."""
        return None if self.measure is None else self.measure.on

    @property
    def clearance_rate(self) -> CreatinineClearance | AbsoluteGFR | None:
        """The lowest clearance, where it gates as well."""
        rate = None if self.clearance is None else self.clearance.rate
        return None if isinstance(rate, IndexedGFR) else rate

    @property
    def deciding_hundredths(self) -> int | None:
        """The number that put the kidneys in their band, in hundredths of mL/min."""
        if self.by_clearance and self.clearance is not None:
            return self.clearance.hundredths
        return None if self.measure is None else self.measure.hundredths


def look_at(patient: Patient, profile: Profile, policy: Policy) -> Kidneys:
    """Gather what is known of a patient's kidneys, and decide what it may be used for."""
    rise = acute_rise(patient, policy)
    seen = gather(_with_state(patient, rise), equations_of(profile, policy), policy)
    alone = _by_cystatin(seen, policy)
    measures = alone or seen.looked_at
    clearances = () if alone else seen.clearances
    band, without = first, _ = _placed(seen, measures, clearances, policy)
    limit = longest(seen.patient, first, policy)
    not_undone = low_not_undone(seen, policy, by_cystatin=bool(alone))
    poor = is_avoided(first)
    low = None if poor else _unless_counted(not_undone, (*measures, *clearances))
    against = _against_rates(seen, measures, limit, low)
    uncleared = _against_clearance(seen, clearances, limit) if not alone else ()
    if against or not_undone is not None:
        more = _not_counted(_beside(seen, by_cystatin=bool(alone)), measures)
        measures = [*measures, *more]
        against = tuple(dict.fromkeys(_true_of(r, measures, seen, limit) for r in against))
        band, without = _placed(seen, measures, clearances, policy) if more else (band, without)
    if band is KidneyBand.NOT_IMPAIRED and not OF_STARTS.issuperset(against):
        band = without = KidneyBand.UNKNOWN
    reasons = _each_once(against, uncleared)
    return Kidneys(
        band=band,
        state=seen.patient.kidney_state,
        measure=_least(measures),
        clearance=_least(clearances),
        by_clearance=by_clearance(band, without),
        by_cystatin=bool(alone),
        mild=_is_mild(patient, seen, band, without, rise, measures, policy),
        reasons=reasons,
        limit=limit,
        missing=missing_of(seen, reasons, measures, first, limit, policy),
        undated=undated_of(seen, clearances, reasons),
        rise=rise,
        low=low,
        evidence=seen,
    )


def _with_state(patient: Patient, rise: Rise | None) -> Patient:
    """Tell of a creatinine that two results say is changing, unless somebody told its state."""
    if rise is None or patient.kidney_state is not KidneyState.UNKNOWN:
        return patient
    return evolve(patient, kidney_state=KidneyState.CHANGING)


def _by_cystatin(seen: Evidence, policy: Policy) -> list[Measure] | None:
    """Return what counts where a cystatin C is fresh: the creatinine alone is then set aside."""
    if seen.by_both is None:
        return None
    measures = [seen.by_both, *seen.newest_beside_cystatin]
    band, _ = _placed(seen, measures, (), policy)
    limit = longest(seen.patient, band, policy)
    return measures if may_permit(seen.by_both, seen.patient, limit) else None


def _beside(seen: Evidence, *, by_cystatin: bool) -> list[Measure]:
    """Return every rate; where a cystatin C decides, none of the same creatinine alone."""
    rates = (*seen.computed, *seen.recorded)
    return [m for m in rates if not (by_cystatin and seen.is_of_newest_creatinine(m))]


def _not_counted(rates: Sequence[Measure], counted: Sequence[Measure]) -> list[Measure]:
    """Return the rates that are not among those that count already."""
    return [rate for rate in rates if not any(rate is one for one in counted)]


def _unless_counted(low: Measure | None, counted: Sequence[Measure]) -> Measure | None:
    """Return a low rate of the last weeks that is not undone, but for one that counts anyway."""
    return None if low is None or low.rate in [m.rate for m in counted] else low


def _placed(
    seen: Evidence, measures: Sequence[Measure], clearances: Sequence[Measure], policy: Policy
) -> tuple[KidneyBand, KidneyBand]:
    """Return the band of the lowest rate and clearance, and what it were without the latter."""
    gates, clearance = policy.gates, _least(clearances)
    place = partial(
        band_of,
        _warning(seen, measures),
        seen.patient.dialysis,
        seen.patient.kidney_state,
        impaired_below=gates.impaired_below.value,
        avoid_below=gates.avoid_below.value,
        end_stage_below=gates.end_stage_below.value,
        clearance_impaired_below=gates.clearance_impaired_below.value,
        clearance_avoid_below=gates.clearance_avoid_below.value,
    )
    without = place(clearance=None)
    return (without if clearance is None else place(clearance=clearance.rate.hundredths)), without


def _warning(seen: Evidence, measures: Sequence[Measure]) -> int | None:
    """Return the lowest rate that can add caution, in hundredths.

    A changing creatinine gives no rate; what it would mean if it were steady still warns.
    """
    changing = seen.patient.kidney_state is KidneyState.CHANGING
    steady = kidney.if_steady(seen.patient, seen.equations) if changing else ()
    rates = [m.counted for m in measures] + [int(counted_as_egfr(rate)) for rate in steady]
    return min(rates, default=None)


def _least(measures: Sequence[Measure]) -> Measure | None:
    return min(measures, key=lambda m: m.counted, default=None)


def _against_rates(
    seen: Evidence, measures: Sequence[Measure], limit: Stated[Days], low: Measure | None
) -> tuple[Reservation, ...]:
    """Say why the rates permit nothing; empty where one of them may."""
    found = []
    if seen.patient.kidney_values_in_doubt:
        found.append(Reservation.IN_DOUBT)
    if low is not None:
        found.append(Reservation.RECENTLY_LOW)
    may = any(may_permit(m, seen.patient, limit) for m in measures)
    if may:
        return tuple(found)
    return (*found, why_not(_least(measures), seen.patient, limit))


def _true_of(
    reason: Reservation, measures: Sequence[Measure], seen: Evidence, limit: Stated[Days]
) -> Reservation:
    """Return why the lowest rate of any time, which is the one that is told, permits nothing."""
    least = _least(measures)
    if reason in (Reservation.IN_DOUBT, Reservation.RECENTLY_LOW) or least is None:
        return reason
    may = may_permit(least, seen.patient, limit)
    return reason if may else why_not(least, seen.patient, limit)


def _against_clearance(
    seen: Evidence, clearances: Sequence[Measure], limit: Stated[Days]
) -> tuple[Reservation, ...]:
    """Say why no clearance permits where one is needed; empty where one does."""
    may = any(may_permit(m, seen.patient, limit) for m in clearances)
    if not seen.clearance_needed or not is_steady(seen.patient) or may:
        return ()
    least = _least(clearances)
    if least is None:
        return (Reservation.NO_CLEARANCE,)
    why = why_not(least, seen.patient, limit)
    return (Reservation.CLEARANCE_STALE if why is Reservation.STALE else why,)


def _each_once(
    against: tuple[Reservation, ...], uncleared: tuple[Reservation, ...]
) -> tuple[Reservation, ...]:
    """Join the reasons; one new sample answers an old rate and an old clearance alike."""
    said = dict.fromkeys((*against, *uncleared))
    if Reservation.STALE in said:
        said.pop(Reservation.CLEARANCE_STALE, None)
    return tuple(said)


def _is_mild(
    patient: Patient,
    seen: Evidence,
    band: KidneyBand,
    without: KidneyBand,
    rise: Rise | None,
    measures: Sequence[Measure],
    policy: Policy,
) -> bool:
    """Whether a severe state is the clearance's alone, or a change two mild results' alone."""
    if band is KidneyBand.SEVERE:
        return bool(measures) and by_clearance(band, without)
    if rise is None or patient.kidney_state is not KidneyState.UNKNOWN:
        return False
    rules, rate = policy.acute_kidney_injury, _warning(seen, measures)
    below, rate_from = rules.mild_below.value, rules.mild_from.value
    return is_mild_rise(rise.before, rise.after, rate, below=below, rate_from=rate_from)
