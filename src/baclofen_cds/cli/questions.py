"""The questions of the command line, each about one record and one label."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import baclofen_cds as bc
from baclofen_cds.cli import written
from baclofen_cds.cli.asked import asked
from baclofen_cds.errors import InputError
from baclofen_cds.questions.registry import QUESTIONS
from baclofen_cds.schedule import Pace
from baclofen_cds.units import Quantity
from baclofen_cds.vocabulary import Response, Setting, Sign, StopReason, Tolerability

__all__ = ["COMMANDS", "HELP"]

HELP: Final = {
    "record": "A FHIR R4 Bundle with one patient.",
    "profile": "The label that speaks; no default.",
    "as_of": "The day asked for, as 2026-03-10; else the record's own.",
    "setting": "outpatient, or supervised inpatient.",
    "acutely_ill": "The patient is acutely ill: a kidney value is recent for 72 hours only.",
    "indication": "What baclofen is for, where the record does not say.",
    "dialysis": "none, haemodialysis, peritoneal or continuous.",
    "ruled_out": "A condition that was checked and is absent; repeatable.",
    "dose": 'What is taken in a day, as "10 mg, 5 mg, 10 mg".',
    "smallest_dose": 'The smallest dose that can be made, as "2.5 mg".',
    "held_for": 'How long the dose was taken unchanged, as "3 days".',
    "exposure": 'How long baclofen was taken in all, as "26 weeks".',
    "sign": "A sign in hand, such as drowsiness; repeatable.",
    "target": 'Where to go, as "60 mg/day".',
    "response": "none, partial or adequate.",
    "tolerability": "good, mild, limiting or serious.",
    "to": 'The day that is meant, as "15 mg, 15 mg".',
    "stop": 'Stop, and why: such as "no benefit", or "reason not told".',
    "pace": "gentle or shorter; else the one that suits the length of use.",
    "lower_first": "Which dose of the day is lowered first among equal ones: 1, 2, …",
    "reason": 'Why, such as "serious adverse reaction".',
    "json": "Print JSON.",
}
"""What each parameter is, by its name."""

UNKNOWN = Setting.UNKNOWN.value


def assess(
    record: Path,
    profile: str,
    as_of: str = "",
    setting: str = UNKNOWN,
    acutely_ill: bool = False,
    indication: str = "",
    dialysis: str = "",
    ruled_out: list[str] | None = None,
    dose: str = "",
    sign: list[str] | None = None,
    json: bool = False,
) -> None:
    """Read a patient record and answer every question that applies."""
    about = asked(
        record,
        profile,
        as_of=as_of,
        setting=setting,
        acutely_ill=acutely_ill,
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
    record: Path,
    profile: str,
    as_of: str = "",
    setting: str = UNKNOWN,
    acutely_ill: bool = False,
    indication: str = "",
    dialysis: str = "",
    ruled_out: list[str] | None = None,
    smallest_dose: str = "",
    json: bool = False,
) -> None:
    """Ask what dose the label starts this patient on."""
    about = asked(
        record,
        profile,
        as_of=as_of,
        setting=setting,
        acutely_ill=acutely_ill,
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
    record: Path,
    profile: str,
    as_of: str = "",
    setting: str = UNKNOWN,
    acutely_ill: bool = False,
    indication: str = "",
    dialysis: str = "",
    ruled_out: list[str] | None = None,
    dose: str = "",
    target: str = "",
    held_for: str = "",
    response: str = "unknown",
    tolerability: str = "unknown",
    smallest_dose: str = "",
    json: bool = False,
) -> None:
    """Plan the way up; for someone who takes baclofen, ask for the next step."""
    about = asked(
        record,
        profile,
        as_of=as_of,
        setting=setting,
        acutely_ill=acutely_ill,
        indication=indication,
        dialysis=dialysis,
        ruled_out=ruled_out,
        dose=dose,
    )
    told: dict[str, Any] = {"profile": about.profile, "smallest_dose": _smallest(smallest_dose)}
    towards = written.amount_per_day(target, "--target") if target else None
    if about.taking is bc.NOT_TAKING:
        plan = bc.titration_plan(about.patient, target=towards, setting=about.setting, **told)
        return about.show(plan, json=json)
    _without_target(towards)
    told["response"] = written.member(Response, response, "--response")
    told["tolerability"] = written.member(Tolerability, tolerability, "--tolerability")
    told |= {"held_for": _time(held_for, "--held-for"), "setting": about.setting}
    return about.show(bc.next_titration_step(about.patient, about.taking, **told), json=json)


def check(
    record: Path,
    profile: str,
    as_of: str = "",
    setting: str = UNKNOWN,
    dose: str = "",
    json: bool = False,
) -> None:
    """Check what is taken in a day against every limit of the label."""
    about = asked(record, profile, as_of=as_of, setting=setting, dose=dose)
    result = bc.check_daily_maximum(
        about.patient, about.taking, profile=about.profile, setting=about.setting
    )
    about.show(result, json=json)


def change(
    record: Path,
    profile: str,
    to: str = "",
    stop: str = "",
    as_of: str = "",
    setting: str = UNKNOWN,
    acutely_ill: bool = False,
    indication: str = "",
    dialysis: str = "",
    ruled_out: list[str] | None = None,
    dose: str = "",
    held_for: str = "",
    exposure: str = "",
    smallest_dose: str = "",
    json: bool = False,
) -> None:
    """Check a change before it is ordered: too large, too soon, or a stop."""
    about = asked(
        record,
        profile,
        as_of=as_of,
        setting=setting,
        acutely_ill=acutely_ill,
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
        smallest_dose=_smallest(smallest_dose),
        profile=about.profile,
        setting=about.setting,
    )
    about.show(result, json=json)


def taper(
    record: Path,
    profile: str,
    as_of: str = "",
    dose: str = "",
    exposure: str = "",
    smallest_dose: str = "",
    pace: str = "",
    lower_first: int | None = None,
    reason: str = StopReason.UNKNOWN.value,
    json: bool = False,
) -> None:
    """Plan how to come off what is taken."""
    about = asked(record, profile, as_of=as_of, dose=dose)
    result = bc.taper_plan(
        about.patient,
        about.taking,
        profile=about.profile,
        exposure=_time(exposure, "--exposure"),
        smallest_dose=_smallest(smallest_dose),
        pace=written.member(Pace, pace, "--pace") if pace else None,
        lower_first=lower_first,
        reason=written.member(StopReason, reason, "--reason"),
    )
    about.show(result, json=json)


def _without_target(towards: Quantity | None) -> None:
    if towards is not None:
        raise InputError("conflict", field="--target", expected="no target for a next step")


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


_BY_NAME: Final[dict[str, Callable[..., None]]] = {
    "assess": assess,
    "start": start,
    "titrate": titrate,
    "check": check,
    "change": change,
    "taper": taper,
}
COMMANDS: tuple[Callable[..., None], ...] = tuple(
    _BY_NAME[name] for name in dict.fromkeys(question.command for question in QUESTIONS)
)
