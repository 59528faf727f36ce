"""`preau ledger`: the facts written, and those whose announcement failed."""

from __future__ import annotations

from preau.cli.verb import Needs, Verb

VERBS = (
    Verb(
        ("ledger", "parked"),
        "liste les faits dont l’annonce a échoué plusieurs fois",
        "preau.foundation.ledger.parked:run",
        needs=Needs.OWNER,
    ),
)
