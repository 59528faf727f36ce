"""`preau rollover`: the coming year of every school, counted, then prepared when asked."""

from __future__ import annotations

import argparse

from preau.cli.verb import Needs, Verb


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--school", action="append", default=[], metavar="UAI", help="un seul (à répéter)")
    parser.add_argument("--apply", action="store_true", help="préparer la rentrée (sans ce mot, rien ne change)")


VERBS = (
    Verb(
        ("rollover",),
        "prépare la rentrée : compte d’abord, établissement par établissement",
        "preau.console.rollover:run",
        _arguments,
        Needs.OWNER,
    ),
)
