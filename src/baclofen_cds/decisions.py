"""What comes back: an outcome, perhaps an answer, and findings that explain it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, NoReturn, TypeVar

from attrs import field, frozen

from baclofen_cds.errors import NoAnswerError, TruthValueError
from baclofen_cds.sources import Basis, Citation, KnowledgeUsed
from baclofen_cds.words.catalogue import sentences
from baclofen_cds.words.show import show
from baclofen_cds.words.writers import Shown, headline

__all__ = [
    "Decision",
    "Ending",
    "Finding",
    "Outcome",
    "Provenance",
    "Remark",
    "Severity",
    "T_co",
    "Unknown",
    "Values",
    "unique",
    "worst_first",
]


T_co = TypeVar("T_co", covariant=True)


Values = tuple[tuple[str, Any], ...]


# The one lazy corner: most callers read an answer and its severity, or nothing but a verdict;
# sentences, citations and provenance cost more than the decision itself, so they are made on
# demand, from values that cannot change. Nothing about a result shows the difference.

_T = TypeVar("_T")


class _Later(Generic[_T]):
    """A value that is not made yet, or is kept once it was."""

    __slots__ = ("_made", "_make")

    _made: _T

    def __init__(self, make: Callable[[], _T] | None) -> None:
        self._make = make

    @property
    def value(self) -> _T:
        """Make the value, once; two threads that come together make equal ones."""
        make = self._make
        if make is not None:
            self._made = make()
            self._make = None
        return self._made

    def __reduce__(self) -> tuple[Any, ...]:
        return (_made, (self.value,))


def _made(value: _T) -> _Later[_T]:
    """Return a value as one that was put off and is made."""
    done: _Later[_T] = _Later(None)
    done._made = value  # noqa: SLF001 - it is made here
    return done


if TYPE_CHECKING:

    def later(make: Callable[[], _T]) -> _T:
        """Put off making the value of an attribute declared with :func:`kept`."""
else:
    later = _Later


def resolved(value: _T) -> _T:
    """Return a value, made now if it was put off."""
    return value.value if isinstance(value, _Later) else value


def kept() -> Any:
    """Declare an attribute whose value may be put off; it compares and reads as made."""
    return field(eq=resolved, repr=repr_made)


def repr_made(value: object) -> str:
    """Write a value that may be put off as it reads when it is made."""
    return repr(resolved(value))


class Severity(Enum):
    """How much attention a finding asks for; the three words of CDS Hooks."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for critical."""
        return list(Severity).index(self)


class Outcome(Enum):
    """How a question ended. Where several apply, the first in this order is given."""

    OUT_OF_SCOPE = "out of scope"
    CONTRAINDICATED = "contraindicated"
    WITHHELD = "withheld"
    INSUFFICIENT_DATA = "insufficient data"
    UNREAD = "unread"
    SILENT = "silent"
    POLICY = "policy"
    STATED = "stated"

    @property
    def rank(self) -> int:
        """Place in the precedence; a lower rank wins."""
        return list(Outcome).index(self)


@frozen
class Remark:
    """One sentence of the catalogue, the values in it and where they come from."""

    code: str
    values: Values = ()
    citations: tuple[Citation, ...] = ()

    @property
    def text(self) -> str:
        """The sentence."""
        return _say(self.code, self.values)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Remark {self.code}>"


@frozen
class Finding:
    """Something a clinician should know, with everything it rests on.

    Parameters
    ----------
    code
        Stable name, listed in the documentation.
    severity
        How much attention it asks for.
    basis
        What it rests on.
    values
        The values of its first line, by name.
    citations
        Where the first line comes from.
    remarks
        The sentences that follow it, each with its own citations.
    """

    code: str
    severity: Severity
    basis: Basis
    values: Values = ()
    cited: tuple[Citation, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of the finding and its remarks, once."""
        return unique([*self.cited, *(c for r in self.remarks for c in _cited_by(r))])

    @property
    def summary(self) -> str:
        """The first line: the fact, then its consequence."""
        line = _say(self.code, self.values)
        return line[0].upper() + line[1:] if line.split(" ")[0].islower() else line

    @property
    def headline(self) -> str:
        """The first line in fewer than 140 characters; hardly one is longer."""
        return headline(self.summary)

    @property
    def detail(self) -> str:
        """The sentences that follow the first line."""
        return " ".join(remark.text for remark in self.remarks)

    @property
    def text(self) -> str:
        """The finding as it reads in a note."""
        lines = (f"{self.severity.value.capitalize()}. {self.summary}", self.detail)
        return "\n".join(line for line in lines if line)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Finding {self.code}: {self.severity.value}, {self.basis.value}>"


@frozen
class Unknown:
    """A fact that was not on record.

    Parameters
    ----------
    name
        The field of the patient or the question.
    could_change_answer
        Whether knowing it could change this answer.
    """

    name: str
    could_change_answer: bool = True

    @property
    def text(self) -> str:
        """What to look up, in words."""
        return _say(f"unknown-{self.name.replace('_', '-')}", ())

    def __str__(self) -> str:
        return self.text


class Ending(NamedTuple, Generic[T_co]):
    """How a question ended, before it is said.

    Parameters
    ----------
    outcome
        How it ended.
    answer
        The answer, where there is one.
    findings
        What the ending itself has to say.
    missing
        Names of what was not on record and could change the answer.
    """

    outcome: Outcome
    answer: T_co | None = None
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()


@frozen
class Provenance:
    """What a decision was made with: code, files, and the inputs as understood."""

    library_version: str
    profile: KnowledgeUsed
    policy: KnowledgeUsed
    guidance: tuple[KnowledgeUsed, ...]
    inputs: Values

    def __repr__(self) -> str:
        files = f"{self.profile.id}, {self.policy.id}, {len(self.guidance)} guidance files"
        return f"<Provenance {self.library_version}: {files}>"


@frozen
class Decision(Shown, Generic[T_co]):
    """The end of a question.

    A decision has no truth value: whether a dose is above a maximum is a field of the
    answer, and a decision may have no answer at all.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> decision = bc.check_daily_maximum(
    ...     bc.Patient(age=45 * bc.ureg.year, as_of=dt.date(2026, 3, 10)),
    ...     bc.Regimen.even(each=30 * bc.ureg.mg, times_per_day=3),
    ...     profile=bc.get_profile("us-spasticity"),
    ... )
    >>> decision.outcome.value, decision.answer.verdict.value
    ('stated', 'above maximum')
    """

    question: str
    outcome: Outcome
    _findings: tuple[Finding, ...] = kept()
    _unknown: tuple[Unknown, ...] = kept()
    _provenance: Provenance = kept()
    _answer: T_co | None = field(default=None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a clinician should know, the most severe first."""
        return resolved(self._findings)

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        """What was not on record and could change the answer."""
        return resolved(self._unknown)

    @property
    def provenance(self) -> Provenance:
        """The code, the files and the facts it was made with."""
        return resolved(self._provenance)

    @property
    def has_answer(self) -> bool:
        """Whether there is an answer to read."""
        return self._answer is not None

    @property
    def answer(self) -> T_co:
        """The answer.

        Raises
        ------
        NoAnswerError
            If there is none; the outcome and the findings say why.
        """
        if self._answer is None:
            raise NoAnswerError(
                "no-answer",
                field=self.question,
                got=f"the outcome {self.outcome.value!r}",
                hint="Read .outcome and .findings, or ask .has_answer first.",
            )
        return self._answer

    @property
    def severity(self) -> Severity | None:
        """The highest severity among the findings, if there is any finding."""
        return max((f.severity for f in self.findings), key=lambda s: s.rank, default=None)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of every finding and of the answer, once."""
        of_answer: Iterable[Citation] = getattr(self._answer, "citations", ())
        return unique([*of_answer, *(c for f in self.findings for c in f.citations)])

    def __bool__(self) -> NoReturn:
        raise TruthValueError(
            "no-truth-value",
            field=self.question,
            hint="Ask .has_answer, .outcome, .severity or a field of .answer.",
        )

    def __repr__(self) -> str:
        return f"<Decision {self.question}: {self.outcome.value}, {counted(self.findings)}>"


def unique(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return the citations in order, each once."""
    return tuple(dict.fromkeys(citations))


def counted(findings: tuple[Finding, ...]) -> str:
    """Say how many findings there are, and name the first, for a developer to read."""
    if not findings:
        return "no findings"
    many = f"{len(findings)} findings, first" if findings[1:] else "1 finding,"
    return f"{many} {findings[0].severity.value} {findings[0].code}"


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings once each, the most severe first."""
    once: list[Finding] = []
    for finding in findings:
        if finding not in once:
            once.append(finding)
    return tuple(sorted(once, key=lambda f: -f.severity.rank))


def _say(code: str, values: Values) -> str:
    return sentences()[code].format(**{name: show(value) for name, value in values})


def _cited_by(remark: Remark) -> Iterable[Citation]:
    yield from remark.citations
    for _, value in remark.values:
        for inner in value if isinstance(value, tuple) else ():
            yield from _cited_by(inner)
