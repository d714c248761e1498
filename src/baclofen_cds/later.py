"""A value that is made when it is first read. Nothing about a result shows the difference.

Most callers read an answer and its severity, or nothing but a verdict; sentences, citations
and provenance cost more than the decision itself, so they are made on demand, from values
that cannot change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import field

__all__ = ["kept", "later", "resolved"]

_T = TypeVar("_T")


class _Later(Generic[_T]):
    """A value that is not made yet, or is kept once it was."""

    __slots__ = ("_made", "_make")

    _made: _T

    def __init__(self, make: Callable[[], _T] | None) -> None:
        self._make = make

    @property
    def value(self) -> _T:
        """Make the value, once; two threads that come together make equal ones."""
        make = self._make
        if make is not None:
            self._made = make()
            self._make = None
        return self._made

    def __reduce__(self) -> tuple[Any, ...]:
        return (_made, (self.value,))


def _made(value: _T) -> _Later[_T]:
    """Return a value as one that was put off and is made."""
    done: _Later[_T] = _Later(None)
    done._made = value  # noqa: SLF001 - it is made here
    return done


if TYPE_CHECKING:

    def later(make: Callable[[], _T]) -> _T:
        """Put off making the value of an attribute declared with :func:`kept`."""
else:
    later = _Later


def resolved(value: _T) -> _T:
    """Return a value, made now if it was put off."""
    return value.value if isinstance(value, _Later) else value


def kept() -> Any:
    """Declare an attribute whose value may be put off; it compares and reads as made."""
    return field(eq=resolved, repr=lambda value: repr(resolved(value)))
