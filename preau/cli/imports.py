"""`preau import`: what comes in from the outside world. The plan is printed; `--apply` applies it."""

from __future__ import annotations

import argparse
from pathlib import Path

from preau.cli.verb import Needs, Verb


def _aaf_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="le dossier de la livraison AAF")
    _apply_argument(parser)
    parser.add_argument("--confirm", action="store_true", help="accepter un plan qui retire beaucoup de personnes")
    parser.add_argument("--measure", action="store_true", help="dire le temps de chaque étape, et la mémoire")


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


def _school_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", type=Path, nargs="+", metavar="FICHIER", help="les fichiers d’un même export")
    parser.add_argument("--school", required=True, metavar="UAI", help="l’établissement qui les reçoit")
    _apply_argument(parser)


def _siecle_arguments(parser: argparse.ArgumentParser) -> None:
    _school_arguments(parser)
    parser.add_argument("--absent-left", action="store_true", help="les élèves absents du fichier sont partis")
    parser.add_argument("--confirm", action="store_true", help="accepter beaucoup de départs")
    parser.set_defaults(sort="siecle")


def _csv_arguments(parser: argparse.ArgumentParser) -> None:
    _siecle_arguments(parser)
    kinds = ("eleves", "responsables", "enseignants", "personnels")
    parser.add_argument("--kind", choices=kinds, help="de qui parle le tableau (sinon, d’après ses colonnes)")
    parser.add_argument(
        "--level", choices=("1", "2", "3"), help="le niveau des responsables que le tableau ne dit pas (3)"
    )
    parser.set_defaults(sort="csv")


def _edt_arguments(parser: argparse.ArgumentParser) -> None:
    _timetable_arguments(parser)
    parser.set_defaults(sort="edt")


def _udt_arguments(parser: argparse.ArgumentParser) -> None:
    _timetable_arguments(parser)
    parser.set_defaults(sort="udt")


def _timetable_arguments(parser: argparse.ArgumentParser) -> None:
    _school_arguments(parser)
    parser.add_argument("--mode", choices=("tout", "groupes", "cours"), help="ce qui entre (tout sans ce mot)")
    parser.add_argument(
        "--switch-source",
        action="store_true",
        help="changer de logiciel en cours d’année, avec l’accord de la Région",
    )


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
        ("import", "siecle"),
        "lit les exports de SIECLE d’un établissement",
        "preau.exchange.upload.cli:run",
        _siecle_arguments,
        Needs.OWNER,
    ),
    Verb(
        ("import", "csv"),
        "lit un tableau d’élèves, de responsables ou de personnels d’un établissement",
        "preau.exchange.upload.cli:run",
        _csv_arguments,
        Needs.OWNER,
    ),
    Verb(
        ("import", "edt"),
        "lit l’emploi du temps qu’un établissement exporte d’EDT",
        "preau.exchange.upload.cli:run",
        _edt_arguments,
        Needs.OWNER,
    ),
    Verb(
        ("import", "udt"),
        "lit l’emploi du temps qu’un établissement exporte d’UnDeuxTemps",
        "preau.exchange.upload.cli:run",
        _udt_arguments,
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
