"""Coming off (P5)."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import attrs
import people
import pytest
from oracles import taper_sweep as sweep

import baclofen_cds as bc
from baclofen_cds import units
from baclofen_cds.knowledge.schema.label import Taper
from baclofen_cds.questions.steps import way_down
from baclofen_cds.sources import Basis, Citation, Silent, Stated
from baclofen_cds.units import registry

US, UK, FR, CA = (bc.get_profile(f"{where}-spasticity") for where in ("us", "uk", "fr", "ca"))
PLACE = Citation("A label of our own", "4.2")
LONG, SHORT = 180 * registry().day, 30 * registry().day
GENTLE, SHORTER = bc.Pace.GENTLE, bc.Pace.SHORTER
CHILD = people.child(8, 25)


def plan(doses: tuple[float, ...], profile: object = UK, **asked: object) -> object:
    facts = {"patient": people.adult(), "exposure": LONG, **asked}
    return bc.taper_plan(facts.pop("patient"), people.day(*doses), profile=profile, **facts)


def totals(schedule: bc.Schedule) -> list[float]:
    return [step.regimen.micrograms_per_day / 1_000 for step in schedule.steps]


def held(schedule: bc.Schedule) -> list[tuple[float, int]]:
    return [(s.regimen.micrograms_per_day / 1_000, s.days) for s in schedule.steps]


def own_label(**taper: object) -> object:
    return attrs.evolve(UK, taper=attrs.evolve(UK.taper, **taper))


class TestLadder:
    """One ladder for everybody, and a size of a drop."""

    @pytest.mark.parametrize(
        ("doses", "smallest", "down"),
        [
            ((20, 20, 20), None, [50, 40, 30, 25, 20, 15, 10, 5]),
            ((20, 20, 20), 2.5, [50, 40, 30, 25, 20, 15, 10, 7.5, 5, 2.5]),
            ((20, 20, 20), 10, [50, 40, 30, 20, 10]),
            ((5, 5, 5), None, [10, 5]),
            ((11,), 1, [8, 5, 3]),
            ((2, 2, 2), 2.5, [5, 2.5]),
            ((40, 40, 40), None, [110, 100, 90, 80, 70, 60, 50, 40, 30, 25, 20, 15, 10, 5]),
            ((15, 15, 14), 1, [40, 30, 25, 20, 15, 10, 8, 5, 3]),
        ],
    )
    def test_adult(
        self, doses: tuple[float, ...], smallest: float | None, down: list[float]
    ) -> None:
        """From any dose, above the maximum too, down the rungs that can be made."""
        told = {} if smallest is None else {"smallest_dose": smallest * bc.ureg.mg}
        assert totals(plan(doses, US, **told).answer) == down

    @pytest.mark.parametrize(
        ("doses", "smallest", "down"),
        [
            ((2, 2, 2), 0.5, [4, 3, 2, 1.5, 1]),
            ((2, 2, 2), None, [4, 3, 2, 1]),
            ((5, 5, 10), 0.5, [15, 10, 8, 6, 4, 3, 2, 1.5, 1]),
            ((5, 5, 5), None, [10, 5]),
            ((10, 10), 5, [15, 10, 5]),
        ],
    )
    def test_child(
        self, doses: tuple[float, ...], smallest: float | None, down: list[float]
    ) -> None:
        """A child's rungs are finer, and a third is the most, but at two units or fewer."""
        told = {} if smallest is None else {"smallest_dose": smallest * bc.ureg.mg}
        assert totals(plan(doses, patient=CHILD, **told).answer) == down

    @pytest.mark.parametrize(("years", "child"), [(13, True), (17, True), (18, False)])
    def test_young_people(self, years: int, child: bool) -> None:
        """Below 18 somebody is a child here, whatever the age of the label's adult schedule."""
        young = people.child(years, 50)
        answer = plan((2.5, 2.5), US, patient=young, smallest_dose=0.5 * bc.ureg.mg).answer
        assert totals(answer) == ([4, 3, 2, 1.5, 1] if child else [2.5])

    def test_a_label_with_a_later_adult_age(self) -> None:
        """Below a label's own adult age somebody is a child, though above 18."""
        later = attrs.evolve(UK.adult, from_age=Stated(20 * 12, PLACE))
        label, asked = attrs.evolve(UK, adult=later), {"patient": people.child(19, 60)}
        assert totals(plan((4,), label, smallest_dose=1 * bc.ureg.mg, **asked).answer) == [3, 2, 1]

    def test_the_smaller_step_of_a_label(self) -> None:
        """A label's own step is the most a drop takes, the smaller end of it, where it is less."""
        label = own_label(decrement=Stated((2_500, 5_000), PLACE))
        answer = plan((5, 5, 5), label, smallest_dose=2.5 * bc.ureg.mg).answer
        assert totals(answer) == [12.5, 10, 7.5, 5, 2.5]
        assert totals(plan((15, 15, 15), FR).answer) == totals(plan((15, 15, 15), UK).answer)


class TestUnit:
    """What the doses of a plan are made of."""

    @pytest.mark.parametrize(
        ("doses", "smallest", "day"),
        [
            ((7, 7, 7), None, "7 mg + 6 mg + 7 mg a day"),
            ((7, 7, 7), 5, "7 mg + 6 mg + 7 mg a day"),
            ((12.5, 12.5), 5, "10 mg twice daily"),
            ((3.3, 6), None, "2.5 mg twice daily"),
            ((6.667, 6.667, 6.667), None, "6.6 mg three times daily"),
        ],
    )
    def test_finer_where_it_is_shown(
        self, doses: tuple[float, ...], smallest: float | None, day: str
    ) -> None:
        """It is never coarser than the doses taken show, and a tenth of a mg at the finest."""
        told = {} if smallest is None else {"smallest_dose": smallest * bc.ureg.mg}
        assert str(plan(doses, US, **told).answer.steps[0].regimen) == day

    def test_shown_is_said(self) -> None:
        """That the doses taken show what can be made is said, unless they cannot be measured."""
        assert "taper-unit-shown" in people.said(plan((7, 7, 7)))
        for doses in ((10, 10), (6.667, 6.667, 6.667)):
            assert "taper-unit-shown" not in people.said(plan(doses))

    def test_too_coarse(self) -> None:
        """A unit above 10 mg is not used; smaller tablets, halves or a liquid are asked for."""
        decision = plan((20, 20, 20), smallest_dose=12.5 * bc.ureg.mg)
        assert decision.answer == plan((20, 20, 20)).answer
        finding = people.finding(decision, "taper-unit-too-coarse")
        assert "12.5 mg" in finding.summary
        assert "halves or a liquid" in finding.detail
        assert "taper-unit-too-coarse" not in people.codes(
            plan((20, 20, 20), smallest_dose=10 * bc.ureg.mg)
        )

    @pytest.mark.parametrize(
        ("profile", "smallest", "said"),
        [
            (US, 5, "taper-in-tablets"),
            (US, 10, "taper-in-tablets"),
            (US, 2.5, "taper-in-halves"),
            (US, 1, "taper-in-parts"),
            (CA, 5, "taper-in-halves"),
            (FR, 5, "taper-in-halves"),
            (bc.get_profile("ch-spasticity"), 5, "taper-in-halves"),
            (own_label(smallest_tablet=Silent(PLACE)), 5, "taper-in-units"),
        ],
    )
    def test_in_words(self, profile: object, smallest: float, said: str) -> None:
        """A unit is a whole tablet, or half of one where the smallest seen is of 10 mg."""
        decision = plan((20, 20, 20), profile, smallest_dose=smallest * bc.ureg.mg)
        assert {code for code in people.said(decision) if code.startswith("taper-in-")} == {said}

    def test_not_makeable(self) -> None:
        """Many odd doses of a child that no drop leads down from are said, never a bigger drop."""
        many = bc.Regimen([199 * bc.ureg.mcg] * 24)
        decision = bc.taper_plan(CHILD, many, profile=UK)
        assert (decision.outcome, decision.has_answer) == (bc.Outcome.INSUFFICIENT_DATA, False)
        assert people.missing(decision) == {"smaller_makeable_dose", "exposure"}
        assert "do-not-stop-suddenly" in people.said(decision)
        assert "taper-not-makeable" in people.codes(decision)


class TestPaces:
    """Two paces on the same rungs, both in every answer."""

    @pytest.mark.parametrize(
        ("exposure", "pace"),
        [(None, GENTLE), (0, SHORTER), (60, SHORTER), (61, GENTLE), (400, GENTLE)],
    )
    def test_which_leads(self, exposure: int | None, pace: bc.Pace) -> None:
        """The gentle one after more than 60 days' or unknown use, otherwise the shorter."""
        taken_for = None if exposure is None else exposure * bc.ureg.day
        answer = plan((20, 20, 20), exposure=taken_for).answer
        assert {answer.pace, answer.beside.pace} == {GENTLE, SHORTER}
        assert (answer.pace, answer.beside.beside) == (pace, None)

    @pytest.mark.parametrize(("creatinine", "pace"), [(1.4, GENTLE), (2.6, SHORTER)])
    def test_kidneys(self, creatinine: float, pace: bc.Pace) -> None:
        """Where the kidneys say "avoid" the shorter one leads, agreed with nephrology."""
        patient = people.older(serum_creatinine=creatinine * bc.ureg.mg / bc.ureg.dL)
        decision = plan((20, 20, 20), patient=patient)
        assert decision.answer.pace is pace
        assert ("taper-agree-with-nephrology" in people.said(decision)) is (pace is SHORTER)
        asked = plan((20, 20, 20), patient=patient, pace=GENTLE)
        assert asked.answer.pace is GENTLE
        assert asked.answer.beside.steps == plan((20, 20, 20)).answer.beside.steps

    @pytest.mark.parametrize("pace", [GENTLE, SHORTER])
    def test_asked(self, pace: bc.Pace) -> None:
        """The pace that is asked for leads, whatever the use."""
        for exposure in (SHORT, LONG):
            decision = plan((5, 5, 5), exposure=exposure, pace=pace)
            assert decision.answer.pace is pace
            assert "taper-pace-asked" in people.said(decision)

    @pytest.mark.parametrize(
        ("profile", "exposure", "doses", "gentle", "shorter"),
        [
            (UK, LONG, (20, 20, 20), [7] * 8, [3] * 8),
            (US, LONG, (20, 20, 20), [7] * 8, [3] * 8),
            (US, LONG, (10, 10, 10), [7] * 5, [5, 4, 4, 4, 4]),
            (US, SHORT, (10, 10, 10), [7] * 5, [3, 3, 3, 3, 2]),
            (UK, SHORT, (20, 20, 20), [7] * 8, [2] * 6 + [1] * 2),
            (UK, SHORT, (40, 40, 40), [7] * 14, [1] * 14),
            (UK, SHORT, (40, 40, 40, 10), [7] * 15, [1] * 15),
            (UK, LONG, (5, 5, 5), [7, 7], [7, 7]),
            (US, LONG, (5, 5, 5), [11, 10], [11, 10]),
        ],
    )
    def test_days(
        self,
        profile: object,
        exposure: object,
        doses: tuple[float, ...],
        gentle: list[int],
        shorter: list[int],
    ) -> None:
        """Shared evenly, the rest to the first; 7 a step at least, or 3, or 1 after short use."""
        for pace, days in ((GENTLE, gentle), (SHORTER, shorter)):
            answer = plan(doses, profile, exposure=exposure, pace=pace).answer
            assert [step.days for step in answer.steps] == days
            assert answer.end == bc.Tapered(sum(days) + 1)

    @pytest.mark.parametrize("wrong", [bc.Pace.AS_PRINTED, bc.Pace.GENTLEST, bc.Pace.FASTEST])
    def test_not_a_pace_of_tapers(self, wrong: bc.Pace) -> None:
        """The paces of titration are none of a taper."""
        with pytest.raises(bc.errors.InputError) as caught:
            plan((5,), pace=wrong)
        assert (caught.value.code, caught.value.field) == ("unknown-name", "pace")


class TestLength:
    """The label's range decides; where it is silent, our policy does."""

    @pytest.mark.parametrize(
        ("exposure", "days"), [(None, 21), (60, 14), (61, 21), (180, 21), (5, 14)]
    )
    def test_silent_label(self, exposure: int | None, days: int) -> None:
        """The US label is silent: 14 days, 21 after more than 60 days' or unknown use."""
        taken_for = None if exposure is None else exposure * bc.ureg.day
        decision = plan((5, 5, 5), US, exposure=taken_for)
        assert decision.answer.days == decision.answer.beside.days == days
        assert ("exposure" in people.missing(decision)) is (exposure is None)

    @pytest.mark.parametrize(("exposure", "days"), [(60, 14), (61, 30), (None, 30)])
    def test_label_with_long_use(self, exposure: int | None, days: int) -> None:
        """A label that asks for longer after long use is followed; unknown counts as long."""
        label = own_label(
            long_use_length=Stated(30, PLACE), long_use_after=Stated((60, 90), PLACE)
        )
        taken_for = None if exposure is None else exposure * bc.ureg.day
        assert plan((5, 5), label, exposure=taken_for).answer.days == days

    @pytest.mark.parametrize(
        "own",
        [
            {"long_use_length": Stated(10, PLACE), "long_use_after": Stated((60, 90), PLACE)},
            {"long_use_length": Stated(30, PLACE)},
        ],
    )
    def test_never_shorter_after_longer_use(self, own: dict[str, object]) -> None:
        """A time after long use that is less, or holds from nobody knows when, is not used."""
        assert plan((5, 5), own_label(**own)).answer.days == 14

    def test_longer_than_the_label(self) -> None:
        """Where the steps need more days the plan is longer, says so, and is not the label's."""
        decision = plan((20, 20, 20))
        assert (decision.answer.days, decision.answer.beside.days) == (56, 24)
        said = people.finding(decision, "taper-steps-are-ours").detail
        assert "gives 14 days" in said
        assert "gentle and the shorter pace" in said
        pins = {citation.pin.partition(":")[0] for citation in decision.answer.citations}
        assert "taper.gentle_days" in pins
        assert not any("Stopping" in pin for pin in pins)
        assert "taper-longer" not in people.said(plan((20, 20, 20), US))

    def test_one_pace_is_longer(self) -> None:
        """Of a plan whose shorter pace fits the label's time the gentle one alone is longer."""
        decision = plan((10, 10, 10), own_label(length=Stated((7, 21), PLACE)))
        assert "at the gentle pace" in people.finding(decision, "taper-steps-are-ours").detail
        assert PLACE in decision.answer.beside.citations
        assert PLACE not in decision.answer.citations

    def test_unknown_use_that_changes_nothing(self) -> None:
        """How long it was taken is asked for only where it could change a plan."""
        assert "exposure" in people.missing(plan((20, 20, 20), exposure=None))
        even = plan((5, 5), exposure=None, pace=GENTLE)
        assert people.missing(even) == set()


class TestWhoseSteps:
    """A step of the label's own size is the label's; one that is cut is ours."""

    def test_ours(self) -> None:
        """Where the label gives no steps, each is marked as ours."""
        decision = plan((5, 5, 5))
        assert decision.outcome is bc.Outcome.POLICY
        assert {step.basis for step in decision.answer.steps} == {Basis.POLICY}
        assert "taper-steps-are-ours" in people.codes(decision)

    def test_the_labels(self) -> None:
        """Where every step is of the size the label gives, in its time, it is stated."""
        label = own_label(decrement=Stated((2_500, 5_000), PLACE), length=Stated((7, 35), PLACE))
        decision = plan((5, 5), label, smallest_dose=2.5 * bc.ureg.mg)
        assert totals(decision.answer) == [7.5, 5, 2.5]
        assert decision.outcome is bc.Outcome.STATED
        assert "taper-steps-are-the-labels" in people.codes(decision)

    def test_french_steps(self) -> None:
        """French steps of 10 mg are the label's at a high dose, cut and ours below it."""
        decision = plan((10, 20, 20), FR, exposure=SHORT)
        assert held(decision.answer) == [
            (40, 2),
            (30, 2),
            (25, 2),
            (20, 2),
            (15, 2),
            (10, 2),
            (5, 2),
        ]
        whose = [step.basis for step in decision.answer.steps]
        assert whose == [Basis.LABEL] * 2 + [Basis.POLICY] * 5
        assert decision.outcome is bc.Outcome.POLICY
        assert (
            "gives steps of 10 mg/day" in people.finding(decision, "taper-steps-are-cut").summary
        )

    def test_a_longer_plan_is_not_the_labels(self) -> None:
        """In a plan longer than the label's time no step is called the label's."""
        answer = plan((10, 20, 20), FR).answer
        assert {step.basis for step in (*answer.steps, *answer.beside.steps)} == {Basis.POLICY}

    def test_french_steps_in_a_small_child(self) -> None:
        """French steps are of people from 6 years on."""
        for years, code in ((5, "taper-steps-are-ours"), (7, "taper-steps-are-cut")):
            decision = plan((10, 10), FR, patient=people.child(years, 20))
            assert code in people.codes(decision)


class TestDoses:
    """The largest administration falls first, and of equal ones the one that is named."""

    @pytest.mark.parametrize(
        ("doses", "first", "days"),
        [
            ((10, 10, 10), None, ["10 mg + 5 mg + 10 mg a day", "5 mg + 5 mg + 10 mg a day"]),
            ((10, 10, 10), 3, ["10 mg + 10 mg + 5 mg a day", "10 mg + 5 mg + 5 mg a day"]),
            ((10, 10, 10), 1, ["5 mg + 10 mg + 10 mg a day", "5 mg + 5 mg + 10 mg a day"]),
            ((10, 5, 15), None, ["10 mg + 5 mg + 10 mg a day", "5 mg + 5 mg + 10 mg a day"]),
            ((10,) * 4, None, ["10 mg + 5 mg + 5 mg + 10 mg a day", "5 mg + 5 mg + 5 mg + 10 mg"]),
        ],
    )
    def test_order(self, doses: tuple[float, ...], first: int | None, days: list[str]) -> None:
        """Otherwise the middle of the day first and bedtime last."""
        steps = plan(doses, lower_first=first).answer.steps
        assert str(steps[0].regimen) == days[0]
        assert str(steps[1].regimen).startswith(days[1].removesuffix(" a day"))

    def test_order_is_said(self) -> None:
        """Which of equal ones falls first is said to be ours, where there is more than one."""
        assert "taper-order" in people.said(plan((5, 5)))
        assert "taper-order-asked" in people.said(plan((5, 5), lower_first=2))
        assert not {"taper-order", "taper-order-asked"} & people.said(plan((10,)))

    @pytest.mark.parametrize(
        ("place", "code"),
        [(0, "implausible"), (4, "implausible"), (-1, "implausible"), ("1", "wrong-type")],
    )
    def test_no_place_of_the_day(self, place: object, code: str) -> None:
        """A place outside the day is refused by name."""
        with pytest.raises(bc.errors.InputError) as caught:
            plan((5, 5, 5), lower_first=place)
        assert (caught.value.code, caught.value.field) == (code, "lower_first")

    def test_place_without_a_day(self) -> None:
        """Where nobody could read the day, a place is held to what a day can have."""
        asked = {"profile": UK, "lower_first": 24}
        assert not bc.taper_plan(people.adult(), bc.UNREADABLE, **asked).has_answer
        with pytest.raises(bc.errors.InputError):
            bc.taper_plan(people.adult(), bc.NOT_TAKING, profile=UK, lower_first=25)


class TestLowestRung:
    """A dose at the lowest rung or below it is held for the label's time, then left out."""

    @pytest.mark.parametrize(
        ("doses", "smallest", "code", "unit"),
        [
            ((5,), 5, "taper-held", "2.5 mg"),
            ((5,), None, "taper-held", "2.5 mg"),
            ((10,), 10, "taper-held", "2.5 mg"),
            ((2.5,), 2.5, "taper-held-lowest", ""),
            ((2,), 1, "taper-held-lowest", ""),
        ],
    )
    def test_held(
        self, doses: tuple[float, ...], smallest: float | None, code: str, unit: str
    ) -> None:
        """That nothing lower can be made is said, and which unit would allow it."""
        told = {} if smallest is None else {"smallest_dose": smallest * bc.ureg.mg}
        decision = plan(doses, **told)
        assert held(decision.answer) == held(decision.answer.beside) == [(doses[0], 14)]
        assert unit in people.finding(decision, code).detail
        assert "taper-review" not in people.said(decision)

    def test_child(self) -> None:
        """For a child 1 mg is the lowest rung."""
        decision = plan((5,), patient=CHILD)
        assert "1 mg" in people.finding(decision, "taper-held").detail
        assert held(plan((1,), patient=CHILD).answer) == [(1, 14)]


class TestWhatIsSaid:
    """What comes with a plan."""

    def test_review(self) -> None:
        """A review at half of the first dose, with its day, named as ours."""
        said = people.finding(plan((20, 20, 20)), "taper-steps-are-ours").detail
        assert "Review on day 15, at 30 mg/day" in said
        assert "this project's choice" in said

    def test_withdrawal(self) -> None:
        """Back to the last tolerated dose, then slower; advice is sought."""
        said = people.finding(plan((20, 20, 20)), "taper-steps-are-ours").detail
        assert "back to the last tolerated dose, urgent advice, then slower" in said

    @pytest.mark.parametrize(
        ("asked", "code"),
        [
            ({}, "taper-pace-long-use"),
            ({"exposure": None}, "taper-pace-long-use"),
            ({"exposure": SHORT}, "taper-pace-short-use"),
            ({"patient": people.adult(dialysis=bc.Dialysis.HAEMODIALYSIS)}, "taper-pace-kidneys"),
            ({"pace": SHORTER}, "taper-pace-asked"),
        ],
    )
    def test_why_this_pace(self, asked: dict[str, object], code: str) -> None:
        """Which pace leads, and why, is said."""
        said = people.said(plan((5, 5), **asked))
        assert {one for one in said if one.startswith("taper-pace-")} == {code}

    def test_medicines(self) -> None:
        """Oxybate and an opioid are said beside a taper too."""
        patient = people.adult(medicines=bc.Medicines(["N07XX04", "N02AA05"], complete=True))
        decision = plan((5, 5), patient=patient)
        assert {"with-oxybate", "with-opioid"} <= set(people.codes(decision))
        assert decision.has_answer

    def test_first_lines_are_short(self) -> None:
        """Every first line has fewer than 140 characters."""
        for profile in (US, UK, FR, CA):
            for doses in ((200, 200, 200, 199.9), (5,), (2.5,)):
                now = bc.Regimen([dose * bc.ureg.mg for dose in doses], confirmed=True)
                told = {"smallest_dose": 12.5 * bc.ureg.mg}
                decision = bc.taper_plan(people.adult(), now, profile=profile, **told)
                assert all(len(finding.summary) < 140 for finding in decision.findings)


class TestSweep:
    """A part of the sweep that ``tests/oracles/taper_sweep.py`` makes whole."""

    @pytest.mark.parametrize(("label", "unit"), [*zip(sweep.LABELS, sweep.UNITS, strict=True)])
    def test_nothing_is_violated(self, label: str, unit: int | None) -> None:
        """No inversion, no drop past its size, days as they are, our own check content."""
        for child, starts in ((False, (11_000, 55_000, 60_000)), (True, (6_000, 20_000))):
            found = sweep.slice_of(label, child, unit, starts)
            assert {key: count for key, count in found.items() if key[1] is False and count} == {}
            assert all(found[place, True] for place in (0, 1, 2, 3, 4, 5, 7, 8))

    def test_divided(self) -> None:
        """Uneven days are lowered in doses that can be made."""
        for child, unit in ((False, None), (True, 1_000)):
            found = sweep.divided("uk", child, unit, (3_300, 7_000))
            assert {key: count for key, count in found.items() if key[1] is False and count} == {}

    def test_texts(self) -> None:
        """Both paces stand whole in the text."""
        found = sweep.texts("us", (60_000,))
        assert (found[6, True], found[6, False]) == (12, 0)

    def test_a_wrong_plan_is_withheld(self, monkeypatch) -> None:
        """A plan that failed its own check would be refused, not shown."""
        monkeypatch.setattr(way_down, "shared_days", lambda *_: [7, 8])
        with pytest.raises(bc.errors.InternalError) as caught:
            plan((5, 5, 5))
        assert (caught.value.code, caught.value.field) == ("internal", "taper_plan")

    def test_falls(self) -> None:
        """Totals fall with every step, whoever takes what."""
        for doses in ((7.5, 7.5), (3.3, 10, 20), (199.9,)):
            now = bc.Regimen([dose * bc.ureg.mg for dose in doses], confirmed=True)
            answer = bc.taper_plan(people.adult(), now, profile=US).answer
            sums = [now.micrograms_per_day, *(s.regimen.micrograms_per_day for s in answer.steps)]
            assert all(high > low for high, low in pairwise(sums))


class TestAnsweredWhatever:
    """A taper is answered whatever the kidneys, age, indication or contraindications."""

    @pytest.mark.parametrize(
        "changes",
        [
            {"dialysis": bc.Dialysis.HAEMODIALYSIS},
            {"age": 5 * registry().year},
            {"indication": bc.Indication.ALCOHOL_USE_DISORDER},
            {"conditions": {bc.Condition.BACLOFEN_HYPERSENSITIVITY}},
            {"serum_creatinine": None, "serum_creatinine_on": None},
        ],
    )
    def test_answered(self, changes: dict[str, object]) -> None:
        """The patient who most needs a taper gets one."""
        decision = bc.taper_plan(people.adult(**changes), people.day(5, 5), profile=US)
        assert decision.has_answer

    def test_kidneys_are_said(self) -> None:
        """The kidneys' finding comes with the plan."""
        decision = bc.taper_plan(people.older(), people.day(10, 10, 10), profile=US)
        assert "kidney-impaired-taking" in people.codes(decision)

    def test_serious_reaction(self) -> None:
        """With a serious adverse reaction the label's exception is quoted beside the plan."""
        decision = plan((5, 5), reason=bc.StopReason.SERIOUS_ADVERSE_REACTION)
        assert "stop-after-serious-reaction" in people.codes(decision)
        assert decision.has_answer
        bare = attrs.evolve(UK, taper=Taper())
        unread = plan((5,), bare, reason=bc.StopReason.SERIOUS_ADVERSE_REACTION)
        assert "stop-after-serious-reaction-unread" in people.codes(unread)

    def test_licence_is_said(self) -> None:
        """A contraindication on record comes with the plan."""
        patient = people.adult(conditions={bc.Condition.PEPTIC_ULCER})
        decision = bc.taper_plan(patient, people.day(5, 5), profile=UK)
        assert "contraindicated-taking" in people.codes(decision)

    def test_dialysis(self) -> None:
        """On dialysis the pace is first agreed with nephrology."""
        patient = people.adult(dialysis=bc.Dialysis.HAEMODIALYSIS)
        decision = bc.taper_plan(patient, people.day(5, 5), profile=UK)
        assert "taper-agree-with-nephrology" in people.said(decision)

    def test_unreadable(self) -> None:
        """An amount that could not be read gets no plan, and is named."""
        decision = bc.taper_plan(people.adult(), bc.UNREADABLE, profile=US)
        assert decision.outcome is bc.Outcome.INSUFFICIENT_DATA
        assert people.missing(decision) == {"regimen", "exposure"}
        stated = bc.taper_plan(people.adult(), bc.UNREADABLE, profile=UK)
        assert people.missing(stated) == {"regimen", "exposure"}

    def test_not_taking(self) -> None:
        """Where nothing is taken there is nothing to come off."""
        decision = bc.taper_plan(people.adult(), bc.NOT_TAKING, profile=US)
        assert decision.outcome is bc.Outcome.OUT_OF_SCOPE
        assert people.codes(decision) == ["nothing-taken"]


class TestSchedule:
    """A plan in days."""

    SCHEDULE = plan((5, 5, 5)).answer

    def test_days(self) -> None:
        """Each day of the plan has its regimen; after the last nothing is taken."""
        assert [str(self.SCHEDULE.regimen_on(d)) for d in (1, 7, 8, 14)] == [
            "5 mg twice daily",
            "5 mg twice daily",
            "5 mg once daily",
            "5 mg once daily",
        ]
        assert self.SCHEDULE.regimen_on(15) is bc.NOT_TAKING

    def test_other_ends(self) -> None:
        """A plan that ends in a review, or goes on, keeps its last regimen."""
        for end in (bc.Review(15), bc.Continue()):
            going_on = attrs.evolve(self.SCHEDULE, end=end)
            assert str(going_on.regimen_on(99)) == "5 mg once daily"
            said = bc.text(attrs.evolve(plan((5, 5, 5)), answer=going_on))
            assert "then the same" in said

    @pytest.mark.parametrize(
        ("day", "code"),
        [(0, "not-positive"), (-1, "not-positive"), ("1", "wrong-type"), (True, "wrong-type")],
    )
    def test_wrong_days(self, day: object, code: str) -> None:
        """Days are whole numbers from 1 on."""
        with pytest.raises(bc.errors.InputError) as caught:
            self.SCHEDULE.regimen_on(day)
        assert (caught.value.code, caught.value.field) == (code, "day")

    def test_dated(self) -> None:
        """Civil dates, across a leap day and a change of clocks."""
        dated = self.SCHEDULE.dated(dt.date(2028, 2, 23))
        assert [(a.isoformat(), b.isoformat()) for a, b, _ in dated] == [
            ("2028-02-23", "2028-02-29"),
            ("2028-03-01", "2028-03-07"),
        ]
        with pytest.raises(bc.errors.InputError):
            self.SCHEDULE.dated(dt.datetime(2028, 2, 23, tzinfo=dt.UTC))

    def test_total_amount(self) -> None:
        """The drug mass of all its days: a week of 10 mg and a week of 5 mg."""
        assert self.SCHEDULE.total_amount == 105 * bc.ureg.mg
        assert self.SCHEDULE.citations

    def test_text(self) -> None:
        """Both paces are written step by step, the other one's days in the first line."""
        note = bc.text(plan((5, 5, 5), US))
        first, *lines = note.splitlines()
        assert first.endswith("gentle pace, 21 days; the shorter pace takes 21 days:")
        assert lines[:3] == [
            "  days 1 to 11: 10 mg/day (5 mg twice daily)",
            "  days 12 to 21: 5 mg/day (5 mg once daily)",
            "  nothing from day 22 on",
        ]
        assert lines[3] == "  the shorter pace, 21 days:"
        assert lines[4:7] == lines[:3]
        alone = attrs.evolve(plan((5, 5, 5)), answer=self.SCHEDULE.beside)
        assert "the shorter pace" not in bc.text(alone).splitlines()[0]


class TestExposure:
    """How long it was taken is a time in whole days or weeks."""

    @pytest.mark.parametrize(
        ("exposure", "code"),
        [
            (30, "unit-missing"),
            (1.5 * registry().day, "too-precise"),
            (-3 * registry().day, "negative"),
        ],
    )
    def test_refused(self, exposure: object, code: str) -> None:
        """A bare number, a part of a day or a negative time is refused by name."""
        with pytest.raises(bc.errors.InputError) as caught:
            plan((5,), exposure=exposure)
        assert (caught.value.code, caught.value.field) == (code, "exposure")

    def test_weeks(self) -> None:
        """Weeks are days."""
        weeks = plan((5,), US, exposure=8 * bc.ureg.week)
        days = units.duration(56 * bc.ureg.day, "exposure")
        assert units.duration(days, "exposure") is days
        assert weeks.answer == plan((5,), US, exposure=56 * bc.ureg.day).answer
