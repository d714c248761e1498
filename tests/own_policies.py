"""A hospital's own policies: the shipped one with some of its values changed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import baclofen_cds as bc

(SHIPPED,) = (Path(bc.__file__).parent / "knowledge" / "policy").glob("*.toml")


def changed(text: str, place: str, value: str) -> str:
    """Change one value of a policy: ``section.name``, or ``section.name[from_year]``."""
    section, name, year = re.fullmatch(r"(\w+)\.(\w+)(?:\[(\d+)\])?", place).groups()  # type: ignore[union-attr]
    row = rf"^\[\[{section}\.{name}\]\]\nfrom_year = \"{year}\"\nvalue = "
    leaf = rf"^\[{section}\]\n(?:[^\[\n].*\n)*?{name} = {{ value = "
    written, times = re.subn(rf"(?m)({row if year else leaf})\"[^\"]*\"", rf'\1"{value}"', text)
    assert times == 1, place
    return written


@cache
def own_policy(**values: str) -> Any:
    """Load the shipped policy with these values: ``section__name="50"``."""
    text = SHIPPED.read_text("utf-8")
    for place, value in values.items():
        year = re.sub(r"__from_(\d+)$", r"[\1]", place)
        text = changed(text, year.replace("__", ".", 1), value)
    with TemporaryDirectory() as folder:
        path = Path(folder, "own.toml")
        path.write_text(text, encoding="utf-8")
        return bc.load_policy(path)
