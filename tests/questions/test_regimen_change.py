"""A change before it is ordered: too large, too soon, or a stop."""

from __future__ import annotations

import attrs
import people
import pytest
from test_titration import BY_DAY, BY_DOSE, PLACE

import baclofen_cds as bc
from baclofen_cds.deciding.changes import is_abrupt, problems_of
from baclofen_cds.knowledge.schema.label import Start
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
            ("ca", {"dialysis": bc.Dialysis.HAEMODIALYSIS}, (5, 5)),
            ("ca", {"dialysis": bc.Dialysis.CONTINUOUS}, (5, 5)),
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
    """A reduction is one drop of a taper at most, no sooner than its days (P5)."""

    @pytest.mark.parametrize(
        ("before", "after", "large"),
        [
            ((10, 10, 10), (10, 10, 5), False),
            ((10, 10, 10), (10, 7.5, 5), False),
            ((10, 10, 10), (10, 7.5, 4.9), True),
            ((10, 10, 10), (10, 10), True),
            ((20, 20, 20), (20, 15, 15), False),
            ((20, 20, 20), (20, 15, 14.9), True),
            ((5, 5, 5), (5, 5), False),
            ((5, 5, 5), (5, 4.9), True),
            ((2.5, 2.5), (2.5,), False),
            ((2.5, 2.5), (2.4,), True),
            ((2.5,), (0.5,), False),
        ],
    )
    def test_policy(
        self, before: tuple[float, ...], after: tuple[float, ...], large: bool
    ) -> None:
        """10 mg a day at a time, a quarter, below 20 mg a third, below 10 mg half."""
        decision = change(before, after, 30)
        assert (decision.outcome, decision.answer.kind) == (
            bc.Outcome.POLICY,
            bc.ChangeKind.REDUCTION,
        )
        assert (LARGE in decision.answer.problems) is large
        assert ("reduction-too-large-policy" in people.codes(decision)) is large

    @pytest.mark.parametrize(
        ("low", "after", "large", "outcome"),
        [
            (10, (20, 20, 10), False, bc.Outcome.STATED),
            (10, (20, 20, 9.9), True, bc.Outcome.STATED),
            (5, (20, 20, 15), False, bc.Outcome.STATED),
            (5, (20, 20, 14.9), True, bc.Outcome.STATED),
            (15, (20, 20, 9.9), True, bc.Outcome.POLICY),
        ],
    )
    def test_label(
        self, low: float, after: tuple[float, ...], large: bool, outcome: bc.Outcome
    ) -> None:
        """A label's own drop, the smaller end, where it is no more than ours."""
        taper = attrs.evolve(UK.taper, decrement=Stated((low * 1_000, 20_000), PLACE))
        decision = change((20, 20, 20), after, 30, profile=attrs.evolve(UK, taper=taper))
        whose = "label" if outcome is bc.Outcome.STATED else "policy"
        assert decision.outcome is outcome
        assert (f"reduction-too-large-{whose}" in people.codes(decision)) is large

    @pytest.mark.parametrize(
        ("smallest", "after", "large"),
        [(10, (10, 10), False), (5, (10, 10), True), (20, (10, 10), True), (2.5, (10, 5), True)],
    )
    def test_unit(self, smallest: float, after: tuple[float, ...], large: bool) -> None:
        """One makeable unit is always allowed, of 10 mg at the most."""
        decision = change((10, 10, 10), after, 30, smallest_dose=smallest * bc.ureg.mg)
        assert (LARGE in decision.answer.problems) is large

    @pytest.mark.parametrize(("after", "large"), [((2, 2), False), ((2, 1.5), True)])
    def test_child(self, after: tuple[float, ...], large: bool) -> None:
        """A third at a time is a child's, also at a small dose."""
        asked = {"patient": people.child(8, 25), "profile": UK}
        decision = change((2, 2, 2), after, 30, **asked)
        assert (LARGE in decision.answer.problems) is large

    @pytest.mark.parametrize(
        ("held", "exposure", "soon"),
        [
            (0, 30, True),
            (1, 30, False),
            (1, 60, False),
            (2, 61, True),
            (3, 61, False),
            (2, None, True),
            (3, None, False),
            (None, 400, False),
        ],
    )
    def test_days(self, held: int | None, exposure: int | None, soon: bool) -> None:
        """After 60 days' or unknown use 3 days are between two drops, before that one."""
        used = {} if exposure is None else {"exposure": exposure * bc.ureg.day}
        decision = change((10, 10, 5), (10, 5, 5), held, **used)
        assert (SOON in decision.answer.problems) is soon
        assert decision.severity is (WARNING if soon else bc.Severity.INFO)
        assert ("reduction-too-soon" in people.codes(decision)) is soon
        assert ("reduction-days-untold" in people.codes(decision)) is (held is None)
        assert people.missing(decision) == ({"held_for"} if held is None else set())

    def test_still_above_a_maximum(self) -> None:
        """That the day a reduction leads to is still above a maximum is information."""
        decision = change((40, 40, 40), (40, 40, 30), 30)
        assert people.finding(decision, "above-maximum").severity is bc.Severity.INFO
        assert decision.severity is bc.Severity.INFO
        supervised = change((40, 40, 40), (40, 40, 30), 30, profile=DE)
        assert people.finding(supervised, "needs-supervision").severity is bc.Severity.INFO
        assert change((40, 40, 40), (40, 40, 45), 30).severity is CRITICAL
        assert change((40, 40, 40), (60, 60), 30).severity is CRITICAL

    @pytest.mark.parametrize(
        ("held", "large"), [(1, False), (3, False), (14, False), (15, True), (None, True)]
    )
    def test_a_rung_just_climbed(self, held: int | None, large: bool) -> None:
        """Back to the rung below within 14 days is one step; later it is a drop too large."""
        decision = change((10, 10, 10), (5, 5, 5), held)
        assert (LARGE in decision.answer.problems) is large
        if not large:
            found = people.finding(decision, "reduction-in-step")
            assert "15 mg/day: within one step (15 mg/day at most)" in found.summary
            assert SOON not in decision.answer.problems
            assert any("rung_left_within" in citation.pin for citation in found.citations)
        assert change((10, 10, 10), (5, 5), 3).answer.problems == (LARGE,)
        assert change((5, 5, 5), (5,), 3).answer.problems == (LARGE,)

    def test_in_step(self) -> None:
        """A drop within one step still says how withdrawal looks."""
        decision = change((10, 10, 10), (10, 10, 5), 30)
        assert people.codes(decision) == ["reduction-in-step"]
        assert "withdrawal-signs" in people.said(decision)

    @pytest.mark.parametrize("creatinine", [1.4, 3.0])
    def test_answered_whatever_the_kidneys(self, creatinine: float) -> None:
        """A reduction is checked for the patient who most needs one; the kidneys are said."""
        patient = people.older(serum_creatinine=creatinine * bc.ureg.mg / bc.ureg.dL)
        decision = change((10, 10, 10), (10, 10, 5), patient=patient)
        assert decision.answer.problems == ()
        assert any(code.startswith("kidney-") for code in people.codes(decision))

    def test_division(self) -> None:
        """A change of times a day at the same total is info (P5); no change is nothing."""
        decision = change((10, 10, 10), (15, 15))
        assert decision.answer.kind is bc.ChangeKind.SAME_TOTAL
        assert people.codes(decision) == ["division-changes"]
        assert people.codes(change((10, 10), (10, 10))) == []


class TestStop:
    """A stop, by how much was taken and for how long (P6)."""

    @pytest.mark.parametrize(
        ("held", "exposure", "severity"),
        [
            (15, None, CRITICAL),
            (14, None, CRITICAL),
            (None, None, CRITICAL),
            (14, 14, WARNING),
            (None, 14, WARNING),
            (None, 4, WARNING),
            (3, 3, bc.Severity.INFO),
            (0, 0, bc.Severity.INFO),
            (5, 15, CRITICAL),
            (180, 5, CRITICAL),
        ],
    )
    def test_length(self, held: int | None, exposure: int | None, severity: bc.Severity) -> None:
        """A dose held is a use at least as long; what is not known counts as long."""
        used = {} if exposure is None else {"exposure": exposure * bc.ureg.day}
        decision = change((10, 5, 10), bc.Stop(), held, **used)
        assert decision.answer.kind is bc.ChangeKind.STOP
        assert (ABRUPT in decision.answer.problems) is (severity is CRITICAL)
        assert decision.severity is severity
        known = exposure is not None or (held or 0) > 14
        assert ("exposure" in people.missing(decision)) is not known

    @pytest.mark.parametrize(
        ("doses", "exposure", "severity"),
        [
            ((10, 10, 10), 3, bc.Severity.INFO),
            ((10, 10, 10), 4, CRITICAL),
            ((10, 10, 9.9), 4, WARNING),
            ((10, 10, 10), 14, CRITICAL),
            ((5,), 400, bc.Severity.INFO),
            ((5,), None, bc.Severity.INFO),
            ((5.1,), 400, CRITICAL),
            ((5.1,), 14, WARNING),
        ],
    )
    def test_amount(
        self, doses: tuple[float, ...], exposure: int | None, severity: bc.Severity
    ) -> None:
        """From 5 mg a day at most it is information; from 30 mg critical after 3 days."""
        used = {} if exposure is None else {"exposure": exposure * bc.ureg.day}
        decision = change(doses, bc.Stop(), None, **used)
        assert decision.severity is severity
        assert decision.answer.problems == ((ABRUPT,) if severity is CRITICAL else ())

    @pytest.mark.parametrize(
        ("doses", "smallest", "severity"),
        [
            ((10,), None, CRITICAL),
            ((10,), 10, bc.Severity.INFO),
            ((10,), 12.5, CRITICAL),
            ((10,), 5, CRITICAL),
            ((5, 5), 10, CRITICAL),
            ((7.5,), 7.5, bc.Severity.INFO),
        ],
    )
    def test_lowest_rung(
        self, doses: tuple[float, ...], smallest: float | None, severity: bc.Severity
    ) -> None:
        """From the lowest rung of a unit that was told, of 10 mg at most, it is information."""
        told = {} if smallest is None else {"smallest_dose": smallest * bc.ureg.mg}
        assert change(doses, bc.Stop(), 180, **told).severity is severity

    @pytest.mark.parametrize(
        ("doses", "smallest", "severity"),
        [
            ((1,), None, bc.Severity.INFO),
            ((1.1,), None, CRITICAL),
            ((5,), None, CRITICAL),
            ((5,), 5, bc.Severity.INFO),
            ((1,), 0.5, bc.Severity.INFO),
            ((1.5,), 0.5, CRITICAL),
        ],
    )
    def test_child(
        self, doses: tuple[float, ...], smallest: float | None, severity: bc.Severity
    ) -> None:
        """For a child 1 mg a day is the small dose."""
        told = {} if smallest is None else {"smallest_dose": smallest * bc.ureg.mg}
        asked = {"patient": people.child(8, 25), "profile": UK, **told}
        assert change(doses, bc.Stop(), 180, **asked).severity is severity

    @pytest.mark.parametrize("creatinine", [0.8, 1.4, 3.0])
    @pytest.mark.parametrize("dialysis", [bc.Dialysis.NONE, bc.Dialysis.HAEMODIALYSIS])
    def test_few_days(self, creatinine: float, dialysis: bc.Dialysis) -> None:
        """After 3 days at most a stop is information, whatever the kidneys; no taper is asked."""
        level = creatinine * bc.ureg.mg / bc.ureg.dL
        patient = people.older(serum_creatinine=level, dialysis=dialysis)
        used = {"exposure": 3 * bc.ureg.day, "patient": patient}
        decision = change((10, 10, 10), bc.Stop(), 3, **used)
        assert people.finding(decision, "stop-after-few-days").severity is bc.Severity.INFO
        assert decision.answer.problems == ()
        assert "do not stop" not in bc.text(decision)
        assert "supervised reduction" not in bc.text(decision)
        poor = dialysis.present or creatinine > 1
        assert ("act-toxicity" in people.said(decision)) is poor

    @pytest.mark.parametrize("reason", list(bc.StopReason))
    def test_reason(self, reason: bc.StopReason) -> None:
        """After a serious adverse reaction a stop is abrupt still; who decides is said."""
        decision = change((10, 10, 10), bc.Stop(reason=reason), 180)
        serious = reason is bc.StopReason.SERIOUS_ADVERSE_REACTION
        assert decision.answer.problems == (ABRUPT,)
        assert decision.severity is (WARNING if serious else CRITICAL)
        assert ("stop-after-serious-reaction" in people.codes(decision)) is serious

    @pytest.mark.parametrize(("days", "severity"), [(2, bc.Severity.INFO), (10, WARNING)])
    def test_reason_makes_nothing_graver(self, days: int, severity: bc.Severity) -> None:
        """A stop after a serious adverse reaction is never graver than the same stop without."""
        bare = attrs.evolve(UK, taper=attrs.evolve(UK.taper, faster_for=Unread()))
        stop = bc.Stop(reason=bc.StopReason.SERIOUS_ADVERSE_REACTION)
        decision = change((5, 5), stop, days, profile=bare, exposure=days * bc.ureg.day)
        assert people.codes(decision) == ["stop-after-serious-reaction-unread"]
        assert decision.severity is severity

    def test_unreadable(self) -> None:
        """Stopping an amount nobody could read is abrupt too; any other change is not checked."""
        assert change(bc.UNREADABLE, bc.Stop(), 30).severity is CRITICAL
        for days, code in ((4, "stop-from-high-dose"), (3, "stop-after-few-days")):
            asked = {"exposure": days * bc.ureg.day}
            assert code in people.codes(change(bc.UNREADABLE, bc.Stop(), **asked))
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
        assert "Change: stop: not abrupt (by" in bc.text(short)
        assert "Change: increase: within one step (stated" in bc.text(change((5, 5, 5), (10,) * 3))
