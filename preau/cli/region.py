"""`preau region`: a region that does not exist, to show and to measure."""

from __future__ import annotations

import argparse
from pathlib import Path

from preau.cli.verb import Verb

DEFAULT_SCHOOLS = 5
DEFAULT_SEED = 2026


def _generate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--schools", type=int, default=DEFAULT_SCHOOLS, metavar="N", help="nombre d’établissements (5)"
    )
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, metavar="S", help="graine : les mêmes octets pour la même"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DOSSIER", help="où écrire les fichiers")


VERBS = (
    Verb(
        ("region", "generate"),
        "écrit les fichiers AAF et STS d’une région imaginaire",
        "preau.exchange.region.cli:run",
        _generate_arguments,
    ),
)
