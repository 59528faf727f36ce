"""Where an item is shown: a row for each of its schools while it is published."""

from __future__ import annotations

from django.db import connection

from preau.news.models import NewsItem

_SHOW = """
INSERT INTO news_target (item_id, school_id, shown_from, shown_until)
SELECT i.id, s.id, i.shown_from, i.shown_until
  FROM news_item i JOIN school s ON s.id = ANY(i.schools) WHERE i.id = %s
    ON CONFLICT (item_id, school_id)
    DO UPDATE SET shown_from = excluded.shown_from, shown_until = excluded.shown_until
"""
_LOWER = """
UPDATE news_item SET is_featured = false
 WHERE is_featured AND id <> %(item)s AND state = 'publiee'
   AND thread_id IN (SELECT id FROM news_thread WHERE school_id = %(school)s)
"""


def show(item: NewsItem) -> None:
    """Readers see it from `shown_from` on, until `shown_until`: one statement, whatever the schools."""
    with connection.cursor() as cursor:
        cursor.execute(_SHOW, [item.pk])


def hide(item_ids: list[int]) -> int:
    """Readers see these no more. Returns how many schools showed them."""
    with connection.cursor() as cursor:
        return int(cursor.execute("DELETE FROM news_target WHERE item_id = ANY(%s)", [item_ids]).rowcount)


def lower_others(item: NewsItem, school_id: int) -> None:
    """One item is at the top in a school: the others of its threads are not any more."""
    with connection.cursor() as cursor:
        cursor.execute(_LOWER, {"item": item.pk, "school": school_id})
