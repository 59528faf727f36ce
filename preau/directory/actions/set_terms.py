"""Cut the year of some classes in trimesters or in semesters."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.calendar_queries import calendars_of_year
from preau.directory.events import TermsSet
from preau.directory.models import Group, School, Term
from preau.directory.policies import may_manage_calendar
from preau.directory.rules import TERMS_OF_YEAR
from preau.directory.terms import TermDates, check_terms
from preau.directory.terms_held import held_by_change
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_CUTTING = """
SELECT c.group_id, r.number, r.starts_on, r.ends_on, r.end_of_entry_on
  FROM unnest(%(groups)s::bigint[]) AS c(group_id)
 CROSS JOIN jsonb_to_recordset(%(terms)s::jsonb)
            AS r(number smallint, starts_on date, ends_on date, end_of_entry_on date)
"""

# What is published stays as it is: a class where this would move it.
_MOVED = f"""
SELECT g.code
  FROM term t
  JOIN pupil_group g ON g.id = t.group_id
  LEFT JOIN ({_CUTTING}) w ON w.group_id = t.group_id AND w.number = t.number AND t.kind = %(kind)s
 WHERE t.school_id = %(school)s AND t.year_id = %(year)s AND t.group_id = ANY(%(groups)s)
   AND t.published_at IS NOT NULL
   AND (w.starts_on, w.ends_on, w.end_of_entry_on) IS DISTINCT FROM (t.starts_on, t.ends_on, t.end_of_entry_on)
 ORDER BY g.code LIMIT 1
"""  # noqa: S608 - our own statement

_TOO_MANY = """
DELETE FROM term WHERE school_id = %(school)s AND year_id = %(year)s AND group_id = ANY(%(groups)s)
   AND number > %(most)s
RETURNING group_id
"""

# A council keeps its date in the same cutting, as long as the term has begun by then.
_WRITE = f"""
INSERT INTO term (school_id, year_id, group_id, kind, number, starts_on, ends_on, end_of_entry_on)
SELECT %(school)s, %(year)s, w.group_id, %(kind)s, w.number, w.starts_on, w.ends_on, w.end_of_entry_on
  FROM ({_CUTTING}) w
ON CONFLICT (school_id, group_id, year_id, number) DO UPDATE
   SET kind = excluded.kind, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
       end_of_entry_on = excluded.end_of_entry_on,
       council_on = CASE WHEN term.kind = excluded.kind AND term.council_on >= excluded.starts_on
                         THEN term.council_on END
 WHERE (term.kind, term.starts_on, term.ends_on, term.end_of_entry_on)
       IS DISTINCT FROM (excluded.kind, excluded.starts_on, excluded.ends_on, excluded.end_of_entry_on)
RETURNING group_id
"""  # noqa: S608 - our own statement


@action
def set_terms(
    *, actor: Actor, school_id: int, year_id: int, kind: str, group_ids: Sequence[int], terms: Sequence[TermDates]
) -> int:
    """Give these classes these terms, in place of those they had. Returns how many classes changed; the same terms
    again change nothing and say nothing.

    Errors: `NotAllowed` for who does not set this calendar, an unknown year, or a class that is not of this
    school; `NotPossible` for no class, terms that are not whole (`check_terms`), a published term that would
    move, or one that holds something and would become another (`held_by_change`).
    """
    if not may_manage_calendar(actor, school_id) or kind not in Term.Kind.values:
        raise NotAllowed
    if not group_ids:
        raise NotPossible(_("Choisissez au moins une classe."))
    lines = calendars_of_year((school_id,), year_id)
    divisions = Group.objects.filter(school_id=school_id, kind=Group.Kind.DIVISION, pk__in=group_ids)
    if not lines or divisions.count() != len(set(group_ids)):
        raise NotAllowed
    check_terms(kind, terms, lines[0].calendar)
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    asked: dict[str, Any] = {
        "school": school_id,
        "year": year_id,
        "kind": kind,
        "groups": sorted(set(group_ids)),
        "most": TERMS_OF_YEAR[kind],
        "terms": _as_rows(terms),
    }
    with connection.cursor() as cursor:
        moved = cursor.execute(_MOVED, asked).fetchone()
        if moved is not None:
            raise NotPossible(
                _("Une période de %(division)s est publiée : ses dates ne changent plus. Retirez cette classe.")
                % {"division": moved[0]}
            )
        _check_not_held(school_id, year_id, kind, asked["groups"])
        changed = {row[0] for row in cursor.execute(_TOO_MANY, asked).fetchall()}
        changed |= {row[0] for row in cursor.execute(_WRITE, asked).fetchall()}
    if changed:
        record(TermsSet(school_id, year_id, kind, tuple(sorted(changed))), actor=actor)
    return len(changed)


def _check_not_held(school_id: int, year_id: int, kind: str, group_ids: Sequence[int]) -> None:
    held = held_by_change([school_id], year_id, kind=kind, most=TERMS_OF_YEAR[kind], group_ids=group_ids)
    if held:
        raise NotPossible(
            _(
                "%(division)s a déjà des notes arrêtées, des appréciations ou des bulletins dans ses "
                "périodes\u202f: on ne passe plus des trimestres aux semestres, ni l’inverse. Retirez-la."
            )
            % {"division": held[school_id]}
        )


def _as_rows(terms: Sequence[TermDates]) -> str:
    return json.dumps(
        [
            {
                "number": term.number,
                "starts_on": term.starts_on,
                "ends_on": term.ends_on,
                "end_of_entry_on": term.end_of_entry_on,
            }
            for term in terms
        ],
        default=str,
    )
