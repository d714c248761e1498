"""The same decisions in pint arithmetic, written plainly: an oracle, and what we are faster than.

Every unit and every limit is made once, as a careful user of pint would. The numbers are
those of the US label and of the policy, written out again; nothing of the library's rules
is imported.
"""

from __future__ import annotations

from typing import Any

import baclofen_cds as bc

u = bc.ureg
MG_DL, MG_DAY, RATE = u.mg / u.dL, u.mg / u.day, u.mL / u.min
MAXIMUM, USUAL, NAMED = 80 * MG_DAY, 80 * MG_DAY, 20 * u.mg
IMPAIRED, AVOID, END_STAGE = 60 * RATE, 30 * RATE, 15 * RATE
HIGH, DAY, OLDER = 20 * MG_DAY, 1 * u.day, 65 * u.year
KAPPA = {bc.Sex.FEMALE: 0.7 * MG_DL, bc.Sex.MALE: 0.9 * MG_DL}
FRESH = {True: 90 * u.day, False: 365 * u.day}


def egfr(creatinine: Any, age: Any, sex: bc.Sex) -> Any:
    """CKD-EPI 2021."""
    female = sex is bc.Sex.FEMALE
    share = (creatinine / KAPPA[sex]).to("dimensionless").magnitude
    alpha = -0.241 if female else -0.302
    value = 142 * min(share, 1) ** alpha * max(share, 1) ** -1.2
    value *= 0.9938 ** age.to("year").magnitude
    return (value * 1.012 if female else value) * RATE


def band(rate: Any, age: Any, old: Any) -> str:
    """Place a rate in its band; a healthy one counts only while it is fresh."""
    if rate < END_STAGE:
        return "END_STAGE"
    if rate < AVOID:
        return "SEVERE"
    if rate < IMPAIRED:
        return "IMPAIRED"
    return "NOT_IMPAIRED" if old <= FRESH[bool(age >= OLDER)] else "UNKNOWN"


def verdict(doses: list[Any]) -> tuple[str, bool]:
    """Place a day among the limits, and its largest administration."""
    total = sum(doses[1:], doses[0]) / DAY
    largest = max(doses)
    if total > MAXIMUM:
        return "ABOVE_MAXIMUM", bool(largest > NAMED)
    return ("ABOVE_USUAL_RANGE" if total > USUAL else "WITHIN"), bool(largest > NAMED)


def assess(age: Any, sex: bc.Sex, creatinine: Any, old: Any, doses: list[Any]) -> dict[str, Any]:
    """Decide what :func:`baclofen_cds.assess` decides for an adult who takes baclofen."""
    rate = egfr(creatinine, age, sex)
    said, above_named = verdict(doses)
    total = sum(doses[1:], doses[0]) / DAY
    return {
        "verdict": said,
        "above_named": above_named,
        "band": band(rate, age, old),
        "older": bool(age >= OLDER),
        "high": bool(total >= HIGH),
    }
