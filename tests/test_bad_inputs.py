"""Every bad argument is refused by name, by one of our errors, without repeating it.

``bad_inputs.csv`` holds one bad argument a line: the call, the argument, the value as a
Python expression, and the code and field with which it is refused. Every other argument
of the call is a good one. The sweep after it puts wrong objects everywhere.
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

import pytest

import baclofen_cds as bc
from baclofen_cds.kidney import WeightBasis
from baclofen_cds.knowledge.loader import current_policy

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
REGIMEN = bc.Regimen.even(each=10 * u.mg, times_per_day=3)
PROFILE = bc.get_profile("us-spasticity")
POLICY = current_policy()
GUIDANCE = bc.get_guidance("muanda")
RATE = bc.kidney.ckd_epi_2021(ADULT)
CLEARANCE = bc.kidney.cockcroft_gault(ADULT)
DECISION = bc.check_daily_maximum(ADULT, REGIMEN, profile=PROFILE)
STORED = bc.to_dict(DECISION)
STORED_DAY = bc.to_dict(REGIMEN)

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
    "Regimen": (bc.Regimen, {"doses": [10 * u.mg], "confirmed": False}),
    "Regimen.even": (
        bc.Regimen.even,
        {"each": 10 * u.mg, "times_per_day": 3, "confirmed": False},
    ),
    "Makeable": (bc.Makeable, {"smallest_dose": 5 * u.mg}),
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
    "text": (bc.text, {"result": DECISION, "sources": False}),
    "kidney.ckd_epi_2021": (bc.kidney.ckd_epi_2021, {"patient": ADULT}),
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
    "to_dict": (bc.to_dict, {"value": DECISION}),
    "from_dict": (bc.from_dict, {"data": STORED_DAY}),
    "recompute": (bc.recompute, {"data": STORED}),
}
OPTIONAL: dict[str, tuple[str, ...]] = {
    "Patient": (
        "date_of_birth",
        "sex",
        "weight",
        "weight_on",
        "height",
        "serum_creatinine",
        "serum_creatinine_on",
        "recorded_gfr",
        "kidney_state",
        "kidney_values_in_doubt",
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
    "taper_plan": ("smallest_dose", "guidance", "policy"),
    "titration_plan": ("target", "smallest_dose", "setting", "guidance", "policy"),
    "next_titration_step": ("smallest_dose", "setting", "guidance", "policy"),
    "check_regimen_change": ("exposure", "setting", "guidance", "policy"),
    "older_adult_caution": ("setting", "guidance", "policy"),
    "get_profile": ("as_of", "revision"),
    "recompute": ("profile", "guidance", "policy"),
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


class _Hostile:
    """An object that can be neither written out, compared nor hashed."""

    def __str__(self) -> str:
        raise RuntimeError

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]


class _Thing:
    """A class, to be passed where an object is needed."""


WRONG: dict[str, Any] = {
    "None": None,
    "true": True,
    "zero": 0,
    "int": 987,
    "negative": -987,
    "huge": 10**400,
    "float": 9.87,
    "nan": float("nan"),
    "infinity": float("inf"),
    "complex": 9 + 8j,
    "Decimal": Decimal("9.87"),
    "str": "987",
    "empty str": "",
    "bytes": b"987",
    "bytearray": bytearray(b"987"),
    "list": [987],
    "empty list": [],
    "list of lists": [[987]],
    "tuple": (None,),
    "dict": {"a": 987},
    "set": {987},
    "range": range(3),
    "generator": "GENERATOR",
    "object": object(),
    "hostile": _Hostile(),
    "list of hostile": [_Hostile()],
    "class": _Thing,
    "lambda": lambda: 987,
    "Ellipsis": ...,
    "mass": 9.87 * u.mg,
    "volume": 9.87 * u.mL,
    "list of mass": [9.87 * u.mg],
    "dimensionless": u.Quantity(9.87, ""),
    "temperature": u.Quantity(9.87, "degC"),
    "quantity of a list": "LIST_QUANTITY",
    "unit": u.mg,
    "enum": bc.Sex.MALE,
    "list of enum": [bc.Sex.MALE],
    "datetime": dt.datetime(1987, 6, 5, 4, tzinfo=dt.UTC),
    "date": dt.date(1987, 6, 5),
    "timedelta": dt.timedelta(days=987),
    "path": Path("/nowhere/987"),
    "patient": PATIENT,
    "regimen": REGIMEN,
    "profile": PROFILE,
    "decision": DECISION,
    "error": ValueError("987"),
}


def fresh(name: str) -> Any:
    """Return a wrong object; one that is used up, or that is mutated, is made anew."""
    if name == "generator":
        return (x for x in [987])
    if name == "quantity of a list":
        broken = u.Quantity(1, "mg")
        broken._magnitude = [9.87]
        return broken
    return WRONG[name]


PLACES = [
    (call, argument)
    for call, (_, good) in GOOD.items()
    for argument in dict.fromkeys((*good, *OPTIONAL.get(call, ())))
]


class TestWrongObjects:
    """Whatever object stands in any place, only our own errors come out."""

    def test_every_public_call_is_swept(self) -> None:
        """Every public function that takes arguments is among the calls."""
        import inspect

        functions = {
            name
            for name in bc.__all__
            if inspect.isfunction(getattr(bc, name))
            and inspect.signature(getattr(bc, name)).parameters
        }
        assert functions <= set(GOOD)

    def test_every_argument_is_swept(self) -> None:
        """Every argument of every call in the list is among the places."""
        import inspect

        for call, (function, _) in GOOD.items():
            arguments = set(inspect.signature(function).parameters)
            assert arguments == {argument for c, argument in PLACES if c == call}

    @pytest.mark.parametrize(("call", "argument"), PLACES)
    def test_only_our_errors(self, call: str, argument: str) -> None:
        """No wrong object makes a call raise anything but one of our errors."""
        escaped = []
        for name in WRONG:
            try:
                ask(call, argument, fresh(name))
            except bc.errors.BaclofenCDSError:
                continue
            except Exception as error:  # noqa: BLE001 - that is the question
                escaped.append(f"{name}: {type(error).__name__}")
        assert escaped == []
