"""The rows of every label are those of the fact sheets, and a changed one is noticed."""

from __future__ import annotations

from typing import Any

import pytest
import rows
import rows_again
import rows_entered

LABELS = tuple(rows_again.LABELS)


class TestRows:
    """What a label says to each age and to each state of the kidneys."""

    @pytest.mark.parametrize("label", LABELS)
    def test_as_the_fact_sheets_have_them(self, label: str) -> None:
        """Each term of each row is the one made a second time from the sheets and the policy."""
        for ours, theirs in zip(rows.rows(label), rows.again(label), strict=True):
            assert {name: ours[name] for name in theirs} == theirs
            assert ours.keys() - theirs.keys() <= rows_again.NOTHING_RESTS.keys()

    @pytest.mark.parametrize("label", LABELS)
    def test_as_they_were_entered_again(self, label: str) -> None:
        """Each number of each row is the one that was entered a second time, where one was."""
        met = set()
        for ours, theirs in zip(rows.rows(label), rows.again(label), strict=True):
            entered = rows_entered.entered(label, theirs)
            assert {name: ours[name] for name in entered} == entered
            met |= entered.keys()
        assert {"start", "taper_rungs", "weight_within"} <= met

    @pytest.mark.parametrize("label", LABELS)
    def test_every_change_is_noticed(self, label: str) -> None:
        """One more, one less, the other flag, one lost or added: something notices."""
        by, faults = rows.check(label)
        assert faults == []
        assert sum(by.values()) > 1_000


class TestSlips:
    """What a slip may make of a term."""

    @pytest.mark.parametrize(
        ("value", "slips"),
        [
            (True, [False]),
            (5, [6, 4, None]),
            (None, [1]),
            ((), [(1,)]),
            ((2, 3), [(2, 3, 1), (3,), (3, 3), (1, 3), (2,), (2, 4), (2, 2)]),
            ("child", ["adult", "too young"]),
        ],
    )
    def test_slips(self, value: Any, slips: list[Any]) -> None:
        """Every number moves by one to both sides, every flag and word becomes another one."""
        assert list(rows.slips("population", value)) == slips

    def test_words_of_a_set(self) -> None:
        """Of a set each word there is gets lost, and each there is not comes in."""
        found = list(rows.slips("covered", frozenset({"stroke"})))
        assert len(found) == len(rows.WORDS["covered"])
        assert {len(one) for one in found} == {0, 2}

    def test_what_is_not_compared(self) -> None:
        """A flag that is left out of a row has its reason."""
        assert all(len(reason) > 40 for reason in rows_again.NOTHING_RESTS.values())

    def test_nothing_notices(self) -> None:
        """A term that neither knows, or that is as it was, is noticed by nothing."""
        assert rows.noticed("start", 5, {}, {"start": 5}) == ""
        assert rows.noticed("start", 6, {"start": 5}, {}) == "the fact sheets"
        assert rows.noticed("start", 6, {}, {"start": 5}) == "the second entry"
