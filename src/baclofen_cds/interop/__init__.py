"""Records in other systems' shapes, in and out."""

from baclofen_cds.interop import fhir

__all__ = ["fhir"]
