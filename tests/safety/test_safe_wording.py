"""What is printed cannot be misread as a stop, as a tenfold dose, or as a volume."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

import baclofen_cds as bc
from baclofen_cds.amounts import Micrograms, MicrogramsPerDay
from baclofen_cds.interop.fhir.read.entries import report
from baclofen_cds.knowledge.reading import loader
from baclofen_cds.words.show import show

SAID = {**loader.sentences(), **report.NOTES, **report.REASONS}
ERRORS = {code: str(bc.errors.InputError(code, field="patient")) for code in bc.errors.CODES}
NAMES_A_STOP = ("do not stop suddenly", "an immediate stop")
"""The two ways a stop may be named: not to do it, and what it would do."""

WRITTEN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
"""A leading zero, no trailing zero, ASCII digits."""


class TestNobodyIsToldToStop:
    """I27: no sentence tells anyone to stop, and none names a dose of nothing."""

    @pytest.mark.invariant(27)
    @pytest.mark.parametrize("code", [*SAID, *ERRORS])
    def test_no_sentence(self, code: str) -> None:
        """Where a sentence says "stop", it says not to, or what a sudden one does."""
        sentence = (SAID.get(code) or ERRORS[code]).lower()
        for allowed in NAMES_A_STOP:
            sentence = sentence.replace(allowed, "")
        assert not re.search(r"\b(stop|stopped|discontinue|cease|withhold)\b", sentence)
        assert not re.search(r"(?<![\d.])0 (mg|mcg)", sentence)


class TestAmounts:
    """I21: every amount is written so that no zero and no point can be lost."""

    @pytest.mark.invariant(21)
    @pytest.mark.parametrize(
        ("kind", "per", "step"), [(Micrograms, "", 1), (MicrogramsPerDay, "/day", 100)]
    )
    def test_every_amount(self, kind: type[int], per: str, step: int) -> None:
        """Each amount to 200 mg reads back as itself: no trailing zero, always a leading one."""
        for micrograms in range(step, 200_001, step):
            number, unit = show(kind(micrograms)).split(" ")
            assert WRITTEN.fullmatch(number)
            assert Decimal(number) * {f"mg{per}": 1_000, f"mcg{per}": 1}[unit] == micrograms


class TestNoVolume:
    """No answer is a volume, for nothing here knows what is in a bottle."""

    def test_no_sentence(self) -> None:
        """A sentence names millilitres only as a rate of the kidneys."""
        for code, sentence in SAID.items():
            assert not re.search(r"\bmL\b(?!/min)", sentence), code
