"""The resources of a Bundle, where each stands, and whom it is about."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from attrs import evolve, frozen

from baclofen_cds.errors import RecordError
from baclofen_cds.interop.fhir.read.entries.element import (
    Node,
    has_modifier,
    items,
    part,
    text,
    within,
)
from baclofen_cds.interop.fhir.read.entries.report import Report
from baclofen_cds.interop.fhir.read.entries.subjects import Person, Whose, names_in, whose
from baclofen_cds.interop.fhir.terminology import resource_kinds

__all__ = ["Contents", "Resource", "contents"]

_USED: Final = frozenset(
    {
        "AllergyIntolerance",
        "Composition",
        "Condition",
        "Encounter",
        "List",
        "Medication",
        "MedicationAdministration",
        "MedicationDispense",
        "MedicationRequest",
        "MedicationStatement",
        "Observation",
        "Patient",
        "Procedure",
        "ServiceRequest",
        "Specimen",
    }
)

_RESULT: Final = "Observation"
_MODIFIER: Final = "modifierExtension"
_MEDICINES: Final = frozenset(
    {
        "AllergyIntolerance",
        "MedicationAdministration",
        "MedicationDispense",
        "MedicationRequest",
        "MedicationStatement",
    }
)
_EVENTS: Final = frozenset({"Condition", "Encounter", "Procedure", "ServiceRequest"})


@frozen
class Resource:
    """One resource and where it stands.

    It is unresolved where it may be about the patient and is not read: nobody can say whom
    it is about, or it is contained in another resource.
    """

    kind: str
    node: Node
    path: str
    url: str = ""
    is_unresolved: bool = False
    is_contained: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Every way another resource may refer to this one."""
        own = text(self.node, "id")
        told = {self.url, f"{self.kind}/{own}" if own else "", f"urn:uuid:{own}" if own else ""}
        place = "/".join(self.url.split("/")[-2:])
        return frozenset((told | ({place} if place.startswith(self.kind) else set())) - {""})


@frozen
class Contents:
    """The one patient of a Bundle and every other resource of a kind that is read."""

    patient: Resource
    resources: tuple[Resource, ...]

    def of(self, *kinds: str) -> tuple[Resource, ...]:
        """Return the resources of some kinds that are about the patient, in their order."""
        return tuple(o for o in self.resources if o.kind in kinds and not o.is_unresolved)

    def unresolved(self, *kinds: str) -> tuple[Resource, ...]:
        """Return those that may be about the patient, and are not read."""
        return tuple(o for o in self.resources if o.kind in kinds and o.is_unresolved)

    def find(self, reference: str, kind: str, holder: Resource) -> Node | None:
        """Return the resource of a kind that a reference names; ``None`` if it is not there."""
        if not reference:
            return None
        if reference.startswith("#"):
            inside = (one for one in items(holder.node, "contained") if isinstance(one, dict))
            return next((one for one in inside if text(one, "id") == reference[1:]), None)
        named = (self._by_name.get((kind, name)) for name in names_in(reference))
        return next((one for one in named if one is not None), None)

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Node]:
        """Every resource by its kind and each of its names; of two the first counts."""
        named: dict[tuple[str, str], Node] = {}
        for one in self.resources:
            for name in one.names:
                named.setdefault((one.kind, name), one.node)
        return named


def contents(bundle: Node, report: Report) -> Contents:
    """Sort out a Bundle: one patient, and what is about that patient."""
    found = _resources(bundle, report)
    patients = [one for one in found if one.kind == "Patient"]
    if len(patients) != 1:
        code = "several-patients" if patients else "no-patient"
        raise RecordError(code, field="Bundle.entry", expected="exactly one Patient")
    patient = patients[0]
    if has_modifier(patient.node):
        raise RecordError(
            "no-patient", field=patient.path, expected="a Patient without an unknown modifier"
        )
    person = Person(patient.node, patient.url, patient.names, _others(bundle))
    judged = (_judged(one, person, report) for one in found if one is not patient)
    return Contents(patient, tuple(one for one in judged if one is not None))


def _others(bundle: Node) -> frozenset[str]:
    """Return the addresses in a Bundle of everything that is no patient."""
    return frozenset(
        text(entry, "fullUrl")
        for entry in items(bundle, "entry")
        if text(part(entry, "resource"), "resourceType") not in ("", "Patient")
    ) - {""}


def _resources(bundle: Node, report: Report) -> list[Resource]:
    """Return every resource of a kind that is read, each once, however often it is there."""
    found: list[Resource] = []
    known: dict[tuple[str, str], Node] = {}
    for place, entry in enumerate(items(bundle, "entry")):
        if isinstance(entry, dict) and "resource" not in entry:
            continue
        path, node = f"Bundle.entry[{place}].resource", _of_entry(entry)
        found += _inside(node, node, path, report)
        kind = _kind(node, path, report)
        if kind not in _USED:
            continue
        name = text(node, "id")
        first = known.setdefault((kind, name), node)
        is_repeated = bool(name) and first is not node and first == node
        if not is_repeated:
            found.append(Resource(kind, node, path, text(entry, "fullUrl")))
    return found


def _of_entry(entry: Any) -> Node:
    """Return the resource of an entry, with the modifier that the entry says for it."""
    node = part(entry, "resource")
    modifier = entry.get(_MODIFIER) if isinstance(entry, dict) else None
    return {**node, _MODIFIER: [modifier, *items(node, _MODIFIER)]} if modifier else node


def _kind(node: Any, path: str, report: Report) -> str:
    """Return the kind of a resource; where none is known, any fact may stand there."""
    kind = text(node, "resourceType")
    if not kind:
        report.refuse_whole(path, "not-a-resource")
    elif kind in resource_kinds.OF_RESOURCES:
        report.refuse_whole(path, "nested")
    elif kind not in resource_kinds.KNOWN:
        report.refuse_whole(path, "kind-not-known")
    return kind


def _inside(node: Node, holder: Node, path: str, report: Report) -> list[Resource]:
    """Return what stands inside a resource: results are read there, other facts are not."""
    found: list[Resource] = []
    named = _referred_to(node)
    for place, one in enumerate(items(node, "contained")):
        if not isinstance(one, dict) or _is_bare(one, named):
            continue
        here = f"{path}.contained[{place}]"
        kind = _kind(one, here, report)
        held = _as_held(one, holder)
        found += _inside(one, held, here, report)
        if kind == _RESULT:
            found.append(Resource(kind, held, here))
        elif kind in _MEDICINES | _EVENTS:
            found.append(Resource(kind, held, here, is_unresolved=True, is_contained=True))
    return found


def _referred_to(node: Node) -> set[str]:
    """Return what a resource refers to inside itself: there the place says the kind."""
    if "contained" not in node:
        return set()
    references = (text(one, "reference") for one in within(node))
    return {name[1:] for name in references if name.startswith("#")}


def _is_bare(one: Node, named: set[str]) -> bool:
    return "resourceType" not in one and text(one, "id") in named


def _as_held(inner: Node, holder: Node) -> Node:
    """Return a resource with what its holder says for it: whose it is, and that it is wrong."""
    wrong = {"status": "entered-in-error"}
    return {
        **inner,
        "subject": inner.get("subject") or holder.get("subject"),
        "contained": holder["contained"],
        _MODIFIER: [*items(holder, _MODIFIER), *items(inner, _MODIFIER)],
        **(wrong if text(holder, "status") == wrong["status"] else {}),
    }


def _judged(one: Resource, person: Person, report: Report) -> Resource | None:
    """Return a resource that is, or may be, about the patient; say so when it is not sure."""
    if one.kind == "Medication":
        return one
    name = "patient" if one.kind == "AllergyIntolerance" else "subject"
    about = whose(one.node, name, person)
    if about is Whose.OTHER:
        report.refuse(one.path, "other-subject")
        return None
    if one.is_contained and one.kind in _MEDICINES:
        report.refuse(one.path, "contained")
    if one.is_contained or about is Whose.PATIENT:
        return one
    report.refuse(one.path, "subject-unresolved")
    return evolve(one, is_unresolved=True)
