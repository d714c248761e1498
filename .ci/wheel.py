"""Build the wheel and the sdist twice, in two unlike places; leave them in a folder if equal.

``python .ci/wheel.py FOLDER``, with what .ci/requirements/build.txt names installed.

The two builds differ in folder, umask, time zone, language and hash seed; a third builds
the wheel from the sdist. All wheels have the same bytes, both sdists have, and the wheel
holds what wheel_contents.py allows and no more. Last, wheels with a fault put in on purpose
are each refused, which shows that the check sees.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from wheel_contents import contents, faults, project_table, source_files, tree_files
from wheel_faults import SEEDED

TREE = Path(__file__).resolve().parent.parent
SDIST_TOP = {"src", "tests", "docs", "pyproject.toml"}
SDIST_TOP |= {"README.md", "CHANGELOG.md", "LICENSE", "SECURITY.md"}
SDIST_ADDED = {"PKG-INFO", ".gitignore"}


def main(folder: Path) -> None:
    """Build, compare, check, and copy the result to the folder."""
    epoch = epoch_of_last_commit()
    with tempfile.TemporaryDirectory() as work:
        one, two = Path(work) / "one", Path(work) / "a longer way" / "to two"
        first = built(copy_to(one), epoch, 0o022, {"TZ": "UTC", "PYTHONHASHSEED": "0"})
        odd = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711", "LC_ALL": "C"}
        second = built(copy_to(two), epoch, 0o077, odd)
        third = built(unpacked(first["sdist"], Path(work) / "three"), epoch, 0o027, odd)
        same_bytes("wheel", [first["wheel"], second["wheel"], third["wheel"]])
        same_bytes("sdist", [first["sdist"], second["sdist"]])
        later = built(copy_to(Path(work) / "four"), str(int(epoch) + 86_400), 0o022, {})
        if digest(later["wheel"]) == digest(first["wheel"]):
            sys.exit("wheel: a day later gives the same bytes, so SOURCE_DATE_EPOCH is not used")
        check_sdist(first["sdist"])
        check_wheel(first["wheel"])
        folder.mkdir(parents=True, exist_ok=True)
        for path in first.values():
            shutil.copy(path, folder)


def epoch_of_last_commit() -> str:
    """Read the time of the last commit, unless a time was given."""
    command = ["git", "log", "-1", "--format=%ct"]
    answer = subprocess.run(command, cwd=TREE, check=True, capture_output=True)  # noqa: S603
    return os.environ.get("SOURCE_DATE_EPOCH") or answer.stdout.decode().strip()


def copy_to(place: Path) -> Path:
    """Copy the working tree, without what git ignores, to a new folder."""
    for name in tree_files(TREE):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(TREE / name, place / name)
    return place


def unpacked(sdist: Path, place: Path) -> Path:
    """Unpack an sdist and give the folder of its sources."""
    with tarfile.open(sdist) as archive:
        archive.extractall(place, filter="data")
    return place / sdist.name.removesuffix(".tar.gz")


def built(source: Path, epoch: str, umask: int, surroundings: dict[str, str]) -> dict[str, Path]:
    """Build the wheel and the sdist of a source folder in surroundings of their own."""
    environment = os.environ | surroundings | {"SOURCE_DATE_EPOCH": epoch}
    command = [sys.executable, "-m", "build", "-qq", "--no-isolation", "--wheel", "--sdist", "."]
    before = os.umask(umask)
    try:
        for path in source.rglob("*"):
            path.chmod((0o777 if path.is_dir() else 0o666) & ~umask)
        subprocess.run(  # noqa: S603
            command, cwd=source, check=True, env=environment, stdout=subprocess.DEVNULL
        )
    finally:
        os.umask(before)
    (wheel,) = (source / "dist").glob("*.whl")
    (sdist,) = (source / "dist").glob("*.tar.gz")
    return {"wheel": wheel, "sdist": sdist}


def digest(path: Path) -> str:
    """Hash a file with SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def same_bytes(kind: str, paths: list[Path]) -> None:
    """Stop unless all of these files are one file."""
    digests = {digest(path) for path in paths}
    if len(digests) != 1:
        sys.exit(f"{kind}: {len(paths)} builds gave {len(digests)} different files: {digests}")
    print(f"{paths[0].name}: {len(paths)} builds, one SHA-256 {digests.pop()}")


def check_sdist(sdist: Path) -> None:
    """Stop if the sdist holds something nobody put there to be shipped."""
    top = sdist.name.removesuffix(".tar.gz")
    with tarfile.open(sdist) as archive:
        names = [name.removeprefix(f"{top}/") for name in archive.getnames()]
    shipped = {name for name in tree_files(TREE) if name.split("/")[0] in SDIST_TOP}
    known = shipped | SDIST_ADDED
    if set(names) != known:
        sys.exit(f"sdist: {sorted(set(names) ^ known)} are in it or in the tree, not in both")
    print(f"{sdist.name}: {len(names)} files, none of them stray")


def check_wheel(wheel: Path) -> None:
    """Stop if the wheel is at fault, or if a wheel that is would have passed."""
    source, project = source_files(TREE), project_table(TREE)
    found = faults(contents(wheel), source, project)
    if found:
        sys.exit("\n".join(found))
    for fault, (put_in, said) in SEEDED.items():
        spoilt = contents(wheel)
        put_in(spoilt)
        if not any(said in line for line in faults(spoilt, source, project)):
            sys.exit(f"wheel: this fault was put in and not seen: {fault}")
    print(f"{wheel.name}: {len(contents(wheel))} files, as they should be")
    print(f"{len(SEEDED)} faults put in, {len(SEEDED)} refused: {', '.join(SEEDED)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
