"""What accounts leave to be done: a new address that waits for its code."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.foundation.rooms.duties import Asked, Duty, DutySource
from preau.foundation.screens.templates import url
from preau.kernel.actor import Actor, Profile

_WAITING = """
SELECT ARRAY[e.id], NULL::bigint, NULL::bigint, ARRAY[e.email], e.expires_at, e.asked_at
  FROM account a
  JOIN email_code e ON e.account_id = a.id
 WHERE a.person_id = %(person)s AND e.expires_at > %(now)s
"""


def _address(actor: Actor, asked: Asked) -> Duty:
    return Duty(
        verb=_("Confirmer"),
        title=_("Votre nouvelle adresse électronique"),
        detail=_("Un code vous attend à l’adresse %(email)s.") % {"email": asked.texts[0]},
        path=url("access:confirm-email"),
    )


def _addresses(count: int) -> str:
    said = ngettext("%(count)s adresse à confirmer", "%(count)s adresses à confirmer", count)
    return said % {"count": count}


DUTIES = (
    DutySource(
        name="adresse",
        profiles=frozenset(Profile) - {Profile.ANONYMOUS},
        statement=_WAITING,
        told=_address,
        many=_addresses,
    ),
)
