"""What is released comes from the workflow alone, and rests on nothing that can move."""

from __future__ import annotations

import re

import pytest
from hazard_log import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
REQUIREMENTS = sorted((ROOT / ".ci" / "requirements").glob("*.txt"))
USES = re.compile(r"^\s*(?:- )?uses:\s*(\S+)", re.MULTILINE)
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
class TestReleases:
    """Nobody else's code gets in by a name that can be moved, and no secret is stored."""

    def test_actions_are_pinned(self, path) -> None:
        """Every action is named by its whole commit."""
        used = USES.findall(path.read_text("utf-8"))
        assert used
        assert [action for action in used if not PINNED.fullmatch(action)] == []

    def test_no_stored_secret(self, path) -> None:
        """No workflow asks for a secret that is stored."""
        assert "secrets." not in path.read_text("utf-8")

    def test_nothing_is_permitted_by_default(self, path) -> None:
        """A job is permitted what it names, and nothing else."""
        assert re.search(r"^permissions: \{\}$", path.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.stem)
class TestRequirements:
    """What builds and checks a release is the same each time."""

    def test_hashes(self, path) -> None:
        """Every package a release is built or checked with is named with its hash."""
        lines = path.read_text("utf-8").replace("\\\n", " ").splitlines()
        named = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
        assert named
        assert [line for line in named if "==" not in line or "--hash=sha256:" not in line] == []
