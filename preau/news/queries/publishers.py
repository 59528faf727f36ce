"""Who publishes in the thread of an item: those told that one waits."""

from __future__ import annotations

from django.db import connection

from preau.directory.people.reach import during
from preau.kernel import clock

_PUBLISHERS = f"""
SELECT DISTINCT o.person_id
  FROM news_item i
  JOIN news_right r ON r.thread_id = i.thread_id AND r."right" IN ('publier', 'gerer')
  JOIN post o ON o.school_id = r.school_id AND {during("o")}
   AND (o.profile = r.profile OR upper(o.function) = r.function OR o.person_id = r.person_id)
 WHERE i.id = %(item)s
"""  # noqa: S608 - our own constants


def publishers_of(item_id: int) -> tuple[int, ...]:
    """Persons who work in the school today."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_PUBLISHERS, {"item": item_id, "day": clock.today()}).fetchall()
    return tuple(person_id for (person_id,) in rows)
