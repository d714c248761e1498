"""How records name baclofen: by mouth, into the spinal canal, or only by its name.

Tablets carry a strength, so a number of tablets can be read as a mass. By mouth and into
the spinal canal are told apart by an explicit list only, never by the strength.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "ATC",
    "INTRATHECAL",
    "LIQUIDS",
    "NAMES",
    "RXNORM_INGREDIENT",
    "SNOMED_SUBSTANCE",
    "TABLETS",
    "is_named",
]

ATC: Final = "M03BX01"
RXNORM_INGREDIENT: Final = "1292"
SNOMED_SUBSTANCE: Final = "387342009"

TABLETS: Final[dict[str, int]] = {
    "430902": 5_000,
    "197391": 10_000,
    "2679605": 15_000,
    "197392": 20_000,
}
"""Micrograms in one tablet, by RxNorm product."""

LIQUIDS: Final = frozenset({"250976", "2667941", "2593376", "2201578"})
"""RxNorm products that are drunk."""

INTRATHECAL: Final = frozenset(
    {
        "1047437",
        "308516",
        "308517",
        "1300890",
        "1666613",
        "142111",
        *("1047440", "1047444", "1301627", "1369783", "1369784"),
        *("1369787", "1369788", "1369791", "1369792", "1666615"),
        *("805678", "805679", "1666620", "1666623"),
    }
)
"""RxNorm products for the spinal canal."""

NAMES: Final = (
    "baclof",
    "baklof",
    "lioresal",
    "gablofen",
    "ozobax",
    "lyvispah",
    "fleqsuvy",
    "baclosan",
    "kemstro",
    "lyflex",
    "pacifen",
    "stelax",
)
"""What names baclofen wherever it stands in a text. A text never says how much."""

_WHOLE: Final = re.compile(r"(?<![a-z])(?:clofen|lebic)(?![a-z])")
"""Names that other medicines hold inside theirs, such as diclofenac."""


def is_named(said: str) -> bool:
    """Whether words, in small letters without accents, name baclofen."""
    return any(name in said for name in NAMES) or _WHOLE.search(said) is not None
