"""The arguments of a patient: each read by one function that knows its name.

``None`` means not on record and passes where the argument may be left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from baclofen_cds import units
from baclofen_cds.amounts import Grams, MicrogramsPerLitre, Millimetres, Months, NanomolesPerLitre
from baclofen_cds.errors import InputError, is_a, wrong_type
from baclofen_cds.filtration import RecordedGFR
from baclofen_cds.medicines import Medicines
from baclofen_cds.texts import (
    ConditionText,
    DialysisText,
    IndicationText,
    KidneyStateText,
    SexText,
)
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import (
    IN_ORDER,
    Condition,
    Dialysis,
    Indication,
    KidneyState,
    Sex,
    choice,
    choices,
    civil_date,
    listed,
    plain_text,
    truth,
)

CONFIRMABLE = frozenset({"weight", "serum_creatinine", "creatinine"})

Earlier = tuple[tuple[NanomolesPerLitre, dt.date], ...]
"""Creatinines of earlier days, each with its day, the oldest first."""

_PAIRS: Final = (
    "pairs of a creatinine and its day",
    "Write [(1.0 * bc.ureg.mg / bc.ureg.dL, datetime.date(2026, 3, 1))].",
)


def as_of(value: dt.date) -> dt.date:
    """Read the day a question is asked for."""
    return civil_date(value, "as_of")


def age(value: Quantity | Months | None) -> Months | None:
    """Read an age."""
    return None if value is None else units.age(value, "age")


def date_of_birth(value: dt.date | None) -> dt.date | None:
    """Read a date of birth."""
    return None if value is None else civil_date(value, "date_of_birth")


def sex(value: Sex | SexText) -> Sex:
    """Read a sex."""
    return choice(value, Sex, "sex")


def weight(value: Quantity | Grams | None) -> Grams | None:
    """Read a body mass."""
    return None if value is None else units.weight(value, "weight")


def weight_on(value: dt.date | None) -> dt.date | None:
    """Read the day of a weight."""
    return None if value is None else civil_date(value, "weight_on")


def height(value: Quantity | Millimetres | None) -> Millimetres | None:
    """Read a height."""
    return None if value is None else units.height(value, "height")


def height_on(value: dt.date | None) -> dt.date | None:
    """Read the day of a height."""
    return None if value is None else civil_date(value, "height_on")


def cystatin_c(value: Quantity | MicrogramsPerLitre | None) -> MicrogramsPerLitre | None:
    """Read a serum cystatin C."""
    return None if value is None else units.cystatin_c(value, "cystatin_c")


def cystatin_c_on(value: dt.date | None) -> dt.date | None:
    """Read the day of a cystatin C."""
    return None if value is None else civil_date(value, "cystatin_c_on")


def acutely_ill(value: bool | None) -> bool | None:
    """Read whether the patient is acutely ill."""
    return None if value is None else truth(value, "acutely_ill")


def earlier_creatinine(values: Iterable[Any]) -> Earlier:
    """Read the creatinines of earlier days; their order does not matter."""
    told = listed(values, "earlier_creatinine", *_PAIRS)
    pairs = [_pair(value, place) for place, value in enumerate(told)]
    return tuple(sorted(pairs, key=lambda pair: (pair[1], pair[0])))


def _pair(value: Any, place: int) -> tuple[NanomolesPerLitre, dt.date]:
    name = f"earlier_creatinine[{place}]"
    parts = listed(value, name, *_PAIRS, kinds=IN_ORDER)
    if len(parts) != 2:
        raise wrong_type(value, name, *_PAIRS)
    return units.creatinine(parts[0], f"{name}[0]"), civil_date(parts[1], f"{name}[1]")


def serum_creatinine(value: Quantity | NanomolesPerLitre | None) -> NanomolesPerLitre | None:
    """Read a serum creatinine; the unit decides how."""
    return None if value is None else units.creatinine(value, "serum_creatinine")


def serum_creatinine_on(value: dt.date | None) -> dt.date | None:
    """Read the day of a creatinine."""
    return None if value is None else civil_date(value, "serum_creatinine_on")


def recorded_gfr(values: Iterable[RecordedGFR]) -> tuple[RecordedGFR, ...]:
    """Read the recorded rates; their order does not matter."""
    rates = []
    for value in listed(values, "recorded_gfr", "a tuple of bc.RecordedGFR"):
        if not is_a(value, RecordedGFR):
            raise wrong_type(value, "recorded_gfr", "a bc.RecordedGFR")
        rates.append(value)
    return tuple(sorted(rates, key=_in_order))


def _in_order(rate: RecordedGFR) -> tuple[object, ...]:
    kind = (rate.equation.value, rate.indexing.value, rate.lower_bound)
    return (rate.on, rate.hundredths, *kind)


def kidney_state(value: KidneyState | KidneyStateText) -> KidneyState:
    """Read whether creatinine is steady."""
    return choice(value, KidneyState, "kidney_state")


def kidney_values_in_doubt(value: bool) -> bool:
    """Read whether other kidney values on record contradict these, or could not be read."""
    return truth(value, "kidney_values_in_doubt")


def dialysis(value: Dialysis | DialysisText) -> Dialysis:
    """Read a kidney replacement therapy."""
    return choice(value, Dialysis, "dialysis")


def indication(value: Indication | IndicationText) -> Indication:
    """Read what baclofen is given for."""
    return choice(value, Indication, "indication")


def conditions(values: Iterable[Condition | ConditionText]) -> frozenset[Condition]:
    """Read the conditions a patient has."""
    return choices(values, Condition, "conditions")


def ruled_out(values: Iterable[Condition | ConditionText]) -> frozenset[Condition]:
    """Read the conditions that were checked and are absent."""
    return choices(values, Condition, "ruled_out")


def medicines(value: Medicines) -> Medicines:
    """Read the other medicines."""
    if not is_a(value, Medicines):
        hint = 'Write bc.Medicines(["N02AA05"], complete=True).'
        raise wrong_type(value, "medicines", "a bc.Medicines", hint)
    return value


def intrathecal_baclofen(value: bool) -> bool:
    """Read whether baclofen is also given into the spinal canal."""
    return truth(value, "intrathecal_baclofen")


def deceased(value: bool) -> bool:
    """Read whether the patient is recorded as dead."""
    return truth(value, "deceased")


def confirmed(values: Iterable[str]) -> frozenset[str]:
    """Read the names of unusual values that someone has checked."""
    told = listed(values, "confirmed", 'a set of names, such as {"weight"}')
    names = {plain_text(value, "confirmed", "names as text") for value in told}
    if not names <= CONFIRMABLE:
        expected = " or ".join(sorted(CONFIRMABLE))
        raise InputError("unknown-name", field="confirmed", expected=expected)
    return frozenset(names)
