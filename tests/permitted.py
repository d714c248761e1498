"""What an answer permits, and how gravely it warns, so that two can be compared."""

from __future__ import annotations

from typing import Any, Final

from attrs import frozen

_DAYS: Final = 60
_PROPOSING: Final = (
    "start",
    "plan",
    "check of a start",
    "check of a rise",
    "assess, starting",
)
"""The questions whose outcome says how far a start or an increase is from being permitted."""

_OF_KIDNEYS: Final = ("kidney", "clearance", "creatinine", "cystatin", "measures-", "told-stable")


@frozen
class Permitted:
    """What came back of a question, as numbers: the higher, the more is permitted or said.

    Parameters
    ----------
    outcome
        The place of the outcome in the published order, of a question that may propose more.
    amounts
        What a start or an increase may be; ``None`` where none is proposed or found in order.
    problems
        What is wrong with a change that was asked.
    verdict
        Where a day stands among its limits; -1 where that was not answered.
    severity, of_kidneys
        The gravest of all findings, and of those on the kidneys; -1 without any.
    """

    outcome: int
    amounts: tuple[int, ...] | None
    problems: frozenset[Any]
    verdict: int
    severity: int
    of_kidneys: int


def permitted(question: str, result: Any) -> Permitted:
    """Return what a result permits and how gravely it warns."""
    answer = result.answer if getattr(result, "has_answer", False) else None
    asked = question in _PROPOSING
    checked = question == "daily maximum" and answer is not None
    ranks = {f.code: f.severity.rank for f in result.findings}
    return Permitted(
        outcome=result.outcome.rank if asked else 0,
        amounts=None if answer is None else _amounts(question, answer),
        problems=frozenset(getattr(answer, "problems", ())),
        verdict=_VERDICTS.index(answer.verdict.value) if checked else -1,
        severity=max(ranks.values(), default=-1),
        of_kidneys=max((r for c, r in ranks.items() if c.startswith(_OF_KIDNEYS)), default=-1),
    )


_VERDICTS: Final = ("within", "above usual range", "needs supervision", "above maximum")


def _amounts(question: str, answer: Any) -> tuple[int, ...] | None:
    """Return the amounts a start or an increase may be, the most that is left open."""
    if question == "start":
        options = answer.options
        each = max(option.largest_micrograms for option in options)
        return (max(option.micrograms_per_day for option in options), each)
    if question == "plan":
        steps = (answer.beside or answer).steps
        return tuple(
            [s.regimen.micrograms_per_day for s in steps if s.first_day <= day][-1]
            for day in range(1, _DAYS)
        )
    if question == "next step" and answer.action.value == "raise":
        return (max(option.micrograms_per_day for option in answer.options),)
    return (answer.one_step,) if question in ("check of a start", "check of a rise") else None


def less_careful(better: Permitted, worse: Permitted) -> list[str]:
    """Name in what the answer to worse facts permits more, or warns less."""
    found = []
    if worse.amounts is not None and better.amounts is None:
        found.append("an answer where there was none")
    if worse.amounts and better.amounts and _any_more(worse.amounts, better.amounts):
        found.append("a larger amount")
    if worse.amounts and better.amounts and not better.problems <= worse.problems:
        found.append("a problem less")
    if worse.outcome > better.outcome:
        found.append("a more permissive outcome")
    if -1 < worse.verdict < better.verdict:
        found.append("a milder verdict")
    if worse.severity < better.severity and better.severity > 0:
        found.append("a lower severity")
    if worse.of_kidneys < better.of_kidneys and better.of_kidneys > 0:
        found.append("a lower severity of what is said of the kidneys")
    return found


def _any_more(these: tuple[int, ...], those: tuple[int, ...]) -> bool:
    return any(one > other for one, other in zip(these, those, strict=True))
