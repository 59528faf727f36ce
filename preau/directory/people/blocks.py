"""The parts of a person's page that the directory brings, one statement each (`PersonBlock` of the manifest)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from preau.directory.adults import majority_block
from preau.directory.models import Guardianship
from preau.directory.people.reach import asked, during, families_in, groups_in, pupils_in
from preau.directory.people.search import Kind
from preau.directory.people.wording import function_label, kinship_label
from preau.directory.policies import reach_to_families, reach_to_pupils
from preau.foundation.rooms.manifest import PersonBlock
from preau.kernel import clock
from preau.kernel.actor import Actor

_GROUPS = """
SELECT g.id, g.kind, coalesce(nullif(g.label, ''), g.code), m.begins_on, m.ends_on,
       m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s), {is_open}
  FROM membership m JOIN pupil_group g ON g.id = m.group_id
 WHERE m.pupil_id = %(person)s AND m.school_id = %(school)s
 ORDER BY (m.ends_on IS NOT NULL AND m.ends_on <= %(day)s), g.kind, g.code, m.begins_on, m.id
"""

_GUARDIANS = """
SELECT p.id, p.first_name, p.last_name, w.level, w.kinship, w.is_informed, w.may_consult, w.may_decide,
       w.no_contact, w.is_set_by_hand, w.decision_reference, w.pays_fees, w.is_contact,
       p.email, p.mobile, p.phone, p.address, f.is_reached,
       EXISTS (SELECT FROM adult_opposition o WHERE o.pupil_id = w.pupil_id AND {opposition_open})
  FROM guardianship w
  JOIN person p ON p.id = w.guardian_id
  CROSS JOIN LATERAL (SELECT EXISTS ({family}) AS is_reached) f
 WHERE w.pupil_id = %(person)s AND {open} AND w.guardian_id <> w.pupil_id
   AND (f.is_reached OR (w.level <= 2 AND NOT w.no_contact))
 ORDER BY w.level, w.rank, p.sorting_name, w.id
"""

_SIBLINGS = """
SELECT p.id, p.first_name, p.last_name, d.label
  FROM person p
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
        WHERE m.pupil_id = p.id AND m.school_id = %(school)s AND {membership_open}
        ORDER BY m.begins_on DESC, m.id LIMIT 1) d ON true
 WHERE p.id IN (
       SELECT w.pupil_id FROM guardianship a JOIN guardianship w ON w.guardian_id = a.guardian_id
        WHERE a.pupil_id = %(person)s AND w.pupil_id <> a.pupil_id AND a.level <= 2 AND w.level <= 2
          AND {own_open} AND {other_open})
   AND p.id IN ({pupils})
 ORDER BY p.born_on, p.sorting_name, p.id
"""

_WORK = """
SELECT 'poste', o.function, o.label, o.discipline, 0::bigint, o.begins_on, true
  FROM post o WHERE o.person_id = %(person)s AND o.school_id = %(school)s AND {post_open}
 UNION ALL
SELECT 'principal', coalesce(nullif(g.label, ''), g.code), '', '', g.id, f.begins_on, {is_open}
  FROM form_teacher f JOIN pupil_group g ON g.id = f.group_id
 WHERE f.person_id = %(person)s AND f.school_id = %(school)s AND {form_open}
 UNION ALL
SELECT 'service', coalesce(nullif(g.label, ''), g.code), s.label, '', g.id, c.begins_on, {is_open}
  FROM course c JOIN pupil_group g ON g.id = c.group_id JOIN subject s ON s.id = c.subject_id
 WHERE c.teacher_id = %(person)s AND c.school_id = %(school)s AND {course_open}
 ORDER BY 1, 2, 3, 5
"""

_CHILDREN = """
SELECT p.id, p.first_name, p.last_name, w.level, w.kinship, w.is_informed, w.may_consult, w.may_decide,
       w.no_contact, d.label
  FROM guardianship w
  JOIN person p ON p.id = w.pupil_id
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
        WHERE m.pupil_id = p.id AND m.school_id = %(school)s AND {membership_open}
        ORDER BY m.begins_on DESC, m.id LIMIT 1) d ON true
 WHERE w.guardian_id = %(person)s AND {open} AND w.pupil_id IN ({families})
 ORDER BY p.born_on, p.sorting_name, p.id
"""


@dataclass(frozen=True, slots=True)
class GroupStay:
    """A class or group of a pupil, from `begins_on` to the day before `ends_on`; `opens`: its list too."""

    group_id: int
    kind: str
    label: str
    begins_on: date
    ends_on: date | None
    is_current: bool
    opens: bool

    @property
    def last_day(self) -> date | None:
        """The last day in the group, when it is known."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None


@dataclass(frozen=True, slots=True)
class GuardianLine:
    """Somebody who answers for the pupil. Rights and ways to reach her are empty for who may not know them."""

    id: int
    name: str
    kinship: str
    level: str
    rights: tuple[str, ...]
    no_contact: bool
    decision: str
    email: str
    phones: tuple[str, ...]
    address: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Relative:
    """Another person in the school, with her class, and the tie when there is one."""

    id: int
    name: str
    division: str
    tie: str = ""


@dataclass(frozen=True, slots=True)
class GroupWork:
    """A class or group that somebody teaches or is form teacher of; `opens` when its list opens to the actor."""

    group_id: int
    label: str
    subject: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody does in the school: functions, classes as form teacher, courses."""

    functions: tuple[str, ...]
    form_groups: tuple[GroupWork, ...]
    courses: tuple[GroupWork, ...]


def groups_of_pupil(actor: Actor, school_id: int, person_id: int) -> tuple[GroupStay, ...]:
    """Every stay of the pupil in a class or group of the school: those of today first, the past ones after."""
    is_open = groups_in(reach_to_pupils(actor, school_id))
    rows = _rows(_GROUPS.format(is_open=is_open), actor, school_id, person_id)
    return tuple(GroupStay(*row) for row in rows)


def guardians_of_pupil(actor: Actor, school_id: int, person_id: int) -> tuple[GuardianLine, ...]:
    """Who answers for the pupil today (capability C6, rule B8). Who does not reach the family reads the names of
    those who exercise a responsibility, nothing else.
    """
    family = families_in(reach_to_families(actor, school_id), only="e.pupil_id = %(person)s")
    rows = _rows(
        _GUARDIANS.format(family=family, open=during("w"), opposition_open=during("o")),
        actor,
        school_id,
        person_id,
    )
    return tuple(map(_guardian, rows))


def siblings_of_pupil(actor: Actor, school_id: int, person_id: int) -> tuple[Relative, ...]:
    """The other pupils of the school for whom the same person answers, as far as the actor reaches them."""
    statement = _SIBLINGS.format(
        membership_open=during("m"), own_open=during("a"), other_open=during("w"),
        pupils=pupils_in(reach_to_pupils(actor, school_id)),
    )  # fmt: skip
    rows = _rows(statement, actor, school_id, person_id)
    return tuple(Relative(pk, f"{first} {last}", division or "") for pk, first, last, division in rows)


def work_of_person(actor: Actor, school_id: int, person_id: int) -> Work:
    """What she does in the school today."""
    statement = _WORK.format(
        post_open=during("o"), form_open=during("f"), course_open=during("c"),
        is_open=groups_in(reach_to_pupils(actor, school_id)),
    )  # fmt: skip
    rows = _rows(statement, actor, school_id, person_id)
    return Work(
        functions=tuple(
            dict.fromkeys(
                function_label(code, label, more) for what, code, label, more, *_ in rows if what == "poste"
            )
        ),
        form_groups=_works(rows, "principal"),
        courses=_works(rows, "service"),
    )


def children_of_guardian(actor: Actor, school_id: int, person_id: int) -> tuple[Relative, ...]:
    """The pupils of the school for whom she answers, among the families the actor reaches."""
    families = families_in(reach_to_families(actor, school_id))
    statement = _CHILDREN.format(open=during("w"), membership_open=during("m"), families=families)
    return tuple(
        Relative(pk, f"{first} {last}", division or "", ", ".join(_tie(level, kinship, *rights)))
        for pk, first, last, level, kinship, *rights, division in _rows(statement, actor, school_id, person_id)
    )


def _rows(statement: str, actor: Actor, school_id: int, person_id: int) -> list[tuple[Any, ...]]:
    parameters = asked(actor, school_id, clock.today(), person=person_id)
    with connection.cursor() as cursor:
        rows: list[tuple[Any, ...]] = cursor.execute(statement, parameters).fetchall()
    return rows


def _guardian(row: tuple[Any, ...]) -> GuardianLine:
    (pk, first, last, level, kinship, informed, consults, decides, no_contact, by_hand, decision, pays, contact,
     email, mobile, phone, address, is_reached, is_opposed) = row  # fmt: skip
    more = [text for is_so, text in ((pays, "paie les frais"), (contact, "à joindre en priorité")) if is_so]
    rights = (
        ["prévenu d’une perturbation grave"] if is_opposed and informed else _rights(informed, consults, decides)
    )
    return GuardianLine(
        id=pk,
        name=f"{first} {last}",
        kinship=kinship_label(kinship),
        level=Guardianship.Level(level).label,
        rights=(*rights, *more) if is_reached else (),
        no_contact=no_contact,
        decision=decision if is_reached and by_hand else "",
        email=email if is_reached else "",
        phones=tuple(dict.fromkeys(n for n in (mobile, phone) if n)) if is_reached else (),
        address=address if is_reached else "",
        is_reached=is_reached,
    )


def _tie(level: int, kinship: int, informed: bool, consults: bool, decides: bool, no_contact: bool) -> list[str]:
    said = [kinship_label(kinship), Guardianship.Level(level).label]
    return [*said, "aucun contact"] if no_contact else [*said, *_rights(informed, consults, decides)]


def _rights(is_informed: bool, may_consult: bool, may_decide: bool) -> list[str]:
    """What the law lets her do (rule B8)."""
    known = ((is_informed, "est prévenu"), (may_consult, "consulte"), (may_decide, "décide"))
    return [text for is_so, text in known if is_so]


def _works(rows: list[tuple[Any, ...]], what: str) -> tuple[GroupWork, ...]:
    return tuple(
        GroupWork(pk, label, subject, opens) for sort, label, subject, _x, pk, _d, opens in rows if sort == what
    )


_PUPIL, _STAFF, _GUARDIAN = (frozenset({kind.value}) for kind in (Kind.PUPIL, Kind.STAFF, Kind.GUARDIAN))

BLOCKS = (
    PersonBlock("travail", _STAFF, "directory/blocks/work.html", work_of_person, order=10),
    PersonBlock("groupes", _PUPIL, "directory/blocks/groups.html", groups_of_pupil, order=20),
    PersonBlock("majorite", _PUPIL, "directory/blocks/majority.html", majority_block, order=25),
    PersonBlock("responsables", _PUPIL, "directory/blocks/guardians.html", guardians_of_pupil, order=30),
    PersonBlock("fratrie", _PUPIL, "directory/blocks/siblings.html", siblings_of_pupil, order=40),
    PersonBlock("enfants", _GUARDIAN, "directory/blocks/children.html", children_of_guardian, order=50),
)
