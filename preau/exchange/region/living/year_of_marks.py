"""A whole year of marks in every gradebook of a region: what `preau bench --marks` measures.

Eighteen tests a gradebook, six a term or near, all seen. Runs as the owner, on a region that has lived five weeks.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.db import connection, transaction

from preau.directory.models import School
from preau.exchange.region.calendar import LIVED_UNTIL
from preau.exchange.region.living.chance import create_chance
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.foundation.tenancy.sizes import learn_sizes
from preau.grading.actions.count_figures import count_figures
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.timetable.actions.lay_lessons import lay_lessons

#: A Tuesday of May, twelve minutes into the third lesson: marks of the last term are still written.
MARKED_A_YEAR = clock.instant(date(2027, 5, 25), time(10, 22))
#: Tests a gradebook, in all: six a term or near.
TESTS = 18

# Sixteen days apart, after the first weeks' three.
_TESTS = """
INSERT INTO evaluation (school_id, gradebook_id, title, held_on, counts_on, published_on, released_at, out_of,
                        coefficient, is_rescaled, is_formative, counts, comment, is_comment_shown, kind_id, marked,
                        total, version, made_at, made_by_id)
SELECT b.school_id, b.id, 'Contrôle ' || n, d.day, d.day, d.day + 4,
       (d.day + 4 + time '17:00') AT TIME ZONE 'Europe/Paris', 20, 1, true, false, 'toujours', '', true, NULL, 0,
       0, 1, %(now)s, w.person_id
  FROM gradebook b
  JOIN LATERAL (SELECT g.person_id FROM gradebook_teacher g WHERE g.gradebook_id = b.id ORDER BY g.id LIMIT 1) w
       ON true
 CROSS JOIN generate_series(4, %(tests)s) n
 CROSS JOIN LATERAL (SELECT %(first)s::date + (n - 4) * 16 AS day) d
 WHERE b.closed_at IS NULL
"""

_SEEN = "UPDATE evaluation SET published_on = held_on + 4, released_at = %(now)s WHERE released_at IS NULL"

_MARKS = """
INSERT INTO mark (school_id, evaluation_id, pupil_id, value, code, version, written_at, written_by_id)
SELECT e.school_id, e.id, m.pupil_id,
       round(e.out_of / 20 * 2 * (5 + 9 * pg_temp.chance(m.pupil_id, 41)
             + 5 * pg_temp.chance(m.pupil_id * 31 + e.id, 43))) / 2, NULL, 1, %(now)s, e.made_by_id
  FROM evaluation e
  JOIN gradebook b ON b.id = e.gradebook_id
  JOIN membership m ON m.group_id = b.group_id AND m.school_id = b.school_id AND m.ends_on IS NULL
 WHERE NOT EXISTS (SELECT FROM mark k WHERE k.evaluation_id = e.id AND k.pupil_id = m.pupil_id)
"""

_COUNT = """
UPDATE evaluation e
   SET marked = f.marked, total = f.total, lowest = f.lowest, highest = f.highest
  FROM (SELECT evaluation_id, count(value) AS marked, coalesce(sum(value), 0) AS total, min(value) AS lowest,
               max(value) AS highest FROM mark GROUP BY 1) f
 WHERE f.evaluation_id = e.id
"""


def mark_a_year() -> None:
    """Every test of the year with its marks; all or nothing. Figures are counted apart (`open_school`)."""
    schools = list(School.objects.order_by("id").values_list("id", flat=True))
    with transaction.atomic(), scope_opened_by_hand(schools), connection.cursor() as cursor:
        create_chance(cursor)
        asked: dict[str, Any] = {"now": MARKED_A_YEAR, "tests": TESTS, "first": clock.school_day(LIVED_UNTIL)}
        for statement in (_TESTS, _SEEN, _MARKS, _COUNT):
            cursor.execute(statement, asked)
        cursor.execute("UPDATE gradebook SET version = version + 1 WHERE closed_at IS NULL")
    learn_sizes()


def open_school(school_id: int) -> None:
    """What the worker does of a school in a night: the figures of its gradebooks, and the lessons of that day."""
    day = clock.school_day(MARKED_A_YEAR)
    night = MARKED_A_YEAR - timedelta(hours=9)
    with transaction.atomic(), scope_opened_by_hand([school_id]), clock.at(night), connection.cursor() as cursor:
        lay_lessons(actor=SYSTEM, school_id=school_id, since=day, until=day)
        books = cursor.execute("SELECT id FROM gradebook WHERE school_id = %s", [school_id]).fetchall()
        for (book,) in books:
            count_figures(actor=SYSTEM, school_id=school_id, gradebook_id=book)
