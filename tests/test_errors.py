"""One family of exceptions: what each carries, and what none ever says."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import baclofen_cds as bc
from baclofen_cds import errors

KINDS = tuple(
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.BaclofenCDSError)
)


def made(kind: type[errors.BaclofenCDSError]) -> errors.BaclofenCDSError:
    """Make an error of a kind."""
    if kind is errors.KnowledgeFileError:
        return errors.KnowledgeFileError(field="a.toml", faults=("adult: unknown key",))
    return kind("missing", field="weight", got="nothing", expected="a mass", hint="Write 1.")


class TestFamily:
    """Every error is a BaclofenCDSError, and the built-in its reader expects."""

    def test_every_public_name(self) -> None:
        """The module publishes its kinds and its codes, and nothing else."""
        assert set(errors.__all__) == {kind.__name__ for kind in KINDS} | {"CODES"}

    @pytest.mark.parametrize(
        ("kind", "builtin"),
        [
            (errors.InputError, ValueError),
            (errors.UnitError, ValueError),
            (errors.EquationError, ValueError),
            (errors.RecordError, ValueError),
            (errors.KnowledgeFileError, ValueError),
            (errors.NotFoundError, LookupError),
            (errors.TruthValueError, TypeError),
            (errors.CallError, TypeError),
            (errors.CallError, errors.InputError),
        ],
    )
    def test_built_in_parents(self, kind: type, builtin: type) -> None:
        """A caller that only knows the built-in kinds catches it too."""
        assert issubclass(kind, builtin)


class TestParts:
    """Each error carries code, field, expected and hint; they survive pickling."""

    @pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
    def test_round_trips(self, kind: Any) -> None:
        """Pickle and copy give an error of the same kind with the same parts."""
        error = made(kind)
        for again in (
            pickle.loads(pickle.dumps(error)),  # noqa: S301
            copy.copy(error),
            copy.deepcopy(error),
        ):
            assert type(again) is kind
            assert vars(again) == vars(error)
            assert str(again) == str(error)

    @pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
    def test_args_are_empty(self, kind: Any) -> None:
        """Nothing rides in ``args``, where loggers look."""
        assert made(kind).args == ()

    @pytest.mark.parametrize("code", sorted(errors.CODES))
    def test_codes(self, code: str) -> None:
        """Every published code makes a readable error by itself."""
        assert str(errors.InputError(code)).startswith(f"[{code}]")

    def test_code_and_field_are_shown(self) -> None:
        """The text leads with the code and the field; the representation names both."""
        error = errors.InputError("missing", field="weight")
        assert str(error).startswith("[missing] weight")
        assert repr(error) == "InputError('missing', field='weight')"


class TestSilence:
    """No value of a patient is part of an error."""

    @pytest.mark.parametrize(
        "facts",
        [
            {"age": 987 * 12},
            {"weight_kg": 98_765},
            {"creatinine": 987_654},
        ],
    )
    def test_values_stay_out(self, facts: dict[str, int]) -> None:
        """Text, representation, args and the whole chain hold none of the value's digits."""
        import datetime as dt

        given: dict[str, Any] = {
            "as_of": dt.date(2026, 3, 10),
            "age": facts.get("age", 480) * bc.ureg.month,
        }
        if "weight_kg" in facts:
            given["weight"] = facts["weight_kg"] * bc.ureg.kg
        if "creatinine" in facts:
            given["serum_creatinine"] = facts["creatinine"] * bc.ureg.umol / bc.ureg.L
        with pytest.raises(errors.BaclofenCDSError) as caught:
            bc.Patient(**given)
        said = " ".join(map(str, (caught.value, repr(caught.value), caught.value.args)))
        assert "987" not in said
        assert caught.value.__cause__ is None
