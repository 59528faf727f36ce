"""Who is in a broadcast list on a day, and what a screen says of the lists of a school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.directory.models import BroadcastAudience
from preau.directory.people.audience import Audience, Who, people_addressed
from preau.directory.people.wording import PROFILE_NAMES
from preau.directory.policies import may_write_to, visible_lists
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

_AUDIENCES = """
SELECT a.of_id, a.who, coalesce(nullif(g.label, ''), g.code)
  FROM broadcast_audience a LEFT JOIN pupil_group g ON g.id = a.group_id
 WHERE a.school_id = %(school)s AND a.of_id = ANY(%(lists)s) ORDER BY a.of_id, a.who, g.code, a.id
"""


@dataclass(frozen=True, slots=True)
class ListLine:
    """A broadcast list ready to print. `people`: « responsables de 4e B »."""

    id: int
    label: str
    people: tuple[str, ...]
    seen_by: tuple[str, ...]
    written_by: tuple[str, ...]
    is_kept: bool
    may_write: bool


def lists_of_school(actor: Actor, school_id: int) -> tuple[ListLine, ...]:
    """The lists that the actor sees, by name."""
    rows = list(visible_lists(actor).filter(school_id=school_id))
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {"school": school_id, "lists": [row.pk for row in rows]}
        audiences = cursor.execute(_AUDIENCES, asked).fetchall()
    return tuple(
        ListLine(
            row.pk,
            row.label,
            tuple(_said(who, group) for of, who, group in audiences if of == row.pk),
            tuple(PROFILE_NAMES[name] for name in row.seen_by),
            tuple(PROFILE_NAMES[name] for name in row.written_by),
            row.ends_on is None,
            may_write_to(actor, row),
        )
        for row in rows
    )


def recipients_of(actor: Actor, school_id: int, list_id: int, on: date | None = None) -> frozenset[int]:
    """The persons of the list on a day (today); `NotAllowed` for a list that the actor does not see."""
    if not visible_lists(actor).filter(school_id=school_id, pk=list_id).exists():
        raise NotAllowed
    of_the_list = people_addressed(school_id, [Audience(Who.LIST, list_id=list_id)], on)
    return frozenset(one.person_id for one in of_the_list)


def _said(who: str, group: str | None) -> str:
    label = BroadcastAudience.Who(who).label
    return f"{label} de {group}" if group else f"{label} de l’établissement"
