"""`preau bench`: what each page costs."""

from __future__ import annotations

import argparse
from pathlib import Path

from preau.cli.verb import Verb


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--schools", type=int, default=20, metavar="N", help="établissements mesurés (20)")
    parser.add_argument("--json", type=Path, metavar="CHEMIN", help="où écrire les mesures (sinon BENCH_JSON)")


VERBS = (Verb(("bench",), "mesure le coût de chaque page", "preau.cli.measuring:run", _arguments),)
