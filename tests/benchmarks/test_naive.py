"""The public verbs answer for invented adults as plain pint arithmetic does."""

from __future__ import annotations

from collections import Counter

import adults
import naive
import pytest


@pytest.fixture(scope="module")
def people() -> list[naive.Asked]:
    """Invent the adults once."""
    return adults.adults(240)


def test_our_answers_are_those_of_plain_arithmetic_under_every_label(
    people: list[naive.Asked],
) -> None:
    """Every fact both decide is the same for each invented adult, each under two labels."""
    labels = tuple(naive.LABELS)
    for place, asked in enumerate(people):
        adults.compare(asked, (labels[place % 6], labels[(place + 3) % 6]))


def test_the_invented_adults_meet_every_class_of_answer(people: list[naive.Asked]) -> None:
    """Each verdict, band, severity and freshness limit is met by several of them."""
    met = Counter[tuple[str, str]]()
    for place, asked in enumerate(people):
        label = tuple(naive.LABELS)[place % len(naive.LABELS)]
        for fact, answer in naive.assess(label, asked).items():
            met[fact, str(answer)] += fact not in {"rate", "clearance", "exceeded"}
    for fact, answers in EXPECTED.items():
        assert all(met[fact, answer] > 2 for answer in answers.split()), (fact, met)


EXPECTED = {
    "verdict": "WITHIN ABOVE_USUAL_RANGE NEEDS_SUPERVISION ABOVE_MAXIMUM",
    "band": "DIALYSIS END_STAGE CHANGING UNKNOWN SEVERE IMPAIRED NOT_IMPAIRED",
    "permits": "True False",
    "limit_days": "3 30 90 365 None",
    "disagree": "True False",
    "older": "True False",
    "kidney_severity": "INFO WARNING CRITICAL None",
}
