"""What a wheel of this project may hold, and what it has to hold.

Run with the path of a wheel, it prints every fault and fails if there is one.
"""

import base64
import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from email.message import Message
from email.parser import BytesParser
from pathlib import Path

PACKAGE = "baclofen_cds"
CORE = {"attrs", "pint"}
ALLOWED = [
    re.compile(pattern)
    for pattern in (
        rf"{PACKAGE}/([a-z_]+/)*[a-z0-9_]+\.py",
        rf"{PACKAGE}/py\.typed",
        rf"{PACKAGE}/knowledge/(profiles|guidance|policy)/[a-z0-9-]+\.\d{{4}}-\d\d-\d\d\.toml",
        rf"{PACKAGE}/words/en\.toml",
        rf"{PACKAGE}/schema/{PACKAGE}-\d+\.json",
    )
]
NEVER = re.compile(r"(^|/)(tests?|docs?|examples?|__pycache__)/|(^|/)(test_|conftest)")
DIST_INFO = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}


def tree_files(root: Path) -> list[str]:
    """Name every file of the working tree that git does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True)  # noqa: S603
    names = listed.stdout.decode().split("\0")
    return sorted({name for name in names if name and (root / name).is_file()})


def source_files(root: Path) -> dict[str, bytes]:
    """Read every file of the package in the working tree."""
    names = (name for name in tree_files(root) if name.startswith(f"src/{PACKAGE}/"))
    return {name.removeprefix("src/"): (root / name).read_bytes() for name in names}


def contents(wheel: Path) -> dict[str, bytes]:
    """Read every file of a wheel; a name that stands there twice is refused at once."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        if len(names) != len(set(names)):
            sys.exit(f"{wheel.name}: a file is there twice")
        return {name: archive.read(name) for name in names}


def faults(held: dict[str, bytes], source: dict[str, bytes], project: dict) -> list[str]:
    """Name all that is wrong with a wheel, given the tree it was built from."""
    package = {name: data for name, data in held.items() if name.startswith(f"{PACKAGE}/")}
    info = {name: data for name, data in held.items() if name not in package}
    folder = f"{PACKAGE}-{version_of(source)}.dist-info"
    expected = {f"{folder}/{name}" for name in DIST_INFO}
    found = [f"not allowed in a wheel: {name}" for name in sorted(package) if not allowed(name)]
    found += [f"missing: {name}" for name in sorted(source.keys() - package.keys())]
    found += [f"not in the source: {name}" for name in sorted(package.keys() - source.keys())]
    found += [
        f"not as in the source: {name}"
        for name in sorted(package.keys() & source.keys())
        if package[name] != source[name]
    ]
    found += [f"stray file: {name}" for name in sorted(info.keys() - expected)]
    found += [f"missing: {name}" for name in sorted(expected - info.keys())]
    if expected <= info.keys():
        found += record_faults(held, f"{folder}/RECORD")
        found += metadata_faults(BytesParser().parsebytes(info[f"{folder}/METADATA"]), project)
        found += tag_faults(BytesParser().parsebytes(info[f"{folder}/WHEEL"]))
    return found


def allowed(name: str) -> bool:
    """Tell whether a file of this name belongs in the installed package."""
    return any(rule.fullmatch(name) for rule in ALLOWED) and not NEVER.search(name)


def version_of(source: dict[str, bytes]) -> str:
    """Read the version the package says it has."""
    text = source[f"{PACKAGE}/version.py"].decode()
    return re.search(r'VERSION: Final = "([^"]+)"', text)[1]


def record_faults(held: dict[str, bytes], record: str) -> list[str]:
    """Name files whose hash or size is not what RECORD says, and files it leaves out."""
    rows = [line.rsplit(",", 2) for line in held[record].decode().splitlines()]
    said = {name: (digest, size) for name, digest, size in rows if name != record}
    real = {name: recorded(data) for name, data in held.items() if name != record}
    names = sorted(said.keys() | real.keys())
    return [f"RECORD differs: {name}" for name in names if said.get(name) != real.get(name)]


def recorded(data: bytes) -> tuple[str, str]:
    """Write a file's hash and size as RECORD does."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"sha256={digest}", str(len(data))


def metadata_faults(metadata: Message, project: dict) -> list[str]:
    """Name where METADATA departs from pyproject.toml, or the core needs more than it may."""
    required = metadata.get_all("Requires-Dist", [])
    core = {re.match(r"[\w.-]+", line)[0].lower() for line in required if "extra ==" not in line}
    urls = {f"{name}, {url}" for name, url in project["urls"].items()}
    said = {
        "Name": (metadata["Name"], project["name"]),
        "Summary": (metadata["Summary"], project["description"]),
        "Requires-Python": (metadata["Requires-Python"], project["requires-python"]),
        "License-Expression": (metadata["License-Expression"], project["license"]),
        "License-File": (metadata.get_all("License-File"), project["license-files"]),
        "Description-Content-Type": (metadata["Description-Content-Type"], "text/markdown"),
        "Classifier": (metadata.get_all("Classifier"), project["classifiers"]),
        "Project-URL": (set(metadata.get_all("Project-URL", [])), urls),
        "Requires-Dist without an extra": (core, CORE),
        "Provides-Extra": (
            set(metadata.get_all("Provides-Extra", [])),
            set(project["optional-dependencies"]),
        ),
    }
    return [
        f"METADATA {field}: {is_!r}, not {should!r}"
        for field, (is_, should) in said.items()
        if is_ != should
    ]


def tag_faults(wheel: Message) -> list[str]:
    """Refuse a wheel that is not for every platform."""
    said = (wheel.get_all("Tag"), wheel["Root-Is-Purelib"])
    return [] if said == (["py3-none-any"], "true") else [f"WHEEL: {said!r}"]


def project_table(root: Path) -> dict:
    """Read the [project] table of pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


if __name__ == "__main__":
    tree = Path(__file__).resolve().parent.parent
    found = faults(contents(Path(sys.argv[1])), source_files(tree), project_table(tree))
    sys.exit("\n".join(found) or 0)
