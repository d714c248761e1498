"""What a patient takes in a day, as exact amounts. Arithmetic only; no label is known here."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from enum import Enum
from typing import Any, Final, Protocol, cast

from attrs import field, frozen

from baclofen_cds import plausible, units
from baclofen_cds.amounts import Micrograms, MicrogramsPerDay, plain
from baclofen_cds.calls import by_name, made_by_name
from baclofen_cds.errors import InputError, is_a
from baclofen_cds.slots import Slots, SlotsTold, in_order, slots_told
from baclofen_cds.texts import StopReasonText
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import IN_ORDER, StopReason, choice, listed, truth, whole_number
from baclofen_cds.words.show import show_daily, show_day

__all__ = [
    "MOST_PER_DAY",
    "NOT_TAKING",
    "UNREADABLE",
    "Makeable",
    "NotTaking",
    "OwnMakeable",
    "Regimen",
    "SmallestDose",
    "Steps",
    "Stop",
    "Taking",
    "Unreadable",
    "parts",
    "told_makeable",
]


MOST_PER_DAY: Final = 24
"""More administrations than hours in a day is a slip, not a regimen."""


_ANSWERS: Final = ("not_above", "not_below", "makes")


def _doses(told: Iterable[Quantity | Micrograms]) -> tuple[Micrograms, ...]:
    hint = "Write bc.Regimen([10 * bc.ureg.mg, 5 * bc.ureg.mg])."
    values = listed(told, "doses", "a list of doses per administration", hint, kinds=IN_ORDER)
    if not values:
        hint = "A patient who takes none is bc.NOT_TAKING."
        raise InputError("empty", field="doses", expected="at least one administration", hint=hint)
    if len(values) > MOST_PER_DAY:
        raise InputError("too-many", field="doses", expected=f"at most {MOST_PER_DAY} a day")
    return tuple(units.dose(value, f"doses[{slot}]") for slot, value in enumerate(values))


def _confirmed(value: bool) -> bool:
    return truth(value, "confirmed")


def _smallest(value: Quantity | Micrograms) -> Micrograms:
    smallest = units.dose(value, "smallest_dose")
    plausible.check_dose(smallest, "smallest_dose", plausible.windows(), confirmed=True)
    return smallest


def _whole(value: int) -> int:
    return int(whole_number(value, "micrograms", "a whole number of micrograms"))


def _reason(value: StopReason | StopReasonText) -> StopReason:
    return choice(value, StopReason, "reason")


@made_by_name
@frozen
class Regimen:
    """The administrations of one day, in their order. Uneven days are ordinary.

    Parameters
    ----------
    doses : sequence of Quantity
        The dose of each administration, from the first of the day to the last.
    confirmed : bool
        Whether someone has checked an unusually large administration.
    slots : sequence of Slot, str or datetime.time, optional
        When each administration is taken, in the order of the day; ``None`` for one of
        which that is not told. They are kept and shown; no rule reads one.

    Raises
    ------
    InputError, UnitError
        If there is none, or one is not a positive drug mass in whole micrograms; if there
        are not as many slots as doses, or they go back in the day.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> uneven = bc.Regimen([10 * bc.ureg.mg, 5 * bc.ureg.mg, 10 * bc.ureg.mg])
    >>> print(uneven)
    10 mg + 5 mg + 10 mg a day
    >>> print(uneven.total_daily_dose)
    25 milligram / day
    >>> print(bc.Regimen([10 * bc.ureg.mg, 5 * bc.ureg.mg], slots=["morning", "evening"]))
    10 mg morning + 5 mg evening a day
    """

    micrograms: tuple[Micrograms, ...] = field(alias="doses", converter=_doses)

    # What is taken is the same day whether or not someone has checked that it is so large.
    confirmed: bool = field(default=False, kw_only=True, converter=_confirmed, eq=False)

    slots: Slots | None = field(default=None, kw_only=True, converter=slots_told)

    def __attrs_post_init__(self) -> None:
        if self.slots is not None:
            object.__setattr__(self, "slots", in_order(self.slots, self.times_per_day))
        plausible.check_day(self, "", plausible.windows())

    @classmethod
    @by_name
    def even(
        cls,
        *,
        each: Quantity,
        times_per_day: int,
        confirmed: bool = False,
        slots: SlotsTold | None = None,
    ) -> Regimen:
        """Return a day of equal administrations.

        Parameters
        ----------
        each : Quantity
            The dose of every administration.
        times_per_day : int
            How many administrations there are.
        confirmed : bool
            Whether someone has checked an unusually large administration.
        slots : sequence of Slot, str or datetime.time, optional
            When each administration is taken, in the order of the day.

        Examples
        --------
        >>> import baclofen_cds as bc
        >>> print(bc.Regimen.even(each=5 * bc.ureg.mg, times_per_day=3))
        5 mg three times daily
        """
        times = whole_number(times_per_day, "times_per_day", "a whole number of administrations")
        if not 1 <= times <= MOST_PER_DAY:
            code = "not-positive" if times == 0 else "too-many"
            code = "negative" if times < 0 else code
            raise InputError(code, field="times_per_day", expected=f"1 to {MOST_PER_DAY}")
        dose = units.dose(each, "each")
        checked = truth(confirmed, "confirmed")
        plausible.check_dose(dose, "each", plausible.windows(), confirmed=checked)
        return cls([dose] * times, confirmed=confirmed, slots=slots)

    @property
    def doses(self) -> tuple[Quantity, ...]:
        """The dose of each administration, in mg."""
        return tuple(units.show_each(dose) for dose in self.micrograms)

    @property
    def total_daily_dose(self) -> Quantity:
        """The sum of the day, in mg/day."""
        return units.show_per_day(self.micrograms_per_day)

    @property
    def largest_dose(self) -> Quantity:
        """The largest administration, in mg."""
        return units.show_each(self.largest_micrograms)

    @property
    def times_per_day(self) -> int:
        """How many administrations the day has."""
        return len(self.micrograms)

    @property
    def micrograms_per_day(self) -> MicrogramsPerDay:
        """The sum of the day, as the rules use it."""
        return MicrogramsPerDay(sum(plain(self.micrograms)))

    @property
    def largest_micrograms(self) -> Micrograms:
        """The largest administration, as the rules use it."""
        return max(self.micrograms)

    def __str__(self) -> str:
        return show_day(self.micrograms, self.slots)

    def __repr__(self) -> str:
        return f"<Regimen {self}>"


class NotTaking(Enum):
    """The patient takes no baclofen."""

    NOT_TAKING = "not taking baclofen"


class Unreadable(Enum):
    """The patient takes baclofen, and how much could not be read."""

    UNREADABLE = "takes baclofen; how much could not be read"


@made_by_name
@frozen
class Stop:
    """The decision to take no more baclofen, and why.

    Parameters
    ----------
    reason : StopReason or str
        Why it is stopped.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> bc.Stop(reason=bc.StopReason.NO_BENEFIT).reason.value
    'no benefit'
    """

    reason: StopReason = field(default=StopReason.UNKNOWN, kw_only=True, converter=_reason)


NOT_TAKING: Final = NotTaking.NOT_TAKING


UNREADABLE: Final = Unreadable.UNREADABLE


Taking = Regimen | NotTaking | Unreadable


class Makeable(Protocol):
    """What can be measured out: anything that answers these three, in whole micrograms.

    What is told as ``smallest_dose`` may be one: whole multiples of a dose are
    :class:`SmallestDose`; a caller's own may know which tablets are at hand.
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
        return bool(self._asked("makes", micrograms))

    def _asked(self, name: str, micrograms: int) -> int:
        """Ask the caller's object; whatever it raises, or answers that is no number, is ours."""
        try:
            found = getattr(self.told, name)(int(micrograms))
        except Exception:  # noqa: BLE001 - nothing but our own errors leaves a public call
            raise self._fault() from None
        if not isinstance(found, int):
            raise self._fault()
        return int(found)

    def _fault(self) -> InputError:
        expected = "not_above, not_below and makes that answer, and agree with each other"
        return InputError("not-makeable", field="smallest_dose", got=self.name, expected=expected)


def told_makeable(value: Quantity | Makeable) -> SmallestDose | OwnMakeable:
    """Read what can be made: the smallest dose as an amount, or what answers for itself."""
    if is_a(value, SmallestDose):
        return value
    kind = type(value)
    if not all(callable(getattr(kind, name, None)) for name in _ANSWERS):
        return SmallestDose(cast("Quantity", value))
    own = OwnMakeable(kind.__name__, cast("Makeable", value))
    own.not_below(1)
    return own


def parts(regimen: Regimen) -> str:
    """Write a day with its total: ``15 mg/day (5 mg three times daily)``.

    A sentence about a day goes by its doses: it is the same whenever they are taken.
    """
    return f"{show_daily(regimen.micrograms_per_day)} ({show_day(regimen.micrograms)})"
