"""What the file of a whole collège costs, from the tables: seconds, memory, size (`preau bench --livret`).

On a region whose gradebooks have their year of marks; what teachers and councils would have written is written
here, and undone.
"""

from __future__ import annotations

import resource
import time
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from preau.exchange.lsu.check import check
from preau.exchange.lsu.filling.fill import fill
from preau.exchange.lsu.schemas import judge
from preau.exchange.lsu.versions import LATEST
from preau.exchange.lsu.write import write_xml
from preau.foundation.tenancy.scope import scope_opened_by_hand

_SCHOOL = """
SELECT s.id, (SELECT min(t.year_id) FROM term t WHERE t.school_id = s.id)
  FROM school s WHERE s.kind = 'college'
 ORDER BY (SELECT count(*) FROM enrolment e WHERE e.school_id = s.id AND e.ends_on IS NULL) DESC, s.id LIMIT 1
"""

_TEXT = "'Des progrès réguliers et une participation active ; il faut maintenant apprendre plus régulièrement. '"

# What teachers and councils write of every pupil, in every term, and what only the office's files bring.
_WORDS = (
    f"""
INSERT INTO appreciation (school_id, gradebook_id, pupil_id, term_id, text, version, written_at, written_by_id)
SELECT b.school_id, b.id, m.pupil_id, t.id, repeat({_TEXT}, 3), 1, now(), 1
  FROM gradebook b
  JOIN membership m ON m.group_id = b.group_id AND m.ends_on IS NULL
  JOIN membership d ON d.pupil_id = m.pupil_id AND d.school_id = b.school_id AND d.ends_on IS NULL
  JOIN term t ON t.group_id = d.group_id AND t.year_id = b.year_id
 WHERE b.school_id = %(school)s AND b.closed_at IS NULL
    ON CONFLICT DO NOTHING
""",  # noqa: S608 - our own text
    """
INSERT INTO programme_element (school_id, gradebook_id, kind, number, text, position)
SELECT b.school_id, b.id, 'trimestre', n, 'Élément ' || b.subject_id || ' ' || n || ' ' || k, k
  FROM gradebook b CROSS JOIN generate_series(1, 3) n CROSS JOIN generate_series(1, 3) k
 WHERE b.school_id = %(school)s AND b.closed_at IS NULL
    ON CONFLICT DO NOTHING
""",
    f"""
INSERT INTO council_decision (school_id, pupil_id, term_id, synthesis, version, written_at, written_by_id)
SELECT t.school_id, d.pupil_id, t.id, repeat({_TEXT}, 3), 1, now(), 1
  FROM term t JOIN membership d ON d.group_id = t.group_id AND d.ends_on IS NULL
 WHERE t.school_id = %(school)s
    ON CONFLICT DO NOTHING
""",  # noqa: S608 - our own text
    """
INSERT INTO person_key (person_id, source, kind, key)
SELECT DISTINCT w.person_id, s.source, 'sts', (7000000 + w.person_id)::text
  FROM gradebook_teacher w JOIN school s ON s.id = w.school_id
 WHERE w.school_id = %(school)s
   AND NOT EXISTS (SELECT FROM person_key k WHERE k.person_id = w.person_id AND k.kind = 'sts')
""",
)


def measure() -> list[dict[str, Any]]:
    """Of the largest collège: one term, then the whole year. As the owner."""
    with connection.cursor() as cursor:
        school, year = cursor.execute(_SCHOOL).fetchone() or (0, 0)
    with transaction.atomic(), scope_opened_by_hand([school]):
        with connection.cursor() as cursor:
            for statement in _WORDS:
                cursor.execute(statement, {"school": school})
            cursor.execute("ANALYZE appreciation, programme_element, council_decision")
        results = [
            _measure(title, school, year, periods)
            for title, periods in (
                ("un trimestre", ["trimestre-1"]),
                ("une année", ["trimestre-1", "trimestre-2", "trimestre-3"]),
            )
        ]
        transaction.set_rollback(True)
    return results


def _measure(title: str, school: int, year: int, periods: list[str]) -> dict[str, Any]:
    """Seconds that go by, and of this process; PostgreSQL works besides."""
    began, own = time.perf_counter(), time.process_time()
    filled = fill(school, year, periods)
    after_fill, own_fill = time.perf_counter(), time.process_time()
    checked = check(filled.livret, LATEST)
    after_check = time.perf_counter()
    out = BytesIO()
    if checked.is_ready:
        write_xml(checked, out)
    after_write = time.perf_counter()
    out.seek(0)
    verdict = judge(out, LATEST, settings.LSU_SCHEMAS) if checked.is_ready else None
    return {
        "file": title,
        "pupils": len(checked.livret.pupils),
        "reports": len(checked.livret.period_reports),
        "fill_s": round(after_fill - began, 2),
        "fill_cpu_s": round(own_fill - own, 2),
        "check_s": round(after_check - after_fill, 2),
        "write_s": round(after_write - after_check, 2),
        "megabytes": round(len(out.getvalue()) / 1e6, 1),
        "memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "blocking": len(checked.blocking),
        "verdict": verdict.sentence if verdict else checked.blocking[0].sentence,
    }
