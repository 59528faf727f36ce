"""How each person is reached outside of Préau: what she gave, what she chose, what is dead (C63, C33)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.access.devices import people_with_a_device
from preau.foundation.notices.sms import mobile_number, sms_is_configured
from preau.foundation.rooms.manifest import NoticeKind, When
from preau.foundation.rooms.registry import manifests
from preau.outreach.models import KindChoice, Sending

# An address that the person gave and confirmed herself comes before the one the school has; a dead one is none.
_CONTACTS = """
SELECT p.id, p.first_name || ' ' || p.last_name,
       CASE WHEN da.address IS NULL THEN coalesce(a.email, '') ELSE '' END,
       CASE WHEN dp.address IS NULL THEN p.email ELSE '' END, p.mobile, p.address,
       coalesce(c.by_mail, a.email <> '', false), coalesce(c.by_sms, false)
  FROM person p
  LEFT JOIN account a ON a.person_id = p.id
  LEFT JOIN alert_choice c ON c.person_id = p.id
  LEFT JOIN dead_address da ON da.address = lower(a.email)
  LEFT JOIN dead_address dp ON dp.address = lower(p.email)
 WHERE p.id = ANY(%(people)s)
 ORDER BY p.sorting_name, p.id
"""


@dataclass(frozen=True, slots=True)
class Contact:
    """What Préau knows of how to reach a person, and how she wants to be told at once."""

    person_id: int
    name: str
    own_email: str
    school_email: str
    mobile: str
    address: str
    by_mail: bool
    by_sms: bool

    @property
    def email(self) -> str:
        """Where a mail goes; empty when nobody knows, or when what is known is dead."""
        return self.own_email or self.school_email

    @property
    def number(self) -> str:
        """Where a SMS goes; empty when there is no mobile."""
        return mobile_number(self.mobile)


@dataclass(frozen=True, slots=True)
class Reach:
    """A person, a channel she chose, and the address it leads to."""

    person_id: int
    channel: str
    address: str


def contacts_of(people: Iterable[int]) -> tuple[Contact, ...]:
    """In one statement, in the order of names."""
    asked: dict[str, Any] = {"people": list(people)}
    with connection.cursor() as cursor:
        return tuple(Contact(*row) for row in cursor.execute(_CONTACTS, asked).fetchall())


def reaches_at_once(people: Iterable[int], *, is_urgent: bool = False) -> tuple[Reach, ...]:
    """Each channel that each of them chose and that leads somewhere; her devices, when she has some. Who chose
    SMS where none can be sent, or has no mobile, is told by mail when there is an address. What is urgent goes to
    any address that lives, even one that only the school knows.
    """
    found = []
    asked = list(people)
    on_a_device = people_with_a_device(asked)
    for contact in contacts_of(asked):
        if contact.person_id in on_a_device:
            found.append(Reach(contact.person_id, Sending.Channel.PUSH, _("ses appareils")))
        by_sms = contact.by_sms and sms_is_configured() and contact.number
        if by_sms:
            found.append(Reach(contact.person_id, Sending.Channel.SMS, contact.number))
        if contact.email and (is_urgent or contact.by_mail or (contact.by_sms and not by_sms)):
            found.append(Reach(contact.person_id, Sending.Channel.MAIL, contact.email))
    return tuple(found)


def kinds() -> Mapping[str, NoticeKind]:
    """Every category of notices of the house, by name."""
    return {kind.name: kind for manifest in manifests() for kind in manifest.notices}


def chosen_when(people: Iterable[int]) -> Mapping[tuple[int, str], When]:
    """What these persons chose, by person and category; what is not said is as the category says."""
    rows = KindChoice.objects.filter(person_id__in=list(people))
    return {(one.person_id, one.kind): When(one.when) for one in rows}


def those_at_once(people: Iterable[int], kind: str) -> list[int]:
    """Who of these is told of this category at once: by the room that sends it itself."""
    wanted = list(people)
    chosen = chosen_when(wanted)
    known = kinds().get(kind)
    default = known.when if known else When.DAILY
    return [person for person in wanted if chosen.get((person, kind), default) is When.AT_ONCE]
