"""A stored question, asked again with the facts and the files it was asked with."""

from __future__ import annotations

from typing import Any, TypeVar

from baclofen_cds.calls import by_name
from baclofen_cds.decisions import Decision, Provenance
from baclofen_cds.errors import InputError, NotFoundError, is_a, wrong_type
from baclofen_cds.knowledge.reading import loader
from baclofen_cds.knowledge.schema.label import Guidance, Profile
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.makeable import OwnMakeable
from baclofen_cds.questions.assess import Assessment
from baclofen_cds.serialization.reading import from_dict
from baclofen_cds.serialization.table import ASSESS, QUESTIONS, Question
from baclofen_cds.sources import KnowledgeUsed
from baclofen_cds.vocabulary import IN_ORDER, listed

__all__ = ["recompute"]

_K = TypeVar("_K", Profile, Guidance, Policy)

_CALLED = {"taking": "now"}
"""Inputs whose name in the verb is another one."""


@by_name
def recompute(
    data: dict[str, Any],
    *,
    profile: Profile | None = None,
    guidance: tuple[Guidance, ...] = (),
    policy: Policy | None = None,
) -> Decision[Any] | Assessment:
    """Ask a stored question again: the same facts, the same files, this library.

    The stored answer is not used. With the version of the library that wrote it, the
    result equals what was stored; with another one, a difference is what has changed.

    Parameters
    ----------
    data : dict
        A decision or an assessment, as :func:`to_dict` gives it.
    profile : Profile, optional
        The hospital's own profile, if that one spoke. Shipped files are found by
        themselves, superseded ones too.
    guidance : tuple of Guidance, optional
        The hospital's own guidance, if any spoke.
    policy : Policy, optional
        The hospital's own policy, if that one spoke.

    Returns
    -------
    Decision or Assessment

    Raises
    ------
    NotFoundError
        If a file that spoke is not at hand; ``field`` says which.
    InputError
        If the dict cannot be read, or a file that is given is not the one that spoke.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> decision = bc.check_daily_maximum(
    ...     bc.Patient(age=45 * bc.ureg.year, as_of=dt.date(2026, 3, 10)),
    ...     bc.Regimen.even(each=30 * bc.ureg.mg, times_per_day=3),
    ...     profile=bc.get_profile("us-spasticity"),
    ... )
    >>> bc.recompute(bc.to_dict(decision)) == decision
    True
    """
    stored = from_dict(data)
    if not isinstance(stored, (Decision, Assessment)):
        raise wrong_type(stored, "data", "a decision or an assessment, as bc.to_dict gives it")
    used = stored.provenance
    question = QUESTIONS[ASSESS if isinstance(stored, Assessment) else stored.question]
    arguments = _arguments(question, used)
    files = {
        "profile": _file(used.profile, Profile, profile, "profile"),
        "policy": _file(used.policy, Policy, policy, "policy"),
        "guidance": _guidance(used.guidance, guidance),
    }
    again: Decision[Any] | Assessment = question.verb(**arguments, **files)
    return again


def _arguments(question: Question, used: Provenance) -> dict[str, Any]:
    """Return the arguments of the verb, from the inputs as they were understood."""
    inputs = dict(used.inputs)
    expected = {"patient", "setting", *question.asked}
    if len(inputs) != len(used.inputs) or inputs.keys() != expected:
        expected_names = ", ".join(sorted(expected))
        raise InputError("inconsistent", field="provenance.inputs", expected=expected_names)
    return {
        _CALLED.get(name, name): _as_told(inputs[name]) for name in ("patient", *question.asked)
    }


def _as_told(value: object) -> object:
    """Return an input as the verb takes it; what a caller's own code answered nobody knows."""
    if isinstance(value, OwnMakeable):
        expected = "what can be made as a bc.SmallestDose"
        raise InputError("not-makeable", field="smallest_dose", got=value.name, expected=expected)
    return value


def _file(used: KnowledgeUsed, kind: type[_K], own: _K | None, name: str) -> _K:
    """Return the file that spoke: the hospital's own if it is given, or a shipped one."""
    if own is not None:
        _check_own(own, kind, name)
        if own.header.digest != used.digest:
            expected = f"the {name} that spoke, by its digest"
            raise InputError("conflict", field=name, expected=expected)
        return own
    found = loader.shipped(kind, used.digest)
    if found is None:
        raise _not_at_hand(used, name)
    return found


def _guidance(used: tuple[KnowledgeUsed, ...], own: Any) -> tuple[Guidance, ...]:
    told = listed(own, "guidance", "a tuple of guidance", kinds=IN_ORDER)
    for one in told:
        _check_own(one, Guidance, "guidance")
    given = {one.header.digest: one for one in told}
    if not given.keys() <= {file.digest for file in used}:
        expected = "only guidance that spoke, by its digest"
        raise InputError("conflict", field="guidance", expected=expected)
    return tuple(_file(file, Guidance, given.get(file.digest), "guidance") for file in used)


def _check_own(own: object, kind: type[Any], name: str) -> None:
    if not is_a(own, kind):
        raise wrong_type(own, name, f"a {kind.__name__}, as bc.load_{name}(path) gives it")


def _not_at_hand(used: KnowledgeUsed, name: str) -> NotFoundError:
    return NotFoundError(
        "not-found",
        field=f"provenance.{name}",
        expected=f"the file {used.id}, revised {used.revised}, with the digest that was stored",
        hint=f"If it is your own, pass {name}=bc.load_{name}(path).",
    )
