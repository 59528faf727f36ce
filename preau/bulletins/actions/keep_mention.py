"""Add a mention to those of a school, or name one otherwise."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext as _

from preau.bulletins.events_settings import MentionArranged
from preau.bulletins.models import Mention
from preau.bulletins.policies import may_arrange_report_cards
from preau.bulletins.rules import MENTION_LENGTH, MOST_MENTIONS
from preau.directory.models import School
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def keep_mention(
    *, actor: Actor, school_id: int, label: str, is_warning: bool, mention_id: int | None = None
) -> None:
    """`mention_id` None: a new one, the last of the list. Decisions that bear a mention bear its new name, but in
    report cards already made, which never change. The same again: nothing.

    Errors: `NotAllowed` for who does not arrange report cards here, or a mention of another school; `NotPossible`
    for no name, one too long or taken, or one mention too many.
    """
    if not may_arrange_report_cards(actor, school_id):
        raise NotAllowed
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    label = " ".join(label.split())
    others = Mention.objects.filter(school_id=school_id)
    mention = others.filter(pk=mention_id).first() if mention_id is not None else None
    if mention_id is not None and mention is None:
        raise NotAllowed
    _check(label)
    twin = others.filter(label=label).first()
    if twin is not None and twin.pk != mention_id:
        if mention is None and twin.is_warning == is_warning and twin.is_offered:
            return
        raise NotPossible(_("Cette mention est déjà dans la liste."), field="label")
    if mention is None:
        if others.count() >= MOST_MENTIONS:
            raise NotPossible(_("%(most)s mentions au plus.") % {"most": MOST_MENTIONS}, field="label")
        last = others.aggregate(last=Max("position"))["last"]
        mention = Mention(school_id=school_id, position=0 if last is None else last + 1)
    elif (mention.label, mention.is_warning) == (label, is_warning):
        return
    mention.label, mention.is_warning = label, is_warning
    mention.save()
    record(MentionArranged(school_id, mention.pk), actor=actor)


def _check(label: str) -> None:
    if not label:
        raise NotPossible(_("Écrivez le nom de la mention."), field="label")
    if len(label) > MENTION_LENGTH:
        raise NotPossible(_("%(most)s caractères au plus.") % {"most": MENTION_LENGTH}, field="label")
