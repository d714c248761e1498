"""A twin of every function of the deciding room, written from its statement alone.

Each twin says the same thing in another way: a sorted list, a table, a count, a sum over
whole tablets, where the room compares and branches. It was written without sight of the
room's code; where the two then differed because a statement said too little, the statement
was made to say it. ``tests/deciding/`` compares the two over every small input.
"""

from __future__ import annotations

from collections.abc import Sequence

from baclofen_cds.case.bands import KidneyBand
from baclofen_cds.case.limits import LimitKind
from baclofen_cds.deciding.changes import ChangeKind, ChangeProblem, StopKind
from baclofen_cds.deciding.maximum import Verdict
from baclofen_cds.deciding.response import Action
from baclofen_cds.deciding.rises import NoRise
from baclofen_cds.vocabulary import Dialysis, GFREquation, Response, Tolerability

Doses = tuple[int, ...]


def sign(number: int) -> int:
    """Return 1, 0 or -1."""
    return (number > 0) - (number < 0)


# changes


def kind_of(before: int, after: int) -> ChangeKind:
    """Look up the sign of the difference."""
    kinds = (ChangeKind.SAME_TOTAL, ChangeKind.INCREASE, ChangeKind.REDUCTION)
    return kinds[sign(after - before)]


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


def least_after(lowest: int, climbed: int | None) -> int:
    """Take away what a rung just left is lower still."""
    return lowest - max(0, lowest - (lowest if climbed is None else climbed))


def use_at_least(held: int | None, used: int | None) -> int | None:
    """Count a dose held only beside a use that was told."""
    return used if used is None or held is None else sorted((held, used))[1]


def use_known(held: int | None, used: int | None, abrupt_after: int) -> int | None:
    """Collect what is evidence of a use; the longest stands."""
    evidence = [used] * (used is not None)
    if held is not None and (evidence or held >= abrupt_after + 1):
        evidence.append(held)
    return max(evidence, default=None)


def is_abrupt(used_for: int | None, abrupt_after: int) -> bool:
    """Put infinity where nothing is known."""
    return not (used_for is not None and used_for <= abrupt_after)


def stop_kind(
    total: int | None, used_for: int | None, *, small: int, high: int, few: int, abrupt_after: int
) -> StopKind:
    """Put more than any limit where nothing is known, and take the last mark that is met."""
    days = max(few, abrupt_after) + 1 if used_for is None else used_for
    amount = max(small, high) + 1 if total is None else total
    kinds = (
        (True, StopKind.SHORT_USE),
        (not amount < high, StopKind.HIGH),
        (days > abrupt_after, StopKind.ABRUPT),
        (not amount > small, StopKind.SMALL),
        (not days > few, StopKind.FEW_DAYS),
    )
    return [kind for holds, kind in kinds if holds][-1]


# kidneys

AVOIDED = {KidneyBand.SEVERE, KidneyBand.CHANGING, KidneyBand.END_STAGE, KidneyBand.DIALYSIS}


def is_avoided(band: KidneyBand) -> bool:
    """Take everything above IMPAIRED in the order of caution."""
    order = list(KidneyBand)
    return order.index(band) > order.index(KidneyBand.IMPAIRED)


def is_fresh(days_old: int | None, longest: int) -> bool:
    """Count the days too many."""
    return days_old is not None and max(days_old - longest, 0) == 0


def for_adults(equation: GFREquation) -> bool:
    """Leave out those made for children, those measured, and those nobody named."""
    return equation not in {
        GFREquation.BEDSIDE_SCHWARTZ,
        GFREquation.CKID_U25,
        GFREquation.MEASURED,
        GFREquation.UNKNOWN,
    }


def differ_in_band(hundredths: tuple[int, ...], edges: tuple[int, ...]) -> bool:
    """Write down the side of each edge a value is on; all should say the same."""
    bands = {tuple(edge <= value for edge in edges) for value in hundredths}
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
    """Ask where the rate is in an "avoid" band or absent, as P1 has it.

    Below 30 are severe and end stage; a changing creatinine has an "avoid" of its own.
    """
    asked = {KidneyBand.UNKNOWN, *AVOIDED} - {KidneyBand.CHANGING, KidneyBand.DIALYSIS}
    return (dialysis, band in asked) == (Dialysis.UNKNOWN, True)


# limits


def holds_between(value: int, start: int | None, end: int | None) -> bool:
    """Put the value itself for an end that is open."""
    from_here = value if start is None else start
    up_to = value + 1 if end is None else end
    return from_here <= value < up_to


def last_reached(value: int, starts: Sequence[int]) -> int | None:
    """Count the starts reached."""
    return (None, *range(len(starts)))[sum(start <= value for start in starts)]


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
    """List where hospital begins, then where hospital ends.

    It begins one above the maximum or at its own amount. It ends at its own maximum; without
    one, at this day where it is left open, and just below this day where it is not.
    """
    begins = [start + 1 for start in (maximum,) if start is not None]
    begins += [start for start in (hospital_from,) if start is not None]
    if all(total < start for start in begins):
        more = usual is not None and total - usual > 0
        return (Verdict.WITHIN, Verdict.ABOVE_USUAL_RANGE)[more]
    end = total - 1 + open_above if supervised is None else supervised
    return (Verdict.ABOVE_MAXIMUM, Verdict.NEEDS_SUPERVISION)[total <= end]


def decided_by(
    verdict: Verdict, *, usual_kind: LimitKind, has_maximum: bool, has_supervised: bool
) -> LimitKind:
    """Look it up."""
    outpatient = (LimitKind.SUPERVISED_FROM, LimitKind.MAXIMUM)[has_maximum]
    return {
        Verdict.WITHIN: outpatient,
        Verdict.ABOVE_USUAL_RANGE: usual_kind,
        Verdict.NEEDS_SUPERVISION: outpatient,
        Verdict.ABOVE_MAXIMUM: (outpatient, LimitKind.SUPERVISED_MAXIMUM)[has_supervised],
    }[verdict]


def edge_of_plans(maximum: int | None, hospital_from: int | None, usual: int | None) -> int:
    """Take from the top of the usual range what hospital needs of it."""
    if maximum is not None:
        return maximum
    if hospital_from is None or usual is None:
        return (usual or 0) + (hospital_from or 0) - (hospital_from is not None)
    return usual - max(0, usual + 1 - hospital_from)


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
    """Read P9 from a list of (when, then) pairs; the first that holds is taken."""
    done = 0 if held is None else held
    tried = at_top and trial is not None and response is Response.NONE
    rules = (
        (tolerability is Tolerability.SERIOUS, Action.REFER),
        (tolerability is Tolerability.LIMITING, Action.STEP_BACK),
        (above_top, Action.REVIEW),
        (tried and held is not None and not done < (trial or 0), Action.OFFER_TAPER),
        (response is Response.ADEQUATE, Action.HOLD),
        (tolerability is Tolerability.MILD, Action.HOLD),
        (tolerability is Tolerability.UNKNOWN, "tolerability"),
        (response is Response.UNKNOWN, "response"),
        (held is None, "held_for"),
        (tried, Action.HOLD),
        (at_top, Action.REVIEW),
        (hold is not None and hold > done, Action.HOLD),
    )
    return next((then for when, then in rules if when), Action.RAISE)


# rises


def in_whole_steps(doses: Sequence[int], step: int) -> bool:
    """Add up what is left over."""
    return sum(dose % step for dose in doses) == 0


def next_rung(rungs: Sequence[Doses], total: int, top: int, step: int) -> int | NoRise:
    """Sort the rungs above, and look at the lowest."""
    above = sorted((sum(rung), place) for place, rung in enumerate(rungs) if sum(rung) > total)
    if not above:
        return NoRise.NOT_PRINTED
    amount, place = above[0]
    if amount > top:
        return NoRise.AT_TOP
    return place if in_whole_steps(rungs[place], step) else NoRise.NOT_MAKEABLE


def rung_reached(rungs: Sequence[Doses], total: int) -> int:
    """Count the rungs reached, and go one back."""
    return max(1, sum(sum(rung) <= total for rung in rungs)) - 1


def rung_left(
    rungs: Sequence[Doses], doses: Doses, held: int | None, *, within: int
) -> int | None:
    """Pair each rung with the one above it, and find the day among the latter."""
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
    """Try every number of whole steps, and take the most that an end and the top leave room for.

    A step is one tablet for the day, or one for each administration.
    """
    many = 1 if by_day else len(doses)
    total = sum(doses)

    def day_after(end: int) -> Doses:
        fits = [
            steps
            for steps in range(end // step + 1)
            if steps * step <= end and total + steps * step * many <= top
        ]
        steps = max(fits, default=0)
        if by_day:
            return raised(doses, total + steps * step, step)
        return tuple(dose + steps * step for dose in doses)

    if not in_whole_steps(doses, step):
        return NoRise.NOT_MAKEABLE
    if top - total < low * many:
        return NoRise.AT_TOP
    gentle, fast = day_after(low), day_after(high)
    enough = min(sum(gentle), sum(fast)) - total >= low * many
    return (gentle, fast) if enough else NoRise.NOT_MAKEABLE


def plan_cap(wanted: int | None, top: int) -> int:
    """Take the lowest of what there is."""
    return min([top] + [wanted] * (wanted is not None))


def is_legal_rise(totals: Sequence[int], cap: int) -> bool:
    """Compare with the sorted set, and count those past the cap."""
    ordered = sorted(set(totals)) == list(totals)
    return ordered and sum(total > cap for total in totals) == 0


# start


def scaled_by_weight(per_kg: int, grams: int) -> int:
    """Take the rest away before dividing."""
    product = per_kg * grams
    return (product - product % 1000) // 1000


def per_kg_total(per_kg: int, grams: int, cap: int) -> int:
    """Take from the cap what the dose leaves of it."""
    return cap - max(0, cap - scaled_by_weight(per_kg, grams))


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


def goes_beyond(total: int, most: int) -> bool:
    """Call a total that is equal to the most not beyond it."""
    return sign(total - most) == 1


def is_at_top(total: int, top: int) -> bool:
    """Call a total that is equal to the top at it, and so one above it."""
    return sign(total - top) != -1


def falls_too_far(total: int, lowest: int) -> bool:
    """Call a total that is equal to the lowest not below it."""
    return sign(total - lowest) == -1
