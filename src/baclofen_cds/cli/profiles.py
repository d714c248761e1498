"""The commands about the labels themselves."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from baclofen_cds.render import console

__all__ = ["COMMANDS"]


def list_all() -> None:
    """List the profiles that are shipped."""
    console.print_profiles()


def show(
    profile: Annotated[str, typer.Argument(help="A profile, such as us-spasticity.")],
) -> None:
    """Show everything a label says, with its places."""
    console.print_profile(profile)


def compare(
    first: Annotated[str, typer.Argument(help="A profile.")],
    second: Annotated[str, typer.Argument(help="Another profile.")],
) -> None:
    """Compare what two labels say."""
    console.print_comparison(first, second)


def verify(
    file: Annotated[Path, typer.Argument(help="A profile file of your own.")],
) -> None:
    """Check a profile file: every fault, then its worked examples."""
    if not console.print_verification(file):
        raise typer.Exit(1)


COMMANDS: dict[str, Callable[..., None]] = {
    "list": list_all,
    "show": show,
    "compare": compare,
    "verify": verify,
}
