"""What the kidneys of somebody are looked at for: the limit of age, and the reasons that hold."""

from __future__ import annotations

from typing import Any

import people
import pytest

import baclofen_cds as bc
from baclofen_cds.case.case import Inquiry, inquire
from baclofen_cds.case.kidneys import Reservation

u = bc.ureg
BARE = {"serum_creatinine": None, "serum_creatinine_on": None}
SCHWARTZ = {"equation": bc.GFREquation.BEDSIDE_SCHWARTZ}


def asked(**facts: Any) -> Inquiry:
    """Gather a question about an adult, or about somebody of whom more is told."""
    profile = bc.get_profile("uk-spasticity")
    return inquire(people.adult(**facts), profile=profile, guidance=(), policy=None)


def recorded(*rates: tuple[float, int], **how: Any) -> tuple[bc.RecordedGFR, ...]:
    """Return rates, each of so many days ago."""
    return tuple(people.recorded(value, people.ago(days), **how) for value, days in rates)


class TestLimit:
    """How old a result may be, by the rate that counts."""

    @pytest.mark.parametrize(
        ("rate", "days"), [(29.99, 30), (30, 90), (59.99, 90), (60, 365), (90, 365)]
    )
    def test_by_band(self, rate: float, days: int) -> None:
        """It is 30 days below 30, 90 days below 60, and a year from there on."""
        kidneys = asked(**BARE, recorded_gfr=recorded((rate, 5))).kidneys
        assert kidneys.limit.value == days


class TestLow:
    """A low rate of the last weeks."""

    @pytest.mark.parametrize(("rate", "named"), [(29, None), (31, 2_000), (80, 2_000)])
    def test_beside_poor_kidneys(self, rate: float, named: int | None) -> None:
        """Where the rate that counts says avoid of itself, the earlier one is not named."""
        low = asked(**BARE, recorded_gfr=recorded((rate, 5), (20, 60))).kidneys.low
        assert (None if low is None else low.hundredths) == named


class TestReasons:
    """Why no start may rest on what is known."""

    @pytest.mark.parametrize(
        ("days", "reason"), [(365, Reservation.ADULT_EQUATION), (366, Reservation.STALE)]
    )
    def test_of_the_rate_that_is_told(self, days: int, reason: Reservation) -> None:
        """The reason is true of the lowest rate of any time: one that is too old is too old."""
        rates = (*recorded((90, 5)), *recorded((70, days), **SCHWARTZ))
        kidneys = asked(**BARE, age=8 * u.year, recorded_gfr=rates).kidneys
        assert kidneys.measure is not None
        assert kidneys.measure.rate.hundredths == 7_000
        assert kidneys.reasons == (reason,)

    def test_entries_in_doubt(self) -> None:
        """Entries that contradict each other are a reason, whatever else is."""
        kidneys = asked(kidney_values_in_doubt=True).kidneys
        assert kidneys.reasons[0] is Reservation.IN_DOUBT
