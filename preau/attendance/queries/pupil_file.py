"""The absences of one pupil over the year, and every contact made about them: what a report is assembled from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.life.standing import STATE, PeriodState
from preau.attendance.life.wording import spoken_time
from preau.attendance.measuring import spoken_measures
from preau.attendance.models import AbsencePeriod, FollowUp, Notification
from preau.kernel import clock, words
from preau.kernel.refusals import NotAllowed

_HEAD = """
SELECT p.id, p.first_name || ' ' || p.last_name, coalesce(d.label, ''), p.born_on,
       (SELECT max(y.starts_on) FROM school_year y WHERE y.starts_on <= %(today)s),
       (SELECT jsonb_agg(jsonb_build_array(
                   m.month, coalesce(r.first_name || ' ' || r.last_name, ''),
                   EXISTS (SELECT FROM post o WHERE o.person_id = r.id AND o.school_id = m.school_id
                              AND o.begins_on <= %(today)s AND (o.ends_on IS NULL OR o.ends_on > %(today)s)),
                   m.agreed_on, m.agreement,
                   (SELECT jsonb_agg(jsonb_build_array(w.first_name || ' ' || w.last_name, s.state, s.signed_on)
                                     ORDER BY s.guardian_id)
                      FROM measures_signature s JOIN person w ON w.id = s.guardian_id
                     WHERE s.measures_id = m.id AND s.school_id = m.school_id),
                   m.met_on, m.measures) ORDER BY m.month DESC)
          FROM absenteeism_measures m LEFT JOIN person r ON r.id = m.referent_id
         WHERE m.school_id = %(school)s AND m.pupil_id = p.id)
  FROM person p
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership k JOIN pupil_group g ON g.id = k.group_id AND g.kind = 'division'
        WHERE k.pupil_id = p.id AND k.school_id = %(school)s
          AND k.begins_on <= %(today)s AND (k.ends_on IS NULL OR k.ends_on > %(today)s)
        ORDER BY k.begins_on DESC, k.id LIMIT 1) d ON true
 WHERE p.id = %(pupil)s
   AND EXISTS (SELECT FROM enrolment e WHERE e.pupil_id = p.id AND e.school_id = %(school)s)
"""

_PERIODS = f"""
SELECT t.id, t.kind, t.starts_at, t.ends_at, {STATE}, coalesce(m.label, ''), t.words, t.answer,
       (SELECT count(*) FROM absence a
         WHERE a.period_id = t.id AND a.withdrawn_at IS NULL AND a.late_minutes IS NULL)
  FROM absence_period t
  LEFT JOIN absence_reason m ON m.id = t.reason_id
 WHERE t.school_id = %(school)s AND t.pupil_id = %(pupil)s AND t.withdrawn_at IS NULL
   AND t.last_on >= %(since)s AND t.first_on <= %(today)s
 ORDER BY t.starts_at DESC, t.id DESC
"""  # noqa: S608 - our own pieces

_CONTACTS = """
SELECT at, sort, said, coalesce(w.first_name || ' ' || w.last_name, ''), words, c.letter, c.id
  FROM (SELECT u.done_at AS at, 'suivi' AS sort, u.kind AS said, u.done_by_id AS who, u.comment AS words, u.id,
               NULL::uuid AS letter
          FROM follow_up u JOIN absence_period t ON t.id = u.period_id
         WHERE t.school_id = %(school)s AND t.pupil_id = %(pupil)s AND t.last_on >= %(since)s
        UNION ALL
        SELECT n.at, 'avis', n.title, n.recipient_id, n.detail, n.id, NULL
          FROM notice n
         WHERE n.about_pupil_id = %(pupil)s AND n.school_id = %(school)s AND n.withdrawn_at IS NULL
           AND n.kind LIKE 'attendance:%%' AND n.at >= %(since)s
        UNION ALL
        SELECT coalesce(x.sent_at, x.made_at), 'envoi', x.channel || ' ' || x.state, x.recipient_id, x.subject,
               x.id, CASE WHEN x.channel = 'papier' THEN x.batch END
          FROM notification x
         WHERE x.pupil_id = %(pupil)s AND x.school_id = %(school)s AND x.made_at >= %(since)s
        UNION ALL
        SELECT r.reset_at, 'alerte', r.kind, r.reset_by_id, r.words, r.id, NULL
          FROM alert_reset r
         WHERE r.pupil_id = %(pupil)s AND r.school_id = %(school)s AND r.reset_at >= %(since)s) c
  LEFT JOIN person w ON w.id = c.who
 ORDER BY at DESC, sort, c.id
"""


@dataclass(frozen=True, slots=True)
class MeasuresLine:
    """What was done of a month: each thing in words, in order. `key`: the month as an address says it."""

    month: str
    key: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FileHead:
    """Whose file it is; `since`: the first day of the school year."""

    pupil_id: int
    name: str
    division: str
    born_on: date | None
    since: date
    measures: tuple[MeasuresLine, ...]


@dataclass(frozen=True, slots=True)
class FilePeriod:
    """A line of the list of absences."""

    id: int
    kind: str
    starts_at: datetime
    ends_at: datetime
    state: PeriodState
    reason: str
    words: str
    answer: str
    lessons: int

    @property
    def when(self) -> str:
        return spoken_time(self.starts_at, self.ends_at)

    @property
    def kind_label(self) -> str:
        return str(AbsencePeriod.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Contact:
    """Something said to the family, or done: by whom, or to whom. `batch`: of a letter on paper, to reopen it."""

    at: datetime
    title: str
    who: str
    words: str
    batch: UUID | None
    id: int


def file_head(school_id: int, pupil_id: int) -> FileHead:
    """The pupil, while or after she is of this school; `NotAllowed` for anybody else."""
    today = clock.today()
    asked: dict[str, Any] = {"school": school_id, "pupil": pupil_id, "today": today}
    with connection.cursor() as cursor:
        row = cursor.execute(_HEAD, asked).fetchone()
    if row is None:
        raise NotAllowed
    pk, name, division, born_on, since, measures = row
    return FileHead(pk, name, division, born_on, since or today.replace(month=1, day=1), _measures(measures))


def file_periods(school_id: int, pupil_id: int, *, since: date) -> tuple[FilePeriod, ...]:
    """Every absence, late arrival and early departure up to today, the latest first."""
    columns = [list(row) for row in _rows(_PERIODS, school_id, pupil_id, since)]
    for row in columns:
        row[4] = PeriodState(row[4])
    return tuple(FilePeriod(*row) for row in columns)


def file_contacts(school_id: int, pupil_id: int, *, since: date) -> tuple[Contact, ...]:
    """Follow-ups, notices told in the page, messages sent, alerts dealt with: the latest first."""
    return tuple(
        Contact(at, _title(sort, said), who, words, batch, pk)
        for at, sort, said, who, words, batch, pk in _rows(_CONTACTS, school_id, pupil_id, since)
    )


def _title(sort: str, said: str) -> str:
    if sort == "suivi":
        return str(FollowUp.Kind(said).label)
    if sort == "alerte":
        return _("Alerte sur les retards traitée") if said == "retard" else _("Alerte sur les absences traitée")
    if sort == "envoi":
        channel, _space, state = said.partition(" ")
        return f"{Notification.Channel(channel).label}\u202f: {str(Notification.State(state).label).lower()}"
    return _("Avis dans Préau\u202f: %(title)s") % {"title": said}


def _rows(statement: str, school_id: int, pupil_id: int, since: date) -> list[Any]:
    asked: dict[str, Any] = {
        "school": school_id, "pupil": pupil_id, "since": since, "today": clock.today(), "now": clock.now(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows: list[Any] = cursor.execute(statement, asked).fetchall()
    return rows


def _measures(column: str | None) -> tuple[MeasuresLine, ...]:
    rows = json.loads(column) if column else []
    return tuple(_line(date.fromisoformat(month), *said) for month, *said in rows)


def _line(
    month: date, referent: str, is_here: bool, agreed_on: str | None, agreement: str,
    signed: list[list[Any]] | None, met_on: str | None, measures: str,
) -> MeasuresLine:  # fmt: skip
    left = _("%(name)s (n’est plus en poste)") % {"name": referent}
    said = spoken_measures(
        referent=left if referent and not is_here else referent,
        agreed_on=_day(agreed_on),
        agreement=agreement,
        signatures=[(name, state, _day(on)) for name, state, on in signed or ()],
        met_on=_day(met_on),
        measures=measures,
    )
    return MeasuresLine(f"{words.MONTHS[month.month - 1]} {month.year}", f"{month:%Y-%m}", said)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
