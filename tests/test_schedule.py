"""A plan in days: which day has which regimen, on which date, and how it ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import people
import pytest

import baclofen_cds as bc
from baclofen_cds.schedule import in_sequence
from baclofen_cds.sources import Basis, Citation

FIVE, TEN, FIFTEEN = (people.day(mg) for mg in (5, 10, 15))
HERE, THERE = (Citation("a document", place) for place in ("section 1", "section 2"))


def plan(end: Any, *, citations: tuple[Citation, ...] = ()) -> bc.Schedule:
    """Return three days of 15 mg, two of 10 mg and one of 5 mg."""
    parts = [(FIFTEEN, 3), (TEN, 2), (FIVE, 1)]
    return bc.Schedule(in_sequence(parts, Basis.POLICY, citations), end, bc.Pace.GENTLEST)


def taper() -> bc.Schedule:
    """Return these steps, and nothing after them."""
    return plan(bc.Tapered(7))


class TestSequence:
    """Steps follow one another from day 1, without a gap."""

    def test_days(self) -> None:
        """Each begins on the day after the last day of the one before it."""
        steps = taper().steps
        assert [(step.first_day, step.days) for step in steps] == [(1, 3), (4, 2), (6, 1)]
        assert [step.last_day for step in steps] == [3, 5, 6]
        assert taper().days == 6

    def test_what_each_is(self) -> None:
        """A step keeps its regimen, whose it is and where it comes from."""
        steps = plan(bc.Continue(), citations=(HERE,)).steps
        assert [step.regimen for step in steps] == [FIFTEEN, TEN, FIVE]
        assert all((step.basis, step.citations) == (Basis.POLICY, (HERE,)) for step in steps)

    def test_amount(self) -> None:
        """The drug mass of all days is 3 x 15 + 2 x 10 + 5 = 70 mg."""
        assert taper().total_amount.m_as("mg") == 70

    def test_each_place_once(self) -> None:
        """A place two steps come from is cited once, in the order met."""
        assert plan(bc.Continue(), citations=(THERE, HERE)).citations == (THERE, HERE)


class TestShown:
    """A plan and its steps in one line for a developer, and in rows for everyone."""

    def test_step(self) -> None:
        """A step says its days, what is taken and whose step it is."""
        assert repr(taper().steps[1]) == "<ScheduleStep days 4 to 5: 10 mg once daily, policy>"

    def test_plan(self) -> None:
        """A plan says its pace, its length, its first and last total, and how it ends."""
        line = "<Schedule gentlest, 3 steps in 6 days, 15 mg/day to 5 mg/day, Continue()"
        going_on = plan(bc.Continue())
        assert repr(going_on) == f"{line}>"
        two = attrs.evolve(going_on, beside=attrs.evolve(going_on, pace=bc.Pace.FASTEST))
        assert repr(two) == f"{line}, beside it fastest>"

    def test_without_steps(self) -> None:
        """Even what no question makes can be looked at."""
        assert "0 steps in 0 days" in repr(attrs.evolve(taper(), steps=()))

    def test_rows(self) -> None:
        """``str`` is its table as Markdown, and a notebook shows it as HTML."""
        assert str(taper()) == bc.table(taper()).markdown
        assert taper()._repr_html_() == bc.table(taper()).html


class TestDay:
    """What is taken on a day of the plan."""

    def test_every_day(self) -> None:
        """The first and last day of each step belong to it."""
        taken = [taper().regimen_on(day) for day in range(1, 7)]
        assert taken == [FIFTEEN, FIFTEEN, FIFTEEN, TEN, TEN, FIVE]

    @pytest.mark.parametrize(
        ("end", "after"),
        [(bc.Tapered(7), bc.NOT_TAKING), (bc.Continue(), FIVE), (bc.Review(7), FIVE)],
    )
    def test_after_it(self, end: Any, after: Any) -> None:
        """A taper ends in nothing; any other plan goes on with its last regimen."""
        assert plan(end).regimen_on(7) == after
        assert plan(end).regimen_on(700) == after

    @pytest.mark.parametrize("day", [0, -1])
    def test_no_day_before_the_first(self, day: int) -> None:
        """Day 0 and days before it are refused."""
        with pytest.raises(bc.errors.InputError) as caught:
            taper().regimen_on(day)
        error = caught.value
        assert (error.code, error.field, error.expected) == (
            "not-positive",
            "day",
            "a day from 1 on",
        )

    @pytest.mark.parametrize("day", [True, 1.0, "1", None])
    def test_a_day_is_a_whole_number(self, day: Any) -> None:
        """A truth value, a fraction or a text is no day."""
        with pytest.raises(bc.errors.InputError) as caught:
            taper().regimen_on(day)
        error = caught.value
        assert (error.code, error.field, error.expected) == (
            "wrong-type",
            "day",
            "a whole number of days",
        )
        assert error.got == f"an object of type {type(day).__name__}"


class TestDates:
    """A plan laid on the calendar."""

    def test_dates(self) -> None:
        """Day 1 is the date given, and steps take no date of each other."""
        first = dt.date(2024, 2, 27)
        assert taper().dated(first) == (
            (dt.date(2024, 2, 27), dt.date(2024, 2, 29), FIFTEEN),
            (dt.date(2024, 3, 1), dt.date(2024, 3, 2), TEN),
            (dt.date(2024, 3, 3), dt.date(2024, 3, 3), FIVE),
        )

    @pytest.mark.parametrize(
        "start",
        [
            dt.date.min + dt.timedelta(days=7),
            dt.date.max - dt.timedelta(days=7),
        ],
    )
    def test_last_room(self, start: dt.date) -> None:
        """A day more than the plan has, on either side, is room enough."""
        assert taper().dated(start)[0][0] == start

    @pytest.mark.parametrize(
        "start",
        [
            dt.date.min,
            dt.date.min + dt.timedelta(days=6),
            dt.date.max - dt.timedelta(days=6),
            dt.date.max,
        ],
    )
    def test_end_of_the_calendar(self, start: dt.date) -> None:
        """A plan the calendar has no room for is refused by name."""
        with pytest.raises(bc.errors.InputError) as caught:
            taper().dated(start)
        error = caught.value
        assert (error.code, error.field, error.expected) == (
            "implausible",
            "start",
            "a date within the calendar",
        )

    @pytest.mark.parametrize("start", [dt.datetime(2024, 2, 27), "2024-02-27", None])  # noqa: DTZ001
    def test_a_start_is_a_date(self, start: Any) -> None:
        """A time of day or a text is no date."""
        with pytest.raises(bc.errors.InputError) as caught:
            taper().dated(start)
        assert (caught.value.code, caught.value.field) == ("not-a-date", "start")
