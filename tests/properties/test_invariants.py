"""The invariants the present questions can break, each a property over every profile."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from fractions import Fraction
from typing import Any

import attrs
import pytest
import strategies as some
from hypothesis import assume, given
from hypothesis import strategies as st
from kidney_facts import KidneyFacts

import baclofen_cds as bc
from baclofen_cds.sources import Basis

EVERY_PROFILE = [bc.get_profile(name) for name in bc.available_profiles()]
over_every_profile = pytest.mark.parametrize("profile", EVERY_PROFILE, ids=lambda p: p.id)
pytestmark = over_every_profile


def start(patient: bc.Patient, profile: Any, **asked: Any) -> Any:
    return bc.starting_dose(patient, profile=profile, **asked)


def total(decision: Any) -> int:
    """Return the proposed total in micrograms a day; nothing proposed is the least."""
    return decision.answer.preferred.micrograms_per_day if decision.has_answer else 0


def rank(result: Any) -> int:
    """Return the highest severity as a number; no finding is the least."""
    return -1 if result.severity is None else result.severity.rank


@pytest.mark.invariant(1)
class TestCap:
    """I1: no proposed day is above the maximum that holds for the patient."""

    @given(patient=some.startable())
    def test_start(self, patient: bc.Patient, profile: Any) -> None:
        """Every division of a proposed start is within the label's daily maximum."""
        decision = start(patient, profile)
        assume(decision.has_answer)
        for option in decision.answer.options:
            check = bc.check_daily_maximum(patient, option, profile=profile)
            if not check.has_answer:  # the label's maximum for this age is unread
                assert check.outcome is bc.Outcome.UNREAD
                continue
            assert check.answer.verdict in (bc.Verdict.WITHIN, bc.Verdict.ABOVE_USUAL_RANGE)


@pytest.mark.invariant(3)
class TestNoRoundUp:
    """I3: what is made never passes what was computed, and misses it by less than a step."""

    @given(patient=some.startable(), smallest=st.integers(100, 20_000))
    def test_start(self, patient: bc.Patient, smallest: int, profile: Any) -> None:
        """A makeable start is a whole number of smallest doses, and not above the plain one."""
        plain_start = start(patient, profile)
        made = start(
            patient, profile, smallest_dose=bc.ureg.Quantity(Fraction(smallest, 1000), "mg")
        )
        assume(made.has_answer)
        for option in made.answer.options:
            assert all(dose % smallest == 0 for dose in option.micrograms)
            short = _intended(patient, profile) - option.micrograms_per_day
            assert 0 <= short < smallest * option.times_per_day
        assert plain_start.has_answer


def _intended(patient: bc.Patient, profile: Any) -> int:
    """Return the exact total the label means, from an option that divides without rest."""
    finest = start(patient, profile, smallest_dose=bc.ureg.Quantity(Fraction(1, 10), "mg"))
    rounded = [f for f in finest.findings if f.code == "dose-rounded-down"]
    return dict(rounded[0].values)["total"] if rounded else total(finest)


@pytest.mark.invariant(10)
class TestWeightMonotone:
    """I10: a heavier child is proposed no less, and never above the cap of the age."""

    @given(
        years=st.integers(1, 17),
        grams=st.tuples(st.integers(3_000, 200_000), st.integers(3_000, 200_000)).map(sorted),
    )
    def test_start(self, years: int, grams: list[int], profile: Any) -> None:
        """Dose per kg rises with the weight up to the cap."""
        totals = []
        for weight in grams:
            patient = bc.Patient(
                age=years * bc.ureg.year,
                as_of=some.AS_OF,
                weight=bc.ureg.Quantity(weight, "gram"),
                weight_on=some.AS_OF,
                height=120 * bc.ureg.cm,
                serum_creatinine=40 * bc.ureg.umol / bc.ureg.L,
                serum_creatinine_on=some.AS_OF,
                dialysis=bc.Dialysis.NONE,
                indication=bc.Indication.MULTIPLE_SCLEROSIS,
                confirmed={"weight"},
            )
            totals.append(total(start(patient, profile)))
        assert totals[0] <= totals[1] <= 60_000


@pytest.mark.invariant(11)
class TestDocumentsMoveNothing:
    """I11: one more document is never more permissive."""

    @given(patient=some.anyone(), taking=some.takings())
    def test_guidance(self, patient: bc.Patient, taking: Any, profile: Any) -> None:
        """Guidance adds findings; it moves no outcome and no answer."""
        alone = bc.assess(patient, taking, profile=profile, guidance=())
        all_of_it = bc.assess(patient, taking, profile=profile)
        for before, after in zip(alone.decisions, all_of_it.decisions, strict=True):
            assert before.outcome is after.outcome
            assert before.has_answer == after.has_answer
        assert rank(all_of_it) >= rank(alone)


@pytest.mark.invariant(12)
class TestKidneyGate:
    """I12: "avoid" is never turned into a number."""

    @given(patient=some.anyone())
    def test_changing(self, patient: bc.Patient, profile: Any) -> None:
        """A changing creatinine is never given a start."""
        changing = attrs.evolve(
            patient,
            kidney_state=bc.KidneyState.CHANGING,
            dialysis=bc.Dialysis.NONE,
            confirmed={"serum_creatinine"},
        )
        assert not start(changing, profile).has_answer

    @given(patient=some.anyone())
    def test_number_is_the_labels(self, patient: bc.Patient, profile: Any) -> None:
        """A number for impaired kidneys is one the label states for that state."""
        decision = start(patient, profile)
        codes = {f.code for f in decision.findings}
        if decision.has_answer and any(code.startswith("kidney-") for code in codes):
            stated = {
                leaf.value
                for leaf in (
                    profile.kidney.impaired.total_daily_dose,
                    profile.kidney.dialysis.total_daily_dose,
                )
                if hasattr(leaf, "value")
            }
            assert total(decision) in stated


REQUIRED = ("serum_creatinine", "serum_creatinine_on")


@pytest.mark.invariant(13)
class TestMissingIsNotNormal:
    """I13: what is not on record is named, and never taken as normal."""

    @given(patient=some.anyone(), name=st.sampled_from(REQUIRED))
    def test_required(self, patient: bc.Patient, name: str, profile: Any) -> None:
        """Without a dated creatinine nothing is proposed, unless dialysis makes it void."""
        without = attrs.evolve(
            patient,
            recorded_gfr=(),
            dialysis=bc.Dialysis.NONE,
            kidney_state=bc.KidneyState.STABLE,
            confirmed={"serum_creatinine"},
            **{name: None},
        )
        decision = start(without, profile)
        assert not decision.has_answer
        if decision.outcome is bc.Outcome.INSUFFICIENT_DATA:
            assert decision.unknown

    @given(
        patient=some.anyone(),
        name=st.sampled_from(["weight", "height", "sex", "medicines", "indication"]),
    )
    def test_optional(self, patient: bc.Patient, name: str, profile: Any) -> None:
        """Leaving out a fact never proposes more than knowing it.

        Sodium oxybate, which withholds a start by itself, is not left out. Nor is the body of
        an adult where a clearance gates or a cystatin C is on record: P1 itself calls nobody
        thin or heavy without an index, and takes the actual weight without a height.
        """
        facts, body = KidneyFacts(patient, profile), name in ("weight", "height")
        assume(not (body and facts.adult and (facts.clearance_gates or facts.by_both)))
        empty = {
            "sex": bc.Sex.UNKNOWN,
            "medicines": bc.Medicines([c for c in patient.medicines.codes if c == some.OXYBATE]),
            "indication": bc.Indication.UNKNOWN,
        }
        without = attrs.evolve(patient, **{name: empty.get(name)})
        assert total(start(without, profile)) <= total(start(patient, profile))


@pytest.mark.invariant(14)
class TestStaleness:
    """I14 as the design amends it: a stale value may add caution, never remove it."""

    @given(patient=some.anyone(), days=st.integers(366, 3_000))
    def test_stale(self, patient: bc.Patient, days: int, profile: Any) -> None:
        """A creatinine older than a year permits nothing."""
        born = dt.date(1940, 1, 1)
        old = attrs.evolve(
            patient,
            age=None,
            date_of_birth=born,
            recorded_gfr=(),
            dialysis=bc.Dialysis.NONE,
            weight_on=None,
            serum_creatinine_on=patient.as_of - dt.timedelta(days=days),
            earlier_creatinine=(),
            confirmed={"serum_creatinine", "weight"},
        )
        assert not start(old, profile).has_answer


@pytest.mark.invariant(15)
class TestUnitEquivalence:
    """I15: the same facts in other units give the same decision."""

    @given(data=st.data())
    def test_any_unit(self, data: st.DataObject, profile: Any) -> None:
        """A day and a creatinine written twice, in units drawn apart, decide alike."""
        amounts = data.draw(st.lists(some.dose_micrograms(), min_size=1, max_size=4))
        level = data.draw(st.integers(20_000, 795_600))
        results = []
        for _ in range(2):
            patient = bc.Patient(
                age=70 * bc.ureg.year,
                as_of=some.AS_OF,
                serum_creatinine=data.draw(some.creatinine_of(level)),
                serum_creatinine_on=some.AS_OF,
            )
            now = bc.Regimen([data.draw(some.mass_of(a)) for a in amounts])
            results.append(bc.assess(patient, now, profile=profile))
        assert results[0] == results[1]


@pytest.mark.invariant(20)
class TestExact:
    """I20: no float is part of any result."""

    @given(patient=some.anyone(), taking=some.takings())
    def test_no_float(self, patient: bc.Patient, taking: Any, profile: Any) -> None:
        """Every value of an assessment is an integer, a text or a date."""
        text = json.dumps(bc.to_dict(bc.assess(patient, taking, profile=profile), sentences=True))
        floats: list[str] = []
        json.loads(text, parse_float=floats.append)
        assert floats == []


@pytest.mark.invariant(31)
class TestPure:
    """I31: the same facts give the same bytes."""

    @given(patient=some.anyone(), taking=some.takings())
    def test_twice(self, patient: bc.Patient, taking: Any, profile: Any) -> None:
        """Asked twice, or of a pickled copy, an assessment is the same."""
        first = bc.assess(patient, taking, profile=profile)
        copy = pickle.loads(pickle.dumps(patient))  # noqa: S301 - our own bytes
        assert first == bc.assess(copy, taking, profile=profile)
        assert bc.text(first) == bc.text(bc.assess(copy, taking, profile=profile))
        assert hash(first) == hash(bc.assess(copy, taking, profile=profile))


@pytest.mark.invariant(32)
class TestImmutable:
    """I32: nothing of a result can be changed."""

    @given(patient=some.anyone(), taking=some.takings())
    def test_attributes(self, patient: bc.Patient, taking: Any, profile: Any) -> None:
        """Setting any attribute of a decision raises."""
        assessment = bc.assess(patient, taking, profile=profile)
        for value in (patient, assessment, *assessment.decisions, *assessment.findings):
            for attribute in attrs.fields(type(value)):
                with pytest.raises(attrs.exceptions.FrozenInstanceError):
                    setattr(value, attribute.name, None)


@pytest.mark.invariant(36)
class TestTotal:
    """I36: every question about a valid patient is answered with a decision."""

    @given(
        patient=some.anyone(),
        taking=some.takings(),
        setting=some.settings_of_care(),
        starting=st.booleans(),
    )
    def test_returns(
        self,
        patient: bc.Patient,
        taking: Any,
        setting: bc.Setting,
        starting: bool,
        profile: Any,
    ) -> None:
        """No valid patient makes a question raise, and every answer can be written."""
        bc.text(bc.starting_dose(patient, profile=profile, setting=setting), sources=True)
        bc.text(bc.check_daily_maximum(patient, taking, profile=profile, setting=setting))
        bc.text(bc.renal_caution(patient, taking, profile=profile, starting=starting))
        result = bc.assess(patient, taking, profile=profile, setting=setting)
        bc.to_dict(result, sentences=True)


@pytest.mark.invariant(38)
class TestBasis:
    """I38: every number has a citation that can be followed."""

    @given(patient=some.anyone(), taking=some.takings())
    def test_cited(self, patient: bc.Patient, taking: Any, profile: Any) -> None:
        """Every finding and every answer names where it comes from."""
        assessment = bc.assess(patient, taking, profile=profile)
        for finding in assessment.findings:
            assert finding.citations, finding.code
            for remark in finding.remarks:
                if any(character.isdigit() for character in remark.text):
                    assert _places(remark), remark.code
        for decision in assessment.decisions:
            if decision.has_answer and hasattr(decision.answer, "citations"):
                assert decision.answer.citations
            if decision.has_answer and hasattr(decision.answer, "basis"):
                assert decision.answer.basis in (Basis.LABEL, Basis.POLICY)

    @given(patient=some.anyone(), taking=some.takings())
    def test_provenance(self, patient: bc.Patient, taking: Any, profile: Any) -> None:
        """Every decision carries the files it rests on, with their digests."""
        for decision in bc.assess(patient, taking, profile=profile).decisions:
            used = decision.provenance
            for file in (used.profile, used.policy, *used.guidance):
                assert len(file.digest) == 64
            assert used.profile.digest == profile.digest
            assert dict(used.inputs)["patient"] == patient


def _places(remark: Any) -> list[Any]:
    """Return the citations of a remark and of the remarks inside it."""
    inner = [part for _, value in remark.values if isinstance(value, tuple) for part in value]
    return [*remark.citations, *(c for part in inner for c in part.citations)]


@pytest.mark.invariant(43)
class TestOrderFree:
    """I43: the order in which facts are told changes nothing."""

    @given(facts=some.patient_facts(), data=st.data())
    def test_shuffled(self, facts: dict[str, Any], data: st.DataObject, profile: Any) -> None:
        """Shuffled and repeated medicines and rates give the same assessment."""
        codes = facts["medicines"].codes
        rates = list(facts["recorded_gfr"])
        shuffled = {
            **facts,
            "medicines": bc.Medicines(
                [*data.draw(st.permutations(codes)), *codes[:1]],
                complete=facts["medicines"].complete,
            ),
            "recorded_gfr": tuple(data.draw(st.permutations(rates))),
        }
        told = bc.assess(bc.Patient(**facts), bc.NOT_TAKING, profile=profile)
        again = bc.assess(bc.Patient(**shuffled), bc.NOT_TAKING, profile=profile)
        assert told == again
