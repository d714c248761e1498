"""A plan in rows, for a page, a note or another program."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from attrs import frozen

from baclofen_cds.calls import by_name
from baclofen_cds.decisions import Decision
from baclofen_cds.errors import is_a, wrong_type
from baclofen_cds.render.answers import end_line
from baclofen_cds.schedule import Schedule
from baclofen_cds.vocabulary import civil_date
from baclofen_cds.words.show import show_daily

__all__ = ["PlanTable", "table"]

_COLUMNS: Final = ("pace", "first_day", "last_day", "dose", "total_daily_dose", "basis")
_DAYS: Final = _COLUMNS.index("dose")
"""Where the days of a row end."""


@frozen
class PlanTable:
    """A plan in rows. ``print`` writes it as Markdown, a notebook shows it.

    Parameters
    ----------
    columns
        The name of each column.
    rows
        The cells of each row as text; the last row of a pace says how it ends.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def markdown(self) -> str:
        """The table as Markdown."""
        lines = [self._headings, ("---",) * len(self.columns), *self.rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    @property
    def csv(self) -> str:
        """The table as comma-separated values, with a line of column names."""
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows((self.columns, *self.rows))
        return written.getvalue()

    @property
    def html(self) -> str:
        """The table as HTML, the rows of each pace together."""
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self._headings)
        paces = groupby(self.rows, key=itemgetter(0))
        body = "\n".join(f"<tbody>\n{_html(rows)}</tbody>" for _, rows in paces)
        return f"<table>\n<thead><tr>{head}</tr></thead>\n{body}\n</table>"

    def __str__(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        return f"<PlanTable of {len(self.rows)} rows>"

    def _repr_html_(self) -> str:
        return self.html

    @property
    def _headings(self) -> tuple[str, ...]:
        return tuple(name.replace("_", " ").capitalize() for name in self.columns)


def _html(rows: Iterable[tuple[str, ...]]) -> str:
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return "".join(f"<tr>{row}</tr>\n" for row in cells)


@by_name
def table(plan: Schedule | Decision[Schedule], *, start: dt.date | None = None) -> PlanTable:
    """Lay a plan out in rows: every step of every pace, and how each pace ends.

    Parameters
    ----------
    plan : Schedule or Decision
        A titration or a taper, or the decision that holds it.
    start : datetime.date, optional
        The date of day 1; with it every row has its dates.

    Returns
    -------
    PlanTable
        With ``.markdown``, ``.csv``, ``.html``, and ``.columns`` with ``.rows``.

    Raises
    ------
    NoAnswerError
        If the decision has no answer.
    InputError
        If it is no plan, or the start is not a date within the calendar.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> patient = bc.Patient(age=45 * bc.ureg.year, as_of=dt.date(2026, 3, 10))
    >>> now = bc.Regimen.even(each=5 * bc.ureg.mg, times_per_day=2)
    >>> decision = bc.taper_plan(patient, now, profile=bc.get_profile("us-spasticity"))
    >>> print(bc.table(decision))
    | Pace | First day | Last day | Dose | Total daily dose | Basis |
    | --- | --- | --- | --- | --- | --- |
    | gentle | 1 | 21 | 5 mg once daily | 5 mg/day | policy |
    | gentle | 22 |  | nothing from day 22 on |  |  |
    | shorter | 1 | 21 | 5 mg once daily | 5 mg/day | policy |
    | shorter | 22 |  | nothing from day 22 on |  |  |
    """
    laid_out: Any = plan.answer if is_a(plan, Decision) else plan
    if not is_a(laid_out, Schedule):
        raise wrong_type(laid_out, "plan", "a titration or a taper, or a decision with one")
    paces = [laid_out, *([laid_out.beside] if laid_out.beside else [])]
    rows = [row for pace in paces for row in _rows(pace)]
    if start is None:
        return PlanTable(_COLUMNS, tuple(rows))
    for pace in paces:
        pace.dated(start)  # refuses a start from which the calendar ends before the plan
    first_day = civil_date(start, "start")
    columns = (*_COLUMNS[:_DAYS], "first_date", "last_date", *_COLUMNS[_DAYS:])
    return PlanTable(columns, tuple(_with_dates(row, first_day) for row in rows))


def _rows(plan: Schedule) -> Iterator[tuple[str, ...]]:
    """Yield a row for each step, and one that says how the plan ends."""
    for step in plan.steps:
        total = show_daily(step.regimen.micrograms_per_day)
        days = (str(step.first_day), str(step.last_day))
        yield (plan.pace.value, *days, str(step.regimen), total, step.basis.value)
    yield (plan.pace.value, str(plan.days + 1), "", end_line(plan.end), "", "")


def _with_dates(row: tuple[str, ...], start: dt.date) -> tuple[str, ...]:
    """Put the dates of a row behind its days; what has no last day has no last date."""
    dates = (_date(start, day) if day else "" for day in row[1:_DAYS])
    return (*row[:_DAYS], *dates, *row[_DAYS:])


def _date(start: dt.date, day: str) -> str:
    return (start + dt.timedelta(days=int(day) - 1)).isoformat()
