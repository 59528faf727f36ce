"""Write what is said of a project in a term: of its group, of its pupils."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from preau.bulletins.class_term import ClassTerm, closed_words, load_class_term
from preau.bulletins.events_projects import ProjectCommentsWritten
from preau.bulletins.policies import may_comment_project
from preau.bulletins.projects import load_project
from preau.bulletins.rules import PROJECT_LENGTH
from preau.bulletins.saying import Heard, Kept, Saying, heard
from preau.foundation.ledger.record import record
from preau.grading.actions.write_marks import Outcome
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

# Writers of one project follow each other: a comment that nobody wrote yet has no row to hold.
_LOCK = "SELECT FROM teaching_project WHERE id = %(project)s AND school_id = %(school)s FOR NO KEY UPDATE"

# Of pupils of the class who take part in it, and of the group (0).
_HELD = """
SELECT w.pupil_id, coalesce(c.text, ''), coalesce(c.version, 0),
       coalesce(q.first_name || ' ' || q.last_name, ''), c.written_at
  FROM unnest(%(pupils)s::bigint[]) AS w(pupil_id)
  JOIN teaching_project j ON j.id = %(project)s
  LEFT JOIN project_comment c ON c.project_id = j.id AND c.term_id = %(term)s
                             AND coalesce(c.pupil_id, 0) = w.pupil_id
  LEFT JOIN person q ON q.id = c.written_by_id
 WHERE w.pupil_id = 0
    OR (EXISTS (SELECT FROM membership m WHERE m.group_id = j.group_id AND m.pupil_id = w.pupil_id
                   AND m.begins_on <= %(until)s AND (m.ends_on IS NULL OR m.ends_on > %(since)s))
        AND EXISTS (SELECT FROM membership d WHERE d.group_id = %(group)s AND d.pupil_id = w.pupil_id
                       AND d.begins_on <= %(until)s AND (d.ends_on IS NULL OR d.ends_on > %(since)s)))
"""

_WRITE = """
INSERT INTO project_comment AS c (school_id, project_id, term_id, pupil_id, text, version, written_at,
                                  written_by_id)
SELECT %(school)s, %(project)s, %(term)s, nullif(w.pupil_id, 0), w.text, 1, %(now)s, %(actor)s
  FROM unnest(%(pupils)s::bigint[], %(texts)s::text[]) AS w(pupil_id, text)
    ON CONFLICT (project_id, term_id, pupil_id) DO UPDATE
   SET text = excluded.text, version = c.version + 1, written_at = excluded.written_at,
       written_by_id = excluded.written_by_id
"""


@action
def write_project_comments(
    *, actor: Actor, school_id: int, term_id: int, project_id: int, texts: Sequence[Saying]
) -> Mapping[int, Heard]:
    """Write what can be, each text by itself (0: of the group), and say of each what became of it
    (`saying.heard`).

    Errors: `NotAllowed` for who does not teach in this project, or a pupil who takes no part in it.
    """
    term = load_class_term(term_id, school_id=school_id)
    project = load_project(term, project_id)
    if not may_comment_project(actor, school_id, project.teacher_ids):
        raise NotAllowed
    last = {said.pupil_id: said for said in texts}
    kept = _hold(term, project_id, last)
    results = {pupil_id: heard(kept[pupil_id], said) for pupil_id, said in last.items()}
    written = [one for one in results.values() if one.outcome is Outcome.WRITTEN]
    if written:
        pupils = [one.pupil_id for one in written]
        with connection.cursor() as cursor:
            cursor.execute(
                _WRITE,
                {
                    "school": school_id, "project": project_id, "term": term_id, "pupils": pupils,
                    "texts": [one.text for one in written], "now": clock.now(), "actor": actor.person_id,
                },
            )  # fmt: skip
        record(ProjectCommentsWritten(school_id, project_id, term_id, sorted(pupils)), actor=actor)
    return results


def obstacle_to_comment(term: ClassTerm) -> str:
    """Why nothing is said of projects any more; '' while it is."""
    return closed_words() if term.is_closed else ""


def _hold(term: ClassTerm, project_id: int, pupil_ids: Iterable[int]) -> Mapping[int, Kept]:
    pupils = sorted(set(pupil_ids))
    asked: dict[str, Any] = {
        "school": term.school_id, "term": term.term_id, "group": term.group_id, "project": project_id,
        "pupils": pupils, "since": term.starts_on, "until": term.ends_on,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, asked)
        rows = cursor.execute(_HELD, asked).fetchall()
    if len(rows) < len(pupils):
        raise NotAllowed
    obstacle = obstacle_to_comment(term)
    return {
        pupil_id: Kept(text, version, who, at, PROJECT_LENGTH, obstacle)
        for pupil_id, text, version, who, at in rows
    }
