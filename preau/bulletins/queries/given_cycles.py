"""End-of-cycle reports as a family reads them, in every school its child went to (C90, C98)."""

from __future__ import annotations

from django.db import connection

from preau.bulletins.cards.cycle_paper import CyclePaper, paper_of
from preau.bulletins.policies import may_see_report_cards_of
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

_GIVEN = """
SELECT report_id, year, cycle, levels, synthesis, complement, complement_level, language, language_level, version,
       validated_at, head
  FROM given_cycle_reports(%(pupil)s, %(now)s)
"""


def given_cycles_of(actor: Actor, pupil_id: int) -> tuple[CyclePaper, ...]:
    """The last first, in one statement; each with the last report card of its year, never before.

    Errors: `NotAllowed` for who does not read her report cards.
    """
    if not may_see_report_cards_of(actor, pupil_id):
        raise NotAllowed
    with connection.cursor() as cursor:
        rows = cursor.execute(_GIVEN, {"pupil": pupil_id, "now": clock.now()}).fetchall()
    return tuple(paper_of(row) for row in rows)


def given_cycle(actor: Actor, pupil_id: int, report_id: int) -> CyclePaper:
    """One of them. Errors: `NotAllowed`, likewise, and for one that is not given."""
    found = next((one for one in given_cycles_of(actor, pupil_id) if one.report_id == report_id), None)
    if found is None:
        raise NotAllowed
    return found
