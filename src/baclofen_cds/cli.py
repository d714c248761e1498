"""The command line: a record in, an explained answer out.

typer and rich come with the extra ``cli`` and are imported where they are used, so this
module can be imported without them.
"""

import datetime as dt
import json as json_text
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from baclofen_cds.errors import BaclofenCDSError, InputError
from baclofen_cds.vocabulary import Indication, Setting, Sign

if TYPE_CHECKING:
    import typer

    from baclofen_cds.interop.fhir import Record
    from baclofen_cds.rules.assessment import Assessment

_E = TypeVar("_E", bound=Enum)


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


def build() -> "typer.Typer":
    """Build the command line."""
    import typer

    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help="Decision support for oral baclofen, from named documents only.",
    )
    _add_assess(app)
    profiles = typer.Typer(no_args_is_help=True, help="The labels that can speak.")
    _add_profiles(profiles)
    app.add_typer(profiles, name="profiles")
    return app


def _add_assess(app: "typer.Typer") -> None:
    import typer

    @app.command()
    def assess(
        record: Annotated[Path, typer.Argument(help="A FHIR R4 Bundle with one patient.")],
        profile: Annotated[str, typer.Option(help="The label that speaks; no default.")],
        as_of: Annotated[
            str, typer.Option(help="The day asked for, as 2026-03-10; else the record's own.")
        ] = "",
        setting: Annotated[
            str, typer.Option(help="outpatient, or supervised inpatient.")
        ] = Setting.UNKNOWN.value,
        indication: Annotated[
            str, typer.Option(help="What baclofen is for, where the record does not say.")
        ] = "",
        sign: Annotated[
            list[str] | None, typer.Option(help="A sign in hand, such as drowsiness; repeatable.")
        ] = None,
        json: Annotated[bool, typer.Option(help="Print JSON.")] = False,
    ) -> None:
        """Read a patient record and answer every question that applies."""
        _assess(
            record,
            profile,
            as_of=_day(as_of) if as_of else None,
            setting=_member(Setting, setting, "--setting"),
            indication=_member(Indication, indication, "--indication") if indication else None,
            signs=tuple(_member(Sign, name, "--sign") for name in sign or ()),
            json=json,
        )


def _add_profiles(app: "typer.Typer") -> None:
    import typer

    from baclofen_cds.render import console

    @app.command("list")
    def list_all() -> None:
        """List the profiles that are shipped."""
        console.print_profiles()

    @app.command()
    def show(
        profile: Annotated[str, typer.Argument(help="A profile, such as us-spasticity.")],
    ) -> None:
        """Show everything a label says, with its places."""
        console.print_profile(profile)

    @app.command()
    def compare(
        first: Annotated[str, typer.Argument(help="A profile.")],
        second: Annotated[str, typer.Argument(help="Another profile.")],
    ) -> None:
        """Compare what two labels say."""
        console.print_comparison(first, second)

    @app.command()
    def verify(
        file: Annotated[Path, typer.Argument(help="A profile file of your own.")],
    ) -> None:
        """Check a profile file: every fault, then its worked examples."""
        if not console.print_verification(file):
            raise typer.Exit(1)


def _assess(
    path: Path,
    profile_id: str,
    *,
    as_of: dt.date | None,
    setting: Setting,
    indication: Indication | None,
    signs: tuple[Sign, ...],
    json: bool,
) -> None:
    import attrs

    import baclofen_cds as bc
    from baclofen_cds.render import console

    profile = bc.get_profile(profile_id)
    record = _read(path, as_of)
    patient = record.patient
    if indication is not None:
        patient = attrs.evolve(patient, indication=indication)
    where = setting if setting is not Setting.UNKNOWN else record.setting
    assessment = bc.assess(patient, record.regimen, profile=profile, setting=where, signs=signs)
    if json:
        print(json_text.dumps(_as_json(assessment, record), indent=2, ensure_ascii=False))
    else:
        console.print_assessment(assessment, record, profile)


def _read(path: Path, as_of: dt.date | None) -> "Record":
    """Read a record for its own day, or today when it has none."""
    from baclofen_cds.interop.fhir import read_record

    try:
        return read_record(path, as_of=as_of)
    except InputError as error:
        if as_of is None and (error.code, error.field) == ("missing", "as_of"):
            return read_record(path, as_of=dt.date.today())  # noqa: DTZ011 - a civil day
        raise


def _as_json(assessment: "Assessment", record: "Record") -> dict[str, Any]:
    from baclofen_cds.render.plain import plain

    return {
        **plain(assessment),
        "notes": list(map(str, record.notes)),
        "unread": [{"path": u.path, "reason": u.reason} for u in record.unread],
    }


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError("not-a-date", field="--as-of", expected="a day as 2026-03-10") from None


def _member(kind: type[_E], text: str, option: str) -> _E:
    for member in kind:
        if member.value == text.replace("-", " ").lower():
            return member
    names = ", ".join(str(m.value) for m in kind)
    raise InputError("unknown-name", field=option, expected=f"one of {names}")
