"""Say that a lesson will not be held."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.timetable.deciding import lesson_to_change
from preau.timetable.events import LessonCancelled


@action
def cancel_lesson(*, actor: Actor, school_id: int, lesson_id: int) -> None:
    """The lesson stays in the timetable, struck through; it has no roll any more.

    Errors: `NotAllowed` for who does not change lessons; `NotPossible` once it has begun or is cancelled already.
    """
    lesson = lesson_to_change(actor, school_id, lesson_id)
    if lesson.cancelled_at is not None:
        raise NotPossible(_("Cette séance est déjà annulée."))
    lesson.cancelled_at = lesson.changed_by_hand_at = clock.now()
    lesson.save(update_fields=["cancelled_at", "changed_by_hand_at"])
    record(LessonCancelled(school_id, lesson.pk, lesson.held_on), actor=actor)
