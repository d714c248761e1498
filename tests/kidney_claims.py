"""What each sentence about the kidneys claims, compared with the facts.

The facts are worked out again by ``kidney_facts``, which imports nothing that decides.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Final

from asking_all import STARTS
from attrs import frozen
from kidney_facts import (
    AVOID,
    CLEARANCE_AVOID,
    CLEARANCE_IMPAIRED,
    END_STAGE,
    IMPAIRED,
    KidneyFacts,
    Sample,
    number,
)

import baclofen_cds as bc

_SHORT: Final = {"CKD-EPI 2021 creatinine and cystatin C": "CKD-EPI 2021 combined"}


@frozen
class Said:
    """One sentence about the kidneys: where it stands and what it claims."""

    code: str
    values: dict[str, Any]
    within: dict[str, Any]
    """The values of the finding it belongs to, which name a rate or a clearance."""
    finding: str
    question: str
    facts: KidneyFacts

    @property
    def starts(self) -> bool:
        return self.question in STARTS

    @property
    def patient(self) -> bc.Patient:
        return self.facts.patient

    def rates(self) -> list[Sample]:
        """Return the rates that the finding may mean; beside a clearance any that counts."""
        facts = self.facts
        every = [*facts.computed, *facts.recorded]
        return every if "clearance" in self.within else self.named()

    def named(self) -> list[Sample]:
        """Return the samples on record that the finding may mean."""
        facts, told = self.facts, self.within
        if "clearance" in told or self.finding.startswith("clearance-needed"):
            found: list[Sample] = facts.clearances
            rate = told.get("clearance")
        else:
            found, rate = [*facts.computed, *facts.recorded], told.get("rate")
        return [
            s
            for s in found
            if rate in (None, s.rate // 100)
            and told.get("equation", s.equation) in (s.equation, _SHORT.get(s.equation))
            and told.get("measured", day(s.on, facts)) == day(s.on, facts)
        ]


def day(on: dt.date | None, facts: KidneyFacts) -> str:
    """Write a day as it is shown."""
    if on is None:
        return "undated"
    year = "" if on.year == facts.patient.as_of.year else f" {on.year}"
    return f"{on.day} {calendar.month_name[on.month]}{year}"


def sentences(question: str, result: Any, facts: KidneyFacts) -> Iterator[Said]:
    """Return every finding and remark of an answer."""
    for f in result.findings:
        within = dict(f.values)
        yield Said(f.code, within, within, f.code, question, facts)
        for remark in f.remarks:
            yield Said(remark.code, dict(remark.values), within, f.code, question, facts)


def old(said: Said, *, starting: bool) -> bool:
    """Whether a sample is as old as printed, older than the limit, and nothing fresh speaks."""
    facts, days = said.facts, said.values["days"]
    limit = said.values.get("limit", facts.longest)
    asked = said.starts if starting else not said.starts
    is_that_old = any(facts.age_of(s) == days for s in said.rates())
    return asked and is_that_old and days > limit == facts.longest and withheld(said)


def withheld(said: Said) -> bool:
    """Whether what is known of the kidneys permits nothing, for whatever reason."""
    facts = said.facts
    permits = facts.rate_permits and facts.clearance_permits
    return not permits or bool(facts.lows) or said.patient.kidney_values_in_doubt


def unfit(why: str) -> Callable[[Said], bool]:
    def holds(said: Said) -> bool:
        return any(s.unfit == why for s in [*said.facts.computed, *said.facts.recorded])

    return holds


def undated(said: Said) -> bool:
    return any(s.on is None for s in said.named())


def not_fresh(said: Said) -> bool:
    limit = said.facts.longest
    ages = [said.facts.age_of(s) for s in said.named()]
    return withheld(said) and any(age is not None and age > limit for age in ages)


def recently_low(said: Said) -> bool:
    told = (said.values["rate"], said.values["on"])
    return told in [(s.rate // 100, day(s.on, said.facts)) for s in said.facts.lows]


def below(limit: int, *, clearance: bool = False) -> Callable[[Said], bool]:
    def holds(said: Said) -> bool:
        facts = said.facts
        counts = facts.counted_clearances if clearance else [*facts.computed, *facts.recorded]
        named = [s for s in said.named() if s in counts]
        least = min((s.rate for s in named), default=limit)
        return least < limit and (not clearance or facts.clearance_gates)

    return holds


def apart(first: int, second: int) -> bool:
    low, high = sorted((first, second))
    share, least = number("agreement", "relative"), number("agreement", "absolute", 100)
    agree = low >= number("agreement", "agree_from", 100)
    return high - low > least and (high - low) * 100 > low * share and not agree


def disagree(said: Said) -> bool:
    facts, told = said.facts, said.values
    pairs = [
        (one, other)
        for one in facts.computed
        for other in facts.recorded
        if (one.rate // 100, day(one.on, facts)) == (told["computed"], told["computed_on"])
        and (other.rate // 100, day(other.on, facts)) == (told["recorded"], told["recorded_on"])
    ]
    return any(apart(one.rate, other.rate) for one, other in pairs)


def lower_earlier(said: Said) -> bool:
    facts, told = said.facts, said.values
    earlier = [
        s
        for s in facts.dated
        if (s.rate // 100, day(s.on, facts)) == (told["earlier"], told["earlier_on"])
        and (facts.age_of(s) or 0) <= number("agreement", "named_within")
    ]
    return any(
        e.on < s.on and apart(e.rate, s.rate) and any(e.rate < x <= s.rate for x in EDGES)
        for e in earlier
        for s in said.named()
        if e.on and s.on
    )


EDGES: Final = (IMPAIRED, AVOID, END_STAGE)


def not_compared(said: Said) -> bool:
    """Whether it is a recorded absolute rate that no gate was compared with."""
    facts, told = said.facts, said.values
    return any(
        (r.hundredths // 100, r.equation.value) == (told["rate"], told["equation"])
        and r.indexing is bc.GFRIndexing.ABSOLUTE
        and (r.hundredths, r.equation.value, r.on) not in [s[:3] for s in facts.counted_clearances]
        for r in facts.patient.recorded_gfr
    )


def no_recent_value(said: Said) -> bool:
    facts = said.facts
    ages = [facts.age_of(s) for s in [*facts.computed, *facts.recorded]]
    return bool(ages) and all(age is None or age > facts.longest for age in ages)


def nothing_on_record(said: Said) -> bool:
    patient = said.patient
    return patient.creatinine_nmol_l is None and not patient.recorded_gfr


def little_muscle(said: Said) -> bool:
    patient, facts, why = said.patient, said.facts, set(said.values["why"].split(", "))
    thin = facts.mass_index and facts.mass_index[0] < 18 * facts.mass_index[1]
    low = patient.creatinine_nmol_l is not None and patient.creatinine_nmol_l < 45_000
    cord = bc.Condition.SPINAL_CORD_INJURY in patient.conditions
    cord = cord or patient.indication is bc.Indication.SPINAL_CORD_INJURY
    held = {
        "a low body mass index": thin,
        "a very low creatinine": low and facts.adult,
        "spinal cord injury": cord,
        "amputation": bc.Condition.AMPUTATION in patient.conditions,
    }
    return all(held[name] for name in why)


def reads_high(said: Said) -> bool:
    edge = number("little_muscle", "rate_below", 100)
    return not said.facts.cystatin_decides and any(s.rate < edge for s in said.named())


def near_edge(said: Said) -> bool:
    edge, near = said.values["edge"], number("gates", "near_edge", 100)
    return any(abs(s.rate - edge) <= near for s in said.named())


def measures_differ(said: Said) -> bool:
    facts = said.facts
    return not facts.clearance_gates and not facts.cystatin_decides and facts.steady


def rose(said: Said) -> bool:
    return said.facts.rising and said.patient.kidney_state is bc.KidneyState.UNKNOWN


def named_without_a_date(said: Said) -> bool:
    """Whether each value that is named is on record, and its day is not."""
    patient = said.patient
    record = {
        "serum creatinine": (patient.creatinine_nmol_l, patient.serum_creatinine_on),
        "cystatin C": (patient.cystatin_micrograms_l, patient.cystatin_c_on),
        "height": (patient.height_millimetres, patient.height_on),
        "weight": (patient.weight_grams, patient.weight_on),
    }
    found = [record[name] for name in said.values["what"].split(", ")]
    return bool(found) and all(value is not None and on is None for value, on in found)


TRUE: Final[dict[str, Callable[[Said], bool]]] = {
    "sample-stale-start": lambda said: old(said, starting=True),
    "sample-old": lambda said: old(said, starting=False),
    "kidney-function-not-fresh": not_fresh,
    "kidney-function-undated": undated,
    "kidney-function-not-relied-on": withheld,
    "kidney-function-unknown": nothing_on_record,
    "kidney-function-unknown-start": nothing_on_record,
    "kidney-function-not-estimated": lambda said: (
        (said.patient.creatinine_nmol_l is not None or said.patient.recorded_gfr != ())
        and not said.facts.counted
    ),
    "kidney-not-recent": no_recent_value,
    "kidney-not-on-record": nothing_on_record,
    "creatinine-undated": lambda said: (
        said.patient.creatinine_nmol_l is not None and said.patient.serum_creatinine_on is None
    ),
    "creatinine-not-computed": unfit("not computed"),
    "adult-equation-in-child": lambda said: not said.facts.adult and unfit("adult equation")(said),
    "cystatin-alone": lambda said: said.facts.by_cystatin in said.facts.counted,
    "recently-low": recently_low,
    "height-undated": unfit("height undated"),
    "height-stale": unfit("height old"),
    "clearance-weight-undated": lambda said: (
        said.starts and said.facts.clearance_gates and said.facts.weight_age is None
    ),
    "clearance-weight-stale": lambda said: (
        said.starts
        and said.facts.clearance_gates
        and (said.facts.weight_age or 0) > said.facts.weight_limit
    ),
    "clearance-not-computed": lambda said: (
        said.facts.clearance_gates and not said.facts.counted_clearances
    ),
    "clearance-needed-start": lambda said: (
        said.starts and said.facts.clearance_gates and not said.facts.clearance_permits
    ),
    "clearance-counts": lambda said: said.facts.clearance_gates,
    "clearance-not-comparable": not_compared,
    "kidney-impaired-start": below(IMPAIRED),
    "kidney-impaired-taking": below(IMPAIRED),
    "kidney-avoid-start": below(AVOID),
    "kidney-avoid-taking": below(AVOID),
    "kidney-clearance-impaired-start": below(CLEARANCE_IMPAIRED, clearance=True),
    "kidney-clearance-impaired-taking": below(CLEARANCE_IMPAIRED, clearance=True),
    "kidney-clearance-avoid-start": below(CLEARANCE_AVOID, clearance=True),
    "kidney-clearance-avoid-taking": below(CLEARANCE_AVOID, clearance=True),
    "kidney-changing-start": lambda said: said.facts.changing,
    "kidney-changing-taking": lambda said: said.facts.changing,
    "kidney-rise-start": rose,
    "kidney-rise-taking": rose,
    "told-stable-but-rising": lambda said: (
        said.facts.rising and said.patient.kidney_state is bc.KidneyState.STABLE
    ),
    "kidney-values-in-doubt": lambda said: said.patient.kidney_values_in_doubt,
    "rates-disagree": disagree,
    "earlier-rate-lower": lower_earlier,
    "cystatin-decides": lambda said: said.facts.cystatin_decides,
    "measures-differ-in-band": measures_differ,
    "creatinine-reads-high": reads_high,
    "little-muscle-on-record": little_muscle,
    "clearance-stale-start": lambda said: (
        said.starts
        and said.facts.clearance_gates
        and not said.facts.clearance_permits
        and said.values["limit"] == said.facts.longest
        and any(
            said.facts.age_of(s) == said.values["days"] > said.facts.longest
            for s in said.facts.counted_clearances
        )
    ),
    "cystatin-undated": unfit("cystatin undated"),
    "value-undated": named_without_a_date,
    "kidney-not-relied-on": withheld,
    "near-band-edge": near_edge,
}
"""What each code about the kidneys claims."""


def undated_names(facts: KidneyFacts) -> set[str]:
    """Name the dates that are not on record of values that the kidneys' rates rest on."""
    patient, computed = facts.patient, [sample.unfit for sample in facts.computed]
    if not facts.steady:
        return set()
    found = {
        "creatinine_date": (patient.creatinine_nmol_l, patient.serum_creatinine_on),
        "cystatin_c_date": (patient.cystatin_micrograms_l, patient.cystatin_c_on),
    }
    names = {name for name, (value, on) in found.items() if value is not None and on is None}
    weighed = facts.own_clearance is not None and not facts.cystatin_decides
    if facts.clearance_gates and weighed and patient.weight_on is None:
        names |= {"weight_date"}
    return names | ({"height_date"} if "height undated" in computed else set())


def _any_old(facts: KidneyFacts) -> bool:
    samples = [*facts.computed, *facts.recorded, *facts.counted_clearances]
    ages = [facts.age_of(sample) for sample in samples]
    return any(age is not None and age > facts.longest for age in ages)


ASKED: Final[dict[str, Callable[[KidneyFacts], bool]]] = {
    "serum_creatinine": lambda facts: facts.patient.creatinine_nmol_l is None,
    "creatinine_date": lambda facts: facts.patient.serum_creatinine_on is None,
    "cystatin_c_date": lambda facts: facts.patient.cystatin_c_on is None,
    "fresh_creatinine": _any_old,
    "weight": lambda facts: facts.patient.weight_grams is None,
    "weight_date": lambda facts: facts.weight_age is None,
    "fresh_weight": lambda facts: (facts.weight_age or 0) > facts.weight_limit,
    "height": lambda facts: facts.patient.height_millimetres is None,
    "height_date": lambda facts: facts.height_age is None,
    "fresh_height": lambda facts: (facts.height_age or 0) > number("freshness", "height"),
    "newer_kidney_results": lambda facts: bool(facts.lows),
    "kidney_function": lambda facts: (
        not (facts.rate_permits and facts.clearance_permits)
        or facts.patient.kidney_values_in_doubt
    ),
    "recorded_gfr": lambda facts: not facts.counted,
    "dialysis": lambda facts: facts.patient.dialysis is bc.Dialysis.UNKNOWN,
    "medicines": lambda facts: not facts.patient.medicines.complete,
}
"""What each name among the unknowns claims."""


def nothing_of_ours(said: Said) -> bool:
    """Whether a sentence is none about the kidneys that this module should know."""
    ours = said.code.startswith(("kidney-function", "sample-", "clearance-", "height-"))
    return not ours or said.code in _ELSEWHERE


_ELSEWHERE: Final = ("clearance-not-comparable-what", "clearance-fraction")
