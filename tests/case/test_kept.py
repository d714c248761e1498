"""What a sheet hands out is shared by everybody, and is not changed by anybody."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import people
import pytest

import baclofen_cds as bc
from baclofen_cds.case.posology import Kept

UK = bc.get_profile("uk-spasticity")
CHANGES: list[Callable[[Any], Any]] = [
    lambda kept: kept.clear(),
    lambda kept: kept.pop("maximum"),
    lambda kept: kept.popitem(),
    lambda kept: kept.setdefault("maximum", ()),
    lambda kept: kept.update(maximum=()),
    lambda kept: kept.__setitem__("maximum", ()),
    lambda kept: kept.__delitem__("maximum"),
    lambda kept: kept.__ior__({"maximum": ()}),
]


class TestKept:
    """Places and states are read only."""

    @pytest.mark.parametrize("change", CHANGES)
    def test_not_changed(self, change: Callable[[Any], Any]) -> None:
        """Nobody changes what every later answer reads."""
        sheet = bc.sheet(UK)
        before = bc.check_daily_maximum(people.adult(), people.day(5), profile=UK)
        for kept in (sheet.ages[5].places, sheet.kidneys[0].places, sheet.states):
            with pytest.raises(TypeError, match=r"^what a label says is read, and not changed$"):
                change(kept)
        assert bc.check_daily_maximum(people.adult(), people.day(5), profile=UK) == before

    def test_copied(self) -> None:
        """It can be copied and pickled, and a row has a hash."""
        row = bc.sheet(UK).ages[5]
        assert pickle.loads(pickle.dumps(row)) == row  # noqa: S301 - our own
        assert copy.deepcopy(row) == row
        assert hash(row) == hash(copy.copy(row))
        assert isinstance(pickle.loads(pickle.dumps(row.places)), Kept)  # noqa: S301 - our own


class TestData:
    """What a reader of the data sees who does not know what it is used for."""

    def test_too_young(self) -> None:
        """To somebody too young no dose is told, not even one that bounds what is meant."""
        young = bc.sheet(bc.get_profile("us-spasticity")).to_dict()["ages"][0]
        assert young["population"] == "too young"
        doses = {name for name in young if "start" in name and name != "start_read"}
        doses -= {"start_most_read", "start_stated"}
        assert {name: young[name] for name in doses} == dict.fromkeys(doses)
        assert not [name for name in young["places"] if "start" in name]

    def test_a_child_has_no_adult_start(self) -> None:
        """The starting dose of an adult is told to a child under its own name."""
        child = bc.sheet(UK).at_age(7 * bc.ureg.year)
        assert (child.start, child.adult_start, child.start_per_kg) == (None, 15_000, 300)

    def test_withheld(self) -> None:
        """Where our policy withholds a start, the number of a label says so."""
        said = {k["band"]: k["withheld"] for k in bc.sheet(UK).to_dict()["kidneys"]}
        withheld = {"severe", "changing", "end stage", "dialysis"}
        assert {band for band, is_so in said.items() if is_so} == withheld

    def test_whose(self) -> None:
        """Each line of the table says whose it is."""
        head, line = bc.sheet(UK).to_csv().splitlines()[:2]
        assert head.startswith("profile,revised,digest,policy,")
        assert line.startswith(f"uk-spasticity,{UK.header.revised},{UK.digest},")
