"""The equations of other countries and of cystatin C, and weights decided in whole numbers.

The vectors are those of the project's fact sheet on kidney estimates, section 1. It prints
four decimals.
"""

from __future__ import annotations

import ast
import datetime as dt
import inspect
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_kidney import AS_OF, F, M, assert_hundredths, complete, mg_dl, patient, umol_l

import baclofen_cds as bc
from baclofen_cds import body, equations, kidney, kidney_children, kidney_needs
from baclofen_cds.body import mass_index_reaches
from baclofen_cds.kidney import WeightBasis

BY_CREATININE = [
    pytest.param(1.4, 78, F, 35.8974, 38.5083, 33.4173, id="78F"),
    pytest.param(105 / 88.4, 75, M, 59.5299, 63.8439, 55.1356, id="75M"),
    pytest.param(0.8, 40, M, 111.7410, 114.7350, 111.4476, id="40M"),
    pytest.param(0.7, 45, F, 104.6365, 108.6234, 102.0412, id="45F at its own constant"),
    pytest.param(0.9, 60, M, 92.5069, 97.7750, 87.7614, id="60M at his own constant"),
    pytest.param(0.85, 84, F, 62.9158, 67.5148, 55.3474, id="84F"),
    pytest.param(2.6, 84, F, 16.2826, 17.6496, 15.6117, id="84F, poor"),
    pytest.param(0.4, 30, M, 159.3836, 150.5280, 139.3165, id="30M with little muscle"),
]
BY_BOTH = [
    pytest.param(0.4, 1.0, 30, M, 113.4332, 87.6870, id="30M"),
    pytest.param(0.85, 1.5, 84, F, 51.6585, 38.4155, id="84F"),
    pytest.param(1.4, 1.8, 78, F, 34.9809, 30.8886, id="78F"),
    pytest.param(0.9, 0.8, 60, M, 106.7850, 104.5712, id="60M at both constants"),
    pytest.param(0.7, 0.7, 45, F, 113.8476, 110.6307, id="45F"),
]
CYSTATIN = ("ckd_epi_2021_creatinine_cystatin", "ckd_epi_2012_cystatin")


def mg_l(value: float) -> Any:
    """Write a cystatin C in mg/L."""
    return value * bc.ureg.mg / bc.ureg.L


class TestVectors:
    """Section 1 of the sheet, each equation by its table."""

    @pytest.mark.parametrize(("scr", "age", "sex", "y2009", "y2021", "ekfc"), BY_CREATININE)
    def test_from_creatinine(
        self, scr: float, age: int, sex: bc.Sex, y2009: float, y2021: float, ekfc: float
    ) -> None:
        """CKD-EPI 2009 and 2021 and EKFC give the printed rates, rounded down."""
        told = umol_l(105) if scr == 105 / 88.4 else mg_dl(scr)
        someone = patient(age=age * bc.ureg.year, sex=sex, serum_creatinine=told)
        assert_hundredths(bc.kidney.ckd_epi_2009(someone).hundredths, y2009)
        assert_hundredths(bc.kidney.ckd_epi_2021(someone).hundredths, y2021)
        assert_hundredths(bc.kidney.ekfc(someone).hundredths, ekfc)

    @pytest.mark.parametrize(("scr", "scys", "age", "sex", "both", "alone"), BY_BOTH)
    def test_from_cystatin(
        self, scr: float, scys: float, age: int, sex: bc.Sex, both: float, alone: float
    ) -> None:
        """The combined equation and the one of cystatin C alone give the printed rates."""
        someone = patient(
            age=age * bc.ureg.year, sex=sex, serum_creatinine=mg_dl(scr), cystatin_c=mg_l(scys)
        )
        rate = bc.kidney.ckd_epi_2021_creatinine_cystatin(someone)
        assert_hundredths(rate.hundredths, both)
        assert rate.equation is bc.GFREquation.CKD_EPI_2021_CREATININE_CYSTATIN
        assert_hundredths(bc.kidney.ckd_epi_2012_cystatin(someone).hundredths, alone)


class TestNeeds:
    """Each equation refuses who it was not published for, naming the field."""

    @pytest.mark.parametrize("name", ["ckd_epi_2009", "ekfc", *CYSTATIN])
    def test_adults_alone(self, name: str) -> None:
        """Below 18 years, on dialysis and with a changing creatinine no adult equation holds."""
        equation = getattr(bc.kidney, name)
        assert equation(complete(18, cystatin_c=mg_l(1))).hundredths > 0
        for field, changed in (
            ("age", complete(17, cystatin_c=mg_l(1))),
            ("dialysis", complete(18, cystatin_c=mg_l(1), dialysis=bc.Dialysis.PERITONEAL)),
            (
                "kidney_state",
                complete(18, cystatin_c=mg_l(1), kidney_state=bc.KidneyState.CHANGING),
            ),
        ):
            with pytest.raises(bc.errors.EquationError) as caught:
                equation(changed)
            assert (caught.value.code, caught.value.field) == ("outside-validity", field)

    @pytest.mark.parametrize("name", CYSTATIN)
    def test_cystatin_missing(self, name: str) -> None:
        """Without a cystatin C its equations say that it is missing."""
        with pytest.raises(bc.errors.EquationError) as caught:
            getattr(bc.kidney, name)(complete(40))
        assert (caught.value.code, caught.value.field) == ("missing", "cystatin_c")

    def test_creatinine_missing(self) -> None:
        """Cystatin C alone needs no creatinine; the combined equation does."""
        someone = patient(age=40 * bc.ureg.year, sex=F, cystatin_c=mg_l(1))
        assert bc.kidney.ckd_epi_2012_cystatin(someone).hundredths > 0
        with pytest.raises(bc.errors.EquationError) as caught:
            bc.kidney.ckd_epi_2021_creatinine_cystatin(someone)
        assert (caught.value.code, caught.value.field) == ("missing", "serum_creatinine")

    @given(
        scr=st.integers(20_000, 700_000),
        scys=st.integers(300, 8_000),
        more=st.integers(1, 90_000),
        age=st.integers(18, 119),
        name=st.sampled_from(["ckd_epi_2009", "ekfc", *CYSTATIN]),
    )
    def test_monotone(self, scr: int, scys: int, more: int, age: int, name: str) -> None:
        """More creatinine, more cystatin C or more years never give a higher rate."""

        def rate(nmol: int, micrograms: int, years: int) -> int:
            someone = patient(
                age=years * bc.ureg.year,
                serum_creatinine=umol_l(nmol / 1_000),
                cystatin_c=mg_l(micrograms / 1_000),
            )
            return int(getattr(bc.kidney, name)(someone).hundredths)

        at_first = rate(scr, scys, age)
        assert rate(scr + more, scys, age) <= at_first
        assert rate(scr, scys + more // 100, age) <= at_first
        assert rate(scr, scys, age + 1) <= at_first


class TestWholeNumbers:
    """No branch of an equation, and no weight, rests on a comparison of floats."""

    def test_mass_index_of_exactly_30(self) -> None:
        """76.8 kg at 160 cm is a mass index of 30: the adjusted weight, a clearance of 66."""
        someone = patient(
            age=50 * bc.ureg.year,
            sex=F,
            weight=76.8 * bc.ureg.kg,
            height=160 * bc.ureg.cm,
            serum_creatinine=mg_dl(1),
        )
        clearance = bc.kidney.cockcroft_gault(someone)
        assert clearance.weight_basis is WeightBasis.ADJUSTED
        assert clearance.whole == 66

    @given(
        grams=st.integers(500, 350_000),
        millimetres=st.integers(200, 2_800),
        index=st.sampled_from([18, 30, 40]),
    )
    def test_mass_index(self, grams: int, millimetres: int, index: int) -> None:
        """A mass index reaches an edge exactly where the exact quotient does."""
        exact = Fraction(grams, 1_000) / Fraction(millimetres, 1_000) ** 2
        assert mass_index_reaches(grams, millimetres, index) is (exact >= index)

    @given(millimetres=st.integers(450, 2_200), index=st.sampled_from([18, 30, 40]))
    def test_at_the_edge(self, millimetres: int, index: int) -> None:
        """The lightest whole gram at or above an edge reaches it; a gram less does not."""
        edge = -(-index * millimetres**2 // 1_000)
        assert mass_index_reaches(edge, millimetres, index)
        assert not mass_index_reaches(edge - 1, millimetres, index)

    @given(kg=st.integers(5_000, 3_500_000), cm=st.integers(12_000, 22_000))
    def test_weight_basis_in_any_unit(self, kg: int, cm: int) -> None:
        """The same weight and height in other units take the same weight basis."""
        facts = {"age": 50 * bc.ureg.year, "sex": F, "serum_creatinine": mg_dl(1)}
        one = patient(weight=kg / 10_000 * bc.ureg.kg, height=cm / 100 * bc.ureg.cm, **facts)
        other = patient(
            weight=one.weight_grams * bc.ureg.g,
            height=one.height_millimetres * bc.ureg.mm,
            **facts,
        )
        assert bc.kidney.cockcroft_gault(one) == bc.kidney.cockcroft_gault(other)

    @pytest.mark.parametrize(
        "module",
        [body, equations, kidney, kidney_children, kidney_needs],
        ids=lambda m: m.__name__,
    )
    def test_no_float_decides(self, module: ModuleType) -> None:
        """Nothing is compared with a number that has a decimal point."""
        compared = [
            part
            for node in ast.walk(ast.parse(inspect.getsource(module)))
            if isinstance(node, ast.Compare)
            for part in (node.left, *node.comparators)
        ]
        values = [getattr(part, "value", None) for part in compared]
        assert not [value for value in values if isinstance(value, float)]


class TestTold:
    """What a patient may be told of now."""

    def test_shown_as_told(self) -> None:
        """Cystatin C, earlier creatinines and their days come back in their own units."""
        early = dt.date(2026, 3, 1)
        someone = patient(
            age=40 * bc.ureg.year,
            height=160 * bc.ureg.cm,
            height_on=early,
            cystatin_c=mg_l(1.2),
            cystatin_c_on=AS_OF,
            serum_creatinine=mg_dl(1.4),
            serum_creatinine_on=AS_OF,
            earlier_creatinine=[(umol_l(100), AS_OF), (mg_dl(1), early)],
            acutely_ill=True,
        )
        assert str(someone.cystatin_c) == "1.2 milligram / liter"
        assert [(str(level), on) for level, on in someone.earlier_creatinine] == [
            ("88.4 micromole / liter", early),
            ("100 micromole / liter", AS_OF),
        ]
        assert (someone.height_on, someone.acutely_ill) == (early, True)

    def test_not_told(self) -> None:
        """What is left out is not on record."""
        someone = patient(age=40 * bc.ureg.year)
        assert someone.cystatin_c is None
        assert someone.earlier_creatinine == ()
        assert someone.acutely_ill is None

    def test_earlier_is_earlier(self) -> None:
        """A creatinine called earlier is of a day up to the newest one's."""
        with pytest.raises(bc.errors.InputError) as caught:
            patient(
                age=40 * bc.ureg.year,
                serum_creatinine=mg_dl(1),
                serum_creatinine_on=dt.date(2026, 3, 1),
                earlier_creatinine=[(mg_dl(1), dt.date(2026, 3, 2))],
            )
        assert (caught.value.code, caught.value.field) == ("conflict", "earlier_creatinine[0]")
