"""A rise is never without a size: our bound where a label gives none (P6), one exception (P4)."""

from __future__ import annotations

import attrs
import people
import pytest
from test_regimen_change import change
from test_titration import BY_DAY

import baclofen_cds as bc
from baclofen_cds.sources import Unread

US, UK, CA, DE, FR, CH = (
    bc.get_profile(f"{where}-spasticity") for where in ("us", "uk", "ca", "de", "fr", "ch")
)
EVERY = (US, UK, CA, DE, FR, CH)
LARGE, SOON, _, ABOVE, _ = bc.ChangeProblem
INFO, WARNING, CRITICAL = bc.Severity
SIXTY = (20, 20, 20)


def child(years: float = 7, kilograms: float = 20, **changes: object) -> bc.Patient:
    return people.child(years, kilograms, indication=bc.Indication.MULTIPLE_SCLEROSIS, **changes)


class TestAdults:
    """Above the last rung of a ladder an adult's rise is at most 15 mg/day at once."""

    @pytest.mark.parametrize("profile", EVERY, ids=lambda p: p.id)
    def test_sixty_to_a_hundred(self, profile: object) -> None:
        """From 60 to 100 mg/day is too large under every label, and warned of."""
        decision = change(SIXTY, (25, 25, 25, 25), 30, profile=profile)
        assert LARGE in decision.answer.problems
        assert decision.severity in (WARNING, CRITICAL)

    @pytest.mark.parametrize(
        ("after", "problems"), [((25, 25, 25), ()), ((25, 25, 25.1), (LARGE,))]
    )
    def test_edge(self, after: tuple[float, ...], problems: tuple[object, ...]) -> None:
        """15 mg/day more is within our bound, and a tenth of a milligram more is not."""
        decision = change(SIXTY, after, 30, profile=UK)
        assert (decision.outcome, decision.answer.problems) == (bc.Outcome.POLICY, problems)
        assert decision.answer.one_step_total == 75 * bc.ureg.mg / bc.ureg.day
        code = "rise-too-large-policy" if problems else "no-step-printed"
        finding = people.finding(decision, code)
        assert (finding.severity, finding.basis.value) == (WARNING if problems else INFO, "policy")
        assert "this project's bound" in finding.summary
        assert any("rise.largest" in place.pin for place in finding.citations)

    def test_one_administration(self) -> None:
        """One administration is raised by no more than the day may be."""
        decision = change(SIXTY, (50, 25), 30, profile=UK)
        assert decision.answer.problems == (LARGE,)
        finding = people.finding(decision, "administration-too-large-policy")
        assert "(35 mg at most)" in finding.summary

    def test_too_soon(self) -> None:
        """The days that the last rung is held for are asked for above it too."""
        assert change(SIXTY, (25, 25, 25), 2, profile=UK).answer.problems == (SOON,)
        untold = change(SIXTY, (25, 25, 25, 25), None, profile=UK)
        assert (untold.outcome, untold.has_answer) == (bc.Outcome.INSUFFICIENT_DATA, False)
        assert people.missing(untold) == {"held_for"}
        assert "rise-too-large-policy" in people.codes(untold)

    @pytest.mark.parametrize("profile", EVERY, ids=lambda p: p.id)
    def test_above_the_maximum(self, profile: object) -> None:
        """A day above the maximum is among the problems, whatever the label says of steps."""
        top = {"uk-spasticity": 100, "de-spasticity": 75}.get(profile.id, 80)  # type: ignore[attr-defined]
        at_top = [top / 5] * 5
        decision = change(tuple(at_top), (*at_top[1:], at_top[0] + 1), 30, profile=profile)
        assert decision.answer.problems == (ABOVE,)
        before = (*at_top[1:], at_top[0] - 1)
        assert change(before, tuple(at_top), 30, profile=profile).answer.problems == ()

    def test_withheld(self) -> None:
        """Where kidneys withhold a rise nobody answers; size and maximum are said all the same."""
        decision = change(SIXTY, (25, 25, 25, 25), 1, patient=people.older())
        assert not decision.has_answer
        found = {"rise-too-large-policy", "increase-too-soon", "above-maximum"}
        assert found <= set(people.codes(decision))


class TestPrintedMaximum:
    """The US label prints 80 mg/day and no way there: that step is information."""

    @pytest.mark.parametrize(
        ("after", "problems", "code"),
        [
            ((20, 20, 20, 20), (), "rise-to-printed-maximum"),
            ((20, 20, 20, 18), (), "rise-to-printed-maximum"),
            ((25, 25, 25), (), "no-step-printed"),
            ((40, 40), (LARGE,), "administration-too-large-policy"),
            ((20, 20, 20, 20, 1), (LARGE, ABOVE), "rise-too-large-policy"),
        ],
    )
    def test_from_the_last_rung(
        self, after: tuple[int, ...], problems: tuple[object, ...], code: str
    ) -> None:
        """Up to 80 mg/day in doses of the last rung is no problem; all else is as elsewhere."""
        decision = change(SIXTY, after, 3)
        assert decision.answer.problems == problems
        assert people.finding(decision, code).severity is (WARNING if problems else INFO)
        assert (decision.severity is INFO) is (problems == ())

    def test_above_the_last_rung(self) -> None:
        """From between the last rung and the maximum the step there is no larger."""
        assert change((20, 20, 22), (20, 20, 20, 20), 3).answer.problems == ()
        assert change((20, 20, 19), (20, 20, 20, 20), 3).answer.problems == (LARGE,)
        beyond = change((20, 20, 20, 20), (20, 20, 20, 20, 20), 3)
        assert beyond.answer.problems == (LARGE, ABOVE)

    @pytest.mark.parametrize("profile", [CA, UK], ids=lambda p: p.id)
    def test_no_other_label(self, profile: object) -> None:
        """The policy names the US label alone: elsewhere 20 mg/day at once is too large."""
        decision = change(SIXTY, (20, 20, 20, 20), 3, profile=profile)
        assert decision.answer.problems == (LARGE,)
        assert decision.severity is WARNING

    def test_what_a_label_has_to_print(self) -> None:
        """A label that is named needs a ladder, and a maximum above it that was read."""
        maximum = US.adult.maximum
        low = attrs.evolve(maximum, total_daily_dose=UK.adult.usually_enough)
        unread = attrs.evolve(maximum, total_daily_dose=Unread())
        for adult in (
            attrs.evolve(US.adult, maximum=low),
            attrs.evolve(US.adult, maximum=unread),
            BY_DAY.adult,
        ):
            label = attrs.evolve(US, adult=adult)
            decision = change(SIXTY, (20, 20, 20, 20), 30, profile=label)
            assert LARGE in decision.answer.problems

    @pytest.mark.parametrize(("profile", "said"), [(US, True), (CA, False), (UK, False)])
    def test_at_sixty(self, profile: object, said: bool) -> None:
        """The plan still ends at 60 mg/day in a review, which names the printed maximum."""
        plan = bc.titration_plan(people.adult(), profile=profile)
        assert plan.answer.steps[-1].regimen.doses == people.day(20, 20, 20).doses
        step = bc.next_titration_step(
            people.adult(),
            people.day(20, 20, 20),
            held_for=30 * bc.ureg.day,
            response=bc.Response.PARTIAL,
            tolerability=bc.Tolerability.GOOD,
            profile=profile,
        )
        assert step.answer.action is bc.Action.REVIEW
        for decision in (plan, step):
            assert ("maximum-without-interval" in people.said(decision)) is said
        wanted = bc.titration_plan(
            people.adult(), profile=profile, target=45 * bc.ureg.mg / bc.ureg.day
        )
        assert "maximum-without-interval" not in people.said(wanted)


class TestChildren:
    """A child is raised by no more at once than the label starts it on by weight."""

    @pytest.mark.parametrize("profile", [UK, DE, FR, CH], ids=lambda p: p.id)
    def test_six_to_forty(self, profile: object) -> None:
        """From 6 to 40 mg/day is too large under every label for children."""
        decision = change((2, 2, 2), (10, 10, 10, 10), 30, profile=profile, patient=child())
        assert LARGE in decision.answer.problems
        assert decision.severity in (WARNING, CRITICAL)

    @pytest.mark.parametrize(
        ("kilograms", "after", "large"),
        [
            (20, (4, 4, 4), False),
            (20, (4, 4, 4.1), True),
            (23.334, (4, 4, 5), False),
            (23.333, (4, 4, 5), True),
            (60, (7, 7, 7), False),
            (60, (7, 7, 7.1), True),
        ],
    )
    def test_edge(self, kilograms: float, after: tuple[float, ...], large: bool) -> None:
        """0.3 mg/kg at once, rounded down, and never more than an adult's 15 mg/day."""
        years = 17 if kilograms > 30 else 7
        patient = child(years, kilograms)
        decision = change((2, 2, 2), after, 30, profile=UK, patient=patient)
        assert decision.outcome is bc.Outcome.POLICY
        assert decision.answer.problems == ((LARGE,) if large else ())
        code = "rise-too-large-policy" if large else "no-size-printed"
        pins = " ".join(place.pin for place in people.finding(decision, code).citations)
        assert "rise.child" in pins
        assert "4.2 Paediatric population" in pins

    def test_weight_unknown(self) -> None:
        """Without a weight no answer: it is asked for, and more than an adult's is too large."""
        patient = child(weight=None, weight_on=None)
        decision = change((2, 2, 2), (3, 3, 3), 30, profile=UK, patient=patient)
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.INSUFFICIENT_DATA, False)
        assert "weight" in people.missing(decision)
        assert people.finding(decision, "rise-size-not-checked").severity is WARNING
        more = change((2, 2, 2), (10, 10, 10), 30, profile=UK, patient=patient)
        assert "rise-too-large-policy" in people.codes(more)

    def test_weight_not_fresh(self) -> None:
        """A weight too old to go by calls a rise too large, and never within the bound."""
        patient = child(weight_on=None)
        within = change((2, 2, 2), (3, 3, 3), 30, profile=UK, patient=patient)
        assert "rise-size-not-checked" in people.codes(within)
        more = change((2, 2, 2), (5, 5, 5), 30, profile=UK, patient=patient)
        assert "rise-too-large-policy" in people.codes(more)

    def test_start_per_kg_unread(self) -> None:
        """Without a start per kg nothing is answered, and the size is said not to be checked."""
        label = attrs.evolve(UK, child=attrs.evolve(UK.child, start_per_kg=Unread()))
        decision = change((2, 2, 2), (3, 3, 3), 30, profile=label, patient=child())
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.UNREAD, False)
        assert "rise-size-not-checked" in people.codes(decision)

    def test_interval_unread(self) -> None:
        """Where nobody has read a child's interval, ours judges the size and nobody the days."""
        label = attrs.evolve(UK, child=attrs.evolve(UK.child, interval=Unread()))
        decision = change((2, 2, 2), (4, 4, 4), None, profile=label, patient=child())
        assert (decision.outcome, decision.answer.problems) == (bc.Outcome.POLICY, ())
        assert {"rise-size-unread", "hold-not-found"} <= set(people.codes(decision))


class TestMedicinesUntold:
    """Of every start and every rise an incomplete list of medicines is an unknown."""

    @pytest.mark.parametrize("complete", [True, False])
    def test_asked_for(self, complete: bool) -> None:
        """It is named last, withholds nothing, and is no matter of a reduction or a stop."""
        patient = people.adult(medicines=bc.Medicines(["A02BC01"], complete=complete))
        fives, tens = people.day(5, 5, 5), people.day(10, 10, 10)
        about = {"profile": US, "held_for": 30 * bc.ureg.day}
        how = {"response": bc.Response.PARTIAL, "tolerability": bc.Tolerability.GOOD}

        def told(after: object, before: object = fives, who: bc.Patient = patient) -> object:
            return bc.check_regimen_change(who, before=before, after=after, **about)

        raised = [
            bc.starting_dose(patient, profile=US),
            bc.titration_plan(patient, profile=US),
            bc.next_titration_step(patient, fives, **about, **how),
            told(tens),
            told(fives, bc.NOT_TAKING),
        ]
        assert all(decision.has_answer for decision in raised)
        untold = attrs.evolve(patient, serum_creatinine=None, serum_creatinine_on=None)
        withheld = [
            bc.starting_dose(untold, profile=US),
            bc.titration_plan(untold, profile=US),
            bc.next_titration_step(untold, fives, **about, **how),
            bc.next_titration_step(patient, fives, **{**about, "held_for": None}, **how),
            bc.next_titration_step(
                patient, people.day(7.5, 7.5), profile=DE, held_for=about["held_for"], **how
            ),
            told(tens, who=untold),
            told(fives, bc.NOT_TAKING, untold),
        ]
        assert not any(decision.has_answer for decision in withheld)
        for decision in (*raised, *withheld):
            names = [unknown.name for unknown in decision.unknown]
            assert (names[-1:] == ["medicines"]) is not complete
        lowered = [told(fives, tens), told(bc.Stop()), told(fives)]
        at_top = bc.next_titration_step(
            patient, people.day(20, 20, 20, 20), profile=US, held_for=None, **how
        )
        for decision in (*lowered, at_top):
            assert "medicines" not in people.missing(decision)
