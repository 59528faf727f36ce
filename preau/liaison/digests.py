"""What the book brought to people since an instant and that they did not open: for the digest of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.people.audience import INFORMED
from preau.directory.people.reach import during
from preau.foundation.rooms.digests import DigestLine, DigestSource
from preau.foundation.screens.templates import url
from preau.foundation.tenancy.scope import schools_in_scope
from preau.kernel import clock
from preau.liaison.models import Word
from preau.liaison.signing import adult

WORD = "liaison:word"

# Guardians informed of a pupil; and a pupil who signs for herself: a minor reads her book without being called.
_SINCE = f"""
WITH reader AS MATERIALIZED (
    SELECT w.guardian_id AS person_id, w.pupil_id, 'responsable' AS profile
      FROM guardianship w WHERE w.guardian_id = ANY(%(people)s) AND {INFORMED}
     UNION ALL
    SELECT e.pupil_id, e.pupil_id, 'eleve' FROM enrolment e
     WHERE e.pupil_id = ANY(%(people)s) AND e.school_id = ANY(%(schools)s) AND {during("e")}
       AND {adult("e.pupil_id")}
)
SELECT DISTINCT x.person_id, v.sent_at, x.profile, x.pupil_id, p.first_name, v.answer, v.title, v.id
  FROM reader x
  JOIN liaison_word_pupil a ON a.pupil_id = x.pupil_id AND a.school_id = ANY(%(schools)s)
  JOIN liaison_word v ON v.id = a.word_id AND v.state = 'envoye'
   AND v.sent_at >= %(since)s AND v.sent_at < %(until)s
  JOIN person p ON p.id = x.pupil_id
 WHERE NOT EXISTS (SELECT FROM liaison_reply r WHERE r.word_id = v.id AND r.pupil_id = x.pupil_id
                      AND r.person_id = x.person_id AND r.seen_at IS NOT NULL)
 ORDER BY x.person_id, v.sent_at DESC, v.id DESC, x.pupil_id
"""  # noqa: S608 - our own pieces


def lines_since(
    person_ids: Sequence[int], since: datetime, until: datetime
) -> Mapping[int, tuple[DigestLine, ...]]:
    """By person, the newest first. One statement, whatever the number of persons."""
    parameters: dict[str, Any] = {
        "people": list(person_ids), "schools": list(schools_in_scope()), "day": clock.school_day(until),
        "since": since, "until": until,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_SINCE, parameters).fetchall()
    found: dict[int, list[DigestLine]] = {}
    for person_id, at, profile, pupil_id, child, answer, title, word_id in rows:
        path = url("liaison:word", pupil_id=pupil_id, word_id=word_id)
        found.setdefault(person_id, []).append(
            DigestLine(at, profile, pupil_id, _titled(child, answer, title), path)
        )
    return {person_id: tuple(lines) for person_id, lines in found.items()}


def _titled(child: str, answer: str, title: str) -> str:
    """The child first; what is asked; the title, never the text."""
    said = {"child": child, "title": title}
    if answer == Word.Answer.READ:
        return _("%(child)s\u202f: un mot à lire, «\u202f%(title)s\u202f»") % said
    if answer == Word.Answer.DEPOSIT:
        return _("%(child)s\u202f: un document demandé, «\u202f%(title)s\u202f»") % said
    return _("%(child)s\u202f: une réponse attendue, «\u202f%(title)s\u202f»") % said


SOURCE = DigestSource(WORD, lines_since)
