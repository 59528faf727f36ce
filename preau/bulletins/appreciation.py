"""Appreciations as actions meet them: held while they are written, with why they cannot be, and what they said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from preau.bulletins.models import BulletinSettings
from preau.bulletins.rules import APPRECIATION_LENGTH, SITTING
from preau.grading.book import REOPENED, TERM_STATE, GradebookHead
from preau.grading.locking import Lock, heads_of
from preau.grading.models import TermLock
from preau.kernel import clock, words
from preau.kernel.actor import Actor


class WordsKey(NamedTuple):
    """An appreciation of a gradebook: a pupil, and the term of her class."""

    pupil_id: int
    term_id: int


@dataclass(frozen=True, slots=True)
class Held:
    """An appreciation as it stands: text, since which version (0: never written), by whom; `most` characters;
    `heads`: who reopens, known where it is closed.
    """

    key: WordsKey
    first_name: str
    last_name: str
    text: str
    version: int
    written_at: datetime | None
    written_by: str
    lock: Lock
    is_reopened: bool
    most: int
    heads: str = ""

    @property
    def obstacle(self) -> str:
        """Why it cannot be written today, in a sentence; empty when it can: words are written until the council
        is over, marks are not.
        """
        return self.lock.refusal(self.heads) if self.is_closed else ""

    @property
    def is_closed(self) -> bool:
        """True when its term is closed and nobody reopened the gradebook to the writer."""
        return is_closed(self.lock, is_reopened=self.is_reopened)

    @property
    def by_whom(self) -> str:
        """« Claire Durand, le 24/11/2026 à 10 h 02 »."""
        return by_whom(self.written_by, self.written_at)


def is_closed(lock: Lock, *, is_reopened: bool) -> bool:
    """True when words of a term are written no more: `lock.refusal` then says why, and whom to ask."""
    return lock.state == TermLock.State.CLOSED and not is_reopened


def not_evaluated() -> str:
    """What is said of a gradebook that gives no line of the report card."""
    return _("Cette matière n’est pas évaluée\u202f: elle n’a pas d’appréciation.")


def by_whom(who: str, at: datetime | None) -> str:
    """Who wrote, and when."""
    if at is None:
        return who
    return _("%(who)s, le %(day)s à %(hour)s") % {
        "who": who, "day": words.short_day(at), "hour": words.hour(at),
    }  # fmt: skip


#: Longest appreciation in school `%(school)s`.
LENGTH = f"""
coalesce((SELECT z.appreciation_length FROM bulletin_settings z WHERE z.school_id = %(school)s),
         {APPRECIATION_LENGTH})
"""  # noqa: S608 - our own number

# Writers of one gradebook follow each other: a text that nobody wrote yet has no row to hold.
_LOCK = "SELECT FROM gradebook WHERE id = %(book)s AND school_id = %(school)s FOR NO KEY UPDATE"

# A pupil has an appreciation who was in the group on a day of the term of her class.
_HELD = f"""
SELECT w.pupil_id, w.term_id, p.first_name, p.last_name, coalesce(a.text, ''), coalesce(a.version, 0),
       a.written_at, coalesce(q.first_name || ' ' || q.last_name, ''), {TERM_STATE}, t.end_of_entry_on,
       t.council_on, {REOPENED}, {LENGTH}
  FROM unnest(%(pupils)s::bigint[], %(terms)s::bigint[]) AS w(pupil_id, term_id)
  JOIN gradebook b ON b.id = %(book)s AND b.school_id = %(school)s
  JOIN term t ON t.id = w.term_id AND t.school_id = b.school_id AND t.year_id = b.year_id
  JOIN person p ON p.id = w.pupil_id
  LEFT JOIN term_lock k ON k.term_id = t.id
  LEFT JOIN appreciation a ON a.gradebook_id = b.id AND a.pupil_id = w.pupil_id AND a.term_id = w.term_id
  LEFT JOIN person q ON q.id = a.written_by_id
 WHERE a.id IS NOT NULL
    OR (EXISTS (SELECT FROM membership d WHERE d.group_id = t.group_id AND d.pupil_id = w.pupil_id
                   AND d.begins_on <= t.ends_on AND (d.ends_on IS NULL OR d.ends_on > t.starts_on))
        AND EXISTS (SELECT FROM membership m WHERE m.group_id = b.group_id AND m.pupil_id = w.pupil_id
                       AND m.begins_on <= t.ends_on AND (m.ends_on IS NULL OR m.ends_on > t.starts_on)))
"""  # noqa: S608 - our own pieces

# The text before is kept, then the text is written: one statement for all. What the same person typed a moment ago
# is a draft of what she types now, unless most of it goes.
_WRITE = """
WITH said AS (
    SELECT * FROM unnest(%(pupils)s::bigint[], %(terms)s::bigint[], %(texts)s::text[])
        AS w(pupil_id, term_id, text)
), before AS (
    INSERT INTO appreciation_version (school_id, appreciation_id, version, text, written_at, written_by_id)
    SELECT a.school_id, a.id, a.version, a.text, a.written_at, a.written_by_id
      FROM appreciation a JOIN said s USING (pupil_id, term_id)
     WHERE a.gradebook_id = %(book)s
       AND (%(keeps_all)s OR a.written_by_id <> %(actor)s OR a.written_at < %(sitting)s
            OR length(s.text) * 2 < length(a.text))
)
INSERT INTO appreciation AS a (school_id, gradebook_id, pupil_id, term_id, text, version, written_at,
                               written_by_id)
SELECT %(school)s, %(book)s, pupil_id, term_id, text, 1, %(now)s, %(actor)s FROM said
    ON CONFLICT (gradebook_id, pupil_id, term_id)
    DO UPDATE SET text = excluded.text, version = a.version + 1, written_at = excluded.written_at,
                  written_by_id = excluded.written_by_id
"""


def appreciation_length(school_id: int) -> int:
    """The longest appreciation of this school."""
    chosen = BulletinSettings.objects.filter(pk=school_id).first()
    return chosen.appreciation_length if chosen else APPRECIATION_LENGTH


def hold(actor: Actor, book: GradebookHead, keys: Iterable[WordsKey]) -> dict[WordsKey, Held]:
    """Those with these keys that may exist in this gradebook, held until the end of the transaction."""
    asked_keys = list(keys)
    asked: dict[str, Any] = {
        "school": book.school_id, "book": book.gradebook_id, "actor": actor.person_id, "now": clock.now(),
        "today": clock.today(), "pupils": [key.pupil_id for key in asked_keys],
        "terms": [key.term_id for key in asked_keys],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, asked)
        rows = cursor.execute(_HELD, asked).fetchall()
    found = {}
    for pupil_id, term_id, *said, state, ended_on, council_on, reopened, most in rows:
        key = WordsKey(pupil_id, term_id)
        found[key] = Held(*[key, *said, Lock(state, ended_on, council_on), reopened, most])
    if any(held.is_closed for held in found.values()):
        heads = heads_of(book.school_id)
        found = {key: replace(held, heads=heads) for key, held in found.items()}
    return found


def write_held(
    actor: Actor, book: GradebookHead, texts: Mapping[WordsKey, str], *, keeps_all: bool = False
) -> None:
    """Write these texts over those held; the former ones are kept, but for the drafts of one sitting."""
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            {
                "school": book.school_id, "book": book.gradebook_id, "actor": actor.person_id, "now": clock.now(),
                "sitting": clock.now() - SITTING, "keeps_all": keeps_all,
                "pupils": [key.pupil_id for key in texts], "terms": [key.term_id for key in texts],
                "texts": list(texts.values()),
            },
        )  # fmt: skip
