"""The same decisions in pint arithmetic, written plainly: an oracle, and what we are faster than.

Every unit and every limit is made once, as a careful user of pint would, and quantities are
compared with quantities. The numbers are those of the fact sheets and of the policy (P1, P2,
P4, P6, P7), written out again for adults under the six labels, and how near in time two
samples have to be is on the page about withheld answers. Nothing of the library's rules is
imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Any, NamedTuple

import baclofen_cds as bc

u = bc.ureg
MG_DL, MG_DAY, RATE, DAY = u.mg / u.dL, u.mg / u.day, u.mL / u.min, 1 * u.day
MOLAR, PER_MG_DL = u.umol / u.L, 88.4 * (u.umol / u.L) / (u.mg / u.dL)
KAPPA = {bc.Sex.FEMALE: 0.7 * MG_DL, bc.Sex.MALE: 0.9 * MG_DL}
ON_DIALYSIS = {bc.Dialysis.HAEMODIALYSIS, bc.Dialysis.PERITONEAL, bc.Dialysis.CONTINUOUS}

OLDER = 65 * u.year
IMPAIRED, SEVERE, END_STAGE = 60 * RATE, 30 * RATE, 15 * RATE
HIGH, HIGH_ON_DIALYSIS = 20 * MG_DAY, 5 * MG_DAY
FRESH_INPATIENT, FRESH_SEVERE = 3 * u.day, 30 * u.day
FRESH_WATCHED, FRESH = 90 * u.day, 365 * u.day
NEAR, APART = 30 * u.day, 10 * RATE
APART_SHARE = 0.25  # of the lower rate: the policy's cautious reading


@dataclass(frozen=True)
class Label:
    """What a label states for adults."""

    usual: Any
    maximum: Any = None
    supervised_from: Any = None
    supervised: Any = None
    open_above: bool = False
    named: Any = None


LABELS = {
    "us-spasticity": Label(usual=80 * MG_DAY, maximum=80 * MG_DAY, named=20 * u.mg),
    "ca-spasticity": Label(usual=80 * MG_DAY, maximum=80 * MG_DAY, named=20 * u.mg),
    "uk-spasticity": Label(usual=60 * MG_DAY, maximum=100 * MG_DAY, open_above=True),
    "de-spasticity": Label(usual=75 * MG_DAY, maximum=75 * MG_DAY, supervised=120 * MG_DAY),
    "fr-spasticity": Label(
        usual=80 * MG_DAY, supervised_from=100 * MG_DAY, supervised=120 * MG_DAY
    ),
    "ch-spasticity": Label(
        usual=80 * MG_DAY, supervised_from=100 * MG_DAY, supervised=120 * MG_DAY
    ),
}


@dataclass(frozen=True)
class Asked:
    """An adult who takes baclofen; the recorded rates are indexed and of CKD-EPI 2021."""

    age: Any
    sex: bc.Sex
    creatinine: Any
    days_old: Any
    recorded: tuple[tuple[Any, Any], ...]
    dialysis: bc.Dialysis
    kidney_state: bc.KidneyState
    kidney_affecting: bool
    medicines_complete: bool
    setting: bc.Setting
    doses: list[Any]


class Sample(NamedTuple):
    """A rate, and how old the sample is that it was computed from."""

    rate: Any
    days_old: Any


class Kidneys(NamedTuple):
    """What is known of the kidneys: the rate used, and whether anything may rest on it."""

    used: Sample | None
    fresh: bool
    limit: Any
    disagree: bool


NOTHING = Kidneys(None, fresh=False, limit=None, disagree=False)


def assess(label: str, asked: Asked) -> dict[str, Any]:
    """Decide what :func:`baclofen_cds.assess` decides for an adult who takes baclofen."""
    limits = LABELS[label]
    total = sum(asked.doses[1:], asked.doses[0]) / DAY
    kidneys = kidneys_of(asked)
    placed = band(asked, kidneys)
    return {
        "verdict": verdict(limits, total),
        "exceeded": exceeded(limits, total, max(asked.doses)),
        "band": placed,
        "rate": None if kidneys.used is None else hundredths(kidneys.used.rate),
        "fresh": kidneys.fresh,
        "limit_days": None if kidneys.limit is None else kidneys.limit.m_as(u.day),
        "disagree": kidneys.disagree,
        "older": bool(asked.age >= OLDER),
        "kidney_severity": severity(placed, total),
    }


def verdict(limits: Label, total: Any) -> str | None:
    """Place a day's total; what only a hospital may give needs supervision."""
    if limits.maximum is None and limits.supervised_from is None:
        return None
    if limits.supervised is not None and total > limits.supervised:
        return "ABOVE_MAXIMUM"
    if limits.maximum is not None and total > limits.maximum:
        in_hospital = limits.supervised is not None or limits.open_above
        return "NEEDS_SUPERVISION" if in_hospital else "ABOVE_MAXIMUM"
    if limits.supervised_from is not None and total >= limits.supervised_from:
        return "NEEDS_SUPERVISION"
    return "ABOVE_USUAL_RANGE" if total > limits.usual else "WITHIN"


def exceeded(limits: Label, total: Any, largest: Any) -> dict[str, bool]:
    """Hold a day, and its largest administration, against each limit the label states."""
    found = {"USUAL": bool(total > limits.usual)}
    if limits.maximum is not None:
        found["MAXIMUM"] = bool(total > limits.maximum)
    if limits.supervised_from is not None:
        found["SUPERVISED_FROM"] = bool(total >= limits.supervised_from)
    if limits.supervised is not None:
        found["SUPERVISED_MAXIMUM"] = bool(total > limits.supervised)
    if limits.named is not None:
        found["NAMED_ADMINISTRATION"] = bool(largest > limits.named)
    return found


def hundredths(rate: Any) -> int:
    """Count a rate in hundredths, rounded down."""
    return floor(round(rate.m_as(RATE) * 100, 6))


def ckd_epi(creatinine: Any, age: Any, sex: bc.Sex) -> float:
    """CKD-EPI 2021."""
    female = sex is bc.Sex.FEMALE
    share = (creatinine / KAPPA[sex]).m_as("dimensionless")
    alpha = -0.241 if female else -0.302
    value = 142 * min(share, 1) ** alpha * max(share, 1) ** -1.2 * 0.9938 ** age.m_as("year")
    return value * 1.012 if female else value


def egfrs(asked: Asked) -> list[Any]:
    """Compute the rate, down to its hundredths; of an unknown sex that of either."""
    creatinine = asked.creatinine
    if creatinine.is_compatible_with(MOLAR):
        creatinine = creatinine / PER_MG_DL
    sexes = KAPPA if asked.sex is bc.Sex.UNKNOWN else (asked.sex,)
    return [floor(ckd_epi(creatinine, asked.age, sex) * 100) / 100 * RATE for sex in sexes]


def egfr(asked: Asked) -> Any:
    """Compute the rate; of an unknown sex the lower one counts."""
    return min(egfrs(asked))


def recorded(asked: Asked) -> list[Sample]:
    """Return the recorded rates that no newer creatinine supersedes, the oldest first.

    Of two that are equal the older one counts: a lower rate never permits more (DESIGN, 7).
    """
    found, ours = samples_of(asked), computed(asked)
    if ours is not None and ours.days_old is not None:
        found = [sample for sample in found if sample.days_old <= ours.days_old + NEAR]
    return sorted(found, key=lambda sample: sample.days_old, reverse=True)


def of_the_newest(samples: list[Sample]) -> list[Sample]:
    """Return the recorded rates of about the newest one's time."""
    newest = min((sample.days_old for sample in samples), default=None)
    return [sample for sample in samples if sample.days_old <= newest + NEAR]


def samples_of(asked: Asked) -> list[Sample]:
    """Return every recorded rate with its age."""
    return [Sample(rate, days_old) for rate, days_old in asked.recorded]


def beside(computed: Sample, asked: Asked) -> list[Sample]:
    """Return what may contradict the creatinine: near it; undated, what has a say by itself."""
    if computed.days_old is None:
        return samples_of(asked)
    return [s for s in samples_of(asked) if abs(computed.days_old - s.days_old) <= NEAR]


def contradict(asked: Asked, other: Sample) -> bool:
    """Tell whether the creatinine's rate, of either sex if unknown, is too far from another."""
    for rate in egfrs(asked):
        apart = round(abs(rate - other.rate), 6)
        if apart > APART and apart > APART_SHARE * min(rate, other.rate):
            return True
    return False


def freshness(rate: Any, asked: Asked) -> Any:
    """Return how old the sample of this rate may be."""
    if asked.setting is bc.Setting.SUPERVISED_INPATIENT:
        return FRESH_INPATIENT
    if rate < SEVERE:
        return FRESH_SEVERE
    ruled_out = asked.medicines_complete and not asked.kidney_affecting
    return FRESH if asked.age < OLDER and rate >= IMPAIRED and ruled_out else FRESH_WATCHED


def is_fresh(sample: Sample, asked: Asked) -> bool:
    """Tell whether a sample is young enough; an undated one never is."""
    return sample.days_old is not None and bool(sample.days_old <= freshness(sample.rate, asked))


def computed(asked: Asked) -> Sample | None:
    """Compute the rate where an equation holds: not while creatinine is changing."""
    if asked.creatinine is None or asked.kidney_state is bc.KidneyState.CHANGING:
        return None
    return Sample(egfr(asked), asked.days_old)


def lowest(samples: list[Sample]) -> Sample:
    """Return the sample with the lowest rate."""
    return min(samples, key=lambda sample: sample.rate)


def kidneys_of(asked: Asked) -> Kidneys:
    """Choose the rate: the lower of the computed one and the lowest recent one.

    Where nothing may be permitted, the lowest recorded one of any time.
    """
    if asked.dialysis in ON_DIALYSIS:
        return NOTHING
    ours, others = computed(asked), recorded(asked)
    recent = of_the_newest(others)
    samples = [lowest(recent)] if recent else []
    samples += [] if ours is None else [ours]
    if not samples:
        return NOTHING
    disagree = ours is not None and any(contradict(asked, one) for one in beside(ours, asked))
    fresh = not disagree and any(is_fresh(sample, asked) for sample in samples)
    used = lowest(samples if fresh else samples + others)
    return Kidneys(used, fresh, freshness(used.rate, asked), disagree)


def band(asked: Asked, kidneys: Kidneys) -> str:
    """Place the kidneys; a rate that is too old or contradicted warns, and permits nothing."""
    if asked.dialysis in ON_DIALYSIS:
        return "DIALYSIS"
    rate = None if kidneys.used is None else kidneys.used.rate
    if rate is not None and rate < END_STAGE:
        return "END_STAGE"
    if asked.kidney_state is bc.KidneyState.CHANGING:
        return changing(asked)
    if rate is None:
        return "UNKNOWN"
    if rate < IMPAIRED:
        return "SEVERE" if rate < SEVERE else "IMPAIRED"
    return "NOT_IMPAIRED" if kidneys.fresh else "UNKNOWN"


def changing(asked: Asked) -> str:
    """Take what the creatinine would mean if it were steady for a warning only."""
    at_end = asked.creatinine is not None and egfr(asked) < END_STAGE
    return "END_STAGE" if at_end else "CHANGING"


def severity(placed: str, total: Any) -> str | None:
    """Say how much attention the day's total asks for with these kidneys."""
    if placed in {"NOT_IMPAIRED", "UNKNOWN"}:
        return None
    high = bool(total >= HIGH)
    if placed == "IMPAIRED":
        return "WARNING" if high else "INFO"
    if placed in {"DIALYSIS", "END_STAGE"}:
        high = bool(total >= HIGH_ON_DIALYSIS)
    return "CRITICAL" if high else "WARNING"
