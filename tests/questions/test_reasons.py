"""The reason that is printed is the one that holds; "for a start" only where one is meant."""

from __future__ import annotations

import attrs
import people
import pytest

import baclofen_cds as bc

UK = bc.get_profile("uk-spasticity")
BARE = {"serum_creatinine": None, "serum_creatinine_on": None}
REASONS = {
    "adult-equation-in-child",
    "clearance-not-computed",
    "clearance-stale-start",
    "clearance-weight-stale",
    "clearance-weight-undated",
    "creatinine-not-computed",
    "creatinine-undated",
    "cystatin-alone",
    "height-stale",
    "height-undated",
    "kidney-function-undated",
    "recently-low",
    "sample-old",
    "sample-stale-start",
}
UNTOLD = {"peptic_ulcer", "baclofen_hypersensitivity"}
MDRD, SCHWARTZ = bc.GFREquation.MDRD, bc.GFREquation.BEDSIDE_SCHWARTZ


def old(years: int = 80, **changes: object) -> bc.Patient:
    return people.adult(age=years * bc.ureg.year, **{**people.weighed(62), **changes})


CASES = {
    "nothing": (people.adult(**BARE), set(), set(), "serum_creatinine"),
    "undated": (
        people.adult(serum_creatinine_on=None),
        {"kidney-function-undated"},
        {"kidney-function-undated"},
        "creatinine_date",
    ),
    "undated and impaired": (
        people.adult(serum_creatinine=people.mg_dl(1.5), serum_creatinine_on=None),
        {"creatinine-undated"},
        {"creatinine-undated"},
        "creatinine_date",
    ),
    "stale": (
        people.adult(serum_creatinine_on=people.ago(366)),
        {"sample-stale-start"},
        {"sample-old"},
        "fresh_creatinine",
    ),
    "low": (
        people.adult(recorded_gfr=(people.recorded(25, people.ago(60)),)),
        {"recently-low"},
        {"recently-low"},
        "newer_kidney_results",
    ),
    "stale by a medicine": (
        people.adult(
            serum_creatinine_on=people.ago(91),
            medicines=bc.Medicines(["M01AE01"], complete=True),
        ),
        {"sample-stale-start"},
        {"sample-old"},
        "fresh_creatinine",
    ),
    "adult equation": (
        people.child(12, 40, **BARE, recorded_gfr=(people.recorded(95, equation=MDRD),)),
        {"adult-equation-in-child"},
        {"adult-equation-in-child"},
        "serum_creatinine",
    ),
    "no height": (
        people.child(6, 20, height=None, recorded_gfr=(people.recorded(95, equation=SCHWARTZ),)),
        {"creatinine-not-computed"},
        {"creatinine-not-computed"},
        "height",
    ),
    "height undated": (
        people.child(6, 20, height_on=None),
        {"height-undated"},
        set(),
        "height_date",
    ),
    "height stale": (
        people.child(6, 20, height_on=people.ago(181)),
        {"height-stale"},
        set(),
        "fresh_height",
    ),
    "cystatin alone": (
        people.adult(**BARE, cystatin_c=1 * bc.ureg.mg / bc.ureg.L, cystatin_c_on=people.RECENT),
        {"cystatin-alone"},
        {"cystatin-alone"},
        "serum_creatinine",
    ),
    "no weight": (
        old(weight=None, weight_on=None),
        {"clearance-not-computed"},
        {"clearance-not-computed"},
        "weight",
    ),
    "weight undated": (old(weight_on=None), {"clearance-weight-undated"}, set(), "weight_date"),
    "weight stale": (
        old(weight_on=people.ago(366)),
        {"clearance-weight-stale"},
        set(),
        "fresh_weight",
    ),
    "clearance stale": (
        old(serum_creatinine_on=people.ago(91), recorded_gfr=(people.recorded(70),)),
        {"clearance-stale-start"},
        set(),
        "fresh_creatinine",
    ),
}


@pytest.mark.parametrize("case", CASES)
class TestEach:
    """One thing that is amiss with the kidneys, and what is said of it."""

    def test_start(self, case: str) -> None:
        """A start is withheld for that reason alone, and asks for what would help."""
        patient, start, _, asked = CASES[case]
        decision = bc.starting_dose(patient, profile=UK)
        assert decision.outcome is bc.Outcome.INSUFFICIENT_DATA
        assert people.said(decision) & REASONS == start
        assert people.missing(decision) - UNTOLD == {asked}

    def test_check(self, case: str) -> None:
        """Of what is taken the same holds, less what only a start rests on."""
        patient, _, check, _ = CASES[case]
        decision = bc.renal_caution(patient, people.day(5), profile=UK)
        assert people.said(decision) & REASONS == check
        text = bc.text(decision)
        assert "for a start" not in text
        assert "start rests on" not in text


@pytest.mark.parametrize("taking", [bc.NOT_TAKING, people.day(5)])
def test_no_age_of_a_sample_that_is_not_named(taking: object) -> None:
    """Where creatinine is changing and no rate is named, nothing says how old a sample is."""
    patient = people.adult(
        **BARE,
        kidney_state=bc.KidneyState.CHANGING,
        recorded_gfr=(people.recorded(64, people.ago(365)),),
    )
    assert not people.said(bc.renal_caution(patient, taking, profile=UK)) & REASONS


CLEARANCE = {
    "equation": bc.GFREquation.COCKCROFT_GAULT,
    "indexing": bc.GFRIndexing.ABSOLUTE,
}


@pytest.mark.parametrize("years", [45, 80])
def test_a_rate_that_is_on_record_is_not_said_to_be_missing(years: int) -> None:
    """Of a recorded clearance alone nothing says that no kidney function is on record."""
    rates = (people.recorded(60, **CLEARANCE),)
    patient = old(years, **BARE, recorded_gfr=rates)
    for decision in (
        bc.starting_dose(patient, profile=UK),
        bc.renal_caution(patient, people.day(10), profile=UK),
        bc.check_daily_maximum(patient, people.day(40, 40, 40), profile=UK),
    ):
        assert "not on record" not in bc.text(decision).partition("Not on record:")[0]
        assert not people.said(decision) & {"kidney-function-unknown", "kidney-not-on-record"}
    assert "kidney-function-not-estimated" in people.said(bc.starting_dose(patient, profile=UK))


def test_a_low_clearance_alone_is_critical() -> None:
    """A clearance below 30 is milder only beside an eGFR of 30 or more (P6)."""
    alone = old(**BARE, recorded_gfr=(people.recorded(25, **CLEARANCE),))
    beside = old(**BARE, recorded_gfr=(people.recorded(25, **CLEARANCE), people.recorded(35)))
    for patient, severity in ((alone, bc.Severity.CRITICAL), (beside, bc.Severity.WARNING)):
        found = bc.renal_caution(patient, people.day(10, 10), profile=UK)
        assert people.finding(found, "kidney-clearance-avoid-taking").severity is severity


U25 = bc.GFREquation.CKID_U25
UNDATED = {
    "a child's height": (
        people.child(10, 30, height_on=None, recorded_gfr=(people.recorded(120, equation=U25),)),
        "height_date",
    ),
    "creatinine": (
        people.adult(
            serum_creatinine=people.mg_dl(1.9),
            serum_creatinine_on=None,
            recorded_gfr=(people.recorded(64),),
        ),
        "creatinine_date",
    ),
    "cystatin C": (
        people.adult(cystatin_c=0.9 * bc.ureg.mg / bc.ureg.L),
        "cystatin_c_date",
    ),
    "weight": (
        old(
            weight_on=None,
            recorded_gfr=(
                people.recorded(70),
                people.recorded(60, **CLEARANCE),
            ),
        ),
        "weight_date",
    ),
}


@pytest.mark.parametrize("case", UNDATED)
def test_undated_beside_a_fresh_value(case: str) -> None:
    """What has no date is said and asked for, even where a fresh value permits the start (P2)."""
    patient, asked = UNDATED[case]
    decision = bc.starting_dose(patient, profile=UK)
    assert decision.has_answer
    assert asked in people.missing(decision)
    assert case.removeprefix("a child's ") in people.finding(decision, "value-undated").text


def test_two_values_without_a_date() -> None:
    """Where the creatinine has no date, what else has none is said as well."""
    patient = old(serum_creatinine_on=None, weight_on=None)
    decision = bc.starting_dose(patient, profile=UK)
    said = people.said(decision)
    assert said >= {"kidney-function-undated", "clearance-weight-undated"}
    assert people.missing(decision) - UNTOLD == {"creatinine_date", "weight_date"}


def test_a_child_is_asked_for_what_would_do() -> None:
    """Beside an adult's rate in a child, the date of the height is asked for: it would permit."""
    patient = people.child(17, 50, height_on=None, recorded_gfr=(people.recorded(64),))
    decision = bc.starting_dose(patient, profile=UK)
    assert people.missing(decision) - UNTOLD == {"height_date"}
    dated = attrs.evolve(patient, height_on=people.RECENT)
    assert bc.starting_dose(dated, profile=UK).has_answer
