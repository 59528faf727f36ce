"""What the school already has, read in one go: what a pair of files is matched and compared with.

The scope of the school must be open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from django.db import connection
from django.db.models import Q

from preau.directory.models import Group, PersonKey, Post, School, SchoolYear, Subject
from preau.exchange.sts.compose import KEY_PREFIX
from preau.kernel import clock
from preau.timetable.models import Alternation

_COURSES = """
SELECT c.id, c.external_key, a.code, s.source, s.code, c.weekday, c.starts_at, c.minutes, c.room,
       ARRAY(SELECT g.group_id FROM weekly_course_group g WHERE g.weekly_course_id = c.id),
       ARRAY(SELECT t.person_id FROM weekly_course_teacher t WHERE t.weekly_course_id = c.id)
  FROM weekly_course c
  JOIN alternation a ON a.id = c.alternation_id
  JOIN subject s ON s.id = c.subject_id
 WHERE c.school_id = %(school)s AND starts_with(c.external_key, %(prefix)s)
 ORDER BY c.id
"""


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """An open class or group."""

    id: int
    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody with a post in the school today."""

    id: int
    last_name: str
    birth_name: str
    first_name: str
    born_on: date | None


@dataclass(frozen=True, slots=True)
class Course:
    """A weekly course, matched: what the file wants, or what the table has. `subject` is (source, code)."""

    key: str
    alternation: str
    subject: tuple[str, str]
    weekday: int
    starts: time
    minutes: int
    room: str
    groups: frozenset[int]
    teachers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Known:
    """The school as it stands. `teachers` are persons by STS number, in the school's académie."""

    school: School
    groups: tuple[KnownGroup, ...]
    teachers: Mapping[str, int]
    staff: tuple[KnownPerson, ...]
    subjects: frozenset[str]
    weeks: Mapping[str, tuple[str, tuple[date, ...]]]
    courses: Mapping[str, Course]
    course_ids: Mapping[str, int]
    years: frozenset[str]


def load_known(school: School, sts_ids: list[str], prefix: str = KEY_PREFIX) -> Known:
    """Everything of the school that a pair of files may refer to; `sts_ids` are those it names. Of its courses,
    those whose keys start with `prefix`: the others come from elsewhere.
    """
    rows = _course_rows(school.pk, prefix)
    keys = PersonKey.objects.filter(source=school.source, kind=PersonKey.Kind.STS, key__in=sts_ids)
    return Known(
        school=school,
        groups=tuple(
            KnownGroup(*row)
            for row in Group.objects.filter(school=school, closed_on=None).values_list("id", "kind", "code")
        ),
        teachers=dict(keys.values_list("key", "person_id")),
        staff=_staff(school),
        subjects=frozenset(Subject.objects.filter(source=school.source).values_list("code", flat=True)),
        weeks={
            code: (label, tuple(mondays))
            for code, label, mondays in Alternation.objects.filter(school=school).values_list(
                "code", "label", "mondays"
            )
        },
        courses={course.key: course for _pk, course in rows},
        course_ids={course.key: pk for pk, course in rows},
        years=frozenset(SchoolYear.objects.values_list("label", flat=True)),
    )


def _staff(school: School) -> tuple[KnownPerson, ...]:
    today = clock.today()
    posts = Post.objects.filter(school=school, begins_on__lte=today).filter(Q(ends_on=None) | Q(ends_on__gt=today))
    persons = posts.order_by("person_id").distinct()
    return tuple(
        KnownPerson(*row)
        for row in persons.values_list(
            "person_id", "person__last_name", "person__birth_name", "person__first_name", "person__born_on"
        )
    )


def _course_rows(school_id: int, prefix: str) -> list[tuple[int, Course]]:
    with connection.cursor() as cursor:
        rows = cursor.execute(_COURSES, {"school": school_id, "prefix": prefix}).fetchall()
    return [
        (
            pk,
            Course(
                key, alternation, (source, subject), weekday, starts, minutes, room, frozenset(groups),
                frozenset(teachers),
            ),
        )
        for pk, key, alternation, source, subject, weekday, starts, minutes, room, groups, teachers in rows
    ]  # fmt: skip
