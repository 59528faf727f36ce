"""Say whether a newcomer is a person known before, whose key changed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.directory.actions.merge_persons import merge_persons
from preau.directory.duplicate_queries import known_among
from preau.directory.policies import may_merge_persons
from preau.exchange.aaf.events import ReattachmentDecided
from preau.exchange.aaf.models import Reattachment
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def decide_reattachment(*, actor: Actor, school_id: int, reattachment_id: int, is_accepted: bool) -> None:
    """Accepted, the two records are merged as `merge_persons` does, within its bounds and with its delay to part
    them again; refused, they stay two and are proposed no more.

    Errors: those of `merge_persons`; `NotAllowed` for who may not merge here; `NotPossible` once it is decided.
    """
    if not may_merge_persons(actor, school_id):
        raise NotAllowed
    found = Reattachment.objects.select_for_update().filter(pk=reattachment_id).first()
    if found is None:
        raise NotPossible(_("Ce rapprochement n’est plus proposé."))
    if len(known_among(school_id, (found.person_id, found.newcomer_id))) < 2:
        raise NotAllowed
    if found.state != Reattachment.State.PENDING:
        raise NotPossible(_("Ce rapprochement est déjà décidé."))
    if is_accepted:
        merge_persons(actor=actor, school_id=school_id, kept_id=found.person_id, gone_id=found.newcomer_id)
    found.state = Reattachment.State.ACCEPTED if is_accepted else Reattachment.State.REFUSED
    found.decided_at, found.decided_by_id = clock.now(), actor.person_id
    found.save(update_fields=["state", "decided_at", "decided_by_id"])
    record(ReattachmentDecided(school_id, found.pk, found.person_id, found.newcomer_id, is_accepted), actor=actor)
