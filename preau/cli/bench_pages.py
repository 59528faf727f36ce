"""The pages measured by `preau bench`: read once Django stands, as the owner of the tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection

from preau.cli.measured_page import Asked, measure_pages
from preau.kernel import clock
from preau.kernel.ids import new_key

# A parent of several children, and a lesson under way of one of them with its teacher, its CPE and its head.
_CHARACTERS = """
SELECT l.school_id, s.uai, l.id, t.person_id, m.pupil_id, g.guardian_id, l.starts_at,
       (SELECT p.person_id FROM post p WHERE p.school_id = l.school_id AND p.profile = 'vie_scolaire' LIMIT 1),
       (SELECT p.person_id FROM post p WHERE p.school_id = l.school_id AND p.profile = 'direction' LIMIT 1)
  FROM lesson l
  JOIN school s ON s.id = l.school_id
  JOIN lesson_teacher t ON t.lesson_id = l.id
  JOIN lesson_group lg ON lg.lesson_id = l.id
  JOIN membership m ON m.group_id = lg.group_id AND m.ends_on IS NULL
  JOIN guardianship g ON g.pupil_id = m.pupil_id AND g.may_consult AND g.guardian_id <> g.pupil_id
 WHERE l.starts_at <= %(now)s AND l.ends_at > %(now)s AND l.cancelled_at IS NULL
   AND EXISTS (SELECT FROM post p WHERE p.person_id = t.person_id AND p.school_id = l.school_id
                  AND p.profile = 'enseignant' AND p.ends_on IS NULL)
 ORDER BY (SELECT count(*) FROM guardianship h WHERE h.guardian_id = g.guardian_id AND h.may_consult) DESC,
          (SELECT count(*) FROM lesson_group o JOIN membership n ON n.group_id = o.group_id
            WHERE o.lesson_id = l.id) DESC, l.id, m.pupil_id
 LIMIT 1
"""

_GUARDIAN = """
SELECT guardian_id FROM guardianship WHERE may_consult AND guardian_id <> pupil_id AND ends_on IS NULL
 GROUP BY guardian_id HAVING count(*) = %(children)s ORDER BY guardian_id LIMIT 1
"""


def measure(
    port: int, supervisor: int, moment: datetime, pages_of: Callable[[], list[Asked]] | None = None
) -> list[dict[str, Any]]:
    """Measure every page (`pages_of`, else the usual ones) at this moment of the region; `supervisor` is the
    process whose children are the screens and the database.
    """
    with clock.at(moment):
        return measure_pages(port, supervisor, (pages_of or _pages)())


def _pages() -> list[Asked]:
    with connection.cursor() as cursor:
        row = cursor.execute(_CHARACTERS, {"now": clock.now()}).fetchone()
    if row is None:
        raise RuntimeError("no lesson under way in the measured region")
    _school, uai, lesson, teacher, pupil, guardian, _starts, cpe, head = row
    tap = f"/{uai}/appel/{lesson}/eleve/{pupil}/"
    return [
        Asked("parent de quatre enfants", guardian, "responsable", "/", 4),
        Asked("parent de deux enfants", _guardian_of(2), "responsable", "/", 4),
        Asked("accueil : un enfant", guardian, "responsable", f"/accueil/enfant/{pupil}/", 2.5),
        Asked("absences d’un élève", guardian, "responsable", f"/eleves/{pupil}/absences/", 4),
        Asked("accueil d’un enseignant", teacher, "enseignant", "/", 4),
        Asked("feuille d’appel", teacher, "enseignant", f"/{uai}/appel/{lesson}/", 4),
        Asked("geste de l’appel", teacher, "enseignant", tap, 4, _tap),
        Asked("accueil de la vie scolaire", cpe, "vie_scolaire", "/", 10),
        Asked("tableau : la minute", cpe, "vie_scolaire", f"/{uai}/vie-scolaire/maintenant/", 10),
        Asked("bureau des absences", cpe, "vie_scolaire", f"/{uai}/absences/", 10),
        Asked("alertes et absentéisme", cpe, "vie_scolaire", f"/{uai}/absences/alertes/", 10),
        Asked("statistiques du mois", cpe, "vie_scolaire", f"/{uai}/presence/statistiques/", 10),
        Asked("accueil de la direction", head, "direction", "/", 10),
        Asked("accueil d’un élève", pupil, "eleve", "/", 4),
        Asked("bureau des anomalies", head, "direction", f"/{uai}/anomalies/", 10),
        Asked("une sorte d’anomalie", head, "direction", f"/{uai}/anomalies/fiches-en-double/", 10),
    ]


def _guardian_of(children: int) -> int:
    """A parent of so many pupils."""
    with connection.cursor() as cursor:
        row = cursor.execute(_GUARDIAN, {"children": children}).fetchone()
    if row is None:
        raise RuntimeError(f"no parent of {children} children in the measured region")
    return int(row[0])


def _tap(turn: int) -> dict[str, str]:
    return {"etat": ("absent", "present")[turn % 2], "cle": str(new_key())}
