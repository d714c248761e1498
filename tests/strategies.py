"""What a caller may write, as Hypothesis strategies: wide, and inside the windows of P7.

Every strategy draws integers first and makes quantities of them, so an example shrinks to
a number a person would write. Quantities come in several units of the same amount.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

from asking_all import Course
from hypothesis import strategies as st

import baclofen_cds as bc
from baclofen_cds import amounts

AS_OF = dt.date(2026, 3, 10)
"""The day every drawn question is asked for."""

KINDS: tuple[type[int], ...] = tuple(amounts.Exact.__subclasses__())
"""Every kind of amount there is."""

OXYBATE = "N07XX04"
"""With it nobody is started."""

CODES = (
    "N02AA05",
    "N02AB03",
    "N07XX04",
    "N05BA01",
    "M01AE01",
    "C09AA02",
    "C09CA06",
    "J01GB03",
    "L04AD01",
    "A02BC01",
)

_CEILING_KG = (
    (0, 16),
    (1, 20),
    (2, 25),
    (4, 34),
    (6, 44),
    (8, 56),
    (10, 70),
    (12, 88),
    (14, 108),
    (16, 140),
)


def counts() -> st.SearchStrategy[int]:
    """Draw what an amount counts: often a small number, so that two are often equal."""
    return st.one_of(st.integers(0, 3), st.integers(-1_000_000, 1_000_000))


def _number(value: Fraction) -> st.SearchStrategy[Any]:
    """Write one exact number in the types a caller may have it in."""
    written = [st.just(value), st.just(float(value))]
    if value.denominator == 1:
        written.append(st.just(int(value)))
    if value.denominator in (1, 10, 100, 1_000, 10_000, 1_000_000, 2, 4, 5, 8, 20, 25, 40, 125):
        written.append(st.just(Decimal(value.numerator) / Decimal(value.denominator)))
    return st.one_of(written)


@st.composite
def dose_micrograms(draw: st.DrawFn, *, largest: int = 60_000) -> int:
    """Draw one administration in whole micrograms, from 0.1 mg to the largest."""
    if draw(st.booleans()):
        return draw(st.sampled_from([2_500, 5_000, 7_500, 10_000, 15_000, 20_000, 25_000]))
    return draw(st.integers(100, largest))


@st.composite
def mass_of(draw: st.DrawFn, micrograms: int) -> Any:
    """Write an amount in mcg, mg or g, with any type of number."""
    unit, per = draw(
        st.sampled_from([("milligram", 1_000), ("microgram", 1), ("gram", 1_000_000)])
    )
    return bc.ureg.Quantity(draw(_number(Fraction(micrograms, per))), unit)


@st.composite
def doses(draw: st.DrawFn, *, largest: int = 60_000) -> Any:
    """Draw one administration as a quantity."""
    return draw(mass_of(draw(dose_micrograms(largest=largest))))


@st.composite
def regimens(draw: st.DrawFn, *, most: int = 8, largest: int = 200_000) -> bc.Regimen:
    """Draw a day: even or uneven, usual or confirmed."""
    if draw(st.booleans()):
        each, times = draw(dose_micrograms(largest=largest)), draw(st.integers(1, most))
        amounts = [each] * times
    else:
        amounts = draw(st.lists(dose_micrograms(largest=largest), min_size=1, max_size=most))
    confirmed = max(amounts) > 60_000 or draw(st.booleans())
    told = draw(st.none() | slots(len(amounts)))
    return bc.Regimen([draw(mass_of(a)) for a in amounts], confirmed=confirmed, slots=told)


@st.composite
def slots(draw: st.DrawFn, administrations: int) -> list[Any]:
    """Draw when each administration is taken, in the order of the day: a part, a time or not."""
    many = {"min_size": administrations, "max_size": administrations}
    parts = sorted(draw(st.lists(st.sampled_from(bc.Slot), **many)), key=list(bc.Slot).index)
    minutes = sorted(draw(st.lists(st.integers(0, 1_439), **many)))
    clock = [dt.time(*divmod(minute, 60)) for minute in minutes]
    kinds = draw(st.lists(st.integers(0, 2), **many))
    alike = zip(parts, clock, [None] * administrations, kinds, strict=True)
    return [(part, time, untold)[kind] for part, time, untold, kind in alike]


def _day(micrograms: list[int]) -> bc.Regimen:
    return bc.Regimen([bc.ureg.Quantity(m, "microgram") for m in micrograms], confirmed=True)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Draw what is taken, a little more, half of it, and how it went."""
    now = draw(regimens(most=4, largest=40_000))
    extra = draw(st.sampled_from([500, 5_000, 10_000]))
    return Course(
        now=now,
        more=_day([dose + extra for dose in now.micrograms]),
        less=_day([max(dose // 2, 100) for dose in now.micrograms]),
        held=draw(st.sampled_from([1, 3, 7, 14, 20, 60, 200])) * bc.ureg.day,
        response=draw(st.sampled_from(bc.Response)),
        tolerability=draw(st.sampled_from(bc.Tolerability)),
        setting=draw(settings_of_care()),
    )


def takings() -> st.SearchStrategy[Any]:
    """Draw what a patient takes, with the two ways of not knowing a day."""
    return st.one_of(regimens(), st.just(bc.NOT_TAKING), st.just(bc.UNREADABLE))


@st.composite
def creatinine_of(draw: st.DrawFn, nmol_l: int) -> Any:
    """Write a creatinine in µmol/L or mg/dL, to the same nanomole per litre."""
    if draw(st.booleans()):
        return bc.ureg.Quantity(draw(_number(Fraction(nmol_l, 1_000))), "micromole / liter")
    return bc.ureg.Quantity(nmol_l / 88_400, "milligram / deciliter")


@st.composite
def creatinines(draw: st.DrawFn, *, lowest: int = 20_000, highest: int = 795_600) -> Any:
    """Draw a creatinine nobody need confirm: 20 µmol/L to 9 mg/dL."""
    return draw(creatinine_of(draw(st.integers(lowest, highest))))


@st.composite
def weights(draw: st.DrawFn, *, lightest: int = 500, heaviest: int = 350_000) -> Any:
    """Draw a body mass in kg or g."""
    grams = draw(st.integers(lightest, heaviest))
    unit, per = draw(st.sampled_from([("kilogram", 1_000), ("gram", 1)]))
    return bc.ureg.Quantity(draw(_number(Fraction(grams, per))), unit)


@st.composite
def heights(draw: st.DrawFn, *, lowest: int = 450, highest: int = 2_200) -> Any:
    """Draw a body height in cm or m."""
    millimetres = draw(st.integers(lowest, highest))
    unit, per = draw(st.sampled_from([("centimeter", 10), ("meter", 1_000), ("millimeter", 1)]))
    return bc.ureg.Quantity(draw(_number(Fraction(millimetres, per))), unit)


@st.composite
def ages(draw: st.DrawFn, *, youngest: int = 0, oldest: int = 120 * 12) -> Any:
    """Draw an age in years, or in whole months."""
    months = draw(st.integers(youngest, oldest))
    if months % 12 == 0 and draw(st.booleans()):
        return (months // 12) * bc.ureg.year
    return months * bc.ureg.month


def days_before(as_of: dt.date = AS_OF, *, most: int = 500) -> st.SearchStrategy[dt.date]:
    """Draw a day up to the question: today, the edges of freshness, and long ago."""
    edges = [0, 1, 3, 4, 30, 31, 90, 91, 180, 181, 365, 366]
    back = st.one_of(st.sampled_from([d for d in edges if d <= most] or [0]), st.integers(0, most))
    return back.map(lambda days: as_of - dt.timedelta(days=days))


@st.composite
def recorded_gfrs(draw: st.DrawFn, *, as_of: dt.date = AS_OF, most: int = 500) -> bc.RecordedGFR:
    """Draw a rate somebody else computed: indexed or absolute, exact or a lower bound."""
    hundredths = draw(st.integers(100, 15_000))
    return bc.RecordedGFR(
        bc.ureg.Quantity(draw(_number(Fraction(hundredths, 100))), "milliliter / minute"),
        equation=draw(st.sampled_from(bc.GFREquation)),
        indexing=draw(st.sampled_from(bc.GFRIndexing)),
        on=draw(days_before(as_of, most=most)),
        lower_bound=draw(st.booleans()),
    )


@st.composite
def medicines(draw: st.DrawFn, among: tuple[str, ...] = CODES) -> bc.Medicines:
    """Draw the other medicines, complete or not."""
    codes = draw(st.lists(st.sampled_from(among), max_size=4))
    return bc.Medicines(codes, complete=draw(st.booleans()))


def settings_of_care() -> st.SearchStrategy[bc.Setting]:
    """Draw where the patient is treated."""
    return st.sampled_from(bc.Setting)


def profiles() -> st.SearchStrategy[Any]:
    """Draw a shipped profile."""
    return st.sampled_from(bc.available_profiles()).map(bc.get_profile)


def _heaviest(months: int) -> int:
    """Return the heaviest body mass in grams nobody need confirm at an age."""
    if months >= 216:
        return 350_000
    return 1_000 * max((kg for year, kg in _CEILING_KG if months >= year * 12), default=16)


def _maybe(draw: st.DrawFn, strategy: st.SearchStrategy[Any]) -> Any:
    return draw(st.one_of(st.none(), strategy))


@st.composite
def patient_facts(
    draw: st.DrawFn,
    *,
    youngest: int = 0,
    oldest: int = 120 * 12,
    as_of: dt.date = AS_OF,
) -> dict[str, Any]:
    """Draw the arguments of a valid patient, as a caller would write them.

    Parameters
    ----------
    youngest, oldest
        Age in completed months.
    as_of
        The day of the question.
    """
    months = draw(st.integers(youngest, oldest))
    back = min(500, months * 28)
    facts: dict[str, Any] = {
        "as_of": as_of,
        "sex": draw(st.sampled_from(bc.Sex)),
        "kidney_state": draw(st.sampled_from(bc.KidneyState)),
        "dialysis": draw(st.sampled_from(bc.Dialysis)),
        "indication": draw(st.sampled_from(bc.Indication)),
        "medicines": draw(medicines()),
    }
    facts |= draw(_age_written(months, as_of))
    grams = _maybe(draw, st.integers(500, _heaviest(months)))
    if grams is not None:
        facts["weight"] = (grams / 1_000) * bc.ureg.kg
        facts["weight_on"] = _maybe(draw, days_before(as_of, most=back))
    if draw(st.booleans()):
        facts["height"] = draw(heights(lowest=600, highest=2_000))
        facts["height_on"] = _maybe(draw, days_before(as_of, most=back))
    if draw(st.booleans()):
        facts |= draw(_creatinine_facts(months, facts["dialysis"]))
        facts["serum_creatinine_on"] = _maybe(draw, days_before(as_of, most=back))
    facts |= draw(_more_kidney_facts(as_of, back, facts.get("serum_creatinine_on")))
    facts["recorded_gfr"] = tuple(
        draw(st.lists(recorded_gfrs(as_of=as_of, most=back), max_size=2))
    )
    told = draw(st.lists(st.sampled_from(bc.Condition), unique=True, max_size=5))
    cut = draw(st.integers(0, len(told)))
    facts["conditions"], facts["ruled_out"] = set(told[:cut]), set(told[cut:])
    return facts


@st.composite
def cystatins(draw: st.DrawFn, *, lowest: int = 300, highest: int = 8_000) -> Any:
    """Draw a cystatin C in mg/L, to the microgram."""
    return bc.ureg.Quantity(draw(st.integers(lowest, highest)) / 1_000, "milligram / liter")


@st.composite
def earlier_creatinines(
    draw: st.DrawFn, as_of: dt.date, most: int, newest: dt.date | None = None
) -> list[tuple[Any, dt.date]]:
    """Draw up to three creatinines of days up to that of the newest one."""
    last = newest or as_of
    days = days_before(last, most=max(most - (as_of - last).days, 0))
    return draw(st.lists(st.tuples(creatinines(), days), max_size=3))


@st.composite
def _more_kidney_facts(
    draw: st.DrawFn, as_of: dt.date, back: int, newest: dt.date | None
) -> dict[str, Any]:
    """Draw what else may be known of the kidneys; most of the time nothing is."""
    facts: dict[str, Any] = {"acutely_ill": draw(st.sampled_from([None, None, False, True]))}
    if draw(st.integers(0, 3)) == 0:
        facts["earlier_creatinine"] = draw(earlier_creatinines(as_of, back, newest))
    if draw(st.integers(0, 3)) == 0:
        facts["cystatin_c"] = draw(cystatins())
        facts["cystatin_c_on"] = _maybe(draw, days_before(as_of, most=back))
    return facts


@st.composite
def _age_written(draw: st.DrawFn, months: int, as_of: dt.date) -> dict[str, Any]:
    """Write an age as told, or as a date of birth that gives the same months."""
    if draw(st.booleans()):
        return {"age": months * bc.ureg.month}
    year, month = divmod(as_of.year * 12 + as_of.month - 1 - months, 12)
    born = dt.date(year, month + 1, min(as_of.day, 28))
    return {"date_of_birth": born}


@st.composite
def _creatinine_facts(draw: st.DrawFn, months: int, dialysis: bc.Dialysis) -> dict[str, Any]:
    """Draw a creatinine inside the windows; an unusual one is confirmed where it must be."""
    confirmed = draw(st.booleans())
    adult = months >= 216
    lowest = 9_000 if confirmed or not adult else 20_000
    highest = 2_210_000 if confirmed or dialysis.present else 795_600
    facts: dict[str, Any] = {"serum_creatinine": draw(creatinines(lowest=lowest, highest=highest))}
    if confirmed:
        facts["confirmed"] = {"serum_creatinine"}
    return facts


@st.composite
def patients(
    draw: st.DrawFn, *, youngest: int = 0, oldest: int = 120 * 12, as_of: dt.date = AS_OF
) -> bc.Patient:
    """Draw a valid patient: adult or child, on dialysis or not, known well or hardly."""
    return bc.Patient(**draw(patient_facts(youngest=youngest, oldest=oldest, as_of=as_of)))


def adults() -> st.SearchStrategy[bc.Patient]:
    """Draw a patient from 18 years on."""
    return patients(youngest=216)


def children() -> st.SearchStrategy[bc.Patient]:
    """Draw a patient below 18 years."""
    return patients(oldest=215)


def _a_level() -> st.SearchStrategy[Any]:
    """Draw a creatinine: most of them of kidneys that are well."""
    well = creatinines(lowest=20_000, highest=90_000)
    return st.one_of(well, well, creatinines(lowest=20_000, highest=260_000))


@st.composite
def startable(draw: st.DrawFn, *, youngest: int = 12, oldest: int = 100 * 12) -> bc.Patient:
    """Draw a patient known well enough to be started by most labels.

    Kidney function, dialysis, medicines and conditions still vary, so the answer does.
    """
    months = draw(st.integers(youngest, oldest))
    ordinary = {
        "weight": _heaviest(months) / 1_000 * draw(st.floats(0.3, 0.9)) * bc.ureg.kg,
        "height": draw(heights(lowest=600, highest=2_000)),
    }
    if months >= 18 * 12:
        ordinary = {
            "weight": draw(weights(lightest=40_000, heaviest=125_000)),
            "height": draw(heights(lowest=1_450, highest=2_000)),
        }
    facts = {
        "age": months * bc.ureg.month,
        "as_of": AS_OF,
        "sex": draw(st.sampled_from(bc.Sex)),
        **ordinary,
        "weight_on": AS_OF,
        "height_on": AS_OF,
        "serum_creatinine": draw(_a_level()),
        "serum_creatinine_on": draw(days_before(AS_OF, most=30)),
        "dialysis": draw(st.sampled_from([bc.Dialysis.NONE] * 4 + [bc.Dialysis.HAEMODIALYSIS])),
        "indication": draw(
            st.sampled_from([bc.Indication.MULTIPLE_SCLEROSIS, bc.Indication.SPINAL_CORD_INJURY])
        ),
        "medicines": draw(medicines(tuple(code for code in CODES if code != OXYBATE))),
        "conditions": set(draw(st.lists(st.sampled_from(bc.Condition), max_size=1))),
    }
    return bc.Patient(**facts, confirmed={"weight"})


def anyone(**ages_drawn: int) -> st.SearchStrategy[bc.Patient]:
    """Draw any patient: half of them known well enough to be started."""
    return st.one_of(startable(**ages_drawn), patients(**ages_drawn))
