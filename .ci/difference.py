"""One difference between the answers of two trees, and what a rule may ask of it; pure."""

import datetime as dt
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
BANDS = {"end stage": 1_500, "severe": 3_000, "impaired": 6_000, "not impaired": 1_000_000}
"""Bands with the rate they lie below, in hundredths, as the policy has them; the worst first."""
KIDNEYS = (
    *("kidney-", "near-band-edge", "measures-", "rates-disagree", "increase-withheld"),
    *("review-kidneys", "no-steps-for-kidneys", "clearance-not", "unknown:fresh_creatinine"),
    *("unknown:kidney_function", "unknown:serum_creatinine", "unknown:recorded_gfr"),
    *("unknown:creatinine_date", "unknown:newer_kidney_results", "answer:renal_caution."),
    *("answer:avoid", "answer:older_adult_caution.avoid"),
)
"""How the parts begin that are about the kidneys."""
CLEARANCE = (
    *("clearance-needed", "clearance-not-computed", "kidney-clearance-", "unknown:weight"),
    *("unknown:fresh_weight", "unknown:serum_creatinine", "unknown:fresh_creatinine"),
)
"""How the parts begin that say what a clearance is, or what is missing for one."""
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
    def said(self):
        """The code of the remark that is said within a finding, or the place that is cited."""
        return self.part.partition(" @ " if self.part.startswith("source:") else " > ")[2]

    @property
    def _finding(self):
        return re.split(r" [>@] ", self.part.partition(":")[2])[0]

    @property
    def names_what_it_cites(self):
        """Whether a source is that of the equation which the first line names."""
        line = " ".join(self.new.get("texts", {}).get(self._finding, ()))
        of_2009 = ("Position on the CKD-EPI", "gates.unread_equation", "NG203: CKD-EPI")
        cited = [
            year for year in ("2009", "2021") if f"CKD-EPI creatinine equation {year}" in self.said
        ]
        cited += ["20"] * any(name in self.said for name in of_2009)
        return self.part.startswith("source:kidney-") and any(
            f"CKD-EPI {year}" in line for year in cited
        )

    @property
    def reworded(self):
        """Whether a remark on an old sample goes with another on the same, in the same finding."""
        finding = self._finding
        before, after = (
            {said.partition(" > ")[2] for said in texts if said.startswith(f"{finding} > ")}
            for texts in (self.old.get("texts", ()), self.new.get("texts", ()))
        )
        return "creatinine-stale" in before and bool(after & {"sample-old", "sample-stale-start"})

    @property
    def not_recent_goes_with_another(self):
        """Whether both trees say, in this finding, that no kidney value can be used, and why."""
        why = ("kidney-not-recent", "kidney-not-relied-on", "kidney-not-on-record")
        names = [f"{self._finding} > {code}" for code in why]
        return all(any(n in said.get("texts", ()) for n in names) for said in (self.old, self.new))

    @property
    def is_kidneys(self):
        """Whether it is something said of the kidneys, and their band is the policy's."""
        if self.regraded or not self.band_fits:
            return False
        own = self.verb == "renal_caution" and self.level == "answer"
        own = own or self.said.startswith("kidney-not-")
        answers = [(said.get("answer") or {}) for said in (self.old, self.new)]
        inside = {answer.get("renal_caution.outcome") for answer in answers}
        return own or self.is_about(*KIDNEYS) or (self.part == "outcome" and len(inside) > 1)

    @property
    def is_number(self):
        """Whether it is the number of a start or a rise, or may come and go with it."""
        return self.band_fits and self.is_about(
            "outcome", "given", "answer:", "unknown:", "text:the answer", *ENDS
        )

    @property
    def is_end(self):
        """Whether it is the number of a start or a rise, or what comes and goes with it."""
        if self.regraded or not self.band_fits:
            return False
        ends = self.outcome_moved or self.bands[0] != self.bands[1] or self.wants_other_facts
        return self.is_rise and (self.level == "answer" or (ends and self.is_number))

    @property
    def wants_other_facts(self):
        """Whether other facts are missing for an answer; medicines are asked for of everybody."""
        first, second = (
            set(said.get("unknown", ())) - {"medicines"} for said in (self.old, self.new)
        )
        return first != second

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
        cautions = ("assess", "renal_caution", "older_adult_caution")
        nothing = self.verb in cautions and self.told["now"] == "NOT_TAKING"
        changed = self.change in ("start", "increase")
        return starting or nothing or changed or bool(self.told.get("starting"))

    @property
    def reached(self):
        """The day a change leads to, or that is taken, in mg; 0 where none was read."""
        day = self.told.get("after", self.told.get("now"))
        return sum(day) / 1_000 if isinstance(day, list) else 0

    @property
    def taken(self):
        """The largest day that is taken or meant to be, in mg; 0 where none was read."""
        days = (self.told.get(name) for name in ("now", "before", "after"))
        return max((sum(day) / 1_000 for day in days if isinstance(day, list)), default=0)

    @property
    def few_days(self):
        """Whether baclofen was taken for three days at most, as told."""
        days = (self.told.get("exposure"), self.told.get("held_for") or 0)
        return days[0] is not None and max(days) <= 3

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
        told = first or self.bands[1] == "impaired"
        return (
            self.years >= 18 and bool(told and second) and first != second and "2009" in second[1]
        )

    @property
    def named_by_older_equation(self):
        """Whether a text names the older CKD-EPI equation where it named that of 2021."""
        swapped = "CKD-EPI 2021" in str(self.before) and "CKD-EPI 2009" in str(self.after)
        return self.years >= 18 and self.level == "wording" and swapped

    @property
    def recorded_by_older_equation(self):
        """Whether a recorded rate is by the older CKD-EPI equation, which is cited now."""
        return any(rate["equation"] == "CKD_EPI_2009" for rate in self.who["rates"])

    @property
    def kidneys_moved(self):
        """Whether the question ends otherwise, or anything else is said of the kidneys."""
        compared = ("outcome", "answer", "findings", "unknown")
        first, second = ([said.get(key) for key in compared] for said in self.kidneys)
        return self.outcome_moved or first != second

    @property
    def band_fits(self):
        """Whether the band is what the rate, or a worse clearance that has a say, puts it in.

        A change of a threshold is thus explained by nothing that is about the kidneys.
        """
        band, rate = self.bands[1], self.rates[1]
        if band not in BANDS or rate is None:
            return True
        by_rate = next(band for band, edge in BANDS.items() if rate[0] < edge)
        worse = [by_rate, *(self._band_of(c) for c in (self.clearances[1], *self._cleared))]
        allowed = {by_rate, *worse} if self.clearance_gates else {by_rate}
        order = list(BANDS)
        return band in allowed and order.index(band) <= order.index(by_rate)

    @staticmethod
    def _band_of(clearance):
        """Return the band that a clearance puts the kidneys in."""
        if clearance is None or clearance >= 5_000:
            return "not impaired"
        return "severe" if clearance < 3_000 else "impaired"

    @property
    def _cleared(self):
        """Return the Cockcroft-Gault clearances on record."""
        own = ("COCKCROFT_GAULT", "ABSOLUTE")
        rates = self.who["rates"]
        return [r["hundredths"] for r in rates if (r["equation"], r["indexing"]) == own]

    @property
    def regraded(self):
        """Whether the same finding has another severity, though the band is the same."""
        told = self.part.startswith("finding:") and self.before and self.after
        return bool(told) and self.bands[0] == self.bands[1]

    @property
    def clearance_gates(self):
        """Whether the clearance has a say: of an adult from 75 years on, or by the BMI."""
        outside = self.bmi is not None and not 18 <= self.bmi <= 40
        return self.years >= 75 or (self.years >= 18 and outside)

    @property
    def clearance_lacks(self):
        """Whether a clearance has a say, and a weight or a creatinine for it may be missing or old."""
        weight = self.who["grams"] is None or self.days_since(self.who["weight_on"]) > 365
        level = self.who["creatinine"] is None or self.days_since(self.who["creatinine_on"]) > 30
        return self.clearance_gates and (weight or level)

    @property
    def rested_on_ideal_weight(self):
        """Whether the earlier tree compared a clearance on the ideal weight, which nobody does now."""
        said = [t for name, t in self.old.get("texts", {}).items() if name.startswith("measures-")]
        return "ideal weight" in str(said)

    @property
    def band_by_clearance(self):
        """The band that the lowest clearance puts the kidneys in, where it has a say."""
        known = [rate for rate in (*self.clearances, *self._cleared) if rate is not None]
        band = self._band_of(min(known, default=None))
        return band if self.clearance_gates and band != "not impaired" else None

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

    def days_since(self, day):
        """Return how long before the question a day was; an undated one may be of any time."""
        if day is None:
            return 100_000
        return (dt.date.fromisoformat(self.who["as_of"]) - dt.date.fromisoformat(day)).days

    @property
    def height_undated(self):
        """Whether a child's rate rests on a height; this tree asks for its day, which is not told."""
        told = self.who["millimetres"] is not None and self.who["creatinine"] is not None
        return self.years < 18 and told

    @property
    def rate_on_record(self):
        """Whether a rate is on record, and no creatinine: kidney function is not quite untold."""
        return bool(self.who["rates"]) and self.who["creatinine"] is None

    @property
    def undated(self):
        """Names of the dates that no fact tells, of values that are told."""
        dated = (("creatinine", "creatinine"), ("grams", "weight"))
        names = {f"{name}_date" for value, name in dated if self._has_no_day(value, name)}
        return names | ({"height_date"} if self.height_undated else set())

    def _has_no_day(self, value, name):
        return self.who[value] is not None and self.who[f"{name}_on"] is None

    @property
    def uncompared_is_mild(self):
        """Whether no absolute rate weighs as a warning beside what is taken, were it compared."""
        edges = {"COCKCROFT_GAULT": 5_000}
        absolute = [
            (rate["hundredths"], edges.get(rate["equation"], 6_000))
            for rate in self.who["rates"]
            if rate["indexing"] == "ABSOLUTE"
        ]
        impaired = any(rate < edge for rate, edge in absolute)
        severe = any(rate < 3_000 for rate, _ in absolute)
        starts = self.is_rise and not self.taken
        return not (impaired and (starts or self.taken >= 20)) and not (
            severe and self.taken >= 10
        )

    @property
    def newest_counts(self):
        """Whether the newest recorded rate is told now, where one of an earlier day was before."""
        indexed = sorted(
            (rate["on"], rate["hundredths"])
            for rate in self.who["rates"]
            if rate["indexing"] == "INDEXED"
        )
        told = [(rate or [None])[0] for rate in self.rates]
        return (
            bool(indexed) and told[1] == indexed[-1][1] and told[0] in [r for _, r in indexed[:-1]]
        )

    @property
    def recently_low(self):
        """Whether a rate below 30 of the last 90 days is recorded."""
        rates = self.who["rates"]
        return any(r["hundredths"] < 3_000 and self.days_since(r["on"]) <= 90 for r in rates)

    @property
    def lower_bound_counts(self):
        """Whether the kidneys are now read by a recorded lower bound."""
        rate = self.rates[1]
        bounds = [one["hundredths"] for one in self.who["rates"] if one["lower_bound"]]
        return bool(rate) and rate[0] in bounds and self.rates[0] != rate

    @property
    def adult_equation_in_child(self):
        """Whether a child's recorded rate is by an equation for adults, and the own one undated."""
        names = {rate["equation"] for rate in self.who["rates"]}
        return self.height_undated and bool(names & {"CKD_EPI_2021", "CKD_EPI_2009", "MDRD"})

    @property
    def without_number(self):
        """Whether the newer tree gives no number to start or rise to."""
        answer = self.new.get("answer")
        return answer is None or (
            "starting_dose.outcome" in answer and "starting_dose.options" not in answer
        )

    @property
    def earlier_rate_lower(self):
        """Whether a rate of the last year is recorded that is lower than the one that counts."""
        rate = (self.rates[1] or [0])[0]
        return any(
            r["hundredths"] < rate and self.days_since(r["on"]) <= 365 for r in self.who["rates"]
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
        """Whether the use, weight and height, or an adult's creatinine speak for little muscle."""
        thin = self.bmi is not None and self.bmi < 18
        level = self.who["creatinine"]
        low = level is not None and level < 45_000
        cord = self.who["indication"] == "SPINAL_CORD_INJURY"
        return cord or (self.years >= 18 and (thin or low))

    @property
    def muscle_counts(self):
        """Whether little muscle is worth a note: at a rise or 20 mg/day, below a rate of 120."""
        rate = (self.rates[1] or [0])[0]
        return (self.is_rise or self.taken >= 20) and rate < 12_000

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
    say it, the lines of an answer where that is the same, a source where the first line is.
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
    for name, before in old.get("sources", {}).items():
        finding, after = name.partition(" > ")[0], new["sources"].get(name)
        if after is not None and first[finding] == second[finding]:
            yield from _places(name, before, after)


def _places(name, first, second):
    """Yield every place that one tree alone cites behind the same sentence."""
    for place in dict.fromkeys((*first, *second)):
        if (place in first) != (place in second):
            cited = ("cited" if place in places else None for places in (first, second))
            yield f"source:{name} @ {place}", *cited


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
