"""Stop the letters of a batch that have not left yet (rule B14)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from preau.attendance.events import LettersCancelled
from preau.attendance.models import FollowUp, Notification
from preau.attendance.policies import may_treat_absences
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def cancel_letters(*, actor: Actor, school_id: int, batch: UUID) -> int:
    """Stop them; returns how many were. Twice has one effect. When none has left, no period was written about.

    Errors: `NotAllowed` for who treats no absence here, and a batch of another school; `NotPossible` when all have
    left.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    made = Notification.objects.select_for_update().filter(school_id=school_id, batch=batch)
    letters = list(made.order_by("id"))
    if not letters:
        raise NotAllowed
    states = [letter.state for letter in letters]
    waiting = states.count(Notification.State.INITIAL)
    if not waiting:
        if Notification.State.CANCELLED in states:
            return 0
        raise NotPossible(_("Ces lettres sont déjà parties."))
    made.filter(state=Notification.State.INITIAL).update(state=Notification.State.CANCELLED)
    if waiting == len(letters):
        FollowUp.objects.filter(
            school_id=school_id,
            kind__in=(FollowUp.Kind.MAIL, FollowUp.Kind.SMS),
            done_at=letters[0].made_at,
            done_by_id=letters[0].made_by_id or 0,
        ).delete()
    record(LettersCancelled(school_id, str(batch), waiting), actor=actor)
    return waiting
