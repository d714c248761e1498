"""The invariants of what comes in: units, windows, dates, ages, files, and the order of asking."""

from __future__ import annotations

import datetime as dt
import math
import threading
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs
import pytest
import strategies as some
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds.knowledge.reading import loader

EVERY_PROFILE = [bc.get_profile(name) for name in bc.available_profiles()]
over_every_profile = pytest.mark.parametrize("profile", EVERY_PROFILE, ids=lambda p: p.id)
NUMBERS = st.one_of(
    st.integers(1, 10**6),
    st.floats(0.001, 10**6),
    st.decimals(Decimal("0.001"), 10**6),
    st.fractions(Fraction(1, 1000), 10**6),
)
QUANTITIES = {
    "dose": lambda value: bc.Regimen([value]),
    "weight": lambda value: adult(weight=value),
    "height": lambda value: adult(height=value),
    "serum_creatinine": lambda value: adult(serum_creatinine=value),
    "age": lambda value: bc.Patient(age=value, as_of=some.AS_OF),
    "target": lambda value: bc.titration_plan(adult(), profile=EVERY_PROFILE[0], target=value),
    "exposure": lambda value: bc.taper_plan(
        adult(),
        bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3),
        profile=EVERY_PROFILE[0],
        exposure=value,
    ),
}
UNITS = {
    "dose": "mg",
    "weight": "kg",
    "height": "cm",
    "serum_creatinine": "mg/dL",
    "age": "year",
    "target": "mg/day",
    "exposure": "day",
}
OTHER_UNITS = [
    "mL",
    "mg/kg",
    "mg/kg/day",
    "mmol",
    "degC",
    "m**2",
    "mL/min",
    "dimensionless",
    "kg/mg",
]


def adult(**facts: Any) -> bc.Patient:
    return bc.Patient(**{"age": 45 * bc.ureg.year, "as_of": some.AS_OF, **facts})


@pytest.mark.invariant(16)
class TestUnitsAreMandatory:
    """I16: a bare number and a wrong dimension are refused by name; no default unit exists."""

    @pytest.mark.parametrize("name", QUANTITIES)
    @given(number=NUMBERS)
    def test_bare(self, name: str, number: Any) -> None:
        """A bare number of any type is a missing unit."""
        with pytest.raises(bc.errors.UnitError) as caught:
            QUANTITIES[name](number)
        assert caught.value.code == "unit-missing"

    @pytest.mark.parametrize("unit", OTHER_UNITS)
    @pytest.mark.parametrize("name", QUANTITIES)
    def test_dimension(self, name: str, unit: str) -> None:
        """A quantity of another kind is a mismatch."""
        with pytest.raises(bc.errors.UnitError) as caught:
            QUANTITIES[name](bc.ureg.Quantity(5, unit))
        assert caught.value.code == "unit-mismatch"


@pytest.mark.invariant(17)
class TestKindsDoNotMix:
    """I17: per administration, per day, body mass and clearance never stand for each other."""

    @pytest.mark.parametrize(
        ("name", "unit"), [("dose", "mg/day"), ("target", "mg"), ("target", "mg/kg/day")]
    )
    @given(number=st.integers(1, 60))
    def test_dose(self, name: str, unit: str, number: int) -> None:
        """A dose per day is no dose per administration, nor the other way about."""
        with pytest.raises(bc.errors.UnitError):
            QUANTITIES[name](bc.ureg.Quantity(number, unit))

    @given(hundredths=st.integers(100, 15_000))
    def test_rates(self, hundredths: int) -> None:
        """Clearance, indexed and absolute rates of one number are three unequal things."""
        from baclofen_cds.filtration import AbsoluteGFR, IndexedGFR

        equation = bc.GFREquation.CKD_EPI_2021
        indexed, absolute = (kind(hundredths, equation) for kind in (IndexedGFR, AbsoluteGFR))
        assert indexed != absolute
        with pytest.raises(TypeError):
            assert indexed < absolute


@pytest.mark.invariant(18)
class TestSlips:
    """I18 with the windows of P7: a slip of a thousand, or of a unit, is refused."""

    @given(milligrams=st.integers(25, 999).map(lambda tenths: Fraction(tenths, 10)))
    def test_thousandfold(self, milligrams: Fraction) -> None:
        """A usual administration taken for micrograms, or for grams, is refused.

        From 100 mg on a thousandth is inside the window of 0.1 mg and cannot be seen.
        """
        for slip in (milligrams * 1_000, milligrams / 1_000):
            with pytest.raises(bc.errors.InputError):
                bc.Regimen([bc.ureg.Quantity(slip, "mg")])

    @given(umol=st.integers(26, 2_000))
    def test_creatinine(self, umol: int) -> None:
        """A creatinine in µmol/L called mg/dL is refused; one in mg/dL called µmol/L too."""
        with pytest.raises(bc.errors.InputError):
            adult(serum_creatinine=bc.ureg.Quantity(umol, "mg/dL"))
        with pytest.raises(bc.errors.InputError):
            adult(serum_creatinine=bc.ureg.Quantity(min(umol, 899) / 100, "umol/L"))


@pytest.mark.invariant(19)
class TestFinite:
    """I19: what is not a finite positive number is refused in every place."""

    @pytest.mark.parametrize("name", QUANTITIES)
    @pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, -1, -0.0, Decimal("NaN")])
    def test_refused(self, name: str, number: Any) -> None:
        """Not a number, infinite or negative: one of our errors, by name."""
        with pytest.raises(bc.errors.InputError) as caught:
            QUANTITIES[name](bc.ureg.Quantity(number, UNITS[name]))
        assert caught.value.code in ("not-finite", "negative")


@pytest.mark.invariant(37)
class TestNothingLeaks:
    """I37: no error repeats what came in."""

    @pytest.mark.parametrize("name", QUANTITIES)
    @given(number=st.integers(100_000, 999_999))
    def test_errors(self, name: str, number: int) -> None:
        """Neither the text, the repr nor the arguments of an error hold the value."""
        for value in (number, bc.ureg.Quantity(number, "mL"), bc.ureg.Quantity(number, "kg/mg")):
            with pytest.raises(bc.errors.BaclofenCDSError) as caught:
                QUANTITIES[name](value)
            error = caught.value
            assert str(number) not in f"{error} {error!r} {error.args}"
            assert error.__context__ is None or error.__suppress_context__


@pytest.mark.invariant(40)
class TestCivilDates:
    """I40: dates are civil days; a plan's dates count its days whatever the calendar does."""

    @given(
        start=st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)),
        times=st.integers(1, 6),
    )
    def test_dated(self, start: dt.date, times: int) -> None:
        """The last date less the first is the number of days, leap years included."""
        now = bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=times)
        plan = bc.taper_plan(adult(), now, profile=EVERY_PROFILE[0]).answer
        dated = plan.dated(start)
        assert dated[0][0] == start
        assert (dated[-1][1] - start).days == plan.days - 1
        for (_, last, _), (first, _, _) in pairwise(dated):
            assert first - last == dt.timedelta(days=1)

    @pytest.mark.parametrize("start", [dt.date.min, dt.date.max])
    def test_the_calendar_ends(self, start: dt.date) -> None:
        """A plan that leaves the calendar is refused by name."""
        now = bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3)
        plan = bc.taper_plan(adult(), now, profile=EVERY_PROFILE[0]).answer
        with pytest.raises(bc.errors.InputError) as caught:
            plan.dated(start)
        assert (caught.value.code, caught.value.field) == ("implausible", "start")

    @given(moment=st.datetimes())
    def test_no_time_of_day(self, moment: dt.datetime) -> None:
        """A moment is not a day."""
        for name in ("as_of", "weight_on", "serum_creatinine_on", "date_of_birth"):
            facts = {"age": None} if name == "date_of_birth" else {}
            with pytest.raises(bc.errors.InputError) as caught:
                adult(**{**facts, name: moment})
            assert caught.value.field == name


@pytest.mark.invariant(41)
class TestAge:
    """I41: age is counted in completed months from the date of birth."""

    @given(
        born=st.dates(dt.date(1910, 1, 1), dt.date(2026, 3, 9)),
        day=st.dates(dt.date(2026, 3, 10), dt.date(2029, 12, 31)),
    )
    def test_completed(self, born: dt.date, day: dt.date) -> None:
        """The months lived are complete on the day, and one more would not be."""
        months = bc.Patient(date_of_birth=born, as_of=day).age_months
        assert _months_on(born, months) <= day
        assert _months_on(born, months + 1) > day

    @given(ahead=st.integers(1, 4_000))
    def test_unborn(self, ahead: int) -> None:
        """Nobody is born after the day of the question."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Patient(date_of_birth=some.AS_OF + dt.timedelta(days=ahead), as_of=some.AS_OF)
        assert caught.value.field == "date_of_birth"


def _months_on(born: dt.date, months: int) -> dt.date:
    """Return the day a number of months after birth is complete; a day that is not there, late."""
    year, month = divmod(born.year * 12 + born.month - 1 + months, 12)
    try:
        return dt.date(year, month + 1, born.day)
    except ValueError:
        return dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)


@pytest.mark.invariant(35)
class TestEffectiveDates:
    """I35: a file speaks from its day on, and not before."""

    @over_every_profile
    @given(days=st.integers(-4_000, 4_000))
    def test_from(self, days: int, profile: Any) -> None:
        """A profile is handed out for a day from its effective one on."""
        begins = profile.header.effective_from
        day = begins + dt.timedelta(days=days)
        if days >= 0:
            assert bc.get_profile(profile.id, as_of=day) == profile
        else:
            with pytest.raises(bc.errors.NotFoundError):
                bc.get_profile(profile.id, as_of=day)


@pytest.mark.invariant(42)
class TestBands:
    """I42: bands tile their range: no gap, no overlap, half-open."""

    @over_every_profile
    @given(months=st.integers(0, 120 * 12))
    def test_age(self, months: int, profile: Any) -> None:
        """At most one age band of a label holds for an age."""
        bands = profile.child.maximum
        holding = [b for b in bands if b.from_age <= months < b.to_age]
        assert len(holding) <= 1
        if bands and bands[0].from_age <= months < bands[-1].to_age:
            assert holding

    @given(hundredths=st.integers(1, 20_000))
    def test_kidneys(self, hundredths: int) -> None:
        """A rate falls in one band, the one its thresholds say: 60, 30 and 15."""
        from baclofen_cds.case.bands import KidneyBand, band_of

        gates = loader.current_policy().gates
        band = band_of(
            hundredths,
            bc.Dialysis.NONE,
            bc.KidneyState.STABLE,
            impaired_below=gates.impaired_below.value,
            avoid_below=gates.avoid_below.value,
            end_stage_below=gates.end_stage_below.value,
        )
        worse = [limit for limit in (1_500, 3_000, 6_000) if hundredths < limit]
        expected = ["NOT_IMPAIRED", "IMPAIRED", "SEVERE", "END_STAGE"][len(worse)]
        assert band is KidneyBand[expected]


@pytest.mark.invariant(46)
class TestTogether:
    """I46 for a library without batches: asking many together changes no answer."""

    @over_every_profile
    @given(everyone=st.lists(some.anyone(), min_size=2, max_size=6), taking=some.takings())
    def test_threads(self, everyone: list[bc.Patient], taking: Any, profile: Any) -> None:
        """Patients assessed at once, in threads, get what each gets alone."""
        alone = [bc.assess(patient, taking, profile=profile) for patient in everyone]
        together: dict[int, bc.Assessment] = {}

        def ask(place: int) -> None:
            together[place] = bc.assess(everyone[place], taking, profile=profile)

        threads = [threading.Thread(target=ask, args=(i,)) for i in range(len(everyone))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [together[i] for i in range(len(everyone))] == alone


@pytest.mark.invariant(33)
class TestEcho:
    """I33: a decision holds what it was asked with, and the files that spoke."""

    @over_every_profile
    @given(patient=some.anyone(), taking=some.takings())
    def test_inputs(self, patient: bc.Patient, taking: Any, profile: Any) -> None:
        """The facts of an assessment ask the same again."""
        first = bc.assess(patient, taking, profile=profile)
        inputs = dict(first.provenance.inputs)
        again = bc.assess(inputs["patient"], inputs["taking"], profile=profile)
        assert again == first
        assert attrs.evolve(inputs["patient"]) == patient
