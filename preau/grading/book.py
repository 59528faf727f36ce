"""A gradebook as screens and actions meet it: who writes in it today, and whether a term lets her.

Pieces of SQL shared by the grid, the cell and the lists, so that each rule has one home.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from preau.grading.averages.rounding import Rounding
from preau.grading.code_words import code_words_from
from preau.grading.rules import POSITIONING, ROUNDING
from preau.kernel import clock
from preau.kernel.refusals import NotAllowed

#: The persons who write in gradebook `b` on `%(today)s`: its teachers, and who stands in for one of them until her
#: end of entry, for all the lessons of the teacher or for those of a weekly course of this subject and group.
WRITERS = """
ARRAY(SELECT t.person_id FROM gradebook_teacher t
       WHERE t.gradebook_id = b.id AND t.begins_on <= %(today)s AND (t.ends_on IS NULL OR t.ends_on > %(today)s)
      UNION
      SELECT r.substitute_id
        FROM gradebook_teacher t
        JOIN replacement r ON r.school_id = b.school_id AND r.absent_id = t.person_id
                          AND r.begins_on <= %(today)s AND r.end_of_entry_on >= %(today)s AND r.lesson_id IS NULL
        LEFT JOIN weekly_course w ON w.id = r.weekly_course_id
       WHERE t.gradebook_id = b.id AND (t.ends_on IS NULL OR t.ends_on > r.begins_on)
         AND (w.id IS NULL OR (w.subject_id = b.subject_id
                               AND EXISTS (SELECT FROM weekly_course_group wg
                                            WHERE wg.weekly_course_id = w.id AND wg.group_id = b.group_id))))
"""

#: Those who may read gradebook `b`: whoever writes or wrote in it, and the form teachers of its pupils' classes.
READERS = """
ARRAY(SELECT t.person_id FROM gradebook_teacher t WHERE t.gradebook_id = b.id
      UNION
      SELECT f.person_id
        FROM membership m
        JOIN membership d ON d.pupil_id = m.pupil_id AND d.school_id = b.school_id
                         AND (d.ends_on IS NULL OR d.ends_on > %(today)s)
        JOIN form_teacher f ON f.group_id = d.group_id AND f.school_id = b.school_id
                           AND f.begins_on <= %(today)s AND (f.ends_on IS NULL OR f.ends_on > %(today)s)
       WHERE m.group_id = b.group_id AND (m.ends_on IS NULL OR m.ends_on > %(today)s))
"""

#: The state of term `t` for marks: what somebody said (`k`, its `term_lock`), or what its dates say.
#: Publication closes it, whatever was said before; what is said after it stands.
TERM_STATE = """
coalesce(CASE WHEN t.published_at IS NULL OR k.changed_at >= t.published_at THEN k.state END,
         CASE WHEN t.published_at IS NOT NULL THEN 'fermee'
              WHEN t.end_of_entry_on < %(today)s THEN 'conseil'
              ELSE 'ouverte' END)
"""

#: True when gradebook `b` was exceptionally reopened to `%(actor)s`.
REOPENED = """
EXISTS (SELECT FROM entry_permission x
         WHERE x.gradebook_id = b.id AND x.withdrawn_at IS NULL AND x.until > %(now)s
           AND (x.person_id IS NULL OR x.person_id = %(actor)s))
"""

#: To whom gradebook `b` is exceptionally reopened; 0: to all who write in it.
_REOPENED_TO = """
ARRAY(SELECT coalesce(x.person_id, 0) FROM entry_permission x
       WHERE x.gradebook_id = b.id AND x.withdrawn_at IS NULL AND x.until > %(now)s)
"""

_HEAD = f"""
SELECT b.id, b.school_id, b.year_id, b.group_id, b.subject_id,
       coalesce(nullif(b.label, ''), s.label), coalesce(nullif(g.label, ''), g.code),
       b.coefficient, coalesce(nullif(b.rounding, ''), c.rounding), b.best_bonus, b.is_evaluable,
       b.closed_at IS NOT NULL, b.version, c.positioning, c.code_labels, {WRITERS}, {READERS}, {_REOPENED_TO}
  FROM gradebook b
  JOIN subject s ON s.id = b.subject_id
  JOIN pupil_group g ON g.id = b.group_id
  LEFT JOIN grading_settings c ON c.school_id = b.school_id
 WHERE b.id = %(book)s AND b.school_id = %(school)s
"""  # noqa: S608 - our own pieces
#: Where the rounding is in a row of `_HEAD`.
_ROUNDING = 8


@dataclass(frozen=True, slots=True)
class GradebookHead:
    """Enough of a gradebook to name it and to decide who may enter. `level_begins`: the averages from which levels
    2, 3 and 4 begin in its school; `codes`: its words for codes, by what a cell shows.
    """

    gradebook_id: int
    school_id: int
    year_id: int
    group_id: int
    subject_id: int
    subject: str
    group: str
    coefficient: Decimal
    rounding: Rounding
    best_bonus: Decimal
    is_evaluable: bool
    is_closed: bool
    version: int
    level_begins: tuple[Decimal, ...]
    codes: Mapping[str, str]
    writer_ids: frozenset[int]
    reader_ids: frozenset[int]
    reopened_ids: frozenset[int]

    def is_reopened_to(self, person_id: int) -> bool:
        """True when a locked term is exceptionally reopened to this person."""
        return not self.reopened_ids.isdisjoint({0, person_id})

    @property
    def name(self) -> str:
        """« Mathématiques, 4e B »."""
        return f"{self.subject}, {self.group}"


def load_gradebook(gradebook_id: int, *, school_id: int, today: date | None = None) -> GradebookHead:
    """The gradebook of this school with this id; who may write in it `today`. The caller decides by `policies`.

    Errors: `NotAllowed` when this school has none.
    """
    asked: dict[str, Any] = {
        "book": gradebook_id, "school": school_id, "today": today or clock.today(),
        "now": clock.now(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        row = cursor.execute(_HEAD, asked).fetchone()
    if row is None:
        raise NotAllowed
    *head, begins, labels, writers, readers, reopened = row
    head[_ROUNDING] = Rounding(head[_ROUNDING] or ROUNDING)
    ids = frozenset(writers), frozenset(readers), frozenset(reopened)
    return GradebookHead(*[*head, tuple(begins or POSITIONING), code_words_from(labels), *ids])
