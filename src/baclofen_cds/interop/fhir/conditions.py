"""Diagnoses and allergies: what the patient has, what was ruled out, what they mean."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from attrs import frozen

from baclofen_cds.interop.fhir.bundle import Contents, Resource
from baclofen_cds.interop.fhir.dates import earliest, over_by
from baclofen_cds.interop.fhir.element import (
    Coding,
    codings,
    has_modifier,
    items,
    part,
    text,
    words,
)
from baclofen_cds.interop.fhir.report import Report
from baclofen_cds.interop.fhir.terminology import baclofen, icd10, snomed, systems
from baclofen_cds.vocabulary import Condition, Indication

__all__ = ["Diagnosis", "conditions", "diagnoses", "indication_of", "meanings"]

_ACTIVE: Final = frozenset({"active", "recurrence", "relapse"})
_PRESENT: Final = _ACTIVE | {""}
_PAST: Final = frozenset({"inactive", "remission", "resolved"})
_RULED_OUT: Final = "refuted"
_TENTATIVE: Final = frozenset({"unconfirmed", "differential"})
_ANY_STATE: Final = (
    _PRESENT | _PAST | _TENTATIVE | {"provisional", "confirmed", _RULED_OUT, "entered-in-error"}
)

_CONDITIONS: Final = {
    "alcohol-use-disorder": Condition.ALCOHOL_USE_DISORDER,
    "diabetes": Condition.DIABETES,
    "epilepsy": Condition.EPILEPSY,
    "hospice": Condition.END_OF_LIFE_CARE,
    "parkinsons-disease": Condition.PARKINSONS_DISEASE,
    "peptic-ulcer": Condition.PEPTIC_ULCER,
    "porphyria": Condition.PORPHYRIA,
    "pregnancy": Condition.PREGNANCY,
    "psychosis": Condition.PSYCHIATRIC_ILLNESS,
    "respiratory-disease": Condition.RESPIRATORY_DISEASE,
    "stroke": Condition.STROKE,
}
_INDICATIONS: Final = {
    "brain-injury": Indication.BRAIN_INJURY,
    "cerebral-palsy": Indication.CEREBRAL_PALSY,
    "multiple-sclerosis": Indication.MULTIPLE_SCLEROSIS,
    "spinal-cord-disease": Indication.SPINAL_CORD_DISEASE,
    "spinal-cord-injury": Indication.SPINAL_CORD_INJURY,
    "stroke": Indication.STROKE,
}
"""Causes of spasticity. Other uses of baclofen are never concluded from a diagnosis."""

_REASONS: Final = {
    **_INDICATIONS,
    "alcohol-use-disorder": Indication.ALCOHOL_USE_DISORDER,
    "parkinsons-disease": Indication.PARKINSONS_DISEASE,
}
"""What an order of baclofen may say that it is for."""

_NOTED: Final = ("chronic-kidney-disease", "end-stage-kidney-disease", "kidney-transplant")


@frozen
class Diagnosis:
    """A diagnosis with a known code, and whether it holds on the day."""

    meanings: frozenset[str]
    path: str
    onset: dt.date | None
    ruled_out: bool
    tentative: bool


def meanings(told: tuple[Coding, ...]) -> frozenset[str]:
    """Return what codes of diagnoses and procedures mean, in the words of the tables."""
    found: set[str] = set()
    for one in told:
        if one.system == systems.SNOMED:
            found.update(m for m, codes in snomed.CODES.items() if one.code in codes)
        elif one.system in systems.ICD10:
            found.update(
                m for m, starts in icd10.CODES.items() if one.code.startswith(tuple(starts))
            )
    return frozenset(found)


def state(node: Any, name: str) -> str:
    """Return a clinical or verification status, coded (R4) or plain (STU3)."""
    told = [one.code for one in codings(part(node, name))]
    known = [code for code in told if code in _ANY_STATE]
    return next(iter((*known, *told)), text(node, name))


def diagnoses(contents: Contents, as_of: dt.date, report: Report) -> tuple[Diagnosis, ...]:
    """Return the diagnoses with a known code that hold, or were ruled out, on a day."""
    read = (_diagnosis(one, as_of, report) for one in contents.of("Condition"))
    return tuple(one for one in read if one is not None)


def _diagnosis(one: Resource, as_of: dt.date, report: Report) -> Diagnosis | None:
    code = part(one.node, "code")
    means = meanings(codings(code))
    if not means:
        if not codings(code) and words(code):
            report.refuse(one.path, "text-only")
        return None
    onset = _onset(one.node)
    fault = _fault(one.node, onset, as_of)
    if fault:
        report.refuse(one.path, fault)
        return None
    verified = state(one.node, "verificationStatus")
    if verified == _RULED_OUT:
        return Diagnosis(means, one.path, onset, ruled_out=True, tentative=False)
    over, clinical = _is_over(one.node, as_of), state(one.node, "clinicalStatus")
    if clinical in _PAST or (over and clinical not in _ACTIVE):
        return None
    if over:
        report.note("condition-over")
    return Diagnosis(
        means, one.path, onset, ruled_out=False, tentative=over or verified in _TENTATIVE
    )


def _fault(node: Any, onset: dt.date | None, as_of: dt.date) -> str:
    if state(node, "verificationStatus") == "entered-in-error":
        return "entered-in-error"
    if has_modifier(node):
        return "modifier"
    if state(node, "clinicalStatus") not in _PRESENT | _PAST:
        return "status"
    return "after-the-day" if onset is not None and onset > as_of else ""


def _onset(node: Any) -> dt.date | None:
    """Return the first day it can have been there: the onset, else the day it was recorded."""
    for written in (
        text(node, "onsetDateTime"),
        text(part(node, "onsetPeriod"), "start"),
        text(node, "recordedDate"),
        text(node, "assertedDate"),
    ):
        day = earliest(written)
        if day is not None:
            return day
    return None


def _is_over(node: Any, as_of: dt.date) -> bool:
    """Whether the day it ended has surely come."""
    ended = over_by(text(node, "abatementDateTime"))
    return ended is not None and ended <= as_of


def conditions(
    found: tuple[Diagnosis, ...], contents: Contents, report: Report
) -> tuple[frozenset[Condition], frozenset[Condition]]:
    """Return the conditions the patient has, and those that were ruled out."""
    has: set[Condition] = set()
    absent: set[Condition] = set()
    for one in found:
        named = {_CONDITIONS[m] for m in one.meanings if m in _CONDITIONS}
        (absent if one.ruled_out else has).update(named)
        if named:
            report.use("ruled_out" if one.ruled_out else "conditions", one.path)
        for meaning in one.meanings.intersection(_NOTED if not one.ruled_out else ()):
            report.note(meaning)
    for allergy in contents.of("AllergyIntolerance"):
        present = _is_allergic(allergy, report)
        if present is not None:
            (has if present else absent).add(Condition.BACLOFEN_HYPERSENSITIVITY)
            report.use("conditions" if present else "ruled_out", allergy.path)
    if has & absent:
        report.note("condition-both")
    return frozenset(has), frozenset(absent - has)


def _is_allergic(one: Resource, report: Report) -> bool | None:
    """Whether an allergy to baclofen is there (True) or ruled out; ``None``: not about it."""
    concepts = [part(one.node, "code")]
    concepts += [part(r, "substance") for r in items(one.node, "reaction")]
    concepts += [c for r in items(one.node, "reaction") for c in items(r, "substance")]
    if not any(_is_baclofen(c) for concept in concepts for c in codings(concept)):
        if any(name in words(concept) for concept in concepts for name in baclofen.NAMES):
            report.refuse(one.path, "name-only")
        return None
    fault = _fault(one.node, None, dt.date.max)
    if fault:
        report.refuse(one.path, fault)
        return None
    if state(one.node, "verificationStatus") == _RULED_OUT:
        return False
    return True if state(one.node, "clinicalStatus") in _PRESENT else None


def _is_baclofen(one: Coding) -> bool:
    if one.system == systems.RXNORM:
        known = {baclofen.RXNORM_INGREDIENT, *baclofen.TABLETS, *baclofen.LIQUIDS}
        return one.code in known | baclofen.INTRATHECAL
    return (one.system == systems.SNOMED and one.code == baclofen.SNOMED_SUBSTANCE) or (
        one.system in systems.ATC and one.code == baclofen.ATC
    )


def indication_of(
    found: tuple[Diagnosis, ...], reasons: frozenset[str], report: Report
) -> Indication:
    """Return what baclofen is for: the reason on its order, else the one cause on record."""
    ordered_for = {_REASONS[meaning] for meaning in reasons if meaning in _REASONS}
    if len(ordered_for) == 1:
        return ordered_for.pop()
    sure = [one for one in found if not (one.ruled_out or one.tentative)]
    causes = {_INDICATIONS[m]: one for one in sure for m in one.meanings if m in _INDICATIONS}
    if len(causes) > 1:
        report.note("several-indications")
    if len(causes) != 1:
        return Indication.UNKNOWN
    ((indication, one),) = causes.items()
    report.use("indication", one.path)
    return indication
