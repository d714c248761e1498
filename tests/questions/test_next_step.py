"""The next step of a treatment under way (P9)."""

from __future__ import annotations

import attrs
import people
import pytest
from test_titration import BY_DAY, PLACE

import baclofen_cds as bc
from baclofen_cds.deciding.response import action_of
from baclofen_cds.sources import Basis, Stated, Unread

US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
NONE, PARTIAL, ADEQUATE, UNKNOWN = bc.Response
GOOD, MILD, LIMITING, SERIOUS, UNTOLD = bc.Tolerability
A = bc.Action


def following(
    now: object = (10, 10, 10),
    days: int | None = 3,
    response: bc.Response = PARTIAL,
    tolerability: bc.Tolerability = GOOD,
    profile: object = US,
    **asked: object,
) -> object:
    taking = people.day(*now) if isinstance(now, tuple) else now
    held = None if days is None else days * bc.ureg.day
    facts = {"patient": people.adult(), **asked}
    return bc.next_titration_step(
        facts.pop("patient"),
        taking,
        held_for=held,
        response=response,
        tolerability=tolerability,
        profile=profile,
        **facts,
    )


class TestPolicy:
    """P9 line by line."""

    @pytest.mark.parametrize(
        ("response", "tolerability", "held", "action"),
        [
            (ADEQUATE, GOOD, 30, A.HOLD),
            (PARTIAL, MILD, 30, A.HOLD),
            (PARTIAL, LIMITING, 30, A.STEP_BACK),
            (ADEQUATE, LIMITING, None, A.STEP_BACK),
            (PARTIAL, SERIOUS, 30, A.REFER),
            (UNKNOWN, SERIOUS, None, A.REFER),
            (PARTIAL, GOOD, 2, A.HOLD),
            (PARTIAL, GOOD, 3, A.RAISE),
            (NONE, GOOD, 3, A.RAISE),
            (PARTIAL, UNTOLD, 3, "tolerability"),
            (UNKNOWN, GOOD, 3, "response"),
            (PARTIAL, GOOD, None, "held_for"),
        ],
    )
    def test_below_the_maximum(
        self,
        response: bc.Response,
        tolerability: bc.Tolerability,
        held: int | None,
        action: object,
    ) -> None:
        """Adequate or mild: hold. Limiting: back. Serious: refer. Otherwise the next step."""
        where = {"above_top": False, "at_top": False, "trial": 42, "hold": 3}
        assert action_of(response, tolerability, held=held, **where) is action or (
            action_of(response, tolerability, held=held, **where) == action
        )

    @pytest.mark.parametrize(
        ("response", "tolerability", "held", "trial", "action"),
        [
            (NONE, GOOD, 42, 42, A.OFFER_TAPER),
            (NONE, MILD, 42, 42, A.OFFER_TAPER),
            (NONE, GOOD, 41, 42, A.HOLD),
            (NONE, GOOD, 400, None, A.REVIEW),
            (PARTIAL, GOOD, 400, 42, A.REVIEW),
            (ADEQUATE, GOOD, 400, 42, A.HOLD),
        ],
    )
    def test_at_the_maximum(
        self,
        response: bc.Response,
        tolerability: bc.Tolerability,
        held: int,
        trial: int | None,
        action: bc.Action,
    ) -> None:
        """No response after the label's trial: a taper is offered; the trial is waited for."""
        where = {"above_top": False, "at_top": True, "trial": trial, "hold": trial}
        assert action_of(response, tolerability, held=held, **where) is action

    def test_above_the_maximum(self) -> None:
        """Above the maximum there is no step up; it is reviewed."""
        days = {"held": 30, "trial": 42, "hold": 3}
        decided = action_of(PARTIAL, GOOD, **days, above_top=True, at_top=False)
        assert decided is A.REVIEW


class TestRaise:
    """The next rung, once the present one was held as long as the label asks."""

    def test_next_rung(self) -> None:
        """After three days of 10 mg three times daily: 15 mg three times daily."""
        decision = following()
        assert decision.outcome is bc.Outcome.STATED
        assert decision.answer.action is A.RAISE
        assert list(map(str, decision.answer.options)) == ["15 mg three times daily"]
        assert decision.answer.basis is Basis.LABEL

    def test_between_rungs(self) -> None:
        """From a day the label does not print, the next rung above it."""
        assert str(following((10, 10, 5)).answer.options[0]) == "10 mg three times daily"
        assert str(following((2.5, 2.5)).answer.options[0]) == "5 mg three times daily"

    def test_too_soon(self) -> None:
        """A day short of the label's interval the dose is held."""
        decision = following(days=1)
        assert (decision.answer.action, decision.answer.days_to_hold) == (A.HOLD, 2)
        assert "stay-until-due" in people.codes(decision)

    def test_both_ends(self) -> None:
        """Where the label leaves a range both ends are shown, the gentlest first."""
        decision = following(profile=BY_DAY)
        assert decision.outcome is bc.Outcome.POLICY
        assert [o.micrograms_per_day for o in decision.answer.options] == [35_000, 45_000]

    def test_withheld(self) -> None:
        """What withholds a start withholds a rise; a kidney number is no way up."""
        decision = following(profile=UK, patient=people.older())
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.SILENT, False)
        assert (
            people.finding(decision, "increase-withheld-kidneys").severity is bc.Severity.WARNING
        )
        untold = following(patient=people.adult(indication=bc.Indication.UNKNOWN))
        assert untold.outcome is bc.Outcome.INSUFFICIENT_DATA
        assert "indication" in people.missing(untold)

    def test_top_of_the_ladder(self) -> None:
        """From 60 mg/day the US label prints no step: a review."""
        decision = following((20, 20, 20))
        assert (decision.outcome, decision.answer.action) == (bc.Outcome.POLICY, A.REVIEW)
        assert decision.answer.options == ()

    def test_not_makeable(self) -> None:
        """A rung that cannot be made is said."""
        decision = following((5, 5, 5), smallest_dose=20 * bc.ureg.mg)
        assert decision.outcome is bc.Outcome.INSUFFICIENT_DATA
        assert "smaller_makeable_dose" in people.missing(decision)

    def test_unread(self) -> None:
        """Rises, or a maximum, that nobody has read: no step."""
        child = people.child(8, 30)
        label = attrs.evolve(UK, child=attrs.evolve(UK.child, interval=Unread()))
        assert following((5, 5), profile=label, patient=child).outcome is bc.Outcome.UNREAD
        maximum = attrs.evolve(US.adult.maximum, total_daily_dose=Unread())
        bare = attrs.evolve(US, adult=attrs.evolve(US.adult, maximum=maximum))
        assert following(profile=bare).outcome is bc.Outcome.UNREAD

    def test_above_the_maximum(self) -> None:
        """A day above the maximum is reviewed, and the finding about it is there."""
        decision = following((30, 30, 30))
        assert decision.answer.action is A.REVIEW
        assert people.finding(decision, "above-maximum").severity is bc.Severity.CRITICAL


class TestHoldAndBack:
    """Holding and going back are answered whatever the kidneys."""

    @pytest.mark.parametrize("patient", [people.adult(), people.older()])
    def test_hold(self, patient: bc.Patient) -> None:
        """An adequate response is held, with nothing to wait for."""
        answer = following(response=ADEQUATE, patient=patient).answer
        assert (answer.action, answer.days_to_hold, answer.options) == (A.HOLD, 0, ())

    @pytest.mark.parametrize("patient", [people.adult(), people.older()])
    def test_back_to_the_rung_below(self, patient: bc.Patient) -> None:
        """Limiting effects lead to the last rung below."""
        decision = following(tolerability=LIMITING, patient=patient)
        assert (decision.outcome, decision.answer.action) == (bc.Outcome.POLICY, A.STEP_BACK)
        assert str(decision.answer.options[0]) == "5 mg three times daily"
        assert "do-not-stop-suddenly" in people.said(decision)

    @pytest.mark.parametrize(
        ("now", "days", "back"),
        [
            ((10, 10, 10), 15, 25_000),
            ((10, 10, 10), None, 25_000),
            ((40, 40, 40), 3, 110_000),
            ((10, 10, 5), 3, 20_000),
            ((5, 5, 5), 3, 10_000),
        ],
    )
    def test_back_by_our_drop(self, now: tuple[float, ...], days: int | None, back: int) -> None:
        """From a rung held for long, off the ladder or its first rung: one drop (P5)."""
        answer = following(now, days, tolerability=LIMITING).answer
        assert answer.options[0].micrograms_per_day == back

    @pytest.mark.parametrize(
        ("smallest", "back"), [(10, 20_000), (5, 25_000), (2.5, 25_000), (20, 25_000)]
    )
    def test_back_in_a_unit(self, smallest: float, back: int) -> None:
        """One drop in what can be made; one makeable unit is always allowed, above 10 mg none."""
        unit = smallest * bc.ureg.mg
        answer = following((10, 10, 10), 30, tolerability=LIMITING, smallest_dose=unit).answer
        assert answer.options[0].micrograms_per_day == back

    def test_back_in_a_child(self) -> None:
        """A child goes back down the finer rungs, by a third at most."""
        asked = {"patient": people.child(8, 25), "smallest_dose": 0.5 * bc.ureg.mg}
        answer = following((2, 2, 2), 30, tolerability=LIMITING, profile=UK, **asked).answer
        assert str(answer.options[0]) == "1.5 mg + 1 mg + 1.5 mg a day"

    def test_back_that_cannot_be_made(self) -> None:
        """Never a bigger drop than ours: where it cannot be made, a taper is offered."""
        many = bc.Regimen([199 * bc.ureg.mcg] * 24)
        asked = {"patient": people.child(8, 25), "profile": UK}
        coarse = following(many, 30, tolerability=LIMITING, **asked)
        assert coarse.answer.action is A.OFFER_TAPER

    def test_back_without_a_ladder(self) -> None:
        """Without a ladder the day falls by one drop, from 30 mg a day a quarter at most."""
        answer = following(profile=BY_DAY, tolerability=LIMITING).answer
        assert answer.options[0].micrograms_per_day == 25_000
        assert answer.basis is Basis.POLICY

    def test_nothing_below(self) -> None:
        """With no step below, a taper is offered."""
        decision = following((5,), tolerability=LIMITING)
        assert decision.answer.action is A.OFFER_TAPER
        assert "no-step-below" in people.codes(decision)

    def test_trial(self) -> None:
        """The UK trial of six weeks at the maximum: waited for, then a taper is offered."""
        full = (25, 25, 25, 25)
        waiting = following(full, 5, NONE, profile=UK)
        assert (waiting.answer.action, waiting.answer.days_to_hold) == (A.HOLD, 37)
        assert "stay-through-trial" in people.codes(waiting)
        assert following(full, 42, NONE, profile=UK).answer.action is A.OFFER_TAPER

    def test_longest_trial(self) -> None:
        """Of a trial of six to eight weeks the longer one is waited for."""
        adult = attrs.evolve(UK.adult, trial_at_maximum=Stated((42, 56), PLACE))
        label = attrs.evolve(UK, adult=adult)
        full = (25, 25, 25, 25)
        assert following(full, 55, NONE, profile=label).answer.action is A.HOLD
        assert following(full, 56, NONE, profile=label).answer.action is A.OFFER_TAPER

    @pytest.mark.parametrize(("egfr", "held"), [(25, True), (12, True), (38, False)])
    def test_kidneys_that_say_avoid(self, egfr: float, held: bool) -> None:
        """Where the kidneys say "avoid", staying is no answer: a reduction is agreed."""
        decision = following(response=ADEQUATE, patient=people.with_egfr(egfr))
        assert decision.answer.action is (A.REVIEW if held else A.HOLD)
        assert ("review-kidneys" in people.codes(decision)) is held

    def test_child_at_the_top(self) -> None:
        """An adult's trial is not a child's: at the top a child is reviewed."""
        child = people.child(7, 23)
        decision = following((10, 10, 10, 10), 50, NONE, profile=UK, patient=child)
        assert (decision.answer.action, people.codes(decision)[-1]) == (A.REVIEW, "review-at-top")

    def test_child_without_a_size(self) -> None:
        """A label that says how often to raise, not by how much, leads to a review."""
        decision = following((2, 2, 2, 2), 7, profile=UK, patient=people.child(7, 23))
        assert "review-no-size" in people.codes(decision)

    def test_top_that_no_step_reaches(self) -> None:
        """Where the next step would pass the top, the trial is at the top below it."""
        fr = bc.get_profile("fr-spasticity")
        waiting = following((25, 25, 25), 55, NONE, profile=fr)
        assert "stay-through-trial" in people.codes(waiting)
        assert following((25, 25, 25), 56, NONE, profile=fr).answer.action is A.OFFER_TAPER

    def test_untold(self) -> None:
        """How it is tolerated is asked for even where the dose stays; nothing reads as a stop."""
        decision = following(response=ADEQUATE, tolerability=UNTOLD)
        assert people.missing(decision) == {"tolerability"}
        for asked in ({"days": None}, {"response": UNKNOWN}):
            assert "do not stop suddenly" in bc.text(following(**asked))

    def test_age(self) -> None:
        """An older adult's caution stands beside every step."""
        older = people.adult(age=70 * bc.ureg.year)
        assert "older-adult-taking" in people.codes(following(patient=older))


class TestFacts:
    """What is taken decides whether there is a next step."""

    def test_not_taking(self) -> None:
        """Nothing taken, nothing to step from."""
        decision = following(bc.NOT_TAKING)
        assert decision.outcome is bc.Outcome.OUT_OF_SCOPE
        assert people.codes(decision) == ["nothing-taken"]

    def test_unreadable(self) -> None:
        """An amount that could not be read is asked for; serious effects are referred first."""
        assert people.missing(following(bc.UNREADABLE)) == {"regimen"}
        serious = following(bc.UNREADABLE, tolerability=SERIOUS)
        assert serious.answer.action is A.REFER
        assert serious.severity is bc.Severity.CRITICAL

    def test_text(self) -> None:
        """A step reads as one line."""
        assert "Next step: raise: 15 mg three times daily (stated by the label)." in bc.text(
            following()
        )
        assert "Next step: stay at this dose (stated by the label)." in bc.text(following(days=1))
