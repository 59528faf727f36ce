"""Terms of every class, as a school cuts its year before the first marks: trimesters, and semesters in lycées
professionnels.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from preau.kernel import clock

# Teachers write until a week before the council, which sits the week before the term ends.
_TERMS = """
INSERT INTO term (school_id, year_id, group_id, kind, number, starts_on, ends_on, end_of_entry_on, council_on)
SELECT g.school_id, y.id, g.id, t.kind, t.number, coalesce(t.since, y.starts_on), coalesce(t.until, y.ends_on),
       coalesce(t.until, DATE '2027-06-18') - 17, coalesce(t.until, DATE '2027-06-18') - 10 + g.id::int %% 4
  FROM pupil_group g
  JOIN school s ON s.id = g.school_id
  JOIN school_year y ON %(today)s BETWEEN y.starts_on AND y.ends_on
  JOIN (VALUES ('trimestre', 1, NULL, DATE '2026-11-27'),
               ('trimestre', 2, DATE '2026-11-28', DATE '2027-03-12'),
               ('trimestre', 3, DATE '2027-03-13', NULL),
               ('semestre', 1, NULL, DATE '2027-01-22'),
               ('semestre', 2, DATE '2027-01-23', NULL)) AS t (kind, number, since, until)
    ON t.kind = CASE WHEN s.kind = 'lycee_pro' THEN 'semestre' ELSE 'trimestre' END
 WHERE g.kind = 'division'
   AND NOT EXISTS (SELECT FROM term o WHERE o.group_id = g.id AND o.year_id = y.id)
"""


def cut_terms(cursor: Any, until: datetime) -> None:
    """Cut the year of every class that has no terms."""
    cursor.execute(_TERMS, {"today": clock.school_day(until)})
    cursor.execute("ANALYZE term")
