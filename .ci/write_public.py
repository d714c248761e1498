"""Write what type checkers read of the public names: the block in ``__init__.py``.

It is made of the registry of questions and of the table of the other public names. Run it when
either has changed; a test fails while the block is stale.
"""

import re
from pathlib import Path

import baclofen_cds as bc

FRONT = Path(bc.__file__)
BLOCK = re.compile(r"if TYPE_CHECKING:\n(?P<names>(?:    from [^\n]*\n)+)")


def block() -> str:
    """Return the imports, in order."""
    places = ((room, name) for name, room in vars(bc)["_where"]().items())
    lines = sorted(places, key=lambda place: (place[0], not place[1].isupper(), place[1]))
    return "".join(
        f"    from baclofen_cds{room and '.'}{room} import {name} as {name}\n"
        for room, name in lines
    )


def with_block(text: str) -> str:
    """Return the module's text with the block written anew."""
    begin, end = BLOCK.search(text).span("names")
    return text[:begin] + block() + text[end:]


if __name__ == "__main__":
    FRONT.write_text(with_block(FRONT.read_text("utf-8")), "utf-8")
