"""Parts of a resource, taken by name. What has the wrong shape is as good as absent."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

__all__ = [
    "Coding",
    "Node",
    "codings",
    "has_modifier",
    "items",
    "number",
    "part",
    "plain",
    "text",
    "within",
    "words",
]

Node = dict[str, Any]

_DIGITS: Final = 12
"""No measurement needs more digits before or after the point; more would only cost time."""

_UNSEEN: Final = frozenset({"Mn", "Cf"})
"""Accents, once apart from their letters, and characters such as a soft hyphen."""


@frozen
class Coding:
    """A code and the system it belongs to."""

    system: str
    code: str
    display: str


def part(node: Any, name: str) -> Node:
    """Return an element that has parts of its own; empty when it is absent."""
    found = node.get(name) if isinstance(node, dict) else None
    return found if isinstance(found, dict) else {}


def text(node: Any, name: str) -> str:
    """Return an element that is text; empty when it is absent."""
    found = node.get(name) if isinstance(node, dict) else None
    return found if isinstance(found, str) else ""


def items(node: Any, name: str) -> list[Any]:
    """Return an element that repeats; empty when it is absent."""
    found = node.get(name) if isinstance(node, dict) else None
    return found if isinstance(found, list) else []


def number(node: Any, name: str) -> Fraction | None:
    """Return an element that is a number, exactly as it was written."""
    found = node.get(name) if isinstance(node, dict) else None
    if isinstance(found, bool) or not isinstance(found, (int, float, Decimal)):
        return None
    if isinstance(found, int):
        return Fraction(found) if abs(found) < 10**_DIGITS else None
    exact = Decimal(str(found))
    if not exact.is_finite() or abs(exact.adjusted()) > _DIGITS:
        return None
    return Fraction(exact)


def codings(concept: Any) -> tuple[Coding, ...]:
    """Return the codings of a concept."""
    return tuple(
        Coding(text(one, "system"), text(one, "code"), text(one, "display"))
        for one in items(concept, "coding")
    )


def words(concept: Any) -> str:
    """Return every word a concept uses for itself, in small letters without accents."""
    said = [text(concept, "text"), text(concept, "display")]
    return plain(" ".join([*said, *(one.display for one in codings(concept))]))


def plain(said: str) -> str:
    """Return words in small letters, without accents and without marks nobody sees."""
    apart = unicodedata.normalize("NFKD", said)
    seen = "".join(one for one in apart if unicodedata.category(one) not in _UNSEEN)
    return seen.casefold().strip()


def has_modifier(node: Any) -> bool:
    """Whether a modifier that nobody here knows stands anywhere in a resource."""
    return any(
        bool(inner.get("modifierExtension")) or bool(inner.get("implicitRules"))
        for inner in within(node)
    )


def within(node: Any) -> Iterator[Node]:
    """Return an element and everything in it that has parts of its own."""
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from within(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from within(inner)
