"""A question as it was asked: the facts, the files that may speak, and what is unknown."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from attrs import frozen

from baclofen_cds import plausible, units
from baclofen_cds.amounts import DAYS_IN_A_LONG_MONTH, Days, MicrogramsPerDay
from baclofen_cds.case.kidney_function import Kidneys, look_at
from baclofen_cds.case.kidney_rates import clearance_of
from baclofen_cds.case.posology import KidneyTerms, Posology
from baclofen_cds.case.sheet import row_at, sheet_of, terms_for
from baclofen_cds.decisions import Provenance, Values
from baclofen_cds.errors import InputError, is_a, wrong_type
from baclofen_cds.filtration import CreatinineClearance, RecordedGFR, rate_of
from baclofen_cds.knowledge.reading import loader
from baclofen_cds.knowledge.schema.label import Guidance, Profile
from baclofen_cds.knowledge.schema.policy import Plausibility, Policy
from baclofen_cds.makeable import Makeable, SmallestDose, Steps, told_makeable
from baclofen_cds.patient import Patient
from baclofen_cds.regimen import MOST_PER_DAY, NotTaking, Regimen, Taking, Unreadable
from baclofen_cds.texts import SettingText
from baclofen_cds.units import Quantity
from baclofen_cds.version import VERSION
from baclofen_cds.vocabulary import IN_ORDER, GFRIndexing, KidneyState, Setting, choice, listed
from baclofen_cds.words.show import show_daily

__all__ = [
    "Inquiry",
    "absolute_rates",
    "check_again",
    "days_told",
    "inquire",
    "makeable_told",
    "ours",
    "taking_of",
    "target_told",
]


@frozen
class Inquiry:
    """The facts of a question and the knowledge it is put to.

    ``posology`` is what the label says to somebody of this age; ``own`` are the windows of a
    policy that was told, to check by what is told after it.
    """

    patient: Patient
    profile: Profile
    guidance: tuple[Guidance, ...]
    policy: Policy
    setting: Setting
    posology: Posology
    own: Plausibility | None = None

    @cached_property
    def kidneys(self) -> Kidneys:
        """What is known of the kidneys, looked at once for all questions."""
        return look_at(self.patient, self.profile, self.policy)

    @cached_property
    def kidney_terms(self) -> KidneyTerms:
        """What the label says to kidneys like these."""
        return terms_for(
            sheet_of(self.profile, self.policy),
            child=self.posology.is_child,
            band=self.kidneys.band,
            dialysis=self.patient.dialysis,
            changing=self.kidneys.state is KidneyState.CHANGING,
        )

    @cached_property
    def clearance(self) -> CreatinineClearance | None:
        """The creatinine clearance of an adult, computed once, where it can be computed."""
        return clearance_of(self.kidneys.evidence.patient, self.policy)

    @property
    def label(self) -> str:
        """How the label is called in a sentence."""
        return self.profile.header.name

    def provenance(self, taking: Taking | None = None, *, asked: Values = ()) -> Provenance:
        """Return what a decision keeps of this question: enough to ask it again.

        ``asked`` holds the other arguments of the verb by name, as they were understood.
        """
        told: Values = () if taking is None else (("taking", taking),)
        return Provenance(
            library_version=VERSION,
            profile=self.profile.header.used,
            policy=self.policy.header.used,
            guidance=tuple(g.header.used for g in self.guidance),
            inputs=(("patient", self.patient), ("setting", self.setting), *told, *asked),
        )


def inquire(
    patient: Patient,
    *,
    profile: Profile,
    guidance: tuple[Guidance, ...] | None,
    policy: Policy | None,
    setting: Setting | SettingText = Setting.UNKNOWN,
) -> Inquiry:
    """Check what a question was asked with and gather what is known of the kidneys."""
    if not is_a(patient, Patient):
        raise wrong_type(patient, "patient", "a bc.Patient")
    if not is_a(profile, Profile):
        hint = 'Write bc.get_profile("us-spasticity").'
        raise wrong_type(profile, "profile", "a profile; there is no default one", hint)
    current = loader.policy_told(policy)
    where = choice(setting, Setting, "setting")
    speaking = loader.shipped_guidance() if guidance is None else _guidance(guidance)
    own = None if policy is None else current.plausibility
    if own is not None:
        plausible.check_plausible(patient, own)
    row = row_at(sheet_of(profile, current), patient.age_months)
    return Inquiry(patient, profile, speaking, current, where, row, own)


def _guidance(given: Any) -> tuple[Guidance, ...]:
    expected = "a tuple of guidance; () for none"
    told = listed(given, "guidance", expected, kinds=IN_ORDER)
    for one in told:
        if not is_a(one, Guidance):
            raise wrong_type(one, "guidance", expected)
    return tuple(sorted(set(told), key=lambda g: g.id))


def taking_of(now: Taking, inquiry: Inquiry, name: str = "now") -> Taking:
    """Check what the patient is said to take."""
    if is_a(now, (Regimen, NotTaking, Unreadable)):
        if inquiry.own is not None:
            check_again(now, inquiry.own, name)
        return now
    hint = "Write bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3), or bc.NOT_TAKING."
    raise wrong_type(now, name, "a bc.Regimen, bc.NOT_TAKING or bc.UNREADABLE", hint)


def check_again(told: object, own: Plausibility, name: str) -> None:
    """Check a day, if it is one, by the windows of the policy that was told."""
    if isinstance(told, Regimen):
        plausible.check_day(told, f"{name}.", own)


def makeable_told(smallest: Quantity | Makeable | None, inquiry: Inquiry) -> Makeable | None:
    """Read the smallest dose that somebody said can be made, or what answers for that."""
    if smallest is None:
        return None
    makeable = told_makeable(smallest)
    if inquiry.own is not None and isinstance(makeable, SmallestDose):
        dose = makeable.smallest_micrograms
        plausible.check_dose(dose, "smallest_dose", inquiry.own, confirmed=True)
    return makeable


def ours(inquiry: Inquiry) -> Makeable:
    """Return what can be made where nothing is told; for a child, a liquid's."""
    return Steps(inquiry.posology.smallest_unit)


def days_told(value: Quantity | None, field: str, inquiry: Inquiry) -> Days | None:
    """Read a time somebody told, within a life."""
    if value is None:
        return None
    days = units.duration(value, field)
    longest = inquiry.policy.plausibility.oldest * DAYS_IN_A_LONG_MONTH
    if days > longest:
        expected = f"a time within a life, up to {longest} days"
        raise InputError("implausible", field=field, expected=expected)
    return days


def target_told(value: Quantity | None, inquiry: Inquiry) -> MicrogramsPerDay | None:
    """Read a target somebody told, of an amount a day can hold."""
    if value is None:
        return None
    total = units.daily_dose(value, "target")
    largest = inquiry.policy.plausibility.largest_dose * MOST_PER_DAY
    if total > largest:
        expected = f"an amount a day can hold, up to {show_daily(largest)}"
        raise InputError("implausible", field="target", expected=expected)
    return total


def absolute_rates(inquiry: Inquiry) -> tuple[RecordedGFR, ...]:
    """Return the recorded rates that nothing is compared with: absolute, and not counted."""
    gates = inquiry.kidneys.clearance is not None
    counted = [(m.rate, m.on) for m in inquiry.kidneys.evidence.clearances if gates]
    absolute = (r for r in inquiry.patient.recorded_gfr if r.indexing is GFRIndexing.ABSOLUTE)
    return tuple(r for r in absolute if (rate_of(r), r.on) not in counted)
