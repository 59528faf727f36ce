"""The people of a file: pupils with their numbers of SIECLE and who answers for them, teachers with those of STS.

Numbers as the glue table says (formats §0): ELEVE_ID of SIECLE, INDIVIDU/@ID of `sts_emp`, each in the académie of
the school.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.directory.people.wording import kinship_label
from preau.exchange.lsu.filling.address import address_of
from preau.exchange.lsu.filling.school import SchoolYearHead
from preau.exchange.lsu.records import Teacher
from preau.exchange.lsu.reports import Guardian
from preau.kernel import clock

# The number that SIECLE gave last, where a pupil has several; the last time she came to this school.
_PUPILS = """
SELECT p.id, p.last_name, p.first_name,
       coalesce((SELECT k.key FROM person_key k
                  WHERE k.person_id = p.id AND k.kind = 'siecle' AND k.source = %(source)s
                  ORDER BY k.id DESC LIMIT 1), ''),
       (SELECT max(e.begins_on) FROM enrolment e WHERE e.school_id = %(school)s AND e.pupil_id = p.id)
  FROM person p WHERE p.id = ANY(%(pupils)s)
"""

# Legal representatives first, then persons in charge, who are told of the schooling; nobody for an adult pupil who
# opposed it (rule B8).
_GUARDIANS = """
SELECT g.pupil_id, g.level, g.kinship, p.title, p.last_name, p.first_name, p.address
  FROM guardianship g JOIN person p ON p.id = g.guardian_id
 WHERE g.pupil_id = ANY(%(pupils)s) AND g.level IN (1, 2) AND g.is_informed AND NOT g.no_contact
   AND g.begins_on <= %(today)s AND (g.ends_on IS NULL OR g.ends_on > %(today)s)
   AND NOT EXISTS (SELECT FROM adult_opposition o
                    WHERE o.pupil_id = g.pupil_id AND o.begins_on <= %(today)s
                      AND (o.ends_on IS NULL OR o.ends_on > %(today)s))
 ORDER BY g.pupil_id, g.level, g.rank, g.id
"""

_TEACHERS = """
SELECT p.id, p.title, p.last_name, p.first_name,
       coalesce((SELECT k.key FROM person_key k
                  WHERE k.person_id = p.id AND k.kind = 'sts' AND k.source = %(source)s
                  ORDER BY k.id DESC LIMIT 1), '')
  FROM person p WHERE p.id = ANY(%(teachers)s) ORDER BY p.sorting_name, p.id
"""

_FORM_TEACHERS = """
SELECT f.group_id, f.person_id FROM form_teacher f
 WHERE f.school_id = %(school)s AND f.group_id = ANY(%(groups)s)
   AND f.begins_on <= %(today)s AND (f.ends_on IS NULL OR f.ends_on > %(today)s)
 ORDER BY f.group_id, f.id
"""

_TITLES = {"M.": "M", "Mme": "MME"}
#: Numbers of STS are those of the académie (`epp`): a local one means nothing outside of its file.
_KIND = "epp"
_LEGAL = 1


@dataclass(frozen=True, slots=True)
class PupilIdentity:
    """A pupil, her number of SIECLE ('': none is known) and the day she came to the school."""

    last_name: str
    first_name: str
    siecle_id: str
    schooled_from: date | None


def teacher_key(person_id: int) -> str:
    """How the file names a teacher."""
    return f"T{person_id}"


def pupils_by_id(one: SchoolYearHead, pupil_ids: Iterable[int]) -> Mapping[int, PupilIdentity]:
    """In one statement."""
    asked: dict[str, Any] = {"school": one.school_id, "source": one.source, "pupils": sorted(set(pupil_ids))}
    with connection.cursor() as cursor:
        return {pk: PupilIdentity(*row) for pk, *row in cursor.execute(_PUPILS, asked).fetchall()}


def guardians_by_pupil(pupil_ids: Iterable[int]) -> Mapping[int, tuple[Guardian, ...]]:
    """In one statement. The first two legal representatives are « legal1 » and « legal2 »."""
    asked: dict[str, Any] = {"pupils": sorted(set(pupil_ids)), "today": clock.today()}
    found: dict[int, list[Guardian]] = defaultdict(list)
    with connection.cursor() as cursor:
        for pupil_id, level, kinship, title, last, first, address in cursor.execute(_GUARDIANS, asked).fetchall():
            rank = len(found[pupil_id])
            is_legal = level == _LEGAL
            found[pupil_id].append(
                Guardian(
                    title=_TITLES.get(title, ""),
                    last_name=last,
                    first_name=first,
                    is_legal1=is_legal and rank == 0,
                    is_legal2=is_legal and rank == 1,
                    kinship=kinship_label(kinship).capitalize(),
                    address=address_of(address),
                )
            )
    return {pupil_id: tuple(several) for pupil_id, several in found.items()}


def teachers_by_id(one: SchoolYearHead, person_ids: Iterable[int]) -> Mapping[int, Teacher]:
    """In one statement; by name."""
    asked: dict[str, Any] = {"source": one.source, "teachers": sorted(set(person_ids))}
    with connection.cursor() as cursor:
        rows = cursor.execute(_TEACHERS, asked).fetchall()
    return {
        pk: Teacher(teacher_key(pk), _KIND, sts_id, _TITLES.get(title, ""), last, first)
        for pk, title, last, first, sts_id in rows
    }


def form_teachers_by_group(one: SchoolYearHead, group_ids: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
    """In one statement: those of today."""
    asked: dict[str, Any] = {"school": one.school_id, "groups": sorted(set(group_ids)), "today": clock.today()}
    found: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        for group_id, person_id in cursor.execute(_FORM_TEACHERS, asked).fetchall():
            found[group_id].append(person_id)
    return {group_id: tuple(several) for group_id, several in found.items()}
