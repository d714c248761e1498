"""A value as a dict that JSON can hold, without loss."""

from __future__ import annotations

import datetime as dt
import json
from enum import Enum
from typing import Any

from baclofen_cds.calls import by_name
from baclofen_cds.decisions import resolved
from baclofen_cds.errors import InputError, wrong_type
from baclofen_cds.serialization.soundness import fault
from baclofen_cds.serialization.table import (
    AMOUNTS,
    DEEPEST,
    FORMAT,
    KNOWN_AS,
    LARGEST,
    LEFT_OUT,
    MOST_VALUES,
    OURS,
    SENTENCES,
    SPEAKING,
    VALUES,
    WORDS,
    attributes,
)
from baclofen_cds.vocabulary import truth
from baclofen_cds.words.writers import LANGUAGE

__all__ = ["to_dict"]


@by_name
def to_dict(value: object, *, sentences: bool = False) -> dict[str, Any]:
    """Write a value of this library as a dict to keep; :func:`from_dict` reads it back.

    For storing, and with ``sentences`` for a screen: the command line's ``--json`` prints
    the same.

    Parameters
    ----------
    value : object
        A patient, a regimen, a decision, an assessment, or any value in one of them.
    sentences : bool
        Whether each decision, assessment and finding also says how it reads: its
        ``"headline"``, its ``"text"`` and their ``"lang"``. :func:`from_dict` ignores them.

    Returns
    -------
    dict
        Texts, whole numbers, truth values, ``None``, lists and dicts only. Every dict
        says its ``"type"``; the outer one also the ``"format"``. Amounts are whole
        numbers of the unit their type names, never rounded. The same value is always
        written the same way.

    Raises
    ------
    InputError
        If the value is of another type, or holds something of another type.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> bc.to_dict(bc.Medicines(["N02AA05"], complete=True))
    {'format': 'baclofen_cds/1', 'type': 'Medicines', 'codes': ['N02AA05'], 'complete': True}
    """
    if type(value) not in OURS.values():
        hint = "Write bc.to_dict(decision)."
        raise wrong_type(value, "value", "a value of this library, such as a decision", hint)
    writer = _Writer(sentences=truth(sentences, "sentences"))
    return {"format": FORMAT, **writer.written(value, "")}


class _Writer:
    """Writes one value, and counts what is in it."""

    def __init__(self, *, sentences: bool) -> None:
        self.count = 0
        self.sentences = sentences

    def written(self, value: Any, path: str, depth: int = 0) -> Any:
        """Write a value and what is in it."""
        self.count += 1
        if depth > DEEPEST or self.count > MOST_VALUES:
            raise InputError("too-large", field=path, expected="a smaller value")
        kind = type(value)
        if value is None or kind in (bool, str):
            return value
        if kind is int:
            return _whole(value, path)
        if kind is tuple:
            return self._items(value, path, depth)
        if kind in VALUES:
            inside = self._attributes(value, path, depth)
            said = _said(value, path) if self.sentences else {}
            return {"type": kind.__name__, **said, **inside}
        if kind is frozenset:
            items = sorted(self._items(tuple(value), path, depth), key=_in_order)
            return {"type": "set", "value": items}
        return {"type": _name(value, path), "value": _scalar(value, path)}

    def _items(self, values: tuple[Any, ...], path: str, depth: int) -> list[Any]:
        return [self.written(v, f"{path}[{i}]", depth + 1) for i, v in enumerate(values)]

    def _attributes(self, value: Any, path: str, depth: int) -> dict[str, Any]:
        before = f"{path}." if path else ""
        kind: type = type(value)
        untold = LEFT_OUT.get(kind, {}).items()
        return {
            key: self.written(held, before + key, depth + 1)
            for key, name, _ in attributes(kind)
            if (key, held := _known(getattr(value, name))) not in untold
        }


def _known(value: Any) -> Any:
    """Return what a value holds as the format knows it."""
    known = KNOWN_AS.get(type(value))
    return resolved(value) if known is None else known(value)


def _said(value: Any, path: str) -> dict[str, str]:
    """Write how a value reads, if it says anything and can."""
    if expected := fault(value):
        raise InputError("inconsistent", field=path or "value", expected=expected)
    if type(value) not in SPEAKING:
        return {}
    return dict(zip(SENTENCES, (value.headline, str(value), LANGUAGE), strict=True))


def _in_order(item: object) -> str:
    return json.dumps(item, sort_keys=True)


def _whole(value: int, path: str) -> int:
    if abs(value) > LARGEST:
        raise InputError("too-large", field=path, expected="a smaller number")
    return int(value)


def _name(value: object, path: str) -> str:
    kind = type(value)
    if kind is dt.date:
        return "date"
    if type(value) is dt.time and value.tzinfo is None:
        return "time"
    if kind not in OURS.values():
        raise wrong_type(value, path, "a value of this library")
    return kind.__name__


def _scalar(value: Any, path: str) -> int | str:
    if type(value) in AMOUNTS:
        return _whole(value, path)
    if isinstance(value, Enum) and type(value) in WORDS:
        return str(value.value)
    moment: str = value.isoformat()
    return moment
