"""Second, independent answers on coming off baclofen (Q9-Q11, Q13-Q16): policy P5 and P6.

Amounts of a day are whole micrograms, time is whole days. A plan is a tuple of (level, days):
the first level is the one that the first drop leads to, the last drop is to nothing.
"""

from facts import LABELS, POLICY, SILENT

GENTLE_DAYS = 7  # policy P5: gentle, at least 7 days a step
SHORTEST_STEP = 1  # policy P5: no step below one day
SHORTEST_LONG_STEP = 3  # policy P5: after more than 60 days' use none below 3
LARGEST_DROP = 10_000  # policy P5: at most 10 mg/day (France's smaller end, too)
THIRD_BELOW = 20_000  # policy P5: a third below 20 mg/day
HALF_BELOW = 10_000  # policy P5: half below 10 mg/day for an adult
TENS_FROM = 40_000  # policy P5: every 10 mg down to 40
COMMON_RUNGS = (30_000, 25_000, 20_000, 15_000, 10_000)  # policy P5
ADULT_RUNGS = (7_500, 5_000, 2_500)  # policy P5
CHILD_RUNGS = (8_000, 6_000, 4_000, 3_000, 2_000, 1_500, 1_000)  # policy P5
LADDER_TOP = 400_000  # where `ladder` begins; above it every 10 mg goes on
COARSEST_UNIT = 10_000  # policy P5: a told unit above 10 mg is not used
SMALL_STOP = 5_000  # policy P6: a stop from at most 5 mg/day
SMALL_CHILD_STOP = 1_000  # policy P6: a child: 1 mg/day
STOP_AFTER = 14  # policy P6: after more than 14 days' use
LARGE_STOP = 30_000  # policy P6: from 30 mg/day and more
LARGE_STOP_AFTER = 3  # policy P6: after more than 3 days; with at most 3 never a warning


def _made(amount, unit, over=1):
    """Return amount / over, rounded up to a whole number of units."""
    return -(-amount // (over * unit)) * unit


# --- one ladder --------------------------------------------------------------------------


def _lowest(unit, child):
    """Return the lowest rung that the unit can make."""
    return _made((CHILD_RUNGS if child else ADULT_RUNGS)[-1], unit)


def drop_floor(total, unit, child):
    """Return the lowest day to which one drop from this day may lead (Q10)."""
    if total <= _lowest(unit, child):
        return 0
    if total <= 2 * unit or (total < HALF_BELOW and not child):
        left = _made(total, unit, 2)
    elif total < THIRD_BELOW:
        left = _made(2 * total, unit, 3)
    else:
        left = _made(3 * total, unit, 4)
    left = max(left, _made(total - LARGEST_DROP, unit))
    return min(left, _made(total, unit) - unit)


def _rungs(unit, child, top):
    """Return the rungs from the first at or above `top`, downwards."""
    tens = range(_made(max(top, TENS_FROM), 10_000), TENS_FROM - 1, -10_000)
    printed = (*tens, *COMMON_RUNGS, *(CHILD_RUNGS if child else ADULT_RUNGS))
    found = []
    for rung in dict.fromkeys(_made(each, unit) for each in printed):
        while found and drop_floor(found[-1], unit, child) > rung:
            found.append(drop_floor(found[-1], unit, child))
        found.append(rung)
    return tuple(found)


def ladder(unit, child):
    """Return the rungs from 400 mg/day down to the lowest (Q13)."""
    return _rungs(unit, child, LADDER_TOP)


def _levels(total, unit, child):
    """Return the days' totals of a plan, the first drop's first."""
    rungs = _rungs(unit, child, total)
    levels = []
    while total > rungs[-1]:
        floor = drop_floor(total, unit, child)
        total = min(rung for rung in rungs if floor <= rung < total)
        levels.append(total)
    return levels or [total]


# --- days --------------------------------------------------------------------------------


def _long_use(exposure):
    """Tell whether use is long: more than 60 days, a label's own lower end too, or unknown."""
    return exposure is None or exposure > POLICY["long_after"]


def taper_length(label, exposure):
    """Return the days that either pace lasts at least (Q9)."""
    facts = LABELS[label]
    if _long_use(exposure) and facts["taper_long"] is not SILENT:
        return facts["taper_long"][0]
    if facts["taper_range"] is not SILENT:
        return facts["taper_range"][1]
    return POLICY["long_length" if _long_use(exposure) else "length"]


def least_days(exposure, pace):
    """Return the fewest days of one step (Q11)."""
    if pace == "gentle":
        return GENTLE_DAYS
    return SHORTEST_LONG_STEP if _long_use(exposure) else SHORTEST_STEP


def taper(label, total, unit, exposure, pace, child):
    """Return the plan as a tuple of (level, days) (Q14)."""
    levels = _levels(total, unit, child)
    days = max(taper_length(label, exposure), least_days(exposure, pace) * len(levels))
    each, more = divmod(days, len(levels))
    return tuple((level, each + (place < more)) for place, level in enumerate(levels))


def default_pace(exposure, avoid):
    """Return the pace that is the answer (Q15); `avoid`: what the kidneys say."""
    return "gentle" if _long_use(exposure) and not avoid else "shorter"


# --- a stop ------------------------------------------------------------------------------


def stop_severity(total, exposure, unit, child):
    """Return the severity of stopping this day at once (Q16); unit None = not told."""
    small = SMALL_CHILD_STOP if child else SMALL_STOP
    if unit is not None and unit <= COARSEST_UNIT:
        small = max(small, _lowest(unit, child))
    if total <= small or (exposure is not None and exposure <= LARGE_STOP_AFTER):
        return "info"
    long_enough = exposure is None or exposure > STOP_AFTER
    return "critical" if long_enough or total >= LARGE_STOP else "warning"


# --- a look at itself --------------------------------------------------------------------


def _day(plan, day):
    """Return the total taken on this day of the plan."""
    for level, days in plan:
        if day < days:
            return level
        day -= days
    return 0


def _steps_kept(plan, total, unit, child):
    """Tell whether no drop of the plan, the last included, is larger than P5 allows."""
    before = [total, *(level for level, _ in plan)]
    after = [*(level for level, _ in plan), 0]
    pairs = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    return all(drop_floor(high, unit, child) <= low < high for high, low in pairs)


def _shared(plan, least):
    """Tell whether the days are shared evenly, what is over going to the first steps."""
    days = [days for _, days in plan]
    return max(days) - min(days) <= 1 and days == sorted(days, reverse=True) and days[-1] >= least


def _inverted(low, high, days):
    """Tell whether the plan of the higher dose takes less on some day."""
    return any(_day(low, day) > _day(high, day) for day in range(days))


def _row(label, unit, exposure, pace, child):
    """Return (plans, inversions, sizes not kept, days not shared, shorter above gentle)."""
    counts = [0, 0, 0, 0, 0]
    before = None
    for total in range(unit, 200_001, unit):
        plan = taper(label, total, unit, exposure, pace, child)
        days = sum(step[1] for step in plan)
        gentle = taper(label, total, unit, exposure, "gentle", child)
        least = least_days(exposure, pace)
        counts[0] += 1
        counts[1] += before is not None and _inverted(before, plan, days + 60)
        counts[2] += not _steps_kept(plan, total, unit, child)
        counts[3] += not _shared(plan, least) or days < taper_length(label, exposure)
        counts[4] += _inverted(plan, gentle, days)
        before = plan
    return counts


def check_plans():
    """Print how many plans were made and how often a property of P5 did not hold."""
    units = (500, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 6_000, 7_000, 7_500, 10_000)
    names = ("plans", "inversions", "sizes not kept", "days not shared", "shorter above gentle")
    print("unit, " + ", ".join(names))
    for unit in units:
        rows = [
            _row(label, unit, exposure, pace, child)
            for label in ("us-spasticity", "uk-spasticity", "de-spasticity")
            for exposure in (10, 60, 61, None)
            for pace in ("gentle", "shorter")
            for child in (False, True)
        ]
        print(unit, *(sum(column) for column in zip(*rows, strict=True)))


if __name__ == "__main__":
    check_plans()
