"""The mentions of a school, and its choices about report cards."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from preau.bulletins.models import BulletinSettings

_MENTIONS = """
SELECT m.id, m.label, m.is_warning, m.is_offered,
       (SELECT count(*) FROM council_decision d WHERE d.mention_id = m.id)
  FROM mention m WHERE m.school_id = %(school)s ORDER BY m.position, m.id
"""


@dataclass(frozen=True, slots=True)
class MentionLine:
    """A mention; `given`: how many decisions of the year bear it."""

    mention_id: int
    label: str
    is_warning: bool
    is_offered: bool
    given: int


def mentions_of(school_id: int) -> tuple[MentionLine, ...]:
    """In their order."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_MENTIONS, {"school": school_id}).fetchall()
    return tuple(MentionLine(*row) for row in rows)


def settings_of(school_id: int) -> BulletinSettings:
    """The choices of the school, or those it starts with."""
    return BulletinSettings.objects.filter(school_id=school_id).first() or BulletinSettings(school_id=school_id)
