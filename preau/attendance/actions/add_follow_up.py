"""Note what was done about an absence: a call, a message left, a meeting (capability C68)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.attendance.events import FollowUpAdded
from preau.attendance.models import AbsencePeriod, FollowUp
from preau.attendance.policies import may_treat_absences
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

#: Characters of a comment, at most.
LONGEST = 1000


@action
def add_follow_up(*, actor: Actor, school_id: int, period_id: int, kind: str, comment: str = "") -> FollowUp:
    """Add it, dated now. The same by the same person within the same minute is one.

    Errors: `NotAllowed` for who treats no absence here or a period of another school; `NotPossible` for a kind
    that does not exist or a comment too long.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    if not AbsencePeriod.objects.filter(school_id=school_id, pk=period_id).exists():
        raise NotAllowed
    if kind not in FollowUp.Kind.values:
        raise NotPossible(_("Choisissez ce qui a été fait."), field="fait")
    if len(comment) > LONGEST:
        raise NotPossible(_("Le commentaire ne peut dépasser 1\u202f000 caractères."), field="commentaire")
    said = {
        "school_id": school_id,
        "period_id": period_id,
        "kind": kind,
        "comment": comment.strip(),
        "done_by_id": actor.person_id,
    }
    minute = clock.now().replace(second=0, microsecond=0)
    known = FollowUp.objects.filter(**said, done_at__gte=minute).first()
    if known is not None:
        return known
    done = FollowUp.objects.create(**said, done_at=clock.now())
    record(FollowUpAdded(school_id, period_id, done.pk), actor=actor)
    return done
