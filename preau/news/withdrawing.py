"""Items and comments as a bad day finds, withdraws, restores and keeps them; as somebody reports one (C36, C14).

Withdrawn, an item is shown in no school any more, and reminders of it go; who wrote it sees that it is withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.foundation.bodies.reading import text_of
from preau.foundation.ledger.listeners import Recorded
from preau.foundation.live.touch import touch
from preau.foundation.notices.tell import withdraw_told
from preau.foundation.rooms.writings import EvidenceLine, FoundWriting, Received, ReportedWriting, Search, Writing
from preau.foundation.screens.templates import url
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.news.models import NewsItem
from preau.news.queries.reading import read_item
from preau.news.showing import hide, show

#: What the author of a withdrawn item reads; kept so, whatever the language of who withdrew it.
BECAUSE = "Retirée par l’établissement à la suite d’un incident."
_EXTRACT = 280

_FOUND = """
SELECT i.id, i.schools[1], i.author_id, i.author_profile, i.written_at, i.title, i.beginning, r.people, r.people,
       i.state = 'retiree'
  FROM news_item i
  CROSS JOIN LATERAL (SELECT count(*) AS people FROM news_reading n WHERE n.item_id = i.id) r
 WHERE i.schools && %(schools)s::bigint[] AND i.written_at >= %(since)s AND i.written_at < %(until)s
   AND (%(authors)s::bigint[] = '{}' OR i.author_id = ANY(%(authors)s::bigint[]))
   AND (%(profiles)s::text[] = '{}' OR i.author_profile = ANY(%(profiles)s::text[]))
   AND (%(text)s = '' OR strpos(i.searched, %(text)s) > 0)
 ORDER BY i.written_at DESC, i.id DESC LIMIT %(most)s
"""
_WITHDRAW = """
UPDATE news_item SET state = 'retiree', reason = %(reason)s, is_featured = false, decided_by_id = %(by)s,
       decided_at = %(now)s
 WHERE id = ANY(%(ids)s) AND state <> 'retiree'
RETURNING id, schools
"""
# What was never published goes back to its author.
_RESTORE = """
UPDATE news_item SET state = CASE WHEN shown_from IS NULL OR shown_from > decided_at THEN 'brouillon'
                                  ELSE 'publiee' END,
       reason = '', decided_by_id = %(by)s, decided_at = %(now)s
 WHERE id = ANY(%(ids)s) AND state = 'retiree' AND reason = %(reason)s
RETURNING id, schools, state
"""
_EVIDENCE = """
SELECT id, schools[1], author_id, author_profile, written_at, title, html, state, audience, origin
  FROM news_item WHERE id = ANY(%(ids)s) ORDER BY written_at, id
"""
_READ = """
SELECT r.person_id, r.read_at FROM news_reading r WHERE r.item_id = %(id)s ORDER BY r.person_id, r.id
"""
_FILES = "SELECT name, digest, content FROM news_file WHERE item_id = %(id)s ORDER BY id"

_COMMENTS_FOUND = """
SELECT c.id, c.school_id, c.author_id, c.author_profile, c.written_at, i.title, c.text, c.state = 'retire'
  FROM news_comment c JOIN news_item i ON i.id = c.item_id
 WHERE c.school_id = ANY(%(schools)s) AND c.written_at >= %(since)s AND c.written_at < %(until)s
   AND (%(authors)s::bigint[] = '{}' OR c.author_id = ANY(%(authors)s::bigint[]))
   AND (%(profiles)s::text[] = '{}' OR c.author_profile = ANY(%(profiles)s::text[]))
   AND (%(text)s = '' OR strpos(c.searched, %(text)s) > 0)
 ORDER BY c.written_at DESC, c.id DESC LIMIT %(most)s
"""
_COMMENTS_WITHDRAWN = """
UPDATE news_comment SET former_state = state, state = 'retire', decided_by_id = %(by)s, decided_at = %(now)s
 WHERE id = ANY(%(ids)s) AND state <> 'retire' RETURNING id, school_id
"""
_COMMENTS_RESTORED = """
UPDATE news_comment SET state = former_state, former_state = '', decided_by_id = %(by)s, decided_at = %(now)s
 WHERE id = ANY(%(ids)s) AND state = 'retire' AND former_state <> '' RETURNING id, school_id
"""
_COMMENT = """
SELECT c.id, c.school_id, c.author_id, c.author_profile, c.written_at, i.title, c.text, c.item_id
  FROM news_comment c JOIN news_item i ON i.id = c.item_id
 WHERE c.id = %(id)s AND c.school_id = ANY(%(schools)s) AND c.state = 'visible'
"""
_COMMENTS_KEPT = """
SELECT c.id, c.school_id, c.author_id, c.author_profile, c.written_at, i.title, c.text, c.state, c.item_id
  FROM news_comment c JOIN news_item i ON i.id = c.item_id WHERE c.id = ANY(%(ids)s) ORDER BY c.written_at, c.id
"""


def _found_items(search: Search) -> tuple[FoundWriting, ...]:
    return tuple(FoundWriting(*row) for row in _search(_FOUND, search))


def _withdraw_items(actor: Actor, ids: Sequence[int], event_id: int) -> int:
    now = clock.now()
    done = _rows(_WITHDRAW, ids=list(ids), reason=BECAUSE, by=actor.person_id, now=now)
    for item_id, _schools in done:
        because = Recorded(event_id, now, None, actor.person_id, actor.profile.value)
        withdraw_told(about_pupil_id=None, path=url("news:item", item_id=item_id), because=because)
    hidden = hide([item_id for item_id, _schools in done])
    _touched({school_id for _id, schools in done for school_id in schools}, event_id)
    return max(hidden, len(done))


def _restore_items(actor: Actor, ids: Sequence[int], event_id: int) -> int:
    done = _rows(_RESTORE, ids=list(ids), reason=BECAUSE, by=actor.person_id, now=clock.now())
    for item in NewsItem.objects.filter(pk__in=[one for one, _schools, state in done if state == "publiee"]):
        show(item)
    _touched({school_id for _id, schools, _state in done for school_id in schools}, event_id)
    return len(done)


def _evidence_of_items(ids: Sequence[int]) -> Iterator[EvidenceLine]:
    for *head, html, state, audience, origin in _rows(_EVIDENCE, ids=list(ids)):
        received = tuple(Received(person, "", "", at) for person, at in _rows(_READ, id=head[0]))
        headers = {
            _("État"): str(NewsItem.State(state).label),
            _("Adressée à"): ", ".join(audience),
            _("Origine"): origin or "–",
        }
        files = tuple((name, digest, bytes(content)) for name, digest, content in _rows(_FILES, id=head[0]))
        pk, school_id, author_id, profile, at, title = head
        yield EvidenceLine(pk, school_id, author_id, profile, at, title, html, headers, received, files)


def _described_item(actor: Actor, item_id: int) -> ReportedWriting | None:
    read = read_item(actor, item_id)
    if read is None:
        return None
    item = NewsItem.objects.get(pk=item_id)
    return ReportedWriting(
        item_id, read.line.school_ids[0], item.author_id, item.author_profile, item.written_at, item.title,
        text_of(item.html), url("news:item", item_id=item_id),
    )  # fmt: skip


def _found_comments(search: Search) -> tuple[FoundWriting, ...]:
    return tuple(
        FoundWriting(pk, school_id, author_id, profile, at, title, text[:_EXTRACT], 0, 0, withdrawn)
        for pk, school_id, author_id, profile, at, title, text, withdrawn in _search(_COMMENTS_FOUND, search)
    )


def _withdraw_comments(actor: Actor, ids: Sequence[int], event_id: int) -> int:
    return len(_rows(_COMMENTS_WITHDRAWN, ids=list(ids), by=actor.person_id, now=clock.now()))


def _restore_comments(actor: Actor, ids: Sequence[int], event_id: int) -> int:
    return len(_rows(_COMMENTS_RESTORED, ids=list(ids), by=actor.person_id, now=clock.now()))


def _evidence_of_comments(ids: Sequence[int]) -> Iterator[EvidenceLine]:
    for pk, school_id, author_id, profile, at, title, text, state, item_id in _rows(_COMMENTS_KEPT, ids=list(ids)):
        headers = {_("État"): state, _("Actualité"): str(item_id)}
        yield EvidenceLine(pk, school_id, author_id, profile, at, title, text, headers)


def _described_comment(actor: Actor, comment_id: int) -> ReportedWriting | None:
    rows = _rows(_COMMENT, id=comment_id, schools=list(actor.school_ids))
    if not rows or read_item(actor, rows[0][-1]) is None:
        return None
    pk, school_id, author_id, profile, at, title, text, item_id = rows[0]
    path = f"{url('news:item', item_id=item_id)}#commentaire-{comment_id}"
    return ReportedWriting(pk, school_id, author_id, profile, at, title, text, path)


def _search(statement: str, search: Search) -> list[Any]:
    if not search.author_ids and not search.text:
        return []
    return _rows(
        statement, schools=list(search.school_ids), since=search.since, until=search.until, text=search.text,
        authors=list(search.author_ids), profiles=list(search.profiles), most=search.most,
    )  # fmt: skip


def _touched(school_ids: set[int], event_id: int) -> None:
    touch([f"actualites:{school_id}" for school_id in school_ids], event_id)


def _rows(statement: str, **asked: Any) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, asked).fetchall())


WRITINGS = (
    Writing(
        name="actualite",
        label="actualité",
        found=_found_items,
        evidence=_evidence_of_items,
        describe=_described_item,
        withdraw=_withdraw_items,
        restore=_restore_items,
    ),
    Writing(
        name="commentaire",
        label="commentaire",
        found=_found_comments,
        evidence=_evidence_of_comments,
        describe=_described_comment,
        withdraw=_withdraw_comments,
        restore=_restore_comments,
    ),
)
