"""Tables that other pages include: how well each profile was read, and the closed lists."""

import inspect
from collections import Counter
from enum import Enum

from profile_pages import all_profiles
from wording import plain, table

import baclofen_cds as bc
from baclofen_cds import sources, vocabulary
from baclofen_cds.case import limits
from baclofen_cds.knowledge.schema import label as schema
from baclofen_cds.knowledge.schema.label import walk

_ROOMS = (bc, vocabulary, sources, schema, limits)


def how_well_read():
    """Write one row for each current profile."""
    rows = []
    for profile in all_profiles():
        header = profile.header
        kinds = Counter(type(leaf).__name__.lower() for _, leaf in walk(profile))
        second = sum(source.seen is sources.Seen.SECONDARY for source in header.sources)
        page = f"/reference/generated/profiles/{profile.id}.md"
        rows.append(
            (
                f"[`{profile.id}`]({page})<br>{plain(header.jurisdiction)}",
                ", ".join(f"{kinds[kind]} {kind}" for kind in ("stated", "silent", "unread")),
                f"{second} of {len(header.sources)} secondary",
                f"read {header.accessed.isoformat()}, due again {header.review_due.isoformat()}",
            )
        )
    head = ("Profile", "Statements", "Sources", "When")
    return table(head, rows, widths="25 27 20 28")


def closed_lists():
    """Write every enumeration of the public interface with its values."""
    rows = [
        (
            f"`bc.{kind.__name__}`" if hasattr(bc, kind.__name__) else f"`{kind.__name__}`",
            plain(inspect.getdoc(kind).partition("\n")[0]),
            ", ".join(plain(member.value) for member in kind),
        )
        for kind in enumerations()
    ]
    return table(("List", "What it says", "Its words"), rows, widths="22 36 42")


def enumerations():
    """Return every public enumeration that has words, once, in order of its name."""
    found = {
        value
        for room in _ROOMS
        for name in room.__all__
        if inspect.isclass(value := getattr(room, name)) and issubclass(value, Enum)
    }
    worded = [kind for kind in found if all(isinstance(m.value, str) for m in kind)]
    return sorted(worded, key=lambda kind: kind.__name__)
