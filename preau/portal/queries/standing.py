"""What stands to be done by a person, in all her schools and for all her children: one statement for all rooms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from preau.foundation.notices.tell import RECENT, NoticeLine, recent_parameters
from preau.foundation.rooms.duties import Asked, DutySource, duty_parameters
from preau.foundation.rooms.registry import duty_sources_of
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.portal.deadlines import When, spoken_deadline, when_due
from preau.portal.rules import MOST_OF_A_KIND

_COLUMNS = "keys, pupil_id, school_id, texts, due_at, asked_at"
_NONE = (
    "SELECT 0 AS source, ARRAY[]::bigint[] AS keys, 0::bigint AS pupil_id, 0::bigint AS school_id, "
    "ARRAY[]::text[] AS texts, NULL::timestamptz AS due_at, NULL::timestamptz AS asked_at WHERE false"
)
#: The notices come with the duties, as rows of the same shape: the home page asks once.
_NEWS = -1
_AS_ROWS = f"""SELECT {_NEWS}, ARRAY[n.id], NULL::bigint, NULL::bigint,
       ARRAY[n.title, n.detail, n.path, n.is_new::text], NULL::timestamptz, n.at
  FROM ({RECENT}) n (id, at, title, detail, path, is_new)"""  # noqa: S608 - our own constant


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One thing to do, ready to print. `child` and `division` are empty when it is about nobody else; `school` is
    named when there are several. `due` is its deadline in words, empty when it has none.
    """

    source: DutySource
    verb: str
    title: str
    detail: str
    path: str
    pupil_id: int | None
    child: str
    division: str
    school: str
    due_at: datetime | None
    asked_at: datetime
    when: When
    due: str

    @property
    def is_late(self) -> bool:
        """True once the deadline is over."""
        return self.when is When.LATE


@dataclass(frozen=True, slots=True)
class Standing:
    """What the home page asks: what stands to be done, and what is new."""

    duties: tuple[DutyLine, ...]
    notices: tuple[NoticeLine, ...]


def standing_of(actor: Actor) -> Standing:
    """What stands to be done by the actor, the most pressing first, and the last notices, newest first."""
    rows = _rows(actor, with_news=True)
    notices = [
        NoticeLine(keys[0], at, title, detail, path, is_new == "true")
        for number, keys, _pupil, _school, (title, detail, path, is_new), _due, at in (
            row for row in rows if row[0] == _NEWS
        )
    ]
    return Standing(
        duties=_lines(actor, [row for row in rows if row[0] != _NEWS]),
        notices=tuple(sorted(notices, key=lambda notice: (notice.at, notice.id), reverse=True)),
    )


def duties_of(actor: Actor) -> tuple[DutyLine, ...]:
    """What stands to be done by the actor under her hat: late first, then by deadline, then what has none."""
    return _lines(actor, _rows(actor, with_news=False))


def sources_of(actor: Actor) -> tuple[DutySource, ...]:
    """The kinds of duties that the actor may have."""
    return tuple(
        source
        for source in duty_sources_of(actor.profile)
        if not source.capability or actor.may(source.capability)
    )


def topics_of(actor: Actor) -> tuple[str, ...]:
    """The live topics that tell that a duty came or went."""
    return tuple(dict.fromkeys(topic for source in sources_of(actor) for topic in source.topics(actor)))


def _rows(actor: Actor, *, with_news: bool) -> list[Any]:
    asked = duty_parameters(actor) | (recent_parameters(actor) if with_news else {})
    with connection.cursor() as cursor:
        found: list[Any] = cursor.execute(_statement(sources_of(actor), with_news), asked).fetchall()
    return found


@cache
def _statement(sources: tuple[DutySource, ...], with_news: bool) -> str:
    pieces = [
        f"(SELECT {number} AS source, d.* FROM ({source.statement}) d ({_COLUMNS})"  # noqa: S608 - our own constants
        f" ORDER BY d.due_at, d.asked_at LIMIT {MOST_OF_A_KIND})"
        for number, source in enumerate(sources)
    ]
    return " UNION ALL ".join([*(pieces or [_NONE]), *([f"({_AS_ROWS})"] if with_news else [])])


def _lines(actor: Actor, rows: Iterable[Any]) -> tuple[DutyLine, ...]:
    sources, now = sources_of(actor), clock.now()
    lines = [
        _line(actor, sources[number], Asked(tuple(keys), pupil, school, tuple(texts), due_at, asked_at), now)
        for number, keys, pupil, school, texts, due_at, asked_at in rows
    ]
    return tuple(sorted(lines, key=_pressing))


def _pressing(line: DutyLine) -> tuple[int, datetime, str, str]:
    return list(When).index(line.when), line.due_at or line.asked_at, line.child, line.path


def _line(actor: Actor, source: DutySource, asked: Asked, now: datetime) -> DutyLine:
    duty = source.told(actor, asked)
    ward = actor.ward(asked.pupil_id) if actor.is_a(Profile.GUARDIAN) and asked.pupil_id else None
    schools = {school.id: school.name for school in actor.schools}
    return DutyLine(
        source=source,
        verb=duty.verb,
        title=duty.title,
        detail=duty.detail,
        path=duty.path,
        pupil_id=asked.pupil_id,
        child=ward.first_name if ward else "",
        division=ward.division if ward else "",
        school=schools.get(asked.school_id or 0, "") if len(schools) > 1 else "",
        due_at=asked.due_at,
        asked_at=asked.asked_at,
        when=when_due(asked.due_at, now),
        due=spoken_deadline(asked.due_at, now),
    )
