"""The README's Python type-checks in mypy and in Pyright, and a slip in it is seen by both.

Every Python block of the README is laid end to end into one file. Both checkers have to pass
it, and have to complain of each slip, in the statement where it stands. Pyright comes from the
Python that runs this, mypy and the library from the one that is named::

    python .ci/first_call.py /path/to/test/bin/python
"""

# ruff: noqa: S603

import ast
import doctest
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SLIPS = {
    "a misspelt text": ('sex="female"', 'sex="femal"'),
    "a text that is no member": ('"multiple sclerosis"', '"sclerosis multiplex"'),
    "a word from elsewhere for an argument": ("serum_creatinine=1.4", "creatinine=1.4"),
    "a misspelt argument": ("weight_on=", "weight_at="),
    "no unit": ("weight=62 * ureg.kg", "weight=62"),
    "no label": (', profile=bc.get_profile("us-spasticity")', ""),
    "a misspelt question": ("bc.starting_dose(", "bc.start_dose("),
    "a misspelt answer": ("check.answer.verdict", "check.answer.verdikt"),
}
"""What a slip is called, what it stands in for, and how it is written."""

Found = set[tuple[str, int]]


def readme() -> str:
    """Return the README's Python, the blocks one after another."""
    text = Path("README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    examples = [e for block in blocks for e in doctest.DocTestParser().get_examples(block)]
    return "".join(example.source for example in examples)


def slipped(good: str, wanted: str, wrong: str) -> tuple[str, set[int]]:
    """Return the code with a slip in it, and the lines of the statements that differ."""
    if wanted not in good:
        sys.exit(f"the README no longer says {wanted}")
    bad = good.replace(wanted, wrong)
    pairs = zip(ast.parse(good).body, ast.parse(bad).body, strict=True)
    differing = [other for one, other in pairs if ast.dump(one) != ast.dump(other)]
    return bad, {n for one in differing for n in range(one.lineno, one.end_lineno + 1)}


def of_mypy(python: str, files: list[str], folder: str) -> Found:
    """Return the file and line of every error of mypy."""
    command = [python, "-m", "mypy", "--strict", "--config-file=", "--cache-dir=cache", *files]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode not in {0, 1}:
        sys.exit(run.stdout + run.stderr)
    lines = re.findall(r"^(\w+\.py):(\d+): error: ", run.stdout, re.MULTILINE)
    return {(name, int(line)) for name, line in lines}


def of_pyright(python: str, files: list[str], folder: str) -> Found:
    """Return the file and line of every error of Pyright."""
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", python, *files]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode not in {0, 1}:
        sys.exit(run.stdout + run.stderr)
    return {
        (Path(one["file"]).name, one["range"]["start"]["line"] + 1)
        for one in json.loads(run.stdout)["generalDiagnostics"]
        if one["severity"] == "error"
    }


def main() -> None:
    """Check the README's code, and every slip; say what a checker missed."""
    python, good = str(Path(sys.argv[1]).absolute()), readme()
    written, lines = {"readme.py": good}, {}
    for place, (name, (wanted, wrong)) in enumerate(SLIPS.items()):
        written[f"slip_{place}.py"], lines[f"slip_{place}.py", name] = slipped(good, wanted, wrong)
    with tempfile.TemporaryDirectory() as folder:
        for file, code in written.items():
            (Path(folder) / file).write_text(code, encoding="utf-8")
        found = {
            "mypy": of_mypy(python, list(written), folder),
            "Pyright": of_pyright(python, list(written), folder),
        }
    faults = []
    for checker, errors in found.items():
        own = sorted(line for file, line in errors if file == "readme.py")
        faults += [f"{checker} refuses line {line} of the README's code" for line in own]
        for (file, name), differing in lines.items():
            if not errors & {(file, line) for line in differing}:
                faults.append(f"{checker} does not see {name}")
    print(f"{len(SLIPS)} slips, {len(good.splitlines())} lines", *faults, sep="\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
