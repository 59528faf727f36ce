"""What a person sent: one line per message, with whom it went to and how many read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.kernel.actor import Actor
from preau.messaging.queries.box import whose
from preau.messaging.queries.recipients import group_name
from preau.messaging.rules import PAGE

#: The address of a message `m` as a jsonb array of (role, who, name of the group, list or person); hidden lines
#: too.
ADDRESS = """
(SELECT jsonb_agg(jsonb_build_array(a.role, a.who, coalesce(nullif(g.label, ''), g.code, l.label, nullif(a.level,
''), r.first_name || ' ' || r.last_name, '')) ORDER BY a.id)
   FROM (SELECT * FROM message_addressed x WHERE x.message_id = m.id ORDER BY x.id LIMIT 60) a
   LEFT JOIN pupil_group g ON g.id = a.group_id
   LEFT JOIN broadcast_list l ON l.id = a.list_id
   LEFT JOIN person r ON r.id = a.person_id)
"""

_SENT = f"""
SELECT m.id, m.thread_id, d.subject, b.beginning, b.files, {ADDRESS}, m.sent_at, m.state, m.recipients, m.leaves_at
  FROM message m
  JOIN message_copy c ON c.person_id = m.sender_id AND c.message_id = m.id
  JOIN thread d ON d.id = m.thread_id
  JOIN message_body b ON b.id = m.body_id
 WHERE m.sender_id = %(person)s AND c.profile = %(hat)s AND c.folder_id IS NULL
   AND m.school_id = ANY(%(schools)s) AND (%(before)s::timestamptz IS NULL OR m.sent_at < %(before)s)
 ORDER BY m.sent_at DESC, m.id DESC LIMIT %(most)s
"""  # noqa: S608 - our own constants


@dataclass(frozen=True, slots=True)
class SentLine:
    """A message one sent, ready to print."""

    id: int
    thread_id: int
    subject: str
    beginning: str
    files: int
    to: str
    sent_at: datetime
    state: str
    recipients: int
    leaves_at: datetime | None


def names_in(column: str | None, *, roles: tuple[str, ...] = ("a", "cc", "cci")) -> tuple[str, ...]:
    """The names of a column `ADDRESS`, as PostgreSQL hands JSON over."""
    rows = json.loads(column) if column else []
    return tuple(
        name if who in {"personne", "liste"} else group_name(who, name)
        for role, who, name in rows
        if role in roles
    )


def _line(row: tuple[Any, ...]) -> SentLine:
    pk, thread_id, subject, beginning, files, address, sent_at, state, recipients, leaves_at = row
    to = _("À ") + (", ".join(names_in(address)[:3]) or "–")
    return SentLine(pk, thread_id, subject, beginning, files, to, sent_at, state, recipients, leaves_at)


def sent_page(actor: Actor, before: datetime | None = None) -> tuple[tuple[SentLine, ...], datetime | None]:
    """The newest first, and the instant before which the next page begins."""
    with connection.cursor() as cursor:
        asked = {**whose(actor), "before": before, "most": PAGE + 1}
        rows = cursor.execute(_SENT, asked).fetchall()
    lines = tuple(_line(row) for row in rows[:PAGE])
    return lines, lines[-1].sent_at if len(rows) > PAGE else None
