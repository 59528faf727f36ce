"""What is written of the adults of a plan: posts, rights of guests, courses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from preau.directory.functions import profile_of
from preau.exchange.upload.people.known_adults import GUEST
from preau.exchange.upload.people.plan import GroupRef, Plan, Ref

_POSTS = """
INSERT INTO post (school_id, person_id, function, label, discipline, profile, is_local, begins_on, ends_on)
SELECT %(school)s, r.person, r.function, r.label, '', r.profile, true, coalesce(r.begins_on, %(today)s), r.ends_on
  FROM jsonb_to_recordset(%(rows)s::jsonb)
       AS r(person bigint, function text, label text, profile text, begins_on date, ends_on date)
ON CONFLICT DO NOTHING
"""
_GUESTS_CHANGED = """
UPDATE post t SET label = r.label, begins_on = r.begins_on, ends_on = r.ends_on
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(id bigint, label text, begins_on date, ends_on date)
 WHERE t.id = r.id
"""
_COURSES = """
INSERT INTO course (school_id, group_id, subject_id, teacher_id, origin, begins_on)
SELECT %(school)s, r.of, s.id, r.person, %(origin)s, %(today)s
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(person bigint, of bigint, source text, code text)
  JOIN subject s ON s.source = r.source AND s.code = r.code
ON CONFLICT DO NOTHING
"""
_COURSES_OVER = """
UPDATE course t SET ends_on = greatest(t.begins_on, %(today)s::date)
  FROM jsonb_array_elements_text(%(rows)s::jsonb) AS r(id) WHERE t.id = r.id::bigint
"""


def adult_rows(
    plan: Plan, person: Callable[[Ref], int | None], group: Callable[[GroupRef], int]
) -> Iterator[tuple[str, list[Any]]]:
    """Statements with their rows, once subjects and groups are there; `person` and `group` give ids."""
    posts: list[dict[str, Any]] = [
        {"person": person(ref), "function": function, "label": label, "profile": profile}
        for ref, function, label, profile in plan.posts
    ]
    guests = [
        {"person": person(ref), "function": GUEST, "profile": profile_of(GUEST).value, **columns}
        for ref, columns in plan.guests.items()
    ]
    yield _POSTS, posts + guests
    yield _GUESTS_CHANGED, [{"id": pk, **columns} for pk, columns in plan.guests_changed.items()]
    yield (
        _COURSES,
        [
            {"person": person(one.teacher), "of": group(one.group), "source": one.source, "code": one.subject}
            for one in plan.courses
        ],
    )
    yield _COURSES_OVER, plan.courses_over
