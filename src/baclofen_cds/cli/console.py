"""Decisions and labels on a terminal: tables where there is one, plain text when piped."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from baclofen_cds.amounts import PER_MILLIGRAM, decimal
from baclofen_cds.case.sheet import Sheet, sheet
from baclofen_cds.decisions import Decision, Finding, Severity
from baclofen_cds.knowledge.reading import loader
from baclofen_cds.knowledge.schema.label import Profile
from baclofen_cds.knowledge.schema.leaves import declared, walk
from baclofen_cds.patient import Patient
from baclofen_cds.questions.assess import Assessment
from baclofen_cds.questions.verify import verify
from baclofen_cds.regimen import Taking
from baclofen_cds.render.facts import facts
from baclofen_cds.render.sheets import (
    ages_compared,
    ages_said,
    kidneys_compared,
    kidneys_said,
)
from baclofen_cds.render.text import outcome_line, sources_of, title, unknown_line
from baclofen_cds.sources import Leaf, Seen, Silent, Stated
from baclofen_cds.words.catalogue import sentences
from baclofen_cds.words.show import show

if TYPE_CHECKING:
    from baclofen_cds.interop.fhir import Record

__all__ = [
    "print_comparison",
    "print_profile",
    "print_profiles",
    "print_result",
    "print_sheet",
    "print_verification",
]

_STYLES: Final = {"critical": "bold red", "warning": "bold yellow", "info": "cyan"}
_SHOWN_UNREAD: Final = 8


def print_result(
    result: Decision[Any] | Assessment,
    patient: Patient,
    taking: Taking,
    record: Record,
    profile: Profile,
) -> None:
    """Print an answer about a record: the facts, the answer, the findings, the places."""
    _heading(title(result.provenance, patient.as_of, profile.header.name))
    notes = (("note", str(note)) for note in record.notes)
    _table(("understood", ""), [*facts(patient, taking), *notes])
    for finding in result.findings:
        if finding.severity is not Severity.INFO:
            _finding(finding)
    decisions = result.decisions if isinstance(result, Assessment) else (result,)
    for decision in decisions:
        _line(outcome_line(decision))
    for finding in result.findings:
        if finding.severity is Severity.INFO:
            _finding(finding)
    _line(unknown_line(result.unknown, loader.current_policy()))
    _unread(record)
    _line(sources_of(result.citations))
    _line(sentences()["footer"])


def print_profiles() -> None:
    """Print the shipped profiles, one a line."""
    rows = []
    for name in loader.available_profiles():
        header = loader.get_profile(name).header
        rows.append((name, header.jurisdiction, header.title, header.revised.isoformat()))
    _table(("profile", "jurisdiction", "documents", "revised"), rows)


def print_profile(profile_id: str) -> None:
    """Print every statement of a label with its place."""
    profile = loader.get_profile(profile_id)
    header = profile.header
    _heading(f"{header.title} ({header.jurisdiction})")
    _line(f"revised {header.revised}, read {header.accessed}, review due {header.review_due}")
    _line(f"digest {profile.digest}")
    rows = [(path, said, place(leaf)) for path, said, leaf in statements(profile)]
    _table(("statement", "value", "place"), rows)


def print_comparison(first: str, second: str) -> None:
    """Print where two labels agree and differ."""
    left, right = loader.get_profile(first), loader.get_profile(second)
    rows = []
    for (path, leaf), (_, other) in zip(walk(left), walk(right), strict=True):
        one, two = (words(each, declared(left, path)) for each in (leaf, other))
        rows.append((path, one, two, _differs(one, two)))
    _table(("statement", first, second, ""), rows)
    both = sheet(left), sheet(right)
    _heading("What holds, by age")
    ages = ages_compared(*both)
    _table(("age", "what", first, second, ""), [(*row, _differs(*row[2:])) for row in ages])
    _heading("What is said to the kidneys")
    states = kidneys_compared(*both)
    _table(("kidneys", first, second, ""), [(*row, _differs(*row[1:])) for row in states])


def _differs(one: str, other: str) -> str:
    return "" if one == other else "differs"


def print_sheet(profile: str, form: str) -> None:
    """Print every row of a label: for people, as JSON or as a decision table in CSV."""
    rows = sheet(loader.get_profile(profile))
    if form == "csv":
        sys.stdout.write(rows.to_csv())
    elif form == "json":
        sys.stdout.write(json.dumps(rows.to_dict(), indent=1, ensure_ascii=False) + "\n")
    else:
        _print_rows(rows)


def _print_rows(rows: Sheet) -> None:
    for who, age, said in ages_said(rows):
        _heading(f"{who}, {age}")
        _table(("what", "the label", "place"), said)
    _heading("kidneys")
    states = kidneys_said(rows) or [("any state", "no number")]
    _table(("kidneys", "the label"), states)


def print_verification(path: Path) -> bool:
    """Print how the worked examples of a file came out; true when all passed."""
    profile = loader.load_profile(path)
    results = verify(profile)
    rows = [
        (
            "passed" if result.passed else "FAILED",
            result.example.question,
            _pairs(result.example.inputs),
            _pairs(result.got),
            "" if result.passed else _pairs(result.example.expected),
        )
        for result in results
    ]
    _line(f"{profile.id}: no faults; {len(results)} worked example(s)")
    if rows:
        _table(("", "question", "inputs", "answer", "expected"), rows)
    return all(result.passed for result in results)


def statements(profile: Profile) -> Iterable[tuple[str, str, Leaf[Any]]]:
    """Return every leaf of a profile with its words, and every row of its lists."""
    for path, leaf in walk(profile):
        yield path, words(leaf, declared(profile, path)), leaf
    for path, row, unit in _rows(profile):
        yield path, words(row, {"unit": unit}), row


def _rows(profile: Profile) -> Iterable[tuple[str, Stated[Any], str]]:
    """Return the rows of a profile's lists, each with its place and its unit."""
    for number, rung in enumerate(profile.adult.ladder.rungs, start=1):
        text = f"{show(rung.each)} × {rung.times_per_day} a day, {show(rung.hold)}"
        yield f"adult.ladder[{number}]", Stated(text, rung.citation), "words"
    for band in profile.child.maximum:
        where = f"child.maximum[{show(band.from_age)} to {show(band.to_age)} years]"
        yield where, Stated(band.total_daily_dose, band.citation), "mg/day"
    for top in profile.child.usual_top_per_kg:
        where = f"child.usual_top_per_kg[from {show(top.from_age)} years]"
        yield where, Stated(top.per_kg, top.citation), "mg/kg/day"
    for row in profile.contraindications.in_some_products:
        where = f"contraindications.in_some_products[{row.product}]"
        yield where, Stated(row.condition, row.citation), "condition"


def words(leaf: Leaf[Any], schema: Mapping[Any, Any]) -> str:
    """Write what a document says: its value, or that it is silent, or unread."""
    if isinstance(leaf, Silent):
        return "silent"
    if not isinstance(leaf, Stated):
        return "unread"
    secondary = " (secondary)" if leaf.citation.seen is Seen.SECONDARY else ""
    values = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    joint = " to " if schema.get("shape") in ("range", "ends") else ", "
    unit = schema.get("unit", "")
    return joint.join(_word(value, unit) for value in dict.fromkeys(values)) + secondary


def place(leaf: Leaf[Any]) -> str:
    """Write where a document says it."""
    if isinstance(leaf, (Stated, Silent)):
        return f"{leaf.citation.document}: {leaf.citation.pin}"
    return ""


def _word(value: Any, unit: str) -> str:
    if unit == "mg/kg/day":
        return f"{decimal(value, PER_MILLIGRAM)} {unit}"
    return str(getattr(value, "value", None) or show(value))


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name} {value}" for name, value in pairs)


def _finding(finding: Finding) -> None:
    if not _in_terminal():
        _line(finding.text)
        return
    from rich.panel import Panel
    from rich.text import Text

    word = finding.severity.value
    body = Text("\n".join(part for part in (finding.summary, finding.detail) if part))
    body.stylize("bold", 0, len(finding.summary))
    frame = Panel(body, title=word.capitalize(), title_align="left", border_style=_STYLES[word])
    _console().print(frame)


def _unread(record: Record) -> None:
    """Name what was in the record and could not be read; the rest is counted."""
    if not record.unread:
        return
    shown = [f"- {u.path}: {u.reason}" for u in record.unread[:_SHOWN_UNREAD]]
    rest = len(record.unread) - len(shown)
    more = [f"- and {rest} more; --json lists them all"] if rest else []
    _line("\n".join(["In the record and not used:", *shown, *more]))


def _in_terminal() -> bool:
    return sys.stdout.isatty()


def _console() -> Any:
    from rich.console import Console

    return Console()


def _heading(text: str) -> None:
    if _in_terminal():
        _console().rule(f"[bold]{text}")
    else:
        _line(text)


def _line(text: str) -> None:
    if not text:
        return
    if _in_terminal():
        _console().print(text, markup=False, highlight=False)
    else:
        sys.stdout.write(f"{text}\n")


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    if not _in_terminal():
        for row in rows:
            _line("  ".join(cell for cell in row if cell))
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=any(columns))
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    _console().print(table)
