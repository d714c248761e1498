"""A decision as plain JSON values to show: the command line's ``--json``. Not for storing."""

from __future__ import annotations

from enum import Enum
from typing import Any

import attrs

from baclofen_cds.decisions import Decision, Finding, Provenance
from baclofen_cds.errors import wrong_type
from baclofen_cds.later import resolved
from baclofen_cds.questions.assess import Assessment
from baclofen_cds.regimen import Regimen
from baclofen_cds.render.answers import answer_line
from baclofen_cds.render.facts import facts

__all__ = ["plain"]


def plain(result: Decision[Any] | Assessment) -> dict[str, Any]:
    """Return a decision or an assessment as values that JSON can hold.

    Amounts are whole micrograms and rates whole hundredths of mL/min, as they decide;
    every finding carries its sentence and its citations. This is for showing and cannot
    be read back; :func:`baclofen_cds.to_dict` is for storing.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> decision = bc.check_daily_maximum(
    ...     bc.Patient(age=45 * bc.ureg.year, as_of=dt.date(2026, 3, 10)),
    ...     bc.Regimen.even(each=20 * bc.ureg.mg, times_per_day=4),
    ...     profile=bc.get_profile("us-spasticity"),
    ... )
    >>> plain(decision)["answer"]["verdict"]
    'within'
    """
    if isinstance(result, Assessment):
        return {
            "decisions": [_decision(d) for d in result.decisions],
            "findings": [_finding(f) for f in result.findings],
            "unknown": [u.name for u in result.unknown],
            "provenance": _provenance(result.provenance),
        }
    if not isinstance(result, Decision):
        raise wrong_type(result, "result", "a decision or an assessment")
    return {
        **_decision(result),
        "findings": [_finding(f) for f in result.findings],
        "provenance": _provenance(result.provenance),
    }


def _decision(decision: Decision[Any]) -> dict[str, Any]:
    ended = {
        "question": decision.question,
        "outcome": decision.outcome.value,
        "unknown": [u.name for u in decision.unknown],
    }
    if not decision.has_answer:
        return ended
    return {**ended, "answer": _value(decision.answer), "text": answer_line(decision.answer)}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "basis": finding.basis.value,
        "summary": finding.summary,
        "detail": finding.detail,
        "values": {name: _value(value) for name, value in finding.values},
        "citations": [_value(c) for c in finding.citations],
    }


def _provenance(provenance: Provenance) -> dict[str, Any]:
    inputs = dict(provenance.inputs)
    patient, taking = inputs["patient"], inputs.get("taking", inputs.get("before"))
    understood = [] if taking is None else facts(patient, taking)
    return {
        "library_version": provenance.library_version,
        "as_of": patient.as_of.isoformat(),
        "profile": _value(provenance.profile),
        "policy": _value(provenance.policy),
        "guidance": [_value(g) for g in provenance.guidance],
        "setting": inputs["setting"].value,
        "understood": [list(fact) for fact in understood],
    }


def _value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, Regimen):
        return {"doses_micrograms": [int(d) for d in value.micrograms], "text": str(value)}
    if attrs.has(type(value)):
        named = ((a.alias or a.name, getattr(value, a.name)) for a in attrs.fields(type(value)))
        return {name: _value(resolved(part)) for name, part in named}
    return value
