# ruff: noqa: B018, F841
"""Slips a type checker must catch: each line carries the complaint it has to earn.

``test_misuse.py`` runs mypy over this file with ``--warn-unused-ignores``, so a line that
mypy stops refusing fails the tests. Nothing here is ever run.
"""

import datetime as dt

import baclofen_cds as bc
from baclofen_cds.amounts import Grams, Micrograms, MicrogramsPerDay
from baclofen_cds.filtration import AbsoluteGFR, CreatinineClearance, IndexedGFR
from baclofen_cds.kidney import WeightBasis
from baclofen_cds.knowledge.schema.label import Guidance, Profile
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.sources import Citation, Silent, Stated, Unread
from baclofen_cds.units import Quantity


def never_run(
    mass: Quantity,
    patient: bc.Patient,
    now: bc.Regimen,
    profile: Profile,
    policy: Policy,
    study: Guidance,
    day: dt.date,
    indexed: IndexedGFR,
    whole: AbsoluteGFR,
    clearance: CreatinineClearance,
    recorded: bc.RecordedGFR,
) -> None:
    """Hold every slip; the arguments are the good values it is made of."""
    # a bare number where a quantity is needed
    bc.Regimen([10, 5, 10])  # type: ignore[list-item]
    bc.Regimen.even(each=10, times_per_day=3)  # type: ignore[arg-type]
    bc.SmallestDose(2.5)  # type: ignore[arg-type]
    bc.Patient(age=78, as_of=day)  # type: ignore[arg-type]
    bc.Patient(age=mass, as_of=day, weight=62.0)  # type: ignore[arg-type]
    bc.Patient(age=mass, as_of=day, height=160)  # type: ignore[arg-type]
    bc.Patient(age=mass, as_of=day, serum_creatinine=1.4)  # type: ignore[arg-type]
    bc.starting_dose(patient, profile=profile, smallest_dose=2.5)  # type: ignore[arg-type]

    # text where a quantity is needed
    bc.Regimen(["10 mg"])  # type: ignore[list-item]
    bc.Regimen.even(each="10 mg", times_per_day=3)  # type: ignore[arg-type]
    bc.Patient(age="78 years", as_of=day)  # type: ignore[arg-type]

    # one quantity where a day is needed, and the other way round
    bc.check_daily_maximum(patient, mass, profile=profile)  # type: ignore[arg-type]
    bc.renal_caution(patient, [mass], profile=profile)  # type: ignore[arg-type]
    bc.Regimen.even(each=now, times_per_day=3)  # type: ignore[arg-type]
    bc.SmallestDose(now)  # type: ignore[arg-type]
    bc.Regimen(now)  # type: ignore[arg-type]
    bc.Regimen.even(each=mass, times_per_day=mass)  # type: ignore[arg-type]

    # nothing where what is taken must be said
    bc.check_daily_maximum(patient, None, profile=profile)  # type: ignore[arg-type]
    bc.renal_caution(patient, None, profile=profile)  # type: ignore[arg-type]
    bc.assess(patient, None, profile=profile)  # type: ignore[arg-type]
    bc.check_daily_maximun(patient, now, profile=profile)  # type: ignore[attr-defined]

    # no default label
    bc.starting_dose(patient)  # type: ignore[call-arg]
    bc.check_daily_maximum(patient, now)  # type: ignore[call-arg]
    bc.renal_caution(patient, now)  # type: ignore[call-arg]
    bc.assess(patient, now)  # type: ignore[call-arg]
    bc.starting_dose(patient, profile="us-spasticity")  # type: ignore[arg-type]
    bc.starting_dose(patient, profile=None)  # type: ignore[arg-type]
    bc.starting_dose(patient, profile=study)  # type: ignore[arg-type]
    bc.starting_dose(patient, profile=profile, policy=profile)  # type: ignore[arg-type]
    bc.starting_dose(patient, profile=profile, guidance=study)  # type: ignore[arg-type]
    bc.verify(policy)  # type: ignore[arg-type]

    # a misspelt text, or one alone, where words of the closed lists are needed
    bc.Patient(age=mass, as_of=day, sex="f")  # type: ignore[arg-type]
    bc.Patient(age=mass, as_of=day, dialysis="no")  # type: ignore[arg-type]
    bc.Patient(age=mass, as_of=day, kidney_state="steady")  # type: ignore[arg-type]
    bc.Patient(age=mass, as_of=day, indication="strokes")  # type: ignore[arg-type]
    bc.Patient(age=mass, as_of=day, conditions={"epilepsies"})  # type: ignore[arg-type]
    bc.Patient(age=mass, as_of=day, ruled_out="epilepsy")  # type: ignore[arg-type]
    bc.Patient(age=mass, as_of=day, medicines=["N02AA05"])  # type: ignore[arg-type]
    bc.assess(patient, now, profile=profile, setting="home")  # type: ignore[arg-type]
    bc.assess(patient, now, profile=profile, signs=["commatose"])  # type: ignore[list-item]
    bc.kidney.cockcroft_gault(patient, weight_basis="ideal")  # type: ignore[arg-type]
    bc.Stop(reason="benefit")  # type: ignore[arg-type]
    bc.taper_plan(patient, now, profile=profile, pace="as printed")  # type: ignore[arg-type]

    # a name no argument has
    bc.Patient(age=mass, as_of=day, creatinine=mass)  # type: ignore[call-arg]
    bc.Regimen.even(each=mass, times=3)  # type: ignore[call-arg]
    bc.taper_plan(patient, now, profile=profile, min_dose=mass)  # type: ignore[call-arg]
    bc.Patient(age=mass, as_of="2026-03-10")  # type: ignore[arg-type]
    bc.Patient(age=mass)  # type: ignore[call-arg]
    bc.Patient(mass, day)  # type: ignore[call-arg, arg-type]

    # a clearance, an indexed and an absolute rate are three things
    of_body: IndexedGFR = clearance  # type: ignore[assignment]
    of_surface: CreatinineClearance = indexed  # type: ignore[assignment]
    other: AbsoluteGFR = indexed  # type: ignore[assignment]
    bc.kidney.absolute(clearance, patient)  # type: ignore[arg-type]
    bc.kidney.absolute(whole, patient)  # type: ignore[arg-type]
    if clearance < indexed:  # type: ignore[operator]
        pass
    if clearance == indexed:  # type: ignore[comparison-overlap]
        pass
    if indexed == recorded:  # type: ignore[comparison-overlap]
        pass
    indexed + whole  # type: ignore[operator]
    float(clearance)  # type: ignore[arg-type]
    bc.Patient(age=mass, as_of=day, recorded_gfr=(indexed,))  # type: ignore[arg-type]
    bc.RecordedGFR(41, day)  # type: ignore[call-arg, arg-type]

    # stored values are dicts, and a file that spoke is a file
    bc.from_dict("{}")  # type: ignore[arg-type]
    bc.recompute("{}")  # type: ignore[arg-type]
    bc.recompute({}, profile="us-spasticity")  # type: ignore[arg-type]

    # amounts inside the library have one meaning each
    of_dose: Micrograms = MicrogramsPerDay(5_000)  # type: ignore[assignment]
    of_day: MicrogramsPerDay = Micrograms(5_000)  # type: ignore[assignment]
    of_drug: Micrograms = Grams(5_000)  # type: ignore[assignment]

    # values stay as they were made
    now.confirmed = True  # type: ignore[misc]
    patient.sex = bc.Sex.MALE  # type: ignore[misc]
    patient.weight = mass  # type: ignore[misc]

    # a number needs its place, and no number has none
    Stated(5)  # type: ignore[call-arg]
    Silent().value  # type: ignore[call-arg, attr-defined]
    Unread().value  # type: ignore[attr-defined]
    Citation("US label")  # type: ignore[call-arg]

    # an answer has its own type
    bc.starting_dose(patient, profile=profile).answer.verdict  # type: ignore[attr-defined]
    WeightBasis.LEAN  # type: ignore[attr-defined]
