"""What the ledger keeps of those weeks: facts already delivered, in the order of their instants.

Their fields are those of the events themselves; a test reads every row back as its event.
"""

from __future__ import annotations

from typing import Any

from preau.access.events import AccountActivated
from preau.attendance.events import (
    AbsenceNoted,
    AbsenceWithdrawn,
    FollowUpAdded,
    LateArrivalNoted,
    PeriodNoted,
    PeriodTreated,
    RollClosed,
    RollOpened,
)
from preau.kernel.actor import Profile

_AT_LESSON = """jsonb_build_object('school_id', n.school_id, 'absence_id', a.id, 'pupil_id', n.pupil_id,
                              'lesson_id', n.lesson_id)"""

# Somebody late after the sheet was read had been noted absent first.
_FACTS = """
INSERT INTO ledger_event (at, name, school_id, actor_id, actor_profile, payload, delivered_at, attempts,
                          last_error)
SELECT at, name, school_id, actor_id, actor_profile, payload, at + interval '1 second', 0, ''
  FROM (
    SELECT a.activated_at AS at, %(activated)s AS name, NULL::bigint AS school_id, NULL::bigint AS actor_id,
           %(anonymous)s AS actor_profile, jsonb_build_object('account_id', a.id) AS payload, 0 AS turn,
           a.id AS which
      FROM account a WHERE a.activated_at IS NOT NULL
    UNION ALL
    SELECT v.opened_at, %(opened)s, v.school_id, v.teacher_id, %(teacher)s,
           jsonb_build_object('school_id', v.school_id, 'lesson_id', v.lesson_id), 1, v.lesson_id
      FROM lived v WHERE v.opened_at IS NOT NULL
    UNION ALL
    SELECT n.seen_at, %(absent)s, n.school_id, n.teacher_id, %(teacher)s, {at_lesson}, 2, a.id
      FROM noted n JOIN absence a USING (lesson_id, pupil_id) WHERE n.kind <> 'late' OR n.noted_at > n.seen_at
    UNION ALL
    SELECT n.noted_at, %(late)s, n.school_id, n.teacher_id, %(teacher)s,
           {at_lesson} || jsonb_build_object('minutes', n.minutes), 3, a.id
      FROM noted n JOIN absence a USING (lesson_id, pupil_id) WHERE n.kind = 'late'
    UNION ALL
    SELECT n.withdrawn_at, %(withdrawn)s, n.school_id, n.teacher_id, %(teacher)s, {at_lesson}, 4, a.id
      FROM noted n JOIN absence a USING (lesson_id, pupil_id) WHERE n.withdrawn_at IS NOT NULL
    UNION ALL
    SELECT v.closed_at, %(closed)s, v.school_id, v.teacher_id, %(teacher)s,
           jsonb_build_object('school_id', v.school_id, 'lesson_id', v.lesson_id, 'absent', coalesce(c.absent, 0),
                              'late', coalesce(c.late, 0)), 5, v.lesson_id
      FROM lived v
      LEFT JOIN (SELECT n.lesson_id,
                        count(*) FILTER (WHERE (n.kind <> 'late' OR n.noted_at > n.closed_at)
                                         AND (n.withdrawn_at IS NULL OR n.withdrawn_at > n.closed_at)) AS absent,
                        count(*) FILTER (WHERE n.kind = 'late' AND n.noted_at <= n.closed_at) AS late
                   FROM noted n GROUP BY n.lesson_id) c USING (lesson_id)
     WHERE v.closed_at IS NOT NULL
    UNION ALL
    SELECT t.decided_at, %(treated)s, t.school_id, t.decided_by_id, %(office)s,
           jsonb_build_object('school_id', t.school_id, 'period_id', t.id, 'pupil_id', t.pupil_id, 'decided',
                              t.admissibility), 6, t.id
      FROM absence_period t WHERE t.decided_at IS NOT NULL AND t.origin = 'appel'
    UNION ALL
    SELECT t.made_at, %(told)s, t.school_id, t.made_by_id, %(office)s,
           jsonb_build_object('school_id', t.school_id, 'period_id', t.id, 'pupil_id', t.pupil_id), 7, t.id
      FROM absence_period t WHERE t.origin <> 'appel'
    UNION ALL
    SELECT u.done_at, %(followed)s, u.school_id, u.done_by_id, %(office)s,
           jsonb_build_object('school_id', u.school_id, 'period_id', u.period_id, 'follow_up_id', u.id), 8, u.id
      FROM follow_up u) facts
 ORDER BY at, turn, which
""".replace("{at_lesson}", _AT_LESSON)


def write_ledger(cursor: Any) -> None:
    """Write the facts of accounts, rolls and absences. `lived` and `noted` must be there."""
    names = {
        "activated": AccountActivated.name,
        "opened": RollOpened.name,
        "closed": RollClosed.name,
        "absent": AbsenceNoted.name,
        "late": LateArrivalNoted.name,
        "withdrawn": AbsenceWithdrawn.name,
        "treated": PeriodTreated.name,
        "told": PeriodNoted.name,
        "followed": FollowUpAdded.name,
    }
    people = {
        "teacher": Profile.TEACHER.value,
        "office": Profile.VIE_SCOLAIRE.value,
        "anonymous": Profile.ANONYMOUS.value,
    }
    cursor.execute(_FACTS, names | people)
