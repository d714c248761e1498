"""The same decisions in pint arithmetic, written plainly: an oracle, and what we are faster than.

Every unit and every limit is made once, as a careful user of pint would, and quantities are
compared with quantities. The numbers are those of the fact sheets and of the policy (P1, P2,
P4, P6, P7), written out again for adults of unknown height under the six labels, and how near
in time two samples have to be is on the page about withheld answers. Nothing of the library's
rules is imported.
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

OLDER, BY_CLEARANCE_TOO = 65 * u.year, 75 * u.year
IMPAIRED, SEVERE, END_STAGE = 60 * RATE, 30 * RATE, 15 * RATE
CLEARANCE_IMPAIRED = 50 * RATE
AVOID = {"SEVERE", "CHANGING", "END_STAGE", "DIALYSIS"}
HIGH, HIGH_WHEN_GRAVE = 20 * MG_DAY, 5 * MG_DAY
FRESH_ACUTE, FRESH_SEVERE = 3 * u.day, 30 * u.day
FRESH_WATCHED, FRESH = 90 * u.day, 365 * u.day
NEAR, APART, LOW_WITHIN = 30 * u.day, 10 * RATE, 90 * u.day
APART_SHARE = 0.25  # of the lower rate: the policy's cautious reading


class Equation(NamedTuple):
    """A creatinine equation: its factors, and its exponents below and above κ."""

    factor: float
    below: dict[bc.Sex, float]
    above: float
    yearly: float
    female: float


CKD_EPI_2021 = Equation(142, {bc.Sex.FEMALE: -0.241, bc.Sex.MALE: -0.302}, -1.2, 0.9938, 1.012)
CKD_EPI_2009 = Equation(141, {bc.Sex.FEMALE: -0.329, bc.Sex.MALE: -0.411}, -1.209, 0.993, 1.018)


@dataclass(frozen=True)
class Label:
    """What a label states for adults, and the equation of its country's laboratories."""

    usual: Any
    equations: tuple[Equation, ...] = (CKD_EPI_2009,)
    maximum: Any = None
    supervised_from: Any = None
    supervised: Any = None
    open_above: bool = False
    named: Any = None


LABELS = {
    "us-spasticity": Label(
        usual=80 * MG_DAY, maximum=80 * MG_DAY, named=20 * u.mg, equations=(CKD_EPI_2021,)
    ),
    "ca-spasticity": Label(
        usual=80 * MG_DAY,
        maximum=80 * MG_DAY,
        named=20 * u.mg,
        equations=(CKD_EPI_2009, CKD_EPI_2021),
    ),
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
    weight: Any
    acutely_ill: bool | None
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
    """What is known of the kidneys: what is used, and whether a start may rest on it."""

    used: Sample | None
    clearance: Any
    fresh: bool
    permits: bool
    limit: Any
    disagree: bool


NOTHING = Kidneys(None, None, fresh=False, permits=False, limit=None, disagree=False)


def assess(label: str, asked: Asked) -> dict[str, Any]:
    """Decide what :func:`baclofen_cds.assess` decides for an adult who takes baclofen."""
    limits = LABELS[label]
    total = sum(asked.doses[1:], asked.doses[0]) / DAY
    kidneys = kidneys_of(limits, asked)
    placed = band(limits, asked, kidneys)
    by_clearance = placed != band(limits, asked, kidneys._replace(clearance=None))
    return {
        "verdict": verdict(limits, total),
        "exceeded": exceeded(limits, total, max(asked.doses)),
        "band": placed,
        "rate": None if kidneys.used is None else hundredths(kidneys.used.rate),
        "clearance": hundredths(kidneys.clearance) if by_clearance else None,
        "permits": kidneys.permits,
        "limit_days": None if kidneys.limit is None else kidneys.limit.m_as(u.day),
        "disagree": kidneys.disagree,
        "older": bool(asked.age >= OLDER),
        "kidney_severity": severity(placed, total, mild=by_clearance),
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


def ckd_epi(equation: Equation, creatinine: Any, age: Any, sex: bc.Sex) -> float:
    """CKD-EPI, by the numbers of either year."""
    share = (creatinine / KAPPA[sex]).m_as("dimensionless")
    value = equation.factor * min(share, 1) ** equation.below[sex]
    value *= max(share, 1) ** equation.above * equation.yearly ** age.m_as("year")
    return value * equation.female if sex is bc.Sex.FEMALE else value


def milligrams(asked: Asked) -> Any:
    """Return the creatinine in mg/dL."""
    molar = asked.creatinine.is_compatible_with(MOLAR)
    return asked.creatinine / PER_MG_DL if molar else asked.creatinine


def egfr(label: Label, asked: Asked) -> Any:
    """Compute the rate, down to its hundredths; of an unknown sex the lower one counts."""
    sexes = KAPPA if asked.sex is bc.Sex.UNKNOWN else (asked.sex,)
    values = [
        ckd_epi(equation, milligrams(asked), asked.age, sex)
        for sex in sexes
        for equation in label.equations
    ]
    return floor(min(values) * 100) / 100 * RATE


def clearance(asked: Asked) -> Any:
    """Compute the clearance by Cockcroft-Gault on the actual weight, where it gates."""
    if asked.age < BY_CLEARANCE_TOO or asked.weight is None or not steady(asked):
        return None
    if asked.creatinine is None:
        return None
    years, kilograms = 140 - asked.age.m_as("year"), asked.weight.m_as("kg")
    value = years * kilograms / (72 * milligrams(asked).m_as(MG_DL))
    return floor(round(value * (1 if asked.sex is bc.Sex.MALE else 0.85) * 100, 6)) / 100 * RATE


def steady(asked: Asked) -> bool:
    """Tell whether an equation could hold."""
    changing = asked.kidney_state is bc.KidneyState.CHANGING
    return asked.dialysis not in ON_DIALYSIS and not changing


def samples_of(asked: Asked) -> list[Sample]:
    """Return every recorded rate with its age."""
    return [Sample(rate, days_old) for rate, days_old in asked.recorded]


def recorded(ours: Sample | None, asked: Asked) -> list[Sample]:
    """Return the recorded rates that no newer creatinine supersedes."""
    if ours is None or ours.days_old is None:
        return samples_of(asked)
    return [sample for sample in samples_of(asked) if sample.days_old <= ours.days_old + NEAR]


def of_the_newest(samples: list[Sample]) -> list[Sample]:
    """Return the lowest of the recorded rates of the newest day."""
    if not samples:
        return []
    newest = min(sample.days_old for sample in samples)
    return [lowest([sample for sample in samples if sample.days_old == newest])]


def contradict(ours: Sample | None, others: list[Sample]) -> bool:
    """Tell whether the computed rate and a recorded one of its time are too far apart."""
    if ours is None or not others:
        return False
    other = others[0]
    if ours.days_old is not None and abs(ours.days_old - other.days_old) > NEAR:
        return False
    low, apart = min(ours.rate, other.rate), round(abs(ours.rate - other.rate), 6)
    return bool(low < IMPAIRED and apart > APART and apart > APART_SHARE * low)


def low_not_undone(samples: list[Sample]) -> bool:
    """Tell whether a rate of "avoid" of the last weeks has fewer than two newer days beside it."""
    dated = [sample for sample in samples if sample.days_old is not None]
    low = [s.days_old for s in dated if s.rate < SEVERE and s.days_old <= LOW_WITHIN]
    return bool(low) and len({s.days_old for s in dated if s.days_old < min(low)}) < 2


def freshness(placed: str, asked: Asked) -> Any:
    """Return how old a sample may be with these kidneys."""
    if asked.acutely_ill:
        return FRESH_ACUTE
    if placed in AVOID:
        return FRESH_SEVERE
    ruled_out = asked.medicines_complete and not asked.kidney_affecting
    return FRESH if asked.age < OLDER and placed != "IMPAIRED" and ruled_out else FRESH_WATCHED


def is_fresh(days_old: Any, limit: Any) -> bool:
    """Tell whether a sample is young enough; an undated one never is."""
    return days_old is not None and bool(days_old <= limit)


def computed(label: Label, asked: Asked) -> Sample | None:
    """Compute the rate where an equation holds: not while creatinine is changing."""
    if asked.creatinine is None or not steady(asked):
        return None
    return Sample(egfr(label, asked), asked.days_old)


def lowest(samples: list[Sample]) -> Sample:
    """Return the sample with the lowest rate."""
    return min(samples, key=lambda sample: sample.rate)


def kidneys_of(label: Label, asked: Asked) -> Kidneys:
    """Choose the rate: the lower of the computed one and the newest recorded one.

    Where nothing may be permitted, the lowest recorded one of any time. From 75 years on a
    start rests on a clearance as well.
    """
    if asked.dialysis in ON_DIALYSIS:
        return NOTHING
    ours, cleared = computed(label, asked), clearance(asked)
    others = recorded(ours, asked)
    newest = of_the_newest(others)
    samples = newest if ours is None else [*newest, ours]
    if not samples:
        return NOTHING
    first = NOTHING._replace(used=lowest(samples), clearance=cleared)
    placed = band(label, asked, first)
    limit = freshness(placed, asked)
    every = samples_of(asked) if ours is None else [*samples_of(asked), ours]
    low = low_not_undone(every)
    fresh = any(is_fresh(sample.days_old, limit) for sample in samples)
    fresh = fresh and (placed in AVOID or not low)
    by_rate_alone = asked.age < BY_CLEARANCE_TOO or not steady(asked)
    may_clear = by_rate_alone or (cleared is not None and is_fresh(asked.days_old, limit))
    return Kidneys(
        used=lowest(samples if fresh and not low else samples + others),
        clearance=cleared,
        fresh=fresh,
        permits=fresh and may_clear,
        limit=limit,
        disagree=contradict(ours, newest),
    )


def band(label: Label, asked: Asked, kidneys: Kidneys) -> str:
    """Place the kidneys in the worse state; a rate that permits nothing only warns."""
    if asked.dialysis in ON_DIALYSIS:
        return "DIALYSIS"
    rate = None if kidneys.used is None else kidneys.used.rate
    if rate is not None and rate < END_STAGE:
        return "END_STAGE"
    if asked.kidney_state is bc.KidneyState.CHANGING:
        return changing(label, asked)
    if below(rate, SEVERE) or below(kidneys.clearance, SEVERE):
        return "SEVERE"
    if below(rate, IMPAIRED) or below(kidneys.clearance, CLEARANCE_IMPAIRED):
        return "IMPAIRED"
    return "NOT_IMPAIRED" if kidneys.fresh else "UNKNOWN"


def below(rate: Any, threshold: Any) -> bool:
    """Tell whether a rate is known and below a threshold."""
    return rate is not None and bool(rate < threshold)


def changing(label: Label, asked: Asked) -> str:
    """Take what the creatinine would mean if it were steady for a warning only."""
    at_end = asked.creatinine is not None and egfr(label, asked) < END_STAGE
    return "END_STAGE" if at_end else "CHANGING"


def severity(placed: str, total: Any, *, mild: bool) -> str | None:
    """Say how much attention the day's total asks for; a clearance alone is a warning."""
    if placed in {"NOT_IMPAIRED", "UNKNOWN"}:
        return None
    if placed == "IMPAIRED":
        return "WARNING" if total >= HIGH else "INFO"
    if placed == "SEVERE" and mild:
        return "WARNING"
    limit = HIGH if placed == "SEVERE" else HIGH_WHEN_GRAVE
    return "CRITICAL" if total >= limit else "WARNING"
