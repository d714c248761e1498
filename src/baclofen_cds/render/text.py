"""A decision as the note it would be in a chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from baclofen_cds import shelf
from baclofen_cds.decisions import Decision, Provenance, Severity, Unknown
from baclofen_cds.errors import wrong_type
from baclofen_cds.knowledge import loader
from baclofen_cds.regimen import parts, show_daily, show_dose
from baclofen_cds.rules.assessment import Assessment
from baclofen_cds.rules.kidney_caution import Caution
from baclofen_cds.rules.limits import LimitKind
from baclofen_cds.rules.maximum import MaximumCheck
from baclofen_cds.rules.start import StartingDose
from baclofen_cds.schedule import End, Review, Schedule, Tapered
from baclofen_cds.sources import Basis, Citation, Seen
from baclofen_cds.vocabulary import truth

__all__ = ["answer_line", "outcome_line", "sources_of", "text", "title", "unknown_line"]


def text(result: Decision[Any] | Assessment, *, sources: bool = False) -> str:
    """Write a decision or an assessment as a note.

    Parameters
    ----------
    result : Decision or Assessment
        What to write.
    sources : bool
        Whether to list every source with its pin at the end.

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
    if not isinstance(result, (Decision, Assessment)):
        raise wrong_type(result, "result", "a decision or an assessment")
    with_sources = truth(sources, "sources")
    decisions = result.decisions if isinstance(result, Assessment) else (result,)
    urgent = [f.text for f in result.findings if f.severity is not Severity.INFO]
    others = [f.text for f in result.findings if f.severity is Severity.INFO]
    blocks = [*urgent, *map(outcome_line, decisions), *others]
    blocks.append(unknown_line(result.unknown))
    if with_sources:
        blocks.append(sources_of(result.citations))
    return "\n".join(block for block in blocks if block)


def outcome_line(decision: Decision[Any]) -> str:
    """Write how one question ended, with its answer when there is one."""
    said = shelf.sentences()
    name = said[f"question-{decision.question.replace('_', '-')}"]
    outcome = said[f"outcome-{decision.outcome.value.replace(' ', '-')}"]
    if not decision.has_answer:
        return f"{name}: {outcome}."
    grounds, line = _grounds(decision.answer, outcome), answer_line(decision.answer)
    if isinstance(decision.answer, Schedule):
        return said["answer-plan"].format(name=name, grounds=grounds) + line
    return f"{name}: {line} ({grounds})."


def _grounds(answer: object, outcome: str) -> str:
    """Say what an answer rests on: also that it was read second-hand, or divided by us."""
    said = shelf.sentences()
    if isinstance(answer, Caution):
        stated = outcome == said["outcome-stated"]
        return said["outcome-caution-stated"] if stated else outcome
    if _place(answer).seen is Seen.SECONDARY:
        outcome = said["answer-secondary"].format(outcome=outcome)
    if isinstance(answer, StartingDose) and answer.basis is Basis.POLICY:
        outcome = said["answer-division-ours"].format(outcome=outcome)
    return outcome


def _place(answer: Any) -> Citation:
    """Return the place that decided an answer."""
    place: Citation = (
        answer.binding.citation if isinstance(answer, MaximumCheck) else answer.citations[0]
    )
    return place


def answer_line(answer: StartingDose | Schedule | MaximumCheck | Caution) -> str:
    """Write an answer in one line."""
    said = shelf.sentences()
    if isinstance(answer, StartingDose):
        return _starting_dose(answer, said)
    if isinstance(answer, Schedule):
        return _schedule(answer)
    if isinstance(answer, MaximumCheck):
        single = answer.binding.kind is LimitKind.NAMED_ADMINISTRATION
        amount = (show_dose if single else show_daily)(answer.binding.micrograms)
        return said["answer-maximum"].format(
            verdict=answer.verdict.value, kind=answer.binding.kind.value, amount=amount
        )
    rate = "" if answer.rate is None else f", eGFR {answer.rate}"
    return said["answer-caution"].format(band=answer.band.value, rate=rate)


def _starting_dose(answer: StartingDose, said: Mapping[str, str]) -> str:
    line = said["answer-starting-dose"].format(
        total=show_daily(answer.preferred.micrograms_per_day), preferred=answer.preferred
    )
    alike = len({option.micrograms_per_day for option in answer.options}) == 1
    others = "; ".join(str(o) if alike else parts(o) for o in answer.options[1:])
    if not others:
        return line
    return f"{line}; {said['answer-other-divisions'].format(others=others)}"


def _schedule(plan: Schedule) -> str:
    """Write a plan: every step with its days, how it ends, and the pace beside it."""
    said = shelf.sentences()
    steps = [
        said["plan-day" if step.days == 1 else "plan-step"].format(
            first=step.first_day, last=step.last_day, regimen=parts(step.regimen)
        )
        for step in plan.steps
    ]
    lines = ["", *steps, _end(plan.end)]
    if plan.beside is not None:
        beside = {"pace": plan.beside.pace.value, "days": plan.beside.days}
        lines.append(said["plan-beside"].format(**beside))
    return "\n  ".join(lines)


def _end(end: End) -> str:
    said = shelf.sentences()
    if isinstance(end, Tapered):
        return said["plan-tapered"].format(day=end.first_day_without)
    if isinstance(end, Review):
        return said["plan-review"].format(day=end.on_day)
    return said["plan-continue"]


def unknown_line(unknown: Iterable[Unknown]) -> str:
    """Name what could change the answer and was not on record; the first few."""
    most = loader.current_policy().rounding.unknowns_printed.value
    names = [u.text for u in unknown if u.could_change_answer][:most]
    return shelf.sentences()["missing"].format(names="; ".join(names)) if names else ""


def sources_of(citations: Iterable[Citation]) -> str:
    """List every source with its pin."""
    heading = shelf.sentences()["sources"]
    return "\n".join([f"{heading}:", *(f"- {citation}" for citation in citations)])


def title(provenance: Provenance, as_of: object, label: str) -> str:
    """Write the heading of an assessment."""
    return shelf.sentences()["title-assessment"].format(
        as_of=as_of, label=label, revised=provenance.profile.revised
    )
