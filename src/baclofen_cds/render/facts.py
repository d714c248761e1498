"""The facts as they were understood, so that a reader can see what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from baclofen_cds.amounts import CREATININE_NMOL_L_PER_MG_DL, decimal
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import Regimen, Taking
from baclofen_cds.vocabulary import Dialysis, Indication, KidneyState, Sex
from baclofen_cds.words.show import show_daily

__all__ = ["facts"]

_SHOWN: Final = 3
"""How many results of a kind are shown; a long stay has hundreds."""


def facts(patient: Patient, taking: Taking) -> tuple[tuple[str, str], ...]:
    """Name every fact that was understood, with its date where it has one.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> patient = bc.Patient(age=45 * bc.ureg.year, as_of=dt.date(2026, 3, 10))
    >>> facts(patient, bc.NOT_TAKING)
    (('age', '45 years'), ('baclofen', 'not taking baclofen'))
    """
    return tuple(_facts(patient, taking))


def _facts(patient: Patient, taking: Taking) -> Iterator[tuple[str, str]]:
    if patient.deceased:
        yield "death", "recorded as dead"
    yield "age", _age(patient)
    if patient.sex is not Sex.UNKNOWN:
        yield "sex", patient.sex.value
    yield "baclofen", _day(taking) if isinstance(taking, Regimen) else taking.value
    if patient.intrathecal_baclofen:
        yield "intrathecal baclofen", "on record, not counted"
    if patient.indication is not Indication.UNKNOWN:
        yield "given for", patient.indication.value
    yield from _measured(patient)
    for name, value, unknown in (
        ("kidney state", patient.kidney_state, KidneyState.UNKNOWN),
        ("dialysis", patient.dialysis, Dialysis.UNKNOWN),
    ):
        if value is not unknown:
            yield name, str(value.value)
    yield from _health(patient)
    if patient.medicines.codes:
        partial = "" if patient.medicines.complete else " (list may be incomplete)"
        yield "other medicines", ", ".join(patient.medicines.codes) + partial


def _day(regimen: Regimen) -> str:
    """Write a day with its total and, where they are told, the slots of its doses."""
    return f"{show_daily(regimen.micrograms_per_day)} ({regimen})"


def _health(patient: Patient) -> Iterator[tuple[str, str]]:
    if patient.acutely_ill is not None:
        yield "acutely ill", "yes" if patient.acutely_ill else "no"
    if patient.conditions:
        yield "conditions", ", ".join(sorted(c.value for c in patient.conditions))
    if patient.ruled_out:
        yield "ruled out", ", ".join(sorted(c.value for c in patient.ruled_out))


def _age(patient: Patient) -> str:
    if patient.counted_in_years:
        return f"{patient.age_years} years"
    return f"{patient.age_months} months"


def _measured(patient: Patient) -> Iterator[tuple[str, str]]:
    if patient.weight_grams is not None:
        yield "weight", f"{decimal(patient.weight_grams, 1_000)} kg{_on(patient.weight_on)}"
    if patient.height_millimetres is not None:
        yield "height", f"{decimal(patient.height_millimetres, 10)} cm{_on(patient.height_on)}"
    if patient.creatinine_nmol_l is not None:
        level = _creatinine(patient.creatinine_nmol_l)
        yield "serum creatinine", f"{level}{_on(patient.serum_creatinine_on)}"
    yield from _newest("earlier creatinine", _earlier(patient))
    if patient.cystatin_micrograms_l is not None:
        cystatin = f"{decimal(patient.cystatin_micrograms_l, 1_000)} mg/L"
        yield "cystatin C", f"{cystatin}{_on(patient.cystatin_c_on)}"
    yield from _newest("recorded eGFR", _recorded(patient))


def _earlier(patient: Patient) -> list[str]:
    return [f"{_creatinine(level)}{_on(on)}" for level, on in patient.earlier_nmol_l]


def _recorded(patient: Patient) -> list[str]:
    return [
        f"{'above ' if rate.lower_bound else ''}{rate.whole} mL/min {rate.indexing.value}"
        f" ({rate.equation.value}){_on(rate.on)}"
        for rate in patient.recorded_gfr
    ]


def _newest(name: str, lines: list[str]) -> Iterator[tuple[str, str]]:
    """Show the newest few of many results, and say how many older ones there are."""
    older = len(lines) - _SHOWN
    if older > 0:
        yield name, f"{older} older not shown"
    yield from ((name, line) for line in lines[-_SHOWN:])


def _creatinine(nmol_l: int) -> str:
    """Write a creatinine in both units, to what a laboratory reports."""
    hundredths = round(nmol_l * 100 / CREATININE_NMOL_L_PER_MG_DL)
    return f"{decimal(hundredths, 100)} mg/dL ({round(nmol_l / 1_000)} µmol/L)"


def _on(day: dt.date | None) -> str:
    return ", undated" if day is None else f" on {day.isoformat()}"
