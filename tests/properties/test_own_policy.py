"""What a hospital's own policy refuses is refused wherever that policy is told."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import people
import pytest
import strategies as some
from hypothesis import given
from hypothesis import strategies as st
from interop import bundles
from own_policies import own_policy

import baclofen_cds as bc
from baclofen_cds.questions.registry import QUESTIONS

u = bc.ureg
LABELS = [bc.get_profile(name) for name in bc.available_profiles()]
AT_MOST_50 = own_policy(plausibility__largest_dose="50")
DAYS = ("now", "before", "after")
USUAL: dict[str, Any] = {
    **dict.fromkeys(DAYS, people.day(10, 10, 10)),
    "patient": people.adult(),
    "profile": LABELS[0],
    "held_for": 7 * u.day,
    "response": bc.Response.PARTIAL,
    "tolerability": bc.Tolerability.GOOD,
}


def questions() -> dict[str, Callable[..., Any]]:
    """Return every question by its name."""
    return {question.name: getattr(bc, question.name) for question in QUESTIONS}


def asked(verb: Callable[..., Any], **told: Any) -> Any:
    """Ask a question with usual arguments, but for those that are told."""
    names = inspect.signature(verb).parameters
    return verb(**{**{k: v for k, v in USUAL.items() if k in names}, **told})


def refused(verb: Callable[..., Any], **told: Any) -> tuple[str, str]:
    """Return the code and the field with which a question is refused."""
    with pytest.raises(bc.errors.InputError) as caught:
        asked(verb, **told)
    return caught.value.code, caught.value.field


def days_of(verb: Callable[..., Any]) -> Iterator[str]:
    """Yield the arguments of a question that are a day of baclofen."""
    yield from (name for name in DAYS if name in inspect.signature(verb).parameters)


@st.composite
def days_too_large(draw: st.DrawFn) -> tuple[bc.Regimen, int]:
    """Draw a day with one administration above 50 mg, and its place."""
    doses = draw(st.lists(some.dose_micrograms(largest=50_000), max_size=4))
    slot = draw(st.integers(0, len(doses)))
    doses.insert(slot, draw(st.one_of(st.just(90_000), st.integers(50_001, 200_000))))
    amounts = [u.Quantity(dose, "microgram") for dose in doses]
    return bc.Regimen(amounts, confirmed=True), slot


class TestLargestDose:
    """With a policy that allows at most 50 mg at once, more is refused everywhere."""

    @given(some.anyone(), days_too_large(), st.sampled_from(LABELS))
    def test_every_question(self, patient: bc.Patient, day: Any, label: Any) -> None:
        """90 mg, or anything else above 50, is refused by name in each argument that is a day."""
        regimen, slot = day
        about = {"patient": patient, "profile": label, "policy": AT_MOST_50}
        for verb in questions().values():
            for name in days_of(verb):
                said = refused(verb, **about, **{name: regimen})
                assert said == ("implausible", f"{name}.doses[{slot}]")

    @given(some.anyone(), some.regimens(largest=50_000), st.sampled_from(LABELS))
    def test_up_to_it(self, patient: bc.Patient, day: bc.Regimen, label: Any) -> None:
        """At most 50 mg at once is answered as the shipped policy answers it."""
        about = {"patient": patient, "profile": label}
        for verb in questions().values():
            told = {**about, **dict.fromkeys(days_of(verb), day)}
            ours, theirs = asked(verb, **told), asked(verb, **told, policy=AT_MOST_50)
            assert ours.findings == theirs.findings
            assert bc.text(ours) == bc.text(theirs, policy=AT_MOST_50)

    @pytest.mark.parametrize("name", [n for n, verb in questions().items() if [*days_of(verb)]])
    def test_asked_again(self, name: str) -> None:
        """A stored question with 90 mg, said to rest on that policy, is refused again."""
        day = bc.Regimen([90 * u.mg], confirmed=True)
        verb = questions()[name]
        for argument in days_of(verb):
            stored = bc.to_dict(asked(verb, **{argument: day}))
            stored["provenance"]["policy"]["digest"] = AT_MOST_50.header.digest
            with pytest.raises(bc.errors.InputError) as caught:
                bc.recompute(stored, policy=AT_MOST_50)
            assert (caught.value.code, caught.value.field) == (
                "implausible",
                f"{argument}.doses[0]",
            )

    @pytest.mark.parametrize(("dose", "why"), [(55, "implausible"), (90, "confirm")])
    @pytest.mark.parametrize("as_needed", [False, True])
    def test_a_record(self, dose: int, why: str, as_needed: bool) -> None:
        """An order of more is unread, with its reason, and what is taken is not known."""
        taken = bundles.dosage(bundles.quantity(dose), asNeededBoolean=as_needed)
        record = bc.interop.fhir.read_record(
            bundles.bundle(bundles.order(taken)), policy=AT_MOST_50
        )
        assert record.regimen is bc.UNREADABLE
        assert record.with_as_needed is None
        reasons = [one.reason_code for one in record.unread]
        assert reasons == (["as-needed"] if as_needed else [why])


CHILD = {"age": 5 * u.year, "serum_creatinine": None, "serum_creatinine_on": None}
REFUSED: dict[str, tuple[dict[str, str], dict[str, Any], str, str]] = {
    "age": ({"oldest": "100"}, {"age": 101 * u.year}, "implausible", "age"),
    "light": ({"lightest": "40"}, {"weight": 39 * u.kg}, "implausible", "weight"),
    "heavy": ({"heaviest": "100"}, {"weight": 101 * u.kg}, "implausible", "weight"),
    "heavy for a child": (
        {"weight_for_age__from_4": "28"},
        {**CHILD, "weight": 29 * u.kg},
        "confirm",
        "weight",
    ),
    "short": ({"shortest": "140"}, {"height": 139 * u.cm}, "implausible", "height"),
    "tall": ({"tallest": "190"}, {"height": 191 * u.cm}, "implausible", "height"),
    "rate": (
        {"highest_rate": "200"},
        {"recorded_gfr": [people.recorded(100), people.recorded(201)]},
        "implausible",
        "recorded_gfr[1].value",
    ),
    "creatinine refused": (
        {"creatinine_refused_above": "20"},
        {"serum_creatinine": people.mg_dl(21), "confirmed": {"serum_creatinine"}},
        "implausible",
        "serum_creatinine",
    ),
    "creatinine unusual": (
        {"creatinine_unusual_above": "5"},
        {"serum_creatinine": people.mg_dl(6)},
        "confirm",
        "serum_creatinine",
    ),
    "creatinine too low": (
        {"creatinine_refused_below": "15"},
        {"serum_creatinine": people.umol(14), "confirmed": {"serum_creatinine"}},
        "implausible",
        "serum_creatinine",
    ),
    "creatinine unusually low": (
        {"creatinine_unusual_below": "40"},
        {"serum_creatinine": people.umol(39)},
        "confirm",
        "serum_creatinine",
    ),
    "earlier creatinine": (
        {"creatinine_refused_above": "20"},
        {"earlier_creatinine": [(people.mg_dl(21), people.ago(30))]},
        "implausible",
        "earlier_creatinine[0]",
    ),
    "cystatin C": (
        {"cystatin_refused_above": "10"},
        {"cystatin_c": 11 * u.mg / u.L},
        "implausible",
        "cystatin_c",
    ),
    "cystatin C too low": (
        {"cystatin_refused_below": "0.3"},
        {"cystatin_c": 0.2 * u.mg / u.L},
        "implausible",
        "cystatin_c",
    ),
}
"""What a narrower window refuses that the shipped one lets in: windows, facts, code, field."""


def narrowed(windows: dict[str, str]) -> Any:
    """Load the shipped policy with narrower windows."""
    return own_policy(**{f"plausibility__{name}": value for name, value in windows.items()})


class TestPatients:
    """A patient whom the constructor let in is refused by each question as it would refuse."""

    @pytest.mark.parametrize("name", questions())
    @pytest.mark.parametrize("case", REFUSED)
    def test_refused(self, name: str, case: str) -> None:
        """Refused by the narrower window, with the constructor's code and field."""
        windows, facts, *said = REFUSED[case]
        patient = people.adult(**facts)
        assert refused(questions()[name], patient=patient, policy=narrowed(windows)) == tuple(said)

    @pytest.mark.parametrize("name", questions())
    @pytest.mark.parametrize(
        "case", [c for c, (*_, code, _) in REFUSED.items() if code == "confirm"]
    )
    def test_confirmed(self, name: str, case: str) -> None:
        """What somebody confirmed is answered."""
        windows, facts, _, field = REFUSED[case]
        patient = people.adult(**facts, confirmed={field})
        assert asked(questions()[name], patient=patient, policy=narrowed(windows)) is not None


class TestDoses:
    """Doses that are too small, or have to be confirmed, and what can be made."""

    @pytest.mark.parametrize("name", [n for n, verb in questions().items() if [*days_of(verb)]])
    def test_unusual(self, name: str) -> None:
        """A dose that only the own policy calls unusual is let in once it is confirmed."""
        policy, verb = narrowed({"unusual_dose_above": "30"}), questions()[name]
        for argument in days_of(verb):
            said = refused(verb, policy=policy, **{argument: bc.Regimen([40 * u.mg])})
            assert said == ("confirm", f"{argument}.doses[0]")
            checked = {argument: bc.Regimen([40 * u.mg], confirmed=True)}
            assert asked(verb, policy=policy, **checked) is not None

    @pytest.mark.parametrize(
        "name",
        [n for n, q in questions().items() if "smallest_dose" in inspect.signature(q).parameters],
    )
    def test_what_can_be_made(self, name: str) -> None:
        """A makeable dose below the own window is refused; one at its edge is not."""
        policy, verb = narrowed({"smallest_dose": "1"}), questions()[name]
        said = refused(verb, policy=policy, smallest_dose=0.5 * u.mg)
        assert said == ("implausible", "smallest_dose")
        assert asked(verb, policy=policy, smallest_dose=1 * u.mg) is not None

    def test_a_target(self) -> None:
        """A target is held against that policy's largest dose, as often as a day has hours."""
        target = {"target": 1_201 * u.mg / u.day}
        assert asked(bc.titration_plan, **target) is not None
        assert refused(bc.titration_plan, policy=AT_MOST_50, **target) == ("implausible", "target")


class TestText:
    """How many unknown facts a note names is the policy's."""

    @pytest.mark.parametrize("most", [1, 2])
    def test_unknowns(self, most: int) -> None:
        """With the own policy fewer are named; without it, five."""
        policy = own_policy(rounding__unknowns_printed=str(most))
        patient = bc.Patient(age=45 * u.year, as_of=people.AS_OF)
        decision = bc.starting_dose(patient, profile=LABELS[0], policy=policy)

        def named(text: str) -> int:
            (line,) = [one for one in text.splitlines() if one.startswith("Not on record: ")]
            return line.count("; ") + 1

        assert named(bc.text(decision, policy=policy)) == most
        assert named(bc.text(decision)) > most
