"""What the oracles know: our policy's constants and, a table a label, the fact sheets' numbers.

Units: micrograms (of a day's total unless "each"), grams, whole months, hundredths of
mL/min/1.73 m2, whole days. Sheets: US = oral-labels-us-ca-hk-au-nz, EU = oral-labels-uk-eu-
paediatric, GAPS = oral-labels-gaps-closed, OTHER = other-gaps-closed, RENAL = renal-elderly-
pk-toxicology, TAPER = taper-intrathecal-interactions, TOML = policy-values.toml, policy P1 and
so on = the parts of policy.md. Equations and what is asked of kidneys, tapers and stops have
their constants where they are used.
UNREAD: nobody saw what the label says. SILENT: it was read there and prints no number.
"""

UNREAD = "unread"
SILENT = "silent"

POLICY = {
    "adult_from": 216,  # TOML age.adult_from, 18 years
    "older_from": 780,  # TOML freshness.older_from, 65 years
    "children_from": 72,  # TOML licence.children_from, 6 years
    "impaired_below": 6000,  # policy P1: impaired is an indexed eGFR below 60
    "severe_below": 3000,  # policy P1: avoid is below 30
    "end_stage_below": 1500,  # policy P6: an eGFR below 15
    "clearance_impaired_below": 5000,  # policy P1: or a clearance below 50
    "clearance_severe_below": 3000,  # policy P1: either below 30
    "clearance_from": 900,  # policy P1: the clearance gates from 75 years
    "high_dose": 20000,  # policy P6: 20 mg/day
    "dialysis_dose": 5000,  # policy P6: 5 mg/day
    "unstated_times": 1,  # TOML rounding.unstated_times_per_day
    "length": 14,  # policy P5: a silent label, at least 14 days
    "long_length": 21,  # policy P5: 21 if exposure exceeds 60 days
    "long_after": 60,  # policy P5; a label's "after 2 to 3 months" starts here, too
    "largest_rise": 15000,  # policy P6: no step size given, an adult's rise at once
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
        "months": (144, 780, 900),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 15000, 20000, 30000, 45000, 60000, 80000),
        "days": (3, 14, 21, 60),
        "grams": (),
    },
    "uk-spasticity": {
        "months": (0, 96, 216, 780, 900),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 15000, 20000, 30000, 40000, 45000, 60000, 100000),
        "days": (3, 7, 14),
        "grams": (20000, 30000, 133333, 200000),
    },
    "ca-spasticity": {
        "months": (144, 780, 900),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 15000, 20000, 30000, 45000, 60000, 80000),
        "days": (3, 7, 14),
        "grams": (),
    },
    "de-spasticity": {
        "months": (0, 96, 216, 780, 900),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 15000, 20000, 40000, 60000, 75000, 120000),
        "days": (3, 7, 14, 21, 60),
        "grams": (20000, 30000, 133333, 200000),
    },
    "fr-spasticity": {
        "months": (72, 216, 780, 900),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 10000, 15000, 20000, 80000, 100000, 120000),
        "days": (3, 4, 7, 14),
        "grams": (50000,),
    },
    "ch-spasticity": {
        "months": (72, 96, 120, 216, 780, 900),
        "egfr": (1500, 3000, 6000),
        "total": (5000, 15000, 20000, 40000, 80000, 100000, 120000),
        "days": (3, 14, 21, 60),
        "grams": (20000, 50000, 133333),
    },
    "policy": {
        "months": (72, 216, 780, 900),
        "egfr": (1500, 3000, 6000),
        "total": (1000, 5000, 10000, 15000, 20000, 30000, 40000),
        "days": (3, 14, 21, 30, 60, 90, 365),
        "grams": (),
    },
}

CLEARANCE_THRESHOLDS = (3000, 5000)  # policy P1, hundredths of mL/min
