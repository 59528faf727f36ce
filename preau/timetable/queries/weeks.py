"""The lessons of several days of a pupil, a teacher, a class, a group or a room, or of several of them together.

One statement whatever is asked. Who may read is decided before (`policies.py`, `ties.py`); what is hidden of the
coming year, in `opened.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.class_days import Week, public_holidays
from preau.directory.rules import HOLIDAY_ZONE
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.timetable.queries.lines import COLUMNS, LessonLine, Seen, line_of
from preau.timetable.queries.opened import opened_to, shown

_HELD = "held_on BETWEEN %(first)s AND %(last)s AND {of}.school_id = ANY(%(schools_{n})s)"

# Membership at the date of each lesson, never today's (rule B9).
_IN = "{of}.begins_on <= lg.held_on AND ({of}.ends_on IS NULL OR {of}.ends_on > lg.held_on)"

_GROUP = """
SELECT {n} AS seat, lg.lesson_id FROM lesson_group lg WHERE lg.group_id = %(key_{n})s AND lg.{held_lg}
"""

_CHOSEN = {
    Seen.BY_PUPIL: """
SELECT {n} AS seat, lg.lesson_id
  FROM membership m
  JOIN lesson_group lg ON lg.group_id = m.group_id AND lg.{held_lg} AND {in_m}
 WHERE m.pupil_id = %(key_{n})s AND m.school_id = ANY(%(schools_{n})s)
""",
    Seen.BY_GROUP: _GROUP,
    # A class has its own lessons, and those of the groups its pupils are in that day.
    Seen.BY_CLASS: _GROUP
    + """
UNION
SELECT {n}, lg.lesson_id
  FROM membership m
  JOIN membership o ON o.pupil_id = m.pupil_id AND o.school_id = m.school_id
  JOIN lesson_group lg ON lg.group_id = o.group_id AND lg.{held_lg} AND {in_m} AND {in_o}
 WHERE m.group_id = %(key_{n})s AND m.school_id = ANY(%(schools_{n})s)
""",
    Seen.BY_TEACHER: """
SELECT {n} AS seat, t.lesson_id FROM lesson_teacher t WHERE t.person_id = %(key_{n})s AND t.{held_t}
""",
    Seen.BY_ROOM: """
SELECT {n} AS seat, o.id AS lesson_id FROM lesson o WHERE o.room = %(key_{n})s AND o.{held_o}
""",
}

_LESSONS = f"""
WITH chosen AS ({{chosen}})
SELECT chosen.seat, {COLUMNS}
  FROM chosen
  JOIN lesson l ON l.id = chosen.lesson_id
  JOIN subject s ON s.id = l.subject_id
  JOIN school sc ON sc.id = l.school_id
 WHERE {shown("l")}
 ORDER BY chosen.seat, l.starts_at, s.label, l.id
"""  # noqa: S608 - our own columns

# A school without settings keeps the zone of the rules, as the laying of its lessons does.
_FACTS = """
SELECT sc.id, 'vacances', h.label, h.starts_on, h.ends_on
  FROM school sc
  LEFT JOIN school_settings k ON k.school_id = sc.id
  JOIN holiday h ON h.zone = coalesce(k.zone, %(zone)s) AND h.starts_on <= %(last)s AND h.ends_on >= %(first)s
 WHERE sc.id = ANY(%(schools)s)
 UNION ALL
SELECT f.school_id, coalesce(nullif(f.half, ''), 'fermeture'), f.label, f.starts_on, f.ends_on
  FROM closure f
 WHERE f.school_id = ANY(%(schools)s) AND f.starts_on <= %(last)s AND f.ends_on >= %(first)s
 UNION ALL
SELECT a.school_id, 'semaine', a.code, %(first)s, %(last)s
  FROM alternation a
 WHERE a.school_id = ANY(%(schools)s) AND a.code IN ('Q1', 'Q2') AND %(first)s = ANY (a.mondays)
 ORDER BY 4, 3
"""
_WEEKS = {"Q1": Week.A, "Q2": Week.B}


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose lessons: what `key` is depends on `seen` (a person, a group, the name of a room)."""

    seen: Seen
    key: int | str
    school_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Why there may be no lesson: day -> words (`Vacances de Noël`), and the week of the alternation, when the
    school has one and its schools agree.
    """

    reasons: dict[date, tuple[str, ...]]
    week: Week | None


def lessons_between(
    first: date, last: date, whose: Sequence[Whose], *, reader: Actor
) -> tuple[tuple[LessonLine, ...], ...]:
    """The lessons of each that `reader` is shown, in order, from a day to another (both included)."""
    asked: dict[str, Any] = {"first": first, "last": last, **opened_to(reader)}
    parts = []
    for n, one in enumerate(whose):
        held = {f"held_{of}": _HELD.format(of=of, n=n) for of in ("lg", "t", "o")}
        parts.append(_CHOSEN[one.seen].format(n=n, **held, in_m=_IN.format(of="m"), in_o=_IN.format(of="o")))
        asked |= {f"key_{n}": one.key, f"schools_{n}": list(one.school_ids)}
    statement = _LESSONS.format(chosen=" UNION ".join(f"({part})" for part in parts))
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, asked).fetchall()
    now = clock.now()
    lines: list[list[LessonLine]] = [[] for _ in whose]
    for seat, *row in rows:
        lines[seat].append(line_of(now, *row))
    return tuple(tuple(one) for one in lines)


def days_off_between(first: date, last: date, school_ids: Sequence[int]) -> DaysOff:
    """What these schools keep free from a Monday to a Sunday, and which week it is."""
    asked: dict[str, Any] = {"first": first, "last": last, "schools": list(school_ids), "zone": HOLIDAY_ZONE}
    with connection.cursor() as cursor:
        rows = cursor.execute(_FACTS, asked).fetchall()
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    reasons: dict[date, dict[str, None]] = {day: {} for day in days}
    for day in days:
        if day in public_holidays(day.year):
            reasons[day][_(public_holidays(day.year)[day])] = None
    halves = {"matin": _("%(why)s (matin)"), "apres_midi": _("%(why)s (après-midi)")}
    for _school, kind, label, starts, ends in rows:
        if kind != "semaine":
            for day in days:
                if starts <= day <= ends:
                    reasons[day][halves.get(kind, "%(why)s") % {"why": label}] = None
    weeks = {_WEEKS[label] for _school, kind, label, *_days in rows if kind == "semaine"}
    return DaysOff(
        {day: tuple(why) for day, why in reasons.items() if why}, weeks.pop() if len(weeks) == 1 else None
    )
