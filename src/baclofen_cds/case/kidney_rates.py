"""Every rate that is on record of a patient's kidneys, with its day; none of them weighed yet."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from baclofen_cds import kidney
from baclofen_cds.body import mass_index_above, mass_index_reaches
from baclofen_cds.case.bands import clearance_gates, creatinine_based, for_adults, is_fresh
from baclofen_cds.case.kidneys import Measure, Reservation, counted_as_egfr
from baclofen_cds.errors import EquationError
from baclofen_cds.filtration import CreatinineClearance, RecordedGFR, rate_of
from baclofen_cds.knowledge.schema.label import Profile
from baclofen_cds.knowledge.schema.policy import Policy, at_age
from baclofen_cds.patient import Patient
from baclofen_cds.sources import Stated
from baclofen_cds.vocabulary import GFREquation, GFRIndexing, KidneyState, WeightBasis

__all__ = [
    "Evidence",
    "clearance_of",
    "equations_of",
    "gather",
    "is_steady",
    "is_thin",
    "recorded_clearances",
]


@frozen
class Evidence:
    """What is on record, unweighed.

    Parameters
    ----------
    patient
        Who it is of; a creatinine that two results tell is changing is told as changing.
    equations
        The adult equations whose lowest rate counts.
    by_creatinine
        The rate by the equation for the age, from the newest creatinine.
    by_both
        The lower of the combined rate, from creatinine and cystatin C, indexed and for
        this body.
    by_cystatin
        The rate from cystatin C, where there is no creatinine.
    recorded
        The recorded rates that have a say: the newest first, of one day the lowest first.
    clearances
        Where a clearance gates as well: the computed one, and the lowest of the newest
        recorded ones.
    clearance_needed
        Whether a clearance gates.
    """

    patient: Patient
    equations: tuple[GFREquation, ...]
    by_creatinine: Measure | None
    by_both: Measure | None
    by_cystatin: Measure | None
    recorded: tuple[Measure, ...]
    clearances: tuple[Measure, ...]
    clearance_needed: bool

    @property
    def computed(self) -> tuple[Measure, ...]:
        """What was computed here, of any kind."""
        return tuple(m for m in (self.by_creatinine, self.by_both, self.by_cystatin) if m)

    @property
    def newest(self) -> tuple[Measure, ...]:
        """The recorded rates of the newest day, the lowest first."""
        return _of_newest_day(self.recorded)

    @property
    def looked_at(self) -> tuple[Measure, ...]:
        """The rates of which the lowest counts: the computed and the newest recorded ones.

        Beside a cystatin C also the newest that do not come of creatinine alone, so that one
        which is no longer fresh hides none of them.
        """
        beside = self.newest_beside_cystatin if self.by_both else ()
        return (*self.computed, *self.newest, *beside)

    @property
    def newest_beside_cystatin(self) -> tuple[Measure, ...]:
        """The same of those not of creatinine alone, and of those of a newer creatinine."""
        others = [m for m in self.recorded if not creatinine_based(m.rate.equation)]
        later = [m for m in self.recorded if self._of_a_later_creatinine(m)]
        return (*_of_newest_day(others), *_of_newest_day(later))

    def is_of_newest_creatinine(self, measure: Measure) -> bool:
        """Whether a rate comes of the newest creatinine alone, here or elsewhere."""
        same_day = measure.on == self.patient.serum_creatinine_on
        return same_day and creatinine_based(measure.rate.equation)

    def _of_a_later_creatinine(self, measure: Measure) -> bool:
        newest, on = self.patient.serum_creatinine_on, measure.on
        later = newest is None or on is None or on > newest
        return creatinine_based(measure.rate.equation) and later


def _of_newest_day(recorded: Sequence[Measure]) -> tuple[Measure, ...]:
    return tuple(m for m in recorded if m.on == recorded[0].on)


def equations_of(profile: Profile, policy: Policy) -> tuple[GFREquation, ...]:
    """Return the equation of the profile's country, or those whose lowest rate counts."""
    own = profile.kidney.equation
    return (own.value,) if isinstance(own, Stated) else policy.gates.unread_equation.value


def is_steady(patient: Patient) -> bool:
    """Whether an equation could hold: no dialysis, and no changing creatinine."""
    return not patient.dialysis.present and patient.kidney_state is not KidneyState.CHANGING


def gather(patient: Patient, equations: tuple[GFREquation, ...], policy: Policy) -> Evidence:
    """Gather every rate of a patient; on dialysis a rate means nothing."""
    computed = kidney.estimated(patient, equations)
    height = _height_reservation(patient, policy)
    by_creatinine = computed and Measure(computed, patient.serum_creatinine_on, height)
    needed = _clearance_needed(patient, policy)
    return Evidence(
        patient,
        equations,
        by_creatinine=by_creatinine or None,
        by_both=_combined(patient),
        by_cystatin=_cystatin_alone(patient),
        recorded=_recorded(patient, by_creatinine or None, policy),
        clearances=_clearances(patient, policy) if needed else (),
        clearance_needed=needed,
    )


def _combined(patient: Patient) -> Measure | None:
    """Combine creatinine and cystatin C, the lower of the rates; the older sample tells the day.

    Without a day of the cystatin C the creatinine's stands, and the rate permits nothing.
    """
    rate = min(kidney.combined(patient), key=counted_as_egfr, default=None)
    if rate is None:
        return None
    on, other = patient.serum_creatinine_on, patient.cystatin_c_on
    if on is not None and other is None:
        return Measure(rate, on, Reservation.CYSTATIN_UNDATED)
    return Measure(rate, None if on is None or other is None else min(on, other))


def _cystatin_alone(patient: Patient) -> Measure | None:
    rate = kidney.by_cystatin_alone(patient)
    if rate is None:
        return None
    return Measure(rate, patient.cystatin_c_on, Reservation.CYSTATIN_ALONE)


def _height_reservation(patient: Patient, policy: Policy) -> Reservation | None:
    """Say why a child's height, and the rate that rests on it, permits nothing."""
    if patient.age_months >= policy.age.adult_from.value:
        return None
    if patient.height_on is None:
        return Reservation.HEIGHT_UNDATED
    days = (patient.as_of - patient.height_on).days
    fresh = is_fresh(days, policy.freshness.height.value)
    return None if fresh else Reservation.HEIGHT_STALE


def _recorded(patient: Patient, computed: Measure | None, policy: Policy) -> tuple[Measure, ...]:
    """Return the recorded indexed rates that have a say, the newest first, then the lowest."""
    if patient.dialysis.present:
        return ()
    usable = [
        r
        for r in patient.recorded_gfr
        if r.indexing is GFRIndexing.INDEXED and not _is_history(r, computed, policy)
    ]
    child = patient.age_months < policy.age.adult_from.value
    unchecked = patient.creatinine_nmol_l is not None and computed is None and is_steady(patient)
    ranked = sorted(usable, key=lambda r: (-r.on.toordinal(), r.hundredths))
    return tuple(Measure(rate_of(r), r.on, _held(r, child, unchecked)) for r in ranked)


def _held(recorded: RecordedGFR, child: bool, unchecked: bool) -> Reservation | None:
    """Say why a recorded rate permits nothing, however recent it is."""
    if child and for_adults(recorded.equation):
        return Reservation.ADULT_EQUATION
    return Reservation.UNCHECKED if unchecked else None


def _is_history(recorded: RecordedGFR, computed: Measure | None, policy: Policy) -> bool:
    """Whether a recorded rate is of well before a creatinine that gives a rate."""
    if computed is None or computed.on is None:
        return False
    return not is_fresh((computed.on - recorded.on).days, policy.agreement.within.value)


def _clearance_needed(patient: Patient, policy: Policy) -> bool:
    """Whether a clearance gates beside the rate: an adult who is old, thin or very heavy."""
    grown = patient.age_months >= policy.age.adult_from.value
    return grown and clearance_gates(
        patient.age_months,
        gates_from=policy.gates.clearance_from.value,
        thin=is_thin(patient, policy.gates.clearance_mass_index_below.value),
        heavy=_is_heavy(patient, policy.gates.clearance_mass_index_above.value),
    )


def is_thin(patient: Patient, below: int) -> bool:
    """Whether the body mass index is known and below a whole number."""
    grams, height = patient.weight_grams, patient.height_millimetres
    return (
        grams is not None and height is not None and not mass_index_reaches(grams, height, below)
    )


def _is_heavy(patient: Patient, above: int) -> bool:
    grams, height = patient.weight_grams, patient.height_millimetres
    return grams is not None and height is not None and mass_index_above(grams, height, above)


def _clearances(patient: Patient, policy: Policy) -> tuple[Measure, ...]:
    """Return the clearance of the newest creatinine, and the lowest of the newest recorded."""
    if patient.dialysis.present:
        return ()
    rate = clearance_of(patient, policy)
    weight = _weight_reservation(patient, policy)
    own = None if rate is None else Measure(rate, patient.serum_creatinine_on, weight)
    recorded = [
        Measure(rate_of(r), r.on)
        for r in recorded_clearances(patient)
        if not _is_history(r, own, policy)
    ]
    newest = sorted(recorded, key=lambda m: (-m.on.toordinal() if m.on else 0, m.counted))[:1]
    return tuple(m for m in (own, *newest) if m is not None)


def recorded_clearances(patient: Patient) -> list[RecordedGFR]:
    """Return the Cockcroft-Gault clearances somebody else computed."""
    return [
        r
        for r in patient.recorded_gfr
        if r.indexing is GFRIndexing.ABSOLUTE and r.equation is GFREquation.COCKCROFT_GAULT
    ]


def _weight_reservation(patient: Patient, policy: Policy) -> Reservation | None:
    if patient.weight_on is None:
        return Reservation.WEIGHT_UNDATED
    days = (patient.as_of - patient.weight_on).days
    fresh = is_fresh(days, at_age(policy.freshness.weight, patient.age_months))
    return None if fresh else Reservation.WEIGHT_STALE


def clearance_of(
    patient: Patient, policy: Policy, weight_basis: WeightBasis | None = None
) -> CreatinineClearance | None:
    """Return the Cockcroft-Gault clearance, or ``None`` where the equation does not hold.

    Left out, the weight is the one the policy names: the actual one below a body mass
    index of 30 or without a height, the adjusted one from 30 on.
    """
    if patient.age_months < policy.age.adult_from.value:
        return None
    try:
        return kidney.cockcroft_gault(patient, weight_basis=weight_basis)
    except EquationError:
        return None
