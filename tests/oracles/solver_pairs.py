"""What a solver compares: each function of the deciding room, and its twin, as plain calls.

A solver tries every integer and tuples of every length. Some functions are meant for amounts
and days that are not negative, or rest on a tuple: they are written below with a few numbers,
and answer with ``None`` outside of what is meant. All others are compared as they stand.

Every function of this module stands here twice: ``NAME_ours`` asks the room, ``NAME_twin`` the
twins. Both answer with the name of an enumeration's member instead of the member: CrossHair
takes any two members for equal, since they have no equality of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from inspect import Parameter, Signature, signature
from types import SimpleNamespace
from typing import Any

from oracles import twins
from oracles.pairing import functions_with_twins

from baclofen_cds.deciding.rises import NoRise
from baclofen_cds.vocabulary import Response, Tolerability

ROOMS: dict[str, Any] = {
    "ours": SimpleNamespace(**functions_with_twins()),
    "twin": twins,
}
NO_END = "its paths have no end: it walks from dose to dose; the tests compare every small day"
LEFT_TO_TESTS = dict.fromkeys(("by_increment", "raised"), NO_END)
"""Functions no solver gets to the end of, each with the reason."""

PAIRS: list[str] = []
"""The names, each without its side."""


def plain(found: Any) -> Any:
    """Replace members of enumerations by their names."""
    if isinstance(found, Enum):
        return found.name
    return [plain(one) for one in found] if isinstance(found, (tuple, list)) else found


def _side(make: Callable[..., Any], name: str, room: Any) -> Callable[..., Any]:
    shape = signature(make, eval_str=True)
    taken = [
        part.replace(kind=Parameter.POSITIONAL_OR_KEYWORD, default=Parameter.empty)
        for part in list(shape.parameters.values())[1:]
    ]
    names = [part.name for part in taken]

    def one(*values: Any) -> Any:
        return plain(make(room, **dict(zip(names, values, strict=True))))

    one.__name__ = one.__qualname__ = name
    one.__annotations__ = {part.name: part.annotation for part in taken}
    one.__signature__ = Signature(taken)  # type: ignore[attr-defined]
    return one


def pair(make: Callable[..., Any]) -> Callable[..., Any]:
    """Give this function to the room and to the twins."""
    for side, room in ROOMS.items():
        name = f"{make.__name__}_{side}"
        globals()[name] = _side(make, name, room)
    PAIRS.append(make.__name__)
    return make


def as_it_stands(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that asks a room for this one, with all it takes."""

    def make(room: Any, **named: Any) -> Any:
        return getattr(room, function.__name__)(**named)

    shape = signature(function, eval_str=True)
    first = Parameter("room", Parameter.POSITIONAL_OR_KEYWORD, annotation=Any)
    parts = [part.replace(kind=Parameter.KEYWORD_ONLY) for part in shape.parameters.values()]
    make.__signature__ = shape.replace(parameters=[first, *parts])  # type: ignore[attr-defined]
    make.__name__ = function.__name__
    return make


@pair
def use_known(room: Any, held: int | None, used: int | None, abrupt_after: int) -> int | None:
    """Days are not negative."""
    if min(held or 0, used or 0, abrupt_after) < 0:
        return None
    return room.use_known(held, used, abrupt_after)


@pair
def use_at_least(room: Any, held: int | None, used: int | None) -> int | None:
    """Days are not negative."""
    return None if min(held or 0, used or 0) < 0 else room.use_at_least(held, used)


@pair
def edge_of_plans(
    room: Any, maximum: int | None, hospital_from: int | None, usual: int | None
) -> int | None:
    """At least one of the three is stated."""
    if maximum is None and hospital_from is None and usual is None:
        return None
    return room.edge_of_plans(maximum, hospital_from, usual)


@pair
def rounded_down(room: Any, total: int) -> int | None:
    """Three times daily, in steps of 5 mg."""
    return room.rounded_down(total, 3, 5_000) if total >= 0 else None


@pair
def is_legal_rise(room: Any, first: int, second: int, third: int, cap: int) -> bool:
    """Three totals."""
    return room.is_legal_rise([first, second, third], cap)


@pair
def action_of(
    room: Any,
    partial: bool,
    held: int | None,
    above_top: bool,
    at_top: bool,
    trial: int | None,
    hold: int | None,
) -> Any:
    """Good tolerability, and a partial response or none: place and days decide."""
    return room.action_of(
        Response.PARTIAL if partial else Response.NONE,
        Tolerability.GOOD,
        held=held,
        above_top=above_top,
        at_top=at_top,
        trial=trial,
        hold=hold,
    )


@pair
def differ_in_band(
    room: Any, one: int, other: int, impaired_below: int, avoid_below: int, end_stage_below: int
) -> bool:
    """Two values among three edges."""
    return room.differ_in_band((one, other), (impaired_below, avoid_below, end_stage_below))


@pair
def nearest_edge(room: Any, hundredths: int, first: int, second: int, within: int) -> int | None:
    """Two edges."""
    return room.nearest_edge(hundredths, (first, second), within)


@pair
def last_reached(room: Any, value: int, first: int, second: int, third: int) -> int | None:
    """Three rising starts."""
    return room.last_reached(value, (first, second, third)) if first < second < third else None


@pair
def next_rung(room: Any, lower: int, upper: int, total: int, top: int) -> int | NoRise | None:
    """Two rising rungs, each taken three times daily, in steps of 5 mg."""
    if not 0 < lower < upper:
        return None
    return room.next_rung(((lower,) * 3, (upper,) * 3), total, top, 5_000)


@pair
def rung_reached(room: Any, lower: int, upper: int, total: int) -> int | None:
    """Two rising rungs, each taken three times daily."""
    return room.rung_reached(((lower,) * 3, (upper,) * 3), total) if 0 < lower < upper else None


@pair
def rung_left(
    room: Any, rungs: tuple[int, int, int], doses: int, held: int | None, within: int
) -> int | None:
    """Three rungs and a day, each taken once."""
    return room.rung_left([(rung,) for rung in rungs], (doses,), held, within=within)


@pair
def printed_from(room: Any, first: int, second: int, start: int, times: int) -> bool:
    """Take a day of two administrations, and one printed division."""
    return room.printed_from((first, second), start, (times,))


@pair
def in_whole_steps(room: Any, first: int, second: int) -> bool:
    """Take a day of two administrations, in steps of 5 mg."""
    return room.in_whole_steps((first, second), 5_000)


@pair
def whole_tablets_first(room: Any, total: int) -> tuple[int, ...] | None:
    """Two, three or four times daily, in tablets of 5 mg."""
    return room.whole_tablets_first(total, (2, 3, 4), 5_000) if total >= 0 else None


for _name, _function in sorted(functions_with_twins().items()):
    if _name not in PAIRS and _name not in LEFT_TO_TESTS:
        pair(as_it_stands(_function))
