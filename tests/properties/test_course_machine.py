"""A whole course of treatment, walked step by step in any order, under every label.

Each rule is something that happens to a patient or is done for one; what holds whatever
happened is checked after each. ``HYPOTHESIS_PROFILE=course`` walks more than 200 courses
of 50 steps, ``weekly`` 5,000 of them.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from functools import cache, partial
from importlib.resources import files
from itertools import pairwise
from math import gcd
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import pytest
import strategies as some
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from oracles.taper_sweep import lowest_rung

import baclofen_cds as bc

EVERY_PROFILE = [bc.get_profile(name) for name in bc.available_profiles()]
DAY, PER_DAY = bc.ureg.day, bc.ureg.mg / bc.ureg.day
CREATININES = st.sampled_from([50, 70, 90, 110, 140, 200, 320, 600])
INDICATIONS = st.sampled_from([bc.Indication.MULTIPLE_SCLEROSIS, bc.Indication.SPINAL_CORD_INJURY])
NEW_MEDICINES = st.sampled_from(["N02AA05", "N07XX04", "N05BA01", "M01AE01", "A02BC01"])
HIGHEST_CREATININE = 795_600
"""In nmol/l; above 9 mg/dL somebody has to confirm the value."""
OXYBATE = "N07XX04"
PERMITTED = (bc.Verdict.WITHIN, bc.Verdict.ABOVE_USUAL_RANGE)
WRONG_STEP = {
    bc.ChangeProblem.TOO_LARGE,
    bc.ChangeProblem.TOO_SOON,
    bc.ChangeProblem.ABOVE_MAXIMUM,
}
STRICTER = {
    "kidneys": {
        '\nimpaired_below = { value = "60"': '"75"',
        '\navoid_below = { value = "30"': '"45"',
    },
    "taper": {'largest_drop = { value = "10"': '"5"', 'gentle_days = { value = "7"': '"14"'},
    "dates": {
        'creatinine = { value = "365"': '"120"',
        'creatinine_watched = { value = "90"': '"60"',
    },
}


@cache
def stricter(which: str) -> Any:
    """Return the policy with some values stricter, as a hospital's own file."""
    (shipped,) = (files("baclofen_cds.knowledge") / "policy").iterdir()
    text = shipped.read_text(encoding="utf-8")
    for old, value in STRICTER[which].items():
        assert text.count(old) == 1
        text = text.replace(old, f"{old.rpartition(' ')[0]} {value}")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "policy.toml"
        path.write_text(text, encoding="utf-8")
        return bc.load_policy(path)


def amount(micrograms: int) -> Any:
    return bc.ureg.Quantity(Fraction(micrograms, 1_000), "mg")


def rank(result: Any) -> int:
    return -1 if result.severity is None else result.severity.rank


class Course(RuleBasedStateMachine):
    """One patient under one label."""

    def __init__(self, profile: Any) -> None:
        super().__init__()
        self.profile = profile
        self.policy: Any = None
        self.smallest: int | None = None
        self.setting = bc.Setting.OUTPATIENT
        self.taking: Any = bc.NOT_TAKING
        self.held = 0
        self.used: int | None = 0
        self.ours = False
        self.steps = 0

    # What is asked, always with the same files.

    def files(self) -> dict[str, Any]:
        return {"profile": self.profile, "policy": self.policy}

    def makeable(self) -> dict[str, Any]:
        return {} if self.smallest is None else {"smallest_dose": amount(self.smallest)}

    def starting(self, patient: bc.Patient | None = None) -> Any:
        asked = {**self.files(), **self.makeable(), "setting": self.setting}
        return bc.starting_dose(patient or self.patient, **asked)

    def next_step(
        self,
        tolerability: bc.Tolerability = bc.Tolerability.GOOD,
        *,
        patient: bc.Patient | None = None,
        held: int | None = None,
    ) -> Any:
        return bc.next_titration_step(
            patient or self.patient,
            self.taking,
            held_for=(self.held if held is None else held) * DAY,
            response=bc.Response.PARTIAL,
            tolerability=tolerability,
            setting=self.setting,
            **self.files(),
            **self.makeable(),
        )

    def change(self, before: Any, after: Any, held: int | None) -> Any:
        return bc.check_regimen_change(
            self.patient,
            before=before,
            after=after,
            held_for=None if held is None else held * DAY,
            exposure=None if self.used is None else self.used * DAY,
            setting=self.setting,
            **self.files(),
            **self.makeable(),
        )

    def taper(self) -> Any:
        used = None if self.used is None else self.used * DAY
        return bc.taper_plan(
            self.patient, self.taking, exposure=used, **self.files(), **self.makeable()
        )

    def assessed(self) -> Any:
        return bc.assess(self.patient, self.taking, setting=self.setting, **self.files())

    def maximum(self, day: Any = None) -> Any:
        return bc.check_daily_maximum(
            self.patient, day or self.taking, setting=bc.Setting.OUTPATIENT, **self.files()
        )

    # What changes.

    def takes(self, day: Any, *, ours: bool, held: int = 0) -> None:
        if day is bc.NOT_TAKING or self.taking is bc.NOT_TAKING:
            self.used = 0
        self.taking, self.ours, self.held = day, ours, held

    def pass_days(self, days: int) -> None:
        later = self.patient.as_of + dt.timedelta(days=days)
        self.patient = attrs.evolve(self.patient, age=None, as_of=later)
        self.held += days
        if self.used is not None and self.taking is not bc.NOT_TAKING:
            self.used += days

    def fresh(self, **facts: Any) -> bc.Patient:
        """Return the patient with everything measured today."""
        today = {"serum_creatinine_on": self.patient.as_of, "weight_on": self.patient.as_of}
        told = {"confirmed": {"weight", "serum_creatinine"}, **today, **facts}
        return attrs.evolve(self.patient, age=None, **told)

    def permitted(self, patient: bc.Patient) -> tuple[int, int, int]:
        """Return the most a start and a rise lead to, and how loud the kidneys are not."""
        start, rise = self.starting(patient), 0
        if isinstance(self.taking, bc.Regimen):
            step = self.next_step(patient=patient, held=400)
            if step.has_answer and step.answer.action is bc.Action.RAISE:
                rise = max(day.micrograms_per_day for day in step.answer.options)
        kidneys = bc.renal_caution(patient, self.taking, setting=self.setting, **self.files())
        total = start.answer.preferred.micrograms_per_day if start.has_answer else 0
        return total, rise, -rank(kidneys)

    def no_more_permissive(self, before: tuple[int, int, int], patient: bc.Patient) -> None:
        after = self.permitted(patient)
        assert all(now <= then for then, now in zip(before, after, strict=True)), (before, after)

    def check_proposed(self, before: Any, day: bc.Regimen, held: int | None) -> None:
        """Hold a day we propose to the maximum, to one step, and to what can be made."""
        check = self.change(before, day, held)
        if check.has_answer:
            assert not WRONG_STEP & set(check.answer.problems), check.answer
        verdict = self.maximum(day)
        assert verdict.has_answer or verdict.outcome is bc.Outcome.UNREAD
        assert not verdict.has_answer or verdict.answer.verdict in PERMITTED
        if self.smallest is not None:
            assert all(dose % self.smallest == 0 for dose in day.micrograms)

    # The rules.

    @initialize(years=st.integers(6, 68), umol=CREATININES, indication=INDICATIONS)
    def meet(self, years: int, umol: int, indication: bc.Indication) -> None:
        self.patient = bc.Patient(
            as_of=some.AS_OF,
            date_of_birth=some.AS_OF.replace(year=some.AS_OF.year - years),
            sex=bc.Sex.FEMALE,
            weight=(20 + min(years, 20) * 2) * bc.ureg.kg,
            weight_on=some.AS_OF,
            height=(100 + min(years, 20) * 3) * bc.ureg.cm,
            serum_creatinine=umol * bc.ureg.umol / bc.ureg.L,
            serum_creatinine_on=some.AS_OF,
            kidney_state=bc.KidneyState.STABLE,
            dialysis=bc.Dialysis.NONE,
            indication=indication,
            medicines=bc.Medicines([], complete=True),
        )

    @precondition(lambda self: self.taking is bc.NOT_TAKING)
    @rule(which=st.integers(0, 5))
    def start(self, which: int) -> None:
        """Start, or start again after a taper or a stop."""
        decision = self.starting()
        if decision.has_answer:
            options = decision.answer.options
            day = options[which % len(options)]
            self.check_proposed(bc.NOT_TAKING, day, None)
            self.takes(day, ours=True)

    @precondition(lambda self: self.taking is bc.NOT_TAKING)
    @rule(steps=st.integers(1, 6), top=st.sampled_from([None, 30, 60, 120]))
    def follow_a_plan(self, steps: int, top: int | None) -> None:
        """Go up a plan, some steps of it, each held as long as it says."""
        decision = bc.titration_plan(
            self.patient,
            target=None if top is None else top * PER_DAY,
            setting=self.setting,
            **self.files(),
            **self.makeable(),
        )
        if not decision.has_answer:
            return
        pace = decision.answer.beside or decision.answer
        self.check_proposed(bc.NOT_TAKING, pace.steps[0].regimen, None)
        for low, high in pairwise(pace.steps[:steps]):
            self.check_proposed(low.regimen, high.regimen, low.days)
        last = pace.steps[:steps][-1]
        self.takes(last.regimen, ours=True)
        self.pass_days(min(last.last_day, 60))

    @precondition(lambda self: isinstance(self.taking, bc.Regimen))
    @rule(wait=st.integers(0, 14), fastest=st.booleans())
    def raise_it(self, wait: int, fastest: bool) -> None:
        """Raise as far as the next step says, once it says so."""
        self.pass_days(wait)
        decision = self.next_step()
        if decision.has_answer and decision.answer.action is bc.Action.HOLD:
            self.pass_days(decision.answer.days_to_hold)
            decision = self.next_step()
            assert not decision.has_answer or decision.answer.action is not bc.Action.HOLD
        if decision.has_answer and decision.answer.action is bc.Action.RAISE:
            day = decision.answer.options[-1 if fastest else 0]
            assert day.micrograms_per_day > self.taking.micrograms_per_day
            self.check_proposed(self.taking, day, self.held)
            self.takes(day, ours=self.ours)

    @rule(days=st.integers(1, 60))
    def hold(self, days: int) -> None:
        """Stay as things are."""
        self.pass_days(days)

    @precondition(lambda self: isinstance(self.taking, bc.Regimen))
    @rule()
    def step_back(self) -> None:
        """Limiting effects: one step down, which nobody calls too large; it may be soon."""
        decision = self.next_step(bc.Tolerability.LIMITING)
        assert decision.answer.action in (bc.Action.STEP_BACK, bc.Action.OFFER_TAPER)
        if decision.answer.action is bc.Action.STEP_BACK:
            (day,) = decision.answer.options
            assert day.micrograms_per_day < self.taking.micrograms_per_day
            check = self.change(self.taking, day, self.held)
            soon = {bc.ChangeProblem.TOO_SOON} if self.held < 3 else set()
            assert set(check.answer.problems) <= soon
            self.takes(day, ours=self.ours)

    @precondition(lambda self: isinstance(self.taking, bc.Regimen))
    @rule(days=st.integers(1, 30))
    def miss_days(self, days: int) -> None:
        """Miss days: then none is taken, and going back to the old dose is a start."""
        old = self.taking
        self.takes(bc.NOT_TAKING, ours=False)
        self.pass_days(days)
        check = self.change(bc.NOT_TAKING, old, None)
        if check.has_answer:
            start = bc.starting_dose(self.patient, setting=self.setting, **self.files())
            most = max(day.micrograms_per_day for day in start.answer.options)
            large = bc.ChangeProblem.TOO_LARGE in check.answer.problems
            assert large or old.micrograms_per_day <= most

    @rule(percent=st.integers(105, 400))
    def kidneys_worse(self, percent: int) -> None:
        """Raise the creatinine: it permits no more."""
        level = self.patient.creatinine_nmol_l
        higher = type(level)(max(level, min(level * percent // 100, HIGHEST_CREATININE)))
        worse = self.fresh(serum_creatinine=higher)
        self.no_more_permissive(self.permitted(self.fresh()), worse)
        self.patient = worse

    @rule(state=st.sampled_from(["changing", "dialysis"]), past=st.booleans())
    def kidneys_fail(self, state: str, past: bool) -> None:
        """Let creatinine change, or dialysis begin; some recover.

        Neither permits a start or a rise; on dialysis a label's own number may stand.
        """
        changing = state == "changing"
        failing = self.fresh(
            kidney_state=bc.KidneyState.CHANGING if changing else bc.KidneyState.STABLE,
            dialysis=bc.Dialysis.NONE if changing else bc.Dialysis.HAEMODIALYSIS,
        )
        start, rise, _ = self.permitted(failing)
        stated = self.profile.kidney.dialysis.total_daily_dose
        assert start == 0 or (not changing and start <= stated.value)
        assert rise == 0
        calm = {"kidney_state": bc.KidneyState.STABLE, "dialysis": bc.Dialysis.NONE}
        self.patient = self.fresh(**calm) if past else failing

    @rule(umol=CREATININES)
    def blood_test(self, umol: int) -> None:
        """Measure the creatinine; whatever it is, it is fresh."""
        level = type(self.patient.creatinine_nmol_l)(umol * 1_000)
        self.patient = self.fresh(
            serum_creatinine=level,
            kidney_state=bc.KidneyState.STABLE,
            dialysis=bc.Dialysis.NONE,
        )

    @rule(code=NEW_MEDICINES)
    def new_medicine(self, code: str) -> None:
        """Add a sedative, an opioid, oxybate, an NSAID: one more permits no more."""
        codes = [*self.patient.medicines.codes, code]
        with_it = attrs.evolve(self.patient, medicines=bc.Medicines(codes, complete=True))
        self.no_more_permissive(self.permitted(self.patient), with_it)
        self.patient = with_it
        if code == OXYBATE:
            assert self.assessed().severity is bc.Severity.CRITICAL

    @rule()
    def medicines_reviewed(self) -> None:
        """Stop every other medicine."""
        self.patient = attrs.evolve(self.patient, medicines=bc.Medicines([], complete=True))

    @rule(condition=st.sampled_from(bc.Condition))
    def new_condition(self, condition: bc.Condition) -> None:
        """Suspect one more condition: it permits no more; then it turns out not to be there."""
        having = attrs.evolve(self.patient, conditions={condition})
        self.no_more_permissive(self.permitted(self.patient), having)

    @rule(smallest=st.sampled_from([None, 500, 1_000, 2_500, 5_000, 10_000]))
    def other_formulation(self, smallest: int | None) -> None:
        """Change what is dispensed; what is taken stays."""
        self.smallest = smallest

    @rule(which=st.sampled_from([None, *STRICTER]))
    def rules_change(self, which: str | None) -> None:
        """Bring a stricter policy, or take it back; it permits no more, and is named."""
        self.policy = None
        before = self.permitted(self.patient)
        self.policy = which and stricter(which)
        self.no_more_permissive(before, self.patient)
        spoke = self.starting().provenance.policy
        assert self.policy is None or spoke.digest == self.policy.header.digest

    @rule(setting=st.sampled_from(bc.Setting))
    def moved(self, setting: bc.Setting) -> None:
        """Admitted, or sent home."""
        self.setting = setting

    @precondition(lambda self: 18 <= self.patient.age_years < 110)
    @rule()
    def a_year_older(self) -> None:
        """Let a year pass and measure everything again, the same: nothing more is permitted."""
        before = self.permitted(self.fresh())
        self.pass_days(366)
        self.no_more_permissive(before, self.fresh())
        self.patient = self.fresh()

    @rule(day=some.regimens(largest=40_000))
    def handed_over(self, day: bc.Regimen) -> None:
        """Somebody else prescribed another day, and nobody knows for how long."""
        self.takes(day, ours=False)
        self.used = None

    @precondition(lambda self: isinstance(self.taking, bc.Regimen))
    @rule(stopped_at=st.one_of(st.none(), st.integers(1, 6)), other=st.booleans())
    def come_off(self, stopped_at: int | None, other: bool) -> None:
        """Walk a taper day by day: it falls and ends; withdrawal signs lead one step back."""
        decision = self.taper()
        if not decision.has_answer:
            return
        plan = decision.answer.beside if other else decision.answer
        assert isinstance(plan.end, bc.Tapered)
        assert "back to the last tolerated dose" in bc.text(decision)
        days = [plan.regimen_on(day) for day in range(1, plan.days + 2)]
        assert days[-1] is bc.NOT_TAKING
        totals = [day.micrograms_per_day for day in days[:-1]]
        assert all(
            high >= low for high, low in pairwise([self.taking.micrograms_per_day, *totals])
        )
        before, held = self.taking, None
        for number, step in enumerate(plan.steps[:40], 1):
            if step.regimen.micrograms_per_day < before.micrograms_per_day:
                assert self.change(before, step.regimen, held).answer.problems == ()
            if number == stopped_at:
                self.signs({bc.Sign.HALLUCINATION})
                self.takes(before, ours=False)
                return
            before, held = step.regimen, step.days
        if self.smallest is not None and len(plan.steps) <= 40:
            assert self.change(before, bc.Stop(), held).answer.problems == ()
        self.takes(bc.NOT_TAKING, ours=False)
        self.pass_days(min(plan.days, 60))

    @precondition(lambda self: isinstance(self.taking, bc.Regimen))
    @rule()
    def no_benefit(self) -> None:
        """Ask for a stop for no benefit: critical but from little or after short use."""
        check = self.change(self.taking, bc.Stop(reason=bc.StopReason.NO_BENEFIT), self.held)
        abrupt = self.is_abrupt()
        assert (bc.ChangeProblem.ABRUPT in check.answer.problems) is abrupt
        assert not abrupt or check.severity is bc.Severity.CRITICAL
        assert not abrupt or "do not stop suddenly" in bc.text(check)

    def is_abrupt(self) -> bool:
        """Say by the policy's page whether a stop is critical."""
        total, child = self.taking.micrograms_per_day, self.patient.age_months < 216
        known = self.held if self.held > 14 else None
        known = known if self.used is None else max(self.used, self.held)
        small = 1_000 if child else 5_000
        if self.smallest is not None:
            unit = max(gcd(self.smallest, *self.taking.micrograms), 100)
            small = max(small, lowest_rung(unit, child=child))
        little = total <= small or (known is not None and known <= 3)
        return not little and (known is None or known > 14 or total >= 30_000)

    @precondition(lambda self: isinstance(self.taking, bc.Regimen))
    @rule()
    def emergency_stop(self) -> None:
        """Stop for a serious reaction, which is referred; from then on none is taken."""
        refer = self.next_step(bc.Tolerability.SERIOUS)
        assert refer.answer.action is bc.Action.REFER
        assert refer.severity is bc.Severity.CRITICAL
        stop = bc.Stop(reason=bc.StopReason.SERIOUS_ADVERSE_REACTION)
        check = self.change(self.taking, stop, self.held)
        assert check.answer.kind is bc.ChangeKind.STOP
        assert not self.is_abrupt() or rank(check) >= bc.Severity.WARNING.rank
        self.takes(bc.NOT_TAKING, ours=False)

    @rule(signs=st.sets(st.sampled_from(bc.Sign), min_size=1, max_size=3))
    def signs(self, signs: set[bc.Sign]) -> None:
        """Signs of toxicity or withdrawal come first: urgent, and without a number."""
        assessment = bc.assess(self.patient, self.taking, signs=signs, **self.files())
        assert assessment.outcome is bc.Outcome.OUT_OF_SCOPE
        assert assessment.severity is bc.Severity.CRITICAL
        assert assessment.decisions == ()
        assert not any(character.isdigit() for character in bc.text(assessment))

    # What holds, whatever happened.

    def everything(self) -> list[Any]:
        """Ask every question there is about the present state."""
        double = bc.Regimen.even(each=20 * bc.ureg.mg, times_per_day=4)
        return [
            self.assessed(),
            self.starting(),
            self.maximum(self.taking),
            self.next_step(),
            self.change(self.taking, double, self.held),
            self.taper(),
            bc.renal_caution(self.patient, self.taking, setting=self.setting, **self.files()),
        ]

    @invariant()
    def holds(self) -> None:
        """Check what holds after each step, on every question there is."""
        every = self.everything()
        if self.taking is bc.NOT_TAKING:
            self.none_is_taken(every)
        else:
            self.withheld_is_not_stopped(every)
        self.asked_again(every[self.steps % len(every)])
        self.steps += 1

    def withheld_is_not_stopped(self, every: list[Any]) -> None:
        """Check that our own day is permitted, and that nothing withheld reads as a stop."""
        verdict = every[2]
        if self.ours and verdict.has_answer:
            assert verdict.answer.verdict in PERMITTED
        for result in every[2:]:
            if not result.has_answer:
                assert "do not stop suddenly" in bc.text(result), result.question

    def none_is_taken(self, every: list[Any]) -> None:
        """Check that there is no next step and no taper, and that a change is a start."""
        *_, step, change, taper, _ = every
        assert step.outcome is taper.outcome is bc.Outcome.OUT_OF_SCOPE
        assert not change.has_answer or change.answer.kind is bc.ChangeKind.START

    def asked_again(self, result: Any) -> None:
        """Write a result, read it and ask it again: it is the same."""
        written = bc.to_dict(result)
        own = {} if self.policy is None else {"policy": self.policy}
        assert bc.recompute(written, **own) == bc.from_dict(written) == result


WALKS = -(-settings().max_examples // len(EVERY_PROFILE))


@pytest.mark.parametrize("profile", EVERY_PROFILE, ids=lambda p: p.id)
def test_courses(profile: Any) -> None:
    """No course of treatment, in any order of events, breaks what holds after each."""
    run_state_machine_as_test(
        partial(Course, profile),
        settings=settings(max_examples=WALKS),
    )
