"""What the kidneys and age have in common: an answer that says whether to avoid."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.decisions import kept, resolved
from baclofen_cds.sources import Citation

__all__ = ["Caution"]


@frozen(kw_only=True)
class Caution:
    """What a fact about the patient changes.

    Parameters
    ----------
    avoid
        Whether a document, or this project's policy, says to avoid baclofen.
    citations
        Where it comes from.
    """

    _avoid: bool = kept()
    _citations: tuple[Citation, ...] = kept()

    @property
    def avoid(self) -> bool:
        """Whether a document, or this project's policy, says to avoid baclofen."""
        return resolved(self._avoid)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where it comes from."""
        return resolved(self._citations)
