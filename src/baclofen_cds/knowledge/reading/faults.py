"""The faults of one knowledge file, collected so that all are told at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import Factory, define

from baclofen_cds.knowledge.schema.policy import Plausibility
from baclofen_cds.sources import Citation, Source

__all__ = ["Faults"]


@define
class Faults:
    """The faults of one file, each with its path; collected, not raised one by one.

    ``windows`` are those that an own policy may only narrow.
    """

    found: list[str] = Factory(list)
    sources: dict[str, Source] = Factory(dict)
    used: set[str] = Factory(set)
    policy_id: str = ""
    sentences: Mapping[str, str] = Factory(dict)
    windows: Plausibility | None = None

    def add(self, path: str, what: str) -> None:
        """Note a fault."""
        self.found.append(f"{path}: {what}")

    def unknown_keys(self, table: Mapping[str, Any], known: frozenset[str], path: str) -> None:
        """Note every key that is not in the schema."""
        for key in table.keys() - known:
            self.add(f"{path}.{key}".lstrip("."), "unknown key")

    def citation(self, table: Mapping[str, Any], path: str) -> Citation:
        """Read the place of a statement; a policy's place is its own reason."""
        if self.policy_id:
            return self._reason(table, path)
        source = self.sources.get(str(table.get("source")))
        pin = table.get("pin")
        if source is None:
            self.add(path, "no source, or one that is not listed under [sources]")
        if not isinstance(pin, str) or not pin:
            self.add(path, "no pin: section, table or paragraph")
        if source is None:
            return Citation("?", str(pin))
        self.used.add(source.id)
        return Citation(source.title, str(pin), source.seen, source.link)

    def _reason(self, table: Mapping[str, Any], path: str) -> Citation:
        reason = table.get("reason")
        if not isinstance(reason, str) or not reason:
            self.add(path, "no reason for a choice of our own")
        return Citation(f"policy {self.policy_id}", f"{path}: {reason}")
