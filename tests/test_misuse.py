"""Slips that a type checker catches before the code is ever run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MISUSE = HERE / "misuse.py"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """Run mypy on the misuse file, with its own cache that later runs reuse."""
    root = HERE.parent
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--warn-unused-ignores",
            "--cache-dir",
            str(root / ".mypy_cache" / "misuse"),
            "--config-file",
            str(root / "pyproject.toml"),
            str(MISUSE),
        ],
        cwd=root / "src",
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


class TestMisuse:
    """Every line of ``misuse.py`` is refused by mypy, for the reason it names."""

    def test_there_are_enough(self) -> None:
        """At least forty slips are held, each with its own complaint."""
        lines = MISUSE.read_text("utf-8").splitlines()
        assert sum("# type: ignore[" in line for line in lines) >= 40

    def test_each_is_refused(self, checked: subprocess.CompletedProcess[str]) -> None:
        """No complaint is unused, and none is missing."""
        assert checked.returncode == 0, checked.stdout + checked.stderr
