"""The banners of a school, or of a perimeter, as those who raise them see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.directory.people.wording import PROFILE_NAMES, function_label
from preau.kernel import clock

_BANNERS = """
SELECT b.id, b.text, b.level, b.origin, b.audience, b.begins_at, b.ends_at,
       CASE WHEN b.withdrawn_at IS NOT NULL OR b.ends_at <= %(now)s THEN 'termine'
            WHEN b.begins_at > %(now)s THEN 'prevu' ELSE 'affiche' END AS stands,
       cardinality(b.schools), b.schools <@ %(schools)s::bigint[]
  FROM news_banner b
 WHERE b.schools && %(schools)s::bigint[] AND (NOT %(above)s OR b.origin <> '')
 ORDER BY b.withdrawn_at IS NOT NULL OR b.ends_at <= %(now)s, b.begins_at DESC, b.id DESC LIMIT 60
"""


@dataclass(frozen=True, slots=True)
class BannerLine:
    """A banner ready to print. `stands`: `affiche`, `prevu` or `termine`; `is_hers`: all its schools are hers."""

    id: int
    text: str
    level: str
    origin: str
    audience: tuple[str, ...]
    begins_at: datetime
    ends_at: datetime
    stands: str
    schools: int
    is_hers: bool


def banners_of(school_ids: Iterable[int], *, above: bool = False) -> tuple[BannerLine, ...]:
    """What stands or will, then what is over; with `above`, only what was written for several schools."""
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {"now": clock.now(), "schools": list(school_ids), "above": above}
        rows = cursor.execute(_BANNERS, asked).fetchall()
    return tuple(
        BannerLine(pk, text, level, origin, tuple(map(_said, audience)), *more)
        for pk, text, level, origin, audience, *more in rows
    )


def _said(one: str) -> str:
    return function_label(one[2:], "", "") if one.startswith("f:") else PROFILE_NAMES[one]
