"""Second, independent answers to the list of questions, written from the fact sheets.

The facts stand in `facts`; what is asked of kidneys is answered in `kidney_oracle`, what is
asked of tapers and stops in `taper_oracle`, the rest here. This module is the door to all.
"""

from facts import (
    CLEARANCE_THRESHOLDS,
    DIALYSES,
    LABELS,
    POLICY,
    SILENT,
    THRESHOLDS,
    UNREAD,
)
from kidney_oracle import (
    changing,
    check_vectors,
    ckd_epi_2009,
    ckd_epi_2021,
    clearance_gates,
    cockcroft_gault,
    combined_2021,
    cystatin_2012,
    de_indexed,
    egfr_of,
    ekfc,
    equation_of,
    freshness_days,
    kidney_band,
    kidney_severity,
    recently_low,
)
from taper_oracle import (
    check_plans,
    default_pace,
    drop_floor,
    ladder,
    least_days,
    stop_severity,
    taper,
    taper_length,
)

__all__ = (
    "CLEARANCE_THRESHOLDS",
    "DIALYSES",
    "LABELS",
    "POLICY",
    "SILENT",
    "THRESHOLDS",
    "UNREAD",
    "adult_from",
    "changing",
    "ckd_epi_2009",
    "ckd_epi_2021",
    "clearance_gates",
    "cockcroft_gault",
    "combined_2021",
    "cystatin_2012",
    "de_indexed",
    "default_pace",
    "drop_floor",
    "egfr_of",
    "ekfc",
    "equation_of",
    "freshness_days",
    "increment",
    "kidney_band",
    "kidney_severity",
    "ladder",
    "least_days",
    "limits",
    "older",
    "recently_low",
    "rise_allowed",
    "rise_bound",
    "rungs",
    "start",
    "stop_severity",
    "taper",
    "taper_length",
    "verdict",
)

AVOID = frozenset({"dialysis", "end stage", "changing", "severe"})  # policy P1


# --- compiled once -----------------------------------------------------------------------


def _known(value, other):
    """Return the label's value, or the policy's where the label's is unread."""
    return other if value is UNREAD else value


def _youngest(label):
    """Return the age in months below which the label is for nobody."""
    facts = LABELS[label]
    if facts["youngest"] is not UNREAD:
        return facts["youngest"]
    return 0 if facts["child"] else _known(facts["adult_from"], POLICY["adult_from"])


def _adult_limits(facts):
    """Return (maximum, usual, supervised, supervised_from, open_above)."""
    keys = ("maximum", "usual", "supervised", "supervised_from", "open_above")
    return tuple(facts[key] for key in keys)


_ADULT_FROM = {
    name: _known(facts["adult_from"], POLICY["adult_from"]) for name, facts in LABELS.items()
}
_OLDER_FROM = {
    name: _known(facts["older_from"], POLICY["older_from"]) for name, facts in LABELS.items()
}
_YOUNGEST = {name: _youngest(name) for name in LABELS}
_COVERS = {
    name: _known(facts["covers"], POLICY["causes"]) - facts["excludes"]
    for name, facts in LABELS.items()
}
_ADULT_LIMITS = {name: _adult_limits(facts) for name, facts in LABELS.items()}


def _in_band(bands, months):
    """Return the value of the last band that begins at or before the age."""
    found = UNREAD
    for begins, value in bands:
        if months >= begins:
            found = value
    return found


def _child_rows(name):
    """Return (cap, usual per kg) for every month of childhood."""
    child = LABELS[name]["child"]
    if child is None:
        return ()
    return tuple(
        (_in_band(child["caps"], months), _in_band(child["tops_per_kg"], months))
        for months in range(_ADULT_FROM[name])
    )


_CHILD_ROWS = {name: _child_rows(name) for name in LABELS}


# --- Q8 ----------------------------------------------------------------------------------


def adult_from(label):
    """Return the age in months from which the label's adult schedule holds."""
    return _ADULT_FROM[label]


def older(label, months):
    """Tell whether the label's (else the policy's) age for older adults is reached (Q8)."""
    return months >= _OLDER_FROM[label]


# --- Q1 ----------------------------------------------------------------------------------


def start(label, months, grams, egfr, dialysis, kidney_state, indication, clearance=None):
    """Return (outcome, first day's total or None, divisions) (Q1)."""
    facts = LABELS[label]
    adult = months >= _ADULT_FROM[label]
    band = kidney_band(egfr, dialysis, kidney_state, clearance)
    outcome = _gate(label, months, egfr, band, indication)
    unweighed = not adult and grams is None
    lacking = unweighed or _lacks(months, egfr, band, dialysis, indication, clearance)
    if outcome is None and lacking:
        outcome = "insufficient data"
    if outcome is None and not adult and _below_children_from(facts, months):
        outcome = UNREAD
    if outcome is not None:
        return outcome, None, frozenset()
    if band == "impaired":
        return _impaired_start(facts, adult)
    if not adult:
        return _child_start(facts, months, grams)
    return _adult_start(label, months, indication)


def _gate(label, months, egfr, band, indication):
    """Return out of scope, contraindicated or withheld, else None."""
    if months < _YOUNGEST[label]:
        return "out of scope"
    if indication != "unknown" and indication not in _COVERS[label]:
        return "out of scope"
    end_stage = egfr is not None and egfr < POLICY["end_stage_below"]
    if end_stage and LABELS[label]["forbids_end_stage"]:
        return "contraindicated"
    return "withheld" if band in AVOID else None


def _lacks(months, egfr, band, dialysis, indication, clearance):
    """Tell whether something that decides anybody's answer is not known."""
    if indication == "unknown" or band == "unknown":
        return True
    if dialysis == "unknown" and egfr is None:
        return True
    return clearance is None and months >= POLICY["clearance_from"]


def _below_children_from(facts, months):
    """Tell whether the label's youngest age is unread and the policy's not reached."""
    return facts["youngest"] is UNREAD and months < POLICY["children_from"]


def _impaired_start(facts, adult):
    """Return the label's number for impaired kidneys, which is for adults, or why none."""
    value = facts["kidneys"]["impaired"]
    if value is UNREAD or value is SILENT:
        return value, None, frozenset()
    if not adult:
        return SILENT, None, frozenset()
    return "stated", value, frozenset({POLICY["unstated_times"]})


def _child_start(facts, months, grams):
    """Return the per-kg start, cut at the cap for the age."""
    child = facts["child"]
    cap = _in_band(child["caps"], months)
    if cap is UNREAD:
        cap = facts["start"]  # TOML licence.unread_child_maximum
    return "stated", min(child["per_kg"] * grams // 1000, cap), child["divisions"]


def _adult_start(label, months, indication):
    """Return the adult start, or the label's lower one for older age or cerebral origin."""
    facts = LABELS[label]
    lower = facts["lower_start"]
    special = months >= _OLDER_FROM[label] or indication in POLICY["cerebral"]
    if special and lower is not SILENT and lower is not UNREAD and lower < facts["start"]:
        return "stated", lower, frozenset({POLICY["unstated_times"]})
    return "stated", facts["start"], facts["divisions"]


# --- Q2, Q3 ------------------------------------------------------------------------------


def rungs(label):
    """Return the label's ladder as (each, times, hold_days) rungs (Q2)."""
    return LABELS[label]["ladder"]


def increment(label):
    """Return (per, low, high, least_days, most_days) or None (Q3)."""
    return LABELS[label]["increment"]


# --- Q4, Q5 ------------------------------------------------------------------------------


def _limits(label, months, grams):
    """Return (maximum, usual, supervised, supervised_from, open_above) or None."""
    if months < _YOUNGEST[label]:
        return None
    if months >= _ADULT_FROM[label]:
        return _ADULT_LIMITS[label]
    cap, top = _CHILD_ROWS[label][months]
    if cap is UNREAD:
        return None
    return cap, None if grams is None else top * grams // 1000, None, None, False


def limits(label, months, grams, setting):
    """Return the limits on a day's total, the same for every setting, or None (Q4)."""
    found = _limits(label, months, grams)
    if found is None:
        return None
    keys = ("maximum", "usual", "supervised", "supervised_from", "open_above")
    return dict(zip(keys, found, strict=True))


def verdict(label, months, grams, setting, total):
    """Return (verdict, binding limit), the same for every setting, or None (Q5)."""
    found = _limits(label, months, grams)
    if found is None:
        return None
    maximum, usual, supervised, supervised_from, open_above = found
    limit = supervised_from if maximum is None else maximum
    over = total >= limit if maximum is None else total > limit
    if not over:
        if usual is not None and total > usual:
            return "above usual range", usual
        return "within", limit
    if supervised is not None:
        if total <= supervised:
            return "needs supervision", limit
        return "above maximum", supervised
    return ("needs supervision" if open_above else "above maximum"), limit


# --- Q12 ---------------------------------------------------------------------------------


def _marks(large, soon):
    """Return the faults as a frozenset."""
    return frozenset(name for name, holds in (("too large", large), ("too soon", soon)) if holds)


def _ladder_rise(ladder, before_each, times, after_each, held_days):
    """Judge a rise of an even day against a ladder."""
    today = before_each * times
    above = [rung for rung in ladder if rung[0] * rung[1] > today]
    if not above:
        return None
    reached = [rung for rung in ladder if rung[0] * rung[1] <= today]
    hold = (reached[-1] if reached else ladder[0])[2]
    each, per_day, _ = above[0]
    large = after_each * times > each * per_day or after_each > max(each, before_each)
    return _marks(large, held_days < hold)


def rise_allowed(label, before_each, times, after_each, held_days):
    """Return the faults of raising an adult's even day, or None (Q12)."""
    facts = LABELS[label]
    if facts["ladder"]:
        return _ladder_rise(facts["ladder"], before_each, times, after_each, held_days)
    today = before_each * times
    if facts["increment"] is None or times not in facts["divisions"] or today < facts["start"]:
        return None
    per, _, high, least_days, _ = facts["increment"]
    top = today + (high * times if per == "administration" else high)
    return _marks(after_each * times > top, held_days < least_days)


def rise_bound(label, months, grams):
    """Return the largest rise at once where the label gives no step size, or None (Q17)."""
    if months >= _ADULT_FROM[label]:
        return POLICY["largest_rise"]
    child = LABELS[label]["child"]
    if child is None or grams is None:
        return None
    return child["per_kg"] * grams // 1000


if __name__ == "__main__":
    check_vectors()
    check_plans()
