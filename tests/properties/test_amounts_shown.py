"""The invariants of what can be made and how it is written: doses, times a day, the display."""

from __future__ import annotations

import re
from fractions import Fraction
from math import gcd
from typing import Any

import pytest
import strategies as some
from hypothesis import given
from hypothesis import strategies as st
from test_round_trips import results

import baclofen_cds as bc
from baclofen_cds.interop.fhir.read.entries.report import NOTES, REASONS
from baclofen_cds.knowledge.reading import loader
from baclofen_cds.knowledge.reading.values import read_value
from baclofen_cds.sources import Stated
from baclofen_cds.words.catalogue import sentences
from baclofen_cds.words.show import show_daily, show_dose

EVERY_PROFILE = [bc.get_profile(name) for name in bc.available_profiles()]
PROFILES = st.sampled_from(EVERY_PROFILE)
ANYONE = st.one_of(some.startable(youngest=216), some.startable())
SMALLEST = st.one_of(st.sampled_from([500, 1_000, 2_500, 5_000, 10_000]), st.integers(100, 20_000))


def amount(micrograms: int) -> Any:
    return bc.ureg.Quantity(Fraction(micrograms, 1_000), "mg")


def days_of(answer: Any) -> list[bc.Regimen]:
    """Return every regimen an answer proposes."""
    if isinstance(answer, bc.Schedule):
        paces = [answer, *([answer.beside] if answer.beside else [])]
        return [step.regimen for pace in paces for step in pace.steps]
    return list(answer.options)


def unit_of(step: int, now: bc.Regimen) -> int:
    """Return the unit of what is lowered: 10 mg at most, and as fine as the doses taken show."""
    taper = loader.current_policy().taper
    told = step if step <= taper.largest_unit.value else taper.smallest_dose.value
    return max(gcd(told, *now.micrograms), 100)


def usual_days() -> st.SearchStrategy[bc.Regimen]:
    """Draw any day, or, as often, an even day such as labels print."""
    even = st.tuples(st.sampled_from([5, 10, 15, 20]), st.integers(1, 4)).map(
        lambda day: bc.Regimen.even(each=day[0] * bc.ureg.mg, times_per_day=day[1])
    )
    return st.one_of(even, some.regimens(largest=30_000))


@st.composite
def going_on(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the arguments of a next step that leads somewhere: up or back."""
    return {
        "held_for": draw(st.integers(0, 100)) * bc.ureg.day,
        "response": draw(st.sampled_from(bc.Response)),
        "tolerability": draw(st.sampled_from([bc.Tolerability.GOOD, bc.Tolerability.LIMITING])),
    }


@pytest.mark.invariant(4)
class TestMakeable:
    """I4 as far as no product is known: a dose is a whole number of what can be measured out."""

    @given(patient=ANYONE, step=SMALLEST, profile=PROFILES)
    def test_up(self, patient: bc.Patient, step: int, profile: Any) -> None:
        """Every dose of a start and of both paces of a plan is a multiple of the smallest one."""
        for ask in (bc.starting_dose, bc.titration_plan):
            decision = ask(patient, profile=profile, smallest_dose=amount(step))
            for day in days_of(decision.answer) if decision.has_answer else []:
                assert all(dose > 0 and dose % step == 0 for dose in day.micrograms)

    @given(patient=ANYONE, now=usual_days(), step=SMALLEST, going=going_on(), profile=PROFILES)
    def test_next(
        self, patient: bc.Patient, now: bc.Regimen, step: int, going: Any, profile: Any
    ) -> None:
        """Every dose of a rise is a multiple of the smallest one, of a step back of its unit."""
        decision = bc.next_titration_step(
            patient, now, profile=profile, smallest_dose=amount(step), **going
        )
        if not decision.has_answer:
            return
        back = decision.answer.action is bc.Action.STEP_BACK
        unit = unit_of(step, now) if back else step
        for day in days_of(decision.answer):
            assert all(dose > 0 and dose % unit == 0 for dose in day.micrograms)

    @given(
        patient=some.patients(),
        now=some.regimens(largest=60_000),
        step=SMALLEST,
        profile=PROFILES,
    )
    def test_down(self, patient: bc.Patient, now: bc.Regimen, step: int, profile: Any) -> None:
        """Every dose of a taper is a multiple of its unit, or all are what is taken already."""
        decision = bc.taper_plan(patient, now, profile=profile, smallest_dose=amount(step))
        for day in days_of(decision.answer) if decision.has_answer else []:
            unit = unit_of(step, now)
            makeable = all(dose > 0 and dose % unit == 0 for dose in day.micrograms)
            assert makeable or day.micrograms == now.micrograms

    @given(patient=some.startable(youngest=216), now=usual_days(), profile=PROFILES)
    def test_untold(self, patient: bc.Patient, now: bc.Regimen, profile: Any) -> None:
        """Where no smallest dose is told, an adult's plans are made of the policy's tablet."""
        tablet = loader.current_policy().taper.smallest_dose.value
        for decision, unit in (
            (bc.titration_plan(patient, profile=profile), tablet),
            (bc.taper_plan(patient, now, profile=profile), unit_of(tablet, now)),
        ):
            for day in days_of(decision.answer) if decision.has_answer else []:
                whole = all(dose % unit == 0 for dose in day.micrograms)
                assert whole or day.micrograms == now.micrograms


NUMBER = r"(?:0|[1-9]\d*)(?:\.\d*[1-9])?"
WORDS = "once|twice|three times|four times|five times|six times"
AMOUNT = rf"{NUMBER} (?:mg|mcg)"
SLOT = r"morning|noon|afternoon|evening|night|at [0-2]\d:[0-5]\d"
TAKEN = rf"{AMOUNT}(?: (?:{SLOT}))?"
A_DAY = re.compile(rf"{AMOUNT} (?:{WORDS}) daily|{TAKEN}(?: \+ {TAKEN})* a day")
WITH_A_UNIT = re.compile(r"(?<![\w.,])([\d.,]+)([^\S\n]*)(mcg|mg|kg|g|mL)(?![a-zA-Z])")
ANY_NUMBER = re.compile(r"(?<![A-Za-z\d])\.?\d[\d.,]*(?<![.,])")
FORBIDDEN = re.compile(
    r"\b(?:U|IU|QD|QOD|TIW|HS|cc|D/C|bd|bid|b\.i\.d\.|tds|tid|t\.i\.d\.|qds|qid|qd|od|prn|ug)\b"
    r"|[@>\u03bc]|\u00b5g|(?:mg|mcg|mL)\.[^\S\n]+[a-z]"
)


def check_display(said: str) -> None:
    """Hold a text to the display rules; the one printed < is the policy's own sample."""
    for number, space, unit in WITH_A_UNIT.findall(said):
        assert re.fullmatch(NUMBER, number), (number, unit)
        assert space == " ", (number, unit)
    for number in ANY_NUMBER.findall(said):
        ungrouped = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", number)
        assert re.fullmatch(NUMBER, ungrouped), number
    assert not FORBIDDEN.search(said), FORBIDDEN.search(said)
    assert "<" not in said.replace("eGFR < 60", ""), said
    assert re.search(r"mL(?!/min)", said) is None  # a volume is never shown


@pytest.mark.invariant(21)
class TestDisplay:
    """I21: no trailing zero, always a leading zero, one space, words for times a day."""

    @given(result=results())
    def test_every_text(self, result: Any) -> None:
        """Whatever is asked about whomever, by any label, the note keeps to the rules."""
        check_display(bc.text(result))
        for finding in result.findings:
            check_display(finding.text)

    @given(day=some.regimens(most=24))
    def test_days(self, day: bc.Regimen) -> None:
        """A day is its doses, each with its slot if told, or one dose and how often in words."""
        assert A_DAY.fullmatch(str(day))

    @given(micrograms=st.integers(1, 4_800_000))
    def test_amounts(self, micrograms: int) -> None:
        """An amount is a plain number, one space and its unit; mcg only below 0.1 mg."""
        said = show_dose(micrograms)
        assert re.fullmatch(AMOUNT, said)
        assert said.endswith(" mcg") is (micrograms < 100)
        assert show_daily(micrograms) == f"{said}/day"

    def test_every_sentence(self) -> None:
        """No sentence of the catalogue, of a record's notes or reasons breaks the rules."""
        for said in (*sentences().values(), *NOTES.values(), *REASONS.values()):
            check_display(re.sub(r"eGFR < \{\w+\}", "", said))


WHERE_TEXT_IS_REFUSED = {
    "dose": lambda given: bc.Regimen([given]),
    "each": lambda given: bc.Regimen.even(each=given, times_per_day=3),
    "smallest_dose": bc.SmallestDose,
    "weight": lambda given: bc.Patient(as_of=some.AS_OF, age=540 * bc.ureg.month, weight=given),
    "height": lambda given: bc.Patient(as_of=some.AS_OF, age=540 * bc.ureg.month, height=given),
    "serum_creatinine": lambda given: bc.Patient(
        as_of=some.AS_OF, age=540 * bc.ureg.month, serum_creatinine=given
    ),
    "age": lambda given: bc.Patient(as_of=some.AS_OF, age=given),
    "recorded_gfr": lambda given: bc.RecordedGFR(
        given,
        equation=bc.GFREquation.CKD_EPI_2021,
        indexing=bc.GFRIndexing.INDEXED,
        on=some.AS_OF,
    ),
    "target": lambda given: bc.titration_plan(
        bc.Patient(as_of=some.AS_OF, age=540 * bc.ureg.month),
        profile=EVERY_PROFILE[0],
        target=given,
    ),
    "exposure": lambda given: bc.taper_plan(
        bc.Patient(as_of=some.AS_OF, age=540 * bc.ureg.month),
        bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3),
        profile=EVERY_PROFILE[0],
        exposure=given,
    ),
}
LIKE_A_DOSE = st.from_regex(
    r"\A[-+ ]?[0-9٣５_]{0,3}[.,]?[0-9]{0,4}(e[0-9])?[ \u00a0]?(mg|Mg|mcg|mL|mg/mL|kg|years)?\Z"
)
PLAIN = re.compile(r"[0-9]+\.?[0-9]*|\.[0-9]+")


@pytest.mark.invariant(22)
class TestNoText:
    """I22: no text is ever parsed as an amount; a file's number has one plain form."""

    @given(given=st.one_of(LIKE_A_DOSE, st.text(max_size=64), st.binary(max_size=64)))
    def test_refused(self, given: str | bytes) -> None:
        """Text is refused as text in every place of a quantity, whatever it says."""
        for place in WHERE_TEXT_IS_REFUSED.values():
            with pytest.raises(bc.errors.InputError) as caught:
                place(given)
            assert caught.value.code == "wrong-type"

    @given(
        given=st.one_of(LIKE_A_DOSE, st.text("0123456789.,_e+- \u0663\uff15\u00a0", max_size=16))
    )
    def test_numbers_of_a_file(self, given: str) -> None:
        """A file's number is digits with at most one point; a comma or a sign is no number."""
        well_formed = PLAIN.fullmatch(given) is not None and len(given) <= 12
        exact = Fraction(given) * 1_000 if well_formed else Fraction(1, 2)
        if exact > 0 and exact.denominator == 1:
            assert read_value(given, "mg", "mg", "one") == exact
        else:
            with pytest.raises(ValueError, match=r"."):
                read_value(given, "mg", "mg", "one")

    @given(micrograms=st.integers(100, 99_999_999))
    def test_shown_and_read(self, micrograms: int) -> None:
        """What is shown of an amount, a file may hold, and it is the same amount."""
        number, unit = show_dose(micrograms).split(" ")
        assert read_value(number, unit, "mg", "one") == micrograms


@pytest.mark.invariant(44)
class TestTimesADay:
    """I44: a day has as many doses as is said, and only as many as a document or policy names."""

    @given(patient=ANYONE, step=SMALLEST, profile=PROFILES)
    def test_start(self, patient: bc.Patient, step: int, profile: Any) -> None:
        """A start is divided as the label says; where it is silent, as the policy says."""
        decision = bc.starting_dose(patient, profile=profile, smallest_dose=amount(step))
        for day in days_of(decision.answer) if decision.has_answer else []:
            assert day.times_per_day in _named(profile)

    @given(patient=ANYONE, now=usual_days(), going=going_on(), profile=PROFILES)
    def test_up(self, patient: bc.Patient, now: bc.Regimen, going: Any, profile: Any) -> None:
        """A rise keeps the times of day, or is a rung the label prints."""
        decision = bc.next_titration_step(patient, now, profile=profile, **going)
        rungs = {rung.times_per_day for rung in profile.adult.ladder.rungs}
        raised = decision.has_answer and decision.answer.action is bc.Action.RAISE
        for day in decision.answer.options if raised else ():
            assert day.times_per_day in rungs | {now.times_per_day}

    @given(patient=ANYONE, now=some.regimens(), profile=PROFILES)
    def test_down(self, patient: bc.Patient, now: bc.Regimen, profile: Any) -> None:
        """A taper never adds an administration to the day."""
        decision = bc.taper_plan(patient, now, profile=profile)
        for day in days_of(decision.answer) if decision.has_answer else []:
            assert 1 <= day.times_per_day <= now.times_per_day

    @given(day=some.regimens(most=24))
    def test_length(self, day: bc.Regimen) -> None:
        """The number of administrations is the number of doses."""
        assert day.times_per_day == len(day.doses) == len(day.micrograms)

    @given(
        said=st.one_of(
            st.sampled_from(["od", "bd", "bid", "tds", "tid", "qds", "qid", "QD", "TIW", "3", ""]),
            st.text(max_size=20),
            st.floats(),
        )
    )
    def test_abbreviations(self, said: Any) -> None:
        """An abbreviation, any other text and a fraction are refused as times a day."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=said)
        assert (caught.value.code, caught.value.field) == ("wrong-type", "times_per_day")


def _named(profile: Any) -> set[int]:
    """Return the times a day the label or the policy names for a start."""
    leaves = (
        profile.adult.start.times_per_day,
        profile.child.times_per_day,
        profile.child.preferred_times_per_day,
    )
    counts = {loader.current_policy().rounding.unstated_times_per_day.value}
    for leaf in leaves:
        if isinstance(leaf, Stated):
            counts |= set(leaf.value) if isinstance(leaf.value, tuple) else {leaf.value}
    return counts
