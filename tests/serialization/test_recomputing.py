"""A stored question asked again: the same facts, the same files, the same answer."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import attrs
import people
import pytest

import baclofen_cds as bc
from baclofen_cds.knowledge.reading import loader
from baclofen_cds.knowledge.schema.label import Guidance, Profile, Status
from baclofen_cds.knowledge.schema.policy import Policy

US = bc.get_profile("us-spasticity")
KNOWLEDGE = Path(bc.__file__).parent / "knowledge"
MUANDA = bc.get_guidance("muanda")


def own(tmp_path: Path, folder: str, id: str) -> Path:
    """Return a copy of a shipped file that differs, as a hospital's own does."""
    (shipped,) = (KNOWLEDGE / folder).glob(f"{id}.*.toml")
    text = shipped.read_text("utf-8").replace("review_due = 2027", "review_due = 2028")
    path = tmp_path / shipped.name
    path.write_text(text, "utf-8")
    return path


class TestSame:
    """Asked again, every question gives what was stored."""

    @pytest.mark.parametrize(
        "ask",
        [
            lambda p, **k: bc.starting_dose(p, **k, smallest_dose=2.5 * bc.ureg.mg),
            lambda p, **k: bc.check_daily_maximum(p, people.day(30, 30, 30), **k),
            lambda p, **k: bc.renal_caution(p, people.day(5), **k, starting=True),
            lambda p, **k: bc.taper_plan(
                p,
                people.day(30, 30, 30),
                **k,
                exposure=6 * bc.ureg.week,
                smallest_dose=2.5 * bc.ureg.mg,
                reason=bc.StopReason.SERIOUS_ADVERSE_REACTION,
            ),
            lambda p, **k: bc.assess(p, bc.NOT_TAKING, **k),
            lambda p, **k: bc.assess(p, people.day(5), **k, signs={bc.Sign.COMA, bc.Sign.FEVER}),
        ],
        ids=["start", "maximum", "kidneys", "taper", "assess", "signs"],
    )
    @pytest.mark.parametrize("guidance", [None, (), (MUANDA,)], ids=["all", "none", "one"])
    def test_same(self, ask: Any, guidance: Any) -> None:
        """Every argument that was told is told again."""
        stored = ask(people.older(), profile=US, guidance=guidance)
        assert bc.recompute(bc.to_dict(stored)) == stored

    def test_setting(self) -> None:
        """Where the patient is treated is told again."""
        inside = bc.Setting.SUPERVISED_INPATIENT
        uk = bc.get_profile("uk-spasticity")
        stored = bc.check_daily_maximum(
            people.adult(), people.day(40, 40, 40), profile=uk, setting=inside
        )
        assert bc.recompute(bc.to_dict(stored)) == stored
        plain = bc.check_daily_maximum(people.adult(), people.day(40, 40, 40), profile=uk)
        assert plain != stored

    def test_the_stored_answer_is_not_used(self) -> None:
        """An answer that was changed in the store comes back as it is worked out."""
        stored = bc.check_daily_maximum(people.adult(), people.day(30, 30, 30), profile=US)
        tampered = bc.to_dict(stored)
        tampered["answer"]["verdict"]["value"] = "within"
        assert bc.from_dict(tampered) != stored
        assert bc.recompute(tampered) == stored


class TestOwnFiles:
    """A hospital's own files are given, and have to be the ones that spoke."""

    def test_profile(self, tmp_path: Path) -> None:
        """Without the hospital's profile the question cannot be asked; with it, it can."""
        mine = bc.load_profile(own(tmp_path, "profiles", "us-spasticity"))
        assert mine.digest != US.digest
        stored = bc.starting_dose(people.adult(), profile=mine)
        with pytest.raises(bc.errors.NotFoundError) as caught:
            bc.recompute(bc.to_dict(stored))
        assert caught.value.field == "provenance.profile"
        assert "us-spasticity, revised 2024-04-01" in str(caught.value)
        assert bc.recompute(bc.to_dict(stored), profile=mine) == stored
        with pytest.raises(bc.errors.InputError) as other:
            bc.recompute(bc.to_dict(stored), profile=US)
        assert (other.value.code, other.value.field) == ("conflict", "profile")

    def test_policy(self, tmp_path: Path) -> None:
        """The same holds of the policy."""
        mine = bc.load_policy(own(tmp_path, "policy", "project"))
        stored = bc.starting_dose(people.adult(), profile=US, policy=mine)
        with pytest.raises(bc.errors.NotFoundError) as caught:
            bc.recompute(bc.to_dict(stored))
        assert caught.value.field == "provenance.policy"
        assert bc.recompute(bc.to_dict(stored), policy=mine) == stored

    def test_guidance(self, tmp_path: Path) -> None:
        """The same holds of guidance; what did not speak is refused."""
        mine = bc.load_guidance(own(tmp_path, "guidance", "muanda"))
        wolf = bc.get_guidance("wolf")
        stored = bc.renal_caution(
            people.older(), people.day(10), profile=US, guidance=(mine, wolf)
        )
        with pytest.raises(bc.errors.NotFoundError) as caught:
            bc.recompute(bc.to_dict(stored))
        assert caught.value.field == "provenance.guidance"
        assert bc.recompute(bc.to_dict(stored), guidance=(mine,)) == stored
        with pytest.raises(bc.errors.InputError) as other:
            bc.recompute(bc.to_dict(stored), guidance=(mine, MUANDA))
        assert (other.value.code, other.value.field) == ("conflict", "guidance")

    def test_drafts_do_not_speak(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A shipped draft is not found by its digest, as it is not found by its name."""
        current = bc.get_profile("de-spasticity")
        draft = attrs.evolve(current, header=attrs.evolve(current.header, status=Status.DRAFT))
        monkeypatch.setattr(loader, "_load_shipped", lambda *_: draft)
        assert loader.shipped(Profile, draft.digest) is None

    @pytest.mark.parametrize("kind", [Profile, Guidance, Policy], ids=lambda k: k.__name__)
    def test_every_current_file_is_found(self, kind: Any) -> None:
        """Every current file is found by its digest."""
        files = {
            Profile: tuple(map(bc.get_profile, bc.available_profiles())),
            Guidance: loader.shipped_guidance(),
            Policy: (loader.current_policy(),),
        }[kind]
        for file in files:
            assert loader.shipped(kind, file.header.digest) is file


class TestRefused:
    """What cannot be asked again is refused by name."""

    def test_not_a_decision(self) -> None:
        """A patient alone is no question."""
        with pytest.raises(bc.errors.InputError) as caught:
            bc.recompute(bc.to_dict(people.adult()))
        assert (caught.value.code, caught.value.field) == ("wrong-type", "data")

    @pytest.mark.parametrize("change", ["less", "other", "twice"])
    def test_inputs(self, change: str) -> None:
        """Inputs of another question are refused."""
        stored = bc.to_dict(bc.check_daily_maximum(people.adult(), people.day(5), profile=US))
        inputs = stored["provenance"]["inputs"]
        if change == "less":
            inputs.pop()
        if change == "other":
            inputs[-1][0] = "given"
        if change == "twice":
            inputs.append(copy.deepcopy(inputs[-1]))
        with pytest.raises(bc.errors.InputError) as caught:
            bc.recompute(stored)
        error = caught.value
        assert (error.code, error.field) == ("inconsistent", "provenance.inputs")
        assert error.expected == "patient, setting, taking"

    def test_an_input_of_another_kind(self) -> None:
        """An input that the question does not take is refused by the question."""
        stored = bc.to_dict(bc.check_daily_maximum(people.adult(), people.day(5), profile=US))
        stored["provenance"]["inputs"][-1][1] = "5 mg"
        with pytest.raises(bc.errors.InputError) as caught:
            bc.recompute(stored)
        assert (caught.value.code, caught.value.field) == ("wrong-type", "now")
