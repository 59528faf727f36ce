"""A box: one line per thread, the newest first. One statement, that walks the copies of the person by the key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.words import folded
from preau.messaging.hats import hat_of
from preau.messaging.rules import COUNTED_AMONG, LOOKED_AT, PAGE

#: A copy `c` of a message `m` that this person reads under this hat: what was withdrawn stays to who had read it,
#: what is about a child to who answers for her (rule B8). Parameters: those of `whose`.
READABLE = """c.person_id = %(person)s AND c.profile = %(hat)s AND c.school_id = ANY(%(schools)s)
   AND (m.state IN ('remis', 'en_cours') OR c.role = 0 OR (m.state = 'rappele' AND c.read_at IS NOT NULL))
   AND (c.pupil_id = 0 OR %(wards)s::int[] IS NULL OR c.pupil_id = ANY(%(wards)s::int[]))"""

#: What came and was filed nowhere.
IN_BOX = "c.folder_id IS NULL AND c.role <> 0"
_IN_FOLDER = "c.folder_id = %(folder)s"
_FOUND = """(c.folder_id IS NULL OR c.folder_id <> ALL (%(bins)s::bigint[]))
   AND (%(words)s::text[] = '{}' OR (SELECT bool_and(strpos(y.searched, word) > 0)
            FROM message_body y, unnest(%(words)s::text[]) AS word WHERE y.id = m.body_id))
   AND (%(who)s::text[] = '{}' OR (SELECT bool_and(strpos(' ' || s.sorting_name, ' ' || word) > 0)
            FROM person s, unnest(%(who)s::text[]) AS word WHERE s.id = m.sender_id))
   AND (NOT %(with_files)s OR (SELECT y.files > 0 FROM message_body y WHERE y.id = m.body_id))
   AND (%(since)s::timestamptz IS NULL OR m.sent_at >= %(since)s)
   AND (%(until)s::timestamptz IS NULL OR m.sent_at < %(until)s)"""

# A thread that a former page showed comes no more.
_OLDER = """ AND c.message_id < %(before)s AND NOT EXISTS (
       SELECT FROM message n JOIN message_copy o ON o.person_id = %(person)s AND o.message_id = n.id
        WHERE n.thread_id = m.thread_id AND n.id >= %(before)s AND o.profile = %(hat)s
          AND o.folder_id IS NOT DISTINCT FROM c.folder_id AND (o.role <> 0 OR c.role = 0))"""

_BOX = f"""
WITH walked AS MATERIALIZED (
    SELECT c.message_id, c.school_id, c.pupil_id, c.role, c.read_at, m.thread_id, m.body_id, m.sender_id,
           m.sender_label, m.sent_at, m.state, m.is_urgent, m.wants_answer
      FROM message_copy c JOIN message m ON m.id = c.message_id
     WHERE {READABLE} AND {{where}}
     ORDER BY c.message_id DESC LIMIT %(looked_at)s
), threads AS (
    SELECT DISTINCT ON (thread_id) *, count(*) OVER hers AS messages,
           bool_or(read_at IS NULL) OVER hers AS is_unread, min(message_id) OVER () AS last_walked,
           count(*) OVER () AS walked
      FROM walked WINDOW hers AS (PARTITION BY thread_id)
     ORDER BY thread_id, message_id DESC
)
SELECT t.thread_id, t.message_id, d.subject, b.beginning, b.files,
       p.first_name || ' ' || p.last_name, t.sender_label, coalesce(k.first_name, ''), t.sent_at, t.messages,
       t.is_unread, t.state = 'rappele', t.is_urgent, t.wants_answer, s.name, t.role = 0, t.last_walked, t.walked
  FROM threads t
  JOIN thread d ON d.id = t.thread_id
  JOIN message_body b ON b.id = t.body_id
  JOIN person p ON p.id = t.sender_id
  JOIN school s ON s.id = t.school_id
  LEFT JOIN person k ON k.id = nullif(t.pupil_id, 0)
 ORDER BY t.message_id DESC LIMIT %(most)s
"""  # noqa: S608 - our own constants

_UNREAD = f"""
SELECT count(*) FROM (
    SELECT c.read_at FROM message_copy c JOIN message m ON m.id = c.message_id
     WHERE {READABLE} AND {IN_BOX}
     ORDER BY c.message_id DESC LIMIT %(counted_among)s) u
 WHERE u.read_at IS NULL
"""  # noqa: S608 - our own constants


@dataclass(frozen=True, slots=True)
class BoxLine:
    """One thread, ready to print. `child` is the one it is about, `is_own` when its last message is hers."""

    thread_id: int
    message_id: int
    subject: str
    beginning: str
    files: int
    who: str
    label: str
    child: str
    sent_at: datetime
    messages: int
    is_unread: bool
    is_withdrawn: bool
    is_urgent: bool
    wants_answer: bool
    school: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class BoxPage:
    """A page of a box; `older` is where the next one begins (0: there is none)."""

    lines: tuple[BoxLine, ...]
    older: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for in a box: words of the text, of the sender's name, days (both included), files."""

    words: str = ""
    who: str = ""
    since: date | None = None
    until: date | None = None
    with_files: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.words.strip() or self.who.strip() or self.since or self.until or self.with_files)


def whose(actor: Actor) -> dict[str, Any]:
    """The parameters of `READABLE`."""
    wards = [ward.pupil_id for ward in actor.wards] if actor.is_a(Profile.GUARDIAN) else None
    return {
        "person": actor.person_id, "hat": hat_of(actor.profile), "schools": list(actor.school_ids), "wards": wards,
    }  # fmt: skip


def inbox(actor: Actor, *, before: int = 0) -> BoxPage:
    """What came and was filed nowhere."""
    return _page(actor, IN_BOX, before, {})


def folder_page(actor: Actor, folder_id: int, *, before: int = 0) -> BoxPage:
    """What was put in a folder; the caller checked that it is the actor's."""
    return _page(actor, _IN_FOLDER, before, {"folder": folder_id})


def found_in_box(actor: Actor, asked: Asked, bins: tuple[int, ...], *, before: int = 0) -> BoxPage:
    """What answers, sent and received, in all folders but the bin."""
    more: dict[str, Any] = {
        "bins": list(bins),
        "words": folded(asked.words).split(),
        "who": folded(asked.who).split(),
        "since": clock.instant(asked.since, time()) if asked.since else None,
        "until": clock.instant(asked.until + timedelta(days=1), time()) if asked.until else None,
        "with_files": asked.with_files,
    }
    return _page(actor, _FOUND, before, more)


def unread_count(actor: Actor) -> int:
    """Among the `rules.COUNTED_AMONG` newest of the inbox."""
    with connection.cursor() as cursor:
        row = cursor.execute(_UNREAD, {**whose(actor), "counted_among": COUNTED_AMONG}).fetchone()
    return int(row[0]) if row else 0


def unread_said(count: int) -> str:
    """« 12 messages non lus », « 99 messages non lus ou plus »."""
    if count > 99:
        return _("plus de 99 messages non lus")
    return (_("%(count)s messages non lus") if count > 1 else _("%(count)s message non lu")) % {"count": count}


def _page(actor: Actor, where: str, before: int, more: dict[str, Any]) -> BoxPage:
    asked = {**whose(actor), **more, "before": before, "looked_at": LOOKED_AT, "most": PAGE + 1}
    statement = _BOX.format(where=where + (_OLDER if before else ""))
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, asked).fetchall()
    if not rows:
        return BoxPage((), 0)
    lines = tuple(BoxLine(*row[:-2]) for row in rows[:PAGE])
    last_walked, walked = rows[0][-2:]
    has_more = len(rows) > PAGE
    return BoxPage(lines, lines[-1].message_id if has_more else (last_walked if walked == LOOKED_AT else 0))
