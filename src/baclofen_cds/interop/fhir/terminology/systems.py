"""The names of code systems, as records write them. Compared letter by letter."""

from __future__ import annotations

from typing import Final

__all__ = ["ATC", "GTS", "ICD10", "LOINC", "ROUTE", "RXNORM", "SNOMED", "TABLET_FORM", "UCUM"]

UCUM: Final = "http://unitsofmeasure.org"
LOINC: Final = "http://loinc.org"
SNOMED: Final = "http://snomed.info/sct"
RXNORM: Final = "http://www.nlm.nih.gov/research/umls/rxnorm"
ATC: Final = frozenset({"http://www.whocc.no/atc", "http://whocc.no/atc"})
ICD10: Final = frozenset(
    {
        "http://hl7.org/fhir/sid/icd-10",
        "http://hl7.org/fhir/sid/icd-10-cm",
        "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
        "http://fhir.de/CodeSystem/dimdi/icd-10-gm",
    }
)
GTS: Final = frozenset(
    {
        "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation",
        "http://hl7.org/fhir/v3/GTSAbbreviation",
    }
)
ROUTE: Final = frozenset(
    {
        "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration",
        "http://hl7.org/fhir/v3/RouteOfAdministration",
    }
)
TABLET_FORM: Final = frozenset(
    {
        "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm",
        "http://hl7.org/fhir/v3/orderableDrugForm",
    }
)
