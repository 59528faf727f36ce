"""What teachers are told when vie scolaire reminds them of a roll; taken back once it is called."""

from __future__ import annotations

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.attendance.events import RollClosed, RollNudged
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell, withdraw_told
from preau.kernel import words
from preau.kernel.actor import Profile

_LESSON = """
SELECT sc.uai, l.starts_at, l.ends_at, s.label,
       (SELECT string_agg(coalesce(nullif(g.label, ''), g.code), ', ' ORDER BY g.code)
          FROM lesson_group lg JOIN pupil_group g ON g.id = lg.group_id WHERE lg.lesson_id = l.id),
       (SELECT array_agg(t.person_id) FROM lesson_teacher t WHERE t.lesson_id = l.id)
  FROM lesson l
  JOIN school sc ON sc.id = l.school_id
  JOIN subject s ON s.id = l.subject_id
 WHERE l.id = %(lesson)s AND l.school_id = %(school)s
"""

_NUDGED = """
SELECT sc.uai FROM school sc
 WHERE sc.id = %(school)s
   AND EXISTS (SELECT FROM roll_nudge n WHERE n.lesson_id = %(lesson)s AND n.school_id = sc.id)
"""


@on(RollNudged)
def tell_teachers(event: RollNudged, recorded: Recorded) -> None:
    """Those who give the lesson now: a substitute, when there is one."""
    with connection.cursor() as cursor:
        asked = {"lesson": event.lesson_id, "school": event.school_id}
        row = cursor.execute(_LESSON, asked).fetchone()
    if row is None:
        return
    uai, starts_at, ends_at, subject, groups, teachers = row
    told = Told(
        kind="attendance:roll",
        profile=Profile.TEACHER,
        title=_("Appel à faire\u202f: %(groups)s") % {"groups": groups or subject},
        detail=_("%(subject)s, %(hours)s. La vie scolaire vous le rappelle.")
        % {"subject": subject, "hours": words.hours(starts_at, ends_at)},
        path=_path(uai, event.lesson_id),
    )
    tell(told, recipients=teachers or (), because=recorded)


@on(RollClosed)
def take_the_reminder_back(event: RollClosed, recorded: Recorded) -> None:
    """The roll is called: nobody is to be reminded of it any more."""
    with connection.cursor() as cursor:
        asked = {"lesson": event.lesson_id, "school": event.school_id}
        row = cursor.execute(_NUDGED, asked).fetchone()
    if row is not None:
        withdraw_told(about_pupil_id=None, path=_path(row[0], event.lesson_id), because=recorded)


def _path(uai: str, lesson_id: int) -> str:
    return reverse("attendance:roll", kwargs={"uai": uai, "lesson_id": lesson_id})
