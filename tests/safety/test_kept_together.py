"""An answer and its findings are one value, in every form it takes."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import people
import pytest
import strategies as some
from hypothesis import given

import baclofen_cds as bc
from baclofen_cds.render.card import card


class TestEveryForm:
    """Whoever shows an answer has its findings in hand."""

    @given(patient=some.patients(), now=some.takings(), profile=some.profiles())
    def test_note_data_and_store(self, patient: bc.Patient, now: Any, profile: Any) -> None:
        """The note, the card, the data and the stored form of an assessment hold each finding."""
        result = bc.assess(patient, now, profile=profile)
        note, shown = bc.text(result), unescape(card(result))
        data = json.dumps(bc.to_dict(result, sentences=True), ensure_ascii=False)
        stored = bc.from_dict(json.loads(json.dumps(bc.to_dict(result))))
        assert stored.findings == result.findings
        for finding in result.findings:
            assert finding.summary in note
            assert finding.summary in shown
            assert json.dumps(finding.summary, ensure_ascii=False)[1:-1] in data

    def test_a_number_with_its_warning(self) -> None:
        """The day that is checked and the critical finding about it are one value."""
        decision = bc.check_daily_maximum(
            people.adult(), people.day(30, 30, 30), profile=bc.get_profile("us-spasticity")
        )
        assert decision.answer.verdict is bc.Verdict.ABOVE_MAXIMUM
        assert decision.severity is bc.Severity.CRITICAL
        with pytest.raises(AttributeError):
            decision.findings = ()  # type: ignore[misc]
