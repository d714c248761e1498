"""The rows of labels that say what no shipped one says, and of policies beside them."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from small_cases import place, rung

import baclofen_cds as bc
from baclofen_cds.amounts import Days, MicrogramsPerDay, Months
from baclofen_cds.case.posology import Posology
from baclofen_cds.case.sheet import row_at, sheet_of
from baclofen_cds.knowledge.reading.loader import current_policy
from baclofen_cds.knowledge.schema.label import AgeBand, AgeTop
from baclofen_cds.sources import Stated, Unread


def changed(node: Any, **leaves: Any) -> Any:
    """Change some leaves of a file, each by its name with the sections before it."""
    for name, value in leaves.items():
        section, _, inside = name.partition("__")
        own = changed(getattr(node, section), **{inside: value}) if inside else value
        node = evolve(node, **{section: own})
    return node


def says(value: Any, name: str = "a leaf") -> Stated[Any]:
    """Make a leaf that states this, at a place of its own."""
    return Stated(value, place(name))


def row(label: str, months: int = 540, **leaves: Any) -> Posology:
    """Return the row of an age of a label with some of its leaves changed."""
    profile = changed(bc.get_profile(f"{label}-spasticity"), **leaves)
    return row_at(sheet_of(profile, current_policy()), months)


def long_use(after: int, length: int) -> dict[str, Any]:
    """Let a label say how long a taper is after more than so many days."""
    return {
        "taper__long_use_after": says((Days(after), Days(90))),
        "taper__long_use_length": says(Days(length)),
    }


class TestLengths:
    """How long a taper is, where a label speaks of long use and the policy does too."""

    @pytest.mark.parametrize(
        ("after", "length", "lengths"),
        [
            (60, 28, ((None, 14), (60, 28))),
            (61, 28, ((None, 14), (60, 21), (61, 28))),
            (59, 28, ((None, 14), (59, 28))),
            (59, 15, ((None, 14), (59, 15), (60, 21))),
            (59, 14, ((None, 14), (59, 14), (60, 21))),
            (60, 20, ((None, 14), (60, 21))),
            (59, 13, ((None, 14), (60, 21))),
        ],
    )
    def test_two_lines(self, after: int, length: int, lengths: tuple[Any, ...]) -> None:
        """Beyond each line its own length holds, and none is shorter than what held before."""
        assert row("ch", **long_use(after, length)).taper_lengths == lengths

    def test_as_long(self) -> None:
        """Of two lengths that are equal it is the label's that is cited."""
        own = row("ch", taper__long_use_length=says(Days(21), "own"))
        assert own.cited("taper_lengths")[1] == place("own")

    def test_a_length_without_a_line(self) -> None:
        """A length for long use without the line, or the line alone, says nothing."""
        for name in ("taper__long_use_after", "taper__long_use_length"):
            assert row("ch", **{name: Unread()}).taper_lengths == ((None, 14), (60, 21))

    def test_a_line_at_nothing(self) -> None:
        """Where the policy calls any use long, no use at all still is short."""
        policy = changed(current_policy(), taper__long_use_after=says(Days(0)))
        sheet = sheet_of(bc.get_profile("us-spasticity"), policy)
        assert sheet.ages[-1].taper_lengths == ((None, 14), (0, 21))


class TestBeyondTheLadder:
    """A printed maximum above the last rung."""

    RUNGS = (rung(5_000, 3), rung(10_000, 3), rung(15_000, 3), rung(20_000, 4))

    @pytest.mark.parametrize(("maximum", "beyond"), [(79, None), (80, None), (81, 81)])
    def test_above_the_last(self, maximum: int, beyond: int | None) -> None:
        """It is led to from the last rung where it is above that, by its whole day."""
        found = row(
            "us",
            adult__ladder__rungs=self.RUNGS,
            adult__maximum__total_daily_dose=says(MicrogramsPerDay(maximum * 1_000), "most"),
        )
        assert found.beyond_ladder == (None if beyond is None else beyond * 1_000)
        ours = current_policy().rise.to_printed_maximum.citation
        assert found.cited("beyond_ladder") == (() if beyond is None else (place("most"), ours))

    def test_only_where_the_policy_names_it(self) -> None:
        """Of another label nothing leads there, nor where no maximum or no ladder is."""
        assert row("uk").beyond_ladder is None
        assert row("us", adult__maximum__total_daily_dose=Unread()).beyond_ladder is None
        assert row("us", adult__ladder__rungs=()).beyond_ladder is None


class TestChildren:
    """What is said to children."""

    def test_bands_in_any_order(self) -> None:
        """The maximum of an age is that of its band, wherever the band stands."""
        bands = bc.get_profile("uk-spasticity").child.maximum
        found = [row("uk", months, child__maximum=bands[::-1]).maximum for months in (0, 95, 96)]
        assert found == [40_000, 40_000, 60_000]

    def test_without_the_adult_start(self) -> None:
        """A start by weight rests on the adult one only where no maximum of the age was read."""
        unread = {"adult__start__total_daily_dose": Unread()}
        with_band, without = row("uk", 100, **unread), row("ch", 100, **unread)
        assert (with_band.start_read, with_band.start_stated) == (True, True)
        assert (without.start_read, without.start_stated) == (False, False)
        assert (with_band.start_most, without.start_most) == (60_000, None)

    @pytest.mark.parametrize(
        ("leaf", "read"), [("child__start_per_kg", False), ("child__times_per_day", False)]
    )
    def test_unread(self, leaf: str, read: bool) -> None:
        """A start by weight was not read where its amount or its division was not."""
        found = row("uk", 100, **{leaf: Unread()})
        assert (found.start_read, found.start_stated) == (read, False)

    def test_preferred_division(self) -> None:
        """A preferred division comes first, and the others keep their order."""
        own = {"child__times_per_day": says((2, 3, 4)), "child__preferred_times_per_day": says(3)}
        assert row("uk", 100, **own).divisions == (3, 2, 4)
        none = {**own, "child__preferred_times_per_day": Unread()}
        assert row("uk", 100, **none).divisions == (2, 3, 4)

    def test_no_child_dose(self) -> None:
        """A label with neither a youngest age nor a child's dose is for nobody below adults."""
        silent = {"child__from_age": Unread(), "child__not_established_below": Unread()}
        below = row("us", 100, **silent)
        assert (below.population.value, below.youngest) == ("too young", 144)
        dosed = row("us", 100, **silent, child__start_per_kg=says(300))
        assert (dosed.population.value, dosed.youngest) == ("child", None)
        unaged = row("us", 100, **silent, adult__from_age=Unread())
        assert (unaged.population.value, unaged.youngest) == ("child", None)


class TestAdults:
    """What is said to adults."""

    def test_older_from(self) -> None:
        """Somebody is an older adult from the label's own age on, where it has one."""
        own = {"older_adult__from_age": says(Months(840), "own")}
        found = {months: row("us", months, **own) for months in (779, 780, 839, 840)}
        assert {months: one.older for months, one in found.items()} == {
            779: False,
            780: False,
            839: False,
            840: True,
        }
        assert {one.place("older_from") for one in found.values()} == {place("own")}

    def test_unread_start(self) -> None:
        """A start was not read where its amount or its division was not."""
        for leaf in ("adult__start__total_daily_dose", "adult__start__times_per_day"):
            found = row("us", **{leaf: Unread()})
            assert (found.start_read, found.start_stated) == (False, False)

    def test_least_interval(self) -> None:
        """Where only the fewest days are said, they are both ends; an interval comes first."""
        fewest = {"adult__increments__no_sooner_than": says(Days(2))}
        assert row("us", **fewest).hold == (2, 2)
        both = {**fewest, "adult__increments__interval": says((Days(3), Days(5)))}
        assert row("us", **both).hold == (3, 5)

    def test_increase(self) -> None:
        """An increase of each administration comes before one of the day."""
        day = {"adult__increments__per_day": says((5_000, 15_000))}
        found = row("us", **day)
        assert (found.increase, found.increase_of_day) == ((5_000, 15_000), True)
        found = row("us", **day, adult__increments__per_administration=says((2_500, 5_000)))
        assert (found.increase, found.increase_of_day) == ((2_500, 5_000), False)

    def test_no_maximum(self) -> None:
        """Without a maximum and an amount for hospital a label limits no adult's day."""
        none = {
            "adult__maximum__total_daily_dose": Unread(),
            "adult__maximum__supervised_inpatient": Unread(),
        }
        found = row("us", **none)
        assert (found.has_limits, found.usual, found.named) == (False, None, None)

    def test_usually_enough(self) -> None:
        """What is usually enough comes before the top of the usual range."""
        assert row("us").usual == 80_000
        assert row("us", adult__usually_enough=says(MicrogramsPerDay(50_000))).usual == 50_000


class TestChildrensLimits:
    """A child's limits: the maximum of the age, and what is usually enough for the weight."""

    BAND = AgeBand(Months(12), Months(216), MicrogramsPerDay(40_000), place("the band"))
    TOPS = (
        AgeTop(Months(120), MicrogramsPerDay(2_500), place("from 10")),
        AgeTop(Months(144), MicrogramsPerDay(3_000), place("from 12")),
    )

    def test_no_usual_range(self) -> None:
        """The maximum stands alone; nothing is usually enough that nobody read."""
        tops = {"child__usual_top_per_kg": self.TOPS}
        child = row("uk", 130, child__usual_range_per_kg=Unread(), **tops)
        assert (child.maximum, child.usual_per_kg, child.usual) == (60_000, None, None)
        assert child.cited("usual_per_kg") == ()

    @pytest.mark.parametrize(
        ("months", "usual", "where"),
        [
            (119, 2_000, "the range"),
            (120, 2_500, "from 10"),
            (143, 2_500, "from 10"),
            (144, 3_000, "from 12"),
        ],
    )
    def test_tops(self, months: int, usual: int, where: str) -> None:
        """What is usually enough rises with age where the label says so, each at its place."""
        child = row(
            "uk",
            months,
            child__maximum=(self.BAND,),
            child__usual_range_per_kg=says((750, 2_000), "the range"),
            child__usual_top_per_kg=self.TOPS,
        )
        assert (child.maximum, child.cited("maximum")) == (40_000, (place("the band"),))
        assert (child.usual_per_kg, child.cited("usual_per_kg")) == (usual, (place(where),))
        assert type(child.usual_per_kg) is type(child.maximum) is int

    def test_no_band(self) -> None:
        """Where no maximum of the age was read, no limit is told at all."""
        child = row("uk", 8, child__maximum=(self.BAND,), child__usual_top_per_kg=self.TOPS)
        assert (child.maximum, child.usual_per_kg) == (None, None)
