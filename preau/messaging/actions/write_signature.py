"""What is put under what one writes, under a hat."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.messaging.models import Signature
from preau.messaging.rules import LONGEST_SIGNATURE


@action
def write_signature(*, actor: Actor, html: str) -> None:
    """`html` is cleaned; empty, there is none any more. `NotPossible` for one that is too long."""
    if len(html) > LONGEST_SIGNATURE:
        raise NotPossible(_("Cette signature est trop longue."), field="html")
    if html:
        Signature.objects.update_or_create(
            person_id=actor.person_id, profile=actor.profile.value, defaults={"html": html}
        )
    else:
        Signature.objects.filter(person_id=actor.person_id, profile=actor.profile.value).delete()
