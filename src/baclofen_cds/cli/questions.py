"""The questions of the command line, each about one record and one label."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

import baclofen_cds as bc
from baclofen_cds.cli import written
from baclofen_cds.cli.asked import asked
from baclofen_cds.errors import InputError
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import Response, Setting, Sign, StopReason, Tolerability

__all__ = ["COMMANDS"]

RecordFile = Annotated[Path, typer.Argument(help="A FHIR R4 Bundle with one patient.")]
ProfileName = Annotated[str, typer.Option(help="The label that speaks; no default.")]
AsOf = Annotated[
    str, typer.Option(help="The day asked for, as 2026-03-10; else the record's own.")
]
Where = Annotated[str, typer.Option("--setting", help="outpatient, or supervised inpatient.")]
For = Annotated[
    str, typer.Option("--indication", help="What baclofen is for, where the record does not say.")
]
OnDialysis = Annotated[
    str, typer.Option("--dialysis", help="none, haemodialysis, peritoneal or continuous.")
]
Absent = Annotated[
    list[str] | None,
    typer.Option("--ruled-out", help="A condition that was checked and is absent; repeatable."),
]
Taken = Annotated[
    str, typer.Option("--dose", help='What is taken in a day, as "10 mg, 5 mg, 10 mg".')
]
Smallest = Annotated[
    str, typer.Option("--smallest-dose", help='The smallest dose that can be made, as "2.5 mg".')
]
Held = Annotated[
    str, typer.Option("--held-for", help='How long the dose was taken unchanged, as "3 days".')
]
Used = Annotated[
    str, typer.Option("--exposure", help='How long baclofen was taken in all, as "26 weeks".')
]
Json = Annotated[bool, typer.Option(help="Print JSON.")]
UNKNOWN = Setting.UNKNOWN.value


def assess(
    record: RecordFile,
    profile: ProfileName,
    as_of: AsOf = "",
    setting: Where = UNKNOWN,
    indication: For = "",
    dialysis: OnDialysis = "",
    ruled_out: Absent = None,
    dose: Taken = "",
    sign: Annotated[
        list[str] | None, typer.Option(help="A sign in hand, such as drowsiness; repeatable.")
    ] = None,
    json: Json = False,
) -> None:
    """Read a patient record and answer every question that applies."""
    about = asked(
        record,
        profile,
        as_of=as_of,
        setting=setting,
        indication=indication,
        dialysis=dialysis,
        ruled_out=ruled_out,
        dose=dose,
    )
    signs = tuple(written.member(Sign, name, "--sign") for name in sign or ())
    result = bc.assess(
        about.patient, about.taking, profile=about.profile, setting=about.setting, signs=signs
    )
    about.show(result, json=json)


def start(
    record: RecordFile,
    profile: ProfileName,
    as_of: AsOf = "",
    setting: Where = UNKNOWN,
    indication: For = "",
    dialysis: OnDialysis = "",
    ruled_out: Absent = None,
    smallest_dose: Smallest = "",
    json: Json = False,
) -> None:
    """Ask what dose the label starts this patient on."""
    about = asked(
        record,
        profile,
        as_of=as_of,
        setting=setting,
        indication=indication,
        dialysis=dialysis,
        ruled_out=ruled_out,
    )
    if about.taking is not bc.NOT_TAKING:
        raise InputError(
            "conflict",
            field="record",
            expected="a patient who takes no baclofen",
            hint="The record says that it is taken: ask check, change, titrate or taper.",
        )
    result = bc.starting_dose(
        about.patient,
        profile=about.profile,
        smallest_dose=_smallest(smallest_dose),
        setting=about.setting,
    )
    about.show(result, json=json)


def titrate(
    record: RecordFile,
    profile: ProfileName,
    as_of: AsOf = "",
    setting: Where = UNKNOWN,
    indication: For = "",
    dialysis: OnDialysis = "",
    ruled_out: Absent = None,
    dose: Taken = "",
    target: Annotated[str, typer.Option(help='Where to go, as "60 mg/day".')] = "",
    held_for: Held = "",
    response: Annotated[str, typer.Option(help="none, partial or adequate.")] = "unknown",
    tolerability: Annotated[
        str, typer.Option(help="good, mild, limiting or serious.")
    ] = "unknown",
    smallest_dose: Smallest = "",
    json: Json = False,
) -> None:
    """Plan the way up; for someone who takes baclofen, ask for the next step."""
    about = asked(
        record,
        profile,
        as_of=as_of,
        setting=setting,
        indication=indication,
        dialysis=dialysis,
        ruled_out=ruled_out,
        dose=dose,
    )
    told: dict[str, Any] = {"profile": about.profile, "smallest_dose": _smallest(smallest_dose)}
    if about.taking is bc.NOT_TAKING:
        towards = written.amount_per_day(target, "--target") if target else None
        plan = bc.titration_plan(about.patient, target=towards, setting=about.setting, **told)
        return about.show(plan, json=json)
    told["response"] = written.member(Response, response, "--response")
    told["tolerability"] = written.member(Tolerability, tolerability, "--tolerability")
    held = _time(held_for, "--held-for")
    step = bc.next_titration_step(
        about.patient, about.taking, held_for=held, setting=about.setting, **told
    )
    return about.show(step, json=json)


def check(
    record: RecordFile,
    profile: ProfileName,
    as_of: AsOf = "",
    setting: Where = UNKNOWN,
    dose: Taken = "",
    json: Json = False,
) -> None:
    """Check what is taken in a day against every limit of the label."""
    about = asked(record, profile, as_of=as_of, setting=setting, dose=dose)
    result = bc.check_daily_maximum(
        about.patient, about.taking, profile=about.profile, setting=about.setting
    )
    about.show(result, json=json)


def change(
    record: RecordFile,
    profile: ProfileName,
    to: Annotated[str, typer.Option(help='The day that is meant, as "15 mg, 15 mg".')] = "",
    stop: Annotated[
        str, typer.Option(help='Stop, and why: such as "no benefit", or "reason not told".')
    ] = "",
    as_of: AsOf = "",
    setting: Where = UNKNOWN,
    indication: For = "",
    dialysis: OnDialysis = "",
    ruled_out: Absent = None,
    dose: Taken = "",
    held_for: Held = "",
    exposure: Used = "",
    json: Json = False,
) -> None:
    """Check a change before it is ordered: too large, too soon, or a stop."""
    about = asked(
        record,
        profile,
        as_of=as_of,
        setting=setting,
        indication=indication,
        dialysis=dialysis,
        ruled_out=ruled_out,
        dose=dose,
    )
    result = bc.check_regimen_change(
        about.patient,
        before=about.taking,
        after=_after(to, stop),
        held_for=_time(held_for, "--held-for"),
        exposure=_time(exposure, "--exposure"),
        profile=about.profile,
        setting=about.setting,
    )
    about.show(result, json=json)


def taper(
    record: RecordFile,
    profile: ProfileName,
    as_of: AsOf = "",
    dose: Taken = "",
    exposure: Used = "",
    smallest_dose: Smallest = "",
    reason: Annotated[
        str, typer.Option(help='Why, such as "serious adverse reaction".')
    ] = StopReason.UNKNOWN.value,
    json: Json = False,
) -> None:
    """Plan how to come off what is taken."""
    about = asked(record, profile, as_of=as_of, dose=dose)
    result = bc.taper_plan(
        about.patient,
        about.taking,
        profile=about.profile,
        exposure=_time(exposure, "--exposure"),
        smallest_dose=_smallest(smallest_dose),
        reason=written.member(StopReason, reason, "--reason"),
    )
    about.show(result, json=json)


def _smallest(text: str) -> Quantity | None:
    return written.amount(text, "--smallest-dose") if text else None


def _time(text: str, option: str) -> Quantity | None:
    return written.time(text, option) if text else None


def _after(to: str, stop: str) -> bc.Regimen | bc.Stop:
    if bool(to) is bool(stop):
        raise InputError("missing", field="--to", expected="either --to or --stop")
    if to:
        return written.regimen(to, "--to")
    return bc.Stop(reason=written.member(StopReason, stop, "--stop"))


COMMANDS: tuple[Callable[..., None], ...] = (assess, start, titrate, check, change, taper)
