"""What the page of the invariants includes: how many there are, and each with its tests.

The list is ``docs/safety/invariants.toml``; a test holds it to the marks in the tests.
"""

import tomllib
from pathlib import Path

LIST = Path(__file__).parents[1] / "safety" / "invariants.toml"


def parts():
    """Return every part of the page by the name it is included with."""
    found = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return {
        "invariant-counts.txt": f"{counted(found)}\n",
        "invariant-list.txt": "\n".join(map(_invariant, found["invariant"])),
    }


def counted(found):
    """Say how many are tested, by how many properties, and how many wait."""
    every = found["invariant"]
    tests = {test for one in every for test in one.get("properties", ())}
    tested = [one for one in every if "properties" in one]
    partly = [one for one in tested if "waits_for" in one]
    return (
        f"{len(tested)} of {len(every)} are checked, by {len(tests)} tests. "
        f"For {len(partly)} of these a part waits for a room that is not built; "
        f"{len(every) - len(tested)} waits as a whole."
    )


def _invariant(one):
    """Write an invariant as a term with its statement, what it waits for and its tests."""
    lines = [f"I{one['number']}", f": {one['statement']}"]
    if "waits_for" in one:
        lines += ["", f"  Waits for: {one['waits_for']}."]
    if "properties" in one:
        tests = ", ".join(f"`{test.removeprefix('tests/')}`" for test in one["properties"])
        lines += ["", "  ```{rst-class} met", "  ```", f"  Checked by {tests}"]
    return "\n".join([*lines, ""])
