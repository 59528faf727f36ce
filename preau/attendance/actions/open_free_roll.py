"""A roll without a timetable: a class or a group, hours of today, a subject or none."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.translation import gettext as _

from preau.attendance.events_elsewhere import FreeRollOpened
from preau.attendance.policies import may_call_own
from preau.attendance.queries.free_roll import callable_groups, callable_subjects
from preau.attendance.rules import LONGEST_FREE_ROLL, OPENS_BEFORE
from preau.directory.models import School, Subject
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.timetable.models import Lesson, LessonGroup, LessonTeacher

#: The subject of a roll of no subject, the same everywhere.
FREE = {"source": "preau", "code": "APPEL"}


@action
def open_free_roll(
    *, actor: Actor, school_id: int, group_id: int, starts_at: time, ends_at: time, subject_id: int | None = None
) -> int:
    """A lesson of today held by hand, that no laying touches; returns its id. A teacher is its teacher; for vie
    scolaire it is called as a study hall is. The same asked twice is one, and a lesson that the teacher has with
    this group at that time is the one to call.

    Errors: `NotAllowed` for a group or a subject that is not hers to call; `NotPossible` for an end before the
    start, too long, or a roll that cannot be called yet.
    """
    if group_id not in {group.id for group in callable_groups(actor, school_id)}:
        raise NotAllowed
    if subject_id is not None and subject_id not in dict(callable_subjects(actor, school_id)):
        raise NotAllowed
    today = clock.today()
    begins, ends = clock.instant(today, starts_at), clock.instant(today, ends_at)
    if ends <= begins:
        raise NotPossible(_("La fin doit venir après le début."), field="fin")
    if ends - begins > LONGEST_FREE_ROLL:
        raise NotPossible(_("Un appel ne couvre pas plus de dix heures."), field="fin")
    if begins - OPENS_BEFORE > clock.now():
        raise NotPossible(
            _("L’appel s’ouvre dix minutes avant le début\u202f: revenez à ce moment."), field="debut"
        )
    # Two taps at the same instant follow each other and make one lesson.
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    teacher_id = actor.person_id if may_call_own(actor, school_id) else None
    found = _already(school_id, group_id, teacher_id, begins, ends)
    if found is not None:
        return found
    if subject_id is None:
        subject_id = Subject.objects.get_or_create(**FREE, defaults={"label": "Appel libre"})[0].pk
    lesson = Lesson.objects.create(
        school_id=school_id, subject_id=subject_id, held_on=today, starts_at=begins, ends_at=ends,
        changed_by_hand_at=clock.now(),
    )  # fmt: skip
    LessonGroup.objects.create(school_id=school_id, lesson=lesson, group_id=group_id, held_on=today)
    if teacher_id is not None:
        LessonTeacher.objects.create(school_id=school_id, lesson=lesson, person_id=teacher_id, held_on=today)
    record(FreeRollOpened(school_id, lesson.pk, group_id), actor=actor)
    return lesson.pk


def _already(
    school_id: int, group_id: int, teacher_id: int | None, begins: datetime, ends: datetime
) -> int | None:
    """The lesson to call instead of making one."""
    of_group = Lesson.objects.filter(
        school_id=school_id, cancelled_at=None, held_on=clock.today(), starts_at__lt=ends, ends_at__gt=begins,
        pk__in=LessonGroup.objects.filter(group_id=group_id, held_on=clock.today()).values("lesson_id"),
    )  # fmt: skip
    taught = LessonTeacher.objects.filter(held_on=clock.today())
    if teacher_id is None:
        of_group = of_group.filter(starts_at=begins, ends_at=ends).exclude(pk__in=taught.values("lesson_id"))
    else:
        of_group = of_group.filter(pk__in=taught.filter(person_id=teacher_id).values("lesson_id"))
    return of_group.order_by("starts_at", "pk").values_list("pk", flat=True).first()
