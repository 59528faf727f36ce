"""`preau import`: what comes in from the outside world. The plan is printed; `--apply` applies it."""

from __future__ import annotations

import argparse
from pathlib import Path

from preau.cli.verb import Needs, Verb


def _aaf_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="le dossier de la livraison AAF")
    _apply_argument(parser)
    parser.add_argument("--confirm", action="store_true", help="accepter un plan qui retire beaucoup de personnes")


def _sts_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", type=Path, nargs="+", metavar="CHEMIN", help="fichiers STS, ou leurs dossiers")
    _apply_argument(parser)


def _apply_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--apply", action="store_true", help="appliquer le plan (sans ce mot, rien ne change)")


VERBS = (
    Verb(
        ("import", "aaf"),
        "lit une livraison de l’annuaire académique fédérateur (AAF)",
        "preau.exchange.aaf.cli:run",
        _aaf_arguments,
        Needs.OWNER,
    ),
    Verb(
        ("import", "sts"),
        "lit des emplois du temps au format STSweb",
        "preau.exchange.sts.cli:run",
        _sts_arguments,
        Needs.OWNER,
    ),
)
