"""Every sentence a finding can say, by code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["sentences"]


@cache
def sentences() -> Mapping[str, str]:
    """Return the message catalogue, by code."""
    text = (files("baclofen_cds") / "words" / "en.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["messages"])
