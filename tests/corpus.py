"""A fixed set of questions and the answers to them, the same in every process.

Patients and days are laid out by counting, not drawn: entry ``i`` of a table of length
``n`` is number ``i`` modulo ``n``, and the lengths have no common factor, so that facts
meet in ever new company. Every question is put to every shipped profile.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import baclofen_cds as bc

AS_OF = dt.date(2026, 3, 10)
PATIENTS = 20

MONTHS = (480, 940, 30, 540, 216, 110, 780, 600, 150, 1_380, 11)
CREATININE = (62, 124, None, 70, 88, 530, 45, 300, 66, 30, 177, 75, 60)
WEIGHTS = (None, 62, 48, 101)
DAYS_AGO = (3, 3, 40, 200, 0, None, 1)
TAKEN: tuple[tuple[float, ...] | None, ...] = (
    (10, 10, 10),
    (5, 5, 5),
    None,
    (20, 20, 20, 20),
    (2.5,),
    (25, 25, 25, 25),
    (10, 5, 10, 7.5, 60),
)
CODES: tuple[tuple[str, ...], ...] = ((), ("N02AA05",), ("M01AE01", "C09AA02"), ("N07XX04",))
STEADY = (bc.KidneyState.STABLE, bc.KidneyState.UNKNOWN)
RECORDED = (None, None, 9_500, 5_500, None, 2_800, None, 1_200, None, 4_100)


def at(table: Any, place: int) -> Any:
    """Return an entry, counting round and round."""
    entries = tuple(table)
    return entries[place % len(entries)]


def days_before(days: int | None) -> dt.date | None:
    """Return a day before the question; ``None`` stays unknown."""
    return None if days is None else AS_OF - dt.timedelta(days=days)


def _rates(i: int) -> tuple[bc.RecordedGFR, ...]:
    hundredths = at(RECORDED, i)
    if hundredths is None:
        return ()
    rate = bc.RecordedGFR(
        bc.ureg.Quantity(hundredths, "milliliter / minute") / 100,
        equation=at(bc.GFREquation, i),
        indexing=at(bc.GFRIndexing, i),
        on=AS_OF - dt.timedelta(days=i % 11),
        lower_bound=i % 9 == 4,
    )
    return (rate,)


def _kidneys(i: int) -> dict[str, Any]:
    level = at(CREATININE, i)
    return {
        "serum_creatinine": level and level * bc.ureg.umol / bc.ureg.L,
        "serum_creatinine_on": level and days_before(at(DAYS_AGO, i)),
        "recorded_gfr": _rates(i),
        "kidney_state": bc.KidneyState.CHANGING if i % 8 == 5 else at(STEADY, i),
        "kidney_values_in_doubt": i % 19 == 7,
        "dialysis": at(bc.Dialysis, i // 2) if i % 5 == 2 else bc.Dialysis.NONE,
    }


def patient(i: int) -> bc.Patient:
    """Return a patient: adult or child, known well or hardly."""
    months = at(MONTHS, i)
    kilograms = at(WEIGHTS, i) if months >= 216 else months / 12 * 2.5 + 7
    told = set() if i % 3 else {at(bc.Condition, i), at(bc.Condition, i + 5)}
    return bc.Patient(
        age=months * bc.ureg.month,
        as_of=AS_OF,
        sex=at(bc.Sex, i),
        weight=kilograms and kilograms * bc.ureg.kg,
        weight_on=kilograms and days_before(at(DAYS_AGO, i + 1)),
        height=(165 if months >= 216 else 60 + months / 2) * bc.ureg.cm if i % 4 else None,
        indication=at(bc.Indication, i // 2) if i % 4 == 2 else bc.Indication.MULTIPLE_SCLEROSIS,
        conditions=told,
        ruled_out=set(bc.Condition) - told if i % 5 == 1 else (),
        medicines=bc.Medicines(at(CODES, i), complete=i % 2 == 0),
        confirmed={"weight", "serum_creatinine"},
        **_kidneys(i),
    )


def taken(i: int) -> Any:
    """Return what is taken: a day, nothing, or something that could not be read."""
    doses = at(TAKEN, i)
    if doses is None:
        return bc.NOT_TAKING if i % 2 else bc.UNREADABLE
    return bc.Regimen([dose * bc.ureg.mg for dose in doses])


def _days(i: int) -> Any:
    return at((3, None, 30, 1, 400, 14, 90), i) and at((3, None, 30, 1, 400, 14, 90), i) * (
        bc.ureg.day
    )


def _smallest(i: int) -> Any:
    return at((None, 5 * bc.ureg.mg, 2.5 * bc.ureg.mg), i)


def _change(i: int) -> dict[str, Any]:
    after = bc.Stop(reason=at(bc.StopReason, i)) if i % 3 == 0 else taken(i + 3)
    if not isinstance(after, (bc.Regimen, bc.Stop)):
        after = bc.Stop()
    return {"before": taken(i), "after": after, "held_for": _days(i), "exposure": _days(i + 2)}


def _step(i: int) -> dict[str, Any]:
    return {
        "now": taken(i),
        "held_for": _days(i),
        "response": at(bc.Response, i),
        "tolerability": at(bc.Tolerability, i // 2),
        "smallest_dose": _smallest(i),
    }


def _taper(i: int) -> dict[str, Any]:
    reason = at(bc.StopReason, i)
    told = {"exposure": _days(i + 1), "smallest_dose": _smallest(i)}
    return {"now": taken(i), "reason": reason, **told}


def _titration(i: int) -> dict[str, Any]:
    target = at((None, 60, 30, 45), i)
    per_day = bc.ureg.mg / bc.ureg.day
    return {"target": target and target * per_day, "smallest_dose": _smallest(i + 1)}


def _assessed(i: int) -> dict[str, Any]:
    return {"now": taken(i), "signs": {at(bc.Sign, i), at(bc.Sign, i + 4)} if i % 6 == 5 else ()}


Arguments = Callable[[int], dict[str, Any]]

VERBS: dict[str, Arguments] = {
    "assess": _assessed,
    "check_daily_maximum": lambda i: {"now": taken(i)},
    "check_regimen_change": _change,
    "next_titration_step": _step,
    "older_adult_caution": lambda i: {"now": taken(i)},
    "renal_caution": lambda i: {"now": taken(i), "starting": i % 4 == 1},
    "starting_dose": lambda i: {"smallest_dose": _smallest(i)},
    "taper_plan": _taper,
    "titration_plan": _titration,
}
"""Every verb and the arguments of its question number ``i``."""

EQUATIONS = ("ckd_epi_2021", "cockcroft_gault", "bedside_schwartz", "ckid_u25")


def asked(verb: str, who: bc.Patient, i: int, profile: Any) -> Any:
    """Put question number ``i`` to a profile."""
    told = VERBS[verb](i)
    if verb != "taper_plan":
        told["setting"] = at(bc.Setting, i)
    return getattr(bc, verb)(who, profile=profile, **told)


def read(result: Any) -> str:
    """Read all of a result, as text and as JSON."""
    stored = json.dumps(bc.to_dict(result), ensure_ascii=True, sort_keys=True)
    return f"{result!r}\n{bc.text(result, sources=True)}\n{stored}"


def results() -> Iterator[tuple[str, Any]]:
    """Put every question to every shipped profile; yield its verb and what came back."""
    for i in range(PATIENTS):
        who = patient(i)
        for name in bc.available_profiles():
            profile = bc.get_profile(name)
            for verb in VERBS:
                yield verb, asked(verb, who, i, profile)


def rates() -> Iterator[str]:
    """Ask every equation about every patient; yield the rate, or how it was refused."""
    for i in range(PATIENTS):
        for name in EQUATIONS:
            try:
                yield str(getattr(bc.kidney, name)(patient(i)))
            except bc.errors.EquationError as error:
                yield str(error)
