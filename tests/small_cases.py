"""Small cases: a posology of a few terms, kidneys, days of a few doses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from baclofen_cds.amounts import Days, Micrograms
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.posology import KidneyTerms, Population, Posology, Rung
from baclofen_cds.sources import Citation, Seen


def place(name: str) -> Citation:
    """Return a place of its own for each name."""
    return Citation("an invented label", name, Seen.PRIMARY)


def posology(**terms: Any) -> Posology:
    """Make what an invented label says to an adult; each term has a place of its own."""
    ages = {"from_month": 0, "to_month": None, "adult_from": 216, "older_from": 780}
    told = {**ages, "population": Population.ADULT, **terms}
    return Posology(**told, places={name: (place(name),) for name in terms})


def of_child(**terms: Any) -> Posology:
    """Make what an invented label says to a child."""
    return posology(population=Population.CHILD, **terms)


def kidneys(band: KidneyBand = KidneyBand.NOT_IMPAIRED, **terms: Any) -> KidneyTerms:
    """Make what an invented label says to adults with such kidneys."""
    places = {name: (place(f"kidney {name}"),) for name in terms}
    return KidneyTerms(child=False, band=band, **terms, places=places)


def rung(each: int, times: int, hold: int = 3) -> Rung:
    """Make a rung of a ladder."""
    return Rung(Micrograms(each), times, Days(hold), place(f"{times} x {each}"))


def days(amounts: Iterable[int], most: int) -> Iterator[tuple[int, ...]]:
    """Give every day of one to ``most`` administrations of these amounts."""
    amounts = tuple(amounts)
    for times in range(1, most + 1):
        yield from product(amounts, repeat=times)


def told(amounts: Iterable[int]) -> tuple[int | None, ...]:
    """Give every amount, and that nobody told it."""
    return (None, *amounts)
