"""The starting dose: what the label states for this patient, or why nothing is proposed."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.amounts import Micrograms, MicrogramsPerDay
from baclofen_cds.calls import by_name
from baclofen_cds.case.case import Inquiry, inquire, makeable_told
from baclofen_cds.case.licence import Licence, licence_of, not_told, unfit_weight
from baclofen_cds.cautions.children import amount_findings, child_findings
from baclofen_cds.cautions.kidney_notes import kidney_notes
from baclofen_cds.cautions.kidneys import kidney_findings
from baclofen_cds.cautions.licence import licence_findings
from baclofen_cds.cautions.medicines import medicine_findings
from baclofen_cds.cautions.older_adult import older_adult_findings
from baclofen_cds.cautions.record import standing_findings
from baclofen_cds.deciding.kidneys import dialysis_untold
from baclofen_cds.deciding.start import Amount, amount_by_weight, amount_of, divided, start_outcome
from baclofen_cds.decisions import Decision, Ending, Finding, Outcome, Severity
from baclofen_cds.knowledge.schema.label import Guidance, Profile
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.makeable import Makeable, Steps
from baclofen_cds.medicines import belonging
from baclofen_cds.patient import Patient
from baclofen_cds.questions.ending import end, untold_of_a_rise
from baclofen_cds.regimen import NOT_TAKING, Regimen
from baclofen_cds.sources import Basis, Citation
from baclofen_cds.texts import SettingText
from baclofen_cds.units import Quantity, show_per_day
from baclofen_cds.vocabulary import Setting

__all__ = ["StartingDose", "by_weight", "gate", "start_decision", "starting_dose"]


@frozen
class StartingDose:
    """How a treatment begins.

    Parameters
    ----------
    options
        Every division of the day the label allows, the preferred one first.
    basis
        Label, or policy where the division is ours.
    citations
        Where the amount and its division come from.
    """

    options: tuple[Regimen, ...]
    basis: Basis
    citations: tuple[Citation, ...]

    @property
    def preferred(self) -> Regimen:
        """The division the label prefers; where it leaves a choice, one in whole tablets."""
        return self.options[0]

    @property
    def total_daily_dose(self) -> Quantity:
        """The total of the preferred division, in mg/day."""
        return show_per_day(self.preferred.micrograms_per_day)


@by_name
def starting_dose(
    patient: Patient,
    *,
    profile: Profile,
    smallest_dose: Quantity | Makeable | None = None,
    setting: Setting | SettingText = Setting.UNKNOWN,
    guidance: tuple[Guidance, ...] | None = None,
    policy: Policy | None = None,
) -> Decision[StartingDose]:
    """Say what dose a label starts this patient on.

    Parameters
    ----------
    patient : Patient
        Who it is about. Needed for an answer: an age, an indication the label covers,
        a fresh creatinine; for a dose per kg also a fresh weight.
    profile : Profile
        The label that speaks. There is no default.
    smallest_dose : Quantity, SmallestDose or Makeable, optional
        The smallest dose that can be made; doses are rounded down to whole multiples.
    setting : Setting or str
        Where the patient is treated.
    guidance : tuple of Guidance, optional
        Every shipped guideline and study, unless narrowed; they add findings only.
    policy : Policy, optional
        Replaces the shipped one, its windows of plausibility included.

    Returns
    -------
    Decision of StartingDose
        ``stated`` with an answer, or the outcome and findings that say why there is
        none.

    Raises
    ------
    InputError
        If an argument is of a type that is not accepted.

    Examples
    --------
    >>> import datetime as dt, baclofen_cds as bc
    >>> patient = bc.Patient(
    ...     age=45 * bc.ureg.year,
    ...     as_of=dt.date(2026, 3, 10),
    ...     sex=bc.Sex.FEMALE,
    ...     serum_creatinine=0.8 * bc.ureg.mg / bc.ureg.dL,
    ...     serum_creatinine_on=dt.date(2026, 3, 3),
    ...     indication=bc.Indication.MULTIPLE_SCLEROSIS,
    ... )
    >>> decision = bc.starting_dose(patient, profile=bc.get_profile("us-spasticity"))
    >>> print(decision.answer.preferred)
    5 mg three times daily
    """
    inquiry = inquire(patient, profile=profile, guidance=guidance, policy=policy, setting=setting)
    makeable = makeable_told(smallest_dose, inquiry)
    return start_decision(inquiry, makeable)


def start_decision(inquiry: Inquiry, makeable: Makeable | None = None) -> Decision[StartingDose]:
    """Answer on the start; what is said of it is made when it is read."""
    licence = licence_of(inquiry)
    missing = _missing(inquiry, licence)
    amount = _amount(inquiry) if not missing else None
    outcome = _outcome(inquiry, licence, missing)
    answer: StartingDose | None = None
    rounding: tuple[Finding, ...] = ()
    if outcome is Outcome.STATED and amount is not None:
        answer, rounding = _divide(amount, inquiry, makeable)
        if answer is None:
            outcome, missing = Outcome.INSUFFICIENT_DATA, ("smaller_makeable_dose",)
    return end(
        "starting_dose",
        inquiry,
        Ending(outcome, answer),
        said=lambda: _all_findings(inquiry, licence, amount, rounding),
        missing=lambda: (*missing, *not_told(inquiry), *untold_of_a_rise(inquiry)),
        asked=(("smallest_dose", makeable),),
    )


def _all_findings(
    inquiry: Inquiry, licence: Licence, amount: Amount | None, rounding: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    return (
        *licence_findings(inquiry, licence),
        *older_adult_findings(inquiry, NOT_TAKING),
        *kidney_findings(inquiry, NOT_TAKING, starting=True),
        *kidney_notes(inquiry, NOT_TAKING, starting=True),
        *medicine_findings(inquiry, starting=True),
        *standing_findings(inquiry, NOT_TAKING),
        *child_findings(inquiry, _amount(inquiry)),
        *amount_findings(inquiry, amount),
        *rounding,
    )


def gate(inquiry: Inquiry) -> tuple[Outcome, tuple[str, ...]]:
    """Return how a start ends, before any amount is made, and what is missing for it."""
    licence = licence_of(inquiry)
    missing = _missing(inquiry, licence)
    return _outcome(inquiry, licence, missing), missing


def _amount(inquiry: Inquiry) -> Amount | None:
    """Return what the label starts this patient on, where it says so."""
    patient = inquiry.patient
    kidneys, grams = inquiry.kidney_terms, patient.weight_grams
    return amount_of(inquiry.posology, kidneys, patient.indication, grams)


def _outcome(inquiry: Inquiry, licence: Licence, missing: tuple[str, ...]) -> Outcome:
    never_with = inquiry.policy.exposure.avoid_together.value
    together = belonging(inquiry.patient.medicines, never_with)
    return start_outcome(
        inquiry.posology,
        inquiry.kidney_terms,
        in_scope=licence.in_scope,
        contraindicated=bool(licence.contraindicated or together),
        missing=bool(missing),
    )


def _missing(inquiry: Inquiry, licence: Licence) -> tuple[str, ...]:
    names = list(licence.missing)
    names.extend(inquiry.kidneys.missing)
    if dialysis_untold(inquiry.kidneys.band, inquiry.patient.dialysis):
        names.append("dialysis")
    if inquiry.posology.is_child:
        names.extend(unfit_weight(inquiry))
    return tuple(dict.fromkeys(names))


def by_weight(inquiry: Inquiry) -> StartingDose | None:
    """Return what a child of this weight would be started on, whatever withholds it."""
    amount = amount_by_weight(inquiry.posology, inquiry.patient.weight_grams)
    return None if amount is None else _divide(amount, inquiry, None)[0]


def _divide(
    amount: Amount, inquiry: Inquiry, told: Makeable | None
) -> tuple[StartingDose | None, tuple[Finding, ...]]:
    """Divide a day's total; every dose is rounded down to what can be made."""
    ours = inquiry.policy.rounding.computed_dose_step
    makeable = told or Steps(inquiry.posology.computed_step if amount.computed else 1)
    days = [(divided(amount.total, times, makeable), times) for times in amount.times]
    options = [Regimen([Micrograms(each)] * times) for each, times in days if each]
    if not options:
        return None, (_unmakeable(amount),)
    basis = Basis.POLICY if amount.division_is_ours else Basis.LABEL
    answer = StartingDose(tuple(options), basis, amount.citations)
    found = []
    if answer.preferred.times_per_day != amount.times[0]:
        found.append(_other_division(amount, answer))
    if answer.preferred.micrograms_per_day != amount.total:
        found.append(_rounded(amount, answer, ours.citation if told is None else None))
    if amount.division_is_ours:
        found.append(_divided_by_us(amount, answer))
    return answer, tuple(found)


def _divided_by_us(amount: Amount, answer: StartingDose) -> Finding:
    return Finding(
        "division-is-ours",
        Severity.INFO,
        Basis.POLICY,
        values=(("total", MicrogramsPerDay(amount.total)), ("preferred", str(answer.preferred))),
        cited=amount.citations,
    )


def _other_division(amount: Amount, answer: StartingDose) -> Finding:
    return Finding(
        "preferred-division-not-makeable",
        Severity.INFO,
        Basis.LABEL,
        values=(("times", amount.times[0]), ("preferred", str(answer.preferred))),
        cited=amount.citations,
    )


def _unmakeable(amount: Amount) -> Finding:
    return Finding(
        "dose-not-makeable",
        Severity.INFO,
        Basis.RECORD,
        values=(("total", MicrogramsPerDay(amount.total)),),
        cited=amount.citations,
    )


def _rounded(amount: Amount, answer: StartingDose, rule: Citation | None) -> Finding:
    return Finding(
        "dose-rounded-down",
        Severity.INFO,
        Basis.POLICY,
        values=(
            ("total", MicrogramsPerDay(amount.total)),
            ("made", answer.preferred.micrograms_per_day),
            ("preferred", str(answer.preferred)),
        ),
        cited=(*amount.citations, *([rule] if rule else [])),
    )
