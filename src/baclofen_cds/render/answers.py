"""An answer in words: one writer for each kind of answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from baclofen_cds.case.limits import LimitKind
from baclofen_cds.deciding.changes import ChangeKind
from baclofen_cds.deciding.maximum import MaximumCheck
from baclofen_cds.questions.older_adult import AgeCaution
from baclofen_cds.questions.renal import KidneyCaution
from baclofen_cds.questions.start import StartingDose
from baclofen_cds.questions.steps.change_steps import ChangeCheck
from baclofen_cds.questions.steps.stepping import NextStep
from baclofen_cds.regimen import parts
from baclofen_cds.schedule import End, Review, Schedule, Tapered
from baclofen_cds.words.catalogue import sentences
from baclofen_cds.words.show import show, show_daily, show_dose

__all__ = ["answer_line", "end_line", "preferred_line"]


def answer_line(answer: Any) -> str:
    """Write an answer in one line, or, for a plan, one line for each step."""
    return _WRITERS[type(answer)](answer)


def _say(code: str, **values: object) -> str:
    return sentences()[code].format(**values)


def preferred_line(answer: StartingDose) -> str:
    """Write the preferred division of a start."""
    total = show_daily(answer.preferred.micrograms_per_day)
    return _say("answer-starting-dose", total=total, preferred=answer.preferred)


def _starting_dose(answer: StartingDose) -> str:
    line = preferred_line(answer)
    alike = len({option.micrograms_per_day for option in answer.options}) == 1
    others = "; ".join(str(o) if alike else parts(o) for o in answer.options[1:])
    return f"{line}; {_say('answer-other-divisions', others=others)}" if others else line


def _schedule(plan: Schedule) -> str:
    """Write a plan: every step with its days, how it ends, and the pace beside it.

    Both paces of a taper are written whole; of a titration the other one's days.
    """
    lines = ["", *_steps(plan)]
    if plan.beside is not None:
        values = {"pace": plan.beside.pace.value, "days": plan.beside.days}
        tapers = isinstance(plan.end, Tapered)
        lines.append(_say("plan-other" if tapers else "plan-beside", **values))
        lines += _steps(plan.beside) if tapers else []
    return "\n  ".join(lines)


def _steps(plan: Schedule) -> list[str]:
    steps = [
        _say(
            "plan-day" if step.days == 1 else "plan-step",
            first=step.first_day,
            last=step.last_day,
            regimen=parts(step.regimen),
        )
        for step in plan.steps
    ]
    return [*steps, end_line(plan.end)]


def end_line(end: End) -> str:
    """Write how a plan ends."""
    if isinstance(end, Tapered):
        return _say("plan-tapered", day=end.first_day_without)
    if isinstance(end, Review):
        return _say("plan-review", day=end.on_day)
    return _say("plan-continue")


def _maximum(answer: MaximumCheck) -> str:
    single = answer.binding.kind is LimitKind.NAMED_ADMINISTRATION
    amount = (show_dose if single else show_daily)(answer.binding.micrograms)
    kind = answer.binding.kind.value
    return _say("answer-maximum", verdict=answer.verdict.value, kind=kind, amount=amount)


def _next_step(answer: NextStep) -> str:
    options = " or ".join(map(str, answer.options))
    shown = f": {options}" if options else ""
    return _say(
        "answer-next-step",
        action=_say(f"action-{answer.action.name.lower().replace('_', '-')}"),
        options=shown,
    )


def _change(answer: ChangeCheck) -> str:
    """Write a change with what is wrong with it, if anything is."""
    problems = [problem.value for problem in answer.problems]
    well = "change-not-abrupt" if answer.kind is ChangeKind.STOP else "change-in-step"
    shown = ", ".join(problems or [_say(well)])
    return _say("answer-change", kind=answer.kind.value, problems=shown)


def _kidneys(answer: KidneyCaution) -> str:
    rate = "" if answer.rate is None else f", eGFR {answer.rate}"
    if answer.clearance is not None:
        rate = f", creatinine clearance {answer.clearance}"
    return _say("answer-caution", band=answer.band.value, rate=rate)


def _age(answer: AgeCaution) -> str:
    code = "answer-older" if answer.older_adult else "answer-not-older"
    return _say(code, from_age=show(answer.from_age))


_WRITERS: Final[dict[type, Callable[[Any], str]]] = {
    StartingDose: _starting_dose,
    Schedule: _schedule,
    MaximumCheck: _maximum,
    NextStep: _next_step,
    ChangeCheck: _change,
    KidneyCaution: _kidneys,
    AgeCaution: _age,
}
