"""Recorded rates: which of them permit a start, and which only add caution."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import people
import pytest

import baclofen_cds as bc

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")


def recorded(equation: bc.GFREquation, value: float = 95, on: dt.date = people.RECENT) -> object:
    """Return a recorded, indexed rate."""
    return bc.RecordedGFR(
        value * bc.ureg.mL / bc.ureg.min,
        equation=equation,
        indexing=bc.GFRIndexing.INDEXED,
        on=on,
    )


class TestRatesOfChildren:
    """A recorded rate permits a child only when it can be of that child."""

    BARE: ClassVar = {"serum_creatinine": None, "serum_creatinine_on": None}

    @pytest.mark.parametrize(
        "equation", [bc.GFREquation.CKD_EPI_2021, bc.GFREquation.CKD_EPI_2009, bc.GFREquation.MDRD]
    )
    @pytest.mark.parametrize("profile", [UK, US])
    @pytest.mark.parametrize("years", [12, 17])
    def test_adult_equation(self, equation: bc.GFREquation, profile: object, years: int) -> None:
        """An adult equation alone starts no child, and is said to hold from 18 years on."""
        patient = people.child(
            years,
            40,
            **self.BARE,
            recorded_gfr=(recorded(equation),),
            indication=bc.Indication.MULTIPLE_SCLEROSIS,
        )
        decision = bc.starting_dose(patient, profile=profile)
        assert not decision.has_answer
        assert "serum_creatinine" in people.missing(decision)
        found = people.finding(decision, "kidney-function-not-relied-on")
        assert "does not hold below 18 years" in found.text

    def test_from_18_years(self) -> None:
        """From 18 years on the same rate permits."""
        patient = people.with_egfr(95, age=18 * bc.ureg.year)
        assert bc.starting_dose(patient, profile=US).has_answer

    def test_adult_equation_warns(self) -> None:
        """A low rate of an adult equation still warns."""
        rate = recorded(bc.GFREquation.MDRD, 25)
        patient = people.child(12, 40, **self.BARE, recorded_gfr=(rate,))
        decision = bc.renal_caution(patient, people.day(5, 5), profile=UK)
        assert decision.findings[0].code == "kidney-avoid-taking"
        assert "does not hold below 18 years" in decision.findings[0].text

    def test_beside_a_computed_rate(self) -> None:
        """A child whose own equation gives a fresh rate is started, whatever stands beside it."""
        patient = people.child(6, 20, recorded_gfr=(recorded(bc.GFREquation.MDRD, 118),))
        assert bc.starting_dose(patient, profile=UK).has_answer

    @pytest.mark.parametrize(
        ("equation", "years"),
        [
            (bc.GFREquation.BEDSIDE_SCHWARTZ, 6),
            (bc.GFREquation.MDRD, 6),
            (bc.GFREquation.BEDSIDE_SCHWARTZ, 13),
        ],
    )
    def test_creatinine_without_height(self, equation: bc.GFREquation, years: int) -> None:
        """A creatinine nothing can be computed from agrees with no rate beside it."""
        patient = people.child(years, 20, height=None, recorded_gfr=(recorded(equation),))
        decision = bc.starting_dose(patient, profile=UK)
        assert not decision.has_answer
        assert people.missing(decision) >= {"height"}
        assert "kidney-function-not-relied-on" in people.codes(decision)

    def test_creatinine_of_another_time(self) -> None:
        """A creatinine no rate can be computed from holds a rate back, whenever it was taken."""
        patient = people.child(
            6,
            20,
            height=None,
            serum_creatinine_on=people.AS_OF - dt.timedelta(days=200),
            recorded_gfr=(recorded(bc.GFREquation.BEDSIDE_SCHWARTZ),),
        )
        decision = bc.starting_dose(patient, profile=UK)
        assert not decision.has_answer
        assert "height" in people.missing(decision)

    def test_no_equation_at_all(self) -> None:
        """Below a year no equation holds: a creatinine beside a rate stays unchecked."""
        patient = people.child(
            0.5, 7, height=65 * bc.ureg.cm, recorded_gfr=(recorded(bc.GFREquation.MEASURED, 80),)
        )
        decision = bc.starting_dose(patient, profile=UK)
        assert not decision.has_answer
        assert "kidney_function" in people.missing(decision)
        found = people.finding(decision, "kidney-function-not-relied-on")
        assert "creatinine-not-computed" in {r.code for r in found.remarks}

    def test_stale_and_computed(self) -> None:
        """Where the child's own rate is the lower one and old, its age is the reason given."""
        patient = people.child(
            6,
            20,
            acutely_ill=True,
            serum_creatinine_on=people.AS_OF - dt.timedelta(days=20),
            recorded_gfr=(recorded(bc.GFREquation.MDRD, 119),),
        )
        decision = bc.starting_dose(patient, profile=UK)
        assert not decision.has_answer
        assert "sample-stale-start" in people.said(decision)
        assert "fresh_creatinine" in people.missing(decision)
        assert "kidney-function-not-relied-on" not in people.codes(decision)


def ago(days: int) -> dt.date:
    """Return a day before the question."""
    return people.AS_OF - dt.timedelta(days=days)


CKD_EPI, SCHWARTZ, MDRD = (
    bc.GFREquation.CKD_EPI_2021,
    bc.GFREquation.BEDSIDE_SCHWARTZ,
    bc.GFREquation.MDRD,
)


class TestOneMore:
    """A second rate, a fact less, or a worse one never permits and never softens."""

    BARE: ClassVar = {"serum_creatinine": None, "serum_creatinine_on": None}

    def test_beside_an_undated_creatinine(self) -> None:
        """An undated creatinine may be of the time of any recorded rate."""
        old, new = recorded(CKD_EPI, 12, ago(50)), recorded(CKD_EPI, 95, ago(0))
        for rates in ((old,), (old, new)):
            patient = people.adult(serum_creatinine_on=None, recorded_gfr=rates)
            assert not bc.starting_dose(patient, profile=US).has_answer
            decision = bc.renal_caution(patient, people.day(20, 20, 20), profile=US)
            assert decision.severity is bc.Severity.CRITICAL

    @pytest.mark.parametrize(
        ("patient", "profile"),
        [
            (
                people.adult(
                    serum_creatinine=1.1 * bc.ureg.mg / bc.ureg.dL,
                    serum_creatinine_on=ago(0),
                    recorded_gfr=(recorded(CKD_EPI, 25, ago(30)), recorded(CKD_EPI, 95, ago(0))),
                ),
                US,
            ),
            (
                people.adult(
                    **BARE,
                    kidney_values_in_doubt=True,
                    recorded_gfr=(recorded(CKD_EPI, 25, ago(35)), recorded(CKD_EPI, 95, ago(0))),
                ),
                US,
            ),
            (
                people.child(
                    12,
                    40,
                    **BARE,
                    recorded_gfr=(recorded(SCHWARTZ, 25, ago(35)), recorded(MDRD, 95, ago(0))),
                ),
                UK,
            ),
            (
                people.child(
                    12,
                    40,
                    height=None,
                    serum_creatinine_on=ago(0),
                    recorded_gfr=(recorded(SCHWARTZ, 25, ago(35)),),
                ),
                UK,
            ),
        ],
        ids=["not undone", "in doubt", "adult equation", "not computed"],
    )
    def test_the_lowest_warns(self, patient: bc.Patient, profile: bc.Profile) -> None:
        """Where nothing may be relied on, the lowest rate of any time gives the caution."""
        decision = bc.renal_caution(patient, people.day(10, 10, 10), profile=profile)
        assert decision.severity is bc.Severity.CRITICAL
        assert "eGFR 25" in people.finding(decision, "kidney-avoid-taking").summary

    @pytest.mark.parametrize("sex", list(bc.Sex))
    def test_of_either_sex(self, sex: bc.Sex) -> None:
        """Of an unknown sex the lower of both rates counts, and is held against a recorded one."""
        patient = people.adult(
            sex=sex,
            serum_creatinine=1.15 * bc.ureg.mg / bc.ureg.dL,
            recorded_gfr=(recorded(CKD_EPI, 90),),
        )
        decision = bc.starting_dose(patient, profile=US)
        assert decision.has_answer is (sex is bc.Sex.MALE)
        assert ("rates-disagree" in people.codes(decision)) is (sex is not bc.Sex.MALE)

    @pytest.mark.parametrize(
        ("adults", "own", "outcome"),
        [
            (70, 90, bc.Outcome.STATED),
            (70, 65, bc.Outcome.STATED),
            (55, 65, bc.Outcome.SILENT),
            (70, 55, bc.Outcome.SILENT),
        ],
    )
    def test_adult_equation_beside_another(
        self, adults: float, own: float, outcome: bc.Outcome
    ) -> None:
        """Beside a rate that holds for a child, one by an adult equation only adds caution."""
        rates = (recorded(MDRD, adults, ago(0)), recorded(SCHWARTZ, own, ago(0)))
        patient = people.child(6, 20, **self.BARE, recorded_gfr=rates)
        assert bc.starting_dose(patient, profile=UK).outcome is outcome

    @pytest.mark.parametrize("level", [1.0, 1.06, None])
    def test_bound_beside_an_old_creatinine(self, level: float | None) -> None:
        """An old creatinine, better or worse, takes nothing from a new "above 68"."""
        bound = bc.RecordedGFR(
            68 * bc.ureg.mL / bc.ureg.min,
            equation=CKD_EPI,
            indexing=bc.GFRIndexing.INDEXED,
            on=ago(0),
            lower_bound=True,
        )
        patient = people.adult(
            serum_creatinine=None if level is None else level * bc.ureg.mg / bc.ureg.dL,
            serum_creatinine_on=None if level is None else ago(200),
            medicines=bc.Medicines(),
            recorded_gfr=(bound,),
        )
        assert bc.starting_dose(patient, profile=US).has_answer
