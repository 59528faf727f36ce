"""`python -m preau.embedded`: run the embedded database in the foreground, to look at it by hand."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from preau.embedded import Busy, NotStarted, owned_cluster


def main() -> int:
    """Start, print the URL (it holds the password), stop at Ctrl-C; 1 when it cannot start."""
    var = Path(os.environ.get("PREAU_VAR", Path(__file__).resolve().parents[2] / "var"))
    try:
        with owned_cluster(var, announce=print) as cluster:
            print(cluster.url, flush=True)
            signal.sigwait({signal.SIGINT, signal.SIGTERM})
    except Busy as busy:
        print(f"La base tourne déjà, tenue par le processus {busy.pid}.", file=sys.stderr)
        return 1
    except NotStarted as failure:
        print(failure.message, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
