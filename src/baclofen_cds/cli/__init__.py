"""The command line: a record in, an explained answer out.

typer and rich come with the extra ``cli`` and are imported where they are used, so this
module can be imported without them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, get_type_hints

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
        app.command()(_described(command, questions.HELP, arguments=("record",)))
    listing = typer.Typer(no_args_is_help=True, help="The labels that can speak.")
    for name, command in profiles.COMMANDS.items():
        listing.command(name)(_described(command, profiles.HELP, arguments=profiles.ARGUMENTS))
    app.add_typer(listing, name="profiles")
    return app


def _described(
    command: Callable[..., None], texts: Mapping[str, str], *, arguments: tuple[str, ...]
) -> Callable[..., None]:
    """Tell typer what each parameter of a command is; the commands know nothing of typer."""
    import typer

    for name, kind in get_type_hints(command).items():
        if name in texts:
            of = typer.Argument if name in arguments else typer.Option
            command.__annotations__[name] = Annotated[kind, of(help=texts[name])]
    return command
