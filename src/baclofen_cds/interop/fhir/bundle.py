"""The resources of a Bundle, where each stands, and whom it is about."""

from __future__ import annotations

from typing import Any, Final

from attrs import evolve, frozen

from baclofen_cds.errors import RecordError
from baclofen_cds.interop.fhir.element import Node, has_modifier, items, part, text
from baclofen_cds.interop.fhir.report import Report
from baclofen_cds.interop.fhir.subjects import Person, Whose, is_named, whose

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


@frozen
class Resource:
    """One resource, where it stands, and whether nobody can say whom it is about."""

    kind: str
    node: Node
    path: str
    url: str
    is_unresolved: bool = False

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
        """Return those that may be about the patient, and nobody can say so."""
        return tuple(o for o in self.resources if o.kind in kinds and o.is_unresolved)

    def find(self, reference: str, kind: str, holder: Resource) -> Node | None:
        """Return the resource of a kind that a reference names; ``None`` if it is not there."""
        if reference.startswith("#"):
            inside = (one for one in items(holder.node, "contained") if isinstance(one, dict))
            return next((one for one in inside if text(one, "id") == reference[1:]), None)
        of_kind = (one for one in self.resources if one.kind == kind)
        named = (one.node for one in of_kind if is_named(reference, one.names))
        return next(named, None)


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
        path = f"Bundle.entry[{place}].resource"
        found += _inside(entry, path)
        one = _resource(entry, path, report)
        if one is None:
            continue
        name = text(one.node, "id")
        first = known.setdefault((one.kind, name), one.node)
        is_repeated = bool(name) and first is not one.node and first == one.node
        if not is_repeated:
            found.append(one)
    return found


def _inside(entry: Any, path: str) -> list[Resource]:
    """Return the results that stand inside a resource, such as a laboratory report."""
    holder = part(entry, "resource")
    inside = items(holder, "contained")
    return [
        Resource(
            "Observation",
            _as_held(one, holder, items(entry, "modifierExtension")),
            f"{path}.contained[{place}]",
            "",
        )
        for place, one in enumerate(inside)
        if text(one, "resourceType") == "Observation"
    ]


def _as_held(inner: Node, holder: Node, modifiers: list[Any]) -> Node:
    """Return a result with what its holder says for it: whose it is, and that it is wrong."""
    name = "modifierExtension"
    wrong = {"status": "entered-in-error"}
    return {
        **inner,
        "subject": inner.get("subject") or holder.get("subject"),
        "contained": holder["contained"],
        name: [*modifiers, *items(holder, name), *items(inner, name)],
        **(wrong if text(holder, "status") == wrong["status"] else {}),
    }


def _resource(entry: Any, path: str, report: Report) -> Resource | None:
    if not isinstance(entry, dict):
        report.refuse(path, "not-a-resource")
        return None
    if "resource" not in entry:
        return None
    node = part(entry, "resource")
    kind = text(node, "resourceType")
    if not kind:
        report.refuse(path, "not-a-resource")
        return None
    if kind not in _USED:
        return None
    if entry.get("modifierExtension"):
        report.refuse(path, "modifier")
        return None
    return Resource(kind, node, path, text(entry, "fullUrl"))


def _judged(one: Resource, person: Person, report: Report) -> Resource | None:
    """Return a resource that is, or may be, about the patient; say so when it is not sure."""
    if one.kind == "Medication":
        return one
    name = "patient" if one.kind == "AllergyIntolerance" else "subject"
    about = whose(one.node, name, person)
    if about is Whose.PATIENT:
        return one
    if about is Whose.OTHER:
        report.refuse(one.path, "other-subject")
        return None
    report.refuse(one.path, "subject-unresolved")
    return evolve(one, is_unresolved=True)
