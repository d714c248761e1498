"""The patient, and what is known of it. What is not known stays unknown.

No normal patient exists: an argument that is left out is not on record, and every
question says what it would have needed.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from attrs import field, frozen

from baclofen_cds import arguments, shelf, units
from baclofen_cds.amounts import Grams, Millimetres, Months, NanomolesPerLitre
from baclofen_cds.errors import InputError
from baclofen_cds.filtration import RecordedGFR
from baclofen_cds.medicines import Medicines
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import (
    Condition,
    Dialysis,
    Indication,
    KidneyState,
    Sex,
)

if TYPE_CHECKING:
    from baclofen_cds.knowledge.schema_policy import Plausibility

__all__ = ["Patient", "completed_months", "unusual"]

_COUNTED_IN_YEARS_FROM = 2


def _in_order(values: frozenset[object]) -> str:
    """Write a set the same way every time."""
    return "{" + ", ".join(sorted(map(str, values))) + "}"


@frozen(kw_only=True)
class Patient:
    """What is known of a patient on the day a question is asked.

    Whatever is left out is not on record; it is never taken as normal.

    Parameters
    ----------
    as_of : datetime.date
        The day the question is asked for. There is no clock inside.
    age : Quantity, optional
        Years or whole months. Give either this or ``date_of_birth``, or both if they
        agree.
    date_of_birth : datetime.date, optional
        From which the completed months on ``as_of`` are counted.
    sex : Sex
        As the kidney-function equations use it.
    weight : Quantity, optional
        Body mass, measured on ``weight_on``.
    height : Quantity, optional
        Body height.
    serum_creatinine : Quantity, optional
        Mass (mg/dL) or substance (µmol/L) concentration; the unit decides. Measured on
        ``serum_creatinine_on``.
    recorded_gfr : tuple of RecordedGFR
        Rates computed elsewhere. The lowest counts; one that contradicts permits nothing.
    kidney_state : KidneyState
        Whether creatinine is steady.
    kidney_values_in_doubt : bool
        Whether other kidney values on record contradict these or could not be read, or
        these are from before an acute kidney injury ended; then none permits a start.
    dialysis : Dialysis
        Kidney replacement therapy.
    indication : Indication
        What baclofen is given for.
    conditions, ruled_out : set of Condition
        What the patient has, and what was checked and is absent. In neither: not told.
    medicines : Medicines
        The other medicines, and whether the list is complete.
    intrathecal_baclofen : bool
        Whether baclofen is also given into the spinal canal. It is not counted here; no
        start and no rise by mouth is proposed beside it.
    deceased : bool
        Whether the patient is recorded as dead. Then no question is answered.
    confirmed : set of str
        Names of unusual values that someone has checked (``"weight"``,
        ``"serum_creatinine"``).

    Raises
    ------
    InputError
        If an argument is malformed, implausible or contradicts another one. The code
        ``confirm`` means: unusual, and accepted once its name is in ``confirmed``.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> ureg = bc.ureg
    >>> patient = bc.Patient(
    ...     age=78 * ureg.year,
    ...     as_of=dt.date(2026, 3, 10),
    ...     sex=bc.Sex.FEMALE,
    ...     serum_creatinine=1.4 * ureg.mg / ureg.dL,
    ...     serum_creatinine_on=dt.date(2026, 3, 3),
    ... )
    >>> print(patient.age)
    78 year
    """

    as_of: dt.date = field(converter=arguments.as_of)
    _age: Months | None = field(default=None, converter=arguments.age)
    date_of_birth: dt.date | None = field(default=None, converter=arguments.date_of_birth)
    sex: Sex = field(default=Sex.UNKNOWN, converter=arguments.sex)
    _weight: Grams | None = field(default=None, converter=arguments.weight)
    weight_on: dt.date | None = field(default=None, converter=arguments.weight_on)
    _height: Millimetres | None = field(default=None, converter=arguments.height)
    _serum_creatinine: NanomolesPerLitre | None = field(
        default=None, converter=arguments.serum_creatinine
    )
    serum_creatinine_on: dt.date | None = field(
        default=None, converter=arguments.serum_creatinine_on
    )
    recorded_gfr: tuple[RecordedGFR, ...] = field(default=(), converter=arguments.recorded_gfr)
    kidney_state: KidneyState = field(
        default=KidneyState.UNKNOWN, converter=arguments.kidney_state
    )
    kidney_values_in_doubt: bool = field(default=False, converter=arguments.kidney_values_in_doubt)
    dialysis: Dialysis = field(default=Dialysis.UNKNOWN, converter=arguments.dialysis)
    indication: Indication = field(default=Indication.UNKNOWN, converter=arguments.indication)
    conditions: frozenset[Condition] = field(
        default=frozenset(), converter=arguments.conditions, repr=_in_order
    )
    ruled_out: frozenset[Condition] = field(
        default=frozenset(), converter=arguments.ruled_out, repr=_in_order
    )
    medicines: Medicines = field(factory=Medicines, converter=arguments.medicines)
    intrathecal_baclofen: bool = field(default=False, converter=arguments.intrathecal_baclofen)
    deceased: bool = field(default=False, converter=arguments.deceased)
    confirmed: frozenset[str] = field(
        default=frozenset(), converter=arguments.confirmed, repr=_in_order
    )

    def __attrs_post_init__(self) -> None:
        _check_dates(self)
        object.__setattr__(self, "_age", _told_age(self._age, self.date_of_birth, self.as_of))
        _check_conditions(self)
        _check_plausible(self, shelf.plausibility())

    @property
    def age(self) -> Quantity:
        """Age in completed years, or in completed months below two years."""
        if self.counted_in_years:
            return units.show(self.age_years, 1, "year")
        return units.show(self.age_months, 1, "month")

    @property
    def counted_in_years(self) -> bool:
        """Whether the age is told in years; below two years it is told in months."""
        return self.age_years >= _COUNTED_IN_YEARS_FROM

    @property
    def weight(self) -> Quantity | None:
        """Body mass in kg, or ``None`` when not on record."""
        return None if self._weight is None else units.show(self._weight, 1_000, "kilogram")

    @property
    def height(self) -> Quantity | None:
        """Height in cm, or ``None`` when not on record."""
        return None if self._height is None else units.show(self._height, 10, "centimeter")

    @property
    def serum_creatinine(self) -> Quantity | None:
        """Serum creatinine in µmol/L, or ``None`` when not on record."""
        if self._serum_creatinine is None:
            return None
        return units.show(self._serum_creatinine, 1_000, "micromole / liter")

    @property
    def age_months(self) -> int:
        """Completed months of age."""
        if self.date_of_birth is not None:
            return completed_months(self.date_of_birth, self.as_of)
        return self._age or 0

    @property
    def age_years(self) -> int:
        """Completed years of age."""
        return self.age_months // 12

    @property
    def weight_grams(self) -> Grams | None:
        """Body mass in grams, as the rules use it."""
        return self._weight

    @property
    def height_millimetres(self) -> Millimetres | None:
        """Height in millimetres, as the equations use it."""
        return self._height

    @property
    def creatinine_nmol_l(self) -> NanomolesPerLitre | None:
        """Serum creatinine in nanomoles per litre, as the equations use it."""
        return self._serum_creatinine


def completed_months(born: dt.date, on: dt.date) -> Months:
    """Count the completed months from one date to a later one.

    Examples
    --------
    >>> import datetime as dt
    >>> int(completed_months(dt.date(2024, 2, 29), dt.date(2025, 2, 28)))
    11
    """
    months = (on.year - born.year) * 12 + on.month - born.month
    return Months(months - (1 if on.day < born.day else 0))


def _told_age(told: Months | None, born: dt.date | None, as_of: dt.date) -> Months | None:
    """Keep the age that was told, unless a date of birth says it; both must agree."""
    if born is None:
        if told is None:
            hint = "Write age=78 * bc.ureg.year."
            raise InputError("missing", field="age", expected="age or date_of_birth", hint=hint)
        return told
    counted = completed_months(born, as_of)
    agrees = told is None or abs(told - counted) <= 1 or told == counted // 12 * 12
    if not agrees:
        raise InputError("conflict", field="age", expected="an age that agrees with date_of_birth")
    return None


def _check_dates(patient: Patient) -> None:
    born = patient.date_of_birth
    dated = {
        "date_of_birth": born,
        "weight_on": patient.weight_on,
        "serum_creatinine_on": patient.serum_creatinine_on,
        **{f"recorded_gfr[{i}].on": r.on for i, r in enumerate(patient.recorded_gfr)},
    }
    for name, day in dated.items():
        if day is not None and day > patient.as_of:
            raise InputError("in-the-future", field=name, expected="a date up to as_of")
        if day is not None and born is not None and day < born:
            raise InputError("before-birth", field=name, expected="a date from birth on")


def _check_conditions(patient: Patient) -> None:
    if patient.conditions & patient.ruled_out:
        raise InputError(
            "conflict", field="ruled_out", expected="no condition the patient is said to have"
        )


def _check_plausible(patient: Patient, windows: Plausibility) -> None:
    if patient.age_months > windows.oldest:
        raise InputError("implausible", field="age", expected="an age people have reached")
    height = patient.height_millimetres
    if height is not None and not windows.shortest <= height <= windows.tallest:
        raise InputError(
            "implausible",
            field="height",
            expected="a height people have had",
            hint="Was it given in another unit?",
        )
    if patient.weight_grams is not None:
        _check_weight(patient.weight_grams, patient, windows)
    if patient.creatinine_nmol_l is not None:
        _check_creatinine(patient.creatinine_nmol_l, patient, windows)


def _check_weight(grams: Grams, patient: Patient, windows: Plausibility) -> None:
    if not windows.lightest <= grams <= windows.heaviest:
        raise InputError(
            "implausible",
            field="weight",
            expected="a body mass people have had",
            hint="Was it given in another unit?",
        )
    if windows.too_heavy_for_age(patient.age_months, grams) and "weight" not in patient.confirmed:
        raise InputError(
            "confirm",
            field="weight",
            expected="a weight that fits the age",
            hint='Was it in pounds? If it is right, add confirmed={"weight"}.',
        )


def _check_creatinine(level: NanomolesPerLitre, patient: Patient, windows: Plausibility) -> None:
    if level > windows.creatinine_refused_above:
        raise InputError(
            "implausible",
            field="serum_creatinine",
            expected="a creatinine people have had",
            hint="The number looks like µmol/L: write 124 * bc.ureg.umol / bc.ureg.L.",
        )
    if level < windows.creatinine_refused_below:
        raise InputError(
            "implausible",
            field="serum_creatinine",
            expected="a creatinine people have had",
            hint="The number looks like mg/dL: write 1.4 * bc.ureg.mg / bc.ureg.dL.",
        )
    is_unusual = (level > windows.creatinine_unusual_above and not patient.dialysis.present) or (
        level < windows.creatinine_unusual_below and patient.age_months >= windows.adult_from
    )
    if is_unusual and "serum_creatinine" not in patient.confirmed:
        raise InputError(
            "confirm",
            field="serum_creatinine",
            expected="a creatinine that is usual for this age and kidney treatment",
            hint='If it is right, add confirmed={"serum_creatinine"}.',
        )


def unusual(patient: Patient, windows: Plausibility) -> tuple[str, ...]:
    """Name the values that are outside the usual windows and were let in."""
    names = []
    grams, level = patient.weight_grams, patient.creatinine_nmol_l
    if grams is not None and windows.too_heavy_for_age(patient.age_months, grams):
        names.append("weight")
    if level is not None and not (
        windows.creatinine_unusual_below <= level <= windows.creatinine_unusual_above
    ):
        names.append("serum_creatinine")
    return tuple(names)
