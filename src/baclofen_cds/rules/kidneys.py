"""What is known of the kidneys on the day of the question.

A stale or recorded rate may add caution; only a fresh rate that nothing contradicts may
permit. Missing is never normal.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum

from attrs import evolve, frozen

from baclofen_cds import kidney
from baclofen_cds.amounts import Days
from baclofen_cds.deciding.kidneys import (
    KidneyBand,
    Watch,
    band_of,
    bound_counts,
    for_adults,
    is_fresh,
    rates_disagree,
    watch_of,
)
from baclofen_cds.deciding.limits import is_below, lowest
from baclofen_cds.filtration import IndexedGFR, RecordedGFR
from baclofen_cds.knowledge.schema_policy import Policy
from baclofen_cds.medicines import belonging
from baclofen_cds.patient import Patient
from baclofen_cds.sources import Stated
from baclofen_cds.vocabulary import GFREquation, GFRIndexing, KidneyState, Setting, Sex

__all__ = ["Kidneys", "look_at"]


_EQUATIONS = (GFREquation.CKD_EPI_2021,)


class Reservation(Enum):
    """Why a recorded rate, however fresh, permits nothing; it may still warn."""

    ADULT_EQUATION = "an adult equation, used on a child"
    UNCHECKED = "a creatinine beside it that no rate could be computed from"


Dated = tuple[IndexedGFR, dt.date | None]
"""A rate with the day of its blood sample."""


@frozen
class Kidneys:
    """What is known of the kidneys.

    Parameters
    ----------
    band
        The band the lowest current rate falls in. A rate too old to rely on places
        nobody among the unimpaired.
    rate
        That rate.
    measured_on
        The day of its blood sample; ``None`` when undated.
    fresh
        Whether a fresh rate is known that nothing contradicts.
    days_old
        How old the blood sample is, when that is known.
    limit
        How many days old it might be to permit a start, and by which rule.
    disagree
        A computed and a recorded rate that cannot both be right.
    missing
        Names of what a start would need and is not on record.
    reservation
        Why the lowest rate permits nothing, where its age is not the reason.
    """

    band: KidneyBand
    rate: IndexedGFR | None = None
    measured_on: dt.date | None = None
    fresh: bool = False
    days_old: int | None = None
    limit: Stated[Days] | None = None
    disagree: tuple[Dated, Dated] | None = None
    missing: tuple[str, ...] = ()
    reservation: Reservation | None = None


def longest_fresh(
    age_months: int,
    hundredths: int,
    setting: Setting,
    kidney_medicine: bool,
    policy: Policy,
) -> Stated[Days]:
    """Return how many days old a creatinine may be for a start or increase."""
    fresh, gates = policy.freshness, policy.gates
    watch = watch_of(
        age_months,
        hundredths,
        acute=setting is Setting.SUPERVISED_INPATIENT,
        kidney_medicine=kidney_medicine,
        older_from=fresh.older_from.value,
        impaired_below=gates.impaired_below.value,
        avoid_below=gates.avoid_below.value,
    )
    if watch is Watch.ACUTE:
        return fresh.creatinine_acute
    if watch is Watch.SEVERE:
        return fresh.creatinine_severe
    return fresh.creatinine_watched if watch is Watch.WATCHED else fresh.creatinine


def look_at(patient: Patient, setting: Setting, policy: Policy) -> Kidneys:
    """Gather what is known of a patient's kidneys.

    What may permit is the creatinine's rate and the lowest recorded one of the newest
    one's time. Where nothing permits, the lowest rate of any time gives the caution.
    """
    computed, recorded = _computed(patient), _recorded(patient, policy)
    recent = _of_the_newest(recorded, policy)
    permitting = [pair for pair in (computed, *recent[:1]) if pair is not None]
    clash = _clash(patient, computed, recorded, policy)
    reservation = _reservation(patient, computed, recent, policy)
    sure = clash is None and not patient.kidney_values_in_doubt
    fresh = sure and any(
        _is_fresh(pair, patient, setting, policy)
        for pair in permitting
        if reservation is None or pair is computed
    )
    current = permitting if fresh else [*permitting, *recorded[:1]]
    least = lowest([rate.hundredths for rate, _ in current])
    rate, on = current[least] if current else (None, None)
    if fresh or (rate, on) == computed:
        reservation = None
    band = band_of(
        _for_caution(patient, rate),
        patient.dialysis,
        patient.kidney_state,
        impaired_below=policy.gates.impaired_below.value,
        avoid_below=policy.gates.avoid_below.value,
        end_stage_below=policy.gates.end_stage_below.value,
    )
    if band is KidneyBand.NOT_IMPAIRED and not fresh:
        band = KidneyBand.UNKNOWN
    return Kidneys(
        band=band,
        rate=rate,
        measured_on=on,
        fresh=fresh,
        days_old=_days_old(patient.as_of, on),
        limit=None if rate is None else _limit(rate, patient, setting, policy),
        disagree=clash,
        missing=() if fresh else _missing(patient, rate, on, reservation, sure=sure),
        reservation=reservation,
    )


def _for_caution(patient: Patient, rate: IndexedGFR | None) -> int | None:
    """Return the lowest rate that can add caution, in hundredths.

    A changing creatinine gives no rate; what it would mean if it were steady still warns.
    """
    changing = patient.kidney_state is KidneyState.CHANGING
    warning = kidney.if_steady(patient, _EQUATIONS) if changing else None
    rates = [one.hundredths for one in (rate, warning) if one is not None]
    return rates[lowest(rates)] if rates else None


def _steady(patient: Patient) -> bool:
    return not patient.dialysis.present and patient.kidney_state is not KidneyState.CHANGING


def _computed(patient: Patient) -> Dated | None:
    """Compute the rate with the equation for the age, where the patient allows it."""
    rate = kidney.estimated(patient, _EQUATIONS)
    return None if rate is None else (rate, patient.serum_creatinine_on)


def _recorded(patient: Patient, policy: Policy) -> list[Dated]:
    """Return the recorded indexed rates that have a say, the lowest first.

    On dialysis a rate means nothing; with a changing creatinine it can still warn.
    """
    if patient.dialysis.present or not patient.recorded_gfr:
        return []
    usable = [r for r in patient.recorded_gfr if _counts(r, patient, policy)]
    ranked = sorted(usable, key=lambda r: r.hundredths)
    return [(IndexedGFR(r.hundredths, r.equation), r.on) for r in ranked]


def _of_the_newest(recorded: list[Dated], policy: Policy) -> list[Dated]:
    """Return the recorded rates that are of about the newest one's time, the lowest first."""
    newest = max((on for _, on in recorded if on is not None), default=None)
    return [pair for pair in recorded if _near(pair[1], newest, policy)]


def _counts(recorded: RecordedGFR, patient: Patient, policy: Policy) -> bool:
    """Whether a recorded rate has a say.

    One well before a creatinine that gives a rate is history. A lower bound, such as
    "above 60", satisfies the gates below it and says nothing beside a computed rate of its
    time that it agrees with.
    """
    if recorded.indexing is not GFRIndexing.INDEXED:
        return False
    computed, within = _computed(patient), policy.agreement.within.value
    taken_on = None if computed is None else computed[1]
    if taken_on is not None and not is_fresh((taken_on - recorded.on).days, within):
        return False
    if not recorded.lower_bound:
        return True
    beside = computed is not None and _near(taken_on, recorded.on, policy)
    return bound_counts(
        recorded.hundredths,
        computed[0].hundredths if computed is not None and beside else None,
        impaired_below=policy.gates.impaired_below.value,
    )


def _clash(
    patient: Patient, computed: Dated | None, recorded: list[Dated], policy: Policy
) -> tuple[Dated, Dated] | None:
    """Find a recorded rate that does not fit the creatinine taken near it in time.

    Any of them counts: one that fits beside it does not make the other right. An undated
    creatinine may be of any one's time, and where the sex is unknown a rate has to fit both.
    """
    if computed is None or not recorded:
        return None
    rules, rates = policy.agreement, _of_each_sex(patient, computed[0])
    for pair in recorded:
        if _near(computed[1], pair[1], policy) and any(
            rates_disagree(
                rate.hundredths,
                pair[0].hundredths,
                percent=rules.relative.value,
                absolute=rules.absolute.value,
            )
            for rate in rates
        ):
            return computed, pair
    return None


def _of_each_sex(patient: Patient, computed: IndexedGFR) -> list[IndexedGFR]:
    """Return the computed rate; where the sex is unknown, that of either sex."""
    if patient.sex is not Sex.UNKNOWN:
        return [computed]
    either = (
        kidney.estimated(evolve(patient, sex=sex), _EQUATIONS) for sex in (Sex.FEMALE, Sex.MALE)
    )
    return [rate for rate in either if rate is not None]


def _reservation(
    patient: Patient, computed: Dated | None, recent: list[Dated], policy: Policy
) -> Reservation | None:
    """Say why the recorded rates permit nothing.

    A creatinine that no rate can be computed from does not agree with one by itself.
    """
    if not recent:
        return None
    child = is_below(patient.age_months, policy.plausibility.adult_from)
    if child and any(for_adults(rate.equation) for rate, _ in recent):
        return Reservation.ADULT_EQUATION
    unchecked = patient.creatinine_nmol_l is not None and computed is None and _steady(patient)
    return Reservation.UNCHECKED if unchecked else None


def _near(one: dt.date | None, other: dt.date | None, policy: Policy) -> bool:
    """Whether two samples are of about the same time; an undated one may be."""
    if one is None or other is None:
        return True
    return is_fresh(abs((one - other).days), policy.agreement.within.value)


def _is_fresh(pair: Dated, patient: Patient, setting: Setting, policy: Policy) -> bool:
    rate, on = pair
    longest = _limit(rate, patient, setting, policy).value
    return is_fresh(_days_old(patient.as_of, on), longest)


def _limit(rate: IndexedGFR, patient: Patient, setting: Setting, policy: Policy) -> Stated[Days]:
    medicines = patient.medicines
    affecting = belonging(medicines, policy.freshness.kidney_affecting.value)
    not_ruled_out = bool(affecting) or not medicines.complete
    return longest_fresh(patient.age_months, rate.hundredths, setting, not_ruled_out, policy)


def _days_old(as_of: dt.date, on: dt.date | None) -> int | None:
    return None if on is None else (as_of - on).days


def _missing(
    patient: Patient,
    rate: IndexedGFR | None,
    on: dt.date | None,
    reservation: Reservation | None,
    *,
    sure: bool,
) -> tuple[str, ...]:
    if not _steady(patient):
        return ()
    if rate is not None and not sure:
        return ("kidney_function",)
    if rate is not None and reservation is None:
        return ("creatinine_date",) if on is None else ("fresh_creatinine",)
    if patient.creatinine_nmol_l is None:
        return ("serum_creatinine",)
    if kidney.needs_height(patient):
        return ("height",)
    return ("recorded_gfr",) if rate is None else ("kidney_function",)
