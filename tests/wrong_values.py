"""Wrong values of every kind a caller, or a program gone astray, may put anywhere.

Each says what it would be right for (``fits``); it is wrong everywhere else. Whatever can
hold a number or a text holds the canary, which no error may repeat.
"""

from __future__ import annotations

import datetime as dt
import enum
import io
import itertools
from collections import OrderedDict, UserDict, deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePosixPath
from types import MappingProxyType, SimpleNamespace
from typing import Any, NamedTuple

import pint

import baclofen_cds as bc
from baclofen_cds.amounts import Days, Grams, Micrograms, MicrogramsPerDay, Millimetres, Months
from baclofen_cds.knowledge.reading.loader import current_policy

CANARY = "8675309"
N = int(CANARY)

u = bc.ureg
FOREIGN = pint.UnitRegistry()
REDEFINED = pint.UnitRegistry()
REDEFINED.define("dragon = 8675309 * kelvin = drg")


class Wrong(NamedTuple):
    """A kind of wrong value: how one is made, and what it would be right for."""

    make: Callable[[], Any]
    fits: frozenset[str]


class Colour(enum.Enum):
    """A closed list of someone else's."""

    FEMALE = "female"


class Number(enum.IntEnum):
    """A closed list of numbers."""

    MANY = N


class Word(enum.StrEnum):
    """A closed list of words."""

    CANARY = CANARY


class Text(str):
    """Text of another type."""

    __slots__ = ()


class Whole(int):
    """A whole number of another type."""


class Real(float):
    """A number of another type."""


class Several(list):  # type: ignore[type-arg]
    """A list of another type."""


class Mapped(dict):  # type: ignore[type-arg]
    """A dict of another type."""


class Thing:
    """A class, to be passed where an object is needed."""


class RaisedError(RuntimeError):
    """What a hostile object raises; it must never come out."""


def _raise(*_: object, **__: object) -> Any:
    raise RaisedError(CANARY)


def _hostile(base: type, *methods: str) -> type:
    """Make a class whose methods raise."""
    return type("Hostile", (base,), dict.fromkeys(methods, _raise))


COMPARED = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
WRITTEN = ("__repr__", "__str__", "__format__")
COUNTED = ("__bool__", "__len__", "__iter__", "__contains__", "__getitem__")
NUMERIC = ("__int__", "__float__", "__index__", "__add__", "__mul__", "__neg__", "__abs__")
MAKES = ("not_above", "not_below", "makes")
EVERYTHING = (*COMPARED, *WRITTEN, *COUNTED, *NUMERIC, "__hash__", "__call__", "__reduce_ex__")


class Secretive:
    """An object that lets nobody read an attribute."""

    __getattr__ = _raise


class Sealed:
    """An object that lets nobody read any attribute, not even its class."""

    __getattribute__ = _raise


class Classless:
    """An object whose class cannot be asked for."""

    __class__ = property(_raise)  # type: ignore[assignment]


def _claims(kind: type) -> Any:
    """Return an object that says it is of a type, as mocks do, and holds nothing."""
    return type("Impostor", (), {"__class__": kind})()


def _around(inner: Any) -> Any:
    inner.append(inner)
    return inner


def _deep() -> Any:
    deep: Any = CANARY
    for _ in range(2_000):
        deep = [deep]
    return deep


def _with_magnitude(magnitude: Any) -> Any:
    """Return a quantity in mg whose magnitude pint itself would not have made."""
    broken = u.Quantity(1, "mg")
    broken._magnitude = magnitude
    return broken


def _person() -> bc.Patient:
    return bc.Patient(age=45 * u.year, as_of=dt.date(2026, 3, 10))


_PERSON = _person()
_DAY = bc.Regimen.even(each=10 * u.mg, times_per_day=3)
_PROFILE = bc.get_profile("us-spasticity")
_DECISION = bc.check_daily_maximum(_PERSON, _DAY, profile=_PROFILE)

KINDS: dict[str, Wrong] = {}


def _kind(name: str, make: Callable[[], Any], *fits: str) -> None:
    assert name not in KINDS, name
    KINDS[name] = Wrong(make, frozenset(fits))


def _always(value: Any) -> Callable[[], Any]:
    return lambda: value


def _numbers() -> None:
    plain: dict[str, Any] = {
        "zero": 0,
        "minus one": -1,
        "int": N,
        "negative int": -N,
        "huge int": 10**400 + N,
        "float": N / 100,
        "minus zero": -0.0,
        "nan": float("nan"),
        "infinity": float("inf"),
        "minus infinity": float("-inf"),
        "complex": complex(N, 1),
        "Decimal": Decimal(CANARY) / 100,
        "Decimal NaN": Decimal("NaN"),
        "Decimal signalling NaN": Decimal("sNaN"),
        "Decimal infinity": Decimal("Infinity"),
        "Decimal huge": Decimal("8675309e999999"),
        "Fraction": Fraction(N, 7),
        "int subclass": Whole(N),
        "float subclass": Real(N / 100),
        "IntEnum": Number.MANY,
    }
    for name, value in plain.items():
        whole = type(value) is not float and isinstance(value, int)
        _kind(name, _always(value), *(("int",) if whole else ()))
    _kind("True", _always(True), "bool")
    _kind("False", _always(False), "bool")


def _texts() -> None:
    plain: dict[str, Any] = {
        "text": "canary 8675309",
        "digits": CANARY,
        "text with a unit": "8675309 mg",
        "empty text": "",
        "text with a zero byte": "8675309\0",
        "lone surrogate": "\ud800 8675309",
        "long text": CANARY * 1_000,
        "template": "{8675309}{0!r}%s",
        "str subclass": Text(CANARY),
        "StrEnum": Word.CANARY,
        "misspelt word of a list": "femal",
        "bytes": CANARY.encode(),
        "bytearray": bytearray(b"8675309"),
        "memoryview": memoryview(b"8675309"),
        "Path": Path("/nowhere/8675309"),
        "PurePath": PurePosixPath("/nowhere/8675309"),
        "open stream": io.StringIO(CANARY),
    }
    for name, value in plain.items():
        _kind(name, _always(value), *(("text",) if isinstance(value, str) else ()))
    _kind("word of a list", _always("female"), "text", "SexText")


def _collections() -> None:
    made: dict[str, Callable[[], Any]] = {
        "list": lambda: [N],
        "list of lists": lambda: [[N]],
        "list of dict": lambda: [{CANARY: N}],
        "list in itself": lambda: _around([]),
        "list, deep": _deep,
        "list, long": lambda: [N] * 10_000,
        "list subclass": lambda: Several([N]),
        "tuple": lambda: (N,),
        "set": lambda: {CANARY},
        "frozenset": lambda: frozenset({N}),
        "deque": lambda: deque([N]),
        "range": lambda: range(N),
        "generator": lambda: (x for x in [N]),
        "endless iterator": lambda: itertools.repeat(N),
        "dict": lambda: {CANARY: N},
        "empty dict": dict,
        "dict with number keys": lambda: {N: N},
        "dict in itself": lambda: (d := {}, d.update({"type": d}))[0],
        "dict subclass": lambda: Mapped({"format": CANARY}),
        "OrderedDict": lambda: OrderedDict({"format": CANARY}),
        "UserDict": lambda: UserDict({"format": CANARY}),
        "mapping proxy": lambda: MappingProxyType({CANARY: N}),
        "dict of a stored value": lambda: bc.to_dict(_DAY) | {"doses": [N, CANARY]},
        "dict view": {CANARY: N}.keys,
        "map": lambda: map(str, [N]),
    }
    for name, make in made.items():
        _kind(name, make)
    _kind("list of None", lambda: [None], "SlotsTold")
    _kind("tuple of None", lambda: (None,), "SlotsTold")
    _kind("list of text", lambda: ["canary 8675309"], "tuple[str, ...]")
    _kind("empty list", list, "Iterable", "tuple")
    _kind("empty tuple", tuple, "Iterable", "tuple")
    _kind("empty set", set, "Iterable")
    _kind("empty frozenset", frozenset, "Iterable")


def _times() -> None:
    utc = dt.UTC
    plain: dict[str, Any] = {
        "datetime": dt.datetime(1986, 7, 5, 3, 9, tzinfo=utc),
        "naive datetime": dt.datetime(1986, 7, 5, 3, 9),  # noqa: DTZ001 - a wrong value
        "time of day": dt.time(3, 9),
        "timedelta": dt.timedelta(days=N),
        "timezone": utc,
    }
    for name, value in plain.items():
        _kind(name, _always(value))
    _kind("text of a date", _always("2026-03-03"), "text")
    _kind("timestamp", _always(1_773_100_800), "int")
    _kind("first date of all", _always(dt.date.min), "dt.date")
    _kind("date", _always(dt.date(2026, 3, 3)), "dt.date")
    _kind("last date of all", _always(dt.date.max), "dt.date")


def _quantities() -> None:
    fits = {"mass": ("Grams",), "volume per time": ("Hundredths",)}
    for name, unit in {
        "mass": "mg",
        "body mass": "kg",
        "volume": "mL",
        "length": "cm",
        "surface": "m ** 2",
        "time": "day",
        "mass per day": "mg / day",
        "mass per mass": "mg / kg",
        "mass per volume": "mg / dL",
        "substance per volume": "umol / L",
        "volume per time": "mL / min",
        "volume per time and surface": "mL / min / m ** 2",
        "dimensionless": "",
        "percent": "percent",
        "temperature": "degC",
        "current": "ampere",
        "angle": "radian",
    }.items():
        _kind(name, _always(u.Quantity(N, unit)), *fits.get(name, ()))
        _kind(f"{name}, negative", _always(u.Quantity(-N, unit)))
        _kind(f"{name}, NaN", _always(u.Quantity(float("nan"), unit)))
        _kind(f"{name}, infinite", _always(u.Quantity(float("inf"), unit)))
    magnitudes: dict[str, Any] = {
        "a list": [N],
        "text": CANARY,
        "nothing": None,
        "a truth value": True,
        "a complex number": complex(N, 1),
        "a Decimal NaN": Decimal("NaN"),
        "a Decimal signalling NaN": Decimal("sNaN"),
        "a huge Decimal": Decimal("8675309e999999"),
        "a huge int": 10**400 + N,
        "an object": object(),
        "a date": dt.date(2026, 3, 3),
        "a quantity": u.Quantity(N, "mg"),
        "a hostile object": _hostile(object, *EVERYTHING)(),
        "zero": 0,
        "minus zero": -0.0,
    }
    for name, magnitude in magnitudes.items():
        _kind(f"mg with a magnitude of {name}", _always(_with_magnitude(magnitude)))
    _kind("mass of another registry", _always(FOREIGN.Quantity(N, "mg")), "Grams")
    _kind("time of another registry", _always(FOREIGN.Quantity(-N, "year")))
    _kind("unit of another registry's own", _always(REDEFINED.Quantity(N, "dragon")))
    for base, value in {int: N, float: N / 100, Decimal: CANARY}.items():
        kind = _hostile(base, *EVERYTHING)
        _kind(f"mg with a hostile {base.__name__}", _always(_with_magnitude(kind(value))), "Grams")
    _kind("unit", _always(u.mg))
    for exact in (Grams, Micrograms, MicrogramsPerDay, Millimetres, Months, Days):
        _kind(f"{exact.__name__}", _always(exact(N)), exact.__name__, "int", "object")
        _kind(f"{exact.__name__}, negative", _always(exact(-N)), "int", "object")
    _kind("list of mass", lambda: [u.Quantity(N, "mg")])
    _kind("tuple of a day's mass", lambda: (u.Quantity(N, "mg / day"),))
    _kind("registry", _always(u))


def _objects() -> None:
    plain: dict[str, Any] = {
        "object": object(),
        "class": Thing,
        "instance": Thing(),
        "builtin type": int,
        "Patient class": bc.Patient,
        "Sex class": bc.Sex,
        "Quantity class": type(1 * u.mg),
        "lambda": lambda: N,
        "builtin function": len,
        "bound method": CANARY.upper,
        "module": dt,
        "namespace": SimpleNamespace(patient=N),
        "Ellipsis": ...,
        "NotImplemented": NotImplemented,
        "exception": ValueError(CANARY),
        "our exception": bc.errors.InputError("empty", field=CANARY),
        "exception class": ValueError,
        "exception group": ExceptionGroup(CANARY, [ValueError(CANARY)]),
        "enum of another": Colour.FEMALE,
        "list of an enum of another": [Colour.FEMALE],
        "header": _PROFILE.header,
    }
    for name, value in plain.items():
        _kind(name, _always(value))
    ours: dict[str, tuple[Any, tuple[str, ...]]] = {
        "None": (None, ("None",)),
        "Patient": (_PERSON, ("Patient", "object")),
        "Regimen": (_DAY, ("Taking", "Regimen", "object")),
        "NOT_TAKING": (bc.NOT_TAKING, ("Taking", "object")),
        "UNREADABLE": (bc.UNREADABLE, ("Taking", "object")),
        "Stop": (bc.Stop(), ("Stop", "object")),
        "Medicines": (bc.Medicines([], complete=True), ("Medicines", "object")),
        "SmallestDose": (bc.SmallestDose(5 * u.mg), ("Makeable", "object")),
        "profile": (_PROFILE, ("Profile",)),
        "policy": (current_policy(), ("Policy",)),
        "guidance": (bc.get_guidance("muanda"), ()),
        "tuple of guidance": ((bc.get_guidance("muanda"),), ("tuple",)),
        "decision": (_DECISION, ("Decision[Any]", "object")),
        "outcome": (bc.Outcome.STATED, ("object",)),
        "finding": (bc.Finding(CANARY, bc.Severity.INFO, bc.Severity.INFO), ("object",)),
    }
    for name, (value, fits) in ours.items():
        _kind(name, _always(value), *fits)
    for kind in (bc.Sex, bc.Setting, bc.Dialysis, bc.Indication, bc.Condition, bc.StopReason):
        first = next(iter(kind))
        _kind(f"a {kind.__name__}", _always(first), kind.__name__, "object")
        of = f"Iterable[{kind.__name__} | {kind.__name__}Text]"
        _kind(f"a list of a {kind.__name__}", _always([first]), of)


def _hostiles() -> None:
    for name, methods in {
        "compared": COMPARED,
        "hashed": ("__hash__",),
        "written": WRITTEN,
        "counted": COUNTED,
        "calculated": NUMERIC,
        "touched": EVERYTHING,
    }.items():
        thing = _hostile(object, *methods)
        _kind(f"object that cannot be {name}", lambda thing=thing: thing())
        _kind(f"list of an object that cannot be {name}", lambda thing=thing: [thing()])
    for base, value in {str: CANARY, int: N, float: N / 100, bytes: b"8675309"}.items():
        kind, fits = _hostile(base, *EVERYTHING), {str: ("text",), int: ("int",)}.get(base, ())
        _kind(f"hostile {base.__name__}", lambda kind=kind, value=value: kind(value), *fits)
        fits = ("tuple[str, ...]",) if base is str else ()
        _kind(f"list of a hostile {base.__name__}", lambda k=kind, v=value: [k(v)], *fits)
    for base in (list, tuple, dict, set, frozenset):
        _kind(f"hostile {base.__name__}", _hostile(base, *EVERYTHING))
    _kind("hostile date", lambda: _hostile(dt.date, *EVERYTHING)(2026, 3, 3), "dt.date")
    _kind("hostile Decimal", lambda: _hostile(Decimal, *EVERYTHING)(CANARY))
    _kind("object without attributes", Secretive)
    _kind("sealed object", Sealed)
    _kind("what fails when it is asked what it makes", _hostile(object, *MAKES))
    _kind("list of a sealed object", lambda: [Sealed()])
    _kind("object without a class", Classless)
    _kind("list of an object without a class", lambda: [Classless()])
    claimed = (bc.Patient, bc.Regimen, type(_PROFILE), type(1 * u.mg), bc.Sex, bc.Decision)
    for kind in (*claimed, dt.date, bool, str, list, dict, int, bc.Medicines):
        _kind(f"impostor of {kind.__name__}", lambda kind=kind: _claims(kind))


for _fill in (
    _numbers,
    _texts,
    _collections,
    _times,
    _quantities,
    _objects,
    _hostiles,
):
    _fill()
