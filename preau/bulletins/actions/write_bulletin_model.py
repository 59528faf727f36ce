"""Keep a layout of the report card (rule B3)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from preau.bulletins.cards.layout import OPTIONS, REGULATIONS, ordered
from preau.bulletins.events_cards import BulletinModelWritten
from preau.bulletins.models import BulletinModel
from preau.bulletins.policies import may_arrange_report_cards
from preau.bulletins.rules import MODEL_LENGTH
from preau.directory.models import School
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def write_bulletin_model(
    *, actor: Actor, school_id: int, label: str, options: Sequence[str], regulation: str, is_default: bool,
    model_id: int | None = None,
) -> int:  # fmt: skip
    """Keep a layout under a name, or change one; the one that is `is_default` is that of the next report cards;
    those that were made stay as they are. The first one a school keeps is its layout. Its id.

    Errors: `NotAllowed` for who arranges none here, a layout that is not there any more, or an option or a
    regulation that does not exist; `NotPossible` for a name that is empty, too long or taken.
    """
    if not may_arrange_report_cards(actor, school_id):
        raise NotAllowed
    name = " ".join(label.split())
    if not name or len(name) > MODEL_LENGTH:
        raise NotPossible(
            _("Donnez un nom de %(most)s caractères au plus.") % {"most": MODEL_LENGTH}, field="label"
        )
    if regulation not in REGULATIONS or not set(options) <= set(OPTIONS):
        raise NotAllowed
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    kept = BulletinModel.objects.filter(school_id=school_id, removed_at=None)
    model = BulletinModel(school_id=school_id) if model_id is None else kept.filter(pk=model_id).first()
    if model is None:
        raise NotAllowed
    if BulletinModel.objects.filter(school_id=school_id, label=name).exclude(pk=model.pk).exists():
        raise NotPossible(_("Ce nom est déjà pris, peut-être par un modèle retiré."), field="label")
    others = kept.exclude(pk=model.pk)
    model.label, model.options, model.regulation = name, list(ordered(list(options))), regulation
    model.is_default = is_default or model.is_default or not others.filter(is_default=True).exists()
    if model.is_default:
        others.filter(is_default=True).update(is_default=False)
    model.save()
    record(BulletinModelWritten(school_id, model.pk), actor=actor)
    return model.pk
