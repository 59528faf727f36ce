"""What every change by hand begins and ends with: who may, what is past, who would be in two places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from preau.kernel import clock, words
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.timetable.hours import Span
from preau.timetable.leaning import nothing_leans_on
from preau.timetable.models import Lesson, WeeklyCourse
from preau.timetable.policies import may_change_lessons
from preau.timetable.queries.bells import grid_serving, grids_of
from preau.timetable.queries.conflicts import Busy, conflicts
from preau.timetable.rules import LONGEST_LESSON

#: The field of a form by which somebody goes on in spite of what is told.
CONFIRMED = "confirmed"


def check_may_change(actor: Actor, school_id: int) -> None:
    """`NotAllowed` for who does not change the lessons of this school."""
    if not may_change_lessons(actor, school_id=school_id):
        raise NotAllowed


def lesson_to_change(actor: Actor, school_id: int, lesson_id: int) -> Lesson:
    """The lesson, held until the end of the transaction. `NotPossible` once it has begun (rule B9)."""
    check_may_change(actor, school_id)
    lesson = Lesson.objects.select_for_update().filter(school_id=school_id, pk=lesson_id).first()
    if lesson is None:
        raise NotAllowed
    if lesson.starts_at <= clock.now():
        raise NotPossible(
            _("Cette séance a commencé ou est passée\u202f: elle ne change plus. Choisissez une séance à venir.")
        )
    return lesson


def course_to_change(actor: Actor, school_id: int, course_id: int) -> WeeklyCourse:
    """The weekly course, held until the end of the transaction."""
    check_may_change(actor, school_id)
    course = WeeklyCourse.objects.select_for_update().filter(school_id=school_id, pk=course_id).first()
    if course is None:
        raise NotAllowed
    return course


def check_free_to_move(lesson: Lesson) -> None:
    """`NotPossible` when something else of the house is tied to the lesson at its day."""
    free = f"SELECT {nothing_leans_on('l')} FROM lesson l WHERE l.id = %s"  # noqa: S608 - our own tables
    with connection.cursor() as cursor:
        if not cursor.execute(free, [lesson.pk]).fetchone()[0]:
            raise NotPossible(
                _(
                    "Un appel ou un travail tient déjà à cette séance\u202f: elle ne change plus de jour. "
                    "Annulez-la, puis ajoutez une séance."
                )
            )


def span_of(on: date, starts: time, minutes: int) -> Span:
    """The instants of a lesson to come. `NotPossible` for one already begun, or of no reasonable length."""
    begins = clock.instant(on, starts)
    if begins <= clock.now():
        raise NotPossible(
            _("Ce moment est passé\u202f: le passé ne change plus. Donnez un jour et une heure à venir."),
            field="on",
        )
    check_minutes(minutes)
    return Span(begins, begins + timedelta(minutes=minutes))


def check_minutes(minutes: int) -> None:
    """`NotPossible` for a lesson of no reasonable length."""
    if not 0 < minutes <= LONGEST_LESSON:
        raise NotPossible(
            _("Une séance dure de 1 à %(most)s minutes.") % {"most": LONGEST_LESSON}, field="minutes"
        )


def check_nobody_is_busy(school_id: int, spans: Sequence[Span], busy: Busy, *, confirmed: bool) -> None:
    """Tell (`NotPossible`, field `confirmed`) who or what would be in two places, or that a lesson would begin in
    a break, unless somebody confirmed.
    """
    if confirmed:
        return
    found = (*_breaks(school_id, spans, busy), *conflicts(school_id, spans, busy))
    if found:
        raise NotPossible(
            _("%(conflicts)s. Changez le moment, ou cochez la case pour passer outre.")
            % {"conflicts": "\u202f; ".join(found)},
            field=CONFIRMED,
        )


def _breaks(school_id: int, spans: Sequence[Span], busy: Busy) -> tuple[str, ...]:
    """A sentence for each break in which one of these lessons would begin, by the bells that its groups hear."""
    grid = grid_serving(grids_of(school_id, group_ids=busy.groups, room=busy.room)) if busy.groups else None
    if grid is None:
        return ()
    walls = [clock.local(span.starts) for span in spans]
    moments = dict.fromkeys((wall.isoweekday(), wall.time()) for wall in walls)
    found = (grid.break_at(*moment) for moment in moments)
    said = _("de %(starts)s à %(ends)s, c’est une récréation (grille %(grid)s)")
    return tuple(
        dict.fromkeys(
            said % {"starts": words.hour(one[0]), "ends": words.hour(one[1]), "grid": grid.label}
            for one in found
            if one
        )
    )
