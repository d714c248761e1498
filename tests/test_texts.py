"""The texts of closed lists: accepted at every door for the words they are, and no others."""

from __future__ import annotations

from typing import Any, get_args

import people
import pytest

import baclofen_cds as bc
from baclofen_cds import texts, vocabulary
from baclofen_cds.kidney import WeightBasis
from baclofen_cds.questions.steps.way_down import PACES
from baclofen_cds.vocabulary import Word, bare

LISTS = (*(getattr(vocabulary, n) for n in vocabulary.__all__ if n != "Question"), bc.Pace)
US = bc.get_profile("us-spasticity")
NOW = bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3)

TOLD: tuple[tuple[str, Any, str], ...] = (
    ("sex", bc.Sex.MALE, "Male"),
    ("kidney_state", bc.KidneyState.CHANGING, "CHANGING"),
    ("dialysis", bc.Dialysis.HAEMODIALYSIS, "haemo-dialysis"),
    ("indication", bc.Indication.SPINAL_CORD_INJURY, "spinal_cord_injury"),
    ("conditions", {bc.Condition.END_OF_LIFE_CARE}, ["end of life care"]),
    ("ruled_out", {bc.Condition.EPILEPSY, bc.Condition.STROKE}, {"epilepsy", "Stroke"}),
)
"""Facts of a patient: the argument, the members, and a text of them."""

ASKED: dict[str, tuple[Any, dict[str, Any], dict[str, Any]]] = {
    "starting_dose": (
        lambda **told: bc.starting_dose(people.adult(), profile=US, **told),
        {"setting": bc.Setting.SUPERVISED_INPATIENT},
        {"setting": "supervised-inpatient"},
    ),
    "titration_plan": (
        lambda **told: bc.titration_plan(people.adult(), profile=US, **told),
        {"setting": bc.Setting.OUTPATIENT},
        {"setting": "Outpatient"},
    ),
    "check_daily_maximum": (
        lambda **told: bc.check_daily_maximum(people.adult(), NOW, profile=US, **told),
        {"setting": bc.Setting.SUPERVISED_INPATIENT},
        {"setting": "SUPERVISED_INPATIENT"},
    ),
    "renal_caution": (
        lambda **told: bc.renal_caution(people.older(), NOW, profile=US, **told),
        {"setting": bc.Setting.OUTPATIENT},
        {"setting": "out patient"},
    ),
    "older_adult_caution": (
        lambda **told: bc.older_adult_caution(people.older(), NOW, profile=US, **told),
        {"setting": bc.Setting.OUTPATIENT},
        {"setting": "outpatient"},
    ),
    "check_regimen_change": (
        lambda **told: bc.check_regimen_change(
            people.adult(), before=NOW, held_for=9 * bc.ureg.day, profile=US, **told
        ),
        {
            "after": bc.Stop(reason=bc.StopReason.PATIENT_CHOICE),
            "setting": bc.Setting.OUTPATIENT,
        },
        {"after": bc.Stop(reason="Patient’s choice"), "setting": "outpatient"},
    ),
    "next_titration_step": (
        lambda **told: bc.next_titration_step(
            people.adult(), NOW, held_for=9 * bc.ureg.day, profile=US, **told
        ),
        {"response": bc.Response.PARTIAL, "tolerability": bc.Tolerability.GOOD},
        {"response": "partial", "tolerability": "GOOD"},
    ),
    "taper_plan": (
        lambda **told: bc.taper_plan(people.adult(), NOW, profile=US, **told),
        {"pace": bc.Pace.SHORTER, "reason": bc.StopReason.SERIOUS_ADVERSE_REACTION},
        {"pace": "Shorter", "reason": "serious_adverse_reaction"},
    ),
    "assess": (
        lambda **told: bc.assess(people.adult(), NOW, profile=US, **told),
        {"signs": [bc.Sign.SLOW_BREATHING], "setting": bc.Setting.OUTPATIENT},
        {"signs": ("slow breathing",), "setting": "outpatient"},
    ),
    "cockcroft_gault": (
        lambda **told: bc.kidney.cockcroft_gault(people.older(), **told),
        {"weight_basis": WeightBasis.ACTUAL},
        {"weight_basis": "actual_weight"},
    ),
    "RecordedGFR": (
        lambda **told: people.recorded(41, **told),
        {"equation": bc.GFREquation.CKID_U25, "indexing": bc.GFRIndexing.INDEXED},
        {"equation": "ckid-u25", "indexing": "per 1.73m²"},
    ),
}
"""Calls: each asked with members, and with texts of them."""


class TestTyped:
    """Type checkers read the same texts as the library accepts."""

    @pytest.mark.parametrize("kind", LISTS[:-1], ids=lambda kind: kind.__name__)
    def test_as_the_members(self, kind: type[Word]) -> None:
        """Each list of texts holds the values of its members, in their order."""
        typed = get_args(getattr(texts, f"{kind.__name__}Text"))
        assert typed == tuple(member.value for member in kind)

    def test_paces(self) -> None:
        """The paces that are typed are the two a taper accepts."""
        assert set(get_args(texts.PaceText)) == {pace.value for pace in PACES}

    def test_every_list(self) -> None:
        """Every list of words has its texts, and no text stands without its list."""
        assert set(texts.__all__) == {f"{kind.__name__}Text" for kind in LISTS}


class TestAccepted:
    """A text is the member it is the value of; what is kept is the member."""

    @pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
    def test_by_the_list(self, kind: type[Word]) -> None:
        """Calling a list with a text gives the member, however its words are joined."""
        for member in kind:
            assert kind(member) is kind(member.value) is member
            assert kind(member.value.upper().replace(" ", "_")) is member
            assert kind(f" {member.value.replace(' ', '-')} ") is member

    @pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
    def test_told_apart(self, kind: type[Word]) -> None:
        """No two words of a list differ only in what does not matter."""
        assert len({bare(member.value) for member in kind}) == len(kind)

    @pytest.mark.parametrize(("name", "members", "text"), TOLD, ids=[told[0] for told in TOLD])
    def test_patient(self, name: str, members: Any, text: Any) -> None:
        """A patient told by texts is the patient told by members, stored as the same."""
        told, meant = people.adult(**{name: text}), people.adult(**{name: members})
        assert told == meant
        assert hash(told) == hash(meant)
        assert getattr(told, name) == members
        assert bc.to_dict(told) == bc.to_dict(meant)

    @pytest.mark.parametrize("call", ASKED)
    def test_calls(self, call: str) -> None:
        """A call with texts gives the answer of the call with members, stored as the same."""
        ask, members, written = ASKED[call]
        assert bc.to_dict(ask(**written)) == bc.to_dict(ask(**members))


class TestRefused:
    """A text that is no word of the list is refused with the words that are."""

    @pytest.mark.parametrize("wrong", ["f", "", "woman"])
    @pytest.mark.parametrize("make", [bc.Sex, lambda text: people.adult(sex=text)])
    def test_lists_the_words(self, make: Any, wrong: str) -> None:
        """The error names every word, and does not repeat the text."""
        with pytest.raises(bc.errors.InputError) as caught:
            make(wrong)
        assert (caught.value.code, caught.value.field.lower()) == ("unknown-name", "sex")
        assert caught.value.expected == "one of female, male, unknown"
        assert "woman" not in str(caught.value)

    @pytest.mark.parametrize("wrong", [None, 1, ["female"], bc.Setting.UNKNOWN])
    def test_no_text(self, wrong: Any) -> None:
        """What is neither a member nor text is refused by the kind of thing it is."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.Sex(wrong)
        assert (caught.value.code, caught.value.field) == ("wrong-type", "Sex")

    @pytest.mark.parametrize("wrong", [bc.Pace.FASTEST, "as printed", "quick"])
    def test_paces_of_a_taper(self, wrong: Any) -> None:
        """A pace that no taper has is refused with the two it has, in words a call accepts."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.taper_plan(people.adult(), NOW, profile=US, pace=wrong)
        assert caught.value.expected == "one of gentle, shorter"
