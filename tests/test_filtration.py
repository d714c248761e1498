"""Filtration rates: recorded ones as values, and the three kinds kept apart."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from typing import Any

import attrs
import pytest
import strategies as some
from hypothesis import given

import baclofen_cds as bc
from baclofen_cds.amounts import AbsoluteHundredths, Hundredths
from baclofen_cds.case.kidneys import counted_as_egfr
from baclofen_cds.filtration import rate_of
from baclofen_cds.kidney import WeightBasis
from baclofen_cds.knowledge.reading.loader import policy_told

ON = dt.date(2026, 3, 3)
RATES = (
    bc.IndexedGFR(Hundredths(3_857), bc.GFREquation.CKD_EPI_2021),
    bc.AbsoluteGFR(3_857, bc.GFREquation.CKD_EPI_2021),
    bc.CreatinineClearance(3_857, WeightBasis.ADJUSTED),
)


def recorded(value: Any = None, **changed: Any) -> bc.RecordedGFR:
    """Make a recorded rate."""
    facts: dict[str, Any] = {
        "equation": bc.GFREquation.CKD_EPI_2021,
        "indexing": bc.GFRIndexing.INDEXED,
        "on": ON,
    }
    rate = 41 * bc.ureg.mL / bc.ureg.min if value is None else value
    return bc.RecordedGFR(rate, **(facts | changed))


class TestRecorded:
    """A recorded rate says its value, equation, indexing and day."""

    def test_kept(self) -> None:
        """What was told comes back."""
        rate = recorded(lower_bound=True)
        assert rate.value.m_as("mL / min") == 41
        assert rate.equation is bc.GFREquation.CKD_EPI_2021
        assert rate.on == ON
        assert rate.lower_bound is True

    @pytest.mark.parametrize("missing", ["equation", "indexing", "on"])
    def test_nothing_is_assumed(self, missing: str) -> None:
        """Equation, indexing and day have no default."""
        names = {a.name: a.default for a in attrs.fields(bc.RecordedGFR)}
        assert names[missing] is attrs.NOTHING

    @pytest.mark.parametrize(
        ("indexing", "kind"),
        [
            (bc.GFRIndexing.INDEXED, bc.IndexedGFR),
            (bc.GFRIndexing.ABSOLUTE, bc.AbsoluteGFR),
        ],
    )
    def test_its_own_type(self, indexing: bc.GFRIndexing, kind: type) -> None:
        """A recorded rate becomes the type its indexing says, and no other."""
        assert type(rate_of(recorded(indexing=indexing))) is kind

    def test_rounded_down(self) -> None:
        """Parts of a hundredth are dropped, never rounded up."""
        assert recorded(59.999_9 * bc.ureg.mL / bc.ureg.min).hundredths == 5_999


class TestShown:
    """A rate says what it is and what it is indexed to."""

    def test_words(self) -> None:
        """Only an indexed rate carries the surface; a clearance names its weight."""
        assert list(map(str, RATES)) == [
            "38 mL/min/1.73 m² (CKD-EPI 2021)",
            "38 mL/min (CKD-EPI 2021, absolute)",
            "38 mL/min (Cockcroft-Gault, adjusted weight)",
        ]

    def test_quantity(self) -> None:
        """The value is a quantity in mL/min."""
        assert [rate.value.m_as("mL / min") for rate in RATES] == [38.57] * 3


class TestValue:
    """Every rate is a value."""

    @given(some.recorded_gfrs())
    def test_recorded_round_trips(self, rate: bc.RecordedGFR) -> None:
        """Evolve, pickle and copy give an equal recorded rate with an equal hash."""
        for again in (
            attrs.evolve(rate),
            pickle.loads(pickle.dumps(rate)),  # noqa: S301
            copy.deepcopy(rate),
        ):
            assert again == rate
            assert hash(again) == hash(rate)

    @pytest.mark.parametrize("rate", RATES, ids=lambda r: type(r).__name__)
    def test_computed_round_trips(self, rate: Any) -> None:
        """Evolve, pickle and copy give an equal computed rate of the same type."""
        for again in (
            attrs.evolve(rate),
            pickle.loads(pickle.dumps(rate)),  # noqa: S301
            copy.deepcopy(rate),
        ):
            assert again == rate
            assert hash(again) == hash(rate)
            assert type(again) is type(rate)

    @pytest.mark.parametrize("rate", [*RATES, recorded()], ids=lambda r: type(r).__name__)
    def test_frozen(self, rate: Any) -> None:
        """No attribute can be set."""
        with pytest.raises(AttributeError):
            rate.hundredths = 1


class TestPlausible:
    """A recorded rate that no kidneys have is refused, and equal to the highest is not."""

    @pytest.mark.parametrize("indexing", list(bc.GFRIndexing))
    def test_edge(self, indexing: bc.GFRIndexing) -> None:
        """The highest rate of the policy is accepted; a hundredth above it is not."""
        facts = {"equation": bc.GFREquation.MDRD, "indexing": indexing, "on": dt.date(2026, 3, 3)}
        unit = bc.ureg.mL / bc.ureg.min
        assert bc.RecordedGFR(300 * unit, **facts).hundredths == 30_000
        with pytest.raises(bc.errors.InputError) as refused:
            bc.RecordedGFR(300.01 * unit, **facts)
        assert (refused.value.code, refused.value.field) == ("implausible", "value")


class TestMeeting:
    """An indexed rate and one of this body meet in one place, which counts both like an eGFR."""

    def test_refuse_each_other(self) -> None:
        """A clearance, or an absolute rate, is not compared with an indexed one."""
        indexed, *others = RATES
        for own in others:
            assert type(own.hundredths) is AbsoluteHundredths
            assert own.hundredths != indexed.hundredths
            with pytest.raises(bc.errors.UnitError):
                sorted([own.hundredths, indexed.hundredths])

    def test_gates(self) -> None:
        """The shipped gates refuse what they are not for: each is of one kind."""
        gates = policy_told(None).gates
        for gate in (gates.impaired_below, gates.avoid_below, gates.end_stage_below):
            assert type(gate.value) is Hundredths
        for gate in (gates.clearance_impaired_below, gates.clearance_avoid_below):
            assert type(gate.value) is AbsoluteHundredths

    def test_counted(self) -> None:
        """Counted like an eGFR, each of the three is so many hundredths of an indexed rate."""
        for rate in RATES:
            counted = counted_as_egfr(rate)
            assert (type(counted), counted) == (Hundredths, 3_857)

    def test_stored_as_before(self) -> None:
        """The stored form has one word for both kinds, and a stored rate is of its kind again."""
        for rate in RATES[1:]:
            stored = bc.to_dict(rate)
            assert stored["hundredths"] == {"type": "Hundredths", "value": 3_857}
            assert type(bc.from_dict(stored).hundredths) is AbsoluteHundredths
            assert bc.from_dict(stored) == rate

    def test_recorded_is_made_one(self) -> None:
        """A recorded rate is of the kind of its indexing once it is read."""
        kinds = [
            (bc.GFRIndexing.INDEXED, Hundredths),
            (bc.GFRIndexing.ABSOLUTE, AbsoluteHundredths),
        ]
        for indexing, kind in kinds:
            assert type(rate_of(recorded(indexing=indexing)).hundredths) is kind
