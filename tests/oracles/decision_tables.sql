-- Second, independent implementation ("oracle") of dosing questions on oral baclofen.
-- Written only from questions.md and the fact sheets. Not a guideline, not for clinical use.
--
-- Units: micrograms of a day's total (each = of one administration), grams, whole months,
-- whole days. A year is 12 months. Bands are half-open.
-- Starts, kidneys and tapers are no longer asked of it, see WITHOUT_TABLE in table_grid.py.
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
    ('verdict', 0, 'within'), ('verdict', 1, 'above usual range'),
    ('verdict', 2, 'needs supervision'), ('verdict', 3, 'above maximum'),
    ('setting', 0, 'outpatient'), ('setting', 1, 'supervised inpatient'),
    ('setting', 2, 'unknown');

-- ---------------------------------------------------------------- policy
CREATE TABLE policy (
    adult_from INTEGER, children_from INTEGER, older_from INTEGER,
    place TEXT NOT NULL
);
INSERT INTO policy VALUES (
    216, 72, 780,
    'VALUES: age.adult_from 18 y; licence.children_from 6 y; freshness.older_from 65 y'
);

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
