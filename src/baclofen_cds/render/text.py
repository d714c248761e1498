"""A decision as the note it would be in a chart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from baclofen_cds.calls import by_name
from baclofen_cds.deciding.maximum import MaximumCheck
from baclofen_cds.decisions import (
    Decision,
    Finding,
    Outcome,
    Provenance,
    Severity,
    Unknown,
)
from baclofen_cds.errors import is_a, wrong_type
from baclofen_cds.knowledge.reading import loader
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.questions.assess import Assessment
from baclofen_cds.questions.older_adult import AgeCaution
from baclofen_cds.questions.renal import KidneyCaution
from baclofen_cds.questions.start import StartingDose
from baclofen_cds.render.answers import answer_line, preferred_line
from baclofen_cds.schedule import Schedule, Tapered
from baclofen_cds.sources import Basis, Citation, Seen
from baclofen_cds.vocabulary import truth
from baclofen_cds.words.catalogue import sentences
from baclofen_cds.words.show import show_daily

__all__ = [
    "by_urgency",
    "decisions_of",
    "first_line",
    "outcome_line",
    "question_name",
    "sources_of",
    "text",
    "title",
    "unknown_line",
]


@by_name
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
    urgent, others = by_urgency(result.findings)
    blocks = [f.text for f in urgent]
    blocks += [*map(outcome_line, decisions_of(result)), *(f.text for f in others)]
    blocks.append(unknown_line(result.unknown, ours))
    if with_sources:
        blocks.append(sources_of(result.citations))
    return "\n".join(block for block in blocks if block)


def first_line(result: Decision[Any] | Assessment) -> str:
    """Write what matters most of a result: what is urgent, or else how its question ended."""
    urgent, _ = by_urgency(result.findings)
    if urgent:
        return urgent[0].summary
    decisions = decisions_of(result)
    if not decisions:
        return _ended(result.outcome)
    return (_answer_in_a_line if decisions[0].has_answer else outcome_line)(decisions[0])


def decisions_of(result: Decision[Any] | Assessment) -> tuple[Decision[Any], ...]:
    """Return the decisions of a result."""
    return result.decisions if isinstance(result, Assessment) else (result,)


def by_urgency(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Part what stands above the outcome from what stands below it."""
    urgent: list[Finding] = []
    others: list[Finding] = []
    for finding in findings:
        (others if finding.severity is Severity.INFO else urgent).append(finding)
    return urgent, others


def outcome_line(decision: Decision[Any]) -> str:
    """Write how one question ended, with its answer when there is one."""
    said = sentences()
    name, outcome = question_name(decision), _ended(decision.outcome)
    if not decision.has_answer:
        if decision.outcome is Outcome.SILENT and decision.question in _STEPS:
            outcome = said["outcome-silent-steps"]
        return f"{name}: {outcome}."
    grounds, line = _grounds(decision.answer, outcome), answer_line(decision.answer)
    if isinstance(decision.answer, Schedule):
        return _plan_line(decision.answer, name, grounds) + line
    return f"{name}: {line} ({grounds})."


def question_name(decision: Decision[Any]) -> str:
    """Write what was asked."""
    return sentences()[f"question-{decision.question.replace('_', '-')}"]


def _ended(outcome: Outcome) -> str:
    return sentences()[f"outcome-{outcome.value.replace(' ', '-')}"]


def _answer_in_a_line(decision: Decision[Any]) -> str:
    """Write an answer without the other divisions of a start, or the steps of a plan."""
    answer, name = decision.answer, question_name(decision)
    grounds = _grounds(answer, _ended(decision.outcome))
    if isinstance(answer, StartingDose):
        return f"{name}: {preferred_line(answer)} ({grounds})."
    if isinstance(answer, Schedule):
        return _plan_in_a_line(answer, name, grounds)
    return outcome_line(decision)


def _plan_in_a_line(plan: Schedule, name: str, grounds: str) -> str:
    """Write a taper with the days of its paces, a titration with where it begins and ends."""
    if isinstance(plan.end, Tapered):
        return _plan_line(plan, name, grounds).removesuffix(":") + "."
    first, last = (show_daily(plan.steps[at].regimen.micrograms_per_day) for at in (0, -1))
    sentence = sentences()["headline-plan"]
    return sentence.format(name=name, grounds=grounds, days=plan.days, first=first, last=last)


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
