"""A whole year of absences in the largest school, as in mass: what `preau bench --year` measures.

Every lesson is called, one pupil in twelve is away each half-day, most of them explained. Runs as the owner, on a
region that has lived its five weeks (`life.live`).
"""

from __future__ import annotations

from datetime import date, time, timedelta

from django.db import connection, transaction

from preau.directory.models import School
from preau.exchange.region.calendar import LIVED_UNTIL
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.timetable.actions.lay_lessons import lay_lessons

#: The smallest region whose largest school has about 1,500 pupils: 1,548, in 52 classes.
SCHOOLS = 25
#: A Tuesday of June, twelve minutes into the third lesson.
LIVED_A_YEAR = clock.instant(date(2027, 6, 8), time(10, 22))
#: Of a hundred half-days, those when a pupil is away.
_AWAY = 8

_LARGEST = """
SELECT school_id FROM enrolment WHERE ends_on IS NULL GROUP BY school_id ORDER BY count(*) DESC LIMIT 1
"""

_ROLLS = """
INSERT INTO roll (school_id, lesson_id, opened_at, opened_by_id, closed_at, closed_by_id)
SELECT l.school_id, l.id, l.starts_at + interval '3 minutes', t.person_id, l.starts_at + interval '6 minutes',
       t.person_id
  FROM lesson l
 CROSS JOIN LATERAL (SELECT min(x.person_id) AS person_id FROM lesson_teacher x WHERE x.lesson_id = l.id) t
 WHERE l.school_id = %(school)s AND l.ends_at < %(now)s AND l.cancelled_at IS NULL AND t.person_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM roll r WHERE r.lesson_id = l.id)
"""

# Each half-day away, with its lessons: 8 in a hundred of those of each pupil, by the same chance every time.
_GONE = """
SELECT nextval(pg_get_serial_sequence('absence_period', 'id')) AS id, g.*,
       abs(hashint8extended(g.pupil_id * 1000000 + g.day_number, 72)) %% 100 AS fate
  FROM (SELECT k.school_id, k.pupil_id, l.held_on, h.is_morning, min(l.starts_at) AS starts_at,
               max(l.ends_at) AS ends_at, array_agg(l.id) AS lessons,
               (l.held_on - DATE '2026-01-01') * 2 + h.is_morning::int AS day_number
          FROM membership k
          JOIN lesson_group o ON o.group_id = k.group_id AND o.school_id = k.school_id AND o.held_on >= %(since)s
                             AND k.begins_on <= o.held_on AND (k.ends_on IS NULL OR k.ends_on > o.held_on)
          JOIN lesson l ON l.id = o.lesson_id AND l.cancelled_at IS NULL AND l.ends_at < %(now)s
         CROSS JOIN LATERAL (
               SELECT (l.starts_at AT TIME ZONE 'Europe/Paris')::time < TIME '12:30' AS is_morning) h
         WHERE k.school_id = %(school)s
           AND abs(hashint8extended(k.pupil_id * 1000000 + (l.held_on - DATE '2026-01-01') * 2
                                    + h.is_morning::int, 71)) %% 100 < %(away)s
         GROUP BY k.school_id, k.pupil_id, l.held_on, h.is_morning) g
"""

_PERIODS = """
INSERT INTO absence_period (id, school_id, pupil_id, kind, origin, starts_at, ends_at, first_on, last_on,
       reason_id, words, admissibility, answer, decided_at, decided_by_id, made_at, withdrawn_why, version,
       followed_at)
SELECT f.id, f.school_id, f.pupil_id, 'absence', 'appel', f.starts_at, f.ends_at, f.held_on, f.held_on,
       CASE WHEN f.fate < 80 THEN m.id END, '',
       CASE WHEN f.fate < 70 THEN 'acceptee' WHEN f.fate < 75 THEN 'refusee' ELSE 'en_attente' END, '',
       CASE WHEN f.fate < 75 THEN f.ends_at + interval '1 day' END, CASE WHEN f.fate < 75 THEN o.person_id END,
       f.starts_at + interval '6 minutes', '', 1,
       CASE WHEN f.fate >= 70 AND f.held_on < %(recent)s THEN f.ends_at END
  FROM gone f
  JOIN absence_reason m ON m.school_id = f.school_id AND m.code = 'maladie'
 CROSS JOIN LATERAL (SELECT min(p.person_id) AS person_id FROM post p
                      WHERE p.school_id = f.school_id AND p.profile = 'vie_scolaire') o
"""

_ABSENCES = """
INSERT INTO absence (school_id, pupil_id, lesson_id, held_on, period_id, noted_at, noted_by_id)
SELECT f.school_id, f.pupil_id, n.lesson_id, f.held_on, f.id, f.starts_at + interval '5 minutes', r.opened_by_id
  FROM gone f CROSS JOIN LATERAL unnest(f.lessons) n (lesson_id) JOIN roll r ON r.lesson_id = n.lesson_id
"""


def live_a_year() -> None:
    """Live on until `LIVED_A_YEAR`, all or nothing; once only."""
    schools = School.objects.values_list("id", flat=True)
    with transaction.atomic(), scope_opened_by_hand(schools), connection.cursor() as cursor:
        (school,) = cursor.execute(_LARGEST).fetchone() or (0,)
        with clock.at(LIVED_UNTIL):
            tomorrow = clock.today() + timedelta(days=1)
            lay_lessons(actor=SYSTEM, school_id=school, since=tomorrow, until=clock.school_day(LIVED_A_YEAR))
        cursor.execute("ANALYZE lesson, lesson_group, lesson_teacher")
        asked = {
            "school": school, "now": LIVED_A_YEAR, "away": _AWAY, "since": tomorrow,
            "recent": clock.school_day(LIVED_A_YEAR) - timedelta(days=7),
        }  # fmt: skip
        cursor.execute(_ROLLS, asked)
        cursor.execute(f"CREATE TEMP TABLE gone ON COMMIT DROP AS {_GONE}", asked)
        cursor.execute(_PERIODS, asked)
        cursor.execute(_ABSENCES, asked)
        cursor.execute("ANALYZE roll, absence, absence_period")
