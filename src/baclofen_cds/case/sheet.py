"""All rows of a label: its posology at every age, and what it says of every kidney. Made once."""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

from attrs import asdict, field, fields, frozen

from baclofen_cds import units
from baclofen_cds.amounts import Months
from baclofen_cds.calls import by_name
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.posology import Kept, KidneyTerms, Population, Posology, numbers
from baclofen_cds.case.rows import ages_of, for_age
from baclofen_cds.errors import is_a, wrong_type
from baclofen_cds.knowledge.reading import loader
from baclofen_cds.knowledge.schema.label import KidneyStatement, Profile, Rung
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.sources import Citation, Leaf, Silent, Stated
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import Dialysis

__all__ = ["Sheet", "make_sheet", "row_at", "sheet", "sheet_of", "terms_for"]

_SMALLEST: Final = {
    "year": "month",
    "mg": "microgram",
    "mg/day": "microgram/day",
    "mg/kg/day": "microgram/kg/day",
}
"""The unit of the whole numbers in a sheet, by the unit they are shown in."""

_OF_A_RUNG: Final = {"each": "microgram", "times_per_day": "per day", "hold": "day"}

_BOUNDS: Final = ("adult_start", "start_cerebral", "start_per_kg", "start_most", "divisions")
"""Terms that bound a start nobody proposes."""

_KEPT: Final = 64
"""So many sheets are kept; a program asks few labels, and few policies."""

_MADE: dict[tuple[int, int], Sheet] = {}

_FORMS: Final = (Dialysis.HAEMODIALYSIS, Dialysis.PERITONEAL, Dialysis.CONTINUOUS)
_NOT_POOR: Final = (KidneyBand.NOT_IMPAIRED, KidneyBand.UNKNOWN)
_AT_END: Final = (KidneyBand.END_STAGE, KidneyBand.DIALYSIS)


@frozen(eq=False)
class Sheet:
    """Everything a label says on doses, as rows: one for each age, one for each kidney state.

    Parameters
    ----------
    profile
        The label.
    policy
        The project's choices where the label leaves one, or was not read.
    ages
        What holds from one age to below the next, the youngest first.
    kidneys
        What is said to each state of the kidneys, to adults and to children.
    starts, states
        The ages at which the rows begin, and the kidney rows by their state.
    """

    profile: Profile = field(repr=False)
    policy: Policy = field(repr=False)
    ages: tuple[Posology, ...] = field(repr=False)
    kidneys: tuple[KidneyTerms, ...] = field(repr=False)
    starts: tuple[int, ...] = field(init=False, repr=False)
    states: dict[tuple[Any, ...], KidneyTerms] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        terms = {(k.child, k.band, k.dialysis, k.changing): k for k in self.kidneys}
        object.__setattr__(self, "starts", tuple(row.from_month for row in self.ages))
        object.__setattr__(self, "states", Kept(terms))

    @by_name
    def at_age(self, age: Quantity | Months) -> Posology:
        """Return the row of an age: what the label says to a child of 7.

        Parameters
        ----------
        age : Quantity
            The age, such as ``7 * bc.ureg.year``.
        """
        return row_at(self, units.age(age, "age"))

    def to_dict(self) -> dict[str, Any]:
        """Return every row as plain data: JSON can hold it, and no number is a fraction."""
        used = {"profile": self.profile.header.used, "policy": self.policy.header.used}
        return {
            **{name: asdict(file) for name, file in used.items()},
            "units": {
                "ages": {**_units_of(Posology), "rungs": _OF_A_RUNG},
                "kidneys": _units_of(KidneyTerms),
            },
            "ages": [_data_of(row) for row in self.ages],
            "kidneys": [_data_of(row) for row in self.kidneys],
        }

    def to_csv(self) -> str:
        """Return every rule as a line of a decision table: an age, kidneys, and what holds."""
        used = self.profile.header.used
        of = (used.id, used.revised, used.digest, self.policy.header.digest)
        return _decision_table(of, self.ages, self.kidneys)

    def __repr__(self) -> str:
        rows = f"{len(self.ages)} ages, {len(self.kidneys)} kidney states"
        return f"<Sheet {self.profile.id}, {rows}>"


@by_name
def sheet(profile: Profile, policy: Policy | None = None) -> Sheet:
    """Return what a label says on doses, row by row: each age, and each state of the kidneys.

    Every verb looks its numbers up in these rows.

    Parameters
    ----------
    profile : Profile
        The label.
    policy : Policy, optional
        Replaces the shipped one, which says what holds where the label does not.

    Returns
    -------
    Sheet
        ``ages`` and ``kidneys`` are its rows, whole numbers in the smallest unit with the
        place of each; ``to_dict()`` gives them as data, ``to_csv()`` as a decision table.

    Raises
    ------
    InputError
        If an argument is of a type that is not accepted.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> sheet = bc.sheet(bc.get_profile("uk-spasticity"))
    >>> [(row.from_month, row.population.value, row.maximum) for row in sheet.ages][3:6]
    [(96, 'child', 60000), (144, 'child', 60000), (216, 'adult', 100000)]
    >>> print(sheet.ages[5].place("maximum").pin)
    Baclofen, dose, maximum
    """
    if not is_a(profile, Profile):
        raise wrong_type(profile, "profile", "a profile, as bc.get_profile gives it")
    return sheet_of(profile, loader.policy_told(policy))


def row_at(sheet: Sheet, months: int) -> Posology:
    """Return the row that holds at an age in months."""
    return sheet.ages[bisect_right(sheet.starts, months) - 1]


def terms_for(
    sheet: Sheet, *, child: bool, band: KidneyBand, dialysis: Dialysis, changing: bool
) -> KidneyTerms:
    """Return the row of a state of the kidneys."""
    if band is not KidneyBand.DIALYSIS:
        dialysis = Dialysis.NONE
        band = band if band in _AT_END or not changing else KidneyBand.CHANGING
    return sheet.states[child, band, dialysis, changing]


def sheet_of(profile: Profile, policy: Policy) -> Sheet:
    """Return the sheet of a label, made on its first use.

    It is kept with the very label and policy it was made of, so that a changed copy of either
    has a sheet of its own.
    """
    key = (id(profile), id(policy))
    found = _MADE.get(key)
    if found is None:
        if len(_MADE) >= _KEPT:
            _MADE.clear()
        found = _MADE[key] = make_sheet(profile, policy)
    return found


def make_sheet(profile: Profile, policy: Policy) -> Sheet:
    """Make every row of a label."""
    edges = ages_of(profile, policy)
    spans = zip(edges, (*edges[1:], None), strict=True)
    ages = tuple(for_age(profile, policy, start, end) for start, end in spans)
    return Sheet(profile, policy, ages, tuple(_for_kidneys(profile)))


def _for_kidneys(profile: Profile) -> Iterator[KidneyTerms]:
    """Make the rows of every state of the kidneys, for adults and for children."""
    for child in (False, True):
        for band in KidneyBand:
            forms = _FORMS if band is KidneyBand.DIALYSIS else (Dialysis.NONE,)
            states = (False, True) if band in _AT_END else (band is KidneyBand.CHANGING,)
            for form in forms:
                for changing in states:
                    yield _of_kidneys(profile, child, band, form, changing)


def _of_kidneys(
    profile: Profile, child: bool, band: KidneyBand, form: Dialysis, changing: bool
) -> KidneyTerms:
    """Make the row of one state of the kidneys.

    The label's number is for adults with poor, steady kidneys; of dialysis it is about the forms
    that are named and, where none is, about long-term dialysis.
    """
    kidney, places = profile.kidney, {}
    said = _statement(profile, form, silenced=child or changing)
    dose, against = said.total_daily_dose, kidney.end_stage.contraindicated_in
    counts = isinstance(dose, Stated) and band not in _NOT_POOR
    if counts and isinstance(dose, Stated):
        places["number"] = (dose.citation,)
    forbidden = band in _AT_END and isinstance(against, Stated)
    if band in _AT_END and isinstance(against, Stated):
        places["forbidden"] = (against.citation,)
    return KidneyTerms(
        child=child,
        band=band,
        dialysis=form,
        changing=changing,
        number=int(dose.value) if counts and isinstance(dose, Stated) else None,
        read=isinstance(dose, (Stated, Silent)) or isinstance(said.advice, Stated),
        forbidden=forbidden,
        statement=said,
        places=places,
    )


def _statement(profile: Profile, form: Dialysis, *, silenced: bool) -> KidneyStatement:
    """Return what the label says of a state, without a number that is not meant for it."""
    kidney = profile.kidney
    if form is Dialysis.NONE:
        said, words = kidney.impaired, kidney.impaired.advice
        return (
            KidneyStatement(total_daily_dose=_silent(said.total_daily_dose), advice=words)
            if silenced
            else said
        )
    named, said = kidney.dialysis_named, kidney.dialysis
    meant = form in named.value if isinstance(named, Stated) else form is not Dialysis.CONTINUOUS
    if silenced or not meant:
        return KidneyStatement(total_daily_dose=_silent(said.total_daily_dose))
    return said


def _silent(leaf: Leaf[Any]) -> Leaf[Any]:
    """Take away a number that is for adults with impaired, steady kidneys: it says no more."""
    return Silent(leaf.citation) if isinstance(leaf, Stated) else leaf


def _data_of(row: Posology | KidneyTerms) -> dict[str, Any]:
    """Return the terms of a row by name, as plain values, with where each stands."""
    told = _told(row)
    terms = {name: _plain(value) for name, value in told.items()}
    given = ((name, cited) for name, cited in row.places.items() if told.get(name) is not None)
    return {**terms, "places": {name: [_place(one) for one in cited] for name, cited in given}}


def _told(row: Posology | KidneyTerms) -> dict[str, Any]:
    """Return what a row tells a reader who does not know what it is used for.

    To somebody too young a label says no dose; what bounds one that is meant all the same is
    left out. A number for kidneys comes with whether our policy withholds a start there.
    """
    terms = numbers(row)
    if isinstance(row, KidneyTerms):
        return {**terms, "withheld": row.withheld}
    if row.population is Population.TOO_YOUNG:
        return terms | dict.fromkeys(_BOUNDS)
    return terms


def _units_of(kind: type[Posology | KidneyTerms]) -> dict[str, str]:
    """Return the unit of each term that is a number of something."""
    told = ((a.name, a.metadata.get("unit", "")) for a in fields(kind))
    return {name: _SMALLEST.get(unit, unit) for name, unit in told if unit}


def _decision_table(
    of: tuple[str, ...], ages: tuple[Posology, ...], kidneys: tuple[KidneyTerms, ...]
) -> str:
    """Write every rule of a sheet as one line: an age and a state of the kidneys, what holds.

    Each line says whose it is: profile, revision, digest, and the digest of the policy. The head
    names each term with the unit of its whole numbers. Several values stand in one
    cell with spaces between them; what a label does not give is an empty cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    head = [*_head(ages[0], ""), *_head(kidneys[0], "kidney_")]
    writer.writerow(["profile", "revised", "digest", "policy", *head])
    for age in ages:
        for state in kidneys:
            if state.child is age.is_child:
                told = (v for row in (age, state) for v in _told(row).values())
                writer.writerow([*of, *map(_cell, told)])
    return out.getvalue()


def _head(row: Posology | KidneyTerms, before: str) -> list[str]:
    units = _units_of(type(row))
    return [f"{before}{name}{f' ({units[name]})' if name in units else ''}" for name in _told(row)]


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; sets come in order."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Rung):
        return {
            "each": int(value.each),
            "times_per_day": value.times_per_day,
            "hold": int(value.hold),
        }
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _place(citation: Citation) -> dict[str, str]:
    return {
        "document": citation.document,
        "pin": citation.pin,
        "seen": citation.seen.value,
        "link": citation.link,
    }


def _cell(value: Any) -> str:
    """Write a value in one cell."""
    plain = _plain(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if isinstance(plain, dict):
        return "{each}x{times_per_day}/{hold}d".format(**plain)
    if isinstance(plain, list):
        joint = " " if all(isinstance(one, int) for one in plain) else "; "
        return joint.join(_pair(*one) if isinstance(one, list) else _cell(one) for one in plain)
    return str(plain)


def _pair(after: int | None, days: int) -> str:
    """Write a length of a taper, with the use after which it holds."""
    return f"{days}" if after is None else f"{days} after {after}"
