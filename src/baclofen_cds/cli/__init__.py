"""The command line: a record in, an explained answer out.

typer and rich come with the extra ``cli`` and are imported where they are used, so this
module can be imported without them.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from baclofen_cds.errors import BaclofenCDSError

if TYPE_CHECKING:
    import typer


def main() -> None:
    """Run the command line; bad input is one message and the exit code 2."""
    try:
        app = build()
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing.name} is not installed: pip install 'baclofen_cds[cli]'")
    try:
        app()
    except BaclofenCDSError as error:
        print(f"baclofen-cds: {error}", file=sys.stderr)
        sys.exit(2)


def build() -> typer.Typer:
    """Build the command line."""
    import typer

    from baclofen_cds.cli import profiles, questions

    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help="Decision support for oral baclofen, from named documents only.",
    )
    for command in questions.COMMANDS:
        app.command()(command)
    listing = typer.Typer(no_args_is_help=True, help="The labels that can speak.")
    for name, command in profiles.COMMANDS.items():
        listing.command(name)(command)
    app.add_typer(listing, name="profiles")
    return app
