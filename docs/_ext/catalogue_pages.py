"""Pages of the catalogues: guidance, policy, findings, outcomes, errors."""

import inspect
import re
import tomllib
from importlib.resources import files

import met
from attrs import fields
from wording import (
    leaf_name,
    leaf_words,
    metadata_of,
    place,
    plain,
    sentence_case,
    table,
    value_words,
    words,
)

from baclofen_cds import errors
from baclofen_cds.amounts import MicrogramsPerDay, decimal
from baclofen_cds.decisions import Outcome
from baclofen_cds.interop.fhir.read.entries import report
from baclofen_cds.knowledge.reading import loader
from baclofen_cds.knowledge.schema.label import walk
from baclofen_cds.sources import Seen, Stated
from baclofen_cds.words.show import show

_DO = {
    "OUT_OF_SCOPE": "Show the findings. Signs in hand: urgent assessment. Otherwise a label that "
    "covers the patient, or a specialist.",
    "CONTRAINDICATED": "Show the findings. Start nothing by this label.",
    "INSUFFICIENT_DATA": "Complete the record, and ask again.",
    "UNREAD": "Read the label itself.",
    "SILENT": "Show what the other documents say; the prescriber decides.",
    "POLICY": "Show that it is ours, with its reason.",
    "STATED": "Show it with its place and its findings.",
}
_OUTCOMES = {
    "OUT_OF_SCOPE": "The label does not cover this patient, or signs of toxicity or withdrawal "
    "come before any number.",
    "CONTRAINDICATED": "This label names a condition the patient has as a contraindication.",
    "INSUFFICIENT_DATA": "A fact the question needs is missing, too old, or contradicted by "
    "another. `.unknown` names it.",
    "UNREAD": "Nobody has read what the document says on this point.",
    "SILENT": "The place was read. It gives no number for this patient.",
    "POLICY": "The answer is a choice of this project, or of the policy file that was given.",
    "STATED": "The document states the answer, at the place that is cited.",
}


def _slots(template):
    """Show a sentence with its placeholders as slots."""
    apart = re.sub(r"(?<=[\w}])(?=\{)|(?<=\})(?=\w)", " ", template)
    parts = re.split(r"\{(\w+)\}", apart)
    return "".join(
        plain(part) if i % 2 == 0 else f"[{words(part)}]{{.slot}}" for i, part in enumerate(parts)
    )


class _Figures(dict):
    def __missing__(self, name):
        return f"{{{name}}}"


def _quote(guidance, statement):
    """Write the sentence a statement adds, with its figures in place."""
    seen = " (secondary)" if statement.citation.seen is Seen.SECONDARY else ""
    values = _Figures(name=guidance.header.name, seen=seen)
    for name in ("from_age", "egfr_below", "egfr_from"):
        if getattr(statement, name, None) is not None:
            values[name] = show(getattr(statement, name))
    for name, figure in statement.figures:
        values[name] = show(figure)
        if isinstance(figure, MicrogramsPerDay):
            values[f"{name}_number"] = decimal(figure, 1_000)
    template = loader.sentences().get(statement.code, f"{{{statement.code}}}")
    return _slots(template.format_map(values))


def _whom(statement):
    said = []
    if statement.from_age:
        said.append(f"from {value_words(statement.from_age, 'year')}")
    rate = "mL/min/1.73m2"
    if statement.egfr_from is not None:
        said.append(f"eGFR from {value_words(statement.egfr_from, rate)}")
    if statement.egfr_below is not None:
        said.append(f"eGFR below {value_words(statement.egfr_below, rate)}")
    clearance = "mL/min"
    if statement.crcl_from is not None:
        said.append(f"creatinine clearance from {value_words(statement.crcl_from, clearance)}")
    if statement.crcl_below is not None:
        said.append(f"creatinine clearance below {value_words(statement.crcl_below, clearance)}")
    if statement.role == "near-edge":
        said.append("near the edge of a band")
    if statement.dialysis:
        said.append(f"on dialysis: {value_words(statement.dialysis, 'dialysis')}")
    if statement.not_at_end_of_life:
        said.append("not at the end of life")
    if statement.own_market:
        said.append("beside labels of its own jurisdiction")
    when = {"start": "a start or increase", "taking": "someone who takes baclofen"}
    said.append(when.get(statement.when, "a start, and someone who takes baclofen"))
    return plain(sentence_case("; ".join(said)))


def guidance_page():
    """Write what guidelines and studies add."""
    parts = [
        "# Guidelines and studies",
        (
            "These documents add findings. They never carry an answer, and none of their numbers "
            "becomes a dose. Every one of them speaks unless a call names a narrower list with "
            "`guidance=`."
        ),
    ]
    for guidance in loader.shipped_guidance():
        header = guidance.header
        rows = [(_quote(guidance, s), _whom(s), place(s.citation)) for s in guidance.statement]
        parts += [
            f"## {plain(sentence_case(header.name))}",
            (
                f"{plain(header.title)} ({plain(header.jurisdiction)}). A {header.kind.value}; "
                f"revised {header.revised.isoformat()}, read {header.accessed.isoformat()}, "
                f"review due {header.review_due.isoformat()}. Identifier `{guidance.id}`."
            ),
            table(("What a finding says", "About", "Where"), rows, widths="44 24 32"),
        ]
    return "\n\n".join(parts) + "\n"


def policy_page():
    """Write every choice of our own with its reason."""
    policy = loader.current_policy()
    parts = [
        "# Our own choices",
        (
            "Documents are silent, vague or leave a choice, and the library needs a rule "
            "to behave "
            "at all. These rules are ours. Each is marked as *policy* wherever it shows."
        ),
        (
            "```{important}\nNo clinician has signed these choices. A hospital can "
            "replace the whole "
            "file with its own through `policy=`; it cannot remove it.\n```"
        ),
        (
            f"Identifier `{policy.id}`; revised {policy.header.revised.isoformat()}, review due "
            f"{policy.header.review_due.isoformat()}."
        ),
    ]
    grouped = {}
    for path, leaf in walk(policy):
        if isinstance(leaf, Stated):
            part = path.partition(".")[0]
            row = (
                leaf_name(path),
                leaf_words(leaf, metadata_of(policy, path)),
                _reason(leaf.citation.pin),
            )
            grouped.setdefault(part, []).append(row)
    for part, rows in grouped.items():
        kind = type(getattr(policy, part))
        parts += [
            f"## {sentence_case(words(part.removesuffix('_leaves')))}",
            _said(kind),
            table(("Choice", "Value", "Reason"), rows, widths="30 28 42"),
            *_by_age(getattr(policy, part), part),
        ]
    return "\n\n".join(parts) + "\n"


def _reason(pin):
    return plain(sentence_case(pin.partition(": ")[2] or pin)) + "."


def _said(kind):
    said = inspect.getdoc(kind) or ""
    return plain(re.sub(r" ?\(P\d+\)", "", said.partition("\n\n")[0].replace("\n", " ")))


def _by_age(section, part):
    """Write the choices of a section that change with age."""
    for attribute in fields(type(section)):
        unit = attribute.metadata.get("steps")
        rows = [
            (
                sentence_case(value_words(step.from_age, "year")),
                value_words(step.value, unit),
                _reason(step.citation.pin),
            )
            for step in (getattr(section, attribute.name) if unit else ())
        ]
        if rows:
            name = leaf_name(f"{part}.{attribute.name}")
            yield table(("From the age of", name, "Reason"), rows, widths="30 28 42")


def findings_page():
    """Write every sentence of the catalogue, in its groups."""
    text = (files("baclofen_cds") / "words" / "en.toml").read_text(encoding="utf-8")
    parts = [
        "# Finding codes",
        (
            "Every sentence the library can say, by code. Codes are stable; sentences may be "
            "reworded. A finding's `.code` is the code of its first line; each entry of "
            "`.remarks` "
            "has a code of its own."
        ),
        (
            "[Slots]{.slot} are filled from the documents and the record. The slot [seen]{.slot} "
            'reads "(secondary)" where a document was read second-hand, and is empty elsewhere.'
        ),
    ]
    found = met.findings()
    parts.append(
        f"Under a first line stand the severity, what it rests on and the question, as met when "
        f"{len(met.questions()):,} invented questions were asked for this page. Where nothing "
        f"stands, the sentence is a remark or a part of a note, or no such question was asked."
    )
    for heading, codes in _groups(text):
        parts.append(f"## {plain(heading)}")
        parts += [
            f"[`{code}`]{{#message-{code}}}\n: {_slots(sentence)}{_met(found.get(code))}"
            for code, sentence in codes.items()
        ]
    return "\n\n".join(parts) + "\n"


def _met(said):
    """Write how a first line was met."""
    if said is None:
        return ""
    severities, bases, questions = said
    ranked = sorted(severities, key=lambda severity: -severity.rank)
    grounds = sorted(basis.value for basis in bases)
    parts = (
        " or ".join(s.value for s in ranked),
        ", ".join(grounds),
        ", ".join(sorted(questions)),
    )
    return f"\\\n  [{plain(' · '.join(parts))}]{{.met}}"


def _groups(text):
    """Split the catalogue at its blank lines; a comment names the group below it."""
    others = {}
    for block in re.split(r"\n\s*\n", text.partition("[messages]")[2]):
        codes = tomllib.loads(block)
        named = re.match(r"# (.+)", block.strip())
        if named and codes:
            yield sentence_case(named[1].strip().rstrip(".")), codes
        else:
            others |= codes
    if others:
        yield "Others", others


def outcomes_page():
    """Write how a question can end, in the order that decides."""
    parts = [
        "# Outcomes",
        (
            "How a question ends. Where several apply, the first in this order is given: this is "
            "the published precedence. *Stated* and *policy* carry an answer. A caution "
            "about someone "
            "who already takes baclofen carries one even where the label is silent, so ask "
            "`.has_answer`."
        ),
    ]
    rows = [
        (
            f"{outcome.rank + 1}. **{outcome.value}**<br>`{outcome.name}`",
            f"{_OUTCOMES.get(outcome.name, '')}<br>*{_DO.get(outcome.name, '')}*",
            _answered(*met.outcomes()[outcome]),
            f'"{_slots(loader.sentences()[_printed_as(outcome)])}"',
        )
        for outcome in Outcome
    ]
    head = ("Outcome", "Meaning, and what to do", "An answer?", "As printed")
    return "\n\n".join([*parts, table(head, rows, widths="24 38 19 19")]) + "\n"


def _printed_as(outcome):
    return f"outcome-{outcome.value.replace(' ', '-')}"


def _answered(with_answer, without):
    """Say whether decisions that ended so carried an answer, as met."""
    if with_answer and without:
        return f"answer: {_calls(with_answer)}<br>no answer: {_calls(without)}"
    return "an answer" if with_answer else "no answer" if without else "not met yet"


def _calls(questions):
    return ", ".join(f"`{question}`" for question in sorted(questions))


def errors_page():
    """Write every error code, and the family of exceptions."""
    rows = _coded(errors.CODES)
    kinds = [getattr(errors, name) for name in errors.__all__ if name != "CODES"]
    family = [
        (f"`{kind.__name__}`", f"`{kind.__mro__[1].__name__}`", _said(kind)) for kind in kinds
    ]
    return (
        "\n\n".join(
            [
                "# Error codes",
                (
                    "An error says what the *caller* got wrong. Its `.code` is stable "
                    "across releases; "
                    "no text of an error holds a patient's value. What a document does "
                    "not say is an "
                    "[outcome](outcomes.md), not an error."
                ),
                "## Codes",
                table(("Code", "Meaning"), rows, widths="28 72"),
                "## Exceptions",
                table(("Exception", "Kind of", "Meaning"), family, widths="28 28 44"),
            ]
        )
        + "\n"
    )


def record_page():
    """Write what the reader of records can say, by code."""
    parts = [
        "# Record codes",
        (
            "What is said of a patient record when it is read. What could not be used is listed "
            "in the record's `.unread`, each with its path and one of these reasons."
        ),
        "## Reasons why something was not used",
        table(("Code", "Meaning"), _coded(report.REASONS), widths="28 72"),
        "## Notes on a record",
        table(("Code", "Sentence"), _coded(report.NOTES), widths="28 72"),
    ]
    return "\n\n".join(parts) + "\n"


def _coded(catalogue):
    return [(f"`{code}`", plain(said)) for code, said in catalogue.items()]
