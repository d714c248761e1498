"""FHIR resources into facts."""
