"""One dosage instruction as doses at times of one day, or the reason why it is not one."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from baclofen_cds.amounts import Micrograms
from baclofen_cds.interop.fhir.read.entries import quantity
from baclofen_cds.interop.fhir.read.entries.dates import Period, period
from baclofen_cds.interop.fhir.read.entries.element import codings, items, number, part, words
from baclofen_cds.interop.fhir.read.entries.quantity import Amount
from baclofen_cds.interop.fhir.read.entries.reading import Reading
from baclofen_cds.interop.fhir.read.medicines.products import Form, Product
from baclofen_cds.interop.fhir.read.medicines.timing import Times, times_of
from baclofen_cds.interop.fhir.terminology import systems

__all__ = ["Instruction", "bounds_of", "instruction", "is_as_needed", "is_intrathecal"]

_BY_MOUTH: Final = frozenset({(systems.SNOMED, "26643006"), (systems.SNOMED, "260548002")})
_INTRATHECAL: Final = frozenset({(systems.SNOMED, "72607000")})
_TABLETS: Final = frozenset({"TAB", "tab", "TABLET"})
_PIECES: Final = frozenset({"CAP", "cap", "CAPSULE", "{capsule}", "{tablet}", "{tbl}", "1"})
_SNOMED_TABLET: Final = "385055001"
_SNOMED_CAPSULE: Final = "385049006"
_RATES: Final = ("rateQuantity", "rateRange", "rateRatio")
_DAYS: Final = {"d": Fraction(1), "wk": Fraction(7)}
_SPANS: Final = {"h": Fraction(1, 24), **_DAYS}


@frozen
class Instruction:
    """A dosage instruction as it was understood.

    Parameters
    ----------
    path
        Where it stands.
    dose
        The dose of each administration.
    times
        When it is taken.
    bounds
        From when to when it holds.
    sequence
        Its place among the steps of an order; ``None`` when not stated.
    route_stated
        Whether the route, or the product, says that it is taken by mouth.
    """

    path: str
    dose: Micrograms
    times: Times
    bounds: Period
    sequence: Fraction | None = None
    route_stated: bool = True


def bounds_of(node: Any) -> Period:
    """Return from when to when an instruction holds."""
    return period(part(part(node, "timing"), "repeat"), "boundsPeriod")


def instruction(
    node: Any, path: str, product: Product, written_on: dt.date | None, reading: Reading
) -> Instruction | str:
    """Read one dosage instruction; a text is the reason why it cannot be read."""
    dose = _dose(node, product)
    if isinstance(dose, str):
        return dose
    route = _route(node, product, dose, reading)
    if isinstance(route, str):
        return route
    times = times_of(part(node, "timing"))
    if isinstance(times, str):
        return times
    bounds = _bounds(node, written_on, reading)
    if isinstance(bounds, str):
        return bounds
    if _contradicts(node, dose * times.count):
        return "other-amounts"
    return Instruction(path, dose, times, bounds, number(node, "sequence"), route)


def is_as_needed(node: Any) -> bool:
    """Whether an instruction is to be followed only as needed."""
    return node.get("asNeededBoolean") not in (None, False) or "asNeededCodeableConcept" in node


def is_intrathecal(node: Any) -> bool:
    """Whether the route is into the spinal canal, by code or by name."""
    route = part(node, "route")
    coded = any((c.system, c.code) in _INTRATHECAL for c in codings(route))
    return coded or "thecal" in words(route) or "spinal" in words(route)


def _route(node: Any, product: Product, dose: int, reading: Reading) -> bool | str:
    """Whether the way by mouth is stated; a text is the reason why it is not by mouth."""
    told = codings(part(node, "route"))
    if told:
        by_mouth = any(
            (c.system, c.code) in _BY_MOUTH or (c.system in systems.ROUTE and c.code == "PO")
            for c in told
        )
        return True if by_mouth else "route-not-by-mouth"
    if product.form is Form.BY_MOUTH:
        return True
    least = reading.policy.records.smallest_without_route.value
    return False if dose >= least else "route-not-stated"


def _dose(node: Any, product: Product) -> Micrograms | str:
    """Return the dose of one administration; several that agree are one."""
    stated = [*items(node, "doseAndRate"), node]
    stated = [one for one in stated if isinstance(one, dict)]
    if any("doseRange" in one for one in stated):
        return "dose-range"
    if any(name in one for one in stated for name in _RATES):
        return "other-amounts"
    found = [quantity.amount(one["doseQuantity"]) for one in stated if "doseQuantity" in one]
    if not found:
        has_text = bool(node.get("text") or node.get("patientInstruction"))
        return "text-only" if has_text and "timing" not in node else "dose-missing"
    doses = [_micrograms(one, product) for one in found]
    faults = [dose for dose in doses if isinstance(dose, str)]
    if faults:
        return faults[0]
    return doses[0] if len(set(doses)) == 1 else "doses-differ"


def _micrograms(given: Amount, product: Product) -> Micrograms | str:
    if given.fault:
        return given.fault
    if given.comparator:
        return "comparator"
    per_one = _per_one(given, product)
    if isinstance(per_one, str):
        return per_one
    exact = given.value * per_one
    return Micrograms(int(exact)) if exact.denominator == 1 else "too-precise"


def _per_one(given: Amount, product: Product) -> Fraction | str:
    """Return the micrograms in one of the unit; a text is the reason why that is unknown."""
    if given.system == systems.UCUM and given.code in quantity.AMOUNT:
        return quantity.AMOUNT[given.code]
    if given.system == systems.UCUM and given.code in ("mL", "L", "ml"):
        return "volume-only"
    tablets = (given.system in systems.TABLET_FORM and given.code in _TABLETS) or (
        (given.system, given.code)
        in ((systems.SNOMED, _SNOMED_TABLET), (systems.UCUM, "{tablet}"))
    )
    if tablets and product.tablet is not None:
        return Fraction(product.tablet)
    if tablets or given.code in _PIECES or given.code == _SNOMED_CAPSULE:
        return "dose-form-without-strength"
    return "unit-not-known"


def _bounds(node: Any, written_on: dt.date | None, reading: Reading) -> Period | str:
    """Return the period an instruction holds; a length alone counts from the order's day."""
    repeat = part(part(node, "timing"), "repeat")
    stated = bounds_of(node)
    if not stated.readable:
        return "date-incomplete"
    if "boundsRange" in repeat:
        return "limited-length"
    if "boundsDuration" not in repeat:
        return stated
    length = quantity.nearest(quantity.amount(repeat["boundsDuration"]), _DAYS)
    longest = reading.policy.records.longest_course.value
    if isinstance(length, str) or length > longest or written_on is None:
        return "limited-length"
    return Period(written_on, written_on + dt.timedelta(days=length - 1))


def _contradicts(node: Any, per_day: int) -> bool:
    """Whether the day adds up to more than the greatest amount that is stated for a day."""
    most = part(node, "maxDosePerPeriod")
    top = quantity.amount(part(most, "numerator"))
    span = quantity.amount(part(most, "denominator"))
    if top.fault or span.fault or top.system != systems.UCUM or span.system != systems.UCUM:
        return False
    factor, days = quantity.AMOUNT.get(top.code), _SPANS.get(span.code)
    if factor is None or days is None:
        return False
    return per_day * span.value * days > top.value * factor
