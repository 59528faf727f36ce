"""Whom to write to: the pupils who have periods in a state, and the people to inform of each (capability C69)."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import connection

from preau.attendance.life.standing import STATE, PeriodState
from preau.attendance.life.wording import spoken_time
from preau.attendance.models import AbsencePeriod, Notification
from preau.attendance.rules import MOST_LETTERS
from preau.foundation.notices.sms import mobile_number
from preau.kernel import clock

_PUPILS = f"""
SELECT t.pupil_id, p.first_name || ' ' || p.last_name, coalesce(max(d.label), ''),
       jsonb_agg(jsonb_build_array(t.id, t.kind, t.starts_at, t.ends_at) ORDER BY t.starts_at, t.id)
  FROM absence_period t
  JOIN person p ON p.id = t.pupil_id
  LEFT JOIN absence_reason m ON m.id = t.reason_id
  LEFT JOIN LATERAL (
       SELECT k.group_id, coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership k JOIN pupil_group g ON g.id = k.group_id AND g.kind = 'division'
        WHERE k.pupil_id = t.pupil_id AND k.school_id = t.school_id
          AND k.begins_on <= %(today)s AND (k.ends_on IS NULL OR k.ends_on > %(today)s)
        ORDER BY k.begins_on DESC, k.id LIMIT 1) d ON true
 WHERE t.school_id = %(school)s AND t.withdrawn_at IS NULL AND t.starts_at <= %(now)s
   AND t.last_on >= %(since)s AND t.first_on <= %(until)s AND {STATE} = %(state)s
   AND (%(group)s::bigint IS NULL OR d.group_id = %(group)s)
   AND EXISTS (SELECT FROM enrolment e
                WHERE e.pupil_id = t.pupil_id AND e.school_id = t.school_id AND e.begins_on <= %(today)s
                  AND (e.ends_on IS NULL OR e.ends_on > %(today)s))
 GROUP BY t.pupil_id, p.first_name, p.last_name, p.sorting_name
 ORDER BY max(d.label), p.sorting_name, t.pupil_id
 LIMIT %(most)s
"""  # noqa: S608 - our own pieces

# Those informed of each pupil; of one who came of age and opposes it, the pupil herself (rule B8).
_PEOPLE = """
WITH opposed AS (
    SELECT o.pupil_id FROM adult_opposition o
     WHERE o.pupil_id = ANY(%(pupils)s) AND o.begins_on <= %(today)s
       AND (o.ends_on IS NULL OR o.ends_on > %(today)s)
), that_day AS (
    SELECT g.* FROM guardianship g
     WHERE g.pupil_id = ANY(%(pupils)s) AND g.begins_on <= %(today)s
       AND (g.ends_on IS NULL OR g.ends_on > %(today)s)
), told AS (
    SELECT DISTINCT g.pupil_id, g.guardian_id AS person_id FROM that_day g
     WHERE g.is_informed AND g.guardian_id <> g.pupil_id AND g.pupil_id NOT IN (SELECT pupil_id FROM opposed)
       AND NOT EXISTS (SELECT FROM that_day n
                        WHERE n.pupil_id = g.pupil_id AND n.guardian_id = g.guardian_id AND n.no_contact)
    UNION SELECT pupil_id, pupil_id FROM opposed
)
SELECT t.pupil_id, p.id, p.first_name || ' ' || p.last_name, coalesce(nullif(a.email, ''), p.email),
       p.address, p.mobile
  FROM told t
  JOIN person p ON p.id = t.person_id
  LEFT JOIN account a ON a.person_id = p.id
 ORDER BY t.pupil_id, p.sorting_name, p.id
"""

_BATCH = """
SELECT n.id, c.first_name || ' ' || c.last_name, w.first_name || ' ' || w.last_name, n.channel, n.sent_to,
       n.subject, n.text, n.state, n.result, n.made_at
  FROM notification n
  JOIN person c ON c.id = n.pupil_id
  JOIN person w ON w.id = n.recipient_id
 WHERE n.school_id = %(school)s AND n.batch = %(batch)s
 ORDER BY c.sorting_name, n.pupil_id, w.sorting_name, n.id
"""

_YEAR = "SELECT max(y.starts_on) FROM school_year y WHERE y.starts_on <= %(today)s"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which periods are written about: their state, the class of the pupil, their days."""

    state: PeriodState = PeriodState.UNEXPLAINED
    group_id: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person to write to, and where she can be reached; empty where she cannot."""

    person_id: int
    name: str
    email: str
    address: str
    mobile: str

    def way(self, channel: str) -> tuple[str, str]:
        """The channel it really takes, and where to: without a mobile, an SMS becomes a mail, or paper."""
        number = mobile_number(self.mobile)
        if channel == Notification.Channel.SMS and number:
            return Notification.Channel.SMS, number
        is_last = channel == Notification.Channel.SMS and not self.email
        if channel == Notification.Channel.PAPER or is_last:
            return Notification.Channel.PAPER, self.address
        return Notification.Channel.MAIL, self.email

    def place(self, channel: str) -> str:
        """Where a letter of this channel goes; empty when she cannot be reached by it."""
        return self.way(channel)[1]


@dataclass(frozen=True, slots=True)
class Mailing:
    """A pupil, what is written about, and to whom."""

    pupil_id: int
    name: str
    division: str
    periods: tuple[tuple[int, str], ...]
    people: tuple[Addressee, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """Each period in words."""
        return tuple(title for _pk, title in self.periods)

    def unreachable(self, channel: str) -> tuple[str, ...]:
        """Who cannot be written to by this channel; a pupil without anybody is so too."""
        return tuple(one.name for one in self.people if not one.place(channel))

    def is_reachable(self, channel: str) -> bool:
        """True when somebody can be."""
        return any(one.place(channel) for one in self.people)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter that was made."""

    id: int
    pupil: str
    recipient: str
    channel: str
    sent_to: str
    subject: str
    text: str
    state: str
    result: str
    made_at: datetime

    @property
    def label(self) -> str:
        """« Envoyé » and the like; a paper is printed."""
        return str(Notification.State(self.state).label)


def year_start() -> date:
    """The first day of the school year; the first of January before any is known."""
    today = clock.today()
    with connection.cursor() as cursor:
        (starts_on,) = cursor.execute(_YEAR, {"today": today}).fetchone()
    return starts_on or today.replace(month=1, day=1)


def mailings(school_id: int, chosen: Chosen) -> tuple[Mailing, ...]:
    """The pupils concerned, by class and name, at most `MOST_LETTERS`, in three statements."""
    today = clock.today()
    asked: dict[str, Any] = {
        "school": school_id, "today": today, "now": clock.now(), "state": chosen.state.value,
        "group": chosen.group_id, "since": chosen.since or year_start(), "until": chosen.until or today,
        "most": MOST_LETTERS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        pupils = cursor.execute(_PUPILS, asked).fetchall()
        people = cursor.execute(_PEOPLE, {"pupils": [row[0] for row in pupils], "today": today}).fetchall()
    of_pupil: dict[int, list[Addressee]] = defaultdict(list)
    for pupil_id, *person in people:
        of_pupil[pupil_id].append(Addressee(*person))
    return tuple(
        Mailing(pk, name, division, _periods(periods), tuple(of_pupil[pk]))
        for pk, name, division, periods in pupils
    )


def _periods(column: str) -> tuple[tuple[int, str], ...]:
    return tuple(
        (pk, _title(kind, datetime.fromisoformat(starts), datetime.fromisoformat(ends)))
        for pk, kind, starts, ends in json.loads(column)
    )


def _title(kind: str, starts_at: datetime, ends_at: datetime) -> str:
    """« Absence, mardi 24 novembre, 10 h 10 – 11 h 05 »."""
    return f"{AbsencePeriod.Kind(kind).label}, {spoken_time(starts_at, ends_at)}"


def sms_this_month(school_id: int) -> int:
    """How many SMS were made as letters in this calendar month, whatever became of them."""
    first = clock.today().replace(day=1)
    return Notification.objects.filter(
        school_id=school_id, channel=Notification.Channel.SMS, batch__isnull=False,
        made_at__gte=clock.instant(first, time()),
    ).count()  # fmt: skip


def letters_of(school_id: int, batch: UUID) -> tuple[LetterLine, ...]:
    """The letters made together."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_BATCH, {"school": school_id, "batch": batch}).fetchall()
    return tuple(LetterLine(*row) for row in rows)
