"""What a digest says of messages: who wrote, and for which child; nothing of the text (capability C134)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.foundation.rooms.digests import DigestLine, DigestSource
from preau.foundation.screens.templates import url
from preau.messaging.hats import HATS

#: A category of the notices catalogue.
MESSAGE = "messaging:message"
#: Unread messages told to one person: beyond, the box says more than a mail.
_MOST = 40

_UNREAD = """
SELECT u.person_id, x.at, x.profile, nullif(x.pupil_id, 0), x.name, coalesce(k.first_name, ''), x.thread_id
  FROM unnest(%(people)s::int[]) AS u(person_id)
 CROSS JOIN LATERAL (
       SELECT coalesce(m.delivered_at, m.sent_at) AS at, c.profile, c.pupil_id, m.thread_id,
              p.first_name || ' ' || p.last_name AS name
         FROM message_copy c
         JOIN message m ON m.id = c.message_id
         JOIN person p ON p.id = m.sender_id
        WHERE c.person_id = u.person_id AND c.read_at IS NULL AND c.role <> 0 AND c.folder_id IS NULL
          AND m.state IN ('remis', 'en_cours') AND NOT m.is_urgent AND m.sent_at < %(until)s
          AND m.sent_at >= %(since)s::timestamptz - interval '1 day'
          AND coalesce(m.delivered_at, m.sent_at) >= %(since)s
          AND coalesce(m.delivered_at, m.sent_at) < %(until)s
        ORDER BY c.message_id DESC LIMIT %(most)s) x
  LEFT JOIN person k ON k.id = nullif(x.pupil_id, 0)
"""


def unread_lines(people: Sequence[int], since: datetime, until: datetime) -> Mapping[int, tuple[DigestLine, ...]]:
    """One statement for them all. An urgent message was told at once."""
    asked: dict[str, Any] = {"people": list(people), "since": since, "until": until, "most": _MOST}
    with connection.cursor() as cursor:
        rows = cursor.execute(_UNREAD, asked).fetchall()
    found: dict[int, list[DigestLine]] = {}
    for person_id, at, hat, pupil_id, who, child, thread_id in rows:
        said = _("Message de %(who)s à propos de %(child)s") if child else _("Message de %(who)s")
        line = DigestLine(
            at=at,
            profile=HATS[hat - 1],
            about_pupil_id=pupil_id,
            title=said % {"who": who, "child": child},
            path=url("messaging:thread", thread_id=thread_id),
        )
        found.setdefault(person_id, []).append(line)
    return {person_id: tuple(lines) for person_id, lines in found.items()}


DIGEST = DigestSource(kind=MESSAGE, lines=unread_lines)
