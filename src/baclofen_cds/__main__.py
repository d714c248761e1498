"""``python -m baclofen_cds`` is the command line."""

from baclofen_cds.cli import main

if __name__ == "__main__":
    main()
