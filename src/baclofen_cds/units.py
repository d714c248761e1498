"""The gate: pint quantities in, exact integers of one meaning out, and back.

This is the only module that imports pint, and only when a quantity is made or met.
Nothing is defined or changed in any registry. Inside the library an amount is an
integer of a type that says what it measures, so comparisons with a limit are exact,
cannot be NaN, and cannot mix the mass of a drug with the mass of a body.

Free text is never parsed, here or by pint on our behalf.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from baclofen_cds.amounts import (
    CREATININE_NMOL_L_PER_MG_DL,
    PER_MILLIGRAM,
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
from baclofen_cds.errors import InputError, UnitError, is_a

if TYPE_CHECKING:
    from typing import TypeAlias

    import pint

    Quantity: TypeAlias = pint.Quantity[Any]
else:
    Quantity = "pint.Quantity"

__all__ = ["Quantity", "registry"]


_EXPONENT: Final = 30
_DECIMALS: Final = Context(prec=28, rounding=ROUND_HALF_EVEN)
_NUMBERS: Final = (int, float, Decimal, Fraction)
_PLAIN: Final[tuple[Any, ...]] = (bool, *_NUMBERS)
_TOLERANCE: Final = Fraction(1, 1_000_000)

_N = TypeVar("_N", bound=int)
_Key = tuple[tuple[str, float], ...]
_MASS: Final = {
    "nanogram": Fraction(1, 1_000),
    "microgram": Fraction(1),
    "milligram": Fraction(1_000),
    "gram": Fraction(1_000_000),
}
_PER_DAY: Final[dict[str, int | Fraction]] = {
    "day": 1,
    "hour": 24,
    "minute": 1_440,
    "week": Fraction(1, 7),
}
_PER_LITRE: Final = {"liter": 1, "deciliter": 10, "milliliter": 1_000}
_MASS_PER_LITRE: Final[dict[_Key, Fraction]] = {
    ((mass, 1), (volume, -1)): factor * per_litre
    for mass, factor in _MASS.items()
    for volume, per_litre in _PER_LITRE.items()
}
_SUBSTANCE_PER_LITRE: Final[dict[_Key, Fraction]] = {
    ((name, 1), (volume, -1)): Fraction(nanomoles * per_litre)
    for name, nanomoles in (("nanomole", 1), ("micromole", 1_000), ("millimole", 1_000_000))
    for volume, per_litre in _PER_LITRE.items()
}
_NMOL_PER_MCG: Final = Fraction(CREATININE_NMOL_L_PER_MG_DL, 10 * PER_MILLIGRAM)


class _Door(NamedTuple):
    """One kind of quantity: how it is written, and how it becomes an integer."""

    measures: str
    example: str
    canonical: tuple[tuple[str, Fraction], ...]
    known: Mapping[_Key, Fraction]
    exact: bool = False


_DOSE: Final = _Door(
    "a drug mass for one administration, in a mass unit",
    "5 * bc.ureg.mg",
    (("microgram", Fraction(1)),),
    {((name, 1),): factor for name, factor in _MASS.items()},
    exact=True,
)
_DAILY_DOSE: Final = _Door(
    "a drug mass per day",
    "60 * bc.ureg.mg / bc.ureg.day",
    (("microgram / day", Fraction(1)),),
    {
        ((mass, 1), (time, -1)): factor * Fraction(per_day)
        for mass, factor in _MASS.items()
        for time, per_day in _PER_DAY.items()
    },
    exact=True,
)
_WEIGHT: Final = _Door(
    "a body mass",
    "62 * bc.ureg.kg",
    (("gram", Fraction(1)),),
    {(("kilogram", 1),): Fraction(1_000), (("gram", 1),): Fraction(1)},
)
_HEIGHT: Final = _Door(
    "a body height",
    "160 * bc.ureg.cm",
    (("millimeter", Fraction(1)),),
    {
        (("centimeter", 1),): Fraction(10),
        (("meter", 1),): Fraction(1_000),
        (("millimeter", 1),): Fraction(1),
    },
)
_CREATININE: Final = _Door(
    "a serum creatinine, as mass or as amount of substance per volume",
    "1.4 * bc.ureg.mg / bc.ureg.dL, or 124 * bc.ureg.umol / bc.ureg.L",
    (
        ("nanomole / liter", Fraction(1)),
        ("milligram / deciliter", Fraction(CREATININE_NMOL_L_PER_MG_DL)),
    ),
    {k: mcg * _NMOL_PER_MCG for k, mcg in _MASS_PER_LITRE.items()} | _SUBSTANCE_PER_LITRE,
)
_CYSTATIN: Final = _Door(
    "a serum cystatin C, in mass per volume",
    "1.2 * bc.ureg.mg / bc.ureg.L",
    (("microgram / liter", Fraction(1)),),
    _MASS_PER_LITRE,
)
_FLOW: Final = _Door(
    "a filtration rate in volume per time",
    "38 * bc.ureg.mL / bc.ureg.min",
    (("milliliter / minute", Fraction(100)),),
    {(("milliliter", 1), ("minute", -1)): Fraction(100)},
)
_AGE: Final = _Door(
    "an age in years or whole months",
    "78 * bc.ureg.year",
    (("month", Fraction(1)),),
    {(("year", 1),): Fraction(12), (("month", 1),): Fraction(1)},
    exact=True,
)

_DURATION: Final = _Door(
    "a time in whole days or weeks",
    "180 * bc.ureg.day",
    (("day", Fraction(1)),),
    {(("day", 1),): Fraction(1), (("week", 1),): Fraction(7)},
    exact=True,
)

_first_touch = threading.Lock()


def registry() -> Any:
    """Return pint's application registry, made ready under a lock.

    pint builds that registry on the first use of a unit and is not safe when several
    threads do so together, so the first touch happens here, once, behind a lock.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> print(5 * bc.ureg.mg)
    5 milligram
    """
    with _first_touch:
        import pint

        ready = pint.get_application_registry()  # type: ignore[no-untyped-call]
        ready.Unit("milligram")
    return ready


def dose(value: Quantity | Micrograms, field: str) -> Micrograms:
    """Read the drug mass of one administration."""
    if is_a(value, Micrograms):
        return _above_zero(value, field)
    return Micrograms(_above_zero(_read(value, field, _DOSE), field))


def daily_dose(value: Quantity | MicrogramsPerDay, field: str) -> MicrogramsPerDay:
    """Read a drug mass per day."""
    if is_a(value, MicrogramsPerDay):
        return _above_zero(value, field)
    return MicrogramsPerDay(_above_zero(_read(value, field, _DAILY_DOSE), field))


def weight(value: Quantity | Grams, field: str) -> Grams:
    """Read a body mass."""
    if is_a(value, Grams):
        return _above_zero(value, field)
    return Grams(_above_zero(_read(value, field, _WEIGHT), field))


def height(value: Quantity | Millimetres, field: str) -> Millimetres:
    """Read a body height."""
    if is_a(value, Millimetres):
        return _above_zero(value, field)
    return Millimetres(_above_zero(_read(value, field, _HEIGHT), field))


def creatinine(value: Quantity | NanomolesPerLitre, field: str) -> NanomolesPerLitre:
    """Read a serum creatinine; the unit decides how."""
    if is_a(value, NanomolesPerLitre):
        return _above_zero(value, field)
    return NanomolesPerLitre(_above_zero(_read(value, field, _CREATININE), field))


def cystatin_c(value: Quantity | MicrogramsPerLitre, field: str) -> MicrogramsPerLitre:
    """Read a serum cystatin C."""
    if is_a(value, MicrogramsPerLitre):
        return _above_zero(value, field)
    return MicrogramsPerLitre(_above_zero(_read(value, field, _CYSTATIN), field))


def flow(value: Quantity | Hundredths, field: str) -> Hundredths:
    """Read a filtration rate; parts of a hundredth of a millilitre are dropped."""
    if is_a(value, Hundredths):
        return _above_zero(value, field)
    return Hundredths(_above_zero(_read(value, field, _FLOW, down=True), field))


def age(value: Quantity | Months, field: str) -> Months:
    """Read an age in years or whole months."""
    if is_a(value, Months):
        return _not_negative(value, field)
    return Months(_read(value, field, _AGE))


def duration(value: Quantity | Days, field: str) -> Days:
    """Read a time in whole days or weeks."""
    if is_a(value, Days):
        return _not_negative(value, field)
    return Days(_read(value, field, _DURATION))


def show(value: int, per: int, unit: str) -> Quantity:
    """Make a fresh quantity: ``value`` counts parts, ``per`` of them to one ``unit``."""
    whole, rest = divmod(value, per)
    ready: Quantity = registry().Quantity(value / per if rest else whole, unit)
    return ready


def show_each(micrograms: int) -> Quantity:
    """Make the dose of one administration, in mg."""
    return show(micrograms, PER_MILLIGRAM, "milligram")


def show_per_day(micrograms: int) -> Quantity:
    """Make a total daily dose, in mg/day."""
    return show(micrograms, PER_MILLIGRAM, "milligram / day")


def _above_zero(value: _N, field: str) -> _N:
    if not value:
        raise InputError("not-positive", field=field, expected="more than zero")
    return _not_negative(value, field)


def _not_negative(value: _N, field: str) -> _N:
    if value < 0:
        raise InputError("negative", field=field, expected="zero or more")
    return value


def _read(value: object, field: str, door: _Door, *, down: bool = False) -> int:
    quantity = _quantity(value, field, door)
    try:
        exact = _number(quantity.magnitude, field) * _factor(quantity, field, door)
    except InputError:
        raise
    except Exception:  # noqa: BLE001 - a quantity of a caller's registry may raise anything
        raise _mismatch("a quantity that cannot be read", field, door) from None
    if exact < 0:
        raise InputError("negative", field=field, expected="zero or more")
    whole = int(exact + (_TOLERANCE if down else Fraction(1, 2)))
    if door.exact and abs(exact - whole) > _TOLERANCE:
        expected = f"{door.measures}, in whole {door.canonical[0][0]}s"
        raise InputError("too-precise", field=field, expected=expected)
    return whole


def _quantity(value: object, field: str, door: _Door) -> Any:
    pint = sys.modules.get("pint")
    if pint is not None and is_a(value, pint.Quantity):
        return value
    code = "unit-missing" if _is_number(value) else "wrong-type"
    if is_a(value, (bool, str)):
        code = "wrong-type"
    kind = UnitError if code == "unit-missing" else InputError
    hint = f"Write {door.example}."
    raise kind(code, field=field, got=_name(value), expected=door.measures, hint=hint)


def _name(value: object) -> str:
    if is_a(value, str):
        return "text, which is never parsed"
    if is_a(value, bool):
        return "a truth value"
    if _is_number(value):
        return f"a bare number ({type(value).__name__})"
    return f"an object of type {type(value).__name__}"


def _number(magnitude: object, field: str) -> Fraction:
    """Read the magnitude of a quantity exactly."""
    number = _plain(magnitude)
    if isinstance(number, bool):
        raise InputError("wrong-type", field=field, got="a truth value with a unit")
    if isinstance(number, (int, Fraction)):
        return Fraction(number)
    if isinstance(number, Decimal) and number and abs(number.adjusted()) > _EXPONENT:
        raise InputError("implausible", field=field, expected="an ordinary number")
    if number is not None:
        if not _finite(number):
            raise InputError("not-finite", field=field, expected="a finite number")
        if not number and str(number).startswith("-"):
            raise InputError("negative", field=field, expected="zero or more")
        return Fraction(number)
    raise InputError(
        "wrong-type",
        field=field,
        got=f"a magnitude of type {type(magnitude).__name__}",
        expected="one number with a unit",
    )


def _plain(magnitude: Any) -> int | float | Decimal | Fraction | None:
    """Return the number a magnitude is, in a type of Python's own; ``None`` if it is none."""
    try:
        number = magnitude if _is_number(magnitude) or magnitude.shape != () else magnitude.item()
        return next((kind(number) for kind in _PLAIN if is_a(number, kind)), None)
    except Exception:  # noqa: BLE001 - a number of someone else's may raise anything
        return None


def _is_number(value: object) -> bool:
    return is_a(value, _NUMBERS)


def _finite(value: Any) -> bool:
    return value.is_finite() if isinstance(value, Decimal) else isfinite(value)


def _factor(quantity: Any, field: str, door: _Door) -> Fraction:
    """Return how many of our unit one of the quantity's unit is.

    Clinical units are known by name, so no redefinition in a caller's registry can
    change what a milligram is here. Anything else is asked of the quantity's own
    registry, and only between units of one dimension: a context of the caller, which turns
    one dimension into another, has no say.
    """
    known = door.known.get(tuple(quantity.unit_items()))
    if known is not None:
        return known
    one = quantity.__class__(1, quantity.units)
    for unit, factor in door.canonical:
        converted = _converted(one, unit)
        if converted is not None:
            return converted * factor
    written = str(quantity.units)
    raise _mismatch(f"a quantity in {written}" if written else "a bare quantity", field, door)


def _converted(one: Any, unit: str) -> Fraction | None:
    """Return how many of a unit one of another is; ``None`` when it measures something else."""
    try:
        if one.dimensionality != one.__class__(1, unit).dimensionality:
            return None
        with localcontext(_DECIMALS):
            number = one.m_as(unit)
        is_factor = _is_number(number) and _finite(number) and number > 0
        return Fraction(number).limit_denominator(10**15) if is_factor else None
    except Exception:  # noqa: BLE001 - a caller's registry may raise anything
        return None


def _mismatch(got: str, field: str, door: _Door) -> UnitError:
    hint = f"Write {door.example}."
    return UnitError("unit-mismatch", field=field, got=got, expected=door.measures, hint=hint)
