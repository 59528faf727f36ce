"""One period and all it is made of: what rolls noted, who was told, what was done, what it was before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.attendance.life.standing import STATE, PeriodState
from preau.attendance.life.wording import spoken_time
from preau.attendance.models import AbsencePeriod, FollowUp
from preau.attendance.queries.proofs import PROOFS, ProofLine, proofs_in
from preau.attendance.queries.sent import SENT, SentLine, sent_in
from preau.kernel import clock
from preau.kernel.refusals import NotAllowed

_PERIOD = """
SELECT t.id, t.version, t.pupil_id, p.last_name || ' ' || p.first_name, coalesce(d.label, ''), t.kind, t.origin,
       t.starts_at, t.ends_at, {state}, coalesce(m.label, ''), t.words, t.said_at, {said}, t.admissibility,
       t.answer, t.decided_at, {decided}, t.proof_received_at, t.followed_at, {followed}, t.made_at, {made},
       t.withdrawn_at, t.withdrawn_why, t.reason_id,
       t.collective_id, coalesce(e.label, ''), {proofs}, {sent}
  FROM absence_period t
  LEFT JOIN collective_absence e ON e.id = t.collective_id
  JOIN person p ON p.id = t.pupil_id
  LEFT JOIN absence_reason m ON m.id = t.reason_id
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership k JOIN pupil_group g ON g.id = k.group_id AND g.kind = 'division'
        WHERE k.pupil_id = t.pupil_id AND k.school_id = t.school_id
          AND k.begins_on <= t.first_on AND (k.ends_on IS NULL OR k.ends_on > t.first_on)
        ORDER BY k.begins_on DESC, k.id LIMIT 1) d ON true
 WHERE t.school_id = %(school)s AND t.id = %(period)s
"""

_NAME = "coalesce((SELECT w.first_name || ' ' || w.last_name FROM person w WHERE w.id = t.{who}_by_id), '')"

_NOTES = """
SELECT l.id, s.label, l.starts_at, l.ends_at, a.late_minutes, a.noted_at,
       coalesce(w.first_name || ' ' || w.last_name, ''), a.withdrawn_at IS NOT NULL
  FROM absence a
  JOIN lesson l ON l.id = a.lesson_id
  JOIN subject s ON s.id = l.subject_id
  LEFT JOIN person w ON w.id = a.noted_by_id
 WHERE a.school_id = %(school)s AND a.period_id = %(period)s
 ORDER BY l.starts_at, l.id
"""

_TOLD = """
SELECT w.first_name || ' ' || w.last_name, n.at, n.title, n.read_at, n.withdrawn_at IS NOT NULL
  FROM notice n
  JOIN person w ON w.id = n.recipient_id
 WHERE n.about_pupil_id = %(pupil)s AND n.school_id = %(school)s
   AND (n.path LIKE '%%#periode-' || %(period)s
        OR EXISTS (SELECT FROM absence a
                    WHERE a.period_id = %(period)s AND n.path LIKE '%%#cours-' || a.lesson_id))
 ORDER BY n.at, w.sorting_name, n.id
"""

_FOLLOW_UPS = """
SELECT u.kind, u.comment, u.done_at, coalesce(w.first_name || ' ' || w.last_name, '')
  FROM follow_up u LEFT JOIN person w ON w.id = u.done_by_id
 WHERE u.school_id = %(school)s AND u.period_id = %(period)s
 ORDER BY u.done_at DESC, u.id DESC
"""

_VERSIONS = """
SELECT v.deed, v.before::text, v.changed_at, coalesce(w.first_name || ' ' || w.last_name, '')
  FROM absence_period_version v LEFT JOIN person w ON w.id = v.changed_by_id
 WHERE v.school_id = %(school)s AND v.period_id = %(period)s
 ORDER BY v.version
"""


@dataclass(frozen=True, slots=True)
class PeriodHead:
    """What a period is now. Names are empty when nobody did it, or nobody that is still known."""

    id: int
    version: int
    pupil_id: int
    name: str
    division: str
    kind: str
    origin: str
    starts_at: datetime
    ends_at: datetime
    state: PeriodState
    reason: str
    words: str
    said_at: datetime | None
    said_by: str
    admissibility: str
    answer: str
    decided_at: datetime | None
    decided_by: str
    proof_received_at: datetime | None
    followed_at: datetime | None
    followed_by: str
    made_at: datetime
    made_by: str
    withdrawn_at: datetime | None
    withdrawn_why: str
    reason_id: int | None
    collective_id: int | None
    collective: str
    proofs: tuple[ProofLine, ...]
    sent: tuple[SentLine, ...]

    @property
    def kept(self) -> dict[str, Any]:
        """As a version would keep it: what its history is compared with."""
        instants = ("starts_at", "ends_at", "proof_received_at", "followed_at", "withdrawn_at")
        plain = ("reason_id", "words", "admissibility", "answer", "withdrawn_why")
        return {name: at.isoformat() if (at := getattr(self, name)) else None for name in instants} | {
            name: getattr(self, name) for name in plain
        }

    @property
    def when(self) -> str:
        return spoken_time(self.starts_at, self.ends_at)

    @property
    def kind_label(self) -> str:
        return str(AbsencePeriod.Kind(self.kind).label)

    @property
    def origin_label(self) -> str:
        return str(AbsencePeriod.Origin(self.origin).label)

    @property
    def is_told(self) -> bool:
        """True when somebody said it: it may be withdrawn. What rolls noted is corrected on the sheet."""
        return self.origin != AbsencePeriod.Origin.ROLL

    @property
    def seen(self) -> str:
        """What a form sends back: which period, and the version that was on the screen."""
        return f"{self.id}-{self.version}"


@dataclass(frozen=True, slots=True)
class NoteLine:
    """What a roll noted in it."""

    lesson_id: int
    subject: str
    starts_at: datetime
    ends_at: datetime
    late_minutes: int | None
    noted_at: datetime
    noted_by: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class ToldLine:
    """Somebody who was told, by the page of Préau."""

    name: str
    at: datetime
    title: str
    read_at: datetime | None
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """Something that was done about it."""

    label: str
    comment: str
    done_at: datetime
    done_by: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """What it was before somebody changed it."""

    deed: str
    before: dict[str, Any]
    changed_at: datetime
    changed_by: str


def period_head(school_id: int, period_id: int) -> PeriodHead:
    """The period; `NotAllowed` when this school has none of this id."""
    names = {who: _NAME.format(who=who) for who in ("said", "decided", "followed", "made")}
    asked: dict[str, Any] = {"school": school_id, "period": period_id, "now": clock.now()}
    with connection.cursor() as cursor:
        row = cursor.execute(_PERIOD.format(state=STATE, proofs=PROOFS, sent=SENT, **names), asked).fetchone()
    if row is None:
        raise NotAllowed
    columns = list(row)
    columns[9] = PeriodState(columns[9])
    columns[-2:] = proofs_in(columns[-2]), sent_in(columns[-1])
    return PeriodHead(*columns)


def notes_of(school_id: int, period_id: int) -> tuple[NoteLine, ...]:
    """What rolls noted in it, in order of time."""
    return tuple(NoteLine(*row) for row in _rows(_NOTES, school_id, period_id))


def told_of(school_id: int, period_id: int, pupil_id: int) -> tuple[ToldLine, ...]:
    """Who was told of what rolls noted in it."""
    return tuple(ToldLine(*row) for row in _rows(_TOLD, school_id, period_id, pupil=pupil_id))


def follow_ups_of(school_id: int, period_id: int) -> tuple[FollowUpLine, ...]:
    """What was done about it, the latest first."""
    rows = _rows(_FOLLOW_UPS, school_id, period_id)
    return tuple(FollowUpLine(str(FollowUp.Kind(kind).label), *rest) for kind, *rest in rows)


def versions_of(school_id: int, period_id: int) -> tuple[VersionLine, ...]:
    """Its former versions, the oldest first."""
    rows = _rows(_VERSIONS, school_id, period_id)
    return tuple(VersionLine(deed, json.loads(before), at, by) for deed, before, at, by in rows)


def _rows(statement: str, school_id: int, period_id: int, **more: int) -> list[Any]:
    asked = {"school": school_id, "period": period_id, **more}
    with connection.cursor() as cursor:
        rows: list[Any] = cursor.execute(statement, asked).fetchall()
    return rows
