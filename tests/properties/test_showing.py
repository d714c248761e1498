"""The invariants of how values show themselves: one line, a headline, a card, a table."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from typing import Any

import attrs
import strategies as some
from asking_all import Course, everything
from hypothesis import given
from test_round_trips import inside, results

import baclofen_cds as bc

PLANS = ["taper_plan", "titration_plan"]


def numbers(text: str) -> set[str]:
    """Return every number that is written in a text."""
    return set(re.findall(r"\d+(?:\.\d+)?", text))


class TestOneLine:
    """``repr`` is one short line for a developer."""

    @given(result=results())
    def test_always(self, result: Any) -> None:
        """Whatever was asked of whom: one line, shorter than a screen is wide twice."""
        for value in (result, *result.findings, *getattr(result, "decisions", ())):
            assert len(repr(value).splitlines()) == 1
            assert len(repr(value)) < 240
        assert all("\n" not in repr(value) for value in inside(result))

    @given(result=results())
    def test_nobody_in_a_log(self, result: Any) -> None:
        """A result and its findings show no value of the patient: no number but their count."""
        for value in (result, *getattr(result, "decisions", ())):
            assert numbers(repr(value)) <= {str(len(value.findings))}
        assert not any(numbers(repr(finding)) for finding in result.findings)


class TestHeadline:
    """What matters most, in fewer than 140 characters."""

    @given(patient=some.anyone(), profile=some.profiles(), course=some.courses())
    def test_everything(self, patient: bc.Patient, profile: Any, course: Course) -> None:
        """Every question about anyone has a headline that fits; its numbers are the text's."""
        for result in everything(patient, profile, course).values():
            assert 0 < len(result.headline) < 140
            assert "\n" not in result.headline
            assert all(0 < len(finding.headline) < 140 for finding in result.findings)
            assert numbers(result.headline) <= numbers(str(result))

    @given(result=results())
    def test_every_argument(self, result: Any) -> None:
        """Whatever else is told: a day of 24 doses, signs, a target, what can be made."""
        assert 0 < len(result.headline) < 140


class Page(HTMLParser):
    """Reads a card as a browser does: its words, and every tag and attribute."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        self.open.append(tag)
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last, and no other."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        """What is read, on one line."""
        return " ".join(" ".join(self.words).split())


ALLOWED = {"article", "style", "p", "strong", "div", "ul", "li", "details", "summary"}
ALLOWED |= {"table", "thead", "tbody", "tr", "th", "td"}


class TestCard:
    """The HTML of a result: the same words, no script, severity in words."""

    @given(result=results())
    def test_says_what_the_text_says(self, result: Any) -> None:
        """Well formed, of a few harmless tags, with every line of the note and every source."""
        page = Page(result._repr_html_())
        assert page.open == []
        assert page.tags <= ALLOWED
        assert page.names <= {"class", "lang", "role", "aria-label", "tabindex", "scope"}
        for finding in result.findings:
            word = finding.severity.value.capitalize()
            assert f"{word}. {finding.summary}" in page.text
            assert all(remark.text in page.text for remark in finding.remarks)
        for decision in getattr(result, "decisions", (result,)):
            line = bc.text(attrs.evolve(decision, findings=(), unknown=())).splitlines()[0]
            assert line in page.text
        assert all(str(citation) in page.text for citation in result.citations)
        assert result.provenance.profile.revised in page.text


class TestTable:
    """A plan in rows: each step of both paces, and how each ends."""

    @given(result=results(asked=PLANS))
    def test_same_rows_everywhere(self, result: Any) -> None:
        """Markdown, CSV and HTML hold the same cells; every step of every pace is among them."""
        if not result.has_answer:
            return
        plan, table = result.answer, bc.table(result)
        read = list(csv.reader(io.StringIO(table.csv)))
        assert [tuple(row) for row in read] == [table.columns, *table.rows]
        marked = [line[2:-2].split(" | ") for line in table.markdown.splitlines()[2:]]
        assert [tuple(cell.strip() for cell in row) for row in marked] == list(table.rows)
        cells = [cell for row in table.rows for cell in row if cell]
        assert Page(table.html).text.endswith(" ".join(cells))
        paces = [plan, *([plan.beside] if plan.beside else [])]
        assert len(table.rows) == sum(len(pace.steps) + 1 for pace in paces)
        steps = [step for pace in paces for step in pace.steps]
        doses = [row[3] for row in table.rows if row[5]]
        assert doses == [str(step.regimen) for step in steps]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


class TestSameDay:
    """A day is what is taken, whether or not someone has checked it."""

    @given(one=some.regimens(), other=some.regimens())
    def test_equal_as_printed(self, one: bc.Regimen, other: bc.Regimen) -> None:
        """Two days are equal when they print the same, and then have one hash."""
        sure = attrs.evolve(one, confirmed=True)
        assert sure == one
        assert hash(sure) == hash(one)
        assert (one == other) == (str(one) == str(other))

    @given(result=results(asked=PLANS))
    def test_of_a_plan(self, result: Any) -> None:
        """A day of a plan equals the same day told by a caller."""
        for step in result.answer.steps if result.has_answer else ():
            told = bc.Regimen(list(step.regimen.doses), confirmed=True)
            assert told == step.regimen == result.answer.regimen_on(step.first_day)
