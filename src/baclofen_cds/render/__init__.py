"""A finished decision as text. Rendering adds no facts."""

from baclofen_cds.render.text import text

__all__ = ["text"]
