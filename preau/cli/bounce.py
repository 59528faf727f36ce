"""`preau bounce`: mails that came back, read from the standard input or from a Maildir."""

from __future__ import annotations

import argparse

from preau.cli.verb import Needs, Verb


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--maildir",
        default="",
        help="le Maildir des retours (PREAU_BOUNCES) ; sans lui, un courriel lu à l’entrée",
    )


VERBS = (
    Verb(
        ("bounce",),
        "lit les courriels revenus : une adresse refusée pour de bon ne reçoit plus rien",
        "preau.outreach.bounces:run",
        _arguments,
        Needs.SCREENS,
    ),
)
