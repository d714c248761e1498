"""What can be measured out: whole multiples of a dose, or what a caller's own code says."""

from __future__ import annotations

import warnings
from operator import index
from typing import Any, Final, Protocol, runtime_checkable

from attrs import field, frozen

from baclofen_cds import plausible, units
from baclofen_cds.amounts import Micrograms
from baclofen_cds.calls import made_by_name
from baclofen_cds.errors import InputError
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import whole_number

__all__ = ["Makeable", "OwnMakeable", "SmallestDose", "Steps", "told_makeable"]

_ANSWERS: Final = ("not_above", "not_below", "makes")


def _smallest(value: Quantity | Micrograms) -> Micrograms:
    smallest = units.dose(value, "smallest_dose")
    plausible.check_dose(smallest, "smallest_dose", plausible.windows(), confirmed=True)
    return smallest


def _whole(value: int) -> int:
    return int(whole_number(value, "micrograms", "a whole number of micrograms"))


@runtime_checkable
class Makeable(Protocol):
    """What can be measured out: anything that answers these three, in whole micrograms.

    Each has to answer for any amount. What is told as ``smallest_dose`` may be one: whole
    multiples of a dose are :class:`SmallestDose`; a caller's own may know which tablets are at
    hand.
    """

    def __new__(cls, *told: Any, **named: Any) -> Any:
        """Return a :class:`SmallestDose`, as this name did before; or one of the caller's own."""
        if cls is not Makeable:
            return super().__new__(cls)
        said = "bc.Makeable(x) is bc.SmallestDose(x) now"
        warnings.warn(said, DeprecationWarning, stacklevel=2)
        return SmallestDose(*told, **named)

    def not_above(self, micrograms: int, /) -> int:
        """Return the largest makeable amount that is not above this one; it may be nothing."""

    def not_below(self, micrograms: int, /) -> int:
        """Return the smallest makeable amount that is not below this one."""

    def makes(self, micrograms: int, /) -> bool:
        """Whether this very amount can be made."""


@frozen
class Steps:
    """Whole multiples of an amount, whatever it is; for amounts nobody told."""

    step: int

    def not_above(self, micrograms: int) -> int:
        """Return the largest multiple that is not above an amount; it may be nothing."""
        return micrograms // self.step * self.step

    def not_below(self, micrograms: int) -> int:
        """Return the smallest multiple that is not below an amount."""
        return -(-micrograms // self.step) * self.step

    def makes(self, micrograms: int) -> bool:
        """Whether an amount is a whole multiple."""
        return micrograms % self.step == 0


@made_by_name
@frozen
class SmallestDose:
    """What can be measured out: whole multiples of the smallest dose.

    Parameters
    ----------
    smallest_dose : Quantity
        The smallest dose that can be made, such as 2.5 mg.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> tablets = bc.SmallestDose(2.5 * bc.ureg.mg)
    >>> print(tablets.smallest_dose)
    2.5 milligram
    >>> tablets.not_above(6_000), tablets.not_below(6_000), tablets.makes(7_500)
    (5000, 7500, True)
    """

    smallest_micrograms: Micrograms = field(alias="smallest_dose", converter=_smallest)

    @property
    def smallest_dose(self) -> Quantity:
        """The smallest dose that can be made, in mg."""
        return units.show_each(self.smallest_micrograms)

    def not_above(self, micrograms: int) -> int:
        """Return the largest makeable amount that is not above this one; it may be zero."""
        return self._steps.not_above(_whole(micrograms))

    def not_below(self, micrograms: int) -> int:
        """Return the smallest makeable amount that is not below this one."""
        return self._steps.not_below(_whole(micrograms))

    def makes(self, micrograms: int) -> bool:
        """Whether this very amount can be made."""
        return self._steps.makes(_whole(micrograms))

    @property
    def _steps(self) -> Steps:
        return Steps(int(self.smallest_micrograms))


@frozen
class OwnMakeable:
    """What a caller's own code says can be made, each answer checked.

    Parameters
    ----------
    name
        The name of its class; what it would answer again nobody can know from that.
    told
        The caller's object; a stored one has none.
    """

    name: str
    told: Makeable | None = field(
        default=None, eq=False, repr=False, metadata={"not_stored": True}
    )
    _answers: dict[tuple[str, int], int] = field(
        init=False, factory=dict, eq=False, repr=False, metadata={"not_stored": True}
    )

    def not_above(self, micrograms: int) -> int:
        """Return the largest makeable amount that is not above this one; it may be nothing."""
        found = self._asked("not_above", micrograms)
        if not 0 <= found <= micrograms or (found and not self.makes(found)):
            raise self._fault()
        return found

    def not_below(self, micrograms: int) -> int:
        """Return the smallest makeable amount that is not below this one."""
        found = self._asked("not_below", micrograms)
        if found < micrograms or not self.makes(found):
            raise self._fault()
        return found

    def makes(self, micrograms: int) -> bool:
        """Whether this very amount can be made."""
        return self._asked("makes", micrograms) > 0

    def _asked(self, name: str, micrograms: int) -> int:
        """Ask the caller's object once; whatever it raises, or says that is no number, is ours."""
        question = (name, int(micrograms))
        if question not in self._answers:
            try:
                answer = getattr(self.told, name)(int(micrograms))
                self._answers[question] = bool(answer) if name == "makes" else index(answer)
            except Exception:  # noqa: BLE001 - nothing but our own errors leaves a public call
                raise self._fault() from None
        return self._answers[question]

    def _fault(self) -> InputError:
        expected = (
            "not_above, not_below and makes, which answer with whole micrograms (makes with yes "
            "or no) for any amount, and agree with each other"
        )
        return InputError("not-makeable", field="smallest_dose", got=self.name, expected=expected)

    def __reduce__(self) -> tuple[Any, ...]:
        return (OwnMakeable, (self.name,))


def told_makeable(value: Any) -> SmallestDose | OwnMakeable:
    """Read what can be made: the smallest dose as an amount, or what answers for itself.

    A class derived of ours answers for itself: what it changes is not known to us.
    """
    kind = type(value)
    if kind is SmallestDose:
        ours: SmallestDose = value
        return ours
    if not _answers_for_itself(kind):
        return SmallestDose(value)
    own = OwnMakeable(kind.__name__, value)
    smallest = Micrograms(own.not_below(1))
    plausible.check_dose(smallest, "smallest_dose", plausible.windows(), confirmed=True)
    return own


def _answers_for_itself(kind: type) -> bool:
    try:
        return all(callable(getattr(kind, name)) for name in _ANSWERS)
    except Exception:  # noqa: BLE001 - it has not all three, or refuses to be looked at
        return False
