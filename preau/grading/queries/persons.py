"""Names of persons and of gradebooks whose ids are known."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

_NAMES = """
SELECT id, first_name || ' ' || last_name FROM person WHERE id = ANY(%s) ORDER BY sorting_name, id
"""

_BOOKS = """
SELECT b.id, coalesce(nullif(b.label, ''), s.label) || ', ' || coalesce(nullif(g.label, ''), g.code)
  FROM gradebook b JOIN subject s ON s.id = b.subject_id JOIN pupil_group g ON g.id = b.group_id
 WHERE b.id = ANY(%s) ORDER BY g.code, b.position, b.id
"""


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """« Claire Durand » of each of them, in the order of their names. The caller decided that the reader may."""
    with connection.cursor() as cursor:
        return dict(cursor.execute(_NAMES, [list(person_ids)]).fetchall())


def names_of_books(gradebook_ids: Collection[int]) -> dict[int, str]:
    """« Mathématiques, 4e B » of each of them. The caller decided that the reader may."""
    with connection.cursor() as cursor:
        return dict(cursor.execute(_BOOKS, [list(gradebook_ids)]).fetchall())
