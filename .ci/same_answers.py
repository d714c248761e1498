"""Ask an earlier commit and this tree the same questions; every answer is the same, byte for byte.

    python .ci/same_answers.py BASE_COMMIT [--people 300] [--tree FOLDER]

Asked are the questions of ``tests/corpus.py`` and, about people drawn by
``tests/strategies.py`` from a fixed seed, every question of ``tests/asking_all.py`` to every
label, all as the base commit has them. Compared are ``to_dict``, with the digests of MOVED
files set aside, and ``text``. For moves that change no answer; goes when the last is made.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ASK = Path(__file__).with_name("ask_everything.py")
MOVED = ("project",)
"""Knowledge files whose bytes moved while what they say stayed: ids, as in the provenance."""
RENAMED = (
    (r'"type": "Makeable"', '"type": "SmallestDose"'),
    (
        r'"micrograms": (\d+), "type": "Limit"',
        r'"micrograms": {"type": "MicrogramsPerDay", "value": \1}, "type": "Limit"',
    ),
)
"""What is called otherwise now, as answers print it: before, after."""
MOST_SHOWN = 10


def worktree(commit, folder):
    """Check a commit out into a folder."""
    subprocess.run(  # noqa: S603
        ["git", "worktree", "add", "--detach", "--quiet", folder, commit],  # noqa: S607
        cwd=ROOT,
        check=True,
    )


def started(tree, base, said, *told):
    """Start a process that asks a tree, in the words of the base's tests."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    path = os.pathsep.join(str(place) for place in (tree / "src", base / "tests"))
    environment = {**kept, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(ASK), *map(str, told)]
    with said.open("w", encoding="utf-8") as out:
        return subprocess.Popen(command, env=environment, cwd=base, stdout=out)  # noqa: S603


def lines_of(process, said):
    """Return what a process printed; end where it failed."""
    if process.wait():
        sys.exit(f"failed: {' '.join(process.args)}")
    return said.read_text("utf-8").splitlines()


def renamed(line):
    """Write an earlier answer with the places as they are called now."""
    for before, after in RENAMED:
        line = re.sub(before, after, line)
    return line


def compare(old, new):
    """Report what differs; return whether nothing does."""
    pairs = zip(map(renamed, old), new, strict=False)
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    kinds = Counter(before.split("\t")[0].split(" / ")[-1] for before, _ in differing)
    for before, after in differing[:MOST_SHOWN]:
        print(f"before: {before[:2_000]}\nafter:  {after[:2_000]}\n")
    asked = Counter(line.split("\t")[0].split(" / ")[-1] for line in old)
    print(f"{len(old)} answers, then {len(new)}; of questions: {dict(asked)}")
    print(f"{len(differing)} differ: {dict(kinds)}")
    return not differing and len(old) == len(new)


def main():
    """Ask both trees, and compare."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("base", metavar="BASE_COMMIT", help="the commit to compare with")
    given.add_argument("--people", type=int, default=300, help="how many people are drawn")
    given.add_argument("--tree", type=Path, default=ROOT, help="the newer tree, if not this one")
    told = given.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        base, tree = folder / "base", told.tree.resolve()
        worktree(told.base, base)
        try:
            drawn = folder / "people.jsonl"
            lines_of(started(base, base, drawn, "draw", told.people), drawn)
            files = [folder / "old.txt", folder / "new.txt"]
            running = [
                started(which, base, said, "answer", drawn, ",".join(MOVED))
                for which, said in zip((base, tree), files, strict=True)
            ]
            old, new = (lines_of(*pair) for pair in zip(running, files, strict=True))
        finally:
            subprocess.run(  # noqa: S603
                ["git", "worktree", "remove", "--force", base],  # noqa: S607
                cwd=ROOT,
                check=True,
            )
    sys.exit(not compare(old, new))


if __name__ == "__main__":
    main()
