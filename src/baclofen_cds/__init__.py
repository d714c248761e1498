"""Clinical decision support for oral baclofen, from named documents only.

Ask a question about a patient and a label; get a decision that says what the label
states, where it says so, and what nobody knows::

    import baclofen_cds as bc

    profile = bc.get_profile("us-spasticity")
    decision = bc.starting_dose(patient, profile=profile)
    print(bc.text(decision))

Names are loaded when they are first used, so importing the package costs little and
brings in neither pint nor any file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from baclofen_cds.version import VERSION
from baclofen_cds.words import writers as _values

if TYPE_CHECKING:
    from baclofen_cds import errors as errors
    from baclofen_cds import interop as interop
    from baclofen_cds import kidney as kidney
    from baclofen_cds.case.bands import KidneyBand as KidneyBand
    from baclofen_cds.case.sheet import Sheet as Sheet
    from baclofen_cds.case.sheet import sheet as sheet
    from baclofen_cds.deciding.changes import ChangeKind as ChangeKind
    from baclofen_cds.deciding.changes import ChangeProblem as ChangeProblem
    from baclofen_cds.deciding.maximum import MaximumCheck as MaximumCheck
    from baclofen_cds.deciding.maximum import Verdict as Verdict
    from baclofen_cds.deciding.response import Action as Action
    from baclofen_cds.decisions import Decision as Decision
    from baclofen_cds.decisions import Finding as Finding
    from baclofen_cds.decisions import Outcome as Outcome
    from baclofen_cds.decisions import Severity as Severity
    from baclofen_cds.filtration import AbsoluteGFR as AbsoluteGFR
    from baclofen_cds.filtration import CreatinineClearance as CreatinineClearance
    from baclofen_cds.filtration import IndexedGFR as IndexedGFR
    from baclofen_cds.filtration import RecordedGFR as RecordedGFR
    from baclofen_cds.knowledge.reading.loader import available_profiles as available_profiles
    from baclofen_cds.knowledge.reading.loader import get_guidance as get_guidance
    from baclofen_cds.knowledge.reading.loader import get_profile as get_profile
    from baclofen_cds.knowledge.reading.loader import load_guidance as load_guidance
    from baclofen_cds.knowledge.reading.loader import load_policy as load_policy
    from baclofen_cds.knowledge.reading.loader import load_profile as load_profile
    from baclofen_cds.makeable import Makeable as Makeable
    from baclofen_cds.makeable import SmallestDose as SmallestDose
    from baclofen_cds.medicines import Medicines as Medicines
    from baclofen_cds.patient import Patient as Patient
    from baclofen_cds.questions.assess import Assessment as Assessment
    from baclofen_cds.questions.assess import assess as assess
    from baclofen_cds.questions.caution import Caution as Caution
    from baclofen_cds.questions.maximum import check_daily_maximum as check_daily_maximum
    from baclofen_cds.questions.next_step import next_titration_step as next_titration_step
    from baclofen_cds.questions.older_adult import AgeCaution as AgeCaution
    from baclofen_cds.questions.older_adult import older_adult_caution as older_adult_caution
    from baclofen_cds.questions.regimen_change import check_regimen_change as check_regimen_change
    from baclofen_cds.questions.renal import KidneyCaution as KidneyCaution
    from baclofen_cds.questions.renal import renal_caution as renal_caution
    from baclofen_cds.questions.start import StartingDose as StartingDose
    from baclofen_cds.questions.start import starting_dose as starting_dose
    from baclofen_cds.questions.steps.change_steps import ChangeCheck as ChangeCheck
    from baclofen_cds.questions.steps.stepping import NextStep as NextStep
    from baclofen_cds.questions.taper import taper_plan as taper_plan
    from baclofen_cds.questions.titration import titration_plan as titration_plan
    from baclofen_cds.questions.verify import verify as verify
    from baclofen_cds.regimen import NOT_TAKING as NOT_TAKING
    from baclofen_cds.regimen import UNREADABLE as UNREADABLE
    from baclofen_cds.regimen import Regimen as Regimen
    from baclofen_cds.regimen import Stop as Stop
    from baclofen_cds.render.table import table as table
    from baclofen_cds.render.text import text as text
    from baclofen_cds.schedule import Continue as Continue
    from baclofen_cds.schedule import Pace as Pace
    from baclofen_cds.schedule import Review as Review
    from baclofen_cds.schedule import Schedule as Schedule
    from baclofen_cds.schedule import ScheduleStep as ScheduleStep
    from baclofen_cds.schedule import Tapered as Tapered
    from baclofen_cds.serialization.reading import from_dict as from_dict
    from baclofen_cds.serialization.recomputing import recompute as recompute
    from baclofen_cds.serialization.writing import to_dict as to_dict
    from baclofen_cds.vocabulary import Condition as Condition
    from baclofen_cds.vocabulary import Dialysis as Dialysis
    from baclofen_cds.vocabulary import GFREquation as GFREquation
    from baclofen_cds.vocabulary import GFRIndexing as GFRIndexing
    from baclofen_cds.vocabulary import Indication as Indication
    from baclofen_cds.vocabulary import KidneyState as KidneyState
    from baclofen_cds.vocabulary import Response as Response
    from baclofen_cds.vocabulary import Setting as Setting
    from baclofen_cds.vocabulary import Sex as Sex
    from baclofen_cds.vocabulary import Sign as Sign
    from baclofen_cds.vocabulary import Slot as Slot
    from baclofen_cds.vocabulary import StopReason as StopReason
    from baclofen_cds.vocabulary import Tolerability as Tolerability

    ureg: Any

__version__ = VERSION

_OTHERS = {
    "": ("errors", "interop", "kidney"),
    "deciding.changes": ("ChangeKind", "ChangeProblem"),
    "case.bands": ("KidneyBand",),
    "case.sheet": ("Sheet", "sheet"),
    "deciding.maximum": ("Verdict",),
    "deciding.response": ("Action",),
    "decisions": ("Decision", "Finding", "Outcome", "Severity"),
    "filtration": ("AbsoluteGFR", "CreatinineClearance", "IndexedGFR", "RecordedGFR"),
    "knowledge.reading.loader": (
        "available_profiles",
        "get_guidance",
        "get_profile",
        "load_guidance",
        "load_policy",
        "load_profile",
    ),
    "makeable": ("Makeable", "SmallestDose"),
    "medicines": ("Medicines",),
    "patient": ("Patient",),
    "regimen": ("NOT_TAKING", "UNREADABLE", "Regimen", "Stop"),
    "render.table": ("table",),
    "render.text": ("text",),
    "questions.caution": ("Caution",),
    "questions.verify": ("verify",),
    "schedule": ("Continue", "Pace", "Review", "Schedule", "ScheduleStep", "Tapered"),
    "serialization.reading": ("from_dict",),
    "serialization.recomputing": ("recompute",),
    "serialization.writing": ("to_dict",),
    "vocabulary": (
        "Condition",
        "Dialysis",
        "GFREquation",
        "GFRIndexing",
        "Indication",
        "KidneyState",
        "Response",
        "Setting",
        "Sex",
        "Sign",
        "Slot",
        "StopReason",
        "Tolerability",
    ),
}
"""Public names that are no question and no answer, by the room they stand in."""

_WHERE: dict[str, str] = {}
"""Where each public name stands; filled on the first use of one."""


def _where() -> dict[str, str]:
    """Return where each public name stands: the questions, their answers and all others."""
    if not _WHERE:
        from baclofen_cds.questions.registry import QUESTIONS

        others = {name: room for room, names in _OTHERS.items() for name in names}
        verbs = {question.name: question.place for question in QUESTIONS}
        answers = {name: room for room, name in (question.answer for question in QUESTIONS)}
        _WHERE.update(others | verbs | answers)
    return _WHERE


if not TYPE_CHECKING:  # a checker knows every name, so a misspelt one is found

    def __getattr__(name):
        """Load a public name on its first use."""
        where = _where()
        if name == "__all__":
            found = ["__version__", "ureg", "preload", *sorted(where)]
        elif name == "ureg":
            from baclofen_cds import units

            found = units.registry()
        elif name in where:
            from importlib import import_module

            room = where[name]
            found = (
                getattr(import_module(f"{__name__}.{room}"), name)
                if room
                else import_module(f"{__name__}.{name}")
            )
        else:
            raise _no_such_name(name)
        globals()[name] = found
        return found


def _no_such_name(name: str) -> AttributeError:
    """Return the error for a name that is not public, with the one that may be meant."""
    said = f"module {__name__!r} has no attribute {name!r}"
    if name.startswith("_"):
        return AttributeError(said)
    from baclofen_cds.calls import did_you_mean

    meant = did_you_mean(name, __dir__())
    told = {"name": name, "obj": None}  # else Python adds a second guess to the traceback
    return AttributeError(f"{said}. {meant}" if meant else said, **told)


def _writers() -> _values.Writers:
    """Load what writes values, when one is first shown."""
    from baclofen_cds import render

    return render


_values.written_by(_writers)


def preload() -> None:
    """Load every module and every shipped file now, so that no later call reads one.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> bc.preload()
    """
    import sys

    from baclofen_cds.knowledge.reading import loader
    from baclofen_cds.serialization import table

    loader.load_everything()
    table.make_ready()
    for name in ("ureg", "__all__", *_where()):
        getattr(sys.modules[__name__], name)


def __dir__() -> list[str]:
    return sorted(["__version__", "ureg", "preload", *_where()])
