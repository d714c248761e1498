"""The row of one age: every leaf of a label that is about doses, fetched once."""

from __future__ import annotations

from typing import Any

from baclofen_cds.case.bands import holds_between, last_reached
from baclofen_cds.case.doses import whole_tablets_first
from baclofen_cds.case.posology import Ends, Lengths, Population, Posology
from baclofen_cds.knowledge.schema.label import AgeBand, Profile, Range
from baclofen_cds.knowledge.schema.policy import Policy, at_age
from baclofen_cds.sources import Citation, Leaf, Stated, Unread
from baclofen_cds.vocabulary import Indication

__all__ = ["ages_of", "for_age"]


def ages_of(profile: Profile, policy: Policy) -> tuple[int, ...]:
    """Return every age at which something changes, from birth on."""
    child, adult, older = profile.child, profile.adult, profile.older_adult
    ages: set[int] = {0, policy.age.adult_from.value, policy.licence.children_from.value}
    ages |= {_age(older.from_age, policy.freshness.older_from)}
    leaves = (adult.from_age, child.from_age, child.not_established_below)
    ages |= {leaf.value for leaf in leaves if isinstance(leaf, Stated)}
    ages |= {age for band in child.maximum for age in (band.from_age, band.to_age)}
    ages |= {top.from_age for top in child.usual_top_per_kg}
    ages |= {step.from_age for step in policy.freshness.weight}
    return tuple(sorted(map(int, ages)))


def _age(own: Leaf[Any], ours: Stated[Any]) -> int:
    return int(own.value if isinstance(own, Stated) else ours.value)


class _Terms:
    """The terms of a row as they are found, each number with its places."""

    def __init__(self, **told: Any) -> None:
        self.values: dict[str, Any] = told
        self.places: dict[str, tuple[Citation, ...]] = {}

    def put(self, name: str, value: Any, *places: Citation) -> None:
        """Keep a number with where it stands."""
        self.values[name] = value
        self.places[name] = places

    def stated(self, name: str, leaf: Leaf[Any], end: int | None = None) -> None:
        """Keep a number the label states, or one end of a range; nothing where it does not."""
        if isinstance(leaf, Stated):
            self.put(name, int(leaf.value if end is None else leaf.value[end]), leaf.citation)

    def ours(self, **leaves: Stated[Any]) -> None:
        """Keep numbers of the policy."""
        for name, leaf in leaves.items():
            self.put(name, int(leaf.value), leaf.citation)


def for_age(profile: Profile, policy: Policy, start: int, end: int | None) -> Posology:
    """Make the row of one age."""
    adult_from = profile.adult.from_age
    below = start < _age(adult_from, policy.age.adult_from)
    young = _too_young(profile, start) if below else None
    terms = _Terms(from_month=start, to_month=end)
    terms.values["population"] = (
        Population.TOO_YOUNG if young else Population.CHILD if below else Population.ADULT
    )
    if young:
        terms.stated("youngest", young)
    _who(terms, profile, policy, start, below=below)
    _start(terms, profile, policy, start, below=below)
    if below:
        _rises_of_a_child(terms, profile, policy)
    else:
        _rises(terms, profile, policy)
    if not young:
        _child_limits(terms, profile, start) if below else _adult_limits(terms, profile)
    _taper(terms, profile, policy, child=terms.values["in_childhood"], young=young is not None)
    return Posology(**terms.values, places=terms.places)


def _too_young(profile: Profile, months: int) -> Stated[Any] | None:
    """Return the label's youngest age for somebody below its adult schedule and below it."""
    child, adult = profile.child, profile.adult
    for limit in (child.not_established_below, child.from_age):
        if isinstance(limit, Stated) and months < limit.value:
            return limit
    if isinstance(child.from_age, Stated) or isinstance(child.start_per_kg, Stated):
        return None
    return adult.from_age if isinstance(adult.from_age, Stated) else None


def _who(terms: _Terms, profile: Profile, policy: Policy, months: int, *, below: bool) -> None:
    """Say who the row is about: ages, indications, contraindications."""
    adult, ours = profile.adult.from_age, policy.age.adult_from
    older, older_ours = profile.older_adult.from_age, policy.freshness.older_from
    for name, own, policys in (
        ("adult_from", adult, ours),
        ("older_from", older, older_ours),
    ):
        leaf = own if isinstance(own, Stated) else policys
        terms.put(name, int(leaf.value), leaf.citation)
    terms.values["older"] = months >= terms.values["older_from"]
    terms.values["in_childhood"] = below or months < ours.value
    read = isinstance(profile.child.from_age, Stated)
    terms.values["youngest_read"] = read or months >= policy.licence.children_from.value
    _indications(terms, profile, policy, below=below)


def _indications(terms: _Terms, profile: Profile, policy: Policy, *, below: bool) -> None:
    listed, ours = profile.indications, policy.licence
    own = listed.children_covered if below else listed.covered
    covered = own if isinstance(own, Stated) else ours.causes_of_spasticity
    excluded: frozenset[Indication] = frozenset()
    if isinstance(listed.excluded, Stated):
        excluded = frozenset(listed.excluded.value)
        terms.put("excluded", excluded, listed.excluded.citation)
    terms.put("covered", frozenset(covered.value) - excluded, covered.citation)
    terms.put("cerebral", frozenset(ours.cerebral_origin.value), ours.cerebral_origin.citation)
    against = profile.contraindications
    conditions = against.conditions.value if isinstance(against.conditions, Stated) else ()
    some = (row.condition for row in against.in_some_products)
    named = (*conditions, *some, *ours.never_started_with.value)
    terms.values["against"] = tuple(dict.fromkeys(named))


def _start(terms: _Terms, profile: Profile, policy: Policy, months: int, *, below: bool) -> None:
    """Say how a treatment begins."""
    start, older = profile.adult.start, profile.older_adult.start
    terms.stated("adult_start", start.total_daily_dose)
    if not below:
        terms.stated("start", start.total_daily_dose)
    if terms.values["older"]:
        terms.stated("start_older", older, 0)
    terms.stated("start_cerebral", start.cerebral_origin, 0)
    terms.stated("dialysis_number", profile.kidney.dialysis.total_daily_dose)
    rests = (
        _child_start(terms, profile, policy, months)
        if below
        else _adult_start(terms, profile, policy)
    )
    terms.values["start_read"] = not any(isinstance(leaf, Unread) for leaf in rests)
    terms.values["start_stated"] = all(isinstance(leaf, Stated) for leaf in rests)
    terms.values["weight_within"] = at_age(policy.freshness.weight, months)
    terms.ours(
        division_is_ours=policy.rounding.unstated_times_per_day,
        computed_step=policy.rounding.computed_dose_step,
    )
    grown = months >= policy.age.adult_from.value
    unit = policy.taper.smallest_dose if grown else policy.rounding.computed_dose_step
    terms.ours(smallest_unit=unit)


def _adult_start(terms: _Terms, profile: Profile, policy: Policy) -> tuple[Leaf[Any], ...]:
    """Divide the adult start: divisions in whole smallest tablets come first."""
    start = profile.adult.start
    total, times = start.total_daily_dose, start.times_per_day
    if isinstance(times, Stated):
        divisions: tuple[int, ...] = times.value
        if isinstance(total, Stated):
            tablet = policy.taper.smallest_dose.value
            divisions = whole_tablets_first(total.value, divisions, tablet)
        terms.put("divisions", divisions, times.citation)
    return (total, times)


def _child_start(
    terms: _Terms, profile: Profile, policy: Policy, months: int
) -> tuple[Leaf[Any], ...]:
    """Say what a child is started on by weight, at most the maximum for the age.

    Without one the adult start stands in, which is the policy's choice.
    """
    child, adult = profile.child, profile.adult.start.total_daily_dose
    terms.stated("start_per_kg", child.start_per_kg)
    band = _band(profile, months)
    terms.values["start_most_read"] = band is not None
    if band is not None:
        terms.put("start_most", int(band.total_daily_dose), band.citation)
    elif isinstance(adult, Stated):
        ours = policy.licence.unread_child_maximum
        terms.put("start_most", int(adult.value), adult.citation, ours.citation)
    if isinstance(child.times_per_day, Stated):
        preferred = child.preferred_times_per_day
        first = (preferred.value,) if isinstance(preferred, Stated) else ()
        divisions = tuple(dict.fromkeys((*first, *child.times_per_day.value)))
        terms.put("divisions", divisions, child.times_per_day.citation)
    age = () if terms.values["youngest_read"] else (child.from_age,)
    return (child.start_per_kg, child.times_per_day, *(() if band else (adult,)), *age)


def _band(profile: Profile, months: int) -> AgeBand | None:
    """Return the label's maximum for an age, where it gives one."""
    bands = profile.child.maximum
    return next((b for b in bands if holds_between(months, b.from_age, b.to_age)), None)


def _rises(terms: _Terms, profile: Profile, policy: Policy) -> None:
    """Say how an adult goes up: a ladder, or increments; how long a dose is held."""
    adult, ours = profile.adult, policy.rise
    sizes, rungs = adult.increments, adult.ladder.rungs
    terms.put("rungs", rungs, *(rung.citation for rung in rungs))
    of_day = not isinstance(sizes.per_administration, Stated)
    size = sizes.per_day if of_day else sizes.per_administration
    terms.values["increase_of_day"] = of_day
    terms.values["increase_read"] = not isinstance(size, Unread)
    if isinstance(size, Stated):
        terms.put("increase", _ends(size), size.citation)
    least = sizes.no_sooner_than
    if isinstance(sizes.interval, Stated):
        terms.put("hold", _ends(sizes.interval), sizes.interval.citation)
    elif isinstance(least, Stated):
        terms.put("hold", (int(least.value), int(least.value)), least.citation)
    trial = adult.trial_at_maximum
    if isinstance(trial, Stated):
        terms.put("trial", int(max(trial.value)), trial.citation)
    terms.ours(largest_rise=ours.largest)
    maximum = adult.maximum.total_daily_dose
    if rungs and profile.id in ours.to_printed_maximum.value and isinstance(maximum, Stated):
        last = rungs[-1].each * rungs[-1].times_per_day
        if maximum.value > last:
            places = (maximum.citation, ours.to_printed_maximum.citation)
            terms.put("beyond_ladder", int(maximum.value), *places)


def _rises_of_a_child(terms: _Terms, profile: Profile, policy: Policy) -> None:
    """Say how a child goes up: after how many days; no label here gives a size."""
    interval = profile.child.interval
    terms.values["increase_read"] = isinstance(interval, Stated)
    if isinstance(interval, Stated):
        terms.put("hold", _ends(interval), interval.citation)
    terms.ours(largest_rise=policy.rise.largest)


def _ends(leaf: Stated[Range]) -> Ends:
    return int(leaf.value[0]), int(leaf.value[1])


def _adult_limits(terms: _Terms, profile: Profile) -> None:
    """Say what an adult's day is limited to; a label that states no maximum gives none."""
    adult, most = profile.adult, profile.adult.maximum
    if not any(isinstance(x, Stated) for x in (most.total_daily_dose, most.supervised_inpatient)):
        return
    terms.stated("maximum", most.total_daily_dose)
    if isinstance(adult.usually_enough, Stated):
        terms.stated("usual", adult.usually_enough)
    else:
        terms.stated("usual", adult.usual_range, 1)
    terms.stated("supervised", most.supervised_inpatient, 1)
    if not isinstance(most.total_daily_dose, Stated):
        terms.stated("hospital_from", most.supervised_inpatient, 0)
    if isinstance(most.supervised_beyond, Stated):
        terms.put(
            "open_above", bool(most.supervised_beyond.value), most.supervised_beyond.citation
        )
    terms.stated("named", most.largest_named_administration)


def _child_limits(terms: _Terms, profile: Profile, months: int) -> None:
    """Say what a child's day is limited to, where the label gives a maximum for the age."""
    band, per_kg = _band(profile, months), profile.child.usual_range_per_kg
    if band is None:
        return
    terms.put("maximum", int(band.total_daily_dose), band.citation)
    if not isinstance(per_kg, Stated):
        return
    tops = profile.child.usual_top_per_kg
    own = last_reached(months, [top.from_age for top in tops])
    if own is None:
        terms.stated("usual_per_kg", per_kg, 1)
    else:
        terms.put("usual_per_kg", int(tops[own].per_kg), tops[own].citation)


def _taper(terms: _Terms, profile: Profile, policy: Policy, *, child: bool, young: bool) -> None:
    """Say how baclofen is left: the label's length and step, within the policy's."""
    ours, stop = policy.taper, policy.stop
    lengths = _lengths(profile, policy)
    steps: Lengths = tuple((after, int(leaf.value)) for after, leaf in lengths)
    terms.put("taper_lengths", steps, *(leaf.citation for _, leaf in lengths))
    if not young:
        terms.stated("taper_step", profile.taper.decrement, 0)
    rungs = ours.child_rungs if child else ours.adult_rungs
    terms.put("taper_rungs", tuple(map(int, rungs.value)), rungs.citation)
    terms.ours(
        taper_largest_drop=ours.largest_drop,
        taper_share=ours.share,
        taper_middle_below=ours.middle_below,
        taper_middle_share=ours.middle_share,
        taper_low_share=ours.low_share,
        taper_low_units=ours.units_at_low_share,
        taper_spacing=ours.rung_spacing,
        taper_unit=ours.smallest_dose,
        taper_coarsest_unit=ours.largest_unit,
        stop_small=stop.small_for_child if child else stop.small,
        stop_high=stop.high,
        stop_few_days=stop.few_days,
        stop_abrupt_after=stop.abrupt_after,
    )
    if not child:
        terms.ours(taper_low_below=ours.low_below)


def _lengths(profile: Profile, policy: Policy) -> list[tuple[int | None, Stated[Any]]]:
    """Return after which use which length of a taper holds."""
    after = profile.taper.long_use_after
    edges = {int(policy.taper.long_use_after.value)}
    edges |= {int(after.value[0])} if isinstance(after, Stated) else set()
    found: list[tuple[int | None, Stated[Any]]] = [(None, _length(profile, policy, 0))]
    for edge in sorted(edges):
        leaf = _length(profile, policy, edge + 1)
        if leaf != found[-1][1]:
            found.append((edge, leaf))
    return found


def _length(profile: Profile, policy: Policy, used: int) -> Stated[Any]:
    """Return how long a taper is: the label's longer end, or ours where it gives none.

    After long use it is never shorter than after short use.
    """
    label, ours = profile.taper, policy.taper
    length = ours.long_use_length if used > ours.long_use_after.value else ours.length
    if isinstance(label.length, Stated):
        length = Stated(label.length.value[1], label.length.citation)
    longer, after = label.long_use_length, label.long_use_after
    if not (isinstance(longer, Stated) and isinstance(after, Stated)) or used <= after.value[0]:
        return length
    return longer if longer.value >= length.value else length
