"""`python -m tests.browser.screenshots DIR [NAME…]`: every page of the matrix, as people who may open it.

One picture per page, person and width (360 and 1280 pixels), the whole height of the page, on the school of the
tests with a roll that has begun. The database is made for it and forgotten.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from preau.cli.surroundings import ROOT, stand_django
from preau.cli.verb import named
from preau.embedded.testing import cluster_for_tests


def main() -> None:
    """Read the command, stand on a database, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("names", nargs="*", help="names of the matrix (attendance:roll); all without any")
    parser.add_argument("--as", dest="person", help="as this person of the cast only")
    parser.add_argument("--width", type=int, help="this width only")
    parser.add_argument("--scale", type=float, default=1, help="2: twice as sharp")
    parser.add_argument("--language", help="as somebody who chose this language (oc, en…)")
    parser.add_argument("--dark", action="store_true", help="in dark colours")
    parser.add_argument("--fold", action="store_true", help="stop at the bottom of the window")
    parser.add_argument("--banner", action="store_true", help="with the banner of the demonstration")
    options = parser.parse_intermixed_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with cluster_for_tests(ROOT / "var") as server:
        stand_django(server, role="")
        named("tests.browser.pictures:take")(server, options)


if __name__ == "__main__":
    main()
