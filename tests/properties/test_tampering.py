"""The invariant of tamper evidence: one byte changed in a file or a stored result is found."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_round_trips import results

import baclofen_cds as bc
from baclofen_cds.knowledge.reading import loader

LOADERS = {
    "profiles": bc.load_profile,
    "guidance": bc.load_guidance,
    "policy": bc.load_policy,
}
SHIPPED = [
    path
    for folder in LOADERS
    for path in sorted(Path(str(files("baclofen_cds.knowledge") / folder)).glob("*.toml"))
]
AT_ONCE = max(3, settings().max_examples // 8)
"""With 200 examples, ten thousand edits in all."""
CHANGES = st.one_of(st.sampled_from([1, 255]), st.integers(1, 255))
EDITS = st.lists(st.tuples(st.integers(0, 10**9), CHANGES), min_size=AT_ONCE, max_size=AT_ONCE)
"""Places, and what is added to the byte there: never nothing."""


def edited(whole: bytes, place: int, change: int) -> bytes:
    place %= len(whole)
    return whole[:place] + bytes([(whole[place] + change) % 256]) + whole[place + 1 :]


@cache
def untouched(path: Path) -> tuple[bytes, dict[str, Any], str]:
    """Return a shipped file: its bytes, what they say, and the digest it was loaded with."""
    whole = path.read_bytes()
    return whole, tomllib.loads(whole.decode()), LOADERS[path.parent.name](path).header.digest


@pytest.mark.invariant(34)
class TestFiles:
    """I34 for knowledge: a file that says anything else has another digest, or is refused."""

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    @given(edits=EDITS, path=st.sampled_from(SHIPPED))
    def test_one_byte(self, edits: Any, path: Path, tmp_path: Path) -> None:
        """One byte of any shipped file changed: refused, or seen in its digest."""
        whole, said, digest = untouched(path)
        for place, change in edits:
            copy = tmp_path / path.name
            copy.write_bytes(edited(whole, place, change))
            try:
                loaded = LOADERS[path.parent.name](copy)
            except bc.errors.KnowledgeFileError:
                continue
            same = tomllib.loads(copy.read_bytes().decode()) == said  # in a comment or a space
            assert (loaded.header.digest == digest) is same

    @pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
    def test_every_place(self, path: Path) -> None:
        """A digit changed anywhere in a file's values changes the digest of what it says."""
        whole, said, digest = untouched(path)
        assert loader.digest(said) == digest
        digits = [place for place, byte in enumerate(whole) if chr(byte).isdigit()]
        for place in digits[:: max(1, len(digits) // 50)]:
            other = edited(whole, place, 1 if whole[place : place + 1] != b"9" else -9)
            try:
                says = tomllib.loads(other.decode())
            except tomllib.TOMLDecodeError:  # such as the 39th of March
                continue
            assert (loader.digest(says) == digest) is (says == said)


@pytest.mark.invariant(34)
class TestStored:
    """I34 for stored results: what was answered cannot be changed without recompute saying so."""

    @given(result=results(), edits=EDITS)
    def test_one_byte(self, result: Any, edits: Any) -> None:
        """One byte changed outside the facts asked with: refused, or asked again it differs."""
        written = json.dumps(bc.to_dict(result), ensure_ascii=True)
        whole = json.loads(written)
        for place, change in edits:
            try:
                found = json.loads(edited(written.encode(), place, change))
            except (ValueError, RecursionError):
                continue
            if found == whole:
                continue
            try:
                value = bc.from_dict(found)
                again = bc.recompute(found)
            except bc.errors.BaclofenCDSError:
                continue
            told, tells = result.provenance, value.provenance
            assert value != result
            if tells.inputs == told.inputs:
                assert again != value
