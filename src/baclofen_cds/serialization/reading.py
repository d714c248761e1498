"""A stored dict as the value it was, held to every rule of the door again."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from enum import Enum
from types import NoneType
from typing import Any, Final, NoReturn, get_args, get_origin

from baclofen_cds.calls import by_name
from baclofen_cds.errors import InputError, wrong_type
from baclofen_cds.serialization.soundness import fault
from baclofen_cds.serialization.table import (
    AMOUNTS,
    DEEPEST,
    FORMAT,
    FORMERLY,
    LARGEST,
    LEFT_OUT,
    MOST_VALUES,
    NAMED,
    OF_RECORD,
    OURS,
    RESULTS,
    SENTENCES,
    SPEAKING,
    WORDS,
    alternatives,
    attributes,
)

__all__ = ["from_dict"]

_FEW = 12
_PLAIN = (NoneType, bool, int, str)


@by_name
def from_dict(data: dict[str, Any]) -> Any:
    """Read a value back that :func:`to_dict` wrote.

    Nothing is trusted: an unknown or missing key, a word that is no longer in its list
    and a value of another type are refused, and patients and doses are checked as they
    are when they are first told. Sentences, and what the command line prints of a record
    beside a result, are for people and are not read.

    Parameters
    ----------
    data : dict
        As :func:`to_dict` gives it, or as it comes back through JSON. Text is not parsed.

    Returns
    -------
    object
        A value equal to the one that was written.

    Raises
    ------
    InputError
        If anything in it is not as :func:`to_dict` writes it. ``field`` is the path of
        the place; the value is not repeated.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> now = bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3)
    >>> print(bc.from_dict(bc.to_dict(now)))
    10 mg three times daily
    """
    if type(data) is not dict:
        hint = "Read JSON text with json.loads first."
        raise wrong_type(data, "data", "a dict, as bc.to_dict gives it", hint)
    _check_keys(data, "data")
    if _text(data, "format", "", f'"{FORMAT}"') != FORMAT:
        hint = "Was it written by another version of this library?"
        raise InputError("unknown-name", field="format", expected=f'"{FORMAT}"', hint=hint)
    of_result = data.get("type") in [kind.__name__ for kind in RESULTS]
    body = _without(data, ("format", *(OF_RECORD if of_result else ())))
    return _Reader().tagged(body, tuple(OURS.values()), "", 0)


def join(path: str, name: str) -> str:
    """Return the path of something inside a value."""
    return f"{path}.{name}" if path and name else path or name


def _refused(code: str, field: str, expected: str) -> InputError:
    return InputError(code, field=field or "data", expected=expected)


def _mistyped(data: object, path: str, allowed: tuple[Any, ...]) -> NoReturn:
    raise wrong_type(data, path, _named(allowed))


def _named(allowed: tuple[Any, ...]) -> str:
    """Say what may stand in a place."""
    if len(allowed) > _FEW:
        return "a value of this format"
    plain = {NoneType: "null", bool: "true or false", int: "a whole number", str: "text"}
    nested = {tuple: "a list", frozenset: "a set"}
    return " or ".join(
        plain.get(one) or nested.get(get_origin(one)) or one.__name__ for one in allowed
    )


def _text(data: dict[str, Any], key: str, path: str, expected: str) -> str:
    """Return the text that says a type or the format."""
    if key not in data:
        raise _refused("missing", join(path, key), expected)
    value = data[key]
    if type(value) is not str:
        raise wrong_type(value, join(path, key), expected)
    return value


def _check_keys(data: dict[Any, Any], path: str) -> None:
    if not all(type(key) is str for key in data):
        raise _refused("wrong-type", path, "text for every key")


class _Reader:
    """Reads one dict, and counts what is in it."""

    def __init__(self) -> None:
        self.count = 0

    def read(self, data: Any, hint: Any, path: str, depth: int) -> Any:
        """Read what an annotation allows in this place."""
        self.count += 1
        if depth > DEEPEST or self.count > MOST_VALUES:
            raise _refused("too-large", path, "a smaller value")
        allowed = alternatives(hint)
        if type(data) is dict:
            return self.tagged(data, allowed, path, depth)
        if type(data) is list:
            return self._items(data, allowed, path, depth)
        if type(data) not in _PLAIN or type(data) not in allowed:
            _mistyped(data, path, allowed)
        return _whole(data, path) if type(data) is int else data

    def _items(
        self, data: list[Any], allowed: tuple[Any, ...], path: str, depth: int
    ) -> tuple[Any, ...]:
        shape = next((a for a in allowed if get_origin(a) is tuple), None)
        if shape is None:
            _mistyped(data, path, allowed)
        hints = get_args(shape)
        if hints[-1] is ...:
            hints = hints[:1] * len(data)
        if len(hints) != len(data):
            raise _refused("wrong-type", path, f"{len(hints)} values")
        pairs = enumerate(zip(data, hints, strict=True))
        return tuple(self.read(v, hint, f"{path}[{i}]", depth + 1) for i, (v, hint) in pairs)

    def tagged(self, data: dict[Any, Any], allowed: tuple[Any, ...], path: str, depth: int) -> Any:
        """Read an object that says its type."""
        _check_keys(data, path)
        told = _text(data, "type", path, "the name of a type")
        name = FORMERLY.get(told, told)
        if name not in NAMED:
            raise _refused("unknown-name", join(path, "type"), "a type of this format")
        kind = NAMED[name]
        if kind is frozenset:
            return self._set(data, allowed, path, depth)
        if not (kind in allowed or (kind in AMOUNTS and int in allowed)):
            raise _refused("wrong-type", path, _named(allowed))
        if kind in AMOUNTS or kind in WORDS or kind in _MOMENTS:
            return _scalar(kind, _one(data, path), join(path, "value"))
        return self._made(kind, data, path, depth)

    def _set(
        self, data: dict[str, Any], allowed: tuple[Any, ...], path: str, depth: int
    ) -> frozenset[Any]:
        shape = next((a for a in allowed if get_origin(a) is frozenset), None)
        items = _one(data, path)
        if shape is None:
            raise _refused("wrong-type", path, _named(allowed))
        if type(items) is not list:
            _mistyped(items, join(path, "value"), (tuple[Any, ...],))
        shapes = (tuple[(*get_args(shape), ...)],)  # type: ignore[misc]
        values = self._items(items, shapes, path, depth)
        if len(set(values)) != len(values):
            raise _refused("inconsistent", path, "each value of the set once")
        return frozenset(values)

    def _made(self, kind: type, data: dict[str, Any], path: str, depth: int) -> Any:
        """Make a value through its ordinary constructor."""
        if kind in SPEAKING:
            data = _without(data, SENTENCES)
        names, untold = [key for key, _, _ in attributes(kind)], LEFT_OUT.get(kind, {})
        told = [name for name in names if name in data or name not in untold]
        _check_names(data, ("type", *told), path)
        given = {
            key: self.read(data[key], hint, join(path, key), depth + 1)
            for key, _, hint in attributes(kind)
            if key in told
        }
        try:
            made = kind(**given)
        except InputError as error:
            said = {"got": error.got, "expected": error.expected, "hint": error.hint}
            field = join(path, error.field)
            raise type(error)(error.code, field=field, **said) from None
        for key in untold.keys() & given.keys():
            if getattr(made, key) == untold[key]:
                raise _refused("inconsistent", join(path, key), "no key where nothing is told")
        if expected := fault(made):
            raise _refused("inconsistent", path, expected)
        return made


def _without(data: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in keys}


def _check_names(data: dict[str, Any], names: tuple[str, ...], path: str) -> None:
    for name in names:
        if name not in data:
            raise _refused("missing", join(path, name), "every key that is written")
    if len(data) != len(names):
        raise _refused("unknown-name", path, f"no other keys than {', '.join(names)}")


def _one(data: dict[str, Any], path: str) -> Any:
    _check_names(data, ("type", "value"), path)
    return data["value"]


def _scalar(kind: type, value: Any, path: str) -> Any:
    if kind in AMOUNTS:
        if type(value) is not int:
            _mistyped(value, path, (int,))
        if value < 0:
            raise _refused("negative", path, "zero or more")
        return kind(_whole(value, path))
    if type(value) is not str:
        _mistyped(value, path, (str,))
    return _word(kind, value, path) if issubclass(kind, Enum) else _moment(kind, value, path)


def _whole(value: int, path: str) -> int:
    if abs(value) > LARGEST:
        raise _refused("too-large", path, "a smaller number")
    return value


def _word(kind: type[Enum], value: str, path: str) -> Enum:
    for member in kind:
        if member.value == value:
            return member
    raise _refused("unknown-name", path, f"a word of {kind.__name__}")


_MOMENTS: Final[dict[Any, tuple[str, str]]] = {
    dt.date: ("not-a-date", "a date as 2026-03-10"),
    dt.time: ("not-a-time", "a time of day as 08:30:00"),
}
"""How a day and a time are refused that are not written as they are."""


def _moment(kind: Any, value: str, path: str) -> dt.date | dt.time:
    with suppress(ValueError):
        moment: dt.date | dt.time = kind.fromisoformat(value)
        if moment.isoformat() == value and getattr(moment, "tzinfo", None) is None:
            return moment
    code, expected = _MOMENTS[kind]
    raise _refused(code, path, expected)
