"""Add a lesson that no weekly course has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from django.utils.translation import gettext as _

from preau.directory.models import Group, Subject
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.timetable.deciding import check_may_change, check_nobody_is_busy, span_of
from preau.timetable.events import LessonAdded
from preau.timetable.models import Lesson, LessonGroup, LessonTeacher
from preau.timetable.queries.conflicts import Busy
from preau.timetable.queries.substitutes import check_teaches_here


@action
def add_lesson(
    *,
    actor: Actor,
    school_id: int,
    subject_id: int,
    group_ids: Sequence[int],
    teacher_ids: Sequence[int],
    on: date,
    starts_at: time,
    minutes: int,
    room: str = "",
    confirmed: bool = False,
) -> int:
    """One lesson, held by hand: no laying touches it. Without a teacher it is a study hall. Returns its id.

    Errors: `NotAllowed` for who does not change lessons; `NotPossible` for a moment past, no group, a group or a
    subject that is not there, somebody who does not teach here or (unless `confirmed`) who is busy.
    """
    check_may_change(actor, school_id)
    span = span_of(on, starts_at, minutes)
    groups = list(Group.objects.filter(school_id=school_id, pk__in=group_ids, closed_on=None))
    if not groups or len(groups) != len(set(group_ids)):
        raise NotPossible(_("Choisissez la classe ou le groupe dans la liste."), field="group")
    if not Subject.objects.filter(pk=subject_id).exists():
        raise NotPossible(_("Choisissez la matière dans la liste."), field="subject")
    for person_id in teacher_ids:
        check_teaches_here(school_id, person_id, on)
    busy = Busy(tuple(teacher_ids), tuple(group.pk for group in groups), room.strip())
    check_nobody_is_busy(school_id, [span], busy, confirmed=confirmed)
    lesson = Lesson.objects.create(
        school_id=school_id, subject_id=subject_id, held_on=on, starts_at=span.starts, ends_at=span.ends,
        room=room.strip(), changed_by_hand_at=clock.now(),
    )  # fmt: skip
    for group in groups:
        LessonGroup.objects.create(school_id=school_id, lesson=lesson, group=group, held_on=on)
    for person_id in sorted(set(teacher_ids)):
        LessonTeacher.objects.create(school_id=school_id, lesson=lesson, person_id=person_id, held_on=on)
    record(LessonAdded(school_id, lesson.pk, on), actor=actor)
    return lesson.pk
