"""What waits for a moderator in a school (capability C30)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.directory.people.reach import during
from preau.directory.people.wording import PROFILE_NAMES
from preau.kernel import clock

MOST = 50

_WAITING = f"""
SELECT m.id, m.sender_id, p.first_name || ' ' || p.last_name, m.sender_profile, d.label, t.subject, b.html,
       b.files, m.recipients, m.sent_at, m.reason
  FROM message m
  JOIN thread t ON t.id = m.thread_id
  JOIN message_body b ON b.id = m.body_id
  JOIN person p ON p.id = m.sender_id
  LEFT JOIN LATERAL (
       SELECT string_agg(DISTINCT coalesce(nullif(g.label, ''), g.code), ', ') AS label
         FROM membership x JOIN pupil_group g ON g.id = x.group_id AND g.kind = 'division'
        WHERE x.school_id = m.school_id AND {during("x")}
          AND (x.pupil_id = m.sender_id OR x.pupil_id IN (
               SELECT w.pupil_id FROM guardianship w
                WHERE w.guardian_id = m.sender_id AND {during("w")}))) d ON true
 WHERE m.school_id = %(school)s AND m.state = 'en_attente' AND m.sender_id <> %(reader)s
 ORDER BY m.sent_at, m.id LIMIT %(most)s
"""  # noqa: S608 - our own constants


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A message that waits: who wrote it (hat and classes), what, to how many, since when, and why it waits."""

    id: int
    sender_id: int
    sender: str
    profile: str
    division: str
    subject: str
    html: str
    files: int
    recipients: int
    sent_at: datetime
    reason: str

    @property
    def who(self) -> str:
        """`Parents et responsables – 4e B`."""
        return " – ".join(part for part in (PROFILE_NAMES.get(self.profile, ""), self.division) if part)


def waiting_messages(school_id: int, reader_id: int) -> tuple[WaitingLine, ...]:
    """The oldest first; never the reader's own. The caller has decided that she moderates."""
    asked: dict[str, Any] = {"school": school_id, "reader": reader_id, "day": clock.today(), "most": MOST}
    with connection.cursor() as cursor:
        rows = cursor.execute(_WAITING, asked).fetchall()
    return tuple(
        WaitingLine(pk, sender, name, profile, label or "", *rest)
        for pk, sender, name, profile, label, *rest in rows
    )
