"""A second implementation of what decides: a label's sheet as NumPy columns.

It was written from the names of the sheet's terms (what each of them ``says``) and from the
policy, by somebody who had not read how the verbs decide. It shares the sheet with them and
nothing else, so it cannot see a number that was entered wrongly, nor a row that was made
wrongly: ``sheets.py`` and the second entry look for those.

Facts and answers are arrays of whole numbers. Amounts are micrograms, of a day's total unless
an administration is meant; ages months, weights grams, rates and clearances hundredths, times
days. A fact that is not known, and an answer that there is not, is -1. A word of a closed list
is its place in one of the tuples below. Where a paragraph of the policy decides, it is named.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import fields

import baclofen_cds as bc
from baclofen_cds.case.limits import LimitKind
from baclofen_cds.case.posology import Population, Posology
from baclofen_cds.case.sheet import Sheet

Column = npt.NDArray[Any]

POPULATIONS = tuple(Population)
BANDS = tuple(bc.KidneyBand)
DIALYSES = tuple(bc.Dialysis)
INDICATIONS = tuple(bc.Indication)
OUTCOMES = tuple(bc.Outcome)
VERDICTS = tuple(bc.Verdict)
LIMITS = tuple(LimitKind)
STOPS = ("few days", "small", "short", "high", "abrupt")

ADULT, CHILD, TOO_YOUNG = map(POPULATIONS.index, Population)
AVOID = [BANDS.index(bc.KidneyBand(w)) for w in ("severe", "changing", "end stage", "dialysis")]
OUT, AGAINST, WITHHELD, MISSING, UNREAD, SILENT, _, STATED = map(OUTCOMES.index, bc.Outcome)
WITHIN, ABOVE_USUAL, SUPERVISION, ABOVE_MAXIMUM = map(VERDICTS.index, bc.Verdict)
NO_DIALYSIS = DIALYSES.index(bc.Dialysis.NONE)
ON_DIALYSIS = [place for place, form in enumerate(DIALYSES) if form.present]
MOST_TIMES = 100
TOP, FAR = 1 << 20, 1 << 40
"""More than anybody takes in a day, about a gram; more than any amount."""


def up_to(unit: Any, amount: Any) -> Any:
    """Round up to a whole number of units."""
    return -(-amount // unit) * unit


def least(*amounts: Any) -> Column:
    """Return the lowest of the amounts that there are, or -1."""
    lowest = np.minimum.reduce([np.where(np.asarray(a) < 0, FAR, a) for a in amounts])
    return np.where(lowest == FAR, -1, lowest)


class _Terms:
    """The plain terms of some rows, by name."""

    def __init__(self, terms: dict[str, Column], row: Column) -> None:
        self._terms, self._row = terms, row

    def __getitem__(self, name: str) -> Column:
        return self._terms[name][self._row]


class Columns:
    """The rows of a label, one array a term; each method answers many patients at once."""

    def __init__(self, sheet: Sheet) -> None:
        self.rows = sheet.ages
        plain = (f.name for f in fields(Posology) if f.type in _PLAIN)
        self.terms = {n: np.array([_number(getattr(r, n)) for r in sheet.ages]) for n in plain}
        self.population = self._each(lambda r: POPULATIONS.index(r.population))
        self.covered = self._each(lambda r: [i in r.covered for i in INDICATIONS])
        self.cerebral = self._each(lambda r: [i in r.cerebral for i in INDICATIONS])
        self.hold = self._each(lambda r: r.hold[0] if r.hold else -1)
        self.increase = self._each(lambda r: (r.increase or (-1, -1))[0 if r.older else 1])
        self.divided = self._each(lambda r: [n in r.divisions for n in range(MOST_TIMES)])
        self.divisions = self._each(lambda r: (*r.divisions, FAR, FAR, FAR, FAR)[:4])
        self.lowest_rung = self._each(lambda r: min(r.taper_rungs))
        most = max(len(r.rungs) for r in sheet.ages)
        ladders = [[(g.each, g.times_per_day, g.hold) for g in r.rungs] for r in sheet.ages]
        padded = [[*x, *[(FAR, 1, -1)] * (most + 1 - len(x))] for x in ladders]
        self.each, self.times, self.held = np.moveaxis(np.array(padded), 2, 0)
        self.gates = {n: int(getattr(sheet.policy.gates, n).value) for n in _GATES}
        self.pace = [int(getattr(sheet.policy.taper, n).value) for n in _PACE]
        self.ladders: dict[int, Column] = {}
        self.kidneys = np.full((3, 2, len(BANDS), len(DIALYSES), 2), -1)
        for k in sheet.kidneys:
            band, form = BANDS.index(k.band), DIALYSES.index(k.dialysis)
            said = (_number(k.number), k.read, k.forbidden)
            self.kidneys[:, int(k.child), band, form, int(k.changing)] = said

    def _each(self, of: Any) -> Column:
        return np.array([of(row) for row in self.rows])

    # Who this is: a row holds from its age on.

    def row(self, months: Column) -> Column:
        """Return the row of an age."""
        return np.searchsorted(self.terms["from_month"], months, side="right") - 1

    def at(self, months: Column) -> _Terms:
        """Return the plain terms of these ages, each fetched when it is asked for."""
        return _Terms(self.terms, self.row(months))

    # Kidneys: the worse of rate and clearance (P1).

    def band(self, egfr: Column, clearance: Column, dialysis: Column, changing: Column) -> Column:
        """Return the band of kidney function."""
        g, by_rate, by_clearance = self.gates, egfr >= 0, clearance >= 0
        severe = by_rate & (egfr < g["avoid_below"])
        severe |= by_clearance & (clearance < g["clearance_avoid_below"])
        impaired = by_rate & (egfr < g["impaired_below"])
        impaired |= by_clearance & (clearance < g["clearance_impaired_below"])
        end_stage = by_rate & (egfr < g["end_stage_below"])
        words = ("dialysis", "end stage", "changing", "severe", "impaired", "unknown")
        holds = [
            np.isin(dialysis, ON_DIALYSIS),
            end_stage,
            changing > 0,
            severe,
            impaired,
            ~by_rate,
        ]
        codes = [BANDS.index(bc.KidneyBand(word)) for word in words]
        return np.select(holds, codes, BANDS.index(bc.KidneyBand.NOT_IMPAIRED))

    # A start (P1): outcome, and the total before and after it is divided.

    def start(
        self,
        months: Column,
        grams: Column,
        egfr: Column,
        clearance: Column,
        dialysis: Column,
        changing: Column,
        indication: Column,
        unit: Any = -1,
    ) -> tuple[Column, Column, Column]:
        """Return the outcome, the label's total and the total that is answered."""
        row, a = self.row(months), self.at(months)
        child = self.population[row] == CHILD
        band = self.band(egfr, clearance, dialysis, changing)
        number, read, forbidden = self._said(child, band, dialysis, changing)
        impaired = band == BANDS.index(bc.KidneyBand.IMPAIRED)
        unknown = indication == INDICATIONS.index(bc.Indication.UNKNOWN)
        missing = unknown | (egfr < 0)
        missing |= (months >= self.gates["clearance_from"]) & (clearance < 0)
        missing |= child & (grams < 0)
        outcome = np.select(
            [
                (self.population[row] == TOO_YOUNG) | ~(unknown | self.covered[row, indication]),
                forbidden == 1,
                np.isin(band, AVOID),
                missing,
                impaired & (number >= 0),
                impaired & (read == 1),
                impaired | (a["start_read"] == 0),
                a["start_stated"] == 0,
            ],
            [OUT, AGAINST, WITHHELD, MISSING, STATED, SILENT, UNREAD, SILENT],
            STATED,
        )
        lower = np.where(self.cerebral[row, indication], a["start_cerebral"], -1)
        adult = least(a["start"], a["start_older"], lower)
        by_weight = least(a["start_per_kg"] * grams // 1000, a["start_most"])
        general = np.where(child, by_weight, adult)
        total = np.where(impaired, least(number, general), general)
        ours = impaired | (~child & (total < a["start"]))
        step = np.where(np.asarray(unit) < 0, a["computed_step"], unit)
        answered = self._divided(total, step, np.where(ours, a["division_is_ours"], 0), row)
        outcome = np.where((outcome == STATED) & (answered == 0), MISSING, outcome)
        stated = outcome == STATED
        return outcome, np.where(stated, total, -1), np.where(stated, answered, -1)

    def _divided(self, total: Column, step: Column, ours: Column, row: Column) -> Column:
        """Return a total in the first of its divisions that can be made; none can: nothing."""
        answered = np.zeros_like(total)
        for place in range(self.divisions.shape[1]):
            times = np.where(ours > 0, ours, self.divisions[row, place])
            answered = np.where(answered > 0, answered, total // times // step * step * times)
        return answered

    def _said(self, child: Column, band: Column, dialysis: Column, changing: Column) -> Any:
        """Return what a label says to a state of the kidneys: number, read, forbidden."""
        form = np.where(np.isin(dialysis, ON_DIALYSIS), dialysis, NO_DIALYSIS)
        return self.kidneys[:, child.astype(int), band, form, changing.astype(int)]

    # The maximum (P4).

    def verdict(self, months: Column, grams: Column, total: Column) -> tuple[Column, Column]:
        """Return the verdict on a day's total, and the kind of the limit that decides."""
        a = self.at(months)
        by_weight = (a["usual_per_kg"] >= 0) & (grams >= 0)
        usual = np.where(by_weight, a["usual_per_kg"] * grams // 1000, a["usual"])
        capped, hospital = a["maximum"] >= 0, a["hospital_from"] >= 0
        above_usual = (usual >= 0) & (total > usual)
        past = np.where(capped, total > a["maximum"], total >= a["hospital_from"])
        inpatient = a["supervised"] >= 0
        beyond = np.where(inpatient, total > a["supervised"], a["open_above"] == 0)
        verdict = np.select(
            [~capped & ~hospital, past & beyond, past, above_usual],
            [-1, ABOVE_MAXIMUM, SUPERVISION, ABOVE_USUAL],
            WITHIN,
        )
        kind = {name: LIMITS.index(member) for name, member in LimitKind.__members__.items()}
        binding = np.select(
            [verdict < 0, verdict == ABOVE_USUAL, past & beyond & inpatient, capped],
            [
                -1,
                np.where(by_weight, kind["USUAL_PER_KG"], kind["USUAL"]),
                kind["SUPERVISED_MAXIMUM"],
                kind["MAXIMUM"],
            ],
            kind["SUPERVISED_FROM"],
        )
        return verdict, binding

    # A rise (P6, P4): one step of the label, or our own bound where it gives no size.

    def rise(
        self,
        months: Column,
        grams: Column,
        each: Column,
        times: Column,
        then: Column,
        held: Column,
    ) -> tuple[Column, Column, Column, Column]:
        """Return whether an even day rises too far, too soon, what is printed, and our bound.

        The third is the total of the label's next step, the fourth our own bound of a rise,
        where it holds; one of the two is -1.
        """
        row, a = self.row(months), self.at(months)
        total, new = each * times, then * times
        printed = (self.each * self.times)[row]
        reached = (printed <= total[..., None]).sum(-1)
        rungs = (printed < FAR).sum(-1)
        climbs = reached < rungs
        by = self.increase[row] * np.where(a["increase_of_day"] == 1, 1, times)
        grows = (by >= 0) & self.divided[row, times] & (total >= a["start"])
        next_rung = np.take_along_axis(printed, reached[..., None], -1)[..., 0]
        step = np.where(climbs, next_rung, np.where(grows, total + by, -1))
        at_once = np.where(climbs, np.maximum(self.each[row, reached], each), FAR)
        child = self.population[row] != ADULT
        known = (a["start_per_kg"] >= 0) & (grams >= 0)
        by_weight = np.where(known, a["start_per_kg"] * grams // 1000, -1)
        bound = np.where(child, least(by_weight, a["largest_rise"]), a["largest_rise"])
        to_top = (rungs > 0) & ~climbs & (new <= a["beyond_ladder"])
        to_top &= then <= self.each[row, rungs - 1]
        ours = (new - total > bound) & ~to_top
        far = np.where(step >= 0, (new > step) | (then > at_once), ours).astype(int)
        far[child & (by_weight < 0)] = -1
        days = np.where(rungs > 0, self.held[row, np.maximum(reached - 1, 0)], self.hold[row])
        return far, held < days, step, np.where(step < 0, bound, -1)

    # A taper (P5), and a stop (P6).

    def taper_length(self, months: Column, use: Column) -> Column:
        """Return how many days a taper lasts at least; unknown use counts as long."""
        row, days = self.row(months), np.zeros_like(months)
        for one in np.unique(row):
            for after, length in self.rows[one].taper_lengths:
                longer = (use < 0) | (use > (-1 if after is None else after))
                days[(row == one) & longer] = length
        return days

    def unit(self, months: Column, told: Column, shown: Column) -> Column:
        """Return the unit of a taper: no coarser than the doses show, by what divides them all."""
        a = self.at(months)
        used = (told >= 0) & (told <= a["taper_coarsest_unit"])
        makeable = np.gcd(np.where(used, told, a["taper_unit"]), shown)
        return np.maximum(makeable, a["computed_step"])

    def drop_floor(self, months: Column, total: Column, unit: Column) -> Column:
        """Return the lowest total one drop leads to, from a whole number of units."""
        a, lowest = self.at(months), self.lowest_rung[self.row(months)]
        low = (total < a["taper_low_below"]) | (total <= a["taper_low_units"] * unit)
        middle = total < a["taper_middle_below"]
        share = np.select(
            [low, middle], [a["taper_low_share"], a["taper_middle_share"]], a["taper_share"]
        )
        most = least(a["taper_largest_drop"], a["taper_step"])
        left = np.maximum(total - most, -(-total * (share - 1) // share))
        floor = up_to(unit, np.minimum(left, total - unit))
        return np.where(total <= up_to(unit, lowest), 0, floor)

    def rungs(self, row: int, unit: int) -> Column:
        """Return the legal rungs of a taper in a unit, the lowest first."""
        r, age = self.rows[row], np.array(self.rows[row].from_month)
        listed = [*r.taper_rungs, *range(max(r.taper_rungs), TOP, r.taper_spacing)]
        found = np.unique(up_to(unit, np.array(listed)))
        lower, upper = found[:-1], found[1:]
        while upper.size:
            reached = self.drop_floor(age, upper, unit)
            lower, upper = lower[reached > lower], reached[reached > lower]
            found = np.union1d(found, upper)
        return found

    def next_rung(self, months: Column, total: Column, unit: Column) -> Column:
        """Return where a taper goes from a total: the lowest rung that one drop allows."""
        floor, there = self.drop_floor(months, total, unit), np.zeros_like(total)
        keys = self.row(months) * TOP + unit
        for key in np.unique(keys[floor > 0]).tolist():
            here = (keys == key) & (floor > 0)
            if key not in self.ladders:
                self.ladders[key] = self.rungs(*divmod(key, TOP))
            rungs = self.ladders[key]
            there[here] = rungs[np.searchsorted(rungs, floor[here])]
        return there

    def taper(
        self, months: Column, total: Column, unit: Column, use: Column, gentle: Column
    ) -> tuple[Column, Column]:
        """Return the rungs a taper goes down, one column a step, and how many days it lasts."""
        first = self.next_rung(months, total, unit)
        steps = [np.where(first > 0, first, total)]
        while steps[-1].any():
            steps.append(self.next_rung(months, steps[-1], unit))
        rungs = np.stack(steps[:-1], -1)
        gentle_days, least_days, long_days, long_after = self.pace
        shorter = np.where((use < 0) | (use > long_after), long_days, least_days)
        days = (rungs > 0).sum(-1) * np.where(gentle, gentle_days, shorter)
        return rungs, np.maximum(days, self.taper_length(months, use))

    def stop(
        self, months: Column, total: Column, use: Column, told: Column, shown: Column
    ) -> Column:
        """Return what a stop at once is: for few days' use, from a small dose, and so on."""
        a, lowest = self.at(months), self.lowest_rung[self.row(months)]
        last = up_to(self.unit(months, told, shown), lowest)
        tells = (told >= 0) & (told <= a["taper_coarsest_unit"])
        small = (total <= a["stop_small"]) | (tells & (total <= last))
        holds = [
            (use >= 0) & (use <= a["stop_few_days"]),
            small,
            (use < 0) | (use > a["stop_abrupt_after"]),
            total >= a["stop_high"],
        ]
        words = [STOPS.index(word) for word in ("few days", "small", "abrupt", "high")]
        return np.select(holds, words, STOPS.index("short"))


_RATES = ("impaired_below", "avoid_below", "end_stage_below")
_GATES = (*_RATES, "clearance_impaired_below", "clearance_avoid_below", "clearance_from")
_PACE = ("gentle_days", "least_days", "long_use_days", "long_use_after")
_PLAIN = ("int", "int | None", "bool")


def _number(value: int | None) -> int:
    return -1 if value is None else int(value)
