"""Where the library and an oracle disagreed, how it was settled, and why.

A story is never deleted. Each names the question, whom it is about, what each side
answers, and the reason; the comparison counts how often it is met and fails when a
story is no longer met, so that one which has lost its ground is seen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

PRESENT = ("haemodialysis", "peritoneal", "continuous")


class Story(NamedTuple):
    """One disagreement, settled."""

    name: str
    about: Callable[..., bool]
    library: str
    oracle: frozenset[str]
    why: str


STORIES = (
    Story(
        "German end-stage words on dialysis",
        lambda label="", dialysis="", **_: label == "de-spasticity" and dialysis in PRESENT,
        "contraindicated",
        frozenset({"unread", "insufficient data"}),
        "One German leaflet forbids the use in terminal renal insufficiency and says no word of "
        "dialysis. The oracle took the words for a rate alone. Who is dialysed has terminal "
        "renal insufficiency, or kidneys that do not work at present: the cautious reading.",
    ),
    Story(
        "A label's kidney number while creatinine is changing",
        lambda label="", state="", dialysis="", rate=None, **_: (
            label in ("uk-spasticity", "fr-spasticity", "ca-spasticity")
            and state == "changing"
            and (dialysis in PRESENT or (rate is not None and rate < 1_500))
        ),
        "silent",
        frozenset({"stated"}),
        "The labels' 5 mg/day is for lasting impairment and for dialysis as a lasting "
        "treatment. The oracle kept the number for dialysis and for a rate below 15 while "
        "creatinine is changing. Policy P1 offers nothing as an answer then.",
    ),
    Story(
        "A high dose proposed for poor kidneys",
        lambda starting=False, total=None, band="", **_: (
            starting and (total or 0) >= 20_000 and band in ("severe", "changing")
        ),
        "critical",
        frozenset({"warning"}),
        "Policy P6 calls 20 mg/day below an eGFR of 30 critical and does not say whether it is "
        "taken or proposed. The oracle read it of what is taken. A proposal is no milder than "
        "the same dose taken: the cautious reading.",
    ),
)


class Amended(NamedTuple):
    """A row of the table, or of the comparison, changed once a disagreement was settled."""

    what: str
    said: str
    says: str
    why: str


AMENDED = (
    Amended(
        "Canadian adults",
        "the age of the adult schedule is unread, so the policy's 18 years",
        "12 years",
        "The sheet has one age for Canada: caution below 12. The library and the other oracle "
        "took it as the youngest age of the schedule, the table did not. Kept at 12, the only "
        "age the label names; nobody below it is given an answer.",
    ),
    Amended(
        "A high dose proposed for poor kidneys",
        "warning",
        "critical",
        "As in the story of the same name.",
    ),
    Amended(
        "German end-stage words on dialysis",
        "unread",
        "contraindicated",
        "As in the story of the same name.",
    ),
    Amended(
        "A label's kidney number while creatinine is changing",
        "the label's number for dialysis and below 15",
        "silent",
        "As in the story of the same name.",
    ),
    Amended(
        "A small day's steps",
        "the French label's 10 mg, whatever is taken",
        "the policy's 5 mg, where no more than 10 mg a day is taken",
        "The French label's steps are of 10 or 15 mg. Of 10 mg a day one such step is all of it, "
        "at once; policy P5 comes down to the smallest dose first. The cautious reading. Since P5 "
        "was written anew the table is not asked of tapers any more.",
    ),
)


def story_of(library: str, oracle: str, facts: dict[str, Any]) -> str | None:
    """Return the name of the story that settles a disagreement, if one does."""
    for story in STORIES:
        if story.about(**facts) and library == story.library and oracle in story.oracle:
            return story.name
    return None
