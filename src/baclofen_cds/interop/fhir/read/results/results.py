"""Results one by one, parts of a panel among them, and what each is a result of."""

from __future__ import annotations

import re
from typing import Final

from attrs import evolve, frozen

from baclofen_cds.interop.fhir.read.entries.bundle import Contents, Resource
from baclofen_cds.interop.fhir.read.entries.element import (
    Coding,
    Node,
    codings,
    items,
    part,
    plain,
    text,
    words,
)
from baclofen_cds.interop.fhir.terminology import systems
from baclofen_cds.interop.fhir.terminology.loinc import KNOWN, UNUSABLE, Measured, What
from baclofen_cds.vocabulary import GFREquation

__all__ = ["KIDNEY", "Called", "Result", "called", "has_value", "results", "urine"]

KIDNEY: Final = frozenset({What.CREATININE, What.CYSTATIN, What.GFR})

_RATE: Final = re.compile(r"\be-?gfr|\bgfr\b|glomerul\w*\W+filt|filt\w*\W+(?:\w+\W+)?glomerul")
_CREATININE: Final = re.compile(r"[ck]reatinin|\bcreat?\b|\bkrea\b")
_CYSTATIN: Final = re.compile(r"[ckz][iy]statin")
_CKD_EPI: Final = re.compile(r"\bckd\W?epi")
_RATIO: Final = re.compile(
    r"\bratio\b|quotient|albumin|protein|kinase"
    r"|\b(?![ck]reat|ser|plasma|blood)\w+\s*/\s*[ck]reat"
)
"""A slash between two names of creatinine, or after its specimen, is no ratio."""

_PER_SURFACE: Final = re.compile(r"min.*1[.,]73")
_OTHER_FLUID: Final = re.compile(r"\b(?:fluid|dialysate|amnio|drain)")
_RECEPTOR: Final = re.compile(r"\b(?:gene|mutation|receptor|exon|epidermal)")
"""EGFR is also a receptor of tumours."""

_URINE: Final = re.compile(r"\b(?:urin|orina|ur\b)")
_BLOOD: Final = re.compile(r"\b(?:serum|serpl|plasma|blood)")
_UNUSABLE_AS: Final = {"around-dialysis": What.CREATININE}
"""What a code that is not read would be, where it is no rate."""

_WHOLE: Final = ("component", "hasMember")
_OF_THE_WHOLE: Final = ("status", "subject", "specimen", "modifierExtension", "implicitRules")


@frozen
class Result:
    """A result, or a part of one, and the words of the whole that it is a part of."""

    one: Resource
    of: str = ""
    specimen: str = ""


@frozen
class Called:
    """What a result is called, and why that cannot be used; empty when it can."""

    measured: Measured
    fault: str = ""


def results(contents: Contents) -> list[Result]:
    """Return every result and every part of one, those of an uncertain subject included."""
    kind = "Observation"
    found = []
    for one in (*contents.of(kind), *contents.unresolved(kind)):
        found += [_result(part_of, of, contents) for part_of, of in _parts(one)]
    return found


def _result(one: Resource, of: str, contents: Contents) -> Result:
    named = part(one.node, "specimen")
    specimen = contents.find(text(named, "reference"), "Specimen", one)
    return Result(one, of, f"{words(named)} {words(part(specimen, 'type'))}")


def _parts(one: Resource) -> list[tuple[Resource, str]]:
    """Return a result, and each of its components as a result of its own."""
    of = words(part(one.node, "code"))
    components = [
        (_component(one, node, f"{one.path}.component[{place}]"), of)
        for place, node in enumerate(items(one.node, "component"))
        if isinstance(node, dict)
    ]
    return [(one, ""), *components]


def _component(one: Resource, node: Node, path: str) -> Resource:
    """Return a component, with what the whole says for it."""
    said = {
        name: value
        for name, value in one.node.items()
        if name in _OF_THE_WHOLE or name == "contained" or name.startswith("effective")
    }
    modifiers = [*items(one.node, "modifierExtension"), *items(node, "modifierExtension")]
    return evolve(one, node={**said, **node, "modifierExtension": modifiers}, path=path)


def called(result: Result) -> Called | None:
    """Return what a result is called, by its codes or else by its words; ``None``: not ours."""
    code = part(result.one.node, "code")
    told = codings(code)
    loinc = [c.code for c in told if c.system == systems.LOINC]
    known = {KNOWN[c] for c in loinc if c in KNOWN}
    reasons = [UNUSABLE[c] for c in loinc if c in UNUSABLE]
    if reasons:
        return Called(Measured(_UNUSABLE_AS.get(reasons[0], What.GFR)), reasons[0])
    said = f"{words(code)} {_local(told)}"
    if known:
        return _agreed({_equation(one, said) for one in known})
    what = _by_code(told) or _by_words(said, result) or _by_unit(result.one.node)
    is_panel = any(name in result.one.node for name in _WHOLE) and not has_value(result.one.node)
    if what is None or is_panel:
        return None
    if loinc:
        is_urine = what is not What.GFR and urine(result) == "urine"
        return None if is_urine else Called(Measured(what), "code-not-known")
    return Called(Measured(what), "local-code" if told else "text-only")


def _equation(measured: Measured, said: str) -> Measured:
    """Return a rate with the equation its words name, where its code names none."""
    if measured.what is not What.GFR or measured.equation is not GFREquation.UNKNOWN:
        return measured
    if "ekfc" in said:
        return evolve(measured, equation=GFREquation.EKFC)
    if not (_CYSTATIN.search(said) and _CKD_EPI.search(said)):
        return measured
    if not _CREATININE.search(said):
        return evolve(measured, equation=GFREquation.CKD_EPI_2012_CYSTATIN)
    of_2021 = GFREquation.CKD_EPI_2021_CREATININE_CYSTATIN
    return evolve(measured, equation=of_2021) if "2021" in said else measured


def has_value(node: Node) -> bool:
    """Whether a value is there, in whatever way it is written."""
    return any(name.startswith("value") for name in node)


def _by_code(told: tuple[Coding, ...]) -> What | None:
    """Return what a code of LOINC means that names another system, or none."""
    codes = [one.code for one in told if one.system != systems.LOINC]
    if any(code in UNUSABLE for code in codes):
        return What.GFR
    whats = {KNOWN[code].what for code in codes if code in KNOWN} & KIDNEY
    return min(whats, key=lambda one: one.value, default=None)


def _agreed(known: set[Measured]) -> Called:
    """Return what several codes mean together: creatinines may differ in their unit only."""
    if len(known) == 1:
        return Called(known.pop())
    whats = {one.what for one in known}
    if whats == {What.CREATININE}:
        kinds = {one.molar for one in known}
        molar = kinds.pop() if len(kinds) == 1 else None
        return Called(Measured(What.CREATININE, blood=any(o.blood for o in known), molar=molar))
    what = min(whats & KIDNEY or whats, key=lambda one: one.value)
    return Called(Measured(what), "codes-contradict")


def _local(told: tuple[Coding, ...]) -> str:
    """Return codes that may be words, such as those that a laboratory gives itself."""
    return plain(" ".join(c.code for c in told if c.system != systems.LOINC))


def _by_words(said: str, result: Result) -> What | None:
    if _RATE.search(said) and not _RECEPTOR.search(said):
        return What.GFR
    about = f"{said} {result.specimen}"
    if _RATIO.search(said) or _OTHER_FLUID.search(about):
        return None
    if _CREATININE.search(said):
        return What.CREATININE
    return What.CYSTATIN if _CYSTATIN.search(said) else None


def _by_unit(node: Node) -> What | None:
    """Return a filtration rate for a unit that nothing else is measured in."""
    value = part(node, "valueQuantity")
    unit = plain(f"{text(value, 'code')} {text(value, 'unit')}")
    return What.GFR if _PER_SURFACE.search(unit) else None


def urine(result: Result) -> str:
    """Say when a result is called one of urine, and when one of blood as well."""
    own = words(part(result.one.node, "code"))
    said = f"{own} {result.of} {result.specimen}"
    if not _URINE.search(said):
        return ""
    return "urine-and-blood" if _BLOOD.search(said) else "urine"
