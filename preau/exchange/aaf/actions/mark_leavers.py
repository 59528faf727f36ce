"""Each night: who left is pre-deleted, who came back is herself again, who left long ago is deleted (C19)."""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import connection

from preau.exchange.aaf.events import LeaversCameBack, LeaversErased, LeaversMarked
from preau.exchange.aaf.rules import CLOSED_NOTES_KEPT, LEAVERS_KEPT
from preau.foundation.ledger.events import Event
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

#: Ids of one fact: a July night has thousands.
_MOST_IDS = 1_000

# Only those whom a feed brought: the others were made by hand, and a hand unmakes them.
_MARK = """
WITH tied (id) AS (SELECT tied_to_a_school(%(today)s))
UPDATE person p SET left_on = %(today)s
 WHERE p.left_on IS NULL AND p.erased_at IS NULL
   AND EXISTS (SELECT FROM person_key k WHERE k.person_id = p.id)
   AND NOT EXISTS (SELECT FROM tied WHERE tied.id = p.id)
RETURNING p.id
"""
_BACK = """
WITH tied (id) AS (SELECT tied_to_a_school(%(today)s))
UPDATE person p SET left_on = NULL
  FROM tied WHERE tied.id = p.id AND p.left_on IS NOT NULL AND p.erased_at IS NULL
RETURNING p.id
"""
_ERASE = """
UPDATE person SET erased_at = %(now)s, title = '', last_name = 'Personne supprimée', birth_name = '',
       first_name = '', other_first_names = '', born_on = NULL, email = '', mobile = '', phone = '', address = '',
       sorting_name = ''
 WHERE left_on <= %(before)s AND erased_at IS NULL
RETURNING id
"""
#: What goes with the person. Rooms keep what they must, under a number without a name, for their own time.
_GO_TOO = (
    """
    DELETE FROM aaf_record r USING person_key k
     WHERE k.person_id = ANY(%(ids)s) AND k.kind = 'aaf' AND r.source = k.source AND r.key = k.key
       AND r.category IN ('Eleve', 'PersRelEleve', 'PersEducNat')""",
    "DELETE FROM aaf_reattachment WHERE person_id = ANY(%(ids)s) OR newcomer_id = ANY(%(ids)s)",
    "DELETE FROM person_key WHERE person_id = ANY(%(ids)s)",
    "DELETE FROM guardianship WHERE pupil_id = ANY(%(ids)s) OR guardian_id = ANY(%(ids)s)",
    """
    DELETE FROM session s USING account a
     WHERE s.account_id = a.id AND a.person_id = ANY(%(ids)s)""",
    *(
        f"DELETE FROM {table} c USING account a WHERE c.account_id = a.id AND a.person_id = ANY(%(ids)s)"
        for table in ("activation_code", "reset_code", "email_code")
    ),
    "DELETE FROM account WHERE person_id = ANY(%(ids)s)",
)
_FORGET_NOTES = "SELECT forget_closed_notes(%(forgotten)s)"


@action
def mark_leavers(*, actor: Actor) -> None:
    """Only Préau itself asks it, each night."""
    if actor is not SYSTEM:
        raise NotAllowed
    now, today = clock.now(), clock.today()
    parameters: dict[str, date | datetime] = {
        "now": now, "today": today, "before": today - LEAVERS_KEPT, "forgotten": now - CLOSED_NOTES_KEPT,
    }  # fmt: skip
    with connection.cursor() as cursor:

        def changed(statement: str) -> list[int]:
            cursor.execute(statement, parameters)
            return [row[0] for row in cursor.fetchall()]

        _tell(LeaversCameBack, changed(_BACK), actor)
        erased = changed(_ERASE)
        if erased:
            for statement in _GO_TOO:
                cursor.execute(statement, {"ids": erased})
        _tell(LeaversErased, erased, actor)
        _tell(LeaversMarked, changed(_MARK), actor)
        cursor.execute(_FORGET_NOTES, parameters)


def _tell(fact: Callable[[tuple[int, ...]], Event], people: Sequence[int], actor: Actor) -> None:
    for start in range(0, len(people), _MOST_IDS):
        record(fact(tuple(sorted(people)[start : start + _MOST_IDS])), actor=actor)
