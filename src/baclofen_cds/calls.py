"""A call that does not fit is refused by name, with the argument that was meant.

Python refuses it with a bare ``TypeError``; here it becomes one of our errors, which is a
``TypeError`` as well. Nothing is looked at unless a call has failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import wraps
from inspect import Parameter, signature
from typing import Any, Final, TypeVar, cast

from baclofen_cds.errors import CallError
from baclofen_cds.vocabulary import bare

__all__ = ["by_name", "did_you_mean", "made_by_name"]

_F = TypeVar("_F", bound=Callable[..., Any])
_K = TypeVar("_K", bound=type)

_MEANT: Final = {
    "birthdate": "date_of_birth",
    "birthday": "date_of_birth",
    "bodyweight": "weight",
    "comorbidities": "conditions",
    "crcl": "recorded_gfr",
    "creatinine": "serum_creatinine",
    "creatininedate": "serum_creatinine_on",
    "creatinineon": "serum_creatinine_on",
    "current": "now before",
    "date": "as_of on",
    "diagnoses": "conditions",
    "diagnosis": "indication",
    "dob": "date_of_birth",
    "dose": "now each doses",
    "drugs": "medicines",
    "duration": "exposure held_for",
    "egfr": "recorded_gfr",
    "formula": "equation",
    "frequency": "times_per_day",
    "gender": "sex",
    "gfr": "recorded_gfr",
    "jurisdiction": "profile",
    "label": "profile",
    "medications": "medicines",
    "method": "equation",
    "new": "after",
    "old": "before",
    "proposed": "after",
    "regimen": "now before",
    "scr": "serum_creatinine",
    "speed": "pace",
    "taking": "now before",
    "times": "times_per_day",
    "today": "as_of",
}
"""Words other libraries and records have for our arguments, without signs between words."""

_HOW: Final[dict[str, str]] = {
    "as_of": "Write as_of=datetime.date(2026, 3, 10): there is no clock inside.",
    "held_for": "Write held_for=None where it is not known.",
    "now": "Write a bc.Regimen, bc.NOT_TAKING or bc.UNREADABLE.",
    "profile": 'Write profile=bc.get_profile("us-spasticity"): there is no default label.',
}
"""How to write an argument that is easily left out."""


def by_name(function: _F) -> _F:
    """Refuse, by the name of the argument, a call that does not fit a function.

    To editors and type checkers it stays the function it was.
    """

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except TypeError as error:
            trace = error.__traceback__
            if trace is not None and trace.tb_next is not None:
                raise  # the call had begun: the error is from inside
            raise _misfit(function, args, kwargs) from None

    return cast("_F", call)


def made_by_name(kind: _K) -> _K:
    """Refuse, by the name of the argument, a call that does not fit a class."""
    kind.__init__ = by_name(kind.__init__)  # type: ignore[misc]
    return kind


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Ask whether a known name was meant: one much like this one, or one begins the other.

    Examples
    --------
    >>> did_you_mean("start_dose", ["starting_dose", "assess"])
    'Did you mean starting_dose?'
    >>> did_you_mean("us", ["uk-spasticity", "us-spasticity"])
    'Did you mean us-spasticity?'
    >>> did_you_mean("lithium", ["starting_dose"])
    ''
    """
    told = bare(name)
    by_text = {bare(one): one for one in known}
    foreign = [one for one in _MEANT.get(told, "").split() if one in by_text.values()]
    alike = [by_text[one] for one in get_close_matches(told, by_text)]
    begun = [one for text, one in by_text.items() if _begins(told, text)]
    meant = (*foreign, *alike, *begun)
    return f"Did you mean {meant[0]}?" if meant else ""


def _begins(one: str, other: str) -> bool:
    """Whether a word begins with the other, and that says something."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 1 and longer.startswith(shorter)


def _misfit(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> CallError:
    """Return the error for a call whose arguments are not those of the function."""
    parameters = dict(signature(function).parameters)
    if next(iter(parameters)) in {"self", "cls"}:
        args, parameters = args[1:], dict(list(parameters.items())[1:])
    called = function.__qualname__.removesuffix(".__init__")
    for name in kwargs:
        if name not in parameters:
            hint = did_you_mean(name, parameters) or f"It takes {', '.join(parameters)}."
            return _unknown(name, called, hint)
    places = [name for name, one in parameters.items() if one.kind is not one.KEYWORD_ONLY]
    told = [*places[: len(args)], *kwargs]
    for name in kwargs:
        if told.count(name) > 1:
            return CallError("by-name", field=name, expected="to be told once")
    left = [name for name in parameters if name not in told]
    if len(args) > len(places):
        without = f"its name: without one, {called} takes {' and '.join(places) or 'nothing'}"
        return CallError("by-name", field=next(iter(left), ""), expected=without)
    missing = next(name for name in left if parameters[name].default is Parameter.empty)
    expected = f"to be told: {called} has no default for it"
    return CallError(
        "missing-argument", field=missing, expected=expected, hint=_HOW.get(missing, "")
    )


def _unknown(name: str, called: str, hint: str) -> CallError:
    """Name the argument, unless its name is none: then it may be a value gone astray."""
    field = name if name.isidentifier() else ""
    got = f"an argument that {called} does not have"
    return CallError("unknown-argument", field=field, got=got, hint=hint)
