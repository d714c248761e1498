"""The directive ``answer``: it asks the library a question and shows what came back.

The body is Python; its last line is the decision. What is shown is made at each build, so
a note on a page always says what the library says.
"""

import ast
import datetime as dt

from docutils import nodes
from docutils.parsers.rst import Directive

import baclofen_cds as bc
from baclofen_cds import shelf


class Answer(Directive):
    """Show a decision as a note."""

    has_content = True

    def run(self):
        """Ask, and build the note."""
        decision = ask("\n".join(self.content))
        note = nodes.container(classes=["answer"])
        note += _line(bc.text(decision).splitlines()[0], "answer-outcome")
        for finding in decision.findings:
            note += _finding(finding)
        missing = [u.text for u in decision.unknown if u.could_change_answer][:5]
        if missing:
            note += _line(f"Not on record: {'; '.join(missing)}.", "answer-missing")
        note += _line(shelf.sentences()["footer"], "answer-footer")
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


def setup(app):
    """Name the directive."""
    app.add_directive("answer", Answer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
