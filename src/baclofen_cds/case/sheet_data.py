"""A sheet as plain data: for JSON, and as a decision table in CSV."""

from __future__ import annotations

import csv
import io
from enum import Enum
from typing import Any, Final

from attrs import fields

from baclofen_cds.case.posology import KidneyTerms, Posology, numbers
from baclofen_cds.knowledge.schema.label import Rung
from baclofen_cds.sources import Citation

__all__ = ["data_of_row", "decision_table", "units_of"]

SMALLEST: Final = {
    "year": "month",
    "mg": "microgram",
    "mg/day": "microgram/day",
    "mg/kg/day": "microgram/kg/day",
}
"""The unit of the whole numbers in a sheet, by the unit they are shown in."""


def data_of_row(row: Posology | KidneyTerms) -> dict[str, Any]:
    """Return the terms of a row by name, as plain values, with where each stands."""
    terms = {name: _plain(value) for name, value in numbers(row).items()}
    places = {name: [_place(one) for one in cited] for name, cited in row.places.items()}
    return {**terms, "places": places}


def units_of(kind: type[Posology | KidneyTerms]) -> dict[str, str]:
    """Return the unit of each term that is a number of something."""
    told = ((a.name, a.metadata.get("unit", "")) for a in fields(kind))
    return {name: SMALLEST.get(unit, unit) for name, unit in told if unit}


def decision_table(ages: tuple[Posology, ...], kidneys: tuple[KidneyTerms, ...]) -> str:
    """Write every rule of a sheet as one line: an age and a state of the kidneys, what holds.

    The head names each term with the unit of its whole numbers. Several values stand in one
    cell with spaces between them; what a label does not give is an empty cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_head(Posology, ""), *_head(KidneyTerms, "kidney_")])
    for age in ages:
        for state in kidneys:
            if state.child is age.is_child:
                writer.writerow([_cell(v) for row in (age, state) for v in numbers(row).values()])
    return out.getvalue()


def _head(kind: type[Posology | KidneyTerms], before: str) -> list[str]:
    units = units_of(kind)
    names = [a.name for a in fields(kind) if a.name not in ("places", "statement")]
    return [f"{before}{name}{f' ({units[name]})' if name in units else ''}" for name in names]


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; sets come in order."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Rung):
        return {
            "each": int(value.each),
            "times_per_day": value.times_per_day,
            "hold": int(value.hold),
        }
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _place(citation: Citation) -> dict[str, str]:
    return {
        "document": citation.document,
        "pin": citation.pin,
        "seen": citation.seen.value,
        "link": citation.link,
    }


def _cell(value: Any) -> str:
    """Write a value in one cell."""
    plain = _plain(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if isinstance(plain, dict):
        return "{each}x{times_per_day}/{hold}d".format(**plain)
    if isinstance(plain, list):
        joint = " " if all(isinstance(one, int) for one in plain) else "; "
        return joint.join(_pair(*one) if isinstance(one, list) else _cell(one) for one in plain)
    return str(plain)


def _pair(after: int | None, days: int) -> str:
    """Write a length of a taper, with the use after which it holds."""
    return f"{days}" if after is None else f"{days} after {after}"
