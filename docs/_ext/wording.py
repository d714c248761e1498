"""How a value of a knowledge file is written for a reader, and how a leaf is called."""

import re
from collections.abc import Iterator
from enum import Enum

from attrs import fields, has

from baclofen_cds.amounts import CREATININE_NMOL_L_PER_MG_DL, decimal
from baclofen_cds.knowledge.schema.label import walk
from baclofen_cds.sources import Citation, Seen, Silent, Stated
from baclofen_cds.words.show import show

_TIMES = ("", "once", "twice", "three times", "four times", "five times", "six times")
_SCALES = {
    "mg": (1_000, "mg"),
    "mg/day": (1_000, "mg/day"),
    "mg/kg/day": (1_000, "mg/kg/day"),
    "kg": (1_000, "kg"),
    "mL/min/1.73m2": (100, "mL/min/1.73 m²"),
    "mL/min": (100, "mL/min"),
    "mg/dL": (CREATININE_NMOL_L_PER_MG_DL, "mg/dL"),
    "umol/L": (1_000, "µmol/L"),
    "percent": (1, "%"),
    "count": (1, ""),
}
_NAMES = {"parkinsons disease": "Parkinson's disease"}

LEAVES = {
    "indications.covered": "For adults",
    "indications.children_covered": "For children",
    "indications.excluded": "Left out by name",
    "contraindications.conditions": "Not to be used with",
    "adult.from_age": "Adult schedule from",
    "adult.start.total_daily_dose": "Starting total daily dose",
    "adult.start.times_per_day": "Divided",
    "adult.start.sensitive_patients": "Start in sensitive patients",
    "adult.increments.per_day": "Increment per day",
    "adult.increments.per_administration": "Increment per administration",
    "adult.increments.interval": "Rises at intervals of",
    "adult.increments.no_sooner_than": "Next increment no sooner than",
    "adult.start.cerebral_origin": "Start in spasticity of cerebral origin",
    "adult.usual_range": "Usual range",
    "adult.usually_enough": "Usually enough",
    "adult.maximum.total_daily_dose": "Daily maximum, outpatients",
    "adult.maximum.supervised_inpatient": "Daily maximum, supervised inpatients",
    "adult.maximum.supervised_beyond": "Beyond it, under supervision",
    "adult.maximum.largest_named_administration": "Largest administration named",
    "adult.trial_at_maximum": "Trial at the maximum",
    "child.from_age": "From",
    "child.not_established_below": "Not established below",
    "child.limited_data_below": "Very limited data below",
    "child.start_per_kg": "Starting total daily dose per kg",
    "child.times_per_day": "Divided",
    "child.preferred_times_per_day": "Division preferred",
    "child.interval": "Rises at intervals of",
    "child.usual_range_per_kg": "Usual range per kg",
    "child.tablets_from_weight": "Tablets from a weight of",
    "older_adult.from_age": "Older adult from",
    "older_adult.start": "Starting total daily dose",
    "older_adult.advice": "Advice",
    "kidney.impaired.below": "Impaired: eGFR below",
    "kidney.impaired.total_daily_dose": "Impaired: total daily dose",
    "kidney.impaired.advice": "Impaired: advice",
    "kidney.end_stage.below": "End stage: eGFR below",
    "kidney.end_stage.total_daily_dose": "End stage: total daily dose",
    "kidney.end_stage.advice": "End stage: advice",
    "kidney.end_stage.contraindicated_in": "End stage: not to be used, these products",
    "kidney.dialysis.below": "Dialysis: eGFR below",
    "kidney.dialysis.total_daily_dose": "Dialysis: total daily dose",
    "kidney.dialysis.advice": "Dialysis: advice",
    "kidney.dialysis_named": "Forms of dialysis named",
    "taper.length": "Length",
    "taper.decrement": "Decrement per day",
    "taper.long_use_length": "Length after long use",
    "taper.long_use_after": "Long use means",
    "taper.advice": "Advice",
    "taper.smallest_tablet": "Smallest tablet seen",
    "taper.adult_rungs": "Rungs, adults",
    "taper.child_rungs": "Rungs, children",
    "taper.rung_spacing": "Above the highest rung, one more every",
    "taper.largest_drop": "Largest drop at a time",
    "taper.share": "Largest drop, as a part of the day",
    "taper.middle_below": "A smaller day is one below",
    "taper.middle_share": "Largest drop of a smaller day, as a part of it",
    "taper.low_below": "A low day, of an adult, is one below",
    "taper.low_share": "Largest drop of a low day, as a part of it",
    "taper.units_at_low_share": "Makeable doses up to which a day counts as low",
    "taper.gentle_days": "Each step of the gentle pace lasts at least",
    "taper.long_use_days": "Each step lasts at least, after long use",
    "taper.least_days": "Each step lasts at least",
    "taper.review_share": "Review at this part of the dose taken",
    "taper.largest_unit": "Largest dose that counts as makeable",
    "taper.rung_left_within": "Going back to a rung is one step within",
    "stop.few_days": "Stopping matters least after use of",
    "stop.abrupt_after": "Stopping counts as abrupt after use of",
    "stop.small": "Stopping matters little from",
    "stop.small_for_child": "Stopping matters little, in a child, from",
    "stop.high": "Stopping counts as abrupt after a few days from",
    "gates.impaired_below": "Impaired: eGFR below",
    "gates.avoid_below": "Avoid a start: eGFR below",
    "gates.end_stage_below": "End stage: eGFR below",
    "freshness.older_from": "Older adult from",
    "freshness.creatinine": "Creatinine",
    "freshness.creatinine_watched": "Creatinine, watched more closely",
    "freshness.creatinine_severe": "Creatinine, kidneys severely impaired",
    "freshness.creatinine_acute": "Creatinine, in hospital",
    "freshness.kidney_affecting": "Medicines that affect the kidneys (ATC)",
    "exposure.high_dose": "High total daily dose from",
    "exposure.dialysis_dose": "On dialysis, high from",
    "exposure.avoid_together": "Not to be combined (ATC)",
    "exposure.opioids": "Opioids (ATC)",
    "agreement.relative": "Apart by more than, as a share",
    "agreement.absolute": "And by more than",
    "agreement.within": "And measured within",
    "rise.largest": "Largest rise at once, where no size is given",
    "rise.child": "A child's largest rise, where no size is given",
    "rise.to_printed_maximum": "A printed maximum may be the next step of",
    "taper.smallest_dose": "Smallest dose that can be made, where none is told",
    "records.kidney_event_within": "Dialysis or acute kidney injury counts as present for",
    "records.same_day_apart": "Results of one day contradict each other when apart by more than",
    "records.event_within": "A dose given or handed out counts for",
    "records.order_old_after": "An order is old after",
    "records.smallest_without_route": "Smallest dose read as oral without a route",
    "records.longest_course": "Longest course believed",
    "plausibility_leaves.shortest": "Shortest height accepted",
    "plausibility_leaves.tallest": "Tallest height accepted",
    "plausibility_leaves.highest_rate": "Highest recorded filtration rate accepted",
    "rounding.computed_dose_step": "Computed doses are rounded down to",
    "rounding.unknowns_printed": "Unknown facts printed, at most",
    "rounding.unstated_times_per_day": "Times per day, where none is stated",
    "plausibility_leaves.oldest": "Oldest age accepted",
    "age.adult_from": "Adult, where a label states no age, from",
    "plausibility_leaves.lightest": "Lightest body weight accepted",
    "plausibility_leaves.heaviest": "Heaviest body weight accepted",
    "plausibility_leaves.creatinine_refused_above": "Creatinine refused above",
    "plausibility_leaves.creatinine_refused_below": "Creatinine refused below",
    "plausibility_leaves.creatinine_unusual_above": "Creatinine to be confirmed above",
    "plausibility_leaves.creatinine_unusual_below": "Creatinine to be confirmed below",
    "plausibility_leaves.smallest_dose": "Smallest single administration accepted",
    "plausibility_leaves.largest_dose": "Largest single administration accepted",
    "plausibility_leaves.unusual_dose_above": "Single administration to be confirmed above",
    "plausibility_leaves.weight_for_age": "Weight to be confirmed above",
    "freshness.weight": "Weight",
    "licence.cerebral_origin": "Of cerebral origin",
    "licence.in_some_products": "What one product's text forbids",
    "licence.children_from": "Children are started from, where no age was read",
    "licence.unread_child_maximum": "A child's start is held by, where no maximum was read",
}
"""Readable names. A leaf that is not listed is called by its path."""

_ADVICE = {
    "may-need-reduction": "a reduction may be needed",
    "reduce": "reduce",
    "only-if-benefit-outweighs-risk": "only if the expected benefit outweighs the risk",
    "cautious-schedule": "a cautious schedule",
    "gradually": "gradually",
    "no-upper-limit-stated": "no upper limit stated",
    "counts-for-all": "permits no start in the family",
    "adult-start": "the adult start",
    "start-per-kg": "the start per kg",
}


def plain(text):
    """Escape text so that Markdown shows it as it is."""
    return re.sub(r"([\\`*_\[\]<>{}$|#~])", r"\\\1", str(text)).replace("\n", " ")


def sentence_case(text):
    """Write the first letter as a capital, unless the word has one of its own (eGFR)."""
    word = text.partition(" ")[0]
    return text if any(c.isupper() for c in word) else text[:1].upper() + text[1:]


def words(name):
    """Turn a name of the schema into words."""
    return name.replace("_", " ").replace("-", " ")


def leaf_name(path):
    """Return how a leaf is called on screen."""
    return LEAVES.get(
        path, sentence_case(words(path.partition(".")[2] or path).replace(".", ": "))
    )


def value_words(value, unit="words", shape="one"):
    """Write a value with its unit."""
    if shape == "ends" and value[0] == value[-1]:
        return value_words(value[0], unit)
    if shape in ("range", "ends") and isinstance(value, tuple) and len(value) == 2:
        return _range(value, unit)
    if isinstance(value, (tuple, list, frozenset)):
        return _list(value, unit)
    return _one(value, unit)


def _one(value, unit):
    if isinstance(value, Enum):
        return _NAMES.get(value.value, value.value)
    if unit in _WRITERS:
        return _WRITERS[unit](value)
    if unit in _SCALES and isinstance(value, int):
        per, name = _SCALES[unit]
        return f"{decimal(value, per)} {name}".strip()
    return f"{show(value)} {unit}" if isinstance(value, (int, str)) else show(value)


def _times(count):
    return _TIMES[count] if 0 < count < len(_TIMES) else f"{count} times"


def _age(months):
    if not months:
        return "birth"
    if months % 12:
        return f"{months} months"
    years = months // 12
    return f"{years} year{'s' * (years != 1)}"


def _range(value, unit):
    low, high = (_one(end, unit) for end in value)
    number, _, name = low.partition(" ")
    return f"{number} to {high}" if name and high.endswith(name) else f"{low} to {high}"


def _list(values, unit):
    if unit == "per day":
        *first, last = [_times(v) for v in values]
        start = f"{', '.join(first)} or " if first else ""
        return f"{start}{last} daily"
    shown = [_one(v, unit) for v in values]
    if isinstance(values, frozenset):
        shown.sort(key=str.lower)
    return " or ".join(shown) if unit == "day" else ", ".join(shown)


_WRITERS = {
    "words": lambda value: _ADVICE.get(value, words(str(value))),
    "atc": lambda value: f"`{value}`",
    "profile": lambda value: f"`{value}`",
    "per day": lambda value: f"{_times(value)} daily",
    "year": _age,
    "day": lambda value: f"{value} day{'s' * (value != 1)}",
    "one in": lambda value: f"one part in {value}",
}


def mark(kind):
    """Return a mark: secondary, silent or unread, in words."""
    return f"[{kind}]{{.mark .mark-{kind}}}"


def linked(text, link):
    """Return a document's title, linked when its place is an address."""
    web = str(link).startswith(("http://", "https://"))
    return f"[{plain(text)}](<{link}>)" if web else plain(text)


def place(citation: Citation):
    """Write where something was read, with its mark."""
    seen = f" {mark('secondary')}" if citation.seen is Seen.SECONDARY else ""
    title = linked(citation.document, citation.link)
    return f"{title}{seen}<br>[{plain(citation.pin)}]{{.pin}}"


def leaf_words(leaf, metadata):
    """Write what a document says here: a value, silence, or that nobody has read it."""
    if isinstance(leaf, Stated):
        said = value_words(leaf.value, metadata.get("unit", "words"), metadata.get("shape", "one"))
        return said if said.startswith("`") else plain(said)
    if isinstance(leaf, Silent):
        return f"gives no value {mark('silent')}"
    return mark("unread")


def metadata_of(node, path):
    """Return what the schema says about the leaf at a path."""
    *parents, last = path.split(".")
    for name in parents:
        node = getattr(node, name)
    return getattr(fields(type(node)), last).metadata


def at(node, path):
    """Return what is at a path, or None when this schema has no such place."""
    for name in path.split("."):
        node = getattr(node, name, None)
    return node


def rows_of(node, path=""):
    """Yield every row of a table below a node (ladder rungs, age bands) with its path."""
    for attribute in fields(type(node)):
        here = f"{path}.{attribute.name}".lstrip(".")
        value = getattr(node, attribute.name)
        if attribute.name == "header" or "examples" in attribute.metadata:
            continue
        if isinstance(value, tuple) and value and all(has(type(v)) for v in value):
            yield here, value
        elif has(type(value)) and "unit" not in attribute.metadata:
            yield from rows_of(value, here)


def row_words(row):
    """Write one row of a table of the schema."""
    named = {a.name: getattr(row, a.name) for a in fields(type(row))}
    if {"condition", "product"} <= named.keys():
        silent = isinstance(row.not_in, Silent)
        others = "another product is silent" if silent else "other products unread"
        return f"{_one(row.condition, 'words')}: {row.product}; {others}"
    if {"from_age", "per_kg"} <= named.keys():
        return f"from {_age(row.from_age)}, up to {_one(row.per_kg, 'mg/kg/day')}"
    if {"each", "times_per_day", "hold"} <= named.keys():
        held = value_words(row.hold, "day")
        return f"{_one(row.each, 'mg')} {_times(row.times_per_day)} daily for {held}"
    if {"from_age", "to_age", "total_daily_dose"} <= named.keys():
        ages = f"from {_age(row.from_age)} to below {_age(row.to_age)}"
        return f"{ages}, {_one(row.total_daily_dose, 'mg/day')}"
    said = [f"{words(k)} {show(v)}" for k, v in named.items() if not isinstance(v, Citation)]
    return ", ".join(said)


def leaves_of(profile) -> Iterator[tuple[str, object, object]]:
    """Yield every leaf of a profile with its path and what the schema says about it."""
    for path, leaf in walk(profile):
        yield path, leaf, metadata_of(profile, path)


def table(header, rows, *, css="stacked", widths=""):
    """Write a table of Markdown cells."""
    lines = ["```{list-table}", ":header-rows: 1", f":class: {css}"]
    lines += [f":widths: {widths}"] if widths else []
    for row in ([header] if header else []) + list(rows):
        for column, cell in enumerate(row):
            text = str(cell).replace("<br>", "\\\n    ") or "–"
            lines.append(f"{'* ' if column == 0 else '  '}- {text}")
    return "\n".join([lines[0], *lines[1:3], *lines[3:], "```", ""])
