"""A statement of a guideline or study applies from its own ages and rates on, to the unit."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import people
import pytest

import baclofen_cds as bc
from baclofen_cds.case.applies import applying
from baclofen_cds.case.case import inquire

FILES = sorted((Path(bc.__file__).parent / "knowledge" / "guidance").glob("*.toml"))
STATEMENTS = [
    pytest.param(document["id"], row, id=f"{document['id']}-{place}")
    for document in (tomllib.loads(path.read_text("utf-8")) for path in FILES)
    for place, row in enumerate(document["statement"])
    if "crcl_from" not in row and "crcl_below" not in row
]


def applies(name: str, row: dict[str, Any], months: int, hundredths: int) -> bool:
    """Return whether a statement applies to someone of this age and rate."""
    patient = people.with_egfr(
        hundredths / 100,
        age=months * bc.ureg.month,
        dialysis=bc.Dialysis(row["dialysis"][0]) if row.get("dialysis") else bc.Dialysis.NONE,
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


BY_CLEARANCE = [
    pytest.param(document["id"], row, id=f"{document['id']}-{row['code']}")
    for document in (tomllib.loads(path.read_text("utf-8")) for path in FILES)
    for row in document["statement"]
    if "crcl_from" in row or "crcl_below" in row
]


def of_clearance(row: dict[str, Any], hundredths: int) -> bc.Patient:
    """Return a man of 68 whose clearance in mL/min is his weight in kg, at 1 mg/dL."""
    rate = (int(row.get("egfr_from", 0)) + int(row.get("egfr_below", 60))) / 2
    return people.with_egfr(
        rate,
        age=68 * bc.ureg.year,
        sex=bc.Sex.MALE,
        weight=hundredths * 10 * bc.ureg.gram,
        weight_on=people.RECENT,
        serum_creatinine=1 * bc.ureg.mg / bc.ureg.dL,
        serum_creatinine_on=people.RECENT,
    )


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

    @pytest.mark.parametrize(("name", "row"), BY_CLEARANCE)
    def test_clearance(self, name: str, row: dict[str, Any]) -> None:
        """One hundredth to either side of an edge of clearance, a statement is in or out."""
        low = int(Decimal(row.get("crcl_from", "0")) * 100)
        high = int(Decimal(row.get("crcl_below", "10000")) * 100)
        for edge in {low, high} - {0, 1_000_000}:
            for hundredths in (edge - 1, edge, edge + 1):
                asked = inquire(
                    of_clearance(row, hundredths),
                    profile=bc.get_profile("us-spasticity"),
                    guidance=(bc.get_guidance(name),),
                    policy=None,
                )
                said = applying(asked, starting=row["when"] != "taking")
                bands = [(one.crcl_from or 0, one.crcl_below) for _, one in said]
                assert ((low, high) in bands) is (low <= hundredths < high), hundredths

    def test_no_edge_is_left_out(self) -> None:
        """Every statement with an age, a rate or a clearance is among these."""
        asked = sum(len(rows) for rows in (STATEMENTS, BY_CLEARANCE))
        documents = [tomllib.loads(path.read_text("utf-8")) for path in FILES]
        rows = [row for document in documents for row in document["statement"]]
        assert asked == len(rows) > 0
