"""Invented adults, and our answers for them held against those of plain pint arithmetic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

import naive
from naive import MG_DL, RATE, Asked

import baclofen_cds as bc

u = bc.ureg
MICROMOLAR = u.umol / u.L
TODAY = dt.date(2026, 3, 10)
AGES = (18, 64, 65, 66, 74, 75)
RATES = (1_499, 1_500, 2_999, 3_000, 5_999, 6_000)
DAYS_OLD = (0, 3, 4, 30, 31, 90, 91, 365, 366)
TOTALS = (5, 5, 20, 60, 75, 80, 100, 120)
"""What something is decided at: years, hundredths of mL/min, days, mg/day."""


def adults(count: int) -> list[Asked]:
    """Invent adults, always the same ones; many values stand at a threshold or beside it."""
    draw = Random(20260310)  # noqa: S311 - invented people
    return [_adult(draw) for _ in range(count)]


def _adult(draw: Random) -> Asked:
    days_old = _days_old(draw)
    asked = Asked(
        age=_age(draw) * u.year,
        sex=draw.choice(list(bc.Sex)),
        weight=None if draw.random() < 0.3 else draw.randint(35, 110) * u.kg,
        acutely_ill=draw.choices((None, False, True), (60, 15, 25))[0],
        creatinine=_creatinine(draw),
        days_old=None if draw.random() < 0.08 else days_old * u.day,
        recorded=(),
        dialysis=draw.choices(list(bc.Dialysis), (63, 3, 3, 3, 28))[0],
        kidney_state=draw.choices(list(bc.KidneyState), (45, 12, 43))[0],
        kidney_affecting=draw.random() < 0.15,
        medicines_complete=draw.random() < 0.8,
        setting=draw.choices(list(bc.Setting), (60, 15, 25))[0],
        doses=_doses(draw),
    )
    return replace(asked, recorded=tuple(_recorded(draw, asked, days_old)))


def _age(draw: Random) -> int:
    return draw.choice(AGES) if draw.random() < 0.3 else draw.randint(18, 95)


def _days_old(draw: Random) -> int:
    return draw.choice(DAYS_OLD) if draw.random() < 0.6 else draw.randint(0, 400)


def _creatinine(draw: Random) -> Any:
    """Draw a creatinine in the unit of either kind of laboratory, most often an ordinary one."""
    if draw.random() < 0.15:
        return None
    hundredths = draw.randint(40, draw.choice((130, 150, 600)))
    if draw.random() < 0.5:
        return hundredths / 100 * MG_DL
    return round(hundredths * 0.884) * MICROMOLAR


def _recorded(draw: Random, asked: Asked, days_old: int) -> Iterator[tuple[Any, Any]]:
    """Draw up to three rates, at any time or near the creatinine's."""
    for _ in range(draw.choice((0, 0, 1, 1, 2, 3))):
        near = days_old + draw.choice((-31, -30, -10, 0, 10, 30, 31))
        hundredths = draw.choice((draw.choice(RATES), _beside_computed(draw, asked)))
        yield hundredths / 100 * RATE, draw.choice((max(near, 0), _days_old(draw))) * u.day


def _beside_computed(draw: Random, asked: Asked) -> int:
    """Draw a rate that the computed one may just contradict, or any."""
    if asked.creatinine is None or draw.random() < 0.3:
        return draw.randint(500, 13_000)
    label = draw.choice(list(naive.LABELS.values()))
    computed = naive.hundredths(naive.egfr(label, asked))
    edges = [computed * 5 // 4, computed * 4 // 3, computed * 3 // 4]
    if computed < 4_000:  # up to here the amount decides, above it the share
        edges = [computed - 1_000, computed + 1_000]
    return max(draw.choice(edges) + draw.choice((-1, 0, 1)), 100)


def _doses(draw: Random) -> list[Any]:
    """Draw a day of whole halves of a milligram, even or not, no administration above 60 mg."""
    if draw.random() < 0.1:
        return [draw.choice((20, 20.5)) * u.mg] * draw.randint(1, 5)
    halves = 2 * draw.choice(TOTALS) + draw.choice((-1, 0, 0, 1))
    if draw.random() < 0.4:
        halves = draw.randint(2, 280)
    times = draw.randint((halves + 119) // 120, 6)
    doses = [halves // times + (place < halves % times) for place in range(times)]
    moved = draw.randint(0, min(doses[-1], 120 - doses[0]))
    doses[0] += moved
    doses[-1] -= moved
    return [dose / 2 * u.mg for dose in doses if dose]


def built(asked: Asked) -> tuple[bc.Patient, bc.Regimen]:
    """Build the patient and the day that we are asked about."""
    patient = bc.Patient(
        age=asked.age,
        as_of=TODAY,
        sex=asked.sex,
        weight=asked.weight,
        weight_on=None if asked.weight is None else TODAY,
        acutely_ill=asked.acutely_ill,
        serum_creatinine=asked.creatinine,
        serum_creatinine_on=None if asked.creatinine is None else _on(asked.days_old),
        recorded_gfr=[_rate(rate, days_old) for rate, days_old in asked.recorded],
        dialysis=asked.dialysis,
        kidney_state=asked.kidney_state,
        medicines=bc.Medicines(
            ["M01AE01"] if asked.kidney_affecting else [], complete=asked.medicines_complete
        ),
    )
    return patient, bc.Regimen(asked.doses)


def _on(days_old: Any) -> dt.date | None:
    return None if days_old is None else TODAY - dt.timedelta(days=days_old.m_as("day"))


def _rate(rate: Any, days_old: Any) -> bc.RecordedGFR:
    return bc.RecordedGFR(
        rate,
        equation=bc.GFREquation.CKD_EPI_2021,
        indexing=bc.GFRIndexing.INDEXED,
        on=_on(days_old),
    )


PERMITS_NOTHING = {
    "sample-stale-start",
    "clearance-stale-start",
    "clearance-not-computed",
    "creatinine-undated",
    "kidney-function-undated",
    "recently-low",
}
"""What says why a rate, or a clearance beside it, permits nothing."""


def answers(assessment: bc.Assessment) -> dict[str, Any]:
    """Return of our answers what plain arithmetic decides too, as far as they say it."""
    check = assessment.of("check_daily_maximum").answer
    kidneys = assessment.of("renal_caution")
    found = {
        "verdict": check.verdict.name,
        "exceeded": {limit.kind.name: limit.exceeded for limit in check.limits},
        "band": kidneys.answer.band.name if kidneys.has_answer else "UNKNOWN",
        "disagree": "rates-disagree" in {each.code for each in kidneys.findings},
        "older": assessment.of("older_adult_caution") is not None,
        "kidney_severity": _severity(kidneys),
    }
    if kidneys.has_answer:
        rate, clearance = kidneys.answer.rate, kidneys.answer.clearance
        found["rate"] = None if rate is None else rate.hundredths
        found["clearance"] = None if clearance is None else clearance.hundredths
    return found


def of_a_start(kidneys: Any, asked: Asked) -> dict[str, Any]:
    """Return what is said of the kidneys where a start is considered: may it rest on them.

    While creatinine is changing no rate permits, whatever its age, and that alone is said.
    """
    said = [*kidneys.findings, *(mark for each in kidneys.findings for mark in each.remarks)]
    stale = [each for each in said if each.code.endswith("-stale-start")]
    found = {} if not stale else {"limit_days": dict(stale[0].values)["limit"]}
    changing = asked.kidney_state is bc.KidneyState.CHANGING
    if kidneys.has_answer and kidneys.answer.rate is not None and not changing:
        found["permits"] = not {each.code for each in said} & PERMITS_NOTHING
    return found


def _severity(kidneys: Any) -> str | None:
    """Return how severe what is taken is with these kidneys; one finding says so."""
    about = [each for each in kidneys.findings if each.code.startswith("kidney-")]
    taking = [each.severity.name for each in about if each.code.endswith("-taking")]
    assert len(taking) <= 1, taking
    return taking[0] if taking else None


def compare(asked: Asked, labels: Iterable[str]) -> None:
    """Hold our answers under each label against those of plain arithmetic."""
    patient, now = built(asked)
    for label in labels:
        expected = naive.assess(label, asked)
        profile = bc.get_profile(label)
        found = answers(bc.assess(patient, now, profile=profile, setting=asked.setting))
        start = bc.renal_caution(patient, bc.NOT_TAKING, profile=profile, setting=asked.setting)
        found |= of_a_start(start, asked)
        for fact, answer in found.items():
            assert answer == expected[fact], (label, fact, found, expected, asked)
