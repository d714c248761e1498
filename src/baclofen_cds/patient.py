"""The patient, and what is known of it. What is not known stays unknown.

No normal patient exists: an argument that is left out is not on record, and every
question says what it would have needed.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum

from attrs import field, fields, frozen

from baclofen_cds import arguments, plausible, units
from baclofen_cds.amounts import Grams, MicrogramsPerLitre, Millimetres, Months, NanomolesPerLitre
from baclofen_cds.calls import made_by_name
from baclofen_cds.errors import InputError
from baclofen_cds.filtration import RecordedGFR
from baclofen_cds.medicines import Medicines
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import Condition, Dialysis, Indication, KidneyState, Sex

__all__ = ["Patient", "completed_months"]

_COUNTED_IN_YEARS_FROM = 2


def _brief(value: object) -> str:
    """Write a value for a developer; a set the same way every time, of a list how long it is."""
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(map(_brief, value))) + "}"
    if isinstance(value, tuple):
        return f"[{len(value)}]"
    return str(value.value if isinstance(value, Enum) else value)


@made_by_name
@frozen(kw_only=True)
class Patient:
    """What is known of a patient on the day a question is asked.

    Whatever is left out is not on record; it is never taken as normal. A word of a closed
    list is told as its member or as the member's text: ``bc.Sex.FEMALE`` or ``"female"``.

    Parameters
    ----------
    as_of : datetime.date
        The day the question is asked for. There is no clock inside.
    age : Quantity, optional
        Years or whole months. Give either this or ``date_of_birth``, or both if they
        agree.
    date_of_birth : datetime.date, optional
        From which the completed months on ``as_of`` are counted.
    sex : Sex or str
        As the kidney-function equations use it.
    weight : Quantity, optional
        Body mass, measured on ``weight_on``.
    height : Quantity, optional
        Body height, measured on ``height_on``.
    serum_creatinine : Quantity, optional
        Mass (mg/dL) or substance (µmol/L) concentration; the unit decides. Measured on
        ``serum_creatinine_on``.
    earlier_creatinine : list of tuple
        Creatinines of earlier days, each with its day: ``[(1.0 * mg / dL, day)]``. A rise
        that meets the definition of acute kidney injury means that creatinine is changing;
        a low rate of an earlier day is not forgotten.
    cystatin_c : Quantity, optional
        Serum cystatin C, in mg/L, measured on ``cystatin_c_on``. A fresh one decides with
        the creatinine; a stale one may only add caution.
    recorded_gfr : tuple of RecordedGFR
        Rates computed elsewhere. Of the newest and the computed one the lower counts.
    kidney_state : KidneyState or str
        Whether creatinine is steady.
    acutely_ill : bool, optional
        Whether the patient is acutely ill, so that a creatinine is fresh for 72 hours only.
        ``None``: not told.
    kidney_values_in_doubt : bool
        Whether other kidney values on record contradict these or could not be read, or
        these are from before an acute kidney injury ended; then none permits a start.
    dialysis : Dialysis or str
        Kidney replacement therapy.
    indication : Indication or str
        What baclofen is given for.
    conditions, ruled_out : set of Condition or str
        What the patient has, and what was checked and is absent. In neither: not told.
    medicines : Medicines
        The other medicines, and whether the list is complete.
    intrathecal_baclofen : bool
        Whether baclofen is also given into the spinal canal. It is not counted here; no
        start and no rise by mouth is proposed beside it.
    deceased : bool
        Whether the patient is recorded as dead. Then no question is answered.
    confirmed : set of str
        Names of values that someone has checked: unusual ones (``"weight"``,
        ``"serum_creatinine"``), or ``"creatinine"``: that the newest one is right, though a
        rate of the last weeks was below the threshold of "avoid".

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
    _age: Months | None = field(alias="age", default=None, converter=arguments.age)
    date_of_birth: dt.date | None = field(default=None, converter=arguments.date_of_birth)
    sex: Sex = field(default=Sex.UNKNOWN, converter=arguments.sex)
    _weight: Grams | None = field(alias="weight", default=None, converter=arguments.weight)
    weight_on: dt.date | None = field(default=None, converter=arguments.weight_on)
    _height: Millimetres | None = field(alias="height", default=None, converter=arguments.height)
    height_on: dt.date | None = field(default=None, converter=arguments.height_on)
    _serum_creatinine: NanomolesPerLitre | None = field(
        alias="serum_creatinine", default=None, converter=arguments.serum_creatinine
    )
    serum_creatinine_on: dt.date | None = field(
        default=None, converter=arguments.serum_creatinine_on
    )
    _earlier_creatinine: arguments.Earlier = field(
        alias="earlier_creatinine", default=(), converter=arguments.earlier_creatinine
    )
    _cystatin_c: MicrogramsPerLitre | None = field(
        alias="cystatin_c", default=None, converter=arguments.cystatin_c
    )
    cystatin_c_on: dt.date | None = field(default=None, converter=arguments.cystatin_c_on)
    recorded_gfr: tuple[RecordedGFR, ...] = field(default=(), converter=arguments.recorded_gfr)
    kidney_state: KidneyState = field(
        default=KidneyState.UNKNOWN, converter=arguments.kidney_state
    )
    kidney_values_in_doubt: bool = field(default=False, converter=arguments.kidney_values_in_doubt)
    acutely_ill: bool | None = field(default=None, converter=arguments.acutely_ill)
    dialysis: Dialysis = field(default=Dialysis.UNKNOWN, converter=arguments.dialysis)
    indication: Indication = field(default=Indication.UNKNOWN, converter=arguments.indication)
    conditions: frozenset[Condition] = field(default=frozenset(), converter=arguments.conditions)
    ruled_out: frozenset[Condition] = field(default=frozenset(), converter=arguments.ruled_out)
    medicines: Medicines = field(default=Medicines(), converter=arguments.medicines)
    intrathecal_baclofen: bool = field(default=False, converter=arguments.intrathecal_baclofen)
    deceased: bool = field(default=False, converter=arguments.deceased)
    confirmed: frozenset[str] = field(default=frozenset(), converter=arguments.confirmed)

    def __attrs_post_init__(self) -> None:
        plausible.check_dates(self)
        object.__setattr__(self, "_age", _told_age(self._age, self.date_of_birth, self.as_of))
        plausible.check_conditions(self)
        plausible.check_plausible(self, plausible.windows())

    def __repr__(self) -> str:
        told = (a for a in fields(Patient) if getattr(self, a.name) != a.default)
        words = (f"{a.alias}={_brief(getattr(self, a.alias or a.name))}" for a in told)
        return f"<Patient {', '.join(words)}>"

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
    def earlier_creatinine(self) -> tuple[tuple[Quantity, dt.date], ...]:
        """The creatinines of earlier days in µmol/L, each with its day, the oldest first."""
        return tuple(
            (units.show(level, 1_000, "micromole / liter"), on)
            for level, on in self._earlier_creatinine
        )

    @property
    def cystatin_c(self) -> Quantity | None:
        """Serum cystatin C in mg/L, or ``None`` when not on record."""
        if self._cystatin_c is None:
            return None
        return units.show(self._cystatin_c, 1_000, "milligram / liter")

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

    @property
    def earlier_nmol_l(self) -> arguments.Earlier:
        """The creatinines of earlier days in nanomoles per litre, as the rules use them."""
        return self._earlier_creatinine

    @property
    def cystatin_micrograms_l(self) -> MicrogramsPerLitre | None:
        """Serum cystatin C in micrograms per litre, as the equations use it."""
        return self._cystatin_c


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
