"""The gate: what a quantity may be, in whose registry, and what importing us changes."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pint
import pytest
import strategies as some
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc

AS_OF = dt.date(2026, 3, 10)


def dose_of(quantity: Any) -> int:
    """Read one administration and return its micrograms."""
    return bc.Regimen([quantity]).micrograms[0]


def patient(**facts: Any) -> bc.Patient:
    """Make an adult patient."""
    return bc.Patient(**({"age": 40 * bc.ureg.year, "as_of": AS_OF} | facts))


def run(code: str) -> str:
    """Run code in a new interpreter and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class FakeScalar:
    """What a zero-dimensional array looks like from outside."""

    shape: tuple[int, ...] = ()

    def __init__(self, value: Any) -> None:
        self.value = value

    def item(self) -> Any:
        """Return the Python number inside."""
        return self.value


class FakeArray(FakeScalar):
    """What an array of two looks like from outside."""

    shape = (2,)


def with_magnitude(magnitude: Any, unit: str = "milligram") -> Any:
    """Make a quantity around any object, as array libraries do."""
    quantity = bc.ureg.Quantity(1, unit)
    quantity._magnitude = magnitude
    return quantity


class TestNumbers:
    """Any exact or finite number is read exactly."""

    @pytest.mark.parametrize(
        "magnitude",
        [5, 5.0, Decimal(5), Decimal("5.000"), Fraction(5), Fraction(10, 2)],
    )
    def test_types_of_number(self, magnitude: Any) -> None:
        """Five milligrams are 5000 mcg whatever type the five has."""
        assert dose_of(bc.ureg.Quantity(magnitude, "mg")) == 5_000

    @pytest.mark.parametrize("inner", [5, 5.0, Decimal(5)])
    def test_array_scalars(self, inner: Any) -> None:
        """A zero-dimensional array is its one number."""
        assert dose_of(with_magnitude(FakeScalar(inner))) == 5_000

    @pytest.mark.parametrize("inner", ["5", None, [5], FakeArray(5)])
    def test_array_scalars_of_something_else(self, inner: Any) -> None:
        """A zero-dimensional array of no number is refused."""
        with pytest.raises(bc.errors.InputError) as caught:
            dose_of(with_magnitude(FakeScalar(inner)))
        assert (caught.value.code, caught.value.field) == ("wrong-type", "doses[0]")

    @pytest.mark.parametrize(
        "magnitude", [FakeArray(5), "5", None, [5], 5j, object(), True, b"5", {}]
    )
    def test_no_single_number(self, magnitude: Any) -> None:
        """A magnitude that is not one number is refused."""
        with pytest.raises(bc.errors.InputError) as caught:
            dose_of(with_magnitude(magnitude))
        assert (caught.value.code, caught.value.field) == ("wrong-type", "doses[0]")

    @pytest.mark.parametrize(
        "magnitude",
        [
            float("nan"),
            float("inf"),
            float("-inf"),
            Decimal("NaN"),
            Decimal("sNaN"),
            Decimal("Infinity"),
            Decimal("-Infinity"),
        ],
    )
    def test_not_finite(self, magnitude: Any) -> None:
        """NaN of either kind and infinities are refused by name."""
        with pytest.raises(bc.errors.InputError) as caught:
            dose_of(with_magnitude(magnitude))
        assert (caught.value.code, caught.value.field) == ("not-finite", "doses[0]")

    @pytest.mark.parametrize(
        "magnitude", [-5, -0.001, -0.0, Decimal("-0"), Decimal(-5), Fraction(-1, 3)]
    )
    def test_negative(self, magnitude: Any) -> None:
        """Anything below zero, a negative zero included, is refused."""
        with pytest.raises(bc.errors.InputError) as caught:
            dose_of(with_magnitude(magnitude))
        assert (caught.value.code, caught.value.field) == ("negative", "doses[0]")

    @pytest.mark.parametrize("magnitude", [0, 0.0, Decimal(0), Fraction(0)])
    def test_zero(self, magnitude: Any) -> None:
        """Zero is no dose: a patient who takes none is NOT_TAKING."""
        with pytest.raises(bc.errors.InputError) as caught:
            dose_of(with_magnitude(magnitude))
        assert (caught.value.code, caught.value.field) == ("not-positive", "doses[0]")


class TestWholeMicrograms:
    """A dose is accepted within a millionth of a whole microgram, otherwise refused."""

    @pytest.mark.parametrize(
        ("micrograms", "kept"),
        [
            (Decimal("5000.000001"), 5_000),
            (Decimal("4999.999999"), 5_000),
            (Decimal("5000.0000005"), 5_000),
        ],
    )
    def test_within(self, micrograms: Decimal, kept: int) -> None:
        """At most a millionth away is the whole microgram."""
        assert dose_of(bc.ureg.Quantity(micrograms, "microgram")) == kept

    @pytest.mark.parametrize(
        "micrograms", ["5000.0000011", "4999.9999989", "5000.5", "5000.1", "100.25"]
    )
    def test_beyond(self, micrograms: str) -> None:
        """Further away is refused as too precise; nothing is rounded."""
        with pytest.raises(bc.errors.InputError) as caught:
            dose_of(bc.ureg.Quantity(Decimal(micrograms), "microgram"))
        assert (caught.value.code, caught.value.field) == ("too-precise", "doses[0]")

    def test_float_noise_is_no_precision(self) -> None:
        """0.1 + 0.2 mg is 300 mcg."""
        assert dose_of((0.1 + 0.2) * bc.ureg.mg) == 300


class TestUnits:
    """Any unit of the right kind is read; the same amount is the same value."""

    @pytest.mark.parametrize(
        ("value", "unit"),
        [
            (5, "mg"),
            (5_000, "mcg"),
            (5_000, "ug"),
            (5_000, "microgram"),
            (Decimal("0.005"), "g"),
            (Decimal("0.000005"), "kg"),
            (5_000_000, "ng"),
            (Decimal("0.5"), "cg"),
            (5, "mg * hour / hour"),
            (5, "mg / dL * dL"),
        ],
    )
    def test_doses(self, value: Any, unit: str) -> None:
        """Five milligrams in any mass unit are 5000 mcg."""
        assert dose_of(bc.ureg.Quantity(value, unit)) == 5_000

    @pytest.mark.parametrize(
        ("value", "unit", "grams"),
        [
            (62, "kg", 62_000),
            (62_000, "g", 62_000),
            (100, "lb", 45_359),
            (10, "stone", 63_503),
            (1_600, "oz", 45_359),
            (700_000, "grain", 45_359),
            (Decimal("0.062"), "metric_ton", 62_000),
        ],
    )
    def test_weights(self, value: Any, unit: str, grams: int) -> None:
        """A body mass in any mass unit is kept to the gram (1 lb is 453.59237 g)."""
        assert patient(weight=bc.ureg.Quantity(value, unit)).weight_grams == grams

    @pytest.mark.parametrize(
        ("value", "unit", "millimetres"),
        [(160, "cm", 1_600), (1.6, "m", 1_600), (63, "inch", 1_600), (5.25, "foot", 1_600)],
    )
    def test_heights(self, value: Any, unit: str, millimetres: int) -> None:
        """A height in any length unit is kept to the millimetre (1 inch is 25.4 mm)."""
        assert patient(height=bc.ureg.Quantity(value, unit)).height_millimetres == millimetres

    @pytest.mark.parametrize(
        ("value", "unit"),
        [
            (1.4, "mg / dL"),
            (14, "mg / L"),
            (0.014, "mg / mL"),
            (0.014, "g / L"),
            (14, "ug / mL"),
            (123.76, "umol / L"),
            (0.12376, "mmol / L"),
            (123_760, "nmol / L"),
            (123.76, "mmol / m**3"),
        ],
    )
    def test_creatinines(self, value: float, unit: str) -> None:
        """1.4 mg/dL is 123.76 µmol/L in every unit of either kind."""
        got = patient(serum_creatinine=bc.ureg.Quantity(value, unit)).creatinine_nmol_l
        assert got == 123_760

    def test_creatinine_unit_the_other_way_round(self) -> None:
        """The order in which a unit was multiplied does not matter."""
        turned = 1.4 / bc.ureg.dL * bc.ureg.mg
        assert patient(serum_creatinine=turned).creatinine_nmol_l == 123_760
        per_hundred = 1.4 * bc.ureg.mg / (100 * bc.ureg.mL)
        assert patient(serum_creatinine=per_hundred).creatinine_nmol_l == 123_760

    @pytest.mark.parametrize(
        ("value", "unit", "hundredths"),
        [
            (38, "mL / min", 3_800),
            (0.038, "L / min", 3_800),
            (2.28, "L / hour", 3_800),
            (54.72, "L / day", 3_800),
            (38.999, "mL / min", 3_899),
        ],
    )
    def test_flows(self, value: float, unit: str, hundredths: int) -> None:
        """A rate in any volume per time is kept in hundredths, rounded down."""
        recorded = bc.RecordedGFR(
            bc.ureg.Quantity(value, unit),
            equation=bc.GFREquation.MDRD,
            indexing=bc.GFRIndexing.INDEXED,
            on=AS_OF,
        )
        assert recorded.hundredths == hundredths

    @pytest.mark.parametrize(
        ("value", "unit", "months"),
        [
            (78, "year", 936),
            (18, "month", 18),
            (9.5, "year", 114),
            (3_652.5, "day", 120),
            (1, "century", 1_200),
        ],
    )
    def test_ages(self, value: Any, unit: str, months: int) -> None:
        """An age is kept in whole months."""
        assert bc.Patient(age=bc.ureg.Quantity(value, unit), as_of=AS_OF).age_months == months

    @pytest.mark.parametrize(
        "unit", ["mL", "mg / day", "mol", "dimensionless", "second", "mg / kg", "degC", "kelvin"]
    )
    def test_doses_of_another_kind(self, unit: str) -> None:
        """A volume, a rate, an amount of substance or a pure number is no drug mass."""
        with pytest.raises(bc.errors.UnitError) as caught:
            dose_of(bc.ureg.Quantity(5, unit))
        assert (caught.value.code, caught.value.field) == ("unit-mismatch", "doses[0]")

    def test_a_rate_per_surface_is_refused(self) -> None:
        """A surface never stands in the unit of a rate: the indexing says it."""
        with pytest.raises(bc.errors.UnitError) as caught:
            bc.RecordedGFR(
                38 * bc.ureg.mL / bc.ureg.min / bc.ureg.m**2,
                equation=bc.GFREquation.MDRD,
                indexing=bc.GFRIndexing.INDEXED,
                on=AS_OF,
            )
        assert (caught.value.code, caught.value.field) == ("unit-mismatch", "value")

    @given(st.data())
    def test_the_same_dose_in_another_unit(self, data: st.DataObject) -> None:
        """Promise 2: an amount written in any unit and type of number is the same regimen."""
        amount = data.draw(some.dose_micrograms())
        first, second = data.draw(some.mass_of(amount)), data.draw(some.mass_of(amount))
        assert bc.Regimen([first]) == bc.Regimen([second])
        assert hash(bc.Regimen([first])) == hash(bc.Regimen([second]))

    @given(st.data())
    def test_the_same_creatinine_in_another_unit(self, data: st.DataObject) -> None:
        """Promise 2: a creatinine written in mg/dL or µmol/L is the same patient."""
        level = data.draw(st.integers(20_000, 795_600))
        first, second = data.draw(some.creatinine_of(level)), data.draw(some.creatinine_of(level))
        assert patient(serum_creatinine=first) == patient(serum_creatinine=second)


class TestOtherRegistries:
    """A quantity of any pint registry is read as what its own registry says."""

    @pytest.mark.parametrize("kind", [float, Decimal, Fraction])
    def test_units(self, kind: type) -> None:
        """Units of another registry, whatever its numbers are, are read, and converted."""
        other = pint.UnitRegistry(non_int_type=kind)
        assert dose_of(other.Quantity(kind("5"), "mg")) == 5_000
        weighed = patient(weight=other.Quantity(kind("62"), "kg"))
        assert weighed == patient(weight=62 * bc.ureg.kg)
        assert patient(weight=other.Quantity(kind("10"), "stone")).weight_grams == 63_503

    def test_redefinition_changes_nothing(self) -> None:
        """What a caller's registry calls a milligram is a milligram here."""
        other = pint.UnitRegistry(on_redefinition="ignore")
        other.define("milligram = 5 * gram")
        assert dose_of(other.Quantity(5, "milligram")) == 5_000
        assert dose_of(5 * bc.ureg.mg) == 5_000

    def test_a_registry_that_does_not_know_the_unit(self) -> None:
        """A quantity in a unit only its own registry knows, of no mass, is refused."""
        other = pint.UnitRegistry()
        other.define("tablet = [tablets]")
        with pytest.raises(bc.errors.UnitError) as caught:
            dose_of(other.Quantity(1, "tablet"))
        assert (caught.value.code, caught.value.field) == ("unit-mismatch", "doses[0]")

    def test_a_registry_of_few_units(self) -> None:
        """A registry that knows no amount of substance still says what a mass is."""
        other = pint.UnitRegistry(None)
        for line in (
            "milli- = 1e-3",
            "deci- = 1e-1",
            "gram = [mass]",
            "meter = [length]",
            "liter = 1e-3 * meter ** 3",
            "pinch = 7 * milligram",
        ):
            other.define(line)
        measured = other.Quantity(0.2, "pinch / deciliter")
        assert patient(serum_creatinine=measured).creatinine_nmol_l == 123_760

    @pytest.mark.parametrize(
        "name", ["magnitude", "units", "unit_items", "dimensionality", "m_as"]
    )
    @pytest.mark.parametrize("unit", ["milligram", "pound", "liter"])
    @pytest.mark.parametrize("error", [RuntimeError, pint.UndefinedUnitError("x"), MemoryError])
    def test_a_quantity_that_raises(self, name: str, unit: str, error: Any) -> None:
        """Whatever a caller's quantity raises, a named error leaves, without a cause."""

        class Raising(bc.ureg.Quantity):  # type: ignore[misc,valid-type]
            @property
            def _raising(self) -> Any:
                raise error

        setattr(Raising, name, Raising._raising)
        tabled = unit == "milligram" and name not in ("magnitude", "unit_items")
        if tabled:
            assert dose_of(Raising(5, unit)) == 5_000
            return
        with pytest.raises(bc.errors.UnitError) as caught:
            dose_of(Raising(5, unit))
        assert (caught.value.code, caught.value.field) == ("unit-mismatch", "doses[0]")
        assert caught.value.__cause__ is None

    def test_a_number_that_raises(self) -> None:
        """A number whose parts raise is refused by name."""

        class Raising(Fraction):
            @property
            def numerator(self) -> Any:
                raise RuntimeError

        with pytest.raises(bc.errors.InputError) as caught:
            dose_of(with_magnitude(Raising(5)))
        assert caught.value.field == "doses[0]"

    def test_answers_come_in_the_application_registry(self) -> None:
        """Quantities that come back belong to bc.ureg and add up with the caller's own."""
        total = bc.Regimen([5 * bc.ureg.mg]).total_daily_dose
        assert (total + 1 * bc.ureg.mg / bc.ureg.day).m_as("mg / day") == 6


class TestNothingShared:
    """What the caller does with a quantity afterwards changes nothing here."""

    def test_mutation_of_an_argument(self) -> None:
        """A quantity changed in place after the call is not the patient's."""
        weight, dose = 62.0 * bc.ureg.kg, 5.0 * bc.ureg.mg
        someone, regimen = patient(weight=weight), bc.Regimen([dose])
        weight *= 2
        dose.ito("gram")
        dose += 1 * bc.ureg.gram
        assert someone.weight_grams == 62_000
        assert regimen.micrograms == (5_000,)

    def test_mutation_of_a_result(self) -> None:
        """A quantity that came back and is changed is not the regimen's."""
        regimen = bc.Regimen([5 * bc.ureg.mg])
        got = regimen.total_daily_dose
        got *= 10
        got.ito("gram / day")
        assert regimen.total_daily_dose.m_as("mg / day") == 5

    def test_mutation_of_a_list(self) -> None:
        """A list of doses or codes changed after the call is not ours."""
        doses, codes = [5 * bc.ureg.mg], ["N02AA05"]
        regimen, medicines = bc.Regimen(doses), bc.Medicines(codes)
        doses.append(10 * bc.ureg.mg)
        codes.clear()
        assert regimen.times_per_day == 1
        assert medicines.codes == ("N02AA05",)


class TestImport:
    """Importing the package is cheap and changes nothing around it."""

    def test_nothing_heavy_is_imported(self) -> None:
        """``import baclofen_cds`` brings in neither pint nor numpy nor a parser."""
        heavy = "'pint', 'numpy', 'tomllib', 'attrs', 'attr', 'typer', 'rich', 'pandas'"
        out = run(f"import sys, baclofen_cds; print([m for m in [{heavy}] if m in sys.modules])")
        assert out == "[]"

    def test_the_application_registry_keeps_its_definitions(self) -> None:
        """Using the library adds no unit to, and changes none in, the application registry."""
        out = run(
            "import pint, datetime as dt\n"
            "app = pint.get_application_registry()\n"
            "app.Unit('milligram')\n"
            "before = set(app._units), dict(app._suffixes), set(app._prefixes)\n"
            "mg = app.Quantity(1, 'mg').to_base_units()\n"
            "import baclofen_cds as bc\n"
            "bc.preload()\n"
            "p = bc.Patient(age=40 * bc.ureg.year, as_of=dt.date(2026, 3, 10),\n"
            "    weight=62 * bc.ureg.kg, serum_creatinine=1 * bc.ureg.mg / bc.ureg.dL)\n"
            "bc.assess(p, bc.NOT_TAKING, profile=bc.get_profile('us-spasticity'))\n"
            "after = set(app._units), dict(app._suffixes), set(app._prefixes)\n"
            "known = {'milligram', 'microgram', 'kilogram', 'centimeter', 'deciliter',\n"
            "    'micromole', 'nanomole', 'milliliter', 'millimeter', 'nanogram', 'millimole'}\n"
            "print(after[1:] == before[1:], after[0] - before[0] <= known,\n"
            "    mg == app.Quantity(1, 'mg').to_base_units(), bc.ureg.get() is app.get())\n"
        )
        assert out == "True True True True"

    def test_eight_threads_make_the_first_call(self) -> None:
        """Eight threads that meet the library for the first time together all get answers."""
        out = run(
            "import threading, datetime as dt, baclofen_cds as bc\n"
            "gate, seen = threading.Barrier(8), []\n"
            "def ask():\n"
            "    gate.wait()\n"
            "    u = bc.ureg\n"
            "    p = bc.Patient(age=45 * u.year, as_of=dt.date(2026, 3, 10),\n"
            "        weight=62 * u.kg, serum_creatinine=80 * u.umol / u.L,\n"
            "        serum_creatinine_on=dt.date(2026, 3, 3),\n"
            "        indication=bc.Indication.MULTIPLE_SCLEROSIS)\n"
            "    d = bc.starting_dose(p, profile=bc.get_profile('us-spasticity'))\n"
            "    seen.append(str(d.answer.preferred))\n"
            "threads = [threading.Thread(target=ask) for _ in range(8)]\n"
            "[t.start() for t in threads]\n"
            "[t.join() for t in threads]\n"
            "print(len(seen), set(seen))\n"
        )
        assert out == "8 {'5 mg three times daily'}"


class TestShown:
    """What comes back is a fresh quantity in the unit a clinician reads."""

    @pytest.mark.parametrize(
        ("micrograms", "shown"),
        [(5_000, "5 milligram"), (7_500, "7.5 milligram"), (500, "0.5 milligram")],
    )
    def test_quantities(self, micrograms: int, shown: str) -> None:
        """A dose is shown in mg, whole where it is whole."""
        assert str(bc.Regimen([micrograms * bc.ureg.mcg]).largest_dose) == shown

    @pytest.mark.parametrize(
        ("value", "per", "written"),
        [
            (7_500, 1_000, "7.5"),
            (500, 1_000, "0.5"),
            (15_000, 1_000, "15"),
            (0, 1_000, "0"),
            (-500, 1_000, "-0.5"),
            (1_000_000, 1_000, "1000"),
            (1, 1_000, "0.001"),
            (10, 100, "0.1"),
        ],
    )
    def test_decimals(self, value: int, per: int, written: str) -> None:
        """No trailing zero, always a leading zero, thousands never grouped."""
        from baclofen_cds.amounts import decimal

        assert decimal(value, per) == written
