"""Every question that applies to a patient, asked together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from attrs import frozen

from baclofen_cds.calls import by_name
from baclofen_cds.case.case import Inquiry, inquire, taking_of
from baclofen_cds.cautions.medicines import medicine_findings
from baclofen_cds.cautions.saying import RECORD, remark
from baclofen_cds.decisions import (
    Decision,
    Finding,
    Outcome,
    Provenance,
    Severity,
    Unknown,
    counted,
    kept,
    later,
    resolved,
    unique,
    worst_first,
)
from baclofen_cds.errors import TruthValueError
from baclofen_cds.knowledge.schema.label import Guidance, Profile
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.questions.ending import recorded_as_dead
from baclofen_cds.questions.maximum import maximum_decision
from baclofen_cds.questions.older_adult import age_decision
from baclofen_cds.questions.renal import kidney_decision
from baclofen_cds.questions.start import start_decision
from baclofen_cds.regimen import NotTaking, Taking
from baclofen_cds.sources import Basis, Citation
from baclofen_cds.texts import SettingText, SignText
from baclofen_cds.vocabulary import Setting, Sign, choices, plain_text
from baclofen_cds.words.writers import Shown

__all__ = ["Assessment", "assess"]


@frozen
class Assessment(Shown):
    """Every check that applied, with their findings in one list.

    Parameters
    ----------
    decisions
        The decisions, in the order they were asked. None when signs came first.
    findings
        Every finding once, the most severe first.
    unknown
        What was not on record and could change an answer.
    provenance
        The files and the facts it rests on.
    """

    decisions: tuple[Decision[Any], ...]
    _findings: tuple[Finding, ...] = kept()
    _unknown: tuple[Unknown, ...] = kept()
    _provenance: Provenance = kept()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding once, the most severe first."""
        return resolved(self._findings)

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        """What was not on record and could change an answer."""
        return resolved(self._unknown)

    @property
    def provenance(self) -> Provenance:
        """The code, the files and the facts it rests on."""
        return resolved(self._provenance)

    def of(self, question: str) -> Decision[Any] | None:
        """Return the decision on one question, if it was asked."""
        name = plain_text(question, "question", "the name of a question, such as starting_dose")
        return next((d for d in self.decisions if d.question == name), None)

    @property
    def outcome(self) -> Outcome:
        """The first outcome in the published precedence; out of scope when signs came first."""
        outcomes = [decision.outcome for decision in self.decisions]
        return min(outcomes, key=lambda o: o.rank, default=Outcome.OUT_OF_SCOPE)

    @property
    def severity(self) -> Severity | None:
        """The highest severity among the findings, if there is any finding."""
        return self.findings[0].severity if self.findings else None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of every decision and finding, once."""
        of_findings = (c for f in self.findings for c in f.citations)
        return unique([*of_findings, *(c for d in self.decisions for c in d.citations)])

    def __bool__(self) -> NoReturn:
        raise TruthValueError(
            "no-truth-value", field="assess", hint="Ask .severity, .findings or .decisions."
        )

    def __repr__(self) -> str:
        asked = " + ".join(decision.question for decision in self.decisions) or "nothing asked"
        return f"<Assessment {asked}: {self.outcome.value}, {counted(self.findings)}>"


@by_name
def assess(
    patient: Patient,
    now: Taking,
    *,
    profile: Profile,
    setting: Setting | SettingText = Setting.UNKNOWN,
    signs: Iterable[Sign | SignText] = (),
    guidance: tuple[Guidance, ...] | None = None,
    policy: Policy | None = None,
) -> Assessment:
    """Ask every question that applies to this patient.

    For someone who takes baclofen: the daily maximum, the kidneys and, for an older adult,
    age. For someone who does not: the starting dose. Signs of toxicity or withdrawal come
    before everything; with one in hand nothing else is answered. For a patient recorded as
    dead nothing is answered at all.

    Parameters
    ----------
    patient : Patient
        Who it is about.
    now : Regimen, NOT_TAKING or UNREADABLE
        What the patient takes.
    profile : Profile
        The label that speaks.
    setting : Setting or str
        Where the patient is treated.
    signs : iterable of Sign or str
        Signs in hand that may mean toxicity or withdrawal.
    guidance : tuple of Guidance, optional
        Every shipped guideline and study, unless narrowed.
    policy : Policy, optional
        Replaces the shipped one, its windows of plausibility included.

    Returns
    -------
    Assessment

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> assessment = bc.assess(
    ...     bc.Patient(age=45 * bc.ureg.year, as_of=dt.date(2026, 3, 10)),
    ...     bc.Regimen.even(each=30 * bc.ureg.mg, times_per_day=3),
    ...     profile=bc.get_profile("us-spasticity"),
    ... )
    >>> [finding.code for finding in assessment.findings][0]
    'above-maximum'
    """
    inquiry = inquire(patient, profile=profile, guidance=guidance, policy=policy, setting=setting)
    taking = taking_of(now, inquiry)
    in_hand = choices(signs, Sign, "signs")
    asked: tuple[Decision[Any], ...] = ()
    answers = not in_hand and not patient.deceased
    if answers and isinstance(taking, NotTaking):
        asked = (start_decision(inquiry),)
    elif answers:
        age = age_decision(inquiry, taking)
        others = (maximum_decision(inquiry, taking), kidney_decision(inquiry, taking))
        asked = (*others, age) if age.answer.older_adult else others
    return Assessment(
        asked,
        later(lambda: _findings(inquiry, taking, asked, in_hand)),
        later(lambda: tuple(dict.fromkeys(u for d in asked for u in d.unknown))),
        later(lambda: _made_with(inquiry, taking, in_hand)),
    )


def _findings(
    inquiry: Inquiry, taking: Taking, asked: tuple[Decision[Any], ...], signs: frozenset[Sign]
) -> tuple[Finding, ...]:
    """Put the findings of every question together.

    For a patient recorded as dead, or with a sign in hand, nothing else is said.
    """
    if inquiry.patient.deceased:
        return (recorded_as_dead(),)
    if signs:
        return (_signs_first(signs),)
    others = medicine_findings(inquiry, starting=isinstance(taking, NotTaking))
    return worst_first([*(f for d in asked for f in d.findings), *others])


def _made_with(inquiry: Inquiry, taking: Taking, signs: frozenset[Sign]) -> Provenance:
    in_order = tuple(sorted(signs, key=lambda sign: sign.value))
    return inquiry.provenance(taking, asked=(("signs", in_order),))


def _signs_first(signs: frozenset[Sign]) -> Finding:
    return Finding(
        "signs-in-hand",
        Severity.CRITICAL,
        Basis.POLICY,
        values=(("signs", ", ".join(sorted(sign.value for sign in signs))),),
        cited=(Citation(RECORD, "signs"),),
        remarks=(remark("next-dose-is-their-decision"),),
    )
