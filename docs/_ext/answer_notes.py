"""Two directives that ask the library and show what came back, made at each build.

``answer`` runs Python whose last line is a decision and shows its card. ``terminal``
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
from baclofen_cds.render.card import card


class Answer(Directive):
    """Show the card of a decision."""

    has_content = True

    def run(self):
        """Ask, and draw the card."""
        decision = ask("\n".join(self.content))
        return [nodes.raw("", card(decision), format="html")]


def ask(code):
    """Run the code and return the value of its last line."""
    tree = ast.parse(code)
    names = {"bc": bc, "dt": dt, "ureg": bc.ureg}
    last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "answer", "exec"), names)
    return eval(compile(last, "answer", "eval"), names)


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
