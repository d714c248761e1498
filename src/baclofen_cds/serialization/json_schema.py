"""The JSON Schema of the format, made from the same table as everything else."""

from __future__ import annotations

import datetime as dt
from types import NoneType
from typing import Any, Final, get_args, get_origin

from baclofen_cds.serialization.table import (
    AMOUNTS,
    FORMAT,
    LARGEST,
    LEFT_OUT,
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

__all__ = ["json_schema"]

_PLAIN: Final[dict[Any, dict[str, Any]]] = {
    NoneType: {"type": "null"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST},
    str: {"type": "string"},
}
_MOMENTS: Final = {"date": "A civil date.", "time": "A time of day, without a time zone."}
_CLOCK: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{6})?$"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what :func:`to_dict` writes.

    Examples
    --------
    >>> json_schema()["title"]
    'baclofen_cds/1'
    """
    defined = {name: _described(name) for name in NAMED if name != "set"}
    defined["whole"] = {"anyOf": [_PLAIN[int], *({"$ref": _place(kind)} for kind in AMOUNTS)]}
    defined["anything"] = {"anyOf": [_shape(one) for one in alternatives(Any)]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "description": "A value of baclofen_cds, as to_dict writes it.",
        "type": "object",
        "oneOf": [_outermost(name) for name in OURS],
        "$defs": defined,
    }


def _described(name: str) -> dict[str, Any]:
    """Describe a type, with the first line of its docstring."""
    said = _MOMENTS.get(name) or (NAMED[name].__doc__ or "").splitlines()[0]
    return {"description": said, **_object(name)}


def _outermost(name: str) -> dict[str, Any]:
    """Describe an object that stands by itself."""
    said = _object(name, format={"const": FORMAT})
    if OURS[name] in RESULTS:
        said["properties"] |= {key: {"type": "array"} for key in OF_RECORD}
    return said


def _object(name: str, **besides: Any) -> dict[str, Any]:
    """Describe an object that says its type; the sentences beside it may be left out."""
    kind = NAMED[name]
    if kind in AMOUNTS:
        inside = {"value": {"type": "integer", "minimum": 0, "maximum": LARGEST}}
    elif kind in WORDS:
        inside = {"value": {"enum": [member.value for member in kind]}}
    elif kind is dt.date:
        inside = {"value": {"type": "string", "format": "date"}}
    elif kind is dt.time:
        inside = {"value": {"type": "string", "pattern": _CLOCK}}
    else:
        inside = {key: _allowed(hint) for key, _, hint in attributes(kind)}
    said = _closed({**besides, "type": {"const": name}, **inside})
    said["required"] = [key for key in said["required"] if key not in LEFT_OUT.get(kind, {})]
    if kind in SPEAKING:
        said["properties"] |= dict.fromkeys(SENTENCES, _PLAIN[str])
    return said


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _allowed(hint: Any) -> dict[str, Any]:
    if hint is Any:
        return {"$ref": "#/$defs/anything"}
    shapes = [_shape(one) for one in alternatives(hint)]
    return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}


def _shape(one: Any) -> dict[str, Any]:
    """Describe one alternative of an annotation."""
    if one is int:
        return {"$ref": "#/$defs/whole"}
    if one in _PLAIN:
        return _PLAIN[one]
    if get_origin(one) is tuple:
        return _array(get_args(one))
    if get_origin(one) is frozenset:
        items = {"type": "array", "items": _allowed(get_args(one)[0]), "uniqueItems": True}
        return _closed({"type": {"const": "set"}, "value": items})
    return {"$ref": _place(one)}


def _place(kind: type) -> str:
    """Return where a type is described; one that is in no table has no place."""
    if kind not in NAMED.values():
        raise TypeError(kind)
    return f"#/$defs/{kind.__name__}"


def _array(hints: tuple[Any, ...]) -> dict[str, Any]:
    if hints[-1] is ...:
        return {"type": "array", "items": _allowed(hints[0])}
    several = [_allowed(hint) for hint in hints]
    return {"type": "array", "prefixItems": several, "items": False, "minItems": len(several)}
