"""`preau bench`: what each page costs."""

from __future__ import annotations

import argparse
from pathlib import Path

from preau.cli.verb import Verb


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--schools", type=int, default=20, metavar="N", help="établissements mesurés (20)")
    parser.add_argument(
        "--presence", type=float, metavar="S", help="seulement l’appel de 500 enseignants à la fois, S secondes"
    )
    parser.add_argument("--pages", type=int, default=5000, metavar="N", help="pages de familles ouvertes (5000)")
    parser.add_argument(
        "--year", action="store_true", help="seulement la présence, un an, dans un établissement de 1 500 élèves"
    )
    parser.add_argument(
        "--marks", action="store_true", help="seulement les notes, un an, chaque carnet, à côté d’une page nue"
    )
    parser.add_argument(
        "--copies",
        type=int,
        default=0,
        metavar="N",
        help="avec --marks : N copies des établissements autour d’eux (10 établissements, 96 copies : la région)",
    )
    parser.add_argument(
        "--livret", action="store_true", help="seulement le livret scolaire (LSU) d’un collège entier"
    )
    parser.add_argument(
        "--bulletins", action="store_true", help="seulement les bulletins d’une classe et de mille élèves"
    )
    parser.add_argument(
        "--messages", action="store_true", help="seulement les messages, à 3 000 et à 100 000 personnes"
    )
    parser.add_argument(
        "--kills", type=int, default=0, metavar="N", help="avec --messages : N morts pendant un envoi massif"
    )
    parser.add_argument("--deliver", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--prepare", choices=("year", "marks", "messages"), help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path, metavar="CHEMIN", help="où écrire les mesures (sinon BENCH_JSON)")


VERBS = (Verb(("bench",), "mesure le coût de chaque page", "preau.cli.measuring:run", _arguments),)
