"""The version of this library, as a literal, so that nothing is looked up at import."""

from typing import Final

VERSION: Final = "0.1.0"
