"""A plan in days: titration and taper alike. Arithmetic only; no label is known here."""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from baclofen_cds.errors import InputError
from baclofen_cds.regimen import NOT_TAKING, NotTaking, Regimen
from baclofen_cds.sources import Basis, Citation
from baclofen_cds.units import Quantity, show_each
from baclofen_cds.vocabulary import Word, civil_date, whole_number
from baclofen_cds.words.show import show_daily
from baclofen_cds.words.writers import table_of

__all__ = ["Continue", "End", "Pace", "Review", "Schedule", "ScheduleStep", "Tapered"]


class Pace(Word):
    """How fast a plan is, where a document or our policy leaves a choice."""

    AS_PRINTED = "as printed"
    GENTLEST = "gentlest"
    FASTEST = "fastest"
    GENTLE = "gentle"
    SHORTER = "shorter"


@frozen
class Continue:
    """The last regimen goes on."""


@frozen
class Review:
    """The last regimen goes on until it is reviewed, on this day at the latest."""

    on_day: int


@frozen
class Tapered:
    """Nothing is taken from this day on."""

    first_day_without: int


End = Continue | Review | Tapered


@frozen
class ScheduleStep:
    """One regimen, held for some days.

    Parameters
    ----------
    first_day
        The day of the plan it begins on; the plan begins on day 1.
    days
        How many days it is held.
    regimen
        What is taken on each of them.
    basis
        Label or policy: whose step it is.
    citations
        Where it comes from.
    """

    first_day: int
    days: int
    regimen: Regimen
    basis: Basis
    citations: tuple[Citation, ...] = ()

    @property
    def last_day(self) -> int:
        """The last day of the plan it is taken on."""
        return self.first_day + self.days - 1

    def __repr__(self) -> str:
        days = f"days {self.first_day} to {self.last_day}"
        return f"<ScheduleStep {days}: {self.regimen}, {self.basis.value}>"


@frozen
class Schedule:
    """A plan: steps one after another, and how it ends. It never just runs out.

    Parameters
    ----------
    steps
        The steps, from day 1 on, without gaps.
    end
        What happens after the last of them.
    pace
        Which of the paces a document or our policy leaves this is.
    beside
        The other pace to compare it with, when there is one.
    """

    steps: tuple[ScheduleStep, ...]
    end: End
    pace: Pace
    beside: Schedule | None = None

    @property
    def days(self) -> int:
        """The length of the plan, from day 1 to the last day that is stated."""
        return self.steps[-1].last_day

    @property
    def total_amount(self) -> Quantity:
        """The drug mass of all the stated days, in mg."""
        return show_each(sum(s.days * s.regimen.micrograms_per_day for s in self.steps))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the steps come from, each place once."""
        return tuple(dict.fromkeys(c for step in self.steps for c in step.citations))

    def __str__(self) -> str:
        return table_of(self).markdown

    def _repr_html_(self) -> str:
        return table_of(self).html

    def __repr__(self) -> str:
        ends = (*self.steps[:1], *self.steps[-1:])
        totals = " to ".join(show_daily(step.regimen.micrograms_per_day) for step in ends)
        length = f"{len(self.steps)} steps in {sum(step.days for step in self.steps)} days"
        beside = f", beside it {self.beside.pace.value}" if self.beside else ""
        return f"<Schedule {self.pace.value}, {length}, {totals}, {self.end}{beside}>"

    def regimen_on(self, day: int) -> Regimen | NotTaking:
        """Return what is taken on a day of the plan.

        Parameters
        ----------
        day : int
            1 or later. After the last step a plan goes on with it, or nothing is taken.

        Raises
        ------
        InputError
            If the day is not a whole number from 1 on.
        """
        on = whole_number(day, "day", "a whole number of days")
        if on < 1:
            raise InputError("not-positive", field="day", expected="a day from 1 on")
        for step in self.steps:
            if on <= step.last_day:
                return step.regimen
        return NOT_TAKING if isinstance(self.end, Tapered) else self.steps[-1].regimen

    def dated(self, start: dt.date) -> tuple[tuple[dt.date, dt.date, Regimen], ...]:
        """Return the first date, the last date and the regimen of every step.

        Parameters
        ----------
        start : datetime.date
            The date of day 1.

        Raises
        ------
        InputError
            If it is not a date without a time of day, or the calendar ends before the plan.
        """
        first = civil_date(start, "start")
        room = min(first - dt.date.min, dt.date.max - first).days
        if room <= self.days:
            raise InputError("implausible", field="start", expected="a date within the calendar")
        first -= dt.timedelta(days=1)
        return tuple(
            (
                first + dt.timedelta(days=step.first_day),
                first + dt.timedelta(days=step.last_day),
                step.regimen,
            )
            for step in self.steps
        )


def in_sequence(
    parts: list[tuple[Regimen, int]], basis: Basis, citations: tuple[Citation, ...]
) -> tuple[ScheduleStep, ...]:
    """Lay regimens with their days one after another, from day 1."""
    steps, day = [], 1
    for regimen, days in parts:
        steps.append(ScheduleStep(day, days, regimen, basis, citations))
        day += days
    return tuple(steps)
