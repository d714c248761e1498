"""What is decided about kidneys, said directly: at every edge, and over every state.

The numbers are the policy's where they make a statement easier to read; where all
combinations can be tried they are small.
"""

from __future__ import annotations

from itertools import permutations, product

import pytest
from small_cases import told

from baclofen_cds.case.bands import (
    KidneyBand,
    Watch,
    band_of,
    by_clearance,
    clearance_gates,
    creatinine_based,
    for_adults,
    is_avoided,
    is_fresh,
    rates_disagree,
    watch_of,
)
from baclofen_cds.case.kidney_changes import (
    has_settled,
    is_acute_rise,
    is_changing,
    is_mild_rise,
    recently_low,
)
from baclofen_cds.deciding.kidneys import (
    dialysis_untold,
    differ_in_band,
    nearest_edge,
    severity_of,
    unseen,
)
from baclofen_cds.decisions import Severity
from baclofen_cds.vocabulary import Dialysis, GFREquation, KidneyState

BOTH = (False, True)
ON_DIALYSIS = (Dialysis.HAEMODIALYSIS, Dialysis.PERITONEAL, Dialysis.CONTINUOUS)
NOT_ON_DIALYSIS = (Dialysis.NONE, Dialysis.UNKNOWN)
STEADY = (KidneyState.STABLE, KidneyState.UNKNOWN)
RATE_EDGES = {"impaired_below": 6_000, "avoid_below": 3_000, "end_stage_below": 1_500}
EDGES = {**RATE_EDGES, "clearance_impaired_below": 5_000, "clearance_avoid_below": 2_900}
RATES = told((0, 1_499, 1_500, 2_999, 3_000, 5_999, 6_000, 9_000))
CLEARANCES = told((0, 2_899, 2_900, 4_999, 5_000, 9_000))


def band(
    rate: int | None,
    clearance: int | None = None,
    dialysis: Dialysis = Dialysis.NONE,
    state: KidneyState = KidneyState.STABLE,
) -> KidneyBand:
    """Place kidneys by the policy's edges, with another one for a clearance to avoid."""
    return band_of(rate, dialysis, state, clearance=clearance, **EDGES)


class TestBand:
    """Where kidneys are placed."""

    @pytest.mark.parametrize(
        ("rate", "expected"),
        [
            (None, KidneyBand.UNKNOWN),
            (0, KidneyBand.END_STAGE),
            (1_499, KidneyBand.END_STAGE),
            (1_500, KidneyBand.SEVERE),
            (2_999, KidneyBand.SEVERE),
            (3_000, KidneyBand.IMPAIRED),
            (5_999, KidneyBand.IMPAIRED),
            (6_000, KidneyBand.NOT_IMPAIRED),
        ],
    )
    def test_rate_alone(self, rate: int | None, expected: KidneyBand) -> None:
        """A rate is in the band whose threshold it is below; equal to one it is not below it."""
        for dialysis, state in product(NOT_ON_DIALYSIS, STEADY):
            assert band(rate, None, dialysis, state) is expected
            assert band_of(rate, dialysis, state, **RATE_EDGES) is expected

    @pytest.mark.parametrize(
        ("clearance", "expected"),
        [
            (0, KidneyBand.SEVERE),
            (2_899, KidneyBand.SEVERE),
            (2_900, KidneyBand.IMPAIRED),
            (4_999, KidneyBand.IMPAIRED),
            (5_000, KidneyBand.NOT_IMPAIRED),
        ],
    )
    def test_clearance_beside_a_good_rate(self, clearance: int, expected: KidneyBand) -> None:
        """A clearance has edges of its own, and none of end stage."""
        assert band(6_000, clearance) is expected

    def test_clearance_without_edges(self) -> None:
        """Where no edge of a clearance is given, none is below it."""
        asked = {"clearance": 0, **RATE_EDGES}
        state = KidneyState.STABLE
        assert band_of(6_000, Dialysis.NONE, state, **asked) is KidneyBand.NOT_IMPAIRED
        impaired = {"clearance_impaired_below": 1, **asked}
        assert band_of(6_000, Dialysis.NONE, state, **impaired) is KidneyBand.IMPAIRED
        avoided = {"clearance_avoid_below": 1, **asked}
        assert band_of(6_000, Dialysis.NONE, state, **avoided) is KidneyBand.SEVERE

    def test_the_worse_of_both(self) -> None:
        """A rate and a clearance together are placed where the worse of them is alone."""
        order = list(KidneyBand)
        for rate, clearance in product(RATES[1:], CLEARANCES):
            worse = max(order.index(band(rate)), order.index(band(9_000, clearance)))
            assert band(rate, clearance) is order[worse]

    def test_clearance_without_a_rate(self) -> None:
        """A poor clearance counts alone; a good one makes up for no rate that is not known."""
        found = [band(None, clearance) for clearance in (2_899, 2_900, 4_999, 5_000)]
        severe, impaired, unknown = KidneyBand.SEVERE, KidneyBand.IMPAIRED, KidneyBand.UNKNOWN
        assert found == [severe, impaired, impaired, unknown]

    def test_dialysis_comes_first(self) -> None:
        """Whatever else is known, any dialysis is dialysis."""
        for dialysis, rate, clearance, state in product(
            ON_DIALYSIS, RATES, CLEARANCES, KidneyState
        ):
            assert band(rate, clearance, dialysis, state) is KidneyBand.DIALYSIS

    def test_changing(self) -> None:
        """A changing creatinine comes after a rate of end stage, and before everything else."""
        for rate, clearance, dialysis in product(RATES, CLEARANCES, NOT_ON_DIALYSIS):
            end_stage = rate is not None and rate < 1_500
            expected = KidneyBand.END_STAGE if end_stage else KidneyBand.CHANGING
            assert band(rate, clearance, dialysis, KidneyState.CHANGING) is expected

    def test_by_clearance(self) -> None:
        """The clearance decides where kidneys would be in another band without it."""
        for one, other in product(KidneyBand, KidneyBand):
            assert by_clearance(one, other) is (one.value != other.value)

    def test_avoided(self) -> None:
        """A document's "avoid" stands for four bands, and for no other."""
        assert {one.name for one in KidneyBand if is_avoided(one)} == {
            "SEVERE",
            "CHANGING",
            "END_STAGE",
            "DIALYSIS",
        }

    def test_gates(self) -> None:
        """A clearance gates from an age on, or for the thin, or for the heavy."""
        for months, thin, heavy in product((899, 900, 901), BOTH, BOTH):
            found = clearance_gates(months, gates_from=900, thin=thin, heavy=heavy)
            assert found is (months != 899 or thin or heavy)

    def test_dialysis_untold(self) -> None:
        """It is asked about where the rate is poor or absent, and only where nobody told."""
        asked = {KidneyBand.SEVERE, KidneyBand.END_STAGE, KidneyBand.UNKNOWN}
        for one, dialysis in product(KidneyBand, Dialysis):
            expected = one in asked and dialysis is Dialysis.UNKNOWN
            assert dialysis_untold(one, dialysis) is expected


GRAVEST = (KidneyBand.DIALYSIS, KidneyBand.END_STAGE, KidneyBand.CHANGING)
NOTHING = (KidneyBand.NOT_IMPAIRED, KidneyBand.UNKNOWN)
DOSES = {"high_dose": 20_000, "dialysis_dose": 5_000}
TOTALS = told((0, 4_999, 5_000, 19_999, 20_000, 20_001))


class TestSeverity:
    """How grave kidneys make a start, or a dose."""

    def test_nothing(self) -> None:
        """Of kidneys that are not impaired, or not known, nothing is said."""
        for one, total, starting, mild in product(NOTHING, TOTALS, BOTH, BOTH):
            assert severity_of(one, total, starting=starting, mild=mild, **DOSES) is None

    def test_gravest_at_a_start(self) -> None:
        """Dialysis, end stage and a changing creatinine are critical at any start."""
        for one, total in product(GRAVEST, TOTALS):
            assert severity_of(one, total, starting=True, **DOSES) is Severity.CRITICAL

    @pytest.mark.parametrize("one", GRAVEST)
    def test_gravest_taken(self, one: KidneyBand) -> None:
        """They are critical from the dialysis dose on, and where the amount is not known."""
        found = [severity_of(one, total, starting=False, **DOSES) for total in TOTALS]
        assert found == [Severity.CRITICAL] + [Severity.WARNING] * 2 + [Severity.CRITICAL] * 4

    def test_gravest_by_the_lower_dose(self) -> None:
        """Where the dialysis dose were above the high one, the high one holds."""
        doses = {"high_dose": 3, "dialysis_dose": 4}
        for one in GRAVEST:
            found = [severity_of(one, total, starting=False, **doses) for total in (2, 3)]
            assert found == [Severity.WARNING, Severity.CRITICAL]

    def test_severe(self) -> None:
        """A severe rate is critical from the high dose on, proposed or taken."""
        expected = [Severity.WARNING] * 4 + [Severity.CRITICAL] * 2
        for starting in BOTH:
            found = [
                severity_of(KidneyBand.SEVERE, total, starting=starting, **DOSES)
                for total in (0, 4_999, 5_000, 19_999, 20_000, 20_001)
            ]
            assert found == expected

    def test_severe_without_an_amount(self) -> None:
        """An amount taken that nobody could read is high; a start without one is not."""
        taken = severity_of(KidneyBand.SEVERE, None, starting=False, **DOSES)
        begun = severity_of(KidneyBand.SEVERE, None, starting=True, **DOSES)
        assert (taken, begun) == (Severity.CRITICAL, Severity.WARNING)

    def test_impaired(self) -> None:
        """Impaired kidneys: a warning at a start and from the high dose on, else information."""
        found = [
            severity_of(KidneyBand.IMPAIRED, total, starting=False, **DOSES) for total in TOTALS
        ]
        assert found == [Severity.WARNING] + [Severity.INFO] * 4 + [Severity.WARNING] * 2
        for total in TOTALS:
            begun = severity_of(KidneyBand.IMPAIRED, total, starting=True, **DOSES)
            assert begun is Severity.WARNING

    def test_mild(self) -> None:
        """A clearance alone, or a change that results alone tell, is a warning and no more."""
        for total, starting in product(TOTALS, BOTH):
            for one in (KidneyBand.SEVERE, KidneyBand.CHANGING):
                found = severity_of(one, total, starting=starting, mild=True, **DOSES)
                assert found is Severity.WARNING

    def test_mild_is_of_two_bands(self) -> None:
        """Of every other band it changes nothing."""
        others = set(KidneyBand) - {KidneyBand.SEVERE, KidneyBand.CHANGING}
        for one, total, starting in product(others, TOTALS, BOTH):
            asked = {"starting": starting, **DOSES}
            assert severity_of(one, total, mild=True, **asked) is severity_of(one, total, **asked)

    def test_mild_is_told(self) -> None:
        """Left out, nothing is mild."""
        for one, total, starting in product(KidneyBand, TOTALS, BOTH):
            asked = {"starting": starting, **DOSES}
            assert severity_of(one, total, **asked) is severity_of(one, total, mild=False, **asked)


class TestAge:
    """How closely a creatinine is watched, and when it is fresh."""

    def test_acutely_ill(self) -> None:
        """Who is acutely ill is watched most closely, whatever else holds."""
        for months, one, medicine in product((0, 780), KidneyBand, BOTH):
            found = watch_of(months, one, acute=True, kidney_medicine=medicine, older_from=780)
            assert found is Watch.ACUTE

    def test_severe(self) -> None:
        """Else kidneys with "avoid", whatever the age and the medicines."""
        for months, one, medicine in product((0, 780), KidneyBand, BOTH):
            found = watch_of(months, one, acute=False, kidney_medicine=medicine, older_from=780)
            assert (found is Watch.SEVERE) is is_avoided(one)

    def test_watched(self) -> None:
        """Else an older age, impaired kidneys or a medicine, each alone or with the others."""
        kidneys = (KidneyBand.NOT_IMPAIRED, KidneyBand.UNKNOWN, KidneyBand.IMPAIRED)
        for months, one, medicine in product((779, 780, 781), kidneys, BOTH):
            found = watch_of(months, one, acute=False, kidney_medicine=medicine, older_from=780)
            reasons = (months != 779, one is KidneyBand.IMPAIRED, medicine)
            assert found is (Watch.WATCHED if any(reasons) else Watch.ORDINARY)

    def test_fresh(self) -> None:
        """On its last day a sample is fresh, a day later not, and undated never."""
        assert [is_fresh(days, 90) for days in (0, 90, 91, None)] == [True, True, False, False]


OF_CREATININE = {"CKD_EPI_2021", "CKD_EPI_2009", "EKFC", "MDRD", "COCKCROFT_GAULT"}
OF_ADULTS = OF_CREATININE | {"CKD_EPI_2021_CREATININE_CYSTATIN", "CKD_EPI_2012_CYSTATIN"}


class TestRates:
    """Which rates say the same, and what each is made of."""

    def test_equations(self) -> None:
        """Each equation is for adults alone or not, and of creatinine alone or not."""
        assert {one.name for one in GFREquation if for_adults(one)} == OF_ADULTS
        assert {one.name for one in GFREquation if creatinine_based(one)} == OF_CREATININE

    @pytest.mark.parametrize(
        ("low", "high", "apart"),
        [
            (4_000, 5_000, False),  # a quarter and ten, to the hundredth
            (4_000, 5_001, True),
            (3_999, 5_000, True),
            (3_000, 4_000, False),  # more than a quarter, ten
            (3_000, 4_001, True),
            (5_200, 6_500, False),  # a quarter, more than ten
            (5_200, 6_501, True),
            (5_999, 9_000, True),  # the lower one below 60
            (6_000, 9_000, False),
            (6_000, 20_000, False),
            (0, 1_000, False),
            (0, 1_001, True),
        ],
    )
    def test_disagreement(self, low: int, high: int, apart: bool) -> None:
        """Two rates differ by more than both a share of the lower and an amount, in any order."""
        bounds = {"percent": 25, "absolute": 1_000, "agree_from": 6_000}
        for first, second in permutations((low, high)):
            assert rates_disagree(first, second, **bounds) is apart

    def test_the_same_rate(self) -> None:
        """A rate never disagrees with itself, however small a difference is let pass."""
        for rate in (0, 3_000, 9_000):
            assert not rates_disagree(rate, rate, percent=0, absolute=0, agree_from=10_000)

    def test_bands_differ(self) -> None:
        """Values are apart where one is below an edge and another at it or above."""
        edges = (6_000, 3_000)
        assert differ_in_band((5_999, 6_000), edges)
        assert differ_in_band((9_000, 2_999, 9_001), edges)
        assert not differ_in_band((6_000, 9_000), edges)
        assert not differ_in_band((3_000, 5_999), edges)
        assert not differ_in_band((5_999, 6_000), ())

    def test_unseen(self) -> None:
        """The lowest says "avoid" where the indexed one does not."""
        points = ((2_999, 3_000), (2_999, 2_999), (3_000, 3_000))
        assert [unseen(*point, avoid_below=3_000) for point in points] == [True, False, False]

    def test_nearest_edge(self) -> None:
        """An edge counts as far away as is near; of two as near it is the first."""
        edges = (6_000, 3_000)
        found = [nearest_edge(rate, edges, 500) for rate in (5_499, 5_500, 6_500, 6_501, 2_500)]
        assert found == [None, 6_000, 6_000, None, 3_000]
        assert nearest_edge(4_500, edges, 1_500) == 6_000
        assert nearest_edge(4_500, edges[::-1], 1_500) == 3_000
        assert nearest_edge(4_499, edges, 2_000) == 3_000


RISE = {"rise": 26_500, "rise_within": 2, "ratio": 150, "ratio_within": 7}
CHANGE = {**RISE, "settled_after": 3}


class TestAcuteRise:
    """Two creatinines that meet the definition."""

    @pytest.mark.parametrize("days", range(4))
    def test_by_amount(self, days: int) -> None:
        """A rise by the amount within two days is one; by a nanomole less it is not."""
        found = [
            is_acute_rise((5, 80_000), (5 + days, more), **RISE)
            for more in (80_000, 106_499, 106_500, 106_501)
        ]
        assert found == ([False, False, True, True] if days <= 2 else [False] * 4)

    @pytest.mark.parametrize("days", range(9))
    def test_by_ratio(self, days: int) -> None:
        """A rise to half as much again within seven days is one; by a nanomole less it is not."""
        found = [
            is_acute_rise((5, 40_000), (5 + days, more), **RISE)
            for more in (40_000, 59_999, 60_000, 60_001)
        ]
        assert found == ([False, False, True, True] if days <= 7 else [False] * 4)

    def test_not_backwards(self) -> None:
        """The higher one comes later, or on the same day."""
        for days in (1, 2, 7):
            assert not is_acute_rise((5, 80_000), (5 - days, 160_000), **RISE)
            assert not is_acute_rise((5, 160_000), (5 + days, 80_000), **RISE)
        assert is_acute_rise((5, 80_000), (5, 160_000), **RISE)
        assert not is_acute_rise((5, 160_000), (5, 80_000), **RISE)

    def test_settled(self) -> None:
        """Three days apart and within the ratio in either direction, a nanomole below it."""
        for before, after in permutations((80_000, 119_999)):
            found = [
                has_settled((5, before), (5 + days, after), ratio=150, settled_after=3)
                for days in (0, 2, 3, 4)
            ]
            assert found == [False, False, True, True]
        for before, after in permutations((80_000, 120_000)):
            assert not has_settled((5, before), (9, after), ratio=150, settled_after=3)

    def test_mild(self) -> None:
        """Below twice and with a rate that is not impaired; equal to twice it is not mild."""
        mild = {"below": 200, "rate_from": 6_000}
        assert is_mild_rise(80_000, 159_999, 6_000, **mild)
        assert not is_mild_rise(80_000, 160_000, 6_000, **mild)
        assert is_mild_rise(80_000, 159_999, 6_001, **mild)
        assert not is_mild_rise(80_000, 159_999, 5_999, **mild)
        assert not is_mild_rise(80_000, 159_999, None, **mild)
        assert not is_mild_rise(80_000, 160_000, None, **mild)


def changing(*results: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Ask for the rise that says that creatinine is changing, in µmol/L."""
    found = is_changing([(day, level * 1_000) for day, level in results], **CHANGE)
    if found is None:
        return None
    (first, before), (last, after) = found
    return (first, before // 1_000), (last, after // 1_000)


class TestChanging:
    """When a change begins, and when it is over."""

    def test_nothing_to_compare(self) -> None:
        """No result, and a single one, tell of no change."""
        assert changing() is None
        assert changing((0, 80)) is None

    def test_begins(self) -> None:
        """The two results of a rise are told."""
        assert changing((0, 80), (2, 107)) == ((0, 80), (2, 107))
        assert changing((0, 80), (7, 120)) == ((0, 80), (7, 120))
        assert changing((0, 80), (3, 107)) is None
        assert changing((0, 80), (8, 120)) is None
        assert changing((0, 120), (2, 80)) is None

    def test_from_any_earlier_result(self) -> None:
        """A rise counts from any result before, and is told from the lowest it began at."""
        assert changing((0, 80), (1, 90), (7, 121)) == ((0, 80), (7, 121))
        assert changing((0, 90), (1, 80), (2, 125)) == ((1, 80), (2, 125))
        assert changing((0, 80), (1, 70), (2, 75), (3, 110)) == ((1, 70), (3, 110))

    def test_the_steepest_rise_is_told(self) -> None:
        """A later rise stands for the change where it is as steep as the one before, or more."""
        assert changing((0, 80), (2, 120), (3, 180)) == ((0, 80), (3, 180))
        assert changing((0, 80), (2, 120), (9, 190)) == ((2, 120), (9, 190))
        assert changing((0, 80), (2, 120), (9, 180)) == ((2, 120), (9, 180))
        assert changing((0, 80), (2, 121), (9, 182)) == ((0, 80), (2, 121))
        assert changing((0, 60), (2, 120), (9, 180)) == ((0, 60), (2, 120))

    def test_a_change_that_is_over_is_not_told(self) -> None:
        """A rise after the end stands alone, though the one before it was steeper."""
        over = ((0, 60), (2, 130), (9, 130), (16, 130))
        assert changing(*over) is None
        assert changing(*over, (17, 157)) == ((16, 130), (17, 157))

    def test_ends(self) -> None:
        """Two results three days apart that are near each other end it; two days are too few."""
        assert changing((0, 80), (2, 120), (5, 120)) == ((0, 80), (5, 120))
        assert changing((0, 60), (2, 87), (5, 87)) is None
        assert changing((0, 60), (2, 87), (4, 87)) == ((0, 60), (2, 87))

    def test_a_fall_does_not_end_it(self) -> None:
        """Nor does a fall by as much as a rise would be."""
        assert changing((0, 60), (2, 90), (5, 60)) == ((0, 60), (2, 90))
        assert changing((0, 60), (2, 90), (5, 61)) is None

    def test_a_rise_comes_before_an_end(self) -> None:
        """A result that completes a rise ends nothing, though it is near the one before it."""
        assert changing((0, 80), (3, 115), (6, 125)) == ((0, 80), (6, 125))

    def test_it_stays_ended(self) -> None:
        """What is over begins again with another rise only."""
        over = ((0, 60), (2, 87), (9, 87))
        assert changing(*over, (10, 88)) is None
        assert changing(*over, (10, 114)) == ((9, 87), (10, 114))

    def test_one_day(self) -> None:
        """Of two results of one day the higher counts as the later one."""
        assert changing((0, 80), (0, 107)) == ((0, 80), (0, 107))
        assert changing((0, 80), (0, 106)) is None
        assert changing((0, 80), (0, 106), (1, 107)) == ((0, 80), (1, 107))

    def test_several_results_of_the_newest_day(self) -> None:
        """All of them end a change together, or none of them does."""
        rise = ((0, 80), (2, 110))
        assert changing(*rise, (12, 110), (12, 111)) is None
        assert changing(*rise, (12, 73), (12, 90)) == rise
        assert changing(*rise, (12, 160), (12, 170)) == rise
        assert changing(*rise, (12, 164), (12, 165)) == rise

    def test_several_results_of_the_day_before(self) -> None:
        """Each of them agrees with the newest, or nothing is over."""
        assert changing((0, 80), (2, 110), (2, 112), (12, 110)) is None
        rise = ((0, 60), (2, 90))
        assert changing((0, 60), (2, 74), (2, 90), (12, 110)) is None
        assert changing((0, 60), (2, 74), (2, 90), (12, 111)) == rise

    def test_only_the_two_newest_days_end_it(self) -> None:
        """A result of an earlier day has no say, nor has one of a later."""
        assert changing((0, 60), (2, 90), (3, 85), (6, 85)) is None
        assert changing((0, 60), (2, 130), (4, 80), (8, 81)) is None
        assert changing((0, 60), (2, 90), (6, 86), (7, 86)) is None


LOW = {"below": 3_000, "within": 90, "needed": 2}


class TestRecentlyLow:
    """A low rate that too few newer ones undo."""

    def test_none(self) -> None:
        """Without a low rate there is none; equal to the threshold it is not low."""
        assert recently_low([], today=100, **LOW) is None
        assert recently_low([(99, 3_000), (100, 6_000)], today=100, **LOW) is None

    def test_age(self) -> None:
        """On the ninetieth day it counts, a day later not."""
        assert recently_low([(10, 2_999)], today=100, **LOW) == (10, 2_999)
        assert recently_low([(9, 2_999)], today=100, **LOW) is None

    def test_undone(self) -> None:
        """It takes results on two later days; two of one day, or of its own, are too few."""
        low = (50, 2_999)
        assert recently_low([low, (60, 6_000)], today=100, **LOW) == low
        assert recently_low([low, (60, 6_000), (60, 7_000)], today=100, **LOW) == low
        assert recently_low([low, (50, 6_000), (60, 6_000)], today=100, **LOW) == low
        assert recently_low([low, (40, 6_000), (60, 6_000)], today=100, **LOW) == low
        assert recently_low([low, (60, 6_000), (61, 3_000)], today=100, **LOW) is None
        assert recently_low([low, (60, 6_000), (61, 3_000), (62, 9_000)], today=100, **LOW) is None

    def test_the_newest_low_one_counts(self) -> None:
        """An earlier low rate is undone with it, and is not told."""
        two = [(50, 1_000), (70, 2_000)]
        assert recently_low([*two, (60, 6_000), (80, 6_000)], today=100, **LOW) == (70, 2_000)
        assert recently_low([*two, (80, 6_000), (81, 6_000)], today=100, **LOW) is None

    def test_in_any_order(self) -> None:
        """The order of the list says nothing."""
        results = [(50, 2_999), (60, 6_000), (70, 6_000)]
        for order in permutations(results):
            assert recently_low(order, today=100, **LOW) is None
            assert recently_low(order[:2], today=100, **LOW) in (None, (50, 2_999))
