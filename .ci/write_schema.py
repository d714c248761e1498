"""Write the JSON Schema of stored values anew; run it when a value type has changed."""

import json
from pathlib import Path

import baclofen_cds
from baclofen_cds.serialization.json_schema import json_schema

SCHEMA = Path(baclofen_cds.__file__).parent / "schema" / "baclofen_cds-1.json"
SCHEMA.write_text(json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n", "utf-8")
