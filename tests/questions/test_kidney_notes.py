"""What stands beside the kidney finding: measures apart, a study that explains, a near edge."""

from __future__ import annotations

import attrs
import people
import pytest
import strategies as some
from hypothesis import assume, given

import baclofen_cds as bc
from baclofen_cds.deciding.kidneys import differ_in_band

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
INFO, WARNING, CRITICAL = bc.Severity
DIFFER, EXPLAINED, EDGE = "measures-differ-in-band", "clearance-fraction", "near-band-edge"
OF_NOTES = {DIFFER, "kidney-clearance-explained", EDGE}


def man(years: int, creatinine: float, kilograms: float | None = None, **more: object) -> object:
    """Return a man of this age, creatinine in mg/dL and weight; no height unless told."""
    weighed = {"weight": kilograms * bc.ureg.kg, "weight_on": people.RECENT} if kilograms else {}
    return people.adult(
        age=years * bc.ureg.year,
        sex=bc.Sex.MALE,
        serum_creatinine=creatinine * bc.ureg.mg / bc.ureg.dL,
        **{**weighed, **more},
    )


def caution(patient: object, *doses: float, **asked: object) -> object:
    now = people.day(*doses) if doses else bc.NOT_TAKING
    return bc.renal_caution(patient, now, profile=US, **asked)


class TestDisagreement:
    """Clearance, indexed and absolute rate of one creatinine, in different bands, below 75."""

    @pytest.mark.parametrize(
        ("hundredths", "differ"),
        [
            ((6_000, 5_999), True),
            ((6_000, 9_000), False),
            ((5_999, 3_000), False),
            ((3_000, 2_999), True),
            ((1_500, 1_499), True),
            ((2_999, 1_500, 2_000), False),
            ((7_000, 1_000), True),
            ((4_000,), False),
        ],
    )
    def test_edges(self, hundredths: tuple[int, ...], differ: bool) -> None:
        """60, 30 and 15 belong to the better band."""
        assert differ_in_band(hundredths, (6_000, 3_000, 1_500)) is differ

    @pytest.mark.parametrize(
        ("years", "creatinine", "kilograms", "low", "high", "severity"),
        [
            (70, 2.0, 60, "29 mL/min (Cockcroft-Gault", "35 mL/min/1.73 m²", WARNING),
            (74, 2.0, 60, "27 mL/min (Cockcroft-Gault", "34 mL/min/1.73 m²", WARNING),
            (60, 1.4, 90, "57 mL/min/1.73 m²", "71 mL/min (Cockcroft-Gault", INFO),
        ],
    )
    def test_actual_weight(
        self,
        years: int,
        creatinine: float,
        kilograms: float,
        low: str,
        high: str,
        severity: bc.Severity,
    ) -> None:
        """A clearance below 30 beside an indexed rate above it is a warning, else an info."""
        found = people.finding(caution(man(years, creatinine, kilograms)), DIFFER)
        assert found.severity is severity
        assert low in found.summary
        assert high in found.summary
        assert "actual weight" in found.detail
        assert "3 March" in found.detail

    def test_three_measures(self) -> None:
        """Listed are the indexed rate, that of this body, and the clearance, and no other (P6)."""
        patient = man(70, 2.0, 60, height=170 * bc.ureg.cm)
        detail = people.finding(caution(patient), DIFFER).detail
        for name in ("actual weight", "absolute", "1.73 m²"):
            assert name in detail
        assert "ideal weight" not in detail
        assert "adjusted weight" not in detail

    def test_absolute_rate_crosses(self) -> None:
        """An indexed rate of 34 is one of 27 mL/min in a body of 1.37 m²."""
        patient = man(74, 2.0, 45, height=150 * bc.ureg.cm)
        found = people.finding(caution(patient), DIFFER)
        assert "34 mL/min/1.73 m²" in found.detail
        assert "27 mL/min (CKD-EPI 2021, absolute)" in found.detail
        assert found.severity is WARNING

    @pytest.mark.parametrize(
        "patient",
        [
            man(75, 2.0, 60),
            man(70, 2.0, 50, height=170 * bc.ureg.cm),
            man(70, 2.0, 120, height=170 * bc.ureg.cm),
        ],
        ids=["from 75 years on", "thin", "very heavy"],
    )
    def test_never_where_a_clearance_gates(self, patient: bc.Patient) -> None:
        """Where the clearance gates, which one decided stands in the kidney line alone (P1)."""
        for decision in (caution(patient), caution(patient, 5, 5)):
            assert DIFFER not in people.codes(decision)

    def test_the_policys_weight_first(self) -> None:
        """From a body mass index of 30 on, the adjusted weight is the first clearance named."""
        patient = man(60, 1.4, 110, height=170 * bc.ureg.cm)
        detail = people.finding(caution(patient), DIFFER).detail
        first = detail[detail.index("Cockcroft-Gault") :]
        assert first.startswith("Cockcroft-Gault, adjusted weight")

    def test_same_band(self) -> None:
        """Measures in one band are not mentioned."""
        assert DIFFER not in people.codes(caution(man(40, 1.0, 80, height=180 * bc.ureg.cm)))

    @pytest.mark.parametrize(
        "more",
        [
            {"dialysis": bc.Dialysis.HAEMODIALYSIS},
            {"kidney_state": bc.KidneyState.CHANGING},
            {"weight": None, "weight_on": None},
            {"serum_creatinine": None, "serum_creatinine_on": None},
        ],
    )
    def test_where_no_equation_holds(self, more: dict[str, object]) -> None:
        """Not on dialysis, not while changing, and not without a creatinine or a weight."""
        patient = attrs.evolve(man(70, 2.0, 60), **more)
        assert DIFFER not in people.codes(caution(patient, 5, 5))

    def test_adults_only(self) -> None:
        """Of a child no clearance is spoken, and the page on adult equations is not quoted."""
        patient = people.child(
            15, 40, height=150 * bc.ureg.cm, serum_creatinine=1.1 * bc.ureg.mg / bc.ureg.dL
        )
        decision = caution(patient, 5, 5)
        assert set(people.codes(decision)) & OF_NOTES == {EDGE}
        assert "near-cut-off-cystatin" not in people.said(decision)

    def test_where_it_is_said(self) -> None:
        """A start and the kidneys say it whatever it is, the daily maximum only a warning."""
        for patient, in_check in ((man(70, 2.0, 60), True), (man(60, 1.4, 90), False)):
            now = people.day(5, 5, 5)
            assert DIFFER in people.codes(bc.starting_dose(patient, profile=US))
            assert DIFFER in people.codes(caution(patient, 5, 5, 5))
            check = bc.check_daily_maximum(patient, now, profile=US)
            assert (DIFFER in people.codes(check)) is in_check
            together = people.codes(bc.assess(patient, now, profile=US))
            assert together.count(DIFFER) == 1

    def test_no_stop(self) -> None:
        """A warning to someone who takes baclofen does not read as "stop"."""
        found = people.finding(caution(man(70, 2.0, 60), 5, 5, 5), DIFFER)
        assert "Unless toxicity is suspected, do not stop suddenly." in found.detail


class TestNothingMoves:
    """The gate of an adult below 75 who is neither thin nor very heavy is the indexed eGFR."""

    @given(some.adults(), some.profiles())
    def test_weight_and_height(self, patient: bc.Patient, profile: object) -> None:
        """Such an adult's outcome and answer are the same with and without a weight and height."""
        assume(patient.age_years < 75 and not _out_of_build(patient))
        patient = attrs.evolve(patient, cystatin_c=None, cystatin_c_on=None)
        bare = attrs.evolve(patient, weight=None, weight_on=None, height=None, height_on=None)
        for ask in (bc.starting_dose, lambda p, **k: bc.renal_caution(p, bc.NOT_TAKING, **k)):
            known, unknown = ask(patient, profile=profile), ask(bare, profile=profile)
            assert (known.outcome, known.has_answer) == (unknown.outcome, unknown.has_answer)
            if known.has_answer:
                assert known.answer == unknown.answer

    @given(some.patients(), some.takings(), some.profiles())
    def test_no_fraction_at_60(self, patient: bc.Patient, taking: object, profile: object) -> None:
        """No fraction of a dose is spoken of from an indexed eGFR of 60 on (P6)."""
        if EXPLAINED in people.said(bc.assess(patient, taking, profile=profile)):
            caution = bc.renal_caution(patient, taking, profile=profile)
            assert caution.answer.rate.whole < 60


def _out_of_build(patient: bc.Patient) -> bool:
    """Whether the body mass index is known, and below 18 or above 40 kg/m²."""
    if patient.weight is None or patient.height is None:
        return False
    index = patient.weight_grams * 1_000 / patient.height_millimetres**2
    return not 18 <= index <= 40


class TestExplained:
    """Vlavonou 2014: mean dose cuts of a third, a half and two thirds by clearance."""

    @pytest.mark.parametrize(
        ("kilograms", "cut"),
        [
            (192.1, None),
            (192, "one third"),
            (120.1, "one third"),
            (120, "one half"),
            (72, "one half"),
            (71.9, "two thirds"),
        ],
    )
    def test_bands(self, kilograms: float, cut: str | None) -> None:
        """80, 50 and 30 mL/min fall as the sheet says; at 80 years and 2 mg/dL, 2.4 kg each."""
        decision = caution(man(80, 2.0, kilograms), 5, 5)
        said = [r for f in decision.findings for r in f.remarks if r.code == EXPLAINED]
        assert [dict(r.values)["cut"] for r in said] == ([cut] if cut else [])

    def test_as_it_reads(self) -> None:
        """It is a finding of its own, an info, that proposes no dose and names the weight."""
        found = people.finding(caution(man(80, 2.0, 100)), "kidney-clearance-explained")
        assert found.severity is INFO
        assert found.text == (
            "Info. Creatinine clearance 41 mL/min (Cockcroft-Gault, actual weight): a study "
            "explains exposure there; no dose is proposed from it.\n"
            "Vlavonou 2014, single 5 mg doses: a mean dose cut of one half at this clearance, "
            "which leaves one half; which weight it used was not seen."
        )

    def test_never_at_a_start_below_30(self) -> None:
        """Where a start is to be avoided no fraction is spoken of."""
        assert EXPLAINED not in people.said(caution(man(80, 2.0, 70)))
        assert EXPLAINED not in people.said(caution(man(80, 4.0, 200)))

    def test_not_at_60(self) -> None:
        """At an indexed eGFR of 60 and more nothing is said, however low the clearance."""
        patient = man(66, 1.25, 60)
        assert bc.kidney.cockcroft_gault(patient).whole < 50
        assert EXPLAINED not in people.said(caution(patient, 5, 5))

    def test_a_hospitals_own_band(self) -> None:
        """A file without a band of eGFR is not heard above 60 either."""
        guidance = bc.get_guidance("vlavonou")
        wide = tuple(
            attrs.evolve(one, egfr_from=None, egfr_below=None) for one in guidance.statement
        )
        own = (attrs.evolve(guidance, statement=wide),)
        healthy = caution(man(66, 1.25, 60), 5, 5, guidance=own)
        assert EXPLAINED not in people.said(healthy)
        assert EXPLAINED in people.said(caution(man(80, 2.0, 70), 5, 5, guidance=own))

    def test_without_a_weight(self) -> None:
        """Where the clearance cannot be computed nothing is said."""
        assert EXPLAINED not in people.said(caution(man(80, 2.0), 5, 5))

    def test_in_doubt(self) -> None:
        """Where two rates disagree the clearance of one of them explains nothing."""
        recorded = people.with_egfr(80).recorded_gfr
        patient = man(80, 2.0, 100, recorded_gfr=recorded)
        assert EXPLAINED not in people.said(caution(patient, 5, 5))

    def test_guidance_narrowed(self) -> None:
        """Without the study nothing is said."""
        assert EXPLAINED not in people.said(caution(man(80, 2.0, 100), 5, 5, guidance=()))


class TestNearEdge:
    """Within 5 of an edge: creatinine reads high where muscle is little (P6)."""

    @pytest.mark.parametrize(
        ("egfr", "edge"),
        [
            (65.01, None),
            (65, 60),
            (55, 60),
            (54.99, None),
            (35.01, None),
            (35, 30),
            (25, 30),
            (24.99, None),
            (20, 15),
            (9.99, None),
        ],
    )
    def test_edges(self, egfr: float, edge: int | None) -> None:
        """It is said once, up to exactly 5 from the edge it is near."""
        decision = caution(people.with_egfr(egfr), 5, 5)
        found = [f for f in decision.findings if f.code == EDGE]
        assert [f"near {edge}:" in f.summary for f in found] == ([True] if edge else [])

    def test_as_it_reads(self) -> None:
        """It names muscle and cystatin C, and NIDDK unless guidance is narrowed."""
        patient = people.with_egfr(58)
        found = people.finding(caution(patient, 5, 5), EDGE)
        assert found.severity is INFO
        assert "spinal cord injury" in found.detail
        assert "NIDDK: near a dosing cut-off" in found.detail
        alone = people.finding(caution(patient, 5, 5, guidance=()), EDGE)
        assert "NIDDK" not in alone.text
        assert "cystatin C" in alone.detail

    def test_not_of_what_was_measured(self) -> None:
        """A measured rate, or a mere lower bound, is no estimate from creatinine."""
        (estimate,) = people.with_egfr(60).recorded_gfr
        for changes in ({"equation": bc.GFREquation.MEASURED}, {"lower_bound": True}):
            rate = attrs.evolve(estimate, **changes)
            assert EDGE not in people.codes(caution(people.with_egfr(60, recorded_gfr=(rate,))))

    @pytest.mark.parametrize(
        "more",
        [
            {"dialysis": bc.Dialysis.HAEMODIALYSIS},
            {"kidney_state": bc.KidneyState.CHANGING},
            {"recorded_gfr": ()},
        ],
    )
    def test_not_where_no_band_rests_on_it(self, more: dict[str, object]) -> None:
        """On dialysis, while creatinine changes, or without a rate there is no edge."""
        patient = attrs.evolve(people.with_egfr(30), **more)
        assert EDGE not in people.codes(caution(patient, 5, 5))

    def test_not_in_doubt(self) -> None:
        """Where the values contradict each other that is said instead."""
        doubtful = attrs.evolve(people.with_egfr(58), kidney_values_in_doubt=True)
        assert EDGE not in people.codes(caution(doubtful, 5, 5))

    def test_info_is_kept_out_of_the_maximum(self) -> None:
        """The daily maximum does not repeat it."""
        now = people.day(5, 5)
        check = bc.check_daily_maximum(people.with_egfr(58), now, profile=US)
        assert not set(people.codes(check)) & OF_NOTES
