"""Print one of the README's commands, so that what is checked is what is printed there."""

import pathlib
import re
import sys

readme = pathlib.Path("README.md").read_text(encoding="utf-8")
found = re.search(
    rf"<!-- command: {sys.argv[1]} -->\s*```(?:sh|bash)\n(.*?)```", readme, re.DOTALL
)
if found is None:
    sys.exit(f"README.md has no command named {sys.argv[1]}")
print(found.group(1).strip())
