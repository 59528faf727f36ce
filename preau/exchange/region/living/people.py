"""Who is shown to whoever opens the demonstration: people tied to one another by one lesson and one child.

The teacher has a lesson under way whose roll is still to do; the child is expected there; the first parent answers
for her and for a brother or a sister in another school; the other parent lives apart. So a roll called in one
window reaches the parent's page in another. When no lesson offers all that, the one that offers most is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from preau.foundation.screens.page import PROFILE_LABELS
from preau.kernel import clock, words
from preau.kernel.actor import Profile
from preau.kernel.words import THIN


@dataclass(frozen=True, slots=True)
class Shown:
    """One line: the profile in French, the person, her login, what she will see."""

    id: int
    profile: str
    name: str
    login: str
    sees: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A person as lines name her."""

    full_name: str
    login: str
    first_name: str
    division: str
    is_woman: bool


# The lessons under way, else those that start next; who may not sign in is not shown.
_STORY = """
WITH hour AS (
    SELECT coalesce((SELECT max(starts_at) FROM lesson
                      WHERE held_on = %(day)s AND starts_at <= %(now)s AND ends_at > %(now)s
                        AND cancelled_at IS NULL),
                    (SELECT min(starts_at) FROM lesson
                      WHERE held_on >= %(day)s AND starts_at > %(now)s AND cancelled_at IS NULL)) AS starts_at
), expected AS (
    SELECT l.id, l.school_id, l.subject_id, l.room, l.starts_at, t.person_id AS teacher_id, m.pupil_id,
           r.id IS NULL AS is_to_do
      FROM hour
      JOIN lesson l ON l.starts_at = hour.starts_at AND l.cancelled_at IS NULL
      JOIN lesson_teacher t ON t.lesson_id = l.id
      JOIN lesson_group g ON g.lesson_id = l.id
      JOIN membership m ON m.group_id = g.group_id AND m.begins_on <= %(day)s
                       AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
      LEFT JOIN roll r ON r.lesson_id = l.id
), tie AS (
    SELECT g.pupil_id, g.guardian_id, p.address
      FROM guardianship g JOIN person p ON p.id = g.guardian_id
     WHERE g.is_informed AND g.guardian_id <> g.pupil_id
       AND g.begins_on <= %(day)s AND (g.ends_on IS NULL OR g.ends_on > %(day)s)
       AND EXISTS (SELECT FROM account a
                    WHERE a.person_id = g.guardian_id AND (a.password <> '' OR {any}))
), family AS (
    SELECT t.guardian_id, count(DISTINCT t.pupil_id) AS children, count(DISTINCT e.school_id) AS schools
      FROM tie t
      JOIN enrolment e ON e.pupil_id = t.pupil_id AND (e.ends_on IS NULL OR e.ends_on > %(day)s)
     GROUP BY t.guardian_id
)
SELECT x.school_id, s.label, x.room, x.starts_at, x.is_to_do, x.teacher_id, x.pupil_id, one.guardian_id,
       two.guardian_id
  FROM expected x
  JOIN subject s ON s.id = x.subject_id
  JOIN tie one ON one.pupil_id = x.pupil_id
  JOIN family f ON f.guardian_id = one.guardian_id
  LEFT JOIN tie two ON two.pupil_id = x.pupil_id AND two.address <> one.address
 WHERE (SELECT count(*) FROM account a WHERE a.person_id IN (x.teacher_id, x.pupil_id)
           AND (a.password <> '' OR {any})) = 2
 ORDER BY x.is_to_do::int * 8 + (f.schools > 1)::int * 6 + (two.guardian_id IS NOT NULL)::int * 5
          + (f.children > 1)::int * 2 + (x.teacher_id <> one.guardian_id)::int
          + (SELECT count(*) > 0 FROM notice n
              WHERE n.recipient_id = one.guardian_id AND n.withdrawn_at IS NULL)::int * 3 DESC,
          x.id, x.pupil_id, one.guardian_id, two.guardian_id
 LIMIT 1
""".replace("{any}", "NOT %(active)s")

# Of this school first, when it is one of its people that is looked for.
_POST = """
SELECT p.person_id FROM post p JOIN account a ON a.person_id = p.person_id
 WHERE (a.password <> '' OR NOT %(active)s) AND a.blocked_at IS NULL
   AND p.function = %(function)s AND (%(discipline)s = '' OR p.discipline ILIKE %(discipline)s || '%%')
   AND p.begins_on <= %(day)s AND (p.ends_on IS NULL OR p.ends_on > %(day)s)
 ORDER BY p.school_id <> %(school)s, p.id LIMIT 1
"""

_ADULT_PUPIL = """
SELECT e.pupil_id FROM enrolment e JOIN person p ON p.id = e.pupil_id JOIN account a ON a.person_id = e.pupil_id
 WHERE (a.password <> '' OR NOT %(active)s) AND a.blocked_at IS NULL
   AND p.born_on <= %(day)s - interval '18 years' AND (e.ends_on IS NULL OR e.ends_on > %(day)s)
   AND NOT EXISTS (SELECT FROM guardianship g WHERE g.pupil_id = e.pupil_id AND g.is_informed)
 ORDER BY e.pupil_id LIMIT 1
"""

_AGENT = """
SELECT m.person_id FROM mandate m JOIN account a ON a.person_id = m.person_id
 WHERE (a.password <> '' OR NOT %(active)s) AND a.blocked_at IS NULL
   AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
 ORDER BY m.id LIMIT 1
"""

_TWO_HATS = """
SELECT p.person_id FROM post p JOIN account a ON a.person_id = p.person_id
 WHERE (a.password <> '' OR NOT %(active)s) AND a.blocked_at IS NULL AND p.profile = %(teacher)s
   AND (p.ends_on IS NULL OR p.ends_on > %(day)s) AND p.person_id <> ALL (%(shown)s)
   AND EXISTS (SELECT FROM guardianship g WHERE g.guardian_id = p.person_id AND g.is_informed)
 ORDER BY NOT EXISTS (SELECT FROM lesson_teacher t WHERE t.person_id = p.person_id AND t.held_on = %(day)s),
          p.school_id <> %(school)s, p.id LIMIT 1
"""

_NAMES = """
SELECT p.id, p.first_name || ' ' || p.last_name, a.login, p.first_name,
       coalesce((SELECT coalesce(nullif(d.label, ''), d.code) FROM membership m
                   JOIN pupil_group d ON d.id = m.group_id AND d.kind = 'division'
                  WHERE m.pupil_id = p.id AND m.begins_on <= %(day)s
                    AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
                  ORDER BY m.begins_on DESC, m.id LIMIT 1), ''),
       p.title = 'Mme'
  FROM person p JOIN account a ON a.person_id = p.id WHERE p.id = ANY(%(people)s)
"""

_CHILDREN = """
SELECT c.first_name, s.name
  FROM guardianship g JOIN person c ON c.id = g.pupil_id
  JOIN enrolment e ON e.pupil_id = g.pupil_id AND (e.ends_on IS NULL OR e.ends_on > %(day)s)
  JOIN school s ON s.id = e.school_id
 WHERE g.guardian_id = %(person)s AND g.is_informed AND g.guardian_id <> g.pupil_id
   AND (g.ends_on IS NULL OR g.ends_on > %(day)s)
 ORDER BY c.born_on, c.id, s.name
"""


def shown_people(cursor: Any, moment: datetime, *, must_be_active: bool) -> list[Shown]:
    """The people to show at `moment`, in order; all of them can sign in when `must_be_active`."""
    asked = {"now": moment, "day": clock.school_day(moment), "active": must_be_active}
    choice = _Choice(cursor, asked)
    choice.story()
    choice.school_people()
    choice.others()
    return choice.shown()


class _Choice:
    """People chosen so far, each with what she will see; somebody chosen twice is shown once."""

    def __init__(self, cursor: Any, asked: dict[str, Any]) -> None:
        self._cursor = cursor
        self._asked = asked
        self._chosen: dict[int, tuple[str, str]] = {}
        self._school = 0

    def story(self) -> None:
        """Teacher, parent, other parent, pupil: around one lesson."""
        row = self._row(_STORY)
        if row is None:
            return
        self._school, subject, room, starts_at, is_to_do, teacher, pupil, parent, other = row
        child = self._names([pupil])[pupil]
        first_name = child.first_name
        self._add(
            teacher,
            PROFILE_LABELS[Profile.TEACHER],
            f"son cours de {words.hour(starts_at)} ({subject}, salle {room})"
            f"{', dont l’appel est à faire' * is_to_do}{THIN}: {first_name} ({child.division}) est sur la feuille",
        )
        self._add(
            parent,
            PROFILE_LABELS[Profile.GUARDIAN],
            f"{self._children(parent)}{THIN}; sa page change dès que l’appel note {first_name}",
        )
        self._add(other, "Autre parent, à une autre adresse", f"{self._children(other or 0)}, de son côté")
        himself = "d’elle" if child.is_woman else "de lui"
        self._add(
            pupil, PROFILE_LABELS[Profile.PUPIL], f"sa journée en {child.division} et ce que l’appel dit {himself}"
        )

    def school_people(self) -> None:
        """Those of the same school who follow pupils and run it."""
        for label, function, discipline, sees in (
            ("Vie scolaire (CPE)", "EDU", "", "les appels faits, à faire, oubliés, et qui est absent maintenant"),
            ("Direction", "DIR", "DIRECTION CHEF", "l’établissement en ce moment, les services, qui peut quoi"),
            ("Secrétariat", "ADF", "SECRETARIAT", "les comptes, et les fiches d’activation à imprimer"),
        ):
            found = self._person(_POST, function=function, discipline=discipline, school=self._school)
            self._add(found, label, sees)

    def others(self) -> None:
        """An adult pupil, somebody with two profiles, the agent of the Region."""
        adult = self._person(_ADULT_PUPIL)
        if adult:
            is_woman = self._names([adult])[adult].is_woman
            whole = (
                ("Élève majeure", "elle répond d’elle-même")
                if is_woman
                else ("Élève majeur", "il répond de lui-même")
            )
            self._add(
                adult,
                whole[0],
                f"sa journée{THIN}; {whole[1]}, ses parents sont de simples contacts",
            )
        double = self._person(
            _TWO_HATS, school=self._school, shown=list(self._chosen), teacher=Profile.TEACHER.value
        )
        if double:
            self._add(
                double,
                "Deux profils",
                f"ses cours à l’école, {self._children(double)} en famille{THIN}: le profil se change d’un geste",
            )
        self._add(
            self._person(_AGENT),
            PROFILE_LABELS[Profile.AGENT],
            "les établissements et leurs services, jamais un dossier d’élève",
        )

    def shown(self) -> list[Shown]:
        """The lines, in the order of choice."""
        names = self._names(list(self._chosen))
        return [
            Shown(pk, profile, names[pk].full_name, names[pk].login, sees)
            for pk, (profile, sees) in self._chosen.items()
        ]

    def _add(self, person: int | None, profile: str, sees: str) -> None:
        if person:
            self._chosen.setdefault(person, (profile, sees))

    def _children(self, person: int) -> str:
        """`Léa (Collège…) et Tom (Lycée…)`."""
        self._cursor.execute(_CHILDREN, {**self._asked, "person": person})
        told = [f"{first} ({school})" for first, school in self._cursor.fetchall()]
        return " et ".join(part for part in (", ".join(told[:-1]), *told[-1:]) if part)

    def _names(self, people: list[int]) -> dict[int, _Name]:
        self._cursor.execute(_NAMES, {**self._asked, "people": people})
        return {row[0]: _Name(*row[1:]) for row in self._cursor.fetchall()}

    def _person(self, statement: str, **more: Any) -> int | None:
        row = self._row(statement, **more)
        return row[0] if row else None

    def _row(self, statement: str, **more: Any) -> tuple[Any, ...] | None:
        self._cursor.execute(statement, {**self._asked, **more})
        row: tuple[Any, ...] | None = self._cursor.fetchone()
        return row
