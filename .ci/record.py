"""Keep the figures of a run for documentation that is built without the proofs.

KEEP_COUNTS=/tmp/counts .ci/run proof && python .ci/record.py /tmp/counts

A second argument is the file to write instead; that every figure is there is checked so.
"""

import datetime as dt
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
RECORDED = ROOT / "docs" / "safety" / "measured.json"

sys.path[:0] = [str(ROOT / "docs" / "_ext"), str(ROOT / "src")]


def main(counts: str, place: str | Path = RECORDED) -> None:
    """Write what the run measured, with the day."""
    os.environ["BACLOFEN_CDS_COUNTS"] = counts
    from tested_pages import PROOFS, measured

    figures, _ = measured()
    day = dt.datetime.now(dt.UTC).date().isoformat()
    kept = {"day": day, "figures": {key: figures[key] for key, _ in PROOFS}}
    Path(place).write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
