"""A twin of every function of the deciding room, written from its statement alone.

Each twin says the same thing in another way: a sorted list, a table, a count, a sum over
whole tablets, where the room compares and branches. It was written without sight of the
room's code; ``tests/deciding/test_twins.py`` compares the two over every small input.
"""

from __future__ import annotations

from collections.abc import Sequence

from baclofen_cds.deciding.changes import ChangeKind, ChangeProblem
from baclofen_cds.deciding.kidneys import KidneyBand, Watch
from baclofen_cds.deciding.maximum import LimitKind, Verdict
from baclofen_cds.deciding.response import Action
from baclofen_cds.deciding.rises import NoRise
from baclofen_cds.decisions import Outcome, Severity
from baclofen_cds.vocabulary import (
    Dialysis,
    GFREquation,
    KidneyState,
    Response,
    Tolerability,
)

Doses = tuple[int, ...]


def sign(number: int) -> int:
    """Return 1, 0 or -1."""
    return (number > 0) - (number < 0)


# changes


def kind_of(before: int, after: int) -> ChangeKind:
    """Look up whether there was any, whether there is any, and the sign of the difference."""
    return {
        (0, 0, 0): ChangeKind.SAME_TOTAL,
        (0, 1, 1): ChangeKind.START,
        (1, 0, -1): ChangeKind.STOP,
        (1, 1, 0): ChangeKind.SAME_TOTAL,
        (1, 1, 1): ChangeKind.INCREASE,
        (1, 1, -1): ChangeKind.REDUCTION,
    }[sign(before), sign(after), sign(after - before)]


def problems_of(*, large: bool, soon: bool, above: bool, avoid: bool) -> tuple[ChangeProblem, ...]:
    """Pick by flag, in the order the problems are listed in."""
    flags = {
        ChangeProblem.TOO_LARGE: large,
        ChangeProblem.TOO_SOON: soon,
        ChangeProblem.ABRUPT: False,
        ChangeProblem.ABOVE_MAXIMUM: above,
        ChangeProblem.AVOID: avoid,
    }
    return tuple(problem for problem in ChangeProblem if flags[problem])


def is_too_soon(held: int | None, least: int | None) -> bool:
    """Count the days still to wait."""
    return None not in (held, least) and max(0, least - held) != 0


def least_after(total: int, most: int, climbed: int | None) -> int:
    """Sort the places a reduction may lead to."""
    places = sorted([total - most] + [climbed] * (climbed is not None))
    return places[0]


def use_known(held: int | None, used: int | None, abrupt_after: int) -> int | None:
    """Collect what is evidence of a use; the longest stands."""
    evidence = [used] * (used is not None)
    if held is not None and (evidence or held >= abrupt_after + 1):
        evidence.append(held)
    return sorted(evidence)[-1] if evidence else None


def is_abrupt(used_for: int | None, abrupt_after: int) -> bool:
    """Put infinity where nothing is known."""
    return not (used_for is not None and used_for <= abrupt_after)


# kidneys

AVOIDED = {KidneyBand.SEVERE, KidneyBand.CHANGING, KidneyBand.END_STAGE, KidneyBand.DIALYSIS}


def band_of(
    hundredths: int | None,
    dialysis: Dialysis,
    state: KidneyState,
    *,
    impaired_below: int,
    avoid_below: int,
    end_stage_below: int,
) -> KidneyBand:
    """Count the thresholds a rate is not below."""
    rate = KidneyBand.UNKNOWN
    if hundredths is not None:
        steps = (end_stage_below, avoid_below, impaired_below)
        rate = (
            KidneyBand.END_STAGE,
            KidneyBand.SEVERE,
            KidneyBand.IMPAIRED,
            KidneyBand.NOT_IMPAIRED,
        )[sum(not hundredths < step for step in steps)]
    if state is KidneyState.CHANGING:
        rate = KidneyBand.CHANGING
    if dialysis in {Dialysis.HAEMODIALYSIS, Dialysis.PERITONEAL, Dialysis.CONTINUOUS}:
        rate = KidneyBand.DIALYSIS
    return rate


def is_avoided(band: KidneyBand) -> bool:
    """Take everything above IMPAIRED in the order of caution."""
    order = list(KidneyBand)
    return order.index(band) > order.index(KidneyBand.IMPAIRED)


def severity_of(
    band: KidneyBand, total: int | None, *, starting: bool, high_dose: int, dialysis_dose: int
) -> Severity | None:
    """Look the band up under: a low dose taken, a low start, a high dose.

    Reading: P6 gives critical from the high dose below 30 and in changing kidneys, from the
    dialysis dose or on any start in dialysis and end stage. An "avoid" below that is a
    warning, an impaired rate below the high dose information.
    """
    info, warning, critical = Severity
    gravest = {KidneyBand.DIALYSIS, KidneyBand.END_STAGE}
    limit = dialysis_dose if band in gravest else high_dose
    column = 2 if total is None or total >= limit else int(starting)
    return {
        KidneyBand.NOT_IMPAIRED: (None, None, None),
        KidneyBand.UNKNOWN: (None, None, None),
        KidneyBand.IMPAIRED: (info, warning, warning),
        KidneyBand.SEVERE: (warning, warning, critical),
        KidneyBand.CHANGING: (warning, warning, critical),
        KidneyBand.END_STAGE: (warning, critical, critical),
        KidneyBand.DIALYSIS: (warning, critical, critical),
    }[band][column]


def watch_of(
    age_months: int,
    hundredths: int,
    *,
    acute: bool,
    kidney_medicine: bool,
    older_from: int,
    impaired_below: int,
    avoid_below: int,
) -> Watch:
    """Collect every reason, and take the closest."""
    reasons = {
        Watch.ACUTE: acute,
        Watch.SEVERE: avoid_below > hundredths,
        Watch.WATCHED: kidney_medicine or older_from <= age_months or impaired_below > hundredths,
        Watch.ORDINARY: True,
    }
    return next(watch for watch in Watch if reasons[watch])


def is_fresh(days_old: int | None, longest: int) -> bool:
    """Count the days too many."""
    return days_old is not None and max(days_old - longest, 0) == 0


def rates_disagree(first: int, second: int, *, percent: int, absolute: int) -> bool:
    """Compare the gap in hundredths with the share, and as it is with the amount."""
    low, high = sorted((first, second))
    gap = high - low
    return min(100 * gap - percent * high, gap - absolute) > 0


def for_adults(equation: GFREquation) -> bool:
    """Leave out those made for children, those measured, and those nobody named."""
    return equation not in {
        GFREquation.BEDSIDE_SCHWARTZ,
        GFREquation.CKID_U25,
        GFREquation.MEASURED,
        GFREquation.UNKNOWN,
    }


def bound_counts(bound: int, computed: int | None, *, impaired_below: int) -> bool:
    """Take the side a bound is on of what it stands beside."""
    if computed is None:
        return not bound < impaired_below
    return bound - computed > 0


def differ_in_band(hundredths: tuple[int, ...], edges: tuple[int, ...]) -> bool:
    """Number the bands by the edges at or below a value; all numbers should agree."""
    bands = {sum(edge <= value for edge in edges) for value in hundredths}
    return len(bands) > 1


def unseen(lowest: int, indexed: int, *, avoid_below: int) -> bool:
    """Compare what the two say."""
    return (lowest < avoid_below, indexed < avoid_below) == (True, False)


def nearest_edge(hundredths: int, edges: Sequence[int], within: int) -> int | None:
    """Sort the near edges by distance, then by place."""
    near = sorted(
        (max(edge - hundredths, hundredths - edge), place) for place, edge in enumerate(edges)
    )
    return edges[near[0][1]] if near and near[0][0] <= within else None


def dialysis_untold(band: KidneyBand, dialysis: Dialysis) -> bool:
    """Ask where the rate is in an "avoid" band or absent, as P1 has it."""
    asked = {*AVOIDED, KidneyBand.UNKNOWN}
    return (dialysis, band in asked) == (Dialysis.UNKNOWN, True)


# limits


def is_above(amount: int, limit: int) -> bool:
    """Take the sign of the difference."""
    return sign(amount - limit) == 1


def is_below(value: int, threshold: int) -> bool:
    """Take the sign of the difference."""
    return sign(value - threshold) == -1


def reaches(value: int, start: int) -> bool:
    """Take the sign of the difference."""
    return sign(value - start) != -1


def holds_between(value: int, start: int | None, end: int | None) -> bool:
    """Put the value itself for an end that is open."""
    from_here = value if start is None else start
    up_to = value + 1 if end is None else end
    return from_here <= value < up_to


def last_reached(value: int, starts: Sequence[int]) -> int | None:
    """Count the starts reached."""
    return (None, *range(len(starts)))[sum(start <= value for start in starts)]


def lowest(values: Sequence[int]) -> int:
    """Sort values with their places."""
    return sorted((value, place) for place, value in enumerate(values))[0][1]


def passes(total: int, largest: int, *, most: int, each: int) -> bool:
    """Take the worse of two excesses."""
    return max(total - most, largest - each) > 0


# maximum


def verdict_of(
    total: int,
    *,
    usual: int | None,
    maximum: int | None,
    supervised: int | None,
    open_above: bool,
    hospital_from: int | None = None,
) -> Verdict:
    """Collect every verdict that holds, and take the gravest.

    Reading: beyond the maximum for outpatients stands supervision, up to the one for
    inpatients; where none is stated for inpatients, only a label that leaves it open
    (``open_above``) sends to hospital, else the maximum is the maximum.
    """
    order = list(Verdict)
    found = [Verdict.WITHIN]
    if usual is not None and total >= usual + 1:
        found.append(Verdict.ABOVE_USUAL_RANGE)
    if hospital_from is not None and total >= hospital_from:
        found.append(Verdict.NEEDS_SUPERVISION)
    if maximum is not None and total >= maximum + 1:
        hospital_takes = open_above or supervised is not None
        found.append(
            Verdict.NEEDS_SUPERVISION if hospital_takes else Verdict.ABOVE_MAXIMUM,
        )
    if supervised is not None and total >= supervised + 1:
        found.append(Verdict.ABOVE_MAXIMUM)
    return order[max(order.index(verdict) for verdict in found)]


def decided_by(
    verdict: Verdict, *, usual_kind: LimitKind, has_maximum: bool, has_supervised: bool
) -> LimitKind:
    """Look it up.

    Reading: the limit for outpatients is the maximum, or, where none is stated, the amount
    from which hospital is meant.
    """
    outpatient = (LimitKind.SUPERVISED_FROM, LimitKind.MAXIMUM)[has_maximum]
    return {
        Verdict.WITHIN: outpatient,
        Verdict.ABOVE_USUAL_RANGE: usual_kind,
        Verdict.NEEDS_SUPERVISION: outpatient,
        Verdict.ABOVE_MAXIMUM: (outpatient, LimitKind.SUPERVISED_MAXIMUM)[has_supervised],
    }[verdict]


def edge_of_plans(maximum: int | None, hospital_from: int | None, usual: int | None) -> int:
    """Sort what bounds a plan. Reading: nothing stated, nothing planned."""
    if maximum is not None:
        return maximum
    bounds = [usual] * (usual is not None)
    bounds += [hospital_from - 1] if hospital_from is not None else []
    return sorted(bounds)[0] if bounds else 0


# response


def action_of(
    response: Response,
    tolerability: Tolerability,
    *,
    held: int | None,
    above_top: bool,
    at_top: bool,
    trial: int | None,
    hold: int | None,
) -> Action | str:
    """Read P9 from a list of (when, then) pairs; the first that holds is taken.

    Reading: harm first, then the fact that could hide harm, then mild effects; a dose above
    the top is for review whatever the response; at the top, no response is a trial, a
    partial one for review; a silent label asks for no days at a dose.
    """
    waits = hold is not None
    rules = (
        (tolerability is Tolerability.SERIOUS, Action.REFER),
        (tolerability is Tolerability.LIMITING, Action.STEP_BACK),
        (tolerability is Tolerability.UNKNOWN, "tolerability"),
        (above_top, Action.REVIEW),
        (tolerability is Tolerability.MILD, Action.HOLD),
        (response is Response.ADEQUATE, Action.HOLD),
        (response is Response.UNKNOWN, "response"),
        (at_top and response is Response.PARTIAL, Action.REVIEW),
        (at_top and trial is None, Action.REVIEW),
        (at_top and held is None, "held_for"),
        (at_top and (held or 0) >= (trial or 0), Action.OFFER_TAPER),
        (at_top, Action.HOLD),
        (waits and held is None, "held_for"),
        (waits and (held or 0) < (hold or 0), Action.HOLD),
    )
    return next((then for when, then in rules if when), Action.RAISE)


# rises


def in_whole_steps(doses: Sequence[int], step: int) -> bool:
    """Add up what is left over."""
    return sum(dose % step for dose in doses) == 0


def next_rung(rungs: Sequence[Doses], total: int, top: int, step: int) -> int | NoRise:
    """Sort the rungs above, and look at the lowest.

    Reading: at the top or past it nothing is above; below it, a ladder that has ended
    prints no step.
    """
    above = sorted((sum(rung), place) for place, rung in enumerate(rungs) if sum(rung) > total)
    if total >= top or (above and above[0][0] > top):
        return NoRise.AT_TOP
    if not above:
        return NoRise.NOT_PRINTED
    place = above[0][1]
    return place if in_whole_steps(rungs[place], step) else NoRise.NOT_MAKEABLE


def rung_reached(rungs: Sequence[Doses], total: int) -> int:
    """Count the rungs reached, and go one back."""
    return max(1, sum(sum(rung) <= total for rung in rungs)) - 1


def rung_left(
    rungs: Sequence[Doses], doses: Doses, held: int | None, *, within: int
) -> int | None:
    """Pair each rung with the one above it, and find the day among the latter.

    Reading: a day that is no rung was not climbed to.
    """
    lately = held is not None and held <= within
    pairs = zip(range(len(rungs)), rungs[1:], strict=False)
    return next((place for place, upper in pairs if lately and upper == doses), None)


def printed_from(doses: Doses, start: int, times: Sequence[int]) -> bool:
    """Count the times, and the amount over the start."""
    return times.count(len(doses)) > 0 and sum(doses) - start >= 0


def raised(doses: Doses, total: int, step: int) -> Doses:
    """Line up every single raise by the height it starts from, and carry out the first.

    The n-th raise of an administration starts n steps above it; the lowest comes first, and
    of equal ones the latest of the day.
    """
    count = max(0, total - sum(doses)) // step
    line = sorted(
        (dose + number * step, -place)
        for place, dose in enumerate(doses)
        for number in range(count)
    )[:count]
    places = [-behind for _, behind in line]
    return tuple(dose + step * places.count(place) for place, dose in enumerate(doses))


def by_increment(
    doses: Doses, low: int, high: int, *, top: int, step: int, by_day: bool
) -> tuple[Doses, Doses] | NoRise:
    """Raise to the day's total plus each end, cut at the top.

    Reading: an increment by administration is that many times as much by day; where the
    gentlest end makes no rise, none can be made.
    """
    total = sum(doses)
    if total >= top:
        return NoRise.AT_TOP
    many = 1 if by_day else len(doses)
    gentle, fast = (raised(doses, min(top, total + many * end), step) for end in (low, high))
    return NoRise.NOT_MAKEABLE if sum(gentle) == total else (gentle, fast)


def plan_cap(wanted: int | None, top: int) -> int:
    """Sort the two."""
    return sorted([top] + [wanted] * (wanted is not None))[0]


def is_legal_rise(totals: Sequence[int], cap: int) -> bool:
    """Compare with the sorted set, and count those past the cap."""
    ordered = sorted(set(totals)) == list(totals)
    return ordered and sum(total > cap for total in totals) == 0


# start


def start_outcome(
    *,
    in_scope: bool,
    contraindicated: bool,
    missing: bool,
    band: KidneyBand,
    kidney_number: bool,
    kidney_read: bool,
    start_read: bool,
    start_stated: bool,
) -> Outcome:
    """Collect every outcome that holds, and take the first of the precedence.

    Reading: unknown kidneys are missing data; for poor kidneys the label's kidney number is
    what counts, and the general start only elsewhere; a start read but not stated is silent.
    """
    poor = band is KidneyBand.IMPAIRED or band in AVOIDED
    holds = {
        Outcome.OUT_OF_SCOPE: not in_scope,
        Outcome.CONTRAINDICATED: contraindicated,
        Outcome.INSUFFICIENT_DATA: missing or band is KidneyBand.UNKNOWN,
        Outcome.UNREAD: not (kidney_number or kidney_read) if poor else not start_read,
        Outcome.SILENT: not kidney_number if poor else not start_stated,
        Outcome.POLICY: False,
        Outcome.STATED: True,
    }
    return next(outcome for outcome in Outcome if holds[outcome])


def scaled_by_weight(per_kg: int, grams: int) -> int:
    """Take the rest away before dividing."""
    product = per_kg * grams
    return (product - product % 1000) // 1000


def per_kg_total(per_kg: int, grams: int, cap: int) -> int:
    """Sort dose and cap."""
    return sorted((cap, scaled_by_weight(per_kg, grams)))[0]


def is_capped(per_kg: int, grams: int, cap: int) -> bool:
    """Ask whether the product holds the next microgram above the cap."""
    return per_kg * grams >= 1000 * (cap + 1)


def rounded_down(total: int, times: int, step: int) -> int:
    """Count the rounds of one step for each time."""
    rounds = total // (times * step)
    return rounds * step


def whole_tablets_first(total: int, times: Sequence[int], tablet: int) -> tuple[int, ...]:
    """Sort by whether tablets are broken, then by place."""
    return tuple(sorted(times, key=lambda each: total % (each * tablet) != 0))


# tapers


def is_long_use(taken_for: int | None, after: int) -> bool:
    """Deny that it is known to be short."""
    return not (taken_for is not None and taken_for <= after)


def next_total(total: int, decrement: int, step: int) -> int:
    """Take the lowest whole number of steps within the decrement.

    Reading: never below nothing; where no lower total is a whole number of steps, what comes
    out is not lower.
    """
    least = max(0, total - decrement)
    return least + -least % step


def lowered(doses: Doses, total: int, step: int) -> Doses | None:
    """Stack whole steps for each administration, and keep the lowest of all stacks.

    The highest step goes first, and of equally high ones the first of the day. Reading: an
    administration left with nothing is no longer given.
    """
    stacks = sorted(
        (height, -place)
        for place, dose in enumerate(doses)
        for height in range(1, dose // step + 1)
    )
    keep, rest = divmod(total, step)
    if rest or keep > len(stacks):
        return None
    places = [-behind for _, behind in stacks[:keep]]
    amounts = (step * places.count(place) for place in range(len(doses)))
    return tuple(amount for amount in amounts if amount)


def levels(doses: Doses, decrement: int, step: int) -> list[Doses] | None:
    """Go down one by one from the day that is taken to the day without a dose."""
    lower = next_total(sum(doses), decrement, step)
    if lower == 0:
        return []
    day = lowered(doses, lower, step) if lower < sum(doses) else None
    rest = levels(day, decrement, step) if day else None
    return None if rest is None or day is None else [day, *rest]


def held_days(count: int, length: int) -> list[int]:
    """Deal whole rounds of days, at least one, and what remains to the last."""
    each = max(1, length // count)
    return [each] * (count - 1) + [each + max(0, length - each * count)]


def slower(held: Sequence[int], pace: int) -> list[int]:
    """Add the days a step lacks."""
    return [days + max(0, pace - days) for days in held]


def step_down(doses: Doses, decrement: int, step: int) -> Doses | None:
    """Take the first day of a taper, where there is one. Reading: the next total alone."""
    lower = next_total(sum(doses), decrement, step)
    return lowered(doses, lower, step) if 0 < lower < sum(doses) else None


def is_legal_taper(
    taken: int, totals: Sequence[int], decrement: int, *, days: int, least: int
) -> bool:
    """List the drops from what is taken to nothing; each is within bounds.

    Reading: a single step at the dose taken is a smallest dose held.
    """
    held_first = list(totals) == [taken]
    chain = [*([] if held_first else [taken]), *totals, 0]
    drops = [higher - lower for higher, lower in zip(chain, chain[1:], strict=False)]
    return days >= least and 0 < min(drops) and max(drops) <= decrement
