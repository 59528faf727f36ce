"""EPI, personalised support and pathways of a class for a term (C93): subjects, teachers, what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.bulletins.class_term import ClassTerm
from preau.bulletins.queries.missing import CLASS_PAIRS, asked_of

# The projects of the groups of the pupils of the class, and what is said of each: of the group, of these pupils.
_PROJECTS = f"""
WITH {CLASS_PAIRS}
SELECT j.id, j.group_id, coalesce(nullif(g.label, ''), g.code), j.kind, j.code, j.title, j.description,
       ARRAY(SELECT ROW(coalesce(a.subject_id, 0), coalesce(s.label, ''), a.teacher_id,
                        q.first_name || ' ' || q.last_name)
               FROM teaching_project_part a JOIN person q ON q.id = a.teacher_id
               LEFT JOIN subject s ON s.id = a.subject_id
              WHERE a.project_id = j.id ORDER BY s.label NULLS LAST, q.sorting_name, a.id),
       coalesce((SELECT c.text FROM project_comment c
                  WHERE c.project_id = j.id AND c.term_id = %(term)s AND c.pupil_id IS NULL), ''),
       ARRAY(SELECT ROW(c.pupil_id, c.text) FROM project_comment c JOIN pupils u ON u.pupil_id = c.pupil_id
              WHERE c.project_id = j.id AND c.term_id = %(term)s AND c.text <> ''),
       ARRAY(SELECT u.pupil_id FROM pupils u JOIN membership m ON m.pupil_id = u.pupil_id
              WHERE m.group_id = j.group_id AND m.begins_on <= %(until)s
                AND (m.ends_on IS NULL OR m.ends_on > %(since)s))
  FROM teaching_project j
  JOIN pupil_group g ON g.id = j.group_id
 WHERE j.school_id = %(school)s AND j.year_id = %(year)s AND j.removed_at IS NULL
   AND EXISTS (SELECT FROM pupils u JOIN membership m ON m.pupil_id = u.pupil_id
                WHERE m.group_id = j.group_id AND m.begins_on <= %(until)s
                  AND (m.ends_on IS NULL OR m.ends_on > %(since)s))
 ORDER BY j.kind, j.title, j.id
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class ProjectPart:
    """A subject of a project with a teacher of it; `subject_id` None: no subject of its own (support, pathway)."""

    subject_id: int | None
    subject: str
    teacher_id: int
    teacher: str


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project: `kind` is `epi`, `ap` or `parcours`; `code` the theme of an EPI or the pathway (AVN, CIT, ART,
    SAN). `comment` is of the group, `comments` of pupils; `pupil_ids`: those of the class who take part in it.
    """

    project_id: int
    group_id: int
    group: str
    kind: str
    code: str
    title: str
    description: str
    parts: tuple[ProjectPart, ...]
    comment: str
    comments: Mapping[int, str]
    pupil_ids: frozenset[int]

    @property
    def subjects(self) -> tuple[str, ...]:
        """Each once."""
        return tuple(dict.fromkeys(part.subject for part in self.parts if part.subject))

    @property
    def teachers(self) -> tuple[str, ...]:
        """Each once."""
        return tuple(dict.fromkeys(part.teacher for part in self.parts))


def projects_of(term: ClassTerm) -> tuple[ProjectLine, ...]:
    """The projects that pupils of this class take part in, in one statement. The caller has decided who reads."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_PROJECTS, asked_of(term)).fetchall()
    return tuple(
        ProjectLine(*[*head, _parts(parts), comment, _comments(comments), frozenset(pupils)])
        for *head, parts, comment, comments, pupils in rows
    )


def _parts(found: Iterable[Any]) -> tuple[ProjectPart, ...]:
    return tuple(ProjectPart(int(pk) or None, subject, int(who), name) for pk, subject, who, name in found)


def _comments(found: Iterable[Any]) -> Mapping[int, str]:
    return {int(pupil_id): text for pupil_id, text in found}
