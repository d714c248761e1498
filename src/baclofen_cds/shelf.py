"""What the rooms on the left need from the knowledge on the right.

Rooms import in one direction only. Two things are needed before any question is asked:
the plausibility windows at the door (they are policy, so they are data) and the
sentences a finding can say (they are a catalogue, so they are data too). This module
fetches both on first use, and is the only place that reaches to the right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from baclofen_cds.knowledge.schema_policy import Plausibility

__all__ = ["plausibility", "sentences"]


def plausibility() -> Plausibility:
    """Return the windows of the shipped policy: what is refused, and what is confirmed."""
    from baclofen_cds.knowledge import loader

    return loader.current_policy().plausibility


def sentences() -> Mapping[str, str]:
    """Return every sentence a finding can say, by code."""
    from baclofen_cds.knowledge import loader

    return loader.sentences()
