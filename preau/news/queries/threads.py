"""The threads of a school, and who writes in each, in words."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db import connection

from preau.directory.models import Post
from preau.directory.people.wording import PROFILE_NAMES, function_label
from preau.kernel import clock
from preau.news.models import NewsRight

_THREADS = """
SELECT h.id, h.label, h.comments, h.closed_at IS NOT NULL,
       (SELECT count(*) FROM news_item i WHERE i.thread_id = h.id AND i.state = 'publiee'),
       coalesce((SELECT jsonb_agg(jsonb_build_array(r."right", r.profile, r.function,
                                  p.first_name || ' ' || p.last_name) ORDER BY r.id)
                   FROM news_right r LEFT JOIN person p ON p.id = r.person_id
                  WHERE r.thread_id = h.id)::text, '[]')
  FROM news_thread h WHERE h.school_id = %s ORDER BY h.closed_at IS NOT NULL, h.label, h.id
"""


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A thread ready to print. `writers`: who, for each right."""

    id: int
    label: str
    comments: bool
    is_closed: bool
    published: int
    contributors: tuple[str, ...]
    publishers: tuple[str, ...]


def threads_of(school_id: int) -> tuple[ThreadLine, ...]:
    """Those that are open first."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_THREADS, [school_id]).fetchall()
    return tuple(_line(row) for row in rows)


def people_who_may_be_named(school_id: int) -> list[tuple[int, str]]:
    """Those who work in the school today, by name."""
    today = clock.today()
    posts = (
        Post.objects.filter(school_id=school_id, begins_on__lte=today)
        .exclude(ends_on__lte=today)
        .order_by("person__sorting_name", "person_id")
        .values_list("person_id", "person__first_name", "person__last_name")
    )
    return list(dict.fromkeys((person_id, f"{first} {last}".strip()) for person_id, first, last in posts))


def _line(row: tuple[int, str, bool, bool, int, str]) -> ThreadLine:
    given = json.loads(row[5])
    said = [(right, person or _said(profile, function)) for right, profile, function, person in given]
    return ThreadLine(
        *row[:5],
        contributors=tuple(who for right, who in said if right == NewsRight.Right.CONTRIBUTE),
        publishers=tuple(who for right, who in said if right != NewsRight.Right.CONTRIBUTE),
    )


def _said(profile: str, function: str) -> str:
    return PROFILE_NAMES[profile] if profile else function_label(function, "", "")
