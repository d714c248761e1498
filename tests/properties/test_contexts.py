"""What a caller's pint contexts may turn into what: never one fact into another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds import units

DAY = dt.date(2026, 3, 10)
DIMENSIONS = {
    "[mass]": "milligram",
    "[substance]": "millimole",
    "[length]": "centimeter",
    "[time]": "day",
    "[mass] / [time]": "milligram / day",
    "[mass] / [length] ** 3": "milligram / liter",
    "[substance] / [length] ** 3": "millimole / liter",
    "[length] ** 3": "milliliter",
    "[length] ** 3 / [time]": "milliliter / minute",
    "[]": "dimensionless",
}
"""Every dimension a door asks for and some others, each with a unit of it."""

UNITS = (
    *("milligram", "microgram", "nanogram", "gram", "kilogram", "centigram", "pound", "stone"),
    *("millimole", "nanomole", "milliliter", "liter", "dimensionless", "centimeter", "inch"),
    *("day", "week", "hour", "year", "month", "milligram / day", "gram / hour", "pound / week"),
    *("milligram / deciliter", "gram / deciliter", "microgram / milliliter", "gram / liter"),
    *(
        "milligram / milliliter",
        "microgram / deciliter",
        "milligram / centiliter",
        "pound / gallon",
    ),
    *("micromole / liter", "nanomole / milliliter", "millimole / meter ** 3", "mole / gallon"),
    *("milliliter / minute", "liter / day", "gallon / hour", "milliliter / minute / meter ** 2"),
    *("milligram * hour / hour", "liter * milligram / deciliter / milliliter"),
)

Door = Callable[[Any, str], int]
DOORS: dict[str, Door] = {
    "dose": units.dose,
    "daily dose": units.daily_dose,
    "weight": units.weight,
    "height": units.height,
    "creatinine": units.creatinine,
    "cystatin C": units.cystatin_c,
    "flow": units.flow,
    "age": units.age,
    "duration": units.duration,
}


def everything_into_everything(*, fails: bool = False) -> pint.Context:
    """Return a context that turns every dimension into every other, for half the number."""
    made = pint.Context("raising" if fails else "everything")
    for source in DIMENSIONS:
        for target, unit in DIMENSIONS.items():
            if source != target:
                made.add_transformation(source, target, _turned(unit, fails=fails))
    return made


def _turned(unit: str, *, fails: bool) -> Callable[..., Any]:
    def turned(registry: Any, value: Any, **_: Any) -> Any:
        if fails:
            raise RuntimeError
        return registry.Quantity(value.magnitude / 2, unit)

    return turned


REGISTRIES: dict[str, tuple[Any, type]] = {
    "ours": (bc.ureg, float),
    "float": (pint.UnitRegistry(), float),
    "decimal": (pint.UnitRegistry(non_int_type=Decimal), Decimal),
    "fraction": (pint.UnitRegistry(non_int_type=Fraction), Fraction),
    "offsets": (pint.UnitRegistry(autoconvert_offset_to_baseunit=True), float),
}
for _registry, _ in REGISTRIES.values():
    _registry.add_context(everything_into_everything())
    _registry.add_context(everything_into_everything(fails=True))

CONTEXTS = ("chemistry", "spectroscopy", "everything", "raising")


@contextmanager
def context(name: str, registry: Any, kind: type, *, enabled: bool) -> Iterator[None]:
    """Work in a context of a registry, entered for a while or enabled until further notice."""
    molar = {"mw": registry.Quantity(kind("213.66"), "gram / mole")}
    told = molar if name == "chemistry" else {}
    if not enabled:
        with registry.context(name, **told):
            yield
        return
    registry.enable_contexts(name, **told)
    try:
        yield
    finally:
        registry.disable_contexts()


def came_of(door: Door, quantity: Any) -> int | str:
    """Return the integer a quantity became, or the code of the error."""
    try:
        return int(door(quantity, "field"))
    except bc.errors.InputError as error:
        return error.code


@pytest.mark.invariant(15)
class TestContexts:
    """I15: a context of the caller changes no value and lets nothing in, at any door."""

    @given(
        of=st.sampled_from(sorted(REGISTRIES)),
        name=st.sampled_from(CONTEXTS),
        enabled=st.booleans(),
        unit=st.sampled_from(UNITS),
        thousandths=st.integers(1, 500_000),
    )
    def test_any(self, of: str, name: str, enabled: bool, unit: str, thousandths: int) -> None:
        """A quantity becomes the same integer, or the same refusal, inside and outside."""
        registry, kind = REGISTRIES[of]
        quantity = registry.Quantity(kind(str(thousandths)) / 1_000, unit)
        outside = {at: came_of(door, quantity) for at, door in DOORS.items()}
        with context(name, registry, kind, enabled=enabled):
            assert {at: came_of(door, quantity) for at, door in DOORS.items()} == outside
            again = registry.Quantity(kind(str(thousandths)) / 1_000, unit)
            assert {at: came_of(door, again) for at, door in DOORS.items()} == outside


class TestWhatIsRead:
    """The values themselves, one by one."""

    @pytest.mark.parametrize("of", REGISTRIES)
    @pytest.mark.parametrize("name", CONTEXTS)
    @pytest.mark.parametrize("enabled", [True, False])
    @pytest.mark.parametrize(
        ("number", "unit"),
        [
            ("1.4", "milligram / deciliter"),
            ("14", "microgram / milliliter"),
            ("0.0014", "gram / deciliter"),
            ("0.014", "milligram / milliliter"),
            ("1400", "microgram / deciliter"),
            ("0.14", "milligram / centiliter"),
            ("14", "gram / meter ** 3"),
            ("0.12376", "micromole / milliliter"),
            ("123.76", "millimole / meter ** 3"),
        ],
    )
    def test_creatinine(self, of: str, name: str, enabled: bool, number: str, unit: str) -> None:
        """1.4 mg/dL is 123.76 µmol/L in every unit, in every context."""
        registry, kind = REGISTRIES[of]
        with context(name, registry, kind, enabled=enabled):
            quantity = registry.Quantity(kind(number), unit)
            assert units.creatinine(quantity, "serum_creatinine") == 123_760

    @pytest.mark.parametrize("name", CONTEXTS)
    @pytest.mark.parametrize(
        ("door", "number", "unit", "whole"),
        [
            ("dose", 2, "centigram", 20_000),
            ("daily dose", 2, "centigram / day", 20_000),
            ("weight", 10, "stone", 63_503),
            ("height", 63, "inch", 1_600),
            ("cystatin C", 0.12, "milligram / centiliter", 12_000),
            ("flow", 54.72, "liter / day", 3_800),
            ("age", 1, "century", 1_200),
            ("duration", 48, "hour", 2),
        ],
    )
    def test_other_doors(self, name: str, door: str, number: float, unit: str, whole: int) -> None:
        """Units that are asked of the registry are read in a context as outside it."""
        with context(name, bc.ureg, float, enabled=True):
            assert DOORS[door](bc.ureg.Quantity(number, unit), "field") == whole

    @pytest.mark.parametrize("name", CONTEXTS)
    @pytest.mark.parametrize("door", DOORS)
    def test_another_dimension(self, name: str, door: str) -> None:
        """What measures something else is refused, though a context could turn it."""
        with context(name, bc.ureg, float, enabled=True):
            assert came_of(DOORS[door], bc.ureg.Quantity(5, "kelvin")) == "unit-mismatch"
            assert came_of(DOORS[door], bc.ureg.Quantity(5, "mole")) == "unit-mismatch"

    def test_the_molar_mass_of_baclofen(self) -> None:
        """A level's molar mass in force halves no creatinine, so it permits no start."""
        outcomes = []
        for enabled in (False, True):
            with context("chemistry" if enabled else "spectroscopy", bc.ureg, float, enabled=True):
                patient = bc.Patient(
                    age=78 * bc.ureg.year,
                    as_of=DAY,
                    sex=bc.Sex.FEMALE,
                    serum_creatinine=bc.ureg.Quantity(14, "microgram / milliliter"),
                    serum_creatinine_on=DAY,
                    dialysis=bc.Dialysis.NONE,
                    indication=bc.Indication.MULTIPLE_SCLEROSIS,
                )
                decision = bc.starting_dose(patient, profile=bc.get_profile("us-spasticity"))
                outcomes.append((patient.creatinine_nmol_l, decision.has_answer))
        assert outcomes == [(123_760, False)] * 2
