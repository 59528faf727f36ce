"""The classes, groups and levels to which a piece of news may be narrowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from preau.directory.models import Group
from preau.directory.people.reach import during
from preau.kernel import clock

_PLACES = f"""
SELECT 'n' || level, level FROM (
    SELECT DISTINCT u.level FROM enrolment e JOIN pupil u ON u.person_id = e.pupil_id
     WHERE e.school_id = %(school)s AND {during("e")} AND u.level <> '' ORDER BY 1) l
 UNION ALL
SELECT key, label FROM (
    SELECT 'g' || g.id AS key, coalesce(nullif(g.label, ''), g.code) AS label
      FROM pupil_group g WHERE g.school_id = %(school)s AND g.closed_on IS NULL ORDER BY g.kind, g.code, g.id) p
"""  # noqa: S608 - our own constants


@dataclass(frozen=True, slots=True)
class Place:
    """`key` is the end of a key of audience: `g12`, `n4EME`."""

    key: str
    label: str


def places_of(school_id: int) -> tuple[Place, ...]:
    """Levels, then classes, then groups that are open."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_PLACES, {"school": school_id, "day": clock.today()}).fetchall()
    return tuple(Place(key, label) for key, label in rows)


def group_names(group_ids: Iterable[int]) -> dict[int, str]:
    """The names of these classes and groups, in the scope that is open."""
    ids = list(group_ids)
    rows = Group.objects.filter(pk__in=ids).values_list("pk", "code", "label") if ids else ()
    return {pk: label or code for pk, code, label in rows}
