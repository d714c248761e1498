"""The other medicines of a record, by ATC code."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from baclofen_cds.interop.fhir.read.entries.bundle import Contents, Resource
from baclofen_cds.interop.fhir.read.entries.element import codings, has_modifier, items, part, text
from baclofen_cds.interop.fhir.read.entries.report import Report
from baclofen_cds.interop.fhir.read.medicines.products import Form, Product, product_of
from baclofen_cds.interop.fhir.read.medicines.status import Standing, standing_of
from baclofen_cds.interop.fhir.terminology import systems
from baclofen_cds.medicines import Medicines

__all__ = ["read_medicines"]

_LISTS: Final = frozenset(
    {
        (systems.LOINC, "10160-0"),
        ("http://terminology.hl7.org/CodeSystem/list-example-use-codes", "medications"),
    }
)
_NONE_KNOWN: Final = "nilknown"
_STILL_COUNTS: Final = "date-incomplete"
"""A medicine that may be over is one more risk all the same."""


def read_medicines(contents: Contents, as_of: dt.date, report: Report) -> Medicines:
    """Return the other medicines that are taken, as far as they are known.

    The list is complete only when the record says that no medicine is taken and names
    none: a record that names medicines never says that it names all of them.
    """
    codes: set[str] = set()
    says_none = any(_says_none(one.node) for one in contents.of("List", "Composition"))
    names_one = bool(contents.unresolved("MedicationRequest", "MedicationStatement"))
    for one in contents.of("MedicationRequest", "MedicationStatement"):
        product = product_of(one, contents)
        standing, fault = standing_of(one, as_of)
        if product.form is Form.NONE:
            says_none |= standing is Standing.CURRENT
        elif standing in (Standing.CURRENT, Standing.UNCLEAR):
            names_one = True
            codes |= _codes(one, product, fault, report)
    if says_none and names_one:
        report.note("none-contradicted")
    complete = says_none and not (names_one or report.medicines_in_doubt)
    return Medicines(codes, complete=complete)


def _codes(one: Resource, product: Product, fault: str, report: Report) -> frozenset[str]:
    """Return the ATC codes of one medicine; say so when there is none."""
    if product.is_baclofen:
        return frozenset()
    if fault == _STILL_COUNTS and product.atc:
        report.refuse(one.path, fault)
    fault = "" if fault == _STILL_COUNTS else fault
    if fault or product.fault:
        report.refuse(one.path, fault or product.fault)
    elif product.form is Form.MISSING:
        report.refuse(one.path, "medicine-missing")
    elif not product.atc:
        report.refuse(one.path, "medicine-not-known")
    if product.form is Form.MISSING or product.may_be_baclofen:
        report.note("medicine-unidentified")
    if product.atc and not fault and not product.fault:
        report.use("medicines", one.path)
        return product.atc
    return frozenset()


def _says_none(node: Any) -> bool:
    """Whether a list, or a section of a document, says that no medicine is taken."""
    if text(node, "status") == "entered-in-error" or has_modifier(node):
        return False
    return any(
        any((c.system, c.code) in _LISTS for c in codings(part(one, "code")))
        and any(c.code == _NONE_KNOWN for c in codings(part(one, "emptyReason")))
        for one in (node, *items(node, "section"))
    )
