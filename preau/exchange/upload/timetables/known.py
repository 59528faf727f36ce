"""What a timetable is compared with: the people of the school, its courses, its weeks, its subjects.

The scope of the school must be open.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from preau.directory.calendar_queries import school_calendar
from preau.directory.class_days import SchoolCalendar
from preau.directory.models import School, Subject
from preau.exchange.sts import known as sts
from preau.exchange.upload.people.known import Known, load_known
from preau.exchange.upload.people.told import Told
from preau.exchange.upload.timetables.building import KnownBuilding, load_building
from preau.exchange.weekly.records import Software, Teacher, Timetable

_NUMBERS = """
SELECT k.kind, k.key, k.person_id
  FROM jsonb_to_recordset(%(keys)s::jsonb) AS r(kind text, key text)
  JOIN person_key k ON k.source = %(source)s AND k.kind = r.kind AND k.key = r.key
"""

# Courses made by hand have no software before the bar.
_SOFTWARE = """
SELECT DISTINCT split_part(external_key, '|', 1) FROM weekly_course
 WHERE school_id = %(school)s AND split_part(external_key, '|', 1) = ANY(%(software)s)
"""


@dataclass(frozen=True, slots=True)
class KnownTimetable:
    """`numbers` are persons by (kind of key, key); `subjects` rows of (id, source, code, label); `software` those
    that the courses of the school come from.
    """

    people: Known
    courses: sts.Known
    calendar: SchoolCalendar | None
    numbers: dict[tuple[str, str], int]
    subjects: tuple[tuple[int, str, str, str], ...]
    software: frozenset[str]
    building: KnownBuilding


def load_timetable(school: School, timetable: Timetable) -> KnownTimetable:
    """Everything a timetable may refer to."""
    people = load_known(school, Told(timetable.software.value))
    keys = [{"kind": kind, "key": key} for kind, key in sorted(set(_numbers(timetable)))]
    with connection.cursor() as cursor:
        rows = cursor.execute(_NUMBERS, {"source": school.source, "keys": json.dumps(keys)}).fetchall()
        from_where = cursor.execute(
            _SOFTWARE, {"school": school.pk, "software": [software.value for software in Software]}
        ).fetchall()
    subjects = Subject.objects.filter(source__in=(school.source, school.uai)).order_by("id")
    return KnownTimetable(
        people=people,
        courses=sts.load_known(school, [], f"{timetable.software}|"),
        calendar=school_calendar(school.pk, people.today),
        numbers={(kind, key): person for kind, key, person in rows},
        subjects=tuple(subjects.values_list("id", "source", "code", "label")),
        software=frozenset(row[0] for row in from_where),
        building=load_building(school),
    )


def teachers_of(timetable: Timetable) -> Iterator[Teacher]:
    """Everybody who gives a lesson, as often as they do."""
    for lesson in timetable.lessons:
        yield from lesson.teachers


def _numbers(timetable: Timetable) -> Iterable[tuple[str, str]]:
    for teacher in teachers_of(timetable):
        if teacher.sts_id:
            yield "sts", teacher.sts_id
        if teacher.jointure:
            yield "aaf", teacher.jointure
