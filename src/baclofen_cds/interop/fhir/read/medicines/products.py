"""What a medicine is: baclofen, and in which shape, or another one by its ATC code."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, Final

from attrs import frozen

from baclofen_cds.interop.fhir.read.entries.bundle import Contents, Resource
from baclofen_cds.interop.fhir.read.entries.element import (
    Coding,
    codings,
    has_modifier,
    items,
    part,
    plain,
    text,
    words,
)
from baclofen_cds.interop.fhir.terminology import baclofen, rxnorm, systems

__all__ = ["Form", "Product", "product_of"]

_ATC_SHAPE: Final = re.compile(r"[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}")
_NO_MEDICINE: Final = frozenset(
    {
        (systems.SNOMED, "787481004"),
        ("http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips", "no-known-medications"),
    }
)


class Form(Enum):
    """How a record names a medicine, as far as baclofen goes."""

    BY_MOUTH = "baclofen by mouth"
    INTRATHECAL = "intrathecal baclofen"
    UNSTATED = "baclofen"
    NAME_ONLY = "baclofen, named only"
    OTHER = "another medicine"
    NONE = "the statement that there is no medicine"
    MISSING = "a medicine that is not in the Bundle"


@frozen
class Product:
    """A medicine as its codes tell it.

    Parameters
    ----------
    form
        What it is.
    tablet
        Micrograms in one tablet of baclofen; ``None`` when not known from its code.
    atc
        The ATC codes of another medicine; empty when none is known.
    named
        Whether any word, or a code that is known, says what it is.
    fault
        The reason why it cannot be used; empty when it can.
    """

    form: Form
    tablet: int | None = None
    atc: frozenset[str] = frozenset()
    named: bool = True
    fault: str = ""

    @property
    def is_baclofen(self) -> bool:
        """Whether it is baclofen in any shape."""
        return self.form not in (Form.OTHER, Form.NONE, Form.MISSING)

    @property
    def may_be_baclofen(self) -> bool:
        """Whether nothing says what it is: no word, and no code that is known."""
        return not self.is_baclofen and not self.named


def product_of(one: Resource, contents: Contents) -> Product:
    """Return the medicine an order or statement is about."""
    reference = part(one.node, "medicationReference")
    if not reference:
        return _product(part(one.node, "medicationCodeableConcept"), ())
    found = contents.find(text(reference, "reference"), "Medication", one)
    if found is None:
        if baclofen.is_named(words(reference)):
            return Product(Form.NAME_ONLY)
        return Product(Form.MISSING, named=_has_word(words(reference)))
    product = _product(part(found, "code"), tuple(items(found, "ingredient")), words(reference))
    if has_modifier(found) or text(found, "status") == "entered-in-error":
        return Product(product.form, named=product.named, fault="modifier")
    return product


def _product(concept: Any, ingredients: tuple[Any, ...], display: str = "") -> Product:
    parts = tuple(part(i, "itemCodeableConcept") for i in ingredients)
    told = [c for one in (concept, *parts) for c in codings(one)]
    references = tuple(part(i, "itemReference") for i in ingredients)
    said = " ".join([display, *(words(one) for one in (concept, *parts, *references))])
    other = frozenset(atc for atc in map(_other_atc, told) if atc)
    forms = {form for form in map(_form, told) if form is not None}
    if forms:
        return _baclofen(forms, other, told)
    if baclofen.is_named(said) or any(map(_is_called_baclofen, told)):
        return Product(Form.NAME_ONLY)
    if any((c.system, c.code) in _NO_MEDICINE for c in told):
        return Product(Form.NONE)
    named = bool(other) or _has_word(said) or any(map(_is_of_another_class, told))
    return Product(Form.OTHER, atc=other, named=named)


def _is_called_baclofen(one: Coding) -> bool:
    """Whether a code is a name of baclofen, or its ATC code under another address."""
    return one.code == baclofen.ATC or baclofen.is_named(plain(one.code))


def _has_word(said: str) -> bool:
    return any(letter.isalpha() for letter in said)


def _is_of_another_class(one: Coding) -> bool:
    return one.system in systems.ATC and not baclofen.ATC.startswith(one.code)


def _baclofen(forms: set[Form], other: frozenset[str], told: list[Coding]) -> Product:
    """Return baclofen; codes that contradict each other leave nothing but its name."""
    certain = forms - {Form.UNSTATED}
    if other or len(certain) > 1:
        return Product(Form.NAME_ONLY, fault="codes-contradict")
    strengths = {_tablet(c) for c in told} - {None}
    tablet = strengths.pop() if len(strengths) == 1 else None
    return Product(certain.pop() if certain else Form.UNSTATED, tablet)


def _form(one: Coding) -> Form | None:
    if one.system == systems.RXNORM:
        if one.code in baclofen.TABLETS or one.code in baclofen.LIQUIDS:
            return Form.BY_MOUTH
        if one.code in baclofen.INTRATHECAL:
            return Form.INTRATHECAL
        return Form.UNSTATED if one.code == baclofen.RXNORM_INGREDIENT else None
    is_substance = one.system == systems.SNOMED and one.code == baclofen.SNOMED_SUBSTANCE
    is_atc = one.system in systems.ATC and one.code == baclofen.ATC
    return Form.UNSTATED if is_substance or is_atc else None


def _tablet(one: Coding) -> int | None:
    return baclofen.TABLETS.get(one.code) if one.system == systems.RXNORM else None


def _other_atc(one: Coding) -> str:
    if one.system == systems.RXNORM:
        return rxnorm.ATC.get(one.code, "")
    is_atc = one.system in systems.ATC and _ATC_SHAPE.fullmatch(one.code) is not None
    return one.code if is_atc and one.code != baclofen.ATC else ""
