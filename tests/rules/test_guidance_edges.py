"""A statement of a guideline or study applies from its own ages and rates on, to the unit."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import people
import pytest

import baclofen_cds as bc
from baclofen_cds.rules.inquiry import inquire
from baclofen_cds.rules.kidney_quotes import applying

FILES = sorted((Path(bc.__file__).parent / "knowledge" / "guidance").glob("*.toml"))
STATEMENTS = [
    pytest.param(document["id"], row, id=f"{document['id']}-{place}")
    for document in (tomllib.loads(path.read_text("utf-8")) for path in FILES)
    for place, row in enumerate(document["statement"])
    if not row.get("dialysis") and "crcl_from" not in row and "crcl_below" not in row
]


def applies(name: str, row: dict[str, Any], months: int, hundredths: int) -> bool:
    """Return whether a statement applies to someone of this age and rate."""
    patient = people.with_egfr(
        hundredths / 100,
        age=months * bc.ureg.month,
        recorded_gfr=(
            bc.RecordedGFR(
                hundredths * bc.ureg.mL / bc.ureg.min / 100,
                equation=bc.GFREquation.MEASURED,
                indexing=bc.GFRIndexing.INDEXED,
                on=people.RECENT,
            ),
        ),
    )
    guidance = bc.get_guidance(name)
    for market in bc.available_profiles():
        asked = inquire(patient, profile=bc.get_profile(market), guidance=(guidance,), policy=None)
        starting = row["when"] != "taking"
        if any(said.code == row["code"] for _, said in applying(asked, starting=starting)):
            return True
    return False


def expected(row: dict[str, Any], months: int, hundredths: int) -> bool:
    """Read the same from the file: half-open bands, an age that is reached."""
    above = hundredths >= int(row.get("egfr_from", 0)) * 100
    below = hundredths < int(row.get("egfr_below", 10_000)) * 100
    return above and below and months >= int(row.get("from_age_year", 0)) * 12


class TestEdges:
    """Ages and rates of guidance hold exactly where they are printed."""

    @pytest.mark.parametrize(("name", "row"), STATEMENTS)
    def test_each(self, name: str, row: dict[str, Any]) -> None:
        """One month and one hundredth to either side of each edge, a statement is in or out."""
        ages = {900, *(int(row.get("from_age_year", 1)) * 12 + side for side in (-1, 0, 1))}
        edges = [int(row[key]) * 100 for key in ("egfr_from", "egfr_below") if key in row]
        rates = {4_500, *(edge + side for edge in edges for side in (-1, 0, 1))}
        for months in ages:
            for hundredths in rates:
                found = applies(name, row, months, hundredths)
                assert found is expected(row, months, hundredths), (months, hundredths)
