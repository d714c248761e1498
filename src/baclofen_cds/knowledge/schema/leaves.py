"""How one statement of a document is declared in the schema, and how all are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, fields

from baclofen_cds.sources import Citation, Leaf, Silent, Stated, Unread

__all__ = ["Range", "citations_of", "declared", "leaf", "section", "walk"]

Range = tuple[Any, Any]


def leaf(unit: str, *, shape: str = "one", of: tuple[str, ...] = ()) -> Any:
    """Declare one statement of a document.

    Parameters
    ----------
    unit
        The unit the file must give it in, or ``words`` / a vocabulary name.
    shape
        ``one`` value, a ``range`` of two, the ``ends`` of what may be one value or a
        range (one value is both its ends), or a ``list``.
    of
        The words it may say, where it says words.
    """
    return field(factory=Unread, metadata={"unit": unit, "shape": shape, "of": of})


def section(kind: type) -> Any:
    """Declare a group of statements."""
    return field(factory=kind, metadata={"section": kind})


def walk(node: Any, path: str = "") -> Iterator[tuple[str, Leaf[Any]]]:
    """Yield every leaf below a node with its path, in the order of the schema."""
    for attribute in fields(type(node)):
        here = f"{path}.{attribute.name}".lstrip(".")
        value = getattr(node, attribute.name)
        if "unit" in attribute.metadata:
            yield here, value
        elif "section" in attribute.metadata:
            yield from walk(value, here)


def declared(node: Any, path: str) -> Mapping[Any, Any]:
    """Return what the schema says of the leaf at a path: its unit, its shape, its words."""
    *parents, last = path.split(".")
    for name in parents:
        node = getattr(node, name)
    said: Mapping[Any, Any] = getattr(fields(type(node)), last).metadata
    return said


def citations_of(leaf_: Leaf[Any]) -> tuple[Citation, ...]:
    """Return the place of a leaf, if it was read."""
    return (leaf_.citation,) if isinstance(leaf_, (Stated, Silent)) else ()
