"""Every bad argument is refused by name, by one of our errors, without repeating it.

``bad_inputs.csv`` holds one bad argument a line: the call, the argument, the value as a
Python expression, and the code and field with which it is refused. Every other argument
of the call is a good one. ``test_bad_matrix.py`` puts wrong objects everywhere.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

import baclofen_cds as bc
from baclofen_cds.kidney import WeightBasis
from baclofen_cds.knowledge.reading.loader import current_policy

u = bc.ureg
AS_OF = dt.date(2026, 3, 10)


def person(years: int) -> bc.Patient:
    """Return someone of this age about whom nothing is missing."""
    return bc.Patient(
        age=years * u.year,
        as_of=AS_OF,
        sex=bc.Sex.FEMALE,
        weight=55 * u.kg,
        height=160 * u.cm,
        serum_creatinine=70 * u.umol / u.L,
        serum_creatinine_on=dt.date(2026, 3, 3),
        indication=bc.Indication.MULTIPLE_SCLEROSIS,
    )


PATIENT, ADULT = person(15), person(45)
MEASURED = attrs.evolve(ADULT, cystatin_c=1.2 * u.mg / u.L)
REGIMEN = bc.Regimen.even(each=10 * u.mg, times_per_day=3)
PROFILE = bc.get_profile("us-spasticity")
POLICY = current_policy()
GUIDANCE = bc.get_guidance("muanda")
RATE = bc.kidney.ckd_epi_2021(ADULT)
CLEARANCE = bc.kidney.cockcroft_gault(ADULT)
DECISION = bc.check_daily_maximum(ADULT, REGIMEN, profile=PROFILE)
STORED = bc.to_dict(DECISION)
STORED_DAY = bc.to_dict(REGIMEN)
TAKEN = bc.Medicines(["N02AA05"], complete=True)
PLAN = bc.taper_plan(ADULT, REGIMEN, profile=PROFILE, exposure=30 * u.day).answer
ASSESSMENT = bc.assess(ADULT, REGIMEN, profile=PROFILE)
BUNDLE = {
    "resourceType": "Bundle",
    "entry": [{"resource": {"resourceType": "Patient", "birthDate": "1947-09-02"}}],
}

QUESTION = {"patient": ADULT, "profile": PROFILE}
GOOD: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "Patient": (bc.Patient, {"age": 45 * u.year, "as_of": AS_OF}),
    "RecordedGFR": (
        bc.RecordedGFR,
        {
            "value": 41 * u.mL / u.min,
            "equation": bc.GFREquation.MDRD,
            "indexing": bc.GFRIndexing.INDEXED,
            "on": AS_OF,
            "lower_bound": False,
        },
    ),
    "Medicines": (bc.Medicines, {"codes": ["N02AA05"], "complete": True}),
    "Regimen": (bc.Regimen, {"doses": [10 * u.mg], "confirmed": False, "slots": ["night"]}),
    "Regimen.even": (
        bc.Regimen.even,
        {"each": 10 * u.mg, "times_per_day": 3, "confirmed": False, "slots": None},
    ),
    "SmallestDose": (bc.SmallestDose, {"smallest_dose": 5 * u.mg}),
    "starting_dose": (bc.starting_dose, QUESTION),
    "check_daily_maximum": (bc.check_daily_maximum, QUESTION | {"now": REGIMEN}),
    "renal_caution": (bc.renal_caution, QUESTION | {"now": REGIMEN}),
    "assess": (bc.assess, QUESTION | {"now": REGIMEN}),
    "get_profile": (bc.get_profile, {"id": "us-spasticity"}),
    "get_guidance": (bc.get_guidance, {"id": "muanda"}),
    "load_profile": (bc.load_profile, {"path": "/nowhere.toml"}),
    "load_policy": (bc.load_policy, {"path": "/nowhere.toml"}),
    "load_guidance": (bc.load_guidance, {"path": "/nowhere.toml"}),
    "verify": (bc.verify, {"profile": PROFILE}),
    "sheet": (bc.sheet, {"profile": PROFILE}),
    "Sheet.at_age": (bc.sheet(PROFILE).at_age, {"age": 7 * u.year}),
    "text": (bc.text, {"result": DECISION, "sources": False}),
    "table": (bc.table, {"plan": PLAN, "start": AS_OF}),
    "kidney.ckd_epi_2021": (bc.kidney.ckd_epi_2021, {"patient": ADULT}),
    "kidney.ckd_epi_2009": (bc.kidney.ckd_epi_2009, {"patient": ADULT}),
    "kidney.ekfc": (bc.kidney.ekfc, {"patient": ADULT}),
    "kidney.ckd_epi_2012_cystatin": (bc.kidney.ckd_epi_2012_cystatin, {"patient": MEASURED}),
    "kidney.ckd_epi_2021_creatinine_cystatin": (
        bc.kidney.ckd_epi_2021_creatinine_cystatin,
        {"patient": MEASURED},
    ),
    "kidney.cockcroft_gault": (
        bc.kidney.cockcroft_gault,
        {"patient": ADULT, "weight_basis": WeightBasis.ACTUAL},
    ),
    "kidney.bedside_schwartz": (bc.kidney.bedside_schwartz, {"patient": PATIENT}),
    "kidney.ckid_u25": (bc.kidney.ckid_u25, {"patient": PATIENT}),
    "kidney.body_surface_area": (bc.kidney.body_surface_area, {"patient": ADULT}),
    "taper_plan": (
        bc.taper_plan,
        QUESTION | {"now": REGIMEN, "exposure": 30 * u.day, "reason": bc.StopReason.UNKNOWN},
    ),
    "titration_plan": (bc.titration_plan, QUESTION),
    "next_titration_step": (
        bc.next_titration_step,
        QUESTION
        | {
            "now": REGIMEN,
            "held_for": 3 * u.day,
            "response": bc.Response.PARTIAL,
            "tolerability": bc.Tolerability.GOOD,
        },
    ),
    "check_regimen_change": (
        bc.check_regimen_change,
        QUESTION | {"before": REGIMEN, "after": bc.Stop(), "held_for": 30 * u.day},
    ),
    "older_adult_caution": (bc.older_adult_caution, QUESTION | {"now": REGIMEN}),
    "Stop": (bc.Stop, {"reason": bc.StopReason.NO_BENEFIT}),
    "kidney.absolute": (bc.kidney.absolute, {"rate": RATE, "patient": ADULT}),
    "to_dict": (bc.to_dict, {"value": DECISION, "sentences": True}),
    "from_dict": (bc.from_dict, {"data": STORED_DAY}),
    "recompute": (bc.recompute, {"data": STORED}),
    "Medicines.any_of": (TAKEN.any_of, {"groups": ("N02A",)}),
    "SmallestDose.not_above": (bc.SmallestDose(5 * u.mg).not_above, {"micrograms": 12_500}),
    "SmallestDose.not_below": (bc.SmallestDose(5 * u.mg).not_below, {"micrograms": 12_500}),
    "SmallestDose.makes": (bc.SmallestDose(5 * u.mg).makes, {"micrograms": 12_500}),
    "Schedule.regimen_on": (PLAN.regimen_on, {"day": 3}),
    "Schedule.dated": (PLAN.dated, {"start": AS_OF}),
    "Assessment.of": (ASSESSMENT.of, {"question": "check_daily_maximum"}),
    "interop.fhir.read_record": (bc.interop.fhir.read_record, {"bundle": BUNDLE, "as_of": AS_OF}),
}
OPTIONAL: dict[str, tuple[str, ...]] = {
    "Patient": (
        "date_of_birth",
        "sex",
        "weight",
        "weight_on",
        "height",
        "height_on",
        "serum_creatinine",
        "serum_creatinine_on",
        "earlier_creatinine",
        "cystatin_c",
        "cystatin_c_on",
        "acutely_ill",
        "recorded_gfr",
        "kidney_state",
        "kidney_values_in_doubt",
        "intrathecal_baclofen",
        "deceased",
        "dialysis",
        "indication",
        "conditions",
        "ruled_out",
        "medicines",
        "confirmed",
    ),
    "starting_dose": ("smallest_dose", "setting", "guidance", "policy"),
    "check_daily_maximum": ("setting", "guidance", "policy"),
    "renal_caution": ("starting", "setting", "guidance", "policy"),
    "assess": ("setting", "signs", "guidance", "policy"),
    "taper_plan": ("smallest_dose", "pace", "lower_first", "guidance", "policy"),
    "titration_plan": ("target", "smallest_dose", "setting", "guidance", "policy"),
    "next_titration_step": ("smallest_dose", "setting", "guidance", "policy"),
    "check_regimen_change": ("exposure", "smallest_dose", "setting", "guidance", "policy"),
    "older_adult_caution": ("setting", "guidance", "policy"),
    "get_profile": ("as_of", "revision"),
    "recompute": ("profile", "guidance", "policy"),
    "text": ("policy",),
    "interop.fhir.read_record": ("policy",),
}
NAMES: dict[str, Any] = {
    "bc": bc,
    "u": u,
    "dt": dt,
    "Decimal": Decimal,
    "Fraction": Fraction,
    "Path": Path,
    "PATIENT": PATIENT,
    "REGIMEN": REGIMEN,
    "PROFILE": PROFILE,
    "POLICY": POLICY,
    "GUIDANCE": GUIDANCE,
    "RATE": RATE,
    "CLEARANCE": CLEARANCE,
    "WHOLE": bc.kidney.absolute(RATE, ADULT),
    "DECISION": DECISION,
    "STORED": STORED,
    "STORED_DAY": STORED_DAY,
    "UK": bc.get_profile("uk-spasticity"),
}

with (Path(__file__).parent / "bad_inputs.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = [pytest.param(row, id="-".join(row[:3])) for row in list(csv.reader(_file))[1:]]


def ask(call: str, argument: str, value: Any) -> Any:
    """Make a call with one argument replaced."""
    function, good = GOOD[call]
    return function(**(good | {argument: value}))


class TestRows:
    """Each line of ``bad_inputs.csv`` is refused as it says."""

    def test_there_are_enough(self) -> None:
        """At least eight hundred different bad arguments are tried."""
        assert len({tuple(row.values[0]) for row in ROWS}) >= 800

    @pytest.mark.parametrize("call", sorted(GOOD))
    def test_the_good_call_is_good(self, call: str) -> None:
        """The call a bad argument is put into is not refused by itself."""
        function, good = GOOD[call]
        if call.startswith("load_"):
            with pytest.raises(bc.errors.InputError):
                function(**good)
        else:
            assert function(**good) is not None

    @pytest.mark.parametrize("row", ROWS)
    def test_refused_by_name(self, row: list[str]) -> None:
        """The code and the field are the expected ones, and the value is not repeated."""
        call, argument, written, code, field = row
        value = eval(written, dict(NAMES))  # noqa: S307 - our own file
        with pytest.raises(bc.errors.BaclofenCDSError) as caught:
            ask(call, argument, value)
        error = caught.value
        assert (error.code, error.field) == (code, field)
        assert error.code in bc.errors.CODES
        assert error.args == ()
        said = f"{error!s} {error!r}"
        for digits in re.findall(r"\d*[6789]\d+", written):
            assert digits not in said
