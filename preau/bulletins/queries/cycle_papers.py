"""End-of-cycle reports that a school validated, for the staff who read report cards (C90, rule B1)."""

from __future__ import annotations

from django.db import connection

from preau.bulletins.cards.cycle_paper import CyclePaper, paper_of
from preau.bulletins.queries.cards import IS_TAUGHT, read_by_staff
from preau.bulletins.queries.report import signatory_on
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

# What the paper bears is what the last card of that year bears, given or not; without any, what is known today.
_PAPERS = f"""
SELECT r.id, r.year_label, r.cycle, r.levels, r.synthesis, r.complement, r.complement_level, r.language,
       r.language_level, r.version, r.validated_at,
       coalesce(k.head, jsonb_build_object(
           'school', jsonb_build_object(
               'uai', h.uai, 'name', h.name, 'kind', h.kind, 'phone', h.phone, 'email', h.email,
               'address', concat_ws(E'\n', nullif(h.street, ''),
                                    nullif(trim(h.postal_code || ' ' || h.town), ''))),
           'pupil', jsonb_build_object('pupil_id', p.id, 'last_name', p.last_name, 'first_name', p.first_name,
                                       'born_on', coalesce(p.born_on::text, '')),
           'division', coalesce(nullif(g.label, ''), g.code), 'regulation', 'EN',
           'function', coalesce(z.function, ''), 'signatory', {signatory_on("r.validated_at::date")}))
  FROM cycle_report r
  JOIN school h ON h.id = r.school_id
  JOIN person p ON p.id = r.pupil_id
  JOIN pupil_group g ON g.id = r.group_id
  LEFT JOIN bulletin_settings z ON z.school_id = h.id
  LEFT JOIN LATERAL (
       SELECT jsonb_build_object(
                  'school', c.content->'school', 'pupil', c.content->'pupil',
                  'division', c.content->'term'->'division', 'signatory', c.content->'signatory',
                  'function', c.content->'function', 'regulation', c.content->'model'->'regulation') AS head
         FROM report_card c
         JOIN term t ON t.id = c.term_id
         JOIN school_year y ON y.id = t.year_id AND y.label = r.year_label
        WHERE c.pupil_id = r.pupil_id AND c.school_id = r.school_id
        ORDER BY t.number DESC, c.number DESC LIMIT 1) k ON true
 WHERE r.pupil_id = %(pupil)s AND r.school_id = %(school)s AND r.validated_at IS NOT NULL
   AND (%(every)s OR {IS_TAUGHT})
 ORDER BY r.year_label DESC, r.id
"""  # noqa: S608 - our own pieces


def cycle_papers_of(actor: Actor, school_id: int, pupil_id: int) -> tuple[CyclePaper, ...]:
    """Those of a pupil in this school, the last first, in one statement.

    Errors: `NotAllowed` for who does not read her cards here.
    """
    with connection.cursor() as cursor:
        rows = cursor.execute(_PAPERS, read_by_staff(actor, school_id, pupil_id)).fetchall()
    return tuple(paper_of(row) for row in rows)


def cycle_paper(actor: Actor, school_id: int, pupil_id: int, report_id: int) -> CyclePaper:
    """One of them. Errors: `NotAllowed`, likewise, and for one that is not validated."""
    found = next((one for one in cycle_papers_of(actor, school_id, pupil_id) if one.report_id == report_id), None)
    if found is None:
        raise NotAllowed
    return found
