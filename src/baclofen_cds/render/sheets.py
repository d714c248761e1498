"""A sheet in words: what a label says to one age, and where two labels differ."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import pairwise
from typing import Any, Final

from attrs import fields

from baclofen_cds.amounts import PER_MILLIGRAM, Days, Micrograms, MicrogramsPerDay, Months, decimal
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.posology import KidneyTerms, Population, Posology
from baclofen_cds.case.sheet import Sheet, row_at
from baclofen_cds.knowledge.schema.label import Rung
from baclofen_cds.sources import Citation, Seen, Stated
from baclofen_cds.words.show import show

__all__ = [
    "ages_compared",
    "kidneys_compared",
    "kidneys_said",
    "said_at",
    "years",
]

NOT_GIVEN: Final = "not given"
READ: Final = "read, no number"

_SHOWN: Final = (
    "youngest",
    "covered",
    "excluded",
    "start",
    "start_older",
    "start_cerebral",
    "start_per_kg",
    "start_most",
    "divisions",
    "rungs",
    "increase",
    "hold",
    "trial",
    "usual",
    "usual_per_kg",
    "maximum",
    "supervised",
    "hospital_from",
    "open_above",
    "named",
    "taper_lengths",
    "taper_step",
)
"""The terms a clinician asks about; the others say how they are used."""

_NOT_POOR: Final = (KidneyBand.NOT_IMPAIRED, KidneyBand.UNKNOWN)
_TO_THE_YOUNG: Final = ("youngest",)


def ages_said(sheet: Sheet) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Return for whom a label speaks, at which age, and each term with its place.

    Ages to which the same is said stand together.
    """
    found: list[tuple[Posology, int | None, list[tuple[str, str, str]]]] = []
    for row in sheet.ages:
        said = said_at(sheet, row)
        if found and found[-1][2] == said and found[-1][0].population is row.population:
            found[-1] = (found[-1][0], row.to_month, said)
        else:
            found.append((row, row.to_month, said))
    return [(row.population.value, years(row.from_month, end), said) for row, end, said in found]


def said_at(sheet: Sheet, row: Posology) -> list[tuple[str, str, str]]:
    """Return what a label says at an age: the term, its words, and where it stands."""
    given = ((name, _words(sheet, row, name)) for name in _shown(row))
    return [
        (_says(row, name), words, _where(row, name)) for name, words in given if words != NOT_GIVEN
    ]


def kidneys_said(sheet: Sheet) -> list[tuple[str, str]]:
    """Return each state of poor kidneys to which a label says something, and what it says."""
    poor = (state for state in sheet.kidneys if state.band not in _NOT_POOR)
    said = ((kidneys_named(state), said_to_kidneys(state)) for state in poor)
    return [(name, words) for name, words in said if words != READ]


def said_to_kidneys(state: KidneyTerms) -> str:
    """Write what a label says to one state of the kidneys; a number there may be no answer."""
    advice = state.statement.advice
    said = READ if state.read else "unread"
    if state.number is not None:
        quoted = "; quoted only, our policy withholds a start" if state.withheld else ""
        said = f"{show(MicrogramsPerDay(state.number))}{_seen(state.cited('number'))}{quoted}"
    elif isinstance(advice, Stated):
        said = f"{advice.value.replace('-', ' ')}{_seen((advice.citation,))}"
    return f"{said}; not to be used (some products)" if state.forbidden else said


def kidneys_named(state: KidneyTerms) -> str:
    """Name a state of the kidneys, and to whom it is said."""
    form = f", {state.dialysis.value}" if state.dialysis.present else ""
    changing = ", creatinine changing" if state.changing and state.band.value != "changing" else ""
    return f"{'child' if state.child else 'adult'}: {state.band.value}{form}{changing}"


def ages_compared(first: Sheet, second: Sheet) -> Iterator[tuple[str, str, str, str]]:
    """Yield age, term and the words of two labels, wherever they differ or one is given."""
    edges = sorted({*first.starts, *second.starts})
    spans = [*pairwise(edges), (edges[-1], None)]
    said: list[tuple[int, int | None, list[tuple[str, str, str]]]] = []
    for start, end in spans:
        lines = list(_side_by_side(first, second, start))
        if said and said[-1][2] == lines:
            said[-1] = (said[-1][0], end, lines)
        else:
            said.append((start, end, lines))
    for start, end, lines in said:
        yield from ((years(start, end), *line) for line in lines)


def kidneys_compared(first: Sheet, second: Sheet) -> Iterator[tuple[str, str, str]]:
    """Yield each state of the kidneys to which one of two labels says something."""
    for one, other in zip(first.kidneys, second.kidneys, strict=True):
        if one.band in _NOT_POOR:
            continue
        both = said_to_kidneys(one), said_to_kidneys(other)
        if both != (READ, READ):
            yield (kidneys_named(one), *both)


def years(start: int, end: int | None) -> str:
    """Write from which age to below which.

    Examples
    --------
    >>> years(24, 144), years(780, None)
    ('2 to below 12 years', 'from 65 years')
    """
    first = show(Months(start))
    return f"from {first} years" if end is None else f"{first} to below {show(Months(end))} years"


def _side_by_side(first: Sheet, second: Sheet, months: int) -> Iterator[tuple[str, str, str]]:
    rows = [(sheet, row_at(sheet, months)) for sheet in (first, second)]
    for name in _SHOWN:
        one, other = (
            _words(sheet, row, name) if name in _shown(row) else NOT_GIVEN for sheet, row in rows
        )
        if (one, other) != (NOT_GIVEN, NOT_GIVEN):
            yield (_says(rows[0][1], name), one, other)


def _shown(row: Posology) -> tuple[str, ...]:
    """Return the terms that are said to somebody of this age."""
    if row.population is Population.TOO_YOUNG:
        return _TO_THE_YOUNG
    return _SHOWN


def _says(row: Posology, name: str) -> str:
    return str(getattr(fields(type(row)), name).metadata["says"])


def _where(row: Posology, name: str) -> str:
    return "; ".join(dict.fromkeys(f"{c.document}: {c.pin}" for c in row.cited(name)))


def _words(sheet: Sheet, row: Posology, name: str) -> str:
    """Write the words of a term: its number with its unit, and whose or how well seen it is."""
    value = getattr(row, name)
    if value is None or value is False or value in ((), frozenset()):
        return NOT_GIVEN
    cited = row.cited(name)
    ours = [c.document == f"policy {sheet.policy.id}" for c in cited]
    part = " (in part ours)" if any(ours) else _seen(cited)
    return f"{_value(row, name, value)}{' (ours)' if ours and all(ours) else part}"


def _seen(cited: tuple[Citation, ...]) -> str:
    """Say when a place was read in another document that restates it."""
    return " (secondary)" if any(c.seen is Seen.SECONDARY for c in cited) else ""


def _value(row: Posology, name: str, value: Any) -> str:
    unit = getattr(fields(type(row)), name).metadata["unit"]
    if name == "increase":
        of_day = " in the day" if row.increase_of_day else " at each administration"
        return _ends(value, unit) + of_day
    if name == "hold":
        return _ends(value, unit)
    if name == "taper_lengths":
        return "; ".join(_length(*pair) for pair in value)
    listed = sorted(value, key=_named) if isinstance(value, frozenset) else value
    several = listed if isinstance(listed, (tuple, list)) else (listed,)
    return ", ".join(_one(each, unit) for each in several)


def _ends(ends: tuple[int, int], unit: str) -> str:
    return " to ".join(dict.fromkeys(_one(end, unit) for end in ends))


def _length(after: int | None, days: int) -> str:
    use = "" if after is None else f" after more than {show(Days(after))} of use"
    return show(Days(days)) + use


def _named(value: Any) -> str:
    return str(value.value).replace("parkinsons", "Parkinson's")


def _one(value: Any, unit: str) -> str:
    """Write one value with its unit."""
    if isinstance(value, Rung):
        return f"{show(value.each)} × {value.times_per_day} for {show(value.hold)}"
    if isinstance(value, Enum):
        return _named(value)
    if value is True:
        return "yes"
    if unit == "mg/kg/day":
        return f"{decimal(value, PER_MILLIGRAM)} {unit}"
    kind = {"mg/day": MicrogramsPerDay, "mg": Micrograms, "day": Days, "year": Months}.get(unit)
    text = show(value if kind is None else kind(value))
    return f"{text} years" if unit == "year" else text
