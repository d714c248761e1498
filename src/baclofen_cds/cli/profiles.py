"""The commands about the labels themselves."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from baclofen_cds.cli import console
from baclofen_cds.errors import InputError

__all__ = ["COMMANDS", "HELP"]

HELP: Final = {
    "profile": "A profile, such as us-spasticity.",
    "first": "A profile.",
    "second": "Another profile.",
    "file": "A profile file of your own.",
    "csv": "As a decision table in CSV.",
    "json": "As JSON, whole numbers in the smallest unit.",
}
"""What each argument is, by its name."""

ARGUMENTS: Final = ("profile", "first", "second", "file")
"""Those that are told by their place."""


def list_all() -> None:
    """List the profiles that are shipped."""
    console.print_profiles()


def show(
    profile: str,
) -> None:
    """Show everything a label says, with its places."""
    console.print_profile(profile)


def compare(
    first: str,
    second: str,
) -> None:
    """Compare what two labels say."""
    console.print_comparison(first, second)


def sheet(
    profile: str,
    *,
    csv: bool = False,
    json: bool = False,
) -> None:
    """Show what a label says at each age and to each kidney, row by row."""
    if csv and json:
        raise InputError("conflict", field="--csv", expected="one of --csv and --json")
    console.print_sheet(profile, "csv" if csv else "json" if json else "text")


def verify(
    file: Path,
) -> None:
    """Check a profile file: every fault, then its worked examples."""
    if not console.print_verification(file):
        sys.exit(1)


COMMANDS: dict[str, Callable[..., None]] = {
    "list": list_all,
    "show": show,
    "compare": compare,
    "sheet": sheet,
    "verify": verify,
}
