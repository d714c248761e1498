"""The public verbs answer as the columns of the sheet do: the part that runs every time.

``public_columns.py`` asks every combination, and draws points far from every threshold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import columns
import public_columns
import pytest
from attrs import evolve


@pytest.fixture(autouse=True)
def _nobody_is_kept() -> Iterator[None]:
    yield
    public_columns.patient.cache_clear()


@pytest.mark.parametrize("name", public_columns.QUESTIONS)
def test_verb_and_columns_agree(name: str) -> None:
    """At every threshold of every row, and one step to each side, a verb says what columns do."""
    answers, differ = public_columns.compare(name, public_columns.in_rows(name))
    assert (answers > 0, differ) == (True, [])


@pytest.mark.parametrize("name", public_columns.QUESTIONS)
def test_drawn_points_agree(name: str) -> None:
    """Far from a threshold, too, a verb says what the columns do."""
    assert public_columns.compare(name, public_columns.drawn(name, 0)[:40])[1] == []


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("age", "from_month"),
        ("start", "start"),
        ("start", "start_most"),
        ("maximum", "maximum"),
        ("maximum", "usual_per_kg"),
        ("drop", "taper_largest_drop"),
    ],
)
def test_a_changed_term_is_noticed(name: str, term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of columns in which one term is one less, something is answered otherwise than by verbs."""

    def changed(label: str) -> columns.Columns:
        return columns.Columns(one_less(public_columns.sheet(label), term))

    monkeypatch.setattr(public_columns, "columns_of", changed)
    assert public_columns.compare(name, public_columns.in_rows(name))[1] != []


def one_less(sheet: Any, term: str) -> Any:
    """Return the rows of a label with one term lower by one, wherever it is given."""
    given = [(row, getattr(row, term)) for row in sheet.ages]
    ages = tuple(row if not n else evolve(row, **{term: n - 1}) for row, n in given)
    return evolve(sheet, ages=ages)
