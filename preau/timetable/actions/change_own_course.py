"""Change a course that the school added, for all its lessons to come (capability C45)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from django.utils.translation import gettext as _

from preau.directory.models import Group, Subject
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.timetable.agreement import agree_with_courses
from preau.timetable.deciding import check_minutes, check_nobody_is_busy, course_to_change
from preau.timetable.events import WeeklyCourseChanged
from preau.timetable.models import WeeklyCourse, WeeklyCourseGroup, WeeklyCourseTeacher
from preau.timetable.queries.conflicts import Busy
from preau.timetable.queries.substitutes import check_teaches_here
from preau.timetable.rules import BY_HAND, laid_until
from preau.timetable.spans import spans_to_come


@action
def change_own_course(
    *,
    actor: Actor,
    school_id: int,
    course_id: int,
    subject_id: int,
    group_ids: Sequence[int],
    teacher_ids: Sequence[int],
    weekday: int,
    starts_at: time,
    minutes: int,
    room: str,
    confirmed: bool = False,
) -> None:
    """From now on the course is so, in the weeks it has. Lessons past, or changed one by one, stay as they are.

    Errors: `NotAllowed` for who does not change lessons, or for a course that an import brought; `NotPossible` for
    no reasonable length, no group, a group or a subject that is not there, somebody who does not teach here or
    (unless `confirmed`) who is busy, a break.
    """
    course = course_to_change(actor, school_id, course_id)
    if not course.external_key.startswith(f"{BY_HAND}|"):
        raise NotAllowed
    check_minutes(minutes)
    groups = set(Group.objects.filter(school_id=school_id, pk__in=group_ids).values_list("id", flat=True))
    if not groups or groups != set(group_ids):
        raise NotPossible(_("Choisissez la classe ou le groupe dans la liste."), field="groups")
    if not Subject.objects.filter(pk=subject_id).exists():
        raise NotPossible(_("Choisissez la matière dans la liste."), field="subject")
    for person_id in teacher_ids:
        check_teaches_here(school_id, person_id, clock.today())
    busy = Busy(tuple(teacher_ids), tuple(sorted(groups)), room.strip(), but_courses=(course.pk,))
    check_nobody_is_busy(school_id, spans_to_come(course, weekday, starts_at, minutes), busy, confirmed=confirmed)
    course.subject_id = subject_id
    course.weekday, course.starts_at, course.minutes, course.room = weekday, starts_at, minutes, room.strip()
    course.own_weekday = course.own_starts_at = course.own_minutes = course.own_room = None
    course.save()
    _put_on(course, groups, set(teacher_ids))
    today = clock.today()
    agree_with_courses(school_id, since=today, until=laid_until(today))
    record(WeeklyCourseChanged(school_id, course.pk), actor=actor)


def _put_on(course: WeeklyCourse, groups: set[int], teachers: set[int]) -> None:
    """Whom it is for, and who gives it: these, and nobody else."""
    mine = {"school_id": course.school_id, "weekly_course": course}
    WeeklyCourseGroup.objects.filter(weekly_course=course).delete()
    WeeklyCourseTeacher.objects.filter(weekly_course=course).delete()
    WeeklyCourseGroup.objects.bulk_create([WeeklyCourseGroup(group_id=pk, **mine) for pk in sorted(groups)])
    WeeklyCourseTeacher.objects.bulk_create([WeeklyCourseTeacher(person_id=pk, **mine) for pk in sorted(teachers)])
