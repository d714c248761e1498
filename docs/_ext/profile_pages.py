"""One page for each profile, and all profiles side by side."""

from wording import (
    at,
    leaf_name,
    leaf_words,
    leaves_of,
    linked,
    mark,
    place,
    plain,
    row_words,
    rows_of,
    sentence_case,
    table,
    words,
)

import baclofen_cds as bc
from baclofen_cds.render import sheets
from baclofen_cds.sources import Citation, Seen, Silent, Stated, Unread

TOPICS = {
    "Starting dose, adults": ("adult.start.total_daily_dose", "adult.start.times_per_day"),
    "Titration ladder": ("adult.ladder.rungs",),
    "Titration increments": (
        "adult.increments.per_day",
        "adult.increments.per_administration",
        "adult.increments.interval",
        "adult.increments.no_sooner_than",
    ),
    "Usual range": ("adult.usual_range", "adult.usually_enough"),
    "Daily maximum, outpatients": ("adult.maximum.total_daily_dose",),
    "Daily maximum, supervised inpatients": (
        "adult.maximum.supervised_inpatient",
        "adult.maximum.supervised_beyond",
    ),
    "Children": ("child.from_age", "child.not_established_below", "child.start_per_kg"),
    "Daily maximum by age": ("child.maximum",),
    "Older adults": ("older_adult.start", "older_adult.advice"),
    "Kidneys impaired": ("kidney.impaired.total_daily_dose", "kidney.impaired.advice"),
    "End-stage kidney disease": ("kidney.end_stage.advice", "kidney.end_stage.contraindicated_in"),
    "Dialysis": ("kidney.dialysis.total_daily_dose", "kidney.dialysis.advice"),
    "Contraindications": (
        "contraindications.conditions",
        "contraindications.in_some_products",
    ),
    "Taper": ("taper.length", "taper.decrement", "taper.advice"),
}
SHORT = {
    "adult.increments.per_day": "per day",
    "adult.increments.per_administration": "per administration",
    "adult.increments.interval": "every",
    "adult.increments.no_sooner_than": "no sooner than",
    "adult.usually_enough": "usually enough",
    "adult.maximum.supervised_beyond": "beyond it:",
    "child.from_age": "from",
    "child.not_established_below": "not established below",
    "child.start_per_kg": "start",
    "adult.start.total_daily_dose": "total",
    "kidney.impaired.total_daily_dose": "total",
    "kidney.end_stage.contraindicated_in": "not to be used:",
    "kidney.dialysis.total_daily_dose": "total",
    "older_adult.start": "start",
    "older_adult.advice": "advice:",
    "kidney.impaired.advice": "advice:",
    "kidney.end_stage.advice": "advice:",
    "kidney.dialysis.advice": "advice:",
    "taper.length": "over",
    "taper.decrement": "decrement",
    "taper.advice": "advice:",
}


def all_profiles():
    """Return every current profile in order of its id."""
    return [bc.get_profile(name) for name in bc.available_profiles()]


def profile_page(profile):
    """Write the page of one profile."""
    header = profile.header
    parts = [
        f"(profile-{profile.id})=",
        f"# {plain(header.name)}: `{profile.id}`",
        f"{plain(header.title)}.",
        _facts(profile),
        _reading_help(),
        "## At a glance",
        _glance(profile),
        "## What it says at each age",
        *_by_age(profile),
        "## Every statement",
        *_statements(profile),
        "## Worked examples",
        "These cases are run whenever this page is built, and by [`verify`](#checking-a-profile).",
        _examples(profile),
        "## Sources",
        _sources(header),
        "## Not read yet",
        _unread(profile),
        "## Identity",
        f"SHA-256 of the parsed file, as kept in every decision's provenance:\n`{header.digest}`",
    ]
    return "\n\n".join(parts) + "\n"


def _reading_help():
    return (
        f"{mark('secondary')} means that the document was read in another one that restates it. "
        f"{mark('silent')} means that the place was read and gives no value. "
        f"{mark('unread')} means that nobody has read what the document says here."
    )


def _facts(profile):
    header = profile.header
    rows = [
        ("Jurisdiction", plain(header.jurisdiction)),
        ("Label family", plain(header.label_family or "not named")),
        ("Status", header.status.value),
        ("Revised", header.revised.isoformat()),
        ("In force from", header.effective_from.isoformat()),
        ("Read on", header.accessed.isoformat()),
        ("Review due", header.review_due.isoformat()),
        ("How well seen", _how_seen(profile)),
    ]
    return table(("Fact", "Value"), rows, css="facts", widths="30 70")


def _how_seen(profile):
    leaves = [leaf for _, leaf, _ in leaves_of(profile)]
    stated = [leaf for leaf in leaves if isinstance(leaf, Stated)]
    second = sum(leaf.citation.seen is Seen.SECONDARY for leaf in stated)
    silent = sum(isinstance(leaf, Silent) for leaf in leaves)
    unread = sum(isinstance(leaf, Unread) for leaf in leaves)
    return (
        f"{len(stated)} values stated, {second} of them read second-hand; "
        f"{silent} places read and silent; {unread} unread"
    )


def short_cell(profile, paths):
    """Write what a profile says on one topic, in a few words."""
    said = []
    for path in paths:
        node = at(profile, path)
        if isinstance(node, tuple) and not node:
            said.append("none in this file")
        elif isinstance(node, tuple):
            said += [plain(row_words(row)) for row in node] + _marks(r.citation for r in node)
        elif node is not None and not isinstance(node, Unread):
            said.append(_short(node, _metadata(profile, path), SHORT.get(path, "")))
    return "<br>".join(dict.fromkeys(said)) or mark("unread")


def _short(leaf, metadata, name):
    text = leaf_words(leaf, metadata)
    if name:
        noun = {"over": "length"}.get(name, name.rstrip(":"))
        text = f"{name} {text}" if isinstance(leaf, Stated) else f"{noun}: {text}"
    return " ".join([text, *_marks([leaf.citation])])


def _metadata(profile, path):
    return next(meta for here, _, meta in leaves_of(profile) if here == path)


def _marks(citations):
    return [mark("secondary")] if any(c.seen is Seen.SECONDARY for c in citations) else []


def _glance(profile):
    rows = [(topic, short_cell(profile, paths)) for topic, paths in TOPICS.items()]
    return table(("Topic", "What the file holds"), rows, css="facts", widths="30 70")


def _by_age(profile):
    """Write what holds at each age, and what is said to the kidneys: what every answer reads."""
    sheet = bc.sheet(profile)
    yield (
        "What holds for somebody of an age. Every answer reads these rows; "
        f"`baclofen-cds profiles sheet {profile.id}` prints them, with `--json` or `--csv` as "
        "data. *Ours* is our own choice, where the label gives none."
    )
    for who, age, said in sheets.ages_said(sheet):
        yield f"### {sentence_case(who)}, {age}"
        rows = [(sentence_case(term), plain(text), plain(where)) for term, text, where in said]
        yield table(("Term", "What holds", "Where"), rows, widths="28 30 42")
    states = sheets.kidneys_said(sheet) or [("any state of the kidneys", "no number")]
    yield "### Poor kidneys"
    yield (
        'What the label says to each state of the kidneys. Where the kidneys say "avoid", no '
        "number of a label is an answer."
    )
    rows = [(sentence_case(state), plain(text)) for state, text in states]
    yield table(("Kidneys", "The label"), rows, css="facts", widths="50 50")


def _statements(profile):
    """Write every leaf that was read, and every row, a table for each part of the schema."""
    grouped = {}
    for path, leaf, meta in leaves_of(profile):
        if not isinstance(leaf, Unread):
            row = (leaf_name(path), leaf_words(leaf, meta), place(leaf.citation))
            grouped.setdefault(path.partition(".")[0], []).append(row)
    for path, rows in rows_of(profile):
        for number, row in enumerate(rows, 1):
            name = f"{_row_name(path)} {number}"
            line = (name, plain(row_words(row)), place(_cited(row)))
            grouped.setdefault(path.partition(".")[0], []).append(line)
    for part, rows in grouped.items():
        yield f"### {sentence_case(words(part))}"
        yield table(("Statement", "What it says", "Where"), rows, widths="28 30 42")


def _row_name(path):
    names = {
        "adult.ladder.rungs": "Ladder, step",
        "child.maximum": "Daily maximum, age band",
        "child.usual_top_per_kg": "Top of the usual range per kg",
        "contraindications.in_some_products": "Not to be used, some products",
    }
    return names.get(path, sentence_case(words(path.rpartition(".")[2])))


def _cited(row):
    return getattr(row, "citation", Citation("not cited", "–"))


def _examples(profile):
    if not profile.worked_example:
        return "This file carries none."
    rows = [
        (
            f"`{result.example.question}`",
            _pairs(result.example.inputs),
            _pairs(result.example.expected),
            (
                f"{'passed' if result.passed else '**failed**'}"
                f"<br>[{plain(result.example.pin)}]{{.pin}}"
            ),
        )
        for result in bc.verify(profile)
    ]
    return table(("Question", "Given", "Expected", "Result"), rows, widths="22 30 26 22")


def _pairs(pairs):
    return "<br>".join(f"{plain(words(name))}: {plain(value)}" for name, value in pairs)


def _sources(header):
    rows = [
        (
            (
                f"{linked(source.title, source.link)}"
                f"{' ' + mark('secondary') if source.seen is Seen.SECONDARY else ''}"
            ),
            plain(source.publisher),
            f"revised {plain(source.revised)}<br>read {source.accessed.isoformat()}",
        )
        for source in header.sources
    ]
    return table(("Document", "Seen at", "Dates"), rows, widths="50 28 22")


def _unread(profile):
    unread = [path for path, leaf, _ in leaves_of(profile) if isinstance(leaf, Unread)]
    if not unread:
        return "Every statement of the schema was read."
    lines = [
        f"- {sentence_case(words(p.partition('.')[0]))}: {leaf_name(p)} (`{p}`)" for p in unread
    ]
    return "A question that needs one of these ends as *unread*.\n\n" + "\n".join(lines)


def comparison_page():
    """Write all profiles side by side: the topics first, then every statement."""
    profiles = all_profiles()
    head = ("Topic", *(f"[{plain(p.header.name)}](profile-{p.id})" for p in profiles))
    topics = [(t, *(short_cell(p, paths) for p in profiles)) for t, paths in TOPICS.items()]
    read = {p.id: {path: (leaf, meta) for path, leaf, meta in leaves_of(p)} for p in profiles}
    parts = [
        "---\nhide-toc: true\n---",
        "# Labels side by side",
        (
            "What each label says on the same topic. The labels are never merged: a "
            "decision rests "
            "on the one profile that was asked. Each profile's own page gives the place of every "
            "value."
        ),
        _reading_help(),
        "## By topic",
        _side_by_side(head, topics),
        "## Every statement",
    ]
    grouped = {}
    for path in next(iter(read.values())):
        grouped.setdefault(path.partition(".")[0], []).append(path)
    for part, paths in grouped.items():
        rows = [(leaf_name(path), *(_cell(*read[p.id][path]) for p in profiles)) for path in paths]
        parts += [
            f"### {sentence_case(words(part))}",
            _side_by_side(("Statement", *head[1:]), rows),
        ]
    return "\n\n".join(parts) + "\n"


def _cell(leaf, meta):
    marks = [] if isinstance(leaf, Unread) else _marks([leaf.citation])
    return " ".join([leaf_words(leaf, meta), *marks])


def _side_by_side(head, rows):
    return f"::::{{div}} side-by-side\n{table(head, rows, css='compared')}::::"
