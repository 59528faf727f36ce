"""What a teacher has to write for report cards, gradebook by gradebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from preau.bulletins.class_term import due_on
from preau.bulletins.rules import SHOWN_BEFORE_COUNCIL
from preau.directory.models import FormTeacher
from preau.grading.book import TERM_STATE, WRITERS
from preau.kernel import clock
from preau.kernel.actor import Actor

# Gradebooks are first found by their teachers and by who stands in for them: few are hers, a school has hundreds.
#: What `%(actor)s` writes in `%(schools)s`: the columns of a `WritingLine`.
WRITING = f"""
WITH mine AS (
    SELECT t.gradebook_id FROM gradebook_teacher t WHERE t.person_id = %(actor)s AND t.school_id = ANY(%(schools)s)
    UNION
    SELECT t.gradebook_id FROM replacement r JOIN gradebook_teacher t ON t.person_id = r.absent_id
     WHERE r.substitute_id = %(actor)s AND r.end_of_entry_on >= %(today)s AND r.school_id = ANY(%(schools)s)
)
SELECT b.id, b.school_id, coalesce(nullif(b.label, ''), s.label), coalesce(nullif(g.label, ''), g.code),
       t.kind, t.number, min(t.council_on), min(t.end_of_entry_on), min(t.ends_on),
       count(DISTINCT m.pupil_id), count(DISTINCT m.pupil_id) FILTER (WHERE a.text <> ''),
       (SELECT count(*) FROM programme_element l
         WHERE l.gradebook_id = b.id AND l.kind = t.kind AND l.number = t.number),
       (SELECT count(*) FROM appreciation_correction c JOIN appreciation o ON o.id = c.appreciation_id
          JOIN term u ON u.id = o.term_id
         WHERE o.gradebook_id = b.id AND c.state = 'proposee' AND u.kind = t.kind AND u.number = t.number)
  FROM mine
  JOIN gradebook b ON b.id = mine.gradebook_id AND b.is_evaluable AND b.closed_at IS NULL
  JOIN school_year y ON y.id = b.year_id AND %(today)s BETWEEN y.starts_on AND y.ends_on
  JOIN subject s ON s.id = b.subject_id
  JOIN pupil_group g ON g.id = b.group_id
  JOIN membership m ON m.group_id = b.group_id AND m.begins_on <= %(today)s
                   AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
  JOIN membership d ON d.pupil_id = m.pupil_id AND d.school_id = b.school_id AND d.begins_on <= %(today)s
                   AND (d.ends_on IS NULL OR d.ends_on > %(today)s)
  JOIN term t ON t.group_id = d.group_id AND t.year_id = b.year_id AND t.starts_on <= %(today)s
  LEFT JOIN term_lock k ON k.term_id = t.id
  LEFT JOIN appreciation a ON a.gradebook_id = b.id AND a.pupil_id = m.pupil_id AND a.term_id = t.id
 WHERE {WRITERS} @> ARRAY[%(actor)s]::bigint[] AND {TERM_STATE} <> 'fermee'
 GROUP BY b.id, s.label, g.label, g.code, t.kind, t.number
"""  # noqa: S608 - our own pieces
_IN_ORDER = f"{WRITING} ORDER BY min(coalesce(t.council_on, t.ends_on)), g.code, b.position, b.id"


@dataclass(frozen=True, slots=True)
class WritingLine:
    """A gradebook and a term that is not closed: how many pupils, of how many something is said, how many
    programme elements, how many corrections wait.
    """

    gradebook_id: int
    school_id: int
    subject: str
    group: str
    kind: str
    number: int
    council_on: date | None
    end_of_entry_on: date | None
    ends_on: date
    pupils: int
    written: int
    elements: int
    corrections: int

    @property
    def left(self) -> int:
        """Pupils of whom nothing is said yet."""
        return self.pupils - self.written

    @property
    def due_on(self) -> date:
        """When it is expected: before the council, at the end of entry, or when the term ends."""
        return due_on(self.council_on, self.end_of_entry_on) or self.ends_on

    @property
    def is_near(self) -> bool:
        """True when a reminder is welcome: something is left, and the council comes."""
        is_soon = clock.today() >= (self.council_on or self.ends_on) - timedelta(days=SHOWN_BEFORE_COUNCIL)
        return bool(self.corrections) or (is_soon and (self.left > 0 or not self.elements))


def writing_of(actor: Actor, school_ids: tuple[int, ...]) -> tuple[WritingLine, ...]:
    """What the actor writes in these schools, the nearest council first, in one statement."""
    asked: dict[str, Any] = {"actor": actor.person_id, "schools": list(school_ids), "today": clock.today()}
    with connection.cursor() as cursor:
        return tuple(WritingLine(*row) for row in cursor.execute(_IN_ORDER, asked).fetchall())


def leads_a_class(actor: Actor, school_id: int) -> bool:
    """True for the form teacher of a class of this school, today."""
    today = clock.today()
    led = FormTeacher.objects.filter(school_id=school_id, person_id=actor.person_id, begins_on__lte=today)
    return led.filter(Q(ends_on=None) | Q(ends_on__gt=today)).exists()
