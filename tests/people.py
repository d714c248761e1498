"""Plain patients for example tests: an adult with healthy kidneys, changed as a test needs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import baclofen_cds as bc
from baclofen_cds.case.posology import Population, Posology

AS_OF = dt.date(2026, 3, 10)
RECENT = dt.date(2026, 3, 3)


def ago(days: int) -> dt.date:
    """Return a day before the question."""
    return AS_OF - dt.timedelta(days=days)


def posology(**terms: Any) -> Posology:
    """Return what a made-up label says to an adult: these terms, and nothing else."""
    adult = {"population": Population.ADULT, "adult_from": 216, "older_from": 780}
    return Posology(from_month=216, **{**adult, **terms})


def umol(level: float) -> Any:
    """Return a creatinine in µmol/L."""
    return level * bc.ureg.umol / bc.ureg.L


def mg_dl(level: float) -> Any:
    """Return a creatinine in mg/dL."""
    return level * bc.ureg.mg / bc.ureg.dL


def recorded(value: float, on: dt.date = RECENT, **changes: Any) -> bc.RecordedGFR:
    """Return a recorded, indexed rate by CKD-EPI 2021."""
    facts: dict[str, Any] = {
        "equation": bc.GFREquation.CKD_EPI_2021,
        "indexing": bc.GFRIndexing.INDEXED,
        "on": on,
    }
    return bc.RecordedGFR(value * bc.ureg.mL / bc.ureg.min, **{**facts, **changes})


def clearance(value: float, on: dt.date = RECENT) -> bc.RecordedGFR:
    """Return a recorded creatinine clearance by Cockcroft-Gault."""
    of = {"equation": bc.GFREquation.COCKCROFT_GAULT, "indexing": bc.GFRIndexing.ABSOLUTE}
    return recorded(value, on, **of)


def adult(**changes: Any) -> bc.Patient:
    """Return a woman of 45 with multiple sclerosis and a fresh creatinine of 0.8 mg/dL."""
    facts: dict[str, Any] = {
        "age": 45 * bc.ureg.year,
        "as_of": AS_OF,
        "sex": bc.Sex.FEMALE,
        "serum_creatinine": 0.8 * bc.ureg.mg / bc.ureg.dL,
        "serum_creatinine_on": RECENT,
        "dialysis": bc.Dialysis.NONE,
        "indication": bc.Indication.MULTIPLE_SCLEROSIS,
        "medicines": bc.Medicines([], complete=True),
    }
    return bc.Patient(**{**facts, **changes})


def weighed(kilograms: float) -> dict[str, Any]:
    """Return a fresh weight, without which nobody is started from 75 years on."""
    return {"weight": kilograms * bc.ureg.kg, "weight_on": RECENT}


def older(**changes: Any) -> bc.Patient:
    """Return the woman of 78 with an eGFR of 38 and a clearance of 31 of the policy's sample."""
    facts: dict[str, Any] = {
        "age": 78 * bc.ureg.year,
        **weighed(60),
        "serum_creatinine": 1.4 * bc.ureg.mg / bc.ureg.dL,
    }
    return adult(**{**facts, **changes})


def with_egfr(value: float, **changes: Any) -> bc.Patient:
    """Return an adult whose only kidney value is a recorded, fresh, indexed eGFR."""
    facts: dict[str, Any] = {
        "serum_creatinine": None,
        "serum_creatinine_on": None,
        "recorded_gfr": (recorded(value),),
    }
    return adult(**{**facts, **changes})


def child(years: float, kilograms: float, **changes: Any) -> bc.Patient:
    """Return a boy with cerebral palsy, a fresh weight and height, and healthy kidneys."""
    facts: dict[str, Any] = {
        "age": years * bc.ureg.year,
        "sex": bc.Sex.MALE,
        **weighed(kilograms),
        "height": 115 * bc.ureg.cm,
        "height_on": RECENT,
        "serum_creatinine": 0.4 * bc.ureg.mg / bc.ureg.dL,
        "indication": bc.Indication.CEREBRAL_PALSY,
    }
    return adult(**{**facts, **changes})


def day(*milligrams: float) -> bc.Regimen:
    """Return a day of these administrations."""
    return bc.Regimen([m * bc.ureg.mg for m in milligrams])


def codes(result: Any) -> list[str]:
    """Return the codes of a result's findings."""
    return [finding.code for finding in result.findings]


def finding(result: Any, code: str) -> bc.Finding:
    """Return the one finding of a code."""
    (found,) = [f for f in result.findings if f.code == code]
    return found


def said(result: Any) -> set[str]:
    """Return the codes of every finding and remark."""
    return {f.code for f in result.findings} | {r.code for f in result.findings for r in f.remarks}


def missing(result: Any) -> set[str]:
    """Return the names of what was not on record."""
    return {unknown.name for unknown in result.unknown}
