"""Independent oracle for dosing questions on oral baclofen: SQLite decides, Python only asks.

Written from the questions and the fact sheets alone; see decision_tables.sql.
Amounts are integers in the units of README.md. An axis of a grid is a range with a
positive step, one integer, or None (the value is not known).

Integer codes (the same as table `code`):
  VERDICTS, SETTINGS: the index.
  A rise is a sum of RISE_FLAGS (1 too large, 2 too soon), 0 when both are fine.
  NO_ANSWER (-1) stands for None in the codes of a verdict, a binding and a rise; a core may
  return either.
Unknown values reach a core as None.
"""

import sqlite3
from pathlib import Path

LABELS = (
    "us-spasticity",
    "uk-spasticity",
    "ca-spasticity",
    "de-spasticity",
    "fr-spasticity",
    "ch-spasticity",
)
VERDICTS = ("within", "above usual range", "needs supervision", "above maximum")
SETTINGS = ("outpatient", "supervised inpatient", "unknown")
RISE_FLAGS = ((1, "too large"), (2, "too soon"))
NO_ANSWER = -1

TABLES = Path(__file__).with_name("decision_tables.sql")

# ------------------------------------------------------------------ pieces of SQL


def axis(name):
    """Text of a recursive CTE `<name>_axis(v)` that walks one axis of a grid."""
    return f"""
    {name}_axis(v) AS (
        SELECT :{name}_from WHERE :{name}_from IS NULL OR :{name}_from < :{name}_to
        UNION ALL
        SELECT v + :{name}_step FROM {name}_axis WHERE v + :{name}_step < :{name}_to
    )"""


OFFSETS = "(SELECT -1 AS step UNION ALL SELECT 0 UNION ALL SELECT 1)"

LIMIT_CTE = f"""
    {axis("months")}, {axis("grams")},
    weight(v) AS (SELECT v FROM grams_axis UNION SELECT NULL WHERE :edges),
    limits AS MATERIALIZED (
        SELECT
            m.v AS months, w.v AS grams, b.label, b.maximum,
            coalesce(b.usual, b.per_kg_top * w.v / 1000) AS usual,
            b.supervised, b.supervised_from, b.open_above
        FROM months_axis AS m CROSS JOIN weight AS w
        LEFT JOIN limit_band AS b
            ON b.label = :label AND b.from_month <= m.v AND m.v < b.to_month
    )"""

LIMITS_SQL = f"""WITH RECURSIVE {LIMIT_CTE}
    SELECT maximum, usual, supervised, supervised_from, open_above FROM limits
    WHERE label IS NOT NULL"""

VERDICT_CTE = f"""{LIMIT_CTE}, {axis("total")},
    edge AS MATERIALIZED (
        SELECT months, grams, maximum + step AS total FROM limits, {OFFSETS}
        UNION SELECT months, grams, usual + step FROM limits, {OFFSETS}
        UNION SELECT months, grams, supervised + step FROM limits, {OFFSETS}
        UNION SELECT months, grams, supervised_from + step FROM limits, {OFFSETS}
    ),
    asked AS (
        SELECT b.*, t.v AS total FROM limits AS b CROSS JOIN total_axis AS t
        UNION ALL
        SELECT b.*, e.total FROM limits AS b
        JOIN edge AS e ON e.months = b.months AND e.grams IS b.grams
        WHERE :edges AND e.total >= 0
    )"""

VERDICT_SQL = f"""WITH RECURSIVE {VERDICT_CTE},
    points AS (
        SELECT
            months, grams, total,
            CASE
                WHEN label IS NULL THEN {NO_ANSWER}
                WHEN total > supervised THEN 3
                WHEN total > maximum AND (supervised IS NOT NULL OR open_above) THEN 2
                WHEN total > maximum THEN 3
                WHEN total >= supervised_from THEN 2
                WHEN total > usual THEN 1
                ELSE 0
            END AS expected
        FROM asked
    )"""

BINDING_SQL = f"""WITH RECURSIVE {VERDICT_CTE},
    points AS (
        SELECT
            months, grams, total,
            CASE
                WHEN label IS NULL THEN {NO_ANSWER}
                WHEN total > supervised THEN supervised
                WHEN total > maximum THEN maximum
                WHEN total >= supervised_from THEN supervised_from
                WHEN total > usual THEN usual
                ELSE coalesce(maximum, supervised_from)
            END AS expected
        FROM asked
    )"""

RISE_SQL = f"""WITH RECURSIVE
    {axis("before")}, {axis("times")}, {axis("after")}, {axis("held")},
    day AS MATERIALIZED (
        SELECT b.v AS before, t.v AS times, b.v * t.v AS total
        FROM before_axis AS b CROSS JOIN times_axis AS t
    ),
    ladder AS (
        SELECT
            d.before, d.times, n.total AS top_total, max(n.each, d.before) AS top_each,
            coalesce(
                (SELECT r.hold_days FROM rung AS r
                 WHERE r.label = :label AND r.total <= d.total ORDER BY r.total DESC LIMIT 1),
                (SELECT r.hold_days FROM rung AS r
                 WHERE r.label = :label ORDER BY r.total LIMIT 1)
            ) AS least_days
        FROM day AS d
        JOIN rung AS n ON n.label = :label AND n.total = (
            SELECT min(r.total) FROM rung AS r WHERE r.label = :label AND r.total > d.total
        )
    ),
    raised AS (
        SELECT
            d.before, d.times,
            d.total + i.high * CASE i.per WHEN 'day' THEN 1 ELSE d.times END AS top_total,
            NULL AS top_each, i.least_days
        FROM day AS d
        JOIN increment AS i ON i.label = :label
        JOIN adult_start AS s ON s.label = :label
        WHERE d.total >= s.total AND (s.divisions >> (d.times - 1)) & 1
    ),
    step AS MATERIALIZED (SELECT * FROM ladder UNION ALL SELECT * FROM raised),
    goal AS MATERIALIZED (
        SELECT d.before, d.times, a.v AS after FROM day AS d CROSS JOIN after_axis AS a
        UNION SELECT before, times, top_total / times + step FROM step, {OFFSETS} WHERE :edges
        UNION SELECT before, times, top_each + step FROM step, {OFFSETS}
        WHERE :edges AND top_each IS NOT NULL
    ),
    judged AS MATERIALIZED (
        SELECT
            g.before, g.times, g.after, s.least_days,
            g.after * g.times > s.top_total OR coalesce(g.after > s.top_each, 0) AS too_large
        FROM goal AS g LEFT JOIN step AS s ON s.before = g.before AND s.times = g.times
        WHERE g.after > g.before
    ),
    points AS (
        SELECT
            j.before, j.times, j.after, h.v AS held,
            CASE
                WHEN j.least_days IS NULL THEN {NO_ANSWER}
                ELSE j.too_large + 2 * (h.v < j.least_days)
            END AS expected
        FROM judged AS j CROSS JOIN held_axis AS h
    )"""

# ------------------------------------------------------------------ plumbing


def connect():
    """Open an in-memory database with the decision tables and views loaded."""
    conn = sqlite3.connect(":memory:")
    conn.executescript(TABLES.read_text(encoding="utf-8"))
    return conn


def bounds(**axes):
    """Query parameters of the named axes."""
    params = {}
    for name, values in axes.items():
        if isinstance(values, range):
            if values.step < 1:
                raise ValueError(f"{name}: the step of an axis is positive")
            triple = (values.start, values.stop, values.step)
        elif values is None:
            triple = (None, None, 1)
        else:
            triple = (int(values), int(values) + 1, 1)
        params[f"{name}_from"], params[f"{name}_to"], params[f"{name}_step"] = triple
    return params


def known(label):
    """Return the label itself, or an error when it is not one of the six."""
    if label not in LABELS:
        raise ValueError(f"unknown label: {label}")
    return label


def one(conn, query, label=None, **axes):
    """Return the expected code of a single point."""
    params = bounds(**axes) | {"label": label, "edges": 0}
    rows = conn.execute(f"{query} SELECT expected FROM points", params).fetchall()
    if len(rows) != 1:
        raise AssertionError(f"{len(rows)} answers where one is due")
    return rows[0][0]


def compare(conn, query, core, label=None, edges=True, **axes):
    """(points, mismatches, first mismatch or None) of a core over a whole grid, in one query."""
    conn.create_function("core", len(axes), core, deterministic=True)
    names = ", ".join(axes)
    # LIMIT -1 keeps the inner query whole, so that the core is called once per point. With
    # max() SQLite takes the other columns from the row that holds it: the first mismatch.
    sql = f"""{query}
        SELECT count(*), coalesce(sum(expected IS NOT got), 0), max(expected IS NOT got),
            {names}, expected, got
        FROM (SELECT {names}, expected, coalesce(core({names}), {NO_ANSWER}) AS got
              FROM points LIMIT -1)"""
    params = bounds(**axes) | {"label": label, "edges": int(edges)}
    points, mismatches, _, *rest = conn.execute(sql, params).fetchone()
    first = dict(zip([*axes, "expected", "got"], rest, strict=True)) if mismatches else None
    return points, mismatches, first


# ------------------------------------------------------------------ single questions


def rungs(conn, label):
    """Q2: the rungs of the label's ladder, (each, times, hold_days)."""
    sql = "SELECT each, times, hold_days FROM rung WHERE label = ? ORDER BY step"
    return tuple(conn.execute(sql, (known(label),)).fetchall())


def increment(conn, label):
    """Q3: (per, low, high, least_days, most_days) of the label's increments, or None."""
    sql = "SELECT per, low, high, least_days, most_days FROM increment WHERE label = ?"
    return conn.execute(sql, (known(label),)).fetchone()


def limits(conn, label, months, grams, setting):
    """Q4: the limits of a day's total, or None; they are the same in every setting."""
    SETTINGS.index(setting)
    params = bounds(months=months, grams=grams) | {"label": known(label), "edges": 0}
    row = conn.execute(LIMITS_SQL, params).fetchone()
    if row is None:
        return None
    names = ("maximum", "usual", "supervised", "supervised_from", "open_above")
    answer = dict(zip(names, row, strict=True))
    answer["open_above"] = bool(answer["open_above"])
    return answer


def verdict(conn, label, months, grams, setting, total):
    """Q5: (verdict, binding limit) on a day's total, or None; the same in every setting."""
    SETTINGS.index(setting)
    axes = {"months": months, "grams": grams, "total": total}
    code = one(conn, VERDICT_SQL, known(label), **axes)
    if code == NO_ANSWER:
        return None
    return VERDICTS[code], one(conn, BINDING_SQL, label, **axes)


def older(conn, label, months):
    """Q8: whether someone counts as an older adult."""
    sql = "SELECT ? >= older_from FROM label_age WHERE label = ?"
    return bool(conn.execute(sql, (months, known(label))).fetchone()[0])


def rise_allowed(conn, label, before_each, times, after_each, held_days):
    """Q12: what is wrong with a rise, or None where the label prints no step."""
    axes = {"before": before_each, "times": times, "after": after_each, "held": held_days}
    code = one(conn, RISE_SQL, known(label), **axes)
    if code == NO_ANSWER:
        return None
    return frozenset(name for flag, name in RISE_FLAGS if code & flag)


# ------------------------------------------------------------------ whole grids
# Unless edges=False every grid also holds -1, 0 and +1 around each threshold (totals, one legal
# step) and, where a value may be unknown, one None.


def count_mismatches_verdict(
    conn, label, core, *, months, grams, totals=range(0, 250_001, 500), edges=True
):
    """Compare core(months, grams, total) -> index of VERDICTS, or None."""
    axes = {"months": months, "grams": grams, "total": totals}
    return compare(conn, VERDICT_SQL, core, known(label), edges, **axes)


def count_mismatches_binding(
    conn, label, core, *, months, grams, totals=range(0, 250_001, 500), edges=True
):
    """Compare core(months, grams, total) -> the binding limit, or None."""
    axes = {"months": months, "grams": grams, "total": totals}
    return compare(conn, BINDING_SQL, core, known(label), edges, **axes)


def count_mismatches_rise_allowed(
    conn,
    label,
    core,
    *,
    before=range(500, 30_001, 500),
    times=range(1, 7),
    after=range(1_000, 40_001, 500),
    held=range(8),
    edges=True,
):
    """Compare core(before_each, times, after_each, held_days) -> sum of RISE_FLAGS, or None."""
    axes = {"before": before, "times": times, "after": after, "held": held}
    return compare(conn, RISE_SQL, core, known(label), edges, **axes)
