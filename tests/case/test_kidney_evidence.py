"""What several kidney results say together, asked of the evidence itself, at every edge."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import people
import pytest
from attrs import evolve
from small_cases import place

import baclofen_cds as bc
from baclofen_cds.amounts import Days
from baclofen_cds.case.case import Inquiry, inquire
from baclofen_cds.case.kidney_fitness import may_permit, why_not
from baclofen_cds.case.kidney_history import disagreement, low_not_undone, lower_before
from baclofen_cds.case.kidney_rates import (
    Evidence,
    Measure,
    Reservation,
    clearance_of,
    recorded_clearances,
)
from baclofen_cds.case.licence import licence_of
from baclofen_cds.filtration import rate_of
from baclofen_cds.knowledge.reading.loader import current_policy
from baclofen_cds.sources import Stated
from baclofen_cds.vocabulary import WeightBasis

u = bc.ureg
POLICY = current_policy()
BARE = {"serum_creatinine": None, "serum_creatinine_on": None}
MEASURED = bc.GFREquation.MEASURED


def measure(value: float, days: int | None, why: Reservation | None = None, **how: Any) -> Measure:
    """Return a rate of so many days ago, or of no day."""
    on = None if days is None else people.ago(days)
    return Measure(rate_of(people.recorded(value, **how)), on, why)


def evidence(*rates: tuple[float, int], **seen: Any) -> Evidence:
    """Return what is on record: these rates, and what else is named."""
    facts = seen.pop("facts", {})
    told = [people.recorded(value, people.ago(days)) for value, days in rates]
    nothing = {"by_creatinine": None, "by_both": None, "by_cystatin": None}
    rest = {"recorded": (), "clearances": (), "clearance_needed": False}
    patient = people.adult(**{**BARE, "recorded_gfr": told, **facts})
    return Evidence(patient, (), **{**nothing, **rest, **seen})


class TestLow:
    """A low rate of the last weeks."""

    @pytest.mark.parametrize(("both", "low"), [(29.99, 29.99), (30, 25), (80, 25)])
    def test_a_combined_rate_undoes_none(self, both: float, low: float) -> None:
        """Where no cystatin C decides, a combined rate of 30 or more is no newer result."""
        day = {"serum_creatinine": people.umol(70), "serum_creatinine_on": people.ago(5)}
        seen = evidence((25, 60), (60, 10), by_both=measure(both, 5), facts=day)
        found = low_not_undone(seen, POLICY, by_cystatin=False)
        assert found is not None
        assert found.hundredths == low * 100

    def test_named(self) -> None:
        """Of the last year's rates the lowest is named that is lower by a band, and far lower."""
        counted = measure(60, 5)
        asked = {value: ((value, 40),) for value in (45, 47.99, 48.01)}
        found = {v: lower_before(evidence(*rates), counted, POLICY) for v, rates in asked.items()}
        assert {v: one and one.hundredths for v, one in found.items()} == {
            45: 4_500,
            47.99: 4_799,
            48.01: None,
        }
        several = evidence((45, 40), (25, 50), (40, 60))
        lowest = lower_before(several, counted, POLICY)
        assert lowest is not None
        assert lowest.hundredths == 2_500

    def test_an_edge_is_above_the_band_below_it(self) -> None:
        """A rate at an edge is in the upper band, as the one that counts and as the earlier."""
        assert lower_before(evidence((30, 40)), measure(45, 5), POLICY) is None
        assert lower_before(evidence((29.99, 40)), measure(45, 5), POLICY) is not None
        assert lower_before(evidence((45, 40)), measure(59.99, 5), POLICY) is None

    @pytest.mark.parametrize(
        ("days", "named"), [(5, False), (6, True), (365, True), (366, False), (4, False)]
    )
    def test_earlier(self, days: int, named: bool) -> None:
        """It is named from the day before on, for a year; without a day nothing is."""
        found = lower_before(evidence((45, days)), measure(90, 5), POLICY)
        assert (found is not None) is named
        assert lower_before(evidence((45, days)), measure(90, None), POLICY) is None
        assert lower_before(evidence((45, days)), None, POLICY) is None


class TestDisagreement:
    """A computed rate beside a recorded one."""

    def test_which(self) -> None:
        """With a deciding cystatin C it is the combined rate, and what is not of creatinine."""
        both, alone = measure(40, 5), measure(90, 5)
        other = measure(60, 6, equation=MEASURED)
        mdrd = measure(40, 6, equation=bc.GFREquation.MDRD)
        facts = {"serum_creatinine": people.umol(70), "serum_creatinine_on": people.ago(5)}
        seen = evidence(by_both=both, by_creatinine=alone, recorded=(mdrd, other), facts=facts)
        assert disagreement(seen, POLICY, by_cystatin=True) == (both, other)
        assert disagreement(seen, POLICY, by_cystatin=False) == (alone, mdrd)

    @pytest.mark.parametrize(("days", "near"), [(35, True), (36, False), (None, True)])
    def test_near(self, days: int | None, near: bool) -> None:
        """Only samples at most 30 days apart are compared, and one of no day."""
        for one, other in ((5, days), (days, 5)):
            seen = evidence(by_creatinine=measure(90, one), recorded=(measure(40, other),))
            assert (disagreement(seen, POLICY, by_cystatin=False) is not None) is near


class TestOfCreatinine:
    """Which recorded rates come of which creatinine."""

    DAY: dt.date = people.ago(5)

    def test_of_the_newest(self) -> None:
        """It is of the newest creatinine on its day, and by an equation of creatinine."""
        seen = evidence(
            facts={"serum_creatinine": people.umol(70), "serum_creatinine_on": self.DAY}
        )
        for days, equation in product((5, 6), (MEASURED, bc.GFREquation.CKD_EPI_2021)):
            found = seen.is_of_newest_creatinine(measure(60, days, equation=equation))
            assert found is (days == 5 and equation is not MEASURED)

    @pytest.mark.parametrize(("days", "later"), [(4, True), (5, False), (6, False), (None, True)])
    def test_of_a_later_one(self, days: int | None, later: bool) -> None:
        """A rate of creatinine of a later day, or of none, stands beside a cystatin C."""
        rate = measure(60, days)
        facts = {"serum_creatinine": people.umol(70), "serum_creatinine_on": self.DAY}
        seen = evidence(recorded=(rate,), facts=facts)
        assert seen.newest_beside_cystatin == ((rate,) if later else ())
        assert evidence(recorded=(rate,)).newest_beside_cystatin == (rate,)
        other = measure(60, 9, equation=MEASURED)
        assert evidence(recorded=(other,), facts=facts).newest_beside_cystatin == (other,)

    def test_clearances(self) -> None:
        """A recorded clearance is absolute and by Cockcroft and Gault; nothing else is one."""
        one = people.clearance(40)
        others = (people.recorded(50), evolve(one, equation=MEASURED))
        assert recorded_clearances(people.adult(recorded_gfr=(*others, one))) == [one]


class TestFitness:
    """Why a measure permits nothing."""

    LIMIT: Stated[Days] = Stated(Days(90), place("a limit"))

    @pytest.mark.parametrize(
        ("days", "held", "why"),
        [
            (90, None, None),
            (91, None, Reservation.STALE),
            (None, None, Reservation.UNDATED),
            (90, Reservation.HEIGHT_UNDATED, Reservation.HEIGHT_UNDATED),
            (91, Reservation.ADULT_EQUATION, Reservation.ADULT_EQUATION),
            (None, Reservation.UNCHECKED, Reservation.UNCHECKED),
        ],
    )
    def test_why(
        self, days: int | None, held: Reservation | None, why: Reservation | None
    ) -> None:
        """Nothing is against a fresh one; a reservation of its own comes before its age."""
        one = measure(60, days, held)
        assert may_permit(one, people.adult(), self.LIMIT) is (why is None)
        if why is not None:
            assert why_not(one, people.adult(), self.LIMIT) is why

    def test_no_rate(self) -> None:
        """Without a measure there is no rate at all."""
        assert why_not(None, people.adult(), self.LIMIT) is Reservation.NO_RATE


def asked(label: str, **facts: Any) -> Inquiry:
    """Gather a question about an adult."""
    profile = bc.get_profile(f"{label}-spasticity")
    return inquire(people.adult(**facts), profile=profile, guidance=(), policy=None)


class TestLicence:
    """Whether a label covers somebody."""

    def test_not_covered(self) -> None:
        """An indication that is left out by name is cited so; another one by those listed."""
        for indication, term in (
            (bc.Indication.STROKE, "excluded"),
            (bc.Indication.HICCUPS, "covered"),
        ):
            inquiry = asked("us", indication=indication)
            found = licence_of(inquiry)
            assert found.not_covered == inquiry.posology.cited(term) != ()
            assert not found.in_scope

    def test_beside_a_pump(self) -> None:
        """Beside intrathecal baclofen no label here speaks."""
        for told in (False, True):
            found = licence_of(asked("us", intrathecal_baclofen=told))
            assert (found.beside_intrathecal, found.in_scope) == (told, not told)


class TestClearance:
    """The clearance of an adult."""

    @pytest.mark.parametrize(("months", "known"), [(215, False), (216, True)])
    def test_from_18_years(self, months: int, known: bool) -> None:
        """It is computed from 18 years on."""
        body = {"weight": 60 * u.kg, "weight_on": people.RECENT, "age": months * u.month}
        assert (clearance_of(people.adult(**body), POLICY) is not None) is known

    def test_weight(self) -> None:
        """It goes by the weight that is asked for."""
        body = {"weight": 100 * u.kg, "weight_on": people.RECENT, "height": 160 * u.cm}
        patient = people.adult(**body, height_on=people.RECENT)
        found = {basis: clearance_of(patient, POLICY, basis) for basis in (None, *WeightBasis)}
        assert len({one.hundredths for one in found.values() if one}) == 3
