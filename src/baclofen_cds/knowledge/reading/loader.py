"""Knowledge files in, knowledge out: strict, and every fault of a file at once.

The only module that reads files. A file that is loaded once is kept, so nothing is read
again after :func:`baclofen_cds.preload`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, TypeVar

from baclofen_cds.calls import by_name, did_you_mean
from baclofen_cds.errors import InputError, KnowledgeFileError, NotFoundError, is_a
from baclofen_cds.knowledge.reading.faults import Faults
from baclofen_cds.knowledge.reading.parsing import parse
from baclofen_cds.knowledge.schema.label import Guidance, Profile, Status
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.vocabulary import civil_date, plain_text
from baclofen_cds.words.catalogue import sentences

__all__ = [
    "LARGEST_FILE",
    "available_profiles",
    "current_policy",
    "digest",
    "get_guidance",
    "get_profile",
    "load_everything",
    "load_guidance",
    "load_policy",
    "load_profile",
    "shipped",
    "shipped_guidance",
]


LARGEST_FILE: Final = 1_000_000


_K = TypeVar("_K", Profile, Guidance, Policy)


def available_profiles() -> tuple[str, ...]:
    """Return the ids of the profiles that are shipped and current.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> "us-spasticity" in bc.available_profiles()
    True
    """
    return tuple(sorted({p.id for p in _shipped_profiles() if p.header.status is Status.CURRENT}))


@by_name
def get_profile(id: str, *, as_of: dt.date | None = None, revision: str | None = None) -> Profile:
    """Return a shipped profile.

    Parameters
    ----------
    id : str
        One of :func:`available_profiles`. There is no default.
    as_of : datetime.date, optional
        The revision in force on that day; left out, the current one.
    revision : str, optional
        The revision of exactly this date, as ``"2024-12-11"``.

    Returns
    -------
    Profile

    Raises
    ------
    NotFoundError
        If there is no such profile, or none in force on that day.

    Examples
    --------
    >>> import baclofen_cds as bc
    >>> bc.get_profile("uk-spasticity").header.jurisdiction
    'United Kingdom'
    """
    name = plain_text(id, "id", "the id of a profile")
    if as_of is None and revision is None:
        return _current(_named_like(name), name)
    revisions = [p for p in _shipped_profiles() if p.id == name and not _is_draft(p)]
    if not revisions:
        raise _not_found(name, available_profiles())
    if revision is not None:
        day_of = plain_text(revision, "revision", "a revision date as text")
        revisions = [p for p in revisions if p.header.revised.isoformat() == day_of]
    if as_of is not None:
        day = civil_date(as_of, "as_of")
        revisions = [p for p in revisions if _in_force(p, day)]
    if not revisions:
        raise NotFoundError("not-current", field="as_of" if as_of else "revision")
    return max(revisions, key=lambda p: p.header.effective_from)


@by_name
def load_profile(path: str | Path) -> Profile:
    """Load a profile from a file of your own.

    Parameters
    ----------
    path : str or pathlib.Path
        A TOML file in the schema of the shipped ones.

    Raises
    ------
    KnowledgeFileError
        If the file has faults; all of them are listed, each with its path.
    InputError
        If the file cannot be read.
    """
    return _load(_own_file(path), Profile)


@by_name
def load_guidance(path: str | Path) -> Guidance:
    """Load a guideline or study from a file of your own; see :func:`load_profile`."""
    return _load(_own_file(path), Guidance)


@by_name
def load_policy(path: str | Path) -> Policy:
    """Load a policy that replaces the shipped one; see :func:`load_profile`."""
    return _load(_own_file(path), Policy)


@cache
def shipped_guidance() -> tuple[Guidance, ...]:
    """Return every shipped guideline and study that is current, in order of its id."""
    loaded = (_load_shipped(path, Guidance) for path in _toml_files("guidance"))
    return tuple(g for g in loaded if g.header.status is Status.CURRENT)


@by_name
def get_guidance(id: str) -> Guidance:
    """Return one shipped guideline or study by its id.

    Raises
    ------
    NotFoundError
        If there is none of that id.
    """
    name = plain_text(id, "id", "the id of a guideline or study")
    for guidance in shipped_guidance():
        if guidance.id == name:
            return guidance
    raise _not_found(name, tuple(g.id for g in shipped_guidance()))


@cache
def current_policy() -> Policy:
    """Return the shipped policy."""
    loaded = [_load_shipped(path, Policy) for path in _toml_files("policy")]
    return next(p for p in loaded if p.header.status is Status.CURRENT)


def shipped(kind: type[_K], digest: str) -> _K | None:
    """Return the shipped file with this digest, also a superseded one; never a draft."""
    folder = {Profile: "profiles", Guidance: "guidance", Policy: "policy"}[kind]
    for path in _toml_files(folder):
        loaded = _load_shipped(path, kind)
        if loaded.header.digest == digest and loaded.header.status is not Status.DRAFT:
            return loaded
    return None


def load_everything() -> None:
    """Load every shipped file now, so that no later call reads one."""
    for name in available_profiles():
        get_profile(name)
    shipped_guidance()
    current_policy()
    sentences()


@cache
def _shipped_profiles() -> tuple[Profile, ...]:
    return tuple(_load_shipped(path, Profile) for path in _toml_files("profiles"))


@cache
def _named_like(id: str) -> tuple[Profile, ...]:
    """Load only the files whose name begins with the id; one file a revision."""
    return tuple(
        _load_shipped(path, Profile)
        for path in _toml_files("profiles")
        if path.name.startswith(f"{id}.")
    )


def _current(profiles: tuple[Profile, ...], id: str) -> Profile:
    for profile in profiles:
        if profile.id == id and profile.header.status is Status.CURRENT:
            return profile
    raise _not_found(id, available_profiles())


def _is_draft(profile: Profile) -> bool:
    return profile.header.status is Status.DRAFT


def _in_force(profile: Profile, day: dt.date) -> bool:
    ended = profile.header.superseded_on
    begun = profile.header.effective_from <= day
    return begun and (ended is None or day < ended)


def _not_found(name: str, known: tuple[str, ...]) -> NotFoundError:
    expected = f"one of {', '.join(known)}"
    return NotFoundError(
        "not-found", field="id", expected=expected, hint=did_you_mean(name, known)
    )


@cache
def _toml_files(folder: str) -> tuple[Traversable, ...]:
    found = (files("baclofen_cds.knowledge") / folder).iterdir()
    return tuple(sorted((f for f in found if f.name.endswith(".toml")), key=lambda f: f.name))


_LOADED: dict[tuple[str, type[Any]], Any] = {}


def _load_shipped(path: Traversable, kind: type[_K]) -> _K:
    """Load a shipped file once; it is kept for good."""
    key = (path.name, kind)
    if key not in _LOADED:
        _LOADED[key] = _load(path, kind)
    loaded: _K = _LOADED[key]
    return loaded


def _own_file(path: object) -> Path:
    if is_a(path, Path):
        return path
    return Path(plain_text(path, "path", "the path of a TOML file"))


def _load(path: Traversable, kind: type[_K]) -> _K:
    document, signed = _read(path)
    faults = Faults(sentences=sentences() if kind is Guidance else {})
    loaded = parse(document, kind, signed, faults)
    if faults.found or loaded is None:
        raise KnowledgeFileError(field=path.name, faults=tuple(faults.found))
    return loaded


def _read(path: Traversable) -> tuple[dict[str, Any], str]:
    """Return a document and its digest; what is too long or too deep has none."""
    raw = _content(path)
    try:
        document = tomllib.loads(raw.decode("utf-8"))
        return document, digest(document)
    except (ValueError, RecursionError) as error:
        raise KnowledgeFileError(field=path.name, faults=(f"file: {_reason(error)}",)) from None


def _content(path: Traversable) -> bytes:
    """Read a regular file, and of a large one no more than shows that it is too large."""
    try:
        raw = _start_of(path) if path.is_file() else None
    except (OSError, ValueError):
        raw = None
    if raw is None:
        raise InputError(
            "unreadable-file", field="path", expected="a regular file that can be read"
        )
    if len(raw) > LARGEST_FILE:
        raise InputError("too-large", field="path", expected="at most 1 MB")
    return raw


def _start_of(path: Traversable) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _reason(error: Exception) -> str:
    if isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8 TOML"
    return "a number is too long, or there are too many levels, one inside another"


def digest(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a parsed document as sorted-key JSON."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
