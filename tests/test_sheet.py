"""The rows of a label as data: what it says at an age, as JSON, in CSV and in words."""

from __future__ import annotations

import csv
import io
import json

import pytest

import baclofen_cds as bc
from baclofen_cds.render import sheets

LABELS = bc.available_profiles()
UK = bc.get_profile("uk-spasticity")


def rows_of(label: str) -> list[dict[str, str]]:
    """Return the decision table of a label, each line by the names of its head."""
    text = bc.sheet(bc.get_profile(label)).to_csv()
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("label", LABELS)
class TestData:
    """Every row of every label is data."""

    def test_is_json(self, label: str) -> None:
        """It can be written as JSON and read back, and holds no fraction."""
        data = bc.sheet(bc.get_profile(label)).to_dict()
        text = json.dumps(data)
        assert json.loads(text, parse_float=pytest.fail) == data
        assert data["profile"]["id"] == label

    def test_each_number_has_its_place(self, label: str) -> None:
        """A number that a label or the policy gives stands beside its document and place."""
        told = ("start", "start_per_kg", "usual", "maximum", "supervised", "named", "taper_step")
        for row in bc.sheet(bc.get_profile(label)).to_dict()["ages"]:
            for name in told:
                assert (row[name] is None) == (not row["places"].get(name)), name
                assert all(place["pin"] for place in row["places"].get(name, ()))

    def test_decision_table(self, label: str) -> None:
        """There is one line for each age and each state of the kidneys of somebody of that age."""
        sheet, lines = bc.sheet(bc.get_profile(label)), rows_of(label)
        assert len(lines) == len(sheet.ages) * len(sheet.kidneys) // 2
        assert [line["from_month (month)"] for line in lines[:1]] == ["0"]
        for line in lines:
            child = line["population"] != "adult"
            assert line["kidney_child"] == ("yes" if child else "no")

    def test_ages_follow_each_other(self, label: str) -> None:
        """Each row ends where the next begins, from birth on and without an end."""
        ages = bc.sheet(bc.get_profile(label)).ages
        assert [row.to_month for row in ages] == [*(row.from_month for row in ages[1:]), None]
        assert ages[0].from_month == 0


class TestAtAnAge:
    """What a label says to a child of 7."""

    def test_child_of_seven(self) -> None:
        """The UK label gives a child of 7 at most 40 mg/day, and 60 mg/day from 8 on."""
        sheet = bc.sheet(UK)
        assert sheet.at_age(7 * bc.ureg.year).maximum == 40_000
        assert sheet.at_age(8 * bc.ureg.year).maximum == 60_000
        assert sheet.at_age(96 * bc.ureg.month).maximum == 60_000

    def test_shown(self) -> None:
        """A sheet says in one line whose it is and how many rows it has."""
        assert repr(bc.sheet(UK)).startswith("<Sheet uk-spasticity, ")

    def test_wrong_policy(self) -> None:
        """A policy is a policy."""
        with pytest.raises(bc.errors.InputError):
            bc.sheet(UK, policy=UK)


class TestWords:
    """The same rows in words, for the command line and the pages."""

    def test_ladder(self) -> None:
        """The ladder is written rung by rung."""
        said = {
            term: words
            for _, _, lines in sheets.ages_said(bc.sheet(UK))
            for term, words, _ in lines
        }
        assert said["ladder"].startswith("5 mg × 3 for 3 days, 10 mg × 3 for 3 days")
        assert said["more for inpatients, no end stated"] == "yes (secondary)"
        assert said["starting dose by weight"] == "0.3 mg/kg/day (secondary)"

    def test_ours(self) -> None:
        """What is our own choice says so."""
        us = bc.sheet(bc.get_profile("us-spasticity"))
        lines = sheets.ages_said(us)[-1][2]
        words = next(words for term, words, _ in lines if term == "length of a taper")
        assert words == "14 days; 21 days after more than 60 days of use (ours)"

    def test_too_young(self) -> None:
        """Somebody too young for a label is told from what age on it speaks, and nothing else."""
        who, age, lines = sheets.ages_said(bc.sheet(bc.get_profile("us-spasticity")))[0]
        assert (who, age) == ("too young", "0 to below 12 years")
        assert [line[:2] for line in lines] == [("not established below", "12 years")]

    def test_increments(self) -> None:
        """A rise is written with what it is of, and the days before it."""
        ch = bc.sheet(bc.get_profile("ch-spasticity"))
        said = dict(line[:2] for line in sheets.ages_said(ch)[-1][2])
        assert said["increase"] == "5 mg at each administration"
        assert said["held before an increase"] == "3 days"

    def test_kidneys(self) -> None:
        """A number for poor kidneys is written where the label gives one."""
        said = dict(sheets.kidneys_said(bc.sheet(UK)))
        assert said["adult: impaired"] == "5 mg/day (secondary)"
        assert "adult: not impaired" not in said

    def test_side_by_side(self) -> None:
        """Two labels stand side by side at each age at which either changes."""
        us, uk = (bc.sheet(bc.get_profile(f"{one}-spasticity")) for one in ("us", "uk"))
        lines = {(age, term): both for age, term, *both in sheets.ages_compared(us, uk)}
        assert lines["12 to below 18 years", "maximum"] == ["80 mg/day", "60 mg/day (secondary)"]
        assert lines["0 to below 8 years", "maximum"] == ["not given", "40 mg/day (secondary)"]
        kidneys = {state: both for state, *both in sheets.kidneys_compared(us, uk)}
        assert kidneys["adult: impaired"] == ["may need reduction", "5 mg/day (secondary)"]

    @pytest.mark.parametrize("one", LABELS)
    def test_every_label(self, one: str) -> None:
        """Every label can be written, and beside itself nothing differs."""
        sheet = bc.sheet(bc.get_profile(one))
        assert all(lines for _, _, lines in sheets.ages_said(sheet))
        compared = list(sheets.ages_compared(sheet, sheet))
        assert compared
        assert all(first == second for *_, first, second in compared)
