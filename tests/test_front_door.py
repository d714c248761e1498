"""The front door: names, and loading everything at once."""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import people
import pytest

import baclofen_cds as bc
from baclofen_cds import units
from baclofen_cds.knowledge.reading.loader import current_policy


class TestPreload:
    """Everything can be loaded before the first question."""

    def test_every_name(self) -> None:
        """After preloading every public name is there."""
        bc.preload()
        for name in bc.__all__:
            assert name in vars(bc)

    def test_nothing_is_read_afterwards(self) -> None:
        """After preloading no question, and no stored one, opens a file, module or socket."""
        code = (
            "import sys, people, baclofen_cds as bc\n"
            "seen, watching = [], [False]\n"
            "sys.addaudithook(lambda event, _: watching[0] and seen.append(event))\n"
            "bc.preload()\n"
            "patient, day = people.older(), people.day(10, 5, 10)\n"
            "watching[0] = True\n"
            "for name in bc.available_profiles():\n"
            "    asked = {'profile': bc.get_profile(name)}\n"
            "    for result in (\n"
            "        bc.starting_dose(patient, **asked),\n"
            "        bc.taper_plan(patient, day, **asked),\n"
            "        bc.assess(patient, day, **asked),\n"
            "    ):\n"
            "        assert bc.recompute(bc.to_dict(result)) == result\n"
            "        bc.text(result, sources=True)\n"
            "watching[0] = False\n"
            "wrong = ('open', 'import', 'socket', 'os.', 'subprocess')\n"
            "print([event for event in seen if event.startswith(wrong)])"
        )
        places = [str(Path(__file__).parent), str(Path(bc.__file__).parents[1])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
        run = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == "[]"

    def test_policy_is_named(self) -> None:
        """The policy that speaks is named in every decision."""
        decision = bc.renal_caution(
            people.adult(), bc.NOT_TAKING, profile=bc.get_profile("us-spasticity")
        )
        assert decision.provenance.policy.id == current_policy().id == "project"

    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("check_daily_maximun", "check_daily_maximum"),
            ("start_dose", "starting_dose"),
            ("Regimens", "Regimen"),
            ("preloads", "preload"),
        ],
    )
    def test_misspelt_name(self, name: str, meant: str) -> None:
        """A misspelt name raises the ordinary error, which asks for the one that was meant."""
        with pytest.raises(AttributeError, match=rf"{name}'\. Did you mean {meant}\?$") as caught:
            getattr(bc, name)
        shown = "".join(traceback.format_exception_only(caught.value))
        assert shown.lower().count("did you mean") == 1

    @pytest.mark.parametrize("name", ["lithium", "__wrapped__", "_repr_html_"])
    def test_no_name(self, name: str) -> None:
        """Where none is near, or a tool asks for a hidden one, none is guessed."""
        with pytest.raises(AttributeError, match=rf"has no attribute '{name}'$"):
            getattr(bc, name)

    def test_dir(self) -> None:
        """``dir`` shows the public names and nothing else."""
        assert dir(bc) == sorted(bc.__all__)


class TestDailyDose:
    """A dose per day is another kind of quantity than a dose."""

    @pytest.mark.parametrize(
        ("quantity", "micrograms"),
        [
            (60 * bc.ureg.mg / bc.ureg.day, 60_000),
            (2.5 * bc.ureg.mg / bc.ureg.hour, 60_000),
            (bc.ureg.Quantity(Decimal("0.06"), "gram / day"), 60_000),
            (bc.ureg.Quantity(Fraction(420), "milligram / week"), 60_000),
        ],
    )
    def test_units(self, quantity: object, micrograms: int) -> None:
        """Any mass per time is read exactly."""
        read = units.daily_dose(quantity, "target")
        assert read == micrograms
        assert units.daily_dose(read, "target") is read

    def test_mass_is_not_mass_per_day(self) -> None:
        """A dose where a dose per day is meant is refused, and the reverse."""
        with pytest.raises(bc.errors.UnitError) as caught:
            units.daily_dose(60 * bc.ureg.mg, "target")
        assert (caught.value.code, caught.value.field) == ("unit-mismatch", "target")
        with pytest.raises(bc.errors.UnitError):
            units.dose(60 * bc.ureg.mg / bc.ureg.day, "each")


class TestNumbers:
    """Numbers no scale or form ever shows are refused at once."""

    @pytest.mark.parametrize("text", ["1e-3000000", "1e31", "-1e99"])
    def test_exponents(self, text: str) -> None:
        """A decimal far outside anything ordinary is refused before any arithmetic."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.SmallestDose(bc.ureg.Quantity(Decimal(text), "mg"))
        assert caught.value.code == "implausible"

    def test_registry_with_nonsense(self) -> None:
        """A registry whose unit converts to no number is refused as a mismatch."""

        class Odd(type(1 * bc.ureg.mg)):
            def unit_items(self):
                return (("oddity", 1),)

            def m_as(self, unit):  # noqa: ARG002 - whatever it is asked
                return "a lot"

        with pytest.raises(bc.errors.UnitError) as caught:
            bc.SmallestDose(Odd(1, "mg"))
        assert caught.value.code == "unit-mismatch"


class TestPatientShown:
    """A patient is written the same way every time."""

    def test_repr(self) -> None:
        """Sets are written in order."""
        both = {bc.Condition.STROKE, bc.Condition.EPILEPSY}
        text = repr(people.adult(conditions=both))
        assert "conditions={epilepsy, stroke}" in text

    @pytest.mark.parametrize(("centimetres", "fits"), [(19.9, 0), (20, 1), (280, 1), (280.1, 0)])
    def test_height_window(self, centimetres: float, fits: int) -> None:
        """A height nobody has had is refused by name."""
        if fits:
            assert people.adult(height=centimetres * bc.ureg.cm).height is not None
            return
        with pytest.raises(bc.errors.InputError) as caught:
            people.adult(height=centimetres * bc.ureg.cm)
        assert (caught.value.code, caught.value.field) == ("implausible", "height")
