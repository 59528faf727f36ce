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


def _calendar_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", type=Path, nargs="+", metavar="FICHIER", help="fr-en-calendrier-scolaire, CSV ou JSON"
    )
    parser.add_argument(
        "--zone", action="append", choices=("A", "B", "C"), help="une zone à lire (C sans ce mot ; à répéter)"
    )
    _apply_argument(parser)


def _schools_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", type=Path, nargs="+", metavar="FICHIER", help="fr-en-annuaire-education, CSV ou JSON"
    )
    parser.add_argument("--create", action="store_true", help="créer aussi les établissements inconnus")
    parser.add_argument(
        "--academie",
        action="append",
        default=[],
        metavar="CODE",
        help="où en créer (11 et 16 sans ce mot ; à répéter)",
    )
    parser.add_argument(
        "--project", default="", metavar="NOM", help="le projet où entrent les établissements de ces fichiers"
    )
    _apply_argument(parser)
    parser.add_argument("--confirm", action="store_true", help="accepter un plan qui ferme des établissements")


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
    Verb(
        ("import", "calendar"),
        "lit le calendrier scolaire officiel (fr-en-calendrier-scolaire)",
        "preau.exchange.opendata.cli:run_calendar",
        _calendar_arguments,
        Needs.OWNER,
    ),
    Verb(
        ("import", "schools"),
        "lit l’annuaire public des établissements (fr-en-annuaire-education)",
        "preau.exchange.opendata.cli:run_schools",
        _schools_arguments,
        Needs.OWNER,
    ),
)
