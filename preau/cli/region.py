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


def _delta_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire la livraison delta")
    parser.add_argument("--of", type=Path, required=True, metavar="REGION", help="la région imaginaire")
    parser.add_argument("--percent", type=float, default=1.0, metavar="P", help="part des fiches qui changent (1)")
    parser.add_argument("--night", type=int, default=1, metavar="N", help="combien de nuits après (1)")
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, metavar="S", help="graine : les mêmes octets pour la même"
    )


VERBS = (
    Verb(
        ("region", "generate"),
        "écrit les fichiers AAF et STS d’une région imaginaire",
        "preau.exchange.region.cli:run",
        _generate_arguments,
    ),
    Verb(
        ("region", "delta"),
        "écrit une nuit d’une région imaginaire : sa livraison delta",
        "preau.exchange.region.cli:run_delta",
        _delta_arguments,
    ),
)
