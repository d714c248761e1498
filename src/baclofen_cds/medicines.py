"""The other medicines a patient takes, by ATC code."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from baclofen_cds.calls import made_by_name
from baclofen_cds.errors import InputError
from baclofen_cds.vocabulary import IN_ORDER, listed, plain_text, truth

__all__ = ["Medicines"]


def _codes(values: Iterable[str]) -> tuple[str, ...]:
    hint = 'Write bc.Medicines(["N02AA05"], complete=True).'
    codes = [_code(value) for value in listed(values, "codes", "a list of ATC codes", hint)]
    return tuple(sorted(set(codes)))


def _code(value: object) -> str:
    code = plain_text(value, "codes", "ATC codes as text")
    if not _is_atc(code):
        expected = "ATC codes of the fifth level, such as N02AA05"
        raise InputError("unknown-name", field="codes", expected=expected)
    return code


def _is_atc(code: str) -> bool:
    shape = "".join("A" if c.isalpha() else "9" if c.isdigit() else "?" for c in code)
    return shape == "A99AA99" and code.isascii() and code.isupper()


def _complete(value: bool) -> bool:
    return truth(value, "complete")


@made_by_name
@frozen
class Medicines:
    """The other medicines a patient takes, by ATC code.

    Parameters
    ----------
    codes
        ATC codes of the fifth level; order and repeats do not matter.
    complete
        Whether this is all of them. An incomplete list never rules a medicine out.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> bc.Medicines(["N02AA05"], complete=True).any_of(("N02A",))
    ('N02AA05',)
    """

    codes: tuple[str, ...] = field(default=(), converter=_codes)
    complete: bool = field(default=False, kw_only=True, converter=_complete)

    def any_of(self, groups: tuple[str, ...]) -> tuple[str, ...]:
        """Return the medicines that belong to any of these ATC groups."""
        told = listed(groups, "groups", "a tuple of ATC groups", kinds=IN_ORDER)
        wanted = tuple(plain_text(group, "groups", "ATC groups as text") for group in told)
        return belonging(self, wanted)


def belonging(medicines: Medicines, groups: tuple[str, ...]) -> tuple[str, ...]:
    """Return the medicines that belong to groups a knowledge file names."""
    return tuple([code for code in medicines.codes if code.startswith(groups)])
