"""Have somebody stand in for the teacher of one lesson."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.timetable.deciding import check_nobody_is_busy, lesson_to_change
from preau.timetable.events import LessonReplaced
from preau.timetable.hours import Span
from preau.timetable.models import LessonTeacher, Replacement
from preau.timetable.queries.conflicts import Busy
from preau.timetable.queries.substitutes import check_teaches_here


@action
def replace_teacher(
    *,
    actor: Actor,
    school_id: int,
    lesson_id: int,
    absent_id: int,
    substitute_id: int,
    end_of_entry_on: date,
    confirmed: bool = False,
) -> None:
    """The lesson is given by `substitute_id` instead of `absent_id`: she calls its roll, and may write what it
    calls for until `end_of_entry_on`, included. A cancelled lesson that somebody takes is held again.

    Errors: `NotAllowed` for who does not change lessons; `NotPossible` once it has begun, when `absent_id` does
    not give it, when the substitute does not teach in this school, gives it already or (unless `confirmed`) is
    busy.
    """
    lesson = lesson_to_change(actor, school_id, lesson_id)
    check_teaches_here(school_id, substitute_id, lesson.held_on)
    given = LessonTeacher.objects.filter(lesson=lesson)
    teachers = set(given.values_list("person_id", flat=True))
    if absent_id not in teachers:
        raise NotPossible(
            _("Cette personne ne donne pas ce cours\u202f: choisissez qui est remplacé."), field="absent"
        )
    if substitute_id in teachers:
        raise NotPossible(_("Cette personne donne déjà ce cours."), field="substitute")
    if end_of_entry_on < lesson.held_on:
        raise NotPossible(
            _("La fin de la saisie vient avant la séance\u202f: donnez une date plus tardive."),
            field="end_of_entry_on",
        )
    busy = Busy((substitute_id,), (), "", but=(lesson.pk,))
    check_nobody_is_busy(school_id, [Span(lesson.starts_at, lesson.ends_at)], busy, confirmed=confirmed)
    given.filter(person_id=absent_id).update(person_id=substitute_id)
    lesson.changed_by_hand_at, lesson.cancelled_at = clock.now(), None
    lesson.save(update_fields=["changed_by_hand_at", "cancelled_at"])
    Replacement.objects.create(
        school_id=school_id, absent_id=absent_id, substitute_id=substitute_id, lesson=lesson,
        begins_on=lesson.held_on, ends_on=lesson.held_on, end_of_entry_on=end_of_entry_on,
    )  # fmt: skip
    record(LessonReplaced(school_id, lesson.pk, lesson.held_on, absent_id, substitute_id), actor=actor)
