"""Faults put into a wheel on purpose, each with the words it is to be refused with."""

from collections.abc import Callable

from wheel_contents import PACKAGE, recorded

Held = dict[str, bytes]


def added(name: str) -> Callable[[Held], None]:
    """Make a fault: one more file, which RECORD knows."""

    def put_in(held: Held) -> None:
        data = b"# stray\n"
        held[name] = data
        record = one(held, "RECORD")
        held[record] += ",".join((name, *recorded(data))).encode() + b"\n"

    return put_in


def left_out(ending: str) -> Callable[[Held], None]:
    """Make a fault: one file less, which RECORD does not know either."""

    def put_in(held: Held) -> None:
        name, record = one(held, ending), one(held, "RECORD")
        del held[name]
        rows = held[record].splitlines(keepends=True)
        held[record] = b"".join(row for row in rows if not row.startswith(name.encode() + b","))

    return put_in


def rewritten(ending: str, old: bytes, new: bytes) -> Callable[[Held], None]:
    """Make a fault: other words in one file, with RECORD made to agree."""

    def put_in(held: Held) -> None:
        name, record = one(held, ending), one(held, "RECORD")
        before, after = held[name], held[name].replace(old, new, 1)
        assert before != after, f"{old!r} is not in {name}"
        held[name] = after
        row, new_row = (",".join((name, *recorded(data))).encode() for data in (before, after))
        held[record] = held[record].replace(row, new_row)

    return put_in


def record_of_another(held: Held) -> None:
    """Put in a fault: a RECORD whose hashes are not of these files."""
    record = one(held, "RECORD")
    held[record] = held[record].replace(b"sha256=", b"sha256=A", 1)


def one(held: Held, ending: str) -> str:
    """Find the first file of a wheel whose name ends so."""
    return next(name for name in sorted(held) if name.endswith(ending))


SEEDED: dict[str, tuple[Callable[[Held], None], str]] = {
    "a test": (added("tests/test_units.py"), "stray file: tests/test_units.py"),
    "a test inside the package": (added(f"{PACKAGE}/tests/test_a.py"), "not allowed in a wheel"),
    "compiled code": (added(f"{PACKAGE}/__pycache__/a.cpython-311.pyc"), "not allowed in a wheel"),
    "a stray note": (added(f"{PACKAGE}/notes.txt"), "not allowed in a wheel"),
    "a module that is not in the source": (added(f"{PACKAGE}/old.py"), "not in the source"),
    "a script that runs at every start": (added(f"{PACKAGE}.pth"), "stray file"),
    "a label file missing": (left_out(".toml"), "missing: baclofen_cds/knowledge/"),
    "py.typed missing": (left_out("py.typed"), "missing: baclofen_cds/py.typed"),
    "the licence missing": (left_out("LICENSE"), "missing: baclofen_cds-"),
    "a number changed on the way": (
        rewritten("us-spasticity.2024-04-01.toml", b"80", b"90"),
        "not as in the source: baclofen_cds/knowledge/profiles/us-spasticity",
    ),
    "another dependency": (
        rewritten("METADATA", b"Requires-Dist: pint", b"Requires-Dist: numpy"),
        "METADATA Requires-Dist without an extra",
    ),
    "another licence": (
        rewritten("METADATA", b"Apache-2.0", b"MIT"),
        "METADATA License-Expression",
    ),
    "a wheel for one platform": (
        rewritten("/WHEEL", b"py3-none-any", b"cp311-cp311-win32"),
        "WHEEL: ",
    ),
    "a RECORD of other files": (record_of_another, "RECORD differs"),
}
