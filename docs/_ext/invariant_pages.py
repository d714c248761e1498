"""Two directives that write the list of invariants: how many there are, and each one.

The list is ``docs/safety/invariants.toml``; a test holds it to the marks in the tests.
"""

import tomllib
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive

LIST = Path(__file__).parents[1] / "safety" / "invariants.toml"


def listed():
    """Return the list."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def rows(found):
    """Return for each invariant its number, its statement, its tests and what it waits for."""
    return [
        (
            f"I{one['number']}",
            one["statement"],
            tuple(one.get("properties", ())),
            one.get("waits_for", ""),
        )
        for one in found["invariant"]
    ]


def counted(found):
    """Say how many are tested, by how many properties, and how many wait."""
    every = found["invariant"]
    tests = {test for one in every for test in one.get("properties", ())}
    tested = [one for one in every if "properties" in one]
    partly = [one for one in tested if "waits_for" in one]
    return (
        f"{len(tested)} of {len(every)} are checked, by {len(tests)} properties. "
        f"For {len(partly)} of these a part waits for a room that is not built; "
        f"{len(every) - len(tested)} waits as a whole."
    )


class Counted(Directive):
    """Write how many invariants are checked."""

    def run(self):
        """Count them in the list."""
        self.state.document.settings.env.note_dependency(str(LIST))
        return [nodes.paragraph("", counted(listed()))]


class Invariants(Directive):
    """Write every invariant as a term with its statement and its tests."""

    def run(self):
        """Read the list."""
        self.state.document.settings.env.note_dependency(str(LIST))
        shown = nodes.definition_list(classes=["simple"])
        for number, statement, tests, waits in rows(listed()):
            said = nodes.definition("", nodes.paragraph("", statement))
            if waits:
                said += nodes.paragraph("", f"Waits for: {waits}.", classes=["met"])
            if tests:
                said += _tests(tests)
            shown += nodes.definition_list_item("", nodes.term("", number), said)
        return [shown]


def _tests(ids):
    """Write the tests, without the folder they all are in."""
    line = nodes.paragraph(classes=["met"])
    for place, test in enumerate(ids):
        line += nodes.Text(", " if place else "Checked by ")
        line += nodes.literal("", test.removeprefix("tests/"))
    return line


def setup(app):
    """Name the directives."""
    app.add_directive("invariants", Invariants)
    app.add_directive("invariants-counted", Counted)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
