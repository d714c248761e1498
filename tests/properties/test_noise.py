"""How often well people are told what concerns few of them (P6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from statistics import NormalDist

import people
import pytest

import baclofen_cds as bc

EACH_EQUATION = [bc.get_profile(f"{market}-spasticity") for market in ("us", "uk")]
pytestmark = pytest.mark.parametrize("profile", EACH_EQUATION, ids=lambda p: p.id)

BODIES = {
    bc.Sex.FEMALE: (NormalDist(65, 9.5), NormalDist(164, 6.5)),
    bc.Sex.MALE: (NormalDist(82, 11), NormalDist(178, 7)),
}
"""Creatinine in µmol/L and height in cm of well adults."""
INDEX = NormalDist(25, 3.2)
"""Their body mass index."""
PARTS = [(2 * place + 1) / 10 for place in range(5)]
"""The middles of five equal parts of a population."""


def well(ages: range) -> Iterator[bc.Patient]:
    """Return well adults of these ages, every part of every distribution alike."""
    for years, sex, level, tall, heavy in product(ages, BODIES, PARTS, PARTS[1::2], PARTS):
        creatinine, height = BODIES[sex]
        cm = round(height.inv_cdf(tall))
        yield people.adult(
            age=years * bc.ureg.year,
            sex=sex,
            serum_creatinine=people.umol(round(creatinine.inv_cdf(level))),
            height=cm * bc.ureg.cm,
            **people.weighed(round(INDEX.inv_cdf(heavy) * cm**2 / 10_000)),
        )


def shares(ages: range, profile: bc.Profile) -> dict[str, float]:
    """Return which part of them each finding on the kidneys is said to, at 30 mg/day."""
    now, count = people.day(10, 10, 10), 0
    told: Counter[str] = Counter()
    for patient in well(ages):
        count += 1
        told.update(set(people.codes(bc.renal_caution(patient, now, profile=profile))))
    return {code: times / count for code, times in told.items()}


def test_below_75(profile: bc.Profile) -> None:
    """That the measures differ is said to at most one in twenty; nothing else to more."""
    told = shares(range(20, 75, 9), profile)
    assert told.get("measures-differ-in-band", 0) <= 0.05
    for code in ("near-band-edge", "creatinine-reads-high", "kidney-impaired-taking"):
        assert told.get(code, 0) <= 0.05
    assert "rates-disagree" not in told


def test_from_75(profile: bc.Profile) -> None:
    """From 75 years on, where the clearance gates, it is never said by itself."""
    assert "measures-differ-in-band" not in shares(range(75, 100, 12), profile)
