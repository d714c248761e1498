"""Second, independent answers on kidneys (Q6, Q7, Q18-Q23): equations, gates, ages, changes.

Rates and clearances are hundredths of mL/min(/1.73 m2), rounded down; creatinine is nanomoles
a litre, cystatin C micrograms a litre; grams, millimetres, whole years or months as named.
Sheets: KIDNEY = kidney-estimates, RENAL = renal-elderly-pk-toxicology, policy = policy.md.
"""

from decimal import ROUND_FLOOR, Context, Decimal, localcontext

from facts import DIALYSES, POLICY

NANOMOLES_PER_MG_DL = 88_400  # RENAL 5.7: 88.4 micromoles a litre per mg/dL
EQUATIONS = {
    "us-spasticity": "ckd-epi-2021",  # policy P1: USA
    "uk-spasticity": "ckd-epi-2009",  # policy P1: UK
    "de-spasticity": "ckd-epi-2009",  # policy P1: the EU
    "fr-spasticity": "ckd-epi-2009",  # policy P1: the EU
    "ch-spasticity": "ckd-epi-2009",  # policy P1: Switzerland
    "ca-spasticity": "lower",  # policy P1: not read, the lower of the two
}
ADULT_FROM = 216  # policy P1: the clearance is for adults
THIN_BELOW, BROAD_ABOVE = 18, 40  # policy P1: BMI below 18 or above 40
ADJUSTED_FROM = 30  # policy P1: BMI 30 and above adjusted
RISE, RISE_WITHIN = 26_500, 2  # policy P7, KDIGO: 26.5 micromoles a litre within 48 h
RATIO_WITHIN = 7  # policy P7, KDIGO: to 1.5 times within 7 days
ENDED_AFTER = 3  # policy P7: at least 72 hours apart
LOW_WITHIN = 90  # policy P7: one below 30 within 90 days
OLDER_FROM = 780  # policy P2: from 65 years
ACUTE, AVOID, WATCHED, STEADY = 3, 30, 90, 365  # policy P2, days

_PRECISE = Context(prec=40)


# --- equations ---------------------------------------------------------------------------


def _down(value):
    """Return a value in whole hundredths, rounded down; a hair below one counts as it."""
    return int((value * 100 + Decimal("1e-7")).to_integral_value(rounding=ROUND_FLOOR))


def _hinged(measure, hinge, below, above):
    """Return min(measure / hinge, 1) ** below * max(measure / hinge, 1) ** above."""
    ratio = measure / Decimal(hinge)
    return ratio ** Decimal(below if ratio < 1 else above)


def _either_sex(rate, female):
    """Return rate(female), or the lower of both where the sex is not known."""
    with localcontext(_PRECISE):
        return min(rate(sex) for sex in ((True, False) if female is None else (female,)))


def _rate_2009(creatinine, years, female):
    """CKD-EPI 2009, no ethnicity factor (KIDNEY 1)."""
    hinge, below = ("0.7", "-0.329") if female else ("0.9", "-0.411")
    rate = 141 * _hinged(creatinine, hinge, below, "-1.209") * Decimal("0.993") ** years
    return rate * Decimal("1.018") if female else rate


def _rate_2021(creatinine, years, female):
    """CKD-EPI 2021 of creatinine (RENAL 5.3)."""
    hinge, below = ("0.7", "-0.241") if female else ("0.9", "-0.302")
    rate = 142 * _hinged(creatinine, hinge, below, "-1.200") * Decimal("0.9938") ** years
    return rate * Decimal("1.012") if female else rate


def _rate_ekfc(creatinine, years, female):
    """EKFC of creatinine, adults (KIDNEY 1)."""
    typical = "0.70" if female else "0.90"
    older = Decimal("0.990") ** max(years - 40, 0)
    return Decimal("107.3") * _hinged(creatinine, typical, "-0.322", "-1.132") * older


def _rate_combined(creatinine, cystatin, years, female):
    """CKD-EPI 2021 of creatinine and cystatin C (KIDNEY 1)."""
    hinge, below = ("0.7", "-0.219") if female else ("0.9", "-0.144")
    rate = 135 * _hinged(creatinine, hinge, below, "-0.544")
    rate *= _hinged(cystatin, "0.8", "-0.323", "-0.778") * Decimal("0.9961") ** years
    return rate * Decimal("0.963") if female else rate


def _rate_cystatin(cystatin, years, female):
    """CKD-EPI 2012 of cystatin C (KIDNEY 1)."""
    rate = 133 * _hinged(cystatin, "0.8", "-0.499", "-1.328") * Decimal("0.996") ** years
    return rate * Decimal("0.932") if female else rate


def _mg_per_dl(creatinine_nmol):
    """Return a creatinine in mg/dL."""
    return Decimal(creatinine_nmol) / NANOMOLES_PER_MG_DL


def _of_creatinine(rate, creatinine_nmol, years, female):
    """Return an equation's rate unrounded."""
    return _either_sex(lambda sex: rate(_mg_per_dl(creatinine_nmol), years, sex), female)


def ckd_epi_2009(creatinine_nmol, years, female):
    """Return the CKD-EPI 2009 rate (Q18)."""
    return _down(_of_creatinine(_rate_2009, creatinine_nmol, years, female))


def ckd_epi_2021(creatinine_nmol, years, female):
    """Return the CKD-EPI 2021 rate of creatinine (Q18)."""
    return _down(_of_creatinine(_rate_2021, creatinine_nmol, years, female))


def ekfc(creatinine_nmol, years, female):
    """Return the EKFC rate of an adult's creatinine (Q18)."""
    return _down(_of_creatinine(_rate_ekfc, creatinine_nmol, years, female))


def _combined(creatinine_nmol, cystatin_ug_per_l, years, female):
    """Return the combined rate unrounded."""
    cystatin = Decimal(cystatin_ug_per_l) / 1000
    return _either_sex(
        lambda sex: _rate_combined(_mg_per_dl(creatinine_nmol), cystatin, years, sex), female
    )


def combined_2021(creatinine_nmol, cystatin_ug_per_l, years, female):
    """Return the CKD-EPI 2021 rate of creatinine and cystatin C (Q18)."""
    return _down(_combined(creatinine_nmol, cystatin_ug_per_l, years, female))


def _cystatin(cystatin_ug_per_l, years, female):
    """Return the cystatin C rate unrounded."""
    cystatin = Decimal(cystatin_ug_per_l) / 1000
    return _either_sex(lambda sex: _rate_cystatin(cystatin, years, sex), female)


def cystatin_2012(cystatin_ug_per_l, years, female):
    """Return the CKD-EPI 2012 rate of cystatin C (Q18)."""
    return _down(_cystatin(cystatin_ug_per_l, years, female))


def equation_of(label):
    """Return the equation of the label's country (Q18)."""
    return EQUATIONS[label]


def egfr_of(label, creatinine_nmol, years, female):
    """Return the rate that gates under this label (Q18)."""
    asked = {"ckd-epi-2009": (ckd_epi_2009,), "ckd-epi-2021": (ckd_epi_2021,)}
    equations = asked.get(equation_of(label), (ckd_epi_2009, ckd_epi_2021))
    return min(equation(creatinine_nmol, years, female) for equation in equations)


# --- clearance ---------------------------------------------------------------------------


def bmi_against(grams, mm, limit):
    """Return -1, 0 or 1: the BMI below, at or above a whole limit (kg/m2)."""
    left, right = grams * 1000, limit * mm * mm
    return (left > right) - (left < right)


def weight_used(grams, mm, female):
    """Return the kilograms of P1: actual below a BMI of 30 or without height, else adjusted."""
    actual = Decimal(grams) / 1000
    if mm is None or bmi_against(grams, mm, ADJUSTED_FROM) < 0:
        return actual
    inches = Decimal(mm) / Decimal("25.4")
    ideal = Decimal("45.5" if female else 50) + Decimal("2.3") * (inches - 60)  # RENAL 5.2
    return ideal + Decimal("0.4") * (actual - ideal)


def _clearance(creatinine_nmol, years, grams, mm, female):
    """Return the Cockcroft-Gault clearance unrounded (RENAL 5.1)."""

    def of(sex):
        weight = (140 - years) * weight_used(grams, mm, sex)
        return weight / (72 * _mg_per_dl(creatinine_nmol)) * (Decimal("0.85") if sex else 1)

    return _either_sex(of, female)


def cockcroft_gault(creatinine_nmol, years, grams, mm, female):
    """Return the clearance on P1's weight, mL/min in hundredths (Q19)."""
    return _down(_clearance(creatinine_nmol, years, grams, mm, female))


def de_indexed(rate_hundredths, grams, mm):
    """Return the rate of this body's surface (Mosteller), mL/min in hundredths (Q19)."""
    with localcontext(_PRECISE):
        surface = (Decimal(grams * mm) / 36_000_000).sqrt()  # RENAL 5.8
        return _down(Decimal(rate_hundredths) / 100 * surface / Decimal("1.73"))


def clearance_gates(months, grams, mm):
    """Tell whether the clearance gates beside the indexed rate (Q20)."""
    if months < ADULT_FROM:
        return False
    if months >= POLICY["clearance_from"]:
        return True
    if grams is None or mm is None:
        return False
    return bmi_against(grams, mm, THIN_BELOW) < 0 or bmi_against(grams, mm, BROAD_ABOVE) > 0


# --- bands and severities ----------------------------------------------------------------


def _below(measure, limit):
    """Tell whether a measure is known and below a limit."""
    return measure is not None and measure < limit


def kidney_band(egfr, dialysis, kidney_state, clearance=None):
    """Return the kidney band, the first that holds (Q6)."""
    if dialysis in DIALYSES:
        return "dialysis"
    if _below(egfr, POLICY["end_stage_below"]):
        return "end stage"
    if kidney_state == "changing":
        return "changing"
    if _below(egfr, POLICY["severe_below"]) or _below(clearance, POLICY["clearance_severe_below"]):
        return "severe"
    if _below(egfr, POLICY["impaired_below"]):
        return "impaired"
    if _below(clearance, POLICY["clearance_impaired_below"]):
        return "impaired"
    return "unknown" if egfr is None else "not impaired"


def kidney_severity(
    egfr, dialysis, kidney_state, total, starting, clearance=None, inferred_mild=False
):
    """Return the severity of what is said about the kidneys, or None (Q7)."""
    band = kidney_band(egfr, dialysis, kidney_state, clearance)
    if band in ("not impaired", "unknown"):
        return None
    if band == "changing" and inferred_mild:
        return "warning"
    unreadable = total is None and not starting
    if band in ("dialysis", "end stage", "changing"):
        taken = unreadable or starting or total >= POLICY["dialysis_dose"]
        return "critical" if taken else "warning"
    high = unreadable or (total is not None and total >= POLICY["high_dose"])
    if band == "severe":
        beside_better = egfr is not None and egfr >= POLICY["severe_below"]
        return "critical" if high and not beside_better else "warning"
    return "warning" if high or starting else "info"


# --- over time ---------------------------------------------------------------------------


def _half_again(one, other):
    """Tell whether the larger of two results is at least 1.5 times the smaller."""
    return 2 * max(one, other) >= 3 * min(one, other)


def _rise(before, after):
    """Tell whether two results meet the definition; of one day the higher counts as later."""
    days, higher = after[0] - before[0], after[1] - before[1]
    if days < 0 or higher <= 0:
        return False
    at_once = days <= RISE_WITHIN and higher >= RISE
    return at_once or (days <= RATIO_WITHIN and _half_again(before[1], after[1]))


def _ended(results):
    """Tell whether all results of the two newest days agree, far enough apart."""
    *_, last, newest = (None, None, *sorted({day for day, _ in results}))
    if last is None or newest - last < ENDED_AFTER:
        return False
    today = [value for day, value in results if day == newest]
    before = [value for day, value in results if day == last]
    return not any(_half_again(one, other) for one in before for other in today)


def changing(results):
    """Tell whether creatinine is changing after the newest of (day, nmol/L) (Q21)."""
    state = False
    for day in sorted({day for day, _ in results}):
        known = [result for result in results if result[0] <= day]
        newest = [result for result in known if result[0] == day]
        if any(_rise(before, after) for before in known for after in newest):
            state = True
        elif _ended(known):
            state = False
    return state


def recently_low(rates, as_of_day):
    """Tell whether a rate below 30 within 90 days still permits nothing (Q22)."""
    known = [(day, rate) for day, rate in rates if day <= as_of_day]
    severe = POLICY["severe_below"]
    low = [day for day, rate in known if rate < severe and as_of_day - day <= LOW_WITHIN]
    if not low:
        return False
    return len({day for day, rate in known if day > max(low) and rate >= severe}) < 2


def freshness_days(
    months, rate_hundredths, clearance, kidney_medicine_or_list_incomplete, acutely_ill
):
    """Return how many days old a measure of the kidneys may be (Q23)."""
    if acutely_ill:
        return ACUTE
    band = kidney_band(rate_hundredths, "none", "stable", clearance)
    if band in ("end stage", "severe"):
        return AVOID
    watched = months >= OLDER_FROM or kidney_medicine_or_list_incomplete
    return WATCHED if watched or band == "impaired" else STEADY


# --- a look at itself --------------------------------------------------------------------

CREATININES = (  # KIDNEY 1: mg/dL or micromoles a litre, years, female, 2009, 2021, EKFC
    ("1.4", 78, True, "35.8974", "38.5083", "33.4173"),
    ("105/88.4", 75, False, "59.5299", "63.8439", "55.1356"),
    ("0.8", 40, False, "111.7410", "114.7350", "111.4476"),
    ("0.7", 45, True, "104.6365", "108.6234", "102.0412"),
    ("0.9", 60, False, "92.5069", "97.7750", "87.7614"),
    ("0.85", 84, True, "62.9158", "67.5148", "55.3474"),
    ("2.6", 84, True, "16.2826", "17.6496", "15.6117"),
    ("0.4", 30, False, "159.3836", "150.5280", "139.3165"),
)
CYSTATINS = (  # KIDNEY 1: mg/dL, mg/L, years, female, combined, cystatin alone
    ("0.4", "1.0", 30, False, "113.4332", "87.6870"),
    ("0.85", "1.5", 84, True, "51.6585", "38.4155"),
    ("1.4", "1.8", 78, True, "34.9809", "30.8886"),
    ("0.9", "0.8", 60, False, "106.7850", "104.5712"),
    ("0.7", "0.7", 45, True, "113.8476", "110.6307"),
)
CLEARANCES = (  # RENAL 5.1, CG1, CG4, CG6, CG9, CG10, CG13: mg/dL, years, grams, mm, female
    ("1.0", 40, 80_000, None, False, "111.1111"),
    ("1.09", 55, 90_000, None, False, "97.4771"),
    ("1.0", 50, 150_000, 1800, False, "131.2441"),
    ("1.8", 72, 80_000, None, True, "35.6790"),
    ("1.2", 82, 55_000, None, True, "31.3831"),
    ("1.1", 95, 48_000, None, False, "27.2727"),
)
SURFACES = (  # RENAL 5.8, B1, B3, B6, B7: grams, mm, a hundred times the printed surface
    (80_000, 1800, "200.000"),
    (70_000, 1700, "181.812"),
    (45_000, 1500, "136.931"),
    (150_000, 1800, "273.861"),
)


def _nanomoles(text):
    """Return a printed creatinine in nanomoles a litre."""
    top, _, divisor = text.partition("/")
    return round(Decimal(top) * (1000 if divisor else NANOMOLES_PER_MG_DL))


def _vectors():
    """Yield (name, printed, ours unrounded, ours in hundredths)."""
    for text, years, female, *printed in CREATININES:
        asked = (_nanomoles(text), years, female)
        rates = ((_rate_2009, ckd_epi_2009), (_rate_2021, ckd_epi_2021), (_rate_ekfc, ekfc))
        for (rate, rounded), expected in zip(rates, printed, strict=True):
            yield rounded.__name__, expected, _of_creatinine(rate, *asked), rounded(*asked)
    for text, cystatin, years, female, both, alone in CYSTATINS:
        asked = (round(Decimal(cystatin) * 1000), years, female)
        pair = (_nanomoles(text), *asked)
        yield "combined_2021", both, _combined(*pair), combined_2021(*pair)
        yield "cystatin_2012", alone, _cystatin(*asked), cystatin_2012(*asked)
    for text, years, grams, mm, female, printed in CLEARANCES:
        asked = (_nanomoles(text), years, grams, mm, female)
        yield "cockcroft_gault", printed, _clearance(*asked), cockcroft_gault(*asked)
    for grams, mm, printed in SURFACES:  # a rate of 173 on a surface: a hundred times it
        ours = de_indexed(17_300, grams, mm)
        yield "de_indexed", printed, Decimal(ours) / 100, ours


def check_vectors():
    """Print each printed vector beside ours, and the largest relative difference."""
    worst = Decimal(0)
    for name, printed, ours, hundredths in _vectors():
        if name != "de_indexed":
            worst = max(worst, abs(ours - Decimal(printed)) / Decimal(printed))
        print(f"{name:16} {printed:>9} {ours:9.4f} {hundredths:6}")
    print(f"largest relative difference of the unrounded: {worst:.1e}")


if __name__ == "__main__":
    check_vectors()
