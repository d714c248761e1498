"""Small FHIR Bundles, built piece by piece. Every person in them is invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

DAY = dt.date(2026, 3, 10)
UCUM = "http://unitsofmeasure.org"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ATC = "http://www.whocc.no/atc"
GTS = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation"
FORMS = "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm"
ICD = "http://hl7.org/fhir/sid/icd-10-cm"

Node = dict[str, Any]


def coded(system: str, code: str, **more: Any) -> Node:
    """Return a concept with one coding."""
    return {"coding": [{"system": system, "code": code, **more}]}


def quantity(value: Any, code: str = "mg", system: str = UCUM, **more: Any) -> Node:
    """Return a quantity with a coded unit."""
    return {"value": value, "unit": "whatever", "system": system, "code": code, **more}


def patient(**more: Any) -> Node:
    """Return a woman born on 2 September 1947."""
    return {
        "resourceType": "Patient",
        "id": "p",
        "gender": "female",
        "birthDate": "1947-09-02",
        **more,
    }


def bundle(*resources: Node, **more: Any) -> Node:
    """Return a Bundle of the patient and these resources, dated 10 March 2026."""
    held = list(resources)
    if not any(one.get("resourceType") == "Patient" for one in held):
        held.insert(0, patient())
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": "2026-03-10T09:00:00+01:00",
        "entry": [{"resource": one} for one in held],
        **more,
    }


def observation(code: str, value: Node | None, on: str = "2026-03-01", **more: Any) -> Node:
    """Return a final observation with a LOINC code."""
    made: Node = {
        "resourceType": "Observation",
        "status": "final",
        "code": coded(LOINC, code),
        "effectiveDateTime": on,
    }
    if value is not None:
        made["valueQuantity"] = value
    return {**made, **more}


def creatinine(value: Any = 1.4, on: str = "2026-03-03", unit: str = "mg/dL", **more: Any) -> Node:
    """Return a serum creatinine."""
    return observation("2160-0", quantity(value, unit), on, **more)


def weight(value: Any = 62, on: str = "2026-03-01", unit: str = "kg", **more: Any) -> Node:
    """Return a body weight."""
    return observation("29463-7", quantity(value, unit), on, **more)


def rate(
    value: Any, code: str = "98979-8", unit: str = "mL/min/{1.73_m2}", on: str = "2026-03-03"
) -> Node:
    """Return a filtration rate."""
    return observation(code, quantity(value, unit), on)


def condition(code: str, system: str = SNOMED, **more: Any) -> Node:
    """Return an active condition."""
    return {
        "resourceType": "Condition",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "code": coded(system, code),
        **more,
    }


def repeat(frequency: Any = 3, period: Any = 1, unit: str = "d", **more: Any) -> Node:
    """Return a timing that repeats."""
    return {
        "repeat": {"frequency": frequency, "period": period, "periodUnit": unit, **more},
    }


def dosage(dose: Node | None = None, timing: Node | None = None, **more: Any) -> Node:
    """Return a dosage instruction: 10 mg three times daily, unless told otherwise."""
    given = quantity(10) if dose is None else dose
    return {
        "timing": repeat() if timing is None else timing,
        "doseAndRate": [{"doseQuantity": given}],
        **more,
    }


def at(*when: str, dose: Any = 10, **more: Any) -> Node:
    """Return a dosage at parts of the day."""
    return dosage(quantity(dose), {"repeat": {"when": list(when), **more}})


def order(*dosages: Node, medicine: Node | None = None, **more: Any) -> Node:
    """Return an active order of baclofen 10 mg tablets, unless told otherwise."""
    return {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": coded(RXNORM, "197391") if medicine is None else medicine,
        "authoredOn": "2026-02-20",
        "dosageInstruction": list(dosages) or [dosage()],
        **more,
    }


def statement(*dosages: Node, medicine: Node | None = None, **more: Any) -> Node:
    """Return an active statement about baclofen 10 mg tablets."""
    return {
        "resourceType": "MedicationStatement",
        "status": "active",
        "medicationCodeableConcept": coded(RXNORM, "197391") if medicine is None else medicine,
        "dosage": list(dosages) or [dosage()],
        **more,
    }


def without(node: Node, *names: str) -> Node:
    """Return a resource without some of its elements."""
    return {name: value for name, value in node.items() if name not in names}
