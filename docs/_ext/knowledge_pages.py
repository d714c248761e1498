"""Pages written from the knowledge files each time the documentation is built.

Nothing on them is typed by hand: a profile, a leaf, a sentence or an error code that is
added to the package appears here at the next build.
"""

import inspect
import re
from enum import Enum
from pathlib import Path

import catalogue_pages
import hazard_pages
import invariant_pages
import overview_pages
import profile_pages
import tested_pages
from sphinx import addnodes

import baclofen_cds as bc


def setup(app):
    """Write the pages before anything is read."""
    app.connect("builder-inited", lambda app: write(Path(app.srcdir) / "reference"))
    app.connect("warn-missing-reference", _in_the_rest)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write(reference):
    """Write every page; leave unchanged ones alone and drop what is no longer made."""
    folder = reference / "generated"
    wanted = {
        f"profiles/{p.id}.md": profile_pages.profile_page(p) for p in profile_pages.all_profiles()
    }
    wanted |= {
        "comparison.md": profile_pages.comparison_page(),
        "guidance.md": catalogue_pages.guidance_page(),
        "policy.md": catalogue_pages.policy_page(),
        "finding-codes.md": catalogue_pages.findings_page(),
        "outcomes.md": catalogue_pages.outcomes_page(),
        "error-codes.md": catalogue_pages.errors_page(),
        "record-codes.md": catalogue_pages.record_page(),
        "rest-of-the-front-door.txt": rest(reference / "api.md"),
        "how-well-read.txt": overview_pages.how_well_read(),
        "closed-lists.txt": overview_pages.closed_lists(),
    }
    wanted |= hazard_pages.parts() | invariant_pages.parts() | tested_pages.parts()
    for name, text in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for stale in {p.relative_to(folder).as_posix() for p in folder.rglob("*.*")} - set(wanted):
        (folder / stale).unlink()


def rest(page):
    """Write the public names that the page does not place, so that none is left out."""
    names = unplaced(page)
    lines = [_documented(name, getattr(bc, name)) for name in names]
    return "\n".join(["## More", "", "```{eval-rst}", *lines, "```", ""]) if lines else "\n"


def unplaced(page):
    """Return the public names that the page does not place."""
    directive = r"(?m)^\.\. (?:auto|py:)\w+:: (?:baclofen_cds\.)?(\w+)(?:\(\))?$"
    placed = set(re.findall(directive, page.read_text("utf-8")))
    return [name for name in bc.__all__ if name not in placed | {"__version__", "interop"}]


def _documented(name, value):
    """Write one name, in the package itself whatever module the page was in before."""
    here = ".. py:currentmodule:: baclofen_cds\n"
    if inspect.ismodule(value):
        return f".. automodule:: baclofen_cds.{name}\n   :members:"
    if inspect.isclass(value):
        values = "\n   :undoc-members:" if issubclass(value, Enum) else ""
        return f"{here}.. autoclass:: {name}\n   :members:{values}"
    return f"{here}.. {'autofunction' if callable(value) else 'autodata'}:: {name}"


def _in_the_rest(app, _domain, node):
    """Let a name that nobody has placed yet speak of types that have no page."""
    rest_of = {f"baclofen_cds.{name}" for name in unplaced(Path(app.srcdir, "reference/api.md"))}
    while node is not None:
        if isinstance(node, addnodes.desc):
            ids = {
                i for signature in node.findall(addnodes.desc_signature) for i in signature["ids"]
            }
            if ids & rest_of:
                return True
        node = node.parent
    return None
