"""What every knowledge file says about itself, and the documents it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from baclofen_cds.knowledge.reading.faults import Faults
from baclofen_cds.knowledge.schema.label import Guidance, Header, Profile, Status
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.sources import Seen, Source, SourceKind

__all__ = ["HEADER_KEYS", "read_header"]

_DATES = ("revised", "effective_from", "accessed", "review_due")
_TEXTS = ("id", "name", "title", "jurisdiction")
HEADER_KEYS = frozenset(
    {"schema", "kind", "status", "sources", "superseded_on", "adjective", "label_family"}
    | set(_DATES)
    | set(_TEXTS)
)
_SOURCE_KEYS = frozenset({"title", "publisher", "revised", "accessed", "link", "seen"})


def read_header(
    document: Mapping[str, Any], kind: type[Any], digest: str, faults: Faults
) -> Header | None:
    """Read what a file says about itself, with its sources."""
    _check_fields(document, faults)
    is_kind = _enum(document, "kind", SourceKind, faults)
    status = _enum(document, "status", Status, faults)
    _check_kind(is_kind, kind, faults)
    if (status is Status.SUPERSEDED) != ("superseded_on" in document):
        faults.add("superseded_on", "belongs to a superseded file, and only to one")
    _check_order(document, faults)
    sources = _sources(document.get("sources", {}), faults)
    faults.policy_id = str(document.get("id")) if kind is Policy else ""
    if faults.found:
        return None
    given = {name: document[name] for name in (*_TEXTS, *_DATES)}
    for optional in ("superseded_on", "adjective", "label_family"):
        if optional in document:
            given[optional] = document[optional]
    return Header(kind=is_kind, status=status, sources=sources, digest=digest, **given)


def _check_fields(document: Mapping[str, Any], faults: Faults) -> None:
    """Note what is missing of the header, or of another type."""
    if type(document.get("schema")) is not int or document["schema"] != 1:
        faults.add("schema", "must be 1")
    for name in _TEXTS:
        if not isinstance(document.get(name), str) or not document[name]:
            faults.add(name, "text is needed")
    for name in (*_DATES, *(["superseded_on"] if "superseded_on" in document else [])):
        if type(document.get(name)) is not dt.date:
            faults.add(name, "a date is needed")
    for name in ("adjective", "label_family"):
        if not isinstance(document.get(name, ""), str):
            faults.add(name, "text is needed")


def _check_kind(is_kind: Any, kind: type[Any], faults: Faults) -> None:
    allowed = {
        Profile: (SourceKind.LABEL,),
        Guidance: (SourceKind.GUIDELINE, SourceKind.STUDY, SourceKind.LABEL),
        Policy: (SourceKind.POLICY,),
    }[kind]
    if is_kind is not None and is_kind not in allowed:
        faults.add("kind", f"a {is_kind.value} file cannot be loaded as a {kind.__name__}")


def _check_order(document: Mapping[str, Any], faults: Faults) -> None:
    for earlier, later in (("accessed", "review_due"), ("effective_from", "superseded_on")):
        first, second = document.get(earlier), document.get(later)
        ordered = type(first) is not dt.date or type(second) is not dt.date or first < second
        if not ordered:
            faults.add(later, f"is not after {earlier}")


def _enum(table: Mapping[str, Any], name: str, kind: Any, faults: Faults) -> Any:
    for member in kind:
        if member.value == table.get(name):
            return member
    faults.add(name, f"one of {', '.join(m.value for m in kind)} is needed")
    return None


def _sources(tables: Any, faults: Faults) -> tuple[Source, ...]:
    if not isinstance(tables, dict):
        faults.add("sources", "a table of sources is needed")
        return ()
    for name, table in tables.items():
        path = f"sources.{name}"
        if not isinstance(table, dict):
            faults.add(path, "a table is needed")
            continue
        faults.unknown_keys(table, _SOURCE_KEYS, path)
        for text in ("title", "publisher", "revised", "link"):
            if not isinstance(table.get(text), str) or not table[text]:
                faults.add(f"{path}.{text}", "text is needed")
        if type(table.get("accessed")) is not dt.date:
            faults.add(f"{path}.accessed", "a date is needed")
        before = len(faults.found)
        seen = _enum(table, "seen", Seen, faults)
        if len(faults.found) > before:
            faults.found[-1] = f"{path}.{faults.found[-1]}"
            continue
        known = {key: value for key, value in table.items() if key in _SOURCE_KEYS - {"seen"}}
        if known.keys() == _SOURCE_KEYS - {"seen"}:
            faults.sources[name] = Source(id=name, seen=seen, **known)
    return tuple(faults.sources.values())
