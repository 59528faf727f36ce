"""Terms that hold something already: decided averages, appreciations, councils, report cards. Rooms above refer to
a term by a foreign key: what holds is found in the catalogue of PostgreSQL, a new room has nothing to say here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

_HOLDERS = """
SELECT c.conrelid::regclass::text, a.attname
  FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
 WHERE c.contype = 'f' AND c.confrelid = 'term'::regclass AND cardinality(c.conkey) = 1
 ORDER BY 1, 2
"""

# A term of these schools that would go, or become another kind of term.
_CHANGED = """
SELECT t.school_id, g.code, t.id
  FROM term t JOIN pupil_group g ON g.id = t.group_id
 WHERE t.school_id = ANY(%(schools)s) AND t.year_id = %(year)s AND g.closed_on IS NULL
   AND (%(groups)s::bigint[] IS NULL OR t.group_id = ANY(%(groups)s))
   AND (t.number > %(most)s OR t.kind <> %(kind)s)
 ORDER BY t.school_id, g.code, t.number
"""


def held_by_change(
    school_ids: Sequence[int], year_id: int, *, kind: str, most: int, group_ids: Sequence[int] | None = None
) -> dict[int, str]:
    """By school, the first class with a term that holds something and that such a cutting (`most` terms of this
    kind) would drop or turn into another: it may not. `group_ids` None: every class.
    """
    asked: dict[str, Any] = {
        "schools": list(school_ids), "year": year_id, "kind": kind, "most": most,
        "groups": None if group_ids is None else list(group_ids),
    }  # fmt: skip
    with connection.cursor() as cursor:
        changed = cursor.execute(_CHANGED, asked).fetchall()
        if not changed:
            return {}
        holders = cursor.execute(_HOLDERS).fetchall()
        held_in = " UNION ".join(
            f"SELECT {column} FROM {table} WHERE {column} = ANY(%(terms)s)"  # noqa: S608 - names of the catalogue
            for table, column in holders
        )
        rows = cursor.execute(held_in, {"terms": [row[2] for row in changed]}).fetchall() if holders else []
    held = {term_id for (term_id,) in rows}
    found: dict[int, str] = {}
    for school_id, code, term_id in changed:
        if term_id in held:
            found.setdefault(school_id, code)
    return found
