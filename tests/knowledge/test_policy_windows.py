"""A hospital's own policy narrows the windows of plausibility, and never widens one."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

import baclofen_cds as bc
from baclofen_cds.knowledge.schema.policy import PlausibilityLeaves

(SHIPPED,) = (Path(bc.__file__).parent / "knowledge" / "policy").glob("*.toml")
OPENS = {
    "oldest": 1,
    "lightest": -1,
    "heaviest": 1,
    "shortest": -1,
    "tallest": 1,
    "highest_rate": 1,
    "creatinine_refused_above": 1,
    "creatinine_refused_below": -1,
    "creatinine_unusual_above": 1,
    "creatinine_unusual_below": -1,
    "cystatin_refused_above": 1,
    "cystatin_refused_below": -1,
    "smallest_dose": -1,
    "largest_dose": 1,
    "unusual_dose_above": 1,
    "weight_for_age": 1,
}
"""Every window, and whether a larger number lets more in, or a smaller one."""


def moved(name: str, by: int, tmp_path: Path) -> Any:
    """Load the shipped policy with one window moved by half of what it is."""
    head, section, windows = SHIPPED.read_text("utf-8").partition("[plausibility]")
    place = r"from_year = \"4\"\nvalue = " if name == "weight_for_age" else f"{name} = {{ value = "

    def other(found: re.Match[str]) -> str:
        value = Decimal(found[2])
        return f'{found[1]}"{value + by * value / 2}"'

    changed, times = re.subn(rf"(?m)(^{place})\"([\d.]+)\"", other, windows)
    assert times == 1
    path = tmp_path / "own.toml"
    path.write_text(head + section + changed, encoding="utf-8")
    return bc.load_policy(path)


class TestOwnWindows:
    """Each window by itself: narrower is a choice, wider a fault of the file."""

    def test_every_window(self) -> None:
        """Every window of the policy is tried here."""
        assert set(OPENS) == {a.name for a in attrs.fields(PlausibilityLeaves)}

    @pytest.mark.parametrize("name", OPENS)
    def test_a_narrower_one(self, name: str, tmp_path: Path) -> None:
        """A file that narrows one window loads."""
        assert moved(name, -OPENS[name], tmp_path).id == "project"

    @pytest.mark.parametrize("name", OPENS)
    def test_a_wider_one(self, name: str, tmp_path: Path) -> None:
        """A file that widens one is refused for that, and for nothing else."""
        with pytest.raises(bc.errors.KnowledgeFileError) as caught:
            moved(name, OPENS[name], tmp_path)
        (fault,) = caught.value.faults
        assert fault.startswith(f"plausibility.{name}: ")
        assert "may only narrow" in fault

    def test_the_shipped_ones(self, tmp_path: Path) -> None:
        """A file with the shipped windows themselves loads."""
        path = tmp_path / "own.toml"
        path.write_bytes(SHIPPED.read_bytes())
        assert bc.load_policy(path) == bc.load_policy(SHIPPED)
