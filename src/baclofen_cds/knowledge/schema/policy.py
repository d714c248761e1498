"""What the policy file holds: this project's own choices, each with its reason."""

from __future__ import annotations

from typing import Any

from attrs import field, fields, frozen

from baclofen_cds.amounts import (
    AbsoluteHundredths,
    Days,
    Grams,
    Hundredths,
    Micrograms,
    MicrogramsPerDay,
    MicrogramsPerLitre,
    Millimetres,
    Months,
    NanomolesPerLitre,
)
from baclofen_cds.knowledge.schema.label import Header, leaf, section
from baclofen_cds.sources import Citation, Stated
from baclofen_cds.vocabulary import Condition, GFREquation, Indication

__all__ = ["AgeStep", "Plausibility", "PlausibilityLeaves", "Policy", "at_age"]


@frozen
class AgeStep:
    """A value that holds from one age on, until the next step."""

    from_age: Months
    value: int
    citation: Citation


def steps(unit: str) -> Any:
    """Declare a list of values by age."""
    return field(default=(), metadata={"steps": unit})


def at_age(table: tuple[AgeStep, ...], months: int) -> int:
    """Return the value that holds at an age; the table begins at birth."""
    return [step.value for step in table if months >= step.from_age][-1]


@frozen
class Gates:
    """Where kidney function withholds a start."""

    impaired_below: Stated[Hundredths] = leaf("mL/min/1.73m2")
    avoid_below: Stated[Hundredths] = leaf("mL/min/1.73m2")
    end_stage_below: Stated[Hundredths] = leaf("mL/min/1.73m2")
    near_edge: Stated[Hundredths] = leaf("mL/min/1.73m2")
    clearance_impaired_below: Stated[AbsoluteHundredths] = leaf("mL/min")
    clearance_avoid_below: Stated[AbsoluteHundredths] = leaf("mL/min")
    clearance_from: Stated[Months] = leaf("year")
    clearance_mass_index_below: Stated[int] = leaf("kg/m2")
    clearance_mass_index_above: Stated[int] = leaf("kg/m2")
    unread_equation: Stated[tuple[GFREquation, ...]] = leaf("equation", shape="list")


@frozen
class LittleMuscle:
    """When creatinine is said to read high for want of muscle."""

    rate_below: Stated[Hundredths] = leaf("mL/min/1.73m2")
    creatinine_below: Stated[NanomolesPerLitre] = leaf("umol/L")
    mass_index_below: Stated[int] = leaf("kg/m2")
    conditions: Stated[tuple[Condition, ...]] = leaf("condition", shape="list")
    indications: Stated[tuple[Indication, ...]] = leaf("indication", shape="list")


@frozen
class AcuteKidneyInjury:
    """When two creatinines mean that creatinine is changing, and until when."""

    rise: Stated[NanomolesPerLitre] = leaf("umol/L")
    rise_within: Stated[Days] = leaf("day")
    ratio: Stated[int] = leaf("percent")
    ratio_within: Stated[Days] = leaf("day")
    settled_after: Stated[Days] = leaf("day")
    mild_below: Stated[int] = leaf("percent")
    mild_from: Stated[Hundredths] = leaf("mL/min/1.73m2")


@frozen
class Freshness:
    """How old a measurement may be for a start or increase."""

    older_from: Stated[Months] = leaf("year")
    creatinine: Stated[Days] = leaf("day")
    creatinine_watched: Stated[Days] = leaf("day")
    creatinine_severe: Stated[Days] = leaf("day")
    creatinine_acute: Stated[Days] = leaf("day")
    weight: tuple[AgeStep, ...] = steps("day")
    height: Stated[Days] = leaf("day")
    kidney_affecting: Stated[tuple[str, ...]] = leaf("atc", shape="list")


@frozen
class Exposure:
    """Doses at which kidney function raises the severity."""

    high_dose: Stated[MicrogramsPerDay] = leaf("mg/day")
    dialysis_dose: Stated[MicrogramsPerDay] = leaf("mg/day")
    avoid_together: Stated[tuple[str, ...]] = leaf("atc", shape="list")
    opioids: Stated[tuple[str, ...]] = leaf("atc", shape="list")


@frozen
class LicencePolicy:
    """What holds whatever a label says, or where nobody has read what it says."""

    causes_of_spasticity: Stated[tuple[Indication, ...]] = leaf("indication", shape="list")
    cerebral_origin: Stated[tuple[Indication, ...]] = leaf("indication", shape="list")
    never_started_with: Stated[tuple[Condition, ...]] = leaf("condition", shape="list")
    in_some_products: Stated[str] = leaf("words", of=("counts-for-all",))
    children_from: Stated[Months] = leaf("year")
    unread_child_maximum: Stated[str] = leaf("words", of=("adult-start",))


@frozen
class Age:
    """From when on a patient is an adult: for equations, and where a label states no age."""

    adult_from: Stated[Months] = leaf("year")


@frozen
class Agreement:
    """When two rates are said to disagree."""

    relative: Stated[int] = leaf("percent")
    absolute: Stated[Hundredths] = leaf("mL/min/1.73m2")
    within: Stated[Days] = leaf("day")
    agree_from: Stated[Hundredths] = leaf("mL/min/1.73m2")
    low_within: Stated[Days] = leaf("day")
    newer_needed: Stated[int] = leaf("count")
    named_within: Stated[Days] = leaf("day")


@frozen
class Rounding:
    """How computed doses are rounded, and how many unknowns are printed."""

    computed_dose_step: Stated[Micrograms] = leaf("mg")
    unknowns_printed: Stated[int] = leaf("count")
    unstated_times_per_day: Stated[int] = leaf("count")


@frozen
class PolicyRise:
    """The largest rise at once where a label gives no size for it."""

    largest: Stated[MicrogramsPerDay] = leaf("mg/day")
    child: Stated[str] = leaf("words", of=("start-per-kg",))
    to_printed_maximum: Stated[tuple[str, ...]] = leaf("profile", shape="list")


@frozen
class PolicyTaper:
    """Our taper: its rungs, how far one drop leads, how long a step is held."""

    length: Stated[Days] = leaf("day")
    long_use_length: Stated[Days] = leaf("day")
    long_use_after: Stated[Days] = leaf("day")
    adult_rungs: Stated[tuple[MicrogramsPerDay, ...]] = leaf("mg/day", shape="list")
    child_rungs: Stated[tuple[MicrogramsPerDay, ...]] = leaf("mg/day", shape="list")
    rung_spacing: Stated[MicrogramsPerDay] = leaf("mg/day")
    largest_drop: Stated[MicrogramsPerDay] = leaf("mg/day")
    share: Stated[int] = leaf("one in")
    middle_below: Stated[MicrogramsPerDay] = leaf("mg/day")
    middle_share: Stated[int] = leaf("one in")
    low_below: Stated[MicrogramsPerDay] = leaf("mg/day")
    low_share: Stated[int] = leaf("one in")
    units_at_low_share: Stated[int] = leaf("count")
    gentle_days: Stated[Days] = leaf("day")
    long_use_days: Stated[Days] = leaf("day")
    least_days: Stated[Days] = leaf("day")
    review_share: Stated[int] = leaf("one in")
    smallest_dose: Stated[Micrograms] = leaf("mg")
    largest_unit: Stated[Micrograms] = leaf("mg")
    rung_left_within: Stated[Days] = leaf("day")


@frozen
class PolicyStop:
    """When an immediate stop is dangerous, and when it is not."""

    few_days: Stated[Days] = leaf("day")
    abrupt_after: Stated[Days] = leaf("day")
    small: Stated[MicrogramsPerDay] = leaf("mg/day")
    small_for_child: Stated[MicrogramsPerDay] = leaf("mg/day")
    high: Stated[MicrogramsPerDay] = leaf("mg/day")


@frozen
class Records:
    """How far back, and how exactly, what a record says is believed."""

    kidney_event_within: Stated[Days] = leaf("day")
    same_day_apart: Stated[int] = leaf("percent")
    event_within: Stated[Days] = leaf("day")
    order_old_after: Stated[Days] = leaf("day")
    smallest_without_route: Stated[Micrograms] = leaf("mg")
    longest_course: Stated[Days] = leaf("day")


@frozen
class PlausibilityLeaves:
    """The windows at the door, as the policy file states them."""

    oldest: Stated[Months] = leaf("year")
    lightest: Stated[Grams] = leaf("kg")
    heaviest: Stated[Grams] = leaf("kg")
    shortest: Stated[Millimetres] = leaf("cm")
    tallest: Stated[Millimetres] = leaf("cm")
    highest_rate: Stated[AbsoluteHundredths] = leaf("mL/min")
    creatinine_refused_above: Stated[NanomolesPerLitre] = leaf("mg/dL")
    creatinine_refused_below: Stated[NanomolesPerLitre] = leaf("umol/L")
    creatinine_unusual_above: Stated[NanomolesPerLitre] = leaf("mg/dL")
    creatinine_unusual_below: Stated[NanomolesPerLitre] = leaf("umol/L")
    cystatin_refused_above: Stated[MicrogramsPerLitre] = leaf("mg/L")
    cystatin_refused_below: Stated[MicrogramsPerLitre] = leaf("mg/L")
    smallest_dose: Stated[Micrograms] = leaf("mg")
    largest_dose: Stated[Micrograms] = leaf("mg")
    unusual_dose_above: Stated[Micrograms] = leaf("mg")
    weight_for_age: tuple[AgeStep, ...] = steps("kg")


@frozen(kw_only=True)
class Plausibility:
    """The windows at the door as plain integers, for the rooms that check them."""

    oldest: int
    adult_from: int
    lightest: int
    heaviest: int
    shortest: int
    tallest: int
    highest_rate: int
    creatinine_refused_above: int
    creatinine_refused_below: int
    creatinine_unusual_above: int
    creatinine_unusual_below: int
    cystatin_refused_above: int
    cystatin_refused_below: int
    smallest_dose: int
    largest_dose: int
    unusual_dose_above: int
    weight_for_age: tuple[AgeStep, ...]

    @classmethod
    def of(cls, leaves: PlausibilityLeaves, age: Age) -> Plausibility:
        """Take the values out of the file's leaves."""
        values = {
            a.name: int(getattr(leaves, a.name).value)
            for a in fields(PlausibilityLeaves)
            if a.name != "weight_for_age"
        }
        grown = int(age.adult_from.value)
        return cls(**values, adult_from=grown, weight_for_age=leaves.weight_for_age)

    def too_heavy_for_age(self, months: int, grams: int) -> bool:
        """Whether a weight is above what the policy expects at this age."""
        return months < self.adult_from and grams > at_age(self.weight_for_age, months)


@frozen(kw_only=True)
class Policy:
    """The project's own choices where documents leave one; replaceable, never absent."""

    header: Header
    gates: Gates = section(Gates)
    little_muscle: LittleMuscle = section(LittleMuscle)
    acute_kidney_injury: AcuteKidneyInjury = section(AcuteKidneyInjury)
    freshness: Freshness = section(Freshness)
    exposure: Exposure = section(Exposure)
    licence: LicencePolicy = section(LicencePolicy)
    age: Age = section(Age)
    agreement: Agreement = section(Agreement)
    rounding: Rounding = section(Rounding)
    rise: PolicyRise = section(PolicyRise)
    taper: PolicyTaper = section(PolicyTaper)
    stop: PolicyStop = section(PolicyStop)
    records: Records = section(Records)
    plausibility_leaves: PlausibilityLeaves = section(PlausibilityLeaves)
    plausibility: Plausibility = field(
        init=False,
        default=None,
        metadata={"derived": True},
    )

    def __attrs_post_init__(self) -> None:
        windows = Plausibility.of(self.plausibility_leaves, self.age)
        object.__setattr__(self, "plausibility", windows)

    @property
    def id(self) -> str:
        """Stable name of the policy."""
        return self.header.id

    def __repr__(self) -> str:
        return f"<Policy {self.id}, revised {self.header.revised}>"
