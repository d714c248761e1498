"""Conditions that words alone name: those that can only add a caution."""

from __future__ import annotations

import datetime as dt

from baclofen_cds.interop.fhir.read.conditions import CONDITIONS, is_there, meanings
from baclofen_cds.interop.fhir.read.entries.bundle import Contents
from baclofen_cds.interop.fhir.read.entries.element import codings, part, words
from baclofen_cds.interop.fhir.read.entries.report import Report
from baclofen_cds.interop.fhir.terminology import condition_words
from baclofen_cds.vocabulary import Condition

__all__ = ["conditions_by_name"]


def conditions_by_name(contents: Contents, as_of: dt.date, report: Report) -> frozenset[Condition]:
    """Return the conditions that are there by their words, under no code that is known."""
    found: set[Condition] = set()
    for one in contents.of("Condition"):
        code = part(one.node, "code")
        named = condition_words.meaning(words(code))
        if named and not meanings(codings(code)) and is_there(one.node, as_of):
            found.update(CONDITIONS[name] for name in named)
            report.note("condition-by-name")
            report.use("conditions", one.path)
    return frozenset(found)
