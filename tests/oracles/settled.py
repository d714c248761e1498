"""Where the library and an oracle disagreed, how it was settled, and why.

A story is never deleted. Each names the question, whom it is about, what each side
answers, and the reason; the comparison counts how often it is met and fails when a
story is no longer met, so that one which has lost its ground is seen; it then stands among
the closed ones, with what ended it.
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
        frozenset({"withheld"}),
        "One German leaflet forbids the use in terminal renal insufficiency and says no word of "
        "dialysis. The oracle took the words for a rate alone. Who is dialysed has terminal "
        "renal insufficiency, or kidneys that do not work at present: the cautious reading. "
        "(Before the policy withheld every start on dialysis, the oracle said unread or "
        "insufficient data here.)",
    ),
    Story(
        "A clearance and no rate",
        lambda rate=None, clearance=None, **_: (
            rate is None and clearance is not None and 3_000 <= clearance < 5_000
        ),
        "insufficient data",
        frozenset({"stated", "silent", "unread"}),
        "From 75 years a clearance of 30 to 49 alone is on record. The oracle took it for "
        "impaired kidneys and went on to the label's number for them. Policy P1 lets a clearance "
        "gate beside the rate, not instead of it, and a missing creatinine withholds a start; "
        "with a clearance from 50 on, which is better, the oracle itself asks for the rate.",
    ),
)


class Closed(NamedTuple):
    """A story that is no longer met, and what ended it."""

    name: str
    library: str
    oracle: frozenset[str]
    why: str
    ended: str


CLOSED = (
    Closed(
        "A label's kidney number while creatinine is changing",
        "silent",
        frozenset({"stated"}),
        "The labels' 5 mg/day is for lasting impairment and for dialysis as a lasting "
        "treatment. The oracle kept the number for dialysis and for a rate below 15 while "
        "creatinine is changing. Policy P1 offers nothing as an answer then.",
        "The policy of 27 November 2026 withholds every start where the kidneys say avoid; both "
        "sides answer withheld.",
    ),
    Closed(
        "A high dose proposed for poor kidneys",
        "critical",
        frozenset({"warning"}),
        "Policy P6 calls 20 mg/day below an eGFR of 30 critical and does not say whether it is "
        "taken or proposed. The oracle read it of what is taken. A proposal is no milder than "
        "the same dose taken: the cautious reading.",
        "The oracle that answers the policy of 27 November 2026 reads it of both, taken or "
        "proposed.",
    ),
    Closed(
        "A drop from the lowest rung or below it",
        "a share of it",
        frozenset({"all of it"}),
        "Policy P5 leads from the lowest rung to nothing, and excepts no day from the size of a "
        "drop. The oracle lets any drop from there be legal, since the last one is. The library "
        "held a day with anything left in it to the size, so that going to 1 mg was too large "
        "where stopping was not.",
        "The library counts the last drop in, as the oracle does.",
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
        "A low clearance without any rate",
        "warning",
        "critical from the high dose on",
        "Policy P6 calls a clearance below 30 a warning beside an eGFR of 30 or more, and says "
        "nothing of one alone. Nothing better is known then: the cautious reading.",
    ),
    Amended(
        "A rise that the newest result completes",
        "an end comes first: 80, 115 and 125 µmol/L on days 0, 3 and 6 are no change",
        "the rise comes first: they are one",
        "Policy P7 says when a change begins and when it ends, not which comes first where both "
        "hold of one day. To 125 is a rise of more than a half within 7 days: the cautious "
        "reading.",
    ),
    Amended(
        "Two results of one day",
        "no rise, whatever they are",
        "the higher counts as the later one: a difference that meets the definition is a rise",
        "A result has a day and no hour. That the lower was the first is possible, and then it "
        "is a rise within 48 hours: the cautious reading.",
    ),
    Amended(
        "An end told by several results of one day",
        "two results of the newest day end nothing",
        "they do where each of them agrees with each of the day before",
        "A result that is on record twice would keep alive a change that was long over. Which of "
        "a day was first is not told, so all have to agree. The library took the results one by "
        "one, and the lower of a day could end what the higher one would not; it was put right.",
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
