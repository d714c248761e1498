"""Weekly: wrong values inside one another, at random, in every public call.

``python .ci/fuzz_bad_inputs.py 100000`` draws that many from the seed ``--seed``. Only our
own errors may come out, with a code of the list and nothing of the value. What fails is
printed with its number, which with the seed gives it again.
"""

import argparse
import json
import random
import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import bad_counts  # noqa: E402 - found on the path just set
from test_bad_inputs import ask  # noqa: E402
from test_bad_matrix import chain  # noqa: E402
from wrong_values import CANARY, KINDS  # noqa: E402

import baclofen_cds as bc  # noqa: E402

NAMES = tuple(KINDS)
KEYS = ("type", "format", "value", "doses", "resourceType", "entry", CANARY, 7, None)
DEEPEST = 5


def drawn(chance, depth=0):
    """Return a wrong value, or a list, tuple, set or dict of some."""
    if depth == DEEPEST or chance.random() < 0.5:
        return KINDS[chance.choice(NAMES)].make()
    inner = [drawn(chance, depth + 1) for _ in range(chance.randrange(4))]
    kind = chance.choice((list, tuple, dict, "stored"))
    if kind is dict:
        return {chance.choice(KEYS): value for value in inner}
    if kind == "stored":
        return stored(chance, inner)
    return kind(inner)


def stored(chance, inner):
    """Return a stored day with some of its values replaced."""
    whole = bc.to_dict(bc.Regimen.even(each=10 * bc.ureg.mg, times_per_day=3))
    for value in inner:
        whole[chance.choice(tuple(whole))] = value
    return whole


def fault(call, parameter, value):
    """Put a value in its place; return what went wrong, or nothing."""
    try:
        ask(call, parameter, value)
    except bc.errors.BaclofenCDSError as error:
        said = "".join(f"{one!s}{one!r}{one.args!r}" for one in chain(error))
        if error.code not in bc.errors.CODES or error.code == "internal" or CANARY in said:
            return f"{error.code}, {error.field}"
    except Exception as error:  # noqa: BLE001 - that is the question
        return type(error).__name__
    return ""


def main():
    """Draw, ask, and say how much it was."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("number", type=int)
    given.add_argument("--seed", type=int, default=1)
    asked = given.parse_args()
    warnings.simplefilter("error")
    places, faults = bad_counts.places(), []
    for number in range(asked.number):
        chance = random.Random(asked.seed * 10**9 + number)  # noqa: S311 - nothing is kept secret
        call, parameter, _ = chance.choice(places)
        found = fault(call, parameter, drawn(chance))
        if found:
            faults.append((number, call, parameter, found))
    print(*faults, sep="\n")
    print(json.dumps({"tried": asked.number, "seed": asked.seed, "faults": len(faults)}))
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
