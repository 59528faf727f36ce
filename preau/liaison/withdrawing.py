"""Words and replies as a bad day finds, withdraws, restores and keeps them; and as somebody reports one (C31,
C36).

A word withdrawn is one row: nothing is written for each family. A reply withdrawn keeps its value, which is an
act; its text is read no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.foundation.bodies.reading import one_line, text_of
from preau.foundation.live.touch import touch
from preau.foundation.rooms.writings import EvidenceLine, FoundWriting, Received, ReportedWriting, Search, Writing
from preau.kernel import clock
from preau.kernel.actor import STAFF_PROFILES, Actor
from preau.liaison.models import Word
from preau.liaison.policies import may_follow, pupils_read
from preau.liaison.wording import purpose_label

EXTRACT = 280

_SEARCHED = """{row}.school_id = ANY(%(schools)s) AND {at} >= %(since)s AND {at} < %(until)s
   AND (%(authors)s::bigint[] = '{{}}' OR {author} = ANY(%(authors)s))
   AND (%(profiles)s::text[] = '{{}}' OR {profile} = ANY(%(profiles)s))
   AND (%(text)s = '' OR strpos({row}.searched, %(text)s) > 0)"""

_FOUND_WORDS = f"""
SELECT w.id, w.school_id, w.author_id, w.author_profile, w.sent_at, w.title, w.html,
       (SELECT count(*) FROM liaison_word_pupil a WHERE a.word_id = w.id),
       (SELECT count(*) FROM liaison_reply r WHERE r.word_id = w.id AND r.seen_at IS NOT NULL), w.state = 'retire'
  FROM liaison_word w
 WHERE w.state <> 'brouillon'
   AND {_SEARCHED.format(row="w", at="w.sent_at", author="w.author_id", profile="w.author_profile")}
 ORDER BY w.sent_at DESC, w.id DESC LIMIT %(most)s
"""  # noqa: S608 - our own pieces

_FOUND_REPLIES = f"""
SELECT r.id, r.school_id, r.person_id, r.profile, r.answered_at, w.title, r.text, 1, 1, r.withdrawn_at IS NOT NULL
  FROM liaison_reply r JOIN liaison_word w ON w.id = r.word_id
 WHERE r.answered_at IS NOT NULL AND r.text <> ''
   AND {_SEARCHED.format(row="r", at="r.answered_at", author="r.person_id", profile="r.profile")}
 ORDER BY r.answered_at DESC, r.id DESC LIMIT %(most)s
"""  # noqa: S608 - our own pieces

_EVIDENCE_WORDS = """
SELECT id, school_id, author_id, author_profile, sent_at, title, html, purpose FROM liaison_word
 WHERE id = ANY(%(ids)s) AND state <> 'brouillon' ORDER BY id
"""
_EVIDENCE_REPLIES = """
SELECT r.id, r.school_id, r.person_id, r.profile, r.answered_at, w.title, r.text, r.value, w.author_id,
       w.author_profile
  FROM liaison_reply r JOIN liaison_word w ON w.id = r.word_id
 WHERE r.id = ANY(%(ids)s) AND r.answered_at IS NOT NULL ORDER BY r.id
"""
_RECEIVED = """
SELECT person_id, profile, seen_at FROM liaison_reply WHERE word_id = %(word)s AND seen_at IS NOT NULL ORDER BY id
"""
_WITHDRAW_WORDS = """
UPDATE liaison_word SET state = 'retire', withdrawn_at = %(now)s, reason = %(reason)s
 WHERE id = ANY(%(ids)s) AND state = 'envoye' RETURNING id, school_id
"""
_RESTORE_WORDS = """
UPDATE liaison_word SET state = 'envoye', withdrawn_at = NULL, reason = ''
 WHERE id = ANY(%(ids)s) AND state = 'retire' RETURNING id, school_id
"""
_WITHDRAW_TOLD = """
UPDATE notice n SET withdrawn_at = %(now)s FROM liaison_word_pupil a
 WHERE a.word_id = ANY(%(ids)s) AND n.about_pupil_id = a.pupil_id AND n.withdrawn_at IS NULL
   AND n.path = '/eleves/' || a.pupil_id || '/carnet/' || a.word_id || '/'
"""
_SET_REPLIES = """
UPDATE liaison_reply SET withdrawn_at = %(at)s
 WHERE id = ANY(%(ids)s) AND (withdrawn_at IS NULL) = %(standing)s RETURNING word_id, school_id, pupil_id
"""
_HAD = "SELECT DISTINCT pupil_id FROM liaison_word_pupil WHERE word_id = ANY(%(ids)s)"


def found_words(search: Search) -> tuple[FoundWriting, ...]:
    """See `Search`."""
    return _found(_FOUND_WORDS, search)


def found_replies(search: Search) -> tuple[FoundWriting, ...]:
    """See `Search`: those that hold words."""
    return _found(_FOUND_REPLIES, search)


def _found(statement: str, search: Search) -> tuple[FoundWriting, ...]:
    if not search.author_ids and not search.text:
        return ()
    rows = _rows(
        statement, schools=list(search.school_ids), since=search.since, until=search.until, text=search.text,
        authors=list(search.author_ids), profiles=list(search.profiles), most=search.most,
    )  # fmt: skip
    return tuple(
        FoundWriting(
            id=row[0], school_id=row[1], author_id=row[2], author_profile=row[3], written_at=row[4], title=row[5],
            extract=one_line(row[6])[:EXTRACT], recipients=row[7], readers=row[8], is_withdrawn=row[9],
        )
        for row in rows
    )  # fmt: skip


def withdraw_words(actor: Actor, ids: Sequence[int], event_id: int) -> int:
    """See `Writing.withdraw`."""
    reason = _("Retiré par l’établissement à la suite d’un incident.")
    done = _rows(_WITHDRAW_WORDS, ids=list(ids), now=clock.now(), reason=reason)
    return _touched(done, event_id)


def restore_words(actor: Actor, ids: Sequence[int], event_id: int) -> int:
    """See `Writing.restore`."""
    return _touched(_rows(_RESTORE_WORDS, ids=list(ids)), event_id, withdraws=False)


def withdraw_replies(actor: Actor, ids: Sequence[int], event_id: int) -> int:
    """The words of an answer are read no more; what it decides stays."""
    return _set_replies(ids, clock.now(), event_id)


def restore_replies(actor: Actor, ids: Sequence[int], event_id: int) -> int:
    """See `Writing.restore`."""
    return _set_replies(ids, None, event_id)


def _set_replies(ids: Sequence[int], at: datetime | None, event_id: int) -> int:
    done = _rows(_SET_REPLIES, ids=list(ids), at=at, standing=at is not None)
    touch([f"mot:{school}:{word}" for word, school, _pupil in done], event_id)
    touch([f"carnet:{pupil}" for _word, _school, pupil in done], event_id)
    return len(done)


def _touched(done: list[Any], event_id: int, *, withdraws: bool = True) -> int:
    ids = [word_id for word_id, _school in done]
    if not ids:
        return 0
    pupils = [pupil_id for (pupil_id,) in _rows(_HAD, ids=ids)]
    if withdraws:
        with connection.cursor() as cursor:
            cursor.execute(_WITHDRAW_TOLD, {"ids": ids, "now": clock.now()})
    touch([*(f"mot:{school}:{word}" for word, school in done), *(f"carnet:{one}" for one in pupils)], event_id)
    return len(pupils)


def described_word(actor: Actor, word_id: int) -> ReportedWriting | None:
    """Whoever has it in a book she reads, and those who follow it."""
    word = Word.objects.filter(pk=word_id, state=Word.State.SENT, school_id__in=actor.school_ids).first()
    if word is None or word.sent_at is None:
        return None
    if actor.is_a(*STAFF_PROFILES):
        readable, path = may_follow(actor, word), ""
    else:
        had = _rows(f"{_HAD} AND pupil_id = ANY(%(pupils)s)", ids=[word_id], pupils=list(pupils_read(actor)))
        readable, path = bool(had), f"/eleves/{had[0][0]}/carnet/{word_id}/" if had else ""
    if not readable:
        return None
    return ReportedWriting(
        word.pk, word.school_id, word.author_id, word.author_profile, word.sent_at, word.title, text_of(word.html),
        path,
    )  # fmt: skip


def described_reply(actor: Actor, reply_id: int) -> ReportedWriting | None:
    """Those who follow the word."""
    rows = _rows(_EVIDENCE_REPLIES, ids=[reply_id])
    if not rows or not actor.in_school(rows[0][1]):
        return None
    word = _word_of(reply_id)
    if word is None or not may_follow(actor, word):
        return None
    ident, school, person, profile, at, title, text, *_rest = rows[0]
    return ReportedWriting(ident, school, person, profile, at, title, text)


def _word_of(reply_id: int) -> Word | None:
    found = _rows("SELECT word_id FROM liaison_reply WHERE id = %(id)s AND withdrawn_at IS NULL", id=reply_id)
    return Word.objects.filter(pk=found[0][0]).first() if found else None


def evidence_of_words(ids: Sequence[int]) -> Iterator[EvidenceLine]:
    """One after another, with everybody who opened it."""
    for row in _rows(_EVIDENCE_WORDS, ids=list(ids)):
        received = tuple(
            Received(person, profile, "famille", at) for person, profile, at in _rows(_RECEIVED, word=row[0])
        )
        yield _evidence(row, {_("Nature"): purpose_label(row[7])}, received)


def evidence_of_replies(ids: Sequence[int]) -> Iterator[EvidenceLine]:
    """Each with who had asked."""
    for row in _rows(_EVIDENCE_REPLIES, ids=list(ids)):
        asked = Received(row[8], row[9], "auteur", None)
        yield _evidence(row, {_("Réponse"): row[7]}, (asked,))


def _evidence(row: Any, headers: dict[str, str], received: tuple[Received, ...]) -> EvidenceLine:
    return EvidenceLine(
        id=row[0], school_id=row[1], author_id=row[2], author_profile=row[3], written_at=row[4], title=row[5],
        html=row[6], headers=headers, received=received,
    )  # fmt: skip


def _rows(statement: str, **parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, parameters).fetchall())


WRITINGS = (
    Writing("mot", "mot du carnet", found_words, evidence_of_words, described_word, withdraw_words, restore_words),
    Writing(
        "reponse", "réponse au carnet", found_replies, evidence_of_replies, described_reply, withdraw_replies,
        restore_replies,
    ),
)  # fmt: skip
