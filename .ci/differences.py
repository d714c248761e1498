"""Ask an earlier commit and this tree the same questions, and put each difference under its reason.

    python .ci/differences.py BASE_COMMIT [--people 300] [--write FILE]

Asked are the questions of ``tests/corpus.py`` as the commit lays them out, every question
about people drawn from a fixed seed, to every label, and the kidney equations. Only facts
that the commit knows are told. A difference is one part of one answer: its outcome, a field
of it, one finding's severities, one unknown, one text. RULES puts it under the heading that
explains it; the first that holds counts. What none explains is listed, and the run fails.

To explain more, add a rule: a heading and a condition on the difference, as narrow as the
reason is. ``--tree FOLDER`` asks another tree than this one, ``--show N`` prints more examples.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from io import BytesIO
from pathlib import Path

import drawn_people
from difference import AVOIDED, CLEARANCE, LEVELS, differences

ROOT = Path(__file__).resolve().parents[1]
ASK = Path(__file__).with_name("ask_tree.py")
UNEXPLAINED = "unexplained"
MOST_KINDS = 40
"""So many kinds of unexplained differences are printed; ``--write`` keeps all."""

RATE_GATES = "which rate gates (P1)"
WITHHELD = "withheld as an outcome (P1)"
QUOTED = "numbers quoted, the lowest first (P1)"
LOWER = "the lower of two rates counts (P7)"
FRESH = "freshness (P2)"
TAPERS = "tapers (P5)"
STOPS = "stops and reductions (P5, P6)"
RISES = "a rise has a size (P6)"
TO_80 = "the US step to 80 mg/day (P4)"
MEDICINES = "medicines in unknown (P1)"
DEPRESSANTS = "oxybate and opioids said"
INJURY = "acute kidney injury is critical (P6)"
MUSCLE = "muscle note (P6)"
BMI_30 = "a BMI of exactly 30"
MONOTONE = "monotone, truly"
REASONS = "the reason printed is the one that held"
WORDING = "wording"

RULES = (
    # tapers
    (TAPERS, lambda d: d.verb == "taper_plan" and d.is_about("answer:", "taper-", "text:the answer")),
    (TAPERS, lambda d: d.verb == "taper_plan" and d.is_about("outcome", "given") and d.new["outcome"] in ("policy", "stated")),
    (TAPERS, lambda d: d.verb == "taper_plan" and d.part == "unknown:smaller_makeable_dose" and not d.after),
    (TAPERS, lambda d: d.verb == "taper_plan" and d.part == "unknown:exposure" and d.told["exposure"] is None),
    (TAPERS, lambda d: d.verb == "next_titration_step" and d.steps_back and d.is_about("answer:", "step-back", "no-step-below", "offer-taper")),
    # stops and reductions
    (STOPS, lambda d: d.change == "stop" and d.is_about("answer:problems", "answer:one_step", "stop-")),
    (STOPS, lambda d: d.change == "stop" and d.few_days and d.said in ("do-not-stop-suddenly", "act-toxicity", "act-impaired-taking", "act-severe-taking", "act-dialysis-taking", "no-dialysis-taper")),
    (STOPS, lambda d: d.change == "stop" and d.part == "unknown:exposure" and not d.after and not d.new["answer"]["problems"]),
    (STOPS, lambda d: d.change == "reduction" and d.is_about("answer:problems", "answer:one_step", "reduction-", "above-", "needs-supervision")),
    (STOPS, lambda d: d.change == "reduction" and d.label == "fr-spasticity" and (d.part, d.before, d.after) == ("outcome", "stated", "policy")),
    (STOPS, lambda d: d.change == "reduction" and d.part == "unknown:held_for" and d.told["held_for"] is None),
    (STOPS, lambda d: d.change == "reduction" and d.is_about("age-not-established-check", "maximum-not-found") and (d.said in ("do-not-stop-suddenly", "act-on-the-way-down") or d.after == ["info"])),
    # rises
    (TO_80, lambda d: d.label == "us-spasticity" and d.change == "increase" and 60 < d.reached <= 80 and d.is_about("answer:", "increase-too", "no-s", "rise-", "administration-too")),
    (TO_80, lambda d: d.label == "us-spasticity" and d.verb == "titration_plan" and d.is_about("plan-ends-where-printed")),
    (RISES, lambda d: d.change == "increase" and d.had("no-size-printed", "no-step-printed", "rise-unread", "above-maximum") and d.is_about("answer:", "increase-too", "no-s", "unknown:held_for")),
    (RISES, lambda d: d.change == "increase" and d.had("no-size-printed", "no-step-printed", "rise-unread", "above-maximum") and d.is_about("outcome", "given") and d.new["outcome"] == "policy"),
    (RISES, lambda d: d.change == "increase" and d.is_about("rise-", "hold-not-found", "administration-too-large-policy")),
    # medicines
    (DEPRESSANTS, lambda d: d.verb in ("check_daily_maximum", "taper_plan") and d.part in ("finding:with-oxybate", "finding:with-opioid") and not d.before and d.after != ["info"]),
    (MEDICINES, lambda d: d.part == "unknown:medicines" and d.after and d.is_rise and not d.who["complete"]),
    (MEDICINES, lambda d: d.part == "unknown:medicines" and d.after and "fresh_creatinine" in d.new["unknown"] and not d.who["complete"]),
    # what withholds, and what is quoted then
    (MONOTONE, lambda d: d.change == "start" and d.is_about("start-too-large") and d.after and d.years < 18 and d.who["grams"]),
    (MONOTONE, lambda d: d.part == "finding:clearance-not-comparable" and d.after == ["info"] and d.uncompared_is_mild),
    (BMI_30, lambda d: d.bmi == 30 and d.clearances[0] != d.clearances[1] and d.is_about("answer:rate", "kidney-clearance", "measures-")),
    (INJURY, lambda d: d.who["kidney_state"] == "CHANGING" and d.is_about("kidney-changing-") and d.level == "findings" and not d.said),
    (WITHHELD, lambda d: d.now_withheld and d.bands[1] in AVOIDED and (d.is_kidneys or d.is_end)),
    (WITHHELD, lambda d: d.verb in ("renal_caution", "assess") and d.is_about("outcome", "answer:renal_caution.outcome") and d.after == "policy" and d.bands[1] in AVOIDED and d.band_fits),
    (QUOTED, lambda d: d.bands[1] in ("severe", "end stage") and d.is_about("kidney-avoid-start") and d.said == "comparison-number" and d.after),
    (QUOTED, lambda d: d.bands[1] == "impaired" and d.is_about("kidney-impaired-start") and d.said in ("act-lower-start", "act-not-above-quoted", "label-start-unadjusted")),
    (QUOTED, lambda d: d.who["dialysis"] == "CONTINUOUS" and d.is_about("kidney-dialysis-") and d.said in ("label-dialysis-number", "label-kidney-silent")),
    (QUOTED, lambda d: d.bands[1] == "dialysis" and d.is_about("kidney-dialysis-taking") and d.said.startswith("label-end-stage-") and d.after),
    (QUOTED, lambda d: d.bands[1] == "dialysis" and d.change == "start" and d.is_about("start-too-large") and "(5 mg/day" in str(d.new["texts"].get("start-too-large"))),
    # a child's height has a date
    (FRESH, lambda d: d.height_undated and (d.part == "unknown:height_date" or d.said == "height-undated") and d.after),
    (FRESH, lambda d: d.height_undated and d.is_rise and d.without_number and (d.is_kidneys or d.is_number)),
    (FRESH, lambda d: d.height_undated and d.is_rise and d.part == "finding:kidney-function-not-relied-on" and d.after),
    (FRESH, lambda d: d.is_rise and d.after and d.part == "finding:value-undated" and d.undated),
    (FRESH, lambda d: d.is_rise and d.after and d.part.startswith("unknown:") and d.part[8:] in d.undated),
    (FRESH, lambda d: d.adult_equation_in_child and d.after and (d.said == "adult-equation-in-child" or d.part == "unknown:kidney_function")),
    # which rate gates
    (RATE_GATES, lambda d: d.is_rise and d.years >= 75 and d.who["grams"] is None and d.kidneys_moved and (d.is_kidneys or d.is_end or d.part == "unknown:weight")),
    (RATE_GATES, lambda d: d.label != "us-spasticity" and d.by_another_equation and (d.is_kidneys or d.is_end)),
    (RATE_GATES, lambda d: d.label != "us-spasticity" and d.named_by_older_equation),
    (RATE_GATES, lambda d: d.names_what_it_cites and d.after),
    (RATE_GATES, lambda d: d.recorded_by_older_equation and "equation 2009" in d.said and d.after),
    (RATE_GATES, lambda d: d.bands[1] == d.band_by_clearance != d.bands[0] and (d.is_kidneys or d.is_end)),
    (RATE_GATES, lambda d: d.clearance_lacks and (d.is_about(*CLEARANCE) or d.said.startswith("clearance-"))),
    (RATE_GATES, lambda d: d.clearance_lacks and d.is_rise and d.new["outcome"] == "insufficient data" and (d.is_kidneys or d.is_number)),
    (RATE_GATES, lambda d: d.is_about("measures-") and (d.clearance_gates or d.rested_on_ideal_weight)),
    # two rates, and how old they may be
    (LOWER, lambda d: d.two_rates and d.disagreed and d.kidneys_moved and (d.is_kidneys or d.is_end)),
    (FRESH, lambda d: d.told.get("setting") == "SUPERVISED_INPATIENT" and d.was_stale and d.kidneys_moved and (d.is_kidneys or d.is_end)),
    (LOWER, lambda d: d.lower_bound_counts and (d.is_kidneys or d.is_end)),
    (LOWER, lambda d: d.two_rates and (d.part, d.before, d.after) == ("finding:rates-disagree", ["warning"], ["info"])),
    (LOWER, lambda d: d.newest_counts and (d.is_kidneys or d.is_end)),
    (LOWER, lambda d: d.part == "finding:earlier-rate-lower" and d.after and d.earlier_rate_lower),
    (LOWER, lambda d: d.recently_low and d.after and (d.part == "unknown:newer_kidney_results" or d.said == "recently-low")),
    (MUSCLE, lambda d: d.part == "finding:creatinine-reads-high" and d.after and d.little_muscle and d.muscle_counts),
    (MUSCLE, lambda d: d.little_muscle and d.band_fits and d.is_about("near-band-edge")),
    # reasons
    (REASONS, lambda d: not d.is_rise and d.part.startswith("remark:kidney-") and d.said == "creatinine-stale" and not d.after),
    (REASONS, lambda d: d.reworded and d.said in ("creatinine-stale", "sample-old", "sample-stale-start")),
    (REASONS, lambda d: d.reworded and d.said.startswith(("patient record, date of the sample", "patient record, serum creatinine date", "policy project, freshness."))),
    (REASONS, lambda d: d.said.startswith("kidney-not-") and d.not_recent_goes_with_another),
    (REASONS, lambda d: d.who["kidney_values_in_doubt"] and d.after and (d.said in ("sample-old", "sample-stale-start") or d.part in ("unknown:fresh_creatinine", "unknown:kidney_function"))),
    (REASONS, lambda d: d.part == "text:start-too-large" and " at one time)." in str(d.after)),
    (WORDING, lambda d: d.part.startswith("source:") and "adult_from: the age from which adult equations hold" in d.part),
    (REASONS, lambda d: d.rate_on_record and d.is_about("kidney-function-unknown", "kidney-function-not-estimated")),
    (REASONS, lambda d: d.rate_on_record and d.said in ("kidney-not-on-record", "kidney-not-relied-on")),
    (REASONS, lambda d: d.disagreed and d.is_about("kidney-function-")),
    (WORDING, lambda d: d.level == "wording" and d.same_numbers and not d.part.startswith("source:")),
)  # fmt: skip
"""Heading and condition; the first that holds explains a difference. Extend it here."""


def heading_of(difference, rules=RULES):
    """Return the heading of the first rule that holds; nothing explains a fall or a refusal."""
    if difference.new["outcome"].startswith(("fell", "refused")):
        return UNEXPLAINED
    return next((heading for heading, holds in rules if holds(difference)), UNEXPLAINED)


def base_tree(commit, folder):
    """Unpack what is asked of a commit into a folder."""
    packed = subprocess.run(  # noqa: S603
        ["git", "archive", "--format=tar", commit, "src", "tests/corpus.py"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if packed.returncode:
        sys.exit(packed.stderr.decode())
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as tar:
        tar.extractall(folder, filter="data")
    return Path(folder)


def started(tree, said, mode, *rest):
    """Start asking a tree, in a process of its own that prints into a file."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    command = [sys.executable, str(ASK), mode, str(tree), *map(str, rest)]
    environment = {**kept, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    with said.open("w", encoding="utf-8") as out:
        return subprocess.Popen(command, env=environment, cwd=tree, stdout=out)  # noqa: S603


def finished(process, said):
    """Return what a process printed, line by line; end where it failed."""
    if process.wait():
        sys.exit(f"failed: {' '.join(process.args)}")
    return [json.loads(line) for line in said.read_text("utf-8").splitlines()]


def facts(tree, folder):
    """Return what a tree knows to ask."""
    said = folder / "facts.json"
    return finished(started(tree, said, "facts"), said)[0]


def answers(trees, asked, folder):
    """Return the answers of every tree; they are asked side by side."""
    told = folder / "asked.json"
    told.write_text(json.dumps(asked), "utf-8")
    files = [folder / f"answers-{place}.jsonl" for place, _ in enumerate(trees)]
    running = [
        started(tree, said, "answers", told) for tree, said in zip(trees, files, strict=True)
    ]
    return [finished(process, said) for process, said in zip(running, files, strict=True)]


def all_questions(known, count):
    """Return the corpus, the drawn people and their questions, and the equations for all."""
    people, questions = drawn_people.drawn(count, known["words"], known["labels"])
    people = known["people"] | people
    rates = [(name, "-", f"kidney.{rate}", {}) for name in people for rate in known["equations"]]
    return {"people": people, "questions": [*known["questions"], *questions, *rates]}


def grouped(found):
    """Return the differences under their headings, in the order of the rules."""
    headings = {heading: [] for heading, _ in RULES} | {UNEXPLAINED: []}
    for difference in found:
        headings[heading_of(difference)].append(difference)
    return headings


def summary(under):
    """Return what is said of the differences under one heading."""
    levels = Counter(difference.level for difference in under)
    return {
        "differences": len(under),
        "levels": {level: levels[level] for level in LEVELS},
        "asked": len({(d.person, d.label, d.verb, json.dumps(d.told)) for d in under}),
        "questions": dict(Counter(d.question for d in under)),
        "labels": dict(Counter(d.label for d in under)),
        "examples": [difference.as_data() for difference in examples(under)],
    }


def examples(under):
    """Return one difference of each kind, the commonest kind first, answers before words."""
    kinds = Counter(difference.kind for difference in under)
    first = {difference.kind: difference for difference in reversed(under)}
    order = lambda d: (LEVELS.index(d.level), -kinds[d.kind])  # noqa: E731
    return sorted(first.values(), key=order)


def report(headings, show):
    """Print a table by heading, then examples; of what is unexplained many more."""
    print(f"{'':42}{'all':>7}" + "".join(f"{level:>10}" for level in LEVELS) + f"{'asked':>8}")
    for heading, under in headings.items():
        said = summary(under)
        counts = "".join(f"{said['levels'][level]:>10}" for level in LEVELS)
        print(f"{heading:42}{len(under):>7}{counts}{said['asked']:>8}")
    for heading, under in headings.items():
        if under:
            _report_one(heading, under, MOST_KINDS if heading == UNEXPLAINED else show)


def _report_one(heading, under, show):
    said, kinds = summary(under), Counter(difference.kind for difference in under)
    print(f"\n== {heading}: {len(under)} differences of {len(kinds)} kinds")
    for name in ("questions", "labels"):
        print(f"   {name}: {', '.join(f'{key} {count}' for key, count in said[name].items())}")
    for difference in examples(under)[:show]:
        print(f"   {kinds[difference.kind]} × {difference.kind}\n      {difference.line()}")


def main():
    """Ask both trees, report every difference under its heading; fail if one has none."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("base", metavar="BASE_COMMIT", help="the commit to compare with")
    given.add_argument("--people", type=int, default=300, help="how many people are drawn")
    given.add_argument("--write", type=Path, help="keep all of it in this file, as JSON")
    given.add_argument("--show", type=int, default=1, help="examples printed under a heading")
    given.add_argument("--tree", type=Path, default=ROOT, help="the newer tree, if not this one")
    told = given.parse_args()
    clock = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        base, tree = base_tree(told.base, folder / "base"), told.tree.resolve()
        asked = all_questions(facts(base, folder), told.people)
        old, new = answers((base, tree), asked, folder)
    found = differences(asked, old, new)
    headings = grouped(found)
    report(headings, told.show)
    outcomes = Counter(answer["outcome"] for answer in old)
    print(f"\nasked {len(old)} questions about {len(asked['people'])} people: {dict(outcomes)}")
    print(f"{len(found)} differences, took {time.monotonic() - clock:.0f} s")
    if told.write:
        kept = {heading: summary(under) for heading, under in headings.items()}
        every = [difference.as_data() for difference in headings[UNEXPLAINED]]
        line = {"base": told.base, "questions": len(old), "headings": kept, UNEXPLAINED: every}
        told.write.write_text(json.dumps(line, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.exit(1 if headings[UNEXPLAINED] else 0)


if __name__ == "__main__":
    main()
