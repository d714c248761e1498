"""What puts differences under headings, without asking any tree.

python -m pytest .ci/test_differences.py
"""

import json

import drawn_people
from difference import Difference, compared
from differences import (
    FRESH,
    INJURY,
    LOWER,
    RATE_GATES,
    RULES,
    STOPS,
    TAPERS,
    UNEXPLAINED,
    WORDING,
    heading_of,
    summary,
)

WORDS = {
    "Condition": ["EPILEPSY", "PORPHYRIA"],
    "Dialysis": ["NONE", "UNKNOWN"],
    "GFREquation": ["CKD_EPI_2021"],
    "GFRIndexing": ["INDEXED"],
    "Indication": ["STROKE"],
    "Response": ["NONE"],
    "Sign": ["COMA", "FEVER"],
    "StopReason": ["UNKNOWN"],
    "Tolerability": ["GOOD"],
}
WHO = drawn_people.drawn(1, WORDS, [])[0]["drawn 0"] | {
    "months": 480,
    "grams": 70_000,
    "millimetres": 1_700,
    "creatinine": 80_000,
    "rates": [],
    "kidney_state": "STABLE",
}
CHECKED = {"outcome": "stated", "answer": {"verdict": "within"}, "findings": {}, "unknown": []}


def kidneys(band, rate=(6_500, "CKD-EPI 2021"), **said):
    """Return an answer of ``renal_caution``."""
    return {"outcome": "policy", "answer": {"band": band, "rate": list(rate)}, **said}


def difference(part, before, after, **changes):
    """Return a difference in a check of what an adult of 40 takes."""
    told = {
        "person": "someone",
        "who": WHO | changes.pop("who", {}),
        "label": "us-spasticity",
        "verb": "check_daily_maximum",
        "told": {"now": [10_000], "setting": "OUTPATIENT"},
        "old": CHECKED,
        "new": CHECKED,
    }
    return Difference(**(told | {"part": part, "before": before, "after": after} | changes))


def band(before, after, **changes):
    """Return a finding on the kidneys that came with another band."""
    return difference(
        "finding:kidney-avoid-taking", None, ["warning"], kidneys=(before, after), **changes
    )


def test_the_same_answer_is_no_difference():
    """Two equal answers differ in nothing."""
    assert list(compared(CHECKED, dict(CHECKED))) == []


def test_every_part_is_a_difference_of_its_own():
    """An outcome, a field, a finding and an unknown are each found, with both sides."""
    new = {
        "outcome": "policy",
        "answer": {"verdict": "above maximum"},
        "findings": {"above-maximum": ["critical"]},
        "unknown": ["setting"],
    }
    assert list(compared(CHECKED, new)) == [
        ("outcome", "stated", "policy"),
        ("answer:verdict", "within", "above maximum"),
        ("finding:above-maximum", None, ["critical"]),
        ("unknown:setting", None, "missing"),
    ]


def test_an_answer_that_is_gone_is_one_difference():
    """Of an answer only one tree gives, the fields are not listed again."""
    gone = CHECKED | {"answer": None}
    assert [part for part, *_ in compared(CHECKED, gone)] == ["given"]


def test_words_count_where_both_trees_say_them():
    """A text is compared under its code, a remark within a finding of both, a source under its sentence."""
    old = {
        "texts": {"a": ["1"], "b": ["2"], "b > then": ["."], "b > why": ["."], "c": ["3"]},
        "sources": {"b": ["p", "r"], "b > then": ["t"], "b > why": ["w"]},
    }
    new = {
        "texts": {"a": ["9"], "b": ["2"], "b > why": ["."], "d": [""], "d > then": [""]},
        "sources": {"b": ["r", "q"], "b > why": ["v"]},
    }
    assert list(compared({"outcome": "x"} | old, {"outcome": "x"} | new)) == [
        ("text:a", ["1"], ["9"]),
        ("remark:b > then", "said", None),
        ("source:b @ p", "cited", None),
        ("source:b @ q", None, "cited"),
        ("source:b > why @ w", "cited", None),
        ("source:b > why @ v", None, "cited"),
    ]


def test_what_no_rule_explains_is_unexplained():
    """Another verdict, and any answer that is a fall, stand under no reason."""
    assert heading_of(difference("answer:verdict", "within", "above maximum")) == UNEXPLAINED
    fell = difference(
        "answer:steps", [], None, verb="taper_plan", new={"outcome": "fell: KeyError"}
    )
    assert heading_of(fell) == UNEXPLAINED


def test_the_first_rule_that_holds_explains():
    """The order of the rules decides between two that hold."""
    steps = difference("answer:steps", [1], [2], verb="taper_plan")
    assert heading_of(steps) == TAPERS
    assert heading_of(steps, (("else", lambda _: True), *RULES)) == "else"


def test_a_band_that_moves_needs_its_reason():
    """The same rate in another band is explained by a clearance that says so, and by nothing else."""
    moved = (kidneys("not impaired"), kidneys("severe"))
    old = {"who": {"months": 84 * 12}, "clearances": (2_900, 2_900)}
    assert heading_of(band(*moved, **old)) == RATE_GATES
    assert heading_of(band(*moved, clearances=(2_900, 2_900))) == UNEXPLAINED
    assert (
        heading_of(band(*moved, who={"months": 84 * 12}, clearances=(6_000, 6_000))) == UNEXPLAINED
    )
    assert heading_of(band(kidneys("impaired"), kidneys("severe", (3_200, "MDRD")))) == UNEXPLAINED


def test_another_equation_explains_only_where_it_is_used():
    """The older equation explains an answer by a label that goes by it, not by the US label."""
    moved = (kidneys("not impaired"), kidneys("impaired", (5_900, "CKD-EPI 2009")))
    assert heading_of(band(*moved, label="uk-spasticity")) == RATE_GATES
    assert heading_of(band(*moved)) == UNEXPLAINED


def test_two_rates_and_freshness_explain_no_other_threshold():
    """Two rates that disagreed, and a stay, explain a start, but not a threshold that moved."""
    said = {"findings": {"rates-disagree": [], "kidney-function-not-fresh": []}}
    start = {"verb": "starting_dose", "told": {"setting": "SUPERVISED_INPATIENT"}}
    unknown = ("unknown:kidney_function", "missing", None)
    both = (kidneys("unknown", **said), kidneys("not impaired"))
    rate = {"hundredths": 9_000, "equation": "MDRD", "indexing": "INDEXED", "lower_bound": False}
    rate |= {"on": "2026-03-01"}
    assert heading_of(difference(*unknown, kidneys=both, **start, who={"rates": [rate]})) == LOWER
    assert heading_of(difference(*unknown, kidneys=both, **start)) == FRESH
    alone = (kidneys("impaired", **said), kidneys("severe"))
    assert heading_of(band(*alone, **start, who={"rates": [rate]})) == UNEXPLAINED


def test_no_rule_explains_a_band_that_its_number_does_not_give():
    """An equation explains an impaired 59, but neither an impaired 61 nor another severity."""
    equation = {"label": "uk-spasticity"}
    before, now = kidneys("not impaired", (6_300, "CKD-EPI 2021")), "CKD-EPI 2009"
    assert heading_of(band(before, kidneys("impaired", (5_900, now)), **equation)) == RATE_GATES
    assert heading_of(band(before, kidneys("impaired", (6_100, now)), **equation)) == UNEXPLAINED
    same = (kidneys("impaired"), kidneys("impaired", (5_900, now)))
    milder = difference(
        "finding:kidney-impaired-taking", ["warning"], ["info"], kidneys=same, **equation
    )
    assert heading_of(milder) == UNEXPLAINED


def test_a_height_without_a_day_explains_a_start_alone():
    """A child whose height is not dated gets no start; nothing else of it is explained by that."""
    child = {"who": {"months": 120, "millimetres": 1_300, "creatinine": 40_000}}
    none = {"outcome": "insufficient data", "answer": None, "findings": {}, "unknown": []}
    gone = ("given", {"options": [[5_000]], "basis": "label"}, None)
    start = {"verb": "starting_dose", "told": {"setting": "UNKNOWN"}, "new": none}
    assert heading_of(difference(*gone, **start, **child)) == FRESH
    assert heading_of(difference(*gone, **start)) == UNEXPLAINED
    assert heading_of(difference(*gone, new=none, **child)) == UNEXPLAINED


def test_a_stop_after_few_days_says_less():
    """Only where baclofen was taken for three days at most no taper is spoken of beside a stop."""
    told = {"before": [10_000], "after": {"stop": "UNKNOWN"}, "held_for": 2}
    gone = ("remark:with-opioid > do-not-stop-suddenly", "said", None)
    for exposure, heading in ((3, STOPS), (4, UNEXPLAINED), (None, UNEXPLAINED)):
        asked = {"verb": "check_regimen_change", "told": told | {"exposure": exposure}}
        assert heading_of(difference(*gone, **asked)) == heading


def test_a_changing_creatinine_explains_its_own_finding_alone():
    """Only the finding on a changing creatinine is explained by one."""
    graver = (["warning"], ["critical"])
    changing = {"who": {"kidney_state": "CHANGING"}}
    assert heading_of(difference("finding:kidney-changing-taking", *graver, **changing)) == INJURY
    assert heading_of(difference("finding:with-opioid", *graver, **changing)) == UNEXPLAINED


def test_words_alone_keep_their_numbers():
    """Another sentence is wording; another number in it is not."""
    assert heading_of(difference("text:stay", ["Stay at 5 mg."], ["Keep 5 mg."])) == WORDING
    assert (
        heading_of(difference("text:stay", ["Stay at 5 mg."], ["Stay at 50 mg."])) == UNEXPLAINED
    )


def test_a_summary_counts_by_level_question_and_label():
    """Differences are counted by level, by question and by label, with one of each kind."""
    under = [
        difference("answer:verdict", "within", "above maximum"),
        difference("text:x", ["a"], ["b"]),
    ]
    said = summary([*under, under[0]])
    assert said["levels"] == {"answer": 2, "findings": 0, "wording": 1}
    assert said["questions"] == {"check_daily_maximum": 3}
    assert (said["labels"], said["asked"]) == ({"us-spasticity": 3}, 1)
    assert [example["part"] for example in said["examples"]] == ["answer:verdict", "text:x"]
    assert "40 years" in under[0].line()


def test_the_same_people_are_drawn_every_time():
    """People and questions are plain facts, the same at every drawing."""
    drawn = drawn_people.drawn(20, WORDS, ["us-spasticity"])
    assert json.dumps(drawn) == json.dumps(drawn_people.drawn(20, WORDS, ["us-spasticity"]))
    assert len(drawn[0]) == 20
