"""What a patient takes in a day, as exact amounts. Arithmetic only; no label is known here."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final

from attrs import field, frozen

from baclofen_cds import plausible, units
from baclofen_cds.amounts import Micrograms, MicrogramsPerDay, plain
from baclofen_cds.calls import by_name, made_by_name
from baclofen_cds.errors import InputError
from baclofen_cds.slots import Slots, SlotsTold, in_order, slots_told
from baclofen_cds.texts import StopReasonText
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import IN_ORDER, StopReason, choice, listed, truth, whole_number
from baclofen_cds.words.show import show_daily, show_day

__all__ = [
    "MOST_PER_DAY",
    "NOT_TAKING",
    "UNREADABLE",
    "NotTaking",
    "Regimen",
    "Stop",
    "Taking",
    "Unreadable",
    "parts",
]


MOST_PER_DAY: Final = 24
"""More administrations than hours in a day is a slip, not a regimen."""


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


def parts(regimen: Regimen) -> str:
    """Write a day with its total: ``15 mg/day (5 mg three times daily)``.

    A sentence about a day goes by its doses: it is the same whenever they are taken.
    """
    return f"{show_daily(regimen.micrograms_per_day)} ({show_day(regimen.micrograms)})"
