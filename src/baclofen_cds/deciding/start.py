"""How a start ends, how much it is, and how the day is divided."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.case.bands import KidneyBand, is_avoided
from baclofen_cds.case.doses import is_capped, per_kg_total
from baclofen_cds.case.posology import KidneyTerms, Posology
from baclofen_cds.decisions import Outcome
from baclofen_cds.makeable import Makeable
from baclofen_cds.sources import Citation
from baclofen_cds.vocabulary import Indication

__all__ = [
    "Amount",
    "amount_by_weight",
    "amount_of",
    "divided",
    "lower_start",
    "start_outcome",
]


@frozen
class Amount:
    """A total for the day, how it may be divided, and where both come from."""

    total: int
    times: tuple[int, ...]
    citations: tuple[Citation, ...]
    computed: bool = False
    capped: bool = False
    division_is_ours: bool = False


def start_outcome(  # noqa: PLR0911 - one line for each outcome
    posology: Posology,
    kidneys: KidneyTerms,
    *,
    in_scope: bool,
    contraindicated: bool,
    missing: bool,
) -> Outcome:
    """Decide how a start ends. The order is the published precedence of outcomes.

    Where the kidneys say "avoid", no number is an answer. Where they are impaired, what the
    label says of them decides: its number, that it was read and gives none, or that it was
    not read. Elsewhere its general start does. Kidneys nobody knows are ``missing`` to begin with.
    """
    if not in_scope:
        return Outcome.OUT_OF_SCOPE
    if contraindicated or kidneys.forbidden:
        return Outcome.CONTRAINDICATED
    if is_avoided(kidneys.band):
        return Outcome.WITHHELD
    if missing:
        return Outcome.INSUFFICIENT_DATA
    if kidneys.band is not KidneyBand.NOT_IMPAIRED:
        if kidneys.number is not None:
            return Outcome.STATED
        return Outcome.SILENT if kidneys.read else Outcome.UNREAD
    if not posology.start_read:
        return Outcome.UNREAD
    return Outcome.STATED if posology.start_stated else Outcome.SILENT


def lower_start(posology: Posology, indication: Indication) -> str:
    """Name the lowest start the label gives an adult like this one; nothing where it gives none.

    Some labels start older adults lower, some those whose spasticity is of cerebral origin.
    """
    older = posology.start_older
    cerebral = posology.start_cerebral if indication in posology.cerebral else None
    if cerebral is not None and (older is None or cerebral < older):
        return "start_cerebral"
    return "" if older is None else "start_older"


def amount_of(
    posology: Posology, kidneys: KidneyTerms, indication: Indication, grams: int | None
) -> Amount | None:
    """Return what the label starts such a patient on, where it says so."""
    if kidneys.band is KidneyBand.NOT_IMPAIRED:
        by_weight = posology.is_child
        return amount_by_weight(posology, grams) if by_weight else _of_adult(posology, indication)
    if is_avoided(kidneys.band) or kidneys.number is None:
        return None
    lower = lower_start(posology, indication)
    total = min(kidneys.number, getattr(posology, lower)) if lower else kidneys.number
    return _undivided(posology, total, kidneys.cited("number"))


def amount_by_weight(posology: Posology, grams: int | None) -> Amount | None:
    """Return what the label starts a child of this weight on, however old the weight is."""
    per_kg, most = posology.start_per_kg, posology.start_most
    if grams is None or per_kg is None or most is None or not posology.divisions:
        return None
    return Amount(
        per_kg_total(per_kg, grams, most),
        posology.divisions,
        posology.cited("start_per_kg", "divisions", "start_most"),
        computed=True,
        capped=is_capped(per_kg, grams, most),
    )


def _of_adult(posology: Posology, indication: Indication) -> Amount | None:
    """Take the adult start; a lower one counts where it is lower, and is not divided."""
    total, lower = posology.start, lower_start(posology, indication)
    if total is None or not posology.divisions:
        return None
    if lower and getattr(posology, lower) < total:
        return _undivided(posology, getattr(posology, lower), posology.cited(lower))
    return Amount(total, posology.divisions, posology.cited("start", "divisions"))


def _undivided(posology: Posology, total: int, places: tuple[Citation, ...]) -> Amount:
    """Take a total the label does not divide: the division is the policy's."""
    places = (*places, *posology.cited("division_is_ours"))
    return Amount(total, (posology.division_is_ours,), places, division_is_ours=True)


def divided(total: int, times: int, makeable: Makeable) -> int:
    """Return the dose of each administration, rounded down to what can be made."""
    return makeable.not_above(total // times)
