"""Kidney equations against printed vectors, their limits, and their three kinds of rate.

The vectors are those of the project's fact sheet, section 5. It prints four decimals.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds.body import adjusted_weight, devine_weight
from baclofen_cds.kidney import WeightBasis

AS_OF = dt.date(2026, 3, 10)
M, F = bc.Sex.MALE, bc.Sex.FEMALE
HALF_A_DIGIT = 0.000_05
"""A printed 39.9999 stands for anything from 39.99985 to 39.99995."""


def mg_dl(value: float) -> Any:
    """Write a creatinine in mg/dL."""
    return value * bc.ureg.mg / bc.ureg.dL


def umol_l(value: float) -> Any:
    """Write a creatinine in µmol/L."""
    return value * bc.ureg.umol / bc.ureg.L


def patient(**facts: Any) -> bc.Patient:
    """Make a patient whose unusual values someone has checked."""
    facts = {"as_of": AS_OF, "confirmed": {"weight", "serum_creatinine"}} | facts
    return bc.Patient(**facts)


def assert_hundredths(got: int, printed: float, *, relative: float = 0.0) -> None:
    """Hold a result to ``floor(printed * 100)`` within what the printed digits leave open.

    The library keeps hundredths, rounded down. The sheet prints four decimals, so the true
    value lies half a digit around the printed one, and where a hundredth lies inside that
    width either floor is right. ``relative`` is for vectors whose weight is printed to a
    tenth of a gram: the library keeps whole grams.
    """
    slack = HALF_A_DIGIT + printed * relative
    low, high = floor((printed - slack) * 100), floor((printed + slack) * 100)
    assert low <= got <= high


class TestCockcroftGault:
    """Fact sheet 5.1: the absolute clearance, with the weight that was used."""

    @pytest.mark.parametrize(
        ("age", "sex", "kg", "creatinine", "printed"),
        [
            pytest.param(40, M, 80, 1.0, 111.1111, id="CG1"),
            pytest.param(40, M, 80, 3.0, 37.0370, id="CG2"),
            pytest.param(40, M, 80, 0.2, 555.5556, id="CG3"),
            pytest.param(55, M, 90, 1.09, 97.4771, id="CG4"),
            pytest.param(53, M, 77.0787, 1.39, 67.0049, id="CG5"),
            pytest.param(50, M, 104.9953, 1.0, 131.2441, id="CG6"),
            pytest.param(40, M, 97.4945, 1.0, 135.4090, id="CG7"),
            pytest.param(40, M, 74.9921, 1.0, 104.1557, id="CG8"),
            pytest.param(72, F, 80, 1.8, 35.6790, id="CG9"),
            pytest.param(82, F, 55, 1.2, 31.3831, id="CG10"),
            pytest.param(70, M, 70, 2.5, 27.2222, id="CG11"),
            pytest.param(30, F, 60, 0.7, 111.3095, id="CG12"),
            pytest.param(95, M, 48, 1.1, 27.2727, id="CG13"),
        ],
    )
    def test_printed_vectors(
        self, age: int, sex: bc.Sex, kg: float, creatinine: float, printed: float
    ) -> None:
        """The clearance of each printed vector is the printed one, rounded down."""
        someone = patient(
            age=age * bc.ureg.year,
            sex=sex,
            weight=kg * bc.ureg.kg,
            serum_creatinine=mg_dl(creatinine),
        )
        rate = bc.kidney.cockcroft_gault(someone, weight_basis=WeightBasis.ACTUAL)
        assert_hundredths(rate.hundredths, printed, relative=0.0005 / kg)
        assert rate.weight_basis is WeightBasis.ACTUAL

    def test_vector_in_micromoles(self) -> None:
        """CG14: 85 µmol/L is read with 88.4 µmol/L per mg/dL and gives exactly 55.25."""
        someone = patient(
            age=65 * bc.ureg.year, sex=F, weight=60 * bc.ureg.kg, serum_creatinine=umol_l(85)
        )
        assert bc.kidney.cockcroft_gault(someone).hundredths == 5525

    @pytest.mark.parametrize(
        ("basis", "age", "kg", "cm", "creatinine", "printed"),
        [
            pytest.param(WeightBasis.ADJUSTED, 50, 150, 180, 1.0, 131.2441, id="CG6-adjusted"),
            pytest.param(WeightBasis.IDEAL, 40, 150, 180, 1.0, 104.1557, id="CG8-ideal"),
            pytest.param(WeightBasis.ADJUSTED, 53, 87, 175, 1.39, 67.0049, id="CG5-adjusted"),
        ],
    )
    def test_weight_basis_asked_for(
        self, basis: WeightBasis, age: int, kg: int, cm: int, creatinine: float, printed: float
    ) -> None:
        """The weight asked for is computed from height and weight, used and named."""
        someone = patient(
            age=age * bc.ureg.year,
            sex=M,
            weight=kg * bc.ureg.kg,
            height=cm * bc.ureg.cm,
            serum_creatinine=mg_dl(creatinine),
        )
        rate = bc.kidney.cockcroft_gault(someone, weight_basis=basis)
        assert_hundredths(rate.hundredths, printed)
        assert rate.weight_basis is basis

    @pytest.mark.parametrize(
        ("kg", "cm", "basis"),
        [
            pytest.param(86.699, 170, WeightBasis.ACTUAL, id="just below 30"),
            pytest.param(86.7, 170, WeightBasis.ADJUSTED, id="exactly 30"),
            pytest.param(86.701, 170, WeightBasis.ADJUSTED, id="just above 30"),
            pytest.param(40, 170, WeightBasis.ACTUAL, id="light"),
            pytest.param(150, None, WeightBasis.ACTUAL, id="no height"),
        ],
    )
    def test_weight_basis_rule(self, kg: float, cm: int | None, basis: WeightBasis) -> None:
        """P1: below a body mass index of 30, or without a height, actual; from 30 adjusted."""
        height = {} if cm is None else {"height": cm * bc.ureg.cm}
        someone = patient(
            age=50 * bc.ureg.year,
            sex=M,
            weight=kg * bc.ureg.kg,
            serum_creatinine=mg_dl(1),
            **height,
        )
        assert bc.kidney.cockcroft_gault(someone).weight_basis is basis

    @pytest.mark.parametrize(
        ("basis", "code"),
        [
            ("actual", "unknown-name"),
            ("lean weight", "unknown-name"),
            (1, "wrong-type"),
            (bc.Sex.MALE, "wrong-type"),
            (object(), "wrong-type"),
        ],
    )
    def test_weight_basis_of_another_type(self, basis: Any, code: str) -> None:
        """A weight basis that is no WeightBasis is refused; no other weight stands in."""
        someone = patient(
            age=50 * bc.ureg.year,
            sex=M,
            weight=90 * bc.ureg.kg,
            height=170 * bc.ureg.cm,
            serum_creatinine=mg_dl(1),
        )
        with pytest.raises(bc.errors.InputError) as caught:
            bc.kidney.cockcroft_gault(someone, weight_basis=basis)
        assert (caught.value.code, caught.value.field) == (code, "weight_basis")

    def test_height_that_leaves_no_ideal_weight(self) -> None:
        """A height for which the ideal weight is not positive is outside the equation."""
        someone = patient(
            age=50 * bc.ureg.year,
            sex=F,
            weight=60 * bc.ureg.kg,
            height=25 * bc.ureg.cm,
            serum_creatinine=mg_dl(1),
        )
        with pytest.raises(bc.errors.EquationError) as caught:
            bc.kidney.cockcroft_gault(someone, weight_basis=WeightBasis.IDEAL)
        assert (caught.value.code, caught.value.field) == ("outside-validity", "height")


class TestBodyWeights:
    """Fact sheet 5.2: Devine's ideal weight, and the adjusted weight with 0.4."""

    @pytest.mark.parametrize(
        ("cm", "female", "actual", "ideal", "adjusted"),
        [
            pytest.param(180, False, 150, 74.9921, 104.9953, id="W1"),
            pytest.param(175, False, 87, 70.4646, 77.0787, id="W2"),
            pytest.param(160, True, 78, 52.3819, 62.6291, id="W3"),
            pytest.param(160, False, 78, 56.8819, 65.3291, id="W4"),
            pytest.param(173, False, 90, 68.6535, 77.1921, id="W5"),
            pytest.param(160, True, 160, 52.3819, 95.4291, id="W6"),
            pytest.param(150, False, 150, 47.8268, 88.6961, id="W7"),
            pytest.param(180, False, 80, 74.9921, 76.9953, id="W8"),
            pytest.param(152.4, True, 60, 45.5, 51.3, id="W9"),
        ],
    )
    def test_printed_vectors(
        self, cm: float, female: bool, actual: float, ideal: float, adjusted: float
    ) -> None:
        """Ideal and adjusted weight agree with the printed ones to their last digit."""
        devine = devine_weight(round(cm * 10), female=female)
        assert float(devine) == pytest.approx(ideal, abs=2 * HALF_A_DIGIT)
        weighed = adjusted_weight(Fraction(actual), devine)
        assert float(weighed) == pytest.approx(adjusted, abs=2 * HALF_A_DIGIT)


class TestCkdEpi:
    """Fact sheet 5.3: CKD-EPI 2021, indexed, for adults."""

    @pytest.mark.parametrize(
        ("age", "sex", "creatinine", "printed"),
        [
            pytest.param(55, M, 1.09, 80.1516, id="EPI1"),
            pytest.param(60, M, 1.4, 57.5394, id="EPI2"),
            pytest.param(81, M, 1.7, 39.9999, id="EPI3"),
            pytest.param(50, M, 1.1, 81.7820, id="EPI4"),
            pytest.param(55, F, 0.9, 75.4988, id="EPI5"),
            pytest.param(40, F, 0.7, 112.0543, id="EPI6"),
            pytest.param(40, M, 0.9, 110.7256, id="EPI7"),
            pytest.param(40, M, 0.8, 114.7350, id="EPI8"),
            pytest.param(30, F, 0.5, 129.3170, id="EPI9"),
            pytest.param(18, M, 1.0, 111.8823, id="EPI10"),
            pytest.param(75, F, 1.0, 58.7504, id="EPI11"),
            pytest.param(80, M, 2.0, 33.1179, id="EPI12"),
            pytest.param(70, F, 3.5, 13.4783, id="EPI13"),
            pytest.param(90, F, 0.8, 69.9500, id="EPI14"),
            pytest.param(66, M, 1.25, 63.5069, id="EPI15"),
        ],
    )
    def test_printed_vectors(
        self, age: int, sex: bc.Sex, creatinine: float, printed: float
    ) -> None:
        """The rate of each printed vector is the printed one, rounded down."""
        someone = patient(age=age * bc.ureg.year, sex=sex, serum_creatinine=mg_dl(creatinine))
        rate = bc.kidney.ckd_epi_2021(someone)
        assert_hundredths(rate.hundredths, printed)
        assert rate.equation is bc.GFREquation.CKD_EPI_2021

    @pytest.mark.parametrize(
        ("age", "sex", "creatinine", "printed"),
        [
            pytest.param(65, F, 85, 65.5331, id="EPI16"),
            pytest.param(55, M, 96.3, 80.2075, id="EPI17"),
            pytest.param(52, F, 70, 89.6931, id="EPI18"),
            pytest.param(67, M, 77, 94.5389, id="EPI19"),
            pytest.param(76, F, 65, 84.4416, id="EPI20"),
        ],
    )
    def test_vectors_in_micromoles(
        self, age: int, sex: bc.Sex, creatinine: float, printed: float
    ) -> None:
        """Micromoles are read with 88.4 per mg/dL, the column of the sheet that says so."""
        someone = patient(age=age * bc.ureg.year, sex=sex, serum_creatinine=umol_l(creatinine))
        assert_hundredths(bc.kidney.ckd_epi_2021(someone).hundredths, printed)

    def test_completed_years_count(self) -> None:
        """The age is in completed years: the day before a birthday is still the year before."""
        facts = {"sex": M, "serum_creatinine": mg_dl(1.4)}
        before = patient(date_of_birth=dt.date(1965, 3, 11), **facts)
        on_it = patient(date_of_birth=dt.date(1966, 3, 10), **facts)
        assert_hundredths(bc.kidney.ckd_epi_2021(on_it).hundredths, 57.5394)
        assert bc.kidney.ckd_epi_2021(before) == bc.kidney.ckd_epi_2021(on_it)


class TestSchwartz:
    """Fact sheet 5.4: bedside Schwartz, indexed, from 1 to 16 years."""

    @pytest.mark.parametrize(
        ("cm", "creatinine", "printed"),
        [
            pytest.param(90, 1.4, 26.55, id="SCH1"),
            pytest.param(120, 0.5, 99.12, id="SCH3"),
            pytest.param(100, 0.4, 103.25, id="SCH4"),
            pytest.param(132, 0.8, 68.145, id="SCH5"),
            pytest.param(140, 0.6, 96.3667, id="SCH6"),
            pytest.param(150, 1.0, 61.95, id="SCH7"),
            pytest.param(160, 1.9, 34.7789, id="SCH8"),
            pytest.param(110, 2.2, 20.65, id="SCH9"),
        ],
    )
    def test_printed_vectors(self, cm: int, creatinine: float, printed: float) -> None:
        """The rate of each printed vector is the printed one, rounded down."""
        child = patient(
            age=9 * bc.ureg.year, height=cm * bc.ureg.cm, serum_creatinine=mg_dl(creatinine)
        )
        rate = bc.kidney.bedside_schwartz(child)
        assert_hundredths(rate.hundredths, printed)
        assert rate.equation is bc.GFREquation.BEDSIDE_SCHWARTZ

    def test_vector_of_an_infant(self) -> None:
        """SCH2 is an infant of 6 months, for whom the equation was not published."""
        infant = patient(
            age=6 * bc.ureg.month, height=50 * bc.ureg.cm, serum_creatinine=mg_dl(0.5)
        )
        with pytest.raises(bc.errors.EquationError) as caught:
            bc.kidney.bedside_schwartz(infant)
        assert (caught.value.code, caught.value.field) == ("outside-validity", "age")


class TestCkidU25:
    """Fact sheet 5.5: CKiD U25, indexed, from 1 to 25 years, within its authors' limits."""

    @pytest.mark.parametrize(
        ("age", "sex", "metres", "creatinine", "printed"),
        [
            pytest.param(11, M, 1.2, 0.9, 51.5873, id="U1"),
            pytest.param(11, F, 1.2, 0.9, 47.7513, id="U2"),
            pytest.param(15, M, 1.6, 1.9, 37.4783, id="U3"),
            pytest.param(15, F, 1.6, 1.9, 32.5462, id="U4"),
            pytest.param(20, M, 1.81, 2.1, 43.7848, id="U5"),
            pytest.param(20, F, 1.81, 2.1, 35.6829, id="U6"),
            pytest.param(10, M, 0.9, 1.4, 24.6750, id="U7"),
            pytest.param(9.5, F, 1.32, 0.8, 58.3902, id="U8"),
            pytest.param(9.5, M, 1.32, 0.8, 63.0808, id="U9"),
            pytest.param(1, M, 0.75, 0.3, 89.3180, id="U10"),
            pytest.param(1, F, 0.75, 0.3, 82.6764, id="U11"),
            pytest.param(12, M, 1.5, 0.7, 83.5714, id="U12"),
            pytest.param(18, F, 1.65, 0.8, 85.3875, id="U13"),
            pytest.param(25, M, 1.8, 1.0, 91.4400, id="U14"),
        ],
    )
    def test_printed_vectors(
        self, age: float, sex: bc.Sex, metres: float, creatinine: float, printed: float
    ) -> None:
        """The rate of each printed vector is the printed one, rounded down."""
        someone = patient(
            age=age * bc.ureg.year,
            sex=sex,
            height=metres * bc.ureg.m,
            serum_creatinine=mg_dl(creatinine),
        )
        rate = bc.kidney.ckid_u25(someone)
        assert_hundredths(rate.hundredths, printed)
        assert rate.equation is bc.GFREquation.CKID_U25

    @pytest.mark.parametrize("metres", [0.5, 2.1])
    def test_height_outside_the_authors_limits(self, metres: float) -> None:
        """A height outside 0.6 to 2 m is outside the equation."""
        child = patient(
            age=9 * bc.ureg.year,
            sex=M,
            height=metres * bc.ureg.m,
            serum_creatinine=mg_dl(0.8),
        )
        with pytest.raises(bc.errors.EquationError) as caught:
            bc.kidney.ckid_u25(child)
        assert (caught.value.code, caught.value.field) == ("outside-validity", "height")

    def test_creatinine_outside_the_authors_limits(self) -> None:
        """A creatinine above 10 mg/dL is outside the equation."""
        child = patient(
            age=9 * bc.ureg.year,
            sex=M,
            height=1.3 * bc.ureg.m,
            serum_creatinine=mg_dl(10.1),
        )
        with pytest.raises(bc.errors.EquationError) as caught:
            bc.kidney.ckid_u25(child)
        assert (caught.value.code, caught.value.field) == (
            "outside-validity",
            "serum_creatinine",
        )


class TestSurface:
    """Fact sheet 5.8: Mosteller's surface, and the absolute rate of a body."""

    @pytest.mark.parametrize(
        ("kg", "cm", "printed"),
        [
            pytest.param(80, 180, 2.00000, id="B1"),
            pytest.param(85, 180, 2.06155, id="B2"),
            pytest.param(70, 170, 1.81812, id="B3"),
            pytest.param(50, 160, 1.49071, id="B4"),
            pytest.param(110, 175, 2.31241, id="B5"),
            pytest.param(45, 150, 1.36931, id="B6"),
            pytest.param(150, 180, 2.73861, id="B7"),
            pytest.param(20, 110, 0.78174, id="B8"),
            pytest.param(10, 75, 0.45644, id="B9"),
        ],
    )
    def test_printed_surfaces(self, kg: int, cm: int, printed: float) -> None:
        """The surface is the printed one to its five decimals."""
        someone = patient(age=30 * bc.ureg.year, weight=kg * bc.ureg.kg, height=cm * bc.ureg.cm)
        got = bc.kidney.body_surface_area(someone)
        assert got == pytest.approx(printed, abs=0.000_005)

    @pytest.mark.parametrize(
        ("indexed", "surface", "printed"),
        [
            pytest.param(59.8, 1.62, 55.9977, id="D1"),
            pytest.param(144.5, 2.1549, 179.9899, id="D2"),
            pytest.param(60, 1.73, 60.0000, id="D3"),
            pytest.param(60, 2.4, 83.2370, id="D4"),
            pytest.param(60, 1.4, 48.5549, id="D5"),
            pytest.param(29, 2.2, 36.8786, id="D6"),
            pytest.param(31, 1.5, 26.8786, id="D7"),
            pytest.param(45, 1.9, 49.4220, id="D8"),
        ],
    )
    def test_printed_absolute_rates(self, indexed: float, surface: float, printed: float) -> None:
        """The absolute rate is ``eGFR · BSA / 1.73``, rounded down.

        A body of 180 cm has a surface s at 20·s² kg; that weight is kept to the gram.
        """
        kg = 20 * surface**2
        body = patient(age=30 * bc.ureg.year, weight=kg * bc.ureg.kg, height=180 * bc.ureg.cm)
        rate = bc.IndexedGFR(round(indexed * 100), bc.GFREquation.CKD_EPI_2021)
        got = bc.kidney.absolute(rate, body)
        assert_hundredths(got.hundredths, printed, relative=0.0005 / kg)
        assert isinstance(got, bc.AbsoluteGFR)
        if printed == 60:
            assert got.hundredths == 6000


class TestCreatinineUnits:
    """Fact sheet 5.7: 88.4 µmol/L per mg/dL."""

    @pytest.mark.parametrize(
        ("mass", "substance"),
        [
            (1.0, 88.4),
            (1.2, 106.08),
            (0.7, 61.88),
            (0.9, 79.56),
            (1.4, 123.76),
            (2.0, 176.8),
            (5.0, 442.0),
            (8.26, 730.184),
        ],
    )
    def test_both_units_are_the_same_creatinine(self, mass: float, substance: float) -> None:
        """A creatinine in mg/dL and the printed µmol/L make equal patients and equal rates."""
        by_mass = patient(age=50 * bc.ureg.year, sex=F, serum_creatinine=mg_dl(mass))
        by_substance = patient(age=50 * bc.ureg.year, sex=F, serum_creatinine=umol_l(substance))
        assert by_mass == by_substance
        assert bc.kidney.ckd_epi_2021(by_mass) == bc.kidney.ckd_epi_2021(by_substance)

    @pytest.mark.parametrize(
        ("substance", "mass"),
        [
            (50, 0.565611),
            (84, 0.950226),
            (85, 0.961538),
            (86, 0.972851),
            (100, 1.131222),
            (120, 1.357466),
            (177, 2.002262),
            (300, 3.393665),
        ],
    )
    def test_printed_masses(self, substance: float, mass: float) -> None:
        """The printed mg/dL of a µmol/L is the same creatinine, to the digits printed."""
        by_mass = patient(age=50 * bc.ureg.year, serum_creatinine=mg_dl(mass))
        by_substance = patient(age=50 * bc.ureg.year, serum_creatinine=umol_l(substance))
        assert by_mass.creatinine_nmol_l is not None
        assert by_substance.creatinine_nmol_l == substance * 1_000
        assert abs(by_mass.creatinine_nmol_l - by_substance.creatinine_nmol_l) <= 1


class TestSexUnknown:
    """P1: where the sex is unknown both are computed and the lower one is used."""

    @given(
        age=st.integers(18, 120),
        creatinine=st.integers(20_000, 795_600),
        kg=st.integers(40, 180),
        cm=st.integers(140, 210),
    )
    def test_adults(self, age: int, creatinine: int, kg: int, cm: int) -> None:
        """Every adult equation gives the lower of both sexes."""

        def of(sex: bc.Sex) -> tuple[int, ...]:
            someone = patient(
                age=age * bc.ureg.year,
                sex=sex,
                weight=kg * bc.ureg.kg,
                height=cm * bc.ureg.cm,
                serum_creatinine=umol_l(creatinine / 1_000),
            )
            return (
                bc.kidney.ckd_epi_2021(someone).hundredths,
                *(
                    bc.kidney.cockcroft_gault(someone, weight_basis=basis).hundredths
                    for basis in WeightBasis
                ),
            )

        lower = tuple(map(min, of(M), of(F)))
        assert of(bc.Sex.UNKNOWN) == lower

    @given(months=st.integers(12, 300), creatinine=st.integers(20_000, 500_000))
    def test_children(self, months: int, creatinine: int) -> None:
        """CKiD U25 gives the lower of both sexes."""

        def of(sex: bc.Sex) -> int:
            someone = patient(
                age=months * bc.ureg.month,
                sex=sex,
                height=120 * bc.ureg.cm,
                serum_creatinine=umol_l(creatinine / 1_000),
            )
            return bc.kidney.ckid_u25(someone).hundredths

        assert of(bc.Sex.UNKNOWN) == min(of(M), of(F))


EQUATIONS = {
    "ckd_epi_2021": (18, 120),
    "cockcroft_gault": (18, 120),
    "bedside_schwartz": (1, 16),
    "ckid_u25": (1, 25),
}
NEEDS = [
    ("ckd_epi_2021", "serum_creatinine"),
    ("cockcroft_gault", "serum_creatinine"),
    ("cockcroft_gault", "weight"),
    ("bedside_schwartz", "serum_creatinine"),
    ("bedside_schwartz", "height"),
    ("ckid_u25", "serum_creatinine"),
    ("ckid_u25", "height"),
]


def complete(age_years: int, **changed: Any) -> bc.Patient:
    """Make a patient for whom every equation has every value."""
    facts: dict[str, Any] = {
        "age": age_years * bc.ureg.year,
        "sex": F,
        "weight": 20 * bc.ureg.kg,
        "height": 120 * bc.ureg.cm,
        "serum_creatinine": mg_dl(0.9),
    }
    return patient(**(facts | changed))


class TestOutsideValidity:
    """Equations raise outside the patients they were published for, naming the field."""

    @pytest.mark.parametrize(("name", "limits"), EQUATIONS.items())
    def test_age(self, name: str, limits: tuple[int, int]) -> None:
        """The youngest and oldest published age are in; a year beyond them is out."""
        equation = getattr(bc.kidney, name)
        for inside in limits:
            assert equation(complete(inside)).hundredths > 0
        outside = [limits[0] - 1, *([limits[1] + 1] if limits[1] < 120 else [])]
        for years in outside:
            with pytest.raises(bc.errors.EquationError) as caught:
                equation(complete(years))
            assert (caught.value.code, caught.value.field) == ("outside-validity", "age")

    @pytest.mark.parametrize(
        "dialysis",
        [bc.Dialysis.HAEMODIALYSIS, bc.Dialysis.PERITONEAL, bc.Dialysis.CONTINUOUS],
    )
    @pytest.mark.parametrize(("name", "limits"), EQUATIONS.items())
    def test_dialysis(self, name: str, limits: tuple[int, int], dialysis: bc.Dialysis) -> None:
        """No equation holds on any form of dialysis."""
        with pytest.raises(bc.errors.EquationError) as caught:
            getattr(bc.kidney, name)(complete(limits[0], dialysis=dialysis))
        assert (caught.value.code, caught.value.field) == ("outside-validity", "dialysis")

    @pytest.mark.parametrize(("name", "limits"), EQUATIONS.items())
    def test_changing(self, name: str, limits: tuple[int, int]) -> None:
        """No equation holds while creatinine is changing."""
        someone = complete(limits[0], kidney_state=bc.KidneyState.CHANGING)
        with pytest.raises(bc.errors.EquationError) as caught:
            getattr(bc.kidney, name)(someone)
        assert (caught.value.code, caught.value.field) == ("outside-validity", "kidney_state")

    @pytest.mark.parametrize(("name", "field"), NEEDS)
    def test_missing(self, name: str, field: str) -> None:
        """A value an equation needs and that is not on record is named."""
        someone = complete(EQUATIONS[name][0], **{field: None})
        with pytest.raises(bc.errors.EquationError) as caught:
            getattr(bc.kidney, name)(someone)
        assert (caught.value.code, caught.value.field) == ("missing", field)

    @pytest.mark.parametrize("basis", [WeightBasis.IDEAL, WeightBasis.ADJUSTED])
    def test_missing_height_for_a_weight_basis(self, basis: WeightBasis) -> None:
        """An ideal or adjusted weight needs the height."""
        with pytest.raises(bc.errors.EquationError) as caught:
            bc.kidney.cockcroft_gault(complete(40, height=None), weight_basis=basis)
        assert (caught.value.code, caught.value.field) == ("missing", "height")

    @pytest.mark.parametrize("field", ["weight", "height"])
    def test_missing_for_a_surface(self, field: str) -> None:
        """A surface, and so an absolute rate, needs weight and height."""
        body = complete(40, **{field: None})
        rate = bc.kidney.ckd_epi_2021(body)
        for ask in (
            lambda: bc.kidney.body_surface_area(body),
            lambda: bc.kidney.absolute(rate, body),
        ):
            with pytest.raises(bc.errors.EquationError) as caught:
                ask()
            assert (caught.value.code, caught.value.field) == ("missing", field)


class TestThreeKindsOfRate:
    """A clearance, an indexed and an absolute rate are never one another."""

    def test_equal_numbers_are_not_equal_rates(self) -> None:
        """The same hundredths in two types are unequal, and hash apart in a set."""
        equation = bc.GFREquation.CKD_EPI_2021
        indexed, whole = bc.IndexedGFR(5_000, equation), bc.AbsoluteGFR(5_000, equation)
        clearance = bc.CreatinineClearance(5_000, WeightBasis.ACTUAL)
        assert len({indexed, whole, clearance}) == 3
        assert indexed != whole
        assert indexed != clearance

    @pytest.mark.parametrize("operation", ["__lt__", "__add__", "__float__", "__int__"])
    def test_rates_have_no_arithmetic(self, operation: str) -> None:
        """A rate cannot be ordered, added or turned into a bare number."""
        for kind in (bc.IndexedGFR, bc.AbsoluteGFR, bc.CreatinineClearance, bc.RecordedGFR):
            own = getattr(kind, operation, None)
            assert own is None or own is getattr(object, operation, None)

    def test_only_an_indexed_rate_can_be_made_absolute(self) -> None:
        """A clearance or an absolute rate is refused where an indexed rate is needed."""
        body = complete(40)
        clearance = bc.kidney.cockcroft_gault(body)
        whole = bc.kidney.absolute(bc.kidney.ckd_epi_2021(body), body)
        for other in (clearance, whole):
            with pytest.raises(bc.errors.InputError) as caught:
                bc.kidney.absolute(other, body)  # type: ignore[arg-type]
            assert (caught.value.code, caught.value.field) == ("wrong-type", "rate")

    def test_a_computed_rate_is_no_recorded_rate(self) -> None:
        """A patient's recorded rates take RecordedGFR only."""
        rate = bc.kidney.ckd_epi_2021(complete(40))
        with pytest.raises(bc.errors.InputError) as caught:
            complete(40, recorded_gfr=(rate,))
        assert (caught.value.code, caught.value.field) == ("wrong-type", "recorded_gfr")


class TestMonotone:
    """Promise 3: a higher creatinine or a greater age never gives a higher rate."""

    @given(
        age=st.integers(18, 119),
        older=st.integers(0, 20),
        creatinine=st.integers(20_000, 700_000),
        more=st.integers(0, 90_000),
        sex=st.sampled_from(bc.Sex),
    )
    def test_adult_equations(
        self, age: int, older: int, creatinine: int, more: int, sex: bc.Sex
    ) -> None:
        """Adult rates fall, or stay, with creatinine and with age."""

        def rates(years: int, nmol_l: int) -> tuple[int, int]:
            someone = patient(
                age=min(years, 120) * bc.ureg.year,
                sex=sex,
                weight=70 * bc.ureg.kg,
                serum_creatinine=umol_l(nmol_l / 1_000),
            )
            return (
                bc.kidney.ckd_epi_2021(someone).hundredths,
                bc.kidney.cockcroft_gault(someone).hundredths,
            )

        better, worse = rates(age, creatinine), rates(age + older, creatinine + more)
        assert all(w <= b for b, w in zip(better, worse, strict=True))
