"""The cells of a skill grid that somebody writes, read and held: one evaluation, pupils by skills."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from preau.grading.book import REOPENED, TERM_STATE
from preau.grading.locking import Lock, heads_of
from preau.kernel import clock, words
from preau.kernel.actor import Actor


class SkillKey(NamedTuple):
    """A cell of an evaluation: a skill and a pupil."""

    skill_id: int
    pupil_id: int


@dataclass(frozen=True, slots=True)
class SkillCell:
    """A cell as it stands: its level, since which version, by whom, and the lock of its term."""

    key: SkillKey
    level: int | None
    version: int
    written_at: datetime | None
    written_by: str
    lock: Lock | None
    is_reopened: bool
    heads: str = ""

    @property
    def is_locked(self) -> bool:
        """True when its term is locked and nobody reopened the gradebook to the writer."""
        return self.lock is not None and not self.lock.is_open and not self.is_reopened

    @property
    def obstacle(self) -> str:
        """Why this cell cannot be written today, in a sentence; empty when it can."""
        return self.lock.refusal(self.heads) if self.lock is not None and self.is_locked else ""

    @property
    def by_whom(self) -> str:
        """« Claire Durand, le 24/11/2026 à 10 h 02 », for who is told that a cell changed under her hands."""
        if self.written_at is None:
            return self.written_by
        return _("%(who)s, le %(day)s à %(hour)s") % {
            "who": self.written_by,
            "day": words.short_day(self.written_at),
            "hour": words.hour(self.written_at),
        }


#: The term of the class of pupil `w.pupil_id` that holds the day on which evaluation `e` counts, as `t`.
TERM_OF_PUPIL = """
LEFT JOIN LATERAL (
       SELECT t.* FROM membership d
         JOIN pupil_group g ON g.id = d.group_id AND g.kind = 'division' AND g.school_id = %(school)s
         JOIN term t ON t.group_id = g.id AND e.counts_on BETWEEN t.starts_on AND t.ends_on
        WHERE d.pupil_id = w.pupil_id
          AND d.begins_on <= t.ends_on AND (d.ends_on IS NULL OR d.ends_on > t.starts_on)
        ORDER BY d.begins_on DESC LIMIT 1) t ON true
LEFT JOIN term_lock k ON k.term_id = t.id
"""

#: True when pupil `w.pupil_id` was in the group of gradebook `b` on a day of that term.
WAS_THERE = """
EXISTS (SELECT FROM membership i WHERE i.group_id = b.group_id AND i.pupil_id = w.pupil_id
           AND i.begins_on <= coalesce(t.ends_on, e.held_on)
           AND (i.ends_on IS NULL OR i.ends_on > coalesce(t.starts_on, e.held_on)))
"""

# Writers of one evaluation follow each other.
_LOCK = """
SELECT FROM evaluation
 WHERE id = %(evaluation)s AND gradebook_id = %(book)s AND school_id = %(school)s AND withdrawn_at IS NULL
   FOR NO KEY UPDATE
"""

_CELLS = f"""
SELECT w.skill_id, w.pupil_id, m.level, coalesce(m.version, 0), m.written_at,
       coalesce(a.first_name || ' ' || a.last_name, ''), t.id, {TERM_STATE}, t.end_of_entry_on, t.council_on,
       {REOPENED}
  FROM unnest(%(skills)s::bigint[], %(pupils)s::bigint[]) AS w(skill_id, pupil_id)
  JOIN evaluation e ON e.id = %(evaluation)s AND e.gradebook_id = %(book)s AND e.school_id = %(school)s
                   AND e.withdrawn_at IS NULL
  JOIN evaluation_skill s ON s.evaluation_id = e.id AND s.skill_id = w.skill_id
  JOIN gradebook b ON b.id = e.gradebook_id
  LEFT JOIN skill_mark m ON m.evaluation_id = e.id AND m.pupil_id = w.pupil_id AND m.skill_id = w.skill_id
  LEFT JOIN person a ON a.id = m.written_by_id
  {TERM_OF_PUPIL}
 WHERE m.id IS NOT NULL OR {WAS_THERE}
"""  # noqa: S608 - our own pieces


def lock_skill_cells(
    actor: Actor, *, school_id: int, gradebook_id: int, evaluation_id: int, keys: Iterable[SkillKey]
) -> dict[SkillKey, SkillCell]:
    """The cells with these keys that exist in this evaluation, held until the end of the transaction."""
    asked_keys = list(keys)
    asked: dict[str, Any] = {
        "school": school_id, "book": gradebook_id, "evaluation": evaluation_id, "actor": actor.person_id,
        "skills": [key.skill_id for key in asked_keys], "pupils": [key.pupil_id for key in asked_keys],
        "now": clock.now(), "today": clock.today(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, asked)
        rows = cursor.execute(_CELLS, asked).fetchall()
    found = {}
    for skill_id, pupil_id, *held, term_id, state, ended_on, council_on, reopened in rows:
        key = SkillKey(skill_id, pupil_id)
        lock = Lock(state, ended_on, council_on) if term_id is not None else None
        found[key] = SkillCell(*[key, *held, lock, reopened])
    if any(cell.is_locked for cell in found.values()):
        heads = heads_of(school_id)
        found = {key: replace(cell, heads=heads) for key, cell in found.items()}
    return found
