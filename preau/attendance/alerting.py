"""How each person is reached outside of Préau: what she gave, what she chose (capability C63)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.access.devices import people_with_a_device
from preau.attendance.models import Notification
from preau.foundation.notices.sms import mobile_number, sms_is_configured

# An address that the person gave and confirmed herself comes before the one the school has.
_CONTACTS = """
SELECT p.id, p.first_name || ' ' || p.last_name, coalesce(a.email, ''), p.email, p.mobile, p.address,
       coalesce(c.by_mail, a.email <> '', false), coalesce(c.by_sms, false)
  FROM person p
  LEFT JOIN account a ON a.person_id = p.id
  LEFT JOIN alert_choice c ON c.person_id = p.id
 WHERE p.id = ANY(%(people)s)
 ORDER BY p.sorting_name, p.id
"""


@dataclass(frozen=True, slots=True)
class Contact:
    """What Préau knows of how to reach a person, and how she wants to be alerted."""

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
        """Where a mail goes; empty when nobody knows."""
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


def alert_reaches(people: Iterable[int]) -> tuple[Reach, ...]:
    """Each channel that each of them chose and that leads somewhere; her devices, when she has some. Who chose
    SMS where none can be sent, or has no mobile, is told by mail when there is an address.
    """
    found = []
    asked = list(people)
    on_a_device = people_with_a_device(asked)
    for contact in contacts_of(asked):
        if contact.person_id in on_a_device:
            found.append(Reach(contact.person_id, Notification.Channel.PUSH, _("ses appareils")))
        by_sms = contact.by_sms and sms_is_configured() and contact.number
        if by_sms:
            found.append(Reach(contact.person_id, Notification.Channel.SMS, contact.number))
        if contact.email and (contact.by_mail or (contact.by_sms and not by_sms)):
            found.append(Reach(contact.person_id, Notification.Channel.MAIL, contact.email))
    return tuple(found)
