"""Words that name a loss of muscle. They only add a caution: nothing they say permits."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["meaning"]

_NAMED: Final = {
    "amputation": re.compile(r"\bamput"),
    "spinal-cord-injury": re.compile(
        r"\bspinal cord injur|\binjury of spinal cord|\btraumatic (?:para|tetra|quadri)pleg"
        r"|\bruckenmarksverletzung|\btraumatische querschnitt"
    ),
}
_OTHERWISE: Final = re.compile(
    r"\b(?:no|not|without|denie\w*|risk|family|prevent\w*|kein\w*|ohne|sans|sin"
    r"|toes?|fingers?|thumbs?|zehen?)\b"
)
"""Words that deny it, or make it a small one."""


def meaning(said: str) -> frozenset[str]:
    """Return what words, in small letters without accents, name; nothing where they deny it."""
    if _OTHERWISE.search(said):
        return frozenset()
    return frozenset(name for name, shape in _NAMED.items() if shape.search(said))
