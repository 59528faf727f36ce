"""`python -m preau`: the command `preau`."""

from __future__ import annotations

import sys

from preau.cli import main

if __name__ == "__main__":
    sys.exit(main())
