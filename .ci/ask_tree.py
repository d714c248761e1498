"""Ask one tree of the library questions that stand in a file as plain facts; run by differences.py.

``facts TREE`` prints what the tree knows to ask: its words, its labels, and the questions of
its ``tests/corpus.py`` written down as plain facts. ``answers TREE FILE`` puts the questions
of the file to the tree and prints every answer on a line of its own, as plain data that
another version of the library can produce as well.
"""

import datetime as dt
import json
import sys
from enum import Enum
from functools import cache
from pathlib import Path

TREE = Path(sys.argv[2])
sys.path[:0] = [str(TREE / "src"), str(TREE / "tests")]

import baclofen_cds as bc  # noqa: E402 - from the tree that is asked

LISTS = (
    *("Condition", "Dialysis", "GFREquation", "GFRIndexing", "Indication", "Response"),
    *("Sign", "StopReason", "Tolerability"),
)
EQUATIONS = ("ckd_epi_2021", "cockcroft_gault", "bedside_schwartz", "ckid_u25")
"""The equations both trees have; every other one is new."""
AMOUNTS = {
    "held_for": "day",
    "exposure": "day",
    "smallest_dose": "microgram",
    "target": "microgram / day",
}
WORDS = {
    "setting": "Setting",
    "response": "Response",
    "tolerability": "Tolerability",
    "reason": "StopReason",
}


def words(kind, names):
    """Return members of an enumeration by their names."""
    return {getattr(bc, kind)[name] for name in names}


def quantity(amount, unit):
    """Write an amount as a quantity; nothing stays nothing."""
    return None if amount is None else bc.ureg.Quantity(amount, unit)


def day(text):
    """Read a date; nothing stays nothing."""
    return None if text is None else dt.date.fromisoformat(text)


def patient(facts):
    """Make a patient of plain facts; facts that stand here are known to both trees."""
    return bc.Patient(
        as_of=day(facts["as_of"]),
        age=quantity(facts["months"], "month"),
        sex=bc.Sex[facts["sex"]],
        weight=quantity(facts["grams"], "gram"),
        weight_on=day(facts["weight_on"]),
        height=quantity(facts["millimetres"], "millimeter"),
        serum_creatinine=quantity(facts["creatinine"], "nanomole / liter"),
        serum_creatinine_on=day(facts["creatinine_on"]),
        recorded_gfr=tuple(map(_rate, facts["rates"])),
        kidney_state=bc.KidneyState[facts["kidney_state"]],
        kidney_values_in_doubt=facts["kidney_values_in_doubt"],
        dialysis=bc.Dialysis[facts["dialysis"]],
        indication=bc.Indication[facts["indication"]],
        conditions=words("Condition", facts["conditions"]),
        ruled_out=words("Condition", facts["ruled_out"]),
        medicines=bc.Medicines(facts["medicines"], complete=facts["complete"]),
        intrathecal_baclofen=facts["intrathecal_baclofen"],
        deceased=facts["deceased"],
        confirmed=set(facts["confirmed"]),
    )


def _rate(facts):
    return bc.RecordedGFR(
        bc.ureg.Quantity(facts["hundredths"], "milliliter / minute") / 100,
        equation=bc.GFREquation[facts["equation"]],
        indexing=bc.GFRIndexing[facts["indexing"]],
        on=day(facts["on"]),
        lower_bound=facts["lower_bound"],
    )


def facts_of(who):
    """Write a patient down as plain facts, so that :func:`patient` makes it again."""
    return {
        "as_of": who.as_of.isoformat(),
        "months": who.age_months,
        "sex": who.sex.name,
        "grams": who.weight_grams,
        "weight_on": who.weight_on and who.weight_on.isoformat(),
        "millimetres": who.height_millimetres,
        "creatinine": who.creatinine_nmol_l,
        "creatinine_on": who.serum_creatinine_on and who.serum_creatinine_on.isoformat(),
        "rates": [_rate_facts(rate) for rate in who.recorded_gfr],
        "kidney_state": who.kidney_state.name,
        "kidney_values_in_doubt": who.kidney_values_in_doubt,
        "dialysis": who.dialysis.name,
        "indication": who.indication.name,
        "conditions": sorted(one.name for one in who.conditions),
        "ruled_out": sorted(one.name for one in who.ruled_out),
        "medicines": list(who.medicines.codes),
        "complete": who.medicines.complete,
        "intrathecal_baclofen": who.intrathecal_baclofen,
        "deceased": who.deceased,
        "confirmed": sorted(who.confirmed),
    }


def _rate_facts(rate):
    return {
        "hundredths": rate.hundredths,
        "equation": rate.equation.name,
        "indexing": rate.indexing.name,
        "on": rate.on.isoformat(),
        "lower_bound": rate.lower_bound,
    }


def read(name, told):
    """Read one argument of a question."""
    if name in AMOUNTS:
        return quantity(told, AMOUNTS[name])
    if name in WORDS:
        return getattr(bc, WORDS[name])[told]
    if name == "signs":
        return words("Sign", told)
    return _day_taken(told) if name in ("now", "before", "after") else told


def _day_taken(told):
    """Read what is taken: administrations in mcg, a stop, or the name of no amount."""
    if isinstance(told, str):
        return getattr(bc, told)
    if isinstance(told, dict):
        return bc.Stop(reason=bc.StopReason[told["stop"]])
    doses = [bc.ureg.Quantity(dose, "microgram") for dose in told]
    return bc.Regimen(doses, confirmed=max(told) > 60_000)


def written(name, value):
    """Write one argument of a question down as plain facts."""
    if isinstance(value, bc.Regimen):
        return list(value.micrograms)
    if isinstance(value, bc.Stop):
        return {"stop": value.reason.name}
    if name in AMOUNTS and value is not None:
        return round(value.to(AMOUNTS[name]).magnitude)
    if name == "signs":
        return sorted(sign.name for sign in value)
    return value.name if isinstance(value, Enum) else value


def corpus():
    """Write the questions of the tree's corpus down as plain facts."""
    import corpus as laid_out

    people, asked = {}, []
    for i in range(laid_out.PATIENTS):
        name = f"corpus {i}"
        people[name] = facts_of(laid_out.patient(i))
        for verb, arguments in laid_out.VERBS.items():
            told = arguments(i)
            if verb != "taper_plan":
                told["setting"] = laid_out.at(bc.Setting, i)
            plain = {key: written(key, value) for key, value in told.items()}
            asked += [(name, label, verb, plain) for label in bc.available_profiles()]
    return people, asked


def _regimens(options):
    return [list(option.micrograms) for option in options]


def _steps(plan):
    """Write a plan's steps: first day, days, administrations, whose step it is."""
    if plan is None:
        return None
    return [[s.first_day, s.days, list(s.regimen.micrograms), s.basis.value] for s in plan.steps]


def _end(end):
    days = [getattr(end, name, None) for name in ("on_day", "first_day_without")]
    return [type(end).__name__, *(day for day in days if day is not None)]


ANSWERS = {
    "StartingDose": lambda a: {"options": _regimens(a.options), "basis": a.basis.value},
    "MaximumCheck": lambda a: {
        "verdict": a.verdict.value,
        "binding": [a.binding.kind.value, a.binding.micrograms],
    },
    "KidneyCaution": lambda a: {
        "avoid": a.avoid,
        "band": a.band.value,
        "rate": a.rate and [a.rate.hundredths, a.rate.equation.value],
    },
    "AgeCaution": lambda a: {
        "avoid": a.avoid,
        "older_adult": a.older_adult,
        "from_age": a.from_age,
        "basis": a.basis.value,
    },
    "Schedule": lambda a: {
        "steps": _steps(a),
        "end": _end(a.end),
        "pace": a.pace.value,
        "beside": _steps(a.beside),
    },
    "NextStep": lambda a: {
        "action": a.action.value,
        "options": _regimens(a.options),
        "days_to_hold": a.days_to_hold,
        "basis": a.basis.value,
    },
    "ChangeCheck": lambda a: {
        "kind": a.kind.value,
        "problems": sorted(problem.value for problem in a.problems),
        "one_step": a.one_step,
    },
}
"""What of an answer is compared, by its type; an answer of another type comes back as a fall."""


def answered(result):
    """Return what of an answer is compared; that of an assessment by question."""
    if isinstance(result, bc.Assessment):
        return {
            f"{decision.question}.{key}": value
            for decision in result.decisions
            for key, value in {
                "outcome": decision.outcome.value,
                **(answered(decision) or {}),
            }.items()
        }
    return ANSWERS[type(result.answer).__name__](result.answer) if result.has_answer else None


def reduced(result):
    """Return what of a result is compared: outcome, answer, codes, and the words by code."""
    severities, texts, sources = {}, {"the answer": _answer_lines(result)}, {}
    for finding in result.findings:
        code = finding.code
        severities.setdefault(code, []).append(finding.severity.value)
        texts.setdefault(code, []).append(finding.summary)
        sources.setdefault(code, []).extend(map(str, finding.cited))
        for remark in _remarks(finding.remarks):
            texts.setdefault(f"{code} > {remark.code}", []).append(remark.text)
            sources.setdefault(f"{code} > {remark.code}", []).extend(map(str, remark.citations))
    return {
        "outcome": result.outcome.value,
        "answer": answered(result),
        "findings": severities,
        "unknown": sorted(unknown.name for unknown in result.unknown),
        "texts": texts,
        "sources": sources,
    }


def _remarks(remarks):
    """Yield every remark; of one that lists others, those."""
    for remark in remarks:
        inner = [part for _, value in remark.values if isinstance(value, tuple) for part in value]
        listed = [part for part in inner if hasattr(part, "code")]
        yield from _remarks(listed) if listed else [remark]


def _answer_lines(result):
    """Return the lines of a note that stand in no finding and name nothing missing."""
    note = bc.text(result).splitlines()
    if any(unknown.could_change_answer for unknown in result.unknown):
        note.pop()
    said = {line for finding in result.findings for line in finding.text.splitlines()}
    return [line for line in note if line not in said]


def asked(who, label, verb, told):
    """Put one question to a label, or one equation to a patient."""
    if verb.startswith("kidney."):
        rate = getattr(bc.kidney, verb.removeprefix("kidney."))(who)
        return {"outcome": "computed", "answer": {"rate": rate.hundredths}}
    arguments = {name: read(name, value) for name, value in told.items()}
    return reduced(getattr(bc, verb)(who, profile=bc.get_profile(label), **arguments))


def came_back(ask):
    """Return what an asking gives, or how it was refused or fell."""
    try:
        return ask()
    except bc.errors.BaclofenCDSError as error:
        return {"outcome": f"refused: {error.code}, {error.field}"}
    except Exception as error:  # noqa: BLE001 - a fall is what is looked for
        return {"outcome": f"fell: {type(error).__name__}: {error}"}


def print_facts():
    """Print the words, the labels, and the corpus as plain facts."""
    people, questions = corpus()
    known = {
        "words": {kind: [one.name for one in getattr(bc, kind)] for kind in LISTS},
        "labels": list(bc.available_profiles()),
        "equations": list(EQUATIONS),
    }
    print(json.dumps(known | {"people": people, "questions": questions}))


def print_answers():
    """Print the answer to every question of a file, one on a line."""
    facts = json.loads(Path(sys.argv[3]).read_text("utf-8"))
    who = cache(lambda name: patient(facts["people"][name]))
    for name, *question in facts["questions"]:
        print(json.dumps(came_back(lambda: asked(who(name), *question))))  # noqa: B023 - asked now


if __name__ == "__main__":
    assert Path(bc.__file__).is_relative_to(TREE), f"asked {bc.__file__} instead of {TREE}"
    bc.preload()
    print_facts() if sys.argv[1] == "facts" else print_answers()
