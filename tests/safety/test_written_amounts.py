"""What a caller writes is read as it is meant, or refused: no spelling changes an amount."""

from __future__ import annotations

import pytest

import baclofen_cds as bc
from baclofen_cds.cli import written

MISLEADING = [
    *("2,5 mg", "1.000,5 mg", "1_0 mg", "mg", "", "1", "5 Mg", "5 MG", "5 M g", "1e1 mg"),
    *("5 U", "5 units", "5 gr", "1 qd", "1 hs", "5 mL", "5 mg/5 mL", "25 mg/5 mL", "1 ML"),
    *(
        "nan mg",
        "inf mg",
        "-5 mg",
        "+5 mg",
        "٣ mg",
        "５ mg",
        "5\u00a0mg",
        "5  mg",
        "5. mg",
        ".5 mg",
    ),
    *("9**9**9 mg", "5 mg + 5 mg", "5 mg;5 mg", "5 mg/day", "1" * 200 + " mg"),
    *("10 mg TID", "10 mg bd", "5 µg", "5 ug", "0 mg", "-0 mg", "0x10 mg", "1/2 mg"),
]


class TestMisleading:
    """Spellings that other software reads as ten times the dose, or as a dose at all."""

    @pytest.mark.invariant(22)
    @pytest.mark.parametrize("text", MISLEADING, ids=ascii)
    def test_command_line(self, text: str) -> None:
        """The command line refuses it by one of our errors."""
        with pytest.raises(bc.errors.BaclofenCDSError):
            written.regimen(text, "--dose")

    @pytest.mark.invariant(22)
    @pytest.mark.parametrize("text", [*MISLEADING, "5 mg", "2.5 mg"], ids=ascii)
    def test_python(self, text: str) -> None:
        """As an argument no text is an amount, not even a good one."""
        with pytest.raises(bc.errors.BaclofenCDSError):
            bc.Regimen([text])  # type: ignore[list-item]


class TestPlain:
    """What is written plainly is read exactly."""

    @pytest.mark.parametrize(
        ("text", "micrograms"),
        [("2.5 mg", (2_500,)), ("2500 mcg", (2_500,)), ("10 mg, 5 mg", (10_000, 5_000))],
    )
    def test_read(self, text: str, micrograms: tuple[int, ...]) -> None:
        """Digits, perhaps a point, and mg or mcg; a comma parts two administrations."""
        assert written.regimen(text, "--dose").micrograms == micrograms
