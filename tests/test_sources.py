"""Where a number comes from, and the three kinds of no number."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from typing import Any

import attrs
import pytest

from baclofen_cds.sources import Citation, Seen, Silent, Source, Stated, Unread

PLACE = Citation("US label", "section 2", Seen.SECONDARY, "https://example.org")
VALUES = (
    PLACE,
    Stated(5, PLACE),
    Silent(PLACE),
    Unread(),
    Source("a", "A", "B", "2024", dt.date(2026, 1, 1), "link", Seen.PRIMARY),
)


class TestThreeAnswers:
    """Stated, silent and unread are three types; none is a number or nothing."""

    def test_a_value_needs_its_place(self) -> None:
        """A value cannot be made without a citation; nor can silence."""
        with pytest.raises(TypeError):
            Stated(5)  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            Silent()  # type: ignore[call-arg]

    def test_they_differ(self) -> None:
        """No two of them are equal, and none equals zero or None."""
        answers = [Stated(0, PLACE), Silent(PLACE), Unread()]
        assert len(set(answers)) == 3
        assert not any(answer in (0, None, False) for answer in answers)

    def test_no_value_where_none_is_stated(self) -> None:
        """Silent and unread have no value to read by accident."""
        assert not hasattr(Silent(PLACE), "value")
        assert not hasattr(Unread(), "value")


class TestCitation:
    """A place says how well its document was seen."""

    def test_secondary_is_marked(self) -> None:
        """A document read second-hand says so wherever it is cited."""
        assert str(PLACE) == "US label (secondary), section 2"
        assert str(Citation("US label", "section 2")) == "US label, section 2"


class TestValue:
    """Sources and answers are values."""

    @pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
    def test_round_trips(self, value: Any) -> None:
        """Evolve, pickle and copy give an equal value with an equal hash."""
        for again in (
            attrs.evolve(value),
            pickle.loads(pickle.dumps(value)),  # noqa: S301
            copy.deepcopy(value),
        ):
            assert again == value
            assert hash(again) == hash(value)

    @pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
    def test_frozen(self, value: Any) -> None:
        """No attribute can be set."""
        with pytest.raises(AttributeError):
            value.citation = None
