"""No question is answered for a patient who is recorded as dead."""

from __future__ import annotations

import attrs
import corpus
import people
import pytest

import baclofen_cds as bc

PEOPLE = (0, 4, 7)


@pytest.mark.parametrize("verb", corpus.VERBS)
@pytest.mark.parametrize("name", bc.available_profiles())
class TestDeath:
    """H54: a death on record ends every question the same way."""

    def test_nothing_is_answered(self, name: str, verb: str) -> None:
        """Nothing is proposed, checked or quoted, and the death is all that is said."""
        for number in PEOPLE:
            dead = attrs.evolve(corpus.patient(number), deceased=True)
            result = corpus.asked(verb, dead, number, bc.get_profile(name))
            assert result.outcome is bc.Outcome.OUT_OF_SCOPE
            assert people.codes(result) == ["patient-deceased"]
            assert result.unknown == ()
            assert not getattr(result, "has_answer", False)
            assert not getattr(result, "decisions", ())

    def test_the_living_are_answered(self, name: str, verb: str) -> None:
        """The death is what makes the difference, and it is kept with the facts."""
        for number in PEOPLE:
            alive = corpus.patient(number)
            result = corpus.asked(verb, alive, number, bc.get_profile(name))
            assert "patient-deceased" not in people.codes(result)
            dead = corpus.asked(
                verb, attrs.evolve(alive, deceased=True), number, bc.get_profile(name)
            )
            assert bc.recompute(bc.to_dict(dead)) == dead
