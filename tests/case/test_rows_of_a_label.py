"""The sheet of a label: which row holds for whom, where its numbers stand, made once."""

from __future__ import annotations

import csv
import io
from itertools import pairwise, product
from typing import Any, ClassVar

import pytest
from attrs import evolve, fields
from own_policies import own_policy
from small_cases import kidneys, of_child, place, posology

import baclofen_cds as bc
from baclofen_cds.case import sheet as room
from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.posology import KidneyTerms, Population, Posology, numbers
from baclofen_cds.case.sheet import Sheet, make_sheet, row_at, sheet_of, terms_for
from baclofen_cds.knowledge.reading.loader import current_policy
from baclofen_cds.sources import Citation, Silent, Stated
from baclofen_cds.vocabulary import Dialysis

LABELS = ("us", "uk", "ca", "de", "fr", "ch")
BOTH = (False, True)
ON_DIALYSIS = (Dialysis.HAEMODIALYSIS, Dialysis.PERITONEAL, Dialysis.CONTINUOUS)
NOT_POOR = (KidneyBand.NOT_IMPAIRED, KidneyBand.UNKNOWN)
AT_END = (KidneyBand.END_STAGE, KidneyBand.DIALYSIS)


def made(label: str) -> Sheet:
    """Make the sheet of a label."""
    return make_sheet(bc.get_profile(f"{label}-spasticity"), current_policy())


def state_of(row: KidneyTerms) -> tuple[bool, KidneyBand, Dialysis, bool]:
    """Return the state of the kidneys that a row is about."""
    return row.child, row.band, row.dialysis, row.changing


class TestAges:
    """The row that holds at an age."""

    @pytest.mark.parametrize("label", LABELS)
    def test_one_after_the_other(self, label: str) -> None:
        """The rows begin at birth, each where the one before it ends, and the last has no end."""
        ages = made(label).ages
        assert ages[0].from_month == 0
        assert [row.to_month for row in ages] == [*(row.from_month for row in ages[1:]), None]
        assert all(low.from_month < high.from_month for low, high in pairwise(ages))

    @pytest.mark.parametrize("label", LABELS)
    def test_at_every_edge(self, label: str) -> None:
        """A month before an edge the row below it holds; from the edge on the one above."""
        sheet = made(label)
        for below, above in pairwise(sheet.ages):
            edge = above.from_month
            found = [row_at(sheet, months) for months in (edge - 1, edge, edge + 1)]
            assert found == [below, above, above]
        assert row_at(sheet, 0) is sheet.ages[0]
        assert row_at(sheet, 1_440) is sheet.ages[-1]


class TestKidneys:
    """The row of a state of the kidneys."""

    @pytest.mark.parametrize("label", LABELS)
    def test_every_state_has_one(self, label: str) -> None:
        """Whatever band, form and steadiness, it is a row of that child, band and form.

        A form of dialysis counts where the band is dialysis. A changing creatinine is a band
        of its own, but for end stage and dialysis, beside which it stands.
        """
        sheet = made(label)
        for child, band, changing in product(BOTH, set(KidneyBand) - {KidneyBand.CHANGING}, BOTH):
            for form in ON_DIALYSIS if band is KidneyBand.DIALYSIS else Dialysis:
                beside = band in AT_END or not changing
                expected = (
                    child,
                    band if beside else KidneyBand.CHANGING,
                    form if band is KidneyBand.DIALYSIS else Dialysis.NONE,
                    changing,
                )
                asked = {"child": child, "band": band, "dialysis": form, "changing": changing}
                assert state_of(terms_for(sheet, **asked)) == expected

    @pytest.mark.parametrize("label", LABELS)
    def test_changing_is_its_own_band(self, label: str) -> None:
        """A creatinine that is changing is met by its band too, and each state stands once."""
        sheet = made(label)
        for child, form in product(BOTH, Dialysis):
            asked = {"child": child, "dialysis": form, "changing": True}
            found = terms_for(sheet, band=KidneyBand.CHANGING, **asked)
            assert state_of(found) == (child, KidneyBand.CHANGING, Dialysis.NONE, True)
        assert len({state_of(row) for row in sheet.kidneys}) == len(sheet.kidneys)

    @pytest.mark.parametrize("label", LABELS)
    def test_where_a_number_stands(self, label: str) -> None:
        """A number and a prohibition have their places, what is not said has none."""
        for row in made(label).kidneys:
            assert bool(row.cited("number")) is (row.number is not None)
            assert bool(row.cited("forbidden")) is row.forbidden

    @pytest.mark.parametrize("label", LABELS)
    def test_the_words_go_with_the_number(self, label: str) -> None:
        """What is said in words of poor kidneys is of the same state: its number is the row's."""
        for row in made(label).kidneys:
            said, poor = row.statement.total_daily_dose, row.band not in NOT_POOR
            stated = isinstance(said, Stated) and poor
            assert row.number == (int(said.value) if stated else None)

    @pytest.mark.parametrize("label", LABELS)
    def test_what_is_taken_away(self, label: str) -> None:
        """A number that is not meant for a state is silent at its place; the words stay."""
        kidney = bc.get_profile(f"{label}-spasticity").kidney
        for row in made(label).kidneys:
            own = kidney.dialysis if row.band is KidneyBand.DIALYSIS else kidney.impaired
            dose, said = own.total_daily_dose, row.statement.total_daily_dose
            if row.child or row.changing or said != dose:
                expected = Silent(dose.citation) if isinstance(dose, Stated) else dose
                assert said == expected
            if row.band is not KidneyBand.DIALYSIS:
                assert row.statement.advice == own.advice


class TestPlaces:
    """Where the numbers of a row stand."""

    NO_PLACE = frozenset({"from_month", "to_month", "weight_within"})
    """Ages at which any term changes, and a table by age."""

    @pytest.mark.parametrize("label", LABELS)
    def test_every_number_has_one(self, label: str) -> None:
        """Each term with a unit that says something has at least one place, and no other has."""
        for row in made(label).ages:
            given = {
                one.name
                for one in fields(Posology)
                if one.metadata.get("unit") and getattr(row, one.name) not in (None, (), 0)
            }
            lists = {name for name in ("excluded", "open_above", "rungs") if getattr(row, name)}
            named = {name for name, places in row.places.items() if places}
            assert named == (given - self.NO_PLACE) | lists | {"covered", "cerebral"}
            assert all(isinstance(one, Citation) for name in named for one in row.cited(name))
            assert len(row.cited("rungs")) == len(row.rungs)
            assert len(row.cited("taper_lengths")) == len(row.taper_lengths)

    def test_cited(self) -> None:
        """Places come in the order asked; a term that is not there has none."""
        row = posology(start=15, maximum=80)
        assert row.cited("maximum", "hold", "start") == (place("maximum"), place("start"))
        assert row.place("start") == place("start")
        assert kidneys(number=5).cited("number") == (place("kidney number"),)
        assert kidneys().cited("number") == ()

    def test_of_several(self) -> None:
        """A number that is made of several has all their places, the first one first."""
        young = row_at(made("ch"), 100)
        assert young.start_most == 15_000
        ours = current_policy().licence.unread_child_maximum.citation
        assert young.cited("start_most") == (young.place("adult_start"), ours)
        assert young.place("start_most") == young.place("adult_start")


class TestPosology:
    """What a row says of itself."""

    def test_child(self) -> None:
        """Everybody below the adult schedule is a child, too young or not."""
        found = {one: posology(population=one).is_child for one in Population}
        assert found == {
            Population.ADULT: False,
            Population.CHILD: True,
            Population.TOO_YOUNG: True,
        }
        assert of_child().population is Population.CHILD

    @pytest.mark.parametrize(
        ("terms", "limits", "by_setting"),
        [
            ({}, False, False),
            ({"usual": 1, "named": 1, "supervised": 9, "open_above": True}, False, False),
            ({"maximum": 5}, True, False),
            ({"hospital_from": 5}, True, False),
            ({"maximum": 5, "supervised": 9}, True, True),
            ({"hospital_from": 5, "supervised": 9}, True, True),
            ({"maximum": 5, "open_above": True}, True, True),
        ],
    )
    def test_limits(self, terms: dict[str, Any], limits: bool, by_setting: bool) -> None:
        """A maximum or an amount for hospital limits a day; more for inpatients is by setting."""
        row = posology(**terms)
        assert (row.has_limits, row.by_setting) == (limits, by_setting)

    def test_numbers(self) -> None:
        """Every term is told by its name, without places and without the label's words."""
        row, state = numbers(posology(start=15)), numbers(kidneys(number=5))
        assert row["start"] == 15
        assert row.keys() == {one.name for one in fields(Posology)} - {"places"}
        assert state.keys() == {one.name for one in fields(KidneyTerms)} - {"places", "statement"}


class TestKept:
    """A sheet is made once."""

    def test_of_the_very_same(self) -> None:
        """The same label and policy have one sheet, a copy of either has another."""
        profile, policy = bc.get_profile("uk-spasticity"), current_policy()
        one = sheet_of(profile, policy)
        assert sheet_of(profile, policy) is one
        assert (one.profile, one.policy) == (profile, policy)
        copy = evolve(profile)
        assert copy == profile
        assert sheet_of(copy, policy) is not one
        assert sheet_of(profile, evolve(policy)) is not one
        assert sheet_of(profile, policy) is one

    def test_of_a_changed_policy(self) -> None:
        """A hospital's own number stands in the rows of its own sheet, and in no other."""
        profile = bc.get_profile("us-spasticity")
        own = sheet_of(profile, own_policy(taper__long_use_length="28"))
        assert own.ages[0].taper_lengths == ((None, 14), (60, 28))
        assert sheet_of(profile, current_policy()).ages[0].taper_lengths == ((None, 14), (60, 21))

    def test_not_too_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """So many are kept and no more; one beyond them begins anew, and is right."""
        monkeypatch.setattr(room, "_MADE", {})
        monkeypatch.setattr(room, "_KEPT", 2)
        profile, policy = bc.get_profile("us-spasticity"), current_policy()
        first = sheet_of(profile, policy)
        copies = [evolve(profile) for _ in range(2)]
        sheet_of(copies[0], policy)
        assert sheet_of(profile, policy) is first
        assert sheet_of(copies[1], policy).profile is copies[1]
        assert len(room._MADE) == 1
        assert sheet_of(profile, policy) is not first

    def test_shown(self) -> None:
        """It shows whose it is and how many rows it has."""
        assert repr(made("us")) == "<Sheet us-spasticity, 6 ages, 26 kidney states>"


class TestData:
    """The rows as plain data, and as a decision table."""

    UNITS: ClassVar = {
        "number": "microgram/day",
        "from_month": "month",
        "hold": "day",
        "start_per_kg": "microgram/kg/day",
        "taper_share": "one in",
        "largest_rise": "microgram/day",
        "named": "microgram",
    }

    def test_data(self) -> None:
        """It has the two files, the units of what has one, and every row with its places."""
        data = made("us").to_dict()
        assert list(data) == ["profile", "policy", "units", "ages", "kidneys"]
        assert [data[name]["id"] for name in ("profile", "policy")] == ["us-spasticity", "project"]
        told = data["units"]["ages"] | data["units"]["kidneys"]
        assert self.UNITS.items() <= told.items()
        assert not {"older", "child", "places"} & told.keys()
        assert (len(data["ages"]), len(data["kidneys"])) == (6, 26)
        (start,) = data["ages"][-1]["places"]["start"]
        stands = row_at(made("us"), 780).place("start")
        assert start == {
            "document": stands.document,
            "pin": stands.pin,
            "seen": stands.seen.value,
            "link": stands.link,
        }

    def test_cells(self) -> None:
        """A line of the table is an age and a state of the kidneys, each term in one cell."""
        text = made("us").to_csv()
        assert "\r" not in text
        lines = list(csv.DictReader(io.StringIO(text)))
        assert len(lines) == 6 * 13
        line = lines[-1]
        assert "kidney_statement" not in line
        assert not any("places" in name for name in line)
        told = {
            "from_month (month)": "780",
            "to_month (month)": "",
            "population": "adult",
            "older": "yes",
            "in_childhood": "no",
            "covered": "multiple sclerosis; spinal cord disease; spinal cord injury",
            "divisions (per day)": "3",
            "rungs": "5000x3/3d; 10000x3/3d; 15000x3/3d; 20000x3/3d",
            "taper_lengths (day)": "14; 21 after 60",
            "taper_rungs (microgram/day)": "2500 5000 7500 10000 15000 20000 25000 30000 40000",
            "kidney_band": "dialysis",
            "kidney_changing": "yes",
            "kidney_number (microgram/day)": "",
        }
        assert {name: line[name] for name in told} == told
