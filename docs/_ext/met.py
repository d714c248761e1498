"""What findings and outcomes come of many invented questions, asked at each build."""

import datetime as dt
from functools import cache
from itertools import product

import attrs

import baclofen_cds as bc

_DAY = dt.date(2026, 3, 10)
_AGES = (0.5, 3, 8, 45, 78)
_CREATININES = (None, 0.4, 0.8, 1.5, 4.0)
_SIZES = ((12, 7, 70), (48, 14, 95), (120, 25, 125), (1200, 62, 165))
_TAKEN = [
    bc.Regimen.even(each=each * bc.ureg.mg, times_per_day=times)
    for each, times in ((5, 3), (10, 3), (30, 3), (30, 4), (40, 4))
]
_INDEXED = {"equation": bc.GFREquation.CKD_EPI_2021, "indexing": bc.GFRIndexing.INDEXED}
_CLEARANCE = {"equation": bc.GFREquation.COCKCROFT_GAULT, "indexing": bc.GFRIndexing.ABSOLUTE}
_MDRD = {"equation": bc.GFREquation.MDRD, "indexing": bc.GFRIndexing.INDEXED}
_EARLIER = dt.date(2026, 1, 20)
_ML_MIN = bc.ureg.mL / bc.ureg.min
_RISING = [(0.4 * bc.ureg.mg / bc.ureg.dL, dt.date(2026, 3, 8))]
_CHANGES = (
    {"recorded_gfr": [bc.RecordedGFR(20 * bc.ureg.mL / bc.ureg.min, on=_DAY, **_INDEXED)]},
    {"recorded_gfr": [bc.RecordedGFR(50 * bc.ureg.mL / bc.ureg.min, on=_DAY, **_CLEARANCE)]},
    {"dialysis": bc.Dialysis.HAEMODIALYSIS},
    {"dialysis": bc.Dialysis.UNKNOWN},
    {"kidney_state": bc.KidneyState.CHANGING},
    {"kidney_values_in_doubt": True},
    {"intrathecal_baclofen": True},
    {"deceased": True},
    {"as_of": dt.date(2036, 3, 10)},
    {"serum_creatinine_on": dt.date(2023, 1, 1)},
    {"serum_creatinine_on": None},
    {"weight_on": dt.date(2023, 1, 1)},
    {"indication": bc.Indication.UNKNOWN},
    {"indication": bc.Indication.STROKE},
    {"indication": bc.Indication.HICCUPS},
    {"conditions": {bc.Condition.PEPTIC_ULCER, bc.Condition.DIABETES}},
    {"conditions": {bc.Condition.BACLOFEN_HYPERSENSITIVITY}},
    {"medicines": bc.Medicines(["N07XX04", "N02AA05"], complete=True)},
)
_OF_KIDNEYS = (
    (45, {"recorded_gfr": [bc.RecordedGFR(25 * _ML_MIN, on=_EARLIER, **_INDEXED)]}),
    (45, {"recorded_gfr": [bc.RecordedGFR(50 * _ML_MIN, on=_DAY, **_MDRD)]}),
    (45, {"earlier_creatinine": _RISING}),
    (45, {"earlier_creatinine": _RISING, "kidney_state": bc.KidneyState.STABLE}),
    (78, {"cystatin_c": 1.4 * bc.ureg.mg / bc.ureg.L, "cystatin_c_on": _DAY}),
    (78, {"weight": None, "weight_on": None}),
    (78, {"weight_on": None}),
    (78, {"weight": 35 * bc.ureg.kg}),
    (8, {"height_on": None}),
    (8, {"height_on": dt.date(2025, 1, 1)}),
    (45, {"conditions": {bc.Condition.SPINAL_CORD_INJURY}}),
    (45, {"acutely_ill": True, "serum_creatinine_on": dt.date(2026, 3, 3)}),
)


@cache
def questions():
    """Ask everybody everything, and return the decisions."""
    profiles = [bc.get_profile(name) for name in bc.available_profiles()]
    return tuple(
        decision
        for patient, profile in product(_patients(), profiles)
        for decision in _asked(patient, profile)
    )


def findings():
    """Return for each code the severities, grounds and questions it was met with."""
    found = {}
    for decision in questions():
        for finding in decision.findings:
            said = found.setdefault(finding.code, (set(), set(), set()))
            said[0].add(finding.severity)
            said[1].add(finding.basis)
            said[2].add(getattr(decision, "question", "assess"))
    return found


def outcomes():
    """Return for each outcome the questions that ended so, with and without an answer."""
    found = {outcome: (set(), set()) for outcome in bc.Outcome}
    for decision in questions():
        if not isinstance(decision, bc.Decision):
            continue
        found[decision.outcome][0 if decision.has_answer else 1].add(decision.question)
    return found


def _patients():
    plain = [_patient(age, creatinine) for age, creatinine in product(_AGES, _CREATININES)]
    measured = [_patient(age, creatinine) for age in (8, 45, 78) for creatinine in (0.8, 1.5)]
    return [
        *plain,
        *(attrs.evolve(one, **change) for one, change in product(measured, _CHANGES)),
        *(attrs.evolve(_patient(age, 0.8), **change) for age, change in _OF_KIDNEYS),
        attrs.evolve(_patient(45, 0.8), weight=2.5 * bc.ureg.kg, confirmed={"weight"}),
        attrs.evolve(_patient(78, 1.5), weight=38 * bc.ureg.kg),
    ]


def _patient(age, creatinine):
    """Invent a woman, of a size that fits her age, without dialysis."""
    months, weight, height = next(size for size in _SIZES if age * 12 <= size[0])
    return bc.Patient(
        age=min(months, round(age * 12)) * bc.ureg.month,
        as_of=_DAY,
        sex=bc.Sex.FEMALE,
        weight=weight * bc.ureg.kg,
        weight_on=_DAY,
        height=height * bc.ureg.cm,
        height_on=_DAY,
        serum_creatinine=creatinine and creatinine * bc.ureg.mg / bc.ureg.dL,
        serum_creatinine_on=creatinine and _DAY,
        dialysis=bc.Dialysis.NONE,
        indication=bc.Indication.MULTIPLE_SCLEROSIS,
    )


def _up_and_down(patient, profile):
    """Ask for plans, steps and changes from what is taken."""
    per_day = bc.ureg.mg / bc.ureg.day
    for target in (None, 10 * per_day, 40 * per_day, 60 * per_day, 130 * per_day):
        yield bc.titration_plan(patient, profile=profile, target=target)
    for now, (days, response, tolerability) in product((*_TAKEN, bc.NOT_TAKING), _COURSES):
        yield bc.next_titration_step(
            patient,
            now,
            held_for=days * bc.ureg.day,
            response=response,
            tolerability=tolerability,
            profile=profile,
        )
    for before, after in product((*_TAKEN, bc.NOT_TAKING), (*_TAKEN, *_STOPS)):
        for days in (1, 30):
            yield bc.check_regimen_change(
                patient, before=before, after=after, held_for=days * bc.ureg.day, profile=profile
            )
    for now in (_TAKEN[1], bc.NOT_TAKING):
        yield bc.older_adult_caution(patient, now, profile=profile)


def _coming_off(patient, profile):
    """Ask for tapers and stops of small days, after short use, in coarse tablets."""
    coarse, day = 12.5 * bc.ureg.mg, bc.ureg.day
    for each in (2.5, 5, 20):
        now = bc.Regimen([each * bc.ureg.mg])
        yield bc.taper_plan(patient, now, profile=profile, smallest_dose=coarse)
        for used in (2, 5, 10):
            yield bc.check_regimen_change(
                patient,
                before=now if used > 5 else _TAKEN[1],
                after=bc.Stop(),
                held_for=used * day,
                exposure=used * day,
                profile=profile,
            )
    yield bc.taper_plan(patient, _TAKEN[1], profile=profile, exposure=30 * day, lower_first=2)
    yield bc.taper_plan(patient, _TAKEN[1], profile=profile, pace=bc.Pace.SHORTER)
    for held in (None, 1 * day, 30 * day):
        yield bc.check_regimen_change(
            patient, before=_TAKEN[4], after=_TAKEN[3], held_for=held, profile=profile
        )


_COURSES = (
    (1, bc.Response.PARTIAL, bc.Tolerability.GOOD),
    (60, bc.Response.PARTIAL, bc.Tolerability.GOOD),
    (60, bc.Response.NONE, bc.Tolerability.GOOD),
    (60, bc.Response.ADEQUATE, bc.Tolerability.GOOD),
    (60, bc.Response.PARTIAL, bc.Tolerability.LIMITING),
    (60, bc.Response.PARTIAL, bc.Tolerability.SERIOUS),
)
_STOPS = (bc.Stop(), bc.Stop(reason=bc.StopReason.SERIOUS_ADVERSE_REACTION))


def _asked(patient, profile):
    tens, reaction = 10 * bc.ureg.mg, bc.StopReason.SERIOUS_ADVERSE_REACTION
    yield bc.starting_dose(patient, profile=profile)
    yield bc.starting_dose(patient, profile=profile, smallest_dose=tens)
    for now in (*_TAKEN, bc.UNREADABLE, bc.NOT_TAKING):
        yield bc.check_daily_maximum(patient, now, profile=profile)
        yield bc.renal_caution(patient, now, profile=profile)
        yield bc.taper_plan(patient, now, profile=profile)
    yield bc.taper_plan(patient, _TAKEN[1], profile=profile, smallest_dose=tens, reason=reaction)
    yield from _up_and_down(patient, profile)
    yield from _coming_off(patient, profile)
    yield bc.assess(patient, _TAKEN[1], profile=profile, signs={bc.Sign.CONFUSION})
