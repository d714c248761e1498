"""What is known of the kidneys on the day of the question.

A stale or recorded rate may add caution; only a fresh rate that nothing contradicts may
permit. Missing is never normal.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum

from attrs import frozen

from baclofen_cds import kidney
from baclofen_cds.amounts import PERCENT, Days
from baclofen_cds.filtration import IndexedGFR, RecordedGFR
from baclofen_cds.knowledge.schema_policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.sources import Stated
from baclofen_cds.vocabulary import Dialysis, GFREquation, GFRIndexing, KidneyState, Setting

__all__ = ["KidneyBand", "Kidneys", "look_at"]


class KidneyBand(Enum):
    """What kidney function means for baclofen, from least to most reason for caution."""

    NOT_IMPAIRED = "not impaired"
    UNKNOWN = "unknown"
    IMPAIRED = "impaired"
    SEVERE = "severe"
    CHANGING = "changing"
    END_STAGE = "end stage"
    DIALYSIS = "dialysis"


AVOID = frozenset(
    {KidneyBand.SEVERE, KidneyBand.CHANGING, KidneyBand.END_STAGE, KidneyBand.DIALYSIS}
)

ADULT_EQUATIONS = frozenset(
    {
        GFREquation.CKD_EPI_2021,
        GFREquation.CKD_EPI_2009,
        GFREquation.MDRD,
        GFREquation.COCKCROFT_GAULT,
    }
)


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


def band_of(  # noqa: PLR0911 - one line for each band
    hundredths: int | None,
    dialysis: Dialysis,
    state: KidneyState,
    *,
    impaired_below: int,
    avoid_below: int,
    end_stage_below: int,
) -> KidneyBand:
    """Place a rate in its band. Dialysis and a changing creatinine come first."""
    if dialysis in (Dialysis.HAEMODIALYSIS, Dialysis.PERITONEAL, Dialysis.CONTINUOUS):
        return KidneyBand.DIALYSIS
    if hundredths is not None and hundredths < end_stage_below:
        return KidneyBand.END_STAGE
    if state is KidneyState.CHANGING:
        return KidneyBand.CHANGING
    if hundredths is None:
        return KidneyBand.UNKNOWN
    if hundredths < avoid_below:
        return KidneyBand.SEVERE
    if hundredths < impaired_below:
        return KidneyBand.IMPAIRED
    return KidneyBand.NOT_IMPAIRED


def longest_fresh(
    age_months: int,
    hundredths: int,
    setting: Setting,
    kidney_medicine: bool,
    policy: Policy,
) -> Stated[Days]:
    """Return how many days old a creatinine may be for a start or increase."""
    fresh, gates = policy.freshness, policy.gates
    if setting is Setting.SUPERVISED_INPATIENT:
        return fresh.creatinine_acute
    if hundredths < gates.avoid_below.value:
        return fresh.creatinine_severe
    watched = age_months >= fresh.older_from.value or hundredths < gates.impaired_below.value
    return fresh.creatinine_watched if watched or kidney_medicine else fresh.creatinine


def rates_disagree(first: int, second: int, *, percent: int, absolute: int) -> bool:
    """Whether two rates differ by more than a share of the higher and an amount."""
    high, low = max(first, second), min(first, second)
    return high - low > absolute and (high - low) * PERCENT > high * percent


def look_at(patient: Patient, setting: Setting, policy: Policy) -> Kidneys:
    """Gather what is known of a patient's kidneys."""
    computed, recorded = _computed(patient), _recorded(patient, policy)
    current = [rate for rate in (computed, recorded) if rate is not None]
    rate, on = min(current, key=lambda pair: pair[0].hundredths, default=(None, None))
    clash = _clash(computed, recorded, policy)
    reservation = _reservation(patient, computed, recorded, policy)
    permitting = [pair for pair in current if reservation is None or pair is computed]
    sure = clash is None and not patient.kidney_values_in_doubt
    fresh = sure and any(_is_fresh(pair, patient, setting, policy) for pair in permitting)
    if fresh or (rate, on) == computed:
        reservation = None
    band = band_of(
        None if rate is None else rate.hundredths,
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


def _steady(patient: Patient) -> bool:
    return not patient.dialysis.present and patient.kidney_state is not KidneyState.CHANGING


def _computed(patient: Patient) -> Dated | None:
    """Compute the rate with the equation for the age, where the patient allows it."""
    rate = kidney.estimated(patient)
    return None if rate is None else (rate, patient.serum_creatinine_on)


def _recorded(patient: Patient, policy: Policy) -> Dated | None:
    """Return the lowest recorded indexed rate that the creatinine does not supersede.

    On dialysis a rate means nothing; with a changing creatinine it can still warn.
    """
    if patient.dialysis.present:
        return None
    usable = [r for r in patient.recorded_gfr if _counts(r, patient, policy)]
    if not usable:
        return None
    newest = max(r.on for r in usable)
    near = [r for r in usable if (newest - r.on).days <= policy.agreement.within.value]
    lowest = min(near, key=lambda r: r.hundredths)
    return IndexedGFR(lowest.hundredths, lowest.equation), lowest.on


def _counts(recorded: RecordedGFR, patient: Patient, policy: Policy) -> bool:
    """Whether a recorded rate has a say.

    One well before the creatinine is history. A lower bound, such as "above 60",
    satisfies the gates below it and says nothing beside a computed rate it agrees with.
    """
    if recorded.indexing is not GFRIndexing.INDEXED:
        return False
    taken_on = patient.serum_creatinine_on
    if taken_on is not None and (taken_on - recorded.on).days > policy.agreement.within.value:
        return False
    if not recorded.lower_bound:
        return True
    computed = _computed(patient)
    if computed is not None:
        return computed[0].hundredths < recorded.hundredths
    return recorded.hundredths >= policy.gates.impaired_below.value


def _clash(
    computed: Dated | None, recorded: Dated | None, policy: Policy
) -> tuple[Dated, Dated] | None:
    """Find a recorded rate that does not fit the creatinine taken near it in time."""
    if computed is None or recorded is None or not _near(computed[1], recorded[1], policy):
        return None
    if rates_disagree(
        computed[0].hundredths,
        recorded[0].hundredths,
        percent=policy.agreement.relative.value,
        absolute=policy.agreement.absolute.value,
    ):
        return computed, recorded
    return None


def _reservation(
    patient: Patient, computed: Dated | None, recorded: Dated | None, policy: Policy
) -> Reservation | None:
    """Say why a recorded rate permits nothing.

    A creatinine that no rate can be computed from does not agree with one by itself.
    """
    if recorded is None:
        return None
    child = patient.age_months < policy.plausibility.adult_from
    if child and recorded[0].equation in ADULT_EQUATIONS:
        return Reservation.ADULT_EQUATION
    unchecked = patient.creatinine_nmol_l is not None and computed is None and _steady(patient)
    beside = _near(patient.serum_creatinine_on, recorded[1], policy)
    return Reservation.UNCHECKED if unchecked and beside else None


def _near(one: dt.date | None, other: dt.date | None, policy: Policy) -> bool:
    """Whether two samples are of about the same time; an undated one may be."""
    if one is None or other is None:
        return True
    return abs((one - other).days) <= policy.agreement.within.value


def _is_fresh(pair: Dated, patient: Patient, setting: Setting, policy: Policy) -> bool:
    rate, on = pair
    days = _days_old(patient.as_of, on)
    return days is not None and days <= _limit(rate, patient, setting, policy).value


def _limit(rate: IndexedGFR, patient: Patient, setting: Setting, policy: Policy) -> Stated[Days]:
    affecting = patient.medicines.any_of(policy.freshness.kidney_affecting.value)
    not_ruled_out = bool(affecting) or not patient.medicines.complete
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
