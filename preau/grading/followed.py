"""A pupil or a class whose skills are followed: the cycle, the terms, and who follows them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.grading.book import TERM_STATE
from preau.grading.cycle import CYCLE_OF_GROUP
from preau.grading.models import TermLock
from preau.grading.queries.skill_levels import Span
from preau.grading.team import team_of
from preau.kernel import clock
from preau.kernel.refusals import NotAllowed

_TERM = f"""
t.id, t.kind, t.number, t.starts_on, t.ends_on, {TERM_STATE}
"""
_TERMS = """
JOIN school h ON h.id = g.school_id
LEFT JOIN school_year y ON %(today)s BETWEEN y.starts_on AND y.ends_on
LEFT JOIN term t ON t.group_id = g.id AND t.year_id = y.id
LEFT JOIN term_lock k ON k.term_id = t.id
"""

_PUPIL = f"""
SELECT p.id, h.id, p.first_name || ' ' || p.last_name, g.id, coalesce(nullif(g.label, ''), g.code),
       {CYCLE_OF_GROUP}, {team_of("tm.pupil_id = %(of)s")}, {_TERM}
  FROM membership m
  JOIN person p ON p.id = m.pupil_id
  JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
  {_TERMS}
 WHERE m.pupil_id = %(of)s AND m.school_id = %(school)s
   AND m.begins_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
 ORDER BY g.id, t.starts_on
"""  # noqa: S608 - our own pieces

_THOSE_OF_GROUP = """tm.pupil_id IN (
    SELECT og.pupil_id FROM membership og
     WHERE og.group_id = %(of)s
       AND og.begins_on <= %(today)s AND (og.ends_on IS NULL OR og.ends_on > %(today)s))"""

_GROUP = f"""
SELECT 0, h.id, '', g.id, coalesce(nullif(g.label, ''), g.code), {CYCLE_OF_GROUP}, {team_of(_THOSE_OF_GROUP)},
       {_TERM}
  FROM pupil_group g
  {_TERMS}
 WHERE g.id = %(of)s AND g.school_id = %(school)s AND g.kind <> 'manuel'
 ORDER BY t.starts_on
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class FollowedTerm:
    """A term of a class of this year."""

    term_id: int
    kind: str
    number: int
    starts_on: date
    ends_on: date
    state: str

    @property
    def is_closed(self) -> bool:
        """True when nothing is written in it any more."""
        return self.state == TermLock.State.CLOSED

    @property
    def span(self) -> Span:
        return Span(self.term_id, self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class Followed:
    """A pupil of a class, or a whole group (`pupil_id` 0). `team_ids`: her teachers, form teachers included."""

    pupil_id: int
    school_id: int
    name: str
    group_id: int
    group: str
    cycle: int
    team_ids: frozenset[int]
    terms: tuple[FollowedTerm, ...]

    def term(self, asked: str) -> FollowedTerm | None:
        """The term that an address names by its id; None: the whole cycle."""
        return next((one for one in self.terms if str(one.term_id) == asked), None)


def followed_pupil(pupil_id: int, *, school_id: int) -> Followed:
    """This pupil, in her class of today. The caller decides by `policies`.

    Errors: `NotAllowed` when she is in no class of this school.
    """
    return _followed(_PUPIL, pupil_id, school_id)


def followed_group(group_id: int, *, school_id: int) -> Followed:
    """This class or teaching group; the latter has no term of its own. The caller decides by `policies`.

    Errors: `NotAllowed` when this school has none.
    """
    return _followed(_GROUP, group_id, school_id)


def _followed(statement: str, of: int, school_id: int) -> Followed:
    asked: dict[str, Any] = {"of": of, "school": school_id, "today": clock.today()}
    with connection.cursor() as cursor:
        rows: Sequence[Any] = cursor.execute(statement, asked).fetchall()
    if not rows:
        raise NotAllowed
    *head, team_ids = rows[0][:7]
    # A pupil in two classes at once: the first.
    terms = tuple(FollowedTerm(*row[7:]) for row in rows if row[7] is not None and row[3] == rows[0][3])
    return Followed(*[*head, frozenset(team_ids), terms])
