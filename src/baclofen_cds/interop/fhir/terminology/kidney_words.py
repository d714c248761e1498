"""Words that make an entry one to look at. They are never interpreted: no fact comes of them."""

from __future__ import annotations

from typing import Final

__all__ = ["INJURY", "PARTS"]

INJURY: Final = (
    "acute kidney injury",
    "acute kidney failure",
    "acute renal failure",
    "akutes nierenversagen",
)
"""Parts of words, in small letters, that may mean an acute kidney injury."""

PARTS: Final = (
    "dialys",
    "dialyz",
    "dialis",
    "diális",
    "haemofiltr",
    "hemofiltr",
    "hämofiltr",
    "hamofiltr",
    "renal replacement",
    *INJURY,
)
"""Parts of words, in small letters, that may mean dialysis or acute kidney injury."""
