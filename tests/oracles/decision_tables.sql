-- Second, independent implementation ("oracle") of dosing questions on oral baclofen.
-- Written only from questions.md and the fact sheets. Not a guideline, not for clinical use.
--
-- Units: micrograms of a day's total (each = of one administration), grams, whole months,
-- hundredths of mL/min/1.73 m2, whole days. A year is 12 months. Bands are half-open.
-- Divisions are a bit mask: bit n-1 is set when the day may be given in n administrations,
-- so 1 = {1}, 4 = {3}, 8 = {4}, 6 = {2,3}, 14 = {2,3,4}.
-- Sheets are named: US = oral-labels-us-ca-hk-au-nz, EU = oral-labels-uk-eu-paediatric,
-- GAPS = oral-labels-gaps-closed, OTHER = other-gaps-closed, TAPER = taper-intrathecal-...,
-- RENAL = renal-elderly-pk-toxicology, VALUES = policy-values.toml, POLICY = policy.md.

-- ---------------------------------------------------------------- codes
CREATE TABLE code (
    kind TEXT NOT NULL, code INTEGER NOT NULL, name TEXT, PRIMARY KEY (kind, code)
) WITHOUT ROWID;
INSERT INTO code (kind, code, name) VALUES
    ('outcome', 0, 'out of scope'), ('outcome', 1, 'contraindicated'),
    ('outcome', 2, 'insufficient data'), ('outcome', 3, 'unread'), ('outcome', 4, 'silent'),
    ('outcome', 5, 'policy'), ('outcome', 6, 'stated'),
    ('band', 0, 'dialysis'), ('band', 1, 'end stage'), ('band', 2, 'changing'),
    ('band', 3, 'unknown'), ('band', 4, 'severe'), ('band', 5, 'impaired'),
    ('band', 6, 'not impaired'),
    ('severity', 0, NULL), ('severity', 1, 'info'), ('severity', 2, 'warning'),
    ('severity', 3, 'critical'),
    ('verdict', 0, 'within'), ('verdict', 1, 'above usual range'),
    ('verdict', 2, 'needs supervision'), ('verdict', 3, 'above maximum'),
    ('dialysis', 0, 'none'), ('dialysis', 1, 'haemodialysis'), ('dialysis', 2, 'peritoneal'),
    ('dialysis', 3, 'continuous'), ('dialysis', 4, 'unknown'),
    ('state', 0, 'stable'), ('state', 1, 'changing'), ('state', 2, 'unknown'),
    ('setting', 0, 'outpatient'), ('setting', 1, 'supervised inpatient'),
    ('setting', 2, 'unknown'),
    ('indication', 0, 'multiple sclerosis'), ('indication', 1, 'spinal cord injury'),
    ('indication', 2, 'spinal cord disease'), ('indication', 3, 'cerebral palsy'),
    ('indication', 4, 'stroke'), ('indication', 5, 'brain injury'),
    ('indication', 6, 'meningitis'), ('indication', 7, 'parkinsons disease'),
    ('indication', 8, 'rheumatic disorder'), ('indication', 9, 'alcohol use disorder'),
    ('indication', 10, 'hiccups'), ('indication', 11, 'trigeminal neuralgia'),
    ('indication', 12, 'unknown');

-- ---------------------------------------------------------------- policy
CREATE TABLE policy (
    adult_from INTEGER, children_from INTEGER, older_from INTEGER,
    end_stage_below INTEGER, severe_below INTEGER, impaired_below INTEGER,
    high_dose INTEGER, dialysis_dose INTEGER, divisions_unstated INTEGER,
    place TEXT NOT NULL
);
INSERT INTO policy VALUES (
    216, 72, 780, 1500, 3000, 6000, 20000, 5000, 1,
    'VALUES: plausibility.adult_from 18 y; licence.children_from 6 y; freshness.older_from 65 y; '
    || 'gates 15 / 30 / 60; exposure 20 and 5 mg/day; rounding.unstated_times_per_day 1'
);

CREATE TABLE policy_cause (
    indication INTEGER PRIMARY KEY, cerebral INTEGER NOT NULL, place TEXT NOT NULL
);
INSERT INTO policy_cause VALUES
    (0, 0, 'VALUES: licence.causes_of_spasticity; may be of either origin, not counted cerebral'),
    (1, 0, 'VALUES: licence.causes_of_spasticity'),
    (2, 0, 'VALUES: licence.causes_of_spasticity'),
    (3, 1, 'VALUES: licence.causes_of_spasticity and licence.cerebral_origin'),
    (4, 1, 'VALUES: licence.causes_of_spasticity and licence.cerebral_origin'),
    (5, 1, 'VALUES: licence.causes_of_spasticity and licence.cerebral_origin'),
    (6, 1, 'VALUES: licence.causes_of_spasticity and licence.cerebral_origin');

-- ---------------------------------------------------------------- labels and ages
-- NULL = nobody has read it (the policy stands in).
CREATE TABLE label (
    label TEXT PRIMARY KEY, adult_from INTEGER, youngest INTEGER, older_from INTEGER,
    place TEXT NOT NULL
);
INSERT INTO label VALUES
    ('us-spasticity', 144, NULL, NULL,
     'US s.1 and s.2, GAPS s.3: below 12 y not established; no child dose; no age of old age'),
    ('uk-spasticity', 216, 0, NULL,
     'EU 2.2 and GAPS 1b: children are 0 to under 18 y; elderly named without an age'),
    ('ca-spasticity', 144, NULL, NULL, -- amended, see settled.py
     'US s.1 Canada row: caution below 12 y is the one age the label names'),
    ('de-spasticity', 216, 0, 780,
     'EU 6.1 and trap 19: BfArM child text from 0, as EU 2.2 (to under 18); very slow from 65 y'),
    ('fr-spasticity', 216, 72, NULL,
     'EU 7.1 and GAPS s.6: licensed for adults and children of 6 to 18 y; elderly without age'),
    ('ch-spasticity', NULL, NULL, NULL,
     'EU 6.3: child dose read, but neither the youngest age nor where adults begin');

-- What a label covers: a list that was read, and named exclusions.
CREATE TABLE covered (
    label TEXT NOT NULL, indication INTEGER NOT NULL, place TEXT NOT NULL,
    PRIMARY KEY (label, indication)
);
INSERT INTO covered VALUES
    ('us-spasticity', 0, 'US s.2 Indication: spasticity of multiple sclerosis'),
    ('us-spasticity', 1, 'US s.2 Indication: possible value in spinal cord injury'),
    ('us-spasticity', 2, 'US s.2 Indication: possible value in spinal cord disease');

CREATE TABLE excluded (
    label TEXT NOT NULL, indication INTEGER NOT NULL, place TEXT NOT NULL,
    PRIMARY KEY (label, indication)
);
INSERT INTO excluded VALUES
    ('us-spasticity', 3, 'US s.2: tablets not recommended in cerebral palsy'),
    ('us-spasticity', 4, 'US s.2: tablets not recommended in stroke'),
    ('us-spasticity', 7, 'US s.2: tablets not recommended in Parkinson disease'),
    ('us-spasticity', 8, 'US s.2: not for rheumatic disorders (all forms)'),
    ('de-spasticity', 7, 'EU 6.1: not suitable for parkinsonian spasm'),
    ('de-spasticity', 8, 'EU 6.1: not suitable for rheumatic spasm');

-- ---------------------------------------------------------------- starts
CREATE TABLE adult_start (
    label TEXT PRIMARY KEY, total INTEGER NOT NULL, divisions INTEGER NOT NULL,
    lower_start INTEGER, place TEXT NOT NULL
);
INSERT INTO adult_start VALUES
    ('us-spasticity', 15000, 4, NULL, 'US s.2 Dosing: 5 mg three times daily'),
    ('uk-spasticity', 15000, 4, NULL,
     'EU 2.1, GAPS 1a: 5 mg three times daily; elderly, cerebral: no number (GAPS 1e)'),
    ('ca-spasticity', 15000, 4, NULL,
     'US s.9: 15 mg/day divided, ladder in three doses; elderly and cerebral without a number'),
    ('de-spasticity', 15000, 14, NULL,
     'EU 6.1: 15 mg/day in 2 to 4; 5-10 mg is for "sensitive" patients, not for age or cause'),
    ('fr-spasticity', 15000, 6, 5000,
     'EU 7.1: 15 mg/day in 2 or 3; elderly or cerebral origin 5-10 mg/day (Winthrop, OTHER s.2)'),
    ('ch-spasticity', 15000, 4, NULL, 'EU 6.3: three times 5 mg; cerebral: only slower rises');

CREATE TABLE child_start (
    label TEXT PRIMARY KEY, per_kg INTEGER NOT NULL, divisions INTEGER NOT NULL,
    place TEXT NOT NULL
);
INSERT INTO child_start VALUES
    ('uk-spasticity', 300, 14, 'EU 2.2, GAPS 1b: about 0.3 mg/kg/day in 2-4, preferably 4'),
    ('de-spasticity', 300, 14, 'EU 6.1 by EU 2.2 (BfArM): 0.3 mg/kg/day in 2-4, preferably 4'),
    ('fr-spasticity', 300, 14, 'EU 7.1, OTHER s.4: 0.3 mg/kg/day in 2-4'),
    ('ch-spasticity', 300, 8, 'EU 6.3: 0.3 mg/kg/day in 4 (text up to October 2020)');

-- maximum NULL: not read for this age. per_kg_top: top of the usual range per kg.
CREATE TABLE child_limit (
    label TEXT NOT NULL, from_month INTEGER NOT NULL, to_month INTEGER NOT NULL,
    maximum INTEGER, per_kg_top INTEGER, place TEXT NOT NULL,
    PRIMARY KEY (label, from_month)
);
INSERT INTO child_limit VALUES
    ('uk-spasticity', 0, 96, 40000, 2000, 'EU 2.2, GAPS 1b: below 8 y 40 mg; 0.75-2 mg/kg'),
    ('uk-spasticity', 96, 216, 60000, 2000, 'EU 2.2, GAPS 1b; EU trap 4 puts exactly 8 y here'),
    ('de-spasticity', 0, 96, 40000, 2000, 'EU s.1 Germany and 2.2 (BfArM): below 8 y 40 mg'),
    ('de-spasticity', 96, 216, 60000, 2000, 'EU s.1 Germany and 2.2 (BfArM): over 8 y 60 mg'),
    ('fr-spasticity', 72, 216, NULL, 2000, 'EU s.1 France and GAPS s.6: caps cut off, G'),
    ('ch-spasticity', 0, 96, 40000, 2000, 'EU 6.3: below 8 y not above 40 mg; 0.75-2 mg/kg'),
    ('ch-spasticity', 96, 120, NULL, 2000, 'EU 6.3, GAPS s.7: over-8 figure cut off, G'),
    ('ch-spasticity', 120, 216, NULL, 2500, 'EU 6.3: over 10 y up to 2.5 mg/kg; cap cut off, G');

CREATE TABLE adult_limit (
    label TEXT PRIMARY KEY, maximum INTEGER, usual INTEGER, supervised INTEGER,
    supervised_from INTEGER, open_above INTEGER NOT NULL, place TEXT NOT NULL
);
INSERT INTO adult_limit VALUES
    ('us-spasticity', 80000, 80000, NULL, NULL, 0,
     'US s.2 Dosing: usually 40-80 mg/day; total not above 80; nothing about hospital'),
    ('uk-spasticity', 100000, 60000, NULL, NULL, 1,
     'GAPS 1a: usually controlled by 60; ceiling 100; more only in hospital, no top given'),
    ('ca-spasticity', 80000, 80000, NULL, NULL, 0,
     'US s.9: usually 40-80 mg/day; maximum 80; nothing about hospital'),
    ('de-spasticity', 75000, 75000, 120000, NULL, 0,
     'EU 6.1: usual 30-75; daily maximum 75; 90-120 rarely, as a rule in hospital'),
    ('fr-spasticity', NULL, 80000, 120000, 100000, 0,
     'EU 7.1: best at 30-80; up to 100-120 in hospital; no outpatient maximum printed'),
    ('ch-spasticity', NULL, 80000, 120000, 100000, 0,
     'EU 6.3: guide value 30-80; 100-120 in single inpatients; no outpatient maximum printed');

-- ---------------------------------------------------------------- kidneys
-- One row per label and state that is not "not impaired" or "unknown". dialysis NULL = any.
-- amount: the label's number for adults with this state, in one administration.
CREATE TABLE kidney (
    label TEXT NOT NULL, band INTEGER NOT NULL, dialysis INTEGER, outcome INTEGER NOT NULL,
    amount INTEGER, place TEXT NOT NULL
);
INSERT INTO kidney VALUES
    ('us-spasticity', 0, NULL, 4, NULL, 'RENAL s.0 FDA column: no dialysis number; GAPS s.3'),
    ('us-spasticity', 1, NULL, 4, NULL, 'US s.2 Renal: may need to reduce, no number'),
    ('us-spasticity', 2, NULL, 4, NULL, 'RENAL s.0 FDA column: unstable creatinine not addressed'),
    ('us-spasticity', 4, NULL, 4, NULL, 'US s.2 Renal: may need to reduce, no number'),
    ('us-spasticity', 5, NULL, 4, NULL, 'US s.2 Renal: may need to reduce, no number'),
    ('uk-spasticity', 0, 1, 6, 5000, 'GAPS 1c earlier wording: chronic haemodialysis, about 5 mg'),
    ('uk-spasticity', 0, 2, 4, NULL, 'GAPS 1c: the kind named is haemodialysis'),
    ('uk-spasticity', 0, 3, 4, NULL, 'GAPS 1c: the kind named is chronic haemodialysis'),
    ('uk-spasticity', 1, NULL, 6, 5000,
     'GAPS 1c and s.9: 5 mg for any impairment, not only end stage; gate is benefit over risk'),
    ('uk-spasticity', 2, NULL, 4, NULL, 'GAPS 1c: acute renal failure mentioned, no number'),
    ('uk-spasticity', 4, NULL, 6, 5000, 'GAPS 1c: impaired function without a threshold, 5 mg'),
    ('uk-spasticity', 5, NULL, 6, 5000, 'GAPS 1c: impaired function without a threshold, 5 mg'),
    ('ca-spasticity', 0, NULL, 6, 5000, 'GAPS s.4 re-read: dialysis-dependent about 5 mg/day'),
    ('ca-spasticity', 1, NULL, 4, NULL, 'GAPS s.4: end stage if benefit over risk, no number'),
    ('ca-spasticity', 2, NULL, 4, NULL, 'RENAL s.0 Canada column: not addressed'),
    ('ca-spasticity', 4, NULL, 4, NULL, 'GAPS s.4: generally a reduced dose, no number'),
    ('ca-spasticity', 5, NULL, 4, NULL, 'GAPS s.4: generally a reduced dose, no number'),
    ('de-spasticity', 0, NULL, 1, NULL, -- amended, see settled.py
     'EU 6.1: terminal renal insufficiency forbidden in one leaflet (DE4); dialysis is that'),
    ('de-spasticity', 1, NULL, 1, NULL,
     'EU 6.1: terminal renal insufficiency forbidden in one leaflet (DE4); counts for all'),
    ('de-spasticity', 2, NULL, 3, NULL, 'EU 6.1: no German label text on this seen'),
    ('de-spasticity', 4, NULL, 3, NULL, 'EU 6.1: 5 mg is of dosing.de (DE6), not a label'),
    ('de-spasticity', 5, NULL, 3, NULL, 'EU 6.1: 5 mg is of dosing.de (DE6), not a label'),
    ('fr-spasticity', 0, 1, 6, 5000, 'EU 7.1, OTHER s.2 (Winthrop): haemodialysis about 5 mg'),
    ('fr-spasticity', 0, 2, 4, NULL, 'OTHER s.2 (Winthrop): the kind named is haemodialysis'),
    ('fr-spasticity', 0, 3, 4, NULL, 'OTHER s.2 (Winthrop): the kind named is haemodialysis'),
    ('fr-spasticity', 1, NULL, 6, 5000,
     'OTHER s.2 (Winthrop): renal impairment about 5 mg; GAPS s.6: forbidden only in codes'),
    ('fr-spasticity', 2, NULL, 4, NULL, 'questions Q1: the number is for steady kidneys'),
    ('fr-spasticity', 4, NULL, 6, 5000, 'EU 7.1, OTHER s.2 (Winthrop): renal impairment, 5 mg'),
    ('fr-spasticity', 5, NULL, 6, 5000, 'EU 7.1, OTHER s.2 (Winthrop): renal impairment, 5 mg'),
    ('ch-spasticity', 0, NULL, 3, NULL, 'EU s.1 Switzerland: renal not seen'),
    ('ch-spasticity', 1, NULL, 3, NULL, 'EU s.1 Switzerland: renal not seen'),
    ('ch-spasticity', 2, NULL, 3, NULL, 'EU s.1 Switzerland: renal not seen'),
    ('ch-spasticity', 4, NULL, 3, NULL, 'EU s.1 Switzerland: renal not seen'),
    ('ch-spasticity', 5, NULL, 3, NULL, 'EU s.1 Switzerland: renal not seen');

-- severity is low below from_total, high from it and when the total is unread.
CREATE TABLE severity_rule (
    band INTEGER NOT NULL, starting INTEGER NOT NULL, low INTEGER NOT NULL,
    from_total INTEGER NOT NULL, high INTEGER NOT NULL, place TEXT NOT NULL,
    PRIMARY KEY (band, starting)
);
INSERT INTO severity_rule VALUES
    (0, 1, 3, 0, 3, 'POLICY P6 critical: dialysis when starting'),
    (1, 1, 3, 0, 3, 'POLICY P6 critical: eGFR under 15 when starting'),
    -- the two rows of starts from 20 mg were amended, see settled.py
    (2, 1, 2, 20000, 3, 'POLICY P6 warning: a start with impaired kidneys; critical from 20 mg'),
    (3, 1, 0, 0, 0, 'questions Q7: unknown says nothing'),
    (4, 1, 2, 20000, 3, 'POLICY P6 warning: a start under 60; critical under 30 from 20 mg'),
    (5, 1, 2, 0, 2, 'POLICY P6 warning: a start under 60'),
    (6, 1, 0, 0, 0, 'questions Q7: not impaired says nothing'),
    (0, 0, 2, 5000, 3, 'POLICY P6, questions Q7: critical from 5 mg, below it as severe'),
    (1, 0, 2, 5000, 3, 'POLICY P6, questions Q7: critical from 5 mg, below it as severe'),
    (2, 0, 2, 20000, 3, 'questions Q7: changing is as severe'),
    (3, 0, 0, 0, 0, 'questions Q7: unknown says nothing'),
    (4, 0, 2, 20000, 3, 'POLICY P6: eGFR under 30 critical from 20 mg'),
    (5, 0, 1, 20000, 2, 'POLICY P6: 30-59 warning from 20 mg'),
    (6, 0, 0, 0, 0, 'questions Q7: not impaired says nothing');

-- ---------------------------------------------------------------- rises
CREATE TABLE rung (
    label TEXT NOT NULL, step INTEGER NOT NULL, each INTEGER NOT NULL, times INTEGER NOT NULL,
    hold_days INTEGER NOT NULL, total INTEGER NOT NULL, place TEXT NOT NULL,
    PRIMARY KEY (label, step)
);
INSERT INTO rung VALUES
    ('us-spasticity', 1, 5000, 3, 3, 15000, 'US s.2 Dosing'),
    ('us-spasticity', 2, 10000, 3, 3, 30000, 'US s.2 Dosing'),
    ('us-spasticity', 3, 15000, 3, 3, 45000, 'US s.2 Dosing'),
    ('us-spasticity', 4, 20000, 3, 3, 60000, 'US s.2 Dosing'),
    ('uk-spasticity', 1, 5000, 3, 3, 15000, 'EU 2.1, GAPS 1a'),
    ('uk-spasticity', 2, 10000, 3, 3, 30000, 'EU 2.1, GAPS 1a'),
    ('uk-spasticity', 3, 15000, 3, 3, 45000, 'EU 2.1, GAPS 1a'),
    ('uk-spasticity', 4, 20000, 3, 3, 60000, 'EU 2.1, GAPS 1a'),
    ('ca-spasticity', 1, 5000, 3, 3, 15000, 'US s.9 Dosing'),
    ('ca-spasticity', 2, 10000, 3, 3, 30000, 'US s.9 Dosing'),
    ('ca-spasticity', 3, 15000, 3, 3, 45000, 'US s.9 Dosing'),
    ('ca-spasticity', 4, 20000, 3, 3, 60000, 'US s.9 Dosing');

CREATE TABLE increment (
    label TEXT PRIMARY KEY, per TEXT NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL,
    least_days INTEGER, most_days INTEGER, place TEXT NOT NULL
);
INSERT INTO increment VALUES
    ('de-spasticity', 'day', 5000, 15000, 3, 3,
     'EU 6.1 and trap 1: 5-15 mg per day, no earlier than every third day'),
    ('fr-spasticity', 'day', 15000, 15000, 3, 4, 'EU 7.1, OTHER s.4: 15 mg every 3-4 days'),
    ('ch-spasticity', 'administration', 5000, 5000, 3, 3,
     'EU 6.3: the single dose by 5 mg every 3 days');

-- ---------------------------------------------------------------- views
-- Ages with the policy filled in; too_young_below is 0 where nobody is too young.
CREATE VIEW label_age AS
SELECT
    l.label,
    coalesce(l.adult_from, p.adult_from) AS adult_from,
    coalesce(l.older_from, p.older_from) AS older_from,
    CASE
        WHEN l.youngest IS NOT NULL THEN l.youngest
        WHEN c.label IS NULL AND l.adult_from IS NOT NULL THEN l.adult_from
        ELSE 0
    END AS too_young_below,
    coalesce(l.youngest, p.children_from) AS child_start_from
FROM label AS l
CROSS JOIN policy AS p
LEFT JOIN child_start AS c ON c.label = l.label;

-- Limits by age band; ages without a row have no limits that were read.
CREATE VIEW limit_band AS
SELECT
    a.label, g.adult_from AS from_month, 1000000 AS to_month, a.maximum, a.usual,
    NULL AS per_kg_top, a.supervised, a.supervised_from, a.open_above
FROM adult_limit AS a
JOIN label_age AS g ON g.label = a.label
UNION ALL
SELECT
    c.label, max(c.from_month, g.too_young_below), min(c.to_month, g.adult_from), c.maximum,
    NULL, c.per_kg_top, NULL, NULL, 0
FROM child_limit AS c
JOIN label_age AS g ON g.label = c.label
WHERE c.maximum IS NOT NULL;

-- What an indication means for a start: 0 out of scope, 2 insufficient data, 6 covered.
CREATE VIEW cause_answer AS
SELECT
    l.label, i.code AS indication, coalesce(p.cerebral, 0) AS cerebral,
    CASE
        WHEN i.name = 'unknown' THEN 2
        WHEN EXISTS (
            SELECT 1 FROM excluded AS x WHERE x.label = l.label AND x.indication = i.code
        ) THEN 0
        WHEN EXISTS (
            SELECT 1 FROM covered AS y WHERE y.label = l.label AND y.indication = i.code
        ) THEN 6
        WHEN EXISTS (SELECT 1 FROM covered AS z WHERE z.label = l.label) THEN 0
        WHEN p.indication IS NOT NULL THEN 6
        ELSE 0
    END AS outcome
FROM label AS l
JOIN code AS i ON i.kind = 'indication'
LEFT JOIN policy_cause AS p ON p.indication = i.code;
