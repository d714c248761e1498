"""The words of the field as closed lists, and the checks that hold a caller to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from contextlib import suppress
from enum import Enum
from functools import cache
from numbers import Integral
from operator import index
from typing import Any, Final, SupportsIndex, TypeVar, cast

from baclofen_cds.errors import InputError, is_a, wrong_type

__all__ = [
    "Condition",
    "Dialysis",
    "GFREquation",
    "GFRIndexing",
    "Indication",
    "KidneyState",
    "Question",
    "Response",
    "Setting",
    "Sex",
    "Sign",
    "Slot",
    "StopReason",
    "Tolerability",
    "WeightBasis",
]

_E = TypeVar("_E", bound=Enum)

IN_ORDER: Final = (tuple, list)
_LISTS: Final = (*IN_ORDER, set, frozenset)
_WHOLE: Final[tuple[Any, ...]] = (Integral,)
_BETWEEN_WORDS: Final = {ord(sign): None for sign in " _-'’"}


class Word(Enum):
    """A word of a closed list. Wherever one is an argument, its text is accepted for it."""

    @classmethod
    def _missing_(cls, value: object) -> Word:
        return choice(value, cls, cls.__name__)


class Sex(Word):
    """Sex as the kidney-function equations use it."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class KidneyState(Word):
    """Whether serum creatinine is steady; equations need it to be."""

    STABLE = "stable"
    CHANGING = "changing"
    UNKNOWN = "unknown"


class Dialysis(Word):
    """Kidney replacement therapy."""

    NONE = "none"
    HAEMODIALYSIS = "haemodialysis"
    PERITONEAL = "peritoneal"
    CONTINUOUS = "continuous"
    UNKNOWN = "unknown"

    @property
    def present(self) -> bool:
        """Whether any form of dialysis is known to be given."""
        return self not in (Dialysis.NONE, Dialysis.UNKNOWN)


class Setting(Word):
    """Where the patient is treated."""

    OUTPATIENT = "outpatient"
    SUPERVISED_INPATIENT = "supervised inpatient"
    UNKNOWN = "unknown"


class Indication(Word):
    """What baclofen is given for. Documents differ on which they include."""

    MULTIPLE_SCLEROSIS = "multiple sclerosis"
    SPINAL_CORD_INJURY = "spinal cord injury"
    SPINAL_CORD_DISEASE = "spinal cord disease"
    CEREBRAL_PALSY = "cerebral palsy"
    STROKE = "stroke"
    BRAIN_INJURY = "brain injury"
    MENINGITIS = "meningitis"
    PARKINSONS_DISEASE = "parkinsons disease"
    RHEUMATIC_DISORDER = "rheumatic disorder"
    ALCOHOL_USE_DISORDER = "alcohol use disorder"
    HICCUPS = "hiccups"
    TRIGEMINAL_NEURALGIA = "trigeminal neuralgia"
    UNKNOWN = "unknown"


class Condition(Word):
    """A condition some document names as a contraindication or a caution."""

    BACLOFEN_HYPERSENSITIVITY = "baclofen hypersensitivity"
    PEPTIC_ULCER = "peptic ulcer"
    EPILEPSY = "epilepsy"
    STROKE = "stroke"
    PARKINSONS_DISEASE = "parkinsons disease"
    PSYCHIATRIC_ILLNESS = "psychiatric illness"
    PORPHYRIA = "porphyria"
    RESPIRATORY_DISEASE = "respiratory disease"
    DIABETES = "diabetes"
    ALCOHOL_USE_DISORDER = "alcohol use disorder"
    WHEAT_ALLERGY = "wheat allergy"
    PREGNANCY = "pregnancy"
    END_OF_LIFE_CARE = "end-of-life care"
    SPINAL_CORD_INJURY = "spinal cord injury"
    AMPUTATION = "amputation"


class Sign(Word):
    """A sign in hand that may mean toxicity or withdrawal."""

    DROWSINESS = "drowsiness"
    CONFUSION = "confusion"
    MYOCLONUS = "myoclonus"
    SLOW_BREATHING = "slow breathing"
    COMA = "coma"
    SEIZURE = "seizure"
    HALLUCINATION = "hallucination"
    FEVER = "fever"
    REBOUND_SPASTICITY = "rebound spasticity"


class Slot(Word):
    """A part of the day in which an administration is taken, from the first to the last."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Question(Enum):
    """What can be asked, by the name of its public function."""

    ASSESS = "assess"
    STARTING_DOSE = "starting_dose"
    TITRATION_PLAN = "titration_plan"
    NEXT_TITRATION_STEP = "next_titration_step"
    CHECK_DAILY_MAXIMUM = "check_daily_maximum"
    CHECK_REGIMEN_CHANGE = "check_regimen_change"
    RENAL_CAUTION = "renal_caution"
    OLDER_ADULT_CAUTION = "older_adult_caution"
    TAPER_PLAN = "taper_plan"


class Response(Word):
    """How much good the present dose does."""

    NONE = "none"
    PARTIAL = "partial"
    ADEQUATE = "adequate"
    UNKNOWN = "unknown"


class Tolerability(Word):
    """How the present dose is tolerated; falls, weakness and lost transfers are limiting."""

    GOOD = "good"
    MILD = "mild"
    LIMITING = "limiting"
    SERIOUS = "serious"
    UNKNOWN = "unknown"


class StopReason(Word):
    """Why baclofen is stopped."""

    NO_BENEFIT = "no benefit"
    PATIENT_CHOICE = "patient's choice"
    ADVERSE_EFFECTS = "adverse effects"
    SERIOUS_ADVERSE_REACTION = "serious adverse reaction"
    UNKNOWN = "reason not told"


class WeightBasis(Word):
    """The weight a creatinine clearance was computed with."""

    ACTUAL = "actual weight"
    IDEAL = "ideal weight"
    ADJUSTED = "adjusted weight"


class GFREquation(Word):
    """The equation behind a filtration rate."""

    CKD_EPI_2021 = "CKD-EPI 2021"
    CKD_EPI_2009 = "CKD-EPI 2009"
    CKD_EPI_2021_CREATININE_CYSTATIN = "CKD-EPI 2021 creatinine and cystatin C"
    CKD_EPI_2012_CYSTATIN = "CKD-EPI 2012 cystatin C"
    EKFC = "EKFC"
    MDRD = "MDRD"
    BEDSIDE_SCHWARTZ = "bedside Schwartz"
    CKID_U25 = "CKiD U25"
    COCKCROFT_GAULT = "Cockcroft-Gault"
    MEASURED = "measured"
    UNKNOWN = "equation not stated"


class GFRIndexing(Word):
    """Whether a recorded rate is per body surface area."""

    INDEXED = "per 1.73 m²"
    ABSOLUTE = "absolute"


def civil_date(value: object, name: str) -> dt.date:
    """Check that a value is a date without a time of day."""
    if is_a(value, dt.datetime) or not is_a(value, dt.date):
        kind = type(value).__name__
        raise InputError(
            "not-a-date",
            field=name,
            got=f"an object of type {kind}",
            expected="a datetime.date",
            hint="Write datetime.date(2026, 3, 10).",
        )
    return dt.date.fromordinal(dt.date.toordinal(value))


def choice(value: object, kind: type[_E], name: str, *, among: Collection[_E] = ()) -> _E:
    """Return the member of an enumeration that a value is, or is the text of.

    Case, spaces, ``_``, ``-`` and apostrophes of a text do not matter. ``among`` holds the
    members that are accepted, where not all are.
    """
    if type(value) is kind and not among:
        return value
    told = _member(value, kind, name)
    accepted = among or tuple(kind)
    if told is not None and told in accepted:
        return told
    words = ", ".join(str(one.value) for one in kind if one in accepted)
    raise InputError("unknown-name", field=name, expected=f"one of {words}")


def _member(value: object, kind: type[_E], name: str) -> _E | None:
    if is_a(value, str):
        return _by_text(kind).get(bare(value))
    if is_a(value, kind):
        return value
    expected = f"a member of bc.{kind.__name__}, or its text"
    raise wrong_type(value, name, expected, f"Write {_first_of(kind)}.")


@cache
def _by_text(kind: type[_E]) -> Mapping[str, _E]:
    return {bare(one.value): one for one in kind}


def bare(text: str) -> str:
    """Return a text without what does not matter: case, spaces and signs between words.

    Examples
    --------
    >>> bare("Supervised_Inpatient") == bare("supervised inpatient")
    True
    """
    return str.translate(str.casefold(text), _BETWEEN_WORDS)


def choices(values: object, kind: type[_E], name: str) -> frozenset[_E]:
    """Check that every value is a member of an enumeration, or the text of one."""
    expected = f"a set of bc.{kind.__name__} members"
    members = listed(values, name, expected, f"Write {{{_first_of(kind)}}}.")
    return frozenset([choice(value, kind, name) for value in members])


@cache
def _first_of(kind: type[Enum]) -> str:
    """Write the first member of an enumeration, as an example."""
    return f"bc.{kind.__name__}.{next(iter(kind)).name}"


def listed(
    values: Any, name: str, expected: str, hint: str = "", *, kinds: tuple[type, ...] = _LISTS
) -> tuple[Any, ...]:
    """Check that an argument is a list, tuple or set, and return what it holds."""
    if not is_a(values, kinds):
        raise wrong_type(values, name, expected, hint)
    try:
        return tuple(values)
    except Exception:  # noqa: BLE001 - a list of someone else's may raise anything
        raise wrong_type(values, name, expected, hint) from None


def plain_text(value: object, name: str, expected: str) -> str:
    """Check that a value is text, and return it as plain text."""
    if not is_a(value, str):
        raise wrong_type(value, name, expected)
    return str.__str__(value)


def whole_number(value: object, name: str, expected: str) -> int:
    """Check that a value is a whole number, also one of NumPy, and return it as a plain one."""
    if is_a(value, int) and not is_a(value, bool):
        return int.__index__(value)
    if is_a(value, _WHOLE) and not is_a(value, bool):
        with suppress(Exception):  # a number of someone else's may raise anything
            return index(cast("SupportsIndex", value))
    raise wrong_type(value, name, expected)


def truth(value: object, name: str) -> bool:
    """Check that a value is a truth value."""
    if not is_a(value, bool):
        raise wrong_type(value, name, "True or False")
    return value
