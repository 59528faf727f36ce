"""Who answered a word, pupil by pupil, and each responsible person's part of it (C37, C99). One statement each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.directory.people.reach import during
from preau.kernel import clock
from preau.liaison.models import Word
from preau.liaison.rules import FOLLOW_PAGE
from preau.liaison.signing import readers

#: What may be shown: every family, those awaited, those that answered, refusals, disagreements, documents to see.
STANDS = ("tous", "attendus", "repondus", "refus", "desaccord", "documents", "sans-compte")

_CLASS = f"""
  LEFT JOIN LATERAL (
       SELECT g.id, coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
        WHERE m.pupil_id = a.pupil_id AND m.school_id = a.school_id AND {during("m")}
        ORDER BY m.begins_on DESC, m.id LIMIT 1) d ON true"""  # noqa: S608 - our own constants

_HAD = """SELECT pupil_id FROM liaison_word_pupil
                  WHERE word_id = %(word)s AND (%(pupil)s = 0 OR pupil_id = %(pupil)s)"""

# Everybody who reads, and whoever answered and reads no more.
_ROWS = f"""
WITH reader AS MATERIALIZED ({readers(_HAD)}),
concerned AS (
    SELECT pupil_id, person_id, bool_or(decides) AS decides, bool_or(is_reader) AS is_reader FROM (
        SELECT pupil_id, person_id, decides, true AS is_reader FROM reader
         UNION ALL
        SELECT pupil_id, person_id, false, false FROM liaison_reply
         WHERE word_id = %(word)s AND answered_at IS NOT NULL AND (%(pupil)s = 0 OR pupil_id = %(pupil)s)) every
     GROUP BY pupil_id, person_id
),
family AS (
    SELECT c.pupil_id,
           jsonb_agg(jsonb_build_array(c.person_id, p.first_name || ' ' || p.last_name, c.decides, c.is_reader,
                     c.person_id = c.pupil_id, r.seen_at, r.answered_at, coalesce(r.value, ''),
                     CASE WHEN r.withdrawn_at IS NULL THEN coalesce(r.text, '') ELSE '' END,
                     coalesce(r.is_late, false), r.word_version,
                     t.first_name || ' ' || t.last_name, coalesce(r.version, 0), o.activated_at IS NOT NULL)
                     ORDER BY c.person_id = c.pupil_id, p.sorting_name, p.id)::text AS persons,
           bool_or(o.activated_at IS NOT NULL AND o.blocked_at IS NULL AND c.is_reader
                   AND (c.person_id <> c.pupil_id OR c.decides)) AS is_connected
      FROM concerned c
      JOIN person p ON p.id = c.person_id
      LEFT JOIN account o ON o.person_id = c.person_id
      LEFT JOIN liaison_reply r ON r.word_id = %(word)s AND r.pupil_id = c.pupil_id AND r.person_id = c.person_id
      LEFT JOIN person t ON t.id = r.typed_by_id
     GROUP BY c.pupil_id
)
SELECT a.id, a.pupil_id, q.first_name || ' ' || q.last_name, q.sorting_name, coalesce(d.id, 0) AS group_id,
       coalesce(d.label, '') AS division, a.outcome, coalesce(f.persons, '[]'), coalesce(f.is_connected, false),
       (SELECT count(*) FROM liaison_deposit x WHERE x.word_id = a.word_id AND x.pupil_id = a.pupil_id
           AND x.state <> 'repris'),
       (SELECT count(*) FROM liaison_deposit x WHERE x.word_id = a.word_id AND x.pupil_id = a.pupil_id
           AND x.state = 'recu') AS waiting
  FROM liaison_word_pupil a
  JOIN person q ON q.id = a.pupil_id
  LEFT JOIN family f ON f.pupil_id = a.pupil_id{_CLASS}
 WHERE a.word_id = %(word)s AND (%(pupil)s = 0 OR a.pupil_id = %(pupil)s)
"""  # noqa: S608 - our own pieces

_COUNTS = f"""
SELECT coalesce(d.id, 0), coalesce(d.label, ''), count(*),
       count(*) FILTER (WHERE a.outcome NOT IN ('attendu', 'partiel')),
       count(*) FILTER (WHERE a.outcome = 'refus'), count(*) FILTER (WHERE a.outcome = 'desaccord'),
       count(*) FILTER (WHERE EXISTS (SELECT FROM liaison_reply r WHERE r.word_id = a.word_id
                                         AND r.pupil_id = a.pupil_id AND r.seen_at IS NOT NULL))
  FROM liaison_word_pupil a{_CLASS}
 WHERE a.word_id = %(word)s
 GROUP BY d.id, d.label ORDER BY d.label NULLS LAST
"""  # noqa: S608 - our own pieces

_PAGE = f"""
SELECT f.*, count(*) OVER () FROM ({_ROWS}) f (id, pupil_id, name, sorting_name, group_id, division, outcome,
       persons, is_connected, files, waiting)
 WHERE (%(group)s = 0 OR f.group_id = %(group)s)
   AND CASE %(stands)s WHEN 'attendus' THEN f.outcome IN ('attendu', 'partiel')
                       WHEN 'repondus' THEN f.outcome NOT IN ('attendu', 'partiel')
                       WHEN 'refus' THEN f.outcome = 'refus' WHEN 'desaccord' THEN f.outcome = 'desaccord'
                       WHEN 'documents' THEN f.waiting > 0
                       WHEN 'sans-compte' THEN NOT f.is_connected ELSE true END
 ORDER BY f.division, f.sorting_name, f.pupil_id LIMIT %(most)s OFFSET %(skip)s
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class PersonPart:
    """One person's part: what she did with the word. `is_reader`: she has it today; `decides`: her answer counts;
    `copied_by`: who copied it from paper; `changes`: how many times it was written.
    """

    person_id: int
    name: str
    decides: bool
    is_reader: bool
    is_pupil: bool
    seen_at: datetime | None
    answered_at: datetime | None
    value: str
    text: str
    is_late: bool
    signed_version: int
    copied_by: str
    changes: int
    has_account: bool


@dataclass(frozen=True, slots=True)
class FollowLine:
    """A pupil and her family. `files` given, of which `waiting` are to be looked at."""

    id: int
    pupil_id: int
    name: str
    group_id: int
    division: str
    outcome: str
    persons: tuple[PersonPart, ...]
    is_connected: bool
    files: int
    waiting: int

    @property
    def family(self) -> tuple[PersonPart, ...]:
        """Guardians, and the pupil when she signs for herself."""
        return tuple(one for one in self.persons if not one.is_pupil or one.decides or one.answered_at)


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How a class answers."""

    group_id: int
    label: str
    pupils: int
    answered: int
    refused: int
    conflicts: int
    seen: int


def class_counts(word: Word) -> tuple[ClassCount, ...]:
    """Each class of the word, in order."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_COUNTS, {"word": word.pk, "day": clock.today()}).fetchall()
    return tuple(ClassCount(*row) for row in rows)


def followed(
    word: Word, *, stands: str = "tous", group_id: int = 0, page: int = 1, most: int = FOLLOW_PAGE
) -> tuple[tuple[FollowLine, ...], int]:
    """A page of the pupils of a word, and how many there are of this kind."""
    return _asked(word, 0, {"stands": stands, "group": group_id, "most": most, "skip": (page - 1) * most})


def family_of(word: Word, pupil_id: int) -> FollowLine | None:
    """One pupil of a word."""
    lines, _total = _asked(word, pupil_id, {"stands": "tous", "group": 0, "most": 1, "skip": 0})
    return lines[0] if lines else None


def _asked(word: Word, pupil_id: int, more: Mapping[str, object]) -> tuple[tuple[FollowLine, ...], int]:
    parameters: dict[str, Any] = {"word": word.pk, "pupil": pupil_id, "day": clock.today(), **more}
    with connection.cursor() as cursor:
        rows = cursor.execute(_PAGE, parameters).fetchall()
    return tuple(_line(row) for row in rows), rows[0][-1] if rows else 0


def _line(row: tuple[object, ...]) -> FollowLine:
    ident, pupil, name, _sorting, group, division, outcome, persons, connected, files, waiting, _total = row
    parts = tuple(
        PersonPart(
            person, called, decides, reads, is_pupil, _moment(seen), _moment(answered), value, text, late,
            version or 0, copied or "", changes, account,
        )
        for (
            person, called, decides, reads, is_pupil, seen, answered, value, text, late, version, copied, changes,
            account,
        ) in json.loads(str(persons))
    )  # fmt: skip
    return FollowLine(
        _number(ident), _number(pupil), str(name), _number(group), str(division), str(outcome), parts,
        bool(connected), _number(files), _number(waiting),
    )  # fmt: skip


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
