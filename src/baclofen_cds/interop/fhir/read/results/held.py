"""Which of several measurements hold on a day, and what those of earlier days still say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from attrs import frozen

from baclofen_cds.amounts import PERCENT
from baclofen_cds.interop.fhir.read.conditions import KIDNEYS, meanings, speaks_of_kidneys
from baclofen_cds.interop.fhir.read.entries.bundle import Contents
from baclofen_cds.interop.fhir.read.entries.element import Node, codings, text
from baclofen_cds.interop.fhir.read.entries.reading import Reading
from baclofen_cds.interop.fhir.read.entries.report import Report
from baclofen_cds.interop.fhir.read.results.kidney_events import concepts_of
from baclofen_cds.interop.fhir.read.results.observations import Measurement, Missed, read_results
from baclofen_cds.interop.fhir.read.results.results import KIDNEY
from baclofen_cds.interop.fhir.terminology.loinc import What
from baclofen_cds.vocabulary import GFRIndexing

__all__ = ["Held", "measurements"]

_FAILURE: Final = KIDNEYS | {"end-stage-kidney-disease"}
_HIGH_IS_WORSE: Final = frozenset({What.CREATININE, What.CYSTATIN})
_OF_EARLIER_DAYS: Final = frozenset({What.CREATININE, What.GFR})
_OF_A_RATE: Final = frozenset({What.CREATININE, What.GFR})
"""What an unread result is held against: with these alone a rate can be told."""

_Kind = tuple[What, object, GFRIndexing]


@frozen
class Held:
    """The newest of each kind and equation, and the kidney results of the year before.

    Parameters
    ----------
    newest
        What holds on the day.
    earlier
        Of each earlier day of the last year the lowest rate of a kind, and the lowest and
        the highest creatinine: any of them may be the one that a later one rose from, or
        the worst the kidneys were.
    """

    newest: tuple[Measurement, ...]
    earlier: tuple[Measurement, ...]


def measurements(contents: Contents, born: dt.date, reading: Reading, report: Report) -> Held:
    """Return the measurements that hold on a day."""
    read = read_results(contents, born, reading.as_of, report)
    usable = [one for one in read if isinstance(one, Measurement)]
    missed = [one for one in read if isinstance(one, Missed)]
    newest, earlier = [], []
    for group in _by_kind(usable):
        last = max(one.on for one in group)
        found = _of_day([one for one in group if one.on == last], reading, report)
        newest += found[-1:] if _high_is_worse(group) else found[:1]
        read_before, missed_before = _before(group, last, reading, report)
        earlier += read_before
        missed += missed_before
    held = Held(tuple(newest), tuple(earlier))
    _say(held, missed, reading.as_of, report)
    unsure = _lost(usable, held.newest) or _may_be_on_dialysis(contents, report)
    if unsure or any(_casts_doubt(other, held.newest, reading) for other in missed):
        report.kidneys_in_doubt = True
    return held


def _by_kind(usable: Iterable[Measurement]) -> list[list[Measurement]]:
    groups: dict[_Kind, list[Measurement]] = {}
    for one in usable:
        groups.setdefault(_kind(one), []).append(one)
    return list(groups.values())


def _kind(one: Measurement) -> _Kind:
    return one.measured.what, one.measured.equation, one.measured.indexing


def _high_is_worse(group: list[Measurement]) -> bool:
    return group[0].measured.what in _HIGH_IS_WORSE


def _of_day(of_day: list[Measurement], reading: Reading, report: Report) -> list[Measurement]:
    """Return the values of one day, the lowest first; none where they contradict each other."""
    exact = [one.value for one in of_day if not one.lower_bound]
    if exact and _differ(min(exact), max(exact), reading):
        for one in of_day:
            report.refuse(one.path, "conflict")
        return []
    return sorted(of_day, key=lambda one: (one.value, one.lower_bound))


def _differ(low: int, high: int, reading: Reading) -> bool:
    """Whether two values of one day are further apart than a share of the lower."""
    return (high - low) * PERCENT > low * reading.policy.records.same_day_apart.value


def _before(
    group: list[Measurement], last: dt.date, reading: Reading, report: Report
) -> tuple[list[Measurement], list[Missed]]:
    """Return what the days before the last one say, and what contradicts itself there."""
    found: list[Measurement] = []
    missed: list[Missed] = []
    what, within = group[0].measured.what, reading.policy.agreement.named_within.value
    if what not in _OF_EARLIER_DAYS:
        return found, missed
    older = [o for o in group if o.on < last and reading.is_within(within, o.on)]
    for day, of_day in groupby(sorted(older, key=lambda o: o.on), key=lambda o: o.on):
        several = list(of_day)
        fit = [one for one in several if _is_plausible(one, reading, report)]
        ranked = _of_day(fit, reading, report)
        found += ranked[:1] if what is What.GFR else [*ranked[:1], *ranked[1:][-1:]]
        missed += [Missed(what, day)] if len(ranked) < len(several) else []
    return found, missed


def _is_plausible(one: Measurement, reading: Reading, report: Report) -> bool:
    """Whether a kidney result of an earlier day is one that people have had."""
    windows = reading.policy.plausibility
    if one.measured.what is What.GFR:
        fits = one.value <= windows.highest_rate
    else:
        fits = windows.creatinine_refused_below <= one.value <= windows.creatinine_refused_above
    if not fits:
        report.refuse(one.path, "implausible")
    return fits


def _say(held: Held, missed: list[Missed], as_of: dt.date, report: Report) -> None:
    """Say what was used, and where something newer could not be."""
    for one in held.newest:
        report.use(one.measured.what.value, one.path)
        if one.measured.blood:
            report.note("blood-creatinine")
        if any(_is_newer(other, one, as_of) for other in missed):
            report.note("newer-unread")
    for one in held.earlier:
        is_rate = one.measured.what is What.GFR
        report.use(one.measured.what.value if is_rate else "earlier_creatinine", one.path)


def _casts_doubt(missed: Missed, found: tuple[Measurement, ...], reading: Reading) -> bool:
    """Whether a kidney value that could not be read may contradict those that were."""
    if missed.what not in KIDNEY or not missed.is_result:
        return False
    days = [one.on for one in found if one.measured.what in _OF_A_RATE]
    within = reading.policy.agreement.within.value
    return missed.on is None or not days or (max(days) - missed.on).days <= within


def _may_be_on_dialysis(contents: Contents, report: Report) -> bool:
    """Whether a failure of kidneys is on record that may be the patient's, and is not read."""
    kinds = ("Condition", "Procedure", "Encounter", "ServiceRequest")
    found = [one for one in contents.unresolved(*kinds) if _speaks_of_failure(one.node)]
    for one in found:
        if one.is_contained:
            report.refuse(one.path, "contained")
    return bool(found)


def _speaks_of_failure(node: Node) -> bool:
    return text(node, "status") != "entered-in-error" and any(
        meanings(codings(concept)) & _FAILURE or speaks_of_kidneys(concept)
        for concept in concepts_of(node)
    )


def _lost(usable: list[Measurement], found: tuple[Measurement, ...]) -> bool:
    """Whether kidney values of the last day contradicted each other and were all refused."""
    kept = {_kind(one) for one in found}
    return any(_kind(o) not in kept for o in usable if o.measured.what in KIDNEY)


def _is_newer(missed: Missed, used: Measurement, as_of: dt.date) -> bool:
    same = missed.what is used.measured.what
    return same and missed.on is not None and used.on < missed.on <= as_of
