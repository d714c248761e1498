"""A result as HTML for a notebook or a page: no script, and no colour without its word.

It takes the colours of the page it stands on, light or dark: text inherits, and what is
coloured is a bar that stands out on both. A page can style its classes; every rule here
gives way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, Final

from baclofen_cds.decisions import Decision, Finding
from baclofen_cds.errors import is_a, wrong_type
from baclofen_cds.questions.assess import Assessment
from baclofen_cds.render.table import table
from baclofen_cds.render.text import (
    by_urgency,
    decisions_of,
    outcome_line,
    question_name,
    unknown_line,
)
from baclofen_cds.schedule import Schedule
from baclofen_cds.sources import Citation
from baclofen_cds.words.catalogue import sentences
from baclofen_cds.words.writers import LANGUAGE

__all__ = ["card"]

_STYLE: Final = """\
:where(.baclofen-card) { max-width: 60rem; padding: .9rem 1.1rem .6rem; border: 1px solid #8888;
  border-radius: .5rem; overflow-wrap: anywhere; }
:where(.baclofen-card p) { margin: 0 0 .5rem; }
:where(.baclofen-card ul) { margin: .2rem 0 .5rem; padding-left: 1.4rem; }
:where(.baclofen-outcome) { font-size: 1.08em; font-weight: 600; }
:where(.baclofen-finding) { margin: .6rem 0; padding: .1rem 0 .1rem .9rem;
  border-left: .25rem solid #3a86a3; }
:where(.baclofen-warning) { border-left: .35rem solid #b8740f; }
:where(.baclofen-critical) { border-left: .5rem double #dc3c50; }
:where(.baclofen-plan) { margin: 0 0 .7rem; overflow-x: auto; overflow-wrap: normal; }
:where(.baclofen-plan table) { border-collapse: collapse; }
:where(.baclofen-plan tbody + tbody) { border-top: 3px double; }
:where(.baclofen-card details) { margin: 0 0 .5rem; }
:where(.baclofen-plan th, .baclofen-plan td) { padding: .15rem .9rem .15rem 0; text-align: left;
  vertical-align: top; border-bottom: 1px solid #8886; }
:where(.baclofen-by) { font-size: .85em; }
"""


def card(result: Decision[Any] | Assessment) -> str:
    """Write a decision or an assessment as HTML.

    Parameters
    ----------
    result : Decision or Assessment
        What to write.

    Returns
    -------
    str
        One ``article``: critical findings and warnings, the answers, then the rest, what
        was not on record, and the sources to unfold. Everything in it is escaped.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> decision = bc.check_daily_maximum(
    ...     bc.Patient(age=45 * bc.ureg.year, as_of=dt.date(2026, 3, 10)),
    ...     bc.Regimen.even(each=30 * bc.ureg.mg, times_per_day=3),
    ...     profile=bc.get_profile("us-spasticity"),
    ... )
    >>> "<strong>Critical.</strong> 90 mg/day is above" in card(decision)
    True
    """
    if not is_a(result, (Decision, Assessment)):
        raise wrong_type(result, "result", "a decision or an assessment")
    urgent, others = by_urgency(result.findings)
    inside = [
        *map(_finding, urgent),
        *(part for decision in decisions_of(result) for part in _outcome(decision)),
        *map(_finding, others),
        _paragraph(unknown_line(result.unknown), "missing"),
        _sources(result.citations),
        _paragraph(f"{_answered_by(result)} {sentences()['footer']}", "by"),
    ]
    body = "\n".join(part for part in inside if part)
    head = f'<article class="baclofen-card" lang="{LANGUAGE}">'
    return f"{head}\n<style>\n{_STYLE}</style>\n{body}\n</article>"


def _finding(finding: Finding) -> str:
    word = finding.severity.value
    line = f"<p><strong>{word.capitalize()}.</strong> {escape(finding.summary)}</p>"
    remarks = _list(remark.text for remark in finding.remarks)
    return f'<div class="baclofen-finding baclofen-{word}">\n{line}{remarks}\n</div>'


def _outcome(decision: Decision[Any]) -> Iterator[str]:
    """Write how a question ended; a plan is laid out in rows."""
    yield _paragraph(outcome_line(decision).splitlines()[0], "outcome")
    if decision.has_answer and isinstance(decision.answer, Schedule):
        named = f'role="region" aria-label="{escape(question_name(decision))}" tabindex="0"'
        yield f'<div class="baclofen-plan" {named}>\n{table(decision.answer).html}\n</div>'


def _paragraph(text: str, kind: str) -> str:
    return f'<p class="baclofen-{kind}">{escape(text)}</p>' if text else ""


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"\n<li>{escape(line)}</li>" for line in lines)
    return f"\n<ul>{items}\n</ul>" if items else ""


def _sources(citations: tuple[Citation, ...]) -> str:
    """List the places in a part that is unfolded."""
    if not citations:
        return ""
    heading = f"<summary>{escape(sentences()['sources'])}</summary>"
    return f"<details>{heading}{_list(map(str, citations))}\n</details>"


def _answered_by(result: Decision[Any] | Assessment) -> str:
    used = result.provenance
    as_of = dict(used.inputs)["patient"].as_of
    label = used.profile
    sentence = sentences()["answered-by"]
    return sentence.format(label=label.id, revised=label.revised, as_of=as_of)
