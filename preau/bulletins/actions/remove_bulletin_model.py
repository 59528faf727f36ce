"""Offer a layout of the report card no more."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.events_cards import BulletinModelRemoved
from preau.bulletins.models import BulletinModel
from preau.bulletins.policies import may_arrange_report_cards
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def remove_bulletin_model(*, actor: Actor, school_id: int, model_id: int) -> None:
    """It is kept, for it was chosen once, and not offered. Removed twice: removed.

    Errors: `NotAllowed` for who arranges none here, or a layout of another school; `NotPossible` for the one the
    school uses.
    """
    if not may_arrange_report_cards(actor, school_id):
        raise NotAllowed
    model = BulletinModel.objects.select_for_update().filter(pk=model_id, school_id=school_id).first()
    if model is None:
        raise NotAllowed
    if model.removed_at is not None:
        return
    if model.is_default:
        raise NotPossible(
            _("Ce modèle est celui de l’établissement\u202f: choisissez-en un autre avant de le retirer.")
        )
    model.removed_at = clock.now()
    model.save(update_fields=["removed_at"])
    record(BulletinModelRemoved(school_id, model_id), actor=actor)
