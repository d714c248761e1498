"""A Bundle as it comes: a mapping, a text or a file. JSON is read strictly."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NoReturn

from baclofen_cds.errors import RecordError, is_a
from baclofen_cds.vocabulary import plain_text

__all__ = ["MOST_BYTES", "load"]

MOST_BYTES: Final = 20_000_000
"""A longer record is refused before it is read."""

LONGEST_NUMBER: Final = 1_000
"""A number of more digits is refused; no measurement has so many, and they cost time."""

_TOO_LONG: Final = 10**LONGEST_NUMBER
_BLANK: Final = " \t\r\n\ufeff"


def load(given: Any) -> dict[str, Any]:
    """Return the Bundle that was given, as a mapping.

    Parameters
    ----------
    given
        A mapping, JSON text (text or bytes), or the path of a file. A text that begins
        with a brace is JSON, any other text is a path.
    """
    if is_a(given, dict):
        return _bundle(_checked(given))
    if is_a(given, (bytes, bytearray)):
        return _bundle(_parse(bytes(given)))
    if is_a(given, Path):
        return _bundle(_parse(_content(given)))
    written = plain_text(given, "bundle", "a mapping, JSON text or the path of a file")
    if written.lstrip(_BLANK).startswith("{"):
        return _bundle(_parse(written.encode("utf-8", "surrogatepass")))
    return _bundle(_parse(_content(Path(written))))


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    try:
        _check(given)
    except (RecordError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - a mapping of someone else's may raise anything
        raise _not_json("a mapping that can be read") from None
    return given


def _check(node: Any) -> None:
    """Hold a mapping to what JSON text could have said."""
    if is_a(node, dict):
        if not all(is_a(name, str) for name in node):
            raise _not_json("keys that are text")
        for inner in node.values():
            _check(inner)
    elif is_a(node, list):
        for inner in node:
            _check(inner)
    elif is_a(node, (float, Decimal)):
        _check_number(Decimal(node))
    elif is_a(node, int) and abs(node) >= _TOO_LONG:
        raise _too_long()
    elif not (node is None or is_a(node, (str, int))):
        raise _not_json("only what JSON knows: mappings, lists, text, numbers, truth values")


def _check_number(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise _not_json("finite numbers; NaN and Infinity are not JSON")
    if len(number.as_tuple().digits) > LONGEST_NUMBER:
        raise _too_long()
    return number


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        raise RecordError(
            "unreadable-file", field="bundle", expected="the path of a file that can be read"
        ) from None


def _parse(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise _too_large(f"at most {MOST_BYTES} bytes")
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=_refuse_constant,
            object_pairs_hook=_once_each,
        )
    except ValueError as error:
        if isinstance(error, RecordError):
            raise
        raise _not_json("JSON text in UTF-8") from None
    except RecursionError:
        raise _too_large("fewer levels, one inside another") from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise RecordError(
            "duplicate-key", field="bundle", expected="every key once in each JSON object"
        )
    return read


def _decimal(written: str) -> Decimal:
    if len(written) > LONGEST_NUMBER:
        raise _too_long()
    try:
        return _check_number(Decimal(written))
    except ArithmeticError:
        raise _too_long() from None


def _whole(written: str) -> int:
    if len(written) > LONGEST_NUMBER:
        raise _too_long()
    return int(written)


def _refuse_constant(_name: str) -> NoReturn:
    raise _not_json("finite numbers; NaN and Infinity are not JSON")


def _not_json(expected: str) -> RecordError:
    return RecordError("not-json", field="bundle", expected=expected)


def _too_long() -> RecordError:
    return _not_json(f"numbers of at most {LONGEST_NUMBER} digits, with an ordinary exponent")


def _too_large(expected: str) -> RecordError:
    return RecordError("too-large", field="bundle", expected=expected)


def _bundle(read: Any) -> dict[str, Any]:
    if not isinstance(read, dict) or read.get("resourceType") != "Bundle":
        raise RecordError("not-a-bundle", field="resourceType", expected="a FHIR Bundle")
    if read.get("type") == "history":
        raise RecordError(
            "not-a-bundle", field="Bundle.type", expected="one state of a record, not its history"
        )
    return read
