"""All rows of a label: its posology at every age, and what it says of every kidney. Made once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Final

from attrs import field, frozen

from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.posology import KidneyTerms, Posology
from baclofen_cds.case.rows import ages_of, for_age
from baclofen_cds.knowledge.schema.label import KidneyStatement, Profile
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.sources import Leaf, Silent, Stated
from baclofen_cds.vocabulary import Dialysis

__all__ = ["Sheet", "sheet_of"]

_KEPT: Final = 64
"""So many sheets are kept; a program asks few labels, and few policies."""

_MADE: dict[tuple[int, int], Sheet] = {}

_FORMS: Final = (Dialysis.HAEMODIALYSIS, Dialysis.PERITONEAL, Dialysis.CONTINUOUS)
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
    """

    profile: Profile = field(repr=False)
    policy: Policy = field(repr=False)
    ages: tuple[Posology, ...] = field(repr=False)
    kidneys: tuple[KidneyTerms, ...] = field(repr=False)
    _from: tuple[int, ...] = field(init=False, repr=False)
    _terms: dict[tuple[Any, ...], KidneyTerms] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        terms = {(k.child, k.band, k.dialysis, k.changing): k for k in self.kidneys}
        object.__setattr__(self, "_from", tuple(row.from_month for row in self.ages))
        object.__setattr__(self, "_terms", terms)

    @classmethod
    def of(cls, profile: Profile, policy: Policy) -> Sheet:
        """Make every row of a label."""
        edges = ages_of(profile, policy)
        ends = (*edges[1:], None)
        ages = tuple(
            for_age(profile, policy, start, end) for start, end in zip(edges, ends, strict=True)
        )
        return cls(profile, policy, ages, tuple(_for_kidneys(profile)))

    def at_age(self, months: int) -> Posology:
        """Return the row that holds at an age."""
        return self.ages[bisect_right(self._from, months) - 1]

    def for_kidneys(
        self, *, child: bool, band: KidneyBand, dialysis: Dialysis, changing: bool
    ) -> KidneyTerms:
        """Return the row of a state of the kidneys."""
        if band is not KidneyBand.DIALYSIS:
            dialysis = Dialysis.NONE
            band = band if band in _AT_END or not changing else KidneyBand.CHANGING
        return self._terms[child, band, dialysis, changing]

    def __repr__(self) -> str:
        rows = f"{len(self.ages)} ages, {len(self.kidneys)} kidney states"
        return f"<Sheet {self.profile.id}, {rows}>"


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
        found = _MADE[key] = Sheet.of(profile, policy)
    return found


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

    The label's number is for adults with steady kidneys; of dialysis it is about the forms
    that are named and, where none is, about long-term dialysis.
    """
    kidney, places = profile.kidney, {}
    said = _statement(profile, form, silenced=child or changing)
    dose, against = said.total_daily_dose, kidney.end_stage.contraindicated_in
    if isinstance(dose, Stated):
        places["number"] = (dose.citation,)
    forbidden = band in _AT_END and isinstance(against, Stated)
    if band in _AT_END and isinstance(against, Stated):
        places["forbidden"] = (against.citation,)
    return KidneyTerms(
        child=child,
        band=band,
        dialysis=form,
        changing=changing,
        number=int(dose.value) if isinstance(dose, Stated) else None,
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
