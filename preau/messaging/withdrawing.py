"""Messages as a bad day finds, withdraws, restores and keeps them; and as somebody reports one (C31, C36, C14).

A withdrawn message is hidden by its own state: nothing is written in its hundred thousand copies, and what is
drawn from copies (boxes, counts, digests, pushes to come) leaves it out by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.foundation.bodies.reading import one_line
from preau.foundation.live.touch import touch
from preau.foundation.rooms.writings import EvidenceLine, FoundWriting, Received, ReportedWriting, Search, Writing
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.messaging.models import Copy, Message

#: What the sender of a withdrawn message reads; kept so, whatever the language of who withdrew it.
BECAUSE = "Retiré par l’établissement à la suite d’un incident."
#: Characters of a message shown in a list of found ones.
EXTRACT = 280

_FOUND = """
SELECT m.id, m.school_id, m.sender_id, m.sender_profile, m.sent_at, t.subject, left(b.html, 4000), m.recipients,
       (SELECT count(*) FROM message_copy c
         WHERE c.message_id = m.id AND c.role <> %(sender)s AND c.read_at IS NOT NULL),
       m.state = %(withdrawn)s
  FROM message m
  JOIN thread t ON t.id = m.thread_id
  JOIN message_body b ON b.id = m.body_id
 WHERE m.school_id = ANY(%(schools)s) AND m.sent_at >= %(since)s AND m.sent_at < %(until)s
   AND m.state <> %(refused)s
   AND (%(authors)s::bigint[] = '{}' OR m.sender_id = ANY(%(authors)s))
   AND (%(profiles)s::text[] = '{}' OR m.sender_profile = ANY(%(profiles)s))
   AND (%(text)s = '' OR strpos(b.searched, %(text)s) > 0)
 ORDER BY m.sent_at DESC, m.id DESC
 LIMIT %(most)s
"""

_WITHDRAW = """
UPDATE message SET state = %(withdrawn)s, reason = %(reason)s, decided_by_id = %(by)s, decided_at = %(now)s
 WHERE id = ANY(%(ids)s) AND state = ANY(%(standing)s)
RETURNING id
"""

# What had not begun to leave waits for a moderator again; what had begun goes on.
_RESTORE = """
UPDATE message
   SET state = CASE WHEN delivered_at IS NOT NULL THEN %(delivered)s
                    WHEN delivered_to > 0 THEN %(delivering)s ELSE %(waiting)s END,
       reason = '', decided_by_id = %(by)s, decided_at = %(now)s
 WHERE id = ANY(%(ids)s) AND state = %(withdrawn)s AND reason = %(reason)s
RETURNING id
"""

_WHO_HAS = """
SELECT count(*) FILTER (WHERE role <> %(sender)s), coalesce(array_agg(DISTINCT person_id), '{}')
  FROM message_copy WHERE message_id = ANY(%(ids)s)
"""

_DESCRIBED = """
SELECT m.id, m.school_id, m.sender_id, m.sender_profile, m.sent_at, t.subject, b.html
  FROM message_copy c
  JOIN message m ON m.id = c.message_id
  JOIN thread t ON t.id = m.thread_id
  JOIN message_body b ON b.id = m.body_id
 WHERE c.person_id = %(person)s AND c.message_id = %(id)s AND c.profile = %(hat)s
   AND m.state = ANY(%(readable)s) AND m.school_id = ANY(%(schools)s)
"""

_EVIDENCE = """
SELECT m.id, m.school_id, m.sender_id, m.sender_profile, m.sent_at, t.subject, b.html, m.state, m.recipients,
       m.thread_id, m.answers_to_id, m.body_id
  FROM message m
  JOIN thread t ON t.id = m.thread_id
  JOIN message_body b ON b.id = m.body_id
 WHERE m.id = ANY(%(ids)s)
 ORDER BY m.sent_at, m.id
"""

_COPIES = """
SELECT person_id, profile, role, read_at FROM message_copy WHERE message_id = %(id)s ORDER BY person_id
"""

_MANY = """
SELECT sender_id, sum(recipients) FROM message
 WHERE school_id = ANY(%(schools)s) AND sent_at >= %(since)s AND state <> %(refused)s
 GROUP BY sender_id HAVING sum(recipients) >= %(many)s
"""

_FILES = "SELECT name, digest, content FROM message_attachment WHERE body_id = %(body)s ORDER BY id"

_HATS = {hat.label: hat.value for hat in Copy.Hat}
_LABELS: dict[int, str] = {hat.value: str(hat.label) for hat in Copy.Hat}
_ROLES: dict[int, str] = {role.value: str(role.label) for role in Copy.Role}
_READABLE = [Message.State.DELIVERING.value, Message.State.DELIVERED.value]
_STANDING = [Message.State.WAITING.value, Message.State.LEAVING.value, *_READABLE]


def found_messages(search: Search) -> tuple[FoundWriting, ...]:
    """See `Search`."""
    if not search.author_ids and not search.text:
        return ()
    rows = _rows(
        _FOUND, schools=list(search.school_ids), since=search.since, until=search.until, text=search.text,
        authors=list(search.author_ids), profiles=list(search.profiles), most=search.most,
        sender=Copy.Role.SENDER.value, withdrawn=Message.State.WITHDRAWN.value,
        refused=Message.State.REFUSED.value,
    )  # fmt: skip
    return tuple(
        FoundWriting(*[*head, one_line(html)[:EXTRACT], recipients, readers, withdrawn])
        for *head, html, recipients, readers, withdrawn in rows
    )


def withdraw_messages(actor: Actor, ids: Sequence[int], event_id: int) -> int:
    """See `Writing.withdraw`: their senders read that the school withdrew them."""
    done = _rows(
        _WITHDRAW, ids=list(ids), standing=_STANDING, withdrawn=Message.State.WITHDRAWN.value,
        reason=BECAUSE, by=actor.person_id, now=clock.now(),
    )  # fmt: skip
    return _told(done, event_id)


def restore_messages(actor: Actor, ids: Sequence[int], event_id: int) -> int:
    """See `Writing.restore`. What its sender recalled stays recalled."""
    done = _rows(
        _RESTORE, ids=list(ids), reason=BECAUSE, by=actor.person_id, now=clock.now(),
        withdrawn=Message.State.WITHDRAWN.value,
        delivered=Message.State.DELIVERED.value, delivering=Message.State.DELIVERING.value,
        waiting=Message.State.WAITING.value,
    )  # fmt: skip
    return _told(done, event_id)


def described_message(actor: Actor, message_id: int) -> ReportedWriting | None:
    """Whoever has a copy under this hat; none of what was withdrawn."""
    hat = _HATS.get(actor.profile.value)
    rows = _rows(
        _DESCRIBED, person=actor.person_id, id=message_id, hat=hat, readable=_READABLE,
        schools=list(actor.school_ids),
    )  # fmt: skip
    if not rows:
        return None
    *head, html = rows[0]
    return ReportedWriting(*[*head, one_line(html)])


def evidence_of_messages(ids: Sequence[int]) -> Iterator[EvidenceLine]:
    """One after another: a message may have a hundred thousand recipients, and large files."""
    for row in _rows(_EVIDENCE, ids=list(ids)):
        *head, html, state, recipients, thread, answers_to, body = row
        received = tuple(
            Received(person, _LABELS[hat], _ROLES[role], read_at)
            for person, hat, role, read_at in _rows(_COPIES, id=head[0])
        )
        headers = {
            _("État"): str(Message.State(state).label),
            _("Destinataires"): str(recipients),
            _("Conversation"): str(thread),
            _("Répond à"): str(answers_to or "–"),
        }
        files = tuple((name, digest, bytes(content)) for name, digest, content in _rows(_FILES, body=body))
        yield EvidenceLine(*[*head, html, headers, received, files])


def wrote_to_many(school_ids: Sequence[int], since: datetime, many: int) -> dict[int, int]:
    """See `Writing.wrote_to_many`."""
    refused = Message.State.REFUSED.value
    return dict(_rows(_MANY, schools=list(school_ids), since=since, many=many, refused=refused))


def _told(done: list[Any], event_id: int) -> int:
    """Touch the pages of those who have them; returns how many copies."""
    ids = [row[0] for row in done]
    if not ids:
        return 0
    ((copies, people),) = _rows(_WHO_HAS, ids=ids, sender=Copy.Role.SENDER.value)
    touch((f"{prefix}:{person_id}" for person_id in people for prefix in ("personne", "boite")), event_id)
    return int(copies)


def _rows(statement: str, **parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, parameters).fetchall())


MESSAGE_WRITING = Writing(
    name="message",
    label="message",
    found=found_messages,
    evidence=evidence_of_messages,
    describe=described_message,
    withdraw=withdraw_messages,
    restore=restore_messages,
    wrote_to_many=wrote_to_many,
)
