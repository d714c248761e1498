"""Where a number comes from, and the three ways a document can answer.

A document *states* a value, or was read and is *silent*, or that part of it is *unread*.
These are three types. A value cannot be made without the place it was read.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Generic, TypeAlias, TypeVar

from attrs import frozen

__all__ = [
    "Basis",
    "Citation",
    "KnowledgeUsed",
    "Leaf",
    "Seen",
    "Silent",
    "Source",
    "SourceKind",
    "Stated",
    "T_co",
    "Unread",
]


T_co = TypeVar("T_co", covariant=True)


class Basis(Enum):
    """What a finding or a number rests on."""

    LABEL = "label"
    GUIDELINE = "guideline"
    STUDY = "study"
    POLICY = "policy"
    RECORD = "record"
    EQUATION = "equation"


class SourceKind(Enum):
    """What sort of document a knowledge file restates."""

    LABEL = "label"
    GUIDELINE = "guideline"
    STUDY = "study"
    POLICY = "policy"


class Seen(Enum):
    """How well a document was seen.

    ``PRIMARY``: its own text, or a copy of that text, was read. ``SECONDARY``: it was
    read in another document that restates it, and every finding says so.
    """

    PRIMARY = "primary"
    SECONDARY = "secondary"


@frozen
class Source:
    """A document.

    Parameters
    ----------
    id
        Short name, unique within its file.
    title, publisher
        As printed.
    revised
        Revision date or edition as printed, or what is known of it.
    accessed
        The day it was read.
    link
        Where it was read.
    seen
        How well it was seen.
    """

    id: str
    title: str
    publisher: str
    revised: str
    accessed: dt.date
    link: str
    seen: Seen


@frozen
class Citation:
    """A place: a document with a pin, a path in a record, or an equation's reference.

    Parameters
    ----------
    document
        Title of the document, or ``"patient record"``, or the equation's name.
    pin
        Section, table or paragraph; a path; or the bibliographic reference.
    seen
        How well the document was seen.
    link
        Where to find it.
    """

    document: str
    pin: str
    seen: Seen = Seen.PRIMARY
    link: str = ""

    def __str__(self) -> str:
        secondary = " (secondary)" if self.seen is Seen.SECONDARY else ""
        return f"{self.document}{secondary}, {self.pin}"

    def __repr__(self) -> str:
        return f"<Citation {self}>"


@frozen
class Stated(Generic[T_co]):
    """The document states this value, at this place."""

    value: T_co
    citation: Citation


@frozen
class Silent:
    """The place was read; it gives no value."""

    citation: Citation


@frozen
class Unread:
    """Nobody has read what the document says here."""


Leaf: TypeAlias = Stated[T_co] | Silent | Unread


@frozen
class KnowledgeUsed:
    """A knowledge file that spoke in a decision."""

    id: str
    kind: str
    revised: str
    digest: str
