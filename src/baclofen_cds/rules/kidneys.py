"""What is known of the kidneys on the day of the question.

A stale or recorded rate may add caution; only a fresh rate that nothing contradicts may
permit. Missing is never normal.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum

from attrs import frozen

from baclofen_cds import kidney
from baclofen_cds.filtration import IndexedGFR
from baclofen_cds.knowledge.schema_policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.vocabulary import Dialysis, GFRIndexing, KidneyState, Setting

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


@frozen
class Kidneys:
    """What is known of the kidneys.

    Parameters
    ----------
    band
        The band the lowest known rate falls in, whatever its age.
    rate
        That rate.
    measured_on
        The day of its blood sample; ``None`` when undated.
    fresh
        Whether a fresh rate is known that nothing contradicts.
    stale_days
        How old the creatinine is, when it is too old to permit a start.
    undated
        Whether a creatinine is known without its date.
    disagree
        A recorded rate and a computed one that cannot both be right.
    missing
        Names of what would be needed and is not on record.
    """

    band: KidneyBand
    rate: IndexedGFR | None = None
    measured_on: dt.date | None = None
    fresh: bool = False
    stale_days: int | None = None
    undated: bool = False
    disagree: tuple[IndexedGFR, IndexedGFR] | None = None
    missing: tuple[str, ...] = ()


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
) -> int:
    """Return how many days old a creatinine may be for a start or increase."""
    fresh, gates = policy.freshness, policy.gates
    if setting is Setting.SUPERVISED_INPATIENT:
        return fresh.creatinine_acute.value
    if hundredths < gates.avoid_below.value:
        return fresh.creatinine_severe.value
    watched = age_months >= fresh.older_from.value or hundredths < gates.impaired_below.value
    if watched or kidney_medicine:
        return fresh.creatinine_watched.value
    return fresh.creatinine.value


def rates_disagree(first: int, second: int, *, percent: int, absolute: int) -> bool:
    """Whether two rates differ by more than a share of the higher and an amount."""
    high, low = max(first, second), min(first, second)
    return high - low > absolute and (high - low) * 100 > high * percent


def look_at(patient: Patient, setting: Setting, policy: Policy) -> Kidneys:
    """Gather what is known of a patient's kidneys."""
    gates = policy.gates
    computed = _computed(patient)
    recorded = _recorded(patient, gates.impaired_below.value)
    known = [rate for rate in (computed, recorded) if rate is not None]
    lowest = min(known, key=lambda pair: pair[0].hundredths, default=None)
    rate, on = lowest or (None, None)
    band = band_of(
        None if rate is None else rate.hundredths,
        patient.dialysis,
        patient.kidney_state,
        impaired_below=gates.impaired_below.value,
        avoid_below=gates.avoid_below.value,
        end_stage_below=gates.end_stage_below.value,
    )
    days = _days_old(patient.as_of, on)
    clash = _clash(computed, recorded, policy)
    is_fresh = (
        rate is not None
        and days is not None
        and clash is None
        and days <= _limit(patient, rate.hundredths, setting, policy)
    )
    return Kidneys(
        band=band,
        rate=rate,
        measured_on=on,
        fresh=is_fresh,
        stale_days=days if rate is not None and not is_fresh and clash is None else None,
        undated=rate is not None and on is None,
        disagree=clash,
        missing=_missing(patient, rate),
    )


_Dated = tuple[IndexedGFR, dt.date | None]


def _computed(patient: Patient) -> _Dated | None:
    """Compute the rate with the equation for the age, where the patient allows it."""
    steady = not patient.dialysis.present and patient.kidney_state is not KidneyState.CHANGING
    if not steady or patient.creatinine_nmol_l is None or patient.age_years < 1:
        return None
    if patient.age_years >= 18:
        return kidney.ckd_epi_2021(patient), patient.serum_creatinine_on
    if patient.height_millimetres is None:
        return None
    return kidney.ckid_u25(patient), patient.serum_creatinine_on


def _recorded(patient: Patient, gate: int) -> _Dated | None:
    """Return the latest recorded indexed rate; a lower bound counts only up to the gate."""
    if patient.dialysis.present or patient.kidney_state is KidneyState.CHANGING:
        return None
    indexed = [r for r in patient.recorded_gfr if r.indexing is GFRIndexing.INDEXED]
    usable = [r for r in indexed if not (r.lower_bound and r.hundredths < gate)]
    if not usable:
        return None
    latest = max(usable, key=lambda r: (r.on, -r.hundredths))
    return IndexedGFR(latest.hundredths, latest.equation), latest.on


def _clash(
    computed: _Dated | None, recorded: _Dated | None, policy: Policy
) -> tuple[IndexedGFR, IndexedGFR] | None:
    """Find a recorded rate that cannot belong to the recorded creatinine."""
    if computed is None or recorded is None or computed[1] != recorded[1]:
        return None
    if rates_disagree(
        computed[0].hundredths,
        recorded[0].hundredths,
        percent=policy.agreement.relative.value,
        absolute=policy.agreement.absolute.value,
    ):
        return computed[0], recorded[0]
    return None


def _limit(patient: Patient, hundredths: int, setting: Setting, policy: Policy) -> int:
    affecting = patient.medicines.any_of(policy.freshness.kidney_affecting.value)
    not_ruled_out = bool(affecting) or not patient.medicines.complete
    return longest_fresh(patient.age_months, hundredths, setting, not_ruled_out, policy)


def _days_old(as_of: dt.date, on: dt.date | None) -> int | None:
    return None if on is None else (as_of - on).days


def _missing(patient: Patient, rate: IndexedGFR | None) -> tuple[str, ...]:
    if rate is not None or patient.dialysis.present:
        return ()
    if patient.creatinine_nmol_l is None:
        return ("serum_creatinine",)
    if patient.age_years < 18 and patient.height_millimetres is None:
        return ("height",)
    return ("kidney_function",)
