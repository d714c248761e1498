"""Creatinine reads high where muscle is little, and that is said once (P6)."""

from __future__ import annotations

import attrs
import people
import pytest

import baclofen_cds as bc

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
NOTE, EDGE = "creatinine-reads-high", "near-band-edge"
CORD = {"conditions": {bc.Condition.SPINAL_CORD_INJURY}}


def start(patient: bc.Patient, profile: bc.Profile = US) -> bc.Decision:
    return bc.starting_dose(patient, profile=profile)


def thin(grams: int) -> dict[str, object]:
    """Return a weight and a height of 160 cm: 46.08 kg is a body mass index of 18."""
    return {"height": 160 * bc.ureg.cm, **people.weighed(grams / 1_000)}


class TestWho:
    """A cord injury, an amputation, a body mass index below 18, a creatinine below 45."""

    @pytest.mark.parametrize(
        ("changes", "named"),
        [
            ({}, None),
            (CORD, "spinal cord injury"),
            ({"conditions": {bc.Condition.AMPUTATION}}, "amputation"),
            ({"indication": bc.Indication.SPINAL_CORD_INJURY}, "spinal cord injury"),
            ({"indication": bc.Indication.SPINAL_CORD_INJURY, **CORD}, "spinal cord injury"),
            (thin(46_079), "a low body mass index"),
            (thin(46_080), None),
            ({"serum_creatinine": people.umol(44.9), "sex": bc.Sex.UNKNOWN}, "a very low creat"),
            ({"serum_creatinine": people.umol(45)}, None),
        ],
    )
    def test_each(self, changes: dict[str, object], named: str | None) -> None:
        """Each is named once, as info, and cystatin C is asked for."""
        patient = people.adult(**{"age": 60 * bc.ureg.year, **changes})
        found = [f for f in start(patient).findings if f.code == NOTE]
        assert len(found) == (0 if named is None else 1)
        for finding in found:
            assert finding.severity is bc.Severity.INFO
            assert f"Little muscle: {named}" in finding.detail
            assert finding.detail.count(named) == 1
            assert "cystatin C" in finding.detail

    def test_all_of_them(self) -> None:
        """Where there are several, all are named, and the first line stays short."""
        patient = people.adult(
            age=60 * bc.ureg.year,
            conditions={bc.Condition.SPINAL_CORD_INJURY, bc.Condition.AMPUTATION},
            serum_creatinine=people.umol(44),
            **thin(45_000),
        )
        found = people.finding(start(patient), NOTE)
        assert len(found.summary) < 140
        for name in ("spinal cord injury", "amputation", "body mass index", "creatinine"):
            assert name in found.detail

    def test_children(self) -> None:
        """A child is thin and has a low creatinine by nature; a cord injury counts."""
        patient = people.child(6, 20)
        assert NOTE not in people.codes(start(patient, UK))
        injured = attrs.evolve(patient, **CORD)
        assert NOTE in people.codes(start(injured, UK))


class TestWhen:
    """At a start, an increase, or from 20 mg/day on; where the rate is below 120."""

    @pytest.mark.parametrize(("dose", "said"), [(19.9, False), (20, True)])
    def test_taking(self, dose: float, said: bool) -> None:
        """Below 20 mg/day it is not said of what is taken."""
        decision = bc.renal_caution(people.adult(**CORD), people.day(dose), profile=US)
        assert (NOTE in people.codes(decision)) is said

    @pytest.mark.parametrize(("after", "said"), [((5, 5, 7.5), True), ((5, 5), False)])
    def test_change(self, after: tuple[float, ...], said: bool) -> None:
        """An increase that is considered says it, a reduction does not."""
        decision = bc.check_regimen_change(
            people.adult(**CORD),
            before=people.day(5, 5, 5),
            after=people.day(*after),
            held_for=30 * bc.ureg.day,
            profile=US,
        )
        assert (NOTE in people.codes(decision)) is said

    @pytest.mark.parametrize(("rate", "said"), [(119.99, True), (120, False)])
    def test_rate(self, rate: float, said: bool) -> None:
        """From 120 on it changes nothing that is said."""
        assert (NOTE in people.codes(start(people.with_egfr(rate, **CORD)))) is said

    def test_unreadable(self) -> None:
        """Of an amount that could not be read it is not said."""
        decision = bc.renal_caution(people.adult(**CORD), bc.UNREADABLE, profile=US)
        assert NOTE not in people.codes(decision)

    def test_once(self) -> None:
        """A whole note says it once."""
        assessment = bc.assess(people.adult(**CORD), people.day(10, 10), profile=US)
        assert people.codes(assessment).count(NOTE) == 1

    @pytest.mark.parametrize(("rate", "edge"), [(63, True), (66, False)])
    def test_else_near_an_edge(self, rate: float, edge: bool) -> None:
        """Where it is not due, only a rate within 5 of an edge is spoken of."""
        codes = people.codes(bc.renal_caution(people.with_egfr(rate), people.day(5), profile=US))
        assert (EDGE in codes) is edge
        assert NOTE not in codes

    def test_instead_of_the_edge(self) -> None:
        """Where it is said, the edge is not spoken of as well."""
        codes = people.codes(start(people.with_egfr(63, **CORD)))
        assert NOTE in codes
        assert EDGE not in codes


class TestNot:
    """Not where no estimate from creatinine decides."""

    @pytest.mark.parametrize(
        "changes",
        [
            {"kidney_values_in_doubt": True},
            {"dialysis": bc.Dialysis.HAEMODIALYSIS},
            {"kidney_state": bc.KidneyState.CHANGING},
            {"recorded_gfr": ()},
            {"recorded_gfr": (people.recorded(62, equation=bc.GFREquation.MEASURED),)},
            {"recorded_gfr": (people.recorded(62, lower_bound=True),)},
        ],
        ids=["in doubt", "dialysis", "changing", "no rate", "measured", "lower bound"],
    )
    def test_each(self, changes: dict[str, object]) -> None:
        """Nothing is said of muscle, nor of an edge."""
        patient = attrs.evolve(people.with_egfr(62, **CORD), **changes)
        assert not {NOTE, EDGE} & set(people.codes(start(patient)))

    def test_old_cystatin(self) -> None:
        """An old cystatin C does not silence it."""
        old = {"cystatin_c": 0.8 * bc.ureg.mg / bc.ureg.L, "cystatin_c_on": people.ago(500)}
        assert NOTE in people.codes(start(people.adult(**CORD, **old)))
