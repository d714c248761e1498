"""What is known of a patient: ages, dates, the windows of P7, and the value it is."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from typing import Any

import attrs
import pytest
import strategies as some
from hypothesis import given, settings
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds.patient import completed_months

AS_OF = dt.date(2026, 3, 10)


def patient(**facts: Any) -> bc.Patient:
    """Make an adult patient."""
    return bc.Patient(**({"age": 40 * bc.ureg.year, "as_of": AS_OF} | facts))


def refused(**facts: Any) -> tuple[str, str]:
    """Return the code and field with which a patient is refused."""
    with pytest.raises(bc.errors.BaclofenCDSError) as caught:
        patient(**facts)
    return caught.value.code, caught.value.field


def nmol(value: int) -> Any:
    """Write a creatinine to the nanomole per litre."""
    return value * bc.ureg.nmol / bc.ureg.L


class TestUnknown:
    """Whatever is left out is not on record; nothing is taken as normal."""

    def test_nothing_told(self) -> None:
        """An age and a day are enough, and everything else stays unknown."""
        known = patient()
        assert known.sex is bc.Sex.UNKNOWN
        assert known.kidney_state is bc.KidneyState.UNKNOWN
        assert known.dialysis is bc.Dialysis.UNKNOWN
        assert known.indication is bc.Indication.UNKNOWN
        assert (known.weight, known.height, known.serum_creatinine) == (None, None, None)
        assert (known.conditions, known.ruled_out) == (frozenset(), frozenset())
        assert known.medicines.complete is False

    def test_an_age_is_needed(self) -> None:
        """Without an age and a date of birth nothing can be asked."""
        assert refused(age=None) == ("missing", "age")

    def test_shown_units(self) -> None:
        """Values come back in kg, cm, µmol/L and years."""
        known = patient(
            weight=62_500 * bc.ureg.g,
            height=1.6 * bc.ureg.m,
            serum_creatinine=1.4 * bc.ureg.mg / bc.ureg.dL,
        )
        assert known.weight.m_as("kg") == 62.5
        assert str(known.weight.units) == "kilogram"
        assert str(known.height.units) == "centimeter"
        assert known.serum_creatinine.m_as("umol/L") == pytest.approx(123.76)
        assert str(known.age) == "40 year"

    def test_age_of_an_infant(self) -> None:
        """An age that is no whole year is shown in months."""
        assert str(patient(age=18 * bc.ureg.month).age) == "18 month"


class TestAge:
    """Completed months are counted from the date of birth."""

    @pytest.mark.parametrize(
        ("born", "on", "months"),
        [
            (dt.date(1966, 3, 10), dt.date(2026, 3, 9), 719),
            (dt.date(1966, 3, 10), dt.date(2026, 3, 10), 720),
            (dt.date(1966, 3, 10), dt.date(2026, 3, 11), 720),
            (dt.date(2024, 2, 29), dt.date(2025, 2, 28), 11),
            (dt.date(2024, 2, 29), dt.date(2025, 3, 1), 12),
            (dt.date(2024, 2, 29), dt.date(2028, 2, 29), 48),
            (dt.date(2024, 1, 31), dt.date(2024, 2, 29), 0),
            (dt.date(2024, 1, 31), dt.date(2024, 3, 1), 1),
            (dt.date(2026, 3, 10), dt.date(2026, 3, 10), 0),
        ],
    )
    def test_birthdays(self, born: dt.date, on: dt.date, months: int) -> None:
        """A month is completed on its day, 29 February on 1 March of other years."""
        assert completed_months(born, on) == months
        assert patient(age=None, date_of_birth=born, as_of=on).age_months == months

    @given(
        born=st.dates(dt.date(1910, 1, 1), dt.date(2020, 1, 1)),
        first=st.integers(0, 3_000),
        more=st.integers(0, 3_000),
    )
    def test_age_never_falls(self, born: dt.date, first: int, more: int) -> None:
        """On a later day nobody is younger."""
        earlier = born + dt.timedelta(days=first)
        later = earlier + dt.timedelta(days=more)
        assert completed_months(born, earlier) <= completed_months(born, later)

    @pytest.mark.parametrize("age", [60, 720 / 12, 719 / 12, 721 / 12])
    def test_both_agree(self, age: float) -> None:
        """A told age within a month of the counted one is accepted; the counted one holds."""
        months = round(age * 12)
        both = patient(age=months * bc.ureg.month, date_of_birth=dt.date(1966, 3, 10))
        assert both.age_months == 720

    def test_told_in_years(self) -> None:
        """An age told in completed years agrees with any month of that year."""
        both = patient(age=59 * bc.ureg.year, date_of_birth=dt.date(1966, 3, 11))
        assert both.age_months == 719

    @pytest.mark.parametrize("age", [58, 62, 0])
    def test_both_disagree(self, age: int) -> None:
        """An age that contradicts the date of birth is refused."""
        got = refused(age=age * bc.ureg.year, date_of_birth=dt.date(1966, 3, 10))
        assert got == ("conflict", "age")

    def test_born_after_the_question(self) -> None:
        """A date of birth after the day of the question is refused."""
        got = refused(age=None, date_of_birth=AS_OF + dt.timedelta(days=1))
        assert got == ("in-the-future", "date_of_birth")

    @pytest.mark.parametrize("months", [1_439, 1_440])
    def test_oldest(self, months: int) -> None:
        """Up to 120 years an age is accepted."""
        assert patient(age=months * bc.ureg.month).age_months == months

    @pytest.mark.parametrize("months", [1_441, 1_452])
    def test_too_old(self, months: int) -> None:
        """Above 120 years it is refused."""
        assert refused(age=months * bc.ureg.month) == ("implausible", "age")

    def test_newborn(self) -> None:
        """An age of zero is an age."""
        assert patient(age=0 * bc.ureg.year).age_months == 0

    def test_parts_of_a_month(self) -> None:
        """An age finer than whole months is refused, not rounded."""
        assert refused(age=1.05 * bc.ureg.year) == ("too-precise", "age")


class TestDates:
    """No measurement is from the future or from before birth."""

    @pytest.mark.parametrize("name", ["weight_on", "serum_creatinine_on"])
    def test_future(self, name: str) -> None:
        """A day after the question is refused; the day itself is not."""
        assert getattr(patient(**{name: AS_OF}), name) == AS_OF
        assert refused(**{name: AS_OF + dt.timedelta(days=1)}) == ("in-the-future", name)

    @pytest.mark.parametrize("name", ["weight_on", "serum_creatinine_on"])
    def test_before_birth(self, name: str) -> None:
        """A day before birth is refused; the day of birth is not."""
        born = dt.date(1966, 3, 10)
        facts = {"age": None, "date_of_birth": born}
        assert getattr(patient(**facts, **{name: born}), name) == born
        got = refused(**facts, **{name: born - dt.timedelta(days=1)})
        assert got == ("before-birth", name)

    @pytest.mark.parametrize(
        "name", ["as_of", "date_of_birth", "weight_on", "serum_creatinine_on"]
    )
    @pytest.mark.parametrize(
        "value", [dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC), "2026-03-10", 20260310]
    )
    def test_only_civil_dates(self, name: str, value: Any) -> None:
        """A time of day, a text or a number is no date."""
        assert refused(**{name: value}) == ("not-a-date", name)

    def test_recorded_rates(self) -> None:
        """A recorded rate from the future is refused by its place in the list."""
        rate = bc.RecordedGFR(
            41 * bc.ureg.mL / bc.ureg.min,
            equation=bc.GFREquation.MDRD,
            indexing=bc.GFRIndexing.INDEXED,
            on=AS_OF + dt.timedelta(days=1),
        )
        assert refused(recorded_gfr=(rate,)) == ("in-the-future", "recorded_gfr[0].on")


class TestWeightWindow:
    """P7: a weight outside 0.5 to 350 kg is refused; one that fits only as pounds, asked."""

    @pytest.mark.parametrize("grams", [499, 350_001, 1])
    @pytest.mark.parametrize("confirmed", [set(), {"weight"}])
    def test_refused(self, grams: int, confirmed: set[str]) -> None:
        """Just outside the window nothing helps, a confirmation neither."""
        got = refused(weight=grams * bc.ureg.g, confirmed=confirmed)
        assert got == ("implausible", "weight")

    @pytest.mark.parametrize("grams", [500, 501, 349_999, 350_000])
    def test_accepted(self, grams: int) -> None:
        """The edges are in."""
        assert patient(weight=grams * bc.ureg.g).weight_grams == grams

    @pytest.mark.parametrize(("years", "kg"), [(1, 22), (4, 36), (7, 50), (10, 75)])
    def test_pounds_of_a_child(self, years: int, kg: int) -> None:
        """A child's weight that fits the age only as pounds is asked about."""
        facts = {"age": years * bc.ureg.year, "weight": kg * bc.ureg.kg}
        assert refused(**facts) == ("confirm", "weight")
        assert patient(**facts, confirmed={"weight"}).weight_grams == kg * 1_000

    @pytest.mark.parametrize(("years", "kg"), [(1, 10), (4, 16), (7, 23), (10, 32), (17, 65)])
    def test_ordinary_children(self, years: int, kg: int) -> None:
        """An ordinary weight is never asked about."""
        facts = {"age": years * bc.ureg.year, "weight": kg * bc.ureg.kg}
        assert patient(**facts).weight_grams == kg * 1_000


class TestCreatinineWindow:
    """P7: above 25 mg/dL or below 9 µmol/L refused; 9-25 mg/dL and 9-20 µmol/L asked about."""

    @pytest.mark.parametrize("level", [2_210_001, 8_999])
    @pytest.mark.parametrize("confirmed", [set(), {"serum_creatinine"}])
    def test_refused(self, level: int, confirmed: set[str]) -> None:
        """Just outside the window nothing helps; dialysis and a confirmation neither."""
        got = refused(
            serum_creatinine=nmol(level),
            confirmed=confirmed,
            dialysis=bc.Dialysis.HAEMODIALYSIS,
            age=10 * bc.ureg.year,
        )
        assert got == ("implausible", "serum_creatinine")

    @pytest.mark.parametrize(("value", "unit"), [(124, "mg/dL"), (1.4, "umol/L")])
    def test_the_other_unit(self, value: float, unit: str) -> None:
        """A number of the other unit is refused."""
        got = refused(serum_creatinine=bc.ureg.Quantity(value, unit))
        assert got == ("implausible", "serum_creatinine")

    @pytest.mark.parametrize("level", [795_601, 2_209_999, 2_210_000])
    def test_high(self, level: int) -> None:
        """Above 9 and up to 25 mg/dL is asked about, unless on dialysis or confirmed."""
        facts = {"serum_creatinine": nmol(level)}
        assert refused(**facts) == ("confirm", "serum_creatinine")
        assert refused(**facts, dialysis=bc.Dialysis.NONE) == ("confirm", "serum_creatinine")
        for accepted in (
            {"dialysis": bc.Dialysis.HAEMODIALYSIS},
            {"dialysis": bc.Dialysis.PERITONEAL},
            {"confirmed": {"serum_creatinine"}},
        ):
            assert patient(**facts, **accepted).creatinine_nmol_l == level

    @pytest.mark.parametrize("level", [9_000, 9_001, 19_999])
    def test_low(self, level: int) -> None:
        """From 9 to below 20 µmol/L is asked about from 18 years, unless confirmed."""
        facts = {"serum_creatinine": nmol(level)}
        assert refused(**facts, age=18 * bc.ureg.year) == ("confirm", "serum_creatinine")
        assert patient(**facts, confirmed={"serum_creatinine"}).creatinine_nmol_l == level
        assert patient(**facts, age=215 * bc.ureg.month).creatinine_nmol_l == level

    @pytest.mark.parametrize("level", [20_000, 20_001, 795_599, 795_600])
    def test_usual(self, level: int) -> None:
        """From 20 µmol/L to 9 mg/dL nothing is asked."""
        assert patient(serum_creatinine=nmol(level)).creatinine_nmol_l == level

    def test_edges_in_milligrams(self) -> None:
        """25 mg/dL itself is not above 25, and 9 mg/dL itself is not above 9."""
        top = 25 * bc.ureg.mg / bc.ureg.dL
        got = patient(serum_creatinine=top, confirmed={"serum_creatinine"}).creatinine_nmol_l
        assert got == 2_210_000
        nine = 9 * bc.ureg.mg / bc.ureg.dL
        assert patient(serum_creatinine=nine).creatinine_nmol_l == 795_600


class TestSets:
    """Sets of facts have no order and do not contradict each other."""

    def test_has_and_has_not(self) -> None:
        """A condition that is recorded and ruled out is a contradiction."""
        both = {bc.Condition.EPILEPSY}
        assert refused(conditions=both, ruled_out=both) == ("conflict", "ruled_out")

    @given(st.permutations(list(bc.Condition)[:4]))
    def test_order_of_conditions(self, order: list[bc.Condition]) -> None:
        """The order in which conditions are told does not matter."""
        assert patient(conditions=order) == patient(conditions=set(order))

    @given(st.lists(some.recorded_gfrs(), min_size=2, max_size=4), st.randoms())
    def test_order_of_rates(self, rates: list[bc.RecordedGFR], random: Any) -> None:
        """The order in which recorded rates are told does not matter."""
        shuffled = list(rates)
        random.shuffle(shuffled)
        assert patient(recorded_gfr=rates) == patient(recorded_gfr=shuffled)

    def test_order_of_rates_that_differ_only_in_kind(self) -> None:
        """Two rates of one day that differ only in indexing have no order either."""
        of = [
            bc.RecordedGFR(
                41 * bc.ureg.mL / bc.ureg.min,
                equation=bc.GFREquation.MDRD,
                indexing=indexing,
                on=AS_OF,
            )
            for indexing in bc.GFRIndexing
        ]
        assert patient(recorded_gfr=of) == patient(recorded_gfr=of[::-1])


class TestValue:
    """A patient is a value: frozen, equal by content, hashable, picklable."""

    @settings(max_examples=20)
    @given(some.patients())
    def test_round_trips(self, someone: bc.Patient) -> None:
        """Evolve, pickle and copy give an equal patient with an equal hash."""
        for again in (
            attrs.evolve(someone),
            pickle.loads(pickle.dumps(someone)),  # noqa: S301
            copy.copy(someone),
            copy.deepcopy(someone),
        ):
            assert again == someone
            assert hash(again) == hash(someone)

    @given(some.patient_facts())
    def test_same_facts_same_patient(self, facts: dict[str, Any]) -> None:
        """The same facts told twice are the same patient."""
        assert bc.Patient(**facts) == bc.Patient(**facts)

    def test_evolve_is_held_to_the_same_checks(self) -> None:
        """A changed patient is checked like a new one."""
        someone = patient(weight=62 * bc.ureg.kg)
        assert attrs.evolve(someone, weight=70 * bc.ureg.kg).weight_grams == 70_000
        with pytest.raises(bc.errors.InputError) as caught:
            attrs.evolve(someone, weight=400 * bc.ureg.kg)
        assert (caught.value.code, caught.value.field) == ("implausible", "weight")

    def test_evolve_to_a_later_day(self) -> None:
        """A patient with a date of birth who is asked about later is older."""
        born = patient(age=None, date_of_birth=dt.date(1966, 3, 10))
        later = attrs.evolve(born, as_of=dt.date(2028, 3, 10))
        assert later.age_years == 62

    def test_different_facts(self) -> None:
        """A patient with another fact is another patient."""
        assert patient() != patient(sex=bc.Sex.FEMALE)
        assert patient() != object()

    @pytest.mark.parametrize("name", [a.name for a in attrs.fields(bc.Patient)])
    def test_frozen(self, name: str) -> None:
        """No attribute can be set."""
        with pytest.raises(AttributeError):
            setattr(patient(), name, None)
