"""End a replacement earlier."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.timetable.agreement import agree_with_courses
from preau.timetable.deciding import check_may_change
from preau.timetable.events import ReplacementShortened
from preau.timetable.models import Replacement
from preau.timetable.rules import laid_until

_DAY = timedelta(days=1)


@action
def shorten_replacement(*, actor: Actor, school_id: int, replacement_id: int, ends_on: date) -> None:
    """The last day of a long replacement becomes `ends_on`; lessons after it are their teacher's again, and the
    end of entry stays. The eve of its first day removes it, when it has not begun.

    Errors: `NotAllowed` for who does not change lessons; `NotPossible` for a day past, or later than the end.
    """
    check_may_change(actor, school_id)
    held = (
        Replacement.objects.select_for_update().filter(school_id=school_id, pk=replacement_id, lesson=None).first()
    )
    if held is None:
        raise NotAllowed
    today = clock.today()
    if ends_on > held.ends_on or ends_on < min(today, held.begins_on) - _DAY:
        raise NotPossible(_("Choisissez un jour à venir, avant la fin prévue."), field="ends_on")
    if ends_on < held.begins_on:
        held.delete()
    else:
        held.ends_on = ends_on
        held.save(update_fields=["ends_on"])
    record(
        ReplacementShortened(school_id, replacement_id, held.absent_id, held.substitute_id, ends_on), actor=actor
    )
    agree_with_courses(school_id, since=today, until=laid_until(today))
