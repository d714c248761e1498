"""What a label says to one kind of patient: how much, how often, for whom. Nothing is said here.

The posology is the label's own word for its section on doses. Every number is a plain whole
number in the smallest unit (micrograms, months, days, grams); what a label does not give is
``None``. Where a number stands is kept beside it, by the name of the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, NoReturn

from attrs import field, fields, frozen

from baclofen_cds.case.bands import KidneyBand, is_avoided
from baclofen_cds.knowledge.schema.label import KidneyStatement, Rung
from baclofen_cds.sources import Citation
from baclofen_cds.vocabulary import Condition, Dialysis, Indication

__all__ = ["Ends", "Kept", "KidneyTerms", "Lengths", "Population", "Posology", "Rung", "numbers"]

Ends = tuple[int, int]
"""The lower and the upper end of what a document leaves."""

Lengths = tuple[tuple[int | None, int], ...]
"""After more than so many days of use, so many days; the first holds after any use."""


class Kept(dict[Any, Any]):
    """What is made once and given to everybody: it is read, and never changed."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("what a label says is read, and not changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return (Kept, (dict(self),))


class Population(Enum):
    """For whom a label speaks, by age."""

    ADULT = "adult"
    CHILD = "child"
    TOO_YOUNG = "too young"


def term(unit: str, says: str, *, default: Any = None) -> Any:
    """Declare one term: the unit its number is shown in, and what it says in words."""
    return field(default=default, metadata={"unit": unit, "says": says})


@frozen(kw_only=True)
class Posology:
    """What a label says from one age on, until the next: a flat record, made once.

    Kidneys and the indication are told beside it: the kidneys by :class:`KidneyTerms`.
    A number per kg is micrograms per kilogram and day. ``places`` holds where each number
    stands, by the name of its field; a number made of several has several places.
    """

    from_month: int = term("year", "from this age")
    to_month: int | None = term("year", "to below this age")
    population: Population = term("", "who this is")
    youngest: int | None = term("year", "not established below")
    youngest_read: bool = term(
        "", "whether a youngest age was read, or our own is reached", default=True
    )
    adult_from: int = term("year", "adult schedule from")
    older_from: int = term("year", "older adult from")
    older: bool = term("", "counts as an older adult", default=False)
    in_childhood: bool = term("", "a child for tapers and stops", default=False)
    covered: frozenset[Indication] = term("", "indications", default=frozenset())
    excluded: frozenset[Indication] = term("", "excluded by name", default=frozenset())
    cerebral: frozenset[Indication] = term(
        "", "spasticity of cerebral origin", default=frozenset()
    )
    against: tuple[Condition, ...] = term("", "never started with", default=())

    start: int | None = term("mg/day", "starting dose")
    adult_start: int | None = term("mg/day", "starting dose of an adult")
    start_older: int | None = term("mg/day", "starting dose of an older adult")
    start_cerebral: int | None = term("mg/day", "starting dose where the origin is cerebral")
    dialysis_number: int | None = term("mg/day", "dose on dialysis, of whatever form")
    start_per_kg: int | None = term("mg/kg/day", "starting dose by weight")
    start_most: int | None = term("mg/day", "starting dose by weight, at most")
    start_most_read: bool = term("", "whether that is a maximum for the age", default=False)
    divisions: tuple[int, ...] = term("per day", "times a day, the preferred first", default=())
    division_is_ours: int = term(
        "per day", "divided into, where the label does not say", default=0
    )
    start_read: bool = term("", "whether everything a start rests on was read", default=False)
    start_stated: bool = term("", "whether everything a start rests on is stated", default=False)
    weight_within: int = term("day", "weight no older than", default=0)
    smallest_unit: int = term(
        "mg", "smallest dose that can be made, where none is told", default=0
    )
    computed_step: int = term("mg", "computed doses in whole", default=0)

    rungs: tuple[Rung, ...] = term("", "ladder", default=())
    increase: Ends | None = term("mg", "increase")
    increase_of_day: bool = term("", "whether the increase is of the day's total", default=False)
    increase_read: bool = term("", "whether the size of an increase was looked for", default=False)
    hold: Ends | None = term("day", "held before an increase")
    trial: int | None = term("day", "trial at the highest dose")
    largest_rise: int = term("mg/day", "our bound of an increase", default=0)
    beyond_ladder: int | None = term("mg/day", "maximum above the last rung")

    usual: int | None = term("mg/day", "usually enough")
    usual_per_kg: int | None = term("mg/kg/day", "usually enough, by weight")
    maximum: int | None = term("mg/day", "maximum")
    supervised: int | None = term("mg/day", "maximum of supervised inpatients")
    hospital_from: int | None = term("mg/day", "hospital is meant from")
    open_above: bool = term("", "more for inpatients, no end stated", default=False)
    named: int | None = term("mg", "largest administration that is named")

    taper_lengths: Lengths = term("day", "length of a taper", default=())
    taper_step: int | None = term("mg/day", "step of a taper")
    taper_largest_drop: int = term("mg/day", "largest drop", default=0)
    taper_share: int = term("one in", "largest drop, as a share of the day", default=1)
    taper_middle_below: int = term("mg/day", "below this a larger share", default=0)
    taper_middle_share: int = term("one in", "the larger share", default=1)
    taper_low_below: int = term("mg/day", "below this the largest share", default=0)
    taper_low_share: int = term("one in", "the largest share", default=1)
    taper_low_units: int = term("count", "up to so many units the largest share too", default=0)
    taper_rungs: tuple[int, ...] = term("mg/day", "rungs of a taper", default=())
    taper_spacing: int = term("mg/day", "rungs go on at", default=0)
    taper_unit: int = term("mg", "unit of a taper, where none is told", default=0)
    taper_coarsest_unit: int = term("mg", "coarsest unit of a taper", default=0)
    stop_small: int = term(
        "mg/day", "a stop from this or less is one from a small dose", default=0
    )
    stop_high: int = term("mg/day", "a stop from this or more is one from a high dose", default=0)
    stop_few_days: int = term("day", "a stop after so few days at most", default=0)
    stop_abrupt_after: int = term("day", "a stop after more days is abrupt", default=0)

    places: Mapping[str, tuple[Citation, ...]] = field(
        factory=Kept, converter=Kept, repr=False, hash=False
    )

    @property
    def is_child(self) -> bool:
        """Whether somebody is too young for the label's adult schedule."""
        return self.population is not Population.ADULT

    @property
    def has_limits(self) -> bool:
        """Whether the label limits the day of somebody of this age."""
        return self.maximum is not None or self.hospital_from is not None

    @property
    def by_setting(self) -> bool:
        """Whether the label allows more for supervised inpatients."""
        return self.has_limits and (self.supervised is not None or self.open_above)

    def cited(self, *names: str) -> tuple[Citation, ...]:
        """Return where these numbers stand."""
        return tuple(c for name in names for c in self.places.get(name, ()))

    def place(self, name: str) -> Citation:
        """Return the first place of a number that is there."""
        return self.places[name][0]


@frozen(kw_only=True)
class KidneyTerms:
    """What a label says to one state of the kidneys.

    Parameters
    ----------
    child
        Whether it is said to somebody below the label's adult schedule.
    band
        The band of kidney function.
    dialysis
        The form of dialysis where the band is dialysis; otherwise none.
    changing
        Whether creatinine is changing.
    number
        The label's dose for this state, in micrograms a day.
    read
        Whether anybody has read what the label says of it.
    forbidden
        Whether some product's text forbids the use.
    statement
        What the label says of it, in words too.
    places
        Where number and prohibition stand, by the name of the field.
    """

    child: bool
    band: KidneyBand
    dialysis: Dialysis = Dialysis.NONE
    changing: bool = False
    number: int | None = term("mg/day", "dose for this state of the kidneys")
    read: bool = term("", "whether anybody has read what the label says of it", default=False)
    forbidden: bool = term("", "whether some product's text forbids the use", default=False)
    statement: KidneyStatement = field(factory=KidneyStatement, repr=False)
    places: Mapping[str, tuple[Citation, ...]] = field(
        factory=Kept, converter=Kept, repr=False, hash=False
    )

    @property
    def withheld(self) -> bool:
        """Whether our policy withholds a start here, whatever number a label prints."""
        return is_avoided(self.band)

    def cited(self, name: str) -> tuple[Citation, ...]:
        """Return where a number stands."""
        return self.places.get(name, ())


def numbers(row: Posology | KidneyTerms) -> dict[str, Any]:
    """Return the terms of a row by name, without their places."""
    named = (a.name for a in fields(type(row)) if a.name not in ("places", "statement"))
    return {name: getattr(row, name) for name in named}
