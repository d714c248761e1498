"""The resources of a Bundle, where each stands, and whom it is about."""

from __future__ import annotations

from typing import Any, Final

from attrs import frozen

from baclofen_cds.errors import RecordError
from baclofen_cds.interop.fhir.element import Node, has_modifier, items, part, text
from baclofen_cds.interop.fhir.report import Report

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


@frozen
class Resource:
    """One resource and where it stands."""

    kind: str
    node: Node
    path: str
    url: str

    @property
    def names(self) -> frozenset[str]:
        """Every way another resource may refer to this one."""
        own = text(self.node, "id")
        told = {self.url, f"{self.kind}/{own}" if own else "", f"urn:uuid:{own}" if own else ""}
        return frozenset(told - {""})


@frozen
class Contents:
    """The one patient of a Bundle and every other resource of a kind that is read."""

    patient: Resource
    resources: tuple[Resource, ...]

    def of(self, *kinds: str) -> tuple[Resource, ...]:
        """Return the resources of some kinds that are about the patient, in their order."""
        return tuple(one for one in self.resources if one.kind in kinds)

    def find(self, reference: str, kind: str, holder: Resource) -> Node | None:
        """Return the resource of a kind that a reference names; ``None`` if it is not there."""
        if reference.startswith("#"):
            inside = (one for one in items(holder.node, "contained") if isinstance(one, dict))
            return next((one for one in inside if text(one, "id") == reference[1:]), None)
        named = (one.node for one in self.of(kind) if _names(reference, one))
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
    rest = tuple(one for one in found if one is not patient)
    return Contents(patient, tuple(one for one in rest if _belongs(one, patient, report)))


def _resources(bundle: Node, report: Report) -> list[Resource]:
    """Return every resource of a kind that is read, each once, however often it is there."""
    found: list[Resource] = []
    known: dict[tuple[str, str], Node] = {}
    for place, entry in enumerate(items(bundle, "entry")):
        one = _resource(entry, f"Bundle.entry[{place}].resource", report)
        if one is None:
            continue
        name = text(one.node, "id")
        first = known.setdefault((one.kind, name), one.node)
        is_repeated = bool(name) and first is not one.node and first == one.node
        if not is_repeated:
            found.append(one)
    return found


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


def _belongs(one: Resource, patient: Resource, report: Report) -> bool:
    """Whether a resource is about this patient; a Bundle of one patient need not say so."""
    if one.kind == "Medication":
        return True
    subject = part(one.node, "patient" if one.kind == "AllergyIntolerance" else "subject")
    if _is_patient(subject, patient) and not one.node.get("focus"):
        return True
    report.refuse(one.path, "other-subject")
    return False


def _is_patient(subject: Node, patient: Resource) -> bool:
    reference = text(subject, "reference")
    if reference:
        return _names(reference, patient)
    told = part(subject, "identifier")
    if not told:
        return True
    return any(_identifies(told, one) for one in items(patient.node, "identifier"))


def _identifies(told: Node, own: Any) -> bool:
    same_value = text(told, "value") == text(own, "value") != ""
    return same_value and text(told, "system") == text(own, "system")


def _names(reference: str, resource: Resource) -> bool:
    """Whether a reference names a resource, whatever server or version it also names."""
    bare = reference.split("/_history/", maxsplit=1)[0]
    ending = "/".join(bare.split("/")[-2:])
    return bare in resource.names or ending in resource.names
