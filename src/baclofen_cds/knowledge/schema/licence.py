"""What a label is for, and with what it is not to be used."""

from __future__ import annotations

from attrs import field, frozen

from baclofen_cds.knowledge.schema.leaves import leaf
from baclofen_cds.sources import Citation, Leaf, Silent, Unread
from baclofen_cds.vocabulary import Condition, Indication

__all__ = ["Contraindications", "Indications", "ProductContraindication"]


@frozen
class Indications:
    """What a label is for, and what it leaves out by name."""

    covered: Leaf[tuple[Indication, ...]] = leaf("indication", shape="list")
    children_covered: Leaf[tuple[Indication, ...]] = leaf("indication", shape="list")
    excluded: Leaf[tuple[Indication, ...]] = leaf("indication", shape="list")


@frozen
class ProductContraindication:
    """A condition with which one product of the family is not to be used.

    Parameters
    ----------
    condition, product
        What the text of which product names.
    citation
        Where that text says it.
    not_in
        Where the text of another product is silent on it; unread when none was read.
    """

    condition: Condition
    product: str
    citation: Citation
    not_in: Silent | Unread = Unread()


@frozen
class Contraindications:
    """Conditions with which a label says the medicine is not to be used.

    ``conditions`` holds for every product whose text was read, ``in_some_products`` for
    the product it names.
    """

    conditions: Leaf[tuple[Condition, ...]] = leaf("condition", shape="list")
    in_some_products: tuple[ProductContraindication, ...] = field(
        default=(), metadata={"products": True}
    )
