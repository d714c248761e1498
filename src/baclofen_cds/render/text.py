"""A decision as the note it would be in a chart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from baclofen_cds.deciding.verdict import MaximumCheck
from baclofen_cds.decisions import Decision, Outcome, Provenance, Severity, Unknown
from baclofen_cds.errors import is_a, wrong_type
from baclofen_cds.knowledge.reading import loader
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.questions.assess import Assessment
from baclofen_cds.questions.older_adult import AgeCaution
from baclofen_cds.questions.renal import KidneyCaution
from baclofen_cds.questions.start import StartingDose
from baclofen_cds.render.answers import answer_line
from baclofen_cds.schedule import Schedule, Tapered
from baclofen_cds.sources import Basis, Citation, Seen
from baclofen_cds.vocabulary import truth
from baclofen_cds.words.catalogue import sentences

__all__ = ["outcome_line", "sources_of", "text", "title", "unknown_line"]


def text(
    result: Decision[Any] | Assessment, *, sources: bool = False, policy: Policy | None = None
) -> str:
    """Write a decision or an assessment as a note.

    Parameters
    ----------
    result : Decision or Assessment
        What to write.
    sources : bool
        Whether to list every source with its pin at the end.
    policy : Policy, optional
        Replaces the shipped one: it says how many unknown facts are printed.

    Returns
    -------
    str
        Plain text: critical findings and warnings, the answers, then the rest.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> decision = bc.check_daily_maximum(
    ...     bc.Patient(age=45 * bc.ureg.year, as_of=dt.date(2026, 3, 10)),
    ...     bc.Regimen.even(each=20 * bc.ureg.mg, times_per_day=4),
    ...     profile=bc.get_profile("us-spasticity"),
    ... )
    >>> print(bc.text(decision))
    Daily maximum: within; decided by the daily maximum, 80 mg/day (stated by the label).
    Not on record: a serum creatinine with its date.
    """
    if not is_a(result, (Decision, Assessment)):
        raise wrong_type(result, "result", "a decision or an assessment")
    with_sources, ours = truth(sources, "sources"), loader.policy_told(policy)
    decisions = result.decisions if isinstance(result, Assessment) else (result,)
    urgent = [f.text for f in result.findings if f.severity is not Severity.INFO]
    others = [f.text for f in result.findings if f.severity is Severity.INFO]
    blocks = [*urgent, *map(outcome_line, decisions), *others]
    blocks.append(unknown_line(result.unknown, ours))
    if with_sources:
        blocks.append(sources_of(result.citations))
    return "\n".join(block for block in blocks if block)


def outcome_line(decision: Decision[Any]) -> str:
    """Write how one question ended, with its answer when there is one."""
    said = sentences()
    name = said[f"question-{decision.question.replace('_', '-')}"]
    outcome = said[f"outcome-{decision.outcome.value.replace(' ', '-')}"]
    if not decision.has_answer:
        if decision.outcome is Outcome.SILENT and decision.question in _STEPS:
            outcome = said["outcome-silent-steps"]
        return f"{name}: {outcome}."
    grounds, line = _grounds(decision.answer, outcome), answer_line(decision.answer)
    if isinstance(decision.answer, Schedule):
        return _plan_line(decision.answer, name, grounds) + line
    return f"{name}: {line} ({grounds})."


def _plan_line(plan: Schedule, name: str, grounds: str) -> str:
    """Write the first line of a plan; of a taper with the days of both paces."""
    said, other = sentences(), plan.beside
    if other is None or not isinstance(plan.end, Tapered):
        return said["answer-plan"].format(name=name, grounds=grounds)
    return said["answer-paces"].format(
        name=name,
        grounds=grounds,
        pace=plan.pace.value,
        days=plan.days,
        other=other.pace.value,
        other_days=other.days,
    )


_STEPS: Final = frozenset({"titration_plan", "next_titration_step", "check_regimen_change"})


def _grounds(answer: object, outcome: str) -> str:
    """Say what an answer rests on: also that it was read second-hand, or divided by us."""
    said = sentences()
    if isinstance(answer, KidneyCaution):
        stated = outcome == said["outcome-stated"]
        return said["outcome-caution-stated"] if stated else outcome
    if isinstance(answer, AgeCaution):
        return said["outcome-stated" if answer.basis is Basis.LABEL else "outcome-policy"]
    if any(place.seen is Seen.SECONDARY for place in _places(answer)):
        outcome = said["answer-secondary"].format(outcome=outcome)
    if isinstance(answer, StartingDose) and answer.basis is Basis.POLICY:
        outcome = said["answer-division-ours"].format(outcome=outcome)
    return outcome


def _places(answer: Any) -> tuple[Citation, ...]:
    """Return the places that decided an answer."""
    if isinstance(answer, MaximumCheck):
        return (answer.binding.citation,)
    places: tuple[Citation, ...] = answer.citations
    return places if isinstance(answer, Schedule) else places[:1]


def unknown_line(unknown: Iterable[Unknown], policy: Policy) -> str:
    """Name what could change the answer and was not on record; the first few."""
    most = policy.rounding.unknowns_printed.value
    names = [u.text for u in unknown if u.could_change_answer][:most]
    return sentences()["missing"].format(names="; ".join(names)) if names else ""


def sources_of(citations: Iterable[Citation]) -> str:
    """List every source with its pin."""
    heading = sentences()["sources"]
    return "\n".join([f"{heading}:", *(f"- {citation}" for citation in citations)])


def title(provenance: Provenance, as_of: object, label: str) -> str:
    """Write the heading of an assessment."""
    return sentences()["title-assessment"].format(
        as_of=as_of, label=label, revised=provenance.profile.revised
    )
