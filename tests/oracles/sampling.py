"""Where a sample begins: drawn from a text that names the commit, so that samples move on.

``SAMPLE_SEED`` holds the text; the same text draws the same sample. Without it a sample
begins at its first point, always.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from random import Random
from typing import Any


def drawn(below: int) -> int:
    """Return a whole number below another one."""
    seed = os.environ.get("SAMPLE_SEED")
    return Random(seed).randrange(below) if seed else 0  # noqa: S311 - nothing is kept secret


def one_in(every: int, points: Iterable[Any]) -> Iterator[Any]:
    """Yield one point in so many."""
    return islice(points, drawn(every), None, every)


def steps(top: int, step: int, start: int = 0) -> list[int]:
    """Return even steps from a start to a top, both ends among them."""
    return sorted({start, *range(start + drawn(step), top + 1, step), top})
