"""The other medicines of a record, by ATC code."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from baclofen_cds.interop.fhir.bundle import Contents, Resource
from baclofen_cds.interop.fhir.element import Coding, codings, has_modifier, items, part, text
from baclofen_cds.interop.fhir.products import Form, product_of
from baclofen_cds.interop.fhir.report import Report
from baclofen_cds.interop.fhir.standing import Standing, standing_of
from baclofen_cds.interop.fhir.terminology import systems
from baclofen_cds.medicines import Medicines

__all__ = ["read_medicines"]

_MEDICINE_LISTS: Final = frozenset(
    {
        (systems.LOINC, "10160-0"),
        ("http://terminology.hl7.org/CodeSystem/list-example-use-codes", "medications"),
    }
)


def read_medicines(contents: Contents, as_of: dt.date, report: Report) -> Medicines:
    """Return the other medicines that are taken, as far as they are known.

    The list is complete only when the record says that no medicine is taken and names
    none: a record that names medicines never says that it names all of them.
    """
    codes: set[str] = set()
    none_stated = any(_says_none(one) for one in contents.of("List", "Composition"))
    named_one = False
    for one in contents.of("MedicationRequest", "MedicationStatement"):
        product = product_of(one, contents)
        standing, fault = standing_of(one, as_of)
        if product.form is Form.NONE:
            none_stated |= standing is Standing.CURRENT
            continue
        if standing in (Standing.NOT_NOW, Standing.PROPOSED):
            continue
        named_one = True
        if not product.is_baclofen:
            codes |= _codes(one, product, fault, report)
    if none_stated and named_one:
        report.note("none-contradicted")
    return Medicines(codes, complete=none_stated and not named_one)
