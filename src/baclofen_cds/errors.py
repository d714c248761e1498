"""Every way a call can fail, as one family of exceptions.

An exception says what the *caller* got wrong. What a document says, or does not say,
about a patient is never an exception: it is an outcome of a
:class:`~baclofen_cds.Decision`.

Each error carries a stable ``code``, the ``field`` it is about, what was ``expected``
and a ``hint`` on how to write it. No value of a patient is ever part of an error: not
of its text, its ``args`` or its representation.

Examples
--------
>>> import baclofen_cds as bc
>>> try:
...     bc.Regimen.even(each=10, times_per_day=3)
... except bc.errors.UnitError as error:
...     print(error.code, error.field)
...     print(error.hint)
unit-missing each
Write 5 * bc.ureg.mg.
"""

from __future__ import annotations

from typing import Final, TypeGuard, TypeVar, overload

_T = TypeVar("_T")

__all__ = [
    "CODES",
    "BaclofenCDSError",
    "CallError",
    "EquationError",
    "InputError",
    "InternalError",
    "KnowledgeFileError",
    "NoAnswerError",
    "NotFoundError",
    "RecordError",
    "TruthValueError",
    "UnitError",
]

CODES: Final[dict[str, str]] = {
    "wrong-type": "The argument is of a type that is not accepted.",
    "unit-missing": "A quantity with a unit is needed; a bare value came.",
    "unit-mismatch": "The quantity measures something else than what is needed.",
    "not-finite": "The number is not a finite one (NaN or infinity).",
    "negative": "The number is below zero.",
    "not-positive": "The number is zero where more than zero is needed.",
    "too-precise": "The amount is finer than the smallest unit that is kept.",
    "not-makeable": "What was told to say what can be made failed, or contradicts itself.",
    "implausible": "The value is outside what is accepted at all.",
    "confirm": "The value is unusual; it is accepted once someone has checked it.",
    "missing": "A fact that is needed was not given.",
    "missing-argument": "The call leaves out an argument that it needs.",
    "unknown-argument": "The call has no argument of that name.",
    "by-name": "The argument is told by its place where it needs its name, or by both.",
    "unknown-name": "The name is not one of the closed list.",
    "empty": "At least one element is needed.",
    "too-many": "There are more elements than a day or a list can hold.",
    "not-a-date": "A civil date (datetime.date, without time) is needed.",
    "not-a-time": "A time of day (datetime.time, without time zone) is needed.",
    "in-the-future": "The date is after the day the question is asked for.",
    "before-birth": "The date is before the date of birth.",
    "conflict": "Two arguments contradict each other.",
    "inconsistent": "The parts of a stored value do not fit together.",
    "outside-validity": "The equation was not published for this patient.",
    "no-answer": "The decision carries no answer.",
    "no-truth-value": "A decision is neither true nor false.",
    "not-found": "No such knowledge file is available.",
    "not-current": "The file is not in force on that date.",
    "file-faults": "The knowledge file has faults; all of them are listed.",
    "unreadable-file": "The file cannot be read.",
    "not-json": "The text is not JSON as the standard defines it.",
    "duplicate-key": "The same key occurs twice in one JSON object.",
    "not-a-bundle": "A FHIR Bundle is needed.",
    "too-large": "The input is larger than what is read.",
    "several-patients": "The Bundle holds more than one patient.",
    "no-patient": "The Bundle holds no patient.",
    "internal": "The library found its own result to be wrong and withheld it.",
}


class BaclofenCDSError(Exception):
    """Any failure of this library.

    Parameters
    ----------
    code
        One of :data:`CODES`; stable across releases.
    field
        The argument, file key or record path the error is about.
    got
        What kind of thing came, never its value.
    expected
        What was needed.
    hint
        How to write it.
    """

    def __init__(
        self, code: str, *, field: str = "", got: str = "", expected: str = "", hint: str = ""
    ) -> None:
        super().__init__()
        self.code = code
        self.field = field
        self.got = got
        self.expected = expected
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.field}: " if self.field else ""
        body = "; ".join(
            part
            for part in (
                self.got and f"got {self.got}",
                self.expected and f"needs {self.expected}",
            )
            if part
        )
        sentences = [
            part[0].upper() + part[1:].rstrip(".") + ("" if part.endswith("?") else ".")
            for part in (body or CODES[self.code], self.hint)
            if part
        ]
        return f"[{self.code}] {head}{' '.join(sentences)}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, field={self.field!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), dict(self.__dict__)))


def _rebuild(kind: type[BaclofenCDSError], state: dict[str, object]) -> BaclofenCDSError:
    error = kind.__new__(kind)
    error.__dict__.update(state)
    return error


class InputError(BaclofenCDSError, ValueError):
    """An argument is malformed, implausible or contradicts another one."""


@overload
def is_a(value: object, kind: type[_T]) -> TypeGuard[_T]: ...
@overload
def is_a(value: object, kind: tuple[type, ...]) -> bool: ...
def is_a(value: object, kind: type | tuple[type, ...]) -> bool:
    """Whether a value is of a type by its own making, whatever it says of its class."""
    return type(value) is kind or issubclass(type(value), kind)


def wrong_type(value: object, field: str, expected: str, hint: str = "") -> InputError:
    """Return the error for an argument of a type that is not accepted."""
    got = f"an object of type {type(value).__name__}"
    return InputError("wrong-type", field=field, got=got, expected=expected, hint=hint)


class CallError(InputError, TypeError):
    """A call names an argument it does not have, or leaves out one it needs."""


class UnitError(InputError):
    """A unit is missing, or measures something else."""


class EquationError(InputError):
    """A kidney-function equation was asked outside the patients it was published for."""


class NotFoundError(BaclofenCDSError, LookupError):
    """A profile, guidance or policy of that name is not available."""


class KnowledgeFileError(BaclofenCDSError, ValueError):
    """A knowledge file has faults; ``faults`` lists every one of them.

    Parameters
    ----------
    faults
        One line per fault: the path inside the file, then what is wrong.
    """

    def __init__(self, *, field: str, faults: tuple[str, ...]) -> None:
        super().__init__("file-faults", field=field)
        self.faults = faults

    def __str__(self) -> str:
        lines = "".join(f"\n  {fault}" for fault in self.faults)
        return f"[{self.code}] {self.field}: {len(self.faults)} fault(s){lines}"


class RecordError(InputError):
    """A patient record cannot be read at all."""


class NoAnswerError(BaclofenCDSError):
    """The answer of a decision was asked for, and there is none."""


class TruthValueError(BaclofenCDSError, TypeError):
    """A decision was used as if it were true or false."""


class InternalError(BaclofenCDSError):
    """A result failed its own check; nothing is answered. Please report it."""
