"""Second, independent answers to Q1-Q12 on oral baclofen, written from the fact sheets.

Units: micrograms (of a day's total unless "each"), grams, whole months, hundredths of
mL/min/1.73 m2, whole days. Sheets: US = oral-labels-us-ca-hk-au-nz, EU = oral-labels-uk-eu-
paediatric, GAPS = oral-labels-gaps-closed, OTHER = other-gaps-closed, RENAL = renal-elderly-
pk-toxicology, TAPER = taper-intrathecal-interactions, TOML = policy-values.toml.
UNREAD: nobody saw what the label says. SILENT: it was read there and prints no number.
"""

UNREAD = "unread"
SILENT = "silent"

POLICY = {
    "adult_from": 216,  # TOML plausibility.adult_from, 18 years
    "older_from": 780,  # TOML freshness.older_from, 65 years
    "children_from": 72,  # TOML licence.children_from, 6 years
    "impaired_below": 6000,  # TOML gates.impaired_below
    "severe_below": 3000,  # TOML gates.avoid_below
    "end_stage_below": 1500,  # TOML gates.end_stage_below
    "high_dose": 20000,  # TOML exposure.high_dose
    "dialysis_dose": 5000,  # TOML exposure.dialysis_dose
    "unstated_times": 1,  # TOML rounding.unstated_times_per_day
    "length": 14,  # TOML taper.length
    "long_length": 21,  # TOML taper.long_use_length
    "long_after": 60,  # TOML taper.long_use_after
    "decrement": 5000,  # TOML taper.decrement
    "causes": frozenset(
        {  # TOML licence.causes_of_spasticity
            "multiple sclerosis",
            "spinal cord injury",
            "spinal cord disease",
            "cerebral palsy",
            "stroke",
            "brain injury",
            "meningitis",
        }
    ),
    "cerebral": frozenset(
        {  # TOML licence.cerebral_origin
            "cerebral palsy",
            "stroke",
            "brain injury",
            "meningitis",
        }
    ),
}

DIALYSES = frozenset({"haemodialysis", "peritoneal", "continuous"})

US = {
    "adult_from": 144,  # US summary row USA; GAPS 3 (8.4 closed): nothing below 12 years
    "youngest": 144,  # same rows: 12 years
    "older_from": UNREAD,  # GAPS 3 (8.5): cautious selection, no age seen
    "covers": frozenset(
        {  # US 2 Indication: MS, value in cord injury and disease
            "multiple sclerosis",
            "spinal cord injury",
            "spinal cord disease",
        }
    ),
    "excludes": frozenset(
        {  # US 2 Indication: not for / not recommended (tablets, all forms)
            "rheumatic disorder",
            "stroke",
            "cerebral palsy",
            "parkinsons disease",
        }
    ),
    "forbids_end_stage": False,  # US 2 Renal: caution only
    "start": 15000,  # US summary row USA: 5 mg three times daily
    "divisions": frozenset({3}),  # same row
    "lower_start": SILENT,  # GAPS 3 (8.5): older adults named, no number
    "kidneys": {
        "impaired": SILENT,  # US 2 Renal: reduction may be needed, no number
        "severe": SILENT,  # same; RENAL 0 column US
        "end stage": SILENT,  # same
        "changing": SILENT,  # RENAL 0 row AKI: not addressed
        "haemodialysis": SILENT,  # RENAL 0 row Dialysis: no number
        "peritoneal": SILENT,  # same
        "continuous": SILENT,  # same
    },
    "ladder": (
        (5000, 3, 3),  # US 2 Dosing: 5 mg x 3, 3 days
        (10000, 3, 3),  # US 2 Dosing: 10 mg x 3, 3 days
        (15000, 3, 3),  # US 2 Dosing: 15 mg x 3, 3 days
        (20000, 3, 3),  # US 2 Dosing: 20 mg x 3, 3 days
    ),
    "increment": None,  # a ladder instead
    "maximum": 80000,  # US 2 Dosing: 20 mg four times daily
    "usual": 80000,  # US 2 Dosing: optimum 40-80 (tablet labels)
    "supervised": None,  # SILENT: no larger inpatient amount
    "supervised_from": None,  # an ordinary maximum is stated
    "open_above": False,  # nothing above 80 is allowed
    "child": None,  # no child's dose (GAPS 3)
    "taper_range": SILENT,  # US summary row USA; TAPER T-US: slowly, no days
    "taper_long": SILENT,  # same
    "taper_step": SILENT,  # same
}

UK = {
    "adult_from": 216,  # EU 2.2 and GAPS 1b: child text runs from 0 to <18 years
    "youngest": 0,  # EU 2.2: licensed from 0 years
    "older_from": UNREAD,  # GAPS 1e: the elderly, no age
    "covers": UNREAD,  # EU 2.2 / GAPS 7 Ireland: only parts seen; the policy's list holds them
    "excludes": frozenset(),  # none seen (Parkinson's is a warning, EU 2.5)
    "forbids_end_stage": False,  # GAPS 1c: benefit over risk, not forbidden
    "start": 15000,  # EU 2.1: 15 mg/day
    "divisions": frozenset({3}),  # GAPS 1a: ladder starts 5 mg three times daily
    "lower_start": SILENT,  # GAPS 1e: cautious schedule, no number
    "kidneys": {
        "impaired": 5000,  # GAPS 1c earlier generation; GAPS 9: any impairment or dialysis
        "severe": 5000,  # same words
        "end stage": 5000,  # same words (any impairment); gate is benefit over risk
        "changing": SILENT,  # GAPS 1c: acute failure named, no number
        "haemodialysis": 5000,  # GAPS 1c: chronic haemodialysis
        "peritoneal": SILENT,  # GAPS 1c names haemodialysis only
        "continuous": SILENT,  # GAPS 1c names haemodialysis only
    },
    "ladder": (
        (5000, 3, 3),  # GAPS 1a; EU 2.1: 5 mg x 3, 3 days
        (10000, 3, 3),  # GAPS 1a; EU 2.1: 10 mg x 3, 3 days
        (15000, 3, 3),  # GAPS 1a; EU 2.1: 15 mg x 3, 3 days
        (20000, 3, 3),  # GAPS 1a; EU 2.1: 20 mg x 3, 3 days
    ),
    "increment": None,  # a ladder instead
    "maximum": 100000,  # GAPS 1a: outpatient ceiling
    "usual": 60000,  # GAPS 1a: usually controlled by 60
    "supervised": None,  # GAPS 1a, 9: more for inpatients, no upper number
    "supervised_from": None,  # an outpatient maximum is stated
    "open_above": True,  # GAPS 1a: above 100 for inpatients
    "child": {
        "per_kg": 300,  # EU 2.2; GAPS 1b: 0.3 mg/kg/day
        "divisions": frozenset({2, 3, 4}),  # GAPS 1b: 2-4 doses
        "tops_per_kg": ((0, 2000),),  # GAPS 1b: usual 0.75-2 mg/kg/day
        "caps": (
            (0, 40000),  # GAPS 1b: below 8 years
            (96, 60000),  # GAPS 1b: over 8; EU 12 trap 4: exactly 8 with the older
        ),
    },
    "taper_range": (7, 14),  # EU summary row UK and 2.5: 1-2 weeks (GAPS 1h: no UK copy)
    "taper_long": SILENT,  # EU 2.5: no length for long use
    "taper_step": SILENT,  # TAPER T-UK: no step
}

CA = {
    "adult_from": 144,  # US summary row Canada: caution below 12 years, no child's dose
    "youngest": UNREAD,  # no licence age seen
    "older_from": 780,  # GAPS 4: from 65 years (kinetics)
    "covers": UNREAD,  # no sheet says what the Canadian text covers
    "excludes": frozenset(),  # UNREAD
    "forbids_end_stage": False,  # US 9 Renal; GAPS 4: benefit over risk
    "start": 15000,  # US 9 Dosing: 15 mg/day
    "divisions": frozenset({3}),  # US 9 Dosing: first rung three times daily
    "lower_start": SILENT,  # US 9: very cautious schedule, no number
    "kidneys": {
        "impaired": SILENT,  # GAPS 4: reduced dose generally, no number
        "severe": SILENT,  # same; RENAL 0 column Canada
        "end stage": SILENT,  # GAPS 4: benefit over risk, no number
        "changing": SILENT,  # RENAL 0 row AKI: not addressed
        "haemodialysis": 5000,  # GAPS 4; US 9: dialysis, no kind named
        "peritoneal": 5000,  # same, no kind named
        "continuous": 5000,  # same, no kind named
    },
    "ladder": (
        (5000, 3, 3),  # US 9 Dosing: 5 mg x 3, 3 days
        (10000, 3, 3),  # US 9 Dosing: 10 mg x 3, 3 days
        (15000, 3, 3),  # US 9 Dosing: 15 mg x 3, 3 days
        (20000, 3, 3),  # US 9 Dosing: 20 mg x 3, 3 days
    ),
    "increment": None,  # a ladder instead
    "maximum": 80000,  # US 9 Dosing: 20 mg four times daily
    "usual": 80000,  # US 9 Dosing: optimum 40-80
    "supervised": None,  # SILENT
    "supervised_from": None,  # an ordinary maximum is stated
    "open_above": False,  # nothing above 80 is allowed
    "child": None,  # SILENT / UNREAD: no child's dose in the label text seen
    "taper_range": (7, 14),  # US 9: about 1-2 weeks
    "taper_long": SILENT,  # US 9: no length for long use
    "taper_step": SILENT,  # US 14 item 15: time only
}

DE = {
    "adult_from": 216,  # EU 6.1 children as EU 2.2 (0 to <18 years)
    "youngest": 0,  # EU 12 trap 19: 0 in the German core text
    "older_from": 780,  # EU 6.1: from 65 years
    "covers": UNREAD,  # EU 6.1: only what it is not suitable for was seen
    "excludes": frozenset(
        {  # EU 6.1: not for rheumatic or parkinsonian spasm
            "rheumatic disorder",
            "parkinsons disease",
        }
    ),
    "forbids_end_stage": True,  # EU 6.1: one product's leaflet; TOML licence.in_some_products
    "start": 15000,  # EU 6.1: 15 mg/day
    "divisions": frozenset({2, 3, 4}),  # EU 6.1: 2-4 doses
    "lower_start": SILENT,  # EU 6.1: from 65 slow rises, no number (5-10 is "if sensitive")
    "kidneys": {
        "impaired": UNREAD,  # EU 6.1: 5 mg/day is the renal module DE6, not a label
        "severe": UNREAD,  # same
        "end stage": SILENT,  # EU 6.1: no number (and forbidden, see above)
        "changing": UNREAD,  # same as impaired
        "haemodialysis": UNREAD,  # EU 6.1: only end-stage words were seen
        "peritoneal": UNREAD,  # same
        "continuous": UNREAD,  # same
    },
    "ladder": (),  # EU 6.1: increments instead
    "increment": ("day", 5000, 15000, 3, 3),  # EU 6.1: 5-15 a day, no sooner than 3 days
    "maximum": 75000,  # EU 6.1: daily maximum
    "usual": 75000,  # EU 6.1: 30-75
    "supervised": 120000,  # EU 6.1: 90-120 rarely, usually in hospital
    "supervised_from": None,  # an ordinary maximum is stated
    "open_above": False,  # the top is stated
    "child": {
        "per_kg": 300,  # EU summary row Germany; EU 2.2 [DE1]
        "divisions": frozenset({2, 3, 4}),  # EU 2.2 [DE1]
        "tops_per_kg": ((0, 2000),),  # EU 2.2 [DE1]: 0.75-2 mg/kg/day
        "caps": (
            (0, 40000),  # EU 2.2 [DE1]: below 8 years
            (96, 60000),  # EU 2.2 [DE1]: over 8; EU 12 trap 4
        ),
    },
    "taper_range": (7, 14),  # EU 6.1: 2019 leaflet, 1-2 weeks
    "taper_long": (21, 60),  # EU 6.1; TAPER T-CH21: about 3 weeks after >2-3 months
    "taper_step": SILENT,  # TAPER T-CH21: size not given
}

FR = {
    "adult_from": 216,  # EU 7.1; GAPS 6: children are 6-18 years
    "youngest": 72,  # EU 7.1; GAPS 6: 6 years
    "older_from": UNREAD,  # EU 7.1: older, no age
    "covers": UNREAD,  # EU 7.1: no list printed in the sheet
    "excludes": frozenset(),  # UNREAD
    "forbids_end_stage": False,  # GAPS 6: database codes are not label contraindications
    "start": 15000,  # EU 7.1: 15 mg/day
    "divisions": frozenset({2, 3}),  # EU 7.1: 2-3 doses
    "lower_start": 5000,  # EU 7.1; OTHER 2 [WINTH]: older or cerebral 5-10 mg/day
    "kidneys": {
        "impaired": 5000,  # EU 7.1; OTHER 2 [WINTH]: impairment and haemodialysis
        "severe": 5000,  # same words
        "end stage": 5000,  # same words
        "changing": SILENT,  # steady kidneys only (questions Q1)
        "haemodialysis": 5000,  # EU 7.1; OTHER 2 [WINTH]
        "peritoneal": SILENT,  # OTHER 2 names haemodialysis
        "continuous": SILENT,  # OTHER 2 names haemodialysis
    },
    "ladder": (),  # EU 7.1: increments instead
    "increment": ("day", 15000, 15000, 3, 4),  # EU 7.1: +15 every 3-4 days
    "maximum": None,  # SILENT: no outpatient maximum stated (EU 7.1)
    "usual": 80000,  # EU 7.1: 30-80
    "supervised": 120000,  # EU 7.1: hospital 100-120
    "supervised_from": 100000,  # EU 7.1: hospital 100-120
    "open_above": False,  # the top is stated
    "child": {
        "per_kg": 300,  # EU 7.1 Children: 0.3 mg/kg/day
        "divisions": frozenset({2, 3, 4}),  # EU 7.1 Children: 2-4 doses
        "tops_per_kg": ((72, 2000),),  # EU 7.1 Children: 0.75-2 mg/kg/day
        "caps": ((72, UNREAD),),  # GAPS 6: cut before the number in every copy
    },
    "taper_range": (7, 14),  # EU 7.1; OTHER 4 T-FR-LBL: 1-2 weeks
    "taper_long": SILENT,  # OTHER 4 T-FR-LBL: no length for long use
    "taper_step": (10000, 15000),  # OTHER 4 T-FR-LBL: 10 or 15 mg
}

CH = {
    "adult_from": UNREAD,  # EU 6.3: no adult age seen
    "youngest": UNREAD,  # EU 6.3: no youngest age seen
    "older_from": UNREAD,  # EU 6.3: no age seen
    "covers": UNREAD,  # EU 6.3: no list seen
    "excludes": frozenset(),  # UNREAD
    "forbids_end_stage": False,  # UNREAD (EU summary row Switzerland)
    "start": 15000,  # EU 6.3: 3 x 5 mg
    "divisions": frozenset({3}),  # EU 6.3
    "lower_start": SILENT,  # EU 6.3: cerebral, slower rise, no number
    "kidneys": {
        "impaired": UNREAD,  # EU summary row Switzerland: not seen
        "severe": UNREAD,  # same
        "end stage": UNREAD,  # same
        "changing": UNREAD,  # same
        "haemodialysis": UNREAD,  # same
        "peritoneal": UNREAD,  # same
        "continuous": UNREAD,  # same
    },
    "ladder": (),  # EU 6.3: increments instead
    "increment": ("administration", 5000, 5000, 3, 3),  # EU 6.3: single dose +5 every 3 days
    "maximum": None,  # SILENT: no outpatient maximum stated (EU 6.3)
    "usual": 80000,  # EU 6.3: guide value 30-80
    "supervised": 120000,  # EU 6.3: 100-120 in single inpatients
    "supervised_from": 100000,  # EU 6.3: 100-120 in single inpatients
    "open_above": False,  # the top is stated
    "child": {
        "per_kg": 300,  # EU 6.3 Children: 0.3 mg/kg/day
        "divisions": frozenset({4}),  # EU 6.3 Children: 4 doses
        "tops_per_kg": (
            (0, 2000),  # EU 6.3 Children: 0.75-2 mg/kg/day
            (120, 2500),  # EU 6.3 Children: over 10 years up to 2.5
        ),
        "caps": (
            (0, 40000),  # EU 6.3 Children: under 8 years
            (96, UNREAD),  # GAPS 7: over-8 figure cut off
        ),
    },
    "taper_range": SILENT,  # EU 6.3: no length for short use
    "taper_long": (21, 60),  # EU 6.3; TAPER T-CH21: about 3 weeks after >2-3 months
    "taper_step": SILENT,  # TAPER T-CH21: size not given
}

LABELS = {
    "us-spasticity": US,
    "uk-spasticity": UK,
    "ca-spasticity": CA,
    "de-spasticity": DE,
    "fr-spasticity": FR,
    "ch-spasticity": CH,
}

THRESHOLDS = {
    "us-spasticity": {
        "months": (144, 780),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 15000, 20000, 30000, 45000, 60000, 80000),
        "days": (3, 14, 21, 60),
        "grams": (),
    },
    "uk-spasticity": {
        "months": (0, 96, 216, 780),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 15000, 20000, 30000, 40000, 45000, 60000, 100000),
        "days": (3, 7, 14),
        "grams": (20000, 30000, 133333, 200000),
    },
    "ca-spasticity": {
        "months": (144, 780),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 15000, 20000, 30000, 45000, 60000, 80000),
        "days": (3, 7, 14),
        "grams": (),
    },
    "de-spasticity": {
        "months": (0, 96, 216, 780),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 15000, 20000, 40000, 60000, 75000, 120000),
        "days": (3, 7, 14, 21, 60),
        "grams": (20000, 30000, 133333, 200000),
    },
    "fr-spasticity": {
        "months": (72, 216, 780),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 10000, 15000, 20000, 80000, 100000, 120000),
        "days": (3, 4, 7, 14),
        "grams": (50000,),
    },
    "ch-spasticity": {
        "months": (72, 96, 120, 216, 780),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 15000, 20000, 40000, 80000, 100000, 120000),
        "days": (3, 14, 21, 60),
        "grams": (20000, 50000, 133333),
    },
    "policy": {
        "months": (72, 216, 780),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 20000),
        "days": (14, 21, 60),
        "grams": (),
    },
}


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


def _taper(facts, long_use):
    """Return ((length, decrement, whose), floor) for short or long use."""
    if long_use and facts["taper_long"] is not SILENT:
        floor = length = facts["taper_long"][0]
    elif facts["taper_range"] is not SILENT:
        floor, length = facts["taper_range"]
    else:
        floor = length = POLICY["long_length" if long_use else "length"]
    if facts["taper_step"] is SILENT:
        return (length, POLICY["decrement"], "policy"), floor
    return (length, facts["taper_step"][0], "label"), floor


def _long_after(facts):
    """Return the days of use above which use is long."""
    if facts["taper_long"] is SILENT:
        return POLICY["long_after"]
    return facts["taper_long"][1]


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
_LONG_AFTER = {name: _long_after(facts) for name, facts in LABELS.items()}
_TAPER = {name: (_taper(facts, False), _taper(facts, True)) for name, facts in LABELS.items()}
_IMPAIRED = POLICY["impaired_below"]
_SEVERE = POLICY["severe_below"]
_END_STAGE = POLICY["end_stage_below"]
_HIGH = POLICY["high_dose"]
_DIALYSIS_DOSE = POLICY["dialysis_dose"]


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


# --- Q6, Q7, Q8 --------------------------------------------------------------------------


def kidney_band(egfr, dialysis, kidney_state):
    """Return the kidney band, the first that holds (Q6)."""
    if dialysis in DIALYSES:
        return "dialysis"
    if egfr is not None and egfr < _END_STAGE:
        return "end stage"
    if kidney_state == "changing":
        return "changing"
    if egfr is None:
        return "unknown"
    if egfr < _SEVERE:
        return "severe"
    return "impaired" if egfr < _IMPAIRED else "not impaired"


def kidney_severity(egfr, dialysis, kidney_state, total, starting):
    """Return the severity of what is said about the kidneys, or None (Q7)."""
    band = kidney_band(egfr, dialysis, kidney_state)
    if band in ("not impaired", "unknown"):
        return None
    worst = band in ("dialysis", "end stage")
    if starting:
        return "critical" if worst else "warning"
    high = total is None or total >= _HIGH
    if worst and (high or total >= _DIALYSIS_DOSE):
        return "critical"
    if band == "impaired":
        return "warning" if high else "info"
    return "critical" if high else "warning"


def adult_from(label):
    """Return the age in months from which the label's adult schedule holds."""
    return _ADULT_FROM[label]


def older(label, months):
    """Tell whether the label's (else the policy's) age for older adults is reached (Q8)."""
    return months >= _OLDER_FROM[label]


# --- Q1 ----------------------------------------------------------------------------------


def start(label, months, grams, egfr, dialysis, kidney_state, indication):
    """Return (outcome, first day's total or None, divisions) (Q1)."""
    facts = LABELS[label]
    adult = months >= _ADULT_FROM[label]
    band = kidney_band(egfr, dialysis, kidney_state)
    outcome = _gate(label, months, egfr, band, indication)
    if outcome is None and _lacks(adult, grams, band, dialysis, indication):
        outcome = "insufficient data"
    if outcome is None and not adult and _below_children_from(facts, months):
        outcome = UNREAD
    if outcome is not None:
        return outcome, None, frozenset()
    if band != "not impaired":
        return _kidney_start(facts, adult, band, dialysis)
    if not adult:
        return _child_start(facts, months, grams)
    return _adult_start(label, months, indication)


def _gate(label, months, egfr, band, indication):
    """Return out of scope or contraindicated, else None."""
    if months < _YOUNGEST[label]:
        return "out of scope"
    if indication != "unknown" and indication not in _COVERS[label]:
        return "out of scope"
    end_stage = band == "end stage" or (egfr is not None and egfr < _END_STAGE)
    if end_stage and LABELS[label]["forbids_end_stage"]:
        return "contraindicated"
    return None


def _lacks(adult, grams, band, dialysis, indication):
    """Tell whether something that decides the answer is not known."""
    if indication == "unknown" or band == "unknown":
        return True
    if dialysis == "unknown" and band in ("severe", "end stage"):
        return True
    return not adult and grams is None


def _below_children_from(facts, months):
    """Tell whether the label's youngest age is unread and the policy's not reached."""
    return facts["youngest"] is UNREAD and months < POLICY["children_from"]


def _kidney_start(facts, adult, band, dialysis):
    """Return the answer for a patient whose kidneys are not known to be well."""
    value = facts["kidneys"][dialysis if band == "dialysis" else band]
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


# --- Q9, Q10, Q11 ------------------------------------------------------------------------


def _terms(label, exposure_days):
    """Return ((length, decrement, whose), floor) for this length of use."""
    long_use = exposure_days is None or exposure_days > _LONG_AFTER[label]
    return _TAPER[label][long_use]


def taper_terms(label, exposure_days):
    """Return (default length in days, decrement, whose) (Q9)."""
    return _terms(label, exposure_days)[0]


def drop_allowed(label, exposure_days, before, after):
    """Tell whether one drop of the day's total is a legal taper step (Q10)."""
    return after < before and before - after <= _terms(label, exposure_days)[0][1]


def taper_floor(label, exposure_days):
    """Return the fewest days a legal taper may take (Q11)."""
    return _terms(label, exposure_days)[1]


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
