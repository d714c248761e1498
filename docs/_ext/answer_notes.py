"""Two directives that ask the library and show what came back, made at each build.

``answer`` runs Python whose last line is a decision and shows it as a note. ``terminal``
runs a command line and shows what it prints.
"""

import ast
import datetime as dt
import os
import shlex
import subprocess
import sys
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive

import baclofen_cds as bc
from baclofen_cds.render.text import outcome_line
from baclofen_cds.words.catalogue import sentences


class Answer(Directive):
    """Show a decision as a note."""

    has_content = True

    def run(self):
        """Ask, and build the note."""
        decision = ask("\n".join(self.content))
        note = nodes.container(classes=["answer"])
        urgent = [f for f in decision.findings if f.severity is not bc.Severity.INFO]
        others = [f for f in decision.findings if f.severity is bc.Severity.INFO]
        note.extend(map(_finding, urgent))
        note.extend(_outcome(outcome_line(decision)))
        note.extend(map(_finding, others))
        missing = [u.text for u in decision.unknown if u.could_change_answer][:5]
        if missing:
            note += _line(f"Not on record: {'; '.join(missing)}.", "answer-missing")
        note += _line(sentences()["footer"], "answer-footer")
        return [note]


def ask(code):
    """Run the code and return the value of its last line."""
    tree = ast.parse(code)
    names = {"bc": bc, "dt": dt, "ureg": bc.ureg}
    last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "answer", "exec"), names)
    return eval(compile(last, "answer", "eval"), names)


def _line(text, css):
    return nodes.paragraph("", text, classes=[css])


def _outcome(text):
    """Write how the question ended; the steps of a plan become a list."""
    first, *steps = (line.strip() for line in text.splitlines())
    yield _line(first, "answer-outcome")
    if steps:
        listed = nodes.bullet_list()
        for step in steps:
            listed += nodes.list_item("", nodes.paragraph("", step))
        yield listed


def _finding(finding):
    box = nodes.container(classes=["finding", f"finding-{finding.severity.value}"])
    head = nodes.paragraph(classes=["finding-head"])
    head += nodes.strong("", f"{finding.severity.value.capitalize()}. ")
    head += nodes.Text(finding.summary)
    box += head
    if finding.remarks:
        remarks = nodes.bullet_list()
        for remark in finding.remarks:
            remarks += nodes.list_item("", nodes.paragraph("", remark.text))
        box += remarks
    return box


class Terminal(Directive):
    """Show a command of the command line, and what it prints."""

    has_content = True

    def run(self):
        """Run the command from the root of the repository."""
        command = " ".join(self.content)
        text, warning = printed(command)
        shown = nodes.literal_block("", f"$ {command}\n{text}".rstrip(), language="console")
        problems = [self.state.document.reporter.warning(warning)] if warning else []
        return [shown, *problems]


def printed(command):
    """Return what a command prints, and what went wrong with it."""
    words = shlex.split(command)
    if words[0] != "baclofen-cds":
        return "", "only baclofen-cds is run"
    root = Path(__file__).parents[2]
    path = os.pathsep.join([str(root / "src"), os.environ.get("PYTHONPATH", "")])
    env = {**os.environ, "PYTHONPATH": path, "COLUMNS": "88", "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(
        [sys.executable, "-m", "baclofen_cds", *words[1:]],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    problem = f"{command!r} failed: {done.stderr[-300:]}" if done.returncode else ""
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "\n".join(lines), problem


def setup(app):
    """Name the directives."""
    app.add_directive("answer", Answer)
    app.add_directive("terminal", Terminal)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
