"""The same facts give the same bytes: over time zones, hash seeds, locales, Pythons, versions.

Every run is a process of its own that asks the questions of ``tests/corpus.py`` and prints
one digest for each question and one over all. All of them have to be the same. The Python
that runs this is tried in every time zone, hash seed and locale; every Python from 3.11 on
that is installed is tried with the newest and with the oldest allowed versions of what the
library depends on (``uv pip install --resolution lowest-direct``). With ``--tests`` the
tests that need no other tool are run with the oldest versions as well.

The last line is JSON with the numbers; ``--write FILE`` keeps it.
"""

# ruff: noqa: S603, S607

import argparse
import hashlib
import itertools
import json
import locale
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
UV = "uv==0.13.9"
ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns")
SEEDS = ("0", "1", "4294967295")
RESOLUTIONS = ("highest", "lowest-direct")
NEWEST = 15
LEAST_RESULTS = 1_000
SUBSET = ("tests/test_*.py", "tests/serialization", "tests/knowledge")
NOT_WITH_OLDEST = ("test_misuse.py", "test_cli.py", "test_structure.py")


def corpus():
    """Print the digests of this process, and what it ran with, as one line of JSON."""
    locale.setlocale(locale.LC_ALL, "")
    from importlib.metadata import version

    import corpus as questions

    import baclofen_cds as bc

    bc.preload()
    digests, results = {}, 0
    for verb, result in questions.results():
        results += 1
        digests.setdefault(verb, hashlib.sha256()).update(questions.read(result).encode())
    for rate in questions.rates():
        results += 1
        digests.setdefault("kidney", hashlib.sha256()).update(f"{rate}\n".encode())
    each = {name: digest.hexdigest() for name, digest in sorted(digests.items())}
    overall = hashlib.sha256(json.dumps(each).encode()).hexdigest()
    ran_with = {
        "python": ".".join(map(str, sys.version_info[:3])),
        "attrs": version("attrs"),
        "pint": version("pint"),
    }
    print(json.dumps({"overall": overall, "each": each, "results": results, **ran_with}))


def locales():
    """Return two locales that exist here, and the settings that make them count."""
    ascii_only = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    found = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
    names = found.split()
    utf8 = next((n for n in names if n.lower() in {"c.utf-8", "c.utf8"}), "C.UTF-8")
    others = [n for n in names if "utf" in n.lower() and not n.startswith(("C.", "en_"))]
    second = {"LC_ALL": others[0]} if others else {"LC_ALL": "C", **ascii_only}
    return ({"LC_ALL": utf8}, second)


def works(python):
    """Return the version of a Python that runs and can make environments, or nothing."""
    code = "import sys, venv; print('%d.%d' % sys.version_info[:2])"
    try:
        run = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return run.stdout.strip() if run.returncode == 0 else None


def pythons():
    """Return every installed Python from 3.11 on, by its version; this one first."""
    found = {works(sys.executable): sys.executable}
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in range(11, NEWEST + 1):
        name = f"python3.{minor}"
        places = [shutil.which(name), *map(str, sorted(versions.glob(f"3.{minor}.*/bin/{name}")))]
        for place in filter(None, places):
            if works(place) == f"3.{minor}":
                found.setdefault(f"3.{minor}", place)
    return found


def quietly(*command, **options):
    """Run a command; show what it said only if it failed."""
    run = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if run.returncode:
        print(run.stdout, run.stderr, sep="\n")
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return run.stdout


def make_environments(work):
    """Make an environment for each Python and each resolution; return their Pythons."""
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    quietly(sys.executable, "-m", "venv", work / "uv")
    quietly(work / "uv/bin/pip", "install", "-q", UV)
    uv, made = work / "uv/bin/uv", {}
    for (version, python), resolution in itertools.product(pythons().items(), RESOLUTIONS):
        place = work / f"{version}-{resolution}"
        quietly(uv, "venv", "-q", "--python", python, place, env=environment)
        wanted = ("-r", ROOT / "pyproject.toml", "--resolution", resolution)
        own = place / "bin/python"
        quietly(uv, "pip", "install", "-q", "--python", own, *wanted, env=environment)
        made[version, resolution] = own
    return made


def run_corpus(job):
    """Run the corpus in one process; return what it printed, and where it ran."""
    python, settings = job
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}
    environment = {**kept, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", **settings}
    said = quietly(python, "-W", "error", __file__, "corpus", env=environment, cwd=ROOT)
    return json.loads(said.splitlines()[-1]) | {"settings": settings}


def jobs(made):
    """List every run: all settings with this Python, and every environment in one of them."""
    settings = [
        {"TZ": zone, "PYTHONHASHSEED": seed, **where}
        for zone, seed, where in itertools.product(ZONES, SEEDS, locales())
    ]
    own = [(sys.executable, each) for each in settings]
    begin = Random(os.environ.get("SAMPLE_SEED", "")).randrange(len(settings))  # noqa: S311
    return own + [
        (python, settings[(begin + i * 5) % len(settings)])
        for i, python in enumerate(made.values())
    ]


def describe(run):
    """Write where a run ran, in one line."""
    where = " ".join(f"{name}={value}" for name, value in run["settings"].items())
    return f"Python {run['python']} attrs {run['attrs']} pint {run['pint']} {where}"


def compare(runs):
    """Print every run; end if two of them differ, naming the questions that do."""
    first = runs[0]
    if first["results"] < LEAST_RESULTS:
        sys.exit(f"only {first['results']} answers; there were {LEAST_RESULTS} at least")
    for run in runs:
        print(run["overall"][:16], describe(run))
    for run in runs:
        differing = [
            name for name in first["each"] if run["each"].get(name) != first["each"][name]
        ]
        if differing:
            sys.exit(f"{', '.join(differing)} differ: {describe(first)} | {describe(run)}")


def run_tests(work, python):
    """Run the tests that rest on the library alone, with the oldest allowed versions."""
    uv = work / "uv/bin/uv"
    kept = quietly(uv, "pip", "freeze", "--python", python)
    pins = work / "oldest.txt"
    pins.write_text("".join(f"{p}\n" for p in kept.split() if p.startswith(("attrs=", "pint="))))
    quietly(
        uv, "pip", "install", "-q", "--python", python, "-c", pins,
        "-r", ROOT / "pyproject.toml", "--extra", "test",
    )  # fmt: skip
    files = [str(p.relative_to(ROOT)) for pattern in SUBSET for p in sorted(ROOT.glob(pattern))]
    chosen = [name for name in files if not name.endswith(NOT_WITH_OLDEST)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "HYPOTHESIS_PROFILE": "quick"}
    flags = ("-q", "-n", "2", "-p", "no:cacheprovider")
    said = quietly(python, "-m", "pytest", *flags, *chosen, cwd=ROOT, env=environment)
    print(f"with {', '.join(pins.read_text().split())}: {said.splitlines()[-1]}")
    return int(said.splitlines()[-1].split(" passed")[0].split()[-1])


def main():
    """Make the environments, run everything, compare, and say how much it was."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--write", type=Path, help="keep the last line in this file")
    given.add_argument("--tests", action="store_true", help="run tests with the oldest versions")
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        made = make_environments(work)
        with ThreadPoolExecutor(max_workers=2) as pool:
            runs = list(pool.map(run_corpus, jobs(made)))
        compare(runs)
        oldest = made[next(iter(made))[0], "lowest-direct"]
        tests = run_tests(work, oldest) if asked.tests else 0
    said = {
        "environments": len(runs),
        "results": runs[0]["results"],
        "compared": sum(run["results"] for run in runs),
        "distinct": len({run["overall"] for run in runs}),
        "pythons": sorted({run["python"] for run in runs}),
        "attrs": sorted({run["attrs"] for run in runs}),
        "pint": sorted({run["pint"] for run in runs}),
        "time_zones": list(ZONES),
        "hash_seeds": len(SEEDS),
        "locales": [where["LC_ALL"] for where in locales()],
        "tests_with_oldest": tests,
    }
    line = json.dumps(said)
    if asked.write:
        asked.write.write_text(f"{line}\n", encoding="utf-8")
    print(line)


if __name__ == "__main__":
    corpus() if sys.argv[1:] == ["corpus"] else main()
