"""A parsed TOML document against the schema: every key known, every value placed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any, TypeVar

from attrs import fields

from baclofen_cds.knowledge.reading.checks import check_label, check_policy, key_of
from baclofen_cds.knowledge.reading.faults import Faults
from baclofen_cds.knowledge.reading.header import HEADER_KEYS, read_header
from baclofen_cds.knowledge.reading.values import read_value
from baclofen_cds.knowledge.schema.label import (
    AgeBand,
    AgeTop,
    Guidance,
    Ladder,
    ProductContraindication,
    Profile,
    Rung,
    Statement,
    WorkedExample,
)
from baclofen_cds.knowledge.schema.policy import AgeStep, Policy
from baclofen_cds.sources import Silent, Stated, Unread
from baclofen_cds.vocabulary import Dialysis, Question

__all__ = ["parse"]

_K = TypeVar("_K", Profile, Guidance, Policy)

_QUESTIONS = tuple(question.value for question in Question)
_PLAIN_FIGURES = frozenset({"percent of people", "per 1,000 person-years", "day number"})
_FIGURE_UNITS = _PLAIN_FIGURES | {"day", "mg", "mg/day", "share"}
_SHARES = ("one third", "one half", "two thirds")
_ROLES = ("advice", "reason", "comparison", "monitoring", "age", "explanation", "near-edge")
_BANDS = {
    "egfr_from": "mL/min/1.73m2",
    "egfr_below": "mL/min/1.73m2",
    "crcl_from": "mL/min",
    "crcl_below": "mL/min",
}


def parse(document: Mapping[str, Any], kind: type[_K], digest: str, faults: Faults) -> _K | None:
    """Turn a parsed document into knowledge, noting every fault on the way."""
    header = read_header(document, kind, digest, faults)
    body = {key: value for key, value in document.items() if key not in HEADER_KEYS}
    loaded = _section(body, kind, "", faults, skip=("header",))
    for unused in sorted(faults.sources.keys() - faults.used):
        faults.add(f"sources.{unused}", "no statement rests on this source")
    if kind is Profile:
        check_label(loaded, faults)
    if kind is Policy:
        check_policy(loaded, faults)
    if faults.found or header is None:
        return None
    return kind(header=header, **loaded)


def _section(
    table: Mapping[str, Any],
    kind: type[Any],
    path: str,
    faults: Faults,
    skip: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Read the statements of one class of the schema."""
    wanted = [a for a in fields(kind) if a.name not in skip and "derived" not in a.metadata]
    names = {key_of(a): a for a in wanted}
    silent = _silent(table["silent"], path, faults) if "silent" in table else None
    faults.unknown_keys(table, frozenset(names) | {"silent"}, path)
    read: dict[str, Any] = {}
    for key, attribute in names.items():
        here = f"{path}.{key}".lstrip(".")
        if key in table:
            read[attribute.name] = _part(table[key], attribute.metadata, here, faults)
        elif silent is not None and "unit" in attribute.metadata:
            read[attribute.name] = silent
    return read


def _part(raw: Any, metadata: Mapping[Any, Any], path: str, faults: Faults) -> Any:
    if "unit" in metadata:
        return _leaf(raw, metadata, path, faults)
    if "section" in metadata:
        if not isinstance(raw, dict):
            faults.add(path, "a table is needed")
            return metadata["section"]()
        return metadata["section"](**_section(raw, metadata["section"], path, faults))
    rows = raw if isinstance(raw, list) and all(isinstance(r, dict) for r in raw) else None
    if not rows:
        faults.add(path, "a list of tables is needed")
        return ()
    if "steps" in metadata:
        return _age_steps(rows, metadata["steps"], path, faults)
    reader = next(reader for name, reader in _ROWS.items() if name in metadata)
    read = tuple(reader(row, f"{path}[{i}]", faults) for i, row in enumerate(rows))
    return Ladder(read) if "ladder" in metadata else read


def _leaf(raw: Any, metadata: Mapping[Any, Any], path: str, faults: Faults) -> Any:
    if not isinstance(raw, dict):
        faults.add(path, "a value needs its unit, its source and its pin beside it")
        return Unread()
    if "silent" in raw:
        faults.unknown_keys(raw, frozenset({"silent"}), path)
        return _silent(raw["silent"], path, faults)
    faults.unknown_keys(raw, frozenset({"value", "unit", "source", "pin", "reason"}), path)
    citation = faults.citation(raw, path)
    value = _value(raw, metadata["unit"], metadata["shape"], path, faults)
    if metadata["of"] and value is not None and value not in metadata["of"]:
        faults.add(path, f"one of {', '.join(metadata['of'])} is needed")
    return Stated(value, citation)


def _silent(raw: Any, path: str, faults: Faults) -> Any:
    if not isinstance(raw, dict):
        faults.add(path, "silence needs the place that was read")
        return Unread()
    faults.unknown_keys(raw, frozenset({"source", "pin"}), f"{path}.silent")
    return Silent(faults.citation(raw, path))


def _value(row: Mapping[str, Any], unit: str, shape: str, path: str, faults: Faults) -> Any:
    try:
        return read_value(row.get("value"), row.get("unit"), unit, shape)
    except ValueError as error:
        faults.add(path, str(error))
        return None


def _number(row: Mapping[str, Any], key: str, unit: str, path: str, faults: Faults) -> Any:
    try:
        return read_value(row.get(key), unit, unit, "one")
    except ValueError as error:
        faults.add(f"{path}.{key}", str(error))
        return None


def _rung(row: Mapping[str, Any], path: str, faults: Faults) -> Rung:
    keys = {"each_mg", "times_per_day", "hold_days", "source", "pin"}
    faults.unknown_keys(row, frozenset(keys), path)
    return Rung(
        _number(row, "each_mg", "mg", path, faults),
        _number(row, "times_per_day", "per day", path, faults),
        _number(row, "hold_days", "day", path, faults),
        faults.citation(row, path),
    )


def _band(row: Mapping[str, Any], path: str, faults: Faults) -> AgeBand:
    keys = {"from_year", "to_year", "value", "unit", "source", "pin"}
    faults.unknown_keys(row, frozenset(keys), path)
    return AgeBand(
        _number(row, "from_year", "year", path, faults),
        _number(row, "to_year", "year", path, faults),
        _value(row, "mg/day", "one", path, faults),
        faults.citation(row, path),
    )


def _top(row: Mapping[str, Any], path: str, faults: Faults) -> AgeTop:
    faults.unknown_keys(row, frozenset({"from_year", "value", "unit", "source", "pin"}), path)
    return AgeTop(
        _number(row, "from_year", "year", path, faults),
        _value(row, "mg/kg/day", "one", path, faults),
        faults.citation(row, path),
    )


def _product(row: Mapping[str, Any], path: str, faults: Faults) -> ProductContraindication:
    """Read what the text of one product forbids, and whether another's was read."""
    keys = {"condition", "product", "source", "pin", "not_in"}
    faults.unknown_keys(row, frozenset(keys), path)
    return ProductContraindication(
        _number(row, "condition", "condition", path, faults),
        _number(row, "product", "product", path, faults),
        faults.citation(row, path),
        _silent(row["not_in"], f"{path}.not_in", faults) if "not_in" in row else Unread(),
    )


def _age_steps(rows: list[Any], unit: str, path: str, faults: Faults) -> tuple[AgeStep, ...]:
    """Read values by age; they begin at birth and rise."""
    read = tuple(_age_step(row, unit, f"{path}[{i}]", faults) for i, row in enumerate(rows))
    ages = [step.from_age for step in read]
    if not faults.found and (ages[0] != 0 or ages != sorted(set(ages))):
        faults.add(path, "the ages must begin at 0 and rise")
    return read


def _age_step(row: Mapping[str, Any], unit: str, path: str, faults: Faults) -> AgeStep:
    faults.unknown_keys(row, frozenset({"from_year", "value", "unit", "reason"}), path)
    return AgeStep(
        _number(row, "from_year", "year", path, faults),
        _value(row, unit, "one", path, faults),
        faults.citation(row, path),
    )


def _statement(row: Mapping[str, Any], path: str, faults: Faults) -> Statement:
    selectors = {"from_age_year", "dialysis", *_BANDS}
    flags = {"avoid", "not_at_end_of_life", "own_market"}
    known = {"code", "when", "role", "figures", "source", "pin"} | selectors | flags
    faults.unknown_keys(row, frozenset(known), path)
    for name, allowed in (
        ("when", ("start", "taking", "any")),
        ("role", _ROLES),
    ):
        if row.get(name) not in allowed:
            faults.add(f"{path}.{name}", f"one of {', '.join(allowed)} is needed")
    optional: dict[str, Any] = {}
    if "from_age_year" in row:
        optional["from_age"] = _number(row, "from_age_year", "year", path, faults)
    optional |= _bands_of(row, path, faults)
    figures = _figures(row.get("figures", {}), path, faults)
    _check_sentence(row.get("code"), figures, path, faults)
    return Statement(
        code=str(row.get("code")),
        when=str(row.get("when")),
        role=str(row.get("role")),
        citation=faults.citation(row, path),
        dialysis=_dialysis(row, path, faults),
        avoid=_flag(row, "avoid", path, faults),
        not_at_end_of_life=_flag(row, "not_at_end_of_life", path, faults),
        own_market=_flag(row, "own_market", path, faults),
        figures=figures,
        **optional,
    )


def _bands_of(row: Mapping[str, Any], path: str, faults: Faults) -> dict[str, Any]:
    """Read the bands of indexed eGFR and of clearance a statement is about."""
    read = {
        name: _number(row, name, unit, path, faults)
        for name, unit in _BANDS.items()
        if name in row
    }
    for kind in ("egfr", "crcl"):
        low, high = read.get(f"{kind}_from"), read.get(f"{kind}_below")
        if low is not None and high is not None and low >= high:
            faults.add(f"{path}.{kind}_below", f"is not above {kind}_from")
    by_clearance = "crcl_from" in row or "crcl_below" in row
    if by_clearance and "dialysis" in row:
        faults.add(f"{path}.dialysis", "no clearance holds on dialysis")
    if row.get("role") == "explanation" and not by_clearance:
        faults.add(f"{path}.role", "an explanation is of a band of clearance")
    return read


def _check_sentence(
    code: Any, figures: tuple[tuple[str, Any], ...], path: str, faults: Faults
) -> None:
    """Refuse a sentence the catalogue does not have, or that lacks one of its figures."""
    if not isinstance(code, str) or code not in faults.sentences:
        faults.add(f"{path}.code", "the code of a sentence in the message catalogue is needed")
        return
    given = {"name", "seen", "from_age", "egfr_below"}
    for name, _ in figures:
        given |= {name, f"{name}_number"}
    wanted = {name for _, name, _, _ in Formatter().parse(faults.sentences[code]) if name}
    if wanted - given:
        faults.add(f"{path}.figures", f"the sentence needs {', '.join(sorted(wanted - given))}")


def _flag(row: Mapping[str, Any], key: str, path: str, faults: Faults) -> bool:
    value = row.get(key, False)
    if not isinstance(value, bool):
        faults.add(f"{path}.{key}", "true or false is needed")
    return value is True


def _dialysis(row: Mapping[str, Any], path: str, faults: Faults) -> frozenset[Dialysis]:
    if "dialysis" not in row:
        return frozenset()
    try:
        return frozenset(read_value(row["dialysis"], "dialysis", "dialysis", "list"))
    except ValueError as error:
        faults.add(f"{path}.dialysis", str(error))
        return frozenset()


def _figures(raw: Any, path: str, faults: Faults) -> tuple[tuple[str, Any], ...]:
    if not isinstance(raw, dict):
        faults.add(f"{path}.figures", "a table is needed")
        return ()
    return tuple(
        (name, _figure(row, f"{path}.figures.{name}", faults)) for name, row in raw.items()
    )


def _figure(row: Any, path: str, faults: Faults) -> Any:
    if not isinstance(row, dict) or row.get("unit") not in _FIGURE_UNITS:
        faults.add(path, f"a value with a unit of {', '.join(sorted(_FIGURE_UNITS))} is needed")
        return None
    faults.unknown_keys(row, frozenset({"value", "unit"}), path)
    if row["unit"] == "share":
        if row.get("value") not in _SHARES:
            faults.add(path, f"one of {', '.join(_SHARES)} is needed")
        return row.get("value")
    if row["unit"] in _PLAIN_FIGURES:
        plain = read_figure(row.get("value"))
        if plain is None:
            faults.add(path, "a plain decimal number is needed")
        return plain
    return _value(row, row["unit"], "one", path, faults)


def read_figure(raw: object) -> str | None:
    """Return a printed figure as it is, if it is a plain decimal number."""
    if isinstance(raw, str) and raw.replace(".", "", 1).isdecimal() and raw.isascii():
        return raw
    return None


def _example(row: Mapping[str, Any], path: str, faults: Faults) -> WorkedExample:
    faults.unknown_keys(row, frozenset({"question", "inputs", "expected", "pin"}), path)
    tables = {}
    for name in ("inputs", "expected"):
        table = row.get(name)
        if not isinstance(table, dict) or not all(isinstance(v, str) for v in table.values()):
            faults.add(f"{path}.{name}", "a table of texts is needed")
            table = {}
        tables[name] = tuple(sorted(table.items()))
    if row.get("question") not in _QUESTIONS:
        faults.add(f"{path}.question", f"one of {', '.join(_QUESTIONS)} is needed")
    if not isinstance(row.get("pin"), str) or not row["pin"]:
        faults.add(f"{path}.pin", "no pin: section, table or paragraph")
    return WorkedExample(str(row.get("question")), **tables, pin=str(row.get("pin")))


_ROWS: dict[str, Callable[[Mapping[str, Any], str, Faults], Any]] = {
    "ladder": _rung,
    "bands": _band,
    "tops": _top,
    "products": _product,
    "statements": _statement,
    "examples": _example,
}
