"""Whom a resource is about: the patient, someone or something else, or nobody can say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import Any, Final

from attrs import frozen

from baclofen_cds.interop.fhir.read.entries.element import Node, items, part, text

__all__ = ["Person", "Whose", "is_named", "names_in", "whose"]

_PATIENT: Final = "Patient"
_PLACE: Final = re.compile(r"(?:^|/)(?P<kind>[A-Z][A-Za-z]+)/[A-Za-z0-9.\-]{1,64}\Z")
_KIND: Final = re.compile(r"(?:^|/)[A-Z][a-z]+[A-Za-z]*\Z")
_ESCAPE: Final = re.compile(r"%([0-9A-Fa-f]{2})")


class Whose(Enum):
    """Whom a resource is about, as far as it says so."""

    PATIENT = "the patient"
    OTHER = "someone or something else"
    UNRESOLVED = "someone who could not be told"


@frozen
class Person:
    """The one patient of a Bundle, every name of theirs, and the names of all the rest."""

    node: Node
    url: str
    names: frozenset[str]
    others: frozenset[str]

    @property
    def identifiers(self) -> list[Any]:
        """What the patient is identified by."""
        return items(self.node, "identifier")


def whose(node: Node, name: str, person: Person) -> Whose:
    """Return whom a resource is about; in a Bundle of one patient it need not say so."""
    found = [_subject(node.get(name), node, person)]
    focus = node.get("focus")
    several = focus if isinstance(focus, list) else [focus]
    found += [_subject(one, node, person, silent=Whose.UNRESOLVED) for one in several if one]
    return _together(found)


def is_named(reference: str, names: frozenset[str]) -> bool:
    """Whether a reference is one of some names, whatever server or version it also names."""
    return any(name in names for name in names_in(reference))


def names_in(reference: str) -> tuple[str, str]:
    """Return what a reference names: its whole address without a version, and its end alone."""
    bare = reference.split("/_history/", maxsplit=1)[0]
    return bare, "/".join(bare.split("/")[-2:])


def _together(found: Iterable[Whose]) -> Whose:
    told = set(found)
    if Whose.OTHER in told:
        return Whose.OTHER
    return Whose.UNRESOLVED if Whose.UNRESOLVED in told or not told else Whose.PATIENT


def _subject(
    subject: Any, holder: Node, person: Person, *, silent: Whose = Whose.PATIENT
) -> Whose:
    """Judge a reference by its address, else by its identifier, else by its kind."""
    if subject is None:
        return silent
    if not isinstance(subject, dict):
        return Whose.UNRESOLVED
    if text(subject, "type") not in ("", _PATIENT):
        return Whose.OTHER
    told = []
    if "reference" in subject:
        told.append(_address(text(subject, "reference"), holder, person))
    if "identifier" in subject:
        told.append(_identifier(part(subject, "identifier"), person))
    return _best(told) if told else silent


def _best(told: list[Whose]) -> Whose:
    """Return what an address and an identifier say together; the address comes first."""
    first, last = told[0], told[-1]
    if first is Whose.UNRESOLVED or first is last:
        return last
    contradicts = first is Whose.OTHER and last is Whose.PATIENT
    return Whose.UNRESOLVED if contradicts else first


def _address(reference: str, holder: Node, person: Person) -> Whose:
    if reference.startswith("#"):
        return _contained(reference[1:], holder, person)
    if "?" in reference:
        return _conditional(reference, person)
    if is_named(reference, person.names):
        return Whose.PATIENT
    bare = reference.split("/_history/", maxsplit=1)[0]
    if is_named(bare, person.others):
        return Whose.OTHER
    return _place(bare, person)


def _place(bare: str, person: Person) -> Whose:
    """Judge an address that nothing in the Bundle has."""
    place = _PLACE.search(bare)
    if place is None:
        return Whose.UNRESOLVED
    if place["kind"] != _PATIENT:
        return Whose.OTHER
    server, own = bare[: place.start()], _PLACE.search(person.url)
    has_place = own is not None or bool(text(person.node, "id"))
    same_server = not server or (own is not None and person.url[: own.start()] == server)
    return Whose.OTHER if has_place and same_server else Whose.UNRESOLVED


def _contained(name: str, holder: Node, person: Person) -> Whose:
    inside = (one for one in items(holder, "contained") if isinstance(one, dict))
    held = next((one for one in inside if name and text(one, "id") == name), None)
    if held is None:
        return Whose.UNRESOLVED
    if text(held, "resourceType") not in ("", _PATIENT):
        return Whose.OTHER
    told = {_identifier(one, person) for one in items(held, "identifier")}
    return Whose.PATIENT if Whose.PATIENT in told else _together(told)


def _conditional(reference: str, person: Person) -> Whose:
    """Judge a search for a patient; an escaped one is never said to be of another."""
    kind, _, query = reference.partition("?")
    if kind.split("/")[-1] != _PATIENT:
        return Whose.OTHER if _KIND.search(kind) else Whose.UNRESOLVED
    found = _together(_asked(one, person) for one in _plain(query).split("&"))
    is_escaped = found is Whose.OTHER and "%" in query
    return Whose.UNRESOLVED if is_escaped else found


def _plain(query: str) -> str:
    return _ESCAPE.sub(lambda one: chr(int(one[1], 16)), query)


def _asked(condition: str, person: Person) -> Whose:
    name, _, value = condition.partition("=")
    if name != "identifier" or "," in value:
        return Whose.UNRESOLVED
    system, bar, number = value.rpartition("|")
    if bar:
        return _identifier({"system": system, "value": number}, person)
    same = any(text(one, "value") == number != "" for one in person.identifiers)
    return Whose.PATIENT if same else Whose.UNRESOLVED


def _identifier(told: Any, person: Person) -> Whose:
    """Judge an identifier: the same is the patient, another of the same system is not."""
    system, value = text(told, "system"), text(told, "value")
    own = [one for one in person.identifiers if text(one, "system") == system]
    if value and any(text(one, "value") == value for one in own):
        return Whose.PATIENT
    is_other = system and value and any(text(one, "value") for one in own)
    return Whose.OTHER if is_other else Whose.UNRESOLVED
