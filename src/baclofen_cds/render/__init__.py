"""A finished decision as text, as HTML and as a table. Rendering adds no facts."""

from baclofen_cds.render.card import card
from baclofen_cds.render.table import table
from baclofen_cds.render.text import first_line, text

__all__ = ["card", "first_line", "table", "text"]
