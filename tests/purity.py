"""Ask every question after ``preload``, and write down whatever was touched besides.

Run as a program, in a process of its own: an audit hook cannot be taken off again.
"""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import corpus

import baclofen_cds as bc

PATIENTS = (3, 8)
CLOCKS = (
    "time",
    "time_ns",
    "monotonic",
    "monotonic_ns",
    "perf_counter",
    "perf_counter_ns",
    "localtime",
    "gmtime",
    "sleep",
)
touched: list[str] = []
watching = [False]


def note(what: str) -> None:
    """Write something down, while a question is being asked."""
    if watching[0]:
        touched.append(what)


def noted(what: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that is written down before it is called."""

    def call(*args: Any, **kwargs: Any) -> Any:
        note(what)
        return function(*args, **kwargs)

    return call


def watch() -> None:
    """Watch files, sockets, processes, imports, the environment, clocks and chance."""
    sys.addaudithook(lambda event, _: note(event))
    environment: Any = type(os.environ)
    for method in ("__getitem__", "__iter__", "__len__", "__setitem__", "__delitem__"):
        setattr(environment, method, noted("environment", getattr(environment, method)))
    os.getenv = noted("environment", os.getenv)
    for name in CLOCKS:
        setattr(time, name, noted(f"time.{name}", getattr(time, name)))
    for name in ("random", "randint", "choice", "shuffle", "getrandbits"):
        setattr(random, name, noted(f"random.{name}", getattr(random, name)))
    os.urandom = noted("os.urandom", os.urandom)


def read_through(result: Any) -> None:
    """Read everything a result says, and ask it again."""
    for finding in result.findings:
        _ = (finding.text, finding.summary, finding.detail, finding.citations)
    _ = [unknown.text for unknown in result.unknown]
    _ = (result.citations, result.provenance, result.severity, repr(result), hash(result))
    bc.text(result, sources=True)
    _ = (str(result), result.headline, result._repr_html_())
    json.dumps(bc.to_dict(result, sentences=True))
    written = bc.to_dict(result)
    json.dumps(written)
    assert bc.from_dict(written) == result
    assert bc.recompute(written) == result


def quantities(who: bc.Patient) -> None:
    """Read what is shown as quantities."""
    _ = (who.age, who.weight, who.height, who.serum_creatinine)
    _ = str(who.age), [(rate.value, rate.whole) for rate in who.recorded_gfr]


def answer(result: Any) -> None:
    """Read an answer as a caller would."""
    if not getattr(result, "has_answer", False):
        return
    said = result.answer
    _ = (str(said), repr(said), bc.table(said).html if isinstance(said, bc.Schedule) else "")
    for name in (name for name in dir(said) if not name.startswith("_")):
        getattr(said, name)


def refused(call: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Make a call that is refused, and read the error."""
    try:
        call(*args, **kwargs)
    except bc.errors.BaclofenCDSError as error:
        _ = (str(error), repr(error))
    else:
        raise AssertionError(call)


def others(bundle: dict[str, Any]) -> None:
    """Use what is public besides the verbs."""
    bc.available_profiles()
    for name in bc.available_profiles():
        bc.verify(bc.get_profile(name))
        bc.get_profile(name, as_of=corpus.AS_OF)
    bc.get_guidance("muanda")
    bc.interop.fhir.read_record(bundle)
    refused(bc.get_profile, "atlantis")
    refused(bc.get_guidance, "atlantis")
    refused(bc.Regimen, [5 * bc.ureg.mL])
    refused(bc.SmallestDose, 5)
    refused(bc.from_dict, {"format": "none"})


def questions() -> Iterator[Any]:
    """Put the questions of some patients of the corpus to every profile."""
    for i in PATIENTS:
        who = corpus.patient(i)
        quantities(who)
        for name in bc.available_profiles():
            for verb in corpus.VERBS:
                yield corpus.asked(verb, who, i, bc.get_profile(name))


def control() -> None:
    """Touch one of each kind, to show that it would have been seen."""
    Path(os.devnull).read_bytes()
    os.environ.get("HOME")
    os.getenv("HOME")
    os.listdir(os.curdir)
    time.time()
    random.random()  # noqa: S311 - nothing is kept secret
    __import__("sched")
    socket.socket().close()
    subprocess.run([sys.executable, "-c", ""], check=True)


def main() -> None:
    """Ask everything, watched; print how much it was and what was touched."""
    bundle = json.load(sys.stdin)
    bc.preload()
    watch()
    watching[0] = True
    count = 0
    for result in questions():
        read_through(result)
        answer(result)
        count += 1
    list(corpus.rates())
    others(bundle)
    seen = sorted(set(touched))
    control()
    watching[0] = False
    said = {"questions": count, "touched": seen, "control": sorted(set(touched) - set(seen))}
    print(json.dumps(said))  # noqa: T201 - a program


if __name__ == "__main__":
    main()
