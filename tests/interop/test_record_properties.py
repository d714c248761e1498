"""The invariants a record can break: two orders at once, the route, a volume without mg."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import bundles as b
import pytest
import strategies as some
from hypothesis import given
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds.interop.fhir import Record, read_record
from baclofen_cds.interop.fhir.read.entries import element
from baclofen_cds.interop.fhir.read.entries.report import NOTES
from baclofen_cds.interop.fhir.terminology.baclofen import INTRATHECAL, LIQUIDS, TABLETS

EVERY_PROFILE = [bc.get_profile(name) for name in bc.available_profiles()]
PROFILES = st.sampled_from(EVERY_PROFILE)
PARTS_OF_THE_DAY = ("MORN", "NOON", "AFT", "EVE", "NIGHT")
MILLIGRAMS = st.sampled_from([5, 7.5, 10, 15, 20])
WHEN = st.lists(st.sampled_from(PARTS_OF_THE_DAY), min_size=1, max_size=4, unique=True)
BY_MOUTH = st.sampled_from([*sorted(TABLETS), *sorted(LIQUIDS)]).map(
    lambda code: b.coded(b.RXNORM, code)
)
SPINAL_ROUTE = {"route": b.coded(b.SNOMED, "72607000")}


@st.composite
def orders(draw: st.DrawFn) -> tuple[b.Node, list[tuple[int, float]]]:
    """Draw an order or a statement by mouth, with its doses by the part of the day."""
    when, dose = sorted(draw(WHEN), key=PARTS_OF_THE_DAY.index), draw(MILLIGRAMS)
    make = draw(st.sampled_from([b.order, b.statement]))
    made = make(b.at(*when, dose=dose), medicine=draw(BY_MOUTH))
    return made, [(PARTS_OF_THE_DAY.index(part), dose) for part in when]


@st.composite
def spinal(draw: st.DrawFn) -> b.Node:
    """Draw an order for the spinal canal: by its product, or by its route."""
    dose = b.dosage(b.quantity(draw(st.integers(20, 2_000)), "ug"), b.repeat(1))
    if draw(st.booleans()):
        medicine = b.coded(b.RXNORM, draw(st.sampled_from(sorted(INTRATHECAL))))
        return draw(st.sampled_from([b.order, b.statement]))(dose, medicine=medicine)
    words = {"route": {"text": draw(st.sampled_from(["intrathecal", "Intrathecal pump"]))}}
    return b.order({**dose, **draw(st.sampled_from([SPINAL_ROUTE, words]))})


def reasons(record: Record) -> set[str]:
    return {one.reason_code for one in record.unread}


def goes_up(record: Record, profile: Any) -> bool:
    """Whether a rise from what the record says is proposed, for a patient fit for one."""
    fit = bc.Patient(
        as_of=record.as_of,
        age=45 * bc.ureg.year,
        sex=bc.Sex.FEMALE,
        serum_creatinine=0.8 * bc.ureg.mg / bc.ureg.dL,
        serum_creatinine_on=record.as_of,
        dialysis=bc.Dialysis.NONE,
        indication=bc.Indication.MULTIPLE_SCLEROSIS,
    )
    decision = bc.next_titration_step(
        fit,
        record.regimen,
        held_for=100 * bc.ureg.day,
        response=bc.Response.PARTIAL,
        tolerability=bc.Tolerability.GOOD,
        profile=profile,
    )
    return decision.has_answer and decision.answer.action is bc.Action.RAISE


@pytest.mark.invariant(29)
class TestDuplicates:
    """I29 by P8: orders are one day when they are surely apart; otherwise nobody guesses."""

    @given(several=st.lists(orders(), min_size=2, max_size=3), profile=PROFILES)
    def test_together(self, several: Any, profile: Any) -> None:
        """Orders at other times add up exactly; two at one time, or two accounts, do not."""
        record = read_record(b.bundle(*(order for order, _ in several)))
        ordered = sorted(dose for order, day in several for dose in _if(order, day, "Request"))
        reported = sorted(dose for order, day in several for dose in _if(order, day, "Statement"))
        once = ordered or reported
        overlapping = any(
            len(set(day)) < len(day) for day in ([p for p, _ in ordered], [p for p, _ in reported])
        )
        if overlapping or (ordered and reported and ordered != reported):
            assert record.regimen is bc.UNREADABLE
            assert "overlapping" in reasons(record)
            assert not goes_up(record, profile)
        else:
            slots = [list(bc.Slot)[part] for part, _ in once]
            told = bc.Regimen([dose * bc.ureg.mg for _, dose in once], slots=slots)
            assert record.regimen == told

    @given(order=orders(), pump=spinal())
    def test_beside_a_pump(self, order: Any, pump: b.Node) -> None:
        """A pump beside tablets is said, and adds nothing to what is taken by mouth."""
        alone, beside = (read_record(b.bundle(order[0], *more)) for more in ((), (pump,)))
        assert beside.regimen == alone.regimen
        assert NOTES["intrathecal"] in beside.notes
        assert "intrathecal" in reasons(beside)


def _if(order: b.Node, day: Any, kind: str) -> Any:
    return day if order["resourceType"] == f"Medication{kind}" else ()


@pytest.mark.invariant(30)
class TestRouteWall:
    """I30: nothing for the spinal canal becomes a day by mouth, and no rate is a dose."""

    @given(several=st.lists(spinal(), min_size=1, max_size=3), profile=PROFILES)
    def test_never_by_mouth(self, several: list[b.Node], profile: Any) -> None:
        """Spinal orders alone are unreadable as a day by mouth: neither a dose nor none."""
        record = read_record(b.bundle(*several))
        assert (record.regimen, record.with_as_needed) == (bc.UNREADABLE, None)
        assert NOTES["intrathecal"] in record.notes
        assert not goes_up(record, profile)
        assert not bc.taper_plan(record.patient, record.regimen, profile=profile).has_answer

    @given(
        rate=st.integers(20, 2_000),
        per=st.sampled_from(["day", "hour"]),
        profile=PROFILES,
    )
    def test_pump_rates(self, rate: int, per: str, profile: Any) -> None:
        """A pump's rate is no dose; as a target by mouth it is below every start."""
        given_rate = bc.ureg.Quantity(rate, f"microgram / {per}")
        for refused in (bc.Regimen, bc.SmallestDose):
            with pytest.raises(bc.errors.BaclofenCDSError) as caught:
                refused([given_rate] if refused is bc.Regimen else given_rate)
            assert caught.value.code == "unit-mismatch"
        daily = bc.ureg.Quantity(rate, "microgram / day")
        patient = bc.Patient(
            as_of=some.AS_OF,
            age=45 * bc.ureg.year,
            sex=bc.Sex.MALE,
            serum_creatinine=80 * bc.ureg.umol / bc.ureg.L,
            serum_creatinine_on=some.AS_OF,
            dialysis=bc.Dialysis.NONE,
            indication=bc.Indication.MULTIPLE_SCLEROSIS,
        )
        assert bc.titration_plan(patient, profile=profile).has_answer
        assert not bc.titration_plan(patient, profile=profile, target=daily).has_answer


@pytest.mark.invariant(45)
class TestVolumes:
    """I45 as far as no concentration is told: a volume is never a dose."""

    @given(
        volume=st.integers(1, 400),
        unit=st.sampled_from(["mL", "L", "ml"]),
        medicine=BY_MOUTH,
    )
    def test_in_a_record(self, volume: int, unit: str, medicine: b.Node) -> None:
        """An order in millilitres is no day, whatever liquid it is of."""
        dose = b.quantity(volume / 4, unit)
        record = read_record(b.bundle(b.order(b.dosage(dose), medicine=medicine)))
        assert record.regimen is bc.UNREADABLE
        assert reasons(record) == {"volume-only"}

    @given(number=st.integers(1, 500), unit=st.sampled_from(["mL", "L", "mg/mL", "mg*mL"]))
    def test_at_the_door(self, number: int, unit: str) -> None:
        """A volume, a concentration and their product are no dose."""
        with pytest.raises(bc.errors.UnitError) as caught:
            bc.Regimen([bc.ureg.Quantity(number, unit)])
        assert caught.value.code == "unit-mismatch"


NUMBER_TEXT = st.from_regex(r"\A-?(0|[1-9][0-9]{0,4})(\.[0-9]{1,4})?([eE][-+]?[0-9]{1,2})?\Z")


@pytest.mark.invariant(22)
class TestNumbersOfARecord:
    """I22 for records: a number is a JSON number, read exactly; text is none."""

    @given(written=NUMBER_TEXT)
    def test_exact(self, written: str) -> None:
        """A JSON number is the number that is written, or none when out of all proportion."""
        node = json.loads(f'{{"value": {written}}}', parse_float=Decimal)
        read, meant = element.number(node, "value"), Fraction(written)
        in_proportion = abs(Decimal(written).adjusted()) < 12
        assert read == meant if in_proportion else read in (None, meant)

    @given(written=st.one_of(NUMBER_TEXT, st.text(max_size=64)), whole=st.booleans())
    def test_text_is_no_number(self, written: str, whole: bool) -> None:
        """A dose whose number is text, or a list of it, is no dose."""
        value = written if whole else [written]
        record = read_record(b.bundle(b.order(b.dosage(b.quantity(value)))))
        assert record.regimen is bc.UNREADABLE
        assert reasons(record) == {"no-value"}
