"""By what each guardian of a class can be reached today (idea 3: staff see which channel actually works)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.directory.people.audience import REACHED, Audience, Who, addressed
from preau.foundation.notices.sms import mobile_number, sms_is_configured
from preau.outreach.rules import VISITED

_FAMILIES = f"""
SELECT p.id, p.last_name || ' ' || p.first_name,
       string_agg(DISTINCT c.first_name || ' ' || c.last_name, ', '),
       a.activated_at IS NOT NULL, coalesce(a.email, ''), p.email, p.mobile, p.address <> '',
       da.address IS NOT NULL, dp.address IS NOT NULL, least(da.since, dp.since), coalesce(da.why, dp.why, ''),
       EXISTS (SELECT FROM push_device v JOIN session s ON s.id = v.session_id
                WHERE v.person_id = p.id AND s.ended_at IS NULL AND s.expires_at > %(now)s),
       (SELECT max(s.seen_at) FROM session s WHERE s.account_id = a.id), %(now)s
  FROM ({REACHED}) r
  JOIN person p ON p.id = r.person_id
  JOIN person c ON c.id = r.pupil_id
  LEFT JOIN account a ON a.person_id = p.id
  LEFT JOIN dead_address da ON da.address = lower(a.email)
  LEFT JOIN dead_address dp ON dp.address = lower(p.email)
 GROUP BY p.id, p.last_name, p.first_name, p.sorting_name, a.id, da.address, dp.address
 ORDER BY p.sorting_name, p.id
"""  # noqa: S608 - our own constants


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A guardian and what leads to her. `own_email` is hers, confirmed; `school_email`, the school's. A dead
    address is one that mail servers refused for good, `dead_since` then, `why` in their words.
    """

    person_id: int
    name: str
    children: str
    is_active: bool
    own_email: str
    school_email: str
    mobile: str
    has_address: bool
    own_is_dead: bool
    school_is_dead: bool
    dead_since: datetime | None
    why: str
    has_device: bool
    seen_at: datetime | None
    now: datetime

    @property
    def has_mail(self) -> bool:
        """True when a mail has somewhere to go."""
        return bool((self.own_email and not self.own_is_dead) or (self.school_email and not self.school_is_dead))

    @property
    def has_sms(self) -> bool:
        """True when there is a mobile, and a gateway."""
        return sms_is_configured() and bool(mobile_number(self.mobile))

    @property
    def has_dead_address(self) -> bool:
        """True when an address came back, and no other one works."""
        return self.dead_since is not None and not self.has_mail

    @property
    def is_reached(self) -> bool:
        """True when something other than paper works: a device, a mail, a SMS, or the page, visited of late."""
        is_here = self.seen_at is not None and self.now - self.seen_at < VISITED
        return self.has_device or self.has_mail or self.has_sms or is_here


def families_of(school_id: int, group_id: int, now: datetime) -> tuple[FamilyLine, ...]:
    """In the scope of the school, by name; the caller has decided that the actor reaches these families."""
    asked: dict[str, Any] = {
        **addressed(school_id, [Audience(Who.GUARDIANS, group_id=group_id)]), "now": now,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_FAMILIES, asked).fetchall()
    return tuple(FamilyLine(*row) for row in rows)
