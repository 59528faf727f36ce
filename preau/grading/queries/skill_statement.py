"""The skills of a pupil as she or her family may see them at this minute (capabilities C84 and C88).

A level is seen with the marks of its evaluation: from the instant it is released, by families after the delay of
the school. What teachers decided for a term is seen once the term is published; for a cycle, in the report that
ends it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db import connection

from preau.grading.cycle import CYCLE_OF_GROUP
from preau.grading.policies import may_see_marks_of
from preau.grading.queries.skill_history import skill_history
from preau.grading.queries.skill_levels import skill_levels
from preau.grading.skill_lines import DomainOfPupil, domains_of_pupil, named_from
from preau.grading.skill_words import LevelWords, words_from
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed

_HEAD = f"""
SELECT h.id, p.first_name || ' ' || p.last_name, coalesce(nullif(g.label, ''), g.code), {CYCLE_OF_GROUP},
       coalesce(c.parents_after_hours, 0),
       ARRAY(SELECT ROW(l.level, l.label, l.letter, l.colour) FROM skill_level l WHERE l.school_id = h.id)
  FROM membership d
  JOIN pupil_group g ON g.id = d.group_id AND g.kind = 'division'
  JOIN school h ON h.id = d.school_id
  JOIN person p ON p.id = d.pupil_id
  LEFT JOIN grading_settings c ON c.school_id = h.id
 WHERE d.pupil_id = %(pupil)s AND d.school_id = ANY(%(schools)s)
   AND d.begins_on <= %(today)s AND (d.ends_on IS NULL OR d.ends_on > %(today)s)
 ORDER BY h.id LIMIT 1
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class SkillStatement:
    """The domains of her cycle in which something may be seen, and the words of her school."""

    pupil_id: int
    name: str
    division: str
    cycle: int
    domains: tuple[DomainOfPupil, ...]
    levels: tuple[LevelWords, ...]
    school_id: int


def skill_statement_of(actor: Actor, pupil_id: int) -> SkillStatement:
    """In three statements. Errors: `NotAllowed` for who may not see her marks."""
    if not may_see_marks_of(actor, pupil_id):
        raise NotAllowed
    asked: dict[str, Any] = {"pupil": pupil_id, "schools": list(actor.school_ids), "today": clock.today()}
    with connection.cursor() as cursor:
        row = cursor.execute(_HEAD, asked).fetchone()
    if row is None:
        raise NotAllowed
    school_id, name, division, cycle, after_hours, told = row
    delay = timedelta(0) if actor.is_a(Profile.PUPIL) else timedelta(hours=after_hours)
    seen_at = clock.now() - delay
    words = words_from([(int(level), label, letter, colour) for level, label, letter, colour in told])
    # What is decided for the whole cycle is not told here.
    standings = [
        replace(one, final=None)
        for one in skill_levels(school_id, cycle, [pupil_id], seen_at=seen_at)
        if one.computed is not None
    ]
    history = skill_history(school_id, cycle, pupil_id, seen_at=seen_at)
    domains = domains_of_pupil(cycle, named_from(standings, history), standings, history, words)
    return SkillStatement(pupil_id, name, division, cycle, domains, words.levels, school_id)
