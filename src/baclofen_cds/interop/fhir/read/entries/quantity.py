"""Quantities by their coded unit. The closed list of UCUM codes stands here.

A unit is what ``code`` and ``system`` say together. The word printed beside the number
is never read.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from baclofen_cds.interop.fhir.read.entries.element import number, text
from baclofen_cds.interop.fhir.terminology import systems
from baclofen_cds.vocabulary import GFRIndexing

__all__ = [
    "AMOUNT",
    "CREATININE",
    "CYSTATIN",
    "HEIGHT",
    "RATE",
    "WEIGHT",
    "Amount",
    "amount",
    "nearest",
]

AMOUNT: Final[dict[str, Fraction]] = {
    "ug": Fraction(1),
    "mg": Fraction(1_000),
    "g": Fraction(1_000_000),
}
"""Micrograms of drug."""

WEIGHT: Final[dict[str, Fraction]] = {
    "g": Fraction(1),
    "kg": Fraction(1_000),
    "[lb_av]": Fraction("453.59237"),
    "[oz_av]": Fraction("28.349523125"),
}
"""Grams of body."""

HEIGHT: Final[dict[str, Fraction]] = {
    "mm": Fraction(1),
    "cm": Fraction(10),
    "m": Fraction(1_000),
    "[in_i]": Fraction("25.4"),
    "[ft_i]": Fraction("304.8"),
}
"""Millimetres."""

CREATININE: Final[dict[str, Fraction]] = {
    "mg/dL": Fraction(88_400),
    "mg/L": Fraction(8_840),
    "umol/L": Fraction(1_000),
    "mmol/L": Fraction(1_000_000),
    "nmol/L": Fraction(1),
}
"""Nanomoles per litre, with the laboratory convention of 88.4 µmol/L per mg/dL."""

CYSTATIN: Final[dict[str, Fraction]] = {
    "mg/L": Fraction(1_000),
    "mg/dL": Fraction(10_000),
    "ug/mL": Fraction(1_000),
    "ug/dL": Fraction(10),
    "ug/L": Fraction(1),
    "ng/mL": Fraction(1),
}
"""Micrograms of cystatin C per litre."""

RATE: Final[dict[str, GFRIndexing]] = {
    "mL/min": GFRIndexing.ABSOLUTE,
    "mL/min/{1.73_m2}": GFRIndexing.INDEXED,
    "mL/min/{1.73m2}": GFRIndexing.INDEXED,
    "mL/min/1.73.m2": GFRIndexing.INDEXED,
}
"""Whether a unit of filtration rate is per 1.73 m²."""


@frozen
class Amount:
    """The number of a quantity, its coded unit, and what stands in the way of using it.

    Parameters
    ----------
    value
        The number, exactly as written.
    system, code
        The coded unit.
    comparator
        Such as ``>``; empty when the number is the value.
    fault
        Why it cannot be used, as a reason code; empty when it can.
    """

    value: Fraction = Fraction(0)
    system: str = ""
    code: str = ""
    comparator: str = ""
    fault: str = ""


def amount(node: Any) -> Amount:
    """Read a Quantity."""
    value = number(node, "value")
    system, code = text(node, "system"), text(node, "code")
    if value is None:
        return Amount(fault="no-value")
    if not system or not code:
        return Amount(fault="no-unit-code")
    if value <= 0:
        return Amount(fault="not-positive")
    has_comparator = isinstance(node, dict) and "comparator" in node
    comparator = (text(node, "comparator") or "unknown") if has_comparator else ""
    return Amount(value, system, code, comparator)


def nearest(given: Amount, table: dict[str, Fraction]) -> int | str:
    """Return a measurement in the whole units kept inside, or why it cannot be read."""
    if given.fault:
        return given.fault
    if given.comparator:
        return "comparator"
    factor = table.get(given.code) if given.system == systems.UCUM else None
    if factor is None:
        return "unit-not-known"
    whole = int(given.value * factor + Fraction(1, 2))
    return whole or "not-positive"
