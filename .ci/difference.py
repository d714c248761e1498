"""One difference between the answers of two trees, and what a rule may ask of it; pure."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

LEVELS = ("answer", "findings", "wording")
PART_LEVELS = {
    "finding": "findings",
    "unknown": "findings",
    "remark": "findings",
    "text": "wording",
    "source": "wording",
}
LONGEST = 400
"""Characters of a value that are printed."""
AVOIDED = ("severe", "end stage", "changing", "dialysis")
KIDNEYS = (
    *("kidney-", "near-band-edge", "measures-", "rates-disagree", "increase-withheld"),
    *("review-kidneys", "no-steps-for-kidneys", "clearance-not", "unknown:fresh_creatinine"),
    *("unknown:kidney_function", "unknown:serum_creatinine", "unknown:recorded_gfr"),
    *("unknown:creatinine_date", "answer:renal_caution."),
)
"""How the parts begin that are about the kidneys."""
ENDS = (
    *("division-is-ours", "dose-", "preferred-division", "above-adult-start", "start-too"),
    *("steps-", "plan-ends", "target-", "next-step", "stay", "review-", "increase-"),
    *("no-step", "no-size", "administration-too", "rise-unread", "child-limited", "child-maximum"),
    *("cerebral-origin", "label-older", "tablets-not"),
)
"""How the codes begin that come and go with the number of a start or a rise."""


@dataclass(frozen=True)
class Difference:
    """One part of one answer that is another in the newer tree, and what was asked."""

    person: str
    who: dict[str, Any]
    label: str
    verb: str
    told: dict[str, Any]
    part: str
    before: Any
    after: Any
    old: dict[str, Any]
    new: dict[str, Any]
    kidneys: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    """What both trees say to ``renal_caution`` of this patient and label."""
    clearances: tuple[int | None, int | None] = (None, None)
    """The Cockcroft-Gault clearance in both trees, in hundredths."""

    @property
    def level(self):
        """Whether it is the answer that differs, what is said beside it, or words alone."""
        return PART_LEVELS.get(self.part.split(":")[0], "answer")

    def is_about(self, *beginnings):
        """Whether its part (``answer:steps``), or the code in it, begins with one of these."""
        code = self.part.partition(":")[2] if self.level != "answer" else self.part
        return self.part.startswith(beginnings) or code.startswith(beginnings)

    @property
    def is_kidneys(self):
        """Whether it is something said of the kidneys."""
        own = self.verb == "renal_caution" and self.level == "answer"
        answers = [(said.get("answer") or {}) for said in (self.old, self.new)]
        inside = {answer.get("renal_caution.outcome") for answer in answers}
        return own or self.is_about(*KIDNEYS) or (self.part == "outcome" and len(inside) > 1)

    @property
    def is_end(self):
        """Whether it is the number of a start or a rise, or what comes and goes with it."""
        beside = self.outcome_moved and self.is_about(*ENDS, "unknown:", "text:the answer")
        return self.is_rise and (self.level == "answer" or beside)

    @cached_property
    def change(self):
        """What a change asked about does to the day: start, increase, reduction, same, stop."""
        before, after = self.told.get("before"), self.told.get("after")
        if self.verb != "check_regimen_change":
            return ""
        if isinstance(after, dict):
            return "stop"
        if isinstance(before, str):
            return "start"
        more = sum(after) - sum(before)
        return "same" if not more else "increase" if more > 0 else "reduction"

    @property
    def is_rise(self):
        """Whether something is started or raised, or would be."""
        starting = self.verb in ("starting_dose", "titration_plan", "next_titration_step")
        nothing = self.verb == "assess" and self.told["now"] == "NOT_TAKING"
        changed = self.change in ("start", "increase")
        return starting or nothing or changed or bool(self.told.get("starting"))

    @property
    def reached(self):
        """The day a change leads to, or that is taken, in mg; 0 where none was read."""
        day = self.told.get("after", self.told.get("now"))
        return sum(day) / 1_000 if isinstance(day, list) else 0

    @property
    def steps_back(self):
        """Whether either tree goes a step back, or offers a taper for want of one."""
        answers = (self.old.get("answer"), self.new.get("answer"))
        actions = {(answer or {}).get("action") for answer in answers}
        return bool(actions & {"step back", "offer a taper"})

    def had(self, *codes):
        """Whether the earlier tree said one of these codes to this question."""
        return any(code in self.old.get("findings", {}) for code in codes)

    @property
    def outcome_moved(self):
        """Whether the question, or an assessment's start, ends in another outcome."""
        return self._outcomes(self.old) != self._outcomes(self.new)

    @property
    def now_withheld(self):
        """Whether the newer tree withholds what is started or raised."""
        return "withheld" in self._outcomes(self.new)

    def _outcomes(self, answer):
        of_start = (answer.get("answer") or {}).get("starting_dose.outcome")
        return (answer.get("outcome"), of_start)

    @property
    def bands(self):
        """The kidney band in both trees."""
        return tuple((said.get("answer") or {}).get("band") for said in self.kidneys)

    @property
    def rates(self):
        """The rate the kidneys are read by in both trees: hundredths and equation."""
        return tuple((said.get("answer") or {}).get("rate") for said in self.kidneys)

    @property
    def by_another_equation(self):
        """Whether an adult's creatinine is now read by the older CKD-EPI equation."""
        first, second = self.rates
        return self.years >= 18 and first != second and bool(second) and "2009" in second[1]

    @property
    def kidneys_moved(self):
        """Whether the question ends otherwise, or anything else is said of the kidneys."""
        compared = ("outcome", "answer", "findings", "unknown")
        first, second = ([said.get(key) for key in compared] for said in self.kidneys)
        return self.outcome_moved or first != second

    @property
    def names_older_equation(self):
        """Whether the older CKD-EPI equation, by which a rate was recorded, is now cited."""
        recorded = any(rate["equation"] == "CKD_EPI_2009" for rate in self.who["rates"])
        return recorded and "equation 2009" in str(self.after) and "2009" not in str(self.before)

    @property
    def band_moved_alone(self):
        """Whether the same rate is put in another band than before."""
        told = not {None, "unknown"} & set(self.bands)
        return told and self.bands[0] != self.bands[1] and self.rates[0] == self.rates[1]

    @property
    def clearance_gates(self):
        """Whether the clearance has a say: from 75 years, by the BMI, or because it is recorded."""
        outside = self.years >= 18 and self.bmi is not None and not 18 <= self.bmi <= 40
        recorded = any(rate["equation"] == "COCKCROFT_GAULT" for rate in self.who["rates"])
        return self.years >= 75 or outside or recorded

    @property
    def band_by_clearance(self):
        """The band that the lowest clearance puts the kidneys in, where it has a say."""
        recorded = [
            r["hundredths"] for r in self.who["rates"] if r["equation"] == "COCKCROFT_GAULT"
        ]
        known = [rate for rate in (*self.clearances, *recorded) if rate is not None]
        if not self.clearance_gates or not known or min(known) >= 5_000:
            return None
        return "severe" if min(known) < 3_000 else "impaired"

    @property
    def disagreed(self):
        """Whether either tree says that two rates disagree."""
        return any("rates-disagree" in said.get("findings", {}) for said in self.kidneys)

    @property
    def was_stale(self):
        """Whether the earlier tree held the kidney value for too old."""
        said = self.kidneys[0]
        codes, missing = said.get("findings", {}), said.get("unknown", ())
        return "kidney-function-not-fresh" in codes or "fresh_creatinine" in missing

    @property
    def two_rates(self):
        """Whether a rate is recorded beside a creatinine, or several are."""
        return (
            bool(self.who["rates"]) and len(self.who["rates"]) + bool(self.who["creatinine"]) > 1
        )

    @property
    def years(self):
        """Completed years of age."""
        return self.who["months"] // 12

    @property
    def bmi(self):
        """The body mass index; nothing where weight or height is not told."""
        grams, millimetres = self.who["grams"], self.who["millimetres"]
        return grams * 1_000 / millimetres**2 if grams and millimetres else None

    @property
    def little_muscle(self):
        """Whether weight and height, or an adult's creatinine, speak for little muscle."""
        thin = self.bmi is not None and self.bmi < 18
        level = self.who["creatinine"]
        return thin or (self.years >= 18 and level is not None and level < 45_000)

    @property
    def same_numbers(self):
        """Whether the same numbers stand in both texts, in the same order."""
        first, second = (re.findall(r"\d[\d.,]*", text) for text in self._texts)
        return first == second

    @property
    def _texts(self):
        sides = (self.before, self.after)
        return [" ".join(side) if isinstance(side, list) else str(side) for side in sides]

    @property
    def question(self):
        """The verb, or what a change asked about does."""
        return self.change or self.verb

    @property
    def kind(self):
        """What it has in common with others of its kind."""
        moved = f": {self.before} → {self.after}" if len(f"{self.before}{self.after}") < 60 else ""
        verb = f"{self.question} " if self.level == "answer" else ""
        return f"{verb}{self.part}{moved}"

    def line(self):
        """Write it in two lines: what was asked and of whom, and what differs."""
        told = ", ".join(f"{key} {_short(value)}" for key, value in self.told.items())
        asked = f"{self.person}, {self.label}, {self.verb} ({told}): {person_line(self.who)}"
        before, after = _short(self.before), _short(self.after)
        if self.level == "wording":
            before, after = (_short(text) for text in _apart(*self._texts))
        return f"{asked}\n      {self.part}: {before} → {after}"

    def as_data(self):
        """Write it as plain data, with how both trees read the kidneys."""
        names = ("person", "who", "label", "verb", "told", "part", "before", "after")
        read = {"bands": self.bands, "rates": self.rates, "clearances": self.clearances}
        return {name: getattr(self, name) for name in names} | read


def _short(value):
    """Write a value, without most of a very long one."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = text.replace('"', "")
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _apart(*texts):
    """Return of each of two texts the sentences that do not stand in the other."""
    first, second = (re.split(r"(?<=[.;:])\s", text) for text in texts)
    return [
        " ".join(one for one in a if one not in b) for a, b in ((first, second), (second, first))
    ]


def person_line(who):
    """Write what is known of a patient in a line."""
    level, medicines = who["creatinine"], " ".join(who["medicines"]) or "no medicines"
    marks = ("kidney_values_in_doubt", "intrathecal_baclofen", "deceased")
    facts = [
        f"{who['months'] // 12} years ({who['months']} months)",
        who["sex"],
        who["grams"] and f"{who['grams'] / 1_000} kg ({who['weight_on']})",
        who["millimetres"] and f"{who['millimetres'] / 10} cm",
        level and f"creatinine {level / 1_000} µmol/L ({who['creatinine_on']})",
        *map(_rate_line, who["rates"]),
        f"creatinine {who['kidney_state']}",
        f"dialysis {who['dialysis']}",
        who["indication"],
        *who["conditions"],
        f"{medicines}{' (all told)' if who['complete'] else ' (perhaps more)'}",
        *(name for name in marks if who[name]),
    ]
    return ", ".join(fact.replace("_", " ") for fact in facts if fact)


def _rate_line(rate):
    bound = "> " * rate["lower_bound"]
    named = f"{rate['equation']} {rate['indexing']}, {rate['on']}"
    return f"rate {bound}{rate['hundredths'] / 100} ({named})"


def parts(answer):
    """Return the parts of an answer that are compared, by name."""
    found = {"outcome": answer["outcome"]}
    if answer.get("answer") is not None:
        found |= {f"answer:{key}": value for key, value in answer["answer"].items()}
    found |= {f"finding:{code}": said for code, said in answer.get("findings", {}).items()}
    return found | {f"unknown:{name}": "missing" for name in answer.get("unknown", ())}


def compared(old, new):
    """Yield every part that differs, with both sides.

    An answer that is there or gone is one part, ``given``. A text counts where both trees
    say it, the lines of an answer where that is the same, sources where the first line is.
    """
    first, second = parts(old), parts(new)
    both = old.get("answer") is not None and new.get("answer") is not None
    if not both and old.get("answer") != new.get("answer"):
        yield "given", old.get("answer"), new.get("answer")
    for part in {**first, **second}:
        if first.get(part) != second.get(part) and (both or not part.startswith("answer:")):
            yield part, first.get(part), second.get(part)
    yield from _words(old, new)


def _words(old, new):
    """Yield remarks that one tree alone makes in a finding of both, and texts and sources."""
    same = all(old.get(key) == new.get(key) for key in ("outcome", "answer"))
    first, second = old.get("texts", {}), new.get("texts", {})
    for name in {**first, **second}:
        finding, _, remark = name.partition(" > ")
        if name in first and name in second:
            if first[name] != second[name] and (same or name != "the answer"):
                yield f"text:{name}", first[name], second[name]
        elif remark and finding in first and finding in second:
            yield (
                f"remark:{name}",
                *("said" if name in texts else None for texts in (first, second)),
            )
    for finding, before in old.get("sources", {}).items():
        after = new["sources"].get(finding)
        if after not in (None, before) and first[finding] == second[finding]:
            yield f"source:{finding}", before, after


def differences(asked, old, new):
    """Return every difference between the answers of two trees to the same questions."""
    together = list(zip(asked["questions"], old, new, strict=True))
    kidneys, clearances = {}, {}
    for (person, label, verb, told), *both in together:
        if verb == "kidney.cockcroft_gault":
            clearances[person] = tuple((said.get("answer") or {}).get("rate") for said in both)
        if verb == "renal_caution" and not (told["starting"] and (person, label) in kidneys):
            kidneys[person, label] = tuple(both)
    return [
        Difference(
            person, asked["people"][person], label, verb, told, *found, before, after,
            kidneys.get((person, label), ({}, {})), clearances.get(person, (None, None)),
        )
        for (person, label, verb, told), before, after in together
        for found in compared(before, after)
    ]  # fmt: skip
