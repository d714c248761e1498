"""Diagnoses and allergies: what the patient has, what was ruled out, what they mean."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from attrs import frozen

from baclofen_cds.interop.fhir.read.entries.bundle import Contents, Resource
from baclofen_cds.interop.fhir.read.entries.dates import earliest, over_by
from baclofen_cds.interop.fhir.read.entries.element import (
    Coding,
    codings,
    has_modifier,
    items,
    part,
    text,
    words,
)
from baclofen_cds.interop.fhir.read.entries.report import Report
from baclofen_cds.interop.fhir.terminology import (
    baclofen,
    condition_words,
    icd10,
    kidney_words,
    snomed,
    systems,
)
from baclofen_cds.vocabulary import Condition, Indication

__all__ = [
    "CONDITIONS",
    "INJURY",
    "KIDNEYS",
    "Diagnosis",
    "conditions",
    "diagnoses",
    "ended_by",
    "indication_of",
    "is_over",
    "is_there",
    "may_mean_injury",
    "meanings",
    "speaks_of_kidneys",
]

INJURY: Final = "acute-kidney-injury"
KIDNEYS: Final = frozenset(
    {
        INJURY,
        "continuous-renal-replacement",
        "dialysis",
        "haemodialysis",
        "peritoneal-dialysis",
    }
)
"""What forbids a start on the strength of any recorded value of the kidneys."""

_ACTIVE: Final = frozenset({"active", "recurrence", "relapse"})
_PRESENT: Final = _ACTIVE | {""}
_PAST: Final = frozenset({"inactive", "remission", "resolved"})
_RULED_OUT: Final = "refuted"
_NONE_NOW: Final = frozenset({"entered-in-error", "after-the-day"})
_CERTAINTY: Final = "/icd-10-gm-diagnosesicherheit"
_CERTAIN: Final = "G"
_TENTATIVE: Final = frozenset({"unconfirmed", "differential"})
_ANY_STATE: Final = (
    _PRESENT | _PAST | _TENTATIVE | {"provisional", "confirmed", _RULED_OUT, "entered-in-error"}
)

CONDITIONS: Final = {
    "alcohol-use-disorder": Condition.ALCOHOL_USE_DISORDER,
    "amputation": Condition.AMPUTATION,
    "diabetes": Condition.DIABETES,
    "epilepsy": Condition.EPILEPSY,
    "hospice": Condition.END_OF_LIFE_CARE,
    "parkinsons-disease": Condition.PARKINSONS_DISEASE,
    "peptic-ulcer": Condition.PEPTIC_ULCER,
    "porphyria": Condition.PORPHYRIA,
    "pregnancy": Condition.PREGNANCY,
    "psychosis": Condition.PSYCHIATRIC_ILLNESS,
    "respiratory-disease": Condition.RESPIRATORY_DISEASE,
    "spinal-cord-injury": Condition.SPINAL_CORD_INJURY,
    "stroke": Condition.STROKE,
}
"""What a meaning is as a condition of the patient."""

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
    """A diagnosis with a known code, and whether it holds on the day.

    Parameters
    ----------
    meanings
        What its codes mean, in the words of the tables.
    path
        Where it stands.
    latest
        The last day of those it is dated by, up to the day asked for.
    ruled_out
        Whether the patient does not have it.
    tentative
        Whether it is not sure enough to be what baclofen is for.
    """

    meanings: frozenset[str]
    path: str
    latest: dt.date | None
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
    means = meanings(codings(part(one.node, "code")))
    fault = _fault(one.node, as_of)
    _read_words(one, means, fault, as_of, report)
    if not means:
        return None
    if fault:
        report.refuse(one.path, fault)
        report.kidneys_in_doubt |= fault not in _NONE_NOW and bool(means & KIDNEYS)
        return None
    latest = _latest(one.node, as_of)
    verified = state(one.node, "verificationStatus")
    if verified == _RULED_OUT:
        return Diagnosis(means, one.path, latest, ruled_out=True, tentative=False)
    if _is_gone(one.node, as_of):
        return None
    over = _is_over(one.node, as_of)
    if over:
        report.note("condition-over")
    unsure = over or verified in _TENTATIVE or _is_uncertain(one.node)
    return Diagnosis(means, one.path, latest, ruled_out=False, tentative=unsure)


def speaks_of_kidneys(concept: Any) -> bool:
    """Whether the words of a concept may mean dialysis or acute kidney injury."""
    return any(one in words(concept) for one in kidney_words.PARTS)


def may_mean_injury(concept: Any) -> bool:
    """Whether a concept is an acute kidney injury, or may be one for all that it says."""
    means = meanings(codings(concept)) & KIDNEYS
    said = any(one in words(concept) for one in kidney_words.INJURY)
    return INJURY in means or (said and not means)


def is_there(node: Any, as_of: dt.date) -> bool:
    """Whether a diagnosis holds on the day, as far as its standing is understood."""
    return not _fault(node, as_of) and not _is_gone(node, as_of)


def is_over(node: Any, as_of: dt.date) -> bool:
    """Whether a diagnosis was there, and no longer is."""
    was_there = not _fault(node, as_of) and state(node, "verificationStatus") != _RULED_OUT
    return was_there and _is_gone(node, as_of)


def ended_by(node: Any, as_of: dt.date) -> dt.date | None:
    """Return the day by which a diagnosis that is over had ended; ``None``: not dated."""
    spell = part(node, "abatementPeriod")
    told = (text(node, "abatementDateTime"), text(spell, "end") or text(spell, "start"))
    days = [day for day in map(over_by, told) if day is not None]
    return min(max(days), as_of) if days else _latest(node, as_of)


def _read_words(
    one: Resource, means: frozenset[str], fault: str, as_of: dt.date, report: Report
) -> None:
    """Name a diagnosis whose words may matter, where its codes do not say the same."""
    code = part(one.node, "code")
    if speaks_of_kidneys(code) and not means & KIDNEYS:
        report.refuse(one.path, fault if fault in _NONE_NOW else "kidney-words")
        report.kidneys_in_doubt |= not (fault in _NONE_NOW or _is_gone(one.node, as_of))
    elif not means and _names_baclofen(code):
        report.refuse(one.path, fault if fault in _NONE_NOW else "name-only")
    elif not codings(code) and words(code) and not condition_words.meaning(words(code)):
        report.refuse(one.path, "text-only")


def _is_gone(node: Any, as_of: dt.date) -> bool:
    """Whether a diagnosis is ruled out, or no longer holds."""
    clinical = state(node, "clinicalStatus")
    over = _is_over(node, as_of) and clinical not in _ACTIVE
    return state(node, "verificationStatus") == _RULED_OUT or clinical in _PAST or over


def _is_uncertain(node: Any) -> bool:
    """Whether a German code of certainty says anything but that the diagnosis is sure."""
    told = [
        text(part(extension, "valueCoding"), "code")
        for coding in items(part(node, "code"), "coding")
        for extension in items(coding, "extension")
        if text(extension, "url").endswith(_CERTAINTY)
    ]
    return any(code != _CERTAIN for code in told)


def _fault(node: Any, as_of: dt.date) -> str:
    if state(node, "verificationStatus") == "entered-in-error":
        return "entered-in-error"
    if has_modifier(node):
        return "modifier"
    if state(node, "clinicalStatus") not in _PRESENT | _PAST:
        return "status"
    onset = _onset(node)
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


def _latest(node: Any, as_of: dt.date) -> dt.date | None:
    """Return the last day that its dates can mean, up to the day asked for."""
    spell = part(node, "onsetPeriod")
    told = [text(node, name) for name in ("onsetDateTime", "recordedDate", "assertedDate")]
    told += [text(spell, "start"), text(spell, "end")]
    days = [over_by(one) for one in told if (earliest(one) or dt.date.max) <= as_of]
    return max((min(day, as_of) for day in days if day is not None), default=None)


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
        named = {CONDITIONS[m] for m in one.meanings if m in CONDITIONS}
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
    by_code = any(_is_baclofen(c) for concept in concepts for c in codings(concept))
    by_name = any(map(_names_baclofen, concepts))
    if not (by_code or by_name):
        return None
    fault = _fault(one.node, dt.date.max)
    if fault:
        report.refuse(one.path, fault)
        return None
    is_there = not _is_gone(one.node, dt.date.min)
    if not by_code:
        _say_by_name(one, is_there, report)
        return True if is_there else None
    if state(one.node, "verificationStatus") == _RULED_OUT:
        return False
    return True if is_there else None


def _say_by_name(one: Resource, is_there: bool, report: Report) -> None:
    if is_there:
        report.note("allergy-by-name")
    else:
        report.refuse(one.path, "name-only")


def _names_baclofen(concept: Any) -> bool:
    return baclofen.is_named(words(concept))


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
