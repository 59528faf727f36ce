"""Who is told of new marks: nobody, unless she asked (capability C84)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.access.devices import people_with_a_device
from preau.directory.models import Person
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell
from preau.grading.events import EvaluationReleased, MarksWritten, NewMarksFound
from preau.grading.jobs import push_new_marks, tell_new_marks_of
from preau.grading.models import NewMarksSubscription
from preau.kernel import clock
from preau.kernel.actor import Profile

#: A mark that is typed where marks are seen already waits so long: the next ones of the column go with it, and a
#: slip is mended before it is told (our choice).
GRACE = timedelta(minutes=10)

_PUPILS = "SELECT pupil_id FROM mark WHERE evaluation_id = %s"
_IS_SEEN = "SELECT EXISTS (SELECT FROM evaluation WHERE id = ANY(%s) AND released_at <= %s)"


@on(EvaluationReleased)
def tell_of_released_marks(event: EvaluationReleased, recorded: Recorded) -> None:
    """Those who asked to be told at once; the others are told in the evening."""
    with connection.cursor() as cursor:
        pupil_ids = [one for (one,) in cursor.execute(_PUPILS, [event.evaluation_id]).fetchall()]
    if _is_asked(event.school_id, pupil_ids):
        tell_new_marks_of.later(school_id=event.school_id, cadence=_AT_ONCE, pupil_ids=pupil_ids)


@on(MarksWritten)
def tell_of_late_marks(event: MarksWritten, recorded: Recorded) -> None:
    """Likewise of a mark that is written once its evaluation is seen."""
    with connection.cursor() as cursor:
        row = cursor.execute(_IS_SEEN, [event.evaluation_ids, clock.now()]).fetchone()
    if row is not None and row[0] and _is_asked(event.school_id, event.pupil_ids):
        tell_new_marks_of.after(GRACE, school_id=event.school_id, cadence=_AT_ONCE, pupil_ids=event.pupil_ids)


@on(NewMarksFound)
def tell_who_asked(event: NewMarksFound, recorded: Recorded) -> None:
    """In the page; on a device, that there is something and no more: anybody reads a locked screen."""
    first_names = dict(
        Person.objects.filter(pk__in=[pupil_id for _person, pupil_id, _count in event.found]).values_list(
            "pk", "first_name"
        )
    )
    reached = people_with_a_device(person_id for person_id, _pupil, _count in event.found)
    for person_id, pupil_id, count in event.found:
        profile = Profile.PUPIL if person_id == pupil_id else Profile.GUARDIAN
        told = partial(_told, profile, pupil_id, first_names.get(pupil_id, ""), count)
        tell(told, recipients=[person_id], because=recorded)
        if person_id in reached:
            push_new_marks.later(person_id=person_id, pupil_id=pupil_id)


def _told(profile: Profile, pupil_id: int, first_name: str, count: int) -> Told:
    title = ngettext(
        "%(child)s\u202f: %(count)s nouvelle note", "%(child)s\u202f: %(count)s nouvelles notes", count
    )
    return Told(
        kind="grading:new_marks",
        profile=profile,
        title=title % {"child": first_name, "count": count},
        detail=_("Vous avez demandé à en être prévenu."),
        path=reverse("grading:statement", kwargs={"pupil_id": pupil_id}),
        about_pupil_id=pupil_id,
    )


_AT_ONCE = NewMarksSubscription.Cadence.AT_ONCE.value


def _is_asked(school_id: int, pupil_ids: list[int]) -> bool:
    return NewMarksSubscription.objects.filter(
        school_id=school_id, cadence=_AT_ONCE, pupil_id__in=pupil_ids
    ).exists()
