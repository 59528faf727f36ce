"""Projects of a class, as screens and actions meet them (C93): what they may be about, who teaches in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext_noop

from preau.bulletins.cards.wording import PATHWAYS
from preau.bulletins.class_term import ClassTerm
from preau.bulletins.models import TeachingProject
from preau.bulletins.queries.missing import CLASS_PAIRS, asked_of
from preau.kernel.refusals import NotAllowed

#: The eight themes of an EPI (order of 19 May 2015), by the codes of the national record.
THEMES = {
    "EPI_SAN": gettext_noop("Corps, santé, bien-être et sécurité"),
    "EPI_ART": gettext_noop("Culture et création artistiques"),
    "EPI_EDD": gettext_noop("Transition écologique et développement durable"),
    "EPI_ICC": gettext_noop("Information, communication, citoyenneté"),
    "EPI_LGA": gettext_noop("Langues et cultures de l’Antiquité"),
    "EPI_LGE": gettext_noop("Langues et cultures étrangères ou régionales"),
    "EPI_PRO": gettext_noop("Monde économique et professionnel"),
    "EPI_STS": gettext_noop("Sciences, technologie et société"),
}
CODES = {
    TeachingProject.Kind.EPI: THEMES,
    TeachingProject.Kind.SUPPORT: {},
    TeachingProject.Kind.PATHWAY: PATHWAYS,
}

# The groups of the pupils of the class, and who teaches what in them.
_CHOICES = f"""
WITH {CLASS_PAIRS}
SELECT ARRAY(SELECT ROW(g.id, coalesce(nullif(g.label, ''), g.code)) FROM pupil_group g
              WHERE g.school_id = %(school)s AND g.closed_on IS NULL
                AND EXISTS (SELECT FROM membership m JOIN pupils u ON u.pupil_id = m.pupil_id
                             WHERE m.group_id = g.id AND (m.ends_on IS NULL OR m.ends_on > %(today)s))
              ORDER BY g.id <> %(group)s, g.code, g.id),
       ARRAY(SELECT ROW(o.subject_id, o.person_id, o.label) FROM (
             SELECT DISTINCT b.subject_id, w.person_id,
                    s.label || ', ' || q.first_name || ' ' || q.last_name AS label, s.label AS subject,
                    q.sorting_name
               FROM gradebook b
               JOIN subject s ON s.id = b.subject_id
               JOIN gradebook_teacher w ON w.gradebook_id = b.id AND (w.ends_on IS NULL OR w.ends_on > %(today)s)
               JOIN person q ON q.id = w.person_id
              WHERE b.id IN (SELECT gradebook_id FROM pairs)) o
             ORDER BY o.subject, o.sorting_name)
"""  # noqa: S608 - our own pieces

_TEACHERS = "ARRAY(SELECT a.teacher_id FROM teaching_project_part a WHERE a.project_id = j.id)"

_HEAD = f"""
SELECT j.id, j.group_id, coalesce(nullif(g.label, ''), g.code), j.kind, j.code, j.title, j.description,
       {_TEACHERS},
       ARRAY(SELECT ROW(coalesce(a.subject_id, 0), a.teacher_id) FROM teaching_project_part a
              WHERE a.project_id = j.id ORDER BY a.id)
  FROM teaching_project j JOIN pupil_group g ON g.id = j.group_id
 WHERE j.id = %(project)s AND j.school_id = %(school)s AND j.year_id = %(year)s AND j.removed_at IS NULL
   AND EXISTS (SELECT FROM membership m JOIN membership d ON d.pupil_id = m.pupil_id
                WHERE m.group_id = j.group_id AND d.group_id = %(group)s
                  AND d.begins_on <= %(until)s AND (d.ends_on IS NULL OR d.ends_on > %(since)s))
"""  # noqa: S608 - our own piece


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """What a project is. `parts`: its subjects with a teacher of each, as ids."""

    group_id: int
    kind: str
    code: str
    title: str
    description: str
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ProjectHead:
    """A project of the year: its words, its group by name, who teaches in it."""

    project_id: int
    group: str
    words: ProjectWords
    teacher_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class ProjectChoices:
    """What a project of this class may be made of: groups of its pupils, subjects with a teacher of each."""

    groups: tuple[tuple[int, str], ...]
    parts: tuple[tuple[int, int, str], ...]


def project_choices(term: ClassTerm) -> ProjectChoices:
    """In one statement; the class itself first."""
    with connection.cursor() as cursor:
        row = cursor.execute(_CHOICES, asked_of(term)).fetchone()
    groups, parts = row or ((), ())
    return ProjectChoices(
        tuple((int(pk), label) for pk, label in groups),
        tuple((int(subject), int(person), label) for subject, person, label in parts),
    )


def load_project(term: ClassTerm, project_id: int) -> ProjectHead:
    """The project of this year with this id, of pupils of this class. The caller decides by `policies`.

    Errors: `NotAllowed` when there is none.
    """
    asked: dict[str, Any] = {**asked_of(term), "project": project_id}
    with connection.cursor() as cursor:
        row = cursor.execute(_HEAD, asked).fetchone()
    if row is None:
        raise NotAllowed
    pk, group_id, group, kind, code, title, description, teachers, parts = row
    pairs = tuple((int(subject), int(teacher)) for subject, teacher in parts)
    words = ProjectWords(group_id, kind, code, title, description, pairs)
    return ProjectHead(pk, group, words, frozenset(teachers))
