"""What the page of the hazard log includes: from ``hazards.toml`` and the tests it names."""

import ast
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

from wording import linked, plain, sentence_case, table

_ROOT = Path(__file__).parents[2]
_WAITING = "waiting for room "
_MEANING = {
    1: "acceptable",
    2: "acceptable",
    3: "undesirable",
    4: "has to be reduced",
    5: "unacceptable",
}


def parts():
    """Return every part of the page by the name it is included with."""
    log = tomllib.loads((_ROOT / "docs" / "safety" / "hazards.toml").read_text("utf-8"))
    return {
        "hazard-counts.txt": _counts(log),
        "hazard-matrix.txt": _matrix(log),
        "hazard-summary.txt": _summary(log),
        "hazard-rooms.txt": _rooms(log),
        "hazard-details.txt": "\n".join(_hazard(log, hazard) for hazard in log["hazard"]),
    }


def _counts(log):
    hazards = log["hazard"]
    of = Counter(hazard["status"].partition(" ")[0] for hazard in hazards)
    tests = {test for hazard in hazards for test in hazard["verified_by"]}
    return (
        f"{len(hazards)} hazards: {of['controlled']} controlled, {of['transferred']} transferred "
        f"to the deployer, {of['waiting']} waiting. They name {len(tests)} tests or groups of "
        "tests.\n"
    )


def _matrix(log):
    matrix = log["matrix"]
    rows = [
        (sentence_case(severity), *(_grade(log, severity, often) for often in _often(log)))
        for severity in matrix["severities"]
    ]
    head = ("Severity", *map(sentence_case, _often(log)))
    words = "; ".join(f"{level}: {said}" for level, said in _MEANING.items())
    source = linked(matrix["source"], matrix["link"])
    grades = table(head, rows, css="matrix", widths="30 14 14 14 14 14")
    return f"{grades}\nLevels: {words}.\n\nSource: {source}.\n"


def _often(log):
    return log["matrix"]["likelihoods"]


def _grade(log, severity, likelihood):
    matrix = log["matrix"]
    return matrix["levels"][likelihood][matrix["severities"].index(severity)]


def _summary(log):
    rows = [
        (
            f"{_link(hazard)} {plain(hazard['title'])}",
            _risk(log, hazard, "before"),
            _risk(log, hazard, "after"),
            hazard["status"],
        )
        for hazard in log["hazard"]
    ]
    return table(("Hazard", "Level before", "Level after", "Status"), rows, widths="46 18 18 18")


def _link(hazard):
    return f"[{hazard['id']}](#{hazard['id'].lower()})"


def _risk(log, hazard, when):
    risk = hazard[when]
    return f"{_grade(log, **risk)} {when}<br>[{risk['severity']}, {risk['likelihood']}]{{.pin}}"


def _rooms(log):
    rows = []
    for room, what in log["rooms"].items():
        waiting = [h for h in log["hazard"] if h["status"] == f"{_WAITING}{room}"]
        rows.append((sentence_case(room), plain(what), ", ".join(map(_link, waiting))))
    return table(("Room", "What it will hold", "Hazards"), rows, widths="20 55 25")


def _hazard(log, hazard):
    before, after = _in_full(log, hazard["before"]), _in_full(log, hazard["after"])
    lines = [
        f"({hazard['id'].lower()})=",
        f"### {hazard['id']}: {plain(hazard['title'])}\n",
        f"**Harm.** {plain(hazard['harm'])}.\n",
        f"**Causes.** {'; '.join(map(plain, hazard['causes']))}.\n",
        f"**Level.** Before: {before}. After: {after}. **Status:** {hazard['status']}.\n",
    ]
    if hazard.get("deployer"):
        lines.append(f"**Left to the deployer.** {plain(hazard['deployer'])}\n")
    if hazard["controls"]:
        lines += ["**Controls**\n", *map(_control, hazard["controls"]), ""]
    if hazard["verified_by"]:
        lines += ["**Tests**\n", *map(_test, hazard["verified_by"]), ""]
    past = "; ".join(f"{one['date']}: {plain(one['what'])}" for one in hazard["history"])
    return "\n".join([*lines, f"[{past}]{{.pin}}\n"])


def _in_full(log, risk):
    level = _grade(log, **risk)
    return f"{level}, {_MEANING[level]} ({risk['severity']}, {risk['likelihood']})"


def _control(control):
    kind = sentence_case(control["type"])
    place = control.get("module") or control["file"]
    return f"- *{kind}.* {plain(control['text'])} [{plain(place)}]{{.met}}"


def _test(node):
    return f"- {plain(_said_by(node))} [{plain(node)}]{{.met}}"


@cache
def _said_by(node):
    """Return the sentence with which a test, or a class or file of tests, says what it holds."""
    path, *names = node.split("::")
    place = ast.parse((_ROOT / path).read_text("utf-8"))
    for name in names:
        place = next(inner for inner in place.body if getattr(inner, "name", None) == name)
    return ast.get_docstring(place).partition("\n\n")[0].replace("``", "")
