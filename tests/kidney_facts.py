"""What the policy makes of a patient's kidneys, worked out again from the facts.

A second reading, for tests: plain arithmetic, the public equations, and the numbers as they
stand in the policy file. It imports nothing that decides.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any, Final, NamedTuple

import attrs

import baclofen_cds as bc
from baclofen_cds import kidney
from baclofen_cds.amounts import NanomolesPerLitre

_FILE = Path(bc.__file__).parent / "knowledge/policy/project.2026-11-22.toml"
POLICY: Final[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))

_EQUATIONS: Final = {
    "us-spasticity": (kidney.ckd_epi_2021,),
    "ca-spasticity": (kidney.ckd_epi_2009, kidney.ckd_epi_2021),
}
"""What the laboratories of a country use: P1; elsewhere the equation of 2009."""

_OF_ADULTS: Final = ("CKD-EPI", "EKFC", "MDRD", "Cockcroft-Gault")
_OF_CREATININE: Final = ("CKD-EPI 2021", "CKD-EPI 2009", "EKFC", "MDRD", "Cockcroft-Gault")
_U25_HIGHEST: Final = 884_000


def number(section: str, name: str, scale: int = 1) -> int:
    """Return a number of the policy file, in whole parts of its unit."""
    return int(Decimal(POLICY[section][name]["value"]) * scale)


def _rate(section: str, name: str) -> int:
    return number(section, name, 100)


IMPAIRED, AVOID, END_STAGE = (
    _rate("gates", name) for name in ("impaired_below", "avoid_below", "end_stage_below")
)
CLEARANCE_IMPAIRED, CLEARANCE_AVOID = (
    _rate("gates", f"clearance_{name}_below") for name in ("impaired", "avoid")
)
ADULT: Final = number("age", "adult_from", 12)
WITHIN: Final = number("agreement", "within")


class Sample(NamedTuple):
    """A rate with the day of its blood sample, and what is wrong with it, if anything is."""

    rate: int
    equation: str
    on: dt.date | None
    unfit: str = ""
    clearance: bool = False


def rise_of(patient: bc.Patient) -> Fraction | None:
    """Return to how many times its start creatinine rose in an acute injury that is not over.

    The definition of KDIGO; the injury is over when all results of a day, at least 72 hours
    after the day before that has any, are within 1.5 times of all of that day (P7).
    """
    told = [(on, int(level)) for level, on in patient.earlier_nmol_l]
    if patient.creatinine_nmol_l is not None and patient.serum_creatinine_on is not None:
        told.append((patient.serum_creatinine_on, int(patient.creatinine_nmol_l)))
    days: dict[dt.date, list[int]] = {}
    for on, level in sorted(told):
        days.setdefault(on, []).append(level)
    steepest, last = None, None
    for on, levels in days.items():
        starts = [(d, v) for d, values in days.items() if d < on for v in values]
        rises = [
            Fraction(level, value)
            for level in levels
            for d, value in [*starts, (on, min(levels))]
            if ((on - d).days <= 2 and level - value >= 26_500)
            or ((on - d).days <= 7 and 2 * level >= 3 * value)
        ]
        if rises:
            steepest = max([*rises, *([steepest] if steepest else [])])
        elif last is not None and (on - last).days >= 3:
            pairs = [sorted(pair) for pair in product(levels, days[last])]
            over = all(2 * high < 3 * low for low, high in pairs)
            steepest = None if over else steepest
        last = on
    return steepest


def _newest(recorded: list[Sample]) -> list[Sample]:
    """Return the recorded rates of the newest day."""
    return [s for s in recorded if s.on == recorded[0].on]


class KidneyFacts:
    """The rates of a patient, which of them count, and why none permits a start."""

    def __init__(self, patient: bc.Patient, profile: Any) -> None:
        self.patient, self.profile = patient, profile
        self.rise = rise_of(patient)
        self.rising = self.rise is not None
        untold = patient.kidney_state is bc.KidneyState.UNKNOWN
        self.changing = patient.kidney_state is bc.KidneyState.CHANGING or (untold and self.rising)
        self.dialysis = patient.dialysis.present
        self.steady = not self.changing and not self.dialysis
        self.adult = patient.age_months >= ADULT

    def age_of(self, sample: Sample) -> int | None:
        """Return how many days old a sample is."""
        return None if sample.on is None else (self.patient.as_of - sample.on).days

    @cached_property
    def by_creatinine(self) -> Sample | None:
        """The lowest rate by the country's equations, or the child's."""
        patient = self.patient
        if not self.steady or patient.creatinine_nmol_l is None:
            return None
        if self.adult:
            used = _EQUATIONS.get(self.profile.id, (kidney.ckd_epi_2009,))
            rates = [equation(patient) for equation in used]
            least = min(rates, key=lambda rate: rate.hundredths)
            return Sample(least.hundredths, least.equation.value, patient.serum_creatinine_on)
        held = NanomolesPerLitre(min(patient.creatinine_nmol_l, _U25_HIGHEST))
        try:
            rate = kidney.ckid_u25(attrs.evolve(patient, serum_creatinine=held))
        except bc.errors.EquationError:
            return None
        unfit = "" if self.height_age is not None else "height undated"
        if self.height_age is not None and self.height_age > number("freshness", "height"):
            unfit = "height old"
        return Sample(rate.hundredths, rate.equation.value, patient.serum_creatinine_on, unfit)

    @property
    def height_age(self) -> int | None:
        """How many days old the height is."""
        on = self.patient.height_on
        return None if on is None else (self.patient.as_of - on).days

    @property
    def weight_age(self) -> int | None:
        """How many days old the weight is."""
        on = self.patient.weight_on
        return None if on is None else (self.patient.as_of - on).days

    @property
    def weight_limit(self) -> int:
        """How many days old a weight may be at this age."""
        steps = POLICY["freshness"]["weight"]
        at = [s for s in steps if self.patient.age_months >= int(s["from_year"]) * 12]
        return int(at[-1]["value"])

    @cached_property
    def by_both(self) -> Sample | None:
        """The lower of the combined rate, indexed and for this body."""
        patient = self.patient
        levels = (patient.creatinine_nmol_l, patient.cystatin_micrograms_l)
        if not self.adult or not self.steady or None in levels:
            return None
        indexed = kidney.ckd_epi_2021_creatinine_cystatin(patient)
        rate = indexed.hundredths
        if patient.weight_grams is not None and patient.height_millimetres is not None:
            rate = min(rate, kidney.absolute(indexed, patient).hundredths)
        on, other = patient.serum_creatinine_on, patient.cystatin_c_on
        unfit = "cystatin undated" if on and not other else ""
        dated = min(on, other or on) if on else None
        return Sample(rate, indexed.equation.value, dated, unfit)

    @cached_property
    def by_cystatin(self) -> Sample | None:
        """The rate by cystatin C, where there is no creatinine."""
        patient = self.patient
        alone = patient.creatinine_nmol_l is None and patient.cystatin_micrograms_l is not None
        if not (alone and self.adult and self.steady):
            return None
        rate = kidney.ckd_epi_2012_cystatin(patient)
        return Sample(
            rate.hundredths, rate.equation.value, patient.cystatin_c_on, "cystatin alone"
        )

    @property
    def computed(self) -> list[Sample]:
        """Every rate that was computed."""
        return [s for s in (self.by_creatinine, self.by_both, self.by_cystatin) if s]

    def _history(self, on: dt.date, beside: Sample | None) -> bool:
        """Whether a recorded rate is of well before a computed one."""
        return bool(beside and beside.on and (beside.on - on).days > WITHIN)

    @property
    def without_history(self) -> bool:
        """Whether no recorded rate is of well before the creatinine."""
        return not any(self._history(r.on, self.by_creatinine) for r in self.patient.recorded_gfr)

    @cached_property
    def recorded(self) -> list[Sample]:
        """The indexed rates on record that are not of well before, the newest and lowest first."""
        if self.dialysis:
            return []
        unchecked = self.patient.creatinine_nmol_l is not None and self.by_creatinine is None
        found = []
        for rate in self.patient.recorded_gfr:
            if rate.indexing is bc.GFRIndexing.ABSOLUTE:
                continue
            if self._history(rate.on, self.by_creatinine):
                continue
            unfit = "not computed" if unchecked and self.steady else ""
            if not self.adult and rate.equation.value.startswith(_OF_ADULTS):
                unfit = "adult equation"
            found.append(Sample(rate.hundredths, rate.equation.value, rate.on, unfit))
        return sorted(found, key=lambda s: (-s.on.toordinal() if s.on else 0, s.rate))

    @cached_property
    def own_clearance(self) -> Sample | None:
        """The creatinine clearance of an adult."""
        if not self.adult or not self.steady:
            return None
        try:
            rate = kidney.cockcroft_gault(self.patient)
        except bc.errors.EquationError:
            return None
        unfit = "weight undated" if self.weight_age is None else ""
        if self.weight_age is not None and self.weight_age > self.weight_limit:
            unfit = "weight old"
        on = self.patient.serum_creatinine_on
        return Sample(rate.hundredths, rate.equation.value, on, unfit, clearance=True)

    @cached_property
    def clearances(self) -> list[Sample]:
        """The clearances that count where one gates: the computed one, the newest recorded."""
        recorded = [
            Sample(r.hundredths, r.equation.value, r.on, clearance=True)
            for r in self.patient.recorded_gfr
            if r.indexing is bc.GFRIndexing.ABSOLUTE
            and r.equation is bc.GFREquation.COCKCROFT_GAULT
            and not self._history(r.on, self.own_clearance)
        ]
        newest = sorted(recorded, key=lambda s: (-s.on.toordinal() if s.on else 0, s.rate))[:1]
        own = [self.own_clearance] if self.own_clearance else []
        return [] if self.dialysis else [*own, *newest]

    @property
    def mass_index(self) -> tuple[int, int] | None:
        """The body mass index as a fraction, in kg/m²."""
        grams, height = self.patient.weight_grams, self.patient.height_millimetres
        return None if grams is None or height is None else (grams * 1_000, height**2)

    @property
    def clearance_gates(self) -> bool:
        """Whether a clearance gates as well: from 75 years, thin or very heavy."""
        old = self.patient.age_months >= number("gates", "clearance_from", 12)
        if self.mass_index is None:
            return self.adult and old
        kilos, square = self.mass_index
        thin = kilos < number("gates", "clearance_mass_index_below") * square
        heavy = kilos > number("gates", "clearance_mass_index_above") * square
        return self.adult and (old or thin or heavy)

    @cached_property
    def cystatin_decides(self) -> bool:
        """Whether a fresh cystatin C decides, with the creatinine."""
        if self.by_both is None:
            return False
        return self.fresh(self.by_both, self.limit(self._with_cystatin, []))

    @property
    def _with_cystatin(self) -> list[Sample]:
        day = self.patient.serum_creatinine_on
        own = [s for s in self.recorded if s.equation in _OF_CREATININE]
        others = [s for s in self.recorded if s not in own]
        later = [s for s in own if not (s.on and day and s.on <= day)]
        both = [self.by_both] if self.by_both else []
        return [*both, *_newest(others), *_newest(later)]

    @property
    def counted(self) -> list[Sample]:
        """The rates of which the lowest counts."""
        if self.cystatin_decides:
            return self._with_cystatin
        beside = self._with_cystatin if self.by_both else []
        return [*self.computed, *_newest(self.recorded), *beside]

    @property
    def counted_clearances(self) -> list[Sample]:
        """The clearances of which the lowest counts."""
        return self.clearances if self.clearance_gates and not self.cystatin_decides else []

    def avoided(self, rates: list[Sample], clearances: list[Sample]) -> bool:
        """Whether the kidneys say "avoid"."""
        low = any(s.rate < AVOID for s in rates)
        return not self.steady or low or any(s.rate < CLEARANCE_AVOID for s in clearances)

    def impaired(self, rates: list[Sample], clearances: list[Sample]) -> bool:
        """Whether the kidneys are impaired."""
        low = any(s.rate < IMPAIRED for s in rates)
        return low or any(s.rate < CLEARANCE_IMPAIRED for s in clearances)

    def limit(self, rates: list[Sample], clearances: list[Sample]) -> int:
        """Return how many days old a sample may be for a start or an increase: P2."""
        if self.patient.acutely_ill:
            return number("freshness", "creatinine_acute")
        if self.avoided(rates, clearances):
            return number("freshness", "creatinine_severe")
        groups = tuple(POLICY["freshness"]["kidney_affecting"]["value"])
        affecting = any(code.startswith(groups) for code in self.patient.medicines.codes)
        older = self.patient.age_months >= number("freshness", "older_from", 12)
        untold = not self.patient.medicines.complete
        if affecting or untold or older or self.impaired(rates, clearances):
            return number("freshness", "creatinine_watched")
        return number("freshness", "creatinine")

    @cached_property
    def longest(self) -> int:
        """How many days old a sample may be for this patient."""
        return self.limit(self.counted, self.counted_clearances)

    def fresh(self, sample: Sample, limit: int) -> bool:
        """Whether a sample may permit: dated, recent, and nothing wrong with it."""
        age = self.age_of(sample)
        return not sample.unfit and age is not None and age <= limit

    @cached_property
    def rate_permits(self) -> bool:
        """Whether one of the counted rates may be relied on."""
        return any(self.fresh(s, self.longest) for s in self.counted)

    @cached_property
    def clearance_permits(self) -> bool:
        """Whether a clearance may be relied on, where one is needed."""
        needed = self.clearance_gates and not self.cystatin_decides and self.steady
        return not needed or any(self.fresh(s, self.longest) for s in self.counted_clearances)

    @cached_property
    def dated(self) -> list[Sample]:
        """Every indexed rate with a day, of every earlier creatinine too."""
        if self.dialysis:
            return []
        patient = self.patient
        found = [s for s in self.computed if s.on is not None]
        found += [
            Sample(r.hundredths, r.equation.value, r.on)
            for r in patient.recorded_gfr
            if r.indexing is bc.GFRIndexing.INDEXED
        ]
        for level, on in patient.earlier_nmol_l:
            then = attrs.evolve(
                patient,
                serum_creatinine=level,
                serum_creatinine_on=on,
                earlier_creatinine=(),
                cystatin_c=None,
                cystatin_c_on=None,
                confirmed=patient.confirmed | {"serum_creatinine"},
            )
            facts = KidneyFacts(then, self.profile)
            if self.changing:
                continue
            found += [s for s in (facts.by_creatinine,) if s]
        return found

    @cached_property
    def lows(self) -> list[Sample]:
        """The rates below "avoid" of the last weeks that too few newer results undo."""
        if "creatinine" in self.patient.confirmed:
            return []
        low = [s for s in self.dated if s.rate < AVOID]
        well = [s for s in self.dated if s.rate >= AVOID]
        if self.cystatin_decides:
            day = self.patient.serum_creatinine_on
            low = [s for s in low if not (s.on == day and s.equation in _OF_CREATININE)]
        day = self.patient.serum_creatinine_on
        low = [s._replace(on=day) if s is self.by_both else s for s in low]
        if self.cystatin_decides:
            well = [s._replace(on=day) if s is self.by_both else s for s in well]
        else:
            well = [s for s in well if s is not self.by_both]
        cleared = [
            Sample(r.hundredths, r.equation.value, r.on, clearance=True)
            for r in self.patient.recorded_gfr
            if self.clearance_gates
            and not self.cystatin_decides
            and r.indexing is bc.GFRIndexing.ABSOLUTE
            and r.equation is bc.GFREquation.COCKCROFT_GAULT
        ]
        found = self._not_undone(low, well)
        low_cleared = [s for s in cleared if s.rate < AVOID]
        return found or self._not_undone(low_cleared, [*well, *cleared])

    def _not_undone(self, low: list[Sample], others: list[Sample]) -> list[Sample]:
        """Return the newest low rates of the last weeks that too few newer days undo."""
        lows = [s for s in low if (self.age_of(s) or 0) <= number("agreement", "low_within")]
        last = max((s.on for s in lows if s.on), default=None)
        newer = {s.on for s in others if s.on and last and s.on > last}
        few = len(newer) < number("agreement", "newer_needed")
        return [s for s in lows if s.on == last] if few else []
