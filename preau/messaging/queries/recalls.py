"""Late recalls that the direction is asked for (capability C31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

#: Requests shown, the oldest first.
MOST = 50

_ASKED = """
SELECT m.id, p.first_name || ' ' || p.last_name, m.sender_label, d.subject, b.html, m.sent_at, m.recipients,
       (SELECT count(c.read_at) FROM message_copy c WHERE c.message_id = m.id AND c.role <> 0),
       m.recall_reason, m.recall_asked_at
  FROM message m
  JOIN thread d ON d.id = m.thread_id
  JOIN message_body b ON b.id = m.body_id
  JOIN person p ON p.id = m.sender_id
 WHERE m.school_id = %(school)s AND m.recall_asked_at IS NOT NULL AND m.state IN ('remis', 'en_cours')
 ORDER BY m.recall_asked_at, m.id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class AskedRecall:
    """A message whose sender wants it withdrawn, ready to print."""

    id: int
    who: str
    label: str
    subject: str
    html: str
    sent_at: datetime
    recipients: int
    readers: int
    reason: str
    asked_at: datetime


def asked_recalls(school_id: int) -> tuple[AskedRecall, ...]:
    """The caller has decided that the reader moderates: what is shown is what its sender asks her to look at."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_ASKED, {"school": school_id, "most": MOST}).fetchall()
    return tuple(AskedRecall(*row) for row in rows)
