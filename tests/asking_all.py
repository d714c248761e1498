"""Every question about one patient, asked together, for properties over all of them."""

from __future__ import annotations

from typing import Any, Final

from attrs import frozen

import baclofen_cds as bc

STARTS: Final = (
    "start",
    "plan",
    "check of a start",
    "kidneys, starting",
    "kidneys, nothing taken",
    "older adult, start",
    "assess, starting",
)
"""The questions in which a start is asked."""

RISES: Final = ("next step", "check of a rise")
"""The questions in which an increase is asked."""


@frozen
class Course:
    """What is taken, what is meant instead, and how it went so far."""

    now: bc.Regimen
    more: bc.Regimen
    less: bc.Regimen
    held: Any
    response: bc.Response
    tolerability: bc.Tolerability
    setting: bc.Setting


def everything(patient: bc.Patient, profile: Any, course: Course) -> dict[str, Any]:
    """Ask every question, and return what came back by its name."""
    now, label = course.now, {"profile": profile}
    here = {**label, "setting": course.setting}

    def change(before: Any, after: Any) -> Any:
        return bc.check_regimen_change(
            patient, before=before, after=after, held_for=course.held, **here
        )

    return {
        "start": bc.starting_dose(patient, **here),
        "plan": bc.titration_plan(patient, **here),
        "next step": bc.next_titration_step(
            patient,
            now,
            held_for=course.held,
            response=course.response,
            tolerability=course.tolerability,
            **here,
        ),
        "check of a start": change(bc.NOT_TAKING, now),
        "check of a rise": change(now, course.more),
        "check of a reduction": change(now, course.less),
        "check of a stop": change(now, bc.Stop(reason=bc.StopReason.NO_BENEFIT)),
        "daily maximum": bc.check_daily_maximum(patient, now, **here),
        "kidneys, taking": bc.renal_caution(patient, now, **here),
        "kidneys, starting": bc.renal_caution(patient, now, starting=True, **here),
        "kidneys, nothing taken": bc.renal_caution(patient, bc.NOT_TAKING, **here),
        "older adult": bc.older_adult_caution(patient, now, **here),
        "older adult, start": bc.older_adult_caution(patient, bc.NOT_TAKING, **here),
        "taper": bc.taper_plan(patient, now, exposure=course.held, **label),
        "assess, taking": bc.assess(patient, now, **here),
        "assess, starting": bc.assess(patient, bc.NOT_TAKING, **here),
        "assess, unreadable": bc.assess(patient, bc.UNREADABLE, **here),
    }
