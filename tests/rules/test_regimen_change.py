"""A change before it is ordered: too large, too soon, or a stop."""

from __future__ import annotations

import attrs
import people
import pytest
from test_titration import BY_DAY, BY_DOSE, PLACE

import baclofen_cds as bc
from baclofen_cds.deciding.changes import is_abrupt, problems_of
from baclofen_cds.knowledge.schema import Start
from baclofen_cds.sources import Stated, Unread

US, UK, DE = (bc.get_profile(f"{where}-spasticity") for where in ("us", "uk", "de"))
LARGE, SOON, ABRUPT, ABOVE, AVOID = bc.ChangeProblem
WARNING, CRITICAL = bc.Severity.WARNING, bc.Severity.CRITICAL


def change(
    before: object,
    after: object,
    days: int | None = 3,
    profile: object = US,
    **asked: object,
) -> object:
    was, will = (people.day(*v) if isinstance(v, tuple) else v for v in (before, after))
    facts = {"patient": people.adult(), **asked}
    return bc.check_regimen_change(
        facts.pop("patient"),
        before=was,
        after=will,
        held_for=None if days is None else days * bc.ureg.day,
        profile=profile,
        **facts,
    )


class TestIncrease:
    """An increase is one step of the label at most, and no sooner than it says."""

    @pytest.mark.parametrize(
        ("after", "days", "problems"),
        [
            ((15, 15, 15), 3, set()),
            ((15, 15, 15), 2, {SOON}),
            ((15, 15, 15.1), 3, {LARGE}),
            ((20, 20, 20), 1, {LARGE, SOON}),
            ((10, 10, 15), 3, set()),
        ],
    )
    def test_ladder(self, after: tuple[float, ...], days: int, problems: set[object]) -> None:
        """From 30 mg/day the US ladder goes to 45 after three days."""
        decision = change((10, 10, 10), after, days)
        answer = decision.answer
        assert (answer.kind, set(answer.problems)) == (bc.ChangeKind.INCREASE, problems)
        assert answer.one_step_total == 45 * bc.ureg.mg / bc.ureg.day
        assert decision.outcome is bc.Outcome.STATED
        wrong = {"increase-too-large": LARGE, "increase-too-soon": SOON}
        assert {wrong[c] for c in people.codes(decision) if c in wrong} == problems

    @pytest.mark.parametrize(
        ("profile", "after", "problems"),
        [
            (BY_DAY, (15, 15, 15), set()),
            (BY_DAY, (15, 15, 16), {LARGE}),
            (BY_DOSE, (15, 15, 15), set()),
            (BY_DOSE, (20, 15, 15), {LARGE}),
        ],
    )
    def test_increments(
        self, profile: object, after: tuple[float, ...], problems: set[object]
    ) -> None:
        """A bounded rise is too large beyond its upper end; one step may be smaller."""
        decision = change((10, 10, 10), after, profile=profile)
        assert set(decision.answer.problems) == problems

    def test_days_unknown(self) -> None:
        """Without the days the answer waits; a step too large is said all the same."""
        decision = change((10, 10, 10), (20, 20, 20), None)
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.INSUFFICIENT_DATA, False)
        assert people.missing(decision) == {"held_for"}
        assert "increase-too-large" in people.codes(decision)

    def test_no_step_printed(self) -> None:
        """Above 60 mg/day the US label prints no step: our bound judges its size (P6)."""
        decision = change((20, 20, 20), (20, 20, 20, 10))
        assert (decision.outcome, decision.answer.problems) == (bc.Outcome.POLICY, ())
        assert people.finding(decision, "no-step-printed").severity is bc.Severity.INFO

    def test_unread(self) -> None:
        """Rises that nobody has read are said to be so, and judged by our bound (P6)."""
        adult = attrs.evolve(BY_DAY.adult.increments, per_day=Unread())
        label = attrs.evolve(BY_DAY, adult=attrs.evolve(BY_DAY.adult, increments=adult))
        decision = change((10, 10, 10), (15, 15, 15), profile=label)
        assert (decision.outcome, decision.answer.problems) == (bc.Outcome.POLICY, ())
        assert "rise-size-unread" in people.codes(decision)
        more = change((10, 10, 10), (15, 15, 15.1), profile=label)
        assert more.answer.problems == (LARGE,)

    def test_no_maximum(self) -> None:
        """A step is judged even where no maximum was read."""
        maximum = attrs.evolve(US.adult.maximum, total_daily_dose=Unread())
        label = attrs.evolve(US, adult=attrs.evolve(US.adult, maximum=maximum))
        assert "increase-too-large" in people.codes(change((5, 5, 5), (20, 20), profile=label))

    def test_no_interval(self) -> None:
        """A size without an interval leaves the days unjudged, told or not, which is said."""
        adult = attrs.evolve(BY_DAY.adult.increments, no_sooner_than=Unread())
        label = attrs.evolve(BY_DAY, adult=attrs.evolve(BY_DAY.adult, increments=adult))
        for days in (0, None):
            decision = change((10, 10, 10), (15, 15, 15), days, profile=label)
            assert (decision.outcome, decision.answer.problems) == (bc.Outcome.POLICY, ())
            assert people.finding(decision, "hold-not-found").severity is WARNING
            more = change((10, 10, 10), (30, 30, 30), days, profile=label)
            assert more.answer.problems == (LARGE, ABOVE)

    def test_above_the_maximum(self) -> None:
        """A new order above the maximum is critical."""
        decision = change((20, 20, 20), (30, 30, 30))
        assert people.finding(decision, "above-maximum").severity is CRITICAL

    def test_withheld(self) -> None:
        """At an eGFR of 38 no answer on an increase; findings are given (P1, P6)."""
        decision = change((5, 5, 5), (15, 15, 15), patient=people.older(), profile=UK)
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.SILENT, False)
        found = set(people.codes(decision))
        assert {"increase-withheld-kidneys", "increase-too-large"} <= found
        assert "45 mg/day" in people.finding(decision, "kidney-impaired-taking").summary

    def test_one_administration(self) -> None:
        """A day within one step is too large when one administration is."""
        decision = change((5, 5, 5), (30,))
        assert decision.answer.problems == (LARGE,)
        assert "administration-too-large" in people.codes(decision)

    @pytest.mark.parametrize(
        ("before", "after"), [((10, 5, 10), (10, 15, 15)), ((10,) * 4, (10, 15, 15, 15))]
    )
    def test_in_tablets(self, before: tuple[int, ...], after: tuple[int, ...]) -> None:
        """What is proposed as the next step is one step."""
        step = bc.next_titration_step(
            people.adult(),
            people.day(*before),
            held_for=30 * bc.ureg.day,
            response=bc.Response.PARTIAL,
            tolerability=bc.Tolerability.GOOD,
            profile=DE,
        )
        assert people.day(*after) in [bc.Regimen(option.doses) for option in step.answer.options]
        assert change(before, after, 30, profile=DE).answer.problems == ()
        assert all(len(f.summary) < 140 for f in step.findings)

    @pytest.mark.parametrize(
        ("after", "problems"), [((8, 8.5, 8.5), ()), ((7.5, 8.5, 9), (LARGE,)), ((24,), (LARGE,))]
    )
    def test_in_a_finer_unit(self, after: tuple[float, ...], problems: tuple[object, ...]) -> None:
        """An older adult's 5 mg/day more in halves of a milligram, shared evenly, is one step."""
        older = people.adult(age=70 * bc.ureg.year)
        decision = change((6.5, 6.5, 7), after, 30, profile=DE, patient=older)
        assert decision.answer.problems == problems

    def test_child(self) -> None:
        """A label that gives a child's interval and no size: the size is judged by ours (P6)."""
        decision = change((2, 2, 2, 2), (8, 8, 8, 8), 1, profile=UK, patient=people.child(7, 23))
        assert {"rise-too-large-policy", "increase-too-soon"} <= set(people.codes(decision))
        assert decision.answer.problems == (LARGE, SOON)

    def test_problems_beside_the_step(self) -> None:
        """Above the maximum, with oxybate, or where the kidneys say "avoid": never all well."""
        above = change((40, 40, 40), (45, 45, 45), 30, profile=DE)
        assert set(above.answer.problems) >= {ABOVE}
        oxybate = people.adult(medicines=bc.Medicines(["N07XX04"], complete=True))
        both = change((5, 5, 5), (10, 10, 10), patient=oxybate)
        assert (both.outcome, both.has_answer) == (bc.Outcome.CONTRAINDICATED, False)
        assert {"with-oxybate", "increase-withheld"} <= set(people.codes(both))
        dialysis = people.adult(dialysis=bc.Dialysis.HAEMODIALYSIS)
        start = change(
            bc.NOT_TAKING, (5,), profile=bc.get_profile("ca-spasticity"), patient=dialysis
        )
        assert (start.outcome, start.has_answer) == (bc.Outcome.WITHHELD, False)
        assert problems_of(large=False, soon=False, above=False, avoid=True) == (AVOID,)

    def test_proposed(self) -> None:
        """A day that is only meant is marked so; one that is taken is not."""
        risen = change((5, 5, 5), (10, 10, 10), patient=people.older())
        assert "30 mg/day, proposed" in people.finding(risen, "kidney-impaired-taking").summary
        fallen = change((10, 10, 10), (5, 5, 5), patient=people.older())
        assert "proposed" not in people.finding(fallen, "kidney-impaired-taking").summary

    @pytest.mark.parametrize(("years", "problems"), [(64, ()), (80, (LARGE,))])
    def test_older_adults(self, years: int, problems: tuple[object, ...]) -> None:
        """For an older adult one step is the gentlest the label leaves."""
        patient = people.adult(age=years * bc.ureg.year, **people.weighed(70))
        decision = change((5, 5, 5), (10, 10, 10), 30, profile=DE, patient=patient)
        assert decision.answer.problems == problems
        step = bc.next_titration_step(
            patient,
            people.day(5, 5, 5),
            held_for=30 * bc.ureg.day,
            response=bc.Response.PARTIAL,
            tolerability=bc.Tolerability.GOOD,
            profile=DE,
        )
        assert len(step.answer.options) == (2 if years < 65 else 1)

    def test_division(self) -> None:
        """How the day is divided is said after the first line, which stays short."""
        decision = change((10, 5, 10, 2.5, 2.5, 5), (2.5, 10, 5, 10, 2.5, 5))
        finding = people.finding(decision, "division-changes")
        assert len(finding.summary) < 140
        assert "2.5 mg + 10 mg + 5 mg" in finding.detail

    def test_facts_missing(self) -> None:
        """Where facts are missing nothing is proposed, and nothing reads as a stop."""
        for decision in (change((5, 5, 5), (10, 10, 10), None), change(bc.UNREADABLE, (5, 5))):
            assert "no-step-answered" in people.codes(decision)
            assert "do not stop suddenly" in bc.text(decision)
        assert "regimen-unreadable" in people.codes(change(bc.UNREADABLE, (5, 5)))


class TestStart:
    """A first regimen is compared with the label's start."""

    @pytest.mark.parametrize(("after", "large"), [((5, 5, 5), False), ((5, 5, 5.1), True)])
    def test_size(self, after: tuple[float, ...], large: bool) -> None:
        """15 mg/day is the US start; more is too large."""
        decision = change(bc.NOT_TAKING, after)
        assert decision.answer.kind is bc.ChangeKind.START
        assert (LARGE in decision.answer.problems) is large
        assert ("start-too-large" in people.codes(decision)) is large

    def test_withheld(self) -> None:
        """What withholds a start withholds the answer; too much is said all the same."""
        decision = change(bc.NOT_TAKING, (5, 5, 5), patient=people.older())
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.SILENT, False)
        assert "kidney-impaired-start" in people.codes(decision)
        assert "start-too-large" not in people.codes(decision)
        more = change(bc.NOT_TAKING, (20, 20, 20), patient=people.with_egfr(12))
        assert "start-too-large" in people.codes(more)
        young = change(
            bc.NOT_TAKING,
            (20, 20),
            profile=UK,
            patient=people.child(7, 23, weight=None, weight_on=None),
        )
        assert "start-too-large" in people.codes(young)

    @pytest.mark.parametrize("state", list(bc.KidneyState))
    def test_weighed_with_the_amount(self, state: bc.KidneyState) -> None:
        """A first day of 20 mg or more below an eGFR of 30 is critical, as in every question."""
        poor = people.adult(serum_creatinine=2.6 * bc.ureg.mg / bc.ureg.dL, kidney_state=state)
        decision = change(bc.NOT_TAKING, (20, 20, 20), patient=poor)
        kidneys = [f for f in decision.findings if f.code.startswith("kidney-")]
        assert [f.severity for f in kidneys] == [CRITICAL]
        assert "60 mg/day" in kidneys[0].detail

    @pytest.mark.parametrize(
        ("label", "facts", "doses"),
        [
            ("fr", {"indication": bc.Indication.UNKNOWN}, (5, 5, 5)),
            ("fr", {"age": 70 * bc.ureg.year, "serum_creatinine_on": None}, (5, 5, 5)),
            ("uk", {"age": 78 * bc.ureg.year, "kidney_values_in_doubt": True}, (20, 20)),
            (
                "uk",
                {
                    "serum_creatinine": 1.6 * bc.ureg.mg / bc.ureg.dL,
                    "kidney_values_in_doubt": True,
                },
                (5, 5, 5),
            ),
        ],
    )
    def test_too_large_whatever_is_missing(
        self, label: str, facts: dict[str, object], doses: tuple[int, ...]
    ) -> None:
        """Where a start is withheld, a day above the lowest start that may be meant is said."""
        profile, patient = bc.get_profile(f"{label}-spasticity"), people.adult(**facts)
        decision = change(bc.NOT_TAKING, doses, profile=profile, patient=patient)
        assert not decision.has_answer
        assert "start-too-large" in people.codes(decision)

    def test_no_start_read(self) -> None:
        """A label whose start nobody read calls no first day too large."""
        bare = attrs.evolve(UK, adult=attrs.evolve(UK.adult, start=Start()))
        decision = change(bc.NOT_TAKING, (20, 20), profile=bare)
        assert decision.outcome is bc.Outcome.UNREAD
        assert "start-too-large" not in people.codes(decision)

    def test_healthy_kidneys(self) -> None:
        """The label's number for impaired kidneys is no limit for others."""
        untold = people.adult(indication=bc.Indication.UNKNOWN)
        decision = change(bc.NOT_TAKING, (5, 5, 5), profile=UK, patient=untold)
        assert not decision.has_answer
        assert "start-too-large" not in people.codes(decision)

    def test_above_the_maximum(self) -> None:
        """A start above the maximum is critical as well as too large."""
        decision = change(bc.NOT_TAKING, (30, 30, 30))
        assert decision.severity is CRITICAL


class TestReduction:
    """A reduction is one drop of the label's taper, or of our policy, at most."""

    @pytest.mark.parametrize(
        ("after", "large"), [((10, 10, 5), False), ((10, 10, 4.9), True), ((10,), True)]
    )
    def test_policy(self, after: tuple[float, ...], large: bool) -> None:
        """Where the label gives no step, 5 mg a day at a time (P5)."""
        decision = change((10, 10, 10), after, 30)
        assert (decision.outcome, decision.answer.kind) == (
            bc.Outcome.POLICY,
            bc.ChangeKind.REDUCTION,
        )
        assert (LARGE in decision.answer.problems) is large
        assert ("reduction-too-large-policy" in people.codes(decision)) is large

    @pytest.mark.parametrize(("after", "large"), [((10, 5), False), ((10, 4.9), True)])
    def test_label(self, after: tuple[float, ...], large: bool) -> None:
        """A label's own drop of 10 to 15 mg holds where it prints one."""
        taper = attrs.evolve(UK.taper, decrement=Stated((10_000, 15_000), PLACE))
        decision = change((10, 10, 10), after, 30, profile=attrs.evolve(UK, taper=taper))
        assert decision.outcome is bc.Outcome.STATED
        assert ("reduction-too-large-label" in people.codes(decision)) is large

    @pytest.mark.parametrize(
        ("held", "large"), [(3, False), (14, False), (15, True), (None, True)]
    )
    def test_a_rung_just_climbed(self, held: int | None, large: bool) -> None:
        """Back to the rung below within 14 days is one step; later it is a drop too large."""
        decision = change((10, 10, 10), (5, 5, 5), held)
        assert (LARGE in decision.answer.problems) is large
        if not large:
            found = people.finding(decision, "reduction-in-step")
            assert "15 mg/day: within one step (15 mg/day at most)" in found.summary
            assert any("rung_left_within" in citation.pin for citation in found.citations)
        assert change((10, 10, 10), (5, 5), 3).answer.problems == (LARGE,)
        assert change((5, 5, 5), (5,), 3).answer.problems == (LARGE,)

    def test_in_step(self) -> None:
        """A drop within one step still says how withdrawal looks, and that pace is not checked."""
        decision = change((10, 10, 10), (10, 10, 5), 30)
        assert people.codes(decision) == ["reduction-in-step"]
        assert "withdrawal-signs" in people.said(decision)

    @pytest.mark.parametrize("creatinine", [1.4, 3.0])
    def test_answered_whatever_the_kidneys(self, creatinine: float) -> None:
        """A reduction is checked for the patient who most needs one; the kidneys are said."""
        patient = people.older(serum_creatinine=creatinine * bc.ureg.mg / bc.ureg.dL)
        decision = change((10, 10, 10), (10, 10, 5), patient=patient)
        assert decision.has_answer
        assert any(code.startswith("kidney-") for code in people.codes(decision))

    def test_division(self) -> None:
        """A change of times a day at the same total is info (P5); no change is nothing."""
        decision = change((10, 10, 10), (15, 15))
        assert decision.answer.kind is bc.ChangeKind.SAME_TOTAL
        assert people.codes(decision) == ["division-changes"]
        assert people.codes(change((10, 10), (10, 10))) == []


class TestStop:
    """A stop is abrupt after more than 14 days' use, or use nobody knows the length of."""

    @pytest.mark.parametrize(
        ("held", "exposure", "abrupt"),
        [
            (15, None, True),
            (14, None, True),
            (None, None, True),
            (14, 14, False),
            (None, 14, False),
            (5, 15, True),
            (180, 5, True),
        ],
    )
    def test_length(self, held: int | None, exposure: int | None, abrupt: bool) -> None:
        """A dose held is a use at least as long; what is not known counts as long (P6)."""
        used = {} if exposure is None else {"exposure": exposure * bc.ureg.day}
        decision = change((10, 10, 10), bc.Stop(), held, **used)
        assert decision.answer.kind is bc.ChangeKind.STOP
        assert (ABRUPT in decision.answer.problems) is abrupt
        assert decision.severity is (CRITICAL if abrupt else WARNING)
        known = exposure is not None or (held or 0) > 14
        assert ("exposure" in people.missing(decision)) is not known

    @pytest.mark.parametrize("reason", list(bc.StopReason))
    def test_reason(self, reason: bc.StopReason) -> None:
        """After a serious adverse reaction a stop is abrupt still; who decides is said."""
        decision = change((10, 10, 10), bc.Stop(reason=reason), 180)
        serious = reason is bc.StopReason.SERIOUS_ADVERSE_REACTION
        assert decision.answer.problems == (ABRUPT,)
        assert decision.severity is (WARNING if serious else CRITICAL)
        assert ("stop-after-serious-reaction" in people.codes(decision)) is serious

    def test_unreadable(self) -> None:
        """Stopping an amount nobody could read is abrupt too; any other change is not checked."""
        assert change(bc.UNREADABLE, bc.Stop(), 30).severity is CRITICAL
        decision = change(bc.UNREADABLE, (10, 10))
        assert (decision.outcome, people.missing(decision)) == (
            bc.Outcome.INSUFFICIENT_DATA,
            {"regimen"},
        )

    def test_nothing_to_stop(self) -> None:
        """Nothing taken, nothing to stop."""
        decision = change(bc.NOT_TAKING, bc.Stop())
        assert decision.outcome is bc.Outcome.OUT_OF_SCOPE
        assert people.codes(decision) == ["nothing-taken"]

    def test_plain(self) -> None:
        """Equal to the limit is not abrupt."""
        assert [is_abrupt(days, 14) for days in (0, 14, 15, None)] == [False, False, True, True]

    def test_text(self) -> None:
        """A stop and a change read as one line."""
        assert "Change: stop: abrupt (by" in bc.text(change((10, 10), bc.Stop()))
        short = change((10, 10), bc.Stop(), exposure=5 * bc.ureg.day)
        assert "Change: stop: after short use (by" in bc.text(short)
        assert "Change: increase: within one step (stated" in bc.text(change((5, 5, 5), (10,) * 3))
