"""What can be written and read: the value types, and the questions of the registry.

A new value type is one line in :data:`AMOUNTS`, :data:`WORDS` or :data:`VALUES`. Writing,
reading and the JSON Schema follow the annotations of the types that are listed here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from baclofen_cds import (
    amounts,
    decisions,
    filtration,
    makeable,
    medicines,
    patient,
    regimen,
    schedule,
    sources,
    vocabulary,
)
from baclofen_cds.case import bands, limits
from baclofen_cds.deciding import changes, response
from baclofen_cds.deciding import maximum as verdicts
from baclofen_cds.questions import registry

__all__ = [
    "AMOUNTS",
    "FORMAT",
    "FORMERLY",
    "KNOWN_AS",
    "LEFT_OUT",
    "NAMED",
    "OF_RECORD",
    "QUESTIONS",
    "RESULTS",
    "SENTENCES",
    "SPEAKING",
    "VALUES",
    "WORDS",
    "Question",
]

FORMAT: Final = "baclofen_cds/1"
"""The name and version of the format; once released, another shape gets another number."""

DEEPEST: Final = 60
MOST_VALUES: Final = 1_000_000
LARGEST: Final = 2**53 - 1
"""The largest whole number every reader of JSON keeps exactly."""

AMOUNTS: Final[tuple[type[int], ...]] = (
    amounts.Days,
    amounts.Grams,
    amounts.Hundredths,
    amounts.Micrograms,
    amounts.MicrogramsPerDay,
    amounts.MicrogramsPerLitre,
    amounts.Millimetres,
    amounts.Months,
    amounts.NanomolesPerLitre,
)
"""Whole numbers with a meaning; they come back as their own type."""

KNOWN_AS: Final[dict[Any, type[int]]] = {amounts.AbsoluteHundredths: amounts.Hundredths}
"""Kinds that the format writes as another one; the value around them makes them theirs again."""

WORDS: Final[tuple[type[Enum], ...]] = (
    decisions.Outcome,
    decisions.Severity,
    bands.KidneyBand,
    limits.LimitKind,
    verdicts.Verdict,
    response.Action,
    regimen.NotTaking,
    regimen.Unreadable,
    changes.ChangeKind,
    changes.ChangeProblem,
    schedule.Pace,
    sources.Basis,
    sources.Seen,
    vocabulary.Condition,
    vocabulary.Dialysis,
    vocabulary.GFREquation,
    vocabulary.GFRIndexing,
    vocabulary.Indication,
    vocabulary.KidneyState,
    vocabulary.Response,
    vocabulary.Setting,
    vocabulary.Sex,
    vocabulary.Sign,
    vocabulary.Slot,
    vocabulary.StopReason,
    vocabulary.Tolerability,
    vocabulary.WeightBasis,
)
"""Closed lists of words."""

VALUES: Final[tuple[type, ...]] = (
    *dict.fromkeys(registry.found(*one.answer) for one in registry.QUESTIONS),
    decisions.Decision,
    decisions.Finding,
    sources.KnowledgeUsed,
    decisions.Provenance,
    decisions.Remark,
    decisions.Unknown,
    filtration.AbsoluteGFR,
    filtration.CreatinineClearance,
    filtration.IndexedGFR,
    filtration.RecordedGFR,
    limits.Limit,
    medicines.Medicines,
    patient.Patient,
    makeable.OwnMakeable,
    regimen.Regimen,
    makeable.SmallestDose,
    regimen.Stop,
    schedule.Continue,
    schedule.Review,
    schedule.ScheduleStep,
    schedule.Tapered,
    sources.Citation,
)
"""Values with attributes; they come back through their ordinary constructors."""


LEFT_OUT: Final[dict[type, dict[str, Any]]] = {regimen.Regimen: {"slots": None}}
"""What is written only where it is told, and what it is where it is not: what was stored
before these keys were there is read as it was meant."""


@attrs.frozen
class Question:
    """A question that can be asked again.

    Parameters
    ----------
    verb
        The public function.
    answer
        The type of its answer.
    asked
        The inputs of a provenance, besides the patient, that the verb is given.
    """

    verb: Callable[..., Any]
    answer: type
    asked: tuple[str, ...]


ASSESS: Final = vocabulary.Question.ASSESS.value
"""How an assessment, which has no question of its own, is listed."""

QUESTIONS: Final[dict[str, Question]] = {
    one.name: Question(
        registry.found(one.place, one.name), registry.found(*one.answer), one.inputs
    )
    for one in registry.QUESTIONS
}
"""Every question by the name its decision carries."""

RESULTS: Final[tuple[type, ...]] = (QUESTIONS[ASSESS].answer, decisions.Decision)
SPEAKING: Final[tuple[type, ...]] = (*RESULTS, decisions.Finding)
SENTENCES: Final = ("headline", "text", "lang")
"""What can be written beside these values for people to read; it is never read back."""

OF_RECORD: Final = ("notes", "unread")
"""What may stand beside a result about a record that was read; it is never read back."""

OURS: Final[dict[str, type]] = {kind.__name__: kind for kind in (*AMOUNTS, *WORDS, *VALUES)}
"""The types of this library, by the name they are written with."""

FORMERLY: Final = {"Makeable": makeable.SmallestDose.__name__}
"""Names of types in answers that an earlier version stored, and what they are called now."""

NAMED: Final[dict[str, type]] = {**OURS, "date": dt.date, "time": dt.time, "set": frozenset}
"""Every type that is written as an object with its name."""


@cache
def attributes(kind: type) -> tuple[tuple[str, str, Any], ...]:
    """Return the name in the constructor, the attribute and the annotation of each field."""
    hints = get_type_hints(kind)
    stored = (a for a in attrs.fields(kind) if not a.metadata.get("not_stored"))
    return tuple(
        (a.alias or a.name, a.name, KNOWN_AS.get(hints[a.name], hints[a.name])) for a in stored
    )


def make_ready() -> None:
    """Resolve the annotations of every value now, so that no later call evaluates one."""
    for kind in VALUES:
        attributes(kind)


@cache
def alternatives(hint: Any) -> tuple[Any, ...]:
    """Return what an annotation allows: types, ``tuple[...]`` and ``frozenset[...]``."""
    if isinstance(hint, TypeVar):
        return tuple(q.answer for name, q in QUESTIONS.items() if name != ASSESS)
    if get_origin(hint) in (Union, UnionType):
        return tuple(one for part in get_args(hint) for one in alternatives(part))
    if hint is Any:
        nested = (tuple[Any, ...], frozenset[Any])
        return (NoneType, bool, int, str, dt.date, dt.time, *OURS.values(), *nested)
    return (get_origin(hint) if get_origin(hint) in OURS.values() else hint,)
