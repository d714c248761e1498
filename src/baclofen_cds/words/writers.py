"""How a value writes itself: the one seam between values and the room that writes them.

``str(decision)`` needs the writers of ``render``. They know every kind of answer, so they
stand below every value, and no room may import what stands below it, not even late. The
package itself stands below all rooms and is loaded before any of them, however a program
came in: it hands over a function once (:func:`written_by`), and the function loads
``render`` when something is first shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Protocol

__all__ = ["LANGUAGE", "Shown", "headline", "table_of", "written_by"]

LANGUAGE: Final = "en"
"""The language of every sentence."""

_MOST: Final = 139
"""The first line of a card of CDS Hooks has fewer than 140 characters."""

_LAST_BRACKET: Final = r"(.*) \([^()]*\)(.*)"
_CLAUSES: Final = rf".{{1,{_MOST - 2}}}(?=[,;:] )"


if TYPE_CHECKING:

    class Table(Protocol):
        """A table that writes itself."""

        @property
        def markdown(self) -> str:
            """The table as Markdown."""

        @property
        def html(self) -> str:
            """The table as HTML."""

    class Writers(Protocol):
        """What writes values, for people to read."""

        def text(self, result: Any) -> str:
            """Write a result as a note."""

        def first_line(self, result: Any) -> str:
            """Write what matters most of a result, in one line of any length."""

        def card(self, result: Any) -> str:
            """Write a result as HTML."""

        def table(self, plan: Any) -> Table:
            """Lay a plan out in rows."""


_HANDED_OVER: list[Callable[[], Writers]] = []


def written_by(load: Callable[[], Writers]) -> None:
    """Say how the writers are loaded."""
    _HANDED_OVER[:] = [load]


def _writers() -> Writers:
    return _HANDED_OVER[0]()


def table_of(plan: object) -> Table:
    """Lay a plan out in rows."""
    return _writers().table(plan)


def headline(line: str) -> str:
    """Return a line that fits a headline: whole, or without what explains it.

    What stands in brackets goes first, the last one before the others; then the last
    clauses, with a sign that they are missing. A number is never cut.

    Examples
    --------
    >>> headline("90 mg/day is above the maximum (80 mg/day).")
    '90 mg/day is above the maximum (80 mg/day).'
    """
    while len(line) > _MOST and (found := re.fullmatch(_LAST_BRACKET, line)):
        line = found[1] + found[2]
    if len(line) <= _MOST:
        return line
    clauses = re.match(_CLAUSES, line)
    return f"{clauses[0] if clauses else ''} …".lstrip()


class Shown:
    """A result that shows itself: as text, in a notebook, and in one line."""

    __slots__ = ()

    def __str__(self) -> str:
        return _writers().text(self)

    def _repr_html_(self) -> str:
        return _writers().card(self)

    @property
    def headline(self) -> str:
        """What matters most, in fewer than 140 characters.

        The first line of a critical finding or a warning; where there is none, how the
        question ended, with its answer.
        """
        return headline(_writers().first_line(self))
