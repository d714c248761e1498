"""``python -m baclofen_cds`` is the command line."""

from baclofen_cds.cli import main

main()
