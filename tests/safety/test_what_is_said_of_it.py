"""What the pages and the command line say of the library itself."""

from __future__ import annotations

import sys
from pathlib import Path

import hazard_log
import pytest

from baclofen_cds import cli
from baclofen_cds.knowledge.reading import loader

DOCS = Path(__file__).parents[2] / "docs"


def _page(name: str) -> str:
    return " ".join((DOCS / name).read_text("utf-8").replace("**", "").split())


class TestWhoItIsFor:
    """For health-care professionals, and signed by nobody."""

    def test_intended_use(self) -> None:
        """The page on intended use names whom it is not for, and who has not signed."""
        page = _page("safety/intended-use.md")
        assert "helps health-care professionals" in page
        assert "Patients on their own." in page
        assert "No clinician has signed the project's own choices." in page
        assert "No clinical safety officer has signed" in page

    def test_command_line(self, monkeypatch, capsys) -> None:
        """Each answer of the command line ends with whom it is for."""
        record = str(DOCS / "examples" / "patient-78.json")
        asked = ["baclofen-cds", "assess", record, "--profile", "us-spasticity"]
        monkeypatch.setattr(sys, "argv", asked)
        with pytest.raises(SystemExit):
            cli.main()
        last = " ".join(capsys.readouterr().out.split())
        assert last.endswith(
            "For health-care professionals. Not for emergencies. "
            "No clinician has signed this project's own choices."
        )


class TestEmergencies:
    """It refers, and gives no number."""

    def test_said(self) -> None:
        """The pages, the command line and the finding about signs say so."""
        assert "Emergencies. Where toxicity or withdrawal" in _page("safety/intended-use.md")
        assert "Not for emergencies." in loader.sentences()["footer"]
        assert "urgent assessment now" in loader.sentences()["signs-in-hand"]


class TestAnomalies:
    """What is known to be wrong or missing is published, each with what to do."""

    def test_each_has_its_way_round(self) -> None:
        """Every known anomaly says what to do, and names hazards that are in the log."""
        text = (DOCS / "safety" / "known-anomalies.md").read_text("utf-8")
        ids = {hazard["id"] for hazard in hazard_log.read_log()["hazard"]}
        anomalies = text.split("\n## ")[1:]
        assert len(anomalies) >= 10
        for anomaly in anomalies:
            assert "**What to do.**" in anomaly, anomaly.partition("\n")[0]
            named = [word.strip("[].,") for word in anomaly.split() if word.startswith("[H")]
            assert named, anomaly.partition("\n")[0]
            assert {name[:3] for name in named} <= ids
